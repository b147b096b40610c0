"""The parties (当事人): who is accused, with what the head says about each.

Each party opens a sentence with its role: ``被告人赵石堤，男，1980年3月9日出生…``, ``上诉人（原审被告人）…``, ``被告单位…``.
Roles that only concern damages (附带民事诉讼被告人) are not accused. Texts that lost their commas or got blanks instead are read too.
"""

import re
from dataclasses import dataclass

from qingbai.law.terms import Sex, SubjectKind
from qingbai.reading import numerals
from qingbai.reading.found import Found, Sureness
from qingbai.reading.names import places
from qingbai.reading.text import Text

_BASE = (
    "公诉机关|抗诉机关|刑罚执行机关|执行机关|提请机关|"
    "附带民事诉讼(?:原告|被告)(?:人|单位)?|附带民事诉讼|"
    "自诉人|反诉自诉人|指定辩护人|辩护人|法律援助机构|诉讼代理人|委托诉讼代理人|委托代理人|法定代理人|诉讼代表人|法定代表人|"
    "指定代理人|代理人|负责人|被害人|翻译人员|翻译|监护人|合适成年人|"
    "上诉单位|被上诉人|上诉人|申诉人|申请再审人|再审申请人|抗诉人|被申诉人|反诉被告人|被告单位|被告人|被告|罪犯"
)
_BEFORE = r"(?:原审|原|一审|二审|再审|上列|上述)?(?:[一二三四五六七八九十]+)?"
# 被告人; 上诉人（原审被告人）; 自诉人暨附带民事诉讼原告人及反诉被告人
_ROLE = re.compile(
    rf"{_BEFORE}(?:{_BASE})(?:（[^（）]{{0,40}}）)?(?:[暨兼及并、](?:原审|原|一审|二审)?(?:{_BASE})(?:（[^（）]{{0,40}}）)?){{0,3}}"
)
_CIVIL = re.compile(r"附带民事(?:诉讼)?被告(?:人|单位)?|民事被告人?|反诉自诉人|反诉被告人")
_ACCUSED = re.compile(r"被告(?:人|单位)?|罪犯")

# Where the story of the case begins and the list of parties ends: always at the start of a sentence.
_NOT_INTRO = (
    r"(?!原?审?(?:公诉机关|抗诉机关)|辩护人|指定|因|曾(?:因|于|被|犯)|被|现(?:羁|押|在|住|取|因)|经(?!济)|由|后|又|其|均|系|户籍|"
    r"同(?:年|月|日)|自(?:报|行|首)|上诉人|申诉人|罪犯)"
)
_INTROS = (
    # 演示市清河区人民检察院以…起诉书指控…; 公诉机关指控…
    _NOT_INTRO + r"[\u4e00-\u9fff]{2,30}检察院[^。]{0,200}?(?:指控|起诉|提起公诉|诉讼)",
    r"公诉机关(?:以|指控|于|认为)",
    # 演示市清河区人民法院审理…一案; 演示市中级人民法院于…作出…判决
    _NOT_INTRO + r"[\u4e00-\u9fff]{2,30}法院[^。]{0,300}?(?:审理|受理|指控|作出|一案)",
    # 自诉人某某以被告人某某犯…向本院提起控诉
    r"(?:原审)?自诉人[^。]{1,80}?(?:以|诉|控诉|指控|起诉)[^。]{0,80}?(?:犯|罪|向本院|一案)",
    # 原审被告人某某被控…一案
    r"(?:原审|上诉人|被告人|罪犯|申诉人)[^。，]{1,40}?(?:被控|因犯|犯)?[^。，]{0,60}?一案",
    # 被告人某某犯盗窃罪、被告人某某犯诈骗罪一案，由…人民检察院…
    r"被告人[^。，]{1,12}犯[^。]{2,300}?一案",
    r"本院(?:于|受理|依法|在|审理|经|根据)",
    r"(?:上列|上述)(?:各|[一二两三四五六七八九十]+)?(?:名)?(?:被告人|原审被告人|上诉人)[^的。]",
    r"起诉书指控|现已审理终结|本案现已",
)
_INTRO = re.compile("|".join(_INTROS))
_LATE_INTRO = re.compile(r"检察院[^。；]{0,100}?(?:起诉书|指控)|现已审理终结")

