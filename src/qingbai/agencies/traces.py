"""Where somebody stands in an office's cases (案卷线索): one line for each case, in the same form from every room, and nothing of what it says.

A room tells of the cases of one office about the holders of certain documents, by the ledger's keyed fingerprints. Who may look, for what, and that it is on
the ledger, is decided where the rooms' lines come together (``inquiries.finding``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol, TypeVar

from qingbai.agencies.acts import Done
from qingbai.audit.actors import Actor

A = TypeVar("A", bound=StrEnum)
MOST = 50
"""Cases of one room on one page."""


class CaseKind(StrEnum):
    """What kind of case somebody stands in."""

    APPLICATION = "application"  # 申请
    LIST = "list"  # 单位名单
    REVIEW = "review"  # 复查
    REQUEST = "request"  # 办案查询


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One case, as one line. ``line``: the row of a list, else 0. ``name`` and ``born_on`` as the case has them, where it has them.

    ``live``: under way. ``own``: the person's own business. ``covert``: the person may not know of it yet. ``next``: what the viewer may do now.
    """

    kind: CaseKind
    number: str
    owner: str
    status: str
    at: datetime
    live: bool
    own: bool
    line: int = 0
    covert: bool = False
    name: str = ""
    born_on: date | None = None
    next: tuple[str, ...] = ()


class Room(Protocol):
    """What each room can tell: the cases of the viewer's office about these holders, newest first; nothing for whoever handles none."""

    def __call__(self, *, owners: frozenset[str], viewer: Actor, at: datetime) -> tuple[Trace, ...]: ...


def next_acts(lawful: Iterable[A], acts: Sequence[Done[A]], at: datetime) -> tuple[str, ...]:
    """What of the lawful may be shown as next: nothing while an answer waits for its tick."""
    released = next((done.facts.get("released_at") for done in reversed(acts) if done.facts.get("released_at")), None)
    if released is not None and at < datetime.fromisoformat(str(released)):
        return ()
    return tuple(sorted(one.value for one in lawful))
