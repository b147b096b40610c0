"""``qingbai audit verify``: proves the ledger whole, or names the first wrong entry."""

import base64
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from qingbai.project import setup
from qingbai.project.home import CannotRun

if TYPE_CHECKING:
    from qingbai.audit.whole import Report

WHOLE, WRONG, UNREADABLE = 0, 1, 2
ALIASES = {"register": "default", "vault": "vault"}


@click.group("audit")
def command() -> None:
    """The ledger of who did and saw what, and the public log of papers."""


@command.command()
@click.option(
    "--database", type=click.Choice(list(ALIASES)), default="register", show_default=True, help="Whose ledger."
)
@click.option(
    "--checkpoint",
    "files",
    multiple=True,
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="A signed checkpoint that was kept elsewhere, of the ledger or of the log of papers; may be repeated.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of sentences.")
def verify(*, database: str, files: tuple[Path, ...], as_json: bool) -> None:
    """Walk the ledger entry by entry, and the log of papers, and hold both against every signed checkpoint.

    Without a checkpoint kept elsewhere this proves that nobody changed the database by itself; who holds database and keys
    could have written everything anew, and only a checkpoint from outside shows that.

    Exit status: 0 whole, 1 not whole (the first wrong entry is named), 2 could not be read.
    """
    notes = [_note(file) for file in files]
    try:
        with setup.django(vault=database == "vault"):
            reports = _examined(ALIASES[database], notes)
    except CannotRun as fault:
        _unreadable(fault.message)
    _tell(database, reports, as_json=as_json)
    sys.exit(WRONG if any(report.fault for report in reports) else WHOLE)


@command.command("prove")
@click.argument("number", type=click.IntRange(1))
@click.option(
    "--database", type=click.Choice(list(ALIASES)), default="register", show_default=True, help="Whose ledger."
)
def prove(*, number: int, database: str) -> None:
    """Print the file that proves entry NUMBER of the ledger, for anybody to check without us.

    Exit status: 0 printed, 2 there is no such entry or it could not be read.
    """
    try:
        with setup.django(vault=database == "vault"):
            click.echo(_proved(ALIASES[database], number), nl=False)
    except CannotRun as fault:
        _unreadable(fault.message)


def _proved(using: str, number: int) -> bytes:
    from qingbai.audit import extracts, keys, search
    from qingbai.audit.actors import SYSTEM

    entry = search.one(viewer=SYSTEM, number=number, using=using)
    if entry is None:
        _unreadable(f"The ledger has no entry {number}: check the number.")
    try:
        return extracts.extract(entry, using=using)
    except keys.KeyMissing as fault:
        _unreadable(f"{fault}.")


@command.command("check")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--key",
    "key_file",
    required=True,
    type=click.Path(path_type=Path),
    help="The ledger's public key, kept from before: keys/ledger.pub of the home folder.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of sentences.")
def check(*, file: Path, key_file: Path, as_json: bool) -> None:
    """Check the FILE that proves an entry of the ledger. Asks nobody: no database, no network.

    Exit status: 0 proved, 1 not proved, 2 could not be read.
    """
    key, content = _note(key_file), _note(file)
    from qingbai.audit import proved
    from qingbai.audit.note import InvalidNote, VerifierKey

    try:
        found = proved.check(content.encode(), VerifierKey.parse(key.strip()))
    except InvalidNote as fault:
        _unreadable(f"{key_file} is no public key of a log: {fault}.")
    except proved.NoProof as fault:
        no = {"proved": False, "zh": fault.zh, "en": fault.en}
        click.echo(json.dumps(no, ensure_ascii=False) if as_json else str(fault))
        sys.exit(WRONG)
    if as_json:
        click.echo(json.dumps({"proved": True, "size": found.size, "entry": found.entry}, ensure_ascii=False))
    else:
        entry = found.entry
        click.echo(f"已证明 / proved: {entry['number']} {entry['kind']} {entry['at']} {entry['basis']}")
        click.echo(f"  {found.origin}, {found.size} 条 / entries")


@command.command("bait")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def bait(*, file: Path) -> None:
    """Enter the judgment of an invented person from the court's notice in FILE and mark it as a bait: whoever looks it up is asked why.

    The person's resident number begins with 10, which nobody holds, and the punishment is served. No notice, manifest or figure knows it.

    Exit status: 0 planted, 2 it would make no bait.
    """
    with setup.django(vault=True):
        from qingbai import clock
        from qingbai.audit.actors import Actor, ActorKind
        from qingbai.notices import files
        from qingbai.notices.faults import NoticeHeld, NoticeRefused
        from qingbai.notices.services import NotForTheRegister
        from qingbai.oversight import baits

        try:
            key = baits.plant(notice=files.load(file), by=Actor(ActorKind.SYSTEM, "operator"), at=clock.now())
        except (NoticeHeld, NoticeRefused, NotForTheRegister, baits.NoBait) as fault:
            _unreadable(str(fault))
        click.echo(f"{key}")


