"""Cards that print a label beside each field (证件版面): resident identity card, residence permits, travel permits.

The labels stand in rows; what follows a label in its row is its field, and where nothing follows, what stands below it. A reader of pictures breaks a row
into pieces or runs a label into its field, so rows are put together again before they are searched.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qingbai.law.terms import DocumentKind, Sex
from qingbai.matching import identity
from qingbai.matching.identity import IdentityNumber
from qingbai.matching.printed.lines import Row, Upright
from qingbai.matching.printed.noted import Noted
from qingbai.matching.printed.terms import DOCUMENT_OF, FOR_GOOD, Field, Kind, Name, Read
from qingbai.matching.variants import simplify

_HOUSEHOLD = "household"  # 户籍地址: printed on permits, compared with nothing
LABELS: Mapping[str, re.Pattern[str]] = {
    Name.NUMBER: re.compile(r"公民身份号码|公民身份证号码|身份证号码|证件号码|通行证号码|证件编号"),
    Name.VALID_UNTIL: re.compile(r"有效期限|有效期"),
    Name.ISSUER: re.compile(r"签发机关|签发机美"),
    _HOUSEHOLD: re.compile(r"常住户口所在地住址|户籍地址|户籍地|常住户口"),
    Name.NAME: re.compile(r"姓名|^姓(?=[\u3400-\u9fff])"),
    Name.SEX: re.compile(r"性别"),
    Name.NATION: re.compile(r"民族"),
    Name.BORN_ON: re.compile(r"出生日期|出生|(?<![\u3400-\u9fff])生(?=\d{4}年)"),
    Name.ADDRESS: re.compile(r"居住地住址|居住地址|住址"),
}
_EIGHTEEN = re.compile(r"(?<![0-9A-Z])([0-9OQDILZSB]{17}[0-9XOQDILZSB])(?![0-9A-Z])")
_TO_DIGITS = str.maketrans("OQDILZSB", "00011258")
_DATE = re.compile(r"(\d{4})[年.\-/·](\d{1,2})[月.\-/·](\d{1,2})")
_HAN_NAME = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff·]{2,20}")
_PERMIT = re.compile(r"(?<![0-9A-Z])([HM]A?\d{7,10}|\d{8})(?![0-9A-Z])")
_TITLES = (
    (Kind.HK_MACAU_TRAVEL_PERMIT, re.compile(r"港澳居民来往内地通行证|非中国籍港澳居民来往")),
    (Kind.TAIWAN_TRAVEL_PERMIT, re.compile(r"台湾居民来往大陆通行证")),
    (Kind.FOREIGN_RESIDENT_CARD, re.compile(r"外国人永久居留")),
    (Kind.HMT_RESIDENCE_PERMIT, re.compile(r"港澳台居民居住证")),
    (Kind.RESIDENCE_PERMIT, re.compile(r"居住证")),
)
LONGEST_ADDRESS = 120


@dataclass(frozen=True, slots=True)
class _Labelled:
    """What stands at a label: the words, and the lines that they are of."""

    words: str
    lines: tuple[Upright, ...]
    row: int
    label_right: float

    def field(self, value: str, *, sound: bool | None = None, mended: bool = False) -> Field:
        """The field with this value."""
        sure = min((one.confidence for one in self.lines), default=0.0)
        places = tuple(dict.fromkeys(one.place for one in self.lines))
        return Field(value=value, lines=places, confidence=round(sure, 3), sound=sound, mended=mended)


def read(rows: Sequence[Row], *, on: date) -> Read | None:
    """The card in these rows; None where they are no card that we know. ``on``: today."""
    at = dict(_labelled(rows))
    every = "".join(simplify(_plain(one.text)) for row in rows for one in row)
    fields: dict[Name, Field] = {}
    notes: list[Noted] = []
    kind = _kind(every, at, rows)
    if kind is None:
        return None
    number = _number(rows, kind)
    if number is not None:
        fields[Name.NUMBER] = number
    fields |= _words(at, rows)
    fields |= _dates(at)
    if number is not None:
        notes += _against_itself(fields, kind, on)
    return Read(kind=kind, fields=fields, notes=tuple(notes)) if fields else None


def _kind(every: str, at: Mapping[str, _Labelled], rows: Sequence[Row]) -> Kind | None:
    titled = next((kind for kind, pattern in _TITLES if pattern.search(every)), None)
    sound = _eighteen(rows)
    if sound is not None and sound[0].value.startswith(identity.HMT_AREAS):
        return Kind.HMT_RESIDENCE_PERMIT
    if titled:
        return titled
    back = Name.ISSUER in at or Name.VALID_UNTIL in at
    if "居民身份证" in every and back:
        return Kind.RESIDENT_CARD_BACK
    front = sum(label in at for label in (Name.NAME, Name.SEX, Name.NATION, Name.BORN_ON, Name.ADDRESS))
    if front >= 2 and (Name.NUMBER in at or sound is not None):
        return Kind.RESIDENT_CARD
    if front >= 3 and Name.NATION in at:
        return Kind.RESIDENT_CARD
    if Name.ISSUER in at and Name.VALID_UNTIL in at:
        return Kind.RESIDENT_CARD_BACK
    return None


# --- labels -------------------------------------------------------------------------------------------------------


def _plain(text: str) -> str:
    return identity.plain(text).replace("：", ":")


def _labelled(rows: Sequence[Row]) -> Iterator[tuple[str, _Labelled]]:
    """Each label that stands in the rows, once, with what stands at it."""
    seen: set[str] = set()
    for place, row in enumerate(rows):
        text, owners = _joined(row)
        marks = sorted(_marks(text), key=lambda one: one[1])
        for at, (label, start, end) in enumerate(marks):
            if label in seen:
                continue
            seen.add(label)
            stop = marks[at + 1][1] if at + 1 < len(marks) else len(text)
            words = text[end:stop].strip(":;,.-· ")
            lines = tuple(dict.fromkeys(owners[end:stop])) or (owners[start],)
            if not words and place + 1 < len(rows):
                below = _below(owners[start], rows[place + 1])
                words = "".join(_plain(one.text) for one in below)
                lines = below or lines
                words = "" if any(True for _ in _marks(words)) else words
            yield label, _Labelled(words, lines, place, owners[end - 1].right)


def _joined(row: Row) -> tuple[str, list[Upright]]:
    """The row as one text, and for each character the line that it is of."""
    text = ""
    owners: list[Upright] = []
    for one in row:
        part = simplify(_plain(one.text))  # readers of pictures write 漢 for 汉
        text, owners = text + part, owners + [one] * len(part)
    return text, owners


def _marks(text: str) -> Iterator[tuple[str, int, int]]:
    """The labels in a text; of two that overlap the one named first."""
    taken: list[range] = []
    for label, pattern in LABELS.items():
        for found in pattern.finditer(text):
            if not any(found.start() in one for one in taken):
                taken.append(range(found.start(), found.end()))
                yield label, found.start(), found.end()
                break


def _below(label: Upright, row: Row) -> tuple[Upright, ...]:
    """What stands under a label, where the two overlap and the gap is small."""
    return tuple(
        one
        for one in row
        if one.left < label.right and one.right > label.left and one.top - label.bottom < 2 * label.height
    )


# --- fields -------------------------------------------------------------------------------------------------------


def _words(at: Mapping[str, _Labelled], rows: Sequence[Row]) -> dict[Name, Field]:
    found: dict[Name, Field] = {}
    if (name := at.get(Name.NAME)) and (han := _HAN_NAME.match(name.words.replace("•", "·"))):
        found[Name.NAME] = name.field(han.group().strip("·"))
    if (sex := at.get(Name.SEX)) and (which := re.search(r"[男女]", sex.words)):
        found[Name.SEX] = sex.field((Sex.MALE if which.group() == "男" else Sex.FEMALE).value)
    if (nation := at.get(Name.NATION)) and nation.words:
        found[Name.NATION] = nation.field(nation.words[:10])
    if (issuer := at.get(Name.ISSUER)) and issuer.words:
        found[Name.ISSUER] = issuer.field(issuer.words[:60])
    if (address := at.get(Name.ADDRESS)) and address.words:
        found[Name.ADDRESS] = _address(address, rows)
    return found


def _address(first: _Labelled, rows: Sequence[Row]) -> Field:
    """The rows that follow, as long as they begin under the first one and no label does."""
    words, lines = first.words, list(first.lines)
    left = min(one.left for one in first.lines)
    below = lines[-1]
    for row in rows[first.row + 1 :]:
        text, _owners = _joined(row)
        begins = row[0]
        near = begins.top - below.bottom < 1.6 * below.height and begins.left > left - below.height
        if any(True for _ in _marks(text)) or _EIGHTEEN.search(text) or not near:
            break
        words, below = words + text, begins
        lines += row
    whole = _Labelled(words, tuple(lines), first.row, first.label_right)
    return whole.field(words[:LONGEST_ADDRESS])


def _dates(at: Mapping[str, _Labelled]) -> dict[Name, Field]:
    found: dict[Name, Field] = {}
    if (birth := at.get(Name.BORN_ON)) and (days := list(_days(birth.words))):
        found[Name.BORN_ON] = birth.field(days[0].isoformat(), sound=True)
    if until := at.get(Name.VALID_UNTIL):
        days = list(_days(until.words))
        if days and ("长期" in until.words or "長期" in until.words):
            found[Name.VALID_FROM] = until.field(days[0].isoformat(), sound=True)
            found[Name.VALID_UNTIL] = until.field(FOR_GOOD)
        elif days:
            if len(days) > 1:
                found[Name.VALID_FROM] = until.field(days[0].isoformat(), sound=True)
            found[Name.VALID_UNTIL] = until.field(days[-1].isoformat(), sound=len(days) < 3 and days == sorted(days))
    return found


def _days(text: str) -> Iterator[date]:
    for year, month, day in _DATE.findall(text):
        try:
            yield date(int(year), int(month), int(day))
        except ValueError:
            continue


def _number(rows: Sequence[Row], kind: Kind) -> Field | None:
    if found := _eighteen(rows):
        return found[0]
    if kind in {Kind.HK_MACAU_TRAVEL_PERMIT, Kind.TAIWAN_TRAVEL_PERMIT}:
        for row in rows:
            text, owners = _joined(row)
            if seen := _PERMIT.search(text):
                lines = tuple(dict.fromkeys(owners[seen.start() : seen.end()]))
                return _Labelled(seen.group(1), lines, 0, 0.0).field(seen.group(1), sound=_sound(kind, seen.group(1)))
    return None


def _eighteen(rows: Sequence[Row]) -> tuple[Field, int] | None:
    """The number of 18 characters, the sound one where several stand there; look-alikes of digits are put right where its check agrees."""
    best: tuple[Field, int] | None = None
    for place, row in enumerate(rows):
        text, owners = _joined(row)
        for pattern in LABELS.values():  # the label runs into the number, and so do letters of a label misread
            text = pattern.sub(lambda found: "#" * len(found.group()), text)
        for seen in _EIGHTEEN.finditer(re.sub(r"[^0-9A-Z]", "#", text)):
            raw = seen.group(1)
            value = raw[:17].translate(_TO_DIGITS) + raw[17].translate(_TO_DIGITS)
            lines = tuple(dict.fromkeys(owners[seen.start() : seen.end()]))
            sound = any(_sound(kind, value) for kind in (Kind.RESIDENT_CARD, Kind.FOREIGN_RESIDENT_CARD))
            field = _Labelled(value, lines, place, 0.0).field(value, sound=sound, mended=value != raw)
            if sound:
                return field, place
            best = best or (field, place)
    return best


def _sound(kind: Kind, number: str) -> bool:
    return isinstance(identity.parse(DOCUMENT_OF.get(kind, DocumentKind.RESIDENT_ID), number), IdentityNumber)


def _against_itself(fields: Mapping[Name, Field], kind: Kind, on: date) -> Iterator[Noted]:
    """What number, birth and sex say against one another."""
    number = fields[Name.NUMBER]
    parsed = identity.parse(DOCUMENT_OF[kind], number.value, on=on)
    if not isinstance(parsed, IdentityNumber):
        yield Noted("number_unsound", {"read": number.value}, Name.NUMBER)
        return
    birth, sex = fields.get(Name.BORN_ON), fields.get(Name.SEX)
    if birth and parsed.born_on and birth.value != parsed.born_on.isoformat():
        yield Noted("number_and_birth", {"number": parsed.born_on.isoformat(), "printed": birth.value}, Name.BORN_ON)
    if sex and parsed.sex and sex.value != parsed.sex.value:
        yield Noted("number_and_sex", {"number": parsed.sex.value, "printed": sex.value}, Name.SEX)
