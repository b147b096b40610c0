"""What may be done with an application (办理): one function, one act, one transaction, one ledger entry.

``apply_straight_through`` and ``advance`` only string acts together: they go on until the application is answered or needs somebody.
Every refusal is raised before anything is written.
"""

import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM, Actor
from qingbai.audit.events import EventKind
from qingbai.certificates import queries as certificates_queries
from qingbai.certificates import services as certificates
from qingbai.certificates.paper.typesetting import DoesNotFit, GlyphMissing
from qingbai.inquiries import draft as drafts
from qingbai.inquiries import queries
from qingbai.inquiries.acts import Act, ActRefused, Status, following
from qingbai.inquiries.answer import claim_of
from qingbai.inquiries.casework import (
    Case,
    NoSuchApplication,
    TakenMeanwhile,
    case_of,
    new_number,
    open_case,
    record,
)
from qingbai.inquiries.draft import Draft, DraftRefused, Fault
from qingbai.inquiries.intake import Intake, examine
from qingbai.inquiries.models import Application
from qingbai.inquiries.release import released_at
from qingbai.inquiries.search import judgments_of, look
from qingbai.law.terms import Answer, DocumentKind, MatchVerdict, Paper
from qingbai.law.time_limits import due_on
from qingbai.matching import identity

__all__ = ["ActRefused", "DraftRefused", "NoSuchApplication", "TakenMeanwhile"]


class ReasonNeeded(ValueError):
    """A person who judges must say why; the reason was empty."""


class NothingToJudge(ValueError):
    """There is no such open question on this application."""


def owner_of(draft: Draft) -> str:
    """The keyed fingerprint of the person asking: the same for each of the person's applications with this document."""
    return owner_by_document(draft.document_kind, draft.document_number, draft.nationality)


def owner_by_document(kind: DocumentKind, number: str, nationality: str) -> str:
    """``owner_of`` for somebody who has asked nothing yet: a person signed in by this document."""
    read = identity.parse(kind, number, country=nationality)
    key = read.key if isinstance(read, identity.IdentityNumber) else read.number
    return audit.fingerprint(f"{nationality}:{key}")


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
    faults = (*drafts.faults(draft, on=clock.day_of(at)), *_office_faults(draft))
    if faults:
        raise DraftRefused(*faults)
    owner = owner_of(draft)
    region = agencies.region(agencies.office(draft.office).division)
    try:
        with transaction.atomic():
            row = Application.objects.create(
                number=new_number(at),
                token=token,
                owner=owner,
                office=draft.office,
                region=region.key,
                submitted_at=at,
                draft=drafts.as_json(draft),
            )
            return record(
                Case(row=row, acts=()), Act.SUBMIT, by=by, at=at, about=owner, ledger={"office": draft.office}
            )
    except IntegrityError as error:
        if "token" not in str(error):
            raise
        return case_of(Application.objects.get(token=token))


def _office_faults(draft: Draft) -> Iterable[Fault]:
    if draft.office and agencies.find_office(draft.office) is None:
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


def examine_intake(case: Case, *, at: datetime) -> Intake:
    """What the law says to this application at acceptance (受理审查)."""
    earlier = tuple(
        clock.day_of(row.submitted_at)
        for row in Application.objects.filter(
            owner=case.row.owner, submitted_at__lt=case.row.submitted_at, acts__kind=Act.ACCEPT
        )
    )
    region = agencies.region(agencies.office(case.draft.office).division)
    return examine(case.draft, earlier=earlier, region=region, on=clock.day_of(at))


def list_missing(*, number: str, by: Actor, at: datetime) -> Case:
    """Tell the applicant everything that is missing, once (一次性告知, INQ-18)."""
    case = open_case(number)
    missing = examine_intake(case, at=at).missing
    papers = [str(paper) for paper in missing.value or ()]
    return record(
        case,
        Act.LIST_MISSING,
        by=by,
        at=at,
        reasons=missing.because,
        facts={"missing": papers},
        ledger={"missing": str(len(papers))},
    )


