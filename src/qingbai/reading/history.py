"""The case's history (案件由来): which earlier decisions a document tells of, and which of them it bears on.

The paragraph that follows the parties tells the decisions in order: who decided, when, under which number; who appealed or protested;
what was quashed and sent back. A decision *under review* is one that still stands when this document decides: the last one on an
appeal, every one that was in force on a retrial. After a remand the new trial bears on what was quashed and on what quashed it.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from qingbai.law.terms import Instance, Relation
from qingbai.reading import numerals
from qingbai.reading.found import Found, Problem, Sureness
from qingbai.reading.heading import CASE_NUMBER, Heading, instance_of
from qingbai.reading.sections import Verdict
from qingbai.reading.text import Text

_LONGEST = 3_000
_END = re.compile(
    r"审理终结|审理完毕|终结审理|(?<=[。；])(?:经(?:本院)?(?:公开开庭)?(?:二审|再审)?审理查明|(?:原判|原审|一审)[^。；，]{0,12}(?:认定|查明)|公诉机关指控[，：]|本院认为"
    r"|[^。；，]{0,12}上诉(?:人[^。；，]{0,12})?(?:及其辩护人)?(?:上诉|辩护)?[称提](?!出上诉))|(?:判决|裁定|决定)如下[：，。]?$"
)
_KIND = re.compile(
    r"(?:的)?[，、]?(?:第?[一二]审)?(?:刑事)?(?:附带?民事)?(?:诉讼)?(?:指令)?(?:再审|减刑|假释)?(?P<kind>判决|裁定|裁判|决定|通知|起诉|抗诉|函|建议|民事|执行)"
)
_KINDS = {"判决": "judgment", "裁判": "judgment", "裁定": "ruling"}
_MADE = re.compile(r"(?:作出了?的?|[作做]出|以|作|下达了?|的|第|，|。|：|[）日])$")
_REMANDS = re.compile(
    r"发回[^。；]{0,40}?(?:重审|重新审|再审|审理|审判)|指令[^。；]{0,40}?(?:重新审|重审)|发还[^。；]{0,30}?重"
)
_QUASHES = re.compile(r"撤[销消]")
_BETWEEN_INSTANCES = re.compile(r"宣判后|判决后|裁定后|上诉(?!人)|抗诉(?!机关)|不服|申诉(?!人)|申请再审")
_REOPENED = re.compile(r"再审|提审|审判监督程序|审监程序")
_IN_FORCE = re.compile(r"发生法律效力|(?:判决|裁判|裁定)(?:已|均)?生效|生效后")
_CIVIL = re.compile(r"民事(?:部分|赔偿|判决)|第[^。；]{1,12}项")

# A court's name begins after one of these words, unless there they begin the name of a place (向阳区, 将乐县, 和平区, 于洪区, 日照市…).
_BEFORE_COURT = re.compile(
    r"向(?!阳)|[至由被与及令罪案对以因是犯]|将(?!乐)|和(?!平|田|县|静|硕|布克|顺|龙|政|林|浩特)|于(?!洪|都|田)|后(?!旗)|经(?!济|开)|月(?!湖)|日(?!照|喀|土)|年|院|"
    r"撤[销消]|维持|审理|移送|指定|报请|不服|分别|受理|认为|裁定|判决|判后|上诉|申诉|抗诉|发回"
)
_REST = re.compile(r"[市县区州省旗]|人民|中级|高级|自治")
_DATE = re.compile(numerals.DATE)
_OWN = ("本院", "我院", "本法院")
_SAID = re.compile(r"该院|该法院|同院")
_NAMED = re.compile(r"[本我]院|本法院|[\u4e00-\u9fff]{2,40}?法院")


@dataclass(slots=True)
class Told:
    """One earlier decision as the history tells it."""

    number: Found[str]
    key: str
    court: Found[str] | None
    day: Found[date] | None
    document: Found[str] | None
    instance: Instance
    alive: bool = True
    in_force: bool = False
    quasher: bool = False
    partly: bool = False
    quashed_by: "Told | None" = None


@dataclass(frozen=True, slots=True)
class Citing:
    """An earlier decision with how this document bears on it."""

    told: Told
    relation: Found[Relation]


@dataclass(frozen=True, slots=True)
class History:
    """The earlier decisions that a document bears on, the ones under review first told first."""

    cites: tuple[Citing, ...] = ()
    problems: tuple[Problem, ...] = ()
    ruled: frozenset[str] = frozenset()

    def quashing(self) -> "History":
        """The same for a document that sends the case back: only what its operative part names is quashed, where it names something."""
        kept = [one for one in self.cites if one.told.key in self.ruled or one.relation.value is Relation.NEW_TRIAL]
        named = any(one.told.key in self.ruled for one in self.cites)
        return replace(self, cites=tuple(kept)) if named else self


def key_of(number: str) -> str:
    """A case number without what copies of it leave out: 字, 第, leading zeros.

    >>> key_of("（2014）演刑二终字第00009号") == key_of("（2014）演刑二终9号")
    True
    """
    return re.sub(r"(?<!\d)0+(?=\d)", "", re.sub(r"[字第\s]", "", number).replace("－", "-").replace("—", "-"))


def _court(text: Text, start: int, end: int, own: Found[str] | None, before: Found[str] | None) -> Found[str] | None:
    """The court that decided: the last one named before the number. 本院 is this document's own court, 该院 the one named before."""
    named = list(_NAMED.finditer(text.flat, start, end))
    if not named:
        return replace(before, sure=Sureness.LIKELY) if before else None
    last = named[-1]
    if last.group().endswith(_OWN):
        return Found(own.value, last.end() - 2, last.end(), own.sure) if own else None
    left = last.start()
    for word in _BEFORE_COURT.finditer(text.flat, left, last.end() - 2):
        if last.end() - word.end() >= 5 and not _REST.match(text.flat, word.end()):
            left = word.end()
    name = text.flat[left : last.end()]
    if len(name) < 5 or name.startswith(("原审", "一审", "二审", "第一审")):
        return None
    said = _SAID.search(text.flat, last.end(), end)
    return Found(name, left, last.end(), Sureness.LIKELY if said else Sureness.SURE)


