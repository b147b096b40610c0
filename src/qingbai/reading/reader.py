"""From text to reading (读): head, parties, operative part and signature joined into one frozen value.

``read`` never raises on any text of bearable length and never invents: what it does not find is ``None`` and, where a judgment
must have it, named in ``missing``.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import SequenceMatcher
from typing import TypeVar

from qingbai.law.terms import Disposition, Instance, Outcome, Penalty, PenaltyKind, Sentence
from qingbai.reading import rulings
from qingbai.reading.checks import check
from qingbai.reading.commutation import commuted
from qingbai.reading.drafts import Decision, Punishment
from qingbai.reading.found import Found, Problem, Sureness
from qingbai.reading.heading import CASE_NUMBER, Heading, read_heading, read_prosecutor
from qingbai.reading.names import Names, places
from qingbai.reading.parties import Parties, Party, read_parties, with_unintroduced
from qingbai.reading.reading import Defendant, Reading
from qingbai.reading.sections import Signature, Verdict, find_verdict, read_signature, restated
from qingbai.reading.text import Text, even
from qingbai.reading.verdict import Pass, Resolve, Told

T = TypeVar("T")

_GUILTY = re.compile(r"[^。；]{0,150}?(?:犯|构成)[^。；，]{1,60}?罪")
_STANDS = frozenset({Disposition.UPHOLD, Disposition.CHANGE, Disposition.ALLOW_WITHDRAWAL})
"""What leaves an earlier conviction standing for those whom the operative part does not name."""


class _Book:
    """Collects spans and sureness by path while values are frozen."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.spans: dict[str, tuple[int, int]] = {}
        self.sure: dict[str, Sureness] = {}

    def note(self, path: str, found: Found[T] | None) -> T | None:
        """Write down where a value stands and give the value back."""
        if found is None:
            return None
        self.spans[path] = self.text.span(found.start, found.end)
        self.sure[path] = found.sure
        return found.value

    def penalty(self, path: str, punishment: Punishment) -> Penalty:
        """Freeze a punishment."""
        kind = self.note(f"{path}.main", punishment.kind)
        probation = self.note(f"{path}.probation_months", punishment.probation)
        if punishment.exempt:
            self.note(f"{path}.exempt", punishment.exempt)
        return Penalty(
            kind=kind or PenaltyKind.NONE,
            months=punishment.period.months if punishment.period else None,
            days=punishment.period.days if punishment.period else 0,
            probation_months=probation.months if probation else None,
            fine_yuan=self.note(f"{path}.fine_yuan", punishment.fine),
            confiscation=self.note(f"{path}.confiscation", punishment.confiscation),
            political_rights=self.note(f"{path}.political_rights", punishment.rights),
            deportation=bool(self.note(f"{path}.deportation", punishment.deportation)),
        )


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


def _decide(text: Text, parties: tuple[Party, ...], start: int, end: int, *, review: bool) -> Told:
    names = tuple(dict.fromkeys(party.name.value for party in parties))
    mentioned = {name for name in names if name in text.flat[start:end]}
    listed = [party.name.value for party in parties]
    doubles = frozenset(name for name in listed if listed.count(name) > 1)
    reading = Pass(text.flat, Names(names), _resolver(parties, mentioned), review=review, doubles=doubles)
    return reading.run(start, end)


def _standing(text: Text, parties: Parties, verdict: Verdict) -> tuple[dict[str, Decision], Found[str] | None]:
    """What earlier courts decided, as this document restates it, and whether they revoked an earlier probation."""
    revoked: Found[str] | None = None
    standing = {party.name.value: Decision() for party in parties.accused}
    for start, end in restated(text, parties.intro, verdict.formula, Names(tuple(standing))):
        told = _decide(text, parties.accused, start, end, review=False)
        told.imposed = {name: rulings.settled(decision) for name, decision in told.imposed.items()}
        standing = rulings.after(standing, told)
        revoked = _shift(rulings.revoked(text.flat[start:end], None), start) or revoked
    return standing, revoked


def _outcome(decision: Decision, disposition: Disposition | None) -> Outcome | None:
    if disposition is Disposition.QUASH_REMAND:
        return Outcome.UNDECIDED
    if disposition is Disposition.TERMINATE:
        return Outcome.TERMINATED
    if decision.convictions:
        exempt = [conviction.punishment.exempt is not None for conviction in decision.convictions]
        return Outcome.EXEMPTED if all(exempt) and decision.combined is None else Outcome.CONVICTED
    if decision.outcome is not None:
        return decision.outcome.value
    return Outcome.CONVICTED if decision.combined else None


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


