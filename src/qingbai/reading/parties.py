"""The parties (当事人): who is accused, with what the head says about each.

Each party opens a sentence with its role: ``被告人赵石堤，男，1980年3月9日出生…``, ``上诉人（原审被告人）…``, ``被告单位…``.
Roles that only concern damages (附带民事诉讼被告人) are not accused. Texts that lost their commas or got blanks instead are read too.
"""

import re
from dataclasses import dataclass, field, replace

from qingbai.law.terms import SubjectKind
from qingbai.reading.found import Found, Sureness
from qingbai.reading.intro import find_intro
from qingbai.reading.names import places
from qingbai.reading.particulars import Particulars, read_particulars
from qingbai.reading.text import Text

_BASE = (
    "公诉机关|抗诉机关|刑罚执行机关|执行机关|提请机关|"
    "附带民事诉讼(?:原告|被告)(?:人|单位)?|附带民事诉讼|"
    "自诉人|反诉自诉人|指定辩护人|辩护人|法律援助机构|诉讼代理人|委托诉讼代理人|委托代理人|法定代理人|诉讼代表人|法定代表人|"
    "指定代理人|代理人|负责人|被害人|翻译人员|翻译|监护人|合适成年人|"
    "上诉单位|被上诉人|上诉人|申诉人|申请再审人|再审申请人|抗诉人|被申诉人|反诉被告人|被告单位|被告人|被告|罪犯"
)
_BEFORE = r"(?:原审|原|一审|二审|再审|上列|上述)?(?:[一二三四五六七八九十]{1,3})?"
# 被告人; 上诉人（原审被告人）; 自诉人暨附带民事诉讼原告人及反诉被告人
_ROLE = re.compile(
    rf"{_BEFORE}(?:{_BASE})(?:（[^（）]{{0,40}}）)?(?:[暨兼及并、](?:原审|原|一审|二审)?(?:{_BASE})(?:（[^（）]{{0,40}}）)?){{0,3}}"
)
_CIVIL = re.compile(r"附带民事(?:诉讼)?被告(?:人|单位)?|民事被告人?|反诉自诉人|反诉被告人")
_ACCUSED = re.compile(r"被告(?:人|单位)?|罪犯")

_DELIMITER = re.compile(r"[，。；：（）“”\"、]")
# What follows a name where the comma is lost: 被告人某某男1967年…, 被告人某某无业户籍所在地…, 被告人某某因涉嫌….
_AFTER_NAME = re.compile(
    r"(?:男|女)(?:性|$|(?=[\d一二汉，因曾住户无农文小初高中大出生被系原捕个]))|[12]\d{3}年|无业|农民|居民|职工|务工|个体|经商|工人|无职业|无固定|因涉嫌|因本案|因犯|曾因|因|曾用名|绰号|别名|化名|又名|外号|"
    r"原系|系|原任|户籍|户口|住|家住|身份证|公民身份|出生|生于|(?:汉|满|回|壮|苗|侗|白|瑶|彝|藏|蒙古|维吾尔|土家|哈尼|傣|朝鲜|布依|黎|傈僳|畲|仡佬|水|羌|佤|纳西|哈萨克|东乡|拉祜|达斡尔|柯尔克孜|锡伯|撒拉|景颇|毛南|仫佬)族|捕前|现|于|犯|法定代表人|诉讼代表人|组织机构|犯罪|性别|自报"
)
# 被告人因涉嫌…, 被告人于2014年…: the sentence goes on about somebody named before.
_NO_NAME = re.compile(r"因(?:本案|涉嫌|犯)|于[12]\d{3}年|现均|均(?:于|因)|[12]\d{3}年|曾因|[，。；：]")
_SELF = re.compile(r"^(?:[：，、]|自报姓?名?[：:]?|（自报[^）]{0,6}）|（化名）)+")


@dataclass(frozen=True, slots=True)
class Party:
    """One accused as the head describes them."""

    name: Found[str]
    role: str
    kind: SubjectKind
    about: Particulars = field(default_factory=Particulars)
    counter_accused: bool = False


@dataclass(frozen=True, slots=True)
class Parties:
    """All accused in the order of the head; ``intro`` is where the case itself begins; ``prosecution`` is public or private."""

    accused: tuple[Party, ...]
    prosecution: Found[str]
    intro: int


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
    return not role.startswith(("上列", "上述")) and bool(_ACCUSED.search(_CIVIL.sub("", role)))


_USED = re.compile(r"所?犯|到庭|及其?|、|对|的|在|于|与|以|和|均|因|无罪|构成|归案|系|等")


def _evident(text: Text, raw: str, intro: int) -> int:
    """How much of ``raw`` the later text uses as the accused's name, where no comma ends it."""
    for length in range(min(len(raw), 8), 1, -1):
        for role in ("被告人", "上诉人", "罪犯"):
            word = role + raw[:length]
            if any(_USED.match(text.flat, place + len(word)) for place in places(text.flat, word, intro)):
                return length
    return 0


