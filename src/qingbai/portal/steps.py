"""The way of an application as the applicant reads it (办理进度): what was done when, what comes, what is awaited.

Until the answer is shown every application has the same way: nothing here tells whether somebody must look.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from qingbai.inquiries.acts import Act, Status
from qingbai.inquiries.queries import Progress
from qingbai.pages.templatetags.pages import day, moment


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
    return not progress.paper_ready and progress.status in {Status.SUBMITTED, Status.ACCEPTED}


def way(progress: Progress) -> list[Shown]:
    """The steps done and the ones to come."""
    shown = [Shown(_done(step.act), "done", step.at) for step in progress.steps]
    if progress.status is Status.SUBMITTED:
        shown.append(Shown(_("The office examines the application"), "now"))
    if progress.status is Status.INCOMPLETE:
        shown.append(Shown(_("You bring what is missing"), "now"))
    if waits_for_the_office(progress) and progress.status is Status.ACCEPTED:
        due = _("Due by %(day)s") % {"day": day(progress.due_on)} if progress.due_on else ""
        shown.append(Shown(_("The office looks up the record and answers"), "now", note=due))
    if progress.status in {Status.SUBMITTED, Status.ACCEPTED, Status.INCOMPLETE} and not progress.paper_ready:
        shown.append(Shown(_("The answer is ready to download"), "later"))
    return shown


def facts(progress: Progress) -> list[tuple[str, str]]:
    """Number and dates."""
    found = [(_("Application number"), progress.number), (_("Sent"), moment(progress.steps[0].at))]
    if progress.due_on:
        found.append((_("Answer due by"), day(progress.due_on)))
    if progress.paper_number:
        found.append((_("Number of the paper"), progress.paper_number))
    return found


def missing(progress: Progress) -> tuple[Mapping[str, Any], ...]:
    """Everything the office said is missing, in its own sentences."""
    if progress.status is not Status.INCOMPLETE:
        return ()
    return next((step.reasons for step in reversed(progress.steps) if step.act is Act.LIST_MISSING), ())


def declined(progress: Progress) -> tuple[Mapping[str, Any], ...]:
    """Every reason for which the office did not accept the application."""
    return next((step.reasons for step in progress.steps if step.act is Act.DECLINE), ())


def summary(progress: Progress) -> Summary:
    """One line of the list."""
    return Summary(progress.number, progress.steps[0].at, heading(progress), not progress.paper_ready)
