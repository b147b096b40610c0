"""What may be done with a court's notice (通报接收): receive it.

The text is read, the notice checked by itself and against the text, the law asked for each defendant whether the judgment
is effective and whether the record is sealed. Whatever is wrong is told at once and nothing is entered. What is sealed
goes to the vault, the rest to the register. Two databases share no transaction: the register's is prepared, the vault's
is committed, and only then the register's; both recognise a repetition, so that a notice sent again after a crash
between the two is entered exactly once. The receipt comes last and reads the same for sealed and open.
"""

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings
from django.db import connection, transaction

from qingbai import clock, reading
from qingbai.agencies import calendars
from qingbai.audit.actors import Actor
from qingbai.incoming import Fault
from qingbai.law import names
from qingbai.law.effect import days_that_may_be_stated, takes_effect_on
from qingbai.law.sealing import must_be_sealed
from qingbai.law.terms import Answer, Disposition, Finding, Instance, Outcome, Reason
from qingbai.law.wording import wording
from qingbai.notices import checks, compiling, crosscheck
from qingbai.notices.compiling import Compiled
from qingbai.notices.faults import NoticeHeld, NoticeRefused, fault
from qingbai.notices.notice import JudgmentNotice, stated_about_effect
from qingbai.reading import Reading
from qingbai.registers import services as registers
from qingbai.registers.records import Record, Verdict
from qingbai.registers.services import EnteredOne, OtherFactsEntered, OtherTextEntered, Result
from qingbai.sealing import boxes
from qingbai.sealing import services as sealing
from qingbai.sealing.services import Incoming, SameNumberOtherBody

