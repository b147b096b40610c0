"""How a case went (办理经过): where it stood after each of its acts, and who had it in hand. For who looks back at a moment; nothing of the person is in it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from qingbai.agencies.ways import Recorded, Way
from qingbai.audit.actors import Actor

A = TypeVar("A", bound=StrEnum)
A_co = TypeVar("A_co", bound=StrEnum, covariant=True)
S = TypeVar("S", bound=StrEnum)


class Dated(Recorded[A_co], Protocol[A_co]):
    """An act as it was recorded, with its instant."""

    @property
    def at(self) -> datetime: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One act: when, by whom, where the case stood after it, and who had it in hand then (service number; empty: nobody in particular)."""

    at: datetime
    act: str
    by: Actor
    status: str
    handler: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One case: its ``office`` and its turns in their order."""

    number: str
    office: str
    turns: tuple[Turn, ...]

    def last_before(self, at: datetime) -> Turn | None:
        """The turn that the case had last taken at an instant; None while there was no case yet."""
        return next((turn for turn in reversed(self.turns) if turn.at <= at), None)

    def stands_since(self, turn: Turn) -> datetime:
        """Since when the case stood where it stood after this turn: acts beside the way do not begin it anew."""
        since = turn.at
        for one in reversed(self.turns[: self.turns.index(turn)]):
            if one.status != turn.status:
                break
            since = one.at
        return since


def course(
    number: str,
    office: str,
    acts: Sequence[Dated[A]],
    way: Way[S, A],
    handed: Callable[[Any], str | None] = lambda _done: None,
) -> Course:
    """The course of one case; ``handed``: to whom an act gave it, empty for nobody, None for an act that gives it to nobody else."""
    status: S | None = None
    handler = ""
    turns = []
    for done in acts:
        status = way.table[status, done.act][0]
        given = handed(done)
        handler = handler if given is None else given
        turns.append(Turn(at=done.at, act=str(done.act), by=done.by, status=str(status), handler=handler))
    return Course(number=number, office=office, turns=tuple(turns))


def by_number(courses: Iterable[Course]) -> Mapping[str, Course]:
    """Courses by the numbers of their cases."""
    return {one.number: one for one in courses}
