"""The operative part for every accused (主文与各被告人): who was meant, what stood before, what stands now.

Names in a verdict may be masked, misprinted or shared by two; each way of joining them to the accused lowers the sureness of what
was joined, and says so in a problem.
"""

import re
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import TypeVar

from qingbai.law.terms import CaseEnd, Disposition, Instance, Outcome, Relation, Treatment
from qingbai.reading import rulings
from qingbai.reading.commutation import commuted
from qingbai.reading.drafts import Decision, Punishment
from qingbai.reading.found import Found, Problem, Sureness
from qingbai.reading.heading import CASE_NUMBER
from qingbai.reading.history import History, key_of
from qingbai.reading.later import ExecutionKind
from qingbai.reading.names import Names, places
from qingbai.reading.parties import Parties, Party
from qingbai.reading.sections import Verdict, restated
from qingbai.reading.text import Text
from qingbai.reading.treatments import (
    REVIEWS,
    Execution,
    execution,
    first_place,
    prosecution_withdrawn,
    told_twice,
    treatments,
)
from qingbai.reading.verdict import Pass, Resolve, Told

T = TypeVar("T")

_GUILTY = re.compile(r"[^。；]{0,150}?(?:犯|构成)[^。；，]{1,60}?罪")
_TELLS = re.compile(r"。|判决：|如下|判处|撤[销消]")
_STANDS = frozenset({Disposition.UPHOLD, Disposition.CHANGE, Disposition.ALLOW_WITHDRAWAL})
"""What leaves an earlier conviction standing for those whom the operative part does not name."""


@dataclass(slots=True)
class Operative:
    """What the operative part says, joined with what stood before; ``decisions`` in the order of the accused."""

    disposition: Found[Disposition] | None = None
    revoked: Found[str] | None = None
    decisions: list[Decision] = field(default_factory=list)
    earlier: list[Decision] = field(default_factory=list)
    treatments: list[Found[Treatment] | None] = field(default_factory=list)
    case_end: Found[CaseEnd] | None = None
    execution: Execution | None = None
    problems: list[Problem] = field(default_factory=list)


def shift(found: Found[T] | None, by: int) -> Found[T] | None:
    """The same value, its span counted from elsewhere."""
    return replace(found, start=found.start + by, end=found.end + by) if found else None


def _resolver(parties: tuple[Party, ...], mentioned: set[str]) -> Resolve:
    """Join a name that only the verdict writes to the accused it must mean: an alias, a misprint, or the same family name with nobody else left."""

    def resolve(written: str) -> str | None:
        for party in parties:
            if any(alias.value == written for alias in party.about.aliases):
                return party.name.value
        near = [party.name.value for party in parties if _alike(party.name.value, written)]
        if len(near) == 1 and (len(written) >= 6 or near[0] not in mentioned):
            return near[0]
        left = [party.name.value for party in parties if party.name.value not in mentioned]
        same = [name for name in left if name[:1] == written[:1]]
        if len(same) == 1:
            return same[0]
        return left[0] if len(left) == 1 and len(parties) == 1 else None

    return resolve


def _alike(one: str, other: str) -> bool:
    """Names that differ by one character, long names (of units) by a few."""
    if len(one) == len(other) <= 5:
        return len(one) >= 2 and sum(a != b for a, b in zip(one, other, strict=True)) == 1 and "某" not in one + other
    if min(len(one), len(other)) < 6:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.9


def decide(text: Text, parties: tuple[Party, ...], start: int, end: int, *, review: bool) -> Told:
    """What one stretch of text decides about the accused."""
    names = tuple(dict.fromkeys(party.name.value for party in parties))
    mentioned = {name for name in names if name in text.flat[start:end]}
    listed = [party.name.value for party in parties]
    doubles = frozenset(name for name in listed if listed.count(name) > 1)
    reading = Pass(text.flat, Names(names), _resolver(parties, mentioned), review=review, doubles=doubles)
    return reading.run(start, end)


