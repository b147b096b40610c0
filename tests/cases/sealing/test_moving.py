"""From the register into the vault and back: nothing is lost, nothing stays behind, and a crash anywhere leaves it sealed."""

import os
import signal
import subprocess
import sys
import textwrap
from dataclasses import replace
from datetime import date

import pytest
from django.apps import apps
from django.db import connection, connections

import cast
from qingbai.audit.events import EventKind
from qingbai.audit.models import LedgerEntry
from qingbai.law.prohibitions import Prohibition, ProhibitionKind
from qingbai.law.terms import Relation, Treatment
from qingbai.registers import models as register
from qingbai.registers import moving
from qingbai.registers import services as registers
from qingbai.registers.records import ExecutionStated, Period, Record, RulingStated
from qingbai.registers.terms import ExecutionState
from qingbai.sealing import cases, keeping, models, queries, second_check, services
from qingbai.sealing.terms import Found, SealedPaperKind
from registering import AT, COURT, REGISTRAR, described, record, verdict

both = pytest.mark.django_db(databases=["default", "vault"])
committed = pytest.mark.django_db(databases=["default", "vault"], transaction=True)
ACT = {"by": REGISTRAR, "at": AT, "basis": "n-9"}
YOUNG = cast.SEALED
FORBIDDEN = Prohibition(kind=ProhibitionKind.OCCUPATION, activity="电动工具销售及相关活动", months=36)


def entered(whole: Record, place: int = 0):
    return registers.enter(record=whole, **ACT).defendants[place].conviction


def seal(conviction):
    return services.seal_entered(conviction=conviction, rules="measures_2022: SEAL-01", **ACT)


def rows() -> dict[str, int]:
    counted = {model.__name__: model.objects.count() for model in apps.get_app_config("registers").get_models()}
    return {name: count for name, count in counted.items() if count}


def sealed_records() -> list[Record]:
    return [keeping.whole(row) for row in models.SealedConviction.objects.filter(lifted=None).order_by("known_from")]


@both
def test_what_was_in_the_register_is_in_the_vault_whole_and_nowhere_else():
    whole = record(verdict(YOUNG, prohibitions=(FORBIDDEN,)), stated={"service": []})
    seal(entered(whole))
    connection.check_constraints()
    assert rows() == {}
    [kept] = sealed_records()
    assert kept.verdicts == whole.verdicts
    assert (kept.document, kept.text, kept.digest, kept.stated) == (
        whole.document,
        whole.text,
        whole.digest,
        whole.stated,
    )
    told = LedgerEntry.objects.using("vault").filter(kind=EventKind.RECORD_SEALED).get()
    assert told.facts["rules"] == "measures_2022: SEAL-01"


@both
def test_sealing_again_finds_it_sealed():
    whole = record(verdict(YOUNG))
    seal(entered(whole))
    again = entered(whole)  # as after a crash between the two
    assert seal(again).result == "already"
    assert rows() == {}
    assert len(sealed_records()) == 1


@both
def test_two_namesakes_without_numbers_in_one_document_stay_two():
    nobody = described(YOUNG, documents=(), born="", sex=None)
    another = (Period("2022-01", "2022-02"),)
    whole = record(verdict(YOUNG, defendant=nobody), verdict(YOUNG, defendant=nobody, offences=another))
    one, two = registers.enter(record=whole, **ACT).defendants
    seal(one.conviction)
    seal(two.conviction)
    assert rows() == {}
    assert len(sealed_records()) == 2


@both
def test_a_verdict_leaves_with_its_appeal_its_rulings_and_what_prisons_said():
    first = record(verdict(YOUNG), verdict(cast.ON_RECORD))
    upheld = RulingStated(
        name=YOUNG.name,
        relation=Relation.APPEAL,
        treatment=Treatment.UPHELD,
        earlier_court=first.document.court_name,
        earlier_case=first.document.case_number,
        effective_on=date(2023, 6, 1),
        effect_ground="appeal_decided",
        verdict=0,
    )
    appeal = record(verdict(YOUNG), rulings=(upheld,))
    retrial = record(
        rulings=(
            RulingStated(
                name=YOUNG.name,
                relation=Relation.COMMUTATION,
                treatment=Treatment.UPHELD,
                earlier_court="",
                earlier_case=appeal.document.case_number,
                effective_on=date(2024, 6, 1),
                effect_ground="stated_by_court",
            ),
        )
    )
    conviction = entered(first)
    registers.enter(record=appeal, **ACT)
    registers.enter(record=retrial, **ACT)
    registers.note_execution(
        court=first.document.court_name,
        case_number=first.document.case_number,
        name=YOUNG.name,
        state=ExecutionState.COMPLETED,
        on=date(2025, 1, 1),
        source="演示监狱",
        **ACT,
    )
    seal(conviction)
    connection.check_constraints()
    left = rows()
    assert left["Conviction"] == left["Subject"] == left["Judgment"] == 1
    assert not {"Ruling", "ExecutionNotice"} & set(left)
    [stays] = register.Judgment.objects.all()
    assert stays.holds_sealed
    assert register.Name.objects.filter(text=YOUNG.name).count() == 0
    assert len(sealed_records()) == 2
    [(_, ruling)] = cases.rulings_on(first.document.case_number, YOUNG.name)
    assert ruling == upheld
    assert len(cases.rulings_on(appeal.document.case_number, YOUNG.name)) == 1
    [(stated, _)] = cases.executions_in(first.document.case_number, YOUNG.name)
    assert stated == ExecutionStated(ExecutionState.COMPLETED, date(2025, 1, 1), "演示监狱")


