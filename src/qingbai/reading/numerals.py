"""Numbers, money, periods and dates in every form that judgments write them (数字).

Plain (``37``, ``1，581``, ``3.5万``), spoken (``三十七``, ``一千五百八十一``, ``廿五``), by place (``二〇二四``) and formal (``贰万伍仟``).
Nothing here guesses: a form that is not known, or a date that the calendar does not have, gives ``None``.
"""

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

_DIGITS = {
    c: n
    for n, cs in enumerate(
        ["〇零OoΟ〇", "一壹弌", "二贰两貳", "三叁参叄", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖"]
    )
    for c in cs
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_SHORT = {"廿": 20, "卅": 30}
_MYRIADS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}

CHINESE = "〇零OoΟ一壹弌二贰两貳三叁参叄四肆五伍六陆陸七柒八捌九玖十拾百佰千仟廿卅"
NUMBER = rf"(?:\d+(?:[，,]\d{{3}})*(?:\.\d+)?|[{CHINESE}]+)"
"""A number below the myriad sign, as a pattern."""


def _spoken(text: str) -> int | None:
    """``三千五百``, ``十二``, ``廿五``: digits with their place names."""
    total = digit = 0
    last = 10_000
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _SHORT:
            total, digit, last = total + _SHORT[character], 0, 10
        else:
            place = _TENS.get(character)
            if place is None or place >= last:
                return None
            total, digit, last = total + (digit or 1) * place, 0, place
    return total + digit


def _by_place(text: str) -> int | None:
    """``二〇二四``: digits only."""
    return int("".join(str(_DIGITS[character]) for character in text)) if all(c in _DIGITS for c in text) else None


_PLAIN = re.compile(r"\d+(?:[，,]\d{3})*(?:\.\d+)?")
_WITH_PLACE = re.compile(r"\d+\.?\d*[百千佰仟]")


def _small(text: str) -> int | Fraction | None:
    """A number without myriad signs."""
    if text.isdigit() and text.isascii():
        return int(text)
    if _PLAIN.fullmatch(text):
        return Fraction(text.replace("，", "").replace(",", ""))
    if _WITH_PLACE.fullmatch(text):
        return Fraction(text[:-1].rstrip(".")) * _TENS[text[-1]]
    if not text or any(c not in _DIGITS and c not in _TENS and c not in _SHORT for c in text):
        return None
    return _by_place(text) if len(text) > 1 and all(c in _DIGITS for c in text) else _spoken(text)


def number(text: str) -> int | Fraction | None:
    """The number that ``text`` writes, or ``None``.

    >>> number("一百二十三"), number("3.5万"), number("贰万伍仟"), number("1，581"), number("三万五")
    (123, 35000, 25000, 1581, 35000)
    """
    total: int | Fraction = 0
    rest = text
    scale: int | None = None
    while rest:
        place = next((index for index, character in enumerate(rest) if character in _MYRIADS), None)
        head = rest if place is None else rest[:place]
        value = _small(head) if head else None
        if value is None:
            return None
        if place is None:
            total += _tail(head, value, scale)
            break
        scale = _MYRIADS[rest[place]]
        total, rest = _grown(total, value, scale), rest[place + 1 :]
    if not text:
        return None
    return int(total) if total.denominator == 1 else Fraction(total)


def _tail(head: str, value: int | Fraction, scale: int | None) -> int | Fraction:
    """``三万五`` is 35,000 and ``三万零五`` is 30,005: a lone digit after a myriad sign counts its next lower place."""
    if scale is not None and len(head) == 1 and head in _DIGITS and _DIGITS[head]:
        return Fraction(value * scale, 10)
    return value


def _grown(total: int | Fraction, value: int | Fraction, scale: int) -> int | Fraction:
    """``二万亿``: a greater sign lifts what stands before it; otherwise the parts add up."""
    return (total + value) * scale if total and scale > total else total + value * scale


MONEY = rf"(?:\d[\d，,]*(?:\.\d+)?(?:余)?[百千佰仟]?[万亿]?(?:\d+[千仟]?)?|[{CHINESE}万亿萬億]+)(?:余)?(?:元|圆)?(?:[{CHINESE}\d]角)?(?:[{CHINESE}\d]分)?"
"""An amount, with or without 元, as a pattern."""

_AMOUNT = re.compile(
    rf"(?P<number>[\d，,.{CHINESE}万亿萬億]+?)(?:元|圆)?(?:(?P<jiao>[{CHINESE}\d])角)?(?:(?P<fen>[{CHINESE}\d])分)?"
)


def yuan(text: str) -> int | float | None:
    """An amount of money in yuan.

    >>> yuan("人民币三万元"), yuan("0.5万元"), yuan("20，000元"), yuan("五仟元整"), yuan("十二元五角")
    (30000, 5000, 20000, 5000, 12.5)
    """
    plain = re.sub(r"^(?:人民币|现金|共计|计|各|￥|RMB)+|整$|正$|余", "", text)
    match = _AMOUNT.fullmatch(plain)
    if not match or re.match(r"\d{5,}(?:\.\d+)?万", plain):  # 50000万元 is a slip for one of two amounts
        return None
    value = number(match["number"].rstrip("，,"))
    if value is None:
        return None
    total = Fraction(value) + Fraction(int(_unit(match["jiao"])), 10) + Fraction(int(_unit(match["fen"])), 100)
    return int(total) if total.denominator == 1 else float(total)


def _unit(character: str | None) -> int:
    if not character:
        return 0
    return int(character) if character.isdigit() and character.isascii() else _DIGITS.get(character, 0)


_N = rf"[\d{CHINESE}]"
PERIOD = rf"(?:{_N}{{1,4}}年(?:半)?|半年)?(?:零|又|另|外加)?(?:{_N}{{1,4}}个?半?月|半个?月|{_N}{{1,3}}个半月)?(?:零|又|另|外加)?(?:{_N}{{1,4}}个?[天日])?"
"""A period of years, months and days, as a pattern that also matches nothing."""

_PERIOD = re.compile(
    rf"(?:(?P<years>{_N}+?)(?:个)?年(?P<half>半)?|(?P<halfyear>半年))?(?:零|又|另|外加)?"
    rf"(?:(?P<months>{_N}+?)个?(?P<halfmonth>半)?月|(?P<onlyhalf>半个?月))?(?:零|又|另|外加)?(?:(?P<days>{_N}+?)个?[天日])?"
)


@dataclass(frozen=True, slots=True)
class Period:
    """Months and days (刑期); half a month is fifteen days, half a year six months."""

    months: int
    days: int = 0


def period(text: str) -> Period | None:
    """A period in months and days.

    >>> period("三年六个月"), period("一年零十五日"), period("半年"), period("四个半月")
    (Period(months=42, days=0), Period(months=12, days=15), Period(months=6, days=0), Period(months=4, days=15))
    """
    match = _PERIOD.fullmatch(text)
    if not text or not match:
        return None
    parts: list[int] = []
    for name in ("years", "months", "days"):
        value = number(match[name].lstrip("零") or match[name]) if match[name] else 0
        if not isinstance(value, int):
            return None
        parts.append(value)
    months = parts[0] * 12 + parts[1] + (6 if match["half"] or match["halfyear"] else 0)
    days = parts[2] + (15 if match["halfmonth"] or match["onlyhalf"] else 0)
    return Period(months, days)


YEAR = r"(?:[12]\d{3}|[一二][〇零OoΟ0-9一二三四五六七八九]{3})"
IN_YEAR = r"[\d〇零OoΟ元正一二三四五六七八九十廿卅]"
DATE = rf"{YEAR}[年至\-./]{IN_YEAR}{{1,3}}[月\-./]{IN_YEAR}{{1,4}}[日号]?"
"""A full date, as a pattern."""

_DATE = re.compile(rf"(?P<y>{YEAR})[年至\-./]\s?(?P<m>{IN_YEAR}{{1,3}})[月\-./]\s?(?P<d>{IN_YEAR}{{1,4}})[日号]?")


def _calendar_number(text: str) -> int | None:
    if text in ("元", "正"):
        return 1
    value = number(text.lstrip("0零〇") or text)
    return value if isinstance(value, int) else None


def day(text: str) -> date | None:
    """A full date; ``None`` where the calendar has no such day.

    >>> day("二〇二四年三月十一日"), day("2024年2月30日"), day("二○一○年十月廿一日".replace("○", "〇"))
    (datetime.date(2024, 3, 11), None, datetime.date(2010, 10, 21))
    """
    match = _DATE.fullmatch(text)
    if not match:
        return None
    year = "".join(str(_DIGITS[c]) if c in _DIGITS else c for c in match["y"])
    month, of_month = _calendar_number(match["m"]), _calendar_number(match["d"])
    if month is None or of_month is None:
        return None
    try:
        return date(int(year), month, of_month)
    except ValueError:
        return None


def chinese(value: int) -> str:
    """A number below 100,000,000 as courts write it: ``10500`` is 一万零五百."""
    if value >= 10_000:
        high, low = divmod(value, 10_000)
        joint = "零" if 0 < low < 1000 else ""
        return chinese(high) + "万" + (joint + chinese(low) if low else "")
    words, gap = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, place)
        if digit:
            words += ("零" if gap and words else "") + "零一二三四五六七八九"[digit] + name
            gap = False
        else:
            gap = True
    words = words.removeprefix("一") if words.startswith("一十") else words
    return words or "零"
