"""windows: for how long a bar lasts, where what runs out is the deprivation of political rights."""

from datetime import date

import pytest

from barred import CONTROL, DETENTION, FIXED, facts
from qingbai.law.bans import Executed
from qingbai.law.bars.form import Window, WindowKind
from qingbai.law.citations import Citation
from qingbai.law.parameters import ProbationReading
from qingbai.law.terms import Answer, Penalty, PenaltyKind, Sentence
from qingbai.law.windows import in_window

AFTER_RIGHTS = Window(kind=WindowKind.AFTER_RIGHTS, years=5)
PLACE = Citation("criminal_law", "58", "7.1")
ENDED = date(2018, 6, 1)
ALONE = Penalty(kind=PenaltyKind.NONE, political_rights=12)


def crime(penalty: Penalty) -> Sentence:
    return Sentence(charge="盗窃罪", penalty=penalty)


@pytest.mark.parametrize(
    ("sentences", "more", "last"),
    [
        pytest.param((crime(ALONE),), {}, date(2021, 6, 1), id="alone: from the judgment"),
        pytest.param(
            (crime(ALONE), crime(Penalty(kind=FIXED, months=24, political_rights=12))),
            {"execution": Executed.ENDED, "ended_on": ENDED},
            date(2024, 6, 1),
            id="beside imprisonment: from its end, whatever came with the other crime",
        ),
        pytest.param(
            (crime(ALONE), crime(Penalty(kind=DETENTION, months=4, political_rights=12))),
            {"execution": Executed.ENDED, "ended_on": ENDED, "paroled_on": date(2018, 2, 1)},
            date(2024, 2, 1),
            id="from parole",
        ),
        pytest.param(
            (crime(Penalty(kind=CONTROL, months=12, political_rights=12)),),
            {"execution": Executed.ENDED, "ended_on": ENDED},
            date(2023, 6, 1),
            id="with control: together",
        ),
    ],
)
def test_five_years_after_the_rights_are_back(sentences, more, last) -> None:
    one = facts(sentences=sentences, **more)
    for on, answer in ((last, Answer.YES), (date.fromordinal(last.toordinal() + 1), Answer.NO)):
        assert in_window(AFTER_RIGHTS, one, on, PLACE, ProbationReading.OPEN)[0] is answer


def test_the_end_of_probation_does_not_give_rights_back() -> None:
    penalty = Penalty(kind=FIXED, months=24, probation_months=36, political_rights=12)
    one = facts(sentences=(crime(penalty),), execution=Executed.PROBATION_ENDED, ended_on=ENDED)
    answer, [reason] = in_window(AFTER_RIGHTS, one, date(2030, 1, 1), PLACE, ProbationReading.OPEN)
    assert (answer, reason.code, reason.facts) == (Answer.PERSON, "rights_end_unknown", {"reference": "R1"})
