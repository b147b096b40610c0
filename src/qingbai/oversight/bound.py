"""Does a look belong to a case (查阅是否有在办事由)? It does where the case was under way at that instant, at the looker's office and in no other clerk's hands. Pure but for the days of grace, which are data (``grace.toml``).

Where the case stood is a fold over the acts recorded until then, so that nothing that was done afterwards makes a look better, with one exception: whoever
acted on the case that same day looked for that act.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path

from qingbai import clock
from qingbai.agencies.courses import Course, Turn
from qingbai.audit.actors import ActorKind


class Stray(StrEnum):
    """Why a look belongs to no case (无在办事由的情形)."""

    NO_CASE = "no_case"  # 无此案
    NOT_YET = "not_yet"  # 查阅时案件尚未提出
    CLOSED = "closed"  # 查阅时案件已办结
    OTHER_OFFICE = "other_office"  # 他单位的案件
    OTHER_OFFICER = "other_officer"  # 已分派他人承办


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look: when, by whom, at which office; ``clerk``: whether the looker is one of those to whom cases are given, as roles are today."""

    at: datetime
    officer: str
    office: str
    clerk: bool = False


Grace = Mapping[str, int]
"""For each status that bounds looks the days after the day on which the case came to it."""


def strayed(look: Look, course: Course | None, grace: Grace) -> Stray | None:
    """Why the look belongs to no case, None where it belongs to this one."""
    if course is None or not course.turns:
        return Stray.NO_CASE
    turn = course.last_before(look.at)
    if turn is None:
        return Stray.NOT_YET
    if look.office != course.office:
        return Stray.OTHER_OFFICE
    if _acted_that_day(look, course):
        return None
    if _over(look, course, turn, grace):
        return Stray.CLOSED
    if look.clerk and turn.handler and turn.handler != look.officer:
        return Stray.OTHER_OFFICER
    return None


def under_way(course: Course, at: datetime, grace: Grace) -> bool:
    """Whether a case was under way at an instant, or within its days of grace."""
    turn = course.last_before(at)
    return turn is not None and not _over(Look(at=at, officer="", office=course.office), course, turn, grace)


def _over(look: Look, course: Course, turn: Turn, grace: Grace) -> bool:
    days = grace.get(turn.status)
    if days is None:
        return False
    return (clock.day_of(look.at) - clock.day_of(course.stands_since(turn))).days > days


def _acted_that_day(look: Look, course: Course) -> bool:
    day = clock.day_of(look.at)
    return any(
        turn.by.kind is ActorKind.OFFICER and turn.by.id == look.officer and clock.day_of(turn.at) == day
        for turn in course.turns
    )


@cache
def graces() -> Mapping[str, Grace]:
    """The days of grace of each sort of case."""
    return tomllib.loads((Path(__file__).parent / "grace.toml").read_text(encoding="utf-8"))
