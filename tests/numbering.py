"""Acts that issue and withdraw papers take their locks in the one order that ``certificates.numbers`` states."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def locks_in_order() -> Iterator[None]:
    """Fail where a number of a new series is taken after the turn on the log of papers, in one transaction of the acts done meanwhile.

    For tests that themselves stand in a transaction: the acts' transactions are the savepoints right within it.
    """
    depth, taken = len(connection.savepoint_ids), []

    def watch(execute, sql, params, many, context):
        inner = connection.savepoint_ids[depth : depth + 1]
        if "certificates_numberseries AS series" in sql:
            taken.append((inner, "number", params["name"]))
        elif "audit_edge" in sql and params[0] == "certificates" and params[1] is not None:
            taken.append((inner, "log", ""))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield
    assert any(what == "number" for _, what, _ in taken), "no paper was numbered"
    for place, (act, what, name) in enumerate(taken):
        before = [(kind, of) for one, kind, of in taken[:place] if one == act]
        if what == "number" and ("log", "") in before:
            assert ("number", name) in before, f"{name} is numbered after the turn on the log was taken"
