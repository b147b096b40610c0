"""What may be done with an application (办理): one function, one act, one transaction, one ledger entry.

``apply_straight_through`` and ``advance`` only string acts together: they go on until the application is answered or needs somebody.
Every refusal is raised before anything is written.
"""

import logging
import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.ways import ActRefused
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM, Actor
from qingbai.audit.events import EventKind
from qingbai.certificates import queries as certificates_queries
from qingbai.certificates import services as certificates
from qingbai.incoming import Fault
from qingbai.inquiries import draft as drafts
from qingbai.inquiries import queries, steps
from qingbai.inquiries.acts import WAY, Act
from qingbai.inquiries.casework import (
    Case,
    NoSuchApplication,
    TakenMeanwhile,
    case_of,
    fingerprint_of,
    judged_elsewhere,
    new_number,
    open_case,
    record,
    require_party,
)
from qingbai.inquiries.draft import Draft, DraftRefused
from qingbai.inquiries.models import Application
from qingbai.law.terms import DocumentKind, MatchVerdict, Paper

logger = logging.getLogger(__name__)

__all__ = ["ActRefused", "DraftRefused", "NoSuchApplication", "TakenMeanwhile"]


class ReasonNeeded(ValueError):
    """A person who judges must say why; the reason was empty."""


class NothingToJudge(ValueError):
    """There is no such open question on this application."""


class DecidedOtherwise(Exception):
    """The opposite was decided about the same two people in another application; nothing was recorded. Look at it, then say so again."""


def owner_of(draft: Draft) -> str:
    """The keyed fingerprint of the person asking: the same for each of the person's applications with this document."""
    return owner_by_document(draft.document_kind, draft.document_number, draft.nationality)


def owner_by_document(kind: DocumentKind, number: str, nationality: str) -> str:
    """``owner_of`` for somebody who has asked nothing yet: a person signed in by this document."""
    return fingerprint_of(kind, number, nationality)


def new_token() -> str:
    """The mark of an application handed in without one: a new one each time."""
    return secrets.token_hex(16)


def submit(*, draft: Draft, token: str, by: Actor, at: datetime) -> Case:
    """Hand in an application (提出申请, INQ-14). The same ``token`` again gives the same application and changes nothing.

    Raises ``DraftRefused`` with everything that is wrong in it.
    """
    earlier = Application.objects.filter(token=token).first()
    if earlier is not None:
        return case_of(earlier)
    office = agencies.find_office(draft.office)
    faults = (*drafts.faults(draft, on=clock.day_of(at)), *_place_faults(draft, office))
    if faults or office is None:
        raise DraftRefused(*faults)
    owner = owner_of(draft)
    try:
        with transaction.atomic():
            row = Application.objects.create(
                number=new_number(at),
                token=token,
                owner=owner,
                office=draft.office,
                region=agencies.region(office.division).key,
                submitted_at=at,
                draft=drafts.as_json(draft),
            )
            case = Case(row=row, acts=(), office=office)
            return record(case, Act.SUBMIT, by=by, at=at, about=owner, ledger={"office": office.code}, within=True)
    except IntegrityError:
        if not Application.objects.filter(token=token).exists():
            raise  # it was not the same submission, sent twice at once
        return case_of(Application.objects.get(token=token))


def _place_faults(draft: Draft, office: agencies.OfficeCard | None) -> Iterable[Fault]:
    if draft.office and office is None:
        yield Fault(
            "office",
            "no_such_office",
            "没有这个受理单位，请从列表中选择。",
            "is no office we know; choose one of the list.",
        )
    if not draft.household and not draft.residence:
        yield Fault(
            "residence",
            "place_needed",
            "请填写户籍地或居住地。",
            "or household is needed; say where you live or are registered.",
        )


def supplement(*, number: str, papers: tuple[Paper, ...], by: Actor, at: datetime) -> Case:
    """Add the papers that were missing (补正)."""
    return record(open_case(number), Act.SUPPLEMENT, by=by, at=at, facts={"papers": [str(paper) for paper in papers]})


