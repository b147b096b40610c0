"""From drafts to frozen values (定稿): every value with its span in the text as given and how sure it is."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from qingbai.law.terms import Disposition, Outcome, Penalty, PenaltyKind, Sentence, Treatment
from qingbai.reading import numerals
from qingbai.reading.drafts import Decision, Punishment
from qingbai.reading.found import Found, Sureness
from qingbai.reading.history import Citing
from qingbai.reading.later import Cited, EarlierVerdict, ExecutionChange
from qingbai.reading.operative import Operative
from qingbai.reading.parties import Parties, Party
from qingbai.reading.reading import Defendant
from qingbai.reading.text import Text
from qingbai.reading.treatments import Execution

T = TypeVar("T")
_ORDER = (Sureness.SURE, Sureness.LIKELY, Sureness.DOUBTFUL)


class Book:
    """Collects spans and sureness by path while values are frozen."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.spans: dict[str, tuple[int, int]] = {}
        self.sure: dict[str, Sureness] = {}
        self.verdict = 0
        """Where the operative part begins: a finding told before it is an earlier court's, as this document restates it."""
        self.floor = Sureness.SURE

    def note(self, path: str, found: Found[T] | None) -> T | None:
        """Write down where a value stands and give the value back."""
        if found is None:
            return None
        self.spans[path] = self.text.span(found.start, found.end)
        self.sure[path] = found.sure
        return found.value

    def finding(self, path: str, found: Found[T] | None) -> T | None:
        """The same for a finding, which is no surer than the way it was joined to its person, or than a restatement."""
        value = self.note(path, found)
        if found is not None:
            told = Sureness.LIKELY if found.start < self.verdict else Sureness.SURE
            self.sure[path] = max(found.sure, told, self.floor, key=_ORDER.index)
        return value

    def same(self, path: str, as_path: str) -> None:
        """Write down that a value is read from where another stands, and as surely."""
        if as_path in self.spans:
            self.spans[path], self.sure[path] = self.spans[as_path], self.sure[as_path]

    def penalty(self, path: str, punishment: Punishment) -> Penalty:
        """Freeze a punishment."""
        kind = self.finding(f"{path}.main", punishment.kind)
        probation = self.finding(f"{path}.probation_months", punishment.probation)
        return Penalty(
            kind=kind or PenaltyKind.NONE,
            months=punishment.period.months if punishment.period else None,
            days=punishment.period.days if punishment.period else 0,
            probation_months=probation.months if probation else None,
            fine_yuan=self.finding(f"{path}.fine_yuan", punishment.fine),
            confiscation=self.finding(f"{path}.confiscation", punishment.confiscation),
            political_rights=self.finding(f"{path}.political_rights", punishment.rights),
            deportation=bool(self.finding(f"{path}.deportation", punishment.deportation)),
        )


def _outcome(decision: Decision, ruling: Found[Disposition] | None) -> Outcome | None:
    disposition = ruling.value if ruling else None
    if disposition is Disposition.TERMINATE:
        return Outcome.TERMINATED
    if decision.convictions:
        exempt = [conviction.punishment.exempt is not None for conviction in decision.convictions]
        return Outcome.EXEMPTED if all(exempt) and decision.combined is None else Outcome.CONVICTED
    if decision.outcome is not None:
        return decision.outcome.value
    return Outcome.CONVICTED if decision.combined else None


def _told(book: Book, path: str, outcome: Outcome, decision: Decision, ruling: Found[Disposition] | None) -> None:
    """Write down which words tell the outcome: those on the person, else the first crime, else the ruling on the whole case."""
    if decision.outcome is not None:
        book.finding(path, decision.outcome)
    elif decision.convictions:
        first = decision.convictions[0].charge
        book.finding(path, Found(outcome, first.start, first.end))
    elif decision.combined and decision.combined.kind:
        book.finding(path, decision.combined.kind)
    else:
        book.finding(path, ruling)


def _sentences(book: Book, path: str, decision: Decision) -> tuple[tuple[Sentence, ...], tuple[str, ...]]:
    """The crimes with their punishments, and those among them that are left unpunished."""
    sentences: list[Sentence] = []
    exempted: list[str] = []
    for number, conviction in enumerate(decision.convictions):
        where = f"{path}.sentences.{number}"
        charge = book.finding(f"{where}.charge", conviction.charge) or ""
        sentences.append(Sentence(charge=charge, penalty=book.penalty(where, conviction.punishment)))
        if conviction.punishment.exempt:
            book.finding(f"{path}.exempted.{len(exempted)}", conviction.punishment.exempt)
            exempted.append(charge)
    return tuple(sentences), tuple(exempted)


@dataclass(frozen=True, slots=True)
class _Accused:
    """One accused with everything that the operative part says about them."""

    party: Party
    decision: Decision
    earlier: Decision
    treatment: Found[Treatment] | None


