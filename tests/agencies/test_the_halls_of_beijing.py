"""Beijing's sixteen halls as the house knows them, against the table that was read from the sub-bureaus' page: name, address, hours.

The table lies beside the project (``../shared/data``); without it these tests are skipped by name.
"""

import csv
import re
from pathlib import Path

import pytest

from qingbai.agencies import directory, hours
from qingbai.law.terms import OfficeKind

TABLE = Path(__file__).parents[3] / "shared" / "data" / "exit_entry_halls_beijing.tsv"
DAYS = {"Monday to Saturday": "mon-sat", "Monday to Friday": "mon-fri"}


def rows() -> list[dict[str, str]]:
    if not TABLE.exists():
        pytest.skip(f"{TABLE.name} is not here")
    with TABLE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def plain(text: str) -> str:
    """Words alone: the page itself is not steady in its commas."""
    return " ".join(re.findall(r"\w+", text.removesuffix(", Beijing").lower()))


def as_ours(text: str) -> hours.Hours:
    """``9:00-12:00 and 13:30-17:30, Monday to Saturday (except statutory holidays)`` as our files write it."""
    times, _, days = text.partition(", ")
    spans = re.sub(r"\b(\d):", r"0\1:", times).replace(" and ", " ")
    return hours.parse((f"{DAYS[days.removesuffix(' (except statutory holidays)')]} {spans}",))


def test_every_hall_of_the_table_is_an_office_of_the_house_with_its_address_and_hours() -> None:
    halls = {
        plain(office.name.en): (plain(office.address.en), hours.parse(office.hours))
        for office in directory.directory(demo=False).offices
        if office.division.startswith("11") and office.kind is OfficeKind.EXIT_ENTRY
    }
    told = {plain(row["hall"]): (plain(row["address"]), as_ours(row["office_hours"])) for row in rows()}
    assert len(told) == 16
    assert halls == told