SPAN = 60_000
"""Characters within which the list of parties must end; sixty accused with counsel need about 20,000."""

_DELIMITER = re.compile(r"[，。；：（）“”\"、]")
# What follows a name where the comma is lost: 被告人某某男1967年…, 被告人某某无业户籍所在地…, 被告人某某因涉嫌….
_AFTER_NAME = re.compile(
    r"(?:男|女)(?:性|$|(?=[\d一二汉，因曾住户无农文小初高中大出生被系原捕个]))|[12]\d{3}年|无业|农民|居民|职工|务工|个体|经商|工人|无职业|无固定|因涉嫌|因本案|因犯|曾因|因|曾用名|绰号|别名|化名|又名|外号|"
    r"原系|系|原任|户籍|户口|住|家住|身份证|公民身份|出生|生于|(?:汉|满|回|壮|苗|侗|白|瑶|彝|藏|蒙古|维吾尔|土家|哈尼|傣|朝鲜|布依|黎|傈僳|畲|仡佬|水|羌|佤|纳西|哈萨克|东乡|拉祜|达斡尔|柯尔克孜|锡伯|撒拉|景颇|毛南|仫佬)族|捕前|现|于|犯|法定代表人|诉讼代表人|组织机构|犯罪|性别|自报"
)
_SELF = re.compile(r"^(?:[：，、]|自报姓?名?[：:]?|（自报[^）]{0,6}）|（化名）)+")


@dataclass(frozen=True, slots=True)
class Party:
    """One accused as the head describes them."""

    name: Found[str]
    role: str
    kind: SubjectKind
    sex: Found[Sex] | None = None
    born_on: Found[str] | None = None
    nationality: Found[str] | None = None
    id_number: Found[str] | None = None
    passport: Found[str] | None = None
    household: Found[str] | None = None
    aliases: tuple[Found[str], ...] = ()
    counter_accused: bool = False


@dataclass(frozen=True, slots=True)
class Parties:
    """All accused in the order of the head; ``intro`` is where the case itself begins."""

    accused: tuple[Party, ...]
    private: bool
    intro: int


def find_intro(text: Text, start: int) -> int | None:
    """Where the paragraph on the charge begins, at the start of its sentence."""
    stops = (match.end() for match in re.finditer("[。；]", text.flat[start : start + SPAN]))
    places = sorted({0, *stops, *(place - start for place in text.breaks if start < place < start + SPAN)})
    for place in places:
        if _INTRO.match(text.flat, start + place):
            return start + place
    late = _LATE_INTRO.search(text.flat, start, start + SPAN)
    if late is None:
        return None
    return max((start + place for place in places if start + place <= late.start()), default=start)


def _segments(text: Text, start: int, intro: int) -> list[tuple[str, int, int]]:
    """(role, where its words end, where the segment ends) for every party of the head."""
    opened: list[re.Match[str]] = []
    for role in _ROLE.finditer(text.flat, start, intro):
        at = role.start()
        before = text.flat[at - 1] if at else "。"
        if before in "。；）号" or at in text.breaks or at - start <= 1:
            opened.append(role)
    if not opened:
        return []
    ends = [*(role.start() for role in opened[1:]), intro]
    return [(role.group(), role.end(), end) for role, end in zip(opened, ends, strict=True)]


def is_accused(role: str) -> bool:
    """Whether a role's words name an accused, and not only one who is sued for damages."""
    return bool(_ACCUSED.search(_CIVIL.sub("", role)))