WORDS: dict[Result, tuple[str, str]] = {
    Result.ENTERED: ("已登记", "entered"),
    Result.KEPT: ("已收存，尚未生效", "kept; not yet effective"),
    Result.TOOK_EFFECT: ("已记载生效", "taking effect entered"),
    Result.ALREADY: ("此前已登记，未作改动", "already registered; nothing changed"),
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
    """What became of a notice (回执). It says of a sealed entry what it says of an open one."""

    message_id: str
    case_number: str
    reference: str
    received_at: datetime
    lines: tuple[ReceiptLine, ...]

    @property
    def already_registered(self) -> bool:
        """Whether everything was registered before and nothing changed."""
        return all(line.result == Result.ALREADY for line in self.lines)

    def __str__(self) -> str:
        done = dict.fromkeys(f"{line.zh} / {line.en}" for line in self.lines)
        return f"{self.case_number} {'；'.join(done)} [{self.reference}]"


@dataclass(frozen=True, slots=True)
class _Part:
    """One defendant, ready to be entered: where, and for a sealed one on which rules."""

    verdict: Verdict
    sealed: bool
    rules: str


def receive(*, notice: JudgmentNotice, by: Actor, at: datetime, read: Reading | None = None) -> Receipt:
    """Receive a notice: everything in it is entered, or nothing is. ``read``: the text as a registrar read it, where that is not how the reader does.

    Raises ``NoticeRefused`` with every fault, and ``NoticeHeld`` with the question where the law leaves one to a person.
    The same notice again changes nothing and says so.
    """
    on = clock.day_of(at)
    read = _read(notice, on, read)
    parts = _decide(notice, read, on)
    incoming = Incoming(
        sender=notice.sender.code,
        number=notice.message_id,
        body=notice.body_digest,
        document=notice.document_digest,
        facts=notice.facts_digest,
    )
    reference = _fingerprint("reference", notice.sender.code.encode(), notice.message_id.encode()).hex()[:20]
    try:
        entered = _enter(notice, read, parts, incoming, reference, by, at)
    except SameNumberOtherBody:
        raise NoticeRefused(fault("message_id", "same_message_other_body")) from None
    except OtherFactsEntered:
        raise NoticeRefused(fault("notice", "same_document_other_facts")) from None
    except OtherTextEntered:
        raise NoticeRefused(fault("text", "same_case_other_text")) from None
    lines = tuple(
        ReceiptLine(part.verdict.defendant.names[0].text, str(one.conviction), str(one.result), *WORDS[one.result])
        for part, one in zip(parts, entered, strict=True)
    )
    return Receipt(
        message_id=notice.message_id,
        case_number=notice.case_number,
        reference=reference,
        received_at=at,
        lines=lines,
    )


def _read(notice: JudgmentNotice, on: date, given: Reading | None) -> Reading:
    """The text as read, after everything that can be checked was."""
    faults = checks.faults(notice, on=on)
    if any(found.field == "text" for found in faults):
        raise NoticeRefused(*faults)
    read = given or reading.read(notice.text)
    faults += crosscheck.faults(notice, read)
    if faults:
        raise NoticeRefused(*dict.fromkeys(faults))
    changed = _changes_earlier_record(read)
    if changed is not None:
        raise NoticeHeld([changed], [])
    return read


def _changes_earlier_record(read: Reading) -> Fault | None:
    """A document that decides about a record entered before: which one, a registrar must say."""
    undecided = any(one.outcome is Outcome.UNDECIDED for one in read.defendants)
    if (
        read.instance in (Instance.FIRST, Instance.APPEAL)
        and read.disposition is not Disposition.COMMUTE
        and not undecided
    ):
        return None
    assert read.instance is not None
    zh, en = names.INSTANCES[read.instance]
    return fault("text", "changes_an_earlier_record", what=zh, what_en=en)


def _decide(notice: JudgmentNotice, read: Reading, on: date) -> tuple[_Part, ...]:
    """For each defendant what the law says of effect and seal. Raises with all contradictions, else with all open questions."""
    faults: list[Fault] = []
    questions: list[tuple[Fault, tuple[Reason, ...]]] = []
    parts = []
    for place, one in enumerate(compiling.defendants(notice, read)):
        path = f"defendants[{place}]"
        reckoned = takes_effect_on(compiling.decision(notice, read, one), on, calendars.calendar())
        if notice.final_on is not None:
            faults.extend(_finality_faults(notice, notice.final_on, read, one, reckoned, on))
        elif reckoned.answer is Answer.PERSON:
            questions.append((_question(path, "effect_open", reckoned.because), reckoned.because))
        seal = must_be_sealed(compiling.sealing_facts(read, one), on)
        sealed = _sealed(seal, one)
        if sealed is None:
            questions.append((_question(f"{path}", "sealing_open", seal.because), seal.because))
        effective_on, ground = _effect(notice.final_on, reckoned)
        verdict = compiling.verdict(notice, read, one, effective_on=effective_on, effect_ground=ground)
        parts.append(_Part(verdict, bool(sealed), _rules(seal, one)))
    if faults:
        raise NoticeRefused(*dict.fromkeys(faults))
    if questions:
        raise NoticeHeld([asked for asked, _ in questions], [reason for _, because in questions for reason in because])
    return tuple(parts)


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
    if not notice.service or reckoned.answer is Answer.PERSON:
        return
    decision = compiling.decision(notice, read, one)
    if final_on not in days_that_may_be_stated(decision, on, calendars.calendar()):
        yield _contradiction(reckoned)


def _contradiction(reckoned: Finding[date]) -> Fault:
    day = reckoned.value
    if reckoned.answer is Answer.YES and day is not None:
        return fault("final_on", "finality_contradicts", found=day.isoformat(), found_en=day.isoformat())
    return fault("final_on", "finality_contradicts", found="尚未生效", found_en="not yet effective")


def _sealed(seal: Finding[str], one: Compiled) -> bool | None:
    """Whether the record is sealed; None where a person must decide and has not. A person's word settles nothing that the law settles."""
    if seal.answer is Answer.PERSON:
        decided = one.stated.sealing_decision
        return None if decided is None else decided.sealed
    return seal.answer is Answer.YES


def _rules(seal: Finding[str], one: Compiled) -> str:
    """On which rules a record is sealed: the regime with the rows of the rule book, or who decided and on what open question."""
    rows = ",".join(dict.fromkeys(reason.citation.rule for reason in seal.because if reason.citation.rule))
    if seal.answer is Answer.PERSON:
        decided = one.stated.sealing_decision
        return f"decided by {decided.decided_by if decided else ''}: {rows}"[:200]
    return f"{seal.value}: {rows}"[:200]


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
    closed = [part for part in parts if part.sealed]
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

    sealed = replace(
        base,
        fingerprint=boxes.fingerprint("document", notice.document_digest.hex()),
        verdicts=tuple(part.verdict for part in closed),
    )

    def seal() -> Sequence[EnteredOne]:
        rules = [part.rules for part in closed]
        return sealing.seal_on_entry(incoming=incoming, record=sealed if closed else None, rules=rules, by=by, at=at).defendants

    opened: Sequence[EnteredOne] = ()
    if len(closed) == len(parts):
        hidden = seal()
    else:
        with transaction.atomic():
            opened = registers.enter(record=_open_record(base, parts, notice), by=by, at=at, basis=reference).defendants
            connection.check_constraints()  # so that nothing but a crash can come between the two commits
            hidden = seal()
    in_vault, in_register = iter(hidden), iter(opened)
    return [next(in_vault) if part.sealed else next(in_register) for part in parts]


def _open_record(base: Record, parts: Sequence[_Part], notice: JudgmentNotice) -> Record:
    """What the register may have: the open ones, and neither text nor digest where anybody is sealed."""
    record = replace(
        base,
        fingerprint=_fingerprint("document", notice.document_digest),
        verdicts=tuple(part.verdict for part in parts if not part.sealed),
    )
    return replace(record, text=None, digest=None, stated=None) if base.holds_sealed else record


def _fingerprint(use: str, *parts: bytes) -> bytes:
    """A keyed fingerprint under the intake's own key: what the register recognises a repetition by."""
    message = b"".join(len(part).to_bytes(8, "big") + part for part in (use.encode(), *parts))
    return hmac.digest(settings.INTAKE_KEY.encode(), message, hashlib.sha256)
