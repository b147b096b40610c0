"""What earlier courts decided (原判), as a later document restates it: by the history, by the operative part that quotes it, or by both.

Restated verdicts are folded in the order in which they are told. A passage of the reasons that only speaks of a verdict in part changes
nothing, and a verdict of another case, told as an earlier conviction, does not count.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from qingbai.reading import rulings
from qingbai.reading.drafts import Decision
from qingbai.reading.found import Found, Sureness, shift
from qingbai.reading.heading import CASE_NUMBER
from qingbai.reading.history import key_of
from qingbai.reading.joining import decide
from qingbai.reading.names import Names
from qingbai.reading.parties import Parties
from qingbai.reading.sections import Verdict, restated
from qingbai.reading.text import Text
from qingbai.reading.verdict import Told

_TELLS = re.compile(r"。|判决：|如下|判处|撤[销消]")
# 一、撤销…（2022）演01刑终32号刑事判决；二、维持…（2022）演0101刑初17号刑事判决: the first verdict comes back as a whole.
_WHOLE = r"号刑事(?:附带民事)?(?:判决|裁定)(?:书)?(?=[；。，]|$)"
_TAKES_APPEAL = re.compile(rf"撤[销消][^。；]{{0,80}}?终[^。；]{{0,12}}?{_WHOLE}")
_KEEPS_FIRST = re.compile(rf"维持[^。；]{{0,80}}?初[^。；]{{0,12}}?{_WHOLE}")


@dataclass(frozen=True, slots=True)
class Before:
    """What earlier courts decided, by name: after all of them, and after the first of them; and the revocation of a probation that they told."""

    standing: dict[str, Decision] = field(default_factory=dict)
    first: dict[str, Decision] = field(default_factory=dict)
    revoked: Found[str] | None = None


def read_before(text: Text, parties: Parties, verdict: Verdict, history: set[str]) -> Before:
    """What earlier courts decided; ``history`` are the case numbers that the case's history names."""
    known = {key_of(number) for number in history}
    revoked: Found[str] | None = None
    first: dict[str, Decision] = {}
    standing = {party.name.value: Decision() for party in parties.accused}
    for start, end in restated(text, parties.intro, verdict.formula, Names(tuple(standing))):
        if _of_another_case(text.flat[start:end], known):
            continue
        told = decide(text, parties.accused, start, end, review=False)
        told.imposed = {name: rulings.settled(decision) for name, decision in told.imposed.items()}
        for name, decision in told.imposed.items():
            if _mentions(standing[name], decision):
                told.imposed[name] = Decision(term=decision.term)
        standing = rulings.after(standing, told)
        for name, decision in standing.items():
            if not decision.empty:
                first.setdefault(name, decision)
        revoked = shift(rulings.revoked(text.flat[start:end], None), start) or revoked
    return Before(standing, first, revoked)


def _mentions(standing: Decision, told: Decision) -> bool:
    """Whether a later passage only speaks of what stands, in part: 经查，原判以…犯受贿罪，判处….

    Each crime that it names stands with the same main punishment, or it names none, and it leaves something out.
    """
    before = {one.charge.value: one.punishment for one in standing.convictions}
    if not told.convictions or told.combined is not None or told.outcome is not None:
        return False
    for one in told.convictions:
        same, new = before.get(one.charge.value), one.punishment
        if same is None or same.kind is None or new.probation or new.exempt:
            return False
        if new.kind is not None and (new.kind.value, new.period) != (same.kind.value, same.period):
            return False
    return True


def _of_another_case(words: str, history: set[str]) -> bool:
    """Whether a verdict is told under a number that the case's history does not know: an earlier conviction."""
    number = CASE_NUMBER.search(_TELLS.split(words, maxsplit=1)[0])
    return number is not None and "刑" in number["body"] and bool(history) and key_of(number.group()) not in history


def history_numbers(text: Text, intro: int, verdict: Verdict) -> set[str]:
    """The numbers of the judgments that the paragraph on the case's history names."""
    end = text.flat.find("审理终结", intro, min(intro + 3000, verdict.formula))
    return {
        number.group()
        for number in CASE_NUMBER.finditer(text.flat, intro, end if end > 0 else min(intro + 800, verdict.formula))
    }


def restored(words: str, told: Told, before: Before) -> set[str]:
    """Whose first verdict stands again, because a retrial quashed the decision on appeal and kept the first judgment as a whole."""
    if not (_TAKES_APPEAL.search(words) and _KEEPS_FIRST.search(words)):
        return set()
    return {name for name in before.first if told.imposed[name].empty and told.kept[name].empty}


def earlier_verdict(name: str, told: Told, standing: Mapping[str, Decision]) -> Decision:
    """The verdict under review on one accused: as the history restates it, else as the operative part quotes it."""
    before = standing.get(name, Decision())
    quoted = [rulings.settled(part[name]) for part in (told.quashed, told.kept) if name in part]
    quoted = [decision for decision in quoted if not decision.empty]
    if not before.empty:
        return replace(before, sure=Sureness.DOUBTFUL) if any(_disagree(before, one) for one in quoted) else before
    return quoted[0] if len(quoted) == 1 else Decision()


def _disagree(one: Decision, other: Decision) -> bool:
    """Whether two restatements give one crime, or the whole, different main punishments."""
    if one.combined and other.combined and one.combined.period != other.combined.period:
        return True
    periods = {conviction.charge.value: conviction.punishment.period for conviction in one.convictions}
    return any(
        periods.get(conviction.charge.value, conviction.punishment.period) != conviction.punishment.period
        for conviction in other.convictions
    )
