"""What somebody was told about a person (告知记录), as that person may know it. One form for every room that answers; the rooms fill it.

Who asked, when, what for, on which article, what an answer to such a question may say, and that one went out: never which it was, for whoever
stands beside the person reads along, and a record may have been sealed since (decision 43). Officers stand as their office.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from qingbai.agencies.terms import Bilingual
from qingbai.matching import names


class Looker(StrEnum):
    """Who asked (查询主体)."""

    HIMSELF = "himself"  # 本人
    AGENT = "agent"  # 受托人
    GUARDIAN = "guardian"  # 监护人
    UNIT = "unit"  # 单位
    STATE_ORGAN = "state_organ"  # 办理案件的国家机关
    DEFENCE_LAWYER = "defence_lawyer"  # 辩护律师
    NOTARY_OFFICE = "notary_office"  # 公证机构
    LICENSING_ORGAN = "licensing_organ"  # 许可机关


class Given(StrEnum):
    """Whether an answer went out (答复情况): what it said stands in no line, for anybody."""

    AWAITED = "awaited"  # 尚未答复
    NOT_ANSWERED = "not_answered"  # 未受理、已撤回或者已终止，没有答复
    ANSWERED = "answered"  # 已答复


@dataclass(frozen=True, slots=True, kw_only=True)
class Formerly:
    """A document that the person had before (曾用证件): its fingerprint, and of whom it was, so that a number once written wrongly shows nobody else's."""

    owner: str
    names: frozenset[str]
    born_on: date | None

    def was_of(self, *every: str, born_on: date | None) -> bool:
        """Whether somebody of these names, born on this day, was asked about by that document."""
        told = {names.normalise(name).casefold() for name in every if name.strip()}
        return born_on is not None and born_on == self.born_on and bool(told & self.names)

    @classmethod
    def of(cls, owner: str, *every: str, born_on: date | None) -> Self:
        """A document of this fingerprint, of somebody of these names."""
        return cls(
            owner=owner,
            names=frozenset(names.normalise(name).casefold() for name in every if name.strip()),
            born_on=born_on,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """One use of a link that the person shared (共享链接的使用): when, what they said of themselves, what they were shown."""

    at: datetime
    who: str
    saw: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """One time that somebody asked about the person (一次查询).

    ``key``: the number of the case; of a list with the row's line after a dot. ``name`` is who asked, where that was not the person; ``office``
    the code of the office that answered. ``fields``: what the law lets an answer to such a question say, whether there is a record or none.
    ``answered_at``: from the tick on which the first answer may be seen; that it was given anew since changes nothing.
    ``uses``: of the links to the paper that the person shared, newest first. ``at_hand``: the person deals with it at the portal, signed in as now; what was
    asked by a document that was replaced since, or is somebody else's review, is dealt with at an office.
    """

    key: str
    looker: Looker
    name: str = ""
    office: str
    purpose: Bilingual
    articles: tuple[Bilingual, ...]
    asked_at: datetime
    given: Given
    fields: tuple[Bilingual, ...]
    answered_at: datetime | None = None
    uses: tuple[Used, ...] = ()
    at_hand: bool = True

    @property
    def case(self) -> str:
        """The number of the case."""
        return self.key.partition(".")[0]
