"""Reading the data files of this room (TOML and tables), with every fault named: file, key, what is wrong, what to do."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

DATA: Traversable = files("qingbai.agencies")


@dataclass(frozen=True, slots=True)
class DataFault:
    """One thing wrong in a data file. ``key`` is the key as it stands in the file, or a line."""

    file: str
    key: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.what}; {self.remedy}"


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
        fault = DataFault(file.name, "syntax", str(error), "write it as TOML: key = value, text in quotes")
    raise BadReferenceData([fault])


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
