"""The answer that is objected to (所涉答复), whichever room gave it: to the person, to a unit about somebody on its list, to an organ or a lawyer.

A review knows it by its key: the number of the case; of a list with the row's line after a dot; of a correction that nothing was answered before, its
own number. Whoever asked for an answer about
themselves, or for the person, may object to it as they may see it. Anybody else proves three things at once (``Proof``): the number of
the paper, the code on it, and whose it is. Which of them did not fit, nor whether there is such a paper, is never told.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from qingbai import clock
from qingbai.agencies.ways import handles
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.certificates import queries as papers
from qingbai.certificates import services as certificates
from qingbai.disclosures import objected as disclosures
from qingbai.disclosures.casework import NoSuchRequest
from qingbai.inquiries import corrections
from qingbai.inquiries import objected as inquiries
from qingbai.inquiries import services as inquiry_services
from qingbai.inquiries.casework import NoSuchApplication
from qingbai.law.ages import civil_age, full_capacity
from qingbai.law.objections import LinkStatus
from qingbai.law.objectors import AnsweredTo, ObjectionFacts, Objector
from qingbai.law.terms import DocumentKind
from qingbai.objections.acts import RUNNING, Act
from qingbai.objections.casework import Case, NoSuchReview, case_of
from qingbai.objections.models import Review
from qingbai.registers.reviewed import Answered, Weighing
from qingbai.screening import objected as screening
from qingbai.screening.casework import NoSuchList


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What shows that somebody holds a paper and whose it is (持有文书的证明): its number, the code printed on it, the document of the person."""

    paper_number: str
    code: str
    document_kind: DocumentKind
    document_number: str
    nationality: str = "CHN"

    @property
    def owner(self) -> str:
        """The fingerprint of the person."""
        return inquiry_services.owner_by_document(self.document_kind, self.document_number, self.nationality)


