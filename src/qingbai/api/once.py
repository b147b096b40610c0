"""The same request twice (Idempotency-Key): the answer that was given stands, and a key never serves two requests.

What a program asks for twice because it did not hear the answer is done once. A notice has that by its number already; with
a key the answer itself comes again, word for word, and so does a whole batch. (IETF draft-ietf-httpapi-idempotency-key-header.)
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import connections

from qingbai.api import models
from qingbai.api.problems import Answer, Problem
from qingbai.incoming import Fault
from qingbai.sealing import boxes

KEPT = timedelta(days=7)
VAULT = "vault"
_KEY = re.compile(
    r'"([\x21\x23-\x5b\x5d-\x7e]{1,200})"|([\x21\x23-\x5b\x5d-\x7e]{1,200})'
)  # a string of RFC 8941, or bare


def answered(
    *, key: str | None, client: str, request: tuple[str, ...], at: datetime, give: Callable[[], Answer]
) -> Answer:
    """The answer of ``give``, or the one given before to the same request under the same key.

    ``request``: everything that makes the request what it is. Raises ``Problem``; an answer that a ``Problem`` makes is kept
    too, but for those that ask to try again.
    """
    if key is None:
        return give()
    under = boxes.fingerprint("idempotency key", client, _plain(key))
    same = boxes.fingerprint("idempotent request", *request)
    with _alone(under):
        row = models.Answered.objects.filter(key=under, known_from__gt=at - KEPT).first()
        if row is not None:
            if bytes(row.request) != same:
                raise Problem("idempotency-key-reused")
            kept = boxes.open_box("answered", row.id, bytes(row.box))
            return Answer(
                kept["status"],
                json.loads(kept["body"]),
                {**kept["headers"], "Idempotent-Replayed": "true"},
                kept["media"],
            )
        try:
            answer = give()
        except Problem as problem:
            if problem.kind.status >= 500 or problem.kind.status == 429:
                raise
            answer = problem.answer
        _keep(under, same, answer, at)
        return answer


def _plain(key: str) -> str:
    found = _KEY.fullmatch(key.strip())
    if found is None:
        raise Problem(
            "malformed-request",
            Fault(
                "Idempotency-Key",
                "idempotency_key",
                "应为1至200个可见 ASCII 字符，不含空格、引号和反斜杠。请改正。",
                "must be 1 to 200 visible ASCII characters without spaces, quotation marks and backslashes. Correct it.",
            ),
        )
    return found[1] or found[2]


@contextmanager
def _alone(under: bytes) -> Iterator[None]:
    """Nobody else answers under this key meanwhile; the lock ends with the connection should we be killed."""
    turn = int.from_bytes(under[:8], "big", signed=True)
    with connections[VAULT].cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [turn])
        if not cursor.fetchone()[0]:
            raise Problem("request-in-flight", headers={"Retry-After": "1"})
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [turn])


def _keep(under: bytes, same: bytes, answer: Answer, at: datetime) -> None:
    row = uuid4()
    content = {
        "status": answer.status,
        "body": json.dumps(answer.body),
        "headers": dict(answer.headers),
        "media": answer.media,
    }
    models.Answered.objects.filter(known_from__lte=at - KEPT).delete()
    models.Answered.objects.create(
        id=row, key=under, request=same, box=boxes.close("answered", row, content), known_from=at
    )
