"""Acts as they are recorded (办理行为): each in its place on one case, in one transaction with all that belongs to it, or not at all.

Every room that handles cases keeps its acts in a table of this form (``Placed``, mostly ``ActRow``) and reads them as ``Done``. Its own ``ways.Way`` says which
act may follow, its own ``Case`` what they come to. Of two acts at one moment the database lets one in (``one_wins``).
"""

import json
import secrets
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, Self, TypeVar

from django.db import IntegrityError, connection, models, transaction
from django.db.models import BaseConstraint, CheckConstraint, Q, UniqueConstraint

from qingbai import clock
from qingbai.agencies.spoken import named
from qingbai.audit.actors import Actor, ActorKind
from qingbai.law.terms import Reason

A = TypeVar("A", bound=StrEnum)
C = TypeVar("C", bound="WithActs[Any]")

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Of what case numbers are made: nothing that is read as something else."""


class TakenMeanwhile(Exception):
    """Somebody else acted on this case at the same moment; nothing of this act was kept. Look again and decide anew."""


class Placed(models.Model):
    """One act in its place on a case. ``position`` is unique per case: of two acts at once one wins."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=30)
    at = models.DateTimeField()
    by_kind = models.CharField(max_length=12)
    by_id = models.CharField(max_length=80)
    by_office = models.CharField(max_length=40, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.position} {self.kind}"

    @property
    def by(self) -> Actor:
        """Who acted; as what, is not kept, so that an actor read back may do nothing again."""
        return Actor(ActorKind(self.by_kind), self.by_id, self.by_office)

    def put(self, position: int, act: StrEnum, *, by: Actor, at: datetime) -> None:
        """Keep a new row at its place."""
        self.place(position, act, by=by, at=at)
        self.save(force_insert=True)

    def place(self, position: int, act: StrEnum, *, by: Actor, at: datetime) -> None:
        """Give a new row its place; whoever keeps several rows keeps them together."""
        self.position, self.kind, self.at = position, act, at
        self.by_kind, self.by_id, self.by_office = by.kind, by.id, by.office


class ActRow(Placed):
    """An act with the reasons it was given (``as_json``) and its facts."""

    reasons = models.JSONField(default=list)
    facts = models.JSONField(default=dict)

    class Meta:
        abstract = True


def constraints(case: str, acts: type[StrEnum], *, once: str, known: str, actor: str) -> list[BaseConstraint]:
    """What the database holds of a table of acts, each by its name: one act at a place of its ``case``, known acts, known actors."""
    return [
        UniqueConstraint(fields=[case, "position"], name=once),
        CheckConstraint(condition=Q(kind__in=[str(act) for act in acts]), name=known),
        CheckConstraint(condition=Q(by_kind__in=[str(kind) for kind in ActorKind]), name=actor),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Generic[A]):
    """One act as it was recorded."""

    act: A
    at: datetime
    by: Actor
    reasons: tuple[Mapping[str, Any], ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


def acts_of(rows: Iterable[ActRow], kind: Callable[[str], A]) -> tuple[Done[A], ...]:
    """Rows as acts of a kind."""
    return tuple(
        Done(act=kind(row.kind), at=row.at, by=row.by, reasons=tuple(row.reasons), facts=row.facts) for row in rows
    )


@dataclass(frozen=True, kw_only=True)
class WithActs(Generic[A]):
    """A case's acts, in their order. A room's own ``Case`` adds what was asked and what the acts come to."""

    acts: tuple[Done[A], ...]

    def with_act(self, done: Done[A]) -> Self:
        """The case with one more act."""
        return replace(self, acts=(*self.acts, done))

    def last(self, act: A) -> Done[A] | None:
        """The latest act of a kind."""
        return next((done for done in reversed(self.acts) if done.act is act), None)

    def when(self, act: A) -> Done[A]:
        """The latest act of a kind, which must have been done."""
        found = self.last(act)
        if found is None:
            raise LookupError(f"no {act.value} was recorded")
        return found


def add(
    case: C,
    row: ActRow,
    act: StrEnum,
    *,
    by: Actor,
    at: datetime,
    reasons: Iterable[Reason] = (),
    facts: Mapping[str, Any] | None = None,
) -> C:
    """Keep one more act of a case in ``row``, new and bound to the case, inside ``one_wins``; the case with it."""
    after = placed(case, row, act, by=by, at=at, reasons=reasons, facts=facts)
    row.save(force_insert=True)
    return after


def placed(
    case: C,
    row: ActRow,
    act: StrEnum,
    *,
    by: Actor,
    at: datetime,
    reasons: Iterable[Reason] = (),
    facts: Mapping[str, Any] | None = None,
) -> C:
    """The same without keeping it: acts of several cases are kept together (``keep_all``)."""
    row.reasons, row.facts = [as_json(reason) for reason in reasons], dict(facts or {})
    row.place(len(case.acts), act, by=by, at=at)
    [done] = acts_of([row], type(act))
    return case.with_act(done)


_KEEP = """
INSERT INTO {table} (id, position, kind, at, by_kind, by_id, by_office, reasons, facts, {case}) SELECT * FROM unnest(
    %b::uuid[], %b::smallint[], %b::text[], %b::timestamptz[], %b::text[], %b::text[], %b::text[], %b::text[]::jsonb[], %b::text[]::jsonb[],
    %b::uuid[]
)
"""


def keep_all(rows: Sequence[ActRow], *, case: str) -> None:
    """Keep placed rows of one table in one statement, inside ``one_wins``; ``case`` is the column that binds each to its case."""
    table = rows[0]._meta.db_table
    values = [
        (
            *(row.id, row.position, str(row.kind), row.at, str(row.by_kind), row.by_id, row.by_office),
            *(json.dumps(row.reasons), json.dumps(row.facts), getattr(row, case)),
        )
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.execute(_KEEP.format(table=table, case=case), [list(column) for column in zip(*values, strict=True)])


@contextmanager
def one_wins(number: str, *keys: str, using: str = "default", within: bool = False) -> Iterator[None]:
    """A transaction for one act. Of two at once, one runs into one of the unique ``keys`` and raises ``TakenMeanwhile``.

    ``within``: the caller has opened the act's transaction already and fails with it, so that no savepoint is needed.
    """
    try:
        with transaction.atomic(using=using, savepoint=not within):
            yield
    except IntegrityError as error:
        if any(key in str(error) for key in keys):
            raise TakenMeanwhile(number) from error
        raise


def as_json(reason: Reason) -> dict[str, Any]:
    """A reason as it is kept and shown: code, citation, facts, and the sentences of the day it was given."""
    words = named(reason)
    return {
        "code": reason.code,
        "instrument": reason.citation.instrument,
        "article": reason.citation.article,
        "rule": reason.citation.rule,
        "facts": dict(reason.facts),
        "zh": words.zh,
        "en": words.en,
    }


def new_number(prefix: str, at: datetime, dash: str = "-") -> str:
    """A new case's number: the day in China and eight random characters, so that numbers do not tell how many there are."""
    return f"{prefix}{clock.day_of(at):%Y%m%d}{dash}" + "".join(secrets.choice(ALPHABET) for _ in range(8))
