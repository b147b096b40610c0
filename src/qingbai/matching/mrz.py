"""The machine-readable zone of travel documents (机读区): the two or three lines at the foot of a passport or card.

Layouts TD1 (three lines of 30), TD2 (two of 36) and TD3 (two of 44) of ICAO Doc 9303, parts 3 to 6, with every check
digit (ID-09). The French identity card of before 2021 prints a layout of its own, which is not read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qingbai.law.terms import Sex
from qingbai.matching.countries import KNOWN
from qingbai.matching.identity import DIGITS, LETTERS, icao_check_digit, plain
from qingbai.matching.persons import PartialDate
from qingbai.matching.remarks import Remark

FILLER = "<"
CHARACTERS = frozenset(DIGITS + LETTERS + FILLER)
SEXES = {"M": Sex.MALE, "F": Sex.FEMALE, "X": None, FILLER: None}


class Layout(StrEnum):
    """The layouts by their names in ICAO Doc 9303."""

    TD1 = "TD1"
    TD2 = "TD2"
    TD3 = "TD3"


@dataclass(frozen=True, slots=True)
class Place:
    """A field's place: line and first and last position, all counted from 1, both included."""

    line: int
    first: int
    last: int

    def of(self, lines: Sequence[str]) -> str:
        """What stands there."""
        return lines[self.line - 1][self.first - 1 : self.last]

    @property
    def positions(self) -> tuple[int, int]:
        """First and last position."""
        return self.first, self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Where the fields of one layout stand. ``whole`` are the parts under the composite check digit, in order."""

    length: int
    issuer: Place
    names: Place
    number: Place
    nationality: Place
    birth: Place
    sex: Place
    expiry: Place
    optional: Place
    optional_check: Place | None
    whole: tuple[Place, ...]
    whole_check: Place


FORMS = {
    Layout.TD1: Form(
        length=30,
        issuer=Place(1, 3, 5),
        names=Place(3, 1, 30),
        number=Place(1, 6, 14),
        nationality=Place(2, 16, 18),
        birth=Place(2, 1, 6),
        sex=Place(2, 8, 8),
        expiry=Place(2, 9, 14),
        optional=Place(1, 16, 30),
        optional_check=None,
        whole=(Place(1, 6, 30), Place(2, 1, 7), Place(2, 9, 15), Place(2, 19, 29)),
        whole_check=Place(2, 30, 30),
    ),
    Layout.TD2: Form(
        length=36,
        issuer=Place(1, 3, 5),
        names=Place(1, 6, 36),
        number=Place(2, 1, 9),
        nationality=Place(2, 11, 13),
        birth=Place(2, 14, 19),
        sex=Place(2, 21, 21),
        expiry=Place(2, 22, 27),
        optional=Place(2, 29, 35),
        optional_check=None,
        whole=(Place(2, 1, 10), Place(2, 14, 20), Place(2, 22, 35)),
        whole_check=Place(2, 36, 36),
    ),
    Layout.TD3: Form(
        length=44,
        issuer=Place(1, 3, 5),
        names=Place(1, 6, 44),
        number=Place(2, 1, 9),
        nationality=Place(2, 11, 13),
        birth=Place(2, 14, 19),
        sex=Place(2, 21, 21),
        expiry=Place(2, 22, 27),
        optional=Place(2, 29, 42),
        optional_check=Place(2, 43, 43),
        whole=(Place(2, 1, 10), Place(2, 14, 20), Place(2, 22, 43)),
        whole_check=Place(2, 44, 44),
    ),
}
_BY_SHAPE = {(3, 30): Layout.TD1, (2, 36): Layout.TD2, (2, 44): Layout.TD3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """What a machine-readable zone says (机读信息). ``issuer`` and ``nationality`` in the letters of ISO 3166-1 where there are such;
    names as printed there, without accents and possibly cut off."""

    layout: Layout
    code: str
    issuer: str
    number: str
    nationality: str
    born_on: PartialDate
    sex: Sex | None
    expires_on: date | None
    surname: str
    given_names: str
    optional: str

    @property
    def latin_name(self) -> str:
        """Surname and given names as one."""
        return " ".join(filter(None, (self.surname, self.given_names)))


@dataclass(frozen=True, slots=True)
class BadZone:
    """A zone that cannot be right (机读区有误), with every fault found."""

    faults: tuple[Remark, ...]


def parse(text: str | Sequence[str], *, on: date) -> Zone | BadZone:
    """Read the lines of a zone; ``on`` is today: two digits of a birth year mean the latest year that is not after it."""
    rows = text.splitlines() if isinstance(text, str) else list(text)
    lines = [row for row in (plain(row) for row in rows) if row]
    layout = _BY_SHAPE.get((len(lines), len(lines[0]))) if len({len(line) for line in lines}) == 1 else None
    if layout is None:
        lengths = ", ".join(str(len(line)) for line in lines) or "0"
        return BadZone((Remark("mrz_lines", {"found": str(len(lines)), "lengths": lengths}),))
    if layout is Layout.TD2 and lines[0].startswith("IDFRA"):
        return BadZone((Remark("mrz_old_french_card", {}, (1, 5), 1),))
    faults = tuple(_strangers(lines)) or tuple(_faults(lines, FORMS[layout], on))
    return BadZone(faults) if faults else _zone(lines, layout, on)


def _strangers(lines: Sequence[str]) -> Iterator[Remark]:
    """Characters that the zone does not know; nothing else can be said of it then."""
    for line, text in enumerate(lines, 1):
        for place, char in enumerate(text, 1):
            if char not in CHARACTERS:
                yield Remark("mrz_character", {"found": char}, (place, place), line)


def _faults(lines: Sequence[str], form: Form, on: date) -> Iterator[Remark]:
    kinds = "P" if form is FORMS[Layout.TD3] else "ACI"
    if lines[0][0] not in kinds:
        yield Remark("mrz_kind", {"found": lines[0][0]}, (1, 1), 1)
    for place in (form.issuer, form.nationality):
        state = place.of(lines).rstrip(FILLER)
        if state not in KNOWN:
            yield Remark("mrz_state", {"found": state}, place.positions, place.line)
    if not _names(form.names.of(lines))[0]:
        yield Remark("mrz_name", {}, form.names.positions, form.names.line)
    if form.sex.of(lines) not in SEXES:
        yield Remark("mrz_sex", {"found": form.sex.of(lines)}, form.sex.positions, form.sex.line)
    if _birth(form.birth.of(lines), on) is None:
        yield Remark("mrz_date", {"found": form.birth.of(lines)}, form.birth.positions, form.birth.line)
    if _expiry(form.expiry.of(lines)) is None and form.expiry.of(lines) != FILLER * 6:
        yield Remark("mrz_date", {"found": form.expiry.of(lines)}, form.expiry.positions, form.expiry.line)
    yield from _check_faults(lines, form)


def _check_faults(lines: Sequence[str], form: Form) -> Iterator[Remark]:
    """Each check digit that is not what the characters before it give."""
    number, number_check = _number(lines, form)
    checks = [
        ("number", number, number_check),
        ("birth", form.birth.of(lines), Place(form.birth.line, form.birth.last + 1, form.birth.last + 1)),
        ("expiry", form.expiry.of(lines), Place(form.expiry.line, form.expiry.last + 1, form.expiry.last + 1)),
        ("whole", "".join(part.of(lines) for part in form.whole), form.whole_check),
    ]
    if form.optional_check:
        checks.insert(3, ("optional", form.optional.of(lines), form.optional_check))
    for field, text, place in checks:
        expected = icao_check_digit(text)
        found = place.of(lines)
        empty = field in {"optional", "expiry"} and not text.strip(FILLER)  # an empty field may leave its digit out
        if found != expected and not (empty and found == FILLER):
            yield Remark(
                "mrz_check_digit", {"found": found, "expected": expected, "field": field}, place.positions, place.line
            )


def _number(lines: Sequence[str], form: Form) -> tuple[str, Place]:
    """The document number and the place of its check digit. In TD1 and TD2 a number of more than nine characters goes on in the
    optional field, a filler standing where the check digit would (part 5, 4.2.2.1 note j)."""
    check = Place(form.number.line, form.number.last + 1, form.number.last + 1)
    rest = form.optional.of(lines).partition(FILLER)[0]
    if check.of(lines) != FILLER or form.optional_check or not rest:
        return form.number.of(lines), check
    last = form.optional.first + len(rest) - 1
    return form.number.of(lines) + rest[:-1], Place(form.optional.line, last, last)


def _names(text: str) -> tuple[str, str]:
    surname, _, given = text.partition(FILLER * 2)
    return " ".join(surname.split(FILLER)).strip(), " ".join(given.replace(FILLER, " ").split())


def _birth(text: str, on: date) -> PartialDate | None:
    """Six digits, or fillers for the parts that are unknown; None where it is no date."""
    year, month, day = (_part(text[start : start + 2]) for start in (0, 2, 4))
    if -1 in (year, month, day):
        return None
    whole_year = None if year is None else 2000 + year
    if whole_year is not None and (whole_year, month or 1, day or 1) > (on.year, on.month, on.day):
        whole_year -= 100
    try:
        date(whole_year or 2000, month or 1, day or 1)
    except ValueError:
        return None
    return PartialDate(year=whole_year, month=month, day=day)


def _part(two: str) -> int | None:
    """Two digits, None for two fillers, -1 for anything else."""
    if two == FILLER * 2:
        return None
    return int(two) if two.isascii() and two.isdigit() else -1


def _expiry(text: str) -> date | None:
    if not all(char in DIGITS for char in text):
        return None
    try:
        return date(2000 + int(text[:2]), int(text[2:4]), int(text[4:]))
    except ValueError:
        return None


def _zone(lines: Sequence[str], layout: Layout, on: date) -> Zone:
    form = FORMS[layout]
    number, _ = _number(lines, form)
    surname, given = _names(form.names.of(lines))
    return Zone(
        layout=layout,
        code=lines[0][:2].rstrip(FILLER),
        issuer=_letters(form.issuer.of(lines)),
        number=number.rstrip(FILLER),
        nationality=_letters(form.nationality.of(lines)),
        born_on=_birth(form.birth.of(lines), on) or PartialDate(),
        sex=SEXES[form.sex.of(lines)],
        expires_on=_expiry(form.expiry.of(lines)),
        surname=surname,
        given_names=given,
        optional=form.optional.of(lines).rstrip(FILLER),
    )


def _letters(state: str) -> str:
    """Germany writes D; everybody else three letters."""
    code = state.rstrip(FILLER)
    return "DEU" if code == "D" else code
