"""What the register holds about the person asked about (检索), and what the law makes of it.

The same steps for everybody: candidates by number and by name with birth date, each compared; the convictions of those who are, or
may be, the person; the law's answer. A comparison that is uncertain is settled by a person's act or not at all.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from qingbai.agencies.acts import Done
from qingbai.audit.actors import Actor
from qingbai.inquiries.acts import Act
from qingbai.inquiries.draft import Draft
from qingbai.law import objections
from qingbai.law.coverage import Span
from qingbai.law.disclosure import AskedPeriod, DisclosableConviction, answering_paper, stands_against
from qingbai.law.objections import LinkStatus
from qingbai.law.terms import Answer, AnswerPaper, Finding, MatchVerdict, Reason
from qingbai.matching.persons import Document, Person
from qingbai.registers import batches, disputes
from qingbai.registers.access import Business, Purpose
from qingbai.registers.queries import Candidate, ConvictionFacts
from qingbai.registers.tracing import Basis


class Sought(Protocol):
    """What is searched for (检索对象): an application, or what would be one."""

    @property
    def number(self) -> str:
        """Of the case that the look belongs to."""
        ...

    @property
    def draft(self) -> Draft:
        """Who is asked about."""
        ...

    @property
    def former_documents(self) -> tuple[Document, ...]:
        """Documents that the person had before."""
        ...

    @property
    def covers(self) -> Span:
        """The time that the paper covers."""
        ...

    @property
    def acts(self) -> tuple[Done[Act], ...]:
        """What was done, with what persons have judged."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class AsIf:
    """An application that is not made (``Sought``): over all time, with nothing judged."""

    number: str
    draft: Draft
    former_documents: tuple[Document, ...] = ()
    covers: Span = field(default_factory=Span)
    acts: tuple[Done[Act], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One candidate of the register, and whether it is the person asked about after a person judged what was open."""

    candidate: Candidate
    holds: MatchVerdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The outcome of one search: who has a verdict that counts or may, every verdict found, and the law's answer.

    ``everybody``: also who has none that counts. ``passed_over``: why the others do not count. Neither is kept with the case or shown at the office: they stand of records which the
    law treats like none.
    """

    compared: tuple[Compared, ...]
    convictions: tuple[ConvictionFacts, ...]
    answer: Finding[AnswerPaper]
    passed_over: tuple[Reason, ...]
    everybody: tuple[Compared, ...]


def person_of(draft: Draft, former: Sequence[Document] = ()) -> Person:
    """The person asked about, as the comparison needs it; ``former``: documents that the person had before."""
    return Person.named(
        (draft.name, draft.latin_name, *draft.former_names),
        sex=draft.sex,
        born_on=draft.born_on,
        documents=(Document(draft.document_kind, draft.document_number, draft.nationality), *former),
        nationality=draft.nationality,
        household=draft.household or None,
    )


def judgments_of(case: Sought) -> Mapping[str, MatchVerdict]:
    """What persons have judged about candidates of this case so far, by subject; the latest word holds."""
    return {
        str(done.facts["subject"]): MatchVerdict.SAME if done.facts["same"] else MatchVerdict.DIFFERENT
        for done in case.acts
        if done.act is Act.JUDGE_MATCH
    }


def settled_by_person(case: Sought) -> frozenset[str]:
    """Convictions of which a person has judged that they are not sealed, where the facts left it open."""
    return frozenset(str(done.facts["reference"]) for done in case.acts if done.act is Act.JUDGE_QUESTION)


def look(
    case: Sought,
    *,
    by: Actor,
    on: date,
    known_at: datetime | None = None,
    business: Business = Business.INQUIRY,
    leaving_out: Collection[str] = (),
    supposing: Mapping[str, LinkStatus] | None = None,
) -> Found:
    """Search the register for this case, as it stood at ``known_at`` (None: now), and ask the law which paper answers on a day.

    ``leaving_out``: verdicts, by reference, to be passed over, with whoever is on record for nothing else.
    ``supposing``: as if this had been decided about whose verdicts they are (``registers.disputes``). The caller ledgers the look-up.
    """
    known = {case.number: _Known(frozenset(leaving_out), supposing or {})}
    return _looked([case], known, by=by, on=on, known_at=known_at, business=business)[0]


def look_each(cases: Sequence[Sought], *, by: Actor, on: date, known_at: datetime) -> list[Found]:
    """The same for each of several cases, each by itself; the register is asked once for all of them."""
    return _looked(cases, {}, by=by, on=on, known_at=known_at, business=Business.INQUIRY)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is to be supposed or left out in the search for one case."""

    leaving_out: frozenset[str] = frozenset()
    supposing: Mapping[str, LinkStatus] = field(default_factory=dict)


_NOTHING_ELSE = _Known()


def _looked(
    cases: Sequence[Sought],
    known: Mapping[str, _Known],
    *,
    by: Actor,
    on: date,
    known_at: datetime | None,
    business: Business,
) -> list[Found]:
    purpose = Purpose(business, " ".join(case.number for case in cases))
    people = [person_of(case.draft, case.former_documents) for case in cases]
    candidates = batches.candidates(people=people, viewer=by, purpose=purpose, known_at=known_at)
    subjects = sorted({one.subject for those in candidates for one in those})
    held = batches.convictions(subjects=subjects, viewer=by, purpose=purpose, on=on, known_at=known_at)
    links = disputes.of_many(people=people, viewer=by, purpose=purpose, known_at=known_at)
    return [
        _found(case, those, held, disputed, known.get(case.number, _NOTHING_ELSE), on)
        for case, those, disputed in zip(cases, candidates, links, strict=True)
    ]


def _found(
    case: Sought,
    candidates: Sequence[Candidate],
    on_record: Mapping[UUID, Sequence[ConvictionFacts]],
    disputed: Mapping[str, LinkStatus],
    known: _Known,
    on: date,
) -> Found:
    """What the law makes of those who were found for one case."""
    judged, settled = judgments_of(case), settled_by_person(case)
    links = {**disputed, **known.supposing}
    compared: list[Compared] = []
    everybody: list[Compared] = []
    convictions: list[ConvictionFacts] = []
    counting: list[DisclosableConviction] = []
    passed_over: list[Reason] = []
    period = AskedPeriod(from_on=case.covers.from_on, to_on=case.covers.to_on)
    for candidate in candidates:
        held = [facts for facts in on_record[candidate.subject] if facts.case.reference not in known.leaving_out]
        one = Compared(candidate=candidate, holds=_holds(candidate, judged))
        everybody.append(one)
        # A verdict that cannot count is passed over before anybody asks whose it is, and with it whoever is on record for nothing else: what the
        # facts seal reads like none, whether or not it has been sealed yet.
        if any(_may_count(facts, candidate, links, settled, on, period) for facts in held):
            compared.append(one)
        convictions += held
        for facts in held:
            conviction = _weighed(facts, one.holds, links, settled)
            stands, reasons = stands_against(conviction, on, period=period)
            if stands is Answer.NO:
                passed_over += reasons
            else:
                counting.append(conviction)
    answer = answering_paper(tuple(counting), on, period)
    return Found(
        compared=tuple(compared),
        convictions=tuple(convictions),
        answer=_with_disputes(answer, [links.get(one.case.reference) for one in counting]),
        passed_over=tuple(passed_over),
        everybody=tuple(everybody),
    )


def _may_count(
    facts: ConvictionFacts,
    candidate: Candidate,
    links: Mapping[str, LinkStatus],
    settled: Collection[str],
    on: date,
    period: AskedPeriod,
) -> bool:
    """Whether a verdict would count, or might, if a person found that the candidate is the one asked about."""
    compared = MatchVerdict(candidate.match.verdict)
    return stands_against(_weighed(facts, compared, links, settled), on, period=period)[0] is not Answer.NO


def _weighed(
    facts: ConvictionFacts, holds: MatchVerdict, links: Mapping[str, LinkStatus], settled: Collection[str]
) -> DisclosableConviction:
    return DisclosableConviction(
        case=facts.case,
        sealing=facts.sealing,
        match=disputes.weighed(holds, links.get(facts.case.reference)),
        settled_unsealed=facts.settled_unsealed or facts.case.reference in settled,
    )


def _with_disputes(answer: Finding[AnswerPaper], links: Collection[LinkStatus | None]) -> Finding[AnswerPaper]:
    """Why a person must decide, with the disputes that bring it there shown (INQ-21)."""
    if answer.answer is not Answer.PERSON or LinkStatus.DISPUTED not in links:
        return answer
    shown = objections.whose(MatchVerdict.SAME, LinkStatus.DISPUTED).because
    return Finding(answer.answer, (*answer.because, *shown), answer.value)


def basis_of(searched: Done[Act]) -> Basis:
    """What a search on file rests on, by reference, so that it can be seen whether it still stands (``registers.tracing``)."""
    references = (reason["facts"].get("reference") for reason in searched.reasons)
    return Basis(
        subjects=frozenset(UUID(one["subject"]) for one in searched.facts["candidates"]),
        verdicts=frozenset(UUID(one) for one in references if one),
        known_at=searched.at,
    )


def as_facts(found: Found) -> dict[str, Any]:
    """What the act keeps of a search: references, comparisons and the law's answer; nothing of any crime."""
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
        "answer": str(found.answer.answer),
        "paper": str(found.answer.value) if found.answer.value else None,
    }


def _holds(candidate: Candidate, judged: Mapping[str, MatchVerdict]) -> MatchVerdict:
    """A person's word settles what the comparison left open, and nothing else."""
    verdict = MatchVerdict(candidate.match.verdict)
    return judged.get(str(candidate.subject), verdict) if verdict is MatchVerdict.UNCERTAIN else verdict
