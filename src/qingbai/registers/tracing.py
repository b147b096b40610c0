"""Following a verdict through its corrections (更正的追溯): whom it was ever filed under, since when it is known, whose record has news.

What an answer was based on is kept with the answer as references (``inquiries``). These questions lead from a reference to
what became of it. A reference that is not on record is simply absent from every answer.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Q

from qingbai.audit.actors import Actor
from qingbai.law.terms import DocumentKind
from qingbai.matching.persons import Document
from qingbai.registers import access, models
from qingbai.registers.access import NoSuchRecord, Purpose
from qingbai.registers.verdicts import NOBODY


def known_since(references: Collection[UUID], *, viewer: Actor, purpose: Purpose) -> dict[UUID, datetime]:
    """Of these verdicts those that are on record, each with the instant from which it was known."""
    access.require(viewer, purpose)
    return dict(models.Conviction.objects.filter(id__in=[*references, NOBODY]).values_list("id", "known_from"))


def on_record(subjects: Collection[UUID], *, viewer: Actor, purpose: Purpose) -> frozenset[UUID]:
    """Those of these subjects who are on record."""
    access.require(viewer, purpose)
    return frozenset(models.Subject.objects.filter(id__in=[*subjects, NOBODY]).values_list("id", flat=True))


def missing(references: Collection[UUID], *, viewer: Actor, purpose: Purpose) -> frozenset[UUID]:
    """Those of these references, of persons or of verdicts, behind which nothing is on record: any more, or ever."""
    here = on_record(references, viewer=viewer, purpose=purpose)
    return frozenset(references) - here - known_since(references, viewer=viewer, purpose=purpose).keys()


def subjects_of(conviction: UUID, *, viewer: Actor, purpose: Purpose) -> tuple[UUID, ...]:
    """Everybody under whom a verdict is or ever was filed, the first first: more than one where a ruling corrected the identity (REG-16).

    Raises ``NoSuchRecord`` where there is none, or none that this viewer may read.
    """
    whose = access.scope(viewer, purpose)
    row = models.Conviction.objects.filter(id=conviction).first()
    if row is None or not whose.covers(row.authority, row.division):
        raise NoSuchRecord(str(conviction))
    moved = models.Reassignment.objects.filter(conviction=conviction).order_by("known_from", "id")
    return tuple(dict.fromkeys([row.subject_id, *moved.values_list("subject_id", flat=True)]))


def documents(subjects: Collection[UUID], *, viewer: Actor, purpose: Purpose) -> tuple[Document, ...]:
    """Every identity document that is on record for any of these subjects."""
    access.require(viewer, purpose)
    rows = models.IdentityDocument.objects.filter(subject_id__in=subjects).order_by("number", "id")
    return tuple(Document(DocumentKind(row.kind), row.number, row.country) for row in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a search came upon (检索所得), by reference: whom, which of their verdicts weighed or may, and the instant as of which it looked."""

    subjects: frozenset[UUID]
    verdicts: frozenset[UUID]
    known_at: datetime


K = TypeVar("K")


def outdated(bases: Mapping[K, Basis], *, viewer: Actor, purpose: Purpose, until: datetime) -> frozenset[K]:
    """Those of these searches that would come upon something else now (检索结果已过时): somebody or something of it is not on record any more, or
    something was learned about it by ``until``.

    A record that left the register reads like one that never was: why it is not there is not known here. Rather too many than
    too few. What was entered about somebody whom a search did not come upon, it does not find. The same statements
    whatever stands there.
    """
    subjects = frozenset(one for basis in bases.values() for one in basis.subjects)
    verdicts = frozenset(one for basis in bases.values() for one in basis.verdicts)
    gone = missing(subjects | verdicts, viewer=viewer, purpose=purpose)
    news = _news(subjects, min((one.known_at for one in bases.values()), default=until), until)
    return frozenset(
        key
        for key, basis in bases.items()
        if (basis.subjects | basis.verdicts) & gone
        or any(one in news and news[one] > basis.known_at for one in basis.subjects)
    )


def gone(bases: Iterable[Basis], named: Iterable[str], *, viewer: Actor, purpose: Purpose) -> frozenset[str]:
    """Everything that searches rest on, or that somebody named by reference, and that is not on record any more."""
    references = {UUID(one) for one in named}
    references.update(*(one.subjects | one.verdicts for one in bases))
    return frozenset(map(str, missing(references, viewer=viewer, purpose=purpose)))


def with_news(subjects: Collection[UUID], *, since: datetime, viewer: Actor, purpose: Purpose) -> frozenset[UUID]:
    """Those of these subjects about whose verdicts something was learned after ``since`` that may change what they count.

    Rather too many than too few: a later document of a case is taken to concern everybody who was judged in it.
    """
    access.require(viewer, purpose)
    return frozenset(_news(subjects, since, None))


def _news(subjects: Collection[UUID], since: datetime, until: datetime | None) -> dict[UUID, datetime]:
    """Of these subjects those with news, each with the instant of the latest."""
    within = Q(known_from__gt=since) & (Q() if until is None else Q(known_from__lte=until))
    wanted = [*subjects, NOBODY]
    own = Q(conviction__subject_id__in=wanted)
    found = list(models.Change.objects.filter(own, within).values_list("conviction__subject_id", "known_from"))
    # A verdict entered later about somebody who was on record already; one entered before is no news.
    added = models.Conviction.objects.filter(within, subject_id__in=wanted)
    found += added.values_list("subject_id", "known_from")
    moved = models.Reassignment.objects.filter(own | Q(subject_id__in=wanted), within)
    for one, other, at in moved.values_list("conviction__subject_id", "subject_id", "known_from"):
        found += [(one, at), (other, at)]
    # Whose a verdict is said to be, by whoever disputes that and whoever decides it.
    said = models.LinkAct.objects.filter(own, within)
    found += said.values_list("conviction__subject_id", "known_from")
    found += [(one, at) for one, at in _later_documents(subjects) if at > since and (until is None or at <= until)]
    news: dict[UUID, datetime] = {}
    for subject, at in found:
        if subject in subjects:
            news[subject] = max(at, news.get(subject, at))
    return news


def _later_documents(subjects: Collection[UUID]) -> list[tuple[UUID, datetime]]:
    """Everybody with the instants from which later documents of the own cases are known. Two rounds, as a retrial may name the decision
    on appeal alone."""
    judged = models.Conviction.objects.filter(subject_id__in=[*subjects, NOBODY])
    cases: dict[str, set[UUID]] = {}
    for subject, number in judged.values_list("subject_id", "judgment__case_number"):
        cases.setdefault(number, set()).add(subject)
    found: list[tuple[UUID, datetime]] = []
    for _ in range(2):
        rulings = models.Ruling.objects.filter(earlier_case__in=[*cases, ""])
        for earlier, own, at in list(rulings.values_list("earlier_case", "judgment__case_number", "known_from")):
            cases.setdefault(own, set()).update(cases[earlier])
            found += [(subject, at) for subject in cases[earlier]]
    return found


def moved_to(*, since: datetime, viewer: Actor, purpose: Purpose) -> Sequence[UUID]:
    """The subjects to whom a verdict was moved after ``since`` (裁定更正身份)."""
    access.require(viewer, purpose)
    found = models.Reassignment.objects.filter(known_from__gt=since).order_by("subject_id")
    return tuple(found.values_list("subject_id", flat=True).distinct())
