"""Following a verdict through its corrections (更正的追溯): whom it was ever filed under, since when it is known, whose record has news.

What an answer was based on is kept with the answer as references (``inquiries``). These questions lead from a reference to
what became of it. A reference that is not on record is simply absent from every answer.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from qingbai.audit.actors import Actor
from qingbai.law.terms import DocumentKind
from qingbai.matching.persons import Document
from qingbai.registers import access, models
from qingbai.registers.access import NoSuchRecord, Purpose


def known_since(references: Collection[UUID], *, viewer: Actor, purpose: Purpose) -> dict[UUID, datetime]:
    """Of these verdicts those that are on record, each with the instant from which it was known."""
    access.require(viewer, purpose)
    return dict(models.Conviction.objects.filter(id__in=references).values_list("id", "known_from"))


def on_record(subjects: Collection[UUID], *, viewer: Actor, purpose: Purpose) -> frozenset[UUID]:
    """Those of these subjects who are on record."""
    access.require(viewer, purpose)
    return frozenset(models.Subject.objects.filter(id__in=subjects).values_list("id", flat=True))


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


def with_news(subjects: Collection[UUID], *, since: datetime, viewer: Actor, purpose: Purpose) -> frozenset[UUID]:
    """Those of these subjects about whose verdicts something was learned after ``since`` that may change what they count.

    Rather too many than too few: a later document of a case is taken to concern everybody who was judged in it.
    """
    access.require(viewer, purpose)
    own = Q(conviction__subject_id__in=subjects)
    news = set(models.Change.objects.filter(own, known_from__gt=since).values_list("conviction__subject_id", flat=True))
    moved = models.Reassignment.objects.filter(own | Q(subject_id__in=subjects), known_from__gt=since)
    for pair in moved.values_list("conviction__subject_id", "subject_id"):
        news.update(pair)
    return frozenset((news | _with_later_documents(subjects, since)) & set(subjects))


def _with_later_documents(subjects: Collection[UUID], since: datetime) -> set[UUID]:
    """Two rounds, as a retrial may name the decision on appeal alone."""
    judged = models.Conviction.objects.filter(subject_id__in=subjects)
    cases = {number: {subject} for subject, number in judged.values_list("subject_id", "judgment__case_number")}
    for subject, number in judged.values_list("subject_id", "judgment__case_number"):
        cases[number].add(subject)
    news: set[UUID] = set()
    for _ in range(2):
        rulings = models.Ruling.objects.filter(earlier_case__in=list(cases))
        found = rulings.values_list("earlier_case", "judgment__case_number", "known_from")
        for earlier, own, known_from in found:
            cases.setdefault(own, set()).update(cases[earlier])
            if known_from > since:
                news |= cases[earlier]
    return news


def moved_to(*, since: datetime, viewer: Actor, purpose: Purpose) -> Sequence[UUID]:
    """The subjects to whom a verdict was moved after ``since`` (裁定更正身份)."""
    access.require(viewer, purpose)
    found = models.Reassignment.objects.filter(known_from__gt=since).order_by("subject_id")
    return tuple(found.values_list("subject_id", flat=True).distinct())
