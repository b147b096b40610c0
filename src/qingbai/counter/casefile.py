"""A case's file as the desk shows it (案卷): facts, doubts side by side, history, and the buttons that the table of acts allows."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from qingbai import clock
from qingbai.agencies.acts import Done
from qingbai.counter import words
from qingbai.counter.beside import evidence, joined, place, side_by_side
from qingbai.counter.deeds import DEEDS, ground
from qingbai.counter.forms import Judgment, Papers, Settlement
from qingbai.counter.keys import KEYS
from qingbai.inquiries.acts import INVESTIGATED, Act, Status
from qingbai.inquiries.draft import Draft
from qingbai.inquiries.queries import File, Question, shown_at
from qingbai.inquiries.search import person_of
from qingbai.law import names
from qingbai.law.local import REASON_CLASSES
from qingbai.law.reasons import Code
from qingbai.law.terms import ComplexityGround, Deceit, Paper
from qingbai.pages import words as terms
from qingbai.pages.language import colon, comma, english, in_brackets
from qingbai.pages.templatetags.pages import day, moment

TURNS_AWAY = frozenset(
    {Act.DECLINE, Act.WITHDRAW, Act.HOLD, Act.REJECT, Act.MAIL_LOST, Act.SEND_BACK, Act.REFUSE_INVESTIGATION}
)
"""Acts after which nothing is answered: never the button that the eye falls on."""


def prefix(about: str) -> str:
    """A form's name on a page with several: one way from what it is about, and nothing of it readable."""
    return "f" + hashlib.sha256(about.encode()).hexdigest()[:12]


def shown(file: File, buttons: frozenset[Act], at: datetime) -> dict[str, Any]:
    """Everything on the page of a file at an instant: a paper is there from its tick on, for the desk as for the applicant."""
    issued = file.issued
    ready = issued is not None and at >= shown_at(issued)
    allowed = file.lawful & buttons if ready or issued is None else frozenset[Act]()
    deeds = file.lawful if ready or issued is None else frozenset[Act]()
    return {
        "file": file,
        "name": file.draft.name,
        "costs": any(done.act is Act.ASK_FEE for done in file.acts),
        "status": words.status(file.status),
        "tag": words.tag(file.status),
        "open_reasons": file.open_reasons,
        "questions": [_question(file, one) for one in file.questions],
        "settle": [{"reference": one, "form": Settlement(prefix=prefix(one))} for one in unsettled(file)],
        "supplement": Papers(missing(file)) if Act.SUPPLEMENT in file.lawful else None,
        "missing": _missing_reasons(file),
        **_buttons(file, allowed, deeds),
        "others": [words.button(act) for act in Act if act in file.for_others],
        "time": times(file, at),
        "overdue": bool(file.clocks and file.clocks.overdue) or _too_long(file, at),
        "stands": stands(file),
        "letters": [
            {"key": str(place), "name": words.letter(one.kind), "number": one.number, "at": one.at}
            for place, one in enumerate(file.letters, start=1)
        ],
        "paper_number": file.paper_number if ready else "",
        "waits": issued is not None and not ready,
        "can_take_back": ready and Act.REVOKE in file.lawful,
        "can_reopen": Act.REOPEN in file.lawful,
        "facts": facts(file),
        "history": [_history(done) for done in file.acts],
    }


def _buttons(file: File, allowed: frozenset[Act], deeds: frozenset[Act]) -> dict[str, Any]:
    """The acts at once, then those with a page of their own; what the application waits for is first and the only green one."""
    asks = Act.SUPPLEMENT in file.lawful or any(act in MAIN for act in deeds)
    asks = asks or any(one.judged is None for one in file.questions) or bool(unsettled(file))
    acts = sorted((act for act in Act if act in allowed), key=lambda act: (act in TURNS_AWAY, act is Act.CLAIM))
    green = acts[0] if acts and not asks and acts[0] not in TURNS_AWAY | {Act.CLAIM} else None
    return {
        "acts": [
            {
                "key": act.value,
                "name": words.button(act),
                "turns_away": act in TURNS_AWAY,
                "main": act is green,
                "letter": KEYS[act],
            }
            for act in acts
        ],
        "deeds": [
            {"key": act.value, "name": words.button(act), "main": act in MAIN, "letter": KEYS[act]}
            for act in sorted((act for act in DEEDS if act in deeds), key=lambda act: act not in MAIN)
        ],
    }


