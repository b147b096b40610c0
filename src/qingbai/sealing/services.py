"""What may be done in the vault (封存): take note of a notice, seal on entry, seal what is in the register already, on a court's notice
or because the law asks for it, seal other papers, and lift a seal.

Two databases share no transaction. Whatever is sealed is committed in the vault before it leaves the register; whatever is
unsealed is committed in the register before it leaves the vault; so a process killed anywhere leaves a record sealed, and
doing the act again, or ``finish_moves``, brings it to its end. Only the intake process has both connections and the key.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction

from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.registers import moving
from qingbai.registers.moving import ExecutionNoticed, NotInRegister, Surrendered
from qingbai.registers.records import Described, Record, Unsealed
from qingbai.registers.services import EnteredOne, OtherFactsEntered, OtherTextEntered, Result
from qingbai.sealing import boxes, cases, keeping, models
from qingbai.sealing.keeping import VAULT, Act, Sealed, wait_for_others
from qingbai.sealing.stored import plain
from qingbai.sealing.terms import Found, SealedPaperKind

__all__ = ["VAULT", "OtherFactsEntered", "OtherTextEntered", "Sealed", "plain", "wait_for_others"]

ON_NOTICE = "sealing_notice: SEAL-10"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A notice as far as the inbox must recognise it (收件): its sender's number, and the digests of body, document and stated facts."""

    sender: str
    number: str
    body: bytes
    document: bytes
    facts: bytes

    @property
    def reference(self) -> str:
        """By which the vault's ledger names the notice."""
        return boxes.fingerprint("basis", self.sender, self.number).hex()[:32]


