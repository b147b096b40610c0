"""The words of a verdict (主文), found one by one: who, of which crime, which punishment, kept or quashed.

Each family of patterns is named and shown with an invented example. All are linear: no family nests repetition in repetition.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from qingbai.reading import numerals
from qingbai.reading.names import Names


class Kind(StrEnum):
    """What a token is."""

    ITEM = "item"
    STOP = "stop"
    NAME = "name"
    STRANGER = "stranger"
    CHARGE = "charge"
    KEEP = "keep"
    QUASH = "quash"
    OLD = "old"
    SUM = "sum"
    COMBINE = "combine"
    FIXED = "fixed_term"
    DETENTION = "detention"
    CONTROL = "control"
    LIFE = "life"
    DEATH = "death"
    PROBATION = "probation"
    FINE = "fine"
    BARE_FINE = "bare_fine"
    CONFISCATION = "confiscation"
    RIGHTS = "rights"
    DEPORTATION = "deportation"
    EXEMPT = "exempt"
    ACQUIT = "acquit"
    IRRESPONSIBLE = "irresponsible"
    TERMINATED = "terminated"
    DATES = "dates"


@dataclass(frozen=True, slots=True)
class Token:
    """One word group of the verdict with its place in the even text and its named parts."""

    kind: Kind
    start: int
    end: int
    parts: dict[str, tuple[str, int, int]]

    def part(self, name: str) -> str:
        """The words of a named part, or nothing."""
        return self.parts[name][0] if name in self.parts else ""


_P = numerals.PERIOD


_NOTE = r"(?:[（〈][^（）〈〉]{1,10}[）〉])?"


def _term(group: str) -> str:
    """A period right after its punishment's name."""
    return rf"(?:刑期)?(?P<{group}>(?=[\d{numerals.CHINESE}半]){_P})"


# A crime's name never runs over a comma, a stop, a bracket or a quotation mark; 罪 inside it stands only in 犯罪所得, 犯罪分子, 犯罪集团, 犯罪方法…
_CHARGE_NAME = r"(?:（边）|(?<=犯)罪(?=[所分集方活组行案证])|(?<=侵)犯|[^，。；：（）“”罪犯]|犯(?=罪)){1,60}?罪(?![所分集方活组行])罪?"
_CHARGES = rf"{_CHARGE_NAME}(?:(?:（[^（）]{{1,12}}）)?[、和及与](?:犯)?{_CHARGE_NAME}){{0,9}}"

