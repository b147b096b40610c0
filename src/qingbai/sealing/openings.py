"""What may be done with a request to look at sealed records (查询封存信息): take it in, examine it, decide it, sign, look.

Criminal Procedure Law 286 and the sealing measures, 16 and 17: judicial organs for a case and units under state provisions ask in
writing; one officer examines, another decides; whoever is let in signs an undertaking of secrecy before the first look; every
look stands on the vault's ledger. Whether anything is sealed about the person plays no part before that, so that neither an officer nor a
refusal tells: to the outside, a permitted look that finds nothing says the same as it would say of anybody.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction

from qingbai import clock
from qingbai.agencies import calendars
from qingbai.agencies import queries as agencies
from qingbai.agencies.terms import Authority, Role
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.law import opening as law
from qingbai.law.opening import Look, Matter, Opening, SealedKind, Seeker
from qingbai.law.terms import Answer, Finding, Outcome, Reason
from qingbai.law.wording import wording
from qingbai.registers.access import capacity
from qingbai.registers.records import Described, Record
from qingbai.sealing import acts, boxes, keeping, models
from qingbai.sealing.keeping import VAULT, Act
from qingbai.sealing.stored import plain, value
from qingbai.sealing.terms import OpeningStatus, OpeningStep, SealedPaperKind

LONGEST = timedelta(days=90)
"""No permission runs longer; the case that needs more asks again."""
AT_WORK = frozenset({Role.REGISTRAR, Role.HEAD, Role.AUDITOR})

_LEDGER = {
    OpeningStep.SUBMIT: EventKind.OPENING_REQUESTED,
    OpeningStep.EXAMINE: EventKind.OPENING_EXAMINED,
    OpeningStep.PERMIT: EventKind.OPENING_DECIDED,
    OpeningStep.REFUSE: EventKind.OPENING_DECIDED,
    OpeningStep.UNDERTAKE: EventKind.UNDERTAKING_SIGNED,
    OpeningStep.LOOK: EventKind.SEALED_READ,
    OpeningStep.WITHDRAW: EventKind.OPENING_DECIDED,
}


class NoSuchRequest(LookupError):
    """There is no such request, or not for this viewer: the two are never told apart."""


class SameOfficer(Exception):
    """Whoever examined a request may not decide it (两人办理)."""


class NotLawful(Exception):
    """The law does not let this be permitted: its reasons stand in ``because``."""

    def __init__(self, because: tuple[Reason, ...]) -> None:
        self.because = because
        super().__init__(" ".join(f"{wording(one).zh} / {wording(one).en}" for one in because))


class PermissionOver(Exception):
    """The time for which the look was permitted is over, or was to be longer than it may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A written request (查询申请): who asks, about whom, for which case, why, on what legal basis, how much.

    ``organ``: the asking organ or unit; ``letter``: the number of its official letter (公函); ``bearer`` and ``bearer_id``: who brings it, and the
    number of that person's papers. ``person``: about whom. ``state_provision``: None until an officer has looked it up.
    """

    seeker: Seeker
    organ: str
    person: Described
    sealed: SealedKind = SealedKind.CRIMINAL
    written: bool = True
    letter: str = ""
    bearer: str = ""
    bearer_id: str = ""
    case: str = ""
    reason: str = ""
    legal_basis: str = ""
    scope: str = ""
    copies_because: str = ""
    state_provision: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One act on a request: what, by whom, when, with what facts."""

    step: OpeningStep
    by: Actor
    at: datetime
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request with everything done about it; what it stands at follows from the acts."""

    number: str
    organ_code: str
    received_at: datetime
    asked: Asked
    done: tuple[Done, ...] = field(default_factory=tuple)

    @property
    def status(self) -> OpeningStatus:
        """Where it stands."""
        status = acts.status_after(one.step for one in self.done)
        assert status is not None
        return status

    def last(self, *steps: OpeningStep) -> Done | None:
        """The last of these acts."""
        return next((one for one in reversed(self.done) if one.step in steps), None)

    @property
    def until(self) -> date | None:
        """The last day of the permission; None without one."""
        permitted = self.last(OpeningStep.PERMIT)
        return None if permitted is None else date.fromisoformat(permitted.facts["until"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What one look shows of one sealed matter (查询结果): as much as the permission covers, and no more.

    ``record`` and ``paper`` only where the file may be read; ``charges`` and ``terms`` in the words of the verdict.
    """

    punished: bool
    charges: tuple[str, ...] = ()
    terms: tuple[Any, ...] = ()
    record: Record | None = None
    paper: Mapping[str, Any] | None = None


