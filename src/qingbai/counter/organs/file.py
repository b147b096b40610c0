"""The file of a case inquiry as the desk shows it (办案查询案卷): facts, doubts side by side, history, the buttons that the table allows."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from qingbai.agencies.acts import Done
from qingbai.certificates.claim import Bilingual
from qingbai.counter import casefile
from qingbai.counter.beside import evidence, joined, side_by_side
from qingbai.counter.forms import Judgment
from qingbai.counter.organs.body_forms import PapersBack, WhyNot
from qingbai.counter.organs.forms import OfficialPapers, RecordDecision, SendBack, ours
from qingbai.counter.papers_in import Line
from qingbai.disclosures import body_acts
from qingbai.disclosures.acts import Act, Status
from qingbai.disclosures.bodies import BodyCard
from qingbai.disclosures.queries import File, shown_at
from qingbai.disclosures.request import person_of
from qingbai.law.bars import BARS
from qingbai.law.official import OfficialPaper
from qingbai.pages import words as terms
from qingbai.pages.language import english, in_brackets
from qingbai.pages.templatetags.pages import day


def status(value: Status) -> str:
    """Where a request stands."""
    return {
        Status.SUBMITTED: _("To be examined"),
        Status.INCOMPLETE: _("Papers missing"),
        Status.DECLINED: _("Not accepted"),
        Status.ACCEPTED: _("Accepted"),
        Status.SEARCHED: _("Searched"),
        Status.WITH_A_PERSON: _("Needs a person"),
        Status.DECIDED: _("To be cleared by somebody else"),
        Status.CLEARED: _("Cleared"),
        Status.ISSUED: _("Letter ready"),
        Status.SIGNED_FOR: _("Signed for"),
        Status.WITHDRAWN: _("Withdrawn"),
        Status.REVOKED: _("Letter taken back"),
    }[value]


def tag(value: Status) -> str:
    """How the status is marked."""
    if value in {Status.WITH_A_PERSON, Status.INCOMPLETE, Status.DECIDED}:
        return "waits"
    return "" if value in {Status.ISSUED, Status.SIGNED_FOR} else "plain"


def button(value: Act) -> str:
    """An act as a button."""
    return {
        Act.ACCEPT: _("The papers are in order: accept"),
        Act.SEARCH: _("Search the register again"),
        Act.CLEAR: _("I agree: tell these records"),
        Act.SIGN_FOR: _("The letter has been signed for"),
        Act.WITHDRAW: _("The request is taken back"),
    }[value]


def done(value: Act) -> str:
    """An act in the history."""
    return {
        Act.SUBMIT: _("Request handed in"),
        Act.LIST_MISSING: _("Told what is missing"),
        Act.SUPPLEMENT: _("Papers added"),
        Act.DECLINE: _("Not accepted"),
        Act.ACCEPT: _("Accepted"),
        Act.SEARCH: _("Register searched"),
        Act.REFER: _("Referred to a person"),
        Act.JUDGE_MATCH: _("Identity decided"),
        Act.JUDGE_QUESTION: _("Open question decided"),
        Act.DECIDE: _("Decided"),
        Act.CLEAR: _("Cleared by somebody else"),
        Act.SEND_BACK: _("Handed back"),
        Act.ISSUE: _("Letter written"),
        Act.SIGN_FOR: _("Signed for"),
        Act.WITHDRAW: _("Withdrawn"),
        Act.REVOKE: _("Letter taken back"),
        Act.REOPEN: _("Taken up again"),
    }[value]


def shown(file: File, buttons: frozenset[Act], at: datetime, papers: Sequence[Line] = ()) -> dict[str, Any]:
    """Everything on the page of a file at an instant: a letter is there from its tick on. ``papers``: the files that came with it online."""
    issued = file.issued
    ready = issued is not None and at >= shown_at(issued)
    allowed = file.lawful & buttons if ready or issued is None else frozenset[Act]()
    if not (file.online and file.status is Status.SUBMITTED):
        allowed -= {Act.ACCEPT}  # at the counter the house does it by itself
    judges = Act.JUDGE_QUESTION in file.lawful
    looks = file.online and file.status is Status.SUBMITTED
    return {
        "file": file,
        "status": status(file.status),
        "tag": tag(file.status),
        "declined": file.acts[-1].reasons if file.status is Status.DECLINED else (),
        "note": file.acts[-1].facts.get("reason", "") if file.status in {Status.DECLINED, Status.INCOMPLETE} else "",
        "open_reasons": file.open_reasons,
        "questions": [_question(file, one) for one in file.questions],
        "records": [{"reference": one, "form": decision(one)} for one in file.open_records] if judges else [],
        "papers_in": papers,
        "to_look_at": looks,
        "send_papers_back": PapersBack(file.asked.papers) if looks and Act.LIST_MISSING in file.lawful else None,
        "why_not": WhyNot() if looks and Act.DECLINE in file.lawful else None,
        "supplement": OfficialPapers(missing(file)) if Act.SUPPLEMENT in file.lawful else None,
        "missing": _missing_reasons(file),
        "telling": _telling(file),
        "send_back": SendBack() if Act.SEND_BACK in file.lawful and file.tells else None,
        "acts": [
            {"key": act.value, "name": button(act), "turns_away": act in {Act.WITHDRAW, Act.SEARCH}}
            for act in Act
            if act in allowed
        ],
        "paper_number": issued.facts["paper_number"] if issued and ready else "",
        "waits": issued is not None and not ready,
        "facts": facts(file),
        "history": [_history(one) for one in file.acts],
    }


def _telling(file: File) -> dict[str, Any] | None:
    """What the letter would tell, for who must agree."""
    if file.telling is None:
        return None
    return {
        "columns": [_ours(one) for one in file.telling.columns],
        "rows": [
            [(_ours(name), _ours(cell)) for name, cell in zip(file.telling.columns, row, strict=True)]
            for row in file.telling.rows
        ],
    }


def _ours(words: Bilingual) -> str:
    return words.en if english() and words.en else words.zh


def decision(reference: str, data: Any = None) -> RecordDecision:
    """The form for one record that the rules leave open."""
    return RecordDecision(data, prefix=casefile.prefix(reference))


def missing(file: File) -> tuple[OfficialPaper, ...]:
    """The papers that the office said are missing."""
    told = next((one for one in reversed(file.acts) if one.act is Act.LIST_MISSING), None)
    return tuple(OfficialPaper(one) for one in told.facts["missing"]) if told else ()


def _missing_reasons(file: File) -> tuple[Any, ...]:
    told = next((one for one in reversed(file.acts) if one.act is Act.LIST_MISSING), None)
    return told.reasons if told and file.status is Status.INCOMPLETE else ()


def judgment(subject: str, data: Any = None) -> Judgment:
    """The form for one candidate."""
    return Judgment(data, prefix=casefile.prefix(subject))


def _question(file: File, question: Any) -> dict[str, Any]:
    return {
        "subject": question.subject,
        "rows": side_by_side(person_of(file.asked), question.person),
        "evidence": evidence(question.for_and_against),
        "judged": question.judged,
        "form": judgment(question.subject) if Act.JUDGE_MATCH in file.lawful else None,
    }


def facts(file: File) -> list[tuple[str, str]]:
    """The request, row by row."""
    asked = file.asked
    known = BARS.get(asked.bar)
    secret = asked.secret_until
    rows = [
        (_("Kind of asker"), ours(asked.asker)),
        (_("Organ, firm or office"), asked.asker_name),
        (_("How it came"), _("Online, by somebody registered who is signed in by real name") if file.online else ""),
        (_("Who came"), f"{asked.handler} {asked.handler_number}"),
        (_("Second officer"), f"{asked.second_handler} {asked.second_handler_number}".strip()),
        (_("What it is needed for"), asked.reason),
        (_("Case"), asked.case_number),
        (_("Article"), asked.rests_on[1 if english() else 0]),
        (_("Applied for"), (known.post_en if english() else known.post_zh) if known else ""),
        (_("Case in mandate or legal-aid letter"), asked.papers_case),
        (_("Suspect or defendant named there"), asked.papers_suspect),
        (_("Papers"), joined(ours(one) for one in asked.papers)),
        (_("Not told to the person until the end of"), day(secret) + in_brackets(asked.secret_by) if secret else ""),
        (_("Name"), asked.name),
        (_("Name in Latin letters"), asked.latin_name),
        (_("Sex"), terms.sex(asked.sex)),
        (_("Date of birth"), day(asked.born_on)),
        (_("Nationality"), terms.country(asked.nationality)),
        (terms.document(asked.document_kind), asked.document_number),
        (_("Due"), day(_due(file))),
    ]
    return [(name, value) for name, value in rows if value]


def _due(file: File) -> date | None:
    return file.due_on


def _history(one: Done[Act]) -> casefile.Entry:
    who = one.by.id if one.by.office else ""
    return casefile.Entry(
        done(one.act), one.at, f"{terms.actor(one.by.kind)} {who}".strip(), str(one.facts.get("reason", ""))
    )


def body_kind(card: BodyCard) -> str:
    """What an organ or a firm is."""
    if card.organ is None:
        return _("Law firm")
    said = ours(card.organ)
    return said[:1].upper() + said[1:]


def body_status(value: body_acts.Status) -> str:
    """Where a registration stands."""
    return {
        body_acts.Status.ACTIVE: _("Registered"),
        body_acts.Status.SUSPENDED: _("Suspended"),
        body_acts.Status.CLOSED: _("Struck off"),
    }[value]


def body_done(value: body_acts.Act) -> str:
    """An act in the history of a registration."""
    return {
        body_acts.Act.REGISTER: _("Registered"),
        body_acts.Act.CHANGE: _("Changed"),
        body_acts.Act.AUTHORISE: _("Somebody may ask for it"),
        body_acts.Act.END_AUTHORITY: _("Somebody may ask no more"),
        body_acts.Act.SUSPEND: _("Suspended"),
        body_acts.Act.RESUME: _("May ask again"),
        body_acts.Act.CLOSE: _("Struck off"),
    }[value]


def turn(value: body_acts.Act) -> str:
    """A change of a registration as a button."""
    return {
        body_acts.Act.SUSPEND: _("Suspend"),
        body_acts.Act.RESUME: _("Let it ask again"),
        body_acts.Act.CLOSE: _("Strike off"),
    }[value]
