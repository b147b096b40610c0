"""What may be seen of the register (查阅). Every function takes who looks and what for, and returns frozen values.

The look-up itself is put on the ledger by the act that it belongs to. However many are found, the same statements run
in the same order, so that neither their number nor their kind tells whether somebody is on record.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from qingbai.audit.actors import Actor
from qingbai.law.clean_record import CaseOutcome
from qingbai.law.sealing import SealingFacts
from qingbai.law.terms import DateRange, DocumentKind, MatchVerdict, Offence, Outcome, Sex, Standing, SubjectKind
from qingbai.matching import finding, persons
from qingbai.matching.names import Script, script
from qingbai.matching.persons import Match, PartialDate, Person
from qingbai.registers import access, models, penalties
from qingbai.registers.access import Purpose
from qingbai.registers.terms import ChangeKind, ExecutionState, NameKind

_NOBODY = UUID(int=0)  # random keys are never all zeros; keeps an empty search asking the same questions as a full one


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody on record who is, or may be, the person looked for (疑似对象), and how far the two descriptions agree."""

    subject: UUID
    person: Person
    match: Match


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvictionFacts:
    """One case of a subject, in the words of the rules: how it came out, and what sealing depends on.

    ``settled_unsealed``: a person decided, with reasons kept, that it is not sealed.
    """

    case: CaseOutcome
    sealing: SealingFacts
    settled_unsealed: bool
    execution: ExecutionState


def candidates(
    *, person: Person, viewer: Actor, purpose: Purpose, known_at: datetime | None = None
) -> tuple[Candidate, ...]:
    """Everybody on record who is the same as ``person`` or may be, as the register stood at ``known_at`` (None: now).

    Surest first. Whoever certainly is somebody else is not returned. Four statements, whatever is found.
    """
    access.require(viewer, purpose)
    # Who holds another lifelong number of the same series is somebody else, whatever the name: most namesakes go here.
    somebody_else = Q(series__overlap=sorted(finding.lifelong_series(person)))
    numbers = Q(key__in=sorted(finding.number_keys(person)))
    filed = models.SearchKey.objects.filter(key__in=sorted(finding.search_keys(person)))
    compared = _compared(person, filed.filter(numbers | ~somebody_else), known_at)
    possible = [candidate for candidate in compared if candidate.match.verdict is not MatchVerdict.DIFFERENT]
    return tuple(sorted(possible, key=lambda one: (one.match.verdict is not MatchVerdict.SAME, one.subject)))


def same_person(*, person: Person, viewer: Actor, purpose: Purpose) -> UUID | None:
    """The subject on record that certainly is ``person``, the first of them where there are several; None where nobody is.

    For entering: who only may be the person is left apart, so only those with a number in common are looked at.
    """
    access.require(viewer, purpose)
    filed = models.SearchKey.objects.filter(key__in=sorted(finding.number_keys(person)))
    compared = _compared(person, filed, None)
    return min((one.subject for one in compared if one.match.verdict is MatchVerdict.SAME), default=None)


def _compared(person: Person, filed: QuerySet[models.SearchKey], known_at: datetime | None) -> list[Candidate]:
    """Everybody filed under these keys, compared with ``person``."""
    subjects = sorted(set(_as_of(filed, known_at).values_list("subject_id", flat=True)))
    return [
        Candidate(subject=subject, person=other, match=persons.compare(person, other))
        for subject, other in _described(subjects, known_at).items()
    ]


def convictions(
    *, subject: UUID, viewer: Actor, purpose: Purpose, on: date, known_at: datetime | None = None
) -> tuple[ConvictionFacts, ...]:
    """What the courts had found about a subject by the day ``on`` (valid time), as the register stood at ``known_at`` (None: now).

    In the order of the judgments' dates. Seven statements, whatever is found.
    """
    access.require(viewer, purpose)
    found = models.Conviction.objects.filter(subject_id=subject, judgment__pronounced_on__lte=on)
    held = _as_of(found, known_at)
    rows = list(held.select_related("judgment", "subject").order_by("judgment__pronounced_on", "id"))
    parts = _parts([row.id for row in rows], known_at)
    identities = _as_of(models.Identity.objects.filter(subject_id=subject), known_at)
    born = range_of(list(identities.values_list("born", flat=True)))
    return tuple(_facts(row, parts, born, on) for row in rows)


E = TypeVar("E", bound=models.Evidence)


def _as_of(rows: QuerySet[E], known_at: datetime | None) -> QuerySet[E]:
    """Only what was known at that instant."""
    return rows if known_at is None else rows.filter(known_from__lte=known_at)


def _described(subjects: Sequence[UUID], known_at: datetime | None) -> dict[UUID, Person]:
    """Each subject as one person: everything that the documents assert, the present name first."""
    wanted = [*subjects, _NOBODY]
    by_name = _as_of(models.Name.objects.filter(subject_id__in=wanted), known_at).order_by("known_from", "id")
    names = _grouped(by_name)
    identities = _grouped(_as_of(models.Identity.objects.filter(subject_id__in=wanted), known_at))
    documents = _grouped(_as_of(models.IdentityDocument.objects.filter(subject_id__in=wanted), known_at))
    return {
        subject: Person(
            names=tuple(text for text in _texts(names[subject]) if script(text) is not Script.LATIN),
            latin_names=tuple(text for text in _texts(names[subject]) if script(text) is Script.LATIN),
            sex=_agreed(Sex(row.sex) for row in identities[subject] if row.sex),
            born_on=_as_partial(range_of([row.born for row in identities[subject]])),
            documents=tuple(
                persons.Document(DocumentKind(row.kind), row.number, row.country) for row in documents[subject]
            ),
            nationality=_agreed(row.nationality for row in identities[subject]),
            household=_agreed(row.household for row in identities[subject] if row.household),
        )
        for subject in subjects
        if names[subject]  # a subject known at that instant has the names it was entered with
    }


