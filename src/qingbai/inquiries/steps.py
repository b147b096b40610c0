"""The acts that the house does itself (依规则自动办理): each takes an open application and returns it as it stands after the act.

``next_step`` names the one that follows; ``services.advance`` strings them together. An officer may do each of them by hand.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.db import transaction

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.ticks import released_at
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM, Actor
from qingbai.audit.events import EventKind
from qingbai.certificates import replacing
from qingbai.certificates import services as certificates
from qingbai.certificates.claim import ClaimRefused
from qingbai.certificates.paper.typesetting import DoesNotFit, GlyphMissing
from qingbai.inquiries import conditions, fees, letters, reported
from qingbai.inquiries.acts import BY_HAND, WAY, Act, Status
from qingbai.inquiries.answer import claim_of
from qingbai.inquiries.casework import UNPRINTABLE, Case
from qingbai.inquiries.intake import Intake, examine
from qingbai.inquiries.models import Application
from qingbai.inquiries.recording import record
from qingbai.inquiries.search import as_facts, basis_of, judgments_of, look
from qingbai.law.terms import Answer, ComplexityGround, MatchVerdict
from qingbai.law.time_limits import due_on, inquiry_due_on
from qingbai.registers import tracing
from qingbai.registers.access import Business, Purpose

Step = Callable[..., Case]


def next_step(case: Case, *, at: datetime) -> Step | None:
    """The act that the house does next; None where somebody is awaited or the way has ended."""
    if case.status in {Status.SUBMITTED, Status.DECIDED, Status.CLEARED} and reported.standing(case):
        return reported.hold
    return _next(case, at)


def _next(case: Case, at: datetime) -> Step | None:
    if case.status is Status.SUBMITTED and case.unseen:
        return None  # an officer looks at the papers and accepts, or tells what is wrong with them
    match case.status:
        case Status.SUBMITTED:
            return _at_acceptance(case, examine_intake(case, at=at))
        case Status.ACCEPTED:
            return search
        case Status.SEARCHED:
            return decide if case.when(Act.SEARCH).facts["answer"] == Answer.YES else refer
        case Status.DECIDED if not case.region.handling.legal_review and case.when(Act.SEARCH).at == at:
            return issue_or_refer
        case Status.CLEARED:
            return issue_what_still_holds
        case Status.DECIDED if not case.region.handling.legal_review:
            return issue_what_still_holds  # the house was interrupted before it could issue
        case Status.DECIDED | Status.WITH_A_PERSON | Status.INVESTIGATION_ASKED:
            return _while_waiting(case, at)
        case Status.INVESTIGATING | Status.COOPERATION_ASKED:
            return resume if _rested_on_what_is_gone(case, at) else None
        case _:
            return None


def _at_acceptance(case: Case, intake: Intake) -> Step | None:
    if intake.refusals:
        return decline
    if intake.missing.answer is Answer.YES:
        # Told once (INQ-18): what is found missing only afterwards an officer settles with the applicant.
        return None if case.last(Act.LIST_MISSING) else list_missing
    if intake.for_a_person:
        return None
    return ask_fee if fees.owing(case) else accept


def _while_waiting(case: Case, at: datetime) -> Step | None:
    """What the house does while the application waits for somebody: search again where the register is another or everything was judged."""
    if case.status is Status.INVESTIGATION_ASKED:
        return search if _rested_on_what_is_gone(case, at) else None
    if case.status is Status.WITH_A_PERSON and _everything_judged(case):
        return search
    return search if outdated(case, at=at) else _receipt_meanwhile(case)


def outdated(case: Case, *, at: datetime) -> bool:
    """Whether the latest search would come upon something else now (``tracing.outdated``), so that nobody is to be asked about what it found.

    Not for what a reviewer sent back: that waits for whoever looks again, and they search anew.
    """
    searched = case.last(Act.SEARCH)
    if searched is None or case.last_step.act is Act.SEND_BACK:
        return False
    purpose = Purpose(Business.INQUIRY, case.row.number)
    return bool(tracing.outdated({0: basis_of(searched)}, viewer=SYSTEM, purpose=purpose, until=at))


def _rested_on_what_is_gone(case: Case, at: datetime) -> bool:
    """Whether an investigation is about something that the register does not leave open any more. Papers in conflict are about nothing in it."""
    ground, searched = case.when(Act.ASK_INVESTIGATION).facts["ground"], case.when(Act.SEARCH)
    if ground == ComplexityGround.PAPERS_CONFLICT or searched.facts["answer"] != Answer.PERSON:
        return False
    if not outdated(case, at=at):
        return False
    return look(case, by=SYSTEM, on=clock.day_of(at), known_at=at).answer.answer is Answer.YES


def _receipt_meanwhile(case: Case) -> Step | None:
    """What is not answered on the spot gets its receipt, once (INQ-19)."""
    return None if case.receipt else give_receipt


def _everything_judged(case: Case) -> bool:
    """Whether a person has acted since the question was handed over, and no candidate of the latest search is left open."""
    if case.last_step.act not in {*BY_HAND, Act.RESUME, Act.LIFT_HOLD}:
        return False
    judged = judgments_of(case)
    searched = case.last(Act.SEARCH)
    candidates = searched.facts["candidates"] if searched else ()
    return all(one["subject"] in judged for one in candidates if one["match"] == MatchVerdict.UNCERTAIN)


def examine_intake(case: Case, *, at: datetime) -> Intake:
    """What the law says to this application at acceptance (受理审查)."""
    accepted = Application.objects.filter(owner=case.row.owner, acts__kind=Act.ACCEPT, acts__at__lte=at)
    earlier = accepted.filter(submitted_at__lt=case.row.submitted_at).values_list("submitted_at", flat=True)
    days = tuple(clock.day_of(instant) for instant in earlier)
    return examine(case.draft, office=case.office, earlier=days, region=case.region, on=clock.day_of(at))


def _some_days_later(case: Case, at: datetime) -> date | None:
    """The day until which papers or a fee must come, in working days; None where a year's calendar is not known."""
    return due_on(clock.day_of(at), case.region.handling.supplement_days, agencies.calendar()).value


