"""What may be done with a case inquiry (办理): one function, one act, one transaction, one ledger entry.

``ask_straight_through`` and ``advance`` only string acts together: they go on until the request is answered or needs somebody.
Every refusal is raised before anything is written.
"""

import contextlib
import logging
import secrets
from datetime import datetime

from django.db import IntegrityError, transaction

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.acts import TakenMeanwhile, new_number
from qingbai.agencies.ways import ActRefused, handles
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM, Actor
from qingbai.audit.events import EventKind
from qingbai.certificates import queries as certificates
from qingbai.certificates import services as papers
from qingbai.disclosures import queries, steps
from qingbai.disclosures import request as requests
from qingbai.disclosures.acts import WAY, Act, Status
from qingbai.disclosures.casework import (
    Case,
    NoSuchRequest,
    case_of,
    looked_up,
    open_case,
    record,
    require_actor,
    require_party,
    require_reader,
)
from qingbai.disclosures.models import RequestRow
from qingbai.disclosures.request import Request, RequestRefused
from qingbai.disclosures.search import still_holds
from qingbai.law.official import OfficialPaper
from qingbai.law.terms import MatchVerdict
from qingbai.matching import identity

logger = logging.getLogger(__name__)
__all__ = ["ActRefused", "NoSuchRequest", "NothingToJudge", "ReasonNeeded", "RequestRefused", "TakenMeanwhile"]


class ReasonNeeded(ValueError):
    """A person who judges must say why; the reason was empty."""


class NothingToJudge(ValueError):
    """There is no such open question on this request."""


def new_token() -> str:
    """The mark of a request handed in without one: a new one each time."""
    return secrets.token_hex(16)


def submit(*, asked: Request, office: str, token: str, by: Actor, at: datetime) -> Case:
    """Hand in a request at an office (提出查询). The same ``token`` again gives the same request and changes nothing.

    Raises ``RequestRefused`` with everything that is wrong in it, and ``NoSuchRequest`` for whoever does not work at the office.
    """
    if not handles(by, office):
        raise NoSuchRequest(office)
    earlier = RequestRow.objects.filter(token=token).first()
    if earlier is not None:
        return case_of(earlier)
    faults = requests.faults(asked, on=clock.day_of(at))
    if faults:
        raise RequestRefused(*faults)
    row = new_row(asked=asked, office=office, token=token, at=at)
    try:
        with transaction.atomic():
            return put(row, by=by, at=at)
    except IntegrityError:
        if not RequestRow.objects.filter(token=token).exists():
            raise  # it was not the same submission, sent twice at once
        return case_of(RequestRow.objects.get(token=token))


def new_row(*, asked: Request, office: str, token: str, at: datetime) -> RequestRow:
    """A request that nobody has kept yet, with its number."""
    number = identity.lasting(asked.document_kind, asked.document_number, country=asked.nationality)
    return RequestRow(
        number=new_number("BA", at),
        token=token,
        about=audit.fingerprint(number),
        asker=asked.asker,
        office=office,
        submitted_at=at,
        stated=requests.as_json(asked),
    )


def put(row: RequestRow, *, by: Actor, at: datetime) -> Case:
    """Keep a new request with its first act, inside the caller's transaction."""
    row.save(force_insert=True)
    case = Case(row=row, acts=(), office=agencies.office(row.office))
    return record(case, Act.SUBMIT, by=by, at=at, ledger={"office": row.office}, within=True)


def supplement(*, number: str, papers: tuple[OfficialPaper, ...], by: Actor, at: datetime) -> Case:
    """Add the papers that were missing (补正)."""
    return record(open_case(number), Act.SUPPLEMENT, by=by, at=at, facts={"papers": [str(paper) for paper in papers]})


def list_missing(*, number: str, by: Actor, at: datetime) -> Case:
    """Tell who asks everything that is missing, by hand; see ``steps.list_missing``."""
    return steps.list_missing(open_case(number), by=by, at=at)


def decline(*, number: str, by: Actor, at: datetime, reason: str = "") -> Case:
    """Not accept the request, by hand; see ``steps.decline``."""
    return steps.decline(open_case(number), by=by, at=at, note=reason.strip())


def accept(*, number: str, by: Actor, at: datetime) -> Case:
    """Accept the request, by hand; see ``steps.accept``."""
    return steps.accept(open_case(number), by=by, at=at)


