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
from qingbai.notices.form import Form
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
    """One kind: its format, who may send it, and how it is received.

    ``duty``: whose punctuality it counts for; None for what nobody must send. ``event_on``: what the duty runs from, by notice and receipt.
    ``keeps_text``: no other record keeps what the notice says. ``by_itself``: it is received in steps of its own, each of which may be repeated.
    """

    form: Form[N]
    senders: frozenset[SenderKind]
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
        one.form.name: one
        for one in (
            Kind(
                form=judgments.FORM,
                senders=frozenset({SenderKind.COURT}),
                receive=_judgment,
                duty=NoticeKind.JUDGMENT,
                event_on=_effect,
                keeps_text=False,
            ),
            Kind(
                form=release.FORM,
                senders=release.SENDERS,
                receive=executed.receive_release,
                duty=NoticeKind.RELEASE,
                event_on=_happened,
            ),
            Kind(
                form=correction_end.FORM,
                senders=correction_end.SENDERS,
                receive=executed.receive_correction_end,
                duty=NoticeKind.CORRECTION_END,
                event_on=_happened,
            ),
            Kind(
                form=sealing_notice.FORM,
                senders=sealing_notice.SENDERS,
                receive=apart.receive_sealing,
                duty=NoticeKind.SEALING,
                event_on=_happened,
                by_itself=True,
            ),
            Kind(
                form=non_prosecution.FORM,
                senders=non_prosecution.SENDERS,
                receive=apart.receive_non_prosecution,
                duty=NoticeKind.NON_PROSECUTION,
                event_on=_happened,
                keeps_text=False,
            ),
            Kind(
                form=penalty.FORM,
                senders=penalty.SENDERS,
                receive=apart.receive_penalty,
                duty=NoticeKind.PENALTY,
                event_on=_happened,
                keeps_text=False,
            ),
            Kind(
                form=manifest.FORM,
                senders=manifest.SENDERS,
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
    name = _format(data)
    if name is None:
        return judgments.FORM.parse(data)  # which says what is wrong with it as JSON
    if name == "":
        raise NoticeRefused(fault("format", "missing"))
    if name not in KINDS:
        raise NoticeRefused(fault("format", "unknown_format", expected=" / ".join(KINDS)))
    found: Notice = KINDS[name].form.parse(data)
    return found


def _format(data: bytes | str) -> str | None:
    """The format that a message names, empty where it names none; None where the message cannot be read at all."""
    if len(data) > incoming.LARGEST:
        return None
    try:
        stated = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return str(stated.get("format", "")) if isinstance(stated, dict) else None


def as_json(notice: Notice) -> dict[str, Any]:
    """The notice as JSON values; ``parse`` of their text gives it back."""
    found: dict[str, Any] = KINDS[notice.format].form.as_json(notice)
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
            if isinstance(notice, JudgmentNotice) and as_read is not None:
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


def _keep(kind: Kind[Any], notice: Notice, receipt: Receipt, at: datetime) -> None:
    if kind.duty is not None:
        punctuality.keep(
            notice=notice,
            kind=kind.duty,
            case_number=receipt.case_number,
            event_on=kind.event_on(notice, receipt),
            stated=kind.form.as_json(notice) if kind.keeps_text else {},
            at=at,
        )


def _again(text: str, at: datetime) -> bool:
    """A notice that waited, received once more; whether it waits no longer. What it brings in may end the waiting of others."""
    receipt = receive(notice=parse(text), by=SYSTEM, at=at)
    return all(line.result != Result.WAITING for line in receipt.lines)
