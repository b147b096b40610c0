"""Receipts of the notices beside judgments (回执), in the words and the form of a judgment's: they tell nothing of where a thing is kept."""

import hashlib
import hmac
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.conf import settings

from qingbai.notices.common import Notice
from qingbai.notices.services import WORDS, Receipt, ReceiptLine
from qingbai.registers.services import Result
from qingbai.sealing.services import Incoming


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


def reference_of(notice: Notice) -> str:
    """The reference by which the register's ledger names a notice; of a judgment's, too."""
    return _fingerprint("reference", notice.sender.code.encode(), notice.message_id.encode()).hex()[:20]


def entry_of(notice: AboutSomething) -> str:
    """The reference of what a notice entered, made from what it is about: the same when it comes again, wherever it is kept."""
    return str(UUID(bytes=_fingerprint("entry", notice.subject_digest)[:16], version=4))


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


def _fingerprint(use: str, *parts: bytes) -> bytes:
    """A keyed fingerprint under the intake's own key, like those of a judgment's notice."""
    message = b"".join(len(part).to_bytes(8, "big") + part for part in (use.encode(), *parts))
    return hmac.digest(settings.INTAKE_KEY.encode(), message, hashlib.sha256)
