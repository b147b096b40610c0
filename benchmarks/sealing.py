"""The nightly second check over a large register, beside the plainest read of the same tables on the same server; and how it grows.

The check is ``sealing.second_check``'s one statement over the register: age at the crime, punishment, the court's finding, later
documents. The peer joins the same five tables, counts what comes out and asks nothing. One in a thousand convictions is planted
as one that should have been sealed: every one of them, and nothing else, must be found. The other half of the check, which
opens the vault box by box, is not measured here.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks import filling, frame
from benchmarks.frame import Options, Result
from benchmarks.search import told

TITLE = "the nightly second check of what should be sealed, beside a plain count over the same tables"
CONVICTIONS = 1_000_000
SMALLEST = 10_000
ROUNDS = 5
MINORS = 0.001
PLAIN = """
SELECT count(*) FROM registers_conviction c
  JOIN registers_subject s ON s.id = c.subject_id
  JOIN registers_judgment j ON j.id = c.judgment_id
  JOIN registers_identity i ON i.subject_id = c.subject_id AND i.judgment_id = c.judgment_id
  JOIN registers_sentence p ON p.conviction_id = c.id
  JOIN registers_offence o ON o.conviction_id = c.id
"""


def run(options: Options) -> Result:
    """Fill a new register step by step, ten times as large each, and check it at every step."""
    largest = options.convictions or CONVICTIONS
    steps = [size for size in (SMALLEST * 10**power for power in range(8)) if size < largest] + [largest]
    measures: list[dict[str, str]] = []
    planted = 0
    with frame.home(), installed() as (superuser, owner):
        for size in steps:
            with filling.hurried(superuser):
                filled = filling.fill(owner, size, minors_share=MINORS)
            planted += filled.minors
            told(f"{filled.convictions:,} convictions in {filled.seconds:.0f} s, {filled.bytes / 2**30:.1f} GiB")
            measures.append(line(filled.convictions, planted, options.rounds or ROUNDS))
            told("  ".join(measures[-1].values()))
    return Result(measures=measures, notes=NOTES)


NOTES = (
    "one connection, by the clock, check and count in turns; PostgreSQL as the program starts it",
    f"of a thousand convictions {MINORS * 1000:g} is of a minor within five years and not sealed: 'found' must be 'planted'",
)


def line(size: int, planted: int, rounds: int) -> dict[str, str]:
    """What check and count took at this size."""
    from django.db import connection, transaction

    from qingbai.sealing import second_check

    def check() -> list[Any]:
        return second_check.over_the_register()[1]

    def count() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for setting in second_check.WHOLE_TABLES:
                cursor.execute(f"SET LOCAL {setting}")
            cursor.execute(PLAIN)

    found = check()
    certain = sum(1 for _, sure in found if sure)
    checked, counted = [], []
    for _ in range(rounds):
        checked.append(timed(check))
        counted.append(timed(count))
    ratio = statistics.median(one / other for one, other in zip(checked, counted, strict=True))
    return {
        "convictions": f"{size:,}",
        "check": f"{statistics.median(checked):.2f} s",
        "plain count": f"{statistics.median(counted):.2f} s",
        "ratio": f"{ratio:.2f}",
        "convictions a second": f"{size / statistics.median(checked):,.0f}",
        "planted": f"{planted:,}",
        "found": f"{certain:,}",
        "unsettled": f"{len(found) - certain:,}",
    }


def timed(act: Callable[[], object]) -> float:
    """Seconds by the clock."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


@contextmanager
def installed() -> Iterator[tuple[str, str]]:
    """A new installation with an empty register, and the addresses of its superuser and its owner; this process works in it as the intake does."""
    from qingbai.project import home, setup
    from qingbai.project.postgres import server

    home.begin(demonstration=True)
    with setup.installation() as addresses, server.of_home(setup.bin_dir()).in_use() as superuser:
        setup.settle(addresses.intake)
        yield superuser, addresses.register_owner
        from django.db import connections

        connections.close_all()
