"""What may be done with a court's notice (通报接收): receive it.

The text is read, the notice checked by itself and against the text, the law asked for each defendant whether the judgment
is effective and whether the record is sealed. Whatever is wrong is told at once and nothing is entered. What is sealed
goes to the vault, the rest to the register. Two databases share no transaction: the register's is prepared, the vault's
is committed, and only then the register's; both recognise a repetition, so that a notice sent again after a crash
between the two is entered exactly once. The receipt comes last and reads the same for sealed and open.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from qingbai import clock, reading
from qingbai.agencies import calendars, regimes
from qingbai.audit.actors import Actor
from qingbai.incoming import Fault
from qingbai.law import names
from qingbai.law.effect import FINAL, days_that_may_be_stated, takes_effect_on
from qingbai.law.reasons import Code, because, yes
from qingbai.law.sealing import must_be_sealed, sealed_with_its_case, settled
from qingbai.law.terms import Answer, Finding, Reason, Treatment
from qingbai.law.wording import wording
from qingbai.notices import checks, compiling, crosscheck, finding, waiting
from qingbai.notices.compiling import Compiled, Earlier
from qingbai.notices.faults import NoticeHeld, NoticeRefused, fault
from qingbai.notices.finding import Place
from qingbai.notices.notice import JudgmentNotice, as_json, stated_about_effect
from qingbai.reading import Reading
from qingbai.registers import services as registers
from qingbai.registers.records import Record, RulingStated, Verdict
from qingbai.registers.services import Entered, EnteredOne, OtherFactsEntered, OtherTextEntered, Result
from qingbai.registers.terms import ExecutionState
from qingbai.sealing import boxes, cases
from qingbai.sealing import queries as orders
from qingbai.sealing import services as sealing
from qingbai.sealing.services import VAULT, Incoming, SameNumberOtherBody, Sealed

WORDS: dict[Result, tuple[str, str]] = {
    Result.ENTERED: ("已登记", "entered"),
    Result.KEPT: ("已收存，尚未生效", "kept; not yet effective"),
    Result.TOOK_EFFECT: ("已记载生效", "taking effect entered"),
    Result.ALREADY: ("此前已登记，未作改动", "already registered; nothing changed"),
    Result.WAITING: ("已收存，待在先的裁判文书", "kept; waits for the document of the earlier case"),
}


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """What was done for one defendant: the reference of the entry, a code, and the words in both languages."""

    name: str
    entry: str
    result: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of a notice (回执). It says of a sealed entry what it says of an open one.

    ``counts_from``: of a judgment, the day since which all of it counts; None while a part of it does not. For the house alone.
    """

    message_id: str
    case_number: str
    reference: str
    received_at: datetime
    lines: tuple[ReceiptLine, ...]
    counts_from: date | None = field(default=None, compare=False, repr=False)

    @property
    def already_registered(self) -> bool:
        """Whether everything was registered before and nothing changed."""
        return all(line.result == Result.ALREADY for line in self.lines)

    def __str__(self) -> str:
        done = dict.fromkeys(f"{line.zh} / {line.en}" for line in self.lines)
        return f"{self.case_number} {'；'.join(done)} [{self.reference}]"


@dataclass(frozen=True, slots=True)
class _Part:
    """One defendant, ready to be entered: the verdict, if the document has one of its own, what it did to earlier ones, and where
    both belong. ``rules``: on which a sealed one is sealed. ``place``: where the earlier verdict is kept, if it is on record."""

    one: Compiled
    verdict: Verdict | None
    rulings: tuple[RulingStated, ...]
    sealed: bool
    rules: str
    place: Place | None


