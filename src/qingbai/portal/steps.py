"""The way of an application as the applicant reads it (办理进度): what was done when, what comes, what is awaited.

Until the answer is shown every application has the same way: nothing here tells whether somebody must look.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from qingbai.certificates.letters import LetterKind
from qingbai.inquiries.acts import INVESTIGATED, Act, Status
from qingbai.inquiries.queries import Progress, Step
from qingbai.law import names
from qingbai.law.terms import ComplexityGround
from qingbai.pages import words
from qingbai.pages.language import english, in_brackets, in_ours
from qingbai.pages.templatetags.pages import day, moment
from qingbai.payments.terms import yuan


@dataclass(frozen=True, slots=True)
class Shown:
    """One step: ``state`` is done, now or later."""

    name: str
    state: str
    at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """One application in the list."""

    number: str
    submitted_at: datetime
    heading: str
    waiting: bool


def heading(progress: Progress) -> str:
    """Where it stands, in a few words."""
    return {
        Status.SUBMITTED: _("Being looked at"),
        Status.FEE_DUE: _("A fee is due"),
        Status.HELD_BEFORE: _("Being looked at"),
        Status.EXPIRED: _("Ended: nothing came in time"),
        Status.INVESTIGATION_ASKED: _("Accepted, being answered"),
        Status.INVESTIGATING: _("Being verified: the clock stands still"),
        Status.COOPERATION_ASKED: _("The office asks for your help"),
        Status.HELD: _("Accepted, being answered"),
        Status.CLEARED: _("Accepted, being answered"),
        Status.POSTED: _("Posted to you"),
        Status.INCOMPLETE: _("Something is missing"),
        Status.DECLINED: _("Not accepted"),
        Status.ACCEPTED: _("Accepted, being answered"),
        Status.SEARCHED: _("Accepted, being answered"),
        Status.WITH_A_PERSON: _("Accepted, being answered"),
        Status.DECIDED: _("Accepted, being answered"),
        Status.ISSUED: _("Answered"),
        Status.SIGNED_FOR: _("Answered and received"),
        Status.WITHDRAWN: _("Withdrawn"),
        Status.REVOKED: _("The paper was taken back"),
    }[progress.status]


def _done(act: Act) -> str:
    return {
        Act.SUBMIT: _("You sent the application"),
        Act.ASK_FEE: _("The office told you the fee"),
        Act.PAY: _("The fee was paid"),
        Act.ADD_PAPER: _("A part of what was missing was added"),
        Act.EXPIRE: _("What was missing did not come in time, so the application ended"),
        Act.APPROVE_INVESTIGATION: _("An investigation was approved: from here the time is not counted"),
        Act.ASK_COOPERATION: _("The office asked for your help"),
        Act.COOPERATE: _("You helped"),
        Act.RESUME: _("The investigation ended: the time is counted again"),
        Act.REJECT: _("The office did not accept the application"),
        Act.POST: _("The paper was posted"),
        Act.MAIL_LOST: _("The paper was lost in the post and is posted again"),
        Act.LIST_MISSING: _("The office told you what is missing"),
        Act.SUPPLEMENT: _("What was missing was added"),
        Act.DECLINE: _("The office did not accept the application"),
        Act.ACCEPT: _("The office accepted the application"),
        Act.ISSUE: _("The answer was issued"),
        Act.SIGN_FOR: _("You signed for the paper"),
        Act.WITHDRAW: _("You withdrew the application"),
        Act.REVOKE: _("The office took the paper back"),
    }[act]


def waits_for_the_office(progress: Progress) -> bool:
    """Whether the office has still to answer."""
    return not progress.paper_ready and progress.status in {Status.SUBMITTED, Status.ACCEPTED, *INVESTIGATED}


def way(progress: Progress) -> list[Shown]:
    """The steps done and the ones to come."""
    shown = [Shown(_done(step.act), "done", step.at, _told(step)) for step in progress.steps]
    if progress.status is Status.SUBMITTED:
        shown.append(Shown(_("The office examines the application"), "now"))
    if progress.status is Status.FEE_DUE:
        shown.append(Shown(_("You pay the fee"), "now", note=_until(progress)))
    if progress.status is Status.INCOMPLETE:
        shown.append(Shown(_("You bring what is missing"), "now", note=_until(progress)))
    if progress.status is Status.INVESTIGATING:
        shown.append(Shown(_("The office verifies; the clock stands still"), "now"))
    if progress.status is Status.COOPERATION_ASKED:
        shown.append(Shown(_("You help to verify; the clock stands still"), "now"))
    if waits_for_the_office(progress) and progress.status is Status.ACCEPTED:
        due = _("Due by %(day)s") % {"day": day(progress.due_on)} if progress.due_on else ""
        shown.append(Shown(_("The office looks up the record and answers"), "now", note=due))
    if progress.status in OPEN and not progress.paper_ready:
        shown.append(
            Shown(_("The answer is ready to download") if progress.electronic else _("The answer is ready"), "later")
        )
    return shown


OPEN = frozenset({Status.SUBMITTED, Status.FEE_DUE, Status.INCOMPLETE, Status.ACCEPTED, *INVESTIGATED})


ENDED = frozenset({Status.WITHDRAWN, Status.EXPIRED})
"""Ended without an answer: none is due any more."""


def ended(progress: Progress) -> str:
    """What an end without a paper means for the applicant, in one sentence; nothing while something is to come."""
    match progress.status:
        case Status.WITHDRAWN | Status.EXPIRED:
            return _("This application has ended and is not answered. You can apply again at any time.")
        case Status.REVOKED:
            return _(
                "The paper is not valid any more: whoever checks it reads “not current”, and links to it have stopped. "
                "Ask the office if you do not know why. You can apply again at any time."
            )
        case _:
            return ""


def help_asked(progress: Progress) -> tuple[str, str] | None:
    """What the office asks the applicant to do in an investigation, and until when."""
    if progress.status is not Status.COOPERATION_ASKED:
        return None
    facts = next(step.facts for step in reversed(progress.steps) if step.act is Act.ASK_COOPERATION)
    until = facts.get("until_on")
    return str(facts["what"]), day(date.fromisoformat(until)) if until else ""


def _until(progress: Progress) -> str:
    return _("Until %(day)s") % {"day": day(progress.until_on)} if progress.until_on else ""


def _told(step: Step) -> str:
    """What belongs to a step beside its name."""
    facts = step.facts
    match step.act:
        case Act.ASK_COOPERATION:
            if "until_on" not in facts:
                return facts["what"]
            until = _("Until %(day)s") % {"day": day(date.fromisoformat(facts["until_on"]))}
            return str(facts["what"]) + in_brackets(until)
        case Act.APPROVE_INVESTIGATION:
            ground = names.GROUNDS[ComplexityGround(facts["ground"])][1 if english() else 0]
            return ground[:1].upper() + ground[1:]
        case Act.POST | Act.MAIL_LOST:
            return _("Number of the postal item: %(waybill)s") % {"waybill": facts.get("waybill", "")}
        case Act.ASK_FEE:
            return _("%(yuan)s yuan") % {"yuan": yuan(int(facts["fen"]))}
        case _:
            return ""


def facts(progress: Progress) -> list[tuple[str, str]]:
    """Number and dates, and both clocks."""
    found = [(_("Application number"), progress.number), (_("Sent"), moment(progress.steps[0].at))]
    if progress.until_on:
        found.append((_("To come until"), day(progress.until_on)))
    clocks = progress.clocks
    if clocks:
        unknown = _("open: the days off of a year are not known yet")
        due = day(progress.due_on) if progress.due_on else _("the clock stands still") if clocks.standing else unknown
        if progress.status not in ENDED:
            found.append((_("Answer due by"), due))
        if progress.checked_due_on:
            found.append((_("Where something must be checked first"), day(progress.checked_due_on)))
        if clocks.counted.value is not None:
            found.append((_("Working days counted"), str(clocks.counted.value)))
        found.append((_("Calendar days passed"), str(clocks.passed)))
        if clocks.pauses:
            found.append((_("Of these, days on which the clock stood still"), str(clocks.paused)))
        if progress.approved_by:
            found.append((_("Investigation approved by"), in_ours(progress.approved_by)))
    if progress.paper_number:
        found.append((_("Number of the paper"), progress.paper_number))
    if progress.delivery and progress.status in OPEN | {Status.ISSUED, Status.POSTED}:
        address = f" – {progress.delivery.address}" if progress.delivery.address else ""
        found.append((_("How the paper is handed over"), words.delivery(progress.delivery.delivery) + address))
    return found


def missing(progress: Progress) -> tuple[Mapping[str, Any], ...]:
    """Everything the office said is missing, in its own sentences."""
    if progress.status is not Status.INCOMPLETE:
        return ()
    return next((step.reasons for step in reversed(progress.steps) if step.act is Act.LIST_MISSING), ())


def declined(progress: Progress) -> tuple[Mapping[str, Any], ...]:
    """Every reason for which the office did not accept the application."""
    return next((step.reasons for step in progress.steps if step.act in {Act.DECLINE, Act.REJECT}), ())


def summary(progress: Progress) -> Summary:
    """One line of the list."""
    return Summary(progress.number, progress.steps[0].at, heading(progress), not progress.paper_ready)


def letters(progress: Progress) -> list[tuple[str, str, str]]:
    """The letters that went out: place, name, number."""
    called = {
        LetterKind.RECEIPT: _("Receipt of acceptance"),
        LetterKind.SUPPLEMENT_NOTICE: _("Notice of what is missing"),
        LetterKind.NOT_ACCEPTED: _("Notice of non-acceptance"),
        LetterKind.COOPERATION_NOTICE: _("Notice asking for help"),
    }
    return [(str(place), called[one.kind], one.number) for place, one in enumerate(progress.letters, start=1)]