def _day(text: Text, start: int, number: int) -> Found[date] | None:
    """The day on which it was pronounced: the last one that is printed shortly before the number."""
    at = max(start, number - 60, text.flat.rfind("。", start, number) + 1)
    found = None
    for match in _DATE.finditer(text.flat, at, number):
        value = numerals.day(match.group())
        found = Found(value, match.start(), match.end()) if value else None
    return found


def _procedural(body: str, kind: str | None) -> bool:
    """Whether a number is that of a decision on procedure only: to reopen, to reject a petition, to assign the case."""
    return (kind is not None and kind not in _KINDS) or (
        re.search("[监申辖]|立刑|交字", body) is not None and "再" not in body
    )


class _Story:
    """The history while it is being told: a case number opens an event, which goes on until the next number."""

    def __init__(self, text: Text, own: Found[str] | None) -> None:
        self.text = text
        self.own = own
        self.told: list[Told] = []
        self.unnumbered = False
        self.reopened = False
        self.orders_retrial = False
        self._quashing = False

    def tell(self, start: int, end: int) -> None:
        """Go through ``flat[start:end]``."""
        flat = self.text.flat
        numbers = [
            m
            for m in CASE_NUMBER.finditer(flat, start, end)
            if re.search("[\u4e00-\u9fff]", m["body"]) and "检" not in m["body"]
        ]
        at = start
        ends = [*(number.start() for number in numbers[1:]), end]
        for number, until in zip(numbers, ends, strict=False):
            self._event(number, at, until)
            at = number.end()

    def _event(self, number: re.Match[str], start: int, until: int) -> None:
        flat = self.text.flat
        kind = _KIND.match(flat, number.end(), number.end() + 24)
        word = kind["kind"] if kind else None
        before, after = flat[start : number.start()], flat[number.end() : until]
        known = next((one for one in self.told if one.key == key_of(number.group())), None)
        quashing = self._speaks_of_quashing(before)
        if known is None and not quashing and _procedural(number["body"], word):
            self.reopened = self.reopened or (
                _REOPENED.search(after) is not None
                or (word in ("决定", "裁定") and _REOPENED.search(after[:40]) is not None)
            )
        elif known is None and (word in _KINDS or _MADE.search(before)):
            known = self._decided(number, kind, start, at=len(self.told) - quashing)
            if quashing:
                self._quash(known, self.told[-1], after)
        elif known is not None and quashing and self.told[-1] is not known:
            self._quash(known, self.told[-1], after)
        elif known is not None and quashing and _REMANDS.search(after):
            self.unnumbered, known.alive = (
                True,
                False,
            )  # 中级人民法院裁定撤销…号判决，发回重审, and no number of its own
            return
        if self.told:
            self._aftermath(after)

    def _speaks_of_quashing(self, before: str) -> bool:
        """Whether the number after ``before`` is only named as quashed: 撤销A号和B号."""
        clause = re.split("[。；]", before)[-1]
        ended = len(clause) < len(before) or re.search("[作做]出|维持|发回", clause) is not None
        self._quashing = bool(self.told) and (_QUASHES.search(clause) is not None or (self._quashing and not ended))
        return self._quashing

    def _decided(self, number: re.Match[str], kind: re.Match[str] | None, start: int, at: int) -> Told:
        last = self.told[-1].court if self.told else None
        document = (
            Found(_KINDS[kind["kind"]], kind.start("kind"), kind.end("kind"))
            if kind and kind["kind"] in _KINDS
            else None
        )
        told = Told(
            number=Found(number.group(), number.start(), number.end()),
            key=key_of(number.group()),
            court=_court(self.text, start, number.start(), self.own, last),
            day=_day(self.text, start, number.start()),
            document=document,
            instance=instance_of(number["body"]),
        )
        self.told.insert(at, told)
        return told

    def named(self, number: re.Match[str], start: int) -> Told:
        """A decision that only the operative part names."""
        kind = _KIND.match(self.text.flat, number.end(), number.end() + 24)
        return self._decided(number, kind, max(start, number.start() - 80), at=len(self.told))

    def _quash(self, what: Told, by: Told, after: str) -> None:
        """By name: 撤销…（2024）演0101刑初17号刑事判决, whole or in part."""
        what.partly = _CIVIL.match(after[:40].lstrip("的中刑事附带民判决书裁定")) is not None
        what.quashed_by = by

    def _aftermath(self, after: str) -> None:
        """What the words after a number tell: that it quashed and remanded, was itself quashed, or took force."""
        current = self.told[-1]
        remand = _REMANDS.search(after)
        if remand:
            between = _BETWEEN_INSTANCES.search(after, 0, remand.start())
            if between or re.search("被[^。；]{0,40}撤[销消]", after[: remand.start()]):
                self.unnumbered = True
                self._off(current, None)
            else:
                current.quasher = True
                named = [one for one in self.told if one.quashed_by is current]
                for one in named or self._below(current):
                    if not one.partly:
                        self._off(one, current)
        if _IN_FORCE.search(after) or _REOPENED.search(after):
            for one in self.told:
                one.in_force = one.in_force or (one.alive and not one.quasher)

    def _below(self, current: Told) -> list[Told]:
        """What 撤销原判 means: the last decision that stands, and, where that is an appeal's, the one it stands on."""
        standing = [one for one in self.told if one.alive and one is not current and not one.quasher]
        if not standing:
            return []
        return standing[-2:] if standing[-1].instance is Instance.APPEAL else standing[-1:]

    def _off(self, one: Told, by: Told | None) -> None:
        one.alive, one.quashed_by = False, by