def _standing(
    text: Text, parties: Parties, verdict: Verdict, history: set[str]
) -> tuple[dict[str, Decision], Found[str] | None]:
    """What earlier courts decided, as this document restates it, and whether they revoked an earlier probation."""
    revoked: Found[str] | None = None
    standing = {party.name.value: Decision() for party in parties.accused}
    for start, end in restated(text, parties.intro, verdict.formula, Names(tuple(standing))):
        if _of_another_case(text.flat[start:end], history):
            continue
        told = decide(text, parties.accused, start, end, review=False)
        told.imposed = {name: rulings.settled(decision) for name, decision in told.imposed.items()}
        for name, decision in told.imposed.items():
            if _mentions(standing[name], decision):
                told.imposed[name] = Decision(term=decision.term)
        standing = rulings.after(standing, told)
        revoked = shift(rulings.revoked(text.flat[start:end], None), start) or revoked
    return standing, revoked


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


def _likely_guilty(text: Text, name: str, verdict: Verdict) -> Found[Outcome] | None:
    """Where a ruling upholds without restating the sentence: its reasons say of which crime the accused is guilty."""
    reasons = text.flat.rfind("本院认为", 0, verdict.formula)
    if reasons < 0:
        return None
    for place in places(text.flat, name, reasons, verdict.formula):
        match = _GUILTY.match(text.flat, place + len(name), verdict.formula)
        if match:
            return Found(Outcome.CONVICTED, place, match.end(), Sureness.LIKELY)
    return None


def _reviewed(text: Text, intro: int, verdict: Verdict) -> set[str]:
    """The numbers of the judgments that the paragraph on the case's history names."""
    end = text.flat.find("审理终结", intro, min(intro + 3000, verdict.formula))
    return {
        number.group()
        for number in CASE_NUMBER.finditer(text.flat, intro, end if end > 0 else min(intro + 800, verdict.formula))
    }


def operate(text: Text, parties: Parties, verdict: Verdict, instance: Instance) -> Operative:
    """Read the operative part for every accused, in the order of the head."""
    review = instance is not Instance.FIRST
    told = decide(text, parties.accused, verdict.start, verdict.end, review=review)
    words = text.flat[verdict.start : verdict.end]
    history = _reviewed(text, parties.intro, verdict) if review else set()
    standing, earlier = (
        _standing(text, parties, verdict, {key_of(number) for number in history}) if review else ({}, None)
    )
    decided = rulings.after(standing, told)
    if instance is Instance.COMMUTATION:
        span = (parties.intro, verdict.start, verdict.end)
        decided = {name: commuted(text, told_now, standing[name], *span) for name, told_now in decided.items()}
    reviewed = history if review and instance is not Instance.COMMUTATION else None
    result = Operative(
        disposition=shift(rulings.disposition(words, instance, told), verdict.start),
        revoked=shift(rulings.revoked(words, reviewed), verdict.start),
        problems=[Problem("unknown_person_in_verdict", "", {"written": stranger.value}) for stranger in told.strangers],
    )
    kind = result.disposition.value if result.disposition else None
    if result.revoked is None and kind in (Disposition.UPHOLD, Disposition.ALLOW_WITHDRAWAL):
        result.revoked = earlier
    _share(parties.accused, decided, told, result)
    _later(text, parties, verdict, instance, told, standing, result)
    for party, decision in zip(parties.accused, result.decisions, strict=True):
        _complete(text, party, decision, verdict, result, review=review)
    return result


def _later(
    text: Text,
    parties: Parties,
    verdict: Verdict,
    instance: Instance,
    told: Told,
    standing: dict[str, Decision],
    result: Operative,
) -> None:
    """What the document did to an earlier verdict, and how that one is restated."""
    ruling = result.disposition
    nothing: list[Found[Treatment] | None] = [None] * len(parties.accused)
    result.treatments = nothing
    twice = told_twice(parties.accused)
    result.earlier = [
        Decision() if party.name.value in twice else _earlier(party.name.value, told, standing)
        for party in parties.accused
    ]
    if ruling is None:
        return
    if ruling.value is Disposition.ALLOW_WITHDRAWAL:
        result.case_end = shift(prosecution_withdrawn(text.flat[verdict.start : verdict.end]), verdict.start)
    if instance in REVIEWS:
        result.treatments = treatments(text, verdict, parties.accused, ruling, told, standing)
        for index, treated in enumerate(result.treatments):
            if treated is None and ruling.value is Disposition.CHANGE:
                result.decisions[index] = Decision()  # the words do not settle what stands
    elif ruling.value is Disposition.COMMUTE:
        result.execution = execution(text, verdict)
        changed = result.execution is not None and result.execution.kind.value is not ExecutionKind.REFUSED
        treated = Found(Treatment.EXECUTION_CHANGED, ruling.start, ruling.end)
        result.treatments = [treated] * len(parties.accused) if changed else nothing


