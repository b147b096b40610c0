"""What a review found wrong about an entry, as its page at the desk shows it (更正通知页)."""

from typing import Any

from django.utils.translation import gettext as _

from qingbai import clock
from qingbai.desk import words
from qingbai.desk.forms import Reasoned
from qingbai.desk.sitting import Sitting
from qingbai.inbox import queries
from qingbai.inbox.acts import ENDS
from qingbai.inbox.casework import Case
from qingbai.law.terms import DocumentKind
from qingbai.pages import words as terms
from qingbai.pages.language import listed
from qingbai.pages.references import reference
from qingbai.pages.templatetags.pages import day
from qingbai.registers.terms import FoundWrong


def shown(case: Case, officer: Sitting) -> dict[str, Any]:
    """Everything on the page."""
    told, status, glance = case.content.told, case.status, case.content.glance
    assert told is not None
    assert status is not None
    due_on = queries.due_on(case)
    return {
        "case": case,
        "told": told,
        "title": glance.case_number or case.content.name,
        "status": words.status(status),
        "tag": words.tag(status),
        "late": due_on is not None and due_on < clock.today() and status not in ENDS,
        "facts": [
            (_("What was found"), what(FoundWrong(told["what"]))),
            (_("Whom it is about"), _whom(case)),
            (_("Court"), glance.court),
            (_("Case number"), glance.case_number),
            (_("Found by"), case.content.sender),
            (_("Number of the review"), told["review"]),
            (_("To be done by"), day(due_on)),
        ],
        "ref": reference(told["review"]),
        "sealed": bool(told["entry"]) and not told["wrong"],
        "can": {act.value: True for act in case.lawful(officer.registrar)},
        "reasoned": asked(Reasoned(prefix="act")),
        "history": [
            {"name": words.done(one.act), "at": one.at, "by": one.by.id, "note": one.facts.get("why", "")}
            for one in case.acts
        ],
    }


def asked(form: Reasoned) -> Reasoned:
    """The one question of the page: it is for either answer."""
    form["why"].label = _("By which document it was corrected, or why not")  # of the box, which may stand already
    return form


def _whom(case: Case) -> str:
    told = case.content.told
    assert told is not None
    numbers = (f"{terms.document(DocumentKind(kind))} {number}" for kind, number in told["numbers"])
    return listed([*case.content.glance.people, *numbers])


def what(found: FoundWrong) -> str:
    """What a review found wrong."""
    return {
        FoundWrong.NOT_THIS_PERSON: _("The verdict is somebody else's"),
        FoundWrong.PARTICULARS: _("Something is entered wrongly, or missing"),
    }[found]
