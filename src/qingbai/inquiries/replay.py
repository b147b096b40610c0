"""A past decision once more (决定重演): the same register as of then, the same law, the same persons' judgments; and what it would be today.

Nothing is overwritten, so whoever reviews a decision can have it made again as of its moment: it must come out the same. What
it would be today, and which record makes the difference, follows from the same two questions asked of two moments.

A record that has left the register since reads here like one that never was. A decision that rested on it cannot be repeated, and to say
so tells something; so decisions are repeated only by an auditor, or the operator of the machine, and only in a process that
reaches the vault as well (decision 17). Everybody else, and every process of the public site, is told of every number that there is
no such decision. The ledger keeps that one was repeated, and not what came out.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connections, transaction

from qingbai import clock
from qingbai.agencies.acts import Done, as_json
from qingbai.agencies.terms import Role
from qingbai.audit import queries as ledger
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.certificates import queries as certificates
from qingbai.inquiries.acts import Act
from qingbai.inquiries.casework import Case, NoSuchApplication, open_case
from qingbai.inquiries.search import Found, as_facts, look
from qingbai.inquiries.steps import examine_intake
from qingbai.law.reasons import Code
from qingbai.law.terms import Answer, AnswerPaper, Reason
from qingbai.registers import access, tracing
from qingbai.registers.access import Business, Purpose

VAULT = "vault"


class NoSuchDecision(LookupError):
    """There is no such decision, or not for this viewer, or not in this process: the three are never told apart."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"没有编号为 {number} 的决定，请核对申请编号或文书编号。"
            f" There is no decision numbered {number}: check the number of the application or of the paper."
        )


class Outcome(StrEnum):
    """How a repeated decision compares with the one on file (重演结果)."""

    SAME = "same"  # 一致
    DIFFERS = "differs"  # 不一致
    NOT_KEPT = "not_kept"  # 依据已不在登记库，无法重演


class Why(StrEnum):
    """Why a record weighs today what it did not weigh then (今昔差异)."""

    CAME = "came"  # 其后登记
    CHANGED = "changed"  # 其后效力有变
    LEFT = "left"  # 不再属于此人


