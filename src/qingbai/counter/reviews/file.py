"""A review's file as the desk shows it (复查案卷): the objection, the verdicts that weigh, both clocks, history, and what the table allows."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from qingbai import clock
from qingbai.agencies.acts import Done
from qingbai.counter.beside import Row, Side, evidence, side_by_side
from qingbai.counter.reviews import forms as ours
from qingbai.law.objections import Ground
from qingbai.law.objectors import AnsweredTo, ObjectionPaper
from qingbai.law.review_names import GROUNDS, LINKS, OBJECTORS, REVIEW_OUTCOMES
from qingbai.objections.acts import ENDS, Act, Status
from qingbai.objections.queries import File
from qingbai.pages import words as terms
from qingbai.pages.templatetags.pages import day
from qingbai.registers.terms import FoundWrong
from qingbai.registers.wrong import Told


def status(value: Status) -> str:
    """Where a review stands."""
    return {
        Status.FILED: _("To be examined"),
        Status.INCOMPLETE: _("Something missing"),
        Status.DECLINED: _("Not accepted"),
        Status.UNDER_REVIEW: _("Under review"),
        Status.EVIDENCE_ASKED: _("Waits for the objector"),
        Status.EXTENSION_ASKED: _("Extension to be approved"),
        Status.DRAFTED: _("Opinion to be signed"),
        Status.ANSWERED: _("Answered"),
        Status.CLOSED: _("Signed for"),
        Status.WITHDRAWN: _("Withdrawn"),
    }[value]


def tag(value: Status) -> str:
    """How the status is marked."""
    waits = {Status.FILED, Status.UNDER_REVIEW, Status.EXTENSION_ASKED, Status.DRAFTED}
    return "waits" if value in waits else "plain" if value not in {Status.ANSWERED, Status.CLOSED} else ""


def done(value: Act) -> str:
    """An act in the history."""
    return {
        Act.OBJECT: _("Objected"),
        Act.LIST_MISSING: _("Told what is missing"),
        Act.SUPPLEMENT: _("Papers added"),
        Act.DECLINE: _("Not accepted"),
        Act.ACCEPT: _("Accepted"),
        Act.SUSPEND_LINK: _("Evidence accepted, link suspended"),
        Act.KEEP_LINK: _("Evidence not accepted"),
        Act.ASK_EVIDENCE: _("Asked the objector to cooperate"),
        Act.GIVE_EVIDENCE: _("Evidence handed in"),
        Act.GO_ON: _("Gone on without it"),
        Act.ASK_EXTENSION: _("Extension asked for"),
        Act.APPROVE_EXTENSION: _("Extension approved"),
        Act.REFUSE_EXTENSION: _("Extension refused"),
        Act.DRAFT: _("Opinion drafted"),
        Act.RETURN: _("Draft sent back"),
        Act.SIGN: _("Opinion signed"),
        Act.SIGN_FOR: _("Opinion signed for"),
        Act.WITHDRAW: _("Withdrawn"),
        Act.REMIND: _("Reminded of the last day"),
        Act.ESCALATE: _("Overdue: escalated"),
    }[value]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history."""

    name: str
    at: datetime
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict that weighs, beside the objector."""

    reference: str
    title: str
    rows: list[Row]
    evidence: list[Side]
    link: str


def shown(file: File) -> dict[str, Any]:
    """Everything on the page of a review's file, without its forms."""
    drafted = next((one for one in reversed(file.acts) if one.act is Act.DRAFT), None)
    return {
        "file": file,
        "name": file.answer.name,
        "status": status(file.status),
        "tag": tag(file.status),
        "facts": facts(file),
        "evidence": file.objection.evidence,
        "verdicts": verdicts(file),
        "history": [_entry(one) for one in file.acts],
        "letters": [one.facts["paper_number"] for one in file.acts if one.facts.get("paper_number")],
        "draft": _draft(drafted) if drafted and file.status is Status.DRAFTED else None,
        "told": [_told(one) for one in file.told],
        "left_open": file.left_open,
        "missing": [reason for one in file.acts[-1:] if one.act is Act.LIST_MISSING for reason in one.reasons],
    }


