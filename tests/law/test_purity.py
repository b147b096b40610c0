"""The law is pure: importing all of it loads no framework, and it changes nothing it is given."""

import subprocess
import sys
from datetime import date

import pytest

from qingbai.law.citations import Citation
from qingbai.law.parameters import APPEAL_PERIODS, LEAST_AGE, SEALING_REGIMES, Dated, in_force

SCRIPT = """
import importlib, pkgutil, sys
import qingbai.law
for module in pkgutil.walk_packages(qingbai.law.__path__, "qingbai.law."):
    importlib.import_module(module.name)
print(sorted({name.partition(".")[0] for name in sys.modules} & {"django", "psycopg", "click", "socket", "sqlite3", "logging"}))
print(sorted(name for name in sys.modules if name.startswith("qingbai.") and not name.startswith("qingbai.law")))
"""


def test_the_law_stands_on_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]", "[]"]


@pytest.mark.parametrize(
    ("on", "value"),
    [
        pytest.param(date(1997, 9, 30), None, id="before the first"),
        pytest.param(date(1997, 10, 1), 14, id="its first day"),
        pytest.param(date(2021, 2, 28), 14, id="the day before the next"),
        pytest.param(date(2021, 3, 1), 12, id="the next's first day"),
    ],
)
def test_the_value_of_a_day(on: date, value: int | None) -> None:
    known = in_force(LEAST_AGE, on)
    assert (known.value if known else None) == value


def test_the_order_of_a_series_does_not_matter() -> None:
    assert in_force(LEAST_AGE[::-1], date(2026, 1, 1)) == in_force(LEAST_AGE, date(2026, 1, 1))
    assert in_force((), date(2026, 1, 1)) is None
    only: tuple[Dated[int], ...] = (Dated(date(2026, 1, 1), 0, Citation("criminal_law", "1", "x")),)
    assert in_force(only, date(2026, 1, 1)) is only[0]


def test_the_numbers_of_the_law() -> None:
    periods = APPEAL_PERIODS[0].value
    assert (periods.judgment_days, periods.ruling_days) == (10, 5)
    assert {regime.limit_months for regime in SEALING_REGIMES} == {60}
