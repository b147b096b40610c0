"""The desk's lists about notices: those that should have come and did not, how late each sender is, and what was asked for this week.

An officer sees what the own registry keeps, an auditor every registry. What is sealed stands on none of these pages.
"""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qingbai import clock
from qingbai.agencies.terms import Bilingual, Role
from qingbai.desk.sitting import Sitting, sitting
from qingbai.law.citations import in_words
from qingbai.law.names import NOTICES, SENDERS
from qingbai.law.organs import NoticeKind, SenderKind
from qingbai.law.wording import wording
from qingbai.notices import expected, manifests, punctuality, reminders
from qingbai.notices.expected import Missing
from qingbai.pages.language import in_ours
from qingbai.registers.access import Business, Purpose

SPANS = (30, 90, 365)
"""Days that the figures of senders may look back."""

OPEN_KINDS = (NoticeKind.JUDGMENT, NoticeKind.RELEASE, NoticeKind.CORRECTION_END)
"""The kinds that a registrar sees figures of; those of kinds that tell of seals are for the audit."""


def _purpose(officer: Sitting, what: str) -> Purpose:
    business = Business.AUDIT if officer.role is Role.AUDITOR else Business.REGISTRATION
    return Purpose(business, f"{what} {clock.today().isoformat()}")


def _ours(words: tuple[str, str]) -> str:
    return in_ours(Bilingual(*words))


def _notice(kind: NoticeKind) -> str:
    return _ours(NOTICES[kind])


def _senders(kinds: tuple[SenderKind, ...]) -> str:
    return _(" or ").join(_ours(SENDERS[kind]) for kind in kinds)


@require_safe
def missing(request: HttpRequest) -> HttpResponse:
    """Notices overdue, the longest first; then executions whose end nobody can tell."""
    officer = sitting(request)
    found = expected.list_missing(by=officer.actor, at=clock.now(), purpose=_purpose(officer, "missing notices"))
    context = {
        "officer": officer,
        "tab": "missing",
        "overdue": [_line(one) for one in found if one.due_on is not None],
        "unclear": [_line(one) for one in found if one.due_on is None],
    }
    return render(request, "desk/missing.html", context)


def _line(one: Missing) -> dict[str, Any]:
    said = wording(one.because[0])
    return {
        "one": one,
        "notice": _notice(one.notice),
        "senders": _senders(one.senders),
        "days": one.delay.days if one.delay else 0,
        "working_days": one.delay.working_days if one.delay else None,
        "why": _ours((said.zh, said.en)),
        "cited": _ours(in_words(one.duty)),
    }


@require_safe
def senders(request: HttpRequest) -> HttpResponse:
    """How late each sender's notices came, and the numbers that a sender says it sent and that are not here."""
    officer = sitting(request)
    asked = request.GET.get("days", "")
    days = int(asked) if asked in {str(span) for span in SPANS} else SPANS[1]
    purpose = _purpose(officer, "late senders")
    now = clock.now()
    kinds = tuple(NoticeKind) if officer.role is Role.AUDITOR else OPEN_KINDS
    rows = punctuality.by_sender(viewer=officer.actor, purpose=purpose, since=now - timedelta(days=days), kinds=kinds)
    lost = manifests.lost(viewer=officer.actor, purpose=purpose, since=clock.today() - timedelta(days=days))
    context = {
        "officer": officer,
        "tab": "senders",
        "days": days,
        "spans": SPANS,
        "rows": [{"one": one, "kind": _notice(one.kind)} for one in rows],
        "lost": lost,
    }
    return render(request, "desk/senders.html", context)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """This week's reminders as they went out, for printing."""
    officer = sitting(request)
    period = reminders.period_of(clock.today())
    found = reminders.written(viewer=officer.actor, purpose=_purpose(officer, "reminders"), period=period)
    return render(
        request, "desk/reminders.html", {"officer": officer, "tab": "asked", "period": period, "reminders": found}
    )