def receive(*, notice: JudgmentNotice, by: Actor, at: datetime, as_read: Reading | None = None) -> Receipt:
    """Receive a notice: everything in it is entered, or nothing is.

    A document that only rules on an earlier verdict waits until that verdict is on record, and the receipt says so. Raises
    ``NoticeRefused`` with every fault, and ``NoticeHeld`` with the question where the law leaves one to a person. The same
    notice again changes nothing and says so. ``as_read``: the text as registrars read it, where that is not how the reader does.
    """
    on = clock.day_of(at)
    incoming = Incoming(
        sender=notice.sender.code,
        number=notice.message_id,
        body=notice.body_digest,
        document=notice.document_digest,
        facts=notice.facts_digest,
    )
    reference = _fingerprint("reference", notice.sender.code.encode(), notice.message_id.encode()).hex()[:20]
    read, earlier = _read(notice, on, as_read)
    parts = _decide(notice, read, earlier, by, reference, on)
    try:
        if any(part.verdict is None and part.place is None for part in parts):
            if as_read is not None:  # it would be read anew when it is taken up, without what registrars put right
                raise NoticeHeld([fault("text", "earlier_first")], [])
            whole = json.dumps(as_json(notice), ensure_ascii=False)
            numbers = [each.case_number for each in earlier]
            waiting.keep(notice=whole, cases=numbers, incoming=incoming, by=by, at=at)
            entries = [EnteredOne(UUID(int=0), Result.WAITING) for _ in parts]
        else:
            entries = _enter(notice, read, parts, incoming, reference, by, at)
            _seal_the_rest_of_the_case(parts, reference, by, at)
    except SameNumberOtherBody:
        raise NoticeRefused(fault("message_id", "same_message_other_body")) from None
    except OtherFactsEntered:
        raise NoticeRefused(fault("notice", "same_document_other_facts")) from None
    except OtherTextEntered:
        raise NoticeRefused(fault("text", "same_case_other_text")) from None
    lines = tuple(
        ReceiptLine(part.one.stated.name, _entry(one), str(one.result), *WORDS[one.result])
        for part, one in zip(parts, entries, strict=True)
    )
    return Receipt(
        message_id=notice.message_id,
        case_number=notice.case_number,
        reference=reference,
        received_at=at,
        lines=lines,
        counts_from=_counts_from(parts),
    )


def _counts_from(parts: Sequence[_Part]) -> date | None:
    """The last of the days on which what the document says of its defendants took effect; None while one has not."""
    stated = [part.verdict or part.rulings[0] for part in parts if part.verdict or part.rulings]
    days = [one.effective_on for one in stated if one.effective_on is not None]
    return max(days) if days and len(days) == len(parts) else None


def _entry(one: EnteredOne) -> str:
    """The reference of an entry; none for what waits."""
    return "" if one.result is Result.WAITING else str(one.conviction)


def _read(notice: JudgmentNotice, on: date, as_read: Reading | None) -> tuple[Reading, tuple[Earlier, ...]]:
    """The text as read and the earlier cases that it decides on, after everything that can be checked was."""
    faults = checks.faults(notice, on=on)
    if any(found.field == "text" for found in faults):
        raise NoticeRefused(*faults)
    read = as_read or reading.read(notice.text)
    faults += crosscheck.faults(notice, read)
    if faults:
        raise NoticeRefused(*dict.fromkeys(faults))
    earlier = compiling.earlier_cases(read)
    unclear = _unclear(read, earlier)
    if earlier is None or unclear:
        raise NoticeHeld(unclear, [])
    return read, earlier


def _unclear(read: Reading, earlier: tuple[Earlier, ...] | None) -> list[Fault]:
    """What a person must say of a document before it can be entered: on which earlier record it decides, and what became of each defendant."""
    assert read.instance is not None
    zh, en = names.INSTANCES[read.instance]
    if earlier is None:
        return [fault("text", "changes_an_earlier_record", what=zh, what_en=en)]
    return [
        fault(f"defendants[{place}]", "changes_an_earlier_record", what=zh, what_en=en)
        for place, one in enumerate(read.defendants)
        if (earlier and one.treatment is None) or (not earlier and not compiling.has_verdict(read, one))
    ]


def _decide(
    notice: JudgmentNotice, read: Reading, earlier: Sequence[Earlier], by: Actor, reference: str, on: date
) -> tuple[_Part, ...]:
    """For each defendant what the law says of effect and seal. Raises with all contradictions, else with all open questions."""
    faults: list[Fault] = []
    questions: list[tuple[Fault, tuple[Reason, ...]]] = []
    parts = []
    for number, one in enumerate(compiling.defendants(notice, read)):
        path = f"defendants[{number}]"
        reckoned = _reckoned(notice, read, one, on)
        if notice.final_on is not None:
            faults.extend(_finality_faults(notice, notice.final_on, read, one, reckoned, on))
        elif reckoned.answer is Answer.PERSON:
            questions.append((_question(path, "effect_open", reckoned.because), reckoned.because))
        place = _place(one, earlier, by, reference)
        own = compiling.has_verdict(read, one.read)
        seal = _seal(read, one, place, own=own, on=on)
        if seal.sealed is None:
            questions.append((_question(path, "sealing_open", seal.because), seal.because))
        effective_on, ground = _effect(notice.final_on, reckoned)
        dated = compiling.Dated(effective_on, ground)
        parts.append(
            _Part(
                one=one,
                verdict=compiling.verdict(notice, read, one, on=on, dated=dated) if own else None,
                rulings=compiling.rulings(one, earlier, dated),
                sealed=bool(seal.sealed),
                rules=seal.rules,
                place=place,
            )
        )
    if faults:
        raise NoticeRefused(*dict.fromkeys(faults))
    if questions:
        raise NoticeHeld([asked for asked, _ in questions], [reason for _, told in questions for reason in told])
    return tuple(parts)


