"""Objections and reviews: who, where, what with, by when, and how they end."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings import codes
from qingbai.law import objections as law
from qingbai.law.objections import (
    DisputeFacts,
    ExtensionFacts,
    Ground,
    LinkStatus,
    Outcome,
    ReviewFacts,
)
from qingbai.law.parameters import ReviewExtension, ReviewRule
from qingbai.law.terms import Answer, MatchVerdict, OfficeLevel
from qingbai.law.time_limits import Calendar, Pause

YES, NO, PERSON = Answer.YES, Answer.NO, Answer.PERSON
ADDED = ReviewRule()
TOTAL = ReviewRule(extension=ReviewExtension.TOTAL)
WEEKS = Calendar(years=frozenset({2026, 2027}))


@pytest.mark.parametrize(("rule", "most"), [(ADDED, 45), (TOTAL, 30), (replace(TOTAL, extension_days=10), 15)])
def test_the_most_days_of_a_review(rule: ReviewRule, most: int) -> None:
    assert law.most_days(rule) == most


@pytest.mark.parametrize(("rule", "last"), [(ADDED, 30), (TOTAL, 15)])
def test_an_extension_to_its_last_day_is_possible_and_one_day_more_is_refused(rule: ReviewRule, last: int) -> None:
    facts = ExtensionFacts(
        accepted_on=date(2026, 3, 2), asked_on=date(2026, 3, 20), days=last, complex_case=True, approved=True
    )
    granted = law.may_extend(facts, WEEKS, rule)
    assert granted.answer is YES
    assert granted.value == law.review_due_on(facts.accepted_on, WEEKS, rule, last).value
    beyond = law.may_extend(replace(facts, days=last + 1), WEEKS, rule)
    assert (beyond.answer, codes(beyond)) == (NO, ["extension_too_long"])
    assert law.review_due_on(facts.accepted_on, WEEKS, rule, last + 1).answer is NO
    assert law.review_due_on(facts.accepted_on, WEEKS, rule, -1).answer is NO


def test_a_registry_answers_within_the_days_of_an_inquiry_from_the_day_after_it_was_told() -> None:
    found = law.registry_answers_by(date(2026, 3, 5), WEEKS, 3)
    assert (found.answer, found.value) == (YES, date(2026, 3, 10))
    assert codes(found)[0] == "registry_within"
    assert law.registry_answers_by(date(2031, 3, 5), WEEKS, 3).answer is PERSON


def test_the_ordinary_review_takes_fifteen_working_days_the_first_not_counted() -> None:
    assert law.review_due_on(date(2026, 3, 2), WEEKS, ADDED).value == date(2026, 3, 23)
    assert law.review_due_on(date(2026, 3, 2), WEEKS, ADDED, 30).value == date(2026, 5, 4)
    assert law.review_due_on(date(2026, 3, 2), WEEKS, TOTAL, 15).value == date(2026, 4, 13)


@pytest.mark.parametrize(
    ("changes", "answer", "code"),
    [
        pytest.param({"complex_case": False}, NO, "not_complex", id="not complex"),
        pytest.param({"days": 0}, NO, "extension_too_long", id="no day at all"),
        pytest.param({"extended_before": True}, NO, "extended_before", id="a second time"),
        pytest.param({"asked_on": date(2026, 3, 24)}, NO, "review_overdue", id="the day after the last"),
        pytest.param({"asked_on": date(2026, 3, 23)}, YES, "extension_approved", id="on the last day itself"),
        pytest.param({"approved": False}, NO, "extension_not_approved", id="the head says no"),
        pytest.param({"approved": None}, PERSON, "head_must_approve", id="no head has spoken"),
    ],
)
def test_what_an_extension_needs(changes: dict, answer: Answer, code: str) -> None:
    facts = ExtensionFacts(
        accepted_on=date(2026, 3, 2), asked_on=date(2026, 3, 20), days=10, complex_case=True, approved=True
    )
    found = law.may_extend(replace(facts, **changes), WEEKS, ADDED)
    assert found.answer is answer
    assert codes(found)[0] == code


def test_a_year_without_calendar_is_flagged_and_never_guessed() -> None:
    facts = ExtensionFacts(
        accepted_on=date(2027, 12, 20), asked_on=date(2027, 12, 21), days=10, complex_case=True, approved=True
    )
    assert law.review_due_on(facts.accepted_on, WEEKS, ADDED).answer is PERSON
    found = law.may_extend(facts, WEEKS, ADDED)
    assert (found.answer, found.value) == (PERSON, None)
    assert "calendar_year_unknown" in codes(found)
    into = replace(facts, accepted_on=date(2027, 12, 1), asked_on=date(2027, 12, 2), days=30)
    assert law.review_due_on(into.accepted_on, WEEKS, ADDED).answer is YES
    assert law.may_extend(into, WEEKS, ADDED).answer is PERSON


days = st.dates(date(2026, 1, 1), date(2026, 8, 1))


@given(days, st.integers(-3, 50), st.sampled_from([ADDED, TOTAL]))
def test_no_extension_ever_leads_beyond_the_limit(accepted_on: date, asked: int, rule: ReviewRule) -> None:
    facts = ExtensionFacts(accepted_on=accepted_on, asked_on=accepted_on, days=asked, complex_case=True, approved=True)
    found = law.may_extend(facts, WEEKS, rule)
    within = 1 <= asked <= law.most_days(rule) - rule.days
    assert found.answer is (YES if within else NO)
    if within:
        worked = [accepted_on + timedelta(days=n) for n in range(1, (found.value - accepted_on).days + 1)]
        assert sum(WEEKS.is_working_day(day) for day in worked) == rule.days + asked
        assert WEEKS.is_working_day(found.value)


@given(days, st.integers(1, 20), st.booleans())
def test_only_an_approved_pause_moves_the_last_day(accepted_on: date, length: int, approved: bool) -> None:
    begins = accepted_on + timedelta(days=3)
    pause = Pause(from_on=begins, until_on=begins + timedelta(days=length), approved_by="head-1" if approved else "")
    plain = law.review_due_on(accepted_on, WEEKS, ADDED).value
    paused = law.review_due_on(accepted_on, WEEKS, ADDED, 0, (pause,)).value
    counted = any(WEEKS.is_working_day(begins + timedelta(days=n)) for n in range(length))
    assert (paused > plain) is (approved and counted)


UPHELD = ReviewFacts(ground=Ground.OTHER, bears_out=True)


@pytest.mark.parametrize(
    ("changes", "answer", "outcome"),
    [
        pytest.param({}, YES, Outcome.UPHOLD, id="the answer was right"),
        pytest.param({"bears_out": False}, YES, Outcome.REISSUE, id="the register says otherwise"),
        pytest.param({"paper_right": False}, YES, Outcome.REISSUE, id="the paper states something wrongly"),
        pytest.param({"bears_out": None}, PERSON, None, id="the register leaves it open"),
        pytest.param({"paper_right": None}, PERSON, None, id="the paper was not checked"),
        pytest.param({"ground": Ground.JUDGMENT_WRONG}, YES, Outcome.PETITION, id="the judgment is attacked"),
        pytest.param(
            {"ground": Ground.JUDGMENT_WRONG, "bears_out": False},
            YES,
            Outcome.REISSUE,
            id="the judgment is attacked and was annulled",
        ),
        pytest.param(
            {"ground": Ground.NOT_MINE, "link": LinkStatus.DISPUTED}, PERSON, None, id="whose it is, is undecided"
        ),
        pytest.param(
            {"ground": Ground.NOT_MINE, "link": LinkStatus.DIFFERENT, "bears_out": False},
            YES,
            Outcome.REISSUE,
            id="it is somebody else's",
        ),
        pytest.param({"ground": Ground.NOT_MINE, "link": LinkStatus.SAME}, YES, Outcome.UPHOLD, id="it is the same"),
        pytest.param(
            {"ground": Ground.NOT_MINE}, YES, Outcome.UPHOLD, id="nothing is on record that could be disputed"
        ),
        pytest.param({"on_paper": False}, YES, Outcome.KEEP, id="the register was right"),
        pytest.param(
            {"on_paper": False, "bears_out": False}, YES, Outcome.CORRECT, id="the register answers otherwise since"
        ),
        pytest.param(
            {"on_paper": False, "paper_right": False},
            YES,
            Outcome.CORRECT,
            id="something stands wrongly in the register",
        ),
        pytest.param({"on_paper": False, "bears_out": None}, PERSON, None, id="what the register says is open"),
        pytest.param(
            {"on_paper": False, "ground": Ground.JUDGMENT_WRONG}, YES, Outcome.PETITION, id="nothing was answered yet"
        ),
    ],
)
def test_how_a_review_ends(changes: dict, answer: Answer, outcome: Outcome | None) -> None:
    found = law.outcome_of(replace(UPHELD, **changes))
    assert (found.answer, found.value) == (answer, outcome)


def test_the_office_or_its_superior_revokes_and_nobody_else() -> None:
    for actor, superior in (("a", False), ("b", True)):
        found = law.may_revoke(actor, "a", superior=superior)
        assert (found.answer, found.value) == (YES, "a")
    assert codes(law.may_revoke("b", "a", superior=True)) == ["revoked_by_superior"]
    assert law.may_revoke("b", "a", superior=False).answer is NO


@pytest.mark.parametrize("level", list(OfficeLevel))
def test_an_opinion_is_never_a_stations_own(level: OfficeLevel) -> None:
    found = law.signs_opinion(level)
    assert (found.answer, found.value) == ((NO, None) if level is OfficeLevel.STATION else (YES, level))


@pytest.mark.parametrize(
    ("changes", "answer", "code"),
    [
        pytest.param({}, YES, ["link_suspended"], id="accepted evidence"),
        pytest.param({"accepted": None}, PERSON, ["evidence_not_looked_at"], id="nobody has looked"),
        pytest.param({"accepted": False}, NO, ["evidence_not_good"], id="not good enough"),
        pytest.param(
            {"evidence": 0, "reasons_stated": False}, NO, ["no_reason_given", "no_evidence_given"], id="neither of both"
        ),
        pytest.param({"ground": Ground.OTHER}, NO, ["link_not_disputed"], id="another ground"),
    ],
)
def test_when_a_link_is_suspended(changes: dict, answer: Answer, code: list[str]) -> None:
    facts = DisputeFacts(ground=Ground.NOT_MINE, reasons_stated=True, evidence=1, accepted=True)
    found = law.must_suspend(replace(facts, **changes))
    assert (found.answer, codes(found)) == (answer, code)


SAME, OTHER, OPEN = MatchVerdict.SAME, MatchVerdict.DIFFERENT, MatchVerdict.UNCERTAIN


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (None, {SAME: SAME, OPEN: OPEN, OTHER: OTHER}),
        (LinkStatus.LIFTED, {SAME: SAME, OPEN: OPEN, OTHER: OTHER}),
        (LinkStatus.DISPUTED, {SAME: OPEN, OPEN: OPEN, OTHER: OTHER}),
        (LinkStatus.SAME, {SAME: SAME, OPEN: SAME, OTHER: OTHER}),
        (LinkStatus.DIFFERENT, {SAME: OTHER, OPEN: OTHER, OTHER: OTHER}),
    ],
)
def test_what_was_decided_about_a_link_holds(link: LinkStatus | None, expected: dict) -> None:
    assert {verdict: law.whose(verdict, link).value for verdict in expected} == expected


def test_a_paper_that_is_wrong_and_an_answer_that_is_wrong_are_told_apart() -> None:
    assert codes(law.outcome_of(replace(UPHELD, paper_right=False))) == ["paper_found_wrong", "revoke_and_reissue"]
    assert codes(law.outcome_of(replace(UPHELD, bears_out=False))) == ["answer_wrong", "revoke_and_reissue"]


def test_an_extension_that_waits_for_a_head_names_the_day_it_would_bring() -> None:
    facts = ExtensionFacts(accepted_on=date(2026, 3, 2), asked_on=date(2026, 3, 20), days=30, complex_case=True)
    waiting = law.may_extend(facts, WEEKS, ADDED)
    assert (waiting.answer, waiting.value) == (PERSON, date(2026, 5, 4))