def judge_match(*, number: str, subject: str, same: bool, reason: str, by: Actor, at: datetime) -> Case:
    """A person decides whether a candidate is the person asked about (身份认定); the reason is kept."""
    case = as_it_stands(number=number, by=by, at=at)
    _reason_given(reason)
    searched = case.last(Act.SEARCH)
    candidates = searched.facts["candidates"] if searched else ()
    if subject not in {one["subject"] for one in candidates if one["match"] == MatchVerdict.UNCERTAIN}:
        raise NothingToJudge(subject)
    facts = {"subject": subject, "same": same, "reason": reason}
    return record(case, Act.JUDGE_MATCH, by=by, at=at, facts=facts, ledger={"subject": subject})


def judge_question(*, number: str, reference: str, told: bool, reason: str, by: Actor, at: datetime) -> Case:
    """A person decides whether a record that the rules leave open is told (人工认定); the reason is kept."""
    case = as_it_stands(number=number, by=by, at=at)
    _reason_given(reason)
    searched = case.last(Act.SEARCH)
    if searched is None or reference not in searched.facts["doubtful"]:
        raise NothingToJudge(reference)
    facts = {"reference": reference, "told": told, "reason": reason}
    return record(case, Act.JUDGE_QUESTION, by=by, at=at, facts=facts)


def _reason_given(reason: str) -> None:
    if not reason.strip():
        raise ReasonNeeded("reason: is empty; say why, in a sentence that the file can keep")


def clear(*, number: str, by: Actor, at: datetime) -> Case:
    """Somebody who did not handle the request agrees that the record is told (复核, 两人办理). Raises ``TakenMeanwhile`` where the register is
    another since and so may what is told be."""
    case = as_it_stands(number=number, by=by, at=at)
    decided = case.last(Act.DECIDE)
    if decided is not None and not decided.facts["told"]:
        raise WAY.refusal(case.acts, Act.CLEAR, by)  # nothing is told: nobody has to agree
    return record(case, Act.CLEAR, by=by, at=at)


def send_back(*, number: str, reason: str, by: Actor, at: datetime) -> Case:
    """Whoever should clear the answer hands it back, with the reason (退回)."""
    _reason_given(reason)
    return record(open_case(number), Act.SEND_BACK, by=by, at=at, facts={"reason": reason})


def search_again(*, number: str, by: Actor, at: datetime) -> Case:
    """Search anew what was sent back or handed to a person; see ``steps.search``."""
    case = open_case(number)
    require_party(case, by)
    return steps.search(case, by=by, at=at)


def sign_for(*, number: str, by: Actor, at: datetime) -> Case:
    """Who asked takes the letter (签收), once it may be seen."""
    case = open_case(number)
    issued = case.standing_issue
    if issued is not None and at < queries.shown_at(issued):
        raise WAY.refusal(case.acts, Act.SIGN_FOR, by)
    return record(case, Act.SIGN_FOR, by=by, at=at)


def withdraw(*, number: str, by: Actor, at: datetime) -> Case:
    """Who asked takes the request back (撤回)."""
    return record(open_case(number), Act.WITHDRAW, by=by, at=at)


def revoke(*, number: str, reason: str, by: Actor, at: datetime) -> Case:
    """Take back the letter of a request found wrong (撤销复函, INQ-28); the reason stays in the file. ``ActRefused`` where none stands."""
    case = open_case(number)
    require_actor(case, Act.REVOKE, by)
    _reason_given(reason)
    WAY.following(case.acts, Act.REVOKE, by)
    issued = case.standing_issue
    if issued is None:
        raise WAY.refusal(case.acts, Act.REVOKE, by)
    paper = str(issued.facts["paper_number"])
    with transaction.atomic():
        papers.withdraw(number=paper, reason=reason, by=by, at=at)
        facts = {"paper_number": paper, "reason": reason.strip()}
        return record(case, Act.REVOKE, by=by, at=at, facts=facts, within=True)


def reopen(*, number: str, by: Actor, at: datetime) -> Case:
    """Take up again a request whose letter was taken back (重新办理): it is searched and decided anew under its own number."""
    return record(open_case(number), Act.REOPEN, by=by, at=at)


