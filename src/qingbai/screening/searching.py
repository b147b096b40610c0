"""Searching the register for the rows of a list (逐行检索), in portions: each person's look-up is on the ledger with the portion, or neither is.

The same statements run for every portion, whatever stands in the register; a row is searched once a round, which the database holds.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max, OuterRef, Q, QuerySet, Subquery

from qingbai import clock
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.law.objections import LinkStatus
from qingbai.law.units import Proof
from qingbai.registers import batches, disputes, tracing
from qingbai.registers.access import Business, Purpose
from qingbai.screening import barring, consents, intake, table
from qingbai.screening.barring import Decisions, Weighed
from qingbai.screening.casework import Case
from qingbai.screening.models import Checked, LeftOut, Row
from qingbai.screening.reading import PORTION, hold
from qingbai.screening.terms import Result, Standing
from qingbai.screening.ways import Act


def asked(case: Case) -> QuerySet[Row]:
    """The rows in order, in their order, those included that were left out later because a consent was taken back."""
    return Row.objects.filter(file=case.file, standing=Standing.GOOD).order_by("line")


def good(case: Case) -> QuerySet[Row]:
    """The rows that are to be answered, in their order."""
    return asked(case).filter(left_out__isnull=True)


def leave_out(case: Case, *, at: datetime) -> bool:
    """Leave out the rows whose consent was taken back or ended since they were read; whether there were any. Within the caller's transaction."""
    online = list(good(case).filter(person__proof=Proof.CONSENT_ONLINE.value))
    gone = list(consents.not_covered(case.row, online, clock.day_of(at)))
    LeftOut.objects.bulk_create([LeftOut(row=row, at=at) for row in gone])
    return bool(gone)


def latest(rows: QuerySet[Row]) -> QuerySet[Row]:
    """The rows with the result of their latest round as ``result``."""
    rounds = Checked.objects.filter(row=OuterRef("pk")).order_by("-round")
    return rows.annotate(result=Subquery(rounds.values("result")[:1]))


def open_rows(case: Case) -> QuerySet[Row]:
    """The rows about which a person must decide."""
    return latest(good(case)).filter(Q(("result", Result.PERSON)))


def search(case: Case, *, by: Actor, at: datetime, portions: int) -> int | None:
    """Search for up to so many more portions; how many were searched, None where no row is left."""
    done = good(case).filter(checks__isnull=False).aggregate(last=Max("line"))["last"] or 0
    for _ in range(portions):
        some = list(good(case).filter(line__gt=done)[:PORTION])
        if some:
            with transaction.atomic():
                hold(case.row)
                _search(case, some, by, at)
            done = some[-1].line
        if len(some) < PORTION:
            return None
    return portions


def _search(case: Case, rows: Sequence[Row], by: Actor, at: datetime) -> None:
    found = look(case, rows, by=by, at=at)
    Checked.objects.bulk_create(
        [
            Checked(row=row, round=0, at=at, result=one.result, found=one.as_json())
            for row, one in zip(rows, found, strict=True)
        ]
    )
    ledger(case, rows, by=by, at=at)


def again(case: Case, row: Row, *, by: Actor, at: datetime) -> Checked:
    """Search once more for one row, with what persons have decided about it since; within the caller's transaction."""
    [found] = look(case, [row], by=by, at=at)
    ledger(case, [row], by=by, at=at)
    return keep(row, found, at=at)


def keep(row: Row, found: Weighed, *, at: datetime) -> Checked:
    """Keep what a further search for a row found, as its latest round."""
    last = Checked.objects.filter(row=row).aggregate(last=Max("round"))["last"]
    return Checked.objects.create(row=row, round=last + 1, at=at, result=found.result, found=found.as_json())


def ledger(case: Case, rows: Sequence[Row], *, by: Actor, at: datetime) -> None:
    """Put on the ledger that the register was searched for these rows, whatever it said."""
    audit.record_each(
        kind=EventKind.LIST_SEARCHED,
        by=by,
        at=at,
        basis=case.number,
        about=[row.owner for row in rows],
        facts={"act": Act.CHECK.value},
    )


