"""However large the register is, a search reads the rows of the people it is about and no table whole."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import cast
from qingbai.registers import models, queries, services
from registering import AT, CLERK, PURPOSE, REGISTRAR, record, verdict

pytestmark = pytest.mark.django_db


def plans(statements: list[str]) -> list[str]:
    """How the database would do each statement if it never read a table from end to end while there is another way."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for cost in ("cpu_tuple_cost", "cpu_index_tuple_cost"):  # so that even the few rows of a test are dear
            cursor.execute(f"SET LOCAL {cost} = 1000")
        found = []
        for statement in statements:
            cursor.execute("EXPLAIN " + statement)
            found.append("\n".join(line for (line,) in cursor.fetchall()))
        cursor.execute("SET LOCAL enable_seqscan = on")
    return found


def read_whole(plan: str) -> bool:
    """Whether a plan reads a table of the register from end to end: by itself, or along an index without a condition."""
    steps = plan.splitlines()
    for place, step in enumerate(steps):
        if "Seq Scan on registers_" in step:
            return True
        along = "Scan using" in step and "on registers_" in step
        if along and not any("Index Cond" in below for below in steps[place + 1 : place + 3]):
            return True
    return False


def test_what_somebody_was_convicted_of_is_found_without_reading_every_conviction() -> None:
    services.enter(record=record(verdict(cast.ON_RECORD)), by=REGISTRAR, at=AT, basis="notice")
    [subject] = models.Subject.objects.values_list("id", flat=True)
    with CaptureQueriesContext(connection) as asked:
        held = queries.convictions(subject=subject, viewer=CLERK, purpose=PURPOSE, on=date(2026, 11, 21))
    assert held
    statements = [
        one["sql"] for one in asked.captured_queries if one["sql"].startswith("SELECT") and "registers_" in one["sql"]
    ]
    assert len(statements) > 5
    whole = [plan for plan in plans(statements) if read_whole(plan)]
    assert not whole, "\n\n".join(whole)


def test_a_question_that_reads_every_conviction_would_be_found() -> None:
    own_or_moved = (
        "SELECT * FROM registers_conviction WHERE subject_id = gen_random_uuid()"
        " OR id IN (SELECT conviction_id FROM registers_reassignment WHERE subject_id = gen_random_uuid())"
    )
    [plan] = plans([own_or_moved])
    assert read_whole(plan)
