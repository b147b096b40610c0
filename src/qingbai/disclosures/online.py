"""A request that an organ or a defence lawyer hands in online (网上办案查询): what they do with it, and what an officer does before anybody is searched for.

It is the same act as at the counter, held to the same rules: everything that they find against it is told at once, and nothing is kept. Nobody
has seen the papers in the original, so that an officer looks at them and accepts, or tells once what does not do. What the
register says is the house's work alone; who asked sees of it that it is being answered, and from its tick on the letter.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.acts import as_json
from qingbai.agencies.spoken import named
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.disclosures import bodies, queries, registering, services, steps
from qingbai.disclosures import request as requests
from qingbai.disclosures.acts import WAY, Act, Status
from qingbai.disclosures.bodies import BodyCard
from qingbai.disclosures.body_acts import Status as BodyStatus
from qingbai.disclosures.casework import (
    Case,
    NoSuchRequest,
    case_of,
    looked_up,
    open_case,
    record,
    require_asker,
    require_party,
    require_reader,
)
from qingbai.disclosures.models import RequestRow
from qingbai.disclosures.registering import NoSuchBody
from qingbai.disclosures.request import Request, RequestRefused
from qingbai.incoming import Fault
from qingbai.law.official import OfficialPaper, OfficialRequest, may_be_served, missing_papers, served_online
from qingbai.law.reasons import Code
from qingbai.law.terms import Answer, Reason
from qingbai.uploads import queries as uploads_queries
from qingbai.uploads import services as uploads
from qingbai.uploads.queries import Kept
from qingbai.uploads.services import Checked, Gone, Held, UploadRefused

__all__ = ["Gone", "Held", "NoSuchBody", "NoSuchRequest", "RequestRefused"]
MOST_LISTED = 50
"""Requests on the page of an organ or a firm."""

AT_FIELD: Mapping[str, str] = {
    Code.OFFICIAL_CASE_MISSING: "case_number",
    Code.NO_ARTICLE_NAMED: "article",
    Code.ORGAN_LACKS_POWER: "power",
    Code.POWER_NOT_FOR_THIS_ASKER: "power",
    Code.SECOND_OFFICER_MISSING: "second",
    Code.LAWYER_OF_ANOTHER_CASE: "papers_case",
    Code.NOT_THE_LAWYERS_SUSPECT: "papers_suspect",
    Code.SECRECY_NOT_FOR_THIS_ASKER: "secret_until",
    Code.SECRECY_NOT_APPROVED: "secret_by",
    Code.SECRECY_TOO_LONG: "secret_until",
}
"""The field that a reason of the law speaks about."""
SENTENCES = {
    "second_unknown": (
        "不是本单位登记的其他经办人员，请重新选择。",
        "is no other officer registered here; choose again.",
    ),
    "body_not_active": (
        "本单位登记已暂停或者注销，请联系登记单位。",
        "is suspended or closed: ask the office of registration.",
    ),
    "nothing_came": ("请至少补充一项材料。", "is empty: choose at least one of the papers."),
}


class Seen(StrEnum):
    """Where a request stands for who asked (查询单位可见进度): nothing of it hangs on what the register says."""

    AT_THE_OFFICE = "at_the_office"  # 待核对材料
    INCOMPLETE = "incomplete"  # 待补正
    ACCEPTED = "accepted"  # 已受理，办理中
    ANSWERED = "answered"  # 已复函
    CLOSED = "closed"  # 已签收
    DECLINED = "declined"  # 不予受理
    WITHDRAWN = "withdrawn"  # 已撤回
    REVOKED = "revoked"  # 复函已撤销


SEEN: Mapping[Status, Seen] = {
    Status.SUBMITTED: Seen.AT_THE_OFFICE,
    Status.INCOMPLETE: Seen.INCOMPLETE,
    Status.DECLINED: Seen.DECLINED,
    Status.ACCEPTED: Seen.ACCEPTED,
    Status.SEARCHED: Seen.ACCEPTED,
    Status.WITH_A_PERSON: Seen.ACCEPTED,
    Status.DECIDED: Seen.ACCEPTED,
    Status.CLEARED: Seen.ACCEPTED,
    Status.ISSUED: Seen.ANSWERED,
    Status.SIGNED_FOR: Seen.CLOSED,
    Status.WITHDRAWN: Seen.WITHDRAWN,
    Status.REVOKED: Seen.REVOKED,
}
OF_WHO_ASKED = frozenset({Act.SUPPLEMENT, Act.WITHDRAW, Act.SIGN_FOR})
SHOWN_ACTS = frozenset(
    {Act.SUBMIT, Act.LIST_MISSING, Act.SUPPLEMENT, Act.ACCEPT, Act.DECLINE, Act.WITHDRAW, Act.SIGN_FOR, Act.REVOKE}
)
"""Acts that who asked sees with their day; what the house does with what it found is none of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A request as who asked sees it (办理进度)."""

    number: str
    body: str
    body_name: str
    seen: Seen
    asked: Request
    submitted_at: datetime
    due_on: date | None
    missing: tuple[OfficialPaper, ...]
    missing_because: tuple[Mapping[str, Any], ...]
    declined: tuple[Mapping[str, Any], ...]
    note: str
    days: tuple[tuple[Act, datetime], ...]
    answered_at: datetime | None
    paper: str
    papers: tuple[Kept, ...]
    can: frozenset[Act]


def closed_here(card: BodyCard) -> tuple[Mapping[str, Any], ...]:
    """Why an organ or firm is not served online where it is registered, as kept and shown; empty where it is."""
    return tuple(as_json(one) for one in _not_online(card))


def _not_online(card: BodyCard) -> tuple[Reason, ...]:
    division = agencies.office(card.office).division
    found = served_online(card.asker, opened=agencies.region(division).online.officials)
    return found.because if found.answer is not Answer.YES else ()


def ask(
    *,
    body: str,
    asked: Request,
    second: str = "",
    files: Mapping[OfficialPaper, Sequence[bytes]],
    token: str,
    by: Actor,
    at: datetime,
) -> Case:
    """Hand in a request for an organ or a firm, with its papers (网上提出查询). The same ``token`` again gives the same request and changes nothing.

    Who asks, as what, and with which cards the registration says, whatever ``asked`` has there; ``second`` is the key of the other officer.
    Raises ``RequestRefused`` with everything that is wrong in the request, in its papers and by the rules; ``NoSuchBody`` for who acts for none.
    """
    row, card, own = registering.acting(code=body, by=by, on=clock.day_of(at))
    earlier = RequestRow.objects.filter(token=token).first()
    if earlier is not None:
        require_asker(case_of(earlier), by, clock.day_of(at))
        return case_of(earlier)
    weighed = _weighed(card, own, asked, second, files, at)
    if weighed.faults:
        raise RequestRefused(*weighed.faults)
    new = services.new_row(asked=weighed.asked, office=card.office, token=token, at=at)
    new.body, new.handlers = row, list(weighed.keys)
    try:
        with transaction.atomic():
            case = services.put(new, by=by, at=at)
            _keep(weighed.files, about=new.number, by=by, at=at)
            return case
    except IntegrityError:
        if not RequestRow.objects.filter(token=token).exists():
            raise  # it was not the same submission, sent twice at once
        return case_of(RequestRow.objects.get(token=token))


def against(
    *,
    body: str,
    asked: Request,
    second: str = "",
    files: Mapping[OfficialPaper, Sequence[bytes]],
    by: Actor,
    at: datetime,
) -> tuple[Fault, ...]:
    """Everything against a request as it stands now, without handing it in: for a page that is not filled in completely yet. Raises ``NoSuchBody``."""
    _, card, own = registering.acting(code=body, by=by, on=clock.day_of(at))
    return _weighed(card, own, asked, second, files, at).faults


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weighed:
    """A request with what the registration says of who asks, the keys of who hands it in, its files, and all that is against it."""

    asked: Request
    keys: tuple[str, ...]
    files: tuple[Checked, ...]
    faults: tuple[Fault, ...]


def _weighed(
    card: BodyCard,
    own: bodies.Handler,
    asked: Request,
    second: str,
    files: Mapping[OfficialPaper, Sequence[bytes]],
    at: datetime,
) -> _Weighed:
    other = card.handler(second, clock.day_of(at)) if second else None
    unknown = second and (other is None or other.owner == own.owner)
    whole = replace(
        asked,
        asker=card.asker,
        organ=card.organ,
        asker_name=card.name,
        handler=own.name,
        handler_number=own.card,
        second_handler=other.name if other else "",
        second_handler_number=other.card if other else "",
        papers=tuple(paper for paper in OfficialPaper if files.get(paper)),
    )
    checked, bad = _checked(files)
    faults = [*([_fault("second", "second_unknown")] if unknown else []), *_by_the_rules(card, whole, at), *bad]
    keys = (own.key, *((other.key,) if other else ()))
    return _Weighed(asked=whole, keys=keys, files=tuple(checked), faults=tuple(faults))


def _fault(field: str, code: str) -> Fault:
    zh, en = SENTENCES[code]
    return Fault(field, code, zh, en)


def _by_the_rules(card: BodyCard, asked: Request, at: datetime) -> Iterator[Fault]:
    """Everything against the request: what is filled in wrongly, and what acceptance at the counter would find (``steps.examine``)."""
    if card.status is not BodyStatus.ACTIVE:
        yield _fault("body", "body_not_active")
    yield from (_said(one, "body") for one in _not_online(card))
    yield from requests.faults(asked, on=clock.day_of(at))
    in_law = requests.in_law(asked)
    served = may_be_served(in_law, clock.day_of(at))
    if served.answer is not Answer.YES:
        yield from (_said(one, AT_FIELD.get(one.code, "reason")) for one in served.because)
    yield from _missing(in_law)


def _missing(asked: OfficialRequest) -> Iterator[Fault]:
    found = missing_papers(asked)
    if found.answer is Answer.YES:
        for paper, reason in zip(found.value or (), found.because, strict=True):
            yield _said(reason, paper.value)


def _said(reason: Reason, field: str) -> Fault:
    words = named(reason)
    return Fault(field, reason.code, words.zh, words.en)


def _checked(files: Mapping[OfficialPaper, Sequence[bytes]]) -> tuple[list[Checked], list[Fault]]:
    """All files examined, before anything is written, and the faults of all."""
    checked: list[Checked] = []
    faults: list[Fault] = []
    for paper, several in files.items():
        for data in several:
            try:
                checked.append(uploads.check(paper=paper, data=data))
            except UploadRefused as refused:
                faults += [one for one in refused.faults if one not in faults]
    return checked, faults


def _keep(files: Iterable[Checked], *, about: str, by: Actor, at: datetime) -> None:
    """Keep checked files of a request, inside the caller's transaction. Raises ``RequestRefused`` where one is too many for it."""
    try:
        for file in files:
            uploads.keep_checked(about=about, file=file, by=by, at=at)
    except UploadRefused as refused:
        raise RequestRefused(*refused.faults) from refused


