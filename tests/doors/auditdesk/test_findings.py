"""Findings: a look at a bait record, in an emergency, without a case, or far more than colleagues; asked, explained, closed or passed on."""

import dataclasses
import re

import pytest
from django.db import connections, transaction
from django.urls import reverse

from applications import COUNTER, NOW, application
from qingbai.agencies.terms import Role
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.audit.models import LedgerEntry
from qingbai.inquiries import services as inquiries
from qingbai.notices import services as notices
from qingbai.notices.models import Arrival
from qingbai.oversight import baits, findings, watching
from qingbai.oversight.baits import NoBait
from qingbai.oversight.findingacts import Act, Sort
from qingbai.oversight.models import Finding
from qingbai.pages.references import reference
from qingbai.registers.models import Conviction
from qingbai.registers.terms import ExecutionState
from registering import demo, receive
from visitors import Visitor, clerk, text, wrongs

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
CASE = "2026年第3号检查"
OPERATOR = Actor(ActorKind.SYSTEM, "operator")
ZHAO = {"name": "赵石堤", "number": "100101198003090315"}


@pytest.fixture
def auditor(registry) -> Visitor:
    visitor = clerk(number="100101-17", role=Role.AUDITOR)
    visitor.post(reverse("audit-desk-inspection"), case=CASE)
    return visitor


@pytest.fixture
def head(registry) -> Visitor:
    return clerk(number="100101-13", role=Role.HEAD)


def served(name: str = "zhao-shidi"):
    """The demonstration's notice of an invented person whose punishment is served: a bait."""
    notice = demo(name)
    one = notice.defendants[0]
    done = dataclasses.replace(one.execution, state=ExecutionState.COMPLETED)
    return dataclasses.replace(notice, defendants=(dataclasses.replace(one, execution=done),))


def act(visitor: Visitor, number: str, what: Act, said: str = "看过案卷", name: str = "audit-desk-finding"):
    return visitor.post(reverse(name, args=[reference(number)]), act=what.value, words=said)


def test_a_look_at_a_bait_is_found_asked_about_explained_and_closed(auditor, head) -> None:
    baits.plant(notice=served(), by=OPERATOR, at=NOW)
    assert watching.go_round(at=NOW) == 0
    registrar = clerk(number="100101-11", role=Role.REGISTRAR)
    seen = registrar.post(reverse("desk-search"), case="TB-1", **ZHAO)
    assert "（2023）演0101刑初46号" in text(seen), "to whoever looks it is a record like any"
    assert watching.go_round(at=NOW) == 1
    assert watching.go_round(at=NOW) == 0, "found once"
    finding = Finding.objects.get()
    assert (finding.sort, finding.officer, finding.office) == (Sort.BAIT, "100101-11", "100101-hy")

    assert finding.number in text(auditor.get(reverse("audit-desk-findings")))
    assert finding.number not in text(head.get(reverse("audit-desk-asked"))), "nobody asked the head yet"
    assert head.get(reverse("audit-desk-asked-one", args=[reference(finding.number)])).status_code == 404
    assert wrongs(act(auditor, finding.number, Act.ASK, said=""))
    assert wrongs(act(auditor, finding.number, Act.EXPLAIN)), "an auditor explains nothing"
    act(auditor, finding.number, Act.ASK, "为何查阅？")
    assert finding.number in text(head.get(reverse("audit-desk-asked")))
    assert "1" in text(head.get("/"))
    assert wrongs(act(head, finding.number, Act.CLOSE, name="audit-desk-asked-one"))
    listed = act(head, finding.number, Act.EXPLAIN, "核对同名", name="audit-desk-asked-one")
    assert (listed.status_code, finding.number in text(listed)) == (200, False), (
        "the head is back at the list, without it"
    )
    page = text(act(auditor, finding.number, Act.CLOSE))
    assert "核对同名" in page
    assert "查无不当" in page
    assert not re.search(r'name="act"', act(auditor, finding.number, Act.PASS_ON).content.decode()), "it is closed"
    told = LedgerEntry.objects.using("vault").filter(basis=finding.number).values_list("kind", flat=True)
    assert {"finding_opened", "finding_acted"} <= set(told)
    assert not LedgerEntry.objects.filter(kind__startswith="finding").exists(), "the register's ledger tells of none"


def test_the_head_who_looked_does_not_explain_it(auditor, registry) -> None:
    own = clerk(number="100101-13", role=Role.HEAD)
    number = findings.open_once(
        sort=Sort.BAIT, key="bait:1", officer="100101-13", office="100101-hy", entry=1, by=SYSTEM, at=NOW
    )
    act(auditor, number, Act.ASK)
    assert number not in text(own.get(reverse("audit-desk-asked")))
    assert act(own, number, Act.EXPLAIN, name="audit-desk-asked-one").status_code == 404
    elsewhere = clerk("100102-sq", "100102-13", Role.HEAD)
    assert act(elsewhere, number, Act.EXPLAIN, name="audit-desk-asked-one").status_code == 404
    assert "已移送" in text(act(auditor, number, Act.PASS_ON))


def rows() -> list[dict]:
    return [
        {name: value for name, value in row.items() if not name.endswith("_id") and name not in {"id", "known_from"}}
        for row in Conviction.objects.values()
    ]


def entries() -> list[tuple]:
    told = LedgerEntry.objects.filter(kind="record_entered")
    return [(one.kind, one.actor_kind, one.actor, one.office, len(one.basis), sorted(one.facts)) for one in told]


