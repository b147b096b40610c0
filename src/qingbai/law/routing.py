"""Which of the four registries keeps a record, and where (由哪个犯罪人员信息库登记)?

Public security, state security, procuratorates and justice administration each keep a register, and the notices go to the registry
of the place of household registration (户籍所在地, 2012 Opinions, part 2(1) and (2)). The Opinions say no more: neither how cases are
parted among the four, nor what holds for those who have no household on the mainland. Here a record is kept by the side that
investigated the crime, which follows the division of labour of the Criminal Procedure Law (4, 19, 308), by the crime's chapter where
the investigator is not known, and by public security otherwise; without a household, at the place of residence, else of the court.
All of that is data, ``parameters.REGISTRY_RULES``, and a registry's own arrangement can take its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from qingbai.law import charges
from qingbai.law.citations import Citation
from qingbai.law.organs import Authority, Investigator
from qingbai.law.parameters import REGISTRY_RULES, RegistryPlace, RegistryRule, in_force
from qingbai.law.reasons import Code, because, person, yes
from qingbai.law.terms import Finding, Reason, SubjectKind

FOUR = Citation("record_system_opinions", "2(1)", "REG-02")
PLACE = Citation("record_system_opinions", "2(2)", "REG-03")
UNITS = Citation("criminal_law", "30", "REG-22")
OUTSIDE_MAINLAND = ("71", "81", "82", "83")
"""First digits of the codes of Taiwan, Hong Kong and Macau, in GB/T 2260 and on residence permits (ID-02): no registry of these four is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFacts:
    """What the keeping of one record depends on (登记机关所依据的事实). Places are six-digit division codes, None or empty where unknown.

    ``charges``: the crimes found, as the judgment names them. ``court``: the division the court of first instance stands in.
    ``seat``: a unit's place of registration (住所地).
    """

    subject: SubjectKind
    foreigner: bool = False
    investigated_by: Investigator | None = None
    charges: tuple[str, ...] = ()
    household: str | None = None
    residence: str | None = None
    seat: str | None = None
    court: str | None = None


@dataclass(frozen=True, slots=True)
class Registry:
    """One registry (登记机关): the authority, and the division in which it keeps the record."""

    authority: Authority
    division: str


def keeping_registry(
    facts: RecordFacts, on: date, successors: Mapping[str, str] | None = None, rule: RegistryRule | None = None
) -> Finding[Registry]:
    """The registry that keeps a record on a day (登记机关).

    ``successors``: for each abolished division code the one that took its place; followed to its end. Person: no place is
    known at all, or the successors run in a circle.
    """
    dated = in_force(REGISTRY_RULES, on)
    rule = rule or (dated.value if dated else None)
    if rule is None:
        return person([because(Code.NO_RULE_IN_FORCE, FOUR, on=on)])
    authority, reason = _authority(facts, rule)
    found = _place(facts, rule)
    if found is None:
        return person([reason, because(Code.NO_PLACE_TO_REGISTER, PLACE)])
    division, placed = found
    present = _present(division, successors or {})
    if present is None:
        return person([reason, *placed, because(Code.DIVISION_WITHOUT_END, PLACE, place=division)])
    moved = [because(Code.DIVISION_SUCCEEDED, PLACE, place=division, present=present)] if present != division else []
    return yes([reason, *placed, *moved], Registry(authority, present))


def _authority(facts: RecordFacts, rule: RegistryRule) -> tuple[Authority, Reason]:
    """By who investigated; where that is not known, by the chapters of the crimes; public security otherwise."""
    known = rule.by_investigator.get(facts.investigated_by) if facts.investigated_by else None
    if known is not None:
        facts_used = {"investigator": facts.investigated_by, "authority": known}
        return known, because(Code.KEPT_BY_INVESTIGATOR, FOUR, **facts_used)
    keepers = {} if facts.investigated_by else _by_chapter(facts.charges, rule)
    for authority in rule.precedence:
        if authority in keepers:
            return authority, because(Code.KEPT_BY_CHAPTER, FOUR, chapter=keepers[authority], authority=authority)
    return rule.otherwise, because(Code.KEPT_BY_DEFAULT, FOUR, authority=rule.otherwise)


def _by_chapter(named: tuple[str, ...], rule: RegistryRule) -> dict[Authority, int]:
    """The authorities that the crimes' chapters lead to, each with the first such chapter."""
    keepers: dict[Authority, int] = {}
    for name in named:
        for charge in charges.candidates(name):
            if charge.chapter_number in rule.by_chapter:
                keepers.setdefault(rule.by_chapter[charge.chapter_number], charge.chapter_number)
    return keepers


def _place(facts: RecordFacts, rule: RegistryRule) -> tuple[str, list[Reason]] | None:
    """The first place that is known, in the rule's order, and why that one."""
    known = {
        RegistryPlace.HOUSEHOLD: facts.household if facts.household and _on_mainland(facts.household) else None,
        RegistryPlace.RESIDENCE: facts.residence,
        RegistryPlace.SEAT: facts.seat,
        RegistryPlace.COURT: facts.court,
    }
    if facts.subject is SubjectKind.UNIT:
        order, why, citation = rule.places_of_units, Code.KEPT_FOR_UNIT, UNITS
    elif facts.foreigner:
        order, why, citation = rule.places_of_foreigners, Code.KEPT_FOR_FOREIGNER, PLACE
    else:
        order, why, citation = rule.places_of_citizens, Code.KEPT_WITHOUT_HOUSEHOLD, PLACE
    chosen = next((place for place in order if known[place]), None)
    if chosen is None:
        return None
    division = known[chosen] or ""
    if chosen is RegistryPlace.HOUSEHOLD:
        return division, [because(Code.KEPT_AT_HOUSEHOLD, PLACE, place=division)]
    return division, [because(why, citation, registry_place=chosen, place=division)]


def _on_mainland(code: str) -> bool:
    return not code.startswith(OUTSIDE_MAINLAND)


def _present(code: str, successors: Mapping[str, str]) -> str | None:
    """The code in use now; None where the successors run in a circle."""
    seen = {code}
    while code in successors:
        code = successors[code]
        if code in seen:
            return None
        seen.add(code)
    return code
