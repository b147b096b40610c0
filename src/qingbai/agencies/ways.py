"""The way of a case (办理流程): which act may follow which, and by whom. One table a kind of case, nothing else decides.

Where a case stands is never stored: it is a fold over the acts recorded for it. Doors ask ``lawful`` which buttons to show,
services ask ``following`` before they write. An act may belong to somebody *else* than an earlier one (两人办理). Pure.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from qingbai.agencies.terms import Role
from qingbai.audit.actors import Actor, ActorKind

S = TypeVar("S", bound=StrEnum)
A = TypeVar("A", bound=StrEnum)
A_co = TypeVar("A_co", bound=StrEnum, covariant=True)


class By(StrEnum):
    """In what capacity somebody acts on a case (办理身份). A reviewer may do what a clerk may, a head what both may."""

    MACHINE = "machine"  # 系统依规则自动办理
    ASKER = "asker"  # 申请人、受托人、监护人、单位经办人
    CLERK = "clerk"  # 受理人员
    REVIEWER = "reviewer"  # 审核人员
    HEAD = "head"  # 公安机关负责人
    AUDITOR = "auditor"  # 监督人员


_AT_THE_DESK: Mapping[str, frozenset[By]] = {
    Role.CLERK: frozenset({By.CLERK}),
    Role.REVIEWER: frozenset({By.CLERK, By.REVIEWER}),
    Role.HEAD: frozenset({By.CLERK, By.REVIEWER, By.HEAD}),
}


_AUDITING = frozenset({By.AUDITOR})
"""What an auditor is on cases of the audit room alone."""

AT_THE_COUNTER = frozenset(Role(role) for role in _AT_THE_DESK)
"""Who handles the cases of an office."""


def handles(viewer: Actor, office: str) -> bool:
    """Whether the actor is an officer who handles the cases of this office."""
    return viewer.kind is ActorKind.OFFICER and viewer.office == office and viewer.role in AT_THE_COUNTER


def audits(viewer: Actor) -> bool:
    """Whether the actor is an auditor, who reads the files of every office and does nothing with them (监督人员)."""
    return viewer.kind is ActorKind.OFFICER and viewer.role == Role.AUDITOR


def capacities(actor: Actor) -> frozenset[By]:
    """In which capacities an actor may act: none for an officer whose role has no part in cases, or is not known any more."""
    match actor.kind:
        case ActorKind.SYSTEM:
            return frozenset({By.MACHINE})
        case ActorKind.APPLICANT:
            return frozenset({By.ASKER})
        case ActorKind.OFFICER:
            return _AT_THE_DESK.get(actor.role, _AUDITING if audits(actor) else frozenset())
        case _:
            return frozenset()


class Recorded(Protocol[A_co]):
    """An act as it was recorded: what was done, and by whom."""

    @property
    def act(self) -> A_co: ...

    @property
    def by(self) -> Actor: ...


class ActRefused(Exception):
    """This act may not follow here, or not by this actor. Names the status, the act and what may be done instead."""

    def __init__(self, status: StrEnum | None, act: StrEnum, actor: Actor, instead: frozenset[StrEnum]) -> None:
        self.status, self.act, self.actor, self.instead = status, act, actor, instead
        possible = ", ".join(sorted(instead)) or "nothing"
        who = actor.role or actor.kind.value
        super().__init__(
            f"{act.value}: not possible for this {who} while the case is {status.value if status else 'not yet begun'}; possible: {possible}"
        )


@dataclass(frozen=True, slots=True)
class Line(Generic[S, A]):
    """One line of a table: from a status (None: before the first act), by an act, to a status, done in one of these capacities."""

    before: S | None
    act: A
    after: S
    by: frozenset[By]
    not_who_did: A | frozenset[A] | None = None


@dataclass(frozen=True, slots=True)
class Way(Generic[S, A]):
    """The table of one kind of case. ``apart``: an act that whoever last did the other one may not do (两人办理); of several others,
    whoever did any of them, ever."""

    table: Mapping[tuple[S | None, A], tuple[S, frozenset[By]]]
    apart: Mapping[A, A | frozenset[A]] = field(default_factory=dict)

    def status(self, done: Sequence[Recorded[A]]) -> S | None:
        """Where a case stands after these acts, in their order; None before the first."""
        status: S | None = None
        for one in done:
            status = self.table[status, one.act][0]
        return status

    def lawful(self, done: Sequence[Recorded[A]], by: Actor) -> frozenset[A]:
        """What this actor may do now."""
        status, own = self.status(done), capacities(by)
        possible = {act for (before, act), (_, who) in self.table.items() if before == status and who & own}
        return frozenset(act for act in possible if not self._did_the_other(done, act, by))

    def for_others(self, done: Sequence[Recorded[A]], by: Actor) -> frozenset[A]:
        """What may be done now and is this actor's in every way but one: an act before was the actor's own (两人办理)."""
        status, own = self.status(done), capacities(by)
        possible = {act for (before, act), (_, who) in self.table.items() if before == status and who & own}
        return frozenset(act for act in possible if self._did_the_other(done, act, by))

    def following(self, done: Sequence[Recorded[A]], act: A, by: Actor) -> S:
        """The status after one more act; raises ``ActRefused`` where the table has no such line or not for this actor."""
        status = self.status(done)
        after, who = self.table.get((status, act), (None, frozenset()))
        if after is None or not who & capacities(by) or self._did_the_other(done, act, by):
            raise ActRefused(status, act, by, frozenset(self.lawful(done, by)))
        return after

    def ever(self, act: A, by: Actor) -> bool:
        """Whether this actor may do the act anywhere on the way: for pages and lists that are not there for anybody else."""
        own = capacities(by)
        return any(one is act and who & own for (_, one), (_, who) in self.table.items())

    def refusal(self, done: Sequence[Recorded[A]], act: A, by: Actor) -> ActRefused:
        """The refusal of an act that the table allows here and a service does not (yet): the caller raises it."""
        return ActRefused(self.status(done), act, by, frozenset(self.lawful(done, by) - {act}))

    def lines(self) -> Iterator[Line[S, A]]:
        """The table, line by line, as it is printed."""
        for (before, act), (after, by) in self.table.items():
            yield Line(before, act, after, by, self.apart.get(act))

    def _did_the_other(self, done: Sequence[Recorded[A]], act: A, by: Actor) -> bool:
        other = self.apart.get(act)
        if isinstance(other, frozenset):
            return any(one.act in other and (one.by.kind, one.by.id) == (by.kind, by.id) for one in done)
        last = next((one for one in reversed(done) if one.act == other), None) if other else None
        return last is not None and (last.by.kind, last.by.id) == (by.kind, by.id)
