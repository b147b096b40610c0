"""Complaints about how a case was handled (投诉), INQ-30: handed in, listed at the office, answered once.

A complaint is no objection: it never changes an answer. It stays with its words; the ledger knows that there was one.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from qingbai.agencies import queries as agencies
from qingbai.agencies.acts import new_number
from qingbai.agencies.ways import handles
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.certificates import claim as claims
from qingbai.incoming import Fault
from qingbai.objections.models import Complaint, ComplaintAnswer
from qingbai.objections.objection import ObjectionRefused
from qingbai.objections.services import NoSuchReview, reason_given

LONGEST = 1_000  # characters
MAY_ANSWER = frozenset({"reviewer", "head"})


class AnsweredMeanwhile(Exception):
    """Somebody else answered this complaint already; nothing of this answer was kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A complaint as it is shown, with its answer where there is one."""

    number: str
    office: str
    about: str
    words: str
    filed_at: datetime
    answer: str
    answered_at: datetime | None


def complain(*, office: str, about: str, words: str, token: str, by: Actor, at: datetime) -> str:
    """Hand in a complaint about an office (投诉); its number. The same ``token`` again gives the same one. Raises ``ObjectionRefused``."""
    earlier = Complaint.objects.filter(token=token).first()
    if earlier is not None:
        return earlier.number
    plain = " ".join(words.split())
    code = claims.text_fault(plain, needed=True, longest=LONGEST)
    faults = [Fault("words", code, f"{claims.FAULTS[code][0]}。", f"{claims.FAULTS[code][1]}.")] if code else []
    if agencies.find_office(office) is None:
        faults.append(
            Fault("office", "no_such_office", "没有这个单位，请从列表中选择。", "is no office we know; choose one.")
        )
    if len(about) > 40:
        faults.append(Fault("about", "too_long", "办理编号过长，请核对。", "is too long for a number; check it."))
    if faults:
        raise ObjectionRefused(*faults)
    try:
        with transaction.atomic():
            row = Complaint.objects.create(
                number=new_number("TS", at),
                token=token,
                owner=by.id,
                office=office,
                about=about,
                words=plain,
                filed_at=at,
            )
            audit.record(kind=EventKind.COMPLAINT_FILED, by=by, at=at, basis=row.number, facts={"office": office})
    except IntegrityError:
        return Complaint.objects.get(token=token).number
    return row.number


def answer(*, number: str, words: str, by: Actor, at: datetime) -> None:
    """The office answers a complaint (答复投诉). Raises ``NoSuchReview`` for others, ``ReasonNeeded``, ``AnsweredMeanwhile``."""
    row = Complaint.objects.filter(number=number).first()
    if row is None or not handles(by, row.office) or by.role not in MAY_ANSWER:
        raise NoSuchReview(number)
    reason_given(words)
    try:
        with transaction.atomic():
            ComplaintAnswer.objects.create(
                complaint=row, words=" ".join(words.split()), at=at, by_id=by.id, by_office=by.office
            )
            audit.record(kind=EventKind.COMPLAINT_FILED, by=by, at=at, basis=number, facts={"answered": "true"})
    except IntegrityError as error:
        raise AnsweredMeanwhile(number) from error


def of_office(*, viewer: Actor) -> tuple[Shown, ...]:
    """The complaints at the viewer's office, those without an answer first; for reviewers and heads."""
    if not handles(viewer, viewer.office) or viewer.role not in MAY_ANSWER:
        return ()
    rows = Complaint.objects.filter(office=viewer.office).select_related("answer").order_by("-filed_at")[:500]
    return tuple(sorted((_shown(row) for row in rows), key=lambda one: one.answered_at is not None))


def of_owner(*, viewer: Actor) -> tuple[Shown, ...]:
    """The viewer's own complaints, newest first."""
    if viewer.kind is not ActorKind.APPLICANT:
        return ()
    rows = Complaint.objects.filter(owner=viewer.id).select_related("answer").order_by("-filed_at")[:50]
    return tuple(_shown(row) for row in rows)


def _shown(row: Complaint) -> Shown:
    found = getattr(row, "answer", None)
    return Shown(
        number=row.number,
        office=row.office,
        about=row.about,
        words=row.words,
        filed_at=row.filed_at,
        answer=found.words if found else "",
        answered_at=found.at if found else None,
    )