def _earlier(name: str, told: Told, standing: dict[str, Decision]) -> Decision:
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


def _complete(
    text: Text, party: Party, decision: Decision, verdict: Verdict, result: Operative, *, review: bool
) -> None:
    """What can still be said about an accused whom the operative part leaves without a finding of their own."""
    kind = result.disposition.value if result.disposition else None
    if result.case_end is not None:
        decision.outcome = Found(Outcome.UNDECIDED, result.case_end.start, result.case_end.end)
        decision.convictions, decision.combined, decision.bare, decision.term = [], None, None, None
    elif review and decision.empty and kind in _STANDS:
        decision.outcome = _likely_guilty(text, party.name.value, verdict)
    elif not review and decision.bare is not None and not decision.convictions:
        decision.combined = _doubted(decision.bare)  # the verdict names a punishment and no crime
    elif not review and decision.empty and result.disposition and kind is Disposition.ALLOW_WITHDRAWAL:
        decision.outcome = Found(Outcome.UNDECIDED, result.disposition.start, result.disposition.end)


def _doubted(punishment: Punishment) -> Punishment:
    """A punishment whose main penalty a person must look at."""
    return replace(punishment, kind=replace(punishment.kind, sure=Sureness.DOUBTFUL) if punishment.kind else None)


def _share(accused: tuple[Party, ...], decided: dict[str, Decision], told: Told, result: Operative) -> None:
    """Give every accused their decision. A second finding under one name goes to the next of that name, or to the only one left."""
    repeats = list(told.repeats)
    seen: set[str] = set()
    for party in accused:
        name = party.name.value
        decision = decided.get(name, Decision())
        if name in seen:
            index = next((n for n, (owner, _) in enumerate(repeats) if owner == name), None)
            decision = replace(repeats.pop(index)[1], sure=Sureness.DOUBTFUL) if index is not None else Decision()
            result.problems.append(Problem("same_name_twice", f"defendants.{len(result.decisions)}", {"name": name}))
        seen.add(name)
        result.decisions.append(decision)
    empty = [number for number, decision in enumerate(result.decisions) if decision.empty]
    if len(empty) == 1 and len(repeats) == 1:
        result.decisions[empty[0]] = replace(repeats.pop()[1], sure=Sureness.DOUBTFUL)
        result.problems.append(
            Problem("finding_under_another_name", f"defendants.{empty[0]}", {"name": accused[empty[0]].name.value})
        )
    result.problems.extend(Problem("found_twice", "", {"name": name}) for name, _ in repeats)


def correct(accused: tuple[Party, ...], ruling: Found[Disposition]) -> Operative:
    """What a ruling that corrects an earlier text does: it finds nothing, whatever it quotes."""
    treated = Found(Treatment.CORRECTED, ruling.start, ruling.end)
    return Operative(
        disposition=ruling,
        decisions=[Decision() for _ in accused],
        earlier=[Decision() for _ in accused],
        treatments=[treated for _ in accused],
    )


def anew(operative: Operative, history: History) -> None:
    """A trial after remand, or a retrial under a number of first instance, puts its own verdict in the place of the earlier one."""
    kind = operative.disposition.value if operative.disposition else None
    ways = [
        citing.relation for citing in history.cites if citing.relation.value in (Relation.NEW_TRIAL, Relation.RETRIAL)
    ]
    if kind not in (Disposition.JUDGED, Disposition.ALLOW_WITHDRAWAL, Disposition.TERMINATE) or not ways:
        return
    operative.treatments = [
        None if decision.empty else _replacing(decision, ways[0].sure) for decision in operative.decisions
    ]


def _replacing(decision: Decision, sure: Sureness) -> Found[Treatment] | None:
    place = first_place(decision)
    return Found(Treatment.CHANGED, *place, max(sure, decision.sure, key=list(Sureness).index)) if place else None
