"""From the words of a verdict to what it decides about each accused (主文 → 裁判).

One pass over the tokens with a small memory: whose turn it is, which crime is open, whether the words impose (判处), keep (维持)
or quash (撤销), and whether they speak of an old sentence (前罪) that only counts through the combined one (决定执行).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from qingbai.law import charges as catalogue
from qingbai.law.terms import Outcome, PenaltyKind
from qingbai.reading import charges, numerals
from qingbai.reading.drafts import Conviction, Decision, Punishment
from qingbai.reading.fill import MAIN, fill
from qingbai.reading.found import Found, Sureness
from qingbai.reading.names import Names
from qingbai.reading.scope import Scope
from qingbai.reading.tokens import Kind, Token, tokens

# 犯盗窃罪，判处…: makes a finding; 犯盗窃罪的量刑部分 only speaks of one.
_FINDS = re.compile(
    r"[，：；。（]|(?:在法定刑以下)?(?:均|各|分别)?(?:判|改判|免|单处|处|并处|管制|拘役|有期|无期|死刑|应)|数罪|、(?:判|免|单|并)|$"
)
_FORMER = re.compile(r"[（(](?:前罪|原罪|旧罪|余罪)[）)]")
_PAID = re.compile(r"(?:已|缴|交|退|折抵|预)[^，。；]{0,6}$")
_NOT_A_TERM = re.compile(r"缓刑|考验|剥夺政治权利|禁止|监外")
# 自…至…，指定居所监视居住18日: days in custody, not the term.
_CUSTODY = re.compile(r"[，（]?[^。；]{0,14}?(?:监视居住|监外|期间)")
# 至…止，期间取保候审九个月，刑期顺延至…: the printed end is not the last day.
_EXTENDED = re.compile(r"[，（]?[^。；]{0,24}?(?:顺延|延长)至")
_IMPOSES = re.compile(r"判处|改判|改为|处以|判决")
_LONGEST_QUOTATION = 2_000
_OUTCOMES = {
    Kind.ACQUIT: Outcome.ACQUITTED,
    Kind.IRRESPONSIBLE: Outcome.NOT_RESPONSIBLE,
    Kind.TERMINATED: Outcome.TERMINATED,
}
_PENALTIES = frozenset(
    {
        *MAIN,
        Kind.LIFE,
        Kind.DEATH,
        Kind.PROBATION,
        Kind.FINE,
        Kind.BARE_FINE,
        Kind.CONFISCATION,
        Kind.RIGHTS,
        Kind.DEPORTATION,
        Kind.EXEMPT,
    }
)

Resolve = Callable[[str], str | None]


@dataclass(slots=True)
class _State:
    """The memory of the pass."""

    names: tuple[str, ...] = ()
    last_name_end: int = -1
    turn: int = 0
    sinks: dict[str, Decision] = field(default_factory=dict)
    open: list[tuple[str, list[Conviction]]] = field(default_factory=list)
    pending: tuple[Found[str], ...] = ()
    combined: bool = False
    fresh: bool = False  # 决定执行 was just said: a main penalty now begins a new combined punishment
    old: bool = False
    old_since: int = 0


@dataclass(slots=True)
class Told:
    """What a stretch of text decides, by name: imposed, kept with its words, quashed with its words."""

    imposed: dict[str, Decision]
    kept: dict[str, Decision]
    quashed: dict[str, Decision]
    repeats: list[tuple[str, Decision]] = field(default_factory=list)
    strangers: list[Found[str]] = field(default_factory=list)


class Pass:
    """One reading of one stretch of text. ``review``: an appeal or retrial, whose 撤销 and 维持 speak of the judgment under review."""

    def __init__(
        self, flat: str, names: Names, resolve: Resolve, *, review: bool, doubles: frozenset[str] = frozenset()
    ) -> None:
        self.flat = flat
        self.names = names
        self.doubles = doubles  # names that two accused share
        imposed, kept, quashed = ({name: Decision() for name in names.all} for _ in range(3))
        self.told = Told(imposed, kept, quashed)
        self.resolve = resolve
        self.scope = Scope(flat, review=review, items=False)
        self.state = _State()

    def run(self, start: int, end: int) -> Told:
        """Read ``flat[start:end]``."""
        listed = tokens(self.flat, start, end, self.names)
        self.scope.items = any(token.kind is Kind.ITEM for token in listed)
        for index, token in enumerate(listed):
            following = listed[index + 1] if index + 1 < len(listed) else None
            self._take(token, following)
        self.told.repeats = [
            (name, told) for name, told in self.told.repeats if any(not c.punishment.empty for c in told.convictions)
        ]
        return self.told

    # -- whose turn ---------------------------------------------------------------------------------------------------------

    def _take(self, token: Token, following: Token | None) -> None:
        if token.kind in _PENALTIES:
            self._penalty(token)
        elif token.kind is Kind.NAME:
            self._name(token.part("name"), token)
        elif token.kind is Kind.STRANGER:
            self._stranger(token)
        elif token.kind is Kind.CHARGE:
            self._charge(token, following)
        elif token.kind is Kind.COMBINE:
            self._combine(token)
        elif token.kind in (Kind.OLD, Kind.SUM):
            self._former(token.start)
        elif token.kind in _OUTCOMES:
            self._outcome(token)
        elif token.kind is Kind.DATES:
            self._dates(token)
        else:
            self._mark(token)

    def _combine(self, token: Token) -> None:
        """决定执行: what follows is the combined punishment, with an old sentence or among the new ones."""
        state = self.state
        if self._quotes_old(token.start) or (self.scope.revoking and self.scope.in_quotation(token.start)):
            return
        for name in state.names:
            self._sink(name).with_former = self._sink(name).with_former or state.old
        state.combined, state.fresh, state.old, self.scope.revoking = True, True, False, False

    def _former(self, place: int) -> None:
        """From here until 决定执行 or a new finding the words speak of an old sentence."""
        self.state.old, self.state.combined, self.state.old_since = True, False, place

    def _quotes_old(self, place: int) -> bool:
        """Whether an old verdict is being quoted: 与…号刑事判决“被告人某某犯…罪，决定执行…”数罪并罚."""
        since = self.state.old_since
        if not self.state.old or place - since > _LONGEST_QUOTATION:
            return False
        return self.flat.count("“", since, place) > self.flat.count("”", since, place)

    def _mark(self, token: Token) -> None:
        """Items, stops and the verbs 维持 and 撤销."""
        state = self.state
        if token.kind is Kind.ITEM:
            self.scope.take_item(token)
            state.open, state.combined, state.old, state.sinks = [], False, False, {}
        elif token.kind is Kind.STOP:
            self.scope.take_stop(token)
        elif self.scope.take_verb(token):
            self._former(token.start)
        elif self.scope.review:
            state.open, state.combined, state.old, state.sinks = [], False, False, {}
            if token.kind is Kind.KEEP:
                self._extras(token)

    def _extras(self, token: Token) -> None:
        """维持…对被告人某某的定罪部分和附加刑部分."""
        clause = re.split(r"[；。]", self.flat[token.start : token.start + 200])[0]
        if re.search(r"附加刑|罚金刑|财产刑|罚金部分", clause):
            for name, decision in self.told.imposed.items():
                decision.extras_kept = decision.extras_kept or name in clause

    def _name(self, name: str, token: Token) -> None:
        state = self.state
        if state.old and name in state.names:
            state.last_name_end = token.end
            return
        between = self.flat[state.last_name_end : token.start] if state.last_name_end >= 0 else "。。。。"
        joined = len(between) <= 3 and not re.search(r"[^、，和及与以；]", between)
        if joined and not state.open and name not in state.names:
            state.names = (*state.names, name)
        elif not (joined and name in state.names):
            state.names, state.open, state.combined, state.sinks = (name,), [], False, {}
            state.turn += 1
        state.last_name_end = token.end
        if state.pending:
            self._open(state.pending)

    def _stranger(self, token: Token) -> None:
        written, start, end = token.parts["stranger"]
        name = self.resolve(written)
        if name is None:
            self.told.strangers.append(Found(written, start, end))
            self.state.names, self.state.open, self.state.combined, self.state.sinks = (), [], False, {}
        else:
            self._name(name, token)
            self.told.imposed[name].sure = Sureness.LIKELY

    # -- which crime --------------------------------------------------------------------------------------------------------

    def _charge(self, token: Token, following: Token | None) -> None:
        state = self.state
        named = _named(token)
        if not named or self._quotes_old(token.start) or not self.scope.speaks_anew(token.start):
            return
        if not _FINDS.match(self.flat, token.end):
            self._refer(named)
            return
        if state.old and state.last_name_end < token.start - 1:
            return
        if _FORMER.match(self.flat, token.end):
            self._former(token.start)
            return
        state.old = False
        if self._named_after(token, following):
            state.pending = named
            return
        self._open(named)

    def _named_after(self, token: Token, following: Token | None) -> bool:
        """以盗窃罪判处被告人某某…: the crime stands before the person."""
        if (
            not token.part("lead").startswith("以")
            or following is None
            or following.kind not in (Kind.NAME, Kind.STRANGER)
        ):
            return False
        return bool(
            re.match(
                r"(?:，)?(?:在法定刑以下)?(?:分别|各|均)?(?:判处|改判|对|处)?$", self.flat[token.end : following.start]
            )
        )

    def _refer(self, named: tuple[Found[str], ...]) -> None:
        """维持…犯盗窃罪的定罪量刑, 撤销…犯盗窃罪的量刑."""
        for name in self.state.names:
            decision = self.told.imposed[name]
            target = {Kind.KEEP: decision.kept, Kind.QUASH: decision.quashed}.get(self.scope.mode)
            if target is not None:
                target.update(charge.value for charge in named)

    def _open(self, named: tuple[Found[str], ...]) -> None:
        state = self.state
        state.pending, state.combined, state.open = (), False, []
        for name in state.names:
            sink = self._sink_for(name, named)
            convictions = [Conviction(charge, turn=self._place()) for charge in named]
            sink.convictions.extend(convictions)
            state.open.append((name, convictions))

    def _sink_for(self, name: str, named: tuple[Found[str], ...]) -> Decision:
        """Where a finding goes: the same crime found twice for one name in two places is another person's, or a misprint."""
        state = self.state
        sink = self._sink(name)
        before = {conviction.charge.value for conviction in sink.convictions if conviction.turn != self._place()}
        shared = name in self.doubles and bool(before)
        if self.scope.mode is Kind.ITEM and (shared or any(charge.value in before for charge in named)):
            sink = Decision()
            self.told.repeats.append((name, sink))
        elif shared:
            sink = Decision()  # two accused of one name, both quoted: nobody can say whose it is
            self.told.imposed[name].sure = Sureness.DOUBTFUL
        state.sinks[name] = sink
        return sink

    def _place(self) -> int:
        """Findings of one item, or of one turn where nothing is numbered, belong to one person."""
        own = self.scope.items and self.scope.mode is Kind.ITEM
        return self.scope.item if own else self.state.turn

    def _sink(self, name: str) -> Decision:
        state = self.state
        if self.scope.mode is Kind.QUASH:
            return self.told.quashed[name]
        if self.scope.mode is Kind.KEEP:
            return self.told.kept[name]
        return state.sinks.get(name) or self.told.imposed[name]

    # -- which punishment ---------------------------------------------------------------------------------------------------

    def _targets(self, token: Token) -> list[Punishment]:
        """The punishments that a penalty word belongs to."""
        state = self.state
        main = token.kind in MAIN or token.kind in (Kind.LIFE, Kind.DEATH)
        found: list[Punishment] = []
        for name in state.names:
            decision = self._sink(name)
            opened = next((convictions for owner, convictions in state.open if owner == name), [])
            if state.combined or len(opened) > 1:
                if decision.combined is None or (main and state.fresh and decision.combined.kind):
                    decision.combined = Punishment()
                found.append(decision.combined)
            elif opened:
                found.append(opened[0].punishment)
            elif decision.bare is not None or self._bare(token):
                decision.bare = decision.bare or Punishment()
                found.append(decision.bare)
        state.fresh = state.fresh and not main
        return found

    def _bare(self, token: Token) -> bool:
        """判处被告人某某有期徒刑三年, with the crime named elsewhere."""
        clause = re.split(r"[。；]", self.flat[max(0, token.start - 60) : token.start])[-1]
        return bool(_IMPOSES.search(clause))

    def _penalty(self, token: Token) -> None:
        state = self.state
        if state.old or not state.names:
            return
        if token.kind in (Kind.FINE, Kind.BARE_FINE) and _PAID.search(self.flat, max(0, token.start - 10), token.start):
            return
        if token.kind is Kind.EXEMPT and not state.open:
            for name in state.names:
                self._sink(name).outcome = Found(Outcome.EXEMPTED, token.start, token.end)
            return
        if token.kind is Kind.EXEMPT and not state.combined:  # 犯贪污罪、受贿罪，免予刑事处罚: both
            for _, convictions in state.open:
                for conviction in convictions:
                    fill(conviction.punishment, token)
            return
        for punishment in self._targets(token):
            fill(punishment, token)

    # -- what else ----------------------------------------------------------------------------------------------------------

    def _outcome(self, token: Token) -> None:
        for name in self.state.names:
            self._sink(name).outcome = Found(_OUTCOMES[token.kind], token.start, token.end)

    def _dates(self, token: Token) -> None:
        before = self.flat[max(0, token.start - 24) : token.start]
        clause = re.split(r"[。；（]", before)[-1]
        closed = self.flat[token.end - 1] == "止"
        if _NOT_A_TERM.search(clause) or (not closed and _CUSTODY.match(self.flat, token.end)):
            return
        first, last = numerals.day(token.part("from") or token.part("since")), numerals.day(token.part("to"))
        if not first and not last:
            return
        for name in self.state.names:
            decision = self._sink(name)
            if decision.term is None:
                sure = Sureness.DOUBTFUL if _EXTENDED.match(self.flat, token.end) else Sureness.SURE
                decision.term = Found((first, last), token.start, token.end, sure)
            elif _follows(decision.term, first, token):
                term = decision.term
                decision.term = Found((term.value[0], last), term.start, token.end, Sureness.LIKELY)


def _follows(term: Found[tuple[date | None, date | None]], first: date | None, token: Token) -> bool:
    """Whether a second stretch of days goes on where the first ended: detention interrupted, or two kinds of imprisonment."""
    last = term.value[1]
    return last is not None and first is not None and first > last and token.start - term.end <= 60


def _named(token: Token) -> tuple[Found[str], ...]:
    """The crimes that a token names; 犯贩卖毒品，判处… lacks only the word 罪."""
    if "unnamed" not in token.parts:
        words, start, _ = token.parts["charges"]
        return charges.split(words, start)
    words, start, end = token.parts["unnamed"]
    name = f"{words}罪"
    return (Found(name, start, end, Sureness.LIKELY),) if catalogue.known(name) else ()


__all__ = ["Pass", "PenaltyKind", "Resolve", "Told"]