# 演示（清河）科技有限公司: a bracket inside a unit's name, not one that explains it.
_IN_NAME = re.compile(
    r"（(?!以下|下称|简称|原|另|系|又|曾|已|统一|组织|法定)[\u4e00-\u9fff]{1,10}）(?=[\u4e00-\u9fff]{2})"
)


def _inside(text: Text, place: int, kind: SubjectKind) -> bool:
    """Whether a bracket belongs to a unit's name."""
    if kind is not SubjectKind.UNIT or text.flat[place] not in "（）":
        return False
    opening = place if text.flat[place] == "（" else text.flat.rfind("（", 0, place)
    return opening >= 0 and _IN_NAME.match(text.flat, opening) is not None


def _name(text: Text, start: int, end: int, kind: SubjectKind, intro: int) -> Found[str] | None:
    """The name that begins at ``start``; where no comma ends it, the later text must use the same name."""
    skipped = _SELF.match(text.flat[start:end])
    start += skipped.end() if skipped else 0
    mark = next((m for m in _DELIMITER.finditer(text.flat, start, end) if not _inside(text, m.start(), kind)), None)
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
    if not 1 <= stop - start <= 60 or _NO_NAME.match(text.flat, start):
        return None
    return Found(text.written(start, stop).strip(), start, stop, sure)


def _party(text: Text, role: str, start: int, end: int, intro: int) -> Party | None:
    kind = SubjectKind.UNIT if "单位" in role else SubjectKind.PERSON
    name = _name(text, start, end, kind, intro)
    if name is None:
        return None
    about = read_particulars(text, name, end, intro, kind)
    return Party(name, role, kind, about, counter_accused="反诉被告人" in role and not is_accused(role))


def _goes_on(name: str, known: str) -> bool:
    """Whether what looks like a name is a known one with the sentence's next words."""
    rest = name.removeprefix(known)
    return name != known and len(rest) < len(name) and (len(rest) >= 2 or rest in "曾因现经系涉未")


def _told_again(party: Party, accused: list[Party], intro: int) -> bool:
    """Whether a sentence only goes on about a person already named: 被告人某某曾因…, 被告人某某未委托辩护人."""
    name = party.name.value
    if any(_goes_on(name, known.name.value) for known in accused if known.kind is party.kind):
        return True
    same = [known for known in accused if known.name.value == name]
    if not same:
        return False
    born = party.about.born_on.value if party.about.born_on else None
    sex = party.about.sex
    introduced = (sex is not None and sex.start < intro) or born is not None
    return not introduced or any(known.about.born_on and known.about.born_on.value == born for known in same)


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
        if party and not _told_again(party, accused, intro):
            accused.append(party)
    return Parties(tuple(accused), _prosecution(text, segments, intro), intro)


def _prosecution(text: Text, segments: list[tuple[str, int, int]], intro: int) -> Found[str]:
    """Who prosecutes (公诉, 自诉): by the roles of the head, else by the words of the charge, else as nearly all do."""
    for value, roles in (("public", ("公诉机关", "抗诉机关")), ("private", ("自诉人",))):
        for role, after, _ in segments:
            if any(one in role for one in roles):
                return Found(value, after - len(role), after)
    at = text.flat.find("自诉人", intro, intro + 150)
    if at >= 0:
        return Found("private", at, at + len("自诉人"))
    at = text.flat.find("人民检察院", intro, intro + 400)
    end = at + len("人民检察院") if at >= 0 else intro + 1
    return Found("public", at if at >= 0 else intro, end, Sureness.LIKELY)


def with_unintroduced(text: Text, parties: Parties, names: tuple[str, ...], start: int, verdict: int) -> Parties:
    """Parties with those whom the verdict judges and the charge names, though the head does not introduce them by a role.

    Their particulars are read where the head names them without one: ``魏某某，男，1992年…``.
    """
    told = text.flat.find("审理终结", parties.intro, min(parties.intro + 1500, verdict))
    charge = text.flat[parties.intro : told if told > 0 else min(parties.intro + 400, verdict)]
    added: list[Party] = []
    for written in names:
        if written in charge:
            at = next(
                (place for place in places(text.flat, written, start, parties.intro) if text.flat[place - 1] in "。；"),
                None,
            )
            found = Found(written, at, at + len(written), Sureness.LIKELY) if at is not None else None
            if found is None:
                place = parties.intro + charge.index(written)
                added.append(
                    Party(Found(written, place, place + len(written), Sureness.LIKELY), "被告人", SubjectKind.PERSON)
                )
            else:
                end = text.flat.find("。", found.end, parties.intro)
                about = read_particulars(text, found, end if end > 0 else found.end, parties.intro, SubjectKind.PERSON)
                added.append(Party(found, "被告人", SubjectKind.PERSON, about))
    return replace(parties, accused=(*parties.accused, *added)) if added else parties