def missing(file: File) -> tuple[ObjectionPaper, ...]:
    """What the objector was told is missing."""
    last = file.acts[-1]
    return tuple(ObjectionPaper(one) for one in last.facts["missing"]) if last.act is Act.LIST_MISSING else ()


def verdicts(file: File) -> list[Verdict]:
    """The verdicts that weigh, each with what identifies whom it names; nothing about any crime."""
    links = {one.conviction: one.status for one in file.links}
    return [
        Verdict(
            reference=str(one.conviction),
            title=f"{one.court} {one.case_number}",
            rows=side_by_side(file.answer.person, one.person),
            evidence=evidence(one.for_and_against),
            link=ours.named(LINKS[links[one.conviction]]) if one.conviction in links else "",
        )
        for one in file.weighing
    ]


def facts(file: File) -> list[tuple[str, str]]:
    """The objection and both clocks, row by row."""
    objection, clocks = file.objection, file.clocks
    rows = [
        *_what(file),
        (_("Who objects"), ours.named(OBJECTORS[objection.objector])),
        (_("Who acts"), objection.agent_name),
        (_("Born"), day(objection.agent_born_on)),
        (_("Ground of the objection"), ours.named(GROUNDS[Ground(objection.ground)])),
        (_("What is wrong"), objection.statement),
        (_("Due"), _due(file)),
        (_("Working days counted by law"), "" if clocks.counted is None else str(clocks.counted)),
        (_("Calendar days passed"), str(clocks.passed)),
        (_("Telephone"), file.contact.phone),
        (_("E-mail address"), file.contact.email),
    ]
    return [(name, value) for name, value in rows if value]


def _what(file: File) -> list[tuple[str, str]]:
    """What is objected to: an answer with its paper, or what the register holds."""
    if file.answer.to is AnsweredTo.NOBODY:
        return [(_("Correction asked for without an answer"), file.answer.case)]
    return [
        (_("Answered in"), file.answer.case),
        (_("Answered to"), file.answer.receiver),
        (_("Paper objected to"), file.answer.paper_number),
    ]


def _due(file: File) -> str:
    if file.clocks.due_on:
        return day(file.clocks.due_on)
    if file.clocks.counted is None and file.status in {Status.FILED, Status.INCOMPLETE}:
        return _("Reckoned from acceptance")
    return "" if file.status in ENDS else _("Not known: no calendar for that year")


def _draft(drafted: Done[Act]) -> dict[str, Any]:
    outcome = next(words for one, words in REVIEW_OUTCOMES.items() if one.value == drafted.facts["outcome"])
    return {
        "outcome": ours.named(outcome),
        "words": drafted.facts["words"],
        "reasons": drafted.reasons,
        "by": drafted.by.id,
    }


@dataclass(frozen=True, slots=True)
class Registry:
    """What a registry was told, and where it stands."""

    title: str
    what: str
    state: str
    tag: str
    told_at: datetime
    due_on: date | None
    answered_at: datetime | None
    words: str
    late: bool


def _told(one: Told) -> Registry:
    waits = one.answered_at is None
    done = {True: _("Corrected"), False: _("Not corrected"), None: _("Dealt with")}[one.corrected]
    return Registry(
        title=f"{one.court} {one.case_number}".strip() or _("No entry named"),
        what=found_wrong(one.what),
        state=_("Waits for the registry") if waits else done,
        tag="waits" if waits else "" if one.corrected is not False else "plain",
        told_at=one.told_at,
        due_on=one.due_on,
        answered_at=one.answered_at,
        words=one.answer,
        late=one.late(clock.today()),
    )


def found_wrong(what: FoundWrong) -> str:
    """What a review found wrong."""
    return {
        FoundWrong.NOT_THIS_PERSON: _("The verdict is somebody else's"),
        FoundWrong.PARTICULARS: _("Something is entered wrongly, or missing"),
    }[what]


def _entry(one: Done[Act]) -> Entry:
    note = str(one.facts.get("reason") or one.facts.get("asked") or "")
    days = one.facts.get("days")
    note = f"+{days} {note}".strip() if days else note
    who = one.by.id if one.by.office else ""
    return Entry(done(one.act), one.at, f"{terms.actor(one.by.kind)} {who}".strip(), note)
