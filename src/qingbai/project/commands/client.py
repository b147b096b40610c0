"""``qingbai client``: which programs may send notices, and for whom. A secret is shown once, when a client is added."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from qingbai.project import setup

if TYPE_CHECKING:
    from qingbai.agencies.clients import ClientCard

DONE, REFUSED, CANNOT = 0, 1, 2
SENDERS = ["court", "prison", "detention_house", "justice_bureau", "procuratorate", "public_security", "state_security"]


@click.group("client")
def command() -> None:
    """Programs of courts, prisons and other senders that hand in notices through /api/v1/."""


@command.command()
@click.option("--kind", required=True, type=click.Choice(SENDERS), help="What sort of organ it sends for.")
@click.option("--code", required=True, help="The sender's code as its notices have it, e.g. 演0101.")
@click.option("--name", required=True, help="The sender's full name as its notices have it.")
@click.option("--basis", required=True, help="The letter or agreement on which it rests.")
@click.option(
    "--scope", "scopes", multiple=True, help="May be repeated; left out: every notice that such an organ may send."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def add(*, kind: str, code: str, name: str, basis: str, scopes: tuple[str, ...], as_json: bool) -> None:
    """Add a client and print its secret, which nobody can read again.

    Exit status: 0 added, 1 refused, 2 the database cannot be reached.
    """
    with _intake():
        from qingbai import clock
        from qingbai.agencies import clients
        from qingbai.agencies.terms import SenderKind
        from qingbai.api import formats
        from qingbai.audit.actors import SYSTEM

        sender = SenderKind(kind)
        may = formats.scopes_of(sender)
        strange = [scope for scope in scopes if scope not in may]
        if strange:
            click.echo(
                f"--scope: {kind} may not have {' '.join(strange)}; it may have: {' '.join(may)} / "
                f"该类单位无此权限，可用权限：{' '.join(may)}",
                err=True,
            )
            sys.exit(REFUSED)
        card, secret = clients.add(
            sender_kind=sender,
            sender_code=code,
            sender_name=name,
            scopes=scopes or may,
            by=SYSTEM,
            at=clock.now(),
            basis=basis,
        )
    if as_json:
        click.echo(json.dumps({**_as_json(card), "secret": secret}, ensure_ascii=False))
        return
    click.echo(f"client_id      {card.id}\nclient_secret  {secret}\nscopes         {' '.join(card.scopes)}")
    click.echo("Keep the secret now: it is not shown again. / 请立即保存密钥，不再显示。", err=True)


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a client and line.")
def list_clients(*, as_json: bool) -> None:
    """Every client there ever was, with what it may do and since when it may not."""
    with _intake():
        from qingbai.agencies import clients

        found = clients.clients()
    for card in found:
        if as_json:
            click.echo(json.dumps(_as_json(card), ensure_ascii=False))
        else:
            state = f"revoked {card.revoked_at:%Y-%m-%d} ({card.revoked_on_basis})" if card.revoked_at else "in use"
            click.echo(f"{card.id}  {card.sender_code} {card.sender_name}  {state}  {' '.join(card.scopes)}")


@command.command()
@click.argument("client")
@click.option("--basis", required=True, help="Why.")
def revoke(*, client: str, basis: str) -> None:
    """Take a client's leave back: from now on it can do nothing, whatever tokens it holds.

    Exit status: 0 revoked, 1 refused, 2 the database cannot be reached.
    """
    with _intake():
        from qingbai import clock
        from qingbai.agencies import clients
        from qingbai.audit.actors import SYSTEM

        card = clients.revoke(client=client, by=SYSTEM, at=clock.now(), basis=basis)
    click.echo(f"{card.id} is revoked since {card.revoked_at:%Y-%m-%d %H:%M}Z. / 已注销。")


@contextmanager
def _intake() -> Iterator[None]:
    """Django as the intake process; what is refused is told by option, what cannot be reached in one line."""
    try:
        with setup.django(vault=True):
            from django.db import OperationalError

            from qingbai.agencies.clients import ClientRefused

            try:
                yield
            except ClientRefused as refused:
                for fault in refused.faults:
                    click.echo(f"{_OPTIONS.get(fault.field, fault.field)}: {fault.en} / {fault.zh}", err=True)
                sys.exit(REFUSED)
            except OperationalError as error:
                said = (str(error).strip().splitlines() or [type(error).__name__])[0]
                raise click.ClickException(
                    f"The database cannot be reached: {said}. Start it and try again."
                ) from error
    except click.ClickException as error:
        error.show()
        sys.exit(CANNOT)


_OPTIONS = {
    "sender_code": "--code",
    "sender_name": "--name",
    "basis": "--basis",
    "scopes": "--scope",
    "client": "CLIENT",
}


def _as_json(card: "ClientCard") -> dict[str, Any]:
    return {
        "client_id": card.id,
        "kind": card.sender_kind.value,
        "code": card.sender_code,
        "name": card.sender_name,
        "scopes": list(card.scopes),
        "added_at": card.added_at.isoformat(),
        "basis": card.basis,
        "revoked_at": card.revoked_at.isoformat() if card.revoked_at else None,
        "revoked_on_basis": card.revoked_on_basis,
    }
