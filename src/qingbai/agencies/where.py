"""Where may this person ask (应当到哪里申请)? The law's question of competence, put to each region in which the person has a place.

A region's rule speaks for its own offices: a household in one province and a residence in another are asked apart, and whoever may go to
either is told both.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from qingbai.agencies import queries
from qingbai.agencies.profile import RegionProfile
from qingbai.agencies.queries import OfficeCard
from qingbai.agencies.spoken import Spoken, spoken
from qingbai.law.jurisdiction import Asker, accepting_offices
from qingbai.law.terms import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Competent:
    """An office that may accept the inquiry, and why."""

    office: OfficeCard
    because: tuple[Spoken, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The competent offices, and what keeps others from being so or must be known first."""

    offices: tuple[Competent, ...]
    otherwise: tuple[Spoken, ...]


def where_to_ask(asker: Asker, *, on: date, among: Collection[str] | None = None) -> Where:
    """The offices that may accept the inquiry of this person on a day (受理单位, INQ-12); ``among``: the codes of those that come into question.

    ``asker.local_household`` is found out here, for each region from where the household is.
    """
    found: list[Competent] = []
    otherwise: dict[str, Reason] = {}
    offices = [one for one in queries.law_offices() if among is None or one.code in among]
    for region in _regions(asker):
        here = tuple(one for one in offices if queries.region(one.division).key == region.key)
        person = replace(asker, local_household=region.holds_for(asker.household or ""))
        finding = accepting_offices(person, here, on, region.of(asker.asker).competence)
        for code in finding.value or ():
            why = [one for one in finding.because if one.facts.get("office") in {None, code}]
            found.append(Competent(office=queries.office(code), because=tuple(map(spoken, why))))
        if not finding.value:
            otherwise |= {str(one): one for one in finding.because}
    return Where(offices=tuple(_once(found)), otherwise=tuple(map(spoken, otherwise.values())))


def _regions(asker: Asker) -> Iterable[RegionProfile]:
    """The regions in which the person has a place, each once; the nation's rules where none is known."""
    places = [asker.residence, asker.household, asker.former_household, asker.school]
    found = [queries.region(place) for place in places if place] or [queries.region("")]
    return {region.key: region for region in found}.values()


def _once(found: Iterable[Competent]) -> Iterable[Competent]:
    """Each office once."""
    return {one.office.code: one for one in found}.values()
