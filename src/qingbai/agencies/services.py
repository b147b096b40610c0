"""What may be done in this room: load the directory of organs and offices, appoint officers. Each act is one ledger entry."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any, TypeVar

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from qingbai import clock
from qingbai.agencies import directory, hours, queries
from qingbai.agencies.directory import OfficeEntry, OrganEntry
from qingbai.agencies.models import Office, Officer, OpeningHours, Organ
from qingbai.agencies.queries import OfficerCard
from qingbai.agencies.terms import Role
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM, Actor
from qingbai.audit.events import EventKind

SERVICE_NUMBER = re.compile(r"[0-9A-Za-z-]{3,20}")
LONGEST_NAME = 100
_Row = TypeVar("_Row", Organ, Office)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a loading changed (载入结果): the codes of organs and offices that are new, other than before, or out of use."""

    organs: tuple[str, ...]
    offices: tuple[str, ...]
    closed: tuple[str, ...]

    @property
    def anything(self) -> bool:
        """Whether anything changed."""
        return bool(self.organs or self.offices or self.closed)


def load_reference_data(
    *, by: Actor = SYSTEM, at: datetime | None = None, demo: bool = True, own: Path | None = None
) -> Loaded:
    """Bring organs and offices to the state of the data files; repeating it changes nothing and writes no entry.

    ``demo``: with the invented offices of Demo Province; ``own``: the folder with this register's own files, if any. An office that left the files is out of use but stays. Raises
    ``BadReferenceData`` before anything is changed.
    """
    given = directory.directory(demo=demo, own=own)
    with transaction.atomic():
        organs, offices = _keep_organs(given.organs), _keep_offices(given.offices)
        gone = Office.objects.filter(in_use=True).exclude(code__in=[entry.code for entry in given.offices])
        loaded = Loaded(organs, offices, tuple(gone.order_by("code").values_list("code", flat=True)))
        gone.update(in_use=False)
        if loaded.anything:
            facts = {
                "organs": len(organs),
                "offices": len(offices),
                "closed": len(loaded.closed),
                "files": " ".join(given.files),
            }
            audit.record(
                kind=EventKind.REFERENCE_LOADED,
                by=by,
                at=at or clock.now(),
                basis="data files of this version",
                facts={key: str(value) for key, value in facts.items()},
            )
    queries.forget_offices()
    return loaded


def _keep_organs(entries: Sequence[OrganEntry]) -> tuple[str, ...]:
    """Make the rows what the entries say; the codes of those that were not."""
    return _keep(
        Organ,
        {
            entry.code: {
                "name_zh": entry.name.zh,
                "name_en": entry.name.en,
                "authority": entry.authority.value,
                "level": entry.level.value,
                "division": entry.division,
                "superior_id": entry.superior or None,
                "mark": entry.mark,
            }
            for entry in entries
        },
    )


def _keep_offices(entries: Sequence[OfficeEntry]) -> tuple[str, ...]:
    """Make the rows and their hours what the entries say; the codes of those that were not."""
    changed = _keep(
        Office,
        {
            entry.code: {
                "name_zh": entry.name.zh,
                "name_en": entry.name.en,
                "kind": entry.kind.value,
                "organ_id": entry.organ,
                "division": entry.division,
                "address_zh": entry.address.zh,
                "address_en": entry.address.en,
                "phone": entry.phone,
                "in_use": True,
                "appointments": entry.appointments,
            }
            for entry in entries
        },
    )
    others = _keep_hours(entries)
    return tuple(entry.code for entry in entries if entry.code in {*changed, *others})


def _keep_hours(entries: Sequence[OfficeEntry]) -> list[str]:
    """Make the spans of the week what the entries say; the codes of the offices whose spans were not."""
    kept: dict[str, set[tuple[int, time, time]]] = {entry.code: set() for entry in entries}
    found = OpeningHours.objects.filter(office__in=kept)
    for office, day, opens, closes in found.values_list("office_id", "weekday", "opens", "closes"):
        kept[office].add((day, opens, closes))
    wanted = {
        entry.code: {(day, *span) for day, spans in enumerate(hours.parse(entry.hours).week) for span in spans}
        for entry in entries
    }
    changed = [code for code in wanted if wanted[code] != kept[code]]
    OpeningHours.objects.filter(office__in=changed).delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(office_id=code, weekday=day, opens=opens, closes=closes)
        for code in changed
        for day, opens, closes in sorted(wanted[code])
    )
    return changed