def withdraw_and_reissue(*, number: str, reason: str, by: Actor, at: datetime) -> Case:
    """Take a letter back and answer the request anew in one act (撤销并重新答复, INQ-28): everything as far as the rules carry it, or nothing."""
    with transaction.atomic():
        papers.hold_numbers(offices=[open_case(number).row.office], at=at)
        revoke(number=number, reason=reason, by=by, at=at)
        return _through(reopen(number=number, by=by, at=at), at)


def deliver(*, number: str, by: Actor, at: datetime) -> bytes:
    """Print the letter, or hand it to who asked online, once it may be seen (送达). Each time is on the ledger. Raises ``NoSuchRequest`` before the
    tick and for strangers."""
    case = open_case(number)
    require_party(case, by, clock.day_of(at))
    issued = case.standing_issue
    if issued is None or at < queries.shown_at(issued):
        raise NoSuchRequest(number)
    paper = str(issued.facts["paper_number"])
    with transaction.atomic():
        audit.record(kind=EventKind.PAPER_DELIVERED, by=by, at=at, basis=number, facts={"paper": paper})
        pdf = certificates.pdf(number=paper, viewer=by, purpose=number)
    if pdf is None:
        raise NoSuchRequest(number)
    return pdf


def open_file(*, number: str, by: Actor, at: datetime, anew: bool = True) -> queries.File:
    """Open the file of a request at the officer's desk (阅卷); who opened it is on the ledger.

    Where the register is another since, the house first goes on with it, so that nobody is shown what is told no more; without ``anew``
    that is left to the act for which the file is opened (``as_it_stands``).
    """
    if anew:
        require_reader(open_case(number), by)
        _catch_up(number, at)
    with transaction.atomic():
        opened = queries.file(number=number, viewer=by, at=at)
        # Whom the request is about can learn who opened its file, once the look-up is no secret any more.
        kind = EventKind.DISCLOSURE_READ if opened.telling is None else EventKind.RECORD_LOOKED_UP
        looked_up(open_case(number), by=by, at=at, kind=kind)
    return opened


def as_it_stands(*, number: str, by: Actor, at: datetime) -> Case:
    """The request for an act of a person that rests on what the register holds.

    Raises ``TakenMeanwhile`` where the register is another since: the house has gone on then, and the person is to look at it anew.
    """
    require_party(open_case(number), by)
    if _catch_up(number, at):
        raise TakenMeanwhile(number)
    return open_case(number)


def _catch_up(number: str, at: datetime) -> bool:
    """Go on with a request that waits while the register is another since; whether it went on."""
    case = open_case(number)
    with contextlib.suppress(ActRefused, TakenMeanwhile):  # somebody was quicker: then it is looked at as it stands
        if case.status is Status.DECIDED and case.when(Act.DECIDE).facts["told"]:
            if not still_holds(case, by=SYSTEM, at=at):
                _through(steps.search(case, by=SYSTEM, at=at), at)
        elif case.status is Status.WITH_A_PERSON and steps.outdated(case, at=at):
            _through(case, at)
    return len(open_case(number).acts) > len(case.acts)


def take_up(*, at: datetime) -> tuple[str, ...]:
    """Go on with every request that the house itself was interrupted in, and with those that wait while the register is another than the one
    they were searched in; the numbers of those that moved.

    Whatever fails for one is told in the log and keeps the others from nothing.
    """
    moved = []
    for number in dict.fromkeys((*queries.interrupted(at=at), *queries.outdated(at=at))):
        try:
            before = open_case(number)
            if len(_through(before, at).acts) > len(before.acts):
                moved.append(number)
        except Exception:
            logger.exception("a request could not be gone on with and will be tried again: %s", number)
    return tuple(moved)


def advance(*, number: str, at: datetime) -> Case:
    """Go on with a request until it is answered or needs somebody. Each act is its own transaction: called again, it goes on from the last."""
    return _through(open_case(number), at)


def _through(case: Case, at: datetime) -> Case:
    while (step := steps.next_step(case, at=at)) is not None:
        try:
            case = step(case, by=SYSTEM, at=at)
        except TakenMeanwhile:
            return open_case(case.row.number)  # the same form came twice, say: whoever was quicker goes on
    return case


def ask_straight_through(*, asked: Request, office: str, token: str, by: Actor, at: datetime) -> Case:
    """Hand in a request and go on with it as far as the rules carry it (即时办结)."""
    return _through(submit(asked=asked, office=office, token=token, by=by, at=at), at)
