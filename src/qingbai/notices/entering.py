"""A notice that was found right is entered (登记): what is sealed into the vault, the rest into the register, each exactly once.

Two databases share no transaction: the register's is prepared, the vault's is committed, and only then the register's; both recognise a
repetition, so that a notice sent again after a crash between the two is entered once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import connection, transaction

from qingbai.audit.actors import Actor
from qingbai.law.terms import Treatment
from qingbai.notices import compiling
from qingbai.notices.deciding import Part
from qingbai.notices.notice import JudgmentNotice, stated_about_effect
from qingbai.reading import Reading
from qingbai.registers import moving
from qingbai.registers import services as registers
from qingbai.registers.records import Record, RulingStated, Verdict
from qingbai.registers.services import Entered, EnteredOne
from qingbai.registers.terms import ExecutionState
from qingbai.sealing import boxes, cases
from qingbai.sealing import services as sealing
from qingbai.sealing.services import VAULT, Incoming, Sealed


def enter(
    notice: JudgmentNotice,
    read: Reading,
    parts: Sequence[Part],
    incoming: Incoming,
    reference: str,
    by: Actor,
    at: datetime,
) -> list[EnteredOne]:
    """Vault and register, in the order of the notice's defendants."""
    closed, open_ones = [part for part in parts if part.sealed], [part for part in parts if not part.sealed]
    base = _base(notice, read, holds_sealed=bool(closed))
    sealed = _of(base, closed, boxes.fingerprint("document", notice.document_digest.hex()))

    def seal() -> Sealed:
        rules = [part.rules for part in closed if part.verdict is not None]
        entered = sealing.seal_on_entry(incoming=incoming, record=sealed if closed else None, rules=rules, by=by, at=at)
        _change_sealed_execution(closed, notice, at)
        return entered

    if not open_ones:
        hidden = seal()
        return list(_entries(parts, hidden, None))
    with transaction.atomic():
        record = _of(base, open_ones, moving.fingerprint_of(notice.document_digest))
        if closed:  # neither text nor digest of a document in which anybody is sealed
            record = replace(record, text=None, digest=None, stated=None)
        opened = registers.enter(record=record, by=by, at=at, basis=reference, within=True)
        _change_execution(open_ones, notice, reference, by, at)
        _correct_identities(open_ones, opened, notice, reference, by, at)
        connection.check_constraints()  # so that nothing but a crash can come between the two commits
        hidden = seal()
    return list(_entries(parts, hidden, opened))


def enter_alone(
    notice: JudgmentNotice, read: Reading, parts: Sequence[Part], reference: str, by: Actor, at: datetime
) -> Entered:
    """The register's part alone, inside the caller's transaction: of a judgment that nobody sent, and in which nobody is sealed."""
    record = _of(_base(notice, read, holds_sealed=False), parts, moving.fingerprint_of(notice.document_digest))
    return registers.enter(record=record, by=by, at=at, basis=reference, within=True)


def _base(notice: JudgmentNotice, read: Reading, *, holds_sealed: bool) -> Record:
    return Record(
        document=compiling.document(notice, read),
        fingerprint=b"",
        verdicts=(),
        confirmed_by=notice.confirmed_by,
        text=notice.text,
        digest=notice.document_digest,
        stated=stated_about_effect(notice),
        holds_sealed=holds_sealed,
    )


def seal_the_rest_of_the_case(parts: Sequence[Part], reference: str, by: Actor, at: datetime) -> None:
    """Where the new verdict is sealed, so is the earlier one that was open until now: the whole case is (SEAL-05)."""
    for part in parts:
        if part.sealed and part.place is not None and not part.place.sealed:
            for conviction in part.place.convictions:
                sealing.seal_entered(conviction=conviction, rules=part.rules, basis=reference, by=by, at=at)


def _of(base: Record, parts: Sequence[Part], fingerprint: bytes) -> Record:
    """The document with these defendants: their verdicts, and what it did to earlier ones, each pointing to the verdict it goes with."""
    verdicts: list[Verdict] = []
    rulings: list[RulingStated] = []
    for part in parts:
        place = None
        if part.verdict is not None:
            place = len(verdicts)
            verdicts.append(part.verdict)
        rulings.extend(replace(ruling, verdict=place) for ruling in part.rulings)
    return replace(base, fingerprint=fingerprint, verdicts=tuple(verdicts), rulings=tuple(rulings))


def _entries(parts: Sequence[Part], hidden: Sealed, opened: Entered | None) -> Iterator[EnteredOne]:
    """What was done for each defendant: the entry of the verdict, or of the first ruling where the document has no verdict."""
    vault = (iter(hidden.defendants), iter(hidden.rulings))
    register = (iter(opened.defendants), iter(opened.rulings)) if opened else (iter(()), iter(()))
    for part in parts:
        verdicts, rulings = vault if part.sealed else register
        own = [next(verdicts)] if part.verdict is not None else []
        yield next(iter([*own, *(next(rulings) for _ in part.rulings)]))


def _change_execution(parts: Sequence[Part], notice: JudgmentNotice, reference: str, by: Actor, at: datetime) -> None:
    """What a ruling on execution (减刑、假释) says of those on the register."""
    for ruling, told in _executions(parts, notice):
        registers.note_execution(
            court=ruling.earlier_court,
            case_number=ruling.earlier_case,
            name=ruling.name,
            state=told.state,
            on=told.on,
            term_to=told.term_to,
            source=told.source,
            by=by,
            at=at,
            basis=reference,
        )


def _change_sealed_execution(parts: Sequence[Part], notice: JudgmentNotice, at: datetime) -> None:
    """The same of those in the vault."""
    told_of = list(_executions(parts, notice))
    if not told_of:
        return
    with transaction.atomic(using=VAULT):
        for ruling, told in told_of:
            cases.note_execution(
                case_number=ruling.earlier_case,
                name=ruling.name,
                state=told.state,
                on=told.on,
                term_to=told.term_to,
                source=told.source,
                at=at,
            )


@dataclass(frozen=True, slots=True)
class _Told:
    """What a ruling on execution says: the state from a day on, the new end of the term where it has one, and whose word it is."""

    state: ExecutionState
    on: date
    term_to: date | None
    source: str


def _executions(parts: Sequence[Part], notice: JudgmentNotice) -> Iterator[tuple[RulingStated, _Told]]:
    for part in parts:
        if part.one.read.treatment is not Treatment.EXECUTION_CHANGED:
            continue
        stated, change = part.one.stated.execution, part.one.read.execution
        source = f"{notice.sender.name} {notice.case_number}"[:200]
        told = _Told(stated.state, stated.on, change.to_on if change else None, source)
        yield from ((ruling, told) for ruling in part.rulings)


def _correct_identities(
    parts: Sequence[Part], opened: Entered, notice: JudgmentNotice, reference: str, by: Actor, at: datetime
) -> None:
    """Move the verdicts of those whom a ruling corrects (裁定更正, REG-16) to the person whom the court then names."""
    for part in parts:
        if part.one.read.treatment is not Treatment.CORRECTED or not part.one.stated.documents or not part.place:
            continue
        for conviction in part.place.convictions:
            registers.correct_identity(
                conviction=conviction,
                right=compiling.described(part.one),
                ruling=opened.judgment,
                ground=notice.case_number,
                by=by,
                at=at,
                basis=reference,
            )