def newest(rows: Sequence[Row]) -> dict[UUID, Checked]:
    """The latest round of each of these rows, by the row's key."""
    found = Checked.objects.filter(row__in=rows).order_by("row_id", "-round").distinct("row_id")
    return {one.row_id: one for one in found}


def again_where_outdated(case: Case, *, by: Actor, at: datetime, lines: Collection[int] = ()) -> None:
    """Search again for the open rows of which the register says something else since, and for those of ``lines``.

    Who left the register must be asked about by nobody, nor keep a list waiting longer than who was never in it; what a review decided
    about whose a verdict is settles its row. Whether there is news is asked by reference; where there is none nobody is searched for.
    """
    with transaction.atomic():
        hold(case.row)
        rows = list(open_rows(case))
        kept = newest(rows)
        bases = {row.id: _basis(kept[row.id]) for row in rows}
        purpose = Purpose(Business.INQUIRY, case.number)
        outdated = tracing.outdated(bases, viewer=by, purpose=purpose, until=at)
        verdicts = {one for basis in bases.values() for one in basis.verdicts}
        acted = disputes.last_acts(convictions=verdicts, viewer=by, purpose=purpose)
        for row in rows:
            basis = bases[row.id]
            about_links = any(acted[one] > basis.known_at for one in basis.verdicts & acted.keys())
            if row.line in lines or row.id in outdated or about_links:
                again(case, row, by=by, at=at)


def _basis(checked: Checked) -> tracing.Basis:
    """What the open questions of a search rest on, by reference."""
    questions = checked.found["open"]
    return tracing.Basis(
        subjects=frozenset(UUID(one["subject"]) for one in questions),
        verdicts=frozenset(UUID(one["reference"]) for one in questions),
        known_at=checked.at,
    )


def look(
    case: Case,
    rows: Sequence[Row],
    *,
    by: Actor,
    at: datetime,
    on: date | None = None,
    supposing: Mapping[str, LinkStatus] | None = None,
) -> list[Weighed]:
    """What the register says to each of these rows, as it stood at ``at``, of that day or of ``on``. The caller ledgers the look-up.

    ``supposing``: as if this had been decided about whose verdicts they are (``registers.disputes``).
    """
    asks = intake.asks(case)
    purpose, on = Purpose(Business.INQUIRY, case.number), on or clock.day_of(at)
    people = [table.from_json(row.person).person for row in rows]
    candidates = batches.candidates(people=people, viewer=by, purpose=purpose, known_at=at)
    links = disputes.of_many(people=people, viewer=by, purpose=purpose, known_at=at)
    subjects = sorted({one.subject for those in candidates for one in those})
    held = batches.convictions(subjects=subjects, viewer=by, purpose=purpose, on=on, known_at=at)
    return [
        barring.weigh(those, held, {**of_person, **(supposing or {})}, asks, on, decisions(case, row))
        for row, those, of_person in zip(rows, candidates, links, strict=True)
    ]


def decisions(case: Case, row: Row) -> Decisions:
    """What persons have decided about a row so far; the latest word holds."""
    own = [
        done for done in case.acts if done.facts.get("line") == row.line and done.facts.get("file") == str(row.file_id)
    ]
    return Decisions(
        same={str(one.facts["subject"]): bool(one.facts["same"]) for one in own if one.act is Act.JUDGE_MATCH},
        unsealed=frozenset(
            str(one.facts["reference"])
            for one in own
            if one.act is Act.JUDGE_QUESTION and one.facts["decides"] == "sealing"
        ),
        barred={
            str(one.facts["reference"]): bool(one.facts["barred"])
            for one in own
            if one.act is Act.JUDGE_QUESTION and one.facts["decides"] == "bar"
        },
    )
