"""What may be done with a review (复查): one function, one act, one transaction. Object, examine, ask, suspend; ``answering`` ends it.

Every refusal is raised before anything is written.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.acts import TakenMeanwhile, new_number
from qingbai.agencies.ways import ActRefused
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.certificates import printable
from qingbai.certificates import queries as certificates_queries
from qingbai.certificates import services as certificates
from qingbai.certificates.letters import Letter
from qingbai.incoming import Fault
from qingbai.inquiries import corrections
from qingbai.inquiries.draft import Draft
from qingbai.law import objections as law
from qingbai.law import objectors
from qingbai.law.objections import DisputeFacts, Ground
from qingbai.law.objectors import ObjectionPaper, Objector
from qingbai.law.terms import Answer, Finding
from qingbai.notifications import services as notifications
from qingbai.notifications.contacts import Contact
from qingbai.notifications.messages import Message
from qingbai.objections import answers, letters
from qingbai.objections import objection as objections
from qingbai.objections.acts import WAY, Act, Status
from qingbai.objections.answers import Proof
from qingbai.objections.casework import (
    Case,
    NoSuchReview,
    case_for,
    open_case,
    record,
    require_party,
    require_reader,
    searched,
    shows_verdicts,
    tell,
)
from qingbai.objections.models import Review
from qingbai.objections.objection import Evidence, Objection, ObjectionRefused
from qingbai.registers import disputes
from qingbai.registers.reviewed import Answered

__all__ = ["ActRefused", "NoSuchReview", "NotLawful", "ObjectionRefused", "ReasonNeeded", "TakenMeanwhile"]


class ReasonNeeded(ValueError):
    """Whoever acts here must say why, in a sentence that the file can keep; it was empty."""


class NotLawful(Exception):
    """The law does not let this be done; its reasons stand in ``because``."""

    def __init__(self, found: Finding[Any]) -> None:
        super().__init__(", ".join(reason.code for reason in found.because))
        self.because = found.because


def object_to(*, objection: Objection, token: str, by: Actor, at: datetime, proof: Proof | None = None) -> Case:
    """Object to an answer (提出异议, INQ-25) and go on as far as the rules carry it. The same ``token`` again gives the same review.

    ``proof``: of who did not ask for the answer and holds the paper. Raises ``ObjectionRefused`` with everything that is wrong in it,
    ``NoSuchReview`` where there is no such answer for this actor.
    """
    earlier = Review.objects.filter(token=token).first()
    if earlier is not None:
        case = open_case(earlier.number)
        require_party(case, by)
        return case
    answer = answer_to(objection.application, by=by, at=at, proof=proof)
    objection = _with_what_is_on_file(objection, answer, by)
    faults = objections.faults(objection)
    if faults:
        raise ObjectionRefused(*faults)
    try:
        with transaction.atomic():
            row = Review.objects.create(
                number=new_number("FC", at),
                token=token,
                owner=answer.owner,
                office=answer.office,
                region=agencies.region(agencies.office(answer.office).division).key,
                application=answer.key,
                paper_number=answer.paper_number,
                filed_at=at,
                objection=objections.as_json(objection),
            )
            reached = Contact(email=objection.email, phone=objection.phone, language=objection.language)
            notifications.keep(about=row.number, contact=reached, at=at)
            case = Case(row=row, acts=(), office=agencies.office(answer.office))
            case = record(case, Act.OBJECT, by=by, at=at)
    except IntegrityError:
        if not Review.objects.filter(token=token).exists():
            raise  # it was not the same submission, sent twice at once
        return open_case(Review.objects.get(token=token).number)
    return advance(case, at=at)


def ask_correction(*, objection: Objection, draft: Draft, token: str, by: Actor, at: datetime) -> Case:
    """Ask that what the register holds about oneself, or one's ward, is corrected, without any answer (更正申请, 个人信息保护法 46); it goes the way of a review.

    ``draft``: whom it is about, as the real-name service proves, or as the guardian who is named in it says. The same ``token`` again gives the same review. Raises ``ObjectionRefused`` with everything that is wrong in it.
    """
    earlier = Review.objects.filter(token=token).first()
    if earlier is not None:
        case = open_case(earlier.number)
        require_party(case, by)
        return case
    faults = (*objections.faults(objection), *_not_of_the_register(objection))
    if faults:
        raise ObjectionRefused(*faults)
    try:
        # Not in one transaction with the rest: whoever writes both logs takes the public one before the ledger, and the receipt comes after the first entry.
        key = corrections.ask(draft=draft, office=objection.office, token=token, by=by, at=at)
    except corrections.CorrectionRefused as refused:
        raise ObjectionRefused(*refused.faults) from refused
    return object_to(objection=replace(objection, application=key), token=token, by=by, at=at)


def _not_of_the_register(objection: Objection) -> tuple[Fault, ...]:
    if objection.ground in law.ABOUT_THE_REGISTER:
        return ()
    return (
        Fault(
            "ground", "of_a_paper", "没有文书，请选择其他理由。", "is of a paper, and there is none: choose another."
        ),
    )


def new_token() -> str:
    """The mark of an objection handed in without one: a new one each time."""
    return secrets.token_hex(16)


def answer_to(key: str, *, by: Actor, at: datetime, proof: Proof | None = None) -> Answered:
    """The answer objected to, for who asked for it, its office, and who proves to hold the paper. Raises ``NoSuchReview`` for anybody else."""
    if proof is None:
        return answers.of(key=key, viewer=by, at=at)
    found = answers.proven(proof=proof, by=by, at=at)
    if key and found.key != key:
        raise NoSuchReview(key)
    return found


def _with_what_is_on_file(objection: Objection, answer: Answered, by: Actor) -> Objection:
    """The objection with what an asker has shown the office already. At the portal nobody objects as something else than they are."""
    if by.kind is not ActorKind.APPLICANT:
        return objection
    known = answers.as_what(answer, by)
    if objection.objector is not known and (known is not None or objection.objector not in ACTING):
        raise NoSuchReview(answer.key)
    shown = answer.on_file if known in ACTING else frozenset[ObjectionPaper]()
    return replace(objection, papers=tuple(dict.fromkeys((*objection.papers, *sorted(shown)))))


ACTING = frozenset({Objector.AGENT, Objector.GUARDIAN})
"""Who objects for somebody else."""


def advance(case: Case, *, at: datetime) -> Case:
    """Do the house's own next step with an objection just handed in: accept it, say what is missing, not accept it; or leave it to a person."""
    if case.status is not Status.FILED:
        return case
    facts = answers.facts_of(case)
    may = objectors.may_object(facts)
    if may.answer is Answer.NO:
        return decline(number=case.row.number, by=SYSTEM, at=at)
    if objectors.missing_in_objection(facts).answer is Answer.YES:
        return list_missing(number=case.row.number, by=SYSTEM, at=at)
    return accept(number=case.row.number, by=SYSTEM, at=at) if may.answer is Answer.YES else case


