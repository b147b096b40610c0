"""The machine-readable zone found among the lines of a picture, and look-alikes put right where check digits prove it (机读区识读).

A reader of pictures takes O for 0, drops some of a row of fillers, or reads them as spaces. Letters stand where only letters may, digits where
only digits may. In a number one character is taken for its look-alike where exactly one such reading satisfies the check digit; as one digit in ten would
agree by chance, such a number is never called sound.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from qingbai.matching import mrz
from qingbai.matching.identity import icao_check_digit, plain
from qingbai.matching.mrz import FILLER, FORMS, BadZone, Layout, Place, Zone
from qingbai.matching.printed.lines import Row

SHORTEST = 0.5  # of the length: fillers are dropped, hardly anything else
_FILLERS = str.maketrans(
    {"«": "<<", "〈": "<", "《": "<<", "＜": "<", "‹": "<", "く": "<", "(": "<", "≤": "<", "〉": "<"}
)
_TO_DIGITS = str.maketrans("OQDILZSGB", "000112568")
_TO_LETTERS = str.maketrans("0125688", "OIZSGBB")
_ALIKE = {
    "0": "0O",
    "O": "O0",
    "1": "1I",
    "I": "I1",
    "2": "2Z",
    "Z": "Z2",
    "5": "5S",
    "S": "S5",
    "8": "8B",
    "B": "B8",
} | {
    "6": "6G",
    "G": "G6",
    "D": "D0",
    "Q": "Q0",
}
_RUN = re.compile(r"<{2,}")
_ALIEN = re.compile(r"[^A-Z0-9<]")
_FIRST = {Layout.TD3: "P", Layout.TD2: "ACI", Layout.TD1: "ACI"}


@dataclass(frozen=True, slots=True)
class Found:
    """A zone as it stands in the picture. ``lines``: the places of its lines; ``mended``: a look-alike was put right."""

    zone: Zone | BadZone
    lines: tuple[int, ...]
    confidence: float
    mended: bool


def find(rows: Sequence[Row], *, on: date) -> Found | None:
    """The zone in these rows, the sound one where several could be meant; None where there is none."""
    candidates = [(text, row) for row in rows if (text := _as_zone(row))]
    unsound: Found | None = None
    for layout, many in ((Layout.TD3, 2), (Layout.TD1, 3), (Layout.TD2, 2)):
        for start in range(len(candidates) - many + 1):
            part = candidates[start : start + many]
            found = _tried(layout, part, on)
            if found and isinstance(found.zone, Zone):
                return found
            unsound = unsound or found
    return unsound


def _as_zone(row: Row) -> str:
    """The row as the characters of a zone; empty where it cannot be a part of one."""
    text = plain("".join(one.text for one in row)).translate(_FILLERS)
    strange = len(_ALIEN.findall(text))
    enough = FILLER * 2 in text if len(text) < 28 else FILLER * 2 in text or sum(map(str.isdigit, text)) >= 8
    return _ALIEN.sub("", text) if len(text) >= 18 and strange <= 2 and enough else ""


def _tried(layout: Layout, part: Sequence[tuple[str, Row]], on: date) -> Found | None:
    length = FORMS[layout].length
    read = [text for text, _row in part]
    if read[0][0] not in _FIRST[layout] or not all(length * SHORTEST <= len(one) <= length + 4 for one in read):
        return None
    fitted = [_fitted(text, length) for text in read]
    if not all(fitted):
        return None
    typed = _typed(fitted, layout)
    lines = [one for _text, row in part for one in row]
    places, confidence = tuple(one.place for one in lines), min(one.confidence for one in lines)
    first: BadZone | None = None
    for reading in _readings(typed, layout):
        zone = mrz.parse(reading, on=on)
        if isinstance(zone, Zone):
            return Found(zone, places, confidence, mended=reading is not typed)
        first = first or zone
    return Found(first, places, confidence, mended=False) if first else None


def _fitted(text: str, length: int) -> str:
    """The line at its true length: fillers are put into, or taken out of, the longest row of them."""
    if len(text) == length:
        return text
    runs = list(_RUN.finditer(text))
    if not runs:
        return ""
    longest = max(runs, key=lambda one: one.end() - one.start())
    size = longest.end() - longest.start() + length - len(text)
    return text[: longest.start()] + FILLER * size + text[longest.end() :] if size > 0 else ""


def _typed(lines: Sequence[str], layout: Layout) -> list[str]:
    """Digits where only digits may stand, letters where only letters may."""
    form, made = FORMS[layout], [list(line) for line in lines]

    def put(place: Place, table: dict[int, int]) -> None:
        row = made[place.line - 1]
        row[place.first - 1 : place.last] = "".join(row[place.first - 1 : place.last]).translate(table)

    for place in (form.issuer, form.nationality, form.names):
        put(place, _TO_LETTERS)
    for place in (form.birth, form.expiry):
        put(Place(place.line, place.first, place.last + 1), _TO_DIGITS)
    put(form.whole_check, _TO_DIGITS)
    if form.optional_check:
        put(form.optional_check, _TO_DIGITS)
    put(Place(form.number.line, form.number.last + 1, form.number.last + 1), _TO_DIGITS)
    return ["".join(row) for row in made]


def _readings(lines: list[str], layout: Layout) -> Iterator[list[str]]:
    """The lines as read; then, where one character's look-alike, and no other's, satisfies the number's check digit, with it."""
    yield lines
    place = FORMS[layout].number
    number, check = place.of(lines), Place(place.line, place.last + 1, place.last + 1).of(lines)
    if icao_check_digit(number) == check:
        return
    ways = [number[:at] + other + number[at + 1 :] for at, char in enumerate(number) for other in _ALIKE.get(char, "")]
    fits = [one for one in ways if one != number and icao_check_digit(one) == check]
    if len(fits) == 1:
        row = lines[place.line - 1]
        mended = row[: place.first - 1] + fits[0] + row[place.last :]
        yield [mended if at == place.line - 1 else line for at, line in enumerate(lines)]