_WORDS_OF = {
    Relation.APPEAL: re.compile(r"提[出起][^。；，]{0,6}(?:上诉|抗诉)|上诉|抗诉"),
    Relation.RETRIAL: re.compile(r"再审|提审|审判监督程序|抗诉|申诉"),
    Relation.NEW_TRIAL: _REMANDS,
    Relation.REVIEW: re.compile(r"复核|核准"),
}
_REVIEWS = {Instance.APPEAL: Relation.APPEAL, Instance.RETRIAL: Relation.RETRIAL, Instance.REVIEW: Relation.REVIEW}
_REMANDED = re.compile(r"发回|发还|重审|重新审|再审")
_RULED = re.compile(r"维持|撤[销消]|驳回|核准|变更")
_REVOKED_PROBATION = re.compile(r"缓刑|假释")


def _ruled_on(text: Text, verdict: Verdict) -> list[re.Match[str]]:
    """The numbers that the operative part keeps or quashes, but not where it revokes an old probation."""
    found = []
    for clause in re.finditer(r"[^。；]+", text.flat[verdict.start : verdict.end]):
        if not _RULED.search(clause.group()):
            continue
        begin, end = verdict.start + clause.start(), verdict.start + clause.end()
        for number in CASE_NUMBER.finditer(text.flat, begin, end):
            until = re.search("[，；。]|即|第[^项]{1,12}项", text.flat[number.end() : end + 1])
            own = text.flat[number.end() : number.end() + until.start()] if until else ""
            if not _REVOKED_PROBATION.search(own):
                found.append(number)
    return found