def list_missing(*, number: str, by: Actor, at: datetime) -> Case:
    """Tell the objector everything that is missing, once (一次性告知, INQ-18)."""
    case = open_case(number)
    missing = objectors.missing_in_objection(answers.facts_of(case))
    if missing.answer is Answer.NO:
        raise NotLawful(missing)
    with transaction.atomic():
        tell(case, Message.MISSING, at=at, office=case.row.office)
        facts = {"missing": [str(paper) for paper in missing.value or ()]}
        return record(case, Act.LIST_MISSING, by=by, at=at, reasons=missing.because, facts=facts)


def supplement(*, number: str, papers: Sequence[ObjectionPaper], statement: str = "", by: Actor, at: datetime) -> Case:
    """Add what was missing (补正) and go on."""
    facts = {"papers": [str(paper) for paper in papers], "statement": " ".join(statement.split())}
    return advance(record(open_case(number), Act.SUPPLEMENT, by=by, at=at, facts=facts), at=at)


def decline(*, number: str, reason: str = "", by: Actor, at: datetime) -> Case:
    """Not accept the objection (不予受理), with every reason; where the rules leave it open, an officer says why."""
    case = open_case(number)
    may = objectors.may_object(answers.facts_of(case, seen=by.kind is ActorKind.OFFICER))
    if may.answer is Answer.YES:
        raise NotLawful(may)
    if may.answer is Answer.PERSON and not reason.strip():
        raise ReasonNeeded("reason: is empty; say why, in a sentence that the file can keep")
    with transaction.atomic():
        tell(case, Message.DECLINED, at=at, office=case.row.office)
        return record(case, Act.DECLINE, by=by, at=at, reasons=may.because, facts={"reason": reason.strip()})


