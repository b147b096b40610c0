"""Two people side by side (人员比对): who is asked about beside who is on record, field by field, and what speaks for and against.

Agreement is said in a word with its icon; colour only repeats it. What identifies a person, and nothing about any crime.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from qingbai.agencies import divisions
from qingbai.matching.fields import Field, Speaks, Stand, beside, speaks
from qingbai.matching.persons import PartialDate, Person
from qingbai.matching.remarks import Remark
from qingbai.pages import words as terms
from qingbai.pages.language import in_ours, listed
from qingbai.pages.templatetags.pages import day

ICONS = {Stand.AGREES: "yes", Stand.CLOSE: "unknown", Stand.DIFFERS: "no", Stand.UNKNOWN: "note"}


@dataclass(frozen=True, slots=True)
class Row:
    """One fact, as who asks gives it and as the record holds it, and how the two stand."""

    name: str
    asked: str
    held: str
    stand: str
    word: str
    icon: str


@dataclass(frozen=True, slots=True)
class Side:
    """Reasons that point one way."""

    title: str
    stand: str
    icon: str
    sentences: tuple[str, ...]


def side_by_side(asked: Person, held: Person) -> list[Row]:
    """Every field in which either says anything."""
    return [
        Row(_name(one.field), _said(asked, one.field), _said(held, one.field), *_stand(one.stand))
        for one in beside(asked, held)
    ]


def evidence(remarks: Iterable[Remark]) -> list[Side]:
    """What was found, by the way it points; an empty side is said to be empty, so that nobody overlooks it."""
    told = tuple((speaks(remark), _sentence(in_ours(remark))) for remark in remarks)
    if not told:
        return []
    sides = ((Speaks.FOR, _("For one person"), Stand.AGREES), (Speaks.AGAINST, _("Against"), Stand.DIFFERS))
    found = [
        Side(title, stand.value, ICONS[stand], tuple(said for which, said in told if which is way))
        for way, title, stand in sides
    ]
    neither = tuple(said for which, said in told if which is Speaks.NEITHER)
    return [
        *found,
        *([Side(_("Proves neither"), Stand.UNKNOWN.value, ICONS[Stand.UNKNOWN], neither)] if neither else ()),
    ]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _stand(value: Stand) -> tuple[str, str, str]:
    word = {
        Stand.AGREES: _("agrees"),
        Stand.CLOSE: _("close: compare"),
        Stand.DIFFERS: _("differs"),
        Stand.UNKNOWN: _("cannot be compared"),
    }[value]
    return value.value, word, ICONS[value]


def _name(field: Field) -> str:
    return {
        Field.NAMES: _("Names"),
        Field.LATIN_NAMES: _("Names in Latin letters"),
        Field.SEX: _("Sex"),
        Field.BORN_ON: _("Date of birth"),
        Field.NATIONALITY: _("Nationality"),
        Field.DOCUMENTS: _("Documents"),
        Field.HOUSEHOLD: _("Household"),
    }[field]


def _said(person: Person, field: Field) -> str:
    match field:
        case Field.NAMES:
            return joined(person.names)
        case Field.LATIN_NAMES:
            return joined(person.latin_names)
        case Field.SEX:
            return terms.sex(person.sex)
        case Field.BORN_ON:
            return _born(person.born_on)
        case Field.NATIONALITY:
            return terms.country(person.nationality or "")
        case Field.DOCUMENTS:
            return joined(f"{terms.document(one.kind)} {one.number}" for one in person.documents)
        case Field.HOUSEHOLD:
            return place(person.household)


def place(code: str | None) -> str:
    """A division by its name and code."""
    return f"{in_ours(divisions.bilingual(code))} {code}" if code else ""


def joined(names: Iterable[str]) -> str:
    """Several as one list."""
    return listed(names)


def _born(born: date | PartialDate | None) -> str:
    if isinstance(born, date) or born is None:
        return day(born)
    return "-".join(str(part) for part in (born.year, born.month, born.day) if part is not None)