def supplement(*, number: str, papers: tuple[Paper, ...], by: Actor, at: datetime) -> Case:
    """Add the papers that were missing (补正)."""
    return record(open_case(number), Act.SUPPLEMENT, by=by, at=at, facts={"papers": [str(paper) for paper in papers]})


def decline(*, number: str, by: Actor, at: datetime) -> Case:
    """Not accept the application, with every reason (不予受理, INQ-18)."""
    case = open_case(number)
    return record(case, Act.DECLINE, by=by, at=at, reasons=examine_intake(case, at=at).refusals)


def accept(*, number: str, by: Actor, at: datetime) -> Case:
    """Accept the application (受理) and say by when it is answered (INQ-19, working days)."""
    case = open_case(number)
    region = agencies.region(agencies.office(case.draft.office).division)
    due = due_on(clock.day_of(at), region.limits.inquiry_days, agencies.calendar())
    facts = {"due_on": due.value.isoformat() if due.value else None}
    return record(
        case,
        Act.ACCEPT,
        by=by,
        at=at,
        reasons=due.because,
        facts=facts,
        about=case.row.owner,
        ledger={"office": case.row.office},
    )


def search(*, number: str, by: Actor, at: datetime) -> Case:
    """Search the register (检索). What was found is kept with the act as references, comparisons and the law's answer."""
    case = open_case(number)
    following(case.status, Act.SEARCH, by.kind)
    with transaction.atomic():
        found = look(case, by=by, on=clock.day_of(at))
        facts = {
            "candidates": [
                {
                    "subject": str(one.candidate.subject),
                    "match": str(one.candidate.match.verdict),
                    "holds": str(one.holds),
                    "because": [remark.code for remark in one.candidate.match.because],
                }
                for one in found.compared
            ],
            "answer": str(found.answer.answer),
            "paper": str(found.answer.value) if found.answer.value else None,
        }
        # The ledger says that was searched, not what was found: its entries are the same for everybody.
        return record(case, Act.SEARCH, by=by, at=at, reasons=found.answer.because, facts=facts, about=case.row.owner)


def refer(*, number: str, by: Actor, at: datetime, problem: Mapping[str, str] | None = None) -> Case:
    """Hand the application to a person (转人工核实, INQ-20, 21): for what the search left open, or for a ``problem`` of the house's own."""
    return record(open_case(number), Act.REFER, by=by, at=at, facts={"problem": dict(problem)} if problem else {})


def judge_match(*, number: str, subject: str, same: bool, reason: str, by: Actor, at: datetime) -> Case:
    """A person decides whether a candidate is the person asked about (身份认定); the reason is kept."""
    case = open_case(number)
    _reason_given(reason)
    open_ones = {
        one["subject"] for one in case.when(Act.SEARCH).facts["candidates"] if one["match"] == MatchVerdict.UNCERTAIN
    }
    if subject not in open_ones:
        raise NothingToJudge(subject)
    facts = {"subject": subject, "same": same, "reason": reason}
    return record(case, Act.JUDGE_MATCH, by=by, at=at, facts=facts, about=case.row.owner, ledger={"subject": subject})


def judge_question(*, number: str, reference: str, reason: str, by: Actor, at: datetime) -> Case:
    """A person decides that a conviction whose sealing the facts leave open is not sealed; the reason is kept."""
    _reason_given(reason)
    return record(open_case(number), Act.JUDGE_QUESTION, by=by, at=at, facts={"reference": reference, "reason": reason})


def _reason_given(reason: str) -> None:
    if not reason.strip():
        raise ReasonNeeded("reason: is empty; say why, in a sentence that the file can keep")


def decide(*, number: str, by: Actor, at: datetime) -> Case:
    """Decide by the law's answer to the latest search (作出决定, INQ-22, 24)."""
    case = open_case(number)
    following(case.status, Act.DECIDE, by.kind)
    searched = case.when(Act.SEARCH)
    if searched.facts["answer"] != Answer.YES or not searched.facts["paper"]:
        raise ActRefused(case.status, Act.DECIDE, by.kind)
    return record(case, Act.DECIDE, by=by, at=at, facts={"paper": searched.facts["paper"]}, about=case.row.owner)


