"""The directory of organs and offices as the data files give it (机关名录), checked as a whole before any of it is loaded."""

import dataclasses
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from qingbai.agencies import divisions, hours
from qingbai.agencies.files import DATA, BadReferenceData, DataFault, toml
from qingbai.agencies.terms import Authority, Bilingual
from qingbai.law.terms import OfficeKind, OfficeLevel

DEMO = "demo.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganEntry:
    """An organ (机关): ``mark`` is the character that stands for it in the numbers of its papers, ``superior`` a code or empty."""

    code: str
    name: Bilingual
    authority: Authority
    level: OfficeLevel
    division: str
    superior: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeEntry:
    """An office that accepts inquiries (受理单位); ``organ`` signs its papers. ``appointments``: how many may be booked for one half hour."""

    code: str
    name: Bilingual
    kind: OfficeKind
    organ: str
    division: str
    address: Bilingual
    phone: str
    hours: tuple[str, ...]
    appointments: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """Organs, superiors before those below them, and offices."""

    organs: tuple[OrganEntry, ...]
    offices: tuple[OfficeEntry, ...]
    files: tuple[str, ...]


@cache
def directory(*, demo: bool, own: Path | None = None) -> Directory:
    """The directory of the house, with or without the invented offices; a register with files of its ``own`` has these alone.

    Raises ``BadReferenceData``.
    """
    if own is not None and not demo and any(own.glob("*.toml")):
        return load(own)
    return load(DATA / "offices", leave_out=frozenset() if demo else frozenset({DEMO}))


_ADAPTERS: Mapping[str, TypeAdapter[Any]] = {"organs": TypeAdapter(OrganEntry), "offices": TypeAdapter(OfficeEntry)}


def load(folder: Traversable, *, leave_out: frozenset[str] = frozenset()) -> Directory:
    """Read every file of a folder. Raises ``BadReferenceData`` with the faults of all files."""
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml") and file.name not in leave_out)
    faults: list[DataFault] = []
    entries: dict[str, list[tuple[str, str, Any]]] = {"organs": [], "offices": []}
    for name in names:
        for section, rows in toml(folder / name).items():
            if section not in entries:
                faults.append(DataFault(name, section, "is no section", "write [[organs]] or [[offices]]"))
                continue
            for number, row in enumerate(rows, 1):
                key = f"{section} {row.get('code') or number}"
                entries[section] += [(name, key, entry) for entry in _read(name, key, section, row, faults)]
    faults += _organ_faults(entries["organs"])
    faults += _office_faults(entries["offices"], {entry.code for _, _, entry in entries["organs"]})
    if faults:
        raise BadReferenceData(faults)
    return Directory(
        organs=tuple(entry for _, _, entry in entries["organs"]),
        offices=tuple(entry for _, _, entry in entries["offices"]),
        files=tuple(names),
    )


def _read(name: str, key: str, section: str, row: Mapping[str, Any], faults: list[DataFault]) -> Iterator[Any]:
    known = {field.name for field in dataclasses.fields(OrganEntry if section == "organs" else OfficeEntry)}
    faults += [
        DataFault(name, f"{key}.{strange}", "is no key", "take it out or check its spelling")
        for strange in sorted(set(row) - known)
    ]
    try:
        yield _ADAPTERS[section].validate_json(json.dumps(row, default=str), strict=True)
    except ValidationError as error:
        for found in error.errors():
            place = ".".join(str(part) for part in found["loc"])
            faults.append(DataFault(name, f"{key}.{place}", found["msg"], "write it as the entries beside it do"))


def _organ_faults(entries: list[tuple[str, str, OrganEntry]]) -> Iterator[DataFault]:
    before: set[str] = set()
    for name, key, organ in entries:
        if organ.code in before:
            yield DataFault(name, key, "stands twice", "keep one")
        if organ.superior and organ.superior not in before:
            yield DataFault(
                name, f"{key}.superior", f"'{organ.superior}' does not stand above it", "put the superior organ first"
            )
        yield from _division_faults(name, key, organ.division)
        before.add(organ.code)


def _office_faults(entries: list[tuple[str, str, OfficeEntry]], organs: set[str]) -> Iterator[DataFault]:
    seen: set[str] = set()
    for name, key, office in entries:
        if office.code in seen:
            yield DataFault(name, key, "stands twice", "keep one")
        if office.organ not in organs:
            yield DataFault(
                name, f"{key}.organ", f"there is no organ '{office.organ}'", "add the organ or correct its code"
            )
        yield from _division_faults(name, key, office.division)
        try:
            hours.parse(office.hours)
        except hours.BadHours as error:
            yield DataFault(name, f"{key}.hours", str(error), "write hours as 'mon-sat 09:00-12:00 13:30-17:30'")
        if office.appointments < 0:
            yield DataFault(name, f"{key}.appointments", "is less than 0", "write 0 where none can be booked")
        seen.add(office.code)


def _division_faults(name: str, key: str, code: str) -> Iterator[DataFault]:
    if divisions.division(code) is None:
        yield DataFault(
            name, f"{key}.division", f"'{code}' is no known division", "write a six-digit code of GB/T 2260"
        )