def list_missing(*, number: str, by: Actor, at: datetime) -> Case:
    """Tell the applicant everything that is missing, by hand; see ``steps.list_missing``."""
    return steps.list_missing(open_case(number), by=by, at=at)


def decline(*, number: str, by: Actor, at: datetime) -> Case:
    """Not accept the application, by hand; see ``steps.decline``."""
    return steps.decline(open_case(number), by=by, at=at)


def accept(*, number: str, by: Actor, at: datetime) -> Case:
    """Accept the application, by hand; see ``steps.accept``."""
    return steps.accept(open_case(number), by=by, at=at)


def judge_match(
    *, number: str, subject: str, same: bool, reason: str, by: Actor, at: datetime, knowing: bool = False
) -> Case:
    """A person decides whether a candidate is the person asked about (身份认定); the reason is kept.

    Raises ``DecidedOtherwise`` where the latest decision about the two in another application was the opposite, unless
    the officer decides ``knowing`` of it; that too is kept.
    """
    case = open_case(number)
    _reason_given(reason)
    open_ones = {
        one["subject"] for one in case.when(Act.SEARCH).facts["candidates"] if one["match"] == MatchVerdict.UNCERTAIN
    }
    if subject not in open_ones:
        raise NothingToJudge(subject)
    against = next((row.number for done, row in judged_elsewhere(case, subject)[:1] if done.facts["same"] != same), "")
    if against and not knowing:
        raise DecidedOtherwise(number)
    facts = {"subject": subject, "same": same, "reason": reason, **({"against": against} if against else {})}
    return record(case, Act.JUDGE_MATCH, by=by, at=at, facts=facts, about=case.row.owner, ledger={"subject": subject})


def judge_question(*, number: str, reference: str, reason: str, by: Actor, at: datetime) -> Case:
    """A person decides that a conviction whose sealing the facts leave open is not sealed; the reason is kept."""
    _reason_given(reason)
    return record(open_case(number), Act.JUDGE_QUESTION, by=by, at=at, facts={"reference": reference, "reason": reason})


def _reason_given(reason: str) -> None:
    if not reason.strip():
        raise ReasonNeeded("reason: is empty; say why, in a sentence that the file can keep")


def sign_for(*, number: str, by: Actor, at: datetime) -> Case:
    """The applicant or agent takes the paper (签收, INQ-34), once it may be seen."""
    case = open_case(number)
    issued = case.standing_issue
    if issued is not None and at < queries.shown_at(issued):
        raise WAY.refusal(case.acts[:-1], Act.SIGN_FOR, by)
    return record(case, Act.SIGN_FOR, by=by, at=at)


def made_by_hand(*, number: str, by: Actor, at: datetime) -> Case:
    """A person made the paper that the house cannot print, and handed it over (手工制证). Only where nothing else is open."""
    case = open_case(number)
    if not case.unprintable:
        raise WAY.refusal(case.acts, Act.MADE_BY_HAND, by)
    return record(case, Act.MADE_BY_HAND, by=by, at=at)


def take_up(*, at: datetime) -> tuple[str, ...]:
    """Go on with every application that the house itself was interrupted in; the numbers of those that moved.

    Whatever fails for one is told in the log and keeps the others from nothing.
    """
    moved = []
    for number in queries.interrupted(at=at):
        try:
            before = open_case(number)
            if len(_through(before, at).acts) > len(before.acts):
                moved.append(number)
        except Exception:
            logger.exception("an application could not be gone on with and will be tried again: %s", number)
    return tuple(moved)


def withdraw(*, number: str, by: Actor, at: datetime) -> Case:
    """The applicant takes the application back (撤回)."""
    return record(open_case(number), Act.WITHDRAW, by=by, at=at)