def issue(*, number: str, by: Actor, at: datetime) -> Case:
    """Issue the paper (出具): numbered, logged, typeset, signed and kept, or nothing at all. It is shown on a tick (``release``)."""
    case = open_case(number)
    following(case.status, Act.ISSUE, by.kind)
    region = agencies.region(agencies.office(case.draft.office).division)
    with transaction.atomic():
        issued = certificates.issue(claim=claim_of(case, region=region, at=at), by=by, at=at)
        shown_at = released_at(case.when(Act.SUBMIT).at if _straight(case) else at, clock.now())
        facts = {"paper_number": issued.number, "sha256": issued.sha256, "released_at": shown_at.isoformat()}
        return record(case, Act.ISSUE, by=by, at=at, facts=facts)


def _straight(case: Case) -> bool:
    """Whether no person and no supplement stood between submission and answer."""
    return case.last(Act.REFER) is None and case.last(Act.SUPPLEMENT) is None


def sign_for(*, number: str, by: Actor, at: datetime) -> Case:
    """The applicant or agent takes the paper (签收, INQ-34)."""
    return record(open_case(number), Act.SIGN_FOR, by=by, at=at, about="")


def withdraw(*, number: str, by: Actor, at: datetime) -> Case:
    """The applicant takes the application back (撤回)."""
    return record(open_case(number), Act.WITHDRAW, by=by, at=at)


def deliver(*, number: str, by: Actor, at: datetime) -> bytes:
    """Hand out the paper's bytes to whom it belongs, once it may be seen (送达). Each time is on the ledger.

    Raises ``NoSuchApplication`` for strangers and before the tick on which the answer is shown.
    """
    case = open_case(number)
    queries.require_party(case, by)
    issued = case.last(Act.ISSUE)
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
    case = open_case(number)
    while (step := _next_step(case, at)) is not None:
        case = step(number=number, by=SYSTEM, at=at)
    return case


def _next_step(case: Case, at: datetime) -> Callable[..., Case] | None:
    """The act that the house itself does next; None where somebody is awaited or the way has ended."""
    match case.status:
        case Status.SUBMITTED:
            return _at_acceptance(examine_intake(case, at=at))
        case Status.ACCEPTED:
            return search
        case Status.SEARCHED:
            return decide if case.when(Act.SEARCH).facts["answer"] == Answer.YES else refer
        case Status.DECIDED:
            return issue_or_refer
        case Status.WITH_A_PERSON:
            return search if _everything_judged(case) else None
        case _:
            return None


def _at_acceptance(intake: Intake) -> Callable[..., Case] | None:
    if intake.refusals:
        return decline
    if intake.missing.answer is Answer.YES:
        return list_missing
    return None if intake.for_a_person else accept


def _everything_judged(case: Case) -> bool:
    """Whether a person has acted since the question was handed over, and no candidate of the latest search is left open."""
    last = case.acts[-1].act
    if last not in {Act.JUDGE_MATCH, Act.JUDGE_QUESTION}:
        return False
    judged = judgments_of(case)
    candidates = case.when(Act.SEARCH).facts["candidates"]
    return all(one["subject"] in judged for one in candidates if one["match"] == MatchVerdict.UNCERTAIN)


def issue_or_refer(*, number: str, by: Actor, at: datetime) -> Case:
    """Issue the paper; where the fonts lack a character of it, hand it to a person instead of printing it wrong."""
    try:
        return issue(number=number, by=by, at=at)
    except (GlyphMissing, DoesNotFit) as unprintable:
        problem = {
            "code": "unprintable",
            "zh": str(unprintable),
            "en": str(unprintable),
        }
        return refer(number=number, by=by, at=at, problem=problem)


def apply_straight_through(*, draft: Draft, token: str, by: Actor, at: datetime) -> Case:
    """Hand in an application and go on with it as far as the rules carry it (即时办结)."""
    case = submit(draft=draft, token=token, by=by, at=at)
    return advance(number=case.row.number, at=at)
