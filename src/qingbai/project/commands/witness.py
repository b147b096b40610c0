"""``qingbai log witness``: be a witness of somebody's log. Needs neither database nor installation."""

import contextlib
import signal
import sys
from pathlib import Path
from typing import NoReturn

import click

from qingbai import clock
from qingbai.audit.note import InvalidNote, VerifierKey
from qingbai.audit.public import witness as witnessing


@click.group
def command() -> None:
    """Witness the log of somebody else: cosign what continues what was seen before, and nothing else."""


@command.command
@click.argument("name")
@click.argument("folder", type=click.Path(path_type=Path))
def new(*, name: str, folder: Path) -> None:
    """Make a witness called NAME (an address without https://, such as witness.example/w1) in FOLDER, and print its public key.

    The key stays in the folder together with what the witness has seen; neither may be copied from an older backup.
    """
    try:
        click.echo(witnessing.make(folder, name))
    except (witnessing.CannotWitness, InvalidNote) as error:
        _cannot(error)


@command.command
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--log", "logs", multiple=True, required=True, metavar="KEY", help="The public key of a log to watch.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8440, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one."
)
def run(*, folder: Path, logs: tuple[str, ...], host: str, port: int) -> None:
    """Answer for the witness in FOLDER until Ctrl-C."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit(0))
    try:
        witness = witnessing.Witness(folder, [VerifierKey.parse(log) for log in logs])
        with witness.alone(), witnessing.server(witness, host, port, clock.now) as server:
            where = f"http://{host}:{server.server_address[1]}"
            click.echo(f"{witness.key.public} answers at {where}", err=True)
            with contextlib.suppress(KeyboardInterrupt):
                server.serve_forever()
    except (witnessing.CannotWitness, InvalidNote) as error:
        _cannot(error)
    except OSError as error:
        _cannot(f"cannot listen on port {port} of {host}: {error.strerror or error}")


def _cannot(error: object) -> NoReturn:
    click.echo(f"{error}.", err=True)
    sys.exit(2)
