"""A report of a forged paper that was passed on holds the next paper of the same person, for an officer to look (issue: abuse, holds)."""

from datetime import timedelta

import pytest

import cast
from applications import COUNTER, NOW, application, furnish
from qingbai import clock
from qingbai.audit.actors import Actor, ActorKind
from qingbai.certificates import reports
from qingbai.certificates.report_acts import Destination
from qingbai.certificates.reports import Doubt
from qingbai.inquiries import services
from qingbai.inquiries.acts import Act, Status
from qingbai.law.terms import Deceit

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
REVIEWER = Actor(ActorKind.OFFICER, "reviewer-1", "100101-hy", "reviewer")
VISITOR = Actor(ActorKind.VISITOR, "verification-page")
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _desk(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    furnish()


def apply(token: str, person: cast.Person = cast.CLEAN, at=LATER):
    return services.apply_straight_through(draft=application(person), token=token, by=COUNTER, at=at)


def reported(*, forwarded: bool = True) -> str:
    """A certificate is issued, and somebody to whom a changed copy was shown reports its number."""
    paper = apply("first", at=NOW).when(Act.ISSUE).facts["paper_number"]
    doubt = Doubt(paper_number=paper, office="100102-sq", where_shown="应聘时出示，姓名处有涂改")
    number = reports.report(doubt=doubt, token="r", source="192.0.2.1", by=VISITOR, at=NOW)
    reports.look(number=number, by=REVIEWER, at=NOW)
    if forwarded:
        destination = Destination.INVESTIGATORS
        reports.forward(number=number, destination=destination, reason="系变造", by=REVIEWER, at=NOW)
    return number


def test_the_next_paper_of_the_person_waits_for_an_officer_who_lifts_it_and_is_held_once():
    number = reported()
    held = apply("second")
    assert held.status is Status.HELD_BEFORE
    done = held.when(Act.HOLD)
    assert (done.by.kind, done.facts["reports"], done.facts["deceit"]) == (
        ActorKind.SYSTEM,
        [number],
        Deceit.FALSE_PAPERS,
    )
    assert number in done.facts["reason"]
    services.lift_hold(number=held.row.number, reason="本人到所，系他人变造", by=COUNTER, at=LATER)
    assert services.advance(number=held.row.number, at=LATER).status is Status.ISSUED
    assert apply("third").status is Status.HELD_BEFORE  # the report still stands


def test_nobody_else_is_held_and_nobody_before_the_report_is_passed_on():
    number = reported(forwarded=False)
    assert apply("second").status is Status.ISSUED
    reports.forward(number=number, destination=Destination.APPLICATION, reason="系变造", by=REVIEWER, at=NOW)
    assert apply("other", cast.SEALED_TWIN).status is Status.ISSUED
    assert apply("third").status is Status.HELD_BEFORE


def test_once_the_report_is_settled_papers_are_issued_as_before():
    number = reported()
    reports.settle(number=number, reason="已查处，与持证人无关", by=REVIEWER, at=NOW)
    assert apply("second").status is Status.ISSUED
