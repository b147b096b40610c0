"""``qingbai officer``: who works at the offices. A password is shown once, when it is made; the officer changes it at the first sign-in."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from qingbai.project import setup

if TYPE_CHECKING:
    from qingbai.agencies.officers import Account

REFUSED = 1
ROLES = ["clerk", "reviewer", "head", "registrar", "auditor"]
BASIS = "The order or report behind it, by its reference; it stands on the ledger."


@click.group
def command() -> None:
    """Officers' accounts: who works at which office as what, first and forgotten passwords, second factors that were lost."""


@command.command()
@click.argument("account")
@click.option("--name", required=True, help="The officer's name as papers print it.")
@click.option("--number", required=True, help="Service number (警号), by which the ledger names the officer for good.")
@click.option("--office", required=True, help="The office's code; see: qingbai regions offices.")
@click.option("--role", required=True, type=click.Choice(ROLES), help="What the officer may do.")
@click.option("--basis", required=True, help=BASIS)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def add(*, account: str, name: str, number: str, office: str, role: str, basis: str, as_json: bool) -> None:
    """Give somebody the ACCOUNT with which to sign in, and print its first password, which nobody can read again.

    Exit status: 0 added, 1 refused.
    """
    with _register("--number"):
        from django.db import transaction

        from qingbai import clock
        from qingbai.agencies import officers, services
        from qingbai.agencies.terms import Role
        from qingbai.audit.actors import SYSTEM
        from qingbai.identity import passwords

        given, at = passwords.new(), clock.now()
        if any(one.username == account and one.card.number == number.strip() for one in officers.accounts()):
            raise click.ClickException(f"{account} is there already: see qingbai officer move, and password.")
        with transaction.atomic():
            card = services.appoint(
                username=account,
                name=name,
                number=number,
                office=office,
                role=Role(role),
                by=SYSTEM,
                at=at,
                basis=basis,
            )
            user = officers.user_of(card.number)
            passwords.give(user=user, officer=card.number, new=given, basis=basis, by=SYSTEM, at=at)
        [one] = [one for one in officers.accounts() if one.card.number == card.number]
    _show(one, given, as_json=as_json)


@command.command("list")
@click.option("--office", help="Of this office only.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object an officer and line.")
def list_(*, office: str | None, as_json: bool) -> None:
    """Every officer there ever was: number, account, office, role, name, and whether the account is in use."""
    with _register():
        from qingbai.agencies import officers

        found = [one for one in officers.accounts() if office in (None, one.card.office)]
    for one in found:
        if as_json:
            click.echo(json.dumps(_as_json(one), ensure_ascii=False))
        else:
            state = "in use 在用" if one.in_use else "ended 已注销"
            card = one.card
            click.echo(f"{card.number}  {one.username}  {card.office}  {card.role.value}  {card.name}  {state}")
    if not found:
        click.echo("No officer yet: qingbai officer add. / 尚无人员。", err=True)


@command.command()
@click.argument("number")
@click.option("--office", help="The new office's code; left out: the present one.")
@click.option("--role", type=click.Choice(ROLES), help="The new role; left out: the present one.")
@click.option("--basis", required=True, help=BASIS)
def move(*, number: str, office: str | None, role: str | None, basis: str) -> None:
    """Give the officer with this service NUMBER another office or role. One who has ended comes back, without a password.

    Exit status: 0 done, 1 refused.
    """
    with _register():
        from qingbai import clock
        from qingbai.agencies import officers
        from qingbai.agencies.terms import Role
        from qingbai.audit.actors import SYSTEM

        to = Role(role) if role else None
        card = officers.move(number=number, office=office, role=to, by=SYSTEM, at=clock.now(), basis=basis)
    click.echo(f"{card.number} works at {card.office} as {card.role.value}. / 已调整。")


@command.command()
@click.argument("number")
@click.option("--basis", required=True, help=BASIS)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def password(*, number: str, basis: str, as_json: bool) -> None:
    """Print a new password for the officer with this service NUMBER; the old one and every session end.

    Exit status: 0 done, 1 refused.
    """
    with _register():
        from qingbai import clock
        from qingbai.agencies import officers
        from qingbai.agencies.services import AppointmentRefused, basis_faults
        from qingbai.audit.actors import SYSTEM
        from qingbai.identity import passwords

        given = passwords.new()
        user = officers.user_of(number)
        if faults := tuple(basis_faults(basis)):
            raise AppointmentRefused(*faults)
        passwords.give(user=user, officer=number, new=given, basis=basis, by=SYSTEM, at=clock.now())
        [one] = [one for one in officers.accounts() if one.card.number == number]
    _show(one, given, as_json=as_json)


@command.command()
@click.argument("number")
@click.option("--basis", required=True, help=BASIS)
def end(*, number: str, basis: str) -> None:
    """End the account of the officer with this service NUMBER, at once and with every session.

    Exit status: 0 ended, 1 refused.
    """
    with _register():
        from qingbai import clock
        from qingbai.agencies import officers
        from qingbai.audit.actors import SYSTEM

        card = officers.end(number=number, by=SYSTEM, at=clock.now(), basis=basis)
    click.echo(f"{card.number} cannot sign in any more. / 已注销。")


@command.command("reset-factor")
@click.argument("number")
@click.option("--basis", required=True, help=BASIS)
def reset_factor(*, number: str, basis: str) -> None:
    """Remove all second factors of the officer with this service number, because one was lost or stolen."""
    with setup.django():
        from qingbai import clock
        from qingbai.agencies.models import Officer
        from qingbai.audit.actors import SYSTEM
        from qingbai.identity import factors

        officer = Officer.objects.filter(number=number).select_related("user").first()
        if officer is None:
            raise click.ClickException(f"No officer has the service number {number}: check it.")
        gone = factors.reset(user=officer.user, officer=number, basis=basis, by=SYSTEM, at=clock.now())
        if not gone:
            raise click.ClickException(f"The officer {number} has no second factor: nothing was removed.")
        click.echo(
            f"{gone} removed. The officer {number} signs in with the password alone, or adds a new one where one is demanded."
        )


@contextmanager
def _register(number: str = "NUMBER") -> Iterator[None]:
    """Django beside the register; what is refused is told by option, ``number`` being what the service number is called there."""
    with setup.django():
        from qingbai.agencies.services import AppointmentRefused

        try:
            yield
        except AppointmentRefused as refused:
            for fault in refused.faults:
                option = number if fault.field == "number" else _OPTIONS[fault.field]
                click.echo(f"{option}: {fault.en} / {fault.zh}", err=True)
            sys.exit(REFUSED)


_OPTIONS = {"username": "ACCOUNT", "name": "--name", "office": "--office", "basis": "--basis"}


def _show(one: "Account", given: str, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({**_as_json(one), "password": given}, ensure_ascii=False))
        return
    door = {"registrar": "/desk/", "auditor": "/audit-desk/"}.get(one.card.role.value, "/counter/")
    click.echo(f"account   {one.username}\npassword  {given}\nsigns in  {door}")
    click.echo(
        "Hand it over in person: it is not shown again, and is to be changed at the first sign-in. / "
        "请当面交付；不再显示，首次登录后须修改。",
        err=True,
    )


def _as_json(one: "Account") -> dict[str, Any]:
    return {
        "account": one.username,
        "name": one.card.name,
        "number": one.card.number,
        "office": one.card.office,
        "role": one.card.role.value,
        "appointed_at": one.appointed_at.isoformat(),
        "in_use": one.in_use,
    }