def test_a_bait_is_in_the_register_what_a_real_record_is_and_elsewhere_nothing(registry) -> None:
    with transaction.atomic():
        notices.receive(notice=served(), by=Actor(ActorKind.SENDER, "演0101"), at=NOW)  # as `qingbai register` does
        real = rows(), entries()
        transaction.set_rollback(True)
    arrivals = Arrival.objects.count()
    baits.plant(notice=served(), by=OPERATOR, at=NOW)
    assert (rows(), entries()) == real
    assert Arrival.objects.count() == arrivals, "no sender's manifest and no figure about senders knows of it"
    assert baits.planted(viewer=SYSTEM) == {Conviction.objects.get().id}
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relname LIKE 'oversight%'")
        assert cursor.fetchone() == (0,), "the public database has no place where a bait could be told"


def test_what_would_meet_a_real_person_or_ask_a_sender_is_no_bait(registry) -> None:
    one = served().defendants[0]
    real = dataclasses.replace(
        one.documents[0], number="110105209901010004"
    )  # an area that people hold, a day that is yet to come
    for wrong in (
        demo("zhao-shidi"),  # serving: a release notice would be asked for
        dataclasses.replace(served(), defendants=(dataclasses.replace(one, documents=(real,)),)),
        dataclasses.replace(served(), defendants=(one, one)),
    ):
        with pytest.raises(NoBait):
            baits.plant(notice=wrong, by=OPERATOR, at=NOW)
    receive(served(), at=NOW)
    with pytest.raises(NoBait):
        baits.plant(notice=served(), by=OPERATOR, at=NOW)
    assert not baits.planted(viewer=SYSTEM), "a record that came from a court never becomes a bait"
    with pytest.raises(PermissionError):
        baits.plant(notice=served(), by=Actor(ActorKind.OFFICER, "x", "100101-hy", Role.AUDITOR.value), at=NOW)


def test_a_look_in_an_emergency_is_told_at_once_and_reviewed_in_days(auditor, head, registry) -> None:
    receive(demo("zhao-shidi"), at=NOW)
    registrar = clerk(number="100101-11", role=Role.REGISTRAR)
    asked = {"ground": "life", "words": "人质事件", "asked_by": "市局指挥中心", "token": "t-1", **ZHAO}
    assert wrongs(registrar.post(reverse("desk-emergency"), **{**asked, "words": "", "ground": ""}))
    assert not Finding.objects.exists()
    page = text(registrar.post(reverse("desk-emergency"), **asked))
    finding = Finding.objects.get()
    assert finding.number in page
    assert "（2023）演0101刑初46号" in page
    registrar.post(reverse("desk-emergency"), **asked)
    assert Finding.objects.count() == 1, "the same form twice is one emergency"
    look = LedgerEntry.objects.filter(kind="record_looked_up", basis=finding.number)
    assert look.count() == 2
    assert look.first().about

    for visitor, name in ((auditor, "audit-desk-findings"), (head, "audit-desk-asked")):
        assert finding.number in text(visitor.get(reverse(name)))
        assert "逾期" not in text(visitor.get(reverse(name)))
    registry.pass_(days=9)
    assert "逾期" in text(auditor.get(reverse("audit-desk-findings")))
    assert auditor.get(reverse("desk-emergency")).status_code == 404


def test_every_look_belongs_to_a_case_but_what_a_registrar_typed(auditor, registry) -> None:
    inquiries.apply_straight_through(draft=application(), token="t", by=COUNTER, at=NOW)
    registry.pass_(hours=1)
    page = reverse("audit-desk-unbound")
    assert "每次查阅均有对应案件" in text(auditor.get(page))
    registrar = clerk(number="100101-11", role=Role.REGISTRAR)
    registrar.post(reverse("desk-search"), case="随便看看", **ZHAO)
    registry.pass_(hours=1)
    assert "随便看看" in text(auditor.get(page))
    entry = LedgerEntry.objects.get(basis="随便看看").number
    auditor.post(page, entry=str(entry))
    auditor.post(page, entry=str(entry))
    auditor.post(page, entry="1")
    assert [(one.sort, one.entry) for one in Finding.objects.all()] == [(Sort.NO_CASE, entry)]


def test_who_looks_far_more_than_colleagues_becomes_a_finding(auditor, registry) -> None:
    people = [clerk(number=f"100101-4{n}") for n in range(6)]
    assert people
    for n in range(6):
        by = Actor(ActorKind.OFFICER, f"100101-4{n}", "100101-hy")
        for case in range(2):
            looked(by, f"QB-{n}-{case}", EventKind.INQUIRY_ACCEPTED)
        for place in range(40 if n == 3 else 4):
            looked(by, f"QB-{n}-{place}", EventKind.INQUIRY_READ)
    registry.pass_(hours=1)
    page = text(auditor.get(reverse("audit-desk-colleagues")))
    assert page.count("列为疑点") == 1
    for officer in ("100101-43", "100101-42", "nobody"):
        auditor.post(reverse("audit-desk-colleagues"), officer=officer)
    [finding] = Finding.objects.all()
    assert (finding.sort, finding.officer, finding.facts["looks"]) == (Sort.OUTLIER, "100101-43", "40")


def looked(by: Actor, basis: str, kind: EventKind) -> None:
    with transaction.atomic():
        audit.record(kind=kind, by=by, at=NOW, basis=basis)
