"""Administrative divisions (行政区划): what a six-digit code (GB/T 2260) names, now or in an earlier year.

Codes in identity numbers stay as they were given although the place has changed or gone (ID-11); so the table keeps
history, and a code that is not in it is unknown rather than wrong. The invented Demo Province stands in a file of its own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable

from qingbai.agencies.files import DATA, BadReferenceData, DataFault, table
from qingbai.agencies.terms import Bilingual

_ROW = re.compile(r"[0-9]{6}\t[^\t]+\t([0-9]{4})?\t([0-9]{4})?")


@dataclass(frozen=True, slots=True)
class Division:
    """One name of one code. ``from_year`` None: since before 1981, or not known; ``until_year`` None: still in use."""

    code: str
    name: str
    from_year: int | None
    until_year: int | None
    invented: bool = False


@cache
def _by_code() -> Mapping[str, tuple[Division, ...]]:
    return load({DATA / "divisions" / "gb2260.tsv": False, DATA / "divisions" / "demo.tsv": True})


def load(tables: Mapping[Traversable, bool]) -> Mapping[str, tuple[Division, ...]]:
    """Read tables of divisions; whether its places are invented stands beside each. Raises ``BadReferenceData``."""
    found: dict[str, list[Division]] = {}
    faults = []
    for file, invented in tables.items():
        for line, row in table(file):
            if not _ROW.fullmatch("\t".join((row["code"], row["name"], row["from"], row["until"]))):
                what = "is not a six-digit code, a name and two years that may be empty"
                faults.append(DataFault(file.name, f"line {line}", what, "write 110101, the name, 1984, 2009"))
                continue
            division = Division(row["code"], row["name"], _year(row["from"]), _year(row["until"]), invented)
            found.setdefault(division.code, []).append(division)
    if faults:
        raise BadReferenceData(faults)
    return {code: tuple(sorted(names, key=_order)) for code, names in found.items()}


def _year(text: str) -> int | None:
    return int(text) if text else None


def _order(division: Division) -> tuple[int, int]:
    return (division.until_year or 9999, division.from_year or 0)


@cache
def _english() -> Mapping[str, str]:
    rows = [row for name in ("english.tsv", "demo.tsv") for _, row in table(DATA / "divisions" / name)]
    return {row["code"]: row["name_en"] for row in rows}


def division(code: str, year: int | None = None) -> Division | None:
    """What a code names: the latest name, or the one in use in ``year``; None where the table does not know."""
    names = _by_code().get(code, ())
    if year is None:
        return names[-1] if names else None
    fitting = [name for name in names if (name.from_year or 0) <= year <= (name.until_year or 9999)]
    return fitting[-1] if fitting else None


def history(code: str) -> tuple[Division, ...]:
    """All names of a code, the oldest first."""
    return _by_code().get(code, ())


def path(code: str, year: int | None = None) -> str:
    """The names from the province down, without a level that the table does not name; empty for an unknown code.

    >>> path("110105")
    '北京市朝阳区'
    """
    if division(code, year) is None:
        return ""
    levels = dict.fromkeys((code[:2] + "0000", code[:4] + "00", code))
    return "".join(found.name for level in levels if (found := division(level, year) or division(level)))


def bilingual(code: str) -> Bilingual:
    """A division's present name; the Chinese one stands for both where no English one is known, the code where no name is."""
    found = division(code)
    name = found.name if found else code
    return Bilingual(name, _english().get(code) or name)


@cache
def places() -> Mapping[str, str]:
    """Every county-level code with the path to its latest name, as ``matching.identity.parse`` takes it for advice."""
    return {code: path(code) for code in _by_code() if not code.endswith("00")}


@cache
def successors() -> Mapping[str, str]:
    """For each county-level code out of use, the one in use that took its place, as far as the history tells; identity numbers and
    old judgments still name it.

    >>> successors()["110103"]  # 崇文区, part of 东城区 since 2010
    '110101'
    """
    return {row["code"]: row["successor"] for _, row in table(DATA / "divisions" / "successors.tsv")}
