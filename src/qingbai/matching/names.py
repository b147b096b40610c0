"""Names (姓名): are two names one name, differently written?

A name is compared in the script it is written in. Between Chinese and Latin script only the surname's reading can be
checked, since the reading of a given name needs a dictionary and often its bearer; so that comparison never proves anything.
"""

import re
import unicodedata
from enum import StrEnum

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from qingbai.matching.surnames import READING_OF
from qingbai.matching.variants import simplify

SIMILAR_WORDS = 0.66  # of similarity(); the best balance on the published pairs that the tests measure
SIMILAR_HAN = 0.75  # one character of four; one of three is as often a sibling's name
_DOTS = re.compile(r"\s*[·•・‧∙⋅᛫․]\s*")
_HAN = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_MASK = re.compile(r"[某×*○□■●]+|(?<=[\u3400-\u9fff])[Xx]+")
_LABEL = re.compile(
    r"(?:[甲乙丙丁戊己庚辛壬癸]|[A-WYZ]|\d+)$"
)  # 李某甲, 李某1: tells two masked people of one case apart
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "æ": "ae", "Æ": "AE"}
    | {"œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th", "ı": "i", "ħ": "h", "Ħ": "H", "ŋ": "n", "Ŋ": "N"}
)


class Script(StrEnum):
    """What a name is written in (文字)."""

    HAN = "han"
    LATIN = "latin"
    OTHER = "other"


class Likeness(StrEnum):
    """How two names stand to one another (姓名比对)."""

    SAME = "same"  # one name, whatever the spaces, dots, accents or order
    VARIANT = "variant"  # one name if its characters are simplified (繁简)
    MASKED = "masked"  # what is not masked agrees
    SIMILAR = "similar"  # close enough to be a slip or another transliteration
    READING = "reading"  # Chinese and Latin; the surname's reading agrees
    OTHER_READING = "other_reading"  # Chinese and Latin; the surname is read otherwise
    INCOMPARABLE = "incomparable"  # nothing to compare
    DIFFERENT = "different"


def normalise(name: str) -> str:
    """A name in one spelling: compatibility forms made plain, one kind of middle dot, no spaces between Chinese characters."""
    text = unicodedata.normalize("NFKC", name)
    text = "".join(char for char in text if char.isspace() or unicodedata.category(char) not in {"Cc", "Cf"})
    text = _DOTS.sub("·", text)
    if _HAN.search(text):
        return "".join(text.split()).replace(".", "·").strip("·")
    return " ".join(text.split())


def script(name: str) -> Script:
    """What a name is written in; one Chinese character makes it Chinese."""
    text = unicodedata.normalize("NFKC", name)
    if _HAN.search(text):
        return Script.HAN
    return Script.LATIN if _LATIN.search(text) else Script.OTHER


def is_masked(name: str) -> bool:
    """Whether part of a name was taken out before publication (李某, 李××, 李X).

    >>> is_masked("李某某"), is_masked("李强")
    (True, False)
    """
    return bool(_MASK.search(normalise(name)))


def open_ends(name: str) -> tuple[str, str]:
    """What a masked name still shows at its beginning and end, in simplified characters.

    >>> open_ends("李某甲")
    ('李', '')
    """
    parts = _MASK.split(simplify(normalise(name)))
    return parts[0], _LABEL.sub("", parts[-1])


def words(name: str) -> tuple[str, ...]:
    """The words of a name that is not Chinese: capitals, no accents, no apostrophes, hyphens as spaces.

    >>> words("Søren d'Aubigné-Łoś")
    ('SOREN', 'DAUBIGNE', 'LOS')
    """
    text = unicodedata.normalize("NFKD", normalise(name).translate(_LETTERS))
    text = "".join(char for char in text if not unicodedata.combining(char)).upper()
    return tuple(re.sub(r"[^\w\s]|_", " ", re.sub(r"['’ʼ`´]", "", text)).split())