def _relations(story: _Story, instance: Instance, ruled: set[str], number: str) -> list[tuple[Told, Relation]]:
    """Which decisions the document bears on, and how, by what stood when it was made."""
    standing = [one for one in story.told if one.alive and not one.quasher]
    again = _tried_again(story)
    if instance is Instance.COMMUTATION:
        return [(one, Relation.COMMUTATION) for one in standing if one.instance is not Instance.COMMUTATION]
    if instance is Instance.REVIEW:
        return [(one, Relation.REVIEW) for one in standing]
    if instance is Instance.APPEAL:
        return [(one, Relation.APPEAL) for one in standing[-1:]] + again
    if instance is Instance.FIRST:
        reopened = [(one, Relation.RETRIAL) for one in standing if one.in_force] if story.reopened else []
        return reopened + again
    if instance is Instance.OTHER and story.orders_retrial:
        return [(one, Relation.RETRIAL) for one in standing]
    if instance is Instance.RETRIAL:
        return _retried(story, standing, ruled, number) + again
    return []


def _tried_again(story: _Story) -> list[tuple[Told, Relation]]:
    """After a remand that nothing followed: what was quashed, and what quashed it."""
    last = story.told[-1] if story.told else None
    if last is None or not (last.quasher or (story.unnumbered and not last.alive)):
        return []
    if not last.quasher:
        return [(last, Relation.NEW_TRIAL)]
    off = [one for one in story.told if not one.alive and one.quashed_by is last]
    return [(one, Relation.NEW_TRIAL) for one in [*off, last]] if off else []


def _retried(story: _Story, standing: list[Told], ruled: set[str], number: str) -> list[tuple[Told, Relation]]:
    """A retrial bears on every decision in force; the appeal against a retrial's own judgment on that one, as an appeal does."""
    last = standing[-1] if standing else None
    if last is None:
        return []
    in_force = any(one.in_force or one.instance is Instance.APPEAL for one in standing)
    if not story.reopened and not in_force and "再" not in number:
        return [(last, Relation.APPEAL)]  # 刑抗字: a protest against a judgment not yet in force
    if last.instance is Instance.RETRIAL and not last.in_force:
        kept = [one for one in standing[:-1] if one.key in ruled]
        return [(last, Relation.APPEAL), *((one, Relation.RETRIAL) for one in kept)]
    return [(one, Relation.RETRIAL) for one in standing]


