"""What the courts had found about a subject, everything that later documents did to it folded in (裁判结果及其效力).

The register keeps what each document states; here the documents of a case are laid side by side and ``law.standing`` says what
counts. So the order in which they came makes no difference. Rows are loaded in a fixed number of statements, whatever is found.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from qingbai.agencies.terms import Authority
from qingbai.law.clean_record import CaseOutcome
from qingbai.law.prohibitions import Prohibition
from qingbai.law.sealing import SealingFacts
from qingbai.law.standing import Later, Stands, standing
from qingbai.law.terms import (
    Answer,
    DateRange,
    Finding,
    Offence,
    Outcome,
    Relation,
    Sentence,
    Standing,
    SubjectKind,
    Treatment,
)
from qingbai.registers import models, penalties
from qingbai.registers.terms import ChangeKind, ExecutionState, NameKind

# Random keys are never all zeros: like the empty case number and name below, this keeps an empty search asking the same
# questions as a full one.
NOBODY = UUID(int=0)
LETS_STAND = (Treatment.UPHELD, Treatment.WITHDRAWN)
_FURTHEST = tuple(
    ExecutionState(state)
    for state in ("not_started", "none", "probation", "serving", "parole", "completed", "remitted")
)
"""Of two states stated for one day, the one further on holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Executed:
    """How far execution has come (执行情况): the state that holds and the day it is stated for; ``paroled_on`` and ``served`` (ever in prison
    or detention for it) from the states before; ``term_to`` the end of the term as last stated."""

    state: ExecutionState
    on: date
    paroled_on: date | None
    served: bool
    term_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvictionFacts:
    """One case of a subject, in the words of the rules: how it came out and what it counts, and what sealing depends on.

    ``standing``: from when to when it counts, with the reasons. ``settled_unsealed``: a person decided, with reasons kept, that it
    is not sealed. ``authority`` and ``division``: the registry that keeps it. ``sentences``, ``prohibitions``, ``executed``, ``pronounced_on`` and
    ``prosecutor``: the rest of what is registered (REG-01), for those whom the law lets know it.
    """

    case: CaseOutcome
    sealing: SealingFacts
    settled_unsealed: bool
    execution: ExecutionState
    standing: Finding[Stands]
    case_number: str
    court: str
    authority: Authority
    division: str
    sentences: tuple[Sentence, ...]
    executed: Executed
    pronounced_on: date
    prosecutor: str
    prohibitions: tuple[Prohibition, ...] | None = None


E = TypeVar("E", bound=models.Evidence)
C = TypeVar("C", models.Sentence, models.CombinedSentence, models.Offence, models.Change, models.Execution)


def as_of(rows: QuerySet[E], known_at: datetime | None) -> QuerySet[E]:
    """Only what was known at that instant; None: everything."""
    return rows if known_at is None else rows.filter(known_from__lte=known_at)


def verdicts(subject: UUID, on: date, known_at: datetime | None) -> tuple[ConvictionFacts, ...]:
    """The verdicts on a subject pronounced by ``on``, as known at ``known_at``, in the order of their dates."""
    rows = _owned(subject, on, known_at)
    parts = _parts([row.id for row in rows], known_at)
    rulings = _Rulings.about(rows, on, known_at)
    identities = as_of(models.Identity.objects.filter(subject_id=subject), known_at)
    born = range_of(list(identities.values_list("born", flat=True)))
    notices = _execution_notices(rows, rulings, known_at)
    counted = [row for row in rows if not rulings.restates(row, rows)]
    return tuple(_facts(row, rows, parts, rulings, notices, born, on) for row in counted)


def many(subjects: Sequence[UUID], on: date, known_at: datetime | None) -> dict[UUID, tuple[ConvictionFacts, ...]]:
    """The same of many subjects: in a few statements together where no later document or notice touched their verdicts, else one by one."""
    owned = models.Conviction.objects.filter(subject_id__in=subjects, judgment__pronounced_on__lte=on)
    ordered = as_of(owned, known_at).select_related("judgment", "subject").order_by("judgment__pronounced_on", "id")
    ordered = ordered.defer("judgment__text", "judgment__stated")  # whole documents of thousands are not wanted here
    rows: dict[UUID, list[models.Conviction]] = {subject: [] for subject in subjects}
    for row in ordered:
        rows[row.subject_id].append(row)
    touched = _touched(subjects, rows)
    plain = [row for subject in subjects if subject not in touched for row in rows[subject]]
    parts = _parts([row.id for row in plain], known_at)
    identities = as_of(models.Identity.objects.filter(subject_id__in=subjects), known_at)
    born: defaultdict[UUID, list[str]] = defaultdict(list)
    for subject_id, stated in identities.values_list("subject_id", "born"):
        born[subject_id].append(stated)
    nothing = _Rulings(defaultdict(set), [])
    return {
        subject: verdicts(subject, on, known_at)
        if subject in touched
        else tuple(_facts(row, rows[subject], parts, nothing, (), range_of(born[subject]), on) for row in rows[subject])
        for subject in subjects
    }


