"""Two descriptions, field by field (逐项比对): what agrees, what is close, what differs, what cannot be compared.

The verdict is ``persons.compare``'s; this says where an eye should rest. Nothing here decides anything.
"""

from dataclasses import dataclass
from enum import StrEnum

from qingbai.matching.persons import Number, Person, birth_stands, facts_of, name_stands
from qingbai.matching.remarks import Remark


class Field(StrEnum):
    """What identifies a person (比对项目), in the order of the page."""

    NAMES = "names"  # 姓名
    LATIN_NAMES = "latin_names"  # 拉丁字母姓名
    SEX = "sex"  # 性别
    BORN_ON = "born_on"  # 出生日期
    NATIONALITY = "nationality"  # 国籍
    DOCUMENTS = "documents"  # 证件号码
    HOUSEHOLD = "household"  # 户籍地


class Stand(StrEnum):
    """How the two stand to one another in a field (比对情况)."""

    AGREES = "agrees"  # 一致
    CLOSE = "close"  # 相近，须核对
    DIFFERS = "differs"  # 不一致
    UNKNOWN = "unknown"  # 无法比对


class Speaks(StrEnum):
    """What a reason says about one person or two (证明方向)."""

    FOR = "for"  # 支持同一人
    AGAINST = "against"  # 不支持同一人
    NEITHER = "neither"  # 不足以判断


_FOR = frozenset({"number_shared", "name_same", "name_variant", "name_masked", "born_same", "born_compatible"})
_AGAINST = frozenset(
    {
        *("numbers_differ", "name_different", "name_other_reading", "born_differs", "sex_differs"),
        *("nationality_differs", "stated_births_differ", "stated_sexes_differ", "stated_nationalities_differ"),
    }
)


def speaks(remark: Remark) -> Speaks:
    """Which way a reason of ``persons.compare`` points; what is only close, unsound or missing points nowhere."""
    if remark.code in _FOR:
        return Speaks.FOR
    return Speaks.AGAINST if remark.code in _AGAINST else Speaks.NEITHER


@dataclass(frozen=True, slots=True)
class Beside:
    """One field of two descriptions."""

    field: Field
    stand: Stand


def beside(one: Person, other: Person) -> tuple[Beside, ...]:
    """Every field in which either says anything."""
    found = {
        Field.NAMES: _names(one.names, other.names),
        Field.LATIN_NAMES: _names(one.latin_names, other.latin_names),
        Field.SEX: _plain(one.sex, other.sex),
        Field.BORN_ON: _born(one, other),
        Field.NATIONALITY: _plain(one.nationality, other.nationality),
        Field.DOCUMENTS: _documents(one, other),
        Field.HOUSEHOLD: _plain(one.household, other.household),
    }
    return tuple(Beside(field, stand) for field, stand in found.items() if getattr(one, field) or getattr(other, field))


def _plain(one: str | None, other: str | None) -> Stand:
    if not one or not other:
        return Stand.UNKNOWN
    return Stand.AGREES if one == other else Stand.DIFFERS


_NAMES = {
    **dict.fromkeys(("same", "variant"), Stand.AGREES),
    **dict.fromkeys(("masked", "similar", "reading"), Stand.CLOSE),
    **dict.fromkeys(("different", "other_reading"), Stand.DIFFERS),
    "incomparable": Stand.UNKNOWN,
}


def _names(mine: tuple[str, ...], theirs: tuple[str, ...]) -> Stand:
    return _NAMES[name_stands(mine, theirs)] if mine and theirs else Stand.UNKNOWN


_BIRTHS = {
    "born_same": Stand.AGREES,
    "born_compatible": Stand.CLOSE,
    "born_differs": Stand.DIFFERS,
    "born_unknown": Stand.UNKNOWN,
}


def _born(one: Person, other: Person) -> Stand:
    """As the papers state it, which is what the page shows beside one another."""
    return _BIRTHS[birth_stands(one.born_on, other.born_on)]


def _documents(one: Person, other: Person) -> Stand:
    mine, theirs = facts_of(one).numbers, facts_of(other).numbers
    shared = [number for number in mine if any(number.is_also(twin) for twin in theirs)]
    if shared:
        return Stand.AGREES if any(number.sound for number in shared) else Stand.CLOSE
    return Stand.DIFFERS if _kept_for_life(mine) & _kept_for_life(theirs) else Stand.UNKNOWN


def _kept_for_life(numbers: tuple[Number, ...]) -> frozenset[str]:
    return frozenset(number.series for number in numbers if number.lifelong)