def list_missing(case: Case, *, by: Actor, at: datetime) -> Case:
    """Tell the applicant everything that is missing, once, and until when it can be brought (一次性告知, INQ-18)."""
    conditions.require(case, Act.LIST_MISSING, by=by, at=at)
    missing = examine_intake(case, at=at).missing
    until_on = _some_days_later(case, at)
    facts = {"missing": [str(paper) for paper in missing.value or ()], "until_on": _text(until_on)}
    told = {"missing": str(len(facts["missing"] or ()))}
    with transaction.atomic():
        notice = letters.supplement_notice(case, missing=missing.because, until_on=until_on, at=at)
        facts |= letters.send(notice, by=by, at=at)
        return record(
            case, Act.LIST_MISSING, by=by, at=at, reasons=missing.because, facts=facts, ledger=told, within=True
        )


def ask_fee(case: Case, *, by: Actor, at: datetime) -> Case:
    """Ask for the region's fee before acceptance, with the postage where it goes by post (通知缴费, INQ-35)."""
    conditions.require(case, Act.ASK_FEE, by=by, at=at)
    facts = {"fen": fees.fen(case), "until_on": _text(_some_days_later(case, at))}
    with transaction.atomic():
        asked = record(case, Act.ASK_FEE, by=by, at=at, facts=facts, within=True)
        fees.bill(asked, at=at)
        return asked


def decline(case: Case, *, by: Actor, at: datetime) -> Case:
    """Not accept the application, with every reason (不予受理, INQ-18)."""
    conditions.require(case, Act.DECLINE, by=by, at=at)
    reasons = examine_intake(case, at=at).refusals
    with transaction.atomic():
        facts = letters.send(letters.not_accepted(case, reasons=reasons, at=at), by=by, at=at)
        fees.give_back(case, at=at)
        return record(case, Act.DECLINE, by=by, at=at, reasons=reasons, facts=facts, within=True)


def give_receipt(case: Case, *, by: Actor, at: datetime) -> Case:
    """Give the receipt of acceptance (受理回执, INQ-19): to everybody alike, whatever the register holds."""
    conditions.require(case, Act.GIVE_RECEIPT, by=by, at=at)
    with transaction.atomic():
        facts = letters.send(letters.receipt(case, at=at), by=by, at=at)
        return record(case, Act.GIVE_RECEIPT, by=by, at=at, facts=facts, within=True)


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def accept(case: Case, *, by: Actor, at: datetime) -> Case:
    """Accept the application (受理) and say by when it is answered (INQ-19, working days)."""
    due = inquiry_due_on(clock.day_of(at), agencies.calendar(), limits=case.region.limits)
    intake = examine_intake(case, at=at)
    span = (
        intake.covers.value or case.covers
    )  # an officer may accept what the rules leave open: then what was asked is covered
    facts = {
        "due_on": due.value.isoformat() if due.value else None,
        "covers": [day.isoformat() if day else None for day in (span.from_on, span.to_on)],
    }
    told = {"office": case.row.office}
    about = case.row.owner
    with transaction.atomic():
        accepted = record(
            case, Act.ACCEPT, by=by, at=at, reasons=due.because, facts=facts, about=about, ledger=told, within=True
        )
        fees.bill(accepted, at=at)
        return accepted


