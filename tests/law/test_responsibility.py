"""responsibility: could somebody of this age be convicted (REG-23)."""

from datetime import date

import pytest

from qingbai.law.responsibility import old_enough
from qingbai.law.terms import Answer, DateRange, Offence

BORN = DateRange.parse("2010-06-01")
YES, NO, PERSON = Answer.YES, Answer.NO, Answer.PERSON


@pytest.mark.parametrize(
    ("offence", "judged_on", "answer", "code", "least"),
    [
        pytest.param("2022-06-01", date(2023, 5, 4), NO, "too_young", 12, id="on the twelfth birthday: still eleven"),
        pytest.param("2022-06-02", date(2023, 5, 4), PERSON, "only_gravest_crimes", 12, id="twelve: flagged"),
        pytest.param(
            "2024-06-01",
            date(2025, 5, 4),
            PERSON,
            "only_gravest_crimes",
            12,
            id="on the fourteenth birthday: still flagged",
        ),
        pytest.param("2024-06-02", date(2025, 5, 4), YES, "old_enough", 12, id="fourteen"),
        pytest.param(
            "2022", date(2025, 5, 4), PERSON, "age_unsettled", 12, id="sometime in the year of the twelfth birthday"
        ),
        pytest.param("2021", date(2025, 5, 4), NO, "too_young", 12, id="sometime in the year before it"),
        pytest.param(
            "2023-06-02", date(2021, 2, 28), NO, "too_young", 14, id="thirteen, judged before twelve was enough"
        ),
        pytest.param(
            "2023-06-02", date(2021, 3, 1), PERSON, "only_gravest_crimes", 12, id="judged on the first day it was"
        ),
        pytest.param(
            "2024-06-02", date(1990, 1, 1), YES, "old_enough", 14, id="judged before the first law known here"
        ),
    ],
)
def test_ages(offence: str, judged_on: date, answer: Answer, code: str, least: int) -> None:
    finding = old_enough(BORN, Offence.at(DateRange.parse(offence)), judged_on)
    (reason,) = finding.because
    assert (finding.answer, reason.code, finding.value) == (answer, code, least)
    assert (reason.citation.instrument, reason.citation.article) == ("criminal_law", "17")
    facts = {
        "too_young": {"age": str(least)},
        "old_enough": {"age": str(least)},
        "age_unsettled": {"born_on": "2010-06-01"},
    }
    assert dict(reason.facts) == facts.get(code, {})


def test_an_unknown_time_goes_to_a_person() -> None:
    assert old_enough(BORN, Offence(), date(2025, 5, 4)).answer is PERSON
    only_begun = Offence(began=DateRange.parse("2024-06-02"))
    assert old_enough(BORN, only_begun, date(2025, 5, 4)).answer is YES
