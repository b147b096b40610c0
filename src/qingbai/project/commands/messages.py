"""``qingbai messages``: how many e-mails and text messages are where, and once more what was given up. Never where any of them went."""

import json

import click

from qingbai.project import setup


@click.command
@click.option("--again", is_flag=True, help="Try once more what was given up and whose address is still known.")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of a table.")
def command(*, again: bool, as_json: bool) -> None:
    """Count the messages to people by channel and state; ends with 1 where some were given up."""
    with setup.django():
        from qingbai import clock
        from qingbai.notifications import queries, services
        from qingbai.notifications.models import State

        taken_up = services.try_again(at=clock.now()) if again else 0
        found = queries.counts()
        if as_json:
            told = [{"channel": c.value, "state": s.value, "messages": many} for (c, s), many in found.items()]
            click.echo(json.dumps({"taken_up": taken_up, "deliveries": told}))
        else:
            for (channel, state), many in found.items():
                click.echo(f"{channel.value:8} {state.value:12} {many:8,}")
            click.echo(f"taken up once more: {taken_up:,}" if again else "(nothing was changed)")
        given_up = sum(many for (_, state), many in found.items() if state is State.GIVEN_UP)
    raise SystemExit(1 if given_up else 0)