def complete(*, number: str, files: Mapping[OfficialPaper, Sequence[bytes]], by: Actor, at: datetime) -> Case:
    """Bring the papers that were found missing (补正). Raises ``RequestRefused`` with everything that is wrong with any of them."""
    case = opened(number, by, at)
    WAY.following(case.acts, Act.SUPPLEMENT, by)
    checked, faults = _checked(files)
    if not checked and not faults:
        faults.append(_fault(next(iter(files), OfficialPaper.OFFICIAL_LETTER).value, "nothing_came"))
    if faults:
        raise RequestRefused(*faults)
    with transaction.atomic():
        _keep(checked, about=number, by=by, at=at)
        papers = [str(paper) for paper in files if files[paper]]
        record(case, Act.SUPPLEMENT, by=by, at=at, facts={"papers": papers}, within=True)
    return services.advance(number=number, at=at)


def opened(number: str, by: Actor, at: datetime) -> Case:
    """The request for who handed it in online and still acts for organ or firm; raises ``NoSuchRequest`` for anybody else."""
    case = open_case(number)
    require_asker(case, by, clock.day_of(at))
    return case


def stand(*, number: str, viewer: Actor, at: datetime) -> Stand:
    """A request as who asked sees it. Raises ``NoSuchRequest`` for anybody else."""
    return _stand(opened(number, viewer, at), viewer, at)


