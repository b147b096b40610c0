"""What the head says about one accused (被告人基本情况): sex, birth, nationality, numbers, household, other names.

Each family looks only into the accused's own words, before the story of arrest and earlier convictions begins.
"""

import re
from dataclasses import dataclass

from qingbai.law.terms import Sex, SubjectKind
from qingbai.reading import numerals
from qingbai.reading.found import Found, Sureness
from qingbai.reading.names import places
from qingbai.reading.text import Text

_SEX = re.compile(r"(?:^|[，。；）：])(?:性别[：为]?)?(?P<sex>男|女)(?=[，。；（、]|性|$|[\d汉生出系因])")
_BORN = re.compile(
    rf"(?:出?生于|出生日期[：为]?|出生年月[：为]?|出生)(?P<after>{numerals.DATE}|{numerals.YEAR}年(?:{numerals.IN_YEAR}{{1,3}}月)?)"
    rf"|(?P<before>{numerals.DATE}|{numerals.YEAR}年(?:{numerals.IN_YEAR}{{1,3}}月)?)(?:（[^（）]{{1,12}}）)?(?:左右)?(?:出生|生)"
    rf"|(?:男|女)(?:性)?，(?P<bare>{numerals.DATE})(?=[，。](?!因|被|犯|涉嫌|经))"
)
_NATION = re.compile(
    r"(?P<unknown>国籍不明|无国籍)"
    r"|国籍[：为]?(?P<named>[\u4e00-\u9fff]{2,20})(?=[，。；（])"
    r"|[，（](?:系)?(?P<of>[\u4e00-\u9fff]{2,18}?)(?:国籍|籍)(?=[，。；）])"
    r"|[，（](?:系)?(?P<citizen>[\u4e00-\u9fff]{2,18})公民(?=[，。；）])"
    r"|[，（](?:系)?(?P<from>[\u4e00-\u9fff]{1,16}(?:国|联邦|联盟|苏丹|公国))人(?=[，。；）])"
)
_HOME = ("中国", "中华人民共和国", "香港", "澳门", "台湾", "本国")
_ID = re.compile(r"(?:公民)?(?:居民)?身份(?:证)?(?:号码|号)?[：:为是]?(?P<id>\d{17}[\dXx]|\d{15})(?![\dXx*×])")
_PASSPORT = re.compile(r"护照(?:号码|号)?[：:为是]?(?P<id>[A-Z0-9]{5,15})(?![A-Z0-9*×])")
_HOUSEHOLD = re.compile(
    r"(?:户籍所在地|户籍登记地|户籍地址|户籍住址|户籍地|户口所在地|户籍)(?:[及和、与](?:现|捕前|暂)?(?:居)?住(?:址|所地|所|地|处)?|住所地)?(?:均)?[：为在系是]{0,2}(?P<place>[\u4e00-\u9fffA-Za-z\d×\-－—]{2,60}?)(?=[，。；（）、]|住|现住|因|$)"
)
_ALIAS = re.compile(
    r"(?:曾用名|又名|别名|化名|绰号|外号|小名|乳名|英文名|外文名|中文名|原名|法名|译名|网名)[：为叫]?(?P<names>[“\"]?[^，。；）（]{1,40})"
)
_SHORT_NAME = re.compile(r"（(?:以)?下?简称[：为“\"]{0,2}(?P<short>[^”\"）]{2,30})")
_LATIN_ALIAS = re.compile(r"^（(?P<latin>[A-Za-z][A-Za-z .,，'\-·]{2,60})）")


def _born(text: Text, start: int, end: int) -> Found[str] | None:
    match = _BORN.search(text.flat, start, end)
    if not match:
        return None
    group = next(name for name in ("after", "before", "bare") if match[name])
    words = match[group]
    sure = Sureness.SURE if group == "before" else Sureness.LIKELY if group == "bare" else Sureness.SURE
    full = numerals.day(words)
    if full:
        value = full.isoformat()
    else:
        part = re.fullmatch(r"([12]\d{3})年(?:(\d{1,2})月)?", words)
        if not part or (part[2] and not 1 <= int(part[2]) <= 12):
            return None
        value = part[1] + (f"-{int(part[2]):02d}" if part[2] else "")
    return Found(value, match.start(group), match.end(group), sure)