def _touched(subjects: Sequence[UUID], rows: Mapping[UUID, Sequence[models.Conviction]]) -> set[UUID]:
    """Those of whose verdicts more is on record than their own documents say, or may be: asked too widely rather than too narrowly."""
    cases: defaultdict[str, set[UUID]] = defaultdict(set)
    for subject, convictions in rows.items():
        for row in convictions:
            cases[row.judgment.case_number].add(subject)
    named = sorted(cases)
    about: set[str] = set()
    for model, field in ((models.Ruling, "earlier_case"), (models.ExecutionNotice, "case_number")):
        about.update(model.objects.filter(**{f"{field}__in": named}).values_list(field, flat=True))
    touched = {subject for case in about for subject in cases[case]}
    by_ruling = models.Ruling.objects.filter(conviction__subject_id__in=subjects)
    touched.update(by_ruling.values_list("conviction__subject_id", flat=True))
    moved = models.Reassignment.objects.filter(Q(subject_id__in=subjects) | Q(conviction__subject_id__in=subjects))
    for taken, given in moved.values_list("conviction__subject_id", "subject_id"):
        touched.update((taken, given))
    return touched & set(subjects)


def _owned(subject: UUID, on: date, known_at: datetime | None) -> list[models.Conviction]:
    """The verdicts that are the subject's: those entered for it and not moved away since, and those moved to it."""
    own = models.Conviction.objects.filter(subject_id=subject).values("id")
    moved = as_of(models.Reassignment.objects.filter(subject_id=subject), known_at).values("conviction_id")
    # Joined by UNION: for "own or among those moved" the database reads every conviction that there is.
    found = models.Conviction.objects.filter(id__in=own.union(moved), judgment__pronounced_on__lte=on)
    ordered = as_of(found, known_at).select_related("judgment", "subject").order_by("judgment__pronounced_on", "id")
    rows = list(ordered.defer("judgment__text", "judgment__stated"))  # documents are long, and nothing here reads them
    wanted = [*(row.id for row in rows), NOBODY]
    moves = as_of(models.Reassignment.objects.filter(conviction_id__in=wanted), known_at).select_related("judgment")
    owner = {row.id: row.subject_id for row in rows}
    for move in sorted(moves, key=lambda one: (one.judgment.pronounced_on, one.judgment.case_number)):
        owner[move.conviction_id] = move.subject_id
    return [row for row in rows if owner[row.id] == subject]