_FAMILIES: tuple[tuple[Kind, str], ...] = (
    # 一、… （二）… 3、…
    (
        Kind.ITEM,
        r"(?<=[。；：）！”下])(?:[一二三四五六七八九十]{1,4}[、，.]|（[一二三四五六七八九十]{1,3}）(?!项)、?|\d{1,2}[、.](?!\d))",
    ),
    # 维持演示市清河区人民法院（2024）演0101刑初17号刑事判决第一项…
    (Kind.KEEP, r"维持|(?<![不报请由院])核准"),
    # 撤销…第二项
    (Kind.QUASH, r"撤[销消]|变更"),
    # …与前罪尚未执行完毕的有期徒刑一年并罚
    (
        Kind.OLD,
        (
            r"前罪|前判|前犯|前案|前刑|原判(?!决|认)|原犯|原罪|原所判|原宣告|余刑|残刑|剩余刑|尚未执行|未执行完?毕?|没有执行|连同"
            r"|(?:与|和|同)(?:其|被告人)?[^，。；：]{0,60}?(?:号|判决书?|裁定书?|法院|因犯[^，。；]{1,20}罪)[^，。；：]{0,40}?判(?:处|决)"
            r"|(?:与|和|同)(?:其|被告人)?(?:此前|之前|先前|原)?(?:因)?犯[^，。；：]{1,60}?罪(?:所|已|被)?[^，。；：罪]{0,20}?判处?的"
        ),
    ),
    (Kind.SUM, r"总和刑期"),
    # 数罪并罚，决定执行…
    (
        Kind.COMBINE,
        (
            r"决定(?:对?其|对被告人[^，。；]{1,12}?)?(?:合并|共同|共|应|实际|仍)?执行(?:刑期为?|刑罚)?(?!的|原)|合并执行(?!的|原)"
            r"|(?:数罪|[二两三四五六七]罪|实行)并罚后?[，；：、]?(?:合并|应|决定)?执行(?!的|原)"
            r"|(?:(?:数罪|[二两三四五六七]罪|实行)并罚后?[，；：、]?)?(?:决定|合并)(?=(?:判处)?(?:有期|无期|死刑|拘役|管制))"
            r"|(?:数罪|[二两三四五六七]罪)并罚[，；：、]?(?=(?:判处)?(?:有期|无期|死刑|拘役|管制))"
            r"|执行(?=(?:有期徒刑|无期徒刑|死刑|拘役))"
        ),
    ),
    # 判处有期徒刑三年六个月
    (Kind.FIXED, r"有期徒刑?[为：]?" + _term("fixed")),
    (Kind.DETENTION, r"拘役" + _term("detention")),
    (Kind.CONTROL, r"管制" + _term("control")),
    (Kind.LIFE, r"无期徒刑"),
    # 判处死刑，缓期二年执行
    (Kind.DEATH, r"死刑(?P<suspended>[，、]?缓期[二两2]年执行|[，、]?缓期执行|缓期二年)?"),
    (Kind.PROBATION, r"缓(?:刑|期)(?:考验期限?)?[为：]?" + _term("probation")),
    # 并处罚金人民币三万元
    (
        Kind.FINE,
        rf"罚金(?:人民币|各|共计|合计|计|款|为|：|￥|RMB|￥)*(?P<fine>{numerals.MONEY})(?:(?<=[元圆角分])|(?=[，。；、（）“”已]|$))",
    ),
    # 并处5000元 (the word 罚金 left out), 并处罚人民币五千元
    (Kind.BARE_FINE, rf"[并单]处罚?款?(?:人民币)?(?P<bare>[\d{numerals.CHINESE}][\d，,.{numerals.CHINESE}万]*元)"),
    # 没收个人全部财产; 没收财产人民币五万元
    (
        Kind.CONFISCATION,
        rf"没收(?:其|被告人[^，。；]{{1,6}}?)?(?P<all>个人全部财产|全部个人财产|全部财产|个人所有财产)|没收(?:其)?(?:个人)?(?P<some>部分)?(?:个人)?财产(?:中的)?(?:人民币|价值|计|共计)*(?P<amount>{numerals.MONEY})?",
    ),
    # 剥夺政治权利终身
    (Kind.RIGHTS, r"剥夺政治权利(?:(?P<forever>终身)|" + _term("rights") + ")"),
    (Kind.DEPORTATION, r"驱逐出境"),
    (Kind.EXEMPT, r"免[予于除](?:予)?(?:刑事|其刑事)?(?:处罚|处分|刑罚)|免除刑罚|免予刑罚"),
    (Kind.ACQUIT, r"(?<!宣告有罪或)无罪(?!辩|的|释|过)"),
    (Kind.IRRESPONSIBLE, r"不负刑事责任|不承担刑事责任"),
    (Kind.TERMINATED, r"终止审理"),
    # 即自2024年3月1日起至2027年2月28日止; 自2024年3月1日（羁押之日）起，至…; 即2024年3月1日至…
    (
        Kind.DATES,
        (
            rf"(?:[自从即](?P<from>{numerals.DATE})|(?P<since>{numerals.DATE})(?={_NOTE}起)){_NOTE}"
            rf"(?:起[，、]?(?:计算)?[，]?(?:至|到)?|至|到)(?P<to>{numerals.DATE})止?"
        ),
    ),
    # 犯盗窃罪; 以盗窃罪判处; 犯盗窃罪、抢劫罪
    (
        Kind.CHARGE,
        (
            rf"(?:(?P<lead>以(?![上下此本])犯?|犯(?!罪)有?(?:（[^（）]{{1,6}}）)?)|(?<=[；，、])(?![与和同连将对])(?={_CHARGE_NAME}，?(?:判处|单处|免[予于])))(?P<charges>{_CHARGES})"
            rf"|犯(?!罪)(?P<unnamed>[^，。；：（）“”罪犯判处]{{2,40}}?)(?=，?(?:判处|单处|免[予于]))"
        ),
    ),
    (Kind.STOP, "[。；]"),
)
_ALL = re.compile("|".join(f"(?P<{kind.name}>{pattern})" for kind, pattern in _FAMILIES))

