"""Does a punishment fit the catalogue of penalties (刑罚是否合乎法定种类和期限)?

Control 3 months to 2 years, criminal detention 1 to 6 months, fixed-term imprisonment 6 months to 15 years, more where several crimes are
combined (刑法 38, 42, 45, 69); probation only up to 3 years, for at least as long as the sentence (72, 73); political rights 1 to 5 years,
for life with life imprisonment and death (55, 57); no death penalty for who was under 18 (49); supplementary penalties may stand alone
(34); punishment only from the age of responsibility (17). What a document says stays as it says: a misfit is a remark for a person, who
looks whether the document or its reading is wrong. The limits include the number itself (99).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qingbai.law.ages import Side, side_of
from qingbai.law.citations import Citation
from qingbai.law.parameters import GRAVE_CRIMES, GRAVEST_CRIMES, PENALTY_CATALOGUE, PenaltyCatalogue, in_force
from qingbai.law.reasons import Code, because, person, yes
from qingbai.law.responsibility import old_enough
from qingbai.law.terms import Answer, DateRange, Finding, Offence, Outcome, Penalty, PenaltyKind, Reason, SubjectKind
from qingbai.law.time_limits import term_ends_on

KINDS = Citation("criminal_law", "33, 34", "7.1")
TERMS = Citation("criminal_law", "38, 42, 45", "7.1")
COMBINED = Citation("criminal_law", "69", "7.1")
PROBATION = Citation("criminal_law", "72, 73", "7.1")
RIGHTS = Citation("criminal_law", "55, 57", "7.1")
FOREIGNERS = Citation("criminal_law", "35", "7.1")
UNITS = Citation("criminal_law", "31", "REG-22")
EXEMPTION = Citation("criminal_law", "37", "7.1")
DEATH_AGE = Citation("criminal_law", "49", "7.1")
AGE = Citation("criminal_law", "17", "REG-23")
FINE = Citation("property_penalty_provisions", "2", "7.1")
CREDIT = Citation("criminal_law", "47", "7.1")

MEASURED = (PenaltyKind.CONTROL, PenaltyKind.DETENTION, PenaltyKind.FIXED_TERM)
FOR_LIFE = (PenaltyKind.LIFE, PenaltyKind.DEATH, PenaltyKind.DEATH_SUSPENDED)
DEATHS = (PenaltyKind.DEATH, PenaltyKind.DEATH_SUSPENDED)


class Weight(StrEnum):
    """How much a remark weighs (提示程度)."""

    REMARK = "remark"  # 提示：常有正当理由
    WARNING = "warning"  # 警示：通常是文书或者录入有误


@dataclass(frozen=True, slots=True, kw_only=True)
class PunishmentFacts:
    """What one defendant was sentenced to (所判刑罚), in the words of the document. ``sentences``: one penalty a crime; ``charges`` beside them.

    ``combined_with_earlier``: ``combined`` includes a sentence of an earlier case. ``approved``: prosecution of somebody under 14
    was approved by the Supreme People's Procuratorate (核准追诉).
    """

    subject: SubjectKind
    outcome: Outcome
    judged_on: date
    sentences: tuple[Penalty, ...] = ()
    charges: tuple[str, ...] = ()
    combined: Penalty | None = None
    combined_with_earlier: bool = False
    term_from: date | None = None
    term_to: date | None = None
    foreigner: bool | None = None
    born_on: DateRange | None = None
    offences: tuple[Offence, ...] = ()
    approved: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """One misfit (提示): where it is, how much it weighs, and why."""

    place: str
    weight: Weight
    reason: Reason


def fits_catalogue(facts: PunishmentFacts) -> Finding[tuple[Remark, ...]]:
    """Whether everything fits (刑罚核对). Yes: nothing stands out. Person: somebody must look; ``value`` holds the remarks, nothing is changed."""
    known = in_force(PENALTY_CATALOGUE, facts.judged_on)
    if known is None:
        return person([because(Code.NO_RULE_IN_FORCE, KINDS, on=facts.judged_on)], ())
    found = tuple(_remarks(facts, known.value))
    if not found:
        return yes([because(Code.FITS_CATALOGUE, KINDS)], ())
    return person([remark.reason for remark in found], found)


def _remarks(facts: PunishmentFacts, limits: PenaltyCatalogue) -> Iterator[Remark]:
    yield from _outcome(facts)
    for place, penalty in enumerate(facts.sentences):
        yield from _one(facts, penalty, f"sentences[{place}]", limits, several=False)
    if facts.combined is not None:
        yield from _one(facts, facts.combined, "combined", limits, several=True)
        if not facts.combined_with_earlier:
            yield from _against_parts(facts.combined, facts.sentences, limits)
    elif len(facts.sentences) > 1:
        yield _remark("combined", Weight.REMARK, Code.NOT_COMBINED, COMBINED)
    yield from _term_dates(facts)
    yield from _ages(facts)


def _remark(place: str, weight: Weight, code: Code, citation: Citation, **facts: object) -> Remark:
    return Remark(place, weight, because(code, citation, **facts))


def _warn(place: str, code: Code, citation: Citation, **facts: object) -> Remark:
    return _remark(place, Weight.WARNING, code, citation, **facts)


def _outcome(facts: PunishmentFacts) -> Iterator[Remark]:
    """Guilt and punishment belong together; so do units and fines."""
    every = (*facts.sentences, *([facts.combined] if facts.combined else []))
    if facts.outcome is Outcome.CONVICTED and not any(_punishes(penalty) for penalty in every):
        weight = Weight.WARNING if every else Weight.REMARK  # later rulings often do not restate it
        yield _remark("outcome", weight, Code.NO_PUNISHMENT, EXEMPTION)
    if facts.outcome is not Outcome.CONVICTED and any(_punishes(penalty) for penalty in every):
        yield _warn("outcome", Code.PUNISHED_WITHOUT_CONVICTION, EXEMPTION, outcome=facts.outcome)
    if facts.subject is SubjectKind.UNIT and any(penalty.kind is not PenaltyKind.NONE for penalty in every):
        yield _warn("sentences", Code.UNIT_BEYOND_FINE, UNITS)


def _punishes(penalty: Penalty) -> bool:
    supplementary = (penalty.fine_yuan, penalty.confiscation, penalty.political_rights)
    return (
        penalty.kind is not PenaltyKind.NONE or penalty.deportation or any(part is not None for part in supplementary)
    )


def _one(
    facts: PunishmentFacts, penalty: Penalty, place: str, limits: PenaltyCatalogue, *, several: bool
) -> Iterator[Remark]:
    yield from _length(penalty, place, limits, several=several)
    yield from _probation(penalty, place, limits)
    yield from _political_rights(penalty, place, limits)
    if penalty.deportation and facts.foreigner is False:
        yield _warn(place, Code.CITIZEN_DEPORTED, FOREIGNERS)
    if penalty.fine_yuan is not None:
        least = limits.least_fine_of_minors if _all_before(facts, 18) else limits.least_fine
        if penalty.fine_yuan < least:
            yield _remark(place, Weight.REMARK, Code.FINE_BELOW_LEAST, FINE, fine=penalty.fine_yuan, least=least)
    if penalty.kind in DEATHS and _all_before(facts, 18):
        yield _warn(place, Code.DEATH_OF_A_MINOR, DEATH_AGE)


def _length(penalty: Penalty, place: str, limits: PenaltyCatalogue, *, several: bool) -> Iterator[Remark]:
    """The length against the least and the most; half a month is fifteen days, a whole one no days."""
    if penalty.kind not in MEASURED:
        if penalty.months is not None or penalty.days:
            yield _warn(place, Code.LENGTH_WITHOUT_TERM, KINDS, penalty=penalty.kind)
        return
    if penalty.months is None and not penalty.days:
        yield _remark(place, Weight.REMARK, Code.LENGTH_UNKNOWN, TERMS, penalty=penalty.kind)
        return
    if penalty.days not in (0, limits.half_month_days):
        yield _remark(place, Weight.REMARK, Code.ODD_DAYS, TERMS, days=penalty.days)
    length = (penalty.months or 0, penalty.days)
    least, most, most_combined = limits.terms[penalty.kind]
    highest = most_combined if several else most
    if length < (least, 0) or length > (highest, 0):
        facts = {"penalty": penalty.kind, "months": length[0], "days": length[1], "least": least, "most": highest}
        yield _warn(place, Code.TERM_OUTSIDE_LIMITS, COMBINED if several else TERMS, **facts)


def _probation(penalty: Penalty, place: str, limits: PenaltyCatalogue) -> Iterator[Remark]:
    trial = penalty.probation_months
    if trial is None:
        return
    if penalty.kind not in limits.probation:
        yield _warn(place, Code.PROBATION_IMPOSSIBLE, PROBATION, penalty=penalty.kind)
        return
    length = (penalty.months or 0, penalty.days)
    if length > (limits.probation_up_to, 0):
        yield _warn(place, Code.PROBATION_TOO_LONG_A_TERM, PROBATION, months=length[0], most=limits.probation_up_to)
    least, most = limits.probation[penalty.kind]
    if not max(length, (least, 0)) <= (trial, 0) <= (most, 0):
        facts = {"probation": trial, "months": length[0], "days": length[1], "least": least, "most": most}
        yield _warn(place, Code.PROBATION_OUTSIDE_LIMITS, PROBATION, **facts)


def _political_rights(penalty: Penalty, place: str, limits: PenaltyCatalogue) -> Iterator[Remark]:
    stated = penalty.political_rights
    if penalty.kind in FOR_LIFE:
        if stated != "life":
            yield _warn(place, Code.RIGHTS_NOT_FOR_LIFE, RIGHTS, penalty=penalty.kind)
    elif stated == "life":
        yield _warn(place, Code.RIGHTS_FOR_LIFE, RIGHTS, penalty=penalty.kind)
    elif penalty.kind is PenaltyKind.CONTROL and stated is not None:
        if stated != penalty.months:
            facts = {"rights": stated, "months": penalty.months}
            yield _warn(place, Code.RIGHTS_UNLIKE_CONTROL, RIGHTS, **facts)
    elif isinstance(stated, int) and not limits.rights_least <= stated <= limits.rights_most:
        facts = {"rights": stated, "least": limits.rights_least, "most": limits.rights_most}
        yield _warn(place, Code.RIGHTS_OUTSIDE_LIMITS, RIGHTS, **facts)


def _against_parts(combined: Penalty, parts: tuple[Penalty, ...], limits: PenaltyCatalogue) -> Iterator[Remark]:
    """The combined term lies between the longest of its kind and the sum, capped (刑法 69); fines are added up."""
    same = [(part.months, part.days) for part in parts if part.kind is combined.kind and part.months is not None]
    if combined.kind in MEASURED and combined.months is not None and same:
        months, days = sum(one[0] for one in same), sum(one[1] for one in same)
        cap = limits.long_cap if combined.kind is PenaltyKind.FIXED_TERM and months < limits.longer_from else None
        most = (months, days) if cap is None else min((months, days), (cap, 0))
        if not max(same) <= (combined.months, combined.days) <= most:
            facts = {"months": combined.months, "days": combined.days, "least": max(same)[0], "most": most[0]}
            yield _warn("combined", Code.COMBINED_OUTSIDE_PARTS, COMBINED, **facts)
    heaviest = [part.kind for part in parts if part.kind in FOR_LIFE]
    if heaviest and combined.kind not in FOR_LIFE:
        yield _warn("combined", Code.COMBINED_LIGHTER_THAN_PART, COMBINED, penalty=heaviest[0])
    fines: list[float] = [part.fine_yuan for part in parts if part.fine_yuan is not None]
    total, fine = sum(fines), combined.fine_yuan
    if fines and total != (fine or 0) and combined.confiscation is None:
        yield _remark("combined", Weight.REMARK, Code.FINES_NOT_ADDED_UP, COMBINED, fine=fine, total=total)


def _term_dates(facts: PunishmentFacts) -> Iterator[Remark]:
    """First and last day against the length. A difference is common: custody that was credited, a crime's earlier part served."""
    executed = facts.combined or (facts.sentences[0] if len(facts.sentences) == 1 else None)
    first, last = facts.term_from, facts.term_to
    if first is None or last is None:
        return
    if last < first:
        yield _warn("term_to", Code.TERM_ENDS_BEFORE_IT_BEGINS, CREDIT, term_from=first, term_to=last)
    elif executed is not None and executed.kind in MEASURED and ((executed.months or 0) + executed.days):
        end = term_ends_on(first, executed.months or 0, executed.days).value
        if end is not None and end != last:
            facts_used = {"term_to": last, "reckoned": end, "days": abs((end - last).days)}
            yield _remark("term_to", Weight.REMARK, Code.TERM_DATES_DIFFER, CREDIT, **facts_used)


