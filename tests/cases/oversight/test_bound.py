"""Does a look belong to a case? To one that was under way at that instant, at the looker's office, in no other clerk's hands."""

from datetime import timedelta

import pytest

import cast
from applications import COUNTER, NOW, application, furnish
from qingbai import clock
from qingbai.agencies import services as agencies
from qingbai.agencies.courses import Course, Turn
from qingbai.agencies.terms import Role
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.disclosures import acts as requests
from qingbai.inquiries import acts as applications
from qingbai.inquiries import finding, services
from qingbai.inquiries.courses import courses
from qingbai.inquiries.finding import Sought, Why
from qingbai.law.terms import Paper
from qingbai.objections import acts as reviews
from qingbai.oversight import findingacts, watching
from qingbai.oversight.bound import Look, Stray, graces, strayed
from qingbai.screening import ways as lists
from reviews import REVIEWER, answered, filed

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
AUDITOR = Actor(ActorKind.OFFICER, "100101-17", "100101-hy", Role.AUDITOR.value)
OTHER = Actor(ActorKind.OFFICER, "100101-02", "100101-hy", Role.CLERK.value)
DAY = timedelta(days=1)
RESTING = {
    "application": applications.CLOSED | applications.ANSWERED,
    "list": lists.ENDS,
    "request": requests.CLOSED,
    "review": reviews.ENDS,
    "emergency": frozenset(findingacts.Status),
}


def test_every_status_at_which_nobody_is_waited_for_bounds_looks_and_every_bound_is_a_status() -> None:
    known = {
        "application": applications.Status,
        "list": lists.Status,
        "request": requests.Status,
        "review": reviews.Status,
        "emergency": findingacts.Status,
    }
    assert graces().keys() == known.keys() == RESTING.keys()
    for heading, grace in graces().items():
        assert set(grace) <= set(known[heading]), heading
        assert set(RESTING[heading]) <= set(grace), heading
        assert all(isinstance(days, int) and days >= 0 for days in grace.values())


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def strays(at) -> list[tuple[str, str, Stray]]:
    found = watching.without_case(by=AUDITOR, case="检查", at=at)
    return [(one.entry.kind.value, one.entry.by.id, one.why) for one in found.looks]


def read(number: str, by: Actor, at) -> None:
    services.open_file(number=number, by=by, at=at, anew=False)


def declined() -> str:
    """An application of the cast that was not accepted, at NOW."""
    case = services.submit(draft=application(cast.CLEAN, papers=(Paper.IDENTITY,)), token="t", by=COUNTER, at=NOW)
    services.withdraw(number=case.row.number, by=COUNTER, at=NOW + timedelta(minutes=5))
    return case.row.number


def appoint(by: Actor) -> None:
    agencies.appoint(
        username=by.id,
        name="周河岸",
        number=by.id,
        office=by.office,
        role=Role(by.role),
        by=SYSTEM,
        at=NOW,
        basis="test",
    )


def test_a_look_into_a_case_that_was_closed_is_found_and_one_of_the_same_day_or_for_the_window_is_not() -> None:
    furnish()
    appoint(OTHER)
    number = declined()
    read(number, OTHER, NOW + timedelta(minutes=2))  # it was open then, whatever became of it
    read(number, OTHER, NOW + timedelta(hours=2))  # the same day: printing
    assert strays(NOW + timedelta(hours=3)) == []
    read(number, OTHER, NOW + 3 * DAY)
    assert strays(NOW + 4 * DAY) == [("inquiry_read", OTHER.id, Stray.CLOSED)]

    sought = Sought(document_number=cast.CLEAN.number)
    live = services.submit(draft=application(cast.CLEAN), token="t2", by=COUNTER, at=NOW + 5 * DAY).row.number
    finding.find(sought=sought, why=Why.AT_THE_WINDOW, by=OTHER, at=NOW + 5 * DAY)
    read(live, OTHER, NOW + 5 * DAY)
    assert strays(NOW + 6 * DAY) == [("inquiry_read", OTHER.id, Stray.CLOSED)], "a live case is no stray"


def test_a_paper_that_waits_to_be_fetched_may_be_looked_at_for_some_weeks_and_longer_while_its_answer_is_reviewed() -> (
    None
):
    furnish()
    case = answered()
    number = case.row.number
    after = NOW + timedelta(days=graces()["application"]["issued"])
    read(number, REVIEWER, after)
    assert strays(after + timedelta(hours=1)) == []
    read(number, REVIEWER, after + 2 * DAY)
    assert strays(after + 3 * DAY) == [("inquiry_read", REVIEWER.id, Stray.CLOSED)]
    filed(case)  # an objection, of long ago and open still: then the look was for the review
    assert strays(after + 3 * DAY) == []


def test_a_look_of_another_office_at_what_another_has_in_hand_or_before_there_was_a_case_is_found() -> None:
    furnish()
    number = services.submit(draft=application(cast.CLEAN), token="t", by=COUNTER, at=NOW).row.number
    services.claim(number=number, by=COUNTER, at=NOW + timedelta(minutes=1))
    course = courses([number])[number]

    def why(**changes) -> Stray | None:
        plain = {"at": NOW + DAY, "officer": OTHER.id, "office": OTHER.office, "clerk": True}
        return strayed(Look(**{**plain, **changes}), course, graces()["application"])

    assert why() is Stray.OTHER_OFFICER
    assert why(clerk=False) is None, "a reviewer and the head look at what others handle"
    assert why(at=NOW) is None, "nobody had it in hand yet"
    assert why(officer=COUNTER.id) is None
    assert why(office="100102-sq") is Stray.OTHER_OFFICE
    assert why(at=NOW - DAY) is Stray.NOT_YET
    assert strayed(Look(at=NOW, officer="x", office="y"), None, {}) is Stray.NO_CASE


def test_an_act_beside_the_way_does_not_begin_the_days_of_grace_anew() -> None:
    def turn(days: int, act: str, status: str) -> Turn:
        return Turn(at=NOW + days * DAY, act=act, by=SYSTEM, status=status)

    turns = (turn(0, "accept", "accepted"), turn(1, "issue", "issued"), turn(50, "choose_delivery", "issued"))
    course = Course(number="QB", office=OTHER.office, turns=turns)
    look = Look(at=NOW + 70 * DAY, officer=OTHER.id, office=OTHER.office)
    assert strayed(look, course, {"issued": 60}) is Stray.CLOSED
    assert strayed(look, course, {"issued": 69}) is None
    assert strayed(look, course, {}) is None, "a status that is not named has no bound"
