"""The acts that the house does itself (依规则自动办理): each takes open applications and returns them as they stand after the act.

``next_steps`` names the one that follows; ``services.advance`` strings them together. An officer may do each of them by hand. What is
asked of the register, put on the ledger and printed, is so for all applications of a round together (``…_each``); one application is a round of one.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache, partial

from django.db import transaction

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.ticks import released_at
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM, Actor
from qingbai.audit.events import EventKind
from qingbai.certificates import replacing
from qingbai.certificates import services as certificates
from qingbai.inquiries import conditions, fees, letters, reported
from qingbai.inquiries.acts import BY_HAND, WAY, Act, Status
from qingbai.inquiries.answer import claim_of
from qingbai.inquiries.casework import UNPRINTABLE, Case
from qingbai.inquiries.intake import Intake, examine
from qingbai.inquiries.models import Application
from qingbai.inquiries.recording import Deed, record, record_each
from qingbai.inquiries.search import as_facts, basis_of, judgments_of, look, look_each
from qingbai.law.terms import Answer, ComplexityGround, MatchVerdict
from qingbai.law.time_limits import due_on, inquiry_due_on
from qingbai.registers import tracing
from qingbai.registers.access import Business, Purpose

Step = Callable[..., list[Case]]
"""An act of several applications at once: takes them, and returns them as they stand after it."""


def next_steps(cases: Sequence[Case], *, at: datetime) -> list[Step | None]:
    """The act that the house does next with each of these; None where somebody is awaited or the way has ended."""
    may_be_held = [case for case in cases if case.status in {Status.SUBMITTED, Status.DECIDED, Status.CLEARED}]
    held = {
        case.row.number for case, found in zip(may_be_held, reported.standing_each(may_be_held), strict=True) if found
    }
    return [one_by_one(reported.hold) if case.row.number in held else _next(case, at) for case in cases]


@cache
def one_by_one(act: Callable[..., Case]) -> Step:
    """An act that is done with one application after the other."""

    def each(cases: Sequence[Case], *, by: Actor, at: datetime) -> list[Case]:
        return [act(case, by=by, at=at) for case in cases]

    return each


def _next(case: Case, at: datetime) -> Step | None:
    if case.status is Status.SUBMITTED and case.unseen:
        return None  # an officer looks at the papers and accepts, or tells what is wrong with them
    match case.status:
        case Status.SUBMITTED:
            return _at_acceptance(case, examine_intake(case, at=at))
        case Status.ACCEPTED:
            return search_each
        case Status.SEARCHED:
            return decide_each if case.when(Act.SEARCH).facts["answer"] == Answer.YES else refer_each
        case Status.DECIDED if not case.region.handling.legal_review and case.when(Act.SEARCH).at == at:
            return issue_or_refer_each
        case Status.CLEARED:
            return issue_what_still_holds_each
        case Status.DECIDED if not case.region.handling.legal_review:
            return issue_what_still_holds_each  # the house was interrupted before it could issue
        case Status.DECIDED | Status.WITH_A_PERSON | Status.INVESTIGATION_ASKED:
            return _while_waiting(case, at)
        case Status.INVESTIGATING | Status.COOPERATION_ASKED:
            return one_by_one(resume) if _rested_on_what_is_gone(case, at) else None
        case _:
            return None


def _at_acceptance(case: Case, intake: Intake) -> Step | None:
    if intake.refusals:
        return one_by_one(decline)
    if intake.missing.answer is Answer.YES:
        # Told once (INQ-18): what is found missing only afterwards an officer settles with the applicant.
        return None if case.last(Act.LIST_MISSING) else one_by_one(list_missing)
    if intake.for_a_person:
        return None
    return one_by_one(ask_fee if fees.owing(case) else accept)


def _while_waiting(case: Case, at: datetime) -> Step | None:
    """What the house does while the application waits for somebody: search again where the register is another or everything was judged."""
    if case.status is Status.INVESTIGATION_ASKED:
        return search_each if _rested_on_what_is_gone(case, at) else None
    if case.status is Status.WITH_A_PERSON and _everything_judged(case):
        return search_each
    return search_each if outdated(case, at=at) else _receipt_meanwhile(case)


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
    return None if case.receipt else one_by_one(give_receipt)


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
    return search_each([case], by=by, at=at)[0]


def search_each(cases: Sequence[Case], *, by: Actor, at: datetime) -> list[Case]:
    """Search the register for each of these, in one transaction: all of them see the same register."""
    for case in cases:
        WAY.following(case.acts, Act.SEARCH, by)
    with transaction.atomic():
        found = look_each(cases, by=by, on=clock.day_of(at), known_at=at)
        # The ledger says that was searched, not what was found: its entries are the same for everybody.
        deeds = [
            Deed(case=case, act=Act.SEARCH, reasons=one.answer.because, facts=as_facts(one), about=case.row.owner)
            for case, one in zip(cases, found, strict=True)
        ]
        return record_each(deeds, by=by, at=at, within=True)


def resume(case: Case, *, by: Actor, at: datetime) -> Case:
    """End an investigation whose question the register does not pose any more (调查核实终结): the clock runs again, and the application goes on."""
    return record(case, Act.RESUME, by=by, at=at)


def refer_each(cases: Sequence[Case], *, by: Actor, at: datetime) -> list[Case]:
    """Hand each of these to a person (转人工核实, INQ-20, 21) for what its search left open."""
    return record_each([Deed(case=case, act=Act.REFER) for case in cases], by=by, at=at)


def decide(case: Case, *, by: Actor, at: datetime) -> Case:
    """Decide by the law's answer to the latest search (作出决定, INQ-22, 24)."""
    return decide_each([case], by=by, at=at)[0]


