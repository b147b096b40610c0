"""``qingbai papers``: issued papers over the years. Renew them beside their originals; hand the evidence of one out."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click

from qingbai import clock
from qingbai.project import home

REFUSED, CANNOT = 1, 2


@click.group("papers")
def command() -> None:
    """Papers as they were issued, and what keeps them provable."""


@command.command()
@click.option(
    "--all", "everything", is_flag=True, help="Every paper that has no evidence yet, not only those that are due."
)
def renew(*, everything: bool) -> None:
    """Stamp the papers that are due, so that they can be proved when their own signatures are old; no paper is changed.

    The service does this each night by itself, for papers and evidence older than five years.

    Exit status: 0 done, 2 the database or the token cannot be reached.
    """
    done = 0
    with _installation():
        from qingbai.audit.actors import SYSTEM
        from qingbai.certificates import renewing

        while made := renewing.renew(by=SYSTEM, at=clock.now(), everything=everything):
            done += made
    click.echo(f"{done} papers renewed. / 续期文书{done}份。")


@command.command()
@click.argument("number")
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="Where the evidence goes.")
def evidence(*, number: str, out: Path) -> None:
    """The evidence of the paper NUMBER (RFC 4998), to be kept beside its file: qingbai verify FILE --offline --renewal EVIDENCE.

    Exit status: 0 written, 1 there is no such paper or no evidence yet, 2 the database cannot be reached.
    """
    with _installation():
        from qingbai.certificates import renewing
        from qingbai.certificates.services import NoSuchPaper

        try:
            found = renewing.evidence(number=number)
        except NoSuchPaper as error:
            _end(str(error), REFUSED)
    if found is None:
        _end("该文书尚无存证续期。 There is no evidence for this paper yet: run qingbai papers renew --all.", REFUSED)
    try:
        out.write_bytes(found)
    except OSError as error:
        _end(f"{out}: {error.strerror}.", CANNOT)


@contextmanager
def _installation() -> Iterator[None]:
    """Django on this installation; what cannot be reached is told in one line."""
    from qingbai.project import setup

    try:
        with setup.django():
            from django.db import Error

            from qingbai.certificates.keys import NoKey
            from qingbai.certificates.tokens import KeyUnusable

            try:
                yield
            except (KeyUnusable, NoKey) as error:
                _end(str(error), CANNOT)
            except Error as error:
                said = str(error).splitlines()[0]
                _end(f"The database could not be reached: {said}. Check that it runs, and its address.", CANNOT)
    except home.CannotRun as error:
        _end(error.message, CANNOT)


def _end(message: str, status: int) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(status)
