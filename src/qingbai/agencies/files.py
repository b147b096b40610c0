"""Reading the data files of this room (TOML and tables), with every fault named: file, key, what is wrong, what to do."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

DATA: Traversable = files("qingbai.agencies")


@dataclass(frozen=True, slots=True)
class DataFault:
    """One thing wrong in a data file. ``key`` is the key as it stands in the file, or a line; ``line`` counts from 1 (None: not known)."""

    file: str
    key: str
    what: str
    remedy: str
    line: int | None = None

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.key}: {self.what}; {self.remedy}"

    def at(self, lines: Mapping[str, int]) -> "DataFault":
        """The same fault with its line: that of its key, else of the table in which the key would stand, else the first."""
        if self.line is not None or not lines:
            return self
        parts = self.key.split(".")
        keys = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
        return replace(self, line=next((lines[key] for key in keys if key in lines), 1))


class BadReferenceData(ValueError):
    """Data files that cannot be used. ``faults`` names everything at once; nothing of them is loaded."""

    def __init__(self, faults: Iterable[DataFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def toml(file: Traversable) -> dict[str, Any]:
    """The content of a TOML file. Raises ``BadReferenceData`` where it is not UTF-8 or not TOML."""
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        fault = DataFault(file.name, f"byte {error.start}", "is not UTF-8", "save the file as UTF-8")
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        remedy = "write it as TOML: key = value, text in quotes"
        fault = DataFault(file.name, "syntax", str(error), remedy, int(found[1]) if found else None)
    raise BadReferenceData([fault])


_HEAD = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?")
_KEY = re.compile(r"\s*([A-Za-z0-9_.\-]+)\s*=(.*)")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|#.*")


def key_lines(text: str) -> dict[str, int]:
    """On which line each key and table of a TOML text stands: ``tomllib`` does not say. Entries of a list of tables count from 0.

    >>> key_lines('a = 1\\n[b]\\nc = [\\n 2]\\nd = 3')
    {'a': 1, 'b': 2, 'b.c': 3, 'b.d': 5}
    """
    found: dict[str, int] = {}
    table, entries, depth = "", dict[str, int](), 0
    for number, line in enumerate(text.splitlines(), 1):
        if depth <= 0 and (head := _HEAD.fullmatch(line)):
            table = head[2]
            if head[1] == "[[":
                entries[table] = entries.get(table, -1) + 1
                found.setdefault(table, number)
                table = f"{table}.{entries[table]}"
            found[table] = number
            continue
        key = _KEY.fullmatch(line) if depth <= 0 else None
        if key:
            found[f"{table}.{key[1]}" if table else key[1]] = number
        plain = _QUOTED.sub("", key[2] if key else line)
        depth = max(depth, 0) + plain.count("[") + plain.count("{") - plain.count("]") - plain.count("}")
    return found


def table(file: Traversable) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a tab-separated table with their line numbers; lines that begin with ``#`` are remarks, the first other one names the columns.

    Raises ``BadReferenceData`` at a row that has not one field for each column.
    """
    columns: list[str] | None = None
    for line, text in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if text.startswith("#") or not text:
            continue
        fields = text.split("\t")
        if columns is None:
            columns = fields
        elif len(fields) != len(columns):
            what = f"has {len(fields)} fields where the head names {len(columns)}"
            raise BadReferenceData([DataFault(file.name, f"line {line}", what, "separate the fields by one tab each")])
        else:
            yield line, dict(zip(columns, fields, strict=True))
