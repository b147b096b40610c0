"""vetting: who must check staff who work with minors, when, and what is a hit (MIN-01 to MIN-08)."""

from datetime import date

import pytest

from barred import facts
from qingbai.law.bans import BarFacts
from qingbai.law.terms import Answer, MatchVerdict, Outcome
from qingbai.law.vetting import (
    ApartFacts,
    ApartKind,
    Consequence,
    MinorsUnit,
    Scope,
    check_due_on,
    convicted,
    is_hit,
    must_check,
    what_follows,
)
from qingbai.law.wording import wording

ON = date(2026, 11, 2)
YES, NO, PERSON = Answer.YES, Answer.NO, Answer.PERSON
LAW, STAFF = Scope.MINORS_LAW, Scope.SCHOOL_STAFF


@pytest.mark.parametrize("unit", MinorsUnit)
def test_every_unit_of_the_list_must_check(unit: MinorsUnit) -> None:
    expected = {MinorsUnit.NONE: NO, MinorsUnit.OTHER: PERSON}.get(unit, YES)
    finding = must_check(unit)
    assert finding.answer is expected
    assert wording(finding.because[0]).en


@pytest.mark.parametrize(
    ("started", "checked", "answer", "due"),
    [
        pytest.param(None, None, YES, ON, id="about to be employed"),
        pytest.param(date(2026, 9, 1), None, YES, date(2026, 9, 1), id="employed and never checked"),
        pytest.param(date(2020, 9, 1), date(2025, 11, 2), YES, ON, id="a year ago to the day"),
        pytest.param(date(2020, 9, 1), date(2025, 11, 3), NO, date(2026, 11, 3), id="a day less than a year ago"),
        pytest.param(None, date(2024, 2, 29), YES, date(2025, 2, 28), id="from a leap day"),
    ],
)
def test_when_a_check_is_due(started: date | None, checked: date | None, answer: Answer, due: date) -> None:
    finding = check_due_on(started, checked, ON)
    assert (finding.answer, finding.value) == (answer, due)
    assert wording(finding.because[0]).zh


@pytest.mark.parametrize(
    ("scope", "one", "answer", "code"),
    [
        pytest.param(LAW, facts("强奸罪"), YES, "vetting_hit", id="rape"),
        pytest.param(LAW, facts("故意伤害罪", outcome=Outcome.EXEMPTED), YES, "vetting_hit", id="injury, exempted"),
        pytest.param(LAW, facts("强奸罪", match=MatchVerdict.UNCERTAIN), PERSON, "match_uncertain", id="perhaps somebody else"),
        pytest.param(LAW, facts("强奸罪", match=MatchVerdict.DIFFERENT), NO, "nothing_entered", id="somebody else"),
        pytest.param(LAW, facts("强奸罪", sealed=True), NO, "record_sealed", id="sealed"),
        pytest.param(LAW, facts("寻衅滋事罪"), PERSON, "vetting_may_hit", id="perhaps violent"),
        pytest.param(LAW, facts("盗窃罪"), NO, "vetting_other_crime", id="theft"),
        pytest.param(LAW, facts(None), PERSON, "vetting_may_hit", id="crimes not entered"),
        pytest.param(STAFF, facts("猥亵儿童罪"), YES, "vetting_hit", id="school: indecency"),
        pytest.param(STAFF, facts("故意伤害罪"), NO, "vetting_other_crime", id="school: injury is not asked"),
        pytest.param(STAFF, facts("负有照护职责人员性侵罪"), PERSON, "vetting_may_hit", id="school: a crime made later"),
    ],
)  # fmt: skip
def test_convictions(scope: Scope, one: BarFacts, answer: Answer, code: str) -> None:
    finding = convicted(scope, (one,), ON)
    assert finding.answer is answer
    assert code in [reason.code for reason in finding.because]
    assert finding.because[-1].code == "apart_not_asked"
    assert finding.value == (() if answer is NO else ("R1",))
    assert all(wording(reason).zh for reason in finding.because)