def letters(name: str) -> str:
    """The letters of a name in alphabetical order: equal for all orders and divisions of its words. For finding, not proving."""
    return "".join(sorted("".join(words(name))))


def compare(one: str, other: str) -> Likeness:
    """How two names stand to one another."""
    scripts = {script(one), script(other)}
    if scripts == {Script.HAN}:
        return _compare_han(normalise(one), normalise(other))
    if len(scripts) == 1:
        return _compare_words(one, other)
    if scripts == {Script.HAN, Script.LATIN}:
        han, latin = (one, other) if script(one) is Script.HAN else (other, one)
        return _compare_reading(han, latin)
    return Likeness.INCOMPARABLE


def _compare_han(one: str, other: str) -> Likeness:
    if is_masked(one) or is_masked(other):
        return _compare_masked(one, other)
    if one == other:
        return Likeness.SAME
    if simplify(one) == simplify(other):
        return Likeness.VARIANT
    return Likeness.SIMILAR if similarity(one, other) >= SIMILAR_HAN else Likeness.DIFFERENT


def _compare_masked(one: str, other: str) -> Likeness:
    """Masked names agree where the beginnings and the ends they show could belong to one name."""
    ends = [open_ends(name) if is_masked(name) else (simplify(name), simplify(name)) for name in (one, other)]
    if ("", "") in ends:
        return Likeness.INCOMPARABLE
    (start, end), (other_start, other_end) = ends
    starts_agree = start.startswith(other_start) or other_start.startswith(start)
    ends_agree = end.endswith(other_end) or other_end.endswith(end)
    return Likeness.MASKED if starts_agree and ends_agree else Likeness.DIFFERENT


def _compare_words(one: str, other: str) -> Likeness:
    if not words(one) or not words(other) or is_masked(one) or is_masked(other):
        return Likeness.INCOMPARABLE
    if _turnings(words(one)) & _turnings(words(other)) or sorted(words(one)) == sorted(words(other)):
        return Likeness.SAME
    return Likeness.SIMILAR if similarity(one, other) >= SIMILAR_WORDS else Likeness.DIFFERENT


def _turnings(parts: tuple[str, ...]) -> set[str]:
    """The words joined, from each of them on: LI XIAO QIANG, XIAOQIANG LI and LIXIAOQIANG meet here."""
    return {"".join(parts[start:] + parts[:start]) for start in range(len(parts))}


def surname_readings(name: str) -> frozenset[str]:
    """How the surname of a Chinese name may stand in Latin letters; empty where it is not in the table or the name is transliterated."""
    text = simplify(normalise(name))
    if "·" in text:
        return frozenset()
    reading = (READING_OF.get(text[:2]) if len(text) > 2 else None) or READING_OF.get(text[:1]) or ""
    return frozenset(reading.upper().replace("Ü", spelling) for spelling in ("YU", "U", "V", "UE")) - {""}


def _compare_reading(han: str, latin: str) -> Likeness:
    readings, parts = surname_readings(han), words(latin)
    if not readings or not parts or is_masked(latin):
        return Likeness.INCOMPARABLE
    surnames = {parts[0], parts[-1], "".join(parts[:2]), "".join(parts[-2:])}
    return Likeness.READING if readings & surnames else Likeness.OTHER_READING


def similarity(one: str, other: str) -> float:
    """How close two names of one script are, 0 to 1; 0 between scripts. Symmetric.

    Chinese: characters in common. Otherwise every word of the one name looks for its closest word in the other and the worst
    of these counts, so that a left-out middle name costs nothing and a different surname much.
    """
    if script(one) is not script(other):
        return 0.0
    if script(one) is Script.HAN:
        return fuzz.ratio(simplify(normalise(one)), simplify(normalise(other))) / 100
    first, second = words(one), words(other)
    if not first or not second:
        return 0.0
    return max(_worst_word(first, second), _worst_word(second, first))


def _worst_word(mine: tuple[str, ...], others: tuple[str, ...]) -> float:
    return min(max(OSA.normalized_similarity(word, other) for other in others) for word in mine)
