"""What a certificate would say today (本人预查): the search and the law's answer of a real application, for the eyes of the person alone.

Nothing is kept but an entry on the ledger that the person asked. It is no paper, has no number that anybody could check, and cannot be had often. What
it tells of a record is that it counts, since when and by which article; of anybody else who may be meant, nothing. A real application
may still end otherwise: an officer may settle what the rules leave open.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from qingbai import clock
from qingbai.agencies.acts import as_json, new_number
from qingbai.agencies.ticks import released_at
from qingbai.audit import queries as ledger
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.inquiries.casework import NoSuchApplication, fingerprint_of
from qingbai.inquiries.draft import Draft
from qingbai.inquiries.search import AsIf, Found, look
from qingbai.law.changes import turning_days
from qingbai.law.citations import in_words
from qingbai.law.reasons import Code
from qingbai.law.terms import Answer, AnswerPaper, MatchVerdict, Reason
from qingbai.registers import batches
from qingbai.registers.access import Business, Purpose
from qingbai.registers.queries import ConvictionFacts

MOST_A_DAY = 3
A_DAY = timedelta(hours=24)
TOLD = frozenset(
    {
        *(Code.NOTHING_ENTERED, Code.CERTIFICATE_ANSWERS, Code.REFUSAL_ANSWERS, Code.CONVICTION_COUNTS),
        *(Code.EXEMPTION_COUNTS, Code.EFFECT_UNKNOWN, Code.OUTCOME_UNDECIDED, Code.SEALING_UNSETTLED),
        Code.MATCH_UNCERTAIN,
    }
)
"""The reasons that the person is told. What documents state of births and days of offences is not among them, nor that a link is under review."""


class TooOften(Exception):
    """It was asked for as often as it may be within a day; nothing was looked up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """From which day on the answer would be another, and which; ``paper`` None where a person would have to decide."""

    on: date
    paper: AnswerPaper | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a certificate would say (预查结果): which paper would come, None where a person would have to decide first; why, with articles; and when
    that changes by time alone."""

    paper: AnswerPaper | None
    reasons: tuple[Mapping[str, str], ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """That somebody asked (预查申请): under which number, when, and the tick from which the answer may be seen."""

    number: str
    at: datetime
    shown_at: datetime


def ask(*, draft: Draft, by: Actor, at: datetime) -> Asked:
    """Ask what one would be answered. It is on the ledger, once for however often the answer is then shown.

    ``draft``: who asks, as the real-name service proves. Raises ``NoSuchApplication`` for anybody but that person, ``TooOften``.
    """
    _require_oneself(draft, by)
    number = new_number("YC", at)
    with transaction.atomic():
        _take_turns(by.id)
        if ledger.since(at - A_DAY, about=by.id, kind=EventKind.ANSWER_PREVIEWED) >= MOST_A_DAY:
            raise TooOften
        audit.record(kind=EventKind.ANSWER_PREVIEWED, by=by, at=at, basis=number, about=by.id)
    return Asked(number=number, at=at, shown_at=released_at(at, clock.now()))


def see(*, draft: Draft, asked: Asked, by: Actor) -> Preview:
    """What the person would have been answered when they asked, over all time. Nothing of it is kept. Raises ``NoSuchApplication``."""
    _require_oneself(draft, by)
    case = AsIf(number=asked.number, draft=draft)
    found = look(case, by=SYSTEM, on=clock.day_of(asked.at), known_at=asked.at)
    surely = _surely(case, found, asked.at)
    return Preview(
        paper=_paper(found),
        reasons=tuple(_reasons(found, {one.case.reference for one in surely})),
        changes=tuple(_changes(case, found, surely, asked.at)),
    )


def _require_oneself(draft: Draft, by: Actor) -> None:
    own = fingerprint_of(draft.document_kind, draft.document_number, draft.nationality)
    if by.kind is not ActorKind.APPLICANT or by.id != own:
        raise NoSuchApplication(draft.document_kind)


def _paper(found: Found) -> AnswerPaper | None:
    return found.answer.value if found.answer.answer is Answer.YES else None


def _surely(case: AsIf, found: Found, at: datetime) -> tuple[ConvictionFacts, ...]:
    """The verdicts that surely are the person's, with all that their documents say of days to come. As many statements whoever asks."""
    own = [one.candidate.subject for one in found.everybody if one.holds is MatchVerdict.SAME]
    purpose = Purpose(Business.INQUIRY, case.number)
    held = batches.convictions(subjects=own, viewer=SYSTEM, purpose=purpose, on=date.max, known_at=at)
    return tuple(facts for subject in own for facts in held[subject])


def _changes(case: AsIf, found: Found, surely: Sequence[ConvictionFacts], at: datetime) -> Iterator[Change]:
    """The days on which the answer turns. Where somebody else may be meant there are none that could be named."""
    if any(one.holds is not MatchVerdict.SAME for one in found.compared):
        return
    today, own = clock.day_of(at), {one.case.reference for one in surely}
    facts = [*surely, *(one for one in found.convictions if one.case.reference in own)]
    latest = _paper(found)
    for day in turning_days([(one.case, one.sealing) for one in facts], today):
        then = _paper(look(case, by=SYSTEM, on=day, known_at=at))
        if then != latest:
            yield Change(on=day, paper=then)
            latest = then


def _reasons(found: Found, own: Collection[str]) -> Iterator[Mapping[str, str]]:
    """The reasons in both languages with their articles; verdicts stand by their place in the list, and of one that may be another's only that."""
    places: dict[str, str] = {}
    for reason in found.answer.because:
        reference = reason.facts.get("reference", "")
        anothers = bool(reference) and reference not in own
        if reason.code not in TOLD or (anothers and reason.code != Code.MATCH_UNCERTAIN):
            continue
        yield _told(reason, places.setdefault(reference, str(len(places) + 1)) if reference else "")


def _told(reason: Reason, place: str) -> Mapping[str, str]:
    facts = {**reason.facts, **({"reference": place} if place else {})}
    kept: dict[str, Any] = as_json(Reason(reason.code, reason.citation, facts))
    cited = in_words(reason.citation)
    return {"zh": kept["zh"], "en": kept["en"], "cited_zh": cited[0], "cited_en": cited[1]}


def _take_turns(owner: str) -> None:
    """Two at once count one after the other: else both would be the last that is allowed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('own preview ' || %s, 0))", [owner])
