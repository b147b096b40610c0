"""From drafts to frozen values (定稿): every value with its span in the text as given and how sure it is."""

from datetime import date
from typing import TypeVar

from qingbai.law.terms import Disposition, Outcome, Penalty, PenaltyKind, Sentence
from qingbai.reading.drafts import Decision, Punishment
from qingbai.reading.found import Found, Sureness
from qingbai.reading.operative import Operative
from qingbai.reading.parties import Parties, Party
from qingbai.reading.reading import Defendant
from qingbai.reading.text import Text

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

    def penalty(self, path: str, punishment: Punishment) -> Penalty:
        """Freeze a punishment."""
        kind = self.finding(f"{path}.main", punishment.kind)
        probation = self.finding(f"{path}.probation_months", punishment.probation)
        self.finding(f"{path}.exempt", punishment.exempt)
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


def _defendant(book: Book, index: int, party: Party, decision: Decision, disposition: Disposition | None) -> Defendant:
    path = f"defendants.{index}"
    book.floor = max(decision.sure, party.name.sure, key=_ORDER.index)
    outcome = _outcome(decision, disposition)
    sentences = []
    for number, conviction in enumerate(decision.convictions):
        where = f"{path}.sentences.{number}"
        charge = book.finding(f"{where}.charge", conviction.charge) or ""
        sentences.append(Sentence(charge=charge, penalty=book.penalty(where, conviction.punishment)))
    combined = book.penalty(f"{path}.combined", decision.combined) if decision.combined else None
    if decision.outcome is not None:
        book.finding(f"{path}.outcome", decision.outcome)
    elif outcome is not None and decision.convictions:
        first = decision.convictions[0].charge
        book.finding(f"{path}.outcome", Found(outcome, first.start, first.end))
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


def _term(book: Book, path: str, decision: Decision) -> tuple[date | None, date | None]:
    if decision.term is None:
        return None, None
    first, last = decision.term.value
    for name, value in (("term_from", first), ("term_to", last)):
        if value is not None:
            book.finding(f"{path}.{name}", Found(value, decision.term.start, decision.term.end, decision.term.sure))
    return first, last


def freeze(book: Book, parties: Parties | None, operative: Operative) -> tuple[Defendant, ...]:
    """Every accused as a frozen value."""
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