WHY: dict[Why, tuple[str, str]] = {
    Why.CAME: ("该记录在决定作出之后才登记。", "The record was entered after the decision."),
    Why.CHANGED: (
        "该记录所产生的法律效果与决定时不同。",
        "What the record counts in law is not what it counted then.",
    ),
    Why.LEFT: ("该记录现已不归属于此人。", "The record is not this person's any more."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer with its reasons, as kept or as made again."""

    answer: Answer
    paper: AnswerPaper | None
    reasons: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One record that makes a difference between then and today: its reference, since when it is known, the reasons of both moments."""

    reference: str
    why: Why
    known_from: datetime | None
    then: tuple[Mapping[str, Any], ...]
    today: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """A decision repeated. ``differs_in`` names what came out otherwise: candidates, answer, paper, reasons, document."""

    application: str
    paper_number: str
    decided_at: datetime
    repeated_at: datetime
    outcome: Outcome
    differs_in: tuple[str, ...]
    then: Answered
    again: Answered | None
    today: Answered
    differences: tuple[Difference, ...]

    @property
    def other_today(self) -> bool:
        """Whether it would be decided otherwise today."""
        return (self.then.answer, self.then.paper) != (self.today.answer, self.today.paper)


@dataclass(frozen=True, slots=True)
class _Decision:
    """A decision on file: the case, the act that found the answer (a search, or the refusal to accept), and the paper's act if one was issued."""

    case: Case
    place: int
    issued: Done[Act] | None

    @property
    def found(self) -> Done[Act]:
        return self.case.acts[self.place]

    @property
    def before(self) -> Case:
        """The case as it stood when the answer was looked for."""
        return replace(self.case, acts=self.case.acts[: self.place])


def replay(*, number: str, by: Actor, at: datetime) -> Replay:
    """Repeat the decision of an application (its latest), or the one that led to a paper, by either's number. One ledger entry.

    Raises ``NoSuchDecision``.
    """
    if not _entitled(by):
        raise NoSuchDecision(number)
    decision = _decision(number)
    with transaction.atomic():
        repeated = _declined(decision, at) if decision.found.act is Act.DECLINE else _searched(decision, by, at)
        owner, basis = decision.case.row.owner, decision.case.row.number
        audit.record(kind=EventKind.DECISION_REPEATED, by=by, at=at, basis=basis, about=owner)
    return repeated


def _entitled(by: Actor) -> bool:
    auditor = by.kind is ActorKind.SYSTEM or access.capacity(by) is Role.AUDITOR
    return auditor and VAULT in connections.databases


def _decision(number: str) -> _Decision:
    application = certificates.application_of(number=number) or number
    try:
        case = open_case(application)
    except NoSuchApplication:
        raise NoSuchDecision(number) from None
    acts = list(enumerate(case.acts))
    issued = [
        (place, done)
        for place, done in acts
        if done.act is Act.ISSUE and number in (application, done.facts["paper_number"])
    ]
    ending = {Act.DECIDE, Act.DECLINE}
    last = issued[-1][0] if issued and number != application else len(acts)
    decided = [place for place, done in acts[:last] if done.act in ending]
    if not decided:
        raise NoSuchDecision(number)
    paper = next((done for place, done in issued if place > decided[-1]), None)
    if case.acts[decided[-1]].act is Act.DECLINE:
        return _Decision(case, decided[-1], None)
    searched = [place for place, done in acts[: decided[-1]] if done.act is Act.SEARCH]
    return _Decision(case, searched[-1], paper)


def _searched(decision: _Decision, by: Actor, at: datetime) -> Replay:
    kept, case = decision.found, decision.case
    then = Answered(
        answer=Answer(kept.facts["answer"]),
        paper=AnswerPaper(kept.facts["paper"]) if kept.facts["paper"] else None,
        reasons=kept.reasons,
    )
    late = _entered_meanwhile(decision, by)
    now = look(case, by=by, on=clock.day_of(at), known_at=at, business=Business.AUDIT)
    purpose = Purpose(Business.AUDIT, case.row.number)
    again: Answered | None = None
    if _everything_kept(kept, by, purpose):
        once_more = look(
            decision.before,
            by=by,
            on=clock.day_of(kept.at),
            known_at=kept.at,
            business=Business.AUDIT,
            leaving_out=late,
        )
        again = _answered(once_more)
        differs_in = (*_differences(kept, once_more), *_document(decision))
        outcome = Outcome.DIFFERS if differs_in else Outcome.SAME
    else:
        differs_in, outcome = (), Outcome.NOT_KEPT
    return Replay(
        application=case.row.number,
        paper_number=str(decision.issued.facts["paper_number"]) if decision.issued else "",
        decided_at=kept.at,
        repeated_at=at,
        outcome=outcome,
        differs_in=differs_in,
        then=then,
        again=again,
        today=_answered(now),
        differences=() if again is None else _explained(kept, now, late, by, purpose),
    )


def _answered(found: Found) -> Answered:
    reasons = tuple(as_json(reason) for reason in found.answer.because)
    return Answered(answer=found.answer.answer, paper=found.answer.value, reasons=reasons)


def _entered_meanwhile(decision: _Decision, by: Actor) -> frozenset[str]:
    """Verdicts that an entry had begun on when the search was made and that the search could not see yet.

    Since when something is known is the instant at which its entry began; what comes first where the two ran side by side, the
    numbers of the ledger say (decision 8).
    """
    case = decision.case.row
    entries = ledger.about(case.owner, viewer=by, purpose=case.number)
    searched = next(
        (
            one.number
            for one in entries
            if one.kind is EventKind.REGISTER_SEARCHED and (one.basis, one.at) == (case.number, decision.found.at)
        ),
        None,
    )
    if searched is None:
        return frozenset()
    later = (one for one in entries if one.number > searched and one.at <= decision.found.at)
    return frozenset(one.facts["conviction"] for one in later if one.kind is EventKind.RECORD_ENTERED)


def _everything_kept(kept: Done[Act], by: Actor, purpose: Purpose) -> bool:
    """Whether whom and what the search came upon is still on record."""
    subjects = {UUID(one["subject"]) for one in kept.facts["candidates"]}
    references = {UUID(reference) for reference in _by_reference(kept.reasons)}
    known = tracing.known_since(references, viewer=by, purpose=purpose)
    return subjects == tracing.on_record(subjects, viewer=by, purpose=purpose) and references == set(known)


def _differences(kept: Done[Act], again: Found) -> Iterable[str]:
    made = as_facts(again)
    yield from (name for name in ("candidates", "answer", "paper") if made[name] != kept.facts[name])
    if [_essence(reason) for reason in kept.reasons] != [_essence(as_json(one)) for one in again.answer.because]:
        yield "reasons"


def _essence(reason: Mapping[str, Any]) -> tuple[Any, ...]:
    """A reason without its sentences, which are of the day they were written."""
    return reason["code"], reason["instrument"], reason["article"], sorted(reason["facts"].items())


def _finding(reason: Mapping[str, Any]) -> tuple[Any, ...]:
    """A reason without the day on which it was asked for."""
    return _essence({**reason, "facts": {name: fact for name, fact in reason["facts"].items() if name != "on"}})


def _document(decision: _Decision) -> Iterable[str]:
    """Whether the paper that went out is kept, byte for byte, and says what was decided."""
    if decision.issued is None:
        return
    number = str(decision.issued.facts["paper_number"])
    pdf = certificates.pdf(number=number, viewer=decision.issued.by, purpose=decision.case.row.number)
    whole = pdf is not None and hashlib.sha256(pdf).hexdigest() == decision.issued.facts["sha256"]
    if not whole or certificates.kind_of(number=number) != decision.found.facts["paper"]:
        yield "document"


def _by_reference(reasons: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for reason in reasons:
        reference = reason["facts"].get("reference")
        if reference:
            found.setdefault(str(reference), []).append(reason)
    return found


def _weighing(reasons: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """By reference, without what its own facts seal: that reads like what is not there."""
    every = _by_reference(reasons)
    return {
        reference: told
        for reference, told in every.items()
        if all(reason["code"] != Code.SEALED_BY_ITS_FACTS for reason in told)
    }


def _explained(
    kept: Done[Act], now: Found, late: Collection[str], by: Actor, purpose: Purpose
) -> tuple[Difference, ...]:
    """Every record that weighs otherwise today, with the reasons of both moments."""
    then, today = _weighing(kept.reasons), _weighing(as_json(reason) for reason in now.answer.because)
    references = sorted({*then, *today})
    passed_over = _weighing(as_json(reason) for reason in now.passed_over)
    known = tracing.known_since([UUID(one) for one in references], viewer=by, purpose=purpose)
    standing = {facts.case.reference: facts.standing.because for facts in now.convictions}
    found = []
    for reference in references:
        before, after = then.get(reference, []), today.get(reference) or passed_over.get(reference, [])
        if [_finding(reason) for reason in before] == [_finding(reason) for reason in after]:
            continue
        since = known.get(UUID(reference))
        came = since is not None and (since > kept.at or reference in late)
        told = Difference(
            reference=reference,
            why=Why.CAME if came else Why.CHANGED if reference in standing else Why.LEFT,
            known_from=since if came else None,
            then=tuple(before),
            today=(*after, *_standing(standing.get(reference, ()), after)),
        )
        found.append(told)
    return tuple(found)


def _standing(reasons: Sequence[Reason], after: Sequence[Mapping[str, Any]]) -> Iterable[Mapping[str, Any]]:
    """What later documents did to the verdict, where the answer's own reasons do not say it already."""
    said = {reason["code"] for reason in after}
    return (as_json(reason) for reason in reasons if reason.code not in said)


def _declined(decision: _Decision, at: datetime) -> Replay:
    """A refusal to accept, repeated: competence, papers and frequency as of then and as of today."""
    kept, case = decision.found, decision.case
    again = examine_intake(decision.before, at=kept.at).refusals
    now = examine_intake(decision.before, at=at).refusals
    same = [_essence(reason) for reason in kept.reasons] == [_essence(as_json(one)) for one in again]
    return Replay(
        application=case.row.number,
        paper_number="",
        decided_at=kept.at,
        repeated_at=at,
        outcome=Outcome.SAME if same else Outcome.DIFFERS,
        differs_in=() if same else ("reasons",),
        then=_not_accepted(kept.reasons),
        again=_not_accepted(tuple(as_json(one) for one in again)),
        today=_not_accepted(tuple(as_json(one) for one in now)),
        differences=(),
    )


def _not_accepted(reasons: tuple[Mapping[str, Any], ...]) -> Answered:
    return Answered(answer=Answer.NO if reasons else Answer.YES, paper=None, reasons=reasons)
