"""Whom would a new sealing regime change (新的封存制度会影响谁)?

Before a regime takes effect its facts are weighed twice for an open record: under the regimes in force, and with the new one beside
them. A record that would be sealed, one that a person would have to decide on, one that stays open: each with the reasons of the new
regime. A record that the present law seals already should not be open at all.
"""

from datetime import date
from enum import StrEnum

from qingbai.law.reasons import no, person, yes
from qingbai.law.regimes import SealingRegime
from qingbai.law.sealing import SealingFacts, must_be_sealed
from qingbai.law.terms import Answer, Finding


class Change(StrEnum):
    """What a regime would do to an open record (影响)."""

    SEALED = "sealed"  # 将予封存
    PERSON = "person"  # 须由人工认定
    NONE = "none"  # 不受影响
    SEALED_NOW = "sealed_now"  # 现行规定下已应封存


def would_change(
    facts: SealingFacts, regime: SealingRegime, present: tuple[SealingRegime, ...], on: date
) -> Finding[Change]:
    """What ``regime`` would do to an open record on a day on which it is in force (会否封存), beside the regimes ``present``.

    Yes: sealed. Person: somebody would have to decide, whom the present rules do not ask. No: nothing changes, or it should be sealed now.
    """
    already = must_be_sealed(facts, on, present)
    if already.answer is Answer.YES:
        return no(already.because, Change.SEALED_NOW)
    found = must_be_sealed(facts, on, (regime,))
    if found.answer is Answer.YES:
        return yes(found.because, Change.SEALED)
    if found.answer is Answer.PERSON:
        return person(found.because, Change.PERSON)
    return no(found.because, Change.NONE)
