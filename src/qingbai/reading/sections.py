"""Where the parts of a document lie (结构): the operative part, the earlier judgments it restates, and the signature block.

The operative part opens with the prescribed words 判决如下, 裁定如下 or 决定如下 and ends before the notice of appeal, the words
that make it final, or the judges' names. Where the prescribed words are missing, nobody can say where the verdict begins: it is
not looked for.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qingbai.reading import numerals
from qingbai.reading.found import Found, Problem, Sureness
from qingbai.reading.names import Names
from qingbai.reading.text import Text

_FORMULA = re.compile(r"(?:判决|裁定|决定)如下[：，。]?")
_CLOSING = re.compile(
    r"如不服本|如不服|本(?:判决|裁定|决定)(?:书)?(?:为|系|是)终审|(?<=[。；）])本?(?:判决|裁定|决定)(?:书)?[^。；，]{0,12}发生法律效力"
    r"|可在(?:接到|收到)|(?:代理|助理)?审判[长员]|人民陪审员|[（]此页无正文"
)
_JUDGE = re.compile(r"(?:代理|助理)?审判[长员]|审。判。长|人民陪审员")
_CHINESE_DAY = re.compile(
    r"[一二][〇零OoΟ○一二三四五六七八九]{3}年[元正〇零一二三四五六七八九十廿]{1,3}月[〇零一二三四五六七八九十廿卅]{1,4}日"
)
_ANY_DAY = re.compile(rf"{numerals.YEAR}[年至]{numerals.IN_YEAR}{{1,3}}月{numerals.IN_YEAR}{{1,4}}日")
_RUINED_DAY = re.compile(
    r"[一二12].{1,4}年[元正〇零一二三四五六七八九十\d]{1,3}月[〇零一二三四五六七八九十廿\d]{1,4}日"
)
_APPENDIX = re.compile(r"附(?:相关|本案|录|：|法律|有关)|相关法律|《中华人民共和国刑")

# What an earlier court decided is told in the words of a verdict: 被告人某某犯盗窃罪，判处…; 以盗窃罪判处被告人某某…; 判决：一、….
_FINDING = re.compile(
    r"(?P<guilty>(?:均|各)?犯[^，。；：（）]{1,60}?罪(?:（[^（）]{1,12}）)?[，：]?(?:各|均|分别)?(?:判处|免[予于]|单处))"
    r"|(?P<crime>以(?:犯)?[^，。；：（）以]{2,60}罪[，]?(?:在法定刑以下)?(?:分别|各|均)?(?:判处|改判|对|免[予于]))"
    r"|(?P<penalty>判处(?:原审)?(?:被告人|上诉人)?)"
    r"|(?P<list>(?:判决|裁定)(?:如下)?：(?=[“一（1被原]))"
    r"|(?P<free>(?:判决|宣告)[：，]?(?:原审)?(?:被告人)?)"
)
_AFTER_PENALTY = re.compile(r"(?:有期|无期|死刑|拘役|管制|罚金)")
_AFTER_FREE = re.compile(r"[^。；，]{0,60}?(?:无罪|不负)")


def _finds(flat: str, found: re.Match[str], names: Names) -> bool:
    """Whether words that may tell a finding stand beside an accused's name."""
    if found.lastgroup == "guilty":
        return names.before(flat, found.start()) is not None
    if found.lastgroup in ("crime", "list"):
        return True
    name = names.at(flat, found.end())
    if name is None:
        return False
    after = _AFTER_PENALTY if found.lastgroup == "penalty" else _AFTER_FREE
    return after.match(flat, found.end() + len(name)) is not None


# … unless somebody only asks for it, or it is an earlier conviction told as evidence.
_ASKED = re.compile(
    r"建议|请求|要求|上诉称|辩称|辩护|申诉|应当以|应以|曾因|前科|另案|已判决|判决书(?:证|，证|、)|证实|证明|供述|检察院(?:认为|提出)"
)
_LONGEST_SENTENCE = 2_000
_CLAUSE = re.compile(r"[。；：]")
_RESTATED_END = re.compile(
    r"宣判后|判决后|裁定后|(?:均)?不服|提出上诉|提起上诉|提出抗诉|提起抗诉|上诉(?:及其辩护人)?(?:辩护)?[称提]|上诉理由|抗诉机关|抗诉称|抗诉认为|抗诉提出|辩护人|辩称"
    r"|经(?:二审|再审|本院)?审理查明|再审查明|二审查明|本院查明|另查明|经查|申诉|公诉机关|本院认为|本院依法|本院受理|现已审理终结|检察院(?:认为|提出|意见)"
    r"|出庭检察员|出庭意见|上述事实|认定上述|执行机关"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The operative part: the span of its words, and whether its end is marked."""

    formula: int
    start: int
    end: int
    closed: bool


@dataclass(frozen=True, slots=True)
class Signature:
    """The signature block: whether judges are named, and its day."""

    judges: bool
    day: Found[date] | None
    problems: tuple[Problem, ...] = ()


def find_verdict(text: Text, start: int) -> Verdict | None:
    """The last operative part of the text: what earlier courts decided is told before it."""
    formulas = list(_FORMULA.finditer(text.flat, start))
    if not formulas:
        return None
    last = formulas[-1]
    closing = _CLOSING.search(text.flat, last.end())
    return Verdict(last.start(), last.end(), closing.start() if closing else len(text.flat), closing is not None)


def read_signature(text: Text, start: int) -> Signature:
    """The signature block after ``start``."""
    judge = _JUDGE.search(text.flat, start)
    begin = judge.start() if judge else start
    appendix = _APPENDIX.search(text.flat, begin)
    end = min(appendix.start() if appendix else len(text.flat), begin + 600)
    # A remark may stand between the notice of appeal and the judges; the day follows the judges.
    for pattern, sure in ((_CHINESE_DAY, Sureness.SURE), (_ANY_DAY, Sureness.LIKELY)):
        match = pattern.search(text.flat, begin, end)
        value = numerals.day(match.group()) if match else None
        if match and value:
            days = {numerals.day(again.group()) for again in pattern.finditer(text.flat, match.end(), end)} - {
                None,
                value,
            }
            sure = Sureness.DOUBTFUL if days and _JUDGE.search(text.flat, match.end(), end) else sure
            return Signature(judge is not None, Found(value, match.start(), match.end(), sure))
    ruined = _RUINED_DAY.search(text.flat, begin, end)
    problems = (Problem("pronounced_on_unreadable", "pronounced_on", {"written": ruined.group()}),) if ruined else ()
    return Signature(judge is not None, None, problems)


def restated(text: Text, start: int, end: int, names: Names) -> Iterator[tuple[int, int]]:
    """Every stretch of ``flat[start:end]`` that tells what an earlier court decided, in order."""
    at = done = start
    while at < end:
        found = _FINDING.search(text.flat, at, end)
        if not found:
            return
        near = max(done, found.start() - _LONGEST_SENTENCE)
        begin = max(near, text.flat.rfind("。", near, found.start()) + 1)
        clause = max((mark.end() for mark in _CLAUSE.finditer(text.flat, begin, found.start())), default=begin)
        if not _finds(text.flat, found, names) or _ASKED.search(text.flat, clause, found.start()):
            at = found.start() + 1
            continue
        stop = _RESTATED_END.search(text.flat, found.end(), end)
        last = stop.start() if stop else end
        yield begin, last
        at = done = max(last, found.end())
