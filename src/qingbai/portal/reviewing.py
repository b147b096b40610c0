"""The way of a review as the objector reads it (复查进度): steps, both clocks, letters.

Nothing here depends on what is on record: the way is the same for a sealed record and for none.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from qingbai.agencies.terms import Bilingual
from qingbai.law.objections import Ground
from qingbai.law.objectors import Objector
from qingbai.law.review_names import REVIEW_OUTCOMES
from qingbai.objections.acts import RUNNING, Act, Status
from qingbai.objections.queries import Progress
from qingbai.pages.language import in_ours
from qingbai.pages.templatetags.pages import day, moment
from qingbai.portal.facts import Row
from qingbai.portal.objecting import Filling, ground_name
from qingbai.portal.steps import Shown


def heading(progress: Progress) -> str:
    """Where it stands, in a few words."""
    return {
        Status.FILED: _("Your objection is being examined"),
        Status.INCOMPLETE: _("Something is missing"),
        Status.DECLINED: _("The objection was not accepted"),
        Status.UNDER_REVIEW: _("Under review"),
        Status.EVIDENCE_ASKED: _("The office asks you for something"),
        Status.EXTENSION_ASKED: _("Under review"),
        Status.DRAFTED: _("Under review"),
        Status.ANSWERED: _("The review is answered"),
        Status.CLOSED: _("Answered and received"),
        Status.WITHDRAWN: _("Withdrawn"),
    }[progress.status]


def _done(act: Act, *, correction: bool = False) -> str:
    if correction and act in {Act.OBJECT, Act.DECLINE, Act.ACCEPT, Act.WITHDRAW}:
        return {
            Act.OBJECT: _("Your request was handed in"),
            Act.DECLINE: _("The office did not accept your request"),
            Act.ACCEPT: _("The office accepted your request"),
            Act.WITHDRAW: _("Your request was taken back"),
        }[act]
    return {
        Act.OBJECT: _("The objection was handed in"),
        Act.LIST_MISSING: _("The office said what is missing"),
        Act.SUPPLEMENT: _("What was missing was added"),
        Act.DECLINE: _("The office did not accept the objection"),
        Act.ACCEPT: _("The office accepted the objection"),
        Act.ASK_EVIDENCE: _("The office asked for something"),
        Act.GIVE_EVIDENCE: _("Evidence was handed in"),
        Act.APPROVE_EXTENSION: _("The review was extended"),
        Act.SIGN: _("The opinion was signed"),
        Act.SIGN_FOR: _("The opinion was signed for"),
        Act.WITHDRAW: _("The objection was taken back"),
    }[act]


def way(progress: Progress) -> list[Shown]:
    """The steps done and the ones to come."""
    shown = [Shown(_done(step.act, correction=progress.correction), "done", step.at) for step in progress.steps]
    if progress.status is Status.FILED:
        shown.append(Shown(_("The office examines the objection"), "now"))
    if progress.status is Status.INCOMPLETE:
        shown.append(Shown(_("You bring what is missing"), "now"))
    if progress.status is Status.EVIDENCE_ASKED:
        shown.append(Shown(_("You hand in what the office asks for"), "now"))
    if progress.status in RUNNING:
        due = progress.clocks.due_on
        note = _("Due by %(day)s") % {"day": day(due)} if due else ""
        shown.append(
            Shown(
                _("The office looks into it") if progress.correction else _("The office reviews the answer"),
                "now" if progress.status is Status.UNDER_REVIEW else "later",
                note=note,
            )
        )
    if progress.status in RUNNING | {Status.FILED, Status.INCOMPLETE}:
        shown.append(Shown(_("The opinion, in writing and in the organ's name"), "later"))
    return shown


def facts(progress: Progress) -> list[tuple[str, str]]:
    """Numbers, the ground, and both clocks."""
    clocks = progress.clocks
    found = [
        (_("Number of the review"), progress.number),
        (_("Request for correction") if progress.correction else _("Paper objected to"), progress.paper_number),
        (_("What it is about") if progress.correction else _("Ground of the objection"), ground_name(progress.ground)),
        *([(_("Objected for the person by"), progress.acting)] if progress.acting else []),
        (_("Sent"), moment(progress.steps[0].at)),
    ]
    if clocks.due_on:
        found.append((_("Answer due by"), day(clocks.due_on)))
    elif progress.status in RUNNING:
        found.append((_("Answer due by"), _("The holidays of next year are not announced yet; the day follows")))
    if clocks.counted is not None:
        found.append((_("Working days counted by law"), str(clocks.counted)))
    if clocks.extended:
        found.append((_("Extended"), _("Yes, with the approval of the head")))
    found.append((_("Calendar days passed"), str(clocks.passed)))
    return found


def missing(progress: Progress) -> tuple[Any, ...]:
    """Everything the office said is missing."""
    if progress.status is not Status.INCOMPLETE:
        return ()
    return next((step.reasons for step in reversed(progress.steps) if step.act is Act.LIST_MISSING), ())


def declined(progress: Progress) -> tuple[Any, ...]:
    """Every reason for which the objection was not accepted."""
    return next((step.reasons for step in progress.steps if step.act is Act.DECLINE), ())


def asked(progress: Progress) -> str:
    """What the office asks for just now."""
    if progress.status is not Status.EVIDENCE_ASKED:
        return ""
    return next((step.asked for step in reversed(progress.steps) if step.act is Act.ASK_EVIDENCE), "")


def outcome(progress: Progress) -> str:
    """How the review ended."""
    return in_ours(Bilingual(*REVIEW_OUTCOMES[progress.outcome])) if progress.outcome else ""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to download."""

    place: int
    name: str
    number: str


def letters(progress: Progress) -> list[Letter]:
    """The letters of the review, in their order."""
    names = {
        Act.ACCEPT: _("Receipt of the review"),
        Act.ASK_EVIDENCE: _("Request to cooperate"),
        Act.APPROVE_EXTENSION: _("Notice of extension"),
        Act.SIGN: _("Review opinion"),
    }
    left = [step for step in progress.steps if step.paper_number]
    return [Letter(place, names[step.act], step.paper_number) for place, step in enumerate(left)]


@dataclass(frozen=True, slots=True)
class Summary:
    """One review in the list of a person's own."""

    number: str
    heading: str
    filed_at: datetime
    waiting: bool


def summary(progress: Progress) -> Summary:
    """A review in one line."""
    return Summary(
        number=progress.number,
        heading=heading(progress),
        filed_at=progress.steps[0].at,
        waiting=progress.status in RUNNING | {Status.FILED},
    )


def objector(value: Objector) -> str:
    """As what the signed-in person objects."""
    return {
        Objector.HIMSELF: _("Yourself"),
        Objector.AGENT: _("With written authority"),
        Objector.GUARDIAN: _("As parent or guardian"),
    }[value]


def answers(filled: Filling) -> list[Row]:
    """The answers given, each with the question it belongs to."""
    return [Row(key, name, value(filled, key)) for key, name in names_of_answers().items()]


def names_of_answers() -> dict[str, str]:
    """What each answer is called, in the order of the questions."""
    return {
        "ground": _("Ground of the objection"),
        "statement": _("What is wrong"),
        "evidence": _("Evidence"),
        "contact": _("Reached at"),
    }


def value(filled: Filling, key: str) -> str:
    """The answer to one question, as the page of answers has it."""
    given = filled.answers[key]
    if key == "contact":
        return "、".join(text for text in (given["email"], given["phone"]) if text) or _("Only on this site")
    if key == "ground":
        return ground_name(Ground(given["answer"]))
    return given["answer"] or (_("None named yet") if key == "evidence" else "")
