"""A unit and its lists as its handler sees them (单位页面): words, steps with their days, and what can be done next."""

from typing import Any

from django.utils.translation import gettext as _

from qingbai.agencies import queries as agencies
from qingbai.law.bans import bar, bars
from qingbai.law.citations import in_words
from qingbai.pages import unit_rows
from qingbai.pages.language import english, in_ours
from qingbai.portal.units.forms import VETTING
from qingbai.screening import letters
from qingbai.screening.online import Seen, Stand
from qingbai.screening.queries import Line
from qingbai.screening.refusals import VETTING_BAR
from qingbai.screening.ways import Act

WORKING = frozenset({Seen.READING, Seen.ACCEPTED})
"""Where the house works and the page renews itself."""


def seen(value: Seen) -> str:
    """Where a list stands, for its unit."""
    return {
        Seen.READING: _("Being read"),
        Seen.TO_CONFIRM: _("For you to check and hand in"),
        Seen.AT_THE_OFFICE: _("The office looks at your papers"),
        Seen.INCOMPLETE: _("To be completed"),
        Seen.ACCEPTED: _("Accepted, being answered"),
        Seen.ANSWERED: _("Answers ready"),
        Seen.CLOSED: _("Closed"),
        Seen.DECLINED: _("Not accepted"),
        Seen.WITHDRAWN: _("Withdrawn"),
        Seen.EXPIRED: _("Expired"),
    }[value]


def tag(value: Seen) -> str:
    """How that is marked."""
    if value in {Seen.TO_CONFIRM, Seen.INCOMPLETE}:
        return "waits"
    return "" if value is Seen.ANSWERED else "plain"


def done(value: Act) -> str:
    """An act with its day."""
    return {
        Act.SUBMIT: _("List uploaded"),
        Act.CONFIRM: _("Handed in with your papers"),
        Act.LIST_MISSING: _("Told what is missing"),
        Act.SUPPLEMENT: _("Corrected or completed"),
        Act.ACCEPT: _("Accepted"),
        Act.DECLINE: _("Not accepted"),
    }[value]


def ground(key: str) -> dict[str, str] | None:
    """An article with its text in our words: post, place, what it says, what of it is not kept here; None for a key of none."""
    known = {one.id for one in bars()}
    found = bar(VETTING_BAR if key == VETTING else key) if key in known | {VETTING} else None
    if found is None:
        return None
    zh, en = in_words(found.cited[0])
    post = (_("Work with minors"),) * 2 if key == VETTING else (found.post_zh, found.post_en)
    return {
        "key": key,
        "post": post[english()],
        "article": en if english() else zh,
        "text": found.en if english() else found.zh,
        "beyond": found.beyond_en if english() else found.beyond_zh,
    }


def of_list(stand: Stand, rows: tuple[Line, ...], text: str) -> dict[str, Any]:
    """Everything on the page of a list."""
    progress = stand.progress
    return {
        "stand": stand,
        "number": stand.number,
        "status": seen(stand.seen),
        "tag": tag(stand.seen),
        "works": stand.seen in WORKING,
        "progress": progress,
        "share": round(100 * progress.searched / progress.good) if progress.good else 0,
        "ground": ground(VETTING if stand.vetting else stand.bar),
        "declined": stand.declined if stand.seen is Seen.DECLINED else None,
        "steps": [(done(act), at) for act, at in stand.days],
        "trouble": [unit_rows.trouble(one) for one in stand.trouble],
        "rows": [unit_rows.row(one) for one in rows],
        "text": text,
        "parts": list(range(-(-progress.letters // letters.IN_AN_ARCHIVE))) if stand.released else [],
        "can_confirm": Act.CONFIRM in stand.can,
        "can_complete": stand.seen is Seen.INCOMPLETE and Act.SUPPLEMENT in stand.can,
        "can_withdraw": Act.WITHDRAW in stand.can,
        "can_sign": Act.SIGN_FOR in stand.can,
        "signed_in": True,
    }


def office(code: str) -> str:
    """An office by its name."""
    found = agencies.find_office(code)
    return in_ours(found.name) if found else code
