"""Acts that needed a second person (两人办理), as they were done: who acted first, who after that, and when. For who looks back; nothing of the person is in it.

Which acts need another hand, each table of acts says itself (``ways.Way.apart``). Some acts need one officer alone and are shown beside the act that
they undo all the same, such as taking a paper back: ``also``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from qingbai.agencies.courses import Dated
from qingbai.agencies.ways import Way
from qingbai.audit.actors import Actor, ActorKind

A = TypeVar("A", bound=StrEnum)
S = TypeVar("S", bound=StrEnum)


class Room(StrEnum):
    """Where an act of two belongs (业务种类)."""

    APPLICATION = "application"  # 查询申请
    LIST = "list"  # 单位名单
    REQUEST = "request"  # 办案查询
    REVIEW = "review"  # 异议复查
    REFUND = "refund"  # 退费
    OPENING = "opening"  # 查询封存信息
    UNSEALING = "unsealing"  # 解除封存
    DRAFT = "draft"  # 登记复核
    EMERGENCY = "emergency"  # 紧急查阅


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An act and the one before it that somebody else had to do: ``first`` did ``proposed``, ``second`` did ``act``; ``needed``: whether two had to be."""

    room: Room
    number: str
    office: str
    proposed: str
    first: Actor
    first_at: datetime
    act: str
    second: Actor
    second_at: datetime
    needed: bool = True

    @property
    def apart(self) -> bool:
        """Whether two did it."""
        return (self.first.kind, self.first.id) != (self.second.kind, self.second.id)

    @property
    def seconds(self) -> int:
        """Whole seconds between the two acts."""
        return int((self.second_at - self.first_at).total_seconds())


def pairs(
    room: Room,
    number: str,
    office: str,
    acts: Sequence[Dated[A]],
    way: Way[S, A],
    *,
    since: datetime,
    until: datetime,
    also: Mapping[A, frozenset[A]] | None = None,
) -> Iterator[Pair]:
    """The acts of one case in a time that came after somebody else's."""
    for place, done in enumerate(acts):
        asked = way.apart.get(done.act)
        others = asked if asked is not None else (also or {}).get(done.act)
        if others is None or not since <= done.at < until:
            continue
        wanted = others if isinstance(others, frozenset) else frozenset({others})
        first = _first([one for one in acts[:place] if one.act in wanted])
        if first is not None:
            yield Pair(
                room=room,
                number=number,
                office=office,
                proposed=str(first.act),
                first=first.by,
                first_at=first.at,
                act=str(done.act),
                second=done.by,
                second_at=done.at,
                needed=asked is not None,
            )


def _first(before: Sequence[Dated[A]]) -> Dated[A] | None:
    """The last of these acts that an officer did; where none did, the last."""
    officers = [one for one in before if one.by.kind is ActorKind.OFFICER]
    return next(reversed(officers or list(before)), None)
