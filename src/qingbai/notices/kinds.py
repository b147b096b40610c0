"""The one table of notices (通报种类): by its format, how a notice is read, who may send it, and what is done with it.

Whoever takes notices in, by interface, file or desk, comes here: ``parse`` finds the format, ``receive`` enters what it says, keeps when it came
and how late, and takes up what waited for the document that it brought. The receipt of every kind reads the same for sealed
and open.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from django.db import transaction

from qingbai import incoming
from qingbai.audit.actors import SYSTEM, Actor
from qingbai.law.organs import NoticeKind, SenderKind
from qingbai.notices import (
    apart,
    common,
    correction_end,
    executed,
    manifest,
    manifests,
    non_prosecution,
    penalty,
    punctuality,
    release,
    sealing_notice,
    services,
    waiting,
)
from qingbai.notices import notice as judgments
from qingbai.notices.correction_end import CorrectionEndNotice
from qingbai.notices.faults import NoticeRefused, fault
from qingbai.notices.manifest import Manifest
from qingbai.notices.non_prosecution import NonProsecutionNotice
from qingbai.notices.notice import JudgmentNotice
from qingbai.notices.penalty import PenaltyNotice
from qingbai.notices.receipts import Receipt
from qingbai.notices.release import ReleaseNotice
from qingbai.notices.sealing_notice import SealingNotice
from qingbai.reading import Reading
from qingbai.registers.services import Result
from qingbai.sealing.services import VAULT

Notice = (
    JudgmentNotice
    | ReleaseNotice
    | CorrectionEndNotice
    | SealingNotice
    | NonProsecutionNotice
    | PenaltyNotice
    | Manifest
)
"""Whatever a sender may send."""

N = TypeVar("N", bound=Notice)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[N]):
    """One kind: its format, who may send it, how it is read and received.

    ``duty``: whose punctuality it counts for; None for what nobody must send. ``event_on``: what the duty runs from, by notice and receipt.
    ``keeps_text``: no other record keeps what the notice says. ``by_itself``: it is received in steps of its own, each of which may be repeated.
    """

    format: str
    senders: frozenset[SenderKind]
    parse: Callable[[bytes | str], N]
    as_json: Callable[[N], dict[str, Any]]
    schema: Callable[[], dict[str, Any]]
    receive: Callable[[N, Actor, datetime], Receipt]
    duty: NoticeKind | None
    event_on: Callable[[N, Receipt], date | None]
    keeps_text: bool = True
    by_itself: bool = False


def _judgment(notice: JudgmentNotice, by: Actor, at: datetime) -> Receipt:
    return services.receive(notice=notice, by=by, at=at)


def _effect(notice: JudgmentNotice, receipt: Receipt) -> date | None:
    """The day of legal force: as the court states it, else the last on which a part of the document took effect; None while one has not."""
    return notice.final_on or receipt.counts_from


def _happened(
    notice: ReleaseNotice | CorrectionEndNotice | SealingNotice | NonProsecutionNotice | PenaltyNotice | Manifest,
    _: Receipt,
) -> date:
    return notice.event_on


KINDS: Mapping[str, Kind[Any]] = MappingProxyType(
    {
        one.format: one
        for one in (
            Kind(
                format=judgments.FORMAT,
                senders=frozenset({SenderKind.COURT}),
                parse=judgments.parse,
                as_json=judgments.as_json,
                schema=judgments.schema,
                receive=_judgment,
                duty=NoticeKind.JUDGMENT,
                event_on=_effect,
                keeps_text=False,
            ),
            Kind(
                format=release.FORMAT,
                senders=release.SENDERS,
                parse=release.FORM.parse,
                as_json=release.FORM.as_json,
                schema=release.FORM.schema,
                receive=executed.receive_release,
                duty=NoticeKind.RELEASE,
                event_on=_happened,
            ),
            Kind(
                format=correction_end.FORMAT,
                senders=correction_end.SENDERS,
                parse=correction_end.FORM.parse,
                as_json=correction_end.FORM.as_json,
                schema=correction_end.FORM.schema,
                receive=executed.receive_correction_end,
                duty=NoticeKind.CORRECTION_END,
                event_on=_happened,
            ),
            Kind(
                format=sealing_notice.FORMAT,
                senders=sealing_notice.SENDERS,
                parse=sealing_notice.FORM.parse,
                as_json=sealing_notice.FORM.as_json,
                schema=sealing_notice.FORM.schema,
                receive=apart.receive_sealing,
                duty=NoticeKind.SEALING,
                event_on=_happened,
                by_itself=True,
            ),
            Kind(
                format=non_prosecution.FORMAT,
                senders=non_prosecution.SENDERS,
                parse=non_prosecution.FORM.parse,
                as_json=non_prosecution.FORM.as_json,
                schema=non_prosecution.FORM.schema,
                receive=apart.receive_non_prosecution,
                duty=NoticeKind.NON_PROSECUTION,
                event_on=_happened,
                keeps_text=False,
            ),
            Kind(
                format=penalty.FORMAT,
                senders=penalty.SENDERS,
                parse=penalty.FORM.parse,
                as_json=penalty.FORM.as_json,
                schema=penalty.FORM.schema,
                receive=apart.receive_penalty,
                duty=NoticeKind.PENALTY,
                event_on=_happened,
                keeps_text=False,
            ),
            Kind(
                format=manifest.FORMAT,
                senders=manifest.SENDERS,
                parse=manifest.FORM.parse,
                as_json=manifest.FORM.as_json,
                schema=manifest.FORM.schema,
                receive=manifests.receive,
                duty=None,
                event_on=_happened,
            ),
        )
    }
)
"""Every format that is read here, by its name."""


def parse(data: bytes | str) -> Notice:
    """A notice of any kind from JSON. Raises ``NoticeRefused`` with every fault; for an unknown format, with those that are known."""
    stated = _format(data)
    kind = KINDS.get(stated)
    if kind is not None:
        found: Notice = kind.parse(data)
        return found
    if stated is _UNREADABLE:
        return judgments.parse(data)  # which says what is wrong with it as JSON
    if stated == "":
        raise NoticeRefused(fault("format", "missing"))
    raise NoticeRefused(fault("format", "unknown_format", expected=" / ".join(KINDS)))


def as_json(notice: Notice) -> dict[str, Any]:
    """The notice as JSON values; ``parse`` of their text gives it back."""
    found: dict[str, Any] = KINDS[notice.format].as_json(notice)
    return found


def receive(*, notice: Notice, by: Actor, at: datetime, as_read: Reading | None = None) -> Receipt:
    """Receive a notice of any kind: everything in it is entered, or nothing is. The same notice again changes nothing and says so.

    ``as_read``: the text of a judgment as registrars read it, where that is not how the reader does. Raises ``NoticeRefused`` with every fault, and ``NoticeHeld`` where the law leaves a question to a person.
    """
    kind = KINDS[notice.format]
    if kind.by_itself:
        receipt: Receipt = kind.receive(notice, by, at)
        _keep(kind, notice, receipt, at)
    else:
        with transaction.atomic(), transaction.atomic(using=VAULT):  # the vault's ends first
            if isinstance(notice, JudgmentNotice):
                receipt = services.receive(notice=notice, by=by, at=at, as_read=as_read)
            else:
                receipt = kind.receive(notice, by, at)
            _keep(kind, notice, receipt, at)
    if isinstance(notice, JudgmentNotice):
        number = common.plain_case_number(notice.case_number) or notice.case_number
        waiting.take_up(case_number=number, receive=lambda text: _again(text, at), at=at)
    return receipt


def take_up_everything(*, at: datetime) -> int:
    """Try again every notice that waits, for one whose case came in while the process was killed; how many were entered."""
    cases = dict.fromkeys(case for one in waiting.waiting() for case in one.cases)
    return sum(waiting.take_up(case_number=case, receive=lambda text: _again(text, at), at=at) for case in cases)


_UNREADABLE = "\0"


def _format(data: bytes | str) -> str:
    """The format that a message names: empty where it names none, ``_UNREADABLE`` where the message cannot be read at all."""
    if len(data) > incoming.LARGEST:
        return _UNREADABLE
    try:
        stated = json.loads(data)
    except (ValueError, RecursionError):
        return _UNREADABLE
    if not isinstance(stated, dict):
        return _UNREADABLE
    name = stated.get("format", "")
    return name if isinstance(name, str) else " "


def _keep(kind: Kind[Any], notice: Notice, receipt: Receipt, at: datetime) -> None:
    if kind.duty is not None:
        punctuality.keep(
            notice=notice,
            kind=kind.duty,
            case_number=receipt.case_number,
            event_on=kind.event_on(notice, receipt),
            stated=kind.as_json(notice) if kind.keeps_text else {},
            at=at,
        )


def _again(text: str, at: datetime) -> bool:
    """A notice that waited, received once more; whether it waits no longer. What it brings in may end the waiting of others."""
    receipt = receive(notice=parse(text), by=SYSTEM, at=at)
    return all(line.result != Result.WAITING for line in receipt.lines)