MAIN = frozenset({Act.APPROVE_INVESTIGATION, Act.RESUME, Act.COOPERATE, Act.SIGN_FOR, Act.POST})
"""Acts that the application waits for: the button that the eye falls on."""


def times(file: File, at: datetime) -> list[tuple[str, str]]:
    """Both clocks of the application, and the days that matter now."""
    rows = [(_("To come until"), day(file.until_on) if file.until_on else "")]
    clocks = file.clocks
    if clocks is not None:
        due = day(clocks.due.value) if clocks.due.value else ""
        unknown = _("open: the days off of a year are not known yet")
        rows += [
            (_("Answer due by"), due or (_("the clock stands still") if clocks.standing else unknown)),
            (_("Working days counted"), str(clocks.counted.value) if clocks.counted.value is not None else unknown),
            (_("Calendar days passed"), str(clocks.passed)),
            (_("Of these, days on which the clock stood still"), str(clocks.paused) if clocks.pauses else ""),
        ]
    if file.ends_by:
        over = _("too long")
        rows.append(
            (
                _("Investigation to end by"),
                f"{day(file.ends_by)} – {over}" if _too_long(file, at) else day(file.ends_by),
            )
        )
    return [(name, value) for name, value in rows if value]


def _too_long(file: File, at: datetime) -> bool:
    return file.ends_by is not None and clock.day_of(at) > file.ends_by


CONCERNS = frozenset({Act.APPROVE_INVESTIGATION, Act.REFUSE_INVESTIGATION, Act.LIFT_HOLD, Act.REJECT, Act.RESUME})


def stands(file: File, act: Act | None = None) -> list[tuple[str, str]]:
    """What the investigation or the doubt is about, who asked and who approved; on the page of an act only where it concerns it."""
    if act is not None and act not in CONCERNS:
        return []
    found: list[tuple[str, str]] = []
    latest = {done.act: done for done in file.acts}
    if file.status in {Status.INVESTIGATION_ASKED, *INVESTIGATED}:
        asked = latest[Act.ASK_INVESTIGATION]
        found += [
            (_("Ground"), ground(ComplexityGround(asked.facts["ground"]))),
            (_("What has to be investigated"), str(asked.facts["reason"])),
            (_("Asked by"), asked.by.id + comma() + moment(asked.at)),
        ]
        found += [(_("According to the rule"), in_ours_of(reason)) for reason in asked.reasons]
    if file.status in INVESTIGATED:
        approved = latest[Act.APPROVE_INVESTIGATION]
        found.append(
            (_("Approved by"), f"{approved.by.id}{comma()}{moment(approved.at)}{colon()}{approved.facts['reason']}")
        )
    if file.status is Status.COOPERATION_ASKED:
        asked = latest[Act.ASK_COOPERATION]
        until = in_brackets(day(asked.facts["until_on"]))
        found.append((_("The applicant is asked to"), f"{asked.facts['what']}{until}"))
    if file.status in {Status.HELD, Status.HELD_BEFORE}:
        held = latest[Act.HOLD]
        doubt = names.DECEITS[Deceit(held.facts["deceit"])][1 if english() else 0]
        found += [
            (_("In doubt"), doubt),
            (_("Why"), str(held.facts["reason"]) + in_brackets(held.by.id + comma() + moment(held.at))),
        ]
    return found


def in_ours_of(reason: Any) -> str:
    """A kept reason in the reader's language."""
    return str(reason["en" if english() else "zh"])


def missing(file: File) -> tuple[Paper, ...]:
    """The papers that the office told the applicant are missing."""
    told = next((done for done in reversed(file.acts) if done.act is Act.LIST_MISSING), None)
    return tuple(Paper(one) for one in told.facts["missing"]) if told and file.status is Status.INCOMPLETE else ()


def _missing_reasons(file: File) -> tuple[Any, ...]:
    told = next((done for done in reversed(file.acts) if done.act is Act.LIST_MISSING), None)
    return told.reasons if told else ()


def unsettled(file: File) -> list[str]:
    """Records whose sealing the facts leave open and about which no person has spoken yet."""
    spoken = {str(done.facts["reference"]) for done in file.acts if done.act is Act.JUDGE_QUESTION}
    asked = [
        str(reason["facts"]["reference"]) for reason in file.open_reasons if reason["code"] == Code.SEALING_UNSETTLED
    ]
    return [reference for reference in dict.fromkeys(asked) if reference not in spoken]