T = TypeVar("T")
S = TypeVar("S", models.Name, models.Identity, models.IdentityDocument)
C = TypeVar("C", models.Sentence, models.CombinedSentence, models.Offence, models.Change, models.Execution)


def _grouped(rows: Iterable[S]) -> defaultdict[UUID, list[S]]:
    found: defaultdict[UUID, list[S]] = defaultdict(list)
    for row in rows:
        found[row.subject_id].append(row)
    return found


def _by_conviction(rows: Iterable[C]) -> defaultdict[UUID, list[C]]:
    found: defaultdict[UUID, list[C]] = defaultdict(list)
    for row in rows:
        found[row.conviction_id].append(row)
    return found


def _texts(rows: Iterable[models.Name]) -> list[str]:
    """All names, the present one first, each once."""
    return list(dict.fromkeys(row.text for kind in NameKind for row in rows if row.kind == kind))


def _agreed(values: Iterable[T]) -> T | None:
    """The one value that all documents agree on; None where none or several are stated."""
    found = set(values)
    return found.pop() if len(found) == 1 else None


def range_of(stated: Sequence[str]) -> DateRange | None:
    """The days that all statements of one date leave possible; where they contradict one another, all days that any of them allows."""
    ranges = [DateRange.parse(text) for text in stated if text]
    if not ranges:
        return None
    earliest, latest = max(one.earliest for one in ranges), min(one.latest for one in ranges)
    if earliest <= latest:
        return DateRange(earliest, latest)
    return DateRange(min(one.earliest for one in ranges), max(one.latest for one in ranges))


def _as_partial(born: DateRange | None) -> date | PartialDate | None:
    if born is None:
        return None
    if born.exact:
        return born.earliest
    same_year = born.earliest.year == born.latest.year
    same_month = same_year and born.earliest.month == born.latest.month
    return PartialDate(
        year=born.earliest.year if same_year else None, month=born.earliest.month if same_month else None
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """Everything that hangs on some convictions, by conviction."""

    sentences: defaultdict[UUID, list[models.Sentence]]
    combined: defaultdict[UUID, list[models.CombinedSentence]]
    offences: defaultdict[UUID, list[models.Offence]]
    changes: defaultdict[UUID, list[models.Change]]
    executions: defaultdict[UUID, list[models.Execution]]


def _parts(convictions: Sequence[UUID], known_at: datetime | None) -> _Parts:
    wanted = [*convictions, _NOBODY]
    sentences = models.Sentence.objects.filter(conviction_id__in=wanted).order_by("position")
    combined = models.CombinedSentence.objects.filter(conviction_id__in=wanted)
    offences = models.Offence.objects.filter(conviction_id__in=wanted).order_by("position")
    changes = models.Change.objects.filter(conviction_id__in=wanted)
    executions = models.Execution.objects.filter(conviction_id__in=wanted).order_by("on", "known_from")
    return _Parts(
        _by_conviction(_as_of(sentences, known_at)),
        _by_conviction(_as_of(combined, known_at)),
        _by_conviction(_as_of(offences, known_at)),
        _by_conviction(_as_of(changes, known_at)),
        _by_conviction(_as_of(executions, known_at)),
    )


def _facts(row: models.Conviction, parts: _Parts, born: DateRange | None, on: date) -> ConvictionFacts:
    changes = {ChangeKind(change.kind): change.on for change in parts.changes[row.id]}
    effective_on = row.effective_on or changes.get(ChangeKind.TOOK_EFFECT)
    combined = [penalties.in_terms(penalty) for penalty in parts.combined[row.id]]
    return ConvictionFacts(
        case=CaseOutcome(
            reference=str(row.id),
            outcome=Outcome(row.outcome),
            standing=Standing.NOT_YET_EFFECTIVE if effective_on is None else Standing.EFFECTIVE,
            effective_on=effective_on,
            annulled_on=changes.get(ChangeKind.ANNULLED),
        ),
        sealing=SealingFacts(
            subject=SubjectKind(row.subject.kind),
            outcome=Outcome(row.outcome),
            born_on=born,
            offences=tuple(
                Offence(began=range_of([one.began]), ended=range_of([one.ended])) for one in parts.offences[row.id]
            ),
            judged_on=DateRange.on(row.judgment.pronounced_on),
            sentences=tuple(penalties.in_terms(sentence) for sentence in parts.sentences[row.id]),
            combined=combined[0] if combined else None,
            main_acts_before_18=row.main_acts_before_18,
            combined_with_earlier=row.combined_with_earlier,
        ),
        settled_unsealed=bool(row.unsealed_by),
        execution=_execution(parts.executions[row.id], on),
    )


def _execution(stated: Sequence[models.Execution], on: date) -> ExecutionState:
    """The state last stated for a day not after ``on``; the first one before any was."""
    begun = [row for row in stated if row.on <= on] or list(stated[:1])
    return ExecutionState(begun[-1].state)
