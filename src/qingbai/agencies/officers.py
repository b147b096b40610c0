"""What becomes of an officer after the appointment (人员调整、人员注销): another office or role, the end, coming back. Each act is one ledger entry.

Nothing is deleted: a service number (警号) is one person's for good, since the ledger names officers by it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from qingbai.agencies.models import Officer
from qingbai.agencies.queries import OfficerCard
from qingbai.agencies.services import AppointmentRefused, Fault, basis_faults, office_faults
from qingbai.agencies.terms import Role
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind


@dataclass(frozen=True, slots=True)
class Account:
    """An officer with the account; ``in_use`` says whether it may sign in."""

    username: str
    card: OfficerCard
    appointed_at: datetime
    in_use: bool


def accounts() -> tuple[Account, ...]:
    """Every officer there ever was, by office and service number."""
    rows = Officer.objects.select_related("user").order_by("office_id", "number")
    return tuple(Account(row.user.get_username(), _card(row), row.appointed_at, row.user.is_active) for row in rows)


def move(*, number: str, office: str | None, role: Role | None, by: Actor, at: datetime, basis: str) -> OfficerCard:
    """Give an officer another office or role (``None``: the present one); one whose account has ended comes back by that, without a password.

    Moving to where the officer already works changes nothing. Raises ``AppointmentRefused``.
    """
    with transaction.atomic():
        row = _row(number)
        where = office if office is not None or row is None else row.office_id
        faults = [*_unknown(row), *(office_faults(where) if where is not None else ()), *basis_faults(basis)]
        if faults or row is None:
            raise AppointmentRefused(*faults)
        before = f"{row.office_id} {row.role}"
        row.office_id, row.role = where or row.office_id, role.value if role else row.role
        if before != f"{row.office_id} {row.role}" or not row.user.is_active:
            row.save(update_fields=["office", "role"])
            row.user.is_active = True
            row.user.save(update_fields=["is_active"])
            facts = {"officer": number, "office": row.office_id, "role": row.role, "before": before}
            audit.record(kind=EventKind.OFFICER_MOVED, by=by, at=at, basis=basis, facts=facts)
    return _card(row)


def end(*, number: str, by: Actor, at: datetime, basis: str) -> OfficerCard:
    """End an officer's account, with every session and the password; doing it again changes nothing. Raises ``AppointmentRefused``."""
    with transaction.atomic():
        row = _row(number)
        faults = [*_unknown(row), *basis_faults(basis)]
        if faults or row is None:
            raise AppointmentRefused(*faults)
        if row.user.is_active:
            row.user.is_active = False
            row.user.set_unusable_password()
            row.user.save(update_fields=["is_active", "password"])
            facts = {"officer": number, "office": row.office_id, "role": row.role}
            audit.record(kind=EventKind.OFFICER_ENDED, by=by, at=at, basis=basis, facts=facts)
    return _card(row)


def user_of(number: str) -> Any:
    """The account of the officer with this service number. Raises ``AppointmentRefused`` where there is none in use."""
    row = Officer.objects.filter(number=number, user__is_active=True).select_related("user").first()
    if row is None:
        raise AppointmentRefused(*_unknown(None))
    return row.user


def _row(number: str) -> Officer | None:
    return Officer.objects.select_for_update().filter(number=number).select_related("user").first()


def _unknown(row: Officer | None) -> list[Fault]:
    if row is not None:
        return []
    return [
        Fault(
            "number",
            "没有此警号的在册人员，请核对（qingbai officer list）。",
            "is no officer's service number; check it (qingbai officer list).",
        )
    ]


def _card(row: Officer) -> OfficerCard:
    return OfficerCard(name=row.name, number=row.number, office=row.office_id, role=Role(row.role))
