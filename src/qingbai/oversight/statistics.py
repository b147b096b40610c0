"""Figures as they are told (统计封账): one table for one period, protected, told once and kept; what is shown and handed out is read from there alone.

A period is closed when it is over. From then on its figures are what they are: a judgment that is entered, annulled or sealed later changes none of them, so
that no two readings can be laid side by side (decision 35). Months: what came in, how it ended, how long it took; years: how late courts
and those who end punishments were, how reviews ended, charges and punishments. No figure stands in two tables at different lengths.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import IntegrityError, transaction

from qingbai import clock
from qingbai.agencies import calendars
from qingbai.audit import search
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM, Actor
from qingbai.audit.events import EventKind
from qingbai.law.charges import CHARGES, find
from qingbai.law.objections import Outcome
from qingbai.oversight import baits, counting
from qingbai.oversight.access import VAULT, require_auditor
from qingbai.oversight.figures import percentiles, share, tell
from qingbai.oversight.models import Edition
from qingbai.oversight.periods import Period, months, years

OTHER = "其他"


class Table(StrEnum):
    """A table of figures (统计表)."""

    VOLUMES = "volumes"  # 收件
    ANSWERS = "answers"  # 办结方式
    TIMES = "times"  # 办理时间
    LATENESS = "lateness"  # 通报及时情况：法院
    ENDINGS = "endings"  # 通报及时情况：监狱、看守所、司法局
    REVIEWS = "reviews"  # 复查结论
    CHARGES = "charges"  # 罪名
    SENTENCES = "sentences"  # 刑罚


MONTHLY = (Table.VOLUMES, Table.ANSWERS, Table.TIMES)
YEARLY = (Table.LATENESS, Table.ENDINGS, Table.REVIEWS, Table.CHARGES, Table.SENTENCES)
POSSIBLE: Mapping[Table, int] = {
    Table.VOLUMES: len(counting.ASKED),
    Table.ANSWERS: len(counting.ANSWERS),
    Table.REVIEWS: len(Outcome),
    Table.CHARGES: len(CHARGES) + 1,
    Table.SENTENCES: len(counting.PUNISHMENTS),
}
"""How many names a row can have at all, whether or not they occur."""
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One table for one period as it was told: its ``rows``, when it was closed, from how many entries of the ledger, and the digest of its rows."""

    table: Table
    period: Period
    rows: tuple[Mapping[str, Any], ...]
    sha256: str
    entries: int
    at: datetime


def close(*, first: Period, last: Period, by: Actor, at: datetime) -> tuple[Published, ...]:
    """Close every period from the first to the last that is over and not closed yet (封账); the tables that were new. Doing it twice changes nothing.

    Raises ``NotForYou`` for everybody but an auditor and the operator.
    """
    require_auditor(by)
    on = clock.day_of(at)
    found: list[Published] = []
    for period in [*months(first, last), *years(first, last)]:
        if period.over(on):
            found += _close(period, by, at)
    return tuple(found)


def _close(period: Period, by: Actor, at: datetime) -> Iterator[Published]:
    kept = set(Edition.objects.filter(period=str(period)).values_list("table", flat=True))
    wanted = [table for table in (MONTHLY if period.month else YEARLY) if table.value not in kept]
    if not wanted:
        return
    upto = search.last_number(viewer=SYSTEM)
    made = _monthly(period, upto) if period.month else _yearly(period)
    for table in wanted:
        row = _edition(table, period, made[table], upto, at)
        try:
            with transaction.atomic(using=VAULT):
                row.save(force_insert=True)
                facts = {"table": table.value, "period": str(period), "sha256": row.sha256, "entries": str(upto)}
                audit.record(
                    kind=EventKind.FIGURES_CLOSED, by=by, at=at, basis=f"{table} {period}", facts=facts, using=VAULT
                )
        except IntegrityError:
            continue  # somebody else closed it at the same moment: theirs counts
        yield _published(row)


def _edition(table: Table, period: Period, rows: Rows, upto: int, at: datetime) -> Edition:
    return Edition(
        table=table.value, period=str(period), content={"rows": rows}, sha256=digest(rows), entries=upto, at=at
    )