def submit(*, asked: Asked, by: Actor, at: datetime) -> Request:
    """Take a request in (收到申请). Whatever it lacks, it is taken in: the refusal says everything that is missing. Raises ``acts.StepRefused``."""
    acts.following(None, OpeningStep.SUBMIT, _role(by))
    number = f"FC{at.astimezone(clock.CHINA):%Y%m%d}-{secrets.token_hex(4).upper()}"
    row = uuid4()
    with transaction.atomic(using=VAULT):
        models.OpeningRequest.objects.create(
            id=row, known_from=at, number=number, office=_organ(by), box=boxes.close("opening", row, plain(asked))
        )
        return _record(_load(number), OpeningStep.SUBMIT, {}, by, at)


def found(*, number: str, viewer: Actor) -> Request:
    """One request, for an officer of the organ that it was made to. Raises ``NoSuchRequest``."""
    if _role(viewer) not in AT_WORK:
        raise NoSuchRequest(number)
    request = _load(number)
    if request.organ_code != _organ(viewer):
        raise NoSuchRequest(number)
    return request


def listed(*, viewer: Actor, limit: int = 200) -> tuple[Request, ...]:
    """The requests made to the viewer's organ, the latest first. Raises ``NoSuchRequest`` for whoever does not work there."""
    if _role(viewer) not in AT_WORK:
        raise NoSuchRequest
    rows = models.OpeningRequest.objects.filter(office=_organ(viewer)).order_by("-known_from", "id")[:limit]
    return tuple(_request(row) for row in rows)


def lawfulness(request: Request, on: date) -> Finding[Opening]:
    """What the law says of a request on a day (``law.opening.may_open``), with what an officer has found about its legal basis."""
    asked = request.asked
    examined = request.last(OpeningStep.EXAMINE)
    provision = asked.state_provision if examined is None else examined.facts["state_provision"]
    return law.may_open(
        law.OpeningRequest(
            seeker=asked.seeker,
            holder=_authority(request),
            received_on=clock.day_of(request.received_at),
            sealed=asked.sealed,
            written=asked.written,
            official_letter=bool(asked.letter.strip()),
            identity_shown=bool(asked.bearer.strip() and asked.bearer_id.strip()),
            reason=asked.reason,
            legal_basis=asked.legal_basis,
            scope=asked.scope,
            case=asked.case,
            state_provision=provision,
            copies_because=asked.copies_because,
        ),
        on,
    )


def due_on(request: Request) -> Finding[date]:
    """By when it is to be decided (3 working days; a procuratorate 7 days)."""
    return law.decision_due_on(clock.day_of(request.received_at), _authority(request), calendars.calendar())


def examine(
    *, number: str, permit: bool, opinion: str, state_provision: bool | None, by: Actor, at: datetime
) -> Request:
    """Propose an answer (审核). ``state_provision``: whether the legal basis is a state provision, once looked up.

    Raises ``acts.StepRefused``, ``NoSuchRequest``, and ``NotLawful`` where permission is proposed against the law.
    """
    request = found(number=number, viewer=by)
    facts = {"permit": permit, "opinion": opinion, "state_provision": state_provision}
    tried = replace(request, done=(*request.done, Done(step=OpeningStep.EXAMINE, by=by, at=at, facts=facts)))
    finding = lawfulness(tried, clock.day_of(at))
    if permit and finding.answer is Answer.NO:
        raise NotLawful(finding.because)
    return _record(request, OpeningStep.EXAMINE, facts, by, at)


