"""A sender's manifest (发送清单): which numbers of notices it sent on a day, so that one that never came is found.

Whoever sends numbers its notices; a notice lost on the way leaves no trace here, but its number in the manifest does (REG-06: late, missing or
false notices make liable). A notice that was refused counts as not received: it must be sent again.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from qingbai.incoming import STRICT, Fault
from qingbai.law.organs import SenderKind
from qingbai.notices import checks, common
from qingbai.notices.faults import fault
from qingbai.notices.form import Form
from qingbai.notices.notice import Day, Sender

FORMAT = "qingbai/manifest/1"
SENDERS = frozenset(SenderKind)
MOST = 100_000
"""Numbers in one manifest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The numbers of all notices that one sender sent on ``day``; ``digest``: ``digest_of`` the list as it stands.

    ``message_id`` is the manifest's own number.
    """

    __pydantic_config__ = STRICT

    format: Literal["qingbai/manifest/1"]
    message_id: str
    sender: Sender
    day: Day
    sent: tuple[str, ...]
    digest: str

    @property
    def body_digest(self) -> bytes:
        """SHA-256 of everything the manifest says; 32 bytes."""
        return FORM.body_digest(self)

    @property
    def subject_digest(self) -> bytes:
        """SHA-256 of what it is about: this sender's notices of this day; 32 bytes."""
        return common.subject_digest(FORMAT, self.sender.code, self.day.isoformat())

    @property
    def event_on(self) -> date:
        """The day on which the notices were sent."""
        return self.day


FORM = Form(FORMAT, Manifest)


def digest_of(sent: Iterable[str]) -> str:
    """SHA-256 of the numbers in their order, one a line, as 64 hexadecimal digits.

    >>> digest_of(["a-1", "a-2"])[:16]
    'de580bda873977a5'
    """
    return hashlib.sha256("\n".join(sent).encode()).hexdigest()


def faults(notice: Manifest, *, on: date) -> Iterator[Fault]:
    """Everything in the manifest that cannot be right on the day ``on``."""
    yield from common.heading_faults(notice)
    yield from common.day_faults("day", notice.day, on)
    if len(notice.sent) > MOST:
        yield fault("sent", "too_long", limit=f"{MOST:,}")
        return
    seen: set[str] = set()
    for place, number in enumerate(notice.sent):
        for _ in checks.message_id_faults(number):
            yield fault(f"sent[{place}]", "message_id")
        if number in seen:
            yield fault(f"sent[{place}]", "number_listed_twice")
        seen.add(number)
    if notice.digest.lower() != digest_of(notice.sent):
        yield fault("digest", "manifest_digest")