class SameNumberOtherBody(Exception):
    """The sender used this number before, for a notice with another content."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """What a notice to seal did (封存通知办理结果): what it found, the entries that are sealed, and when that was done."""

    found: Found
    entries: tuple[UUID, ...]
    sealed_at: datetime | None


def seal_on_entry(
    *, incoming: Incoming, record: Record | None, rules: Sequence[str], by: Actor, at: datetime
) -> Sealed:
    """Note that a notice came in, and seal those of its defendants that the law seals (入库即封存).

    ``record`` holds the sealed defendants, what the document did to sealed verdicts, and the whole text; ``rules`` on which rules
    each defendant is sealed. None where nothing of it is. Returns what was done for each of them. Raises ``SameNumberOtherBody``, ``OtherFactsEntered``
    and ``OtherTextEntered``.
    """
    act = Act(by, at, incoming.reference)
    with transaction.atomic(using=VAULT):
        wait_for_others()
        repeated = note(incoming, at)
        sealed = Sealed((), ()) if record is None else keeping.keep(record, rules, act)
        kind = EventKind.NOTICE_REPEATED if repeated else EventKind.NOTICE_RECEIVED
        act.tell(kind, sealed=str(len(sealed.defendants)))
    return sealed


def note(incoming: Incoming, at: datetime) -> bool:
    """Put the notice into the inbox, inside the caller's transaction on the vault; True where it is there already.

    Raises ``SameNumberOtherBody`` and ``OtherFactsEntered``.
    """
    number = boxes.fingerprint("message", incoming.sender, incoming.number)
    body = boxes.fingerprint("body", incoming.body.hex())
    document = boxes.fingerprint("document", incoming.document.hex())
    facts = boxes.fingerprint("facts", incoming.facts.hex())
    known = models.Message.objects.filter(number=number).first()
    if known is not None:
        if bytes(known.body) != body:
            raise SameNumberOtherBody
        return True
    if models.Message.objects.filter(document=document).exclude(facts=facts).exists():
        raise OtherFactsEntered
    models.Message.objects.create(number=number, body=body, document=document, facts=facts, known_from=at)
    return False


def seal_entered(*, conviction: UUID, rules: str, basis: str, by: Actor, at: datetime) -> EnteredOne:
    """Seal a verdict that is in the register: it and the further documents of its case leave the register whole (移入封存).

    ``rules``: on what it is sealed; ``basis``: the reference of the notice or check behind it. The vault commits first. Killed in
    between, the record is sealed and still in the register until this is done again. Raises ``moving.NotInRegister`` and
    ``moving.MayNotSurrender``.
    """
    act = Act(by, at, basis)
    with transaction.atomic():
        left = moving.surrender(conviction=conviction, by=by, at=at)
        connection.check_constraints()  # so that nothing but a crash can come between the two commits
        with transaction.atomic(using=VAULT):
            wait_for_others()
            sealed = _keep_surrendered(left, rules, act)
            move = _begin(
                into_vault=True,
                content={"convictions": [str(one.conviction) for one in left.all], "rules": rules},
                at=at,
            )
        transaction.on_commit(lambda: _end(move, at))
    return sealed


def _keep_surrendered(left: Surrendered, rules: str, act: Act) -> EnteredOne:
    done: EnteredOne | None = None
    for one in left.all:
        record = one.record
        entered = keeping.keep(record, [rules] * len(record.verdicts), act, anew=True)
        for verdict, kept in zip(record.verdicts, entered.defendants, strict=True):
            row = models.SealedConviction.objects.get(id=kept.conviction)
            for turn in one.changes:
                keeping.change(row, turn, act)
            for stated in one.executions:
                case, name = record.document.case_number, verdict.defendant.names[0].text
                _note_execution(ExecutionNoticed(case_number=case, name=name, stated=stated), act)
            done = done or kept
    for notice in left.notices:
        _note_execution(notice, act)
    assert done is not None
    return done


def _note_execution(notice: ExecutionNoticed, act: Act) -> None:
    cases.note_execution(
        case_number=notice.case_number,
        name=notice.name,
        state=notice.stated.state,
        on=notice.stated.on,
        source=notice.stated.source,
        term_to=notice.term_to,
        at=act.at,
    )


def seal_by_notice(
    *,
    court: str,
    case_number: str,
    defendant: Described,
    basis: str,
    by: Actor,
    at: datetime,
    rules: str = ON_NOTICE,
) -> Ordered:
    """Seal a person's record in a case because the court says so (犯罪记录封存通知书, 未成年人犯罪记录封存实施办法 11-13): at once.

    ``defendant``: as the notice describes him or her, number and name. What is in the register moves; what is sealed stays;
    what is nowhere yet is sealed when it comes (``queries.ordered``), and the caller keeps the notice waiting. Idempotent.
    """
    act = Act(by, at, basis)
    with transaction.atomic(using=VAULT):
        wait_for_others()
        known = _sealed_in(court, case_number, defendant)
        _order(court, case_number, defendant, rules, act)
    moved = [
        _moved_or_gone(conviction, rules, basis, by, at)
        for conviction, described in moving.entries_in(court_name=court, case_number=case_number)
        if keeping.is_same_defendant(described, defendant)
    ]
    entries = tuple(dict.fromkeys([*(one.conviction for one in moved if one is not None), *known]))
    found = Found.NOT_ON_RECORD
    if entries:
        found = Found.ALREADY if set(entries) <= set(known) else Found.SEALED
    return Ordered(found, entries, at if entries else None)


def _moved_or_gone(conviction: UUID, rules: str, basis: str, by: Actor, at: datetime) -> EnteredOne | None:
    try:
        return seal_entered(conviction=conviction, rules=rules, basis=basis, by=by, at=at)
    except NotInRegister:  # left with another document of its case
        return None


def _sealed_in(court: str, case_number: str, defendant: Described) -> tuple[UUID, ...]:
    """The verdicts on this person in this case that are sealed already, and the papers of this issuer and number."""
    keys = cases.found(court=court, case_number=case_number, name=defendant.names[0].text)
    rows = {row.id: row for row in models.SealedConviction.objects.filter(id__in=keys).select_related("subject")}
    same = [key for key in keys if keeping.is_same_defendant(keeping.verdict_in(rows[key]).defendant, defendant)]
    prints = [_paper(kind, court, case_number, defendant) for kind in SealedPaperKind]
    return (*same, *models.SealedPaper.objects.filter(fingerprint__in=prints).values_list("id", flat=True))


def _paper(kind: SealedPaperKind, issuer: str, number: str, subject: Described) -> bytes:
    """By which a sealed paper is known."""
    return boxes.fingerprint("paper", kind, issuer, number, subject.names[0].text)


def _order(court: str, case_number: str, defendant: Described, rules: str, act: Act) -> None:
    """Keep the court's order, for the document that may come after it."""
    content = {
        "court": court,
        "case_number": case_number,
        "defendant": plain(defendant),
        "rules": rules,
        "basis": act.basis,
    }
    asked = json.dumps([court, case_number, plain(defendant), rules], ensure_ascii=False, sort_keys=True)
    fingerprint = boxes.fingerprint("order", asked)
    if not models.SealingOrder.objects.filter(fingerprint=fingerprint).exists():
        row = uuid4()
        case = boxes.fingerprint("ordered case", court, case_number)
        box = boxes.close("order", row, content)
        models.SealingOrder.objects.create(id=row, known_from=act.at, fingerprint=fingerprint, case=case, box=box)
    act.tell(EventKind.SEALING_ORDERED, keeping.about_person(defendant))