class _Rulings:
    """What later documents did to the verdicts of one subject."""

    def __init__(self, names: dict[UUID, set[str]], rows: Sequence[models.Ruling]) -> None:
        self.names = names  # of the defendant, by judgment
        self.rows = rows

    @classmethod
    def about(cls, rows: Sequence[models.Conviction], on: date, known_at: datetime | None) -> "_Rulings":
        """Two rounds: a retrial may name the appeal that let a verdict stand, and not the verdict."""
        judgments = [*(row.judgment_id for row in rows), NOBODY]
        found = as_of(models.Name.objects.filter(judgment_id__in=judgments, kind=NameKind.NAME), known_at)
        names: dict[UUID, set[str]] = defaultdict(set)
        subjects = {row.judgment_id: row.subject_id for row in rows}
        for name in found:
            if name.subject_id == subjects[name.judgment_id]:
                names[name.judgment_id].add(name.text)
        everybody = sorted({"", *(name for known in names.values() for name in known)})
        cases = ["", *(row.judgment.case_number for row in rows)]
        own = Q(conviction_id__in=[*(row.id for row in rows), NOBODY])
        first = cls._read(own | Q(earlier_case__in=cases, name__in=everybody), on, known_at)
        further = ["", *(row.judgment.case_number for row in first)]
        second = cls._read(Q(earlier_case__in=further, name__in=everybody), on, known_at)
        return cls(names, list({row.id: row for row in (*first, *second)}.values()))

    @staticmethod
    def _read(condition: Q, on: date, known_at: datetime | None) -> list[models.Ruling]:
        rows = models.Ruling.objects.filter(condition, judgment__pronounced_on__lte=on)
        ordered = as_of(rows, known_at).select_related("judgment").order_by("judgment__pronounced_on", "id")
        return list(ordered.defer("judgment__text", "judgment__stated"))

    def upon(self, row: models.Conviction) -> list[models.Ruling]:
        """The rulings that bear on a verdict, by way of those that let it stand where need be."""
        names = self.names[row.judgment_id]
        direct = [one for one in self.rows if one.name in names and _names_case(one, row.judgment)]
        through = [one.judgment for one in direct if one.treatment in LETS_STAND]
        beyond = [
            one
            for one in self.rows
            if one.name in names and one not in direct and any(_names_case(one, judgment) for judgment in through)
        ]
        return [*direct, *beyond]

    def own(self, row: models.Conviction) -> list[models.Ruling]:
        """The rulings by whose document the verdict itself was given."""
        return [one for one in self.rows if one.conviction_id == row.id]

    def restates(self, row: models.Conviction, rows: Iterable[models.Conviction]) -> bool:
        """Whether a verdict only repeats an earlier one that it let stand and that is on record itself."""
        return any(
            one.treatment in LETS_STAND and _names_case(one, other.judgment)
            for one in self.own(row)
            for other in rows
            if other.id != row.id
        )

    def later(self, row: models.Conviction) -> list[Later]:
        """The same, in the words of the rules."""
        days: dict[tuple[UUID, str], date] = {}
        bearing = self.upon(row)
        for one in bearing:
            if one.effective_on is not None:
                days[one.judgment_id, one.earlier_case] = one.effective_on
        return [
            Later(
                reference=one.judgment.case_number,
                relation=Relation(one.relation),
                treatment=Treatment(one.treatment),
                pronounced_on=one.judgment.pronounced_on,
                effective_on=days.get((one.judgment_id, one.earlier_case)),
            )
            for one in bearing
        ]


def _names_case(ruling: models.Ruling, judgment: models.Judgment) -> bool:
    return ruling.earlier_case == judgment.case_number and ruling.earlier_court in ("", judgment.court_name)


def _execution_notices(
    rows: Sequence[models.Conviction], rulings: _Rulings, known_at: datetime | None
) -> list[models.ExecutionNotice]:
    cases = {"", *(row.judgment.case_number for row in rows)}
    cases |= {case for one in rulings.rows for case in (one.earlier_case, one.judgment.case_number)}
    names = {"", *(name for known in rulings.names.values() for name in known)}
    found = models.ExecutionNotice.objects.filter(case_number__in=sorted(cases), name__in=sorted(names))
    return list(as_of(found, known_at))


@dataclass(frozen=True, slots=True)
class _Parts:
    """Everything that hangs on some verdicts, by verdict."""

    sentences: defaultdict[UUID, list[models.Sentence]]
    combined: defaultdict[UUID, list[models.CombinedSentence]]
    offences: defaultdict[UUID, list[models.Offence]]
    changes: defaultdict[UUID, list[models.Change]]
    executions: defaultdict[UUID, list[models.Execution]]


def _parts(convictions: Sequence[UUID], known_at: datetime | None) -> _Parts:
    wanted = [*convictions, NOBODY]
    sentences = models.Sentence.objects.filter(conviction_id__in=wanted).order_by("position")
    combined = models.CombinedSentence.objects.filter(conviction_id__in=wanted)
    offences = models.Offence.objects.filter(conviction_id__in=wanted).order_by("position")
    changes = models.Change.objects.filter(conviction_id__in=wanted)
    executions = models.Execution.objects.filter(conviction_id__in=wanted).order_by("on", "known_from")
    return _Parts(
        _by_conviction(as_of(sentences, known_at)),
        _by_conviction(as_of(combined, known_at)),
        _by_conviction(as_of(offences, known_at)),
        _by_conviction(as_of(changes, known_at)),
        _by_conviction(as_of(executions, known_at)),
    )


