"""The shield for stolen identities: a disputed link holds back answers, a decided one settles every later search."""

from datetime import timedelta

import pytest
from django.db import connection

import cast
from applications import COUNTER, NOW, application, furnish
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.models import LedgerEntry
from qingbai.inquiries import objected, services
from qingbai.inquiries.acts import Act, Status
from qingbai.inquiries.casework import Case
from qingbai.law.objections import LinkStatus
from qingbai.registers import disputes
from qingbai.registers import queries as registers
from qingbai.registers.access import Business, NoSuchRecord, Purpose
from qingbai.registers.models import Conviction, DisputedLink
from registering import demo, receive

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
OFFICER = Actor(ActorKind.OFFICER, "head-1", "100101-hy", "head")
PURPOSE = Purpose(Business.INQUIRY, "FC20261120-TESTTEST")
LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def _offices(db: None) -> None:
    furnish()


@pytest.fixture
def verdict() -> Conviction:
    receive(demo("zhao-shidi"), at=NOW - timedelta(days=10))
    return Conviction.objects.get()


def owner() -> str:
    return services.owner_of(application(cast.ON_RECORD))


def apply(token: str, person: cast.Person = cast.ON_RECORD, at=LATER) -> Case:
    return services.apply_straight_through(draft=application(person), token=token, by=COUNTER, at=at)


def paper(case: Case) -> str | None:
    return case.when(Act.DECIDE).facts["paper"] if case.status is Status.ISSUED else None


def suspended(verdict: Conviction) -> None:
    disputes.suspend(
        person=owner(),
        convictions=[verdict.id],
        case=PURPOSE.case,
        evidence=["u1"],
        reason="指纹不符",
        by=OFFICER,
        at=NOW,
    )


def decided(verdict: Conviction, *, same: bool) -> None:
    disputes.decide(person=owner(), same={verdict.id: same}, case=PURPOSE.case, reason="核查完毕", by=OFFICER, at=NOW)


def test_while_a_link_is_disputed_neither_refusal_nor_certificate_is_issued_and_a_person_sees_why(verdict):
    assert paper(apply("before")) == "refusal"
    suspended(verdict)
    waiting = apply("meanwhile")
    assert waiting.status is Status.WITH_A_PERSON
    codes = [reason["code"] for reason in waiting.when(Act.SEARCH).reasons]
    assert {"match_uncertain", "link_disputed"} <= set(codes)


@pytest.mark.parametrize(("same", "answer"), [(False, "certificate"), (True, "refusal")])
def test_what_was_decided_once_settles_what_waited_and_every_later_search(verdict, same, answer):
    suspended(verdict)
    waiting = apply("meanwhile")
    decided(verdict, same=same)
    assert objected.look_again(owner=owner(), at=LATER) == (waiting.row.number,)
    assert paper(services.open_case(waiting.row.number)) == answer
    assert paper(apply("after")) == answer
    assert objected.look_again(owner=owner(), at=LATER) == ()


def test_a_dispute_taken_back_leaves_everything_as_it_was(verdict):
    suspended(verdict)
    disputes.lift(person=owner(), case="FC20261120-OTHER222", reason="撤回", by=OFFICER, at=NOW)
    assert apply("still").status is Status.WITH_A_PERSON
    disputes.lift(person=owner(), case=PURPOSE.case, reason="撤回", by=OFFICER, at=NOW)
    assert paper(apply("after")) == "refusal"


def test_the_verdict_stays_where_it_is_and_another_person_is_untouched(verdict):
    suspended(verdict)
    decided(verdict, same=False)
    person = objected.person_of(application(cast.ON_RECORD))
    (found,) = registers.candidates(person=person, viewer=OFFICER, purpose=PURPOSE)
    held = registers.convictions(subject=found.subject, viewer=OFFICER, purpose=PURPOSE, on=LATER.date())
    assert [one.case.reference for one in held] == [str(verdict.id)]
    assert disputes.of(person=objected.person_of(application(cast.CLEAN)), viewer=OFFICER, purpose=PURPOSE) == {}