def accept(*, number: str, by: Actor, at: datetime) -> Case:
    """Accept the objection (受理): the receipt is issued, and the 15 working days begin (INQ-26)."""
    case = open_case(number)
    WAY.following(case.acts, Act.ACCEPT, by)
    facts_now = answers.facts_of(case, seen=by.kind is ActorKind.OFFICER)
    may, missing = objectors.may_object(facts_now), objectors.missing_in_objection(facts_now)
    if may.answer is Answer.NO:
        raise NotLawful(may)
    if missing.answer is Answer.YES:
        raise NotLawful(missing)
    due = law.review_due_on(clock.day_of(at), agencies.calendar(), case.rule)
    with transaction.atomic():
        receipt = partial(letters.receipt, case, name=name_of(case), due_on=due.value, at=at)
        facts = {"due_on": due.value.isoformat() if due.value else None, "paper_number": sent(receipt, by=by, at=at)}
        told = {"due_on": due.value.isoformat()} if due.value else {}
        tell(case, Message.REVIEW_ACCEPTED, at=at, office=case.row.office, **told)
        return record(case, Act.ACCEPT, by=by, at=at, reasons=(*may.because, *due.because), facts=facts)


def sent(make: Callable[[], Letter], *, by: Actor, at: datetime) -> str:
    """The number of a letter made and issued in the caller's transaction; empty where the house cannot print it: a person makes it by hand."""
    try:
        return certificates.issue(claim=make(), by=by, at=at).number
    except (certificates.ClaimRefused, certificates.GlyphMissing, certificates.DoesNotFit):
        return ""


def name_of(case: Case) -> str:
    """To whom a letter of the review is addressed: the person whom the answer concerns, or the unit that objects."""
    answer = answers.of(key=case.row.application, viewer=SYSTEM, at=case.row.filed_at)
    return answer.receiver if case.objection.objector is Objector.ASKING_UNIT else answer.name


def ask_evidence(*, number: str, asked: str, by: Actor, at: datetime) -> Case:
    """Ask the objector for evidence or to cooperate (要求配合, INQ-25), in a letter. The clock goes on: no article stops it for that.

    Raises ``ReasonNeeded``, and ``ObjectionRefused`` for words that cannot be printed.
    """
    case = open_case(number)
    reason_given(asked)
    WAY.following(case.acts, Act.ASK_EVIDENCE, by)
    require_party(case, by)
    faults = printable.faults("asked", asked)
    if faults:
        raise ObjectionRefused(*faults)
    with transaction.atomic():
        notice = partial(letters.cooperation, case, name=name_of(case), asked=asked, at=at)
        paper = sent(notice, by=by, at=at)
        tell(case, Message.COOPERATION_ASKED, at=at, office=case.row.office)
        return record(
            case, Act.ASK_EVIDENCE, by=by, at=at, facts={"asked": " ".join(asked.split()), "paper_number": paper}
        )


def give_evidence(*, number: str, evidence: Sequence[Evidence], by: Actor, at: datetime) -> Case:
    """Hand in evidence (提供证据): what it is, and under which reference a copy is kept. Raises ``ObjectionRefused``."""
    case = case_for(number, by)
    whole = Objection(application="", office="", ground=Ground.OTHER, statement="", evidence=tuple(evidence))
    faults = objections.faults(whole)
    if faults or not evidence:
        raise ObjectionRefused(*(faults or (objections.needed("evidence"),)))
    facts = {"evidence": [{"words": one.words, "reference": one.reference} for one in evidence]}
    return record(case, Act.GIVE_EVIDENCE, by=by, at=at, facts=facts)


def go_on(*, number: str, reason: str, by: Actor, at: datetime) -> Case:
    """Go on without what was asked for (继续复查); the reason is kept."""
    reason_given(reason)
    return record(open_case(number), Act.GO_ON, by=by, at=at, facts={"reason": reason.strip()})