class BearsOut(Protocol):
    """Whether the register would answer the same now; None where a person must say."""

    def __call__(self, *, key: str, at: datetime, supposing: Mapping[str, LinkStatus] | None = None) -> bool | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a room that answers lets a review ask and do."""

    answered: Callable[..., Answered]
    by_paper: Callable[..., Answered]
    bears_out: BearsOut
    weighing: Callable[..., tuple[Weighing, ...]]
    answer_anew: Callable[..., None]
    look_again: Callable[..., tuple[str, ...]]


def nothing_waits(*, owner: str, at: datetime) -> tuple[str, ...]:
    """For rooms in which an officer goes on by hand with what waited for a review."""
    del owner, at
    return ()


ROOMS: Mapping[str, Room] = {
    "QB": Room(
        answered=inquiries.answered,
        by_paper=inquiries.by_paper,
        bears_out=inquiries.bears_out,
        weighing=inquiries.weighing,
        answer_anew=inquiries.answer_anew,
        look_again=inquiries.look_again,
    ),
    "DW": Room(
        answered=screening.answered,
        by_paper=screening.by_paper,
        bears_out=screening.bears_out,
        weighing=screening.weighing,
        answer_anew=screening.answer_anew,
        look_again=nothing_waits,
    ),
    "BA": Room(
        answered=disclosures.answered,
        by_paper=disclosures.by_paper,
        bears_out=disclosures.bears_out,
        weighing=disclosures.weighing,
        answer_anew=disclosures.answer_anew,
        look_again=nothing_waits,
    ),
    corrections.PREFIX: Room(
        answered=corrections.answered,
        by_paper=corrections.by_paper,
        bears_out=corrections.bears_out,
        weighing=corrections.weighing,
        answer_anew=corrections.answer_anew,
        look_again=nothing_waits,
    ),
}
"""The rooms by the letters that their numbers begin with; the last is for corrections that no answer went before."""
NOT_THERE = (NoSuchApplication, NoSuchRequest, NoSuchList)


def _room(key: str) -> Room:
    room = ROOMS.get(key[:2])
    if room is None:
        raise NoSuchReview(key)
    return room


def of(*, key: str, viewer: Actor, at: datetime) -> Answered:
    """The answer of this key, for its office, for who asked for it, and for the house. Raises ``NoSuchReview`` for anybody else."""
    try:
        return _room(key).answered(key=key, viewer=viewer, at=at)
    except NOT_THERE as error:
        raise NoSuchReview(key) from error


def proven(*, proof: Proof, by: Actor, at: datetime) -> Answered:
    """The answer that a paper gave, for who proves to hold it and whose it is; an officer finds those of the own office alone.

    The look is on the ledger. Raises ``NoSuchReview`` whatever does not fit.
    """
    shown = certificates.check_code(code=proof.code, by=by, at=at)
    number = papers.number_as_typed(proof.paper_number)
    if shown is None or not number or shown.claim.number != number:
        raise NoSuchReview(proof.paper_number)
    try:
        found = _room(shown.claim.application_number).by_paper(paper_number=number, owner=proof.owner, at=at)
    except NOT_THERE as error:
        raise NoSuchReview(proof.paper_number) from error
    elsewhere = by.kind is ActorKind.OFFICER and not handles(by, found.office)
    if not (number == found.paper_number or number in found.also) or elsewhere:
        raise NoSuchReview(proof.paper_number)
    return found


def as_what(answer: Answered, by: Actor) -> Objector | None:
    """As what somebody at the portal deals with an answer; None for who only proved to hold the paper and says it by themselves."""
    return Objector.HIMSELF if by.id == answer.owner else answer.askers.get(by.id)


def bears_out(*, key: str, at: datetime, supposing: Mapping[str, LinkStatus] | None = None) -> bool | None:
    """Whether the register would answer the same now; None where a person must say. The caller ledgers the look-up."""
    return _room(key).bears_out(key=key, at=at, supposing=supposing)


def weighing(*, key: str, by: Actor, at: datetime) -> tuple[Weighing, ...]:
    """The verdicts that weigh in the answer, each beside whom its documents describe. The caller ledgers the look-up."""
    return _room(key).weighing(key=key, by=by, at=at)


def answer_anew(*, key: str, reason: str, by: Actor, at: datetime) -> None:
    """Take the paper back and have the case answered anew, by the room that answered it."""
    _room(key).answer_anew(key=key, reason=reason, by=by, at=at)


def look_again(*, owner: str, at: datetime) -> tuple[str, ...]:
    """Go on with whatever waited for a review to say whose a verdict is; the numbers of what moved."""
    return tuple(number for room in ROOMS.values() for number in room.look_again(owner=owner, at=at))


def facts_of(case: Case, *, seen: bool = False) -> ObjectionFacts:
    """The objection as the law's questions take it; ``seen``: by an officer, who has the papers before them."""
    objection, filed_on = case.objection, clock.day_of(case.row.filed_at)
    answer = of(key=case.row.application, viewer=SYSTEM, at=case.row.filed_at)
    if answer.to is AnsweredTo.NOBODY:  # one correction after the other
        same = Review.objects.filter(owner=case.row.owner, application__startswith=corrections.PREFIX)
    else:
        same = Review.objects.filter(paper_number=case.row.paper_number, application=case.row.application)
    others = same.exclude(pk=case.row.pk)
    capable = objection.agent_capable
    if capable is None and objection.agent_born_on is not None:
        capable = full_capacity(objection.agent_born_on, filed_on)
    return ObjectionFacts(
        objector=objection.objector,
        answered=True,
        original_office=case.row.office,
        office=objection.office,
        answered_to=answer.to,
        present=frozenset(objection.papers),
        agent_capable=capable,
        ward_of_age=civil_age(answer.born_on, filed_on) >= 18 if answer.born_on else None,
        unseen=_unseen(case),
        under_review=(seen or _may_know(case, answer))
        and any(case_of(row, case.office).status in RUNNING for row in others),
    )


def _may_know(case: Case, answer: Answered) -> bool:
    """Whether the house may say to whoever objects that the same is under review. Who only says that they are somebody's guardian, and brings no
    paper of that person's to begin with, is told nothing about that person before an officer has seen the proof."""
    return answer.to is not AnsweredTo.NOBODY or case.objection.objector is Objector.HIMSELF


def _unseen(case: Case) -> bool:
    """Whether papers came as files since an officer last acted: somebody looks at them before the objection is accepted."""
    latest = next((done for done in reversed(case.acts) if done.by.kind is not ActorKind.SYSTEM), None)
    return latest is not None and latest.act is Act.SUPPLEMENT and latest.by.kind is ActorKind.APPLICANT
