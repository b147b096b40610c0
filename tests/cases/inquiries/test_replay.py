"""A past decision once more: the same as of then, explained as of today, and never a word about what left the register."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection, connections

import cast
from applications import NOW, application, clerk, furnish, judged
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.models import LedgerEntry
from qingbai.certificates.models import Paper
from qingbai.inquiries import replay, services
from qingbai.inquiries.acts import Act
from qingbai.inquiries.casework import Case
from qingbai.inquiries.replay import NoSuchDecision, Outcome, Why
from qingbai.law.terms import AnswerPaper
from qingbai.law.terms import Paper as Brought
from qingbai.registers import moving
from qingbai.registers import services as registers
from qingbai.registers.models import Conviction
from registering import COURT, demo, receive

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
AUDITOR = Actor(ActorKind.OFFICER, "auditor-1", "100101-ee", "auditor")
HEAD = Actor(ActorKind.OFFICER, "head-1", "100101-hy", "head")
LATER = NOW + timedelta(days=90)


@pytest.fixture(autouse=True)
def _offices(db: None) -> None:
    furnish()


def apply(person: cast.Person = cast.ON_RECORD, token: str = "t", **changes: object) -> Case:
    office = "100101-hy" if person.household == "100101" else "100102-sq"
    draft = application(person, **{"office": office, **changes})
    return services.apply_straight_through(draft=draft, token=token, by=clerk(draft.office), at=NOW)


def annul() -> None:
    conviction = Conviction.objects.get().id
    registers.annul(conviction=conviction, on=date(2027, 2, 1), ground="再审无罪", by=COURT, at=LATER, basis="n-9")


def again(case: Case | str, **changes: object) -> replay.Replay:
    number = case if isinstance(case, str) else case.row.number
    return replay.replay(**{"number": number, "by": AUDITOR, "at": LATER + timedelta(days=1), **changes})


@pytest.mark.parametrize(
    ("person", "notice"),
    [
        (cast.CLEAN, None),
        (cast.ON_RECORD, "zhao-shidi"),
        (cast.EXEMPTED, "han-yueling"),
        (cast.ACQUITTED, "meng-chuanbai"),
        (cast.SEALED, "shen-xiaodu"),
        (cast.NOT_YET_EFFECTIVE, "xu-wangqiao"),
    ],
    ids=lambda value: getattr(value, "latin", value),
)
def test_every_decision_comes_out_the_same(person: cast.Person, notice: str | None) -> None:
    judged(*([notice] if notice else []))
    case = apply(person)
    repeated = again(case)
    assert (repeated.outcome, repeated.differs_in) == (Outcome.SAME, ())
    assert repeated.then.paper is repeated.again.paper is AnswerPaper(case.when(Act.DECIDE).facts["paper"])
    assert not repeated.other_today
    assert repeated.differences == ()


def test_what_was_entered_in_the_very_instant_of_the_search_is_told_apart_by_the_ledger() -> None:
    case = apply()
    judged("zhao-shidi")
    repeated = again(case)
    assert repeated.outcome is Outcome.SAME
    assert [difference.why for difference in repeated.differences] == [Why.CAME]


def test_what_is_entered_after_the_decision_is_named_as_such() -> None:
    case = apply()
    receive(demo("zhao-shidi"), at=LATER)
    repeated = again(case)
    assert repeated.outcome is Outcome.SAME
    assert (repeated.then.paper, repeated.today.paper) == (AnswerPaper.CERTIFICATE, AnswerPaper.REFUSAL)
    (difference,) = repeated.differences
    assert (difference.why, difference.known_from) == (Why.CAME, LATER)
    assert difference.then == ()
    assert {reason["code"] for reason in difference.today} >= {"conviction_counts"}


def test_an_annulment_since_is_explained_with_the_reasons_of_both_moments() -> None:
    judged("zhao-shidi")
    case = apply()
    annul()
    repeated = again(case)
    assert repeated.outcome is Outcome.SAME
    assert repeated.other_today
    assert repeated.today.paper is AnswerPaper.CERTIFICATE
    (difference,) = repeated.differences
    assert difference.why is Why.CHANGED
    assert [reason["code"] for reason in difference.then] == ["conviction_counts"]
    assert difference.today[0]["code"] == "annulled"


def test_each_paper_of_an_application_answered_twice_has_its_own_decision() -> None:
    judged("zhao-shidi")
    refused = apply()
    annul()
    services.withdraw_and_reissue(number=refused.row.number, reason="再审无罪", by=HEAD, at=LATER)
    first, second = Paper.objects.order_by("issued_at").values_list("number", flat=True)
    assert again(first).then.paper is AnswerPaper.REFUSAL
    assert again(second).then.paper is again(refused).then.paper is AnswerPaper.CERTIFICATE
    assert {again(number).outcome for number in (first, second)} == {Outcome.SAME}


@pytest.mark.parametrize(("same", "paper"), [(True, "refusal"), (False, "certificate")])
def test_the_judgments_of_persons_are_taken_as_they_stood(same: bool, paper: str) -> None:
    judged("wu-tongyu")
    case = apply(cast.SAME_NAME_CLEAN)
    officer = clerk("100102-sq")
    (question,) = services.open_file(number=case.row.number, by=officer, at=NOW).questions
    services.judge_match(number=case.row.number, subject=question.subject, same=same, reason="x", by=officer, at=NOW)
    services.advance(number=case.row.number, at=NOW + timedelta(hours=1))
    repeated = again(case)
    assert (repeated.outcome, repeated.then.paper) == (Outcome.SAME, AnswerPaper(paper))


def test_a_refusal_to_accept_is_repeated_too() -> None:
    declined = apply(cast.CLEAN, office="100102-sq")
    assert declined.acts[-1].act is Act.DECLINE
    repeated = again(declined)
    assert repeated.outcome is Outcome.SAME
    assert repeated.then.reasons


def test_a_decision_on_file_that_the_register_does_not_bear_out_is_found() -> None:
    """The database refuses to rewrite an act; where somebody managed to all the same, the replay shows it."""
    judged("zhao-shidi")
    case = apply()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE inquiries_act DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE inquiries_act SET facts = jsonb_set(facts, '{paper}', '\"certificate\"') WHERE kind IN ('search', 'decide')"
        )
        cursor.execute("ALTER TABLE inquiries_act ENABLE ALWAYS TRIGGER evidence_is_append_only")
        cursor.execute("ALTER TABLE inquiries_act ENABLE ALWAYS TRIGGER evidence_is_append_only_whole")
    repeated = again(case)
    assert repeated.outcome is Outcome.DIFFERS
    assert repeated.differs_in == ("paper", "document")


def test_a_decision_that_rested_on_what_left_the_register_cannot_be_repeated_and_says_no_more() -> None:
    judged("zhao-shidi")
    case = apply()
    moving.surrender(conviction=Conviction.objects.get().id, by=SYSTEM, at=LATER)
    repeated = again(case)
    assert (repeated.outcome, repeated.again, repeated.differences) == (Outcome.NOT_KEPT, None, ())
    assert repeated.today.paper is AnswerPaper.CERTIFICATE
    assert "sealed" not in repr(repeated)


def test_a_record_that_came_and_left_between_two_moments_reads_like_one_that_never_was() -> None:
    case = apply(cast.CLEAN)
    other = apply(token="other")
    receive(demo("zhao-shidi"), at=LATER)
    moving.surrender(conviction=Conviction.objects.get().id, by=SYSTEM, at=LATER)
    repeated = [again(one) for one in (case, other)]
    assert [(one.outcome, one.then, one.today, one.differences) for one in repeated[:1]] == [
        (one.outcome, one.then, one.today, one.differences) for one in repeated[1:]
    ]


def test_nobody_but_an_auditor_and_the_operator_is_told_of_any_decision() -> None:
    case = apply(cast.CLEAN)
    strangers = [replace(AUDITOR, role=role) for role in ("clerk", "reviewer", "head", "registrar", "")]
    strangers += [Actor(kind, "x") for kind in (ActorKind.APPLICANT, ActorKind.SENDER, ActorKind.VISITOR)]
    told = set()
    for by in strangers:
        for number in (case.row.number, "QB20200101-AAAAAAAA"):
            with pytest.raises(NoSuchDecision) as refused:
                again(number, by=by)
            told.add(str(refused.value).replace(number, ""))
    assert len(told) == 1
    assert again(case, by=SYSTEM).outcome is Outcome.SAME


def test_a_process_without_the_vault_knows_no_decision(monkeypatch: pytest.MonkeyPatch) -> None:
    case = apply(cast.CLEAN)
    monkeypatch.delitem(connections.databases, "vault")
    with pytest.raises(NoSuchDecision):
        again(case)


def test_what_was_not_decided_yet_is_no_decision() -> None:
    case = apply(cast.CLEAN, papers=(Brought.IDENTITY,))
    with pytest.raises(NoSuchDecision):
        again(case)


def test_the_ledger_says_that_it_was_repeated_about_whom_and_nothing_of_what_came_out() -> None:
    judged("zhao-shidi")
    entries = []
    for case in (apply(), apply(cast.CLEAN, token="other")):
        again(case)
        entry = LedgerEntry.objects.latest("number")
        assert (entry.kind, entry.basis, entry.about) == ("decision_repeated", case.row.number, case.row.owner)
        entries.append((entry.actor, entry.office, entry.facts))
    assert entries[0] == entries[1]
