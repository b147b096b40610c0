"""Acceptance of a list (受理审查): what the law says to the article, the unit's papers, and each person who stands on it."""

from dataclasses import dataclass
from datetime import date

from qingbai.agencies.regions import RegionProfile
from qingbai.law import asking, bans
from qingbai.law.asking import SUFFICIENT_TIES, Inquirer
from qingbai.law.bars.form import Bar, Rank
from qingbai.law.reasons import Code
from qingbai.law.terms import Answer, Finding, OfficeKind, Reason
from qingbai.law.units import UnitPaper, missing_unit_papers, served_online, takes_list
from qingbai.law.vetting import MinorsUnit, Scope
from qingbai.screening.barring import Asks
from qingbai.screening.casework import Case
from qingbai.screening.table import CHINA, Asked
from qingbai.screening.terms import Purpose, UnitKind

INQUIRERS = {
    UnitKind.EMPLOYER: Inquirer.UNIT,
    UnitKind.MINORS: Inquirer.UNIT,
    UnitKind.LICENSING: Inquirer.LICENSING_ORGAN,
    UnitKind.NOTARY: Inquirer.NOTARY_OFFICE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What acceptance found about a list as a whole: why it is refused, and which papers are missing."""

    refusals: tuple[Reason, ...]
    missing: Finding[tuple[UnitPaper, ...]]


def bar_of(case: Case) -> Bar | None:
    """The bar that the list rests on; None where it names none of the rule book."""
    article = case.row.article
    return bans.bar(article) if article in {one.id for one in bans.bars()} else None


def asks(case: Case) -> Asks:
    """What an accepted list asks of each verdict."""
    bar = bar_of(case)
    assert bar is not None, "a list without a bar is not accepted"
    if case.purpose is not Purpose.VETTING:
        return Asks(bar)
    school = case.row.asked["minors_kind"] == MinorsUnit.SCHOOL
    return Asks(bar, Scope.SCHOOL_STAFF if school else Scope.MINORS_LAW)


def _taken_here(case: Case, people: int) -> Finding[OfficeKind]:
    """Whether this office takes a list of so many people in its region."""
    handling = case.region.handling
    return takes_list(case.office.kind, people=people, lists_at=handling.batch_at, from_people=handling.batch_from)


def not_online(region: RegionProfile) -> tuple[Reason, ...]:
    """Why units are not served online in a region (INQ-13); empty where they are."""
    served = served_online(opened=region.online.units)
    return () if served.answer is Answer.YES else served.because


def examine(case: Case, *, on: date, people: int | None = None) -> Intake:
    """What the law says to a list as a whole (INQ-08, 09, 12, 17, 18); ``people``: how many stand on it, once it was read."""
    inquirer = INQUIRERS[UnitKind(case.row.asked["unit_kind"])]
    bar = bar_of(case)
    other = case.row.asked["other_basis"]
    found = asking.may_ask(inquirer, bar, SUFFICIENT_TIES[inquirer][0], on, other_basis=Rank(other) if other else None)
    refusals = list(found.because) if found.answer is not Answer.YES else []
    if case.online:
        refusals += not_online(case.region)
    if bar is not None and not refusals and case.purpose is not Purpose.VETTING:
        unanswerable = bans.barred(bar, (), on)
        refusals = list(unanswerable.because) if unanswerable.answer is Answer.PERSON else []
    refusals = [reason for reason in refusals if reason.code != Code.TIE_SUFFICES]
    elsewhere = _taken_here(case, people) if people is not None else None
    if elsewhere is not None and elsewhere.answer is not Answer.YES:
        refusals += elsewhere.because
    return Intake(refusals=tuple(refusals), missing=missing_unit_papers(case.papers))


def of_person(case: Case, asked: Asked, *, on: date) -> tuple[Reason, ...]:
    """Why somebody on the list is not asked about here (INQ-08, 12), every reason; empty where he or she is."""
    assert asked.relation is not None
    inquirer = INQUIRERS[UnitKind(case.row.asked["unit_kind"])]
    found = asking.may_ask(inquirer, bar_of(case), asked.relation, on)
    served_here = asking.serves(
        case.office.kind, foreigner=asked.nationality != CHINA, lists_at=case.region.handling.batch_at
    )
    own = [reason for reason in found.because if reason.code == Code.TIE_DOES_NOT_SUFFICE]
    own += served_here.because if served_here.answer is not Answer.YES else ()
    return tuple(own) if own or found.answer is Answer.YES else found.because
