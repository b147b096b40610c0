"""Crimes as a verdict words them (罪名的写法): one name or several, with the sign 、 both inside names and between them."""

import re

from qingbai.law import charges as catalogue
from qingbai.reading.found import Found, Sureness

# 罪 ends a name unless it is the 罪 of 犯罪所得, 犯罪分子, 犯罪集团…
_END = re.compile(r"罪(?![所分集方活组行])(?:（[^（）]{1,12}）)?")
_BETWEEN = re.compile(r"^[、和及与，]?(?:犯)?")


def _clean(name: str) -> str:
    return re.sub(r"（(?!边)[^（）]*）", "", name)


def _split_inside(name: str, start: int) -> list[Found[str]]:
    """``抢劫、强奸罪`` names two crimes, ``窝藏、包庇罪`` one: the catalogue knows which."""
    plain = name.removesuffix("犯罪") + "罪"
    if name.endswith("犯罪") and plain in catalogue.CHARGES:
        return [Found(plain, start, start + len(name), Sureness.LIKELY)]
    if "、" not in name or catalogue.known(name):
        sure = Sureness.SURE if catalogue.known(name) else Sureness.LIKELY
        return [Found(name, start, start + len(name), sure)]
    parts = name.removesuffix("罪").split("、")
    if all(f"{part}罪" in catalogue.CHARGES for part in parts):
        found, at = [], start
        for part in parts:
            found.append(Found(f"{part}罪", at, at + len(part), Sureness.LIKELY))
            at += len(part) + 1
        return found
    return [Found(name, start, start + len(name), Sureness.LIKELY)]


def split(words: str, start: int) -> tuple[Found[str], ...]:
    """The crimes that ``words`` name; ``start`` is where they stand in the even text.

    >>> [f.value for f in split("盗窃罪、掩饰、隐瞒犯罪所得罪", 0)]
    ['盗窃罪', '掩饰、隐瞒犯罪所得罪']
    """
    found: list[Found[str]] = []
    at = 0
    for end in _END.finditer(words):
        lead = _BETWEEN.match(words[at : end.end()])
        begin = at + (lead.end() if lead else 0)
        name = _clean(words[begin : end.end()])
        if len(name) >= 3:
            found.extend(_split_inside(name, start + begin))
        at = end.end()
    return tuple(found)
