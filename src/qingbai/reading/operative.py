"""The operative part for every accused (主文与各被告人): who was meant, what stood before, what stands now.

Names in a verdict may be masked, misprinted or shared by two; each way of joining them to the accused lowers the sureness of what
was joined, and says so in a problem.
"""

import re
from dataclasses import dataclass, field, replace

from qingbai.law.terms import CaseEnd, Disposition, Instance, Outcome, Relation, Treatment
from qingbai.reading import rulings
from qingbai.reading.commutation import commuted
from qingbai.reading.drafts import Decision, Punishment
from qingbai.reading.earlier import Before, earlier_verdict, history_numbers, read_before, restored
from qingbai.reading.found import Found, Problem, Sureness, shift
from qingbai.reading.history import History
from qingbai.reading.joining import decide
from qingbai.reading.later import ExecutionKind
from qingbai.reading.names import places
from qingbai.reading.parties import Parties, Party
from qingbai.reading.sections import Verdict
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
from qingbai.reading.verdict import Told

_GUILTY = re.compile(r"[^。；]{0,150}?(?:犯|构成)[^。；，]{1,60}?罪")
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


def operate(text: Text, parties: Parties, verdict: Verdict, instance: Instance) -> Operative:
    """Read the operative part for every accused, in the order of the head."""
    review = instance is not Instance.FIRST
    told = decide(text, parties.accused, verdict.start, verdict.end, review=review)
    words = text.flat[verdict.start : verdict.end]
    history = history_numbers(text, parties.intro, verdict) if review else set()
    before = read_before(text, parties, verdict, history) if review else Before()
    decided = rulings.after(before.standing, told)
    again = restored(words, told, before) if instance is Instance.RETRIAL else set()
    decided.update({name: before.first[name] for name in again})
    if instance is Instance.COMMUTATION:
        span = (parties.intro, verdict.start, verdict.end)
        decided = {name: commuted(text, now, before.standing[name], *span) for name, now in decided.items()}
    reviewed = history if review and instance is not Instance.COMMUTATION else None
    result = Operative(
        disposition=shift(rulings.disposition(words, instance, told), verdict.start),
        revoked=shift(rulings.revoked(words, reviewed), verdict.start),
        problems=[Problem("unknown_person_in_verdict", "", {"written": stranger.value}) for stranger in told.strangers],
    )
    kind = result.disposition.value if result.disposition else None
    if result.revoked is None and kind in (Disposition.UPHOLD, Disposition.ALLOW_WITHDRAWAL):
        result.revoked = before.revoked
    _share(parties.accused, decided, told, result)
    _later(text, parties, verdict, instance, told, before.standing, result)
    if result.disposition and again:
        _restore(parties.accused, again, result.disposition, result)
    result.decisions = [
        _completed(text, party, decision, verdict, result, review=review)
        for party, decision in zip(parties.accused, result.decisions, strict=True)
    ]
    _drop_unreadable(result)
    return result


def _drop_unreadable(result: Operative) -> None:
    """A combined punishment whose main penalty is misprinted (决定执行有期徒刑六个) is left out, and said to be."""
    for index, decision in enumerate(result.decisions):
        combined = decision.combined
        if combined and combined.kind is None and any(one.punishment.kind for one in decision.convictions):
            result.decisions[index] = replace(decision, combined=None)
            result.problems.append(Problem("combined_unreadable", f"defendants.{index}.combined"))


def _restore(accused: tuple[Party, ...], names: set[str], ruling: Found[Disposition], result: Operative) -> None:
    """Whose first verdict came back: what the decision on appeal had put in its place is changed."""
    changed = Found(Treatment.CHANGED, ruling.start, ruling.end, Sureness.LIKELY)
    result.treatments = [
        changed if party.name.value in names else treated
        for party, treated in zip(accused, result.treatments, strict=True)
    ]


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
        Decision() if party.name.value in twice else earlier_verdict(party.name.value, told, standing)
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


def _completed(
    text: Text, party: Party, decision: Decision, verdict: Verdict, result: Operative, *, review: bool
) -> Decision:
    """With what can still be said about an accused whom the operative part leaves without a finding of their own."""
    ruling = result.disposition
    kind = ruling.value if ruling else None
    if result.case_end is not None:
        return Decision(outcome=Found(Outcome.UNDECIDED, result.case_end.start, result.case_end.end))
    if review and decision.empty and kind in _STANDS:
        return replace(decision, outcome=_likely_guilty(text, party.name.value, verdict))
    if not review and decision.bare is not None and not decision.convictions:
        return replace(decision, combined=_doubted(decision.bare))  # the verdict names a punishment and no crime
    if not review and decision.empty and ruling and kind is Disposition.ALLOW_WITHDRAWAL:
        return replace(decision, outcome=Found(Outcome.UNDECIDED, ruling.start, ruling.end))
    return decision


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