def weigh_evidence(*, number: str, accepted: bool, reason: str, by: Actor, at: datetime) -> Case:
    """An officer looks at the evidence that a verdict is somebody else's (审查证据). Accepted: every link that weighs is suspended at once.

    Until it is decided no answer rests on it, in any channel. Where nothing is on record there is nothing to suspend, and the act reads the
    same. Raises ``NotLawful`` and ``ReasonNeeded``.
    """
    case = open_case(number)
    reason_given(reason)
    objection = case.objection
    act = Act.SUSPEND_LINK if accepted else Act.KEEP_LINK
    WAY.following(case.acts, act, by)
    require_party(case, by)
    found = law.must_suspend(
        DisputeFacts(
            ground=objection.ground,
            reasons_stated=bool(objection.statement.strip()),
            evidence=len(objection.evidence),
            accepted=accepted,
        )
    )
    if accepted and found.answer is not Answer.YES:
        raise NotLawful(found)
    with transaction.atomic():
        if accepted:
            _suspend(case, reason, by, at)
        return record(case, act, by=by, at=at, reasons=found.because, facts={"reason": reason.strip()})


def _suspend(case: Case, reason: str, by: Actor, at: datetime) -> None:
    searched(case, by=by, at=at)
    weighing = answers.weighing(key=case.row.application, by=SYSTEM, at=at)
    disputes.suspend(
        person=case.row.owner,
        convictions=[one.conviction for one in weighing],
        case=case.row.number,
        evidence=[one.reference or f"{place + 1}" for place, one in enumerate(case.objection.evidence)],
        reason=reason,
        by=by,
        at=at,
    )


def withdraw(*, number: str, by: Actor, at: datetime) -> Case:
    """The objector takes the objection back (撤回); links that it suspended are as they were before, and what waited goes on."""
    case = case_for(number, by)
    with transaction.atomic():
        tell(case, Message.WITHDRAWN, at=at)
        case = record(case, Act.WITHDRAW, by=by, at=at)
        for_another = by.kind is ActorKind.APPLICANT and by.id != case.row.owner
        lifts = (
            SYSTEM if for_another else by
        )  # an agent has no business with links; the act of the review says who it was
        if case.last(Act.SUSPEND_LINK):
            disputes.lift(person=case.row.owner, case=number, reason="撤回复查申请", by=lifts, at=at)
    answers.look_again(owner=case.row.owner, at=at)
    return case


def sign_for(*, number: str, by: Actor, at: datetime) -> Case:
    """The objector takes the opinion (签收, INQ-34)."""
    return record(open_case(number), Act.SIGN_FOR, by=by, at=at)


PAPERS = (Act.ACCEPT, Act.ASK_EVIDENCE, Act.APPROVE_EXTENSION, Act.SIGN)
"""Acts that leave a letter behind."""


def deliver(*, number: str, paper_number: str, by: Actor, at: datetime) -> bytes:
    """Hand out a letter of a review (送达) to whom it belongs; each time is on the ledger. Raises ``NoSuchReview``."""
    case = case_for(number, by)
    own = {done.facts["paper_number"] for done in case.acts if done.act in PAPERS}
    if not paper_number or paper_number not in own:
        raise NoSuchReview(number)
    with transaction.atomic():
        audit.record(kind=EventKind.PAPER_DELIVERED, by=by, at=at, basis=number, facts={"paper": paper_number})
        pdf = certificates_queries.pdf(number=paper_number, viewer=by, purpose=number)
    if pdf is None:
        raise NoSuchReview(number)
    return pdf


def open_file(*, number: str, by: Actor, at: datetime) -> None:
    """Put on the ledger that the file of a review is opened at the desk (阅卷), and that the person is searched for where it shows verdicts.

    Raises ``NoSuchReview``.
    """
    case = open_case(number)
    require_reader(case, by)
    if by.kind is not ActorKind.OFFICER:
        raise NoSuchReview(number)
    with transaction.atomic():
        audit.record(kind=EventKind.REVIEW_READ, by=by, at=at, basis=number)
        if shows_verdicts(case, by):
            searched(case, by=by, at=at)


def reason_given(reason: str) -> None:
    """Raises ``ReasonNeeded`` for an empty one."""
    if not reason.strip():
        raise ReasonNeeded("reason: is empty; say why, in a sentence that the file can keep")