def _defendant(book: Book, index: int, accused: _Accused, operative: Operative) -> Defendant:
    path, party, decision, ruling = f"defendants.{index}", accused.party, accused.decision, operative.disposition
    book.floor = max(decision.sure, party.name.sure, key=_ORDER.index)
    outcome = _outcome(decision, ruling)
    sentences, exempted = _sentences(book, path, decision)
    combined = book.penalty(f"{path}.combined", decision.combined) if decision.combined else None
    if outcome is not None:
        _told(book, f"{path}.outcome", outcome, decision, ruling)
    first_day, last_day = _term(book, path, decision)
    name = book.note(f"{path}.name", party.name) or ""
    book.same(f"{path}.kind", f"{path}.name")
    return Defendant(
        name=name,
        kind=party.kind,
        outcome=outcome,
        sex=book.note(f"{path}.sex", party.about.sex),
        born_on=book.note(f"{path}.born_on", party.about.born_on),
        nationality=book.note(f"{path}.nationality", party.about.nationality),
        sentences=sentences,
        exempted=exempted,
        combined=combined,
        term_from=first_day,
        term_to=last_day,
        aliases=tuple(book.note(f"{path}.aliases.{n}", alias) or "" for n, alias in enumerate(party.about.aliases)),
        id_number=book.note(f"{path}.id_number", party.about.id_number),
        passport=book.note(f"{path}.passport", party.about.passport),
        household=book.note(f"{path}.household", party.about.household),
        treatment=book.finding(f"{path}.treatment", accused.treatment),
        earlier=_earlier(book, path, accused.earlier),
        case_end=book.note(f"{path}.case_end", operative.case_end),
        execution=_execution(book, path, operative.execution) if operative.execution else None,
    )


def _earlier(book: Book, path: str, decision: Decision) -> EarlierVerdict | None:
    """The verdict under review, where it is restated."""
    if not decision.convictions and decision.combined is None and decision.outcome is None:
        return None
    path = f"{path}.earlier"
    book.floor = max(book.floor, Sureness.LIKELY, decision.sure, key=_ORDER.index)
    outcome = _outcome(decision, None)
    sentences, exempted = _sentences(book, path, decision)
    combined = book.penalty(f"{path}.combined", decision.combined) if decision.combined else None
    if outcome is not None:
        _told(book, f"{path}.outcome", outcome, decision, None)
    return EarlierVerdict(outcome=outcome, sentences=sentences, exempted=exempted, combined=combined)


def _execution(book: Book, path: str, told: Execution) -> ExecutionChange:
    """A change in the execution with the span of every part."""
    path = f"{path}.execution"
    period = book.note(f"{path}.months", told.period)
    days: dict[str, date | None] = {"from": None, "to": None}
    for group in days.keys() & (told.days.re.groupindex if told.days else {}):
        value = numerals.day(told.days[group]) if told.days else None
        if told.days and value:
            days[group] = book.note(f"{path}.{group}_on", Found(value, told.days.start(group), told.days.end(group)))
    return ExecutionChange(
        kind=book.note(f"{path}.kind", told.kind) or told.kind.value,
        months=period.months if period else None,
        days=period.days if period else 0,
        into=book.note(f"{path}.into", told.into),
        from_on=days["from"],
        to_on=days["to"],
    )


def freeze_cites(book: Book, cites: tuple[Citing, ...]) -> tuple[Cited, ...]:
    """The earlier decisions that a document bears on."""
    frozen = []
    for index, citing in enumerate(cites):
        path, told = f"cites.{index}", citing.told
        number = book.note(f"{path}.case_number", told.number) or ""
        book.same(f"{path}.case_number_as_written", f"{path}.case_number")
        frozen.append(
            Cited(
                case_number=number,
                case_number_as_written=book.text.written(told.number.start, told.number.end),
                court=book.note(f"{path}.court", told.court),
                relation=book.note(f"{path}.relation", citing.relation),
                pronounced_on=book.note(f"{path}.pronounced_on", told.day),
                document=book.note(f"{path}.document", told.document),
            )
        )
    return tuple(frozen)


def _term(book: Book, path: str, decision: Decision) -> tuple[date | None, date | None]:
    if decision.term is None:
        return None, None
    first, last = decision.term.value
    for name, value in (("term_from", first), ("term_to", last)):
        if value is not None:
            book.finding(f"{path}.{name}", Found(value, decision.term.start, decision.term.end, decision.term.sure))
    return first, last


def _nothing_stands(treatment: Found[Treatment] | None, ruling: Found[Disposition] | None) -> Decision:
    """What is left of a verdict that was quashed and sent back."""
    if ruling is None:
        return Decision()
    place = treatment or ruling
    return Decision(outcome=Found(Outcome.UNDECIDED, place.start, place.end))


def freeze(book: Book, parties: Parties | None, operative: Operative) -> tuple[Defendant, ...]:
    """Every accused as a frozen value."""
    if parties is None:
        return ()
    ruling, count = operative.disposition, len(parties.accused)
    kind = ruling.value if ruling else None
    decisions = operative.decisions or [Decision() for _ in range(count)]
    treatments = operative.treatments or [None] * count
    if kind is Disposition.TERMINATE and ruling:
        decisions = [Decision(outcome=Found(Outcome.TERMINATED, ruling.start, ruling.end)) for _ in decisions]
    elif kind in (None, Disposition.QUASH_REMAND):
        # Nothing stands, or nobody can say what does; but a remand may leave the verdict on some.
        decisions = [
            decision if treated and treated.value is Treatment.UPHELD else _nothing_stands(treated, ruling)
            for decision, treated in zip(decisions, treatments, strict=True)
        ]
    people = [
        _Accused(*told)
        for told in zip(
            parties.accused, decisions, operative.earlier or [Decision() for _ in range(count)], treatments, strict=True
        )
    ]
    # An accused of a counter-prosecution counts where the verdict decides about them.
    people = [one for one in people if not (one.party.counter_accused and one.decision.empty)]
    return tuple(_defendant(book, index, one, operative) for index, one in enumerate(people))
