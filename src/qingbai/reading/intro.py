"""Where the list of parties ends and the case itself begins (由此进入案件由来).

Always at the start of a sentence: the procuratorate charges, the first court has tried, the private prosecutor accuses. A sentence of
the same make inside the list (an earlier conviction, an arrest by the court) is told by what follows it: more accused.
"""

import re

from qingbai.reading.text import Text

SPAN = 60_000
"""Characters within which the list of parties must end; sixty accused with counsel need about 20,000."""

_NOT = (
    r"(?!原?审?(?:公诉机关|抗诉机关)|辩护人|指定|因|曾(?:因|于|被|犯)|被|现(?:羁|押|在|住|取|因)|经(?!济)|由|后|又|其|均|系|户籍|"
    r"同(?:年|月|日)|自(?:报|行|首)|上诉人|申诉人|罪犯)"
)
_ARREST = r"(?![^。]{0,200}?(?:刑事拘留|逮捕|羁押|取保候审|监视居住|抓获))"
_INTRO = re.compile(
    # 演示市清河区人民检察院以…起诉书指控…; 公诉机关指控…
    _NOT + r"[\u4e00-\u9fff]{2,30}检察院[^。]{0,200}?(?:指控|起诉|提起公诉|诉讼)"
    r"|公诉机关(?:以|指控|于|认为)"
    # 演示市清河区人民法院审理…一案; 演示市中级人民法院于…作出…判决
    "|" + _NOT + r"[\u4e00-\u9fff]{2,30}法院[^。]{0,300}?(?:审理|受理|指控|作出|一案)"
    # 自诉人某某以被告人某某犯…向本院提起控诉
    r"|(?:原审)?自诉人[^。]{1,80}?(?:以|诉|控诉|指控|起诉)[^。]{0,80}?(?:犯|罪|向本院|一案)"
    # 原审被告人某某被控…一案; 被告人某某犯盗窃罪、被告人某某犯诈骗罪一案，由…人民检察院…
    r"|(?:原审|上诉人|被告人|罪犯|申诉人)[^。，]{1,40}?(?:被控|因犯|犯)?[^。，]{0,60}?一案"
    + _ARREST
    + r"|被告人[^。，]{1,12}犯[^。]{2,300}?一案"
    + _ARREST
    +
    # 本院受理后…; 本院于…立案
    r"|本院(?=[12]\d{3}年[^。；]{4,60}?作出)"
    r"|本院" + _ARREST + r"(?:于|受理|依法|在|审理|经|根据)"
    r"|(?:上列|上述)(?:各|[一二两三四五六七八九十]+)?(?:名)?(?:被告人|原审被告人|上诉人)" + _ARREST + r"[^的。]"
    r"|起诉书指控|现已审理终结|本案现已"
)
_LATE = re.compile(r"检察院[^。；]{0,100}?(?:起诉书|指控)|现已审理终结")
# One more accused, introduced as the head introduces them.
_ANOTHER = re.compile(
    r"[。；](?:原审)?(?:被告人|上诉人（原审被告人）)[：]?[^，。；]{1,20}，(?:[^。，]{1,30}，)?(?:男|女)[，。]"
)
_SETTLED = re.compile(r"指控|控诉|审理终结|一案|提起公诉")


def _settled(text: Text, place: int) -> bool:
    """Whether no more accused are introduced between here and the words that name the charge."""
    charge = _SETTLED.search(text.flat, place, place + 3000)
    return charge is None or _ANOTHER.search(text.flat, place, charge.start()) is None


def find_intro(text: Text, start: int) -> int | None:
    """Where the paragraph on the charge begins; ``None`` where the text breaks off before."""
    stops = (match.end() for match in re.finditer("[。；]", text.flat[start : start + SPAN]))
    places = sorted({0, *stops, *(place - start for place in text.breaks if start < place < start + SPAN)})
    for place in places:
        if _INTRO.match(text.flat, start + place) and _settled(text, start + place):
            return start + place
    late = _LATE.search(text.flat, start, start + SPAN)
    if late is None:
        return None
    return max((start + place for place in places if start + place <= late.start()), default=start)
