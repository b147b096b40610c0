"""What the frame needs to know and what pages draw again and again: icons, dates, the other language."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from qingbai import clock
from qingbai.law import wording
from qingbai.pages import kiosk, language, locking, references
from qingbai.pages.language import english, in_ours
from qingbai.pages.views import TEXT_COOKIE

register = template.Library()
for mark in (language.comma, language.colon, language.semicolon, language.full_stop):
    register.simple_tag(mark)
register.filter(language.listed)
register.filter(language.in_brackets)
register.filter(language.own_half)

# Drawn for this project on a 24 x 24 field.
ICONS = {
    "yes": "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm-1.3 14.6L6.4 12.3l1.5-1.5 2.8 2.8 5.6-5.9 1.5 1.4z",
    "no": "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm4.3 12.8-1.5 1.5L12 13.5l-2.8 2.8-1.5-1.5L10.5 12 7.7 9.2l1.5-1.5 2.8 2.8 2.8-2.8 1.5 1.5L13.5 12z",
    "unknown": "M12 1.5 23.2 21.5H.8zM10.9 9v6.2h2.2V9zm0 7.8V19h2.2v-2.2z",
    "fault": "M12 1.5 23.2 21.5H.8zM10.9 9v6.2h2.2V9zm0 7.8V19h2.2v-2.2z",
    "note": "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm-1.1 8.5h2.2V17h-2.2zm0-3.6h2.2v2.2h-2.2z",
    "lock": "M7 10V7.5a5 5 0 0 1 10 0V10h1.5v11h-13V10zm2.2 0h5.6V7.5a2.8 2.8 0 0 0-5.6 0z",
    "back": "m14.8 5.3-1.6-1.6L5 12l8.2 8.3 1.6-1.6L8 12z",
}

WHOLE_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@register.simple_tag
def icon(name: str) -> SafeString:
    """One of our icons; it repeats a word that stands beside it, so a screen reader skips it."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" fill="currentColor" aria-hidden="true" focusable="false">'
        '<path fill-rule="evenodd" d="{}"/></svg>',
        ICONS[name],
    )


@register.simple_tag
def demonstration() -> bool:
    """Whether this installation is a demonstration."""
    return bool(getattr(settings, "DEMO", False))


@register.simple_tag(takes_context=True)
def large_text(context: template.Context) -> bool:
    """Whether the reader chose large text."""
    request = context.get("request")
    return request is not None and request.COOKIES.get(TEXT_COOKIE) == "large"


@register.simple_tag(takes_context=True)
def found_wrong(context: template.Context) -> list[tuple[str, str]]:
    """Every error of the page with the id of its box: those the view names, or those of the page's form."""
    named = context.get("wrongs")
    if named is not None:
        return list(named)
    form = context.get("form")
    return list(form.wrongs) if form is not None else []


@register.simple_tag
def page_language() -> str:
    """The language of the page as HTML names it."""
    return "en" if english() else "zh-Hans"


@register.simple_tag(takes_context=True)
def preference(context: template.Context, name: str, value: str) -> str:
    """The address that changes a preference and comes back to this page; ``here`` in the context: with what stands after its ``?``."""
    request = context.get("request")
    here = request.path if request is not None and request.method in {"GET", "HEAD", "POST"} else "/"
    here = context.get("here") or here
    return reverse(name, args=[value]) + "?" + urlencode({"next": here})


@register.simple_tag(takes_context=True)
def public_screen(context: template.Context) -> dict[str, int] | None:
    """After how many seconds a public screen asks and clears itself (``kiosk``); ``None`` on any other device."""
    request = context.get("request")
    if request is None or kiosk.screen(request) is None:
        return None
    return {"warns": int(kiosk.WARNS_AFTER.total_seconds()), "ends": int(kiosk.ENDS_AFTER.total_seconds())}


@register.simple_tag(takes_context=True)
def half_filled(context: template.Context) -> dict[str, Any] | None:
    """What was being filled in on this page when the desk was locked, once (``locking``)."""
    request = context.get("request")
    return locking.half_filled(request) if request is not None else None


@register.filter
def day(value: date | datetime | str | None) -> str:
    """A day in China, or one written as 2026-03-09 or less precisely, as the reader's language writes it: 2026年3月9日 or 9 March 2026."""
    if not value:
        return ""
    if isinstance(value, str):
        if not WHOLE_DAY.fullmatch(value):
            return value  # a year or a month: nobody knows more
        value = date.fromisoformat(value)
    if isinstance(value, datetime):
        value = clock.day_of(value)
    return wording.day(value)[1 if english() else 0]


@register.filter
def moment(value: datetime | None) -> str:
    """A day and the time of day in China, to the minute."""
    if value is None:
        return ""
    return f"{day(value)} {value.astimezone(clock.CHINA):%H:%M}"


@register.filter
def iso(value: date | datetime | None) -> str:
    """For machines."""
    return "" if value is None else value.isoformat()


@register.filter
def words(value: Any) -> str:
    """Words that come in both languages (attributes or keys ``zh`` and ``en``), in the reader's."""
    if isinstance(value, Mapping):
        return str((value["en"] or value["zh"]) if english() else value["zh"])
    return "" if value is None else in_ours(value)


@register.filter
def cited(value: Mapping[str, str]) -> str:
    """The article of a reason that carries it in both languages, in the reader's."""
    return str(value["cited_en"] if english() else value["cited_zh"])


@register.filter
def ref(number: str) -> str:
    """A number as it may stand in an address."""
    return references.reference(number)
