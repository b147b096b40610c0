"""What the register holds about the person asked about (检索), and what of it this asker may be told.

The same steps for everybody: candidates, each compared; the convictions of those who are, or may be, the person; the law on each. The
vault is never opened: a sealed person's answer is that of somebody with no record.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from qingbai import clock
from qingbai.agencies.acts import Done, as_json
from qingbai.audit.actors import Actor
from qingbai.disclosures.acts import Act
from qingbai.disclosures.casework import Case
from qingbai.disclosures.request import person_of
from qingbai.law.bans import BarFacts, bar, barred
from qingbai.law.disclosure import stands_against
from qingbai.law.objections import LinkStatus
from qingbai.law.official import OfficialAsker
from qingbai.law.terms import Answer, MatchVerdict, Reason
from qingbai.registers import disputes
from qingbai.registers import queries as registers
from qingbai.registers.access import Business, Purpose
from qingbai.registers.bars import bar_facts
from qingbai.registers.queries import Candidate, ConvictionFacts
from qingbai.registers.tracing import Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One candidate, and whether it is the person asked about after a person judged what was open."""

    candidate: Candidate
    holds: MatchVerdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The outcome of one search: whom it came upon, what is told, what a person must decide first, and why.

    Of a record that is not told, and of whoever has no other, nothing stands here: the law treats it like none, and so does the case.
    """

    compared: tuple[Compared, ...]
    told: tuple[ConvictionFacts, ...]
    doubtful: tuple[str, ...]
    reasons: tuple[Reason, ...]


def look(
    case: Case,
    *,
    by: Actor,
    on: date,
    known_at: datetime | None = None,
    supposing: Mapping[str, LinkStatus] | None = None,
) -> Found:
    """Search the register for this case as it stood at ``known_at`` (None: now). The caller ledgers the look-up.

    ``supposing``: as if this had been decided about whose verdicts they are (``registers.disputes``).
    """
    purpose = Purpose(Business.INQUIRY, case.row.number)
    person, judged = person_of(case.asked), case.matches
    candidates = registers.candidates(person=person, viewer=by, purpose=purpose, known_at=known_at)
    links = {**disputes.of(person=person, viewer=by, purpose=purpose, known_at=known_at), **(supposing or {})}
    compared: list[Compared] = []
    told: list[ConvictionFacts] = []
    doubtful: list[str] = []
    reasons: list[Reason] = []
    for candidate in candidates:
        one = Compared(candidate=candidate, holds=_holds(candidate, judged))
        held = registers.convictions(subject=candidate.subject, viewer=by, purpose=purpose, on=on, known_at=known_at)
        if any(_may_be_told(case, facts, candidate, links.get(facts.case.reference), on) for facts in held):
            compared.append(one)
        for facts in held:
            match = disputes.weighed(one.holds, links.get(facts.case.reference))
            answer, because_of = _to_be_told(case, facts, match, on)
            if answer is Answer.NO:
                continue
            reasons += because_of
            if answer is Answer.YES:
                told.append(facts)
            else:
                doubtful.append(facts.case.reference)
    return Found(compared=tuple(compared), told=tuple(told), doubtful=tuple(doubtful), reasons=tuple(reasons))


def decided_upon(case: Case, *, by: Actor, at: datetime) -> tuple[ConvictionFacts, ...]:
    """The records that the decision tells, as the register stands at ``at``. The caller ledgers the look."""
    wanted = set(case.when(Act.DECIDE).facts["told"])
    found = look(case, by=by, on=clock.day_of(at), known_at=at)
    return tuple(facts for facts in found.told if facts.case.reference in wanted)


def still_holds(case: Case, *, by: Actor, at: datetime) -> bool:
    """Whether exactly what was decided upon would be told now, word for word. The caller ledgers the look."""
    wanted, searched = case.when(Act.DECIDE).facts["told"], case.when(Act.SEARCH)
    now = look(case, by=by, on=clock.day_of(at), known_at=at)
    then = look(case, by=by, on=clock.day_of(at), known_at=searched.at)
    told = sorted(facts.case.reference for facts in now.told)
    return not now.doubtful and told == sorted(wanted) and now.told == then.told


def basis_of(searched: Done[Act]) -> Basis:
    """What a search on file rests on, by reference, so that it can be seen whether it still stands (``registers.tracing``)."""
    return Basis(
        subjects=frozenset(UUID(one["subject"]) for one in searched.facts["candidates"]),
        verdicts=frozenset(UUID(one) for one in (*searched.facts["told"], *searched.facts["doubtful"])),
        known_at=searched.at,
    )


def _may_be_told(case: Case, facts: ConvictionFacts, candidate: Candidate, link: LinkStatus | None, on: date) -> bool:
    """Whether a record would be told, or might, if a person found that the candidate is the one asked about."""
    match = disputes.weighed(MatchVerdict(candidate.match.verdict), link)
    return _weighed(case, bar_facts(facts, match=match, on=on), on)[0] is not Answer.NO


def _to_be_told(case: Case, facts: ConvictionFacts, match: MatchVerdict, on: date) -> tuple[Answer, list[Reason]]:
    """Whether this record is told to this asker: what counts, and to a licensing organ only what falls under the bar it asks by.

    A person's word settles what the rules leave open of a record of the person asked about, and never whose it is.
    """
    settled = case.settled.get(facts.case.reference)
    one = bar_facts(facts, match=match, on=on, settled_unsealed=bool(settled))
    answer, reasons = _weighed(case, one, on)
    if answer is Answer.PERSON and settled is not None and match is MatchVerdict.SAME:
        return (Answer.YES if settled else Answer.NO), reasons
    return answer, reasons


def _weighed(case: Case, one: BarFacts, on: date) -> tuple[Answer, list[Reason]]:
    stands, standing = stands_against(one.found, on)
    if case.asked.asker is not OfficialAsker.LICENSING_ORGAN or stands is Answer.NO:
        return stands, standing
    finding = barred(bar(case.asked.bar), (one,), on)
    return finding.answer, list(finding.because)


def as_facts(found: Found) -> dict[str, Any]:
    """What the act keeps of a search: references and comparisons; nothing of any crime."""
    return {
        "candidates": [
            {
                "subject": str(one.candidate.subject),
                "match": str(one.candidate.match.verdict),
                "holds": str(one.holds),
                "because": [remark.code for remark in one.candidate.match.because],
            }
            for one in found.compared
        ],
        "told": [facts.case.reference for facts in found.told],
        "doubtful": list(found.doubtful),
        "because": [as_json(reason) for reason in found.reasons],
    }


def _holds(candidate: Candidate, judged: Any) -> MatchVerdict:
    """A person's word settles what the comparison left open, and nothing else."""
    verdict = MatchVerdict(candidate.match.verdict)
    return judged.get(str(candidate.subject), verdict) if verdict is MatchVerdict.UNCERTAIN else verdict