def _nationality(text: Text, start: int, end: int) -> Found[str] | None:
    for match in _NATION.finditer(text.flat, start, end):
        group = next(name for name in ("named", "of", "citizen", "from", "unknown") if match[name])
        value = match[group]
        if value.startswith(_HOME) or (
            group in ("of", "citizen") and not re.search(r"国|共和|联邦|联盟|王国|籍", value + "国" * (group == "of"))
        ):
            continue
        if group == "of" and re.search(r"[省市县区州原户住祖]", value):
            continue
        return Found(value, match.start(group), match.end(group))
    return None


def _group(pattern: re.Pattern[str], group: str, text: Text, start: int, end: int) -> Found[str] | None:
    match = pattern.search(text.flat, start, end)
    return Found(match[group], match.start(group), match.end(group)) if match else None


# Where the comma after another name is lost: 曾用名吴桐男1992年…; what is longer than a name, or nothing but a mask, is none.
_ALIAS_ENDS = re.compile(r"[男女](?=[\d汉，。]|$)|绰号|又名|别名|化名|外号|无(?:固定|业|职)|系|农民|[“”\"]")
_NO_ALIAS = re.compile(r"[男女]?\d|[×XＸ*]+$|.{2,}[省市县区]")


_A_PLACE = re.compile(r"(?!同|登记|不详|不明|本[市县区省]$).*[省市县区州旗镇乡村国]")


def _household(text: Text, start: int, end: int) -> Found[str] | None:
    """The household place, where what follows the word is a place: not 户籍地同上."""
    found = _group(_HOUSEHOLD, "place", text, start, end)
    return found if found and _A_PLACE.match(found.value) else None


def _other_names(words: str, at: int) -> list[Found[str]]:
    """The names of a list of other names, each with its place."""
    found = []
    for part in re.finditer(r"[^、“”\"和及]+", words):
        cut = _ALIAS_ENDS.search(part.group())
        name = part.group()[: cut.start()] if cut else part.group()
        if name and not _NO_ALIAS.match(name) and (len(name) <= 8 or "·" in name or name.isascii()):
            found.append(Found(name, at + part.start(), at + part.start() + len(name)))
    return found


def _aliases(text: Text, name_end: int, end: int, kind: SubjectKind) -> tuple[Found[str], ...]:
    found: list[Found[str]] = []
    short = _SHORT_NAME.search(text.flat, name_end, min(end, name_end + 80))
    if short and kind is SubjectKind.UNIT:
        found.append(Found(short["short"], short.start("short"), short.end("short")))
    latin = _LATIN_ALIAS.match(text.flat[name_end:end])
    if latin and not _NO_ALIAS.match(latin["latin"]):
        found.append(Found(latin["latin"], name_end + 1, name_end + 1 + len(latin["latin"])))
    for match in _ALIAS.finditer(text.flat, name_end, end):
        found.extend(_other_names(match["names"], match.start("names")))
    return tuple(found)


def _sex(text: Text, start: int, end: int) -> Found[Sex] | None:
    match = _SEX.search(text.flat[start : min(end, start + 160)])
    if not match:
        return None
    at = start + match.start("sex")
    return Found(Sex.MALE if match["sex"] == "男" else Sex.FEMALE, at, at + 1)


_TOLD = re.compile(
    rf"[，（](?P<sex>男|女)[，）](?:(?P<after>{numerals.DATE})(?:出生|生))?"
    rf"|[，]?(?:于(?P<on>{numerals.DATE})出生|出?生于(?P<of>{numerals.DATE})|的?出生日期[为：](?P<is>{numerals.DATE}))"
)


def _elsewhere(text: Text, name: str, intro: int) -> tuple[Found[Sex] | None, Found[str] | None]:
    """Sex and birth where only the evidence tells them: 户籍证明：被告人某某，男，1988年10月18日出生."""
    sex: Found[Sex] | None = None
    born: Found[str] | None = None
    for place in places(text.flat, name, intro):
        match = _TOLD.match(text.flat, place + len(name))
        if not match:
            continue
        if match["sex"] and sex is None:
            value = Sex.MALE if match["sex"] == "男" else Sex.FEMALE
            sex = Found(value, match.start("sex"), match.end("sex"), Sureness.LIKELY)
        group = next((part for part in ("after", "on", "of", "is") if match[part]), None)
        day = numerals.day(match[group]) if group else None
        if group and day and born is None:
            born = Found(day.isoformat(), match.start(group), match.end(group), Sureness.LIKELY)
        if sex and born:
            break
    return sex, born


