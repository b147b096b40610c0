"""simulation: what a new sealing regime would do to a record that is open today (SEAL-25)."""

from dataclasses import replace
from datetime import date

import pytest

from qingbai.law.regimes import SEALING_REGIMES, SealingRegime
from qingbai.law.sealing import SealingFacts
from qingbai.law.simulation import Change, would_change
from qingbai.law.terms import Answer, DateRange, Offence, Outcome, Penalty, PenaltyKind, SubjectKind

ON = date(2027, 7, 1)
NATIONAL = SEALING_REGIMES[-1]
PILOT: SealingRegime = replace(NATIONAL, key="pilot", minors_only=False, limit_months=12, waiting_months=36)


def record(**given: object) -> SealingFacts:
    known: dict[str, object] = {
        "subject": SubjectKind.PERSON,
        "outcome": Outcome.CONVICTED,
        "born_on": DateRange.parse("1990-05-05"),
        "offences": (Offence.at(DateRange.parse("2020-02-02")),),
        "sentences": (Penalty(kind=PenaltyKind.FIXED_TERM, months=12),),
        "executed_on": date(2022, 1, 4),
    }
    return SealingFacts(**{**known, **given})


@pytest.mark.parametrize(
    ("given", "answer", "change", "said"),
    [
        pytest.param({}, Answer.YES, Change.SEALED, ["sentence_within_limit", "waiting_over"], id="sealed"),
        pytest.param({"executed_on": None}, Answer.PERSON, Change.PERSON, ["sentence_within_limit", "execution_end_unknown"], id="a person decides"),
        pytest.param({"executed_on": date(2026, 1, 4)}, Answer.NO, Change.NONE, ["waiting_runs"], id="stays open"),
        pytest.param({"subject": SubjectKind.UNIT}, Answer.NO, Change.NONE, ["unit_not_sealed"], id="a unit stays open"),
        pytest.param({"born_on": DateRange.parse("2005-05-05")}, Answer.NO, Change.SEALED_NOW, ["under_eighteen", "sentence_within_limit"], id="should be sealed already"),
        pytest.param({"born_on": None}, Answer.YES, Change.SEALED, ["sentence_within_limit", "waiting_over"], id="open to a person today, sealed then"),
    ],
)  # fmt: skip
def test_what_a_regime_would_change(given: dict[str, object], answer: Answer, change: Change, said: list[str]) -> None:
    finding = would_change(record(**given), PILOT, SEALING_REGIMES, ON)
    assert (finding.answer, finding.value) == (answer, change)
    assert [reason.code for reason in finding.because] == said


def test_before_its_day_a_regime_changes_nothing() -> None:
    later = replace(PILOT, from_on=date(2027, 7, 2))
    finding = would_change(record(), later, SEALING_REGIMES, ON)
    assert (finding.answer, finding.value, finding.because[0].code) == (Answer.NO, Change.NONE, "no_regime_in_force")


def test_what_is_sealed_now_is_measured_by_the_regimes_that_are_given() -> None:
    young = record(born_on=DateRange.parse("2005-05-05"))
    assert would_change(young, PILOT, (), ON).value is Change.SEALED
    own = replace(PILOT, key="earlier")
    assert would_change(record(), PILOT, (own,), ON).value is Change.SEALED_NOW