def _reckoned(notice: JudgmentNotice, read: Reading, one: Compiled, on: date) -> Finding[date]:
    """From when what the document says of a defendant counts. A remand, a ruling on execution or a correction does as soon as it is pronounced."""
    assert read.pronounced_on is not None
    if one.read.treatment in (Treatment.QUASHED, Treatment.EXECUTION_CHANGED, Treatment.CORRECTED):
        reasons = [because(Code.FINAL_ON_PRONOUNCEMENT, FINAL, pronounced_on=read.pronounced_on)]
        return yes(reasons, read.pronounced_on)
    return takes_effect_on(compiling.decision(notice, read, one), on, calendars.calendar())


def _place(one: Compiled, earlier: Sequence[Earlier], by: Actor, reference: str) -> Place | None:
    """Where the earlier verdict on a defendant is kept: in the vault, if any of the cases decided on is there."""
    name = one.stated.recorded_as or one.stated.name
    found = [
        finding.where(court=each.court, case_number=each.case_number, name=name, viewer=by, basis=reference)
        for each in earlier
    ]
    places = [place for place in found if place is not None]
    return next((place for place in places if place.sealed), places[0] if places else None)


@dataclass(frozen=True, slots=True)
class _Seal:
    """Whether a defendant's part is sealed (None: a person must decide and has not), on which rules, and why."""

    sealed: bool | None
    rules: str
    because: tuple[Reason, ...] = ()


def _seal(read: Reading, one: Compiled, place: Place | None, *, own: bool, on: date) -> _Seal:
    """Whether it is sealed with the rest of its case, by a court's order, by its own facts or by a person's decision, in this order."""
    with_case = sealed_with_its_case(
        one.read.treatment,
        new_verdict=own,
        earlier_sealed=None if place is None else place.sealed,
        later_sealed=bool(own and cases.rulings_on(read.case_number or "", one.stated.name)),
    )
    if with_case is not None:
        stands = settled(with_case)
        return _Seal(stands.sealed, stands.rules[:200] if with_case.value else "")
    defendant = compiling.described(one)
    ordered = orders.ordered(court=read.court or "", case_number=read.case_number or "", defendant=defendant)
    if ordered is not None:
        return _Seal(sealed=True, rules=ordered)
    found = must_be_sealed(compiling.sealing_facts(read, one), on, regimes.in_house())
    decided = one.stated.sealing_decision
    stands = settled(found, decided.sealed, decided.decided_by) if decided else settled(found)
    return _Seal(stands.sealed, stands.rules[:200], found.because)


def _effect(final_on: date | None, reckoned: Finding[date]) -> tuple[date | None, str]:
    """The day of legal force, None where there is none yet, and on what it rests: the court's statement, or the law's reasons."""
    if final_on is not None:
        return final_on, "stated_by_court"
    codes = ",".join(dict.fromkeys(reason.code for reason in reckoned.because))[:200]
    return (reckoned.value if reckoned.answer is Answer.YES else None), codes


def _finality_faults(
    notice: JudgmentNotice, final_on: date, read: Reading, one: Compiled, reckoned: Finding[date], on: date
) -> Iterator[Fault]:
    """The day that the court states, against the one that follows from service, where service settles it."""
    at_once = one.read.treatment in (Treatment.QUASHED, Treatment.EXECUTION_CHANGED, Treatment.CORRECTED)
    if not notice.service or reckoned.answer is Answer.PERSON or at_once:
        return
    decision = compiling.decision(notice, read, one)
    if final_on not in days_that_may_be_stated(decision, on, calendars.calendar()):
        yield _contradiction(reckoned)