# Whose kin the person is, right beside the name: 某某的妻子, 其丈夫某某, 某某（赵石堤之子）.
_HAS = re.compile(
    r"(?:(?:的|之)?(?P<M>妻子|前妻|老婆)|(?:的|之)(?P<M2>妻|女朋友|女友)|(?:的|之)(?P<F>丈夫|前夫|老公|男朋友|男友))(?!的)"
)
_IS_OF = re.compile(
    r"[的其之我他她](?:(?P<M>丈夫|前夫|老公|父亲|儿子|哥哥|弟弟|男友|男朋友|女婿)|(?P<F>妻子|妻|前妻|老婆|母亲|女儿|姐姐|妹妹|女友|女朋友|儿媳))(?:被告人|上诉人)?$"
)
_IS_CALLED = re.compile(
    r"(?:（系?|系|是)(?:被告人)?[^，。；（）是系]{1,6}?(?:(?P<M>(?:之|的)(?:子|夫|父|兄|弟|儿子|丈夫|父亲|哥哥|弟弟))|(?P<F>(?:之|的)(?:女|妻|母|姐|妹|女儿|妻子|母亲|姐姐|妹妹)))(?=[，。；）])"
)
_LONGER_NAME = re.compile(r"[\d甲乙丙丁戊己庚辛某×XＸ]")
_MASKED = re.compile(r"[某×XＸ]")


def _by_kin(text: Text, name: str, intro: int) -> Found[Sex] | None:
    """The sex that words of kinship beside the name tell, where they all agree. A masked name may be another's: only plain words count."""
    masked = _MASKED.search(name) is not None
    told: dict[Sex, Found[Sex]] = {}
    for place in places(text.flat, name, intro) if len(name) > 1 else ():
        end = place + len(name)
        if _LONGER_NAME.match(text.flat, end):
            continue
        match = _IS_CALLED.match(text.flat, end)
        if match is None and not masked:
            match = _HAS.match(text.flat, end) or _IS_OF.search(text.flat, max(0, place - 12), place)
        if match:
            group = match.lastgroup or ""
            sex = Sex.MALE if group.startswith("M") else Sex.FEMALE
            sure = Sureness.DOUBTFUL if masked else Sureness.LIKELY
            told.setdefault(sex, Found(sex, match.start(group), match.end(group), sure))
    return next(iter(told.values())) if len(told) == 1 else None


# The person's own particulars stand before the story of arrest and earlier convictions.
_STORY = re.compile(r"因(?:涉嫌|犯|本案)|曾因|被(?:刑事拘留|羁押|逮捕|抓获|取保)")


@dataclass(frozen=True, slots=True)
class Particulars:
    """What the document says about one accused besides name and role."""

    sex: Found[Sex] | None = None
    born_on: Found[str] | None = None
    nationality: Found[str] | None = None
    id_number: Found[str] | None = None
    passport: Found[str] | None = None
    household: Found[str] | None = None
    aliases: tuple[Found[str], ...] = ()


def read_particulars(text: Text, name: Found[str], end: int, intro: int, kind: SubjectKind) -> Particulars:
    """Read what stands between a name and the end of its segment, and, failing that, what the evidence tells."""
    if kind is SubjectKind.UNIT:
        return Particulars(aliases=_aliases(text, name.end, min(end, name.end + 60), kind))
    story = _STORY.search(text.flat, name.end, end)
    near = story.start() if story else end
    sex, born = _sex(text, name.end, near), _born(text, name.end, near)
    if sex is None or born is None:
        told_sex, told_born = _elsewhere(text, name.value, intro)
        sex, born = sex or told_sex or _by_kin(text, name.value, intro), born or told_born
    return Particulars(
        sex=sex,
        born_on=born,
        nationality=_nationality(text, name.end, end),
        id_number=_group(_ID, "id", text, name.end, end),
        passport=_group(_PASSPORT, "id", text, name.end, end),
        household=_household(text, name.end, end),
        aliases=_aliases(text, name.end, near, kind),
    )
