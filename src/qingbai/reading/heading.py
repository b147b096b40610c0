"""The head of a document (首部): court, kind of document, case number, instance, who prosecutes.

Laid down as: full name of the court, kind of document, case number, then the parties. Web pages put a title before it, copying
glues the lines together, older case numbers name court and division in words: （2015）某刑二初字第00092号.
"""

import re
from dataclasses import dataclass

from qingbai.law.terms import Instance
from qingbai.reading.found import Found, Problem, Sureness
from qingbai.reading.text import Text

HEAD = 3000
"""Characters of the even text within which the head is looked for."""

CASE_NUMBER = re.compile(
    r"（(?P<year>(?:19|20)\d\d)）(?P<body>(?:[\u4e00-\u9fff\d\-—－、之]|（[\u4e00-\u9fff]{1,3}）){1,30}?)号(?P<tail>之[一二三四五六七八九十])?"
)
_AGAIN = re.compile(
    rf"[、，]?{CASE_NUMBER.pattern}[、，]?".replace("?P<year>", "?:")
    .replace("?P<body>", "?:")
    .replace("?P<tail>", "?:")
)
_KINDS = {"判决书": "judgment", "裁判书": "judgment", "裁定书": "ruling", "决定书": "decision", "调解书": "mediation"}
# 刑事判决书, 刑事附带民事裁定书, 刑事附民事判决书, 再审决定书: the last one stands right before the case number.
_TITLE = re.compile(r"(?:刑事(?:附带?民事)?|减刑|假释|再审|驳回申诉)(?P<kind>判决书|裁判书|裁定书|决定书|调解书)")
_COURT = re.compile(r"[\u4e00-\u9fff]{2,40}?法院(?=[、，]?$)")
# What a court's own name never holds, so that a title glued before it falls away: …一审刑事判决书 | 演示市清河区人民法院.
_NOT_COURT = re.compile(r"[书案罪网号容罚页]")
_PREFIX = "中华人民共和国"

_NO_BRACKETS = re.compile(r"(?<!\d)(?:19|20)\d\d[\u4e00-\u9fff]{1,3}\d{0,4}刑[\u4e00-\u9fff]{1,3}\d{1,6}号")
_NO_YEAR = re.compile(r"[\u4e00-\u9fff]{1,8}刑[\u4e00-\u9fff]{0,4}字第\d{1,6}号")

_INSTANCES = (
    (Instance.RETRIAL, re.compile(r"再|抗|提字")),
    (Instance.COMMUTATION, re.compile(r"刑更|刑执|执减|刑减|减字|减刑|假字|刑假|刑执字|执字")),
    (Instance.REVIEW, re.compile(r"刑核|刑复|复核|死核|死复|刑五复|核字|复字")),
    (Instance.APPEAL, re.compile(r"终")),
    (Instance.FIRST, re.compile(r"初|重|自字")),
)