def _contradiction(reckoned: Finding[date]) -> Fault:
    day = reckoned.value
    if reckoned.answer is Answer.YES and day is not None:
        return fault("final_on", "finality_contradicts", found=day.isoformat(), found_en=day.isoformat())
    return fault("final_on", "finality_contradicts", found="尚未生效", found_en="not yet effective")


def _question(path: str, code: str, because: Sequence[Reason]) -> Fault:
    worded = [wording(reason) for reason in because]
    why = "".join(one.zh for one in worded)
    return fault(path, code, why=why, why_en=" ".join(one.en for one in worded))


def _enter(
    notice: JudgmentNotice,
    read: Reading,
    parts: Sequence[_Part],
    incoming: Incoming,
    reference: str,
    by: Actor,
    at: datetime,
) -> list[EnteredOne]:
    """Vault and register, in the order of the notice's defendants."""
    closed, open_ones = [part for part in parts if part.sealed], [part for part in parts if not part.sealed]
    base = Record(
        document=compiling.document(notice, read),
        fingerprint=b"",
        verdicts=(),
        confirmed_by=notice.confirmed_by,
        text=notice.text,
        digest=notice.document_digest,
        stated=stated_about_effect(notice),
        holds_sealed=bool(closed),
    )
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
        record = _of(base, open_ones, _fingerprint("document", notice.document_digest))
        if closed:  # neither text nor digest of a document in which anybody is sealed
            record = replace(record, text=None, digest=None, stated=None)
        opened = registers.enter(record=record, by=by, at=at, basis=reference, within=True)
        _change_execution(open_ones, notice, reference, by, at)
        _correct_identities(open_ones, opened, notice, reference, by, at)
        connection.check_constraints()  # so that nothing but a crash can come between the two commits
        hidden = seal()
    return list(_entries(parts, hidden, opened))


def _seal_the_rest_of_the_case(parts: Sequence[_Part], reference: str, by: Actor, at: datetime) -> None:
    """Where the new verdict is sealed, so is the earlier one that was open until now: the whole case is (SEAL-05)."""
    for part in parts:
        if part.sealed and part.place is not None and not part.place.sealed:
            for conviction in part.place.convictions:
                sealing.seal_entered(conviction=conviction, rules=part.rules, basis=reference, by=by, at=at)


def _of(base: Record, parts: Sequence[_Part], fingerprint: bytes) -> Record:
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


def _entries(parts: Sequence[_Part], hidden: Sealed, opened: Entered | None) -> Iterator[EnteredOne]:
    """What was done for each defendant: the entry of the verdict, or of the first ruling where the document has no verdict."""
    vault = (iter(hidden.defendants), iter(hidden.rulings))
    register = (iter(opened.defendants), iter(opened.rulings)) if opened else (iter(()), iter(()))
    for part in parts:
        verdicts, rulings = vault if part.sealed else register
        own = [next(verdicts)] if part.verdict is not None else []
        yield next(iter([*own, *(next(rulings) for _ in part.rulings)]))


def _change_execution(parts: Sequence[_Part], notice: JudgmentNotice, reference: str, by: Actor, at: datetime) -> None:
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


def _change_sealed_execution(parts: Sequence[_Part], notice: JudgmentNotice, at: datetime) -> None:
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


def _executions(parts: Sequence[_Part], notice: JudgmentNotice) -> Iterator[tuple[RulingStated, _Told]]:
    for part in parts:
        if part.one.read.treatment is not Treatment.EXECUTION_CHANGED:
            continue
        stated, change = part.one.stated.execution, part.one.read.execution
        source = f"{notice.sender.name} {notice.case_number}"[:200]
        told = _Told(stated.state, stated.on, change.to_on if change else None, source)
        yield from ((ruling, told) for ruling in part.rulings)


def _correct_identities(
    parts: Sequence[_Part], opened: Entered, notice: JudgmentNotice, reference: str, by: Actor, at: datetime
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


def _fingerprint(use: str, *parts: bytes) -> bytes:
    """A keyed fingerprint under the intake's own key: what the register recognises a repetition by."""
    message = b"".join(len(part).to_bytes(8, "big") + part for part in (use.encode(), *parts))
    return hmac.digest(settings.INTAKE_KEY.encode(), message, hashlib.sha256)
