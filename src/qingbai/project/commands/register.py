"""``qingbai register``: courts' notices into the register, or into the vault where the law seals them.

Runs as the intake process, the only one that reaches both databases. A receipt for every notice, or everything that is
wrong with it; what is sealed and what is not reads the same.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qingbai.project import setup

if TYPE_CHECKING:
    from qingbai.notices.files import Found
    from qingbai.notices.notice import JudgmentNotice

REGISTERED, REFUSED, CANNOT = 0, 1, 2
DAY = click.DateTime(["%Y-%m-%d"])
EXECUTION = ["not_started", "serving", "probation", "parole", "completed", "remitted", "none"]
DOCUMENTS = ["resident_id", "household_book", "hmt_residence_permit", "hk_macau_travel_permit", "taiwan_travel_permit"]
DOCUMENTS += ["passport", "foreign_resident_card"]


@click.command
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--confirmed-by", default="", help="Registrar who compared reading and document, where a notice names none."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a notice and line.")
@click.option("--final-on", type=DAY, help="Text only: the day on which the judgment became final.")
@click.option("--served-on", type=DAY, help="Text only: served on the defendant.")
@click.option("--prosecution-served-on", type=DAY, help="Text only: served on the procuratorate or private prosecutor.")
@click.option("--offence-from", default="", help="Text only: day of the first act (YYYY, YYYY-MM or YYYY-MM-DD).")
@click.option("--offence-to", default="", help="Text only: day of the last act.")
@click.option("--document-kind", type=click.Choice(DOCUMENTS), default="resident_id", show_default=True)
@click.option("--number", default="", help="Text only: identity number, where the text does not print it.")
@click.option("--country", default="CHN", show_default=True, help="Text only: who issued the document.")
@click.option("--nationality", default="CHN", show_default=True, help="Text only.")
@click.option("--latin-name", default="", help="Text only.")
@click.option("--household", default="", help="Text only: six-digit division code.")
@click.option(
    "--main-acts-before-18/--main-acts-after-18",
    default=None,
    help="Text only: the court's finding on acts on both sides.",
)
@click.option("--execution", type=click.Choice(EXECUTION), help="Text only: state of execution.")
@click.option("--execution-on", type=DAY, help="Text only: the day of that state.")
def command(*, files: tuple[Path, ...], as_json: bool, **stated: Any) -> None:
    """Register courts' notices: FILES of JSON, of JSON lines, or a judgment's text (.txt) with what the options add.

    Exit status: 0 everything is registered, 1 some notices were refused or wait for a person, 2 a file could
    not be read or a database not be reached.
    """
    try:
        with setup.django(vault=True):
            every = (found for file in files for found in _notices(file, stated))
            with click.progressbar(
                every, label="notices", show_pos=True, file=sys.stderr, hidden=_nobody_waits()
            ) as bar:
                outcomes = [_take_in(found, as_json=as_json) for found in bar]
    except click.ClickException as error:
        error.show()
        sys.exit(CANNOT)
    if not outcomes:
        click.echo("There is no notice in these files; check the names. / 文件中没有通报，请核对文件名。", err=True)
        sys.exit(CANNOT)
    sys.exit(max(outcomes))


def _nobody_waits() -> bool:
    """Whether a progress bar would be in the way: nobody at the screen, or the receipts themselves run over it."""
    return sys.stdout.isatty() or not sys.stderr.isatty()


def _notices(file: Path, stated: dict[str, Any]) -> Iterator["Found"]:
    """The notices of one file; a text becomes one."""
    from qingbai.notices import files

    if file.suffix.lower() == ".txt":
        yield files.Found(file, 0, _from_text(file, stated))
    else:
        yield from files.read(file, confirmed_by=stated["confirmed_by"])


def _from_text(file: Path, stated: dict[str, Any]) -> Any:
    from qingbai.law.terms import DocumentKind
    from qingbai.notices import files, plain
    from qingbai.notices.faults import NoticeRefused
    from qingbai.registers.terms import ExecutionState

    given: dict[str, Any] = {
        name: value.date() if isinstance(value, datetime) else value for name, value in stated.items()
    }
    given["document_kind"] = DocumentKind(given["document_kind"])
    given["execution"] = ExecutionState(given["execution"]) if given["execution"] else None
    try:
        return plain.notice_of(files.judgment_text(file), plain.Additions(**given))
    except NoticeRefused as refused:
        return refused


def _take_in(found: "Found", *, as_json: bool) -> int:
    """One notice; prints its receipt or its faults."""
    from django.db import OperationalError

    from qingbai import clock
    from qingbai.audit.actors import Actor, ActorKind
    from qingbai.notices import services
    from qingbai.notices.faults import NoticeHeld, NoticeRefused

    place = f"{found.path}:{found.line}" if found.line else str(found.path)
    notice: JudgmentNotice | NoticeRefused = found.notice
    try:
        if isinstance(notice, NoticeRefused):
            raise notice
        by = Actor(ActorKind.OFFICER, notice.confirmed_by.strip() or "registrar", role="registrar")
        receipt = services.receive(notice=notice, by=by, at=clock.now())
    except NoticeRefused as refused:
        held = isinstance(refused, NoticeHeld)
        if as_json:
            faults = [asdict(one) for one in refused.faults]
            _print({"file": place, "status": "held" if held else "refused", "faults": faults})
        for one in () if as_json else refused.faults:
            click.echo(f"{place}: {one.field}: {one.en} / {one.zh}", err=True)
        return CANNOT if all(one.field == "file" for one in refused.faults) else REFUSED
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise click.ClickException(f"The database cannot be reached: {reason}. Start it and register again.") from error
    if as_json:
        _print({"file": place, "status": "registered", **asdict(receipt)})
    else:
        click.echo(f"{place}: {receipt}")
    return REGISTERED


def _print(value: dict[str, Any]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, default=_as_text))


def _as_text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