def search(case: Case, *, by: Actor, at: datetime) -> Case:
    """Search the register (检索). What was found is kept with the act as references, comparisons and the law's answer."""
    WAY.following(case.acts, Act.SEARCH, by)
    with transaction.atomic():
        found = look(case, by=by, on=clock.day_of(at), known_at=at)
        facts = as_facts(found)
        # The ledger says that was searched, not what was found: its entries are the same for everybody.
        about = case.row.owner
        return record(
            case, Act.SEARCH, by=by, at=at, reasons=found.answer.because, facts=facts, about=about, within=True
        )


def resume(case: Case, *, by: Actor, at: datetime) -> Case:
    """End an investigation whose question the register does not pose any more (调查核实终结): the clock runs again, and the application goes on."""
    return record(case, Act.RESUME, by=by, at=at)


def refer(case: Case, *, by: Actor, at: datetime, problem: Mapping[str, str] | None = None) -> Case:
    """Hand the application to a person (转人工核实, INQ-20, 21): for what the search left open, or for a ``problem`` of the house's own."""
    return record(case, Act.REFER, by=by, at=at, facts={"problem": dict(problem)} if problem else {})


def decide(case: Case, *, by: Actor, at: datetime) -> Case:
    """Decide by the law's answer to the latest search (作出决定, INQ-22, 24)."""
    WAY.following(case.acts, Act.DECIDE, by)
    searched = case.when(Act.SEARCH)
    if searched.facts["answer"] != Answer.YES or not searched.facts["paper"]:
        raise WAY.refusal(case.acts, Act.DECIDE, by)
    return record(case, Act.DECIDE, by=by, at=at, facts={"paper": searched.facts["paper"]}, about=case.row.owner)


def issue(case: Case, *, by: Actor, at: datetime) -> Case:
    """Issue the paper (出具): numbered, logged, typeset, signed and kept, or nothing at all. It is shown on a tick (``agencies.ticks``)."""
    conditions.require(case, Act.ISSUE, by=by, at=at)
    with transaction.atomic():
        issued = certificates.issue(claim=claim_of(case, at=at), by=by, at=at, within=True)
        if case.taken_back:
            replacing.tie(old=case.taken_back, new=issued.number, by=by, at=at)
        shown_at = released_at(case.when(Act.SUBMIT).at if _straight(case) else at, clock.now())
        facts = {"paper_number": issued.number, "sha256": issued.sha256, "released_at": shown_at.isoformat()}
        return record(case, Act.ISSUE, by=by, at=at, facts=facts, within=True)


def _straight(case: Case) -> bool:
    """Whether no person, no supplement, no fee and no earlier answer stood between submission and answer."""
    return not {Act.REFER, Act.SUPPLEMENT, Act.PAY, Act.LIFT_HOLD, Act.CLEAR, Act.REOPEN} & {
        done.act for done in case.acts
    }


def issue_what_still_holds(case: Case, *, by: Actor, at: datetime) -> Case:
    """Issue a paper that waited if the register still gives it; search anew where a record was entered, corrected or sealed meanwhile."""
    with transaction.atomic():
        found = look(case, by=by, on=clock.day_of(at), known_at=at).answer
        told = {"act": Act.ISSUE.value}
        about, number = case.row.owner, case.row.number
        audit.record(kind=EventKind.REGISTER_SEARCHED, by=by, at=at, basis=number, about=about, facts=told)
    holds = found.answer is Answer.YES and found.value == case.when(Act.DECIDE).facts["paper"]
    return issue_or_refer(case, by=by, at=at) if holds else search(case, by=by, at=at)


def issue_or_refer(case: Case, *, by: Actor, at: datetime) -> Case:
    """Issue the paper; where it cannot be printed as it must be, hand it to a person instead of printing it wrong."""
    try:
        return issue(case, by=by, at=at)
    except (ClaimRefused, GlyphMissing, DoesNotFit) as unprintable:
        words = str(unprintable)  # says it in both languages
        return refer(case, by=by, at=at, problem={"code": UNPRINTABLE, "zh": words, "en": words})