_ROLE = re.compile(
    r"(?:原审|原|一审|二审)?(?:上诉人|被告人|被告单位|罪犯|申诉人|反诉被告人|自诉人)(?:（[^（）]{1,30}）)?(?:自报)?$"
)
# A name without its role counts only where a verdict goes on about that person.
_GOES_ON = re.compile(
    r"(?:的?刑期)?[自从]?[12]\d{3}年|所?犯|、|和|及|与|有期|无期|拘役|管制|死刑|无罪|罚金|免[予于]|的|判处|宣告|[均各]|不负|单处|[^，。；：、（）罪]{2,20}罪，(?:判处|单处|免[予于])"
)
_STRANGER = re.compile(
    r"(?:上诉人|被告人|被告单位|罪犯)(?:（[^（）]{1,30}）)?(?:自报)?(?P<stranger>[^，。；：（）“”、犯罪]{1,30})(?=犯[^罪])"
)


def _parts(match: re.Match[str], pattern_groups: tuple[str, ...]) -> dict[str, tuple[str, int, int]]:
    return {
        name: (match[name], match.start(name), match.end(name)) for name in pattern_groups if match[name] is not None
    }


_SUB = (
    "fixed",
    "detention",
    "control",
    "suspended",
    "probation",
    "fine",
    "bare",
    "all",
    "some",
    "amount",
    "forever",
    "rights",
    "from",
    "since",
    "to",
    "lead",
    "charges",
    "unnamed",
)


def words(flat: str, start: int, end: int) -> list[Token]:
    """Every token but the names, in order."""
    found = []
    for match in _ALL.finditer(flat, start, end):
        kind = Kind[match.lastgroup or ""]  # the family's group is the last to close
        found.append(Token(kind, match.start(), match.end(), _parts(match, _SUB)))
    return found


def mentions(flat: str, start: int, end: int, names: Names) -> list[Token]:
    """Every mention of an accused: with a role, or bare where the verdict goes on about them; and accused whom the head does not name."""
    found: list[Token] = []
    for name, begin, stop in names.mentions(flat, start, end):
        role = _ROLE.search(flat, max(start, begin - 45), begin)
        joined = bool(found) and _joined(flat[found[-1].end : begin])
        if role or joined or _GOES_ON.match(flat, stop, end):
            at = role.start() if role else begin
            found.append(Token(Kind.NAME, at, stop, {"name": (name, begin, stop)}))
    taken = {place for token in found for place in range(token.start, token.end)}
    strangers = (match for match in _STRANGER.finditer(flat, start, end) if match.start("stranger") not in taken)
    found.extend(Token(Kind.STRANGER, match.start(), match.end(), _parts(match, ("stranger",))) for match in strangers)
    return sorted(found, key=lambda token: token.start)


_BARE_CHARGE = re.compile(rf"(?P<charges>{_CHARGES})(?=，?(?:判处|单处|免[予于]))")


def _charged(flat: str, mention: Token, end: int) -> Token | None:
    """被告人某某盗窃罪，判处…: the word 犯 left out."""
    match = _BARE_CHARGE.match(flat, mention.end, end)
    return Token(Kind.CHARGE, match.start(), match.end(), _parts(match, ("charges",))) if match else None


def _joined(between: str) -> bool:
    return between in ("、", "和", "及", "与", "以及", "，", "；") or bool(re.fullmatch(r"[、，和及与]{1,2}", between))


def tokens(flat: str, start: int, end: int, names: Names) -> list[Token]:
    """The tokens of a stretch of text in order; words are looked for between the names, never inside one."""
    named = mentions(flat, start, end, names)
    found = list(named)
    at = start
    for mention in named:
        found.extend(words(flat, at, mention.start))
        at = max(at, mention.end)
    found.extend(words(flat, at, end))
    bare = [charged for mention in named if (charged := _charged(flat, mention, end))]
    inside = {place for token in bare for place in range(token.start, token.end)}
    found = [token for token in found if token.kind is not Kind.CHARGE or token.start not in inside]
    return sorted([*found, *bare], key=lambda token: token.start)