def digest(rows: Iterable[Mapping[str, Any]]) -> str:
    """The SHA-256 of a table's rows in canonical JSON."""
    text = json.dumps(list(rows), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def published(*, viewer: Actor, first: Period, last: Period) -> tuple[Published, ...]:
    """The tables of every closed period from the first to the last, by table and period. Raises ``NotForYou``."""
    require_auditor(viewer)
    wanted = [str(one) for one in (*months(first, last), *years(first, last))]
    rows = Edition.objects.filter(period__in=wanted)
    order = list(Table)
    return tuple(sorted((_published(row) for row in rows), key=lambda one: (order.index(one.table), one.period)))


@dataclass(frozen=True, slots=True)
class Recount:
    """Whether a closed table that rests on the ledger alone comes out the same when it is counted again."""

    table: Table
    period: Period
    same: bool


def count_again(*, viewer: Actor, first: Period, last: Period) -> tuple[Recount, ...]:
    """Count the closed months once more from the same entries of the ledger. Raises ``NotForYou``.

    Years rest on the register too, from which sealed records have gone since: what that would say now is told to nobody.
    """
    found = []
    for one in published(viewer=viewer, first=first, last=last):
        if one.table in MONTHLY:
            again = _monthly(one.period, one.entries)[one.table]
            found.append(Recount(one.table, one.period, digest(again) == one.sha256 == digest(one.rows)))
    return tuple(found)


def _published(row: Edition) -> Published:
    return Published(
        table=Table(row.table),
        period=Period.parse(row.period),
        rows=tuple(row.content["rows"]),
        sha256=row.sha256,
        entries=row.entries,
        at=row.at,
    )


def _monthly(period: Period, upto: int) -> dict[Table, Rows]:
    answered = list(counting.answered(period, viewer=SYSTEM, upto=upto))
    waits = counting.waits(answered, calendars.calendar())
    return {
        Table.VOLUMES: _told(Table.VOLUMES, counting.volumes(period, viewer=SYSTEM, upto=upto)),
        Table.ANSWERS: _told(Table.ANSWERS, counting.answers(answered)),
        Table.TIMES: _timed(waits),
    }


def _yearly(period: Period) -> dict[Table, Rows]:
    entered = counting.convictions(
        period, viewer=SYSTEM, calendar=calendars.calendar(), leaving_out=baits.planted(viewer=SYSTEM)
    )
    charges = {
        region: _renamed(counts, lambda name: found.name if (found := find(name)) else OTHER)
        for region, counts in entered.charges.items()
    }
    return {
        Table.LATENESS: _late("court", entered.late),
        Table.ENDINGS: _late("sender", counting.endings(period, viewer=SYSTEM, calendar=calendars.calendar())),
        Table.REVIEWS: _told(Table.REVIEWS, counting.outcomes(period, viewer=SYSTEM)),
        Table.CHARGES: _told(Table.CHARGES, charges),
        Table.SENTENCES: _told(Table.SENTENCES, entered.sentences),
    }


def _renamed(counts: Mapping[str, int], name: Callable[[str], str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for old, count in counts.items():
        found[name(old)] = found.get(name(old), 0) + count
    return found


def _told(table: Table, by_region: Mapping[str, Mapping[str, int]]) -> Rows:
    rows: Rows = []
    for region, counts in sorted(by_region.items()):
        told = tell(counts, possible=POSSIBLE[table])
        if told is not None:
            rows.append(
                {"region": region, "numbers": dict(told.numbers), "total": told.total, "together": told.together}
            )
    return rows


def _timed(waits: Mapping[str, tuple[list[int], list[int]]]) -> Rows:
    rows: Rows = []
    for region, (days, working) in sorted(waits.items()):
        both = {"days": list(percentiles(days)), "working_days": list(percentiles(working))}
        if any(one is not None for times in both.values() for one in times):
            rows.append({"region": region, **both})
    return rows


def _late(who: str, by_sender: Mapping[str, list[int]]) -> Rows:
    rows: Rows = []
    for sender, days in sorted(by_sender.items()):
        late = share(sum(1 for one in days if one > 0), len(days))
        if late is not None:
            rows.append({who: sender, "late_percent": late, "days": list(percentiles(days))})
    return rows