def seal_paper(
    *,
    kind: SealedPaperKind,
    issuer: str,
    number: str,
    issued_on: date,
    subject: Described,
    content: Mapping[str, Any],
    rules: str,
    by: Actor,
    at: datetime,
    basis: str,
    incoming: Incoming | None = None,
) -> EnteredOne:
    """Seal a paper that is no conviction and never comes into the register (预防未成年人犯罪法 59; 治安管理处罚法 136).

    ``content``: what it says, as JSON values; ``issuer`` and ``number``: by which it is recognised again. ``incoming``: the notice it
    came with, noted in the same transaction. Raises ``SameNumberOtherBody``, and ``OtherFactsEntered`` where the same paper was sealed with another content.
    """
    act = Act(by, at, basis)
    whole = {
        "issuer": issuer,
        "number": number,
        "issued_on": issued_on.isoformat(),
        "subject": plain(subject),
        "content": plain(dict(content)),
    }
    fingerprint = _paper(kind, issuer, number, subject)
    with transaction.atomic(using=VAULT):
        wait_for_others()
        if incoming is not None:
            repeated = note(incoming, at)
            act.tell(EventKind.NOTICE_REPEATED if repeated else EventKind.NOTICE_RECEIVED, sealed="1")
        known = models.SealedPaper.objects.filter(fingerprint=fingerprint).first()
        if known is not None:
            if boxes.open_box("paper", known.id, bytes(known.box)) != whole:
                raise OtherFactsEntered
            act.tell(EventKind.SEALED_REPEATED, keeping.about_person(subject), paper=str(known.id))
            return EnteredOne(known.id, Result.ALREADY)
        row = uuid4()
        models.SealedPaper.objects.create(
            id=row,
            known_from=at,
            fingerprint=fingerprint,
            subject=keeping.subject_of(subject, at),
            kind=kind,
            rules=rules,
            box=boxes.close("paper", row, whole),
        )
        act.tell(EventKind.RECORD_SEALED, keeping.about_person(subject), paper=str(row), rules=rules)
    return EnteredOne(row, Result.ENTERED)