def _stand(case: Case, viewer: Actor, at: datetime) -> Stand:
    status, issued = case.status, case.standing_issue
    assert status is not None
    shown = issued is not None and queries.shown_at(issued) <= at
    told, declined = case.last(Act.LIST_MISSING), case.last(Act.DECLINE)
    last = case.acts[-1]
    body = case.row.body
    return Stand(
        number=case.row.number,
        body=body.code if body else "",
        body_name=case.asked.asker_name,
        seen=Seen.ACCEPTED if status is Status.ISSUED and not shown else SEEN[status],
        asked=case.asked,
        submitted_at=case.row.submitted_at,
        due_on=queries.due_on(case.acts),
        missing=tuple(OfficialPaper(one) for one in told.facts["missing"]) if told else (),
        missing_because=told.reasons if told and status is Status.INCOMPLETE else (),
        declined=declined.reasons if declined else (),
        note=str(last.facts.get("reason", "")) if last.act in {Act.LIST_MISSING, Act.DECLINE, Act.REVOKE} else "",
        days=tuple((one.act, one.at) for one in case.acts if one.act in SHOWN_ACTS),
        answered_at=queries.shown_at(issued) if issued is not None and shown else None,
        paper=str(issued.facts["paper_number"]) if issued is not None and shown else "",
        papers=_files(case.row.number, viewer),
        can=_can(case, viewer, shown=shown),
    )