def decide_each(cases: Sequence[Case], *, by: Actor, at: datetime) -> list[Case]:
    """Decide each of these by the law's answer to its own latest search, in one transaction."""
    deeds = [
        Deed(case=case, act=Act.DECIDE, facts={"paper": _answered(case, by)}, about=case.row.owner) for case in cases
    ]
    return record_each(deeds, by=by, at=at)


def _answered(case: Case, by: Actor) -> str:
    """The paper that the law gave by the latest search."""
    WAY.following(case.acts, Act.DECIDE, by)
    facts = case.when(Act.SEARCH).facts
    if facts["answer"] != Answer.YES or not facts["paper"]:
        raise WAY.refusal(case.acts, Act.DECIDE, by)
    return str(facts["paper"])


def issue_each(cases: Sequence[Case], *, by: Actor, at: datetime) -> list[Case]:
    """Issue the papers (出具) of these, in one transaction: numbered, logged, typeset, signed and kept, or nothing at all. Each is shown on a
    tick (``agencies.ticks``).
    """
    for case in cases:
        conditions.require(case, Act.ISSUE, by=by, at=at)
    issued: list[Case] = []

    def kept(papers: Sequence[certificates.Issued]) -> None:
        deeds = [_issuing(case, paper, at) for case, paper in zip(cases, papers, strict=True)]
        issued.extend(record_each(deeds, by=by, at=at, within=True))

    with transaction.atomic():
        claims = certificates.drawn_up(partial(claim_of, at=at), cases)
        certificates.issue_all(claims=claims, by=by, at=at, within=True, kept=kept)
        for before, after in zip(cases, issued, strict=True):
            if before.taken_back:
                new = str(after.when(Act.ISSUE).facts["paper_number"])
                replacing.tie(old=before.taken_back, new=new, by=by, at=at)
    return issued


def _issuing(case: Case, paper: certificates.Issued, at: datetime) -> Deed:
    shown_at = released_at(case.when(Act.SUBMIT).at if _straight(case) else at, clock.now())
    facts = {"paper_number": paper.number, "sha256": paper.sha256, "released_at": shown_at.isoformat()}
    return Deed(case=case, act=Act.ISSUE, facts=facts)


def _straight(case: Case) -> bool:
    """Whether no person, no supplement, no fee and no earlier answer stood between submission and answer."""
    return not {Act.REFER, Act.SUPPLEMENT, Act.PAY, Act.LIFT_HOLD, Act.CLEAR, Act.REOPEN} & {
        done.act for done in case.acts
    }


def issue_what_still_holds_each(cases: Sequence[Case], *, by: Actor, at: datetime) -> list[Case]:
    """Issue papers that waited if the register still gives them; search anew where a record was entered, corrected or sealed meanwhile."""
    with transaction.atomic():
        found = look_each(cases, by=by, on=clock.day_of(at), known_at=at)
        facts = {"act": Act.ISSUE.value}
        deeds = [
            audit.Deed(kind=EventKind.REGISTER_SEARCHED, basis=case.row.number, about=case.row.owner, facts=facts)
            for case in cases
        ]
        audit.record_all(deeds=deeds, by=by, at=at)
    held: list[Case] = []
    others: list[Case] = []
    for case, one in zip(cases, found, strict=True):
        answer = one.answer
        holds = answer.answer is Answer.YES and answer.value == case.when(Act.DECIDE).facts["paper"]
        (held if holds else others).append(case)
    issued = issue_or_refer_each(held, by=by, at=at) if held else []
    return [*issued, *(search_each(others, by=by, at=at) if others else ())]


def issue_or_refer_each(cases: Sequence[Case], *, by: Actor, at: datetime) -> list[Case]:
    """Issue the papers; those that cannot be printed as they must be are handed to a person instead of printed wrong, and the others are issued."""
    try:
        return issue_each(cases, by=by, at=at)
    except certificates.Unprintable as unprintable:
        refused = [
            Deed(case=cases[place], act=Act.REFER, facts={"problem": {"code": UNPRINTABLE, "zh": words, "en": words}})
            for place, words in unprintable.words.items()  # in both languages
        ]
        rest = [case for place, case in enumerate(cases) if place not in unprintable.words]
    referred = record_each(refused, by=by, at=at)
    return [*(issue_or_refer_each(rest, by=by, at=at) if rest else ()), *referred]