def revoke(*, number: str, reason: str, by: Actor, at: datetime) -> Case:
    """Take back the paper of an answered application (撤销文书, INQ-28): a certificate or a notice of refusal found wrong.

    The reason is kept in the file, never shown outside; from now on whoever checks the paper learns that it was withdrawn. Raises
    ``NoSuchApplication`` for whoever may not do so here, ``ReasonNeeded``, and ``ActRefused`` where no paper stands.
    """
    case = _open_for_revoking(number, by)
    _reason_given(reason)
    issued = case.standing_issue
    if issued is None:
        raise WAY.refusal(case.acts, Act.REVOKE, by)
    WAY.following(case.acts, Act.REVOKE, by)
    paper = str(issued.facts["paper_number"])
    with transaction.atomic():
        certificates.withdraw(number=paper, reason=reason, by=by, at=at)
        facts = {"paper_number": paper, "reason": reason.strip()}
        return record(case, Act.REVOKE, by=by, at=at, facts=facts, within=True)


def reopen(*, number: str, by: Actor, at: datetime) -> Case:
    """Take up again an application whose paper was taken back (重新办理): it is searched and decided anew under its own number."""
    case = _open_for_revoking(number, by)
    revoked = case.last(Act.REVOKE)
    facts = {"instead_of": revoked.facts["paper_number"]} if revoked else {}
    return record(case, Act.REOPEN, by=by, at=at, facts=facts, about=case.row.owner)


def withdraw_and_reissue(*, number: str, reason: str, by: Actor, at: datetime) -> Case:
    """Take a paper back and answer the application anew (撤销并重新出具, REG-15, INQ-28): both or neither, then as far as the rules carry it.

    Search, decision and paper are new acts of the same application, so that the two papers hang together in its file.
    """
    with transaction.atomic():
        revoke(number=number, reason=reason, by=by, at=at)
        case = reopen(number=number, by=by, at=at)
    return _through(case, at)


def _open_for_revoking(number: str, by: Actor) -> Case:
    case = open_case(number)
    require_party(case, by)
    if not WAY.ever(Act.REVOKE, by):
        raise NoSuchApplication(number)
    return case


def deliver(*, number: str, by: Actor, at: datetime) -> bytes:
    """Hand out the paper's bytes to whom it belongs, once it may be seen (送达). Each time is on the ledger.

    Raises ``NoSuchApplication`` for strangers and before the tick on which the answer is shown.
    """
    case = open_case(number)
    require_party(case, by)
    issued = case.standing_issue
    if issued is None or at < queries.shown_at(issued):
        raise NoSuchApplication(number)
    with transaction.atomic():
        audit.record(
            kind=EventKind.PAPER_DELIVERED, by=by, at=at, basis=number, facts={"paper": issued.facts["paper_number"]}
        )
        pdf = certificates_queries.pdf(number=issued.facts["paper_number"], viewer=by, purpose=number)
    if pdf is None:
        raise NoSuchApplication(number)
    return pdf


def open_file(*, number: str, by: Actor, at: datetime) -> queries.File:
    """Open the file of an application at the officer's desk (阅卷); who opened it is on the ledger."""
    with transaction.atomic():
        opened = queries.file(number=number, viewer=by)
        audit.record(kind=EventKind.INQUIRY_READ, by=by, at=at, basis=number)
    return opened


def advance(*, number: str, at: datetime) -> Case:
    """Go on with an application until it is answered or needs somebody: the applicant, or a person of the office.

    Each act is its own transaction, so an interruption loses nothing: called again, it goes on from the last act.
    """
    return _through(open_case(number), at)


def _through(case: Case, at: datetime) -> Case:
    while (step := steps.next_step(case, at=at)) is not None:
        case = step(case, by=SYSTEM, at=at)
    return case


def apply_straight_through(*, draft: Draft, token: str, by: Actor, at: datetime) -> Case:
    """Hand in an application and go on with it as far as the rules carry it (即时办结)."""
    return _through(submit(draft=draft, token=token, by=by, at=at), at)
