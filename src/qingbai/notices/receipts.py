"""Receipts (回执): what became of a notice. Those of the notices beside judgments have the words and the form of a judgment's; none tells where a thing is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from qingbai.incoming import Fault
from qingbai.notices.common import Notice
from qingbai.notices.faults import NoticeRefused, fault
from qingbai.registers import fingerprints
from qingbai.registers.services import OtherFactsEntered, OtherTextEntered, Result
from qingbai.sealing.services import Incoming, SameNumberOtherBody

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


class AboutSomething(Notice, Protocol):
    """A notice that says what it is about."""

    @property
    def subject_digest(self) -> bytes:
        """SHA-256 of what it is about; 32 bytes."""


def incoming_of(notice: AboutSomething, facts: bytes) -> Incoming:
    """The notice as the inbox recognises it; ``facts``: the digest of what it states about its subject."""
    return Incoming(
        sender=notice.sender.code,
        number=notice.message_id,
        body=notice.body_digest,
        document=notice.subject_digest,
        facts=facts,
    )


@contextmanager
def refusing(*, other_facts: Fault) -> Iterator[None]:
    """What inbox, register and vault will not take, in the words of a refusal; ``other_facts``: where a notice of the same says otherwise."""
    try:
        yield
    except SameNumberOtherBody:
        raise NoticeRefused(fault("message_id", "same_message_other_body")) from None
    except OtherFactsEntered:
        raise NoticeRefused(other_facts) from None
    except OtherTextEntered:
        raise NoticeRefused(fault("text", "same_case_other_text")) from None


def reference_of(notice: Notice) -> str:
    """The reference by which the register's ledger names a notice; of a judgment's, too."""
    return fingerprints.of("reference", notice.sender.code.encode(), notice.message_id.encode()).hex()[:20]


def entry_of(notice: AboutSomething) -> str:
    """The reference of what a notice entered, made from what it is about: the same when it comes again, wherever it is kept."""
    return str(UUID(bytes=fingerprints.of("entry", notice.subject_digest)[:16], version=4))


def receipt(notice: AboutSomething, *, case_number: str, name: str, result: Result, at: datetime) -> Receipt:
    """The receipt of a notice about one person; what waits has no entry yet."""
    entry = "" if result is Result.WAITING else entry_of(notice)
    return Receipt(
        message_id=notice.message_id,
        case_number=case_number,
        reference=reference_of(notice),
        received_at=at,
        lines=(ReceiptLine(name, entry, str(result), *WORDS[result]),),
    )