def permit(*, number: str, until: date, opinion: str, by: Actor, at: datetime) -> Request:
    """Let the asker look until a day, that day included (许可查询). What may be seen follows from who asks.

    Raises ``SameOfficer``, ``NotLawful`` where the law says no, ``PermissionOver`` for a day that is past or too far, ``acts.StepRefused``.
    """
    request = _to_decide(number, by)
    today = clock.day_of(at)
    if not today <= until <= today + LONGEST:
        raise PermissionOver(f"许可期限须在今日起{LONGEST.days}日内。 / A permission runs {LONGEST.days} days at most.")
    finding = lawfulness(request, today)
    if finding.answer is Answer.NO or finding.value is None:
        raise NotLawful(finding.because)
    facts = {
        "until": until.isoformat(),
        "opinion": opinion,
        "matters": plain(finding.value.matters),
        "looks": plain(finding.value.looks),
        "because": [_worded(reason) for reason in finding.because],
    }
    return _record(request, OpeningStep.PERMIT, facts, by, at)


def refuse(*, number: str, opinion: str, by: Actor, at: datetime) -> Request:
    """Refuse with reasons (不许可查询决定书): those of the law where it says no, and the officer's. Raises ``SameOfficer``, ``acts.StepRefused``.

    The reasons are about the request alone: what is sealed was not looked at.
    """
    request = _to_decide(number, by)
    finding = lawfulness(request, clock.day_of(at))
    reasons = [_worded(reason) for reason in finding.because] if finding.answer is Answer.NO else []
    if not reasons and not opinion.strip():
        raise ValueError("不许可须说明理由。 / A refusal states its reasons.")
    return _record(request, OpeningStep.REFUSE, {"opinion": opinion, "because": reasons}, by, at)


def undertake(*, number: str, signer: str, signer_id: str, by: Actor, at: datetime) -> Request:
    """Record that the asker signed the undertaking of secrecy (保密承诺书, 实施办法 17). Raises ``acts.StepRefused``, ``NoSuchRequest``."""
    if not signer.strip() or not signer_id.strip():
        raise ValueError("请填写签署人的姓名和证件号码。 / Name who signs, and the number of that person's papers.")
    request = found(number=number, viewer=by)
    return _record(request, OpeningStep.UNDERTAKE, {"signer": signer, "signer_id": signer_id}, by, at)


def withdraw(*, number: str, by: Actor, at: datetime) -> Request:
    """Record that the asker took the request back. Raises ``acts.StepRefused``, ``NoSuchRequest``."""
    return _record(found(number=number, viewer=by), OpeningStep.WITHDRAW, {}, by, at)


def look(*, number: str, by: Actor, at: datetime) -> tuple[Shown, ...]:
    """What is sealed about the person, as far as the permission covers it; empty where nothing is (没有可供查询的封存记录).

    Each look is an act and stands on the vault's ledger, found or not. Raises ``PermissionOver``, ``acts.StepRefused``, ``NoSuchRequest``.
    """
    request = found(number=number, viewer=by)
    acts.following(request.status, OpeningStep.LOOK, _role(by))
    if request.until is None or clock.day_of(at) > request.until:
        raise PermissionOver("许可期限已过，请重新申请。 / The permission is over: ask again.")
    permitted = request.last(OpeningStep.PERMIT)
    assert permitted is not None
    matters = {Matter(one) for one in permitted.facts["matters"]}
    subject = keeping.same_subject(request.asked.person)
    shown = () if subject is None else tuple(_shown(subject, request.asked.sealed, matters))
    _record(request, OpeningStep.LOOK, {"shown": len(shown)}, by, at)
    return shown


def _shown(subject: models.SealedSubject, sealed: SealedKind, matters: set[Matter]) -> list[Shown]:
    if sealed is SealedKind.PENALTY:
        papers = subject.papers.filter(kind=SealedPaperKind.PENALTY)
        return [_paper(row, matters) for row in papers.order_by("known_from", "id")]
    rows = subject.convictions.filter(lifted=None).select_related("judgment", "subject")
    seen = [_verdict(row, matters) for row in rows.order_by("known_from", "id")]
    if Matter.FILE in matters:
        others = subject.papers.exclude(kind=SealedPaperKind.PENALTY)
        seen += [_paper(row, matters) for row in others.order_by("known_from", "id")]
    return seen


