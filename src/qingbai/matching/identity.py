"""Numbers of identity documents (证件号码): is this number well formed, and what does it say about its holder?

``parse`` takes a number as people type it and gives either an ``IdentityNumber`` or a ``Malformed`` that carries every
fault at once. The area code at the front of a resident number is only ever advice: it names where the number was first
given, codes are abolished and made anew, and no table of them is complete.

Sources: GB 11643-1999 (resident number, 公民身份号码), with the check character of ISO 7064 MOD 11-2; the 2018 measures on
residence permits for Hong Kong, Macau and Taiwan residents; the numbering rules of the National Immigration
Administration for the resident card of 2023 and for travel permits.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from qingbai.law.terms import AskerClass, DocumentKind, Sex
from qingbai.matching.countries import LETTERS_OF
from qingbai.matching.remarks import Remark

DIGITS = "0123456789"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MASKS = "*×某?□■○●#"
EARLIEST_BIRTH_YEAR = 1870  # nobody older can hold a number that was first given out in 1984
HMT_AREAS = ("810000", "820000", "830000")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_CAPITALS = str.maketrans(LETTERS.lower(), LETTERS)  # only these: str.upper turns other letters into look-alikes
_MASK = re.compile(f"[{re.escape(MASKS)}]")
_DROPPED = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff\-‐‑‒–—()]")


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityNumber:
    """A well-formed number (号码) and what it says.

    ``key`` is what stays the same from one card of the holder to the next: the 18 digits behind an old 15, the first nine
    characters of a Hong Kong or Macau permit, country and number of a passport. ``lifelong``: the holder keeps it for life,
    so that two different ones of a kind are two people. ``holder`` is the class of applicants that the document stands for.
    """

    kind: DocumentKind
    number: str
    key: str
    holder: AskerClass
    lifelong: bool
    born_on: date | None = None
    sex: Sex | None = None
    nationality: str | None = None  # three letters of ISO 3166-1
    notes: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Malformed:
    """A number that cannot be right (号码有误), as normalised, with every fault found."""

    kind: DocumentKind
    number: str
    faults: tuple[Remark, ...]
    notes: tuple[Remark, ...] = ()


@dataclass(slots=True)
class _Findings:
    """Faults and notes while one number is being read."""

    faults: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)

    def fault(self, code: str, positions: tuple[int, int] | None = None, **facts: str) -> None:
        self.faults.append(Remark(code, facts, positions))

    def note(self, code: str, positions: tuple[int, int] | None = None, **facts: str) -> None:
        self.notes.append(Remark(code, facts, positions))


def normalise(text: str) -> str:
    """A number without spaces, hyphens, brackets and invisible characters, with full-width forms and small letters made plain."""
    return _DROPPED.sub("", plain(text))


def plain(text: str) -> str:
    """A text without spaces, with full-width forms and small letters made plain."""
    return "".join(text.translate(_FULL_WIDTH).translate(_CAPITALS).split())


def check_character(first17: str) -> str:
    """The eighteenth character (校验码) for seventeen digits, ISO 7064 MOD 11-2, GB 11643-1999 §4.2.3.

    >>> check_character("11010519491231002")
    'X'
    """
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(first17, _WEIGHTS, strict=True)) % 11]


def parse(
    kind: DocumentKind,
    text: str,
    *,
    country: str = "",
    on: date | None = None,
    places: Mapping[str, str] | None = None,
) -> IdentityNumber | Malformed:
    """Read the number of a document of this kind.

    ``country``: who issued a passport, three letters of ISO 3166-1. ``on``: the day on which the number is shown; a birth
    date after it is a fault. ``places``: area codes with their names, for advice only.
    """
    number = normalise(text)
    found = _Findings()
    if not number:
        found.fault("empty")
    if hidden := _MASK.search(number):
        found.fault("masked", (hidden.end(), hidden.end()), character=hidden.group())
    if found.faults:
        return Malformed(kind=kind, number=number, faults=tuple(found.faults))
    value = _READERS[kind](kind, number, country.upper(), on, found)
    if found.faults or value is None:
        return Malformed(kind=kind, number=number, faults=tuple(found.faults), notes=tuple(found.notes))
    _area_advice(value, places, found)
    return replace(value, notes=tuple(found.notes))


def lasting(kind: DocumentKind, text: str, *, country: str = "") -> str:
    """What stays the same of a holder's number from one card to the next; the number as normalised where it is not well formed.

    Under this a person stands in the ledger, whichever room writes the entry.
    """
    read = parse(kind, text, country=country)
    return read.key if isinstance(read, IdentityNumber) else read.number


def _area_advice(value: IdentityNumber, places: Mapping[str, str] | None, found: _Findings) -> None:
    """Name the place of first registration, or say that its code is unknown (ID-11: never a fault)."""
    if value.kind not in {DocumentKind.RESIDENT_ID, DocumentKind.HOUSEHOLD_BOOK} or places is None:
        return
    area = value.number[:6]
    if area in places:
        found.note("area_name", (1, 6), name=places[area])
    elif area not in HMT_AREAS:
        found.note("area_unknown", (1, 6), area=area)


# -- resident numbers and the cards that follow their pattern


def _resident(
    kind: DocumentKind, number: str, country: str, on: date | None, found: _Findings
) -> IdentityNumber | None:
    """Resident ID (居民身份证) or household book: 18 characters, or the 15 digits of the first generation (ID-01)."""
    del country
    if len(number) == 15:
        return _resident15(kind, number, on, found)
    if number[0] == "9" and len(number) == 18:
        found.fault("foreign_card_number", (1, 1))
    born_on = _eighteen(number, on, found, expected="18-or-15-first-generation")
    if found.faults:
        return None
    if number.startswith(HMT_AREAS):
        found.note("hmt_number", (1, 6), area=number[:6])
    return IdentityNumber(
        kind=kind,
        number=number,
        key=number,
        holder=AskerClass.CITIZEN,
        lifelong=True,
        born_on=born_on,
        sex=_sex(number[16]),
        nationality="CHN",
    )


def _resident15(kind: DocumentKind, number: str, on: date | None, found: _Findings) -> IdentityNumber | None:
    """Fifteen digits: area, year in two digits, month, day, sequence; no check digit. The key is the number of 18 it became."""
    _characters(number, found, {range(15): DIGITS})
    if found.faults:
        return None
    sequence = number[12:]
    century = "18" if sequence >= "996" else "19"
    born_on = _birth(century + number[6:12], (7, 8), on, found)
    if found.faults:
        return None
    if century == "18":
        found.note("born_in_1800s", (13, 15), sequence=sequence, year=number[6:8])
    found.note("old_number")
    first17 = number[:6] + century + number[6:]
    return IdentityNumber(
        kind=kind,
        number=number,
        key=first17 + check_character(first17),
        holder=AskerClass.CITIZEN,
        lifelong=True,
        born_on=born_on,
        sex=_sex(number[14]),
        nationality="CHN",
    )


def _hmt(kind: DocumentKind, number: str, country: str, on: date | None, found: _Findings) -> IdentityNumber | None:
    """Residence permit for Hong Kong, Macau and Taiwan residents (港澳台居民居住证): the same 18 characters, own area codes (ID-02)."""
    del country
    if len(number) == 18 and not number.startswith(HMT_AREAS):
        found.fault("not_hmt", (1, 6), found=number[:6])
    born_on = _eighteen(number, on, found, expected="18")
    if found.faults:
        return None
    return IdentityNumber(
        kind=kind,
        number=number,
        key=number,
        holder=AskerClass.HK_MACAU_TAIWAN,
        lifelong=True,
        born_on=born_on,
        sex=_sex(number[16]),
        nationality="CHN",
    )


def _foreign_card(
    kind: DocumentKind, number: str, country: str, on: date | None, found: _Findings
) -> IdentityNumber | None:
    """Foreign permanent resident card (外国人永久居留身份证): 18 characters since 2023-12-01, 15 before (ID-03, ID-04)."""
    del country
    if len(number) == 15:
        return _old_foreign_card(kind, number, found)
    if len(number) == 18 and number[0] in "012345678":
        found.fault("not_a_foreign_card", (1, 1), found=number[0])
    born_on = _eighteen(number, on, found, expected="18-or-15-old-card")
    if found.faults:
        return None
    nationality = LETTERS_OF.get(number[3:6])
    if nationality is None:
        found.note("country_unknown", (4, 6), found=number[3:6])
    # The published rule does not say that the sequence tells the sex, so none is read from it.
    return IdentityNumber(
        kind=kind,
        number=number,
        key=number,
        holder=AskerClass.FOREIGNER,
        lifelong=True,
        born_on=born_on,
        nationality=nationality,
    )


def _old_foreign_card(kind: DocumentKind, number: str, found: _Findings) -> IdentityNumber | None:
    """Three letters and twelve digits. What its date and last digit must be was never published: odd ones are only noted."""
    _characters(number, found, {range(3): LETTERS, range(3, 15): DIGITS})
    if found.faults:
        return None
    if number[:3] not in LETTERS_OF.values():
        found.note("country_unknown", (1, 3), found=number[:3])
    month, day = int(number[9:11]), int(number[11:13])
    if not (1 <= month <= 12 and 1 <= day <= monthrange(2000, month)[1]):
        found.note("card_birth_unclear", (8, 13), found=number[7:13])
    expected = icao_check_digit(number[:14])
    if number[14] != expected:
        found.note("card_check_digit", (15, 15), found=number[14], expected=expected)
    return IdentityNumber(
        kind=kind,
        number=number,
        key=number,
        holder=AskerClass.FOREIGNER,
        lifelong=False,  # the card of 2023 gave its holder a new number
        nationality=number[:3] if number[:3] in LETTERS_OF.values() else None,
    )


def _eighteen(number: str, on: date | None, found: _Findings, *, expected: str) -> date | None:
    """Length, characters, birth date and check character of the 18-character pattern; every fault is noted."""
    if len(number) != 18:
        found.fault("length", found=str(len(number)), expected=expected)
        _characters(number[:17], found, {range(17): DIGITS})
        return None
    _characters(number, found, {range(17): DIGITS, range(17, 18): DIGITS + "X"})
    born_on = _birth(number[6:14], (7, 10), on, found) if _only_digits(number[6:14]) else None
    if _only_digits(number[:17]) and number[17] in DIGITS + "X":
        expected_last = check_character(number[:17])
        if number[17] != expected_last:
            found.fault("check_digit", (18, 18), found=number[17], expected=expected_last)
    return born_on


def _only_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()  # str.isdigit alone would let other scripts' digits in


def _birth(eight: str, year_at: tuple[int, int], on: date | None, found: _Findings) -> date | None:
    """The date in YYYYMMDD; ``year_at`` is where the year stands in the number, the month and day follow it."""
    year, month, day = int(eight[:4]), int(eight[4:6]), int(eight[6:])
    month_at = (year_at[1] + 1, year_at[1] + 2)
    day_at = (year_at[1] + 3, year_at[1] + 4)
    if year < EARLIEST_BIRTH_YEAR:
        found.fault("birth_too_early", year_at, found=eight[:4], earliest=str(EARLIEST_BIRTH_YEAR))
    if not 1 <= month <= 12:
        found.fault("birth_month", month_at, found=eight[4:6])
        return None
    days = monthrange(max(year, 1), month)[1]
    if not 1 <= day <= days:
        found.fault("birth_day", day_at, found=eight[6:], year=eight[:4], month=eight[4:6], days=str(days))
        return None
    if year < EARLIEST_BIRTH_YEAR:
        return None
    born_on = date(year, month, day)
    if on is not None and born_on > on:
        found.fault("birth_in_future", (year_at[0], day_at[1]), born_on=born_on.isoformat(), on=on.isoformat())
    return born_on


def _sex(sequence_end: str) -> Sex:
    """Odd for men, even for women (GB 11643-1999 §4.2.2)."""
    return Sex.MALE if int(sequence_end) % 2 else Sex.FEMALE


# -- travel permits and passports


def _hk_macau(
    kind: DocumentKind, number: str, country: str, on: date | None, found: _Findings
) -> IdentityNumber | None:
    """Mainland travel permit for Hong Kong and Macau residents (港澳居民来往内地通行证), ID-05 and ID-06.

    ``H`` or ``M`` and eight digits for life, on old cards followed by two digits that count the cards; since 2024-07-10
    ``HA`` or ``MA`` and seven digits for permanent residents who are not Chinese: they are foreigners.
    """
    del country, on
    foreign = number[:2] in {"HA", "MA"}
    expected_lengths = (9,) if foreign else (9, 11)
    if len(number) not in expected_lengths:
        found.fault("length", found=str(len(number)), expected="9" if foreign else "9-or-11-old-card")
    _characters(number, found, {range(1): "HM", range(2 if foreign else 1, len(number)): DIGITS})
    if found.faults:
        return None
    if len(number) == 11:
        found.note("issue_count", (10, 11), found=number[9:])
    if foreign:
        found.note("non_chinese_holder", (1, 2))
    return IdentityNumber(
        kind=kind,
        number=number,
        key=number[:9],
        holder=AskerClass.FOREIGNER if foreign else AskerClass.HK_MACAU_TAIWAN,
        lifelong=True,
        nationality=None if foreign else "CHN",
    )


def _taiwan(kind: DocumentKind, number: str, country: str, on: date | None, found: _Findings) -> IdentityNumber | None:
    """Mainland travel permit for Taiwan residents (台湾居民来往大陆通行证): 8 digits on cards, 10 digits and a letter before (ID-07)."""
    del country, on
    if len(number) == 11:
        _characters(number, found, {range(10): DIGITS, range(10, 11): LETTERS})
        found.note("old_permit")
    else:
        if len(number) != 8:
            found.fault("length", found=str(len(number)), expected="8-or-10-and-letter")
        _characters(number, found, {range(len(number)): DIGITS})
    if found.faults:
        return None
    # Whether the number stays for life is not settled by any text seen, so a different one proves nothing.
    return IdentityNumber(
        kind=kind,
        number=number,
        key=number,
        holder=AskerClass.HK_MACAU_TAIWAN,
        lifelong=False,
        nationality="CHN",
    )


_PRC_PASSPORT = re.compile(r"[EG]\d{8}|E[A-Z]\d{7}|[DSP][A-Z]?\d{7,8}|1[45]\d{7}")


def _passport(
    kind: DocumentKind, number: str, country: str, on: date | None, found: _Findings
) -> IdentityNumber | None:
    """A passport (护照). The People's Republic's ordinary ones are E or G with nine characters in all (ID-08); other states' are
    only held to letters and digits, 4 to 20 of them."""
    del on
    chinese = country == "CHN"
    ordinary = chinese and number[0] in "EG"
    if ordinary and len(number) != 9:
        found.fault("length", found=str(len(number)), expected="9")
    elif not 4 <= len(number) <= 20:
        found.fault("length", found=str(len(number)), expected="4–20")
    _characters(number, found, {range(len(number)): LETTERS + DIGITS})
    if ordinary and not found.faults:
        _characters(number, found, {range(1, 2): DIGITS + (LETTERS if number[0] == "E" else ""), range(2, 9): DIGITS})
    if found.faults:
        return None
    if chinese and not _PRC_PASSPORT.fullmatch(number):
        found.note("passport_unusual")
    return IdentityNumber(
        kind=kind,
        number=number,
        key=f"{country}:{number}",
        holder=AskerClass.OVERSEAS_CHINESE if chinese else AskerClass.FOREIGNER,
        lifelong=False,
        nationality=country or None,
    )


def _characters(number: str, found: _Findings, allowed: Mapping[range, str]) -> None:
    """Note every character that may not stand where it does."""
    for places, characters in allowed.items():
        for place in places:
            if place < len(number) and number[place] not in characters:
                found.fault("character", (place + 1, place + 1), found=number[place], expected=_NAMES_OF[characters])


_NAMES_OF: Mapping[str, str] = {
    DIGITS: "a-digit",
    LETTERS: "a-letter",
    DIGITS + "X": "a-digit-or-X",
    "HM": "H-or-M",
    DIGITS + LETTERS: "a-letter-or-digit",
    LETTERS + DIGITS: "a-letter-or-digit",
}


def icao_check_digit(text: str) -> str:
    """The check digit of ICAO Doc 9303 part 3, 4.9: weights 7, 3, 1; A = 10 … Z = 35, ``<`` = 0; modulo 10.

    >>> icao_check_digit("L898902C3")
    '6'
    """
    values = (DIGITS + LETTERS).index
    return str(sum((0 if char == "<" else values(char)) * (7, 3, 1)[place % 3] for place, char in enumerate(text)) % 10)


_READERS = {
    DocumentKind.RESIDENT_ID: _resident,
    DocumentKind.HOUSEHOLD_BOOK: _resident,
    DocumentKind.HMT_RESIDENCE_PERMIT: _hmt,
    DocumentKind.FOREIGN_RESIDENT_CARD: _foreign_card,
    DocumentKind.HK_MACAU_TRAVEL_PERMIT: _hk_macau,
    DocumentKind.TAIWAN_TRAVEL_PERMIT: _taiwan,
    DocumentKind.PASSPORT: _passport,
}