@both
@pytest.mark.parametrize("number", [True, False])
def test_a_courts_notice_seals_what_is_in_the_register_and_says_when(number: bool):
    whole = record(verdict(YOUNG), verdict(cast.ON_RECORD))
    registers.enter(record=whole, **ACT)
    who = described(YOUNG) if number else described(YOUNG, documents=())
    done = order(whole, who)
    assert (done.found, done.sealed_at) == (Found.SEALED, AT)
    assert register.Conviction.objects.count() == 1
    assert register.Name.objects.filter(text=YOUNG.name).count() == 0
    assert order(whole, who) == services.Ordered(Found.ALREADY, done.entries, AT)
    kinds = list(LedgerEntry.objects.using("vault").order_by("number").values_list("kind", flat=True))
    assert kinds.count(EventKind.SEALING_ORDERED) == 2


def order(whole: Record, who):
    document = whole.document
    return services.seal_by_notice(court=document.court_name, case_number=document.case_number, defendant=who, **ACT)


@both
def test_an_order_that_comes_before_the_document_waits_and_is_remembered():
    whole = record(verdict(YOUNG), verdict(cast.ON_RECORD))
    assert order(whole, described(YOUNG)) == services.Ordered(Found.NOT_ON_RECORD, (), None)
    document = whole.document
    case = {"court": document.court_name, "case_number": document.case_number}
    assert queries.ordered(**case, defendant=described(YOUNG)) == services.ON_NOTICE
    assert queries.ordered(**case, defendant=described(cast.ON_RECORD)) is None
    assert queries.ordered(court="别的法院", case_number=document.case_number, defendant=described(YOUNG)) is None


@both
def test_a_notice_about_another_person_of_that_name_seals_nobody():
    whole = record(verdict(YOUNG))
    registers.enter(record=whole, **ACT)
    other = described(cast.citizen(YOUNG.name, YOUNG.latin, "M", date(2004, 1, 2), 88))
    assert order(whole, other).found is Found.NOT_ON_RECORD
    assert register.Conviction.objects.count() == 1


@both
def test_a_paper_that_is_no_conviction_is_sealed_at_once_and_only_once():
    paper = {
        "kind": SealedPaperKind.NON_PROSECUTION,
        "issuer": "演示市清河区人民检察院",
        "number": "演清检刑不诉〔2023〕7号",
        "issued_on": date(2023, 7, 1),
        "subject": described(YOUNG),
        "rules": "SEAL-06",
        **ACT,
    }
    one = services.seal_paper(content={"charge": "盗窃罪"}, **paper)
    assert services.seal_paper(content={"charge": "盗窃罪"}, **paper).conviction == one.conviction
    with pytest.raises(services.OtherFactsEntered):
        services.seal_paper(content={"charge": "抢夺罪"}, **paper)
    assert models.SealedPaper.objects.count() == 1
    assert rows() == {}
    found = services.seal_by_notice(
        court=paper["issuer"], case_number=paper["number"], defendant=described(YOUNG), **ACT
    )
    assert found.found is Found.ALREADY


# The child does what the parent would, with the real functions; it only dies at the place named.
CHILD = """
    import os, signal, sys
    import settings_for_tests
    from django.conf import settings
    for alias, name in (("default", "CRASH_DATABASE"), ("vault", "CRASH_VAULT")):
        host, port, database, user, password = os.environ[name].split(" ", 4)
        settings.DATABASES[alias].update(HOST=host, PORT=port, NAME=database, USER=user, PASSWORD=password)
    import django
    django.setup()
    settings.VAULT_KEY, settings.INTAKE_KEY = os.environ["CRASH_VAULT_KEY"], os.environ["CRASH_INTAKE_KEY"]
    settings.AUDIT_KEYS = {"default": "d" * 40, "vault": "v" * 40}
    import datetime, uuid
    from qingbai.registers import moving
    from qingbai.sealing import keeping, services
    from registering import AT, REGISTRAR

    def die(*_, **__):
        os.kill(os.getpid(), signal.SIGKILL)

    def dying_after(act):
        def both(*given, **named):
            act(*given, **named)
            die()
        return both

    act, place, key = sys.argv[1:]
    if place == "in the register":
        services._keep_surrendered = die
    elif place == "in the vault":
        keeping._keep_verdict = die
    elif place == "before the vault commits":
        services._begin = dying_after(services._begin)
    elif place == "before the register commits":
        services.transaction.on_commit = die
    elif place == "before the end is noted":
        services._end = die
    elif place == "before it is back":
        services.moving.take_back = die
    elif place == "when it is back":
        services._lift = die
    named = {"conviction": uuid.UUID(key), "by": REGISTRAR, "at": AT, "basis": "n-9"}
    if act == "seal":
        services.seal_entered(rules="measures_2022: SEAL-01", **named)
    else:
        services.unseal(condition="SEAL-17", effective_on=datetime.date(2026, 11, 1), **named)
    print("done")
"""