def unseal(*, conviction: UUID, condition: str, effective_on: date, by: Actor, at: datetime, basis: str) -> UUID:
    """Lift the seal of a verdict, which goes back to the register (解除封存); returns its key there.

    ``condition``: on what the law lifts it, as ``law.opening`` found; ``basis``: the reference of the two officers' decision
    (``sealing.openings``). The register commits first; killed in between, the record stays sealed until this is done again.
    Raises ``NotSealed``.
    """
    act = Act(by, at, basis)
    with transaction.atomic(using=VAULT):
        wait_for_others()
        row = (
            models.SealedConviction.objects.filter(id=conviction, lifted=None)
            .select_related("judgment", "subject")
            .first()
        )
        if row is None:
            raise NotSealed(f"there is no sealed verdict {conviction}")
        content = {"conviction": str(conviction), "condition": condition, "effective_on": effective_on.isoformat()}
        content |= {"by": by.id, "basis": basis}
        move = _begin(into_vault=False, content=content, at=at)
    returned = moving.take_back(left=_as_surrendered(row, content), by=by, at=at, basis=basis)
    _lift(row, {**content, "entered": str(returned)}, move, act)
    return returned


class NotSealed(Exception):
    """There is no such verdict in the vault, or its seal was lifted before."""


def _lift(row: models.SealedConviction, content: Mapping[str, str], move: models.Move, act: Act) -> None:
    with transaction.atomic(using=VAULT):
        wait_for_others()
        if not models.SealLifted.objects.filter(conviction=row).exists():
            key = uuid4()
            box = boxes.close("lifted", key, content)
            models.SealLifted.objects.create(id=key, conviction=row, known_from=act.at, box=box)
            about = keeping.about_person(keeping.verdict_in(row).defendant)
            act.tell(EventKind.UNSEALED, about, conviction=str(row.id), condition=content["condition"])
        models.MoveDone.objects.get_or_create(move=move, defaults={"known_from": act.at})


def _as_surrendered(row: models.SealedConviction, why: Mapping[str, str]) -> Surrendered:
    """A sealed verdict as the register takes it back: with the decision, or the rules would have it sealed again at once."""
    record = keeping.whole(row)
    reason = f"解除封存 {why['condition']} {why['effective_on']} [{why['basis']}]"
    record = replace(record, verdicts=(replace(record.verdicts[0], unsealed=Unsealed(why["by"], reason)),))
    name, case = record.verdicts[0].defendant.names[0].text, record.document.case_number
    others = row.judgment.convictions.filter(lifted=None).exclude(id=row.id).exists()
    if others:
        record = replace(record, text=None, digest=None, stated=None, holds_sealed=True)
    return Surrendered(
        conviction=row.id,
        known_from=row.known_from,
        record=replace(record, fingerprint=moving.fingerprint_of(keeping.digest_of(row.judgment))),
        changes=keeping.changes_of(row),
        executions=tuple(stated for stated, _ in cases.executions_in(case, name)),
    )


def finish_moves(*, by: Actor, at: datetime) -> int:
    """Bring every move between the two databases to its end that a crash left in between; returns how many."""
    open_moves = list(models.Move.objects.filter(done=None).order_by("known_from", "id"))
    for move in open_moves:
        content = boxes.open_box("move", move.id, bytes(move.box))
        basis = f"move {move.id}"
        if move.into_vault:
            for conviction in moving.still_here([UUID(one) for one in content["convictions"]]):
                _moved_or_gone(conviction, content["rules"], basis, by, at)
            _end(move, at)
        else:
            _finish_lifting(move, content, Act(by, at, basis))
    return len(open_moves)


def _finish_lifting(move: models.Move, content: Mapping[str, str], act: Act) -> None:
    row = models.SealedConviction.objects.select_related("judgment", "subject").get(id=content["conviction"])
    if models.SealLifted.objects.filter(conviction=row).exists():
        _end(move, act.at)
        return
    returned = moving.take_back(left=_as_surrendered(row, content), by=act.by, at=act.at, basis=act.basis)
    _lift(row, {**content, "entered": str(returned)}, move, act)


def _begin(*, into_vault: bool, content: Mapping[str, Any], at: datetime) -> models.Move:
    row = uuid4()
    return models.Move.objects.create(
        id=row, known_from=at, into_vault=into_vault, box=boxes.close("move", row, content)
    )


def _end(move: models.Move, at: datetime) -> None:
    models.MoveDone.objects.get_or_create(move=move, defaults={"known_from": at})