_USED = re.compile(r"所?犯|到庭|及其?|、|对|的|在|于|与|以|和|均|因|无罪|构成|归案|系|等")


def _evident(text: Text, raw: str, intro: int) -> int:
    """How much of ``raw`` the later text uses as the accused's name, where no comma ends it."""
    for length in range(min(len(raw), 8), 1, -1):
        for role in ("被告人", "上诉人", "罪犯"):
            word = role + raw[:length]
            if any(_USED.match(text.flat, place + len(word)) for place in places(text.flat, word, intro)):
                return length
    return 0


def _name(text: Text, start: int, end: int, kind: SubjectKind, intro: int) -> Found[str] | None:
    """The name that begins at ``start``; where no comma ends it, the later text must use the same name."""
    skipped = _SELF.match(text.flat[start:end])
    start += skipped.end() if skipped else 0
    mark = _DELIMITER.search(text.flat, start, end)
    stop = mark.start() if mark else end
    broken = text.next_break(start + 1, stop)
    if broken < stop and not (text.flat[broken - 1].isascii() and text.flat[broken].isascii()):
        stop = broken
    sure = Sureness.SURE
    closed = mark is not None and stop == mark.start() and mark.group() in "，（、" and stop - start <= 5
    if kind is SubjectKind.PERSON and not closed:
        evident = _evident(text, text.flat[start:stop], intro)
        cut = _AFTER_NAME.search(text.flat, start + 2, stop)
        if evident:
            stop = start + evident
        elif cut:
            stop, sure = cut.start(), Sureness.LIKELY
    if not 1 <= stop - start <= 60:
        return None
    return Found(text.written(start, stop).strip(), start, stop, sure)


