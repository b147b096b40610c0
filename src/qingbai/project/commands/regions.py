"""``qingbai regions``: the rules of the regions, checked, shown and compared. No database."""

import dataclasses
import json
import sys
import unicodedata
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from pydantic import TypeAdapter

from qingbai import clock
from qingbai.agencies import calendars, directory, regions
from qingbai.agencies.files import BadReferenceData
from qingbai.agencies.profile import RegionProfile
from qingbai.agencies.terms import Bilingual
from qingbai.law.citations import in_words
from qingbai.law.terms import Reason
from qingbai.law.wording import wording
from qingbai.project import home

if TYPE_CHECKING:
    from qingbai.inquiries.comparison import Column

GOOD, FAULTY, UNREADABLE = 0, 1, 2
COMPARED = ("national", "beijing", "shenyang", "guangdong", "shanghai", "jiangsu", "gansu")
"""Compared where nobody names others: the nation and six regions that differ from it in many points."""
_ADAPTER = TypeAdapter(RegionProfile)


@click.group()
def command() -> None:
    """The rules of the regions: list and show them, check a new one, compare what they say to one application; the offices and their codes."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def list_(*, as_json: bool) -> None:
    """Every region, the divisions for which it holds, since when, and how sure its values are (V seen, D seed, S second hand, M memory)."""
    for profile in regions.profiles():
        told = {
            "key": profile.key,
            "zh": profile.name.zh,
            "en": profile.name.en,
            "divisions": list(profile.divisions),
            "under": profile.under,
            "as_of": profile.as_of.isoformat(),
            "confidence": [str(one) for one in profile.confidence],
        }
        if as_json:
            click.echo(json.dumps(told, ensure_ascii=False))
        else:
            codes = " ".join(code or "*" for code in profile.divisions)
            row = (_wide(profile.key, 12), _wide(codes, 6), told["as_of"], _wide("".join(profile.confidence), 4))
            click.echo("  ".join(map(str, (*row, profile.name.zh, profile.name.en))).rstrip())


@command.command()
@click.argument("key")
@click.option("--json", "as_json", is_flag=True, help="The whole profile as JSON.")
def show(*, key: str, as_json: bool) -> None:
    """What the region KEY says, with what it takes over from those above it; what differs from the nation is marked with *."""
    profile = regions.profile_of(key)
    if profile is None:
        _stop(f"there is no region '{key}'; see qingbai regions list")
        return
    if as_json:
        click.echo(json.dumps(_ADAPTER.dump_python(profile, mode="json"), ensure_ascii=False, indent=2))
        return
    click.echo(f"{profile.name.zh} {profile.name.en} ({profile.as_of}, {''.join(profile.confidence)})")
    for source in profile.sources:
        click.echo(f"  {source}")
    national = dict(_lines(regions.profiles()[0]))
    for place, value in _lines(profile):
        click.echo(f"{'*' if national[place] != value else ' '} {place} = {value}")
    for asker, apart in profile.askers.items():
        common = dict(_lines(profile))
        for place, value in _lines(apart):
            if common[place] != value:
                click.echo(f"* askers.{asker}.{place} = {value}")
    for one in profile.superseded:
        click.echo(f"- no longer, until {one.until}: {one.what.zh} {one.what.en} ({one.source})")


def _lines(profile: RegionProfile) -> list[tuple[str, str]]:
    """Each parameter with its value."""
    found = []
    for section in dataclasses.fields(profile):
        part = getattr(profile, section.name)
        if dataclasses.is_dataclass(part) and section.name != "name":
            found += [
                (f"{section.name}.{one.name}", _value(getattr(part, one.name))) for one in dataclasses.fields(part)
            ]
    return found


def _value(value: Any) -> str:
    if isinstance(value, Bilingual):
        return f"{value.zh} {value.en}"
    if isinstance(value, tuple):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return " ".join(_value(getattr(value, one.name)) for one in dataclasses.fields(value))
    return "none" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@command.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a fault.")
def check(*, files: tuple[Path, ...], as_json: bool) -> None:
    """Check profiles: FILES as if they stood among the house's own, or all of the house's, and the calendar.

    Exit status: 0 nothing is wrong, 1 something is (each fault with its file, line, key and remedy), 2 a file could not be read.
    """
    try:
        faults = regions.check(files)
    except OSError as error:
        _stop(f"{error.filename}: cannot be read: {error.strerror}; check the path")
        return
    for fault in faults:
        told = {name: getattr(fault, name) for name in ("file", "line", "key", "what", "remedy")}
        click.echo(json.dumps(told, ensure_ascii=False) if as_json else str(fault))
    _warn_of_calendar(clock.today())
    if not faults and not as_json:
        click.echo(f"{len(files) or len(regions.profiles())} profile(s): nothing is wrong")
    sys.exit(FAULTY if faults else GOOD)


@command.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--json", "as_json", is_flag=True, help="One JSON object an office.")
def offices(*, folder: Path | None, as_json: bool) -> None:
    """The offices of this installation with their codes; or those of the files in FOLDER, which are checked on the way.

    Exit status: 0 they can be used, 1 something is wrong with them (each fault with its file, place and remedy).
    """
    try:
        found = (
            directory.load(folder) if folder else directory.directory(demo=home.is_demonstration(), own=home.offices())
        )
    except BadReferenceData as bad:
        for fault in bad.faults:
            click.echo(str(fault), err=True)
        sys.exit(FAULTY)
    for one in found.offices:
        told = {"code": one.code, "kind": one.kind.value, "organ": one.organ, "zh": one.name.zh, "en": one.name.en}
        row = (_wide(one.code, 12), _wide(one.kind.value, 14), one.name.zh, one.name.en)
        click.echo(json.dumps(told, ensure_ascii=False) if as_json else "  ".join(row))


@command.command()
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day to look from; today where none is given.")
def calendar(*, on: Any) -> None:
    """Which years' holidays are entered, from which notice, and which should be and are not (asked from November on).

    Exit status: 0 none is wanting, 1 one is.
    """
    for notice in calendars.notices()[-3:]:
        click.echo(f"{notice.year}  {notice.name}  {' '.join(notice.urls)}")
    sys.exit(FAULTY if _warn_of_calendar(on.date() if on else clock.today()) else GOOD)


def _warn_of_calendar(on: date) -> bool:
    years = calendars.unannounced(on)
    for year in years:
        click.echo(
            f"the holidays of {year} are not entered: due days in it are unknown; add the State Council's notice (docs/guide/regions.md)",
            err=True,
        )
    return bool(years)


@command.command()
@click.argument("application", type=click.Path(path_type=Path, allow_dash=True))
@click.argument("keys", nargs=-1)
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="The day on which it is asked; today where none is given."
)
@click.option(
    "--earlier", multiple=True, type=click.DateTime(["%Y-%m-%d"]), help="A day of an earlier inquiry; may be repeated."
)
@click.option("--all", "every", is_flag=True, help="Every region.")
@click.option("--language", type=click.Choice(["en", "zh"]), default="en", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, both languages.")
def compare(
    *,
    application: Path,
    keys: tuple[str, ...],
    on: Any,
    earlier: tuple[Any, ...],
    every: bool,
    language: str,
    as_json: bool,
) -> None:
    """What the regions KEYS (the nation and six others where none is named) say to the same APPLICATION, and why they differ.

    Exit status: 0 compared, 2 the application could not be read or there is no such region.
    """
    from qingbai.inquiries import comparison
    from qingbai.inquiries import draft as drafts

    try:
        text = sys.stdin.buffer.read() if str(application) == "-" else application.read_bytes()
        draft = drafts.parse(text)
    except OSError as error:
        _stop(f"{application}: cannot be read: {error.strerror}; check the path")
        return
    except drafts.DraftRefused as refused:
        for fault in refused.faults:
            click.echo(f"{application}: {fault.field}: {fault.zh} {fault.en}", err=True)
        sys.exit(UNREADABLE)
    wanted = [profile.key for profile in regions.profiles()] if every else keys or COMPARED
    found = [(key, regions.profile_of(key)) for key in wanted]
    unknown = [key for key, profile in found if profile is None]
    if unknown:
        _stop(f"there is no region '{unknown[0]}'; see qingbai regions list")
    columns = comparison.compare(
        draft,
        [profile for _, profile in found if profile is not None],
        earlier=tuple(one.date() for one in earlier),
        on=on.date() if on else clock.today(),
    )
    if as_json:
        click.echo(json.dumps(_as_json(columns), ensure_ascii=False, indent=2))
    else:
        _print(columns, zh=language == "zh")


def _as_json(columns: "tuple[Column, ...]") -> dict[str, Any]:
    from qingbai.inquiries.comparison import differing

    return {
        "differs": list(differing(columns)),
        "regions": {
            column.region.key: {
                point.key: {
                    "zh": point.says.zh,
                    "en": point.says.en,
                    "because": [
                        {
                            "code": reason.code,
                            "zh": wording(reason).zh,
                            "en": wording(reason).en,
                            "article": in_words(reason.citation)[0],
                            "rule": reason.citation.rule,
                        }
                        for reason in point.because
                    ],
                }
                for point in column.points
            }
            for column in columns
        },
    }


def _print(columns: "tuple[Column, ...]", *, zh: bool) -> None:
    """A table of points and regions, those that differ marked with *; then the differences with their reasons and articles."""
    from qingbai.inquiries.comparison import differing

    differs = differing(columns)
    for point in columns[0].points:
        click.echo(f"{'*' if point.key in differs else ' '} {_in(point.title, zh=zh)}")
        for says, those in _groups(columns, point.key, zh=zh).items():
            click.echo(f"    {_wide(', '.join(column.region.key for column in those), 48)}  {says}")
    click.echo("\n" + ("差异及其理由" if zh else "Why they differ"))
    for point in columns[0].points:
        if point.key in differs:
            click.echo(f"\n{_in(point.title, zh=zh)}")
            for says, those in _groups(columns, point.key, zh=zh).items():
                _explain(says, those, point.key, zh=zh)


def _groups(columns: "tuple[Column, ...]", key: str, *, zh: bool) -> "dict[str, list[Column]]":
    found: dict[str, list[Column]] = {}
    for column in columns:
        point = next(one for one in column.points if one.key == key)
        found.setdefault(_in(point.says, zh=zh), []).append(column)
    return found


def _explain(says: str, those: "list[Column]", key: str, *, zh: bool) -> None:
    """One answer: each set of reasons that leads to it with its articles, and under it the regions and their sources."""
    click.echo(f"  {says}")
    led: dict[tuple[str, ...], list[Column]] = {}
    for column in those:
        point = next(one for one in column.points if one.key == key)
        led.setdefault(tuple(_reason(reason, zh=zh) for reason in point.because), []).append(column)
    for reasons, columns in led.items():
        for reason in reasons:
            click.echo(f"    {reason}")
        for column in columns:
            click.echo(f"    - {column.region.key}.toml: {'; '.join(column.region.sources)}")


def _reason(reason: Reason, *, zh: bool) -> str:
    words, (article_zh, article_en) = wording(reason), in_words(reason.citation)
    return f"{words.zh if zh else words.en} [{article_zh if zh else article_en}; {reason.citation.rule}]"


def _in(words: Bilingual, *, zh: bool) -> str:
    return words.zh if zh else words.en


def _wide(text: str, width: int) -> str:
    """A text filled up to a width; Chinese characters take two places."""
    taken = sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
    return text + " " * max(width - taken, 0)


def _stop(message: str) -> None:
    click.echo(message, err=True)
    sys.exit(UNREADABLE)
