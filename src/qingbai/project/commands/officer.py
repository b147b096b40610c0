"""``qingbai officer``: what the operator does for officers' accounts."""

import click

from qingbai.project import setup


@click.group
def command() -> None:
    """Officers' accounts: second factors that were lost."""


@command.command("reset-factor")
@click.argument("number")
@click.option(
    "--basis", required=True, help="The order or report behind it, by its reference; it stands on the ledger."
)
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
