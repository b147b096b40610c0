"""``qingbai seal``: the vault's own commands, for the intake process. ``check`` looks for what should be sealed and is not."""

import json
import sys
from dataclasses import asdict

import click

from qingbai.project import setup

WELL, FOUND, CANNOT = 0, 1, 2
WORDS = {
    "open": ("should be sealed and is not", "应封未封"),
    "unsettled": ("is open and nothing shows why", "未封存且依据不明"),
    "closed": ("is sealed and should not be", "不应封存而封存"),
    "doubled": ("is sealed and still in the register", "已封存仍在登记库"),
}


@click.group
def command() -> None:
    """The vault of sealed records: check it."""


@command.command
@click.option("--json", "as_json", is_flag=True, help="One JSON object, with the references of what was found.")
def check(*, as_json: bool) -> None:
    """Check the whole register and the vault, apart from the rules that sealed on entry.

    What is found is put on the vault's ledger and listed by reference. Exit status: 0 nothing was found, 1 a person must
    look at what was, 2 a database could not be reached.
    """
    try:
        with setup.django(vault=True):
            from qingbai import clock
            from qingbai.audit.actors import SYSTEM
            from qingbai.sealing import second_check

            found = second_check.check(by=SYSTEM, at=clock.now())
    except click.ClickException as error:
        error.show()
        sys.exit(CANNOT)
    if as_json:
        click.echo(json.dumps(asdict(found), default=str))
    else:
        click.echo(f"{found.entries} entries, {found.sealed} sealed / 登记 {found.entries} 条，封存 {found.sealed} 条")
        for name, (en, zh) in WORDS.items():
            keys = getattr(found, name)
            click.echo(f"{len(keys)} {en} / {zh} {len(keys)} 条")
            for key in keys:
                click.echo(f"  {key}")
    sys.exit(WELL if found.all_is_well else FOUND)
