"""On which days can the answer about somebody become another by time alone (答复何时可能改变)?

What is on record stays as it is; the law's answer to it changes with the days that the facts and the rules themselves name: a verdict that takes
effect (刑诉法 259) or is taken back (刑诉法解释 472), a sealing regime that begins or ends, the waiting time of a regime that has one. Between two of
these days nothing can change, so they alone are asked. New judgments, corrections and amnesties nobody can name beforehand.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from qingbai.law.clean_record import CaseOutcome
from qingbai.law.regimes import SEALING_REGIMES, SealingRegime
from qingbai.law.sealing import SealingFacts
from qingbai.law.time_limits import after_months


def turning_days(
    cases: Iterable[tuple[CaseOutcome, SealingFacts]],
    after: date,
    regimes: tuple[SealingRegime, ...] = SEALING_REGIMES,
) -> tuple[date, ...]:
    """The days after a day, in their order, from which on the answer to these very cases may be another (可能改变答复之日). On every other day it is that of the day before."""
    days = {day for outcome, facts in cases for day in _days(outcome, facts, regimes)}
    return tuple(sorted(day for day in days if day > after))


def _days(outcome: CaseOutcome, facts: SealingFacts, regimes: tuple[SealingRegime, ...]) -> Iterator[date]:
    named = (
        outcome.effective_on,
        outcome.annulled_on,
        *(day for one in regimes for day in (one.from_on, one.until_on)),
    )
    yield from (day for day in named if day is not None)
    if facts.executed_on is not None:
        for regime in regimes:
            yield after_months(facts.executed_on, regime.waiting_months) + timedelta(days=1)
