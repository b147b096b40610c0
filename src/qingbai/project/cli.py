"""The command line: ``qingbai COMMAND``. Commands load on use, so that ``qingbai read`` starts without Django."""

import errno
import importlib
import sys
from typing import Any

import click

COMMANDS = {
    "audit": "the ledger: verify it, prove an entry, check such a proof",
    "cases": "which act may follow which, and by whom: the tables of every kind of case",
    "client": "programs that may send notices: add, list, revoke",
    "decide": "facts in, a finding with its reasons out; no database",
    "demo": "the main job once, from a court's judgment to a verified certificate",
    "inquire": "an application at the counter, straight through",
    "keys": "signing keys: the root's ceremony, what is due, renewal, a key that was lost",
    "law": "the rule book from the rules themselves; a sealing regime tried on the register before its day",
    "log": "the public log of papers: examine, prove, publish, reconcile, witness",
    "messages": "e-mails and text messages to people: how many are where, and once more what was given up",
    "officer": "officers: who works where as what, passwords, a second factor that was lost",
    "papers": "issued papers over the years: renew them beside the originals, hand their evidence out",
    "payments": "fees paid online: check accounts, compare bills, refund",
    "read": "the text of judgments in, JSON lines out",
    "regions": "the rules of the regions: list, show, check, compare; the offices; the calendar",
    "register": "notices from files into the register: JSON, tables, texts",
    "replay": "a past decision once more, as of its moment and as of today",
    "screen": "a unit's list of people, read, searched and answered",
    "seal": "the vault: check that what should be sealed is",
    "statistics": "figures of months and years that are over: close them, print them, count them again",
    "up": "everything on this machine: database, site, workers",
    "verify": "is this paper genuine, logged and current?",
}


INTERRUPTED = 130  # as shells tell Ctrl-C; 1 is an answer of some commands


class Stopped(click.ClickException):
    """The machine did not do what was asked of it: a file, a disk, a database."""

    exit_code = 2


class LazyGroup(click.Group):
    """Commands by name, each imported from ``qingbai.project.commands`` when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"qingbai.project.commands.{cmd_name}")
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. What the machine refuses is told in one line and ends with 2, whichever command it was: 1 is an answer of some."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("Stopped. What was not finished was not done. / 已停止，未完成的未生效。", err=True)
            ctx.exit(INTERRUPTED)
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever read our output has gone: click ends quietly
                raise
            what = f"{error.filename}: {error.strerror}" if error.filename else error.strerror or str(error)
            raise Stopped(f"{what}. Check the path, the rights and the free space.") from error
        except Exception as error:
            django = sys.modules.get("django.db")
            if django is None or not isinstance(error, django.OperationalError | django.InterfaceError):
                raise
            said = (str(error).strip().splitlines() or [type(error).__name__])[0]
            raise Stopped(f"The database stopped answering: {said}. Look after it and try again.") from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup)
@click.version_option(package_name="qingbai")
def main() -> None:
    """Qingbai (清白): courts' notices in, lawful answers out."""


if __name__ == "__main__":
    main()