_SEX = re.compile(r"(?:^|[，。；）：])(?:性别[：为]?)?(?P<sex>男|女)(?=[，。；（、]|性|$|[\d汉生出系因])")
_BORN = re.compile(
    rf"(?:出?生于|出生日期[：为]?|出生年月[：为]?|出生)(?P<after>{numerals.DATE}|{numerals.YEAR}年(?:{numerals.IN_YEAR}{{1,3}}月)?)"
    rf"|(?P<before>{numerals.DATE}|{numerals.YEAR}年(?:{numerals.IN_YEAR}{{1,3}}月)?)(?:（[^（）]{{1,12}}）)?(?:左右)?(?:出生|生)"
    rf"|(?:男|女)(?:性)?，(?P<bare>{numerals.DATE})(?=[，。])"
)
_NATION = re.compile(
    r"国籍[：为]?(?P<named>[\u4e00-\u9fff]{2,20})(?=[，。；（])"
    r"|[，（](?:系)?(?P<of>[\u4e00-\u9fff]{2,18}?)(?:国籍|籍)(?=[，。；）])"
    r"|[，（](?:系)?(?P<citizen>[\u4e00-\u9fff]{2,18})公民(?=[，。；）])"
    r"|[，（](?:系)?(?P<from>[\u4e00-\u9fff]{1,16}(?:国|联邦|联盟|苏丹|公国))人(?=[，。；）])"
    r"|(?P<unknown>国籍不明|无国籍)"
)
_HOME = ("中国", "中华人民共和国", "香港", "澳门", "台湾", "本国")
_ID = re.compile(r"(?:公民)?(?:居民)?身份(?:证)?(?:号码|号)?[：:为是]?(?P<id>\d{17}[\dXx]|\d{15})(?![\dXx*×])")
_PASSPORT = re.compile(r"护照(?:号码|号)?[：:为是]?(?P<id>[A-Z0-9]{5,15})(?![A-Z0-9*×])")
_HOUSEHOLD = re.compile(
    r"(?:户籍所在地|户籍登记地|户籍地址|户籍住址|户籍地|户口所在地|户籍)(?:及(?:现)?住(?:址|所地|所))?(?:均)?[：为在系是]{0,2}(?P<place>[\u4e00-\u9fffA-Za-z\d×\-－—]{2,60}?)(?=[，。；（）、]|住|现住|因|$)"
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


def _aliases(text: Text, name_end: int, end: int) -> tuple[Found[str], ...]:
    found: list[Found[str]] = []
    short = _SHORT_NAME.search(text.flat, name_end, min(end, name_end + 80))
    if short:
        found.append(Found(short["short"], short.start("short"), short.end("short")))
    latin = _LATIN_ALIAS.match(text.flat[name_end:end])
    if latin:
        found.append(Found(latin["latin"], name_end + 1, name_end + 1 + len(latin["latin"])))
    for match in _ALIAS.finditer(text.flat, name_end, end):
        at = match.start("names")
        parts = re.finditer(r"[^、“”\"和及]+", match["names"])
        found.extend(Found(part.group(), at + part.start(), at + part.end()) for part in parts)
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


def _party(text: Text, role: str, start: int, end: int, intro: int) -> Party | None:
    kind = SubjectKind.UNIT if "单位" in role else SubjectKind.PERSON
    name = _name(text, start, end, kind, intro)
    if name is None:
        return None
    if kind is SubjectKind.UNIT:
        return Party(name, role, kind, aliases=_aliases(text, name.end, min(end, name.end + 60)))
    # The person's own particulars stand before the story of arrest and earlier convictions.
    stop = re.search(r"因(?:涉嫌|犯|本案)|曾因|被(?:刑事拘留|羁押|逮捕|抓获|取保)", text.flat[name.end : end])
    near = name.end + stop.start() if stop else end
    sex, born = _sex(text, name.end, near), _born(text, name.end, near)
    if sex is None or born is None:
        told_sex, told_born = _elsewhere(text, name.value, intro)
        sex, born = sex or told_sex, born or told_born
    return Party(
        name,
        role,
        kind,
        sex=sex,
        born_on=born,
        nationality=_nationality(text, name.end, end),
        id_number=_group(_ID, "id", text, name.end, end),
        passport=_group(_PASSPORT, "id", text, name.end, end),
        household=_group(_HOUSEHOLD, "place", text, name.end, end),
        aliases=_aliases(text, name.end, near),
        counter_accused="反诉被告人" in role and not is_accused(role),
    )


def _goes_on(name: str, known: str) -> bool:
    """Whether what looks like a name is a known one with the sentence's next words."""
    rest = name.removeprefix(known)
    return name != known and len(rest) < len(name) and (len(rest) >= 2 or rest in "曾因现经系涉未")


def _told_again(party: Party, accused: list[Party]) -> bool:
    """Whether a sentence only goes on about a person already named: 被告人某某曾因…, 被告人某某未委托辩护人."""
    name = party.name.value
    if any(_goes_on(name, known.name.value) for known in accused if known.kind is party.kind):
        return True
    same = [known for known in accused if known.name.value == name]
    if not same:
        return False
    born = party.born_on.value if party.born_on else None
    return (party.sex is None and born is None) or any(known.born_on and known.born_on.value == born for known in same)


def read_parties(text: Text, start: int) -> Parties | None:
    """Read the list of parties; ``None`` where the text breaks off before the case begins."""
    intro = find_intro(text, start)
    if intro is None:
        return None
    segments = _segments(text, start, intro)
    accused: list[Party] = []
    for role, after, end in segments:
        if not is_accused(role) and "反诉被告人" not in role:
            continue
        party = _party(text, role, after, end, intro)
        if party and not _told_again(party, accused):
            accused.append(party)
    prosecutors = any("公诉机关" in role or "抗诉机关" in role for role, _, _ in segments)
    private = not prosecutors and (
        "自诉人" in text.flat[intro : intro + 150] or any("自诉人" in role for role, _, _ in segments)
    )
    return Parties(tuple(accused), private, intro)