def test_what_was_known_before_the_decision_can_still_be_asked(verdict):
    suspended(verdict)
    disputes.decide(person=owner(), same={verdict.id: False}, case="c", reason="r", by=OFFICER, at=LATER)
    person = objected.person_of(application(cast.ON_RECORD))
    asked = {"person": person, "viewer": OFFICER, "purpose": PURPOSE}
    reference = str(verdict.id)
    assert disputes.of(**asked, known_at=NOW - timedelta(seconds=1)) == {}
    assert disputes.of(**asked, known_at=NOW) == {reference: LinkStatus.DISPUTED}
    assert disputes.of(**asked) == {reference: LinkStatus.DIFFERENT}
    assert [link.status for link in disputes.links(person=owner(), viewer=OFFICER, purpose=PURPOSE)] == ["different"]


def test_nothing_is_said_of_a_link_without_a_reason(verdict):
    with pytest.raises(ValueError, match="reason"):
        disputes.suspend(
            person=owner(), convictions=[verdict.id], case="c", evidence=[], reason=" ", by=OFFICER, at=NOW
        )
    assert not DisputedLink.objects.exists()


@pytest.mark.parametrize(
    "stranger",
    [
        Actor(ActorKind.OFFICER, "a-1", "100101-hy", "auditor"),
        Actor(ActorKind.APPLICANT, "f" * 32),
        Actor(ActorKind.SENDER, "court-0101"),
    ],
)
def test_who_has_no_part_in_inquiries_neither_disputes_nor_sees(verdict, stranger):
    with pytest.raises(NoSuchRecord):
        disputes.suspend(
            person=owner(), convictions=[verdict.id], case="c", evidence=["u"], reason="r", by=stranger, at=NOW
        )
    with pytest.raises(NoSuchRecord):
        disputes.links(person=owner(), viewer=stranger, purpose=PURPOSE)


def test_the_ledger_tells_that_a_link_was_decided_and_not_how(verdict):
    suspended(verdict)
    decided(verdict, same=False)
    told = list(LedgerEntry.objects.filter(kind__in=["link_disputed", "link_decided"]).order_by("number"))
    assert [entry.kind for entry in told] == ["link_disputed", "link_decided"]
    assert "different" not in str([entry.facts for entry in told])


def surrendered(verdict: Conviction) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT registers_surrender(%s, %s)", [[verdict.id], []])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_record_that_must_be_sealed_takes_its_disputes_with_it_and_what_a_draft_would_decide(verdict):
    suspended(verdict)
    drafted = {"case": PURPOSE.case, "draft": 4}
    disputes.propose(same={verdict.id: False}, **drafted, by=OFFICER, at=NOW)
    assert disputes.proposed(**drafted, viewer=OFFICER, purpose=PURPOSE) == {verdict.id: False}
    surrendered(verdict)
    assert disputes.proposed(**drafted, viewer=OFFICER, purpose=PURPOSE) == {}


def test_of_a_record_that_left_meanwhile_nothing_is_said_any_more(verdict):
    surrendered(verdict)
    suspended(verdict)
    decided(verdict, same=False)
    disputes.propose(same={verdict.id: False}, case=PURPOSE.case, draft=4, by=OFFICER, at=NOW)
    assert not DisputedLink.objects.exists()


def test_the_ledger_says_the_same_of_who_has_something_on_record_and_of_who_has_nothing(verdict):
    act = {"case": PURPOSE.case, "reason": "核查完毕", "by": OFFICER, "at": NOW}
    told = []
    for convictions in ([verdict.id], []):
        before = LedgerEntry.objects.count()
        disputes.suspend(person=owner(), convictions=convictions, evidence=["u1"], **act)
        disputes.lift(person=owner(), **act)
        disputes.decide(person=owner(), same=dict.fromkeys(convictions, False), **act)
        entries = LedgerEntry.objects.order_by("number")[before:]
        told.append([(one.kind, one.about, one.basis, one.facts) for one in entries])
    assert told[0] == told[1]
    assert len(told[0]) == 3
