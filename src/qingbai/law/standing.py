"""What does a verdict count after everything that later documents did to it (裁判的效力状态)?

A first-instance verdict under appeal (二审) counts only through the decision on appeal: upheld, from the day on which that one
takes effect; changed or quashed, never (刑诉法 236, 244). A death sentence waits for its review (复核, 刑诉法 246, 248). An
effective verdict stands while a retrial (再审) runs and ends on the day on which the retrial's own decision to change or quash
it takes effect (刑诉法 256, 解释 464, 472). Once a case is tried again after remand (发回重审) its earlier verdict counts no more. Rulings on
execution (减刑、假释, 刑诉法 273) and corrections of the text (裁定更正, 解释 473) leave the verdict as it stands.

Whatever order documents arrive in, the same ones give the same answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from qingbai.law.citations import Citation
from qingbai.law.reasons import Code, because, no, person, yes
from qingbai.law.terms import Finding, Reason, Relation, Treatment

APPEAL = Citation("criminal_procedure_law", "236", "REG-07")
RETRIAL = Citation("procedure_interpretation", "472", "REG-14")
PETITION = Citation("procedure_interpretation", "464", "REG-13")
REMAND = Citation("criminal_procedure_law", "239", "REG-14")
EFFECTIVE = Citation("criminal_procedure_law", "259", "REG-07")

LETS_STAND = (Treatment.UPHELD, Treatment.WITHDRAWN)
TAKES_OFF = (Treatment.CHANGED, Treatment.QUASHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """What one later document did to the verdict (后一裁判): its case number, how it bears on the verdict, when it was
    pronounced and when it took effect (None: not yet, or not known)."""

    reference: str
    relation: Relation
    treatment: Treatment
    pronounced_on: date
    effective_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """From which day to which, the last excluded, a verdict counts. ``replaced``: it was taken off before it took effect, and never will."""

    effective_on: date | None = None
    ended_on: date | None = None
    replaced: bool = False


def standing(own: date | None, later: Iterable[Later], on: date) -> Finding[Stands]:
    """Whether a verdict counts on a day, after every later document pronounced by then; ``value`` says from when to when.

    ``own``: the day of legal force that the verdict's own document gives it; None where that gives none. Person: the later documents
    contradict one another, or only a retrial shows that the verdict ever took effect, so that nobody can tell since when.
    """
    known = sorted(
        (one for one in later if one.pronounced_on <= on), key=lambda one: (one.pronounced_on, one.reference)
    )
    ordinary = [one for one in known if one.relation in (Relation.APPEAL, Relation.REVIEW)]
    appeals = {one.treatment in TAKES_OFF for one in ordinary if one.relation is Relation.APPEAL and _decides(one)}
    if len(appeals) > 1:
        return person([_told(Code.DECISIONS_CONTRADICT, APPEAL, one) for one in ordinary])
    if any(one.treatment in TAKES_OFF for one in ordinary):
        return _never([_told(Code.REPLACED_ON_APPEAL, APPEAL, one) for one in ordinary if one.treatment in TAKES_OFF])
    effective_on, reasons = _through(own, [one for one in ordinary if one.treatment in LETS_STAND])
    return _afterwards(effective_on, reasons, [one for one in known if one not in ordinary], on)


def _decides(one: Later) -> bool:
    return one.treatment in LETS_STAND or one.treatment in TAKES_OFF


def _through(own: date | None, upheld: Sequence[Later]) -> tuple[date | None, list[Reason]]:
    """The day of legal force after appeal and review, each of which must have taken effect; an appeal withdrawn in time leaves the verdict's own day."""
    days = [one.effective_on or (own if one.treatment is Treatment.WITHDRAWN else None) for one in upheld]
    reasons = [_told(Code.UPHELD_ON_APPEAL, APPEAL, one) for one in upheld]
    if not upheld:
        return own, reasons
    given = [day for day in days if day is not None]
    return (max(given) if len(given) == len(days) else None), reasons


def _afterwards(effective_on: date | None, reasons: list[Reason], later: Sequence[Later], on: date) -> Finding[Stands]:
    """What retrials and new trials left of a verdict."""
    again = [one for one in later if one.relation is Relation.NEW_TRIAL]
    retrials = [one for one in later if one.relation is Relation.RETRIAL and _decides(one)]
    ends = [(one.effective_on, one) for one in retrials if one.treatment in TAKES_OFF and one.effective_on is not None]
    taken = [(day, one) for day, one in ends if day <= on] + [(one.pronounced_on, one) for one in again]
    if taken:
        ended_on, by = min(taken, key=lambda entry: (entry[0], entry[1].reference))
        code, citation = (Code.TRIED_AGAIN, REMAND) if by in again else (Code.TAKEN_BACK_ON_RETRIAL, RETRIAL)
        told = [*reasons, _told(code, citation, by, ended_on=ended_on)]
        return _never(told) if effective_on is None else no(told, Stands(effective_on=effective_on, ended_on=ended_on))
    pending = [_told(Code.STANDS_DURING_RETRIAL, PETITION, one) for one in retrials if one.treatment in TAKES_OFF]
    if effective_on is None and retrials:
        return person([*reasons, *pending, _told(Code.EFFECT_SHOWN_BY_RETRIAL, RETRIAL, retrials[0])])
    stands = Stands(effective_on=effective_on)
    if effective_on is None or effective_on > on:
        return no([*reasons, because(Code.NOT_IN_FORCE_YET, EFFECTIVE, on=on, effective_on=effective_on)], stands)
    return yes([*reasons, *pending, because(Code.IN_FORCE, EFFECTIVE, effective_on=effective_on)], stands)


def _never(told: Sequence[Reason]) -> Finding[Stands]:
    return no(told, Stands(replaced=True))


def _told(code: Code, citation: Citation, one: Later, **facts: object) -> Reason:
    return because(code, citation, by=one.reference, pronounced_on=one.pronounced_on, **facts)