def _keep(model: type[_Row], wanted: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """Make the rows of these codes what is wanted, in few statements; the codes of those that were not."""
    kept = model.objects.in_bulk(list(wanted))
    rows = [
        model(code=code, **values)
        for code, values in wanted.items()
        if code not in kept or any(getattr(kept[code], name) != value for name, value in values.items())
    ]
    if rows:
        names = next(iter(wanted.values()))
        model.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=list(names))
    return tuple(row.code for row in rows)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an appointment: the field, and the sentence with the remedy in both languages."""

    field: str
    zh: str
    en: str


class AppointmentRefused(ValueError):
    """An officer who cannot be appointed so. ``faults`` names everything at once; nothing was changed."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(f"{fault.field}: {fault.en}" for fault in faults))
        self.faults = faults


def appoint(
    *,
    username: str,
    name: str,
    number: str,
    office: str,
    role: Role,
    by: Actor,
    at: datetime,
    basis: str,
    password: str | None = None,
) -> OfficerCard:
    """Give somebody a role at an office, with an account (人员登记). Appointing the same person alike again changes nothing.

    ``basis`` is the order of appointment. Without ``password`` the account cannot sign in by one. Raises ``AppointmentRefused``.
    """
    card = OfficerCard(name=name.strip(), number=number.strip(), office=office, role=role)
    existing = Officer.objects.filter(user__username=username).first()
    if existing and _alike(existing, card):
        return card
    faults = (*_faults(username, card, existing), *basis_faults(basis))
    if faults:
        raise AppointmentRefused(*faults)
    try:
        with transaction.atomic():
            user = get_user_model().objects.create_user(username=username, password=password)
            Officer.objects.create(
                user=user, name=card.name, number=card.number, office_id=office, role=role.value, appointed_at=at
            )
            facts = {"officer": card.number, "office": office, "role": role.value}
            audit.record(kind=EventKind.OFFICER_ADDED, by=by, at=at, basis=basis, facts=facts)
    except IntegrityError as error:  # somebody took the account or the number meanwhile
        taken = _taken(username, card)
        if not taken:
            raise
        raise AppointmentRefused(*taken) from error
    return card


def _alike(existing: Officer, card: OfficerCard) -> bool:
    return (existing.name, existing.number, existing.office_id, existing.role) == (
        card.name,
        card.number,
        card.office,
        card.role.value,
    )


def card_faults(card: OfficerCard) -> Iterator[Fault]:
    """What is wrong with name, number and office of somebody who is to work there."""
    if not card.name or len(card.name) > LONGEST_NAME or any(unicodedata.category(char) == "Cc" for char in card.name):
        yield Fault(
            "name",
            "姓名不能为空、不能含控制字符且不超过100个字符。",
            "must be 1 to 100 characters without control characters.",
        )
    if not SERVICE_NUMBER.fullmatch(card.number):
        yield Fault("number", "警号应为3至20位字母、数字或连字符。", "must be 3 to 20 letters, digits or hyphens.")
    yield from office_faults(card.office)


def office_faults(office: str) -> Iterator[Fault]:
    """That there is no such office in use."""
    if not Office.objects.filter(code=office, in_use=True).exists():
        yield Fault(
            "office",
            "没有此受理单位或已停用，请核对代码（qingbai regions offices）。",
            "is no office in use; check its code (qingbai regions offices).",
        )


def basis_faults(basis: str) -> Iterator[Fault]:
    """That nothing is named on which the act rests."""
    if not basis.strip():
        yield Fault("basis", "请填写依据的文号或者报告。", "is empty: name the order or report behind it.")


def _faults(username: str, card: OfficerCard, existing: Officer | None) -> Iterator[Fault]:
    if not username.strip() or len(username) > 150 or username != username.strip():
        yield Fault(
            "username",
            "账号不能为空、首尾不能有空格且不超过150个字符。",
            "must be 1 to 150 characters without spaces around them.",
        )
    yield from card_faults(card)
    if existing:
        yield Fault(
            "username",
            "此账号已属于另一岗位，请使用其他账号。",
            "belongs to another appointment; choose another account.",
        )
    else:
        yield from _taken(username, card)


def _taken(username: str, card: OfficerCard) -> list[Fault]:
    faults = []
    if get_user_model().objects.filter(username=username).exists():
        faults.append(Fault("username", "此账号已存在，请使用其他账号。", "exists already; choose another account."))
    if Officer.objects.filter(number=card.number).exists():
        faults.append(Fault("number", "此警号已登记，请核对。", "is registered already; check it."))
    return faults
