"""Rating a case, once, changeable for some days; answering a bad rating, once. Each is one act, one transaction, one entry of the ledger.

Whether a case may be rated depends on what its applicant sees of it, so that the invitation comes to everybody at the same moment and in the same words.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from qingbai.agencies.ways import handles
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.certificates import claim as claims
from qingbai.incoming import Fault
from qingbai.inquiries import queries as inquiries
from qingbai.inquiries.acts import CLOSED
from qingbai.inquiries.queries import Progress
from qingbai.ratings import queries
from qingbai.ratings.models import Rating, RatingAnswer
from qingbai.ratings.terms import BAD, LONGEST, About, Level

CHANGEABLE = timedelta(days=10)
"""After the first rating."""
MAY_ANSWER = frozenset({"reviewer", "head"})


class NotRateable(Exception):
    """The case has not ended, was rated too long ago, or its rating was answered already. Nothing was kept."""


class RatingRefused(ValueError):
    """What was written cannot be kept; ``faults`` says why, all at once."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = faults


class NoSuchRating(Exception):
    """There is no such rating, or it is not the officer's business."""


class AnsweredMeanwhile(Exception):
    """Somebody else answered already; nothing of this answer was kept."""


def is_over(progress: Progress) -> bool:
    """Whether the case has ended, as its applicant sees it."""
    return progress.paper_ready or progress.status in CLOSED


def rate(*, number: str, level: Level, about: Iterable[About], words: str, by: Actor, at: datetime) -> None:
    """Rate a case, or change the rating (评价). Raises ``NoSuchApplication`` for others, ``NotRateable``, ``RatingRefused``."""
    progress = inquiries.progress(number=number, viewer=by, at=at)
    plain = " ".join(words.split())
    code = claims.text_fault(plain, needed=False, longest=LONGEST)
    if code:
        raise RatingRefused(Fault("words", code, f"{claims.FAULTS[code][0]}。", f"{claims.FAULTS[code][1]}."))
    earlier = queries.given(number)
    if by.kind is not ActorKind.APPLICANT or not is_over(progress) or not may_change(number, at):
        raise NotRateable(number)
    try:
        with transaction.atomic():
            Rating.objects.create(
                case=number,
                position=len(earlier) + 1,
                owner=by.id,
                office=inquiries.office_of(number=number),
                level=level,
                about=sorted({one.value for one in about}),
                words=plain,
                at=at,
            )
            facts = {"level": str(int(level)), "changed": str(len(earlier))}
            audit.record(kind=EventKind.CASE_RATED, by=by, at=at, basis=number, facts=facts)
    except IntegrityError as error:  # two at once: the other one stands, and may be changed
        raise NotRateable(number) from error


def may_change(number: str, at: datetime) -> bool:
    """Whether the rating may still be given or changed."""
    earlier = queries.given(number)
    late = bool(earlier) and earlier[0].at + CHANGEABLE < at
    return not late and not RatingAnswer.objects.filter(case=number).exists()


def answer(*, number: str, words: str, by: Actor, at: datetime) -> None:
    """The office says what it did about a bad rating (回访整改). Raises ``NoSuchRating``, ``RatingRefused``, ``AnsweredMeanwhile``."""
    given = queries.given(number)
    if not given or not handles(by, given[-1].office) or by.role not in MAY_ANSWER or given[-1].level not in BAD:
        raise NoSuchRating(number)
    plain = " ".join(words.split())
    code = claims.text_fault(plain, needed=True, longest=LONGEST)
    if code:
        raise RatingRefused(Fault("words", code, f"{claims.FAULTS[code][0]}。", f"{claims.FAULTS[code][1]}."))
    try:
        with transaction.atomic():
            RatingAnswer.objects.create(case=number, words=plain, at=at, by_id=by.id, by_office=by.office)
            audit.record(kind=EventKind.RATING_ANSWERED, by=by, at=at, basis=number)
    except IntegrityError as error:
        raise AnsweredMeanwhile(number) from error