def _all_before(facts: PunishmentFacts, age: int) -> bool:
    """Whether every offence certainly was done before an age was reached."""
    born = facts.born_on
    return (
        born is not None
        and bool(facts.offences)
        and all(side_of(offence, born, age) is Side.BEFORE for offence in facts.offences)
    )


def _ages(facts: PunishmentFacts) -> Iterator[Remark]:
    """The age of responsibility: 12 with approval for the gravest crimes, 14 for grave ones, 16 for all (刑法 17)."""
    if facts.born_on is None or facts.outcome not in (Outcome.CONVICTED, Outcome.EXEMPTED):
        return
    for place, offence in enumerate(facts.offences):
        found = old_enough(facts.born_on, offence, facts.judged_on)
        if found.answer is Answer.NO:
            yield Remark(f"offences[{place}]", Weight.WARNING, found.because[0])
    allowed = GRAVEST_CRIMES if _all_before(facts, 14) else GRAVE_CRIMES if _all_before(facts, 16) else None
    for place, charge in enumerate(facts.charges):
        sells_drugs = allowed is GRAVE_CRIMES and "贩卖" in charge and charge.endswith("毒品罪")
        if allowed is not None and charge not in allowed and not sells_drugs:
            yield _warn(f"charges[{place}]", Code.CRIME_ABOVE_AGE, AGE, age=14 if allowed is GRAVEST_CRIMES else 16)
    if allowed is GRAVEST_CRIMES and not facts.approved:
        yield _warn("approved", Code.APPROVAL_NOT_STATED, AGE)