def _verdict(row: models.SealedConviction, matters: set[Matter]) -> Shown:
    record = keeping.whole(row)
    [verdict] = record.verdicts
    sentences, combined = verdict.sentences, verdict.combined
    punished = verdict.outcome is Outcome.CONVICTED
    everything = Matter.FILE in matters
    charges = tuple(one.charge for one in sentences) if everything or Matter.CHARGE in matters else ()
    terms = ((combined,) if combined else tuple(one.penalty for one in sentences)) if punished else ()
    return Shown(
        punished=punished,
        charges=charges,
        terms=terms if everything or Matter.TERM in matters else (),
        record=record if everything else None,
    )


def _paper(row: models.SealedPaper, matters: set[Matter]) -> Shown:
    content = boxes.open_box("paper", row.id, bytes(row.box))
    punished = row.kind == SealedPaperKind.PENALTY
    return Shown(punished=punished, paper={"kind": row.kind, **content} if Matter.FILE in matters else None)


def may_copy(request: Request) -> bool:
    """Whether what is shown may be copied or printed."""
    permitted = request.last(OpeningStep.PERMIT)
    return permitted is not None and Look.COPY in permitted.facts["looks"]


def _to_decide(number: str, by: Actor) -> Request:
    request = found(number=number, viewer=by)
    examined = request.last(OpeningStep.EXAMINE)
    if examined is not None and examined.by.id == by.id:
        raise SameOfficer(
            "审核人不得作出决定，请由另一名负责人办理。 / Who examined it may not decide it: let another head do so."
        )
    return request


def _record(request: Request, step: OpeningStep, facts: Mapping[str, Any], by: Actor, at: datetime) -> Request:
    """One act and its ledger entry, in one transaction. Raises ``acts.StepRefused``; also where another act came first."""
    status = request.status if request.done else None
    acts.following(status, step, _role(by))
    row = uuid4()
    try:
        with transaction.atomic(using=VAULT):
            models.OpeningAct.objects.create(
                id=row,
                request=models.OpeningRequest.objects.get(number=request.number),
                position=len(request.done),
                kind=step,
                by_kind=by.kind,
                by_id=by.id,
                by_office=by.office,
                known_from=at,
                box=boxes.close("opening act", row, facts),
            )
            told = {"act": step.value} | ({"shown": str(facts["shown"])} if "shown" in facts else {})
            about = keeping.about_person(request.asked.person) if step is OpeningStep.LOOK else ""
            Act(by, at, request.number).tell(_LEDGER[step], about, **told)
    except IntegrityError as error:
        if "opening_act_position_once" in str(error):
            raise acts.StepRefused(status, step) from error
        raise
    return replace(request, done=(*request.done, Done(step=step, by=by, at=at, facts=dict(facts))))


def _load(number: str) -> Request:
    row = models.OpeningRequest.objects.filter(number=number).first()
    if row is None:
        raise NoSuchRequest(number)
    return _request(row)


def _request(row: models.OpeningRequest) -> Request:
    done = tuple(
        Done(
            step=OpeningStep(one.kind),
            by=Actor(ActorKind(one.by_kind), one.by_id, one.by_office),
            at=one.known_from,
            facts=boxes.open_box("opening act", one.id, bytes(one.box)),
        )
        for one in row.acts.order_by("position")
    )
    asked = value(Asked, boxes.open_box("opening", row.id, bytes(row.box)))
    return Request(number=row.number, organ_code=row.office, received_at=row.known_from, asked=asked, done=done)


def _worded(reason: Reason) -> dict[str, str]:
    words = wording(reason)
    return {"code": reason.code, "rule": reason.citation.rule, "zh": words.zh, "en": words.en}


def _role(by: Actor) -> Role | None:
    role = capacity(by)
    return role if isinstance(role, Role) else None


def _organ(by: Actor) -> str:
    office = agencies.find_office(by.office)
    if office is None:
        raise NoSuchRequest
    return office.organ.code


def _authority(request: Request) -> Authority:
    return next(one.authority for one in agencies.organs() if one.code == request.organ_code)