def _by_conviction(rows: Iterable[C]) -> defaultdict[UUID, list[C]]:
    found: defaultdict[UUID, list[C]] = defaultdict(list)
    for row in rows:
        found[row.conviction_id].append(row)
    return found


def _facts(
    row: models.Conviction,
    rows: Sequence[models.Conviction],
    parts: _Parts,
    rulings: _Rulings,
    notices: Sequence[models.ExecutionNotice],
    born: DateRange | None,
    on: date,
) -> ConvictionFacts:
    changes = {ChangeKind(change.kind): change.on for change in parts.changes[row.id]}
    own = row.effective_on or changes.get(ChangeKind.TOOK_EFFECT)
    stands = standing(own, rulings.later(row), on)
    executed = _execution(row, rows, parts, rulings, notices, on)
    return ConvictionFacts(
        case=_outcome(row, stands, changes.get(ChangeKind.ANNULLED)),
        sealing=_sealing_facts(row, parts, born),
        settled_unsealed=bool(row.unsealed_by),
        execution=executed.state,
        standing=stands,
        case_number=row.judgment.case_number,
        court=row.judgment.court_name,
        authority=Authority(row.authority),
        division=row.division,
        sentences=tuple(
            Sentence(charge=one.charge, penalty=penalties.in_terms(one)) for one in parts.sentences[row.id]
        ),
        executed=executed,
        pronounced_on=row.judgment.pronounced_on,
        prosecutor=row.judgment.prosecutor,
        prohibitions=penalties.forbidden_in_terms(row.prohibitions),
    )


def _outcome(row: models.Conviction, stands: Finding[Stands], annulled_on: date | None) -> CaseOutcome:
    value = stands.value or Stands()
    ended = [day for day in (annulled_on, value.ended_on) if day is not None]
    if stands.answer is Answer.PERSON:
        kind = Standing.UNKNOWN
    elif value.replaced:
        kind = Standing.REPLACED
    else:
        kind = Standing.NOT_YET_EFFECTIVE if value.effective_on is None else Standing.EFFECTIVE
    return CaseOutcome(
        reference=str(row.id),
        outcome=Outcome(row.outcome),
        standing=kind,
        effective_on=value.effective_on,
        annulled_on=min(ended, default=None),
    )


def _sealing_facts(row: models.Conviction, parts: _Parts, born: DateRange | None) -> SealingFacts:
    combined = [penalties.in_terms(penalty) for penalty in parts.combined[row.id]]
    return SealingFacts(
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
    )


def _execution(
    row: models.Conviction,
    rows: Sequence[models.Conviction],
    parts: _Parts,
    rulings: _Rulings,
    notices: Sequence[models.ExecutionNotice],
    on: date,
) -> Executed:
    """The state last stated for a day not after ``on``, for whichever document of the case; the first one before any was."""
    same = [row, *(other for other in rows if rulings.restates(other, [row]))]
    cases = {one.judgment.case_number for one in same}
    cases |= {one.earlier_case for one in rulings.own(row)}
    cases |= {one.judgment.case_number for one in rulings.upon(row)}
    names = rulings.names[row.judgment_id]
    stated = [(one.on, ExecutionState(one.state)) for conviction in same for one in parts.executions[conviction.id]]
    told = [one for one in notices if one.case_number in cases and one.name in names]
    stated += [(one.on, ExecutionState(one.state)) for one in told]
    stated.sort(key=lambda one: (one[0], _FURTHEST.index(one[1])))
    begun = [one for one in stated if one[0] <= on] or stated[:1]
    ends = [one.term_to for one in sorted(told, key=lambda one: one.on) if one.on <= on and one.term_to]
    return Executed(
        state=begun[-1][1],
        on=begun[-1][0],
        paroled_on=next((day for day, state in reversed(begun) if state is ExecutionState.PAROLE), None),
        served=any(state in (ExecutionState.SERVING, ExecutionState.PAROLE) for _, state in begun),
        term_to=ends[-1] if ends else row.term_to,
    )


def range_of(stated: Sequence[str]) -> DateRange | None:
    """The days that all statements of one date leave possible; where they contradict one another, all days that any of them allows."""
    ranges = [DateRange.parse(text) for text in stated if text]
    if not ranges:
        return None
    earliest, latest = max(one.earliest for one in ranges), min(one.latest for one in ranges)
    if earliest <= latest:
        return DateRange(earliest, latest)
    return DateRange(min(one.earliest for one in ranges), max(one.latest for one in ranges))
