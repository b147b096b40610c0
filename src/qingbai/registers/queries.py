"""What may be seen of the register (查阅). Every function takes who looks and what for, and returns frozen values.

The look-up itself is put on the ledger by the act that it belongs to. However many are found, the same statements run
in the same order, so that neither their number nor their kind tells whether somebody is on record.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Length

from qingbai.audit.actors import Actor
from qingbai.law.terms import DateRange, DocumentKind, MatchVerdict, Sex
from qingbai.matching import finding, persons
from qingbai.matching.persons import Match, PartialDate, Person
from qingbai.registers import access, models, verdicts
from qingbai.registers.access import Purpose
from qingbai.registers.terms import NameKind
from qingbai.registers.verdicts import NOBODY, ConvictionFacts, as_of, range_of

__all__ = ["Candidate", "ConvictionFacts", "candidates", "convictions", "in_case", "range_of", "same_person"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody on record who is, or may be, the person looked for (疑似对象), and how far the two descriptions agree."""

    subject: UUID
    person: Person
    match: Match


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
    compared = _compared(
        person, filed.filter(numbers | ~somebody_else, _not_born_otherwise(person, known_at)), known_at
    )
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


def in_case(*, court: str, case_number: str, name: str, viewer: Actor, purpose: Purpose) -> tuple[UUID, ...] | None:
    """The verdicts on somebody of this name in a case, or none yet but a ruling about him; None where the case does not know him.

    For entering what concerns an earlier verdict; ``court`` empty where it is not known.
    """
    access.require(viewer, purpose)
    named = models.Name.objects.filter(judgment__case_number=case_number, text=name, kind=NameKind.NAME)
    ruled = models.Ruling.objects.filter(judgment__case_number=case_number, name=name)
    if court:
        named, ruled = named.filter(judgment__court_name=court), ruled.filter(judgment__court_name=court)
    rows = list(named.values_list("subject_id", "judgment_id"))
    wanted = Q()
    for subject, judgment in rows:
        wanted |= Q(subject_id=subject, judgment_id=judgment)
    found = models.Conviction.objects.filter(wanted).order_by("known_from", "id") if rows else ()
    convictions = tuple(row.id for row in found)
    return convictions if convictions or ruled.exists() else None


def _not_born_otherwise(person: Person, known_at: datetime | None) -> Q:
    """Leaves out namesakes who share neither number nor birth date and for whom every document states one and the same other day.

    The comparison would find each of them to be somebody else; of the commonest names there are thousands. Who asks with a number
    for life needs it not: by then hardly any namesake is left.
    """
    births = persons.facts_of(person).births
    if finding.lifelong_series(person) or not births or not all(birth.whole for birth in births):
        return Q()
    stated = as_of(models.Identity.objects.filter(subject_id=OuterRef("subject_id")), known_at).values("subject_id")
    days = stated.annotate(first=Min("born"), last=Max("born"), least=Min(Length("born")))
    own = [f"{birth.year:04}-{birth.month:02}-{birth.day:02}" for birth in births]
    otherwise = days.filter(first=F("last"), least=len("2000-01-01")).exclude(first__in=own)
    own_keys = finding.number_keys(person) | {f"born:{day}" for day in own}
    return Q(key__in=sorted(own_keys)) | ~Q(Exists(otherwise))


def _compared(person: Person, filed: QuerySet[models.SearchKey], known_at: datetime | None) -> list[Candidate]:
    """Everybody filed under these keys, compared with ``person``."""
    subjects = sorted(set(as_of(filed, known_at).values_list("subject_id", flat=True)))
    return [
        Candidate(subject=subject, person=other, match=persons.compare(person, other))
        for subject, other in _described(subjects, known_at).items()
    ]


def convictions(
    *, subject: UUID, viewer: Actor, purpose: Purpose, on: date, known_at: datetime | None = None
) -> tuple[ConvictionFacts, ...]:
    """What the courts had found about a subject by the day ``on`` (valid time), as the register stood at ``known_at`` (None: now).

    In the order of the judgments' dates, everything folded in that later documents did (``verdicts``). As many statements
    whatever is found. A registrar sees those that the own registry keeps (``access.scope``).
    """
    whose = access.scope(viewer, purpose)
    found = verdicts.verdicts(subject, on, known_at)
    return tuple(one for one in found if whose.covers(one.authority, one.division))


def described(subject: UUID, known_at: datetime | None) -> Person | None:
    """A subject as one person, as everything that the documents assert; for rooms of the register that asked who looks already."""
    return _described([subject], known_at).get(subject)


def many_described(subjects: Sequence[UUID], known_at: datetime | None) -> dict[UUID, Person]:
    """The same of many subjects; one that was not known at that instant is left out."""
    return _described(subjects, known_at)


def _described(subjects: Sequence[UUID], known_at: datetime | None) -> dict[UUID, Person]:
    """Each subject as one person: everything that the documents assert, the present name first."""
    wanted = [*subjects, NOBODY]
    by_name = as_of(models.Name.objects.filter(subject_id__in=wanted), known_at).order_by("known_from", "id")
    stated = as_of(models.Identity.objects.filter(subject_id__in=wanted), known_at)
    shown = as_of(models.IdentityDocument.objects.filter(subject_id__in=wanted), known_at)
    # Only the columns that are read: of the commonest names there are many rows.
    names = _grouped(by_name.values_list("subject_id", "kind", "text", named=True))
    identities = _grouped(stated.values_list("subject_id", "sex", "born", "nationality", "household", named=True))
    documents = _grouped(shown.values_list("subject_id", "kind", "number", "country", named=True))
    return {
        subject: Person.named(
            _texts(names[subject]),
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


def _grouped(rows: Iterable[Any]) -> defaultdict[UUID, list[Any]]:
    found: defaultdict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.subject_id].append(row)
    return found


def _texts(rows: Iterable[Any]) -> list[str]:
    """All names, the present one first, each once."""
    return list(dict.fromkeys(row.text for kind in NameKind for row in rows if row.kind == kind))


def _agreed(values: Iterable[T]) -> T | None:
    """The one value that all documents agree on; None where none or several are stated."""
    found = set(values)
    return found.pop() if len(found) == 1 else None


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