def with_judgment(file: File, subject: str, form: Judgment) -> dict[str, Any]:
    """The questions, with one form as it was filled in."""
    found = [_question(file, one) for one in file.questions]
    return {"questions": [{**one, "form": form} if one["subject"] == subject else one for one in found]}


def with_settlement(file: File, reference: str, form: Settlement) -> dict[str, Any]:
    """The open records, with one form as it was filled in."""
    return {
        "settle": [
            {"reference": one, "form": form if one == reference else Settlement(prefix=prefix(one))}
            for one in unsettled(file)
        ]
    }


def _question(file: File, question: Question) -> dict[str, Any]:
    return {
        "subject": question.subject,
        "rows": side_by_side(person_of(file.draft), question.person),
        "evidence": evidence(question.for_and_against),
        "judged": question.judged,
        "earlier": question.earlier,
        "form": judgment(file, question.subject) if Act.JUDGE_MATCH in file.lawful else None,
    }


def judgment(file: File, subject: str, data: Any = None) -> Judgment:
    """The form for one candidate, which knows what was decided about the same two before."""
    found = next((one.earlier for one in file.questions if one.subject == subject), ())
    return Judgment(data, prefix=prefix(subject), earlier=found[0].same if found else None)


def facts(file: File) -> list[tuple[str, str]]:
    """The application, row by row."""
    draft: Draft = file.draft
    period = f"{day(draft.period_from)} – {day(draft.period_to)}" if draft.period_from or draft.period_to else ""
    rows = [
        (_("Who asks"), terms.asker(draft.asker_class)),
        (_("Name"), draft.name),
        (_("Name in Latin letters"), draft.latin_name),
        (_("Former names"), joined(draft.former_names)),
        (_("Sex"), terms.sex(draft.sex)),
        (_("Date of birth"), day(draft.born_on)),
        (_("Nationality"), terms.country(draft.nationality)),
        (terms.document(draft.document_kind), draft.document_number),
        (_("Validity of the document"), _span(draft.document_valid_from, draft.document_valid_until)),
        (_("Household"), place(draft.household)),
        (_("Residence"), place(draft.residence)),
        (_("Former household"), place(draft.former_household)),
        (_("School"), place(draft.school)),
        (_("Lived there since"), day(draft.residence_since) if draft.residence_since else ""),
        (_("Time that ties the person to the place"), joined(_span(one.from_on, one.to_on) for one in draft.tied)),
        (_("Days stayed in China"), str(draft.stay_days) if draft.stay_days is not None else ""),
        (_("Purpose"), terms.purpose(draft.purpose) + in_brackets(draft.purpose_note)),
        (_("Reason"), REASON_CLASSES[draft.reason][1 if english() else 0] if draft.reason else ""),
        (_("Period covered"), period or _("All time until now")),
        (_("Papers"), joined(terms.paper(one) for one in draft.papers)),
        *_whoever_acts(draft),
        (_("Telephone"), draft.phone),
        (_("Told by text message"), _("yes") if draft.sms else ""),
        (_("E-mail address"), draft.email),
    ]
    return [(name, value) for name, value in rows if value]


def _span(first: date | None, last: date | None) -> str:
    return f"{day(first)} – {day(last)}" if first or last else ""


def _whoever_acts(draft: Draft) -> list[tuple[str, str]]:
    """The agent or guardian with the document shown, and what an agent is to the person."""
    rows = []
    for name, one in ((_("Agent"), draft.agent), (_("Guardian"), draft.guardian)):
        if one is not None:
            rows.append((name, f"{one.name} – {terms.document(one.document_kind)} {one.document_number}"))
    if draft.agent is not None and draft.agent.relation is not None:
        rows.append((_("The agent is to the person"), terms.relation(draft.agent.relation)))
    return rows


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history."""

    name: str
    at: datetime
    by: str
    note: str


def _history(done: Done[Act]) -> Entry:
    note = str(done.facts.get("reason") or done.facts.get("note") or done.facts.get("what") or "")
    if replaced := done.facts.get("instead_of"):
        note = _("In the place of %(number)s") % {"number": replaced}
    return Entry(words.done(done.act), done.at, words.who(done.by), note)