def _can(case: Case, viewer: Actor, *, shown: bool) -> frozenset[Act]:
    lawful = WAY.lawful(case.acts, viewer) & OF_WHO_ASKED
    return lawful if shown or case.status is not Status.ISSUED else frozenset()


def of_body(*, code: str, viewer: Actor, at: datetime) -> tuple[Stand, ...]:
    """The requests that the viewer handed in, or is the second officer of, for one organ or firm, the latest first. A colleague's are none of theirs.

    Raises ``NoSuchBody`` for who acts for none.
    """
    row, card, _ = registering.acting(code=code, by=viewer, on=clock.day_of(at))
    mine = {one.key for one in card.handlers if one.owner == viewer.id}
    rows = row.requests.order_by("-submitted_at").prefetch_related("acts").select_related("body")
    found = (one for one in rows[: MOST_LISTED * 10] if mine & set(one.handlers))
    return tuple(_stand(case_of(one), viewer, at) for one, _ in zip(found, range(MOST_LISTED), strict=False))


def look(*, number: str, by: Actor, at: datetime) -> Stand:
    """Open a request for who asked; that its answer was opened is on the ledger (查阅复函)."""
    case = opened(number, by, at)
    found = _stand(case, by, at)
    if found.answered_at is not None:
        with transaction.atomic():
            looked_up(case, by=by, at=at, kind=EventKind.DISCLOSURE_READ)
    return found


def withdraw(*, number: str, by: Actor, at: datetime) -> Case:
    """Who asked takes the request back (撤回), until it was accepted. Raises ``ActRefused`` afterwards."""
    return record(opened(number, by, at), Act.WITHDRAW, by=by, at=at)


def sign_for(*, number: str, by: Actor, at: datetime) -> Case:
    """Who asked says that the letter has been received (签收)."""
    opened(number, by, at)
    return services.sign_for(number=number, by=by, at=at)


def accept(*, number: str, by: Actor, at: datetime) -> Case:
    """An officer has looked at the papers and accepts the request (核对材料后受理). Raises ``ActRefused`` where the rules have something against it."""
    case = open_case(number)
    require_party(case, by)
    WAY.following(case.acts, Act.ACCEPT, by)
    intake = steps.examine(case, at=at)
    if intake.refusals or intake.missing.answer is Answer.YES:
        raise WAY.refusal(case.acts, Act.ACCEPT, by)
    return steps.accept(case, by=by, at=at)


def papers_do_not_do(*, number: str, papers: frozenset[OfficialPaper], note: str, by: Actor, at: datetime) -> Case:
    """An officer has looked at the papers and tells once which of them do not do, and why (一次性告知)."""
    case = open_case(number)
    require_party(case, by)
    if not note.strip():
        raise services.ReasonNeeded("请说明材料的问题。 Say what is wrong with the papers.")
    asked = requests.in_law(case.asked)
    missing = missing_papers(replace(asked, papers=asked.papers - papers))
    if missing.answer is not Answer.YES:
        raise services.NothingToJudge(number)
    return steps.list_missing(case, by=by, at=at, missing=missing, note=note.strip())


def decline(*, number: str, reason: str, by: Actor, at: datetime) -> Case:
    """An officer does not accept a request that came online, and says why (不予受理)."""
    if not reason.strip():
        raise services.ReasonNeeded("请写明理由。 Say why it is not accepted.")
    return services.decline(number=number, by=by, at=at, reason=reason)


def papers(*, number: str, viewer: Actor) -> tuple[Kept, ...]:
    """The files of a request, for its office. Raises ``NoSuchRequest``."""
    require_reader(open_case(number), viewer)
    return _files(number, viewer)


def _files(number: str, viewer: Actor) -> tuple[Kept, ...]:
    """The files of a request, as the law lists the papers: those that came together have no order of their own."""
    order = list(OfficialPaper)
    kept = uploads_queries.of(about=number, viewer=viewer, purpose=number)
    found = [(one, OfficialPaper(one.paper.value)) for one in kept]
    return tuple(
        replace(one, paper=paper) for one, paper in sorted(found, key=lambda pair: (pair[0].at, order.index(pair[1])))
    )


def paper(*, number: str, reference: UUID, by: Actor, at: datetime) -> tuple[Kept, bytes]:
    """One file of a request for its office, on the ledger. Raises ``NoSuchRequest``, ``Gone`` and ``Held``."""
    require_reader(open_case(number), by)
    return uploads.read(about=number, reference=reference, viewer=by, purpose=number, at=at)
