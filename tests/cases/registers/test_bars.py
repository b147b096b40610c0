"""What bars from posts need of a record, as the register tells it."""

from datetime import date

import pytest

import cast
from qingbai.law import bans
from qingbai.law.terms import MatchVerdict, Penalty, PenaltyKind, Sentence
from qingbai.registers import models, queries, services
from qingbai.registers.bars import bar_facts
from qingbai.registers.records import ExecutionStated
from qingbai.registers.terms import ExecutionState
from registering import AT, CLERK, PURPOSE, REGISTRAR, record, verdict

pytestmark = pytest.mark.django_db
EFFECTIVE = date(2023, 5, 5)
COURT = "演示市清河区人民法院"


def on(day: date, *stated: tuple[ExecutionState, date], penalty: Penalty | None = None, **changes) -> bans.BarFacts:
    given = penalty or Penalty(kind=PenaltyKind.FIXED_TERM, months=24)
    first, *later = stated or ((ExecutionState.SERVING, EFFECTIVE),)
    one = verdict(
        cast.ON_RECORD,
        sentences=(Sentence(charge="盗窃罪", penalty=given),),
        execution=ExecutionStated(*first, COURT),
        **changes,
    )
    whole = record(one)
    services.enter(record=whole, by=REGISTRAR, at=AT, basis="n-1")
    case = {"court": COURT, "case_number": whole.document.case_number, "name": cast.ON_RECORD.name}
    for state, since in later:
        services.note_execution(**case, state=state, on=since, source="演示市看守所", by=REGISTRAR, at=AT, basis="n-2")
    [subject] = models.Subject.objects.values_list("id", flat=True)
    [facts] = queries.convictions(subject=subject, viewer=CLERK, purpose=PURPOSE, on=day)
    return bar_facts(facts, match=MatchVerdict.SAME, on=day)


S, E = ExecutionState, bans.Executed
PROBATION = Penalty(kind=PenaltyKind.FIXED_TERM, months=24, probation_months=36)


@pytest.mark.parametrize(
    ("day", "stated", "penalty", "execution", "ended_on"),
    [
        pytest.param(date(2025, 5, 5), (), None, E.RUNNING, None, id="serving"),
        pytest.param(date(2025, 5, 6), (), None, E.UNKNOWN, None, id="should be over, and nobody told"),
        pytest.param(date(2026, 1, 1), ((S.SERVING, EFFECTIVE), (S.COMPLETED, date(2025, 3, 1))), None, E.ENDED, date(2025, 3, 1), id="served"),
        pytest.param(date(2026, 1, 1), ((S.PROBATION, EFFECTIVE),), PROBATION, E.RUNNING, None, id="on probation"),
        pytest.param(date(2026, 8, 1), ((S.PROBATION, EFFECTIVE),), PROBATION, E.UNKNOWN, None, id="probation should be over"),
        pytest.param(date(2026, 8, 1), ((S.PROBATION, EFFECTIVE), (S.COMPLETED, date(2026, 5, 5))), PROBATION, E.PROBATION_ENDED, date(2026, 5, 5), id="probation completed"),
        pytest.param(date(2026, 8, 1), ((S.SERVING, EFFECTIVE), (S.COMPLETED, date(2026, 5, 5))), PROBATION, E.ENDED, date(2026, 5, 5), id="probation revoked and served"),
        pytest.param(date(2026, 8, 1), ((S.NOT_STARTED, EFFECTIVE),), Penalty(kind=PenaltyKind.NONE, fine_yuan=2000), E.UNKNOWN, None, id="a fine"),
        pytest.param(date(2026, 8, 1), ((S.SERVING, EFFECTIVE),), Penalty(kind=PenaltyKind.LIFE, political_rights="life"), E.RUNNING, None, id="for life"),
    ],
)  # fmt: skip
def test_how_far_execution_has_come(day, stated, penalty, execution, ended_on):
    found = on(day, *stated, penalty=penalty)
    assert (found.execution, found.ended_on) == (execution, ended_on)
    assert [one.charge for one in found.sentences] == ["盗窃罪"]


def test_the_stated_end_of_a_term_goes_before_its_length():
    assert on(date(2025, 1, 1), term_to=date(2024, 12, 31)).execution is E.UNKNOWN


def test_parole_and_what_a_person_settled_are_handed_on():
    found = on(date(2025, 1, 1), (S.SERVING, EFFECTIVE), (S.PAROLE, date(2024, 9, 1)))
    assert found.paroled_on == date(2024, 9, 1)
    assert bans.barred(bans.bar("BAN-01"), (found,), date(2025, 1, 1)).value == (found.reference,)
