"""A list's file as the desk shows it (名单案卷): progress, rows that are wrong, questions side by side, letters, history."""

import hashlib
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from qingbai.agencies import queries as agencies
from qingbai.counter import canned, papers_in, words
from qingbai.counter.beside import evidence, side_by_side
from qingbai.counter.forms import Judgment
from qingbai.counter.units.forms import BarQuestion, CompletionForm, SendBack
from qingbai.law.terms import OfficeKind
from qingbai.law.units import UnitPaper
from qingbai.pages import unit_rows, unit_words
from qingbai.pages.language import english, in_ours
from qingbai.pages.templatetags.pages import day
from qingbai.screening import filled_in, letters, online, queries
from qingbai.screening.queries import File, Question
from qingbai.screening.terms import Purpose
from qingbai.screening.ways import Act, Status

WORKING = frozenset({Status.SUBMITTED, Status.READ, Status.ACCEPTED, Status.CHECKED, Status.ANSWERED})
"""Where the house works by itself."""


def key(question: Question) -> str:
    """A question's name on the page: one way from what it is about, and nothing of it readable."""
    about = f"{question.line} {question.kind} {question.subject} {question.reference}"
    return "q" + hashlib.sha256(about.encode()).hexdigest()[:12]


def missing(file: File) -> tuple[UnitPaper, ...]:
    """The papers that the unit was told are missing."""
    told = file.case.last(Act.LIST_MISSING)
    return tuple(UnitPaper(one) for one in told.facts["missing"]) if told else ()


USUAL = {"match": "judge_match", "sealing": "judge_question", "bar": "list_bar"}
"""Under which name the usual reasons stand, by the kind of question."""


def shown(file: File, text: str, at: datetime) -> dict[str, Any]:
    """Everything on the page of a list at an instant."""
    case, progress = file.case, file.progress
    incomplete = case.status is Status.INCOMPLETE and Act.SUPPLEMENT in file.lawful
    viewer = file.viewer
    return {
        "file": file,
        "case": case,
        "number": case.number,
        "status": unit_words.status(case.status),
        "tag": unit_words.tag(case.status),
        "works": (case.status in WORKING and not (case.online and case.status is Status.READ))
        or (case.status is Status.ISSUED and not file.released),
        "progress": progress,
        "form_parts": range(filled_in.parts(case)),
        "share": round(100 * progress.searched / progress.good) if progress.good else 0,
        "article": in_ours(article) if (article := queries.article(case)) else "",
        "vetting": case.purpose is Purpose.VETTING,
        "told": case.last(Act.LIST_MISSING),
        "declined": case.last(Act.DECLINE),
        "completion": CompletionForm(missing(file)) if incomplete else None,
        "papers_in": [papers_in.line(one) for one in online.papers(number=case.number, viewer=viewer)],
        "canned_back": canned.of("list_send_back"),
        "send_back": SendBack(prefix="back") if case.online and Act.LIST_MISSING in file.lawful else None,
        "trouble": [unit_rows.trouble(one) for one in file.trouble],
        "elsewhere": _elsewhere(file),
        "questions": questions(file),
        "rows": [unit_rows.row(one) for one in queries.lines(number=case.number, viewer=viewer, at=at, text=text)],
        "text": text,
        "acts": [
            {"key": one.value, "name": unit_words.button(one), "turns_away": one is Act.WITHDRAW}
            for one in (Act.ACCEPT, Act.SIGN_FOR, Act.WITHDRAW)
            if one in file.lawful and (one is not Act.ACCEPT or case.status is Status.CONFIRMED)
        ],
        "parts": list(range(-(-progress.letters // letters.IN_AN_ARCHIVE))) if file.released else [],
        "history": [
            {
                "name": unit_words.done(one.act),
                "at": one.at,
                "by": words.who(one.by),
                "note": one.facts.get("reason", ""),
            }
            for one in file.history
        ],
    }


def facts(file: File) -> list[tuple[str, str]]:
    """What a paper of the unit is held against."""
    asked, case = file.case.row.asked, file.case
    handler = next((one.name for one in case.unit.handlers if one.key == asked["handler"]), "")
    article = queries.article(case)
    return [
        (_("Name of the unit"), str(asked["unit_name"])),
        (_("Unified social credit code"), case.unit.code),
        (_("Who handed it in"), handler),
        (_("Letter of the unit"), f"{asked['letter_number']} · {day(asked['letter_on'])}"),
        (_("Reason"), str(asked["reason"])),
        (_("Article relied on"), in_ours(article) if article else "–"),
        (_("People on the list"), str(file.progress.good)),
    ]


def questions(file: File, given: tuple[str, Any] | None = None) -> list[dict[str, Any]]:
    """What a person must decide; ``given``: one form as it was filled in, under its key."""
    found = []
    for one in file.questions:
        name = key(one)
        form: Any = (
            Judgment(prefix=name) if one.kind == "match" else BarQuestion(prefix=name, sealing=one.kind == "sealing")
        )
        found.append(
            {
                "key": name,
                "line": one.line,
                "kind": one.kind,
                "rows": side_by_side(one.asked, one.held) if one.held else [],
                "evidence": evidence(one.for_and_against),
                "because": one.because,
                "reference": one.reference,
                "post": one.post,
                "forbidden": [
                    words[1][:1].upper() + words[1][1:] if english() else words[0] for words in one.forbidden
                ],
                "canned": canned.of(USUAL.get(one.kind, "")),
                "form": None if one.kind == "review" else given[1] if given and given[0] == name else form,
            }
        )
    return found


def _elsewhere(file: File) -> list[str]:
    """The exit-entry departments that answer about foreigners on the list; empty where there are none."""
    if not any(one.refusals and one.asked and one.asked.nationality != "CHN" for one in file.trouble):
        return []
    division = file.case.office.division
    return [in_ours(one.name) for one in agencies.offices(kind=OfficeKind.EXIT_ENTRY, division=division)]