def _evidence(text: Text, told: Told, relation: Relation, end: int, sure: Sureness) -> Found[Relation]:
    """The words that show how the document bears on a decision; failing those, its number."""
    words = _WORDS_OF.get(relation)
    match = words.search(text.flat, told.number.end, end) if words else None
    if match is None:
        return Found(relation, told.number.start, told.number.end, sure)
    return Found(relation, match.start(), match.end(), sure)


def read_history(text: Text, head: Heading, intro: int, verdict: Verdict) -> History:
    """Read which earlier decisions a document bears on."""
    if head.instance is None or head.case_number is None:
        return History()
    instance = head.instance.value
    if instance is Instance.FIRST and not _REMANDED.search(text.flat, intro, min(intro + _LONGEST, verdict.formula)):
        return History()  # nearly every first instance: nothing came before it
    stop = _END.search(text.flat, intro, min(intro + _LONGEST, verdict.formula))
    end = stop.start() if stop else min(intro + _LONGEST, verdict.formula)
    story = _Story(text, head.court)
    story.tell(_begin(text, head.end, intro, end), end)
    story.orders_retrial = "再审" in text.flat[verdict.start : verdict.end]
    ruled = {key_of(number.group()): number for number in _ruled_on(text, verdict)}
    related = _relations(story, instance, set(ruled), head.case_number.value)
    sure = Sureness.SURE
    if not related and instance in _REVIEWS and not story.unnumbered:
        related, sure = (
            [(story.named(number, verdict.start), _REVIEWS[instance]) for number in ruled.values()],
            Sureness.LIKELY,
        )
    agrees = not ruled or any(told.key in ruled for told, _ in related)
    agrees = agrees or instance not in _REVIEWS
    sure = sure if agrees else Sureness.DOUBTFUL
    cites = [Citing(told, _evidence(text, told, relation, end, sure)) for told, relation in related]
    nameless = not story.told and _REMANDS.search(text.flat, intro, end) is not None
    problems = _problems(story, related, ruled, nameless=nameless, agrees=agrees)
    return History(tuple(cites), problems, frozenset(ruled))


def _problems(
    story: _Story,
    related: list[tuple[Told, Relation]],
    ruled: dict[str, re.Match[str]],
    *,
    nameless: bool,
    agrees: bool,
) -> tuple[Problem, ...]:
    """What a person must look at: a number that is not there, or one that the history and the operative part write differently."""
    found = []
    if nameless or (story.unnumbered and any(relation is Relation.NEW_TRIAL for _, relation in related)):
        found.append(Problem("earlier_without_number", "cites"))
    if related and not agrees:
        written = {"told": related[-1][0].number.value, "ruled": next(iter(ruled.values())).group()}
        found.append(Problem("earlier_number_disagrees", f"cites.{len(related) - 1}.case_number", written))
    return tuple(found)


def instance_after(head: Heading, history: History) -> Found[Instance] | None:
    """The instance, where only the history tells: 刑抗字 numbers protests against judgments in force, and sometimes against others."""
    if head.instance is None or head.case_number is None or head.instance.value is not Instance.RETRIAL:
        return head.instance
    appeals = [citing.relation.value is Relation.APPEAL for citing in history.cites]
    if "再" in head.case_number.value or not appeals or not all(appeals):
        return head.instance
    return replace(head.instance, value=Instance.APPEAL, sure=Sureness.LIKELY)


def tell_one(text: Text, own: Found[str] | None, number: re.Match[str], start: int) -> Told | None:
    """One decision named outside a history, with the court and the day told before it; ``None`` where the number is no decision's."""
    kind = _KIND.match(text.flat, number.end(), number.end() + 24)
    if "检" in number["body"] or kind is None or kind["kind"] not in _KINDS:
        return None
    return _Story(text, own).named(number, start)


def _begin(text: Text, head: int, intro: int, end: int) -> int:
    """Where the history begins: with the case itself, or with the sentence on it that stands among the parties."""
    if CASE_NUMBER.search(text.flat, intro, end):
        return intro
    case = text.flat.rfind("一案", head, intro)
    return max(head, text.flat.rfind("。", head, case) + 1) if case >= 0 else intro
