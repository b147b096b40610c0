"""``qingbai law``: the rule book and the form of the questions, written from the rules themselves; a sealing regime tried on the register."""

import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from qingbai.agencies import regimes
from qingbai.law.citations import in_words
from qingbai.law.facts import Fault, Wrong
from qingbai.law.pages import pages
from qingbai.law.regimes import SealingRegime, parse
from qingbai.law.schema import decide_schema
from qingbai.law.simulation import Change
from qingbai.project import setup
from qingbai.project.home import CannotRun

if TYPE_CHECKING:
    from qingbai.law.terms import Finding

UNREADABLE = 2
LONGEST = 1024 * 1024
SHOWN = 20
HEADINGS = {
    Change.SEALED: ("将予封存", "would be sealed"),
    Change.PERSON: ("须由人工认定", "a person would have to decide"),
    Change.NONE: ("不受影响", "stay open"),
    Change.SEALED_NOW: ("现行规定下已应封存", "should be sealed under the present law already"),
}


@click.group()
def command() -> None:
    """The rules of the law: their pages, the form of the questions, and what a new sealing regime would change."""


@command.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default="docs/law")
def docs(folder: Path) -> None:
    """Write a page a rule into FOLDER (docs/law)."""
    folder.mkdir(parents=True, exist_ok=True)
    made = pages()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")
    click.echo(f"{len(made)} pages in {folder}")


@command.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), default="docs/api/decide.schema.json")
def schema(file: Path) -> None:
    """Write the JSON Schema of ``qingbai decide`` into FILE (docs/api/decide.schema.json)."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(decide_schema(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    click.echo(str(file))


@command.command()
@click.argument("regime", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="The day to look at; else the regime's first.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a record that would change, the counts last.")
def simulate(*, regime: Path, on: datetime | None, as_json: bool) -> None:
    """Tell on the register whom REGIME (TOML; - for standard input) would change before it takes effect. Nothing is changed.

    Counts by reason, and the references of the records, without a name. Exit status 2: the file or the register cannot be read.
    """
    new = _regime(regime)
    day = on.date() if on else new.from_on
    if day < new.from_on or (new.until_on is not None and day >= new.until_on):
        lasts = f"{new.from_on} – {new.until_on or ''}"
        _refuse(
            [
                Fault(
                    "--on",
                    f"{day}该制度不在施行中（{lasts}）；请另选日期",
                    f"not in force on {day} ({lasts}); choose another day",
                )
            ]
        )
    present = tuple(one for one in regimes.in_house() if one.key != new.key)
    try:
        with setup.django():
            counted = _tried(new, present, day, as_json=as_json)
    except CannotRun as fault:
        click.echo(fault.message, err=True)
        raise SystemExit(UNREADABLE) from fault
    if as_json:
        click.echo(json.dumps(_summary(new, day, counted), ensure_ascii=False))
    else:
        _page(new, day, counted)


def _regime(file: Path) -> SealingRegime:
    """The regime of a file, or the end with every fault of it."""
    try:
        with click.open_file(str(file), "rb") as stream:
            text = stream.read(LONGEST + 1).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        _refuse(
            [
                Fault(
                    str(file),
                    "不能读取；请核对文件名和UTF-8编码",
                    f"cannot be read; check its name and that it is UTF-8 ({error})",
                )
            ]
        )
    if len(text) > LONGEST:
        _refuse([Fault(str(file), f"超过{LONGEST}个字符", f"is longer than {LONGEST} characters")])
    try:
        found = parse(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        _refuse([Fault(str(file), f"不是TOML；请改正格式（{error}）", f"is not TOML; correct it: {error}")])
    if isinstance(found, Wrong):
        _refuse(found.faults)
    return found


def _refuse(faults: list[Fault] | tuple[Fault, ...]) -> NoReturn:
    for fault in faults:
        click.echo(f"{fault.path}: {fault.zh} · {fault.en}", err=True)
    raise SystemExit(UNREADABLE)


class _Counted:
    """How many records fell under each change, for which reasons; the first references of those that change."""

    def __init__(self) -> None:
        self.changes: Counter[Change] = Counter()
        self.reasons: Counter[tuple[Change, tuple[str, ...]]] = Counter()
        self.first: dict[Change, list[str]] = {change: [] for change in Change}

    def add(self, reference: str, change: Change, codes: tuple[str, ...]) -> None:
        """One more record."""
        self.changes[change] += 1
        self.reasons[change, codes] += 1
        if change is not Change.NONE and len(self.first[change]) < SHOWN:
            self.first[change].append(reference)


def _tried(new: SealingRegime, present: tuple[SealingRegime, ...], day: date, *, as_json: bool) -> _Counted:
    counted = _Counted()
    with click.progressbar(
        _findings(new, present, day), label="records", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        for reference, finding in bar:
            change = finding.value or Change.NONE
            codes = tuple(dict.fromkeys(reason.code for reason in finding.because))
            counted.add(reference, change, codes)
            if as_json and change is not Change.NONE:
                click.echo(json.dumps({"record": reference, "change": change.value, "because": codes}))
    return counted


def _findings(
    new: SealingRegime, present: tuple[SealingRegime, ...], day: date
) -> Iterator[tuple[str, "Finding[Change]"]]:
    from django.db import OperationalError

    from qingbai import clock
    from qingbai.audit.actors import SYSTEM
    from qingbai.registers.simulation import simulate as tried

    try:
        yield from tried(regime=new, present=present, by=SYSTEM, at=clock.now(), on=day)
    except OperationalError as error:
        _refuse(
            [
                Fault(
                    "register",
                    "数据库不可用；请启动后重试",
                    f"the database cannot be reached; start it and try again ({error})",
                )
            ]
        )


def _summary(new: SealingRegime, day: date, counted: _Counted) -> dict[str, object]:
    return {
        "regime": new.key,
        "on": day.isoformat(),
        "records": sum(counted.changes.values()),
        "changes": {change.value: counted.changes[change] for change in Change},
        "reasons": [
            {"change": change.value, "because": list(codes), "records": number}
            for (change, codes), number in counted.reasons.most_common()
        ],
    }


def _page(new: SealingRegime, day: date, counted: _Counted) -> None:
    basis_zh, basis_en = in_words(new.citation)
    click.echo(f"{new.zh} · {new.en}")
    click.echo(f"  {basis_zh} · {basis_en}")
    click.echo(f"  {day}: {sum(counted.changes.values())} 条记录 · records")
    for change in Change:
        zh, en = HEADINGS[change]
        click.echo(f"\n{counted.changes[change]}  {zh} · {en}")
        for (of, codes), number in counted.reasons.most_common():
            if of is change:
                click.echo(f"  {number}  {', '.join(codes)}")
        for reference in counted.first[change]:
            click.echo(f"    {reference}")
        if len(counted.first[change]) < counted.changes[change] and change is not Change.NONE:
            click.echo("    … 其余见 --json · the others with --json")