_OFFICE = r"[\u4e00-\u9fff]{2,40}?检察院(?:第[一二三四五六]分院|[\u4e00-\u9fff]{2,6}分院)?"
_PROSECUTOR = re.compile(rf"(?P<role>公诉机关|抗诉机关|公诉人)(?:（[^（）]{{1,20}}）)?[：，]?(?P<name>{_OFFICE})")
_CHARGING = re.compile(
    rf"(?:^|[。；，])(?P<name>{_OFFICE})(?:于[^。；，]{{4,14}})?[，]?(?:以[^。；]{{0,80}}?(?:起诉书|号)|指控)"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """The head as read; ``end`` is where the parties begin."""

    court: Found[str] | None
    document: Found[str] | None
    case_number: Found[str] | None
    instance: Found[Instance] | None
    end: int
    problems: tuple[Problem, ...] = ()


def _court_before(text: Text, end: int) -> Found[str] | None:
    """The court's name that ends right before ``end``."""
    start = max(0, end - 60)
    window = text.flat[start:end].rstrip("、，")
    match = re.search(r"[\u4e00-\u9fff]{2,50}法院$", window)
    if not match:
        return None
    left, right = start + match.start(), start + match.end()
    cuts = [place for place in text.breaks if left < place < right]
    left = max([left, *cuts])
    for mark in _NOT_COURT.finditer(text.flat, left, right):
        left = mark.end()
    if text.flat.startswith(_PREFIX, left) and right - left > len(_PREFIX) + 4:
        left += len(_PREFIX)
    name = text.flat[left:right]
    return Found(name, left, right) if len(name) >= 4 and not re.match(r"(?:高级|中级|人民)", name) else None


def instance_of(body: str) -> Instance:
    """The instance that the words of a case number name.

    >>> instance_of("演0101刑初17"), instance_of("演刑二终字第9")
    (<Instance.FIRST: 'first'>, <Instance.APPEAL: 'appeal'>)
    """
    return next((instance for instance, pattern in _INSTANCES if pattern.search(body)), Instance.OTHER)


@dataclass(frozen=True, slots=True)
class _Title:
    """A kind of document named in the head, with the court before it and the case number after it."""

    words: re.Match[str]
    court: Found[str] | None
    number: re.Match[str] | None


def _titles(text: Text) -> list[_Title]:
    """Every title within the head."""
    found = []
    for words in _TITLE.finditer(text.flat, 0, HEAD):
        number = CASE_NUMBER.search(text.flat, words.end(), words.end() + 70)
        if number and "检" in number["body"]:
            number = None
        found.append(_Title(words, _court_before(text, words.start()), number))
    return found


def _misshapen(text: Text, start: int) -> tuple[Problem, ...]:
    """A case number that is there but not in the prescribed form."""
    for code, pattern in (("case_number_without_brackets", _NO_BRACKETS), ("case_number_without_year", _NO_YEAR)):
        match = pattern.search(text.flat, start, start + 120)
        if match:
            return (Problem(code, "case_number", {"written": match.group()}),)
    return ()


def _chosen(titles: list[_Title]) -> _Title:
    """The title that stands right before the case number; among those of one number, one with the court before it.

    A later title with another number is a citation, not the head.
    """
    numbered = [title for title in titles if title.number]
    if not numbered:
        return next((title for title in titles if title.court), titles[0])
    first = numbered[0]
    same = [
        title for title in numbered if title.number and first.number and title.number.group() == first.number.group()
    ]
    return next((title for title in same if title.court), first)


def read_heading(text: Text) -> Heading:
    """Read the head. Whatever is not there stays ``None``."""
    titles = _titles(text)
    if not titles:
        return Heading(None, None, None, None, 0, _misshapen(text, 0))
    title = _chosen(titles)
    kind = Found(_KINDS[title.words["kind"]], title.words.start(), title.words.end())
    number = title.number
    if number is None:
        return Heading(title.court, kind, None, None, title.words.end(), _misshapen(text, title.words.end()))
    near = Sureness.SURE if number.start() - title.words.end() < 4 else Sureness.LIKELY
    case_number = Found(number.group(), number.start(), number.end(), near)
    instance = Found(instance_of(number["body"]), number.start("body"), number.end("body"), near)
    again = _AGAIN.match(text.flat, number.end())
    return Heading(title.court, kind, case_number, instance, again.end() if again else number.end())


def read_prosecutor(text: Text, start: int, intro: int) -> Found[str] | None:
    """The procuratorate that charged: as the head names it, else as the paragraph on the charge names it."""
    named = list(_PROSECUTOR.finditer(text.flat, start, intro))
    named.sort(key=lambda match: match["role"] == "抗诉机关")
    if named:
        return _trimmed(named[0]["name"], named[0].start("name"), Sureness.SURE)
    match = _CHARGING.search(text.flat, max(0, intro - 1), intro + 400)
    return _trimmed(match["name"], match.start("name"), Sureness.LIKELY) if match else None


_NO_OFFICE = re.compile(r"由|[暨兼](?:原审)?附带民事公益诉讼(?:起诉)?人|(?:原)?(?:公诉|抗诉)机关")


def _trimmed(name: str, start: int, sure: Sureness) -> Found[str]:
    """The procuratorate without the words of its roles that stand before its name."""
    while match := _NO_OFFICE.match(name):
        name, start = name[match.end() :], start + match.end()
    return Found(name, start, start + len(name), sure)
