"""From what the register holds about somebody to what a list is answered (逐人结论): the law's bar, asked of each verdict.

A verdict is weighed like one that stands against a certificate: what is not in force, sealed by its facts or another's is passed over before
anybody asks anything. What the law or the comparison leaves open is a question to a person, and until it is settled the row
has no answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from qingbai.agencies.acts import as_json
from qingbai.law import bans, objections, vetting
from qingbai.law.bans import BarFacts
from qingbai.law.bars.form import Bar
from qingbai.law.objections import LinkStatus
from qingbai.law.reasons import Code
from qingbai.law.terms import Answer, Finding, MatchVerdict
from qingbai.law.vetting import Scope
from qingbai.registers import disputes
from qingbai.registers.bars import bar_facts
from qingbai.registers.queries import Candidate, ConvictionFacts
from qingbai.screening.terms import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What persons have decided about one row so far (人工认定): about candidates, about seals left open, about the bar left open."""

    same: Mapping[str, bool] = field(default_factory=dict)
    unsealed: frozenset[str] = frozenset()
    barred: Mapping[str, bool] = field(default_factory=dict)


UNDECIDED = Decisions()


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """The outcome for one row: its result, the verdicts that bar, what is open, and the candidates whose verdicts these are.

    ``told``: the verdicts that bar, for the letter; they are not kept.
    """

    result: Result
    candidates: tuple[Mapping[str, str], ...]
    barred: tuple[str, ...]
    open: tuple[Mapping[str, Any], ...]
    told: tuple[ConvictionFacts, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As it is kept: references and codes alone, nothing of any crime."""
        return {"candidates": list(self.candidates), "barred": list(self.barred), "open": list(self.open)}


@dataclass(frozen=True, slots=True)
class Asks:
    """What a list asks of each verdict: whether the ``bar`` applies, or, of people who work with minors, whether it is a conviction of the kinds
    that ``scope`` names: what is kept apart from convictions is not in the register, and the letter says so."""

    bar: Bar
    scope: Scope | None = None

    def of(self, facts: BarFacts, on: date) -> Finding[tuple[str, ...]]:
        """The law's answer about one verdict on a day."""
        if self.scope is not None:
            return vetting.convicted(self.scope, (facts,), on)
        return bans.barred(self.bar, (facts,), on)


def weigh(
    candidates: Sequence[Candidate],
    held: Mapping[UUID, Sequence[ConvictionFacts]],
    links: Mapping[str, LinkStatus],
    asks: Asks,
    on: date,
    decided: Decisions = UNDECIDED,
) -> Weighed:
    """What one row is answered on a day. Nobody found, and somebody whose verdicts do not count or do not bar, have one and the same result."""
    barred: list[ConvictionFacts] = []
    questions: list[Mapping[str, Any]] = []
    for one in candidates:
        verdict = MatchVerdict(one.match.verdict)
        if verdict is MatchVerdict.UNCERTAIN and str(one.subject) in decided.same:
            verdict = MatchVerdict.SAME if decided.same[str(one.subject)] else MatchVerdict.DIFFERENT
        for facts in held.get(one.subject, ()):
            link = links.get(facts.case.reference)
            whose = disputes.weighed(verdict, link)
            asked = len(questions)
            _one(facts, str(one.subject), whose, asks, on, decided, barred, questions)
            if link is LinkStatus.DISPUTED:
                questions[asked:] = map(_for_the_review, questions[asked:])
    result = Result.PERSON if questions else Result.BARRED if barred else Result.NOTHING
    return Weighed(
        result=result,
        candidates=_that_matter(candidates, held, barred, questions),
        barred=tuple(one.case.reference for one in barred),
        open=tuple(questions),
        told=tuple(barred),
    )


def _that_matter(
    candidates: Sequence[Candidate],
    held: Mapping[UUID, Sequence[ConvictionFacts]],
    barred: Sequence[ConvictionFacts],
    questions: Sequence[Mapping[str, Any]],
) -> tuple[Mapping[str, str], ...]:
    """The candidates who bar or about whom somebody is asked. Of anybody else nothing is kept: neither that they were found nor
    that a record will leave the register, so that the row reads like that of who was never on record."""
    references = {one.case.reference for one in barred} | {one["reference"] for one in questions}
    return tuple(
        {"subject": str(one.subject), "match": str(one.match.verdict)}
        for one in candidates
        if any(facts.case.reference in references for facts in held.get(one.subject, ()))
    )


def _one(
    facts: ConvictionFacts,
    subject: str,
    match: MatchVerdict,
    asks: Asks,
    on: date,
    decided: Decisions,
    barred: list[ConvictionFacts],
    questions: list[Mapping[str, Any]],
) -> None:
    """Ask the bar about one verdict and note what it says."""
    reference = facts.case.reference
    unsealed = reference in decided.unsealed
    found = asks.of(bar_facts(facts, match=match, on=on, settled_unsealed=unsealed), on)
    codes = {reason.code for reason in found.because}
    settled = decided.barred.get(reference)
    if found.answer is Answer.YES or (found.answer is Answer.PERSON and settled and not codes & STILL_OPEN):
        barred.append(facts)
    elif found.answer is Answer.PERSON and (settled is None or codes & STILL_OPEN) and settled is not False:
        reasons = [as_json(reason) for reason in found.because]
        questions.append({"subject": subject, "reference": reference, "kind": _kind(codes), "because": reasons})


def _for_the_review(question: Mapping[str, Any]) -> Mapping[str, Any]:
    """The question as it stands while a review has to say whose the verdict is: nobody here answers it, and the list goes on after that."""
    disputed = objections.whose(MatchVerdict.SAME, LinkStatus.DISPUTED).because
    return {**question, "kind": "review", "because": [as_json(reason) for reason in disputed]}


STILL_OPEN = frozenset({Code.MATCH_UNCERTAIN, Code.SEALING_UNSETTLED})
"""Who it is and whether it is sealed are settled by their own questions, not by saying that the bar applies."""


def _kind(codes: set[str]) -> str:
    """Which question comes first: who it is, then whether it is sealed, then whether the bar applies."""
    if Code.MATCH_UNCERTAIN in codes:
        return "match"
    return "sealing" if Code.SEALING_UNSETTLED in codes else "bar"
