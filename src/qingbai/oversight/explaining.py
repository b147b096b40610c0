"""An answer explained (答复说明): from any number, the acts that led to it - who, in what place, on which articles, by four eyes where the table asks for them.

It shows what was done and on which law, and nothing of the person: no name, no fact of a record, no sentence of a reason. So it reads for somebody with a
sealed record as for somebody with none. Whether the decision comes out the same today as then, ``inquiries.replay`` says, which runs beside the vault only.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction

from qingbai.agencies.acts import Done
from qingbai.agencies.ways import Way
from qingbai.audit import search
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.entries import Entry
from qingbai.audit.events import EventKind
from qingbai.certificates import queries as certificates
from qingbai.disclosures import acts as disclosures
from qingbai.disclosures import casework as requests
from qingbai.inquiries import acts as inquiries
from qingbai.inquiries import casework as applications
from qingbai.inquiries import replay as replays
from qingbai.inquiries.replay import Replay
from qingbai.objections import acts as objections
from qingbai.objections import casework as reviews
from qingbai.oversight.access import require_auditor
from qingbai.screening import casework as rosters
from qingbai.screening import ways as screening


class Sort(StrEnum):
    """What sort of case a number names (案件种类)."""

    APPLICATION = "application"  # 查询申请
    LIST = "list"  # 单位名单
    REQUEST = "request"  # 办案查询
    REVIEW = "review"  # 复查


class NothingToExplain(LookupError):
    """No case and no paper has this number."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"没有编号为 {number} 的案件或文书，请核对。 No case and no paper is numbered {number}: check it."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One act: what, when, by whom, on which articles (instrument and article); ``not_who``: acts whose doer may not have done this one, and
    ``kept_apart``: whether that was kept to, None where the table asks for nothing."""

    act: str
    at: datetime
    by: Actor
    articles: tuple[tuple[str, str], ...]
    not_who: tuple[str, ...] = ()
    kept_apart: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """The chain behind a number: the case, its acts in their order, what the ledger has of it, the papers that left the house."""

    number: str
    sort: Sort
    office: str
    steps: tuple[Step, ...]
    entries: tuple[Entry, ...]
    papers: tuple[str, ...]
    repeatable: bool


_Opened = tuple[Sort, str, Sequence[Done[Any]], Way[Any, Any], str]


def explain(*, number: str, case: str, by: Actor, at: datetime) -> Explained:
    """What led to an answer; that somebody asked is on the ledger. Raises ``NothingToExplain`` and ``NotForYou``."""
    require_auditor(by)
    asked = certificates.application_of(number=certificates.number_as_typed(number)) or number
    opened = next((found for find in _ROOMS if (found := find(asked, by)) is not None), None)
    if opened is None:
        raise NothingToExplain(number)
    sort, own, acts, way, office = opened
    with transaction.atomic():
        entries = search.of_case(own, viewer=by)
        audit.record(kind=EventKind.LEDGER_READ, by=by, at=at, basis=case, facts={"number": own})
    papers = tuple(one.facts["number"] for one in entries if one.kind is EventKind.PAPER_ISSUED)
    decided = any(done.act in {inquiries.Act.DECIDE, inquiries.Act.DECLINE} for done in acts)
    return Explained(
        number=own,
        sort=sort,
        office=office,
        steps=tuple(_steps(acts, way)),
        entries=entries,
        papers=papers,
        repeatable=sort is Sort.APPLICATION and decided,
    )


def repeat(*, number: str, by: Actor, at: datetime) -> Replay:
    """The decision once more, as of then and as of today. Raises ``replay.NoSuchDecision``."""
    return replays.replay(number=number, by=by, at=at)


def _application(number: str, by: Actor) -> _Opened | None:
    del by
    try:
        found = applications.open_case(number)
    except applications.NoSuchApplication:
        return None
    return Sort.APPLICATION, found.row.number, found.acts, inquiries.WAY, found.row.office


def _list(number: str, by: Actor) -> _Opened | None:
    try:
        found = rosters.open_case(number, by, reading=True)
    except rosters.NoSuchList:
        return None
    return Sort.LIST, found.row.number, found.acts, screening.WAY, found.row.office


def _request(number: str, by: Actor) -> _Opened | None:
    try:
        found = requests.open_case(number)
        requests.require_reader(found, by)
    except requests.NoSuchRequest:
        return None
    return Sort.REQUEST, found.row.number, found.acts, disclosures.WAY, found.row.office


def _review(number: str, by: Actor) -> _Opened | None:
    try:
        found = reviews.open_case(number)
        reviews.require_reader(found, by)
    except reviews.NoSuchReview:
        return None
    return Sort.REVIEW, found.row.number, found.acts, objections.WAY, found.row.office


_ROOMS: tuple[Callable[[str, Actor], _Opened | None], ...] = (_application, _list, _request, _review)


def _steps(acts: Sequence[Done[Any]], way: Way[Any, Any]) -> Iterator[Step]:
    for place, done in enumerate(acts):
        other = way.apart.get(done.act)
        others = frozenset() if other is None else other if isinstance(other, frozenset) else frozenset({other})
        before = [one for one in acts[:place] if one.act in others]
        earlier = before if isinstance(other, frozenset) else before[-1:]
        yield Step(
            act=str(done.act),
            at=done.at,
            by=done.by,
            articles=_articles(done.reasons),
            not_who=tuple(sorted({str(one.act) for one in earlier})),
            kept_apart=all(_who(one.by) != _who(done.by) for one in earlier) if earlier else None,
        )


def _who(by: Actor) -> tuple[ActorKind, str]:
    return by.kind, by.id


def _articles(reasons: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, str], ...]:
    """Each article once, in the order in which the reasons name it."""
    return tuple(dict.fromkeys((str(one["instrument"]), str(one["article"])) for one in reasons))