def _defendant(book: _Book, index: int, party: Party, decision: Decision, disposition: Disposition | None) -> Defendant:
    path = f"defendants.{index}"
    outcome = _outcome(decision, disposition)
    sentences = []
    for number, conviction in enumerate(decision.convictions):
        where = f"{path}.sentences.{number}"
        charge = book.note(f"{where}.charge", conviction.charge) or ""
        sentences.append(Sentence(charge=charge, penalty=book.penalty(where, conviction.punishment)))
    combined = book.penalty(f"{path}.combined", decision.combined) if decision.combined else None
    if decision.outcome is not None:
        book.note(f"{path}.outcome", decision.outcome)
    elif outcome is not None and decision.convictions:
        first = decision.convictions[0].charge
        book.note(f"{path}.outcome", Found(outcome, first.start, first.end))
    first_day, last_day = _term(book, path, decision)
    return Defendant(
        name=book.note(f"{path}.name", party.name) or "",
        kind=party.kind,
        outcome=outcome,
        sex=book.note(f"{path}.sex", party.about.sex),
        born_on=book.note(f"{path}.born_on", party.about.born_on),
        nationality=book.note(f"{path}.nationality", party.about.nationality),
        sentences=tuple(sentences),
        exempted=tuple(c.charge.value for c in decision.convictions if c.punishment.exempt),
        combined=combined,
        term_from=first_day,
        term_to=last_day,
        aliases=tuple(book.note(f"{path}.aliases.{n}", alias) or "" for n, alias in enumerate(party.about.aliases)),
        id_number=book.note(f"{path}.id_number", party.about.id_number),
        passport=book.note(f"{path}.passport", party.about.passport),
        household=book.note(f"{path}.household", party.about.household),
    )


def _term(book: _Book, path: str, decision: Decision) -> tuple[date | None, date | None]:
    if decision.term is None:
        return None, None
    first, last = decision.term.value
    for name, value in (("term_from", first), ("term_to", last)):
        if value is not None:
            book.note(f"{path}.{name}", Found(value, decision.term.start, decision.term.end, decision.term.sure))
    return first, last


def _missing(
    head: Heading, verdict: Verdict | None, signature: Signature | None, *, decided: bool, unpunished: bool
) -> tuple[str, ...]:
    """What a judgment must have and this text has not."""
    lacks = {
        "court": head.court is None,
        "case_number": head.case_number is None,
        "verdict": verdict is None,
        "verdict_end": verdict is not None and not verdict.closed,
        "finding": verdict is not None and verdict.closed and not decided,
        "penalty": unpunished,
        "judges": signature is not None and not signature.judges,
        "pronounced_on": signature is None or signature.day is None,
    }
    return tuple(name for name, absent in lacks.items() if absent)


@dataclass(slots=True)
class _Operative:
    """What the operative part says, joined with what stood before."""

    disposition: Found[Disposition] | None = None
    revoked: Found[str] | None = None
    decisions: list[Decision] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def _reviewed(text: Text, intro: int, verdict: Verdict) -> set[str]:
    """The numbers of the judgments that the paragraph on the case's history names."""
    end = text.flat.find("审理终结", intro, min(intro + 3000, verdict.formula))
    return {
        number.group()
        for number in CASE_NUMBER.finditer(text.flat, intro, end if end > 0 else min(intro + 800, verdict.formula))
    }


def _operate(text: Text, parties: Parties, verdict: Verdict, instance: Instance) -> _Operative:
    """Read the operative part for every accused, in the order of the head."""
    review = instance is not Instance.FIRST
    told = _decide(text, parties.accused, verdict.start, verdict.end, review=review)
    words = text.flat[verdict.start : verdict.end]
    standing, earlier = _standing(text, parties, verdict) if review else ({}, None)
    decided = rulings.after(standing, told)
    if instance is Instance.COMMUTATION:
        span = (parties.intro, verdict.start, verdict.end)
        decided = {name: commuted(text, decision, *span) for name, decision in decided.items()}
    result = _Operative(
        disposition=_shift(rulings.disposition(words, instance, told), verdict.start),
        revoked=_shift(
            rulings.revoked(words, _reviewed(text, parties.intro, verdict) if review else None), verdict.start
        ),
        problems=[Problem("unknown_person_in_verdict", "", {"written": stranger.value}) for stranger in told.strangers],
    )
    if (
        result.revoked is None
        and result.disposition
        and result.disposition.value in (Disposition.UPHOLD, Disposition.ALLOW_WITHDRAWAL)
    ):
        result.revoked = earlier
    _share(parties.accused, decided, told, result)
    stands = result.disposition is not None and result.disposition.value in _STANDS
    for party, decision in zip(parties.accused, result.decisions, strict=True):
        if review and stands and decision.empty:
            decision.outcome = _likely_guilty(text, party.name.value, verdict)
        elif (
            not review
            and decision.empty
            and result.disposition
            and result.disposition.value is Disposition.ALLOW_WITHDRAWAL
        ):
            decision.outcome = Found(Outcome.UNDECIDED, result.disposition.start, result.disposition.end)
    return result