@command.command("sample")
@click.argument("day", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of sentences.")
def sample(*, day: datetime, as_json: bool) -> None:
    """Draw the sample of a working DAY once more, from the same head of the ledger, and say whether the same entries come out.

    Each entry's lot is the SHA-256 of seed and number, and the smallest of every office are drawn; the seed is that of the day and of size and
    root of the ledger's head.

    Exit status: 0 the same, 1 otherwise, 2 nothing was drawn for that day or it could not be read.
    """
    try:
        with setup.django(vault=True):
            from qingbai.audit.actors import SYSTEM
            from qingbai.oversight import samples

            try:
                found = samples.repeated(day=day.date(), viewer=SYSTEM)
            except samples.NoSuchSample:
                _unreadable(
                    f"Nothing was drawn for {day:%Y-%m-%d}: it was no working day, is not over yet, or lies before this register."
                )
    except CannotRun as fault:
        _unreadable(fault.message)
    told = {
        "day": str(found.day),
        "size": found.size,
        "root": found.root,
        "seed": found.seed,
        "among": found.among,
        "entries": list(found.chosen),
        "same": found.same,
    }
    if as_json:
        click.echo(json.dumps(told))
    else:
        click.echo(f"{found.day}: {'一致 / the same' if found.same else '不一致 / OTHERWISE'}")
        click.echo(f"  {found.size} 条 / entries, root {found.root}, seed {found.seed}")
        click.echo(f"  {found.among} → {', '.join(str(one) for one in found.chosen) or '–'}")
    sys.exit(WHOLE if found.same else WRONG)


@command.command("digest")
@click.option(
    "--database", type=click.Choice(list(ALIASES)), default="register", show_default=True, help="Whose content."
)
def digest(*, database: str) -> None:
    """One SHA-256 of everything that the register states, or of everything sealed: the same for the same content, whatever order it came in.

    Two installations fed with the same documents, or one and its restored copy, print the same line.

    Exit status: 0 printed, 2 could not be read.
    """
    try:
        with setup.django(vault=database == "vault"):
            click.echo(_digested(database))
    except CannotRun as fault:
        _unreadable(fault.message)


def _digested(database: str) -> str:
    from django.db import Error

    from qingbai import clock
    from qingbai.audit.actors import SYSTEM
    from qingbai.registers import digest as registers
    from qingbai.registers.access import Business, Purpose

    try:
        if database == "vault":
            from qingbai.sealing import digest as sealing

            return sealing.digest(viewer=SYSTEM, purpose="digest")
        on = clock.day_of(clock.now())
        return registers.digest(viewer=SYSTEM, purpose=Purpose(Business.AUDIT, "digest"), on=on)
    except Error as fault:
        said = str(fault).splitlines()[0]
        _unreadable(f"The database could not be read: {said}. Check that it runs, and its address.")


def _examined(using: str, notes: list[str]) -> list["Report"]:
    from django.db import Error

    from qingbai.audit import keys, whole

    try:
        outside = whole.by_log(notes, using)
        return [_walked(log, using, outside[log]) for log in keys.LOGS[using]]
    except Error as fault:
        said = str(fault).splitlines()[0]
        _unreadable(f"The database could not be read: {said}. Check that it runs, and its address.")
    except (whole.CheckpointUnusable, keys.KeyMissing) as fault:
        sentence = str(fault)
        _unreadable(f"{sentence[0].upper()}{sentence[1:]}.")


def _walked(log: str, using: str, outside: list[str]) -> "Report":
    from qingbai.audit import whole

    with click.progressbar(length=1, label=log, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def progress(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        return whole.examine(log, using=using, outside=outside, progress=progress)


def _note(file: Path) -> str:
    try:
        return sys.stdin.read() if str(file) == "-" else file.read_text()
    except OSError as fault:
        _unreadable(f"{file} cannot be read: {fault.strerror}. Check the path.")
    except UnicodeError:
        _unreadable(f"{file} is no checkpoint: it is not UTF-8 text.")


def _unreadable(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(UNREADABLE)


def _tell(database: str, reports: list["Report"], *, as_json: bool) -> None:
    if as_json:
        whole = all(report.fault is None for report in reports)
        click.echo(
            json.dumps({"database": database, "whole": whole, "logs": [_dict(r) for r in reports]}, ensure_ascii=False)
        )
        return
    for report in reports:
        click.echo(_sentence(report))


def _sentence(report: "Report") -> str:
    from qingbai.audit.whole import REMEDY

    ledger = report.log == "ledger"
    if report.fault:
        return (
            f"{report.log} NOT whole: {report.fault.en}\n  {REMEDY[0]}\n"
            f"{'台账' if ledger else '文书日志'}不完整：{report.fault.zh}\n  {REMEDY[1]}"
        )
    root = base64.b64encode(report.root).decode()
    return (
        f"{report.log} whole: {report.leaves} {'entries' if ledger else 'leaves'}, root {root}, {report.checkpoints} checkpoints agree\n"
        f"{'台账' if ledger else '文书日志'}完整：{report.leaves} 条，与 {report.checkpoints} 个检查点一致"
    )


def _dict(report: "Report") -> dict[str, Any]:
    from qingbai.audit.whole import REMEDY

    fault = report.fault
    return {
        "log": report.log,
        "whole": fault is None,
        "leaves": report.leaves,
        "root": base64.b64encode(report.root).decode(),
        "checkpoints": report.checkpoints,
        "fault": fault
        and {
            "number": fault.number,
            "code": fault.code,
            "en": fault.en,
            "zh": fault.zh,
            "remedy_en": REMEDY[0],
            "remedy_zh": REMEDY[1],
        },
    }
