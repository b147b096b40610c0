"""sealed: what follows from a seal (SEAL-05, SEAL-08, SEAL-10, SEAL-22, SEAL-24)."""

from datetime import date

import pytest

from qingbai.law.sealed import FileFacts, Mark, how_to_mark, never_recidivist, penalty_record_sealed, to_be_sealed_by
from qingbai.law.terms import Answer, DateRange, Offence
from qingbai.law.time_limits import Calendar

YES, NO, PERSON = Answer.YES, Answer.NO, Answer.PERSON
BORN = DateRange.parse("2005-06-01")


@pytest.mark.parametrize(
    ("file", "answer", "mark", "said"),
    [
        pytest.param(FileFacts(), NO, Mark.NONE, ["nothing_sealed_in_file"], id="nothing sealed"),
        pytest.param(FileFacts(all_sealed=True, some_sealed=True), YES, Mark.SEALED, ["whole_file_sealed"], id="everybody sealed"),
        pytest.param(FileFacts(some_sealed=True), YES, Mark.MARKED, ["tried_together"], id="tried together with somebody sealed"),
        pytest.param(FileFacts(accomplice_sealed=True), YES, Mark.MARKED, ["tried_separately"], id="an accomplice tried separately"),
        pytest.param(FileFacts(uses_sealed=True), YES, Mark.MARKED, ["sealed_data_used"], id="another case that used sealed data"),
        pytest.param(FileFacts(some_sealed=True, accomplice_sealed=True, uses_sealed=True), YES, Mark.MARKED, ["tried_together", "tried_separately", "sealed_data_used"], id="all three"),
        pytest.param(FileFacts(accomplice_sealed=None), PERSON, None, ["sealed_data_unknown"], id="not known about the accomplice"),
        pytest.param(FileFacts(uses_sealed=None), PERSON, None, ["sealed_data_unknown"], id="not known whether used"),
        pytest.param(FileFacts(some_sealed=True, uses_sealed=None), YES, Mark.MARKED, ["tried_together"], id="marked anyway"),
    ],
)  # fmt: skip
def test_how_a_file_is_marked(file: FileFacts, answer: Answer, mark: Mark | None, said: list[str]) -> None:
    finding = how_to_mark(file)
    assert (finding.answer, finding.value, [reason.code for reason in finding.because]) == (answer, mark, said)


def test_the_articles_of_marks() -> None:
    joint = how_to_mark(FileFacts(some_sealed=True, accomplice_sealed=True, uses_sealed=True))
    assert [reason.citation.article for reason in joint.because] == ["5", "5", "6"]
    assert how_to_mark(FileFacts(all_sealed=True)).because[0].citation.rule == "SEAL-05"


@pytest.mark.parametrize(
    ("event_on", "calendar", "due", "said"),
    [
        pytest.param(date(2026, 3, 2), {2026}, date(2026, 3, 5), ["seal_within", "days_end"], id="three days"),
        pytest.param(date(2026, 3, 4), {2026}, date(2026, 3, 9), ["seal_within", "days_end", "due_day_moved"], id="that end on a Saturday"),
        pytest.param(date(2026, 3, 4), set(), date(2026, 3, 7), ["seal_within", "due_day_may_move"], id="in a year without a calendar"),
        pytest.param(date(2022, 12, 28), {2022}, date(2022, 12, 31), ["seal_within", "due_day_may_move"], id="that would move into such a year"),
        pytest.param(date(2022, 5, 30), set(), date(2022, 6, 2), ["seal_within", "due_day_may_move"], id="on the first day of the measures"),
    ],
)  # fmt: skip
def test_by_when_to_seal(event_on: date, calendar: set[int], due: date, said: list[str]) -> None:
    finding = to_be_sealed_by(event_on, Calendar(years=frozenset(calendar)))
    assert (finding.answer, finding.value, [reason.code for reason in finding.because]) == (YES, due, said)
    assert finding.because[0].facts == {"days": "3"}
    if "days_end" in said:
        assert finding.because[1].facts == {"event_on": event_on.isoformat(), "days": "3", "due_on": due.isoformat()}
    if "due_day_moved" in said:
        assert finding.because[2].facts == {"counted": "2026-03-07", "due_on": "2026-03-09"}
    if "due_day_may_move" in said:
        assert finding.because[1].facts["year"] in {"2026", "2022", "2023"}


def test_the_year_that_is_missing_is_named() -> None:
    into_next = to_be_sealed_by(date(2022, 12, 28), Calendar(years=frozenset({2022})))
    assert into_next.because[1].facts == {"year": "2023"}


def test_before_the_measures_no_day_was_set() -> None:
    finding = to_be_sealed_by(date(2022, 5, 29), Calendar(years=frozenset()))
    assert (finding.answer, [reason.code for reason in finding.because]) == (PERSON, ["no_rule_in_force"])


@pytest.mark.parametrize(
    ("days", "answer", "code"),
    [
        pytest.param(("2023-06-01",), YES, "never_recidivist", id="on the eighteenth birthday"),
        pytest.param(("2023-06-02",), NO, "eighteen_or_older", id="the day after"),
        pytest.param(("2022-06-01", "2023-06-02"), PERSON, "age_unsettled", id="one before, one after"),
        pytest.param(("2023",), PERSON, "age_unsettled", id="only the year"),
        pytest.param((), PERSON, "age_unsettled", id="no time known"),
    ],
)
def test_a_crime_of_the_youth_never_makes_a_recidivist(days: tuple[str, ...], answer: Answer, code: str) -> None:
    finding = never_recidivist(BORN, tuple(Offence.at(DateRange.parse(day)) for day in days))
    (reason,) = finding.because
    assert (finding.answer, reason.code, dict(reason.facts)) == (answer, code, {"born_on": "2005-06-01"})


def test_an_unknown_birth_leaves_recidivism_open() -> None:
    finding = never_recidivist(None, (Offence.at(DateRange.parse("2023-06-01")),))
    assert (finding.answer, finding.because[0].code) == (PERSON, "age_unsettled")


def test_public_order_records_are_sealed_for_everyone_since_2026() -> None:
    since = penalty_record_sealed(date(2026, 1, 1))
    assert (since.answer, since.because[0].code) == (YES, "penalty_record_sealed")
    before = penalty_record_sealed(date(2025, 12, 31))
    assert (before.answer, before.because[0].code) == (NO, "no_regime_in_force")
    assert dict(before.because[0].facts) == {"on": "2025-12-31"}


def test_the_day_before_the_measures_is_named() -> None:
    finding = to_be_sealed_by(date(2022, 5, 29), Calendar(years=frozenset()))
    assert dict(finding.because[0].facts) == {"on": "2022-05-29"}