def _doubted(punishment: Punishment) -> Punishment:
    """A punishment whose main penalty a person must look at."""
    return replace(punishment, kind=replace(punishment.kind, sure=Sureness.DOUBTFUL) if punishment.kind else None)


def _share(accused: tuple[Party, ...], decided: dict[str, Decision], told: Told, result: _Operative) -> None:
    """Give every accused their decision. A second finding under one name goes to the next of that name, or to the only one left."""
    repeats = list(told.repeats)
    seen: set[str] = set()
    for party in accused:
        name = party.name.value
        decision = decided.get(name, Decision())
        if name in seen:
            index = next((n for n, (owner, _) in enumerate(repeats) if owner == name), None)
            decision = repeats.pop(index)[1] if index is not None else Decision()
            result.problems.append(Problem("same_name_twice", f"defendants.{len(result.decisions)}", {"name": name}))
        seen.add(name)
        result.decisions.append(decision)
    empty = [number for number, decision in enumerate(result.decisions) if decision.empty]
    if len(empty) == 1 and len(repeats) == 1:
        result.decisions[empty[0]] = repeats.pop()[1]
        result.problems.append(
            Problem("finding_under_another_name", f"defendants.{empty[0]}", {"name": accused[empty[0]].name.value})
        )
    result.problems.extend(Problem("found_twice", "", {"name": name}) for name, _ in repeats)


def read(given: str) -> Reading:
    """Read a judgment or ruling. Raises ``TextTooLong`` beyond ``text.LIMIT`` characters, and nothing else."""
    text = even(given)
    book = _Book(text)
    head = read_heading(text)
    parties = read_parties(text, head.end)
    verdict = find_verdict(text, parties.intro if parties else head.end)
    closed = verdict if verdict and verdict.closed else None
    signature = read_signature(text, closed.end) if closed else None
    instance = book.note("instance", head.instance)
    if parties and closed:
        told = _decide(text, parties.accused, closed.start, closed.end, review=False)
        parties = with_unintroduced(text, parties, tuple(stranger.value for stranger in told.strangers), head.end)
    operative = _operate(text, parties, closed, instance) if parties and closed and instance else _Operative()
    defendants = _defendants(book, parties, operative)
    prosecutor = read_prosecutor(text, head.end, parties.intro) if parties and not parties.private else None
    return Reading(
        case_number=book.note("case_number", head.case_number),
        case_number_as_written=text.written(head.case_number.start, head.case_number.end) if head.case_number else None,
        court=book.note("court", head.court),
        document=book.note("document", head.document),
        instance=instance,
        prosecution=("private" if parties.private else "public") if parties else None,
        prosecutor=book.note("prosecutor", prosecutor),
        pronounced_on=book.note("pronounced_on", signature.day) if signature else None,
        disposition=book.note("disposition", operative.disposition),
        prior_revoked=bool(book.note("prior_revoked", operative.revoked)),
        defendants=defendants,
        missing=_missing(
            head,
            verdict,
            signature,
            decided=operative.disposition is not None and any(defendant.outcome for defendant in defendants),
            unpunished=_unpunished(defendants),
        ),
        problems=(
            *head.problems,
            *(signature.problems if signature else ()),
            *operative.problems,
            *(check(defendants) if operative.disposition else ()),
        ),
        spans=book.spans,
        sure=book.sure,
    )


def _unpunished(defendants: tuple[Defendant, ...]) -> bool:
    """Whether the verdict convicts and leaves out every punishment."""
    guilty = [defendant for defendant in defendants if defendant.outcome is Outcome.CONVICTED and defendant.sentences]
    empty = Penalty(kind=PenaltyKind.NONE)
    return bool(guilty) and all(d.combined is None and all(s.penalty == empty for s in d.sentences) for d in guilty)


def _defendants(book: _Book, parties: Parties | None, operative: _Operative) -> tuple[Defendant, ...]:
    if parties is None:
        return ()
    kind = operative.disposition.value if operative.disposition else None
    decisions = operative.decisions or [Decision() for _ in parties.accused]
    if kind in (None, Disposition.QUASH_REMAND):
        decisions = [Decision() for _ in decisions]  # nothing stands, or nobody can say what does
    # An accused of a counter-prosecution counts where the verdict decides about them.
    pairs = [
        (party, decision)
        for party, decision in zip(parties.accused, decisions, strict=True)
        if not (party.counter_accused and decision.empty)
    ]
    return tuple(_defendant(book, index, party, decision, kind) for index, (party, decision) in enumerate(pairs))


def _shift(found: Found[T] | None, by: int) -> Found[T] | None:
    return replace(found, start=found.start + by, end=found.end + by) if found else None