@pytest.mark.parametrize(
    ("hit", "in_service", "answer", "value", "code"),
    [
        (YES, False, YES, Consequence.NOT_HIRED, "not_to_be_hired"),
        (YES, True, YES, Consequence.DISMISSED, "to_be_dismissed"),
        (PERSON, True, PERSON, None, "hit_open"),
        (PERSON, False, PERSON, None, "hit_open"),
        (NO, True, NO, None, "no_hit_nothing_follows"),
        (NO, False, NO, None, "no_hit_nothing_follows"),
    ],
)
def test_what_the_unit_must_do(
    hit: Answer, in_service: bool, answer: Answer, value: Consequence | None, code: str
) -> None:
    found = what_follows(hit, in_service=in_service)
    assert (found.answer, found.value, [reason.code for reason in found.because]) == (answer, value, [code])


@pytest.mark.parametrize("scope", Scope)
def test_without_what_is_kept_apart_nobody_can_say_that_there_is_no_hit(scope: Scope) -> None:
    asked = is_hit(scope, (facts("盗窃罪"),), ON)
    assert (asked.answer, asked.value) == (PERSON, ())
    assert [reason.code for reason in asked.because] == ["vetting_other_crime", "apart_not_asked"]
    assert is_hit(scope, (), ON).answer is PERSON
    for one in (facts("强奸罪"), facts(None)):
        assert is_hit(scope, (one,), ON) == convicted(scope, (one,), ON)
    assert is_hit(scope, (facts("强奸罪"),), ON).answer is YES


@pytest.mark.parametrize(
    ("scope", "kind", "named", "sealed", "answer"),
    [
        pytest.param(STAFF, ApartKind.NON_PROSECUTION, "强奸罪", False, YES, id="not prosecuted for rape"),
        pytest.param(STAFF, ApartKind.NON_PROSECUTION, "盗窃罪", False, NO, id="not prosecuted for theft"),
        pytest.param(STAFF, ApartKind.NON_PROSECUTION, "强奸罪", True, NO, id="sealed"),
        pytest.param(STAFF, ApartKind.PENALTY, "猥亵", False, YES, id="penalised for indecency"),
        pytest.param(STAFF, ApartKind.PENALTY, "殴打他人", False, NO, id="penalised for a blow"),
        pytest.param(LAW, ApartKind.PENALTY, "殴打他人", False, PERSON, id="a blow under the wider text"),
    ],
)
def test_what_is_kept_apart(*, scope: Scope, kind: ApartKind, named: str, sealed: bool, answer: Answer) -> None:
    finding = is_hit(scope, (), ON, (ApartFacts(reference="A1", kind=kind, named=named, sealed=sealed),))
    assert finding.answer is answer
    assert "apart_not_asked" not in [reason.code for reason in finding.because]


def test_nothing_asked_apart_and_nothing_on_record() -> None:
    assert [reason.code for reason in is_hit(LAW, (), ON, ()).because] == ["nothing_entered"]


def test_when_a_check_before_work_is_due_is_told() -> None:
    [reason] = check_due_on(date(2026, 4, 1), None, ON).because
    assert reason.facts == {"due_on": "2026-04-01"}


@pytest.mark.parametrize("apart", [None, ()])
def test_regimes_of_sealing_reach_convictions_whether_or_not_what_is_apart_was_asked(
    apart: tuple[ApartFacts, ...] | None,
) -> None:
    young = facts("强奸罪", born=date(2000, 1, 1))
    assert is_hit(STAFF, (young,), ON, apart).answer is (PERSON if apart is None else NO)
    assert is_hit(STAFF, (young,), ON, apart, regimes=()).answer is YES


def test_convictions_and_what_is_kept_apart_are_weighed_together() -> None:
    crime, decision = facts("强奸罪"), ApartFacts(reference="A1", kind=ApartKind.PENALTY, named="猥亵")
    assert is_hit(STAFF, (crime,), ON, (decision,)).value == ("R1", "A1")
    assert is_hit(STAFF, (crime,), ON, ()).value == ("R1",)
    assert is_hit(STAFF, (facts("盗窃罪"),), ON, ()).answer is NO
