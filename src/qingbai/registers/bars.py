"""A record in the words that bars from posts are asked in (从业禁止所涉事实): ``law.bans`` decides, here it is told what it needs.

Whether execution is over is taken from what prisons, detention houses and justice bureaus stated. Where the last statement is older than the
term itself, nobody told of the end: then it is unknown, and a person decides.
"""

from datetime import date

from qingbai.law import bans
from qingbai.law.bans import BarFacts
from qingbai.law.disclosure import DisclosableConviction
from qingbai.law.terms import MatchVerdict, Penalty, PenaltyKind
from qingbai.law.time_limits import after_months
from qingbai.registers.terms import ExecutionState
from qingbai.registers.verdicts import ConvictionFacts

OVER = (ExecutionState.COMPLETED, ExecutionState.REMITTED)
FOR_LIFE = (PenaltyKind.LIFE, PenaltyKind.DEATH, PenaltyKind.DEATH_SUSPENDED)


def bar_facts(facts: ConvictionFacts, *, match: MatchVerdict, on: date, settled_unsealed: bool = False) -> BarFacts:
    """One case of a candidate as ``law.bans`` takes it. ``match``: whether the candidate is the person asked about; ``settled_unsealed``: a
    person has decided in this case that it is not sealed."""
    execution, ended_on = _execution(facts, on)
    return BarFacts(
        found=DisclosableConviction(
            case=facts.case,
            sealing=facts.sealing,
            match=match,
            settled_unsealed=facts.settled_unsealed or settled_unsealed,
        ),
        sentences=facts.sentences,
        execution=execution,
        ended_on=ended_on,
        paroled_on=facts.executed.paroled_on,
        prohibitions=facts.prohibitions,
    )


def _execution(facts: ConvictionFacts, on: date) -> tuple[bans.Executed, date | None]:
    """How far execution has come by a day, and when it ended."""
    executed, penalty = facts.executed, _to_be_executed(facts)
    if executed.state in OVER:
        on_probation = penalty is not None and penalty.probation_months is not None and not executed.served
        return (bans.Executed.PROBATION_ENDED if on_probation else bans.Executed.ENDED), executed.on
    if executed.state is ExecutionState.NONE or penalty is None:
        return bans.Executed.UNKNOWN, None
    last = _expected_end(facts, penalty)
    if penalty.kind in FOR_LIFE or (last is not None and on <= last):
        return bans.Executed.RUNNING, None
    return bans.Executed.UNKNOWN, None


def _to_be_executed(facts: ConvictionFacts) -> Penalty | None:
    """The punishment that is executed: for several crimes the combined one; None where it is not entered."""
    if facts.sealing.combined is not None:
        return facts.sealing.combined
    return facts.sentences[0].penalty if len(facts.sentences) == 1 else None


def _expected_end(facts: ConvictionFacts, penalty: Penalty) -> date | None:
    """By when it should be over: the term's end as stated, or so long after it took effect; None where no length is known."""
    if penalty.probation_months is None and facts.executed.term_to is not None:
        return facts.executed.term_to
    months = penalty.probation_months or penalty.months
    if facts.case.effective_on is None or not months:
        return None
    return after_months(facts.case.effective_on, months)
