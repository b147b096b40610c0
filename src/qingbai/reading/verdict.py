"""From the words of a verdict to what it decides about each accused (主文 → 裁判).

One pass over the tokens with a small memory: whose turn it is, which crime is open, whether the words impose (判处), keep (维持)
or quash (撤销), and whether they speak of an old sentence (前罪) that only counts through the combined one (决定执行).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from qingbai.law.terms import Outcome, PenaltyKind
from qingbai.reading import charges, numerals
from qingbai.reading.drafts import Conviction, Decision, Punishment
from qingbai.reading.found import Found, Sureness
from qingbai.reading.tokens import Kind, Token, tokens

_REFERENCE = re.compile(r"[的之定量部中与]|判决|一案")  # 犯盗窃罪的量刑部分: speaks of a finding, makes none
_PAID = re.compile(r"(?:已|缴|交|退|折抵|预)[^，。；]{0,6}$")
_NOT_A_TERM = re.compile(r"缓刑|考验|剥夺政治权利|禁止")
_IMPOSES = re.compile(r"判处|改判|改为|处以|判决")
_MAIN = {
    Kind.FIXED: PenaltyKind.FIXED_TERM,
    Kind.DETENTION: PenaltyKind.DETENTION,
    Kind.CONTROL: PenaltyKind.CONTROL,
}
_OUTCOMES = {
    Kind.ACQUIT: Outcome.ACQUITTED,
    Kind.IRRESPONSIBLE: Outcome.NOT_RESPONSIBLE,
    Kind.TERMINATED: Outcome.TERMINATED,
}
_PENALTIES = frozenset(
    {
        *_MAIN,
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
    mode: Kind = Kind.ITEM  # ITEM: imposes; KEEP; QUASH
    verb_at: int = 0
    open: list[tuple[str, list[Conviction]]] = field(default_factory=list)
    pending: tuple[Found[str], ...] = ()
    combined: bool = False
    old: bool = False
    depth: int = 0


class Pass:
    """One reading of one stretch of text. ``decisions`` holds what it decides, by name."""

    def __init__(self, flat: str, names: tuple[str, ...], resolve: Resolve) -> None:
        self.flat = flat
        self.decisions: dict[str, Decision] = {name: Decision() for name in names}
        self.dropped: dict[str, Decision] = {name: Decision() for name in names}
        self.strangers: list[Found[str]] = []
        self.resolved: dict[str, str] = {}
        self.resolve = resolve
        self.state = _State()

    def run(self, start: int, end: int, pattern: re.Pattern[str] | None) -> "Pass":
        """Read ``flat[start:end]``."""
        listed = tokens(self.flat, start, end, pattern)
        for index, token in enumerate(listed):
            following = listed[index + 1] if index + 1 < len(listed) else None
            self._take(token, following)
        return self

    # -- whose turn ---------------------------------------------------------------------------------------------------------

    def _take(self, token: Token, following: Token | None) -> None:
        state = self.state
        if token.kind in _PENALTIES:
            self._penalty(token)
        elif token.kind is Kind.NAME:
            self._name(token.part("name"), token)
        elif token.kind is Kind.STRANGER:
            self._stranger(token)
        elif token.kind is Kind.CHARGE:
            self._charge(token, following)
        elif token.kind is Kind.COMBINE:
            state.combined, state.old = True, False
        elif token.kind in (Kind.OLD, Kind.SUM):
            state.old, state.combined = True, False
        elif token.kind in _OUTCOMES:
            self._outcome(token)
        elif token.kind is Kind.DATES:
            self._dates(token)
        else:
            self._mark(token)

    def _mark(self, token: Token) -> None:
        """Items, stops, brackets and the verbs 维持 and 撤销."""
        state = self.state
        if token.kind is Kind.OPEN:
            state.depth += 1
        elif token.kind is Kind.CLOSE:
            state.depth = max(0, state.depth - 1)
        elif token.kind is Kind.ITEM:
            state.mode, state.open, state.combined, state.old, state.depth = Kind.ITEM, [], False, False, 0
        elif token.kind is Kind.STOP:
            if state.mode is not Kind.ITEM and not self._quoting(token.start):
                state.mode = Kind.ITEM
        else:
            state.mode, state.verb_at, state.open, state.combined, state.old = token.kind, token.start, [], False, False

    def _quoting(self, place: int) -> bool:
        """Whether the words since 维持 or 撤销 quote the earlier verdict (即：…, “…”)."""
        since = self.flat[self.state.verb_at : place]
        return "即" in since or "“" in since

    def _name(self, name: str, token: Token) -> None:
        state = self.state
        between = self.flat[state.last_name_end : token.start] if state.last_name_end >= 0 else "。"
        joined = len(between) <= 3 and not re.search(r"[^、，和及与以；]", between)
        if joined and not state.open and name not in state.names:
            state.names = (*state.names, name)
        elif not (joined and name in state.names):
            state.names, state.open, state.combined = (name,), [], False
        state.last_name_end = token.end
        if state.pending:
            self._open(state.pending)

    def _stranger(self, token: Token) -> None:
        written, start, end = token.parts["stranger"]
        name = self.resolve(written)
        if name is None:
            self.strangers.append(Found(written, start, end))
            self.state.names, self.state.open, self.state.combined = (), [], False
        else:
            self.resolved[written] = name
            self._name(name, token)

    # -- which crime --------------------------------------------------------------------------------------------------------

    def _charge(self, token: Token, following: Token | None) -> None:
        state = self.state
        words, start, _ = token.parts["charges"]
        named = charges.split(words, start)
        reference = bool(_REFERENCE.match(self.flat, token.end))
        if state.mode is Kind.QUASH and not reference and not self._quoting(token.start):
            state.mode = Kind.ITEM
        if reference:
            self._refer(named)
            return
        if state.old and state.last_name_end < token.start - 1:
            return
        state.old = False
        if self._named_after(token, following):
            state.pending = named
            return
        self._open(named)

    def _named_after(self, token: Token, following: Token | None) -> bool:
        """以盗窃罪判处被告人某某…: the crime stands before the person."""
        if token.part("lead") != "以" or following is None or following.kind not in (Kind.NAME, Kind.STRANGER):
            return False
        return bool(re.match(r"(?:分别|各|均|，)?(?:判处|对|处)?$", self.flat[token.end : following.start]))

    def _refer(self, named: tuple[Found[str], ...]) -> None:
        """维持…犯盗窃罪的定罪量刑, 撤销…犯盗窃罪的量刑."""
        for name in self.state.names:
            decision = self.decisions[name]
            target = {Kind.KEEP: decision.kept, Kind.QUASH: decision.quashed}.get(self.state.mode)
            if target is not None:
                target.update(charge.value for charge in named)

    def _open(self, named: tuple[Found[str], ...]) -> None:
        state = self.state
        state.pending, state.combined, state.open = (), False, []
        for name in state.names:
            convictions = [Conviction(charge) for charge in named]
            self._sink(name).convictions.extend(convictions)
            state.open.append((name, convictions))

    def _sink(self, name: str) -> Decision:
        return self.dropped[name] if self.state.mode is Kind.QUASH else self.decisions[name]

    # -- which punishment ---------------------------------------------------------------------------------------------------

    def _targets(self, token: Token) -> list[Punishment]:
        """The punishments that a penalty word belongs to."""
        state = self.state
        found: list[Punishment] = []
        for name in state.names:
            decision = self._sink(name)
            opened = next((convictions for owner, convictions in state.open if owner == name), [])
            if state.combined or len(opened) > 1:
                decision.combined = decision.combined or Punishment()
                found.append(decision.combined)
            elif opened:
                found.append(opened[0].punishment)
            elif self._bare(token):
                decision.bare = decision.bare or Punishment()
                found.append(decision.bare)
        return found

    def _bare(self, token: Token) -> bool:
        """判处被告人某某有期徒刑三年, with the crime named elsewhere."""
        clause = re.split(r"[。；]", self.flat[max(0, token.start - 60) : token.start])[-1]
        return bool(_IMPOSES.search(clause))

    def _penalty(self, token: Token) -> None:
        state = self.state
        if state.old or not state.names or (state.mode is Kind.QUASH and not self._quoting(token.start)):
            return
        if token.kind in (Kind.FINE, Kind.BARE_FINE) and _PAID.search(self.flat, max(0, token.start - 10), token.start):
            return
        if token.kind is Kind.EXEMPT and not state.open:
            for name in state.names:
                self._sink(name).outcome = Found(Outcome.EXEMPTED, token.start, token.end)
            return
        for punishment in self._targets(token):
            fill(punishment, token)

    # -- what else ----------------------------------------------------------------------------------------------------------

    def _outcome(self, token: Token) -> None:
        if self.state.mode is Kind.QUASH:
            return
        for name in self.state.names:
            self._sink(name).outcome = Found(_OUTCOMES[token.kind], token.start, token.end)

    def _dates(self, token: Token) -> None:
        before = self.flat[max(0, token.start - 24) : token.start]
        clause = re.split(r"[。；（]", before)[-1]
        if _NOT_A_TERM.search(clause) or self.state.mode is Kind.QUASH:
            return
        first, last = numerals.day(token.part("from")), numerals.day(token.part("to"))
        for name in self.state.names:
            decision = self._sink(name)
            if decision.term is None and (first or last):
                decision.term = Found((first, last), token.start, token.end)


def _period(token: Token, part: str) -> numerals.Period | None:
    return numerals.period(token.part(part)) if token.part(part) else None


def fill(punishment: Punishment, token: Token) -> None:
    """Write one penalty word into a punishment; the first of a kind stands."""
    if token.kind in _MAIN or token.kind in (Kind.LIFE, Kind.DEATH):
        _fill_main(punishment, token)
    elif token.kind is Kind.PROBATION:
        months = _period(token, "probation")
        punishment.probation = punishment.probation or (Found(months, token.start, token.end) if months else None)
    elif token.kind in (Kind.FINE, Kind.BARE_FINE):
        punishment.fine = punishment.fine or _fine(token)
    elif token.kind is Kind.CONFISCATION:
        punishment.confiscation = punishment.confiscation or _confiscation(token)
    elif token.kind is Kind.RIGHTS:
        punishment.rights = punishment.rights or _rights(token)
    elif token.kind is Kind.DEPORTATION:
        punishment.deportation = Found("deportation", token.start, token.end)
    elif token.kind is Kind.EXEMPT:
        punishment.exempt = Found("exempt", token.start, token.end)


def _fine(token: Token) -> Found[int | float] | None:
    amount = numerals.yuan(token.part("fine") or token.part("bare"))
    if amount is None:
        return None
    sure = Sureness.SURE if "元" in token.part("fine") else Sureness.LIKELY
    return Found(amount, token.start, token.end, sure)


def _confiscation(token: Token) -> Found[str]:
    if token.part("all"):
        return Found("all", token.start, token.end)
    if token.part("some") or token.part("amount"):
        return Found("part", token.start, token.end)
    return Found("all", token.start, token.end, Sureness.DOUBTFUL)


def _rights(token: Token) -> Found[str | int] | None:
    if token.part("forever"):
        return Found("life", token.start, token.end)
    span = _period(token, "rights")
    return Found(span.months, token.start, token.end) if span else None


def _fill_main(punishment: Punishment, token: Token) -> None:
    if punishment.kind is not None:
        return
    if token.kind is Kind.LIFE:
        punishment.kind = Found(PenaltyKind.LIFE, token.start, token.end)
    elif token.kind is Kind.DEATH:
        suspended = bool(token.part("suspended"))
        punishment.kind = Found(PenaltyKind.DEATH_SUSPENDED if suspended else PenaltyKind.DEATH, token.start, token.end)
    else:
        span = _period(token, token.kind.name.lower())
        if span:
            punishment.kind, punishment.period = Found(_MAIN[token.kind], token.start, token.end), span