def run_and_die(act: str, place: str, key) -> subprocess.CompletedProcess[str]:
    from django.conf import settings

    def address(alias: str) -> str:
        found = connections[alias].settings_dict
        return " ".join(str(found[name]) for name in ("HOST", "PORT", "NAME", "USER", "PASSWORD"))

    environment = {
        **os.environ,
        "CRASH_DATABASE": address("default"),
        "CRASH_VAULT": address("vault"),
        "CRASH_VAULT_KEY": settings.VAULT_KEY,
        "CRASH_INTAKE_KEY": settings.INTAKE_KEY,
        "DJANGO_SETTINGS_MODULE": "settings_for_tests",
        "PYTHONPATH": os.pathsep.join(["tests", *sys.path]),
    }
    command = [sys.executable, "-c", textwrap.dedent(CHILD), act, place, str(key)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)


def held() -> tuple[int, int]:
    return register.Conviction.objects.count(), len(sealed_records())


@committed
@pytest.mark.parametrize(
    ("place", "left"),
    [
        ("in the register", (1, 0)),
        ("in the vault", (1, 0)),
        ("before the vault commits", (1, 0)),
        ("before the register commits", (1, 1)),
        ("before the end is noted", (0, 1)),
    ],
)
def test_killed_anywhere_while_sealing_a_record_is_somewhere_and_doing_it_again_ends_it(place: str, left):
    whole = record(verdict(YOUNG))
    conviction = entered(whole)
    done = run_and_die("seal", place, conviction)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert held() == left
    doubled = second_check.check(by=REGISTRAR, at=AT).doubled
    assert doubled == ((conviction,) if left == (1, 1) else ())
    if left[1]:
        assert services.finish_moves(by=REGISTRAR, at=AT) == 1
    else:
        seal(conviction)
    assert held() == (0, 1)
    assert sealed_records()[0].verdicts == whole.verdicts
    assert services.finish_moves(by=REGISTRAR, at=AT) == 0
    assert rows() == {}


@committed
@pytest.mark.parametrize(
    ("place", "left"), [("before it is back", (0, 1)), ("when it is back", (1, 1)), ("nowhere", (1, 0))]
)
def test_killed_anywhere_while_unsealing_a_record_stays_sealed_until_it_is_back(place: str, left):
    whole = record(verdict(YOUNG))
    key = seal(entered(whole)).conviction
    done = run_and_die("unseal", place, key)
    assert done.returncode == (0 if place == "nowhere" else -signal.SIGKILL), done.stderr
    assert held() == left
    services.finish_moves(by=REGISTRAR, at=AT)
    assert held() == (1, 0)
    [conviction] = register.Conviction.objects.all()
    [back] = moving.read(conviction.id).record.verdicts
    assert (replace(back, unsealed=None),) == whole.verdicts
    assert back.unsealed is not None
    assert models.SealLifted.objects.count() == 1
    with pytest.raises(services.NotSealed):
        services.unseal(conviction=key, condition="SEAL-17", effective_on=date(2026, 11, 1), **ACT)


@both
def test_a_verdict_comes_back_to_a_document_in_which_others_stayed_and_can_be_sealed_anew():
    whole = record(verdict(cast.ON_RECORD), verdict(YOUNG))
    key = seal(entered(whole, 1)).conviction
    services.unseal(conviction=key, condition="SEAL-17", effective_on=date(2026, 11, 1), **ACT)
    assert rows()["Judgment"] == 1
    assert rows()["Conviction"] == 2
    back = register.Conviction.objects.get(position=1)
    again = seal(back.id)
    assert again.conviction != key
    assert rows()["Conviction"] == 1


@both
def test_later_turns_go_there_and_back_again():
    whole = record(verdict(YOUNG, effective_on=None))
    conviction = entered(whole)
    registers.record_effect(conviction=conviction, on=date(2023, 6, 1), ground="no_appeal", **{**ACT, "by": COURT})
    registers.record_execution(
        conviction=conviction,
        state=ExecutionState.COMPLETED,
        on=date(2025, 1, 1),
        source="演示监狱",
        **{**ACT, "by": COURT},
    )
    before = moving.read(conviction)
    key = seal(conviction).conviction
    returned = services.unseal(conviction=key, condition="SEAL-17", effective_on=date(2026, 11, 1), **ACT)
    after = moving.read(returned)
    assert (replace(after.record.verdicts[0], unsealed=None),) == before.record.verdicts
    assert after.changes == before.changes
    assert after.executions == before.executions
