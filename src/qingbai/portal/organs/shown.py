"""An organ, a firm and their requests as who asks sees them (办案查询页面): words, steps with their days, articles with their text in our words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from qingbai.agencies import queries as agencies
from qingbai.disclosures.acts import Act
from qingbai.disclosures.bodies import BodyCard
from qingbai.disclosures.body_acts import Status as BodyStatus
from qingbai.disclosures.online import Seen, Stand
from qingbai.law.citations import Citation, in_words
from qingbai.law.names import named
from qingbai.law.official import LAWYER, LAWYERS_TEXT, ORGAN, ORGANS_TEXT, OfficialAsker, may_be_told
from qingbai.law.powers import POWERS, Power, officers_needed
from qingbai.law.terms import Answer
from qingbai.pages import words
from qingbai.pages.language import english, in_brackets, in_ours
from qingbai.pages.templatetags.pages import day
from qingbai.portal.organs.forms import DEFENCE, OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article with its text in our words. ``two``: where two officers are demanded; ``tells``: what an answer to who asks by it may tell."""

    key: str
    place: str
    text: str
    two: str
    tells: tuple[str, ...]


def _ours(pair: tuple[str, str]) -> str:
    return pair[1 if english() else 0]


def _article(key: str, cited: Citation, text: tuple[str, str], asker: OfficialAsker, two: str = "") -> Article:
    told = tuple(_ours(named(field)) for field in may_be_told(asker).value or ())
    return Article(key=key, place=_ours(in_words(cited)), text=_ours(text), two=two, tells=told)


def article(key: str) -> Article | None:
    """The article of a key; None for a key of none."""
    if key == DEFENCE:
        return _article(key, LAWYER, LAWYERS_TEXT, OfficialAsker.DEFENCE_LAWYER)
    if key == OTHER:
        return _article(key, ORGAN, ORGANS_TEXT, OfficialAsker.STATE_ORGAN)
    if key not in set(Power):
        return None
    power = Power(key)
    text, needed = POWERS[power], officers_needed(power)
    two = _ours(in_words(needed.because[0].citation)) if needed.answer is Answer.YES else ""
    return _article(key, text.cited, (text.zh, text.en), OfficialAsker.STATE_ORGAN, two)


def every_article() -> Iterable[Article]:
    """The articles on which organs and lawyers ask, the Opinions' own first."""
    return [found for key in (OTHER, *Power, DEFENCE) if (found := article(str(key))) is not None]


def kind(card: BodyCard) -> str:
    """What an organ or a firm is."""
    if card.organ is None:
        return _("Law firm")
    said = _ours(named(card.organ))
    return said[:1].upper() + said[1:]


def status(value: BodyStatus) -> str:
    """Where a registration stands."""
    return {
        BodyStatus.ACTIVE: _("Registered"),
        BodyStatus.SUSPENDED: _("Suspended"),
        BodyStatus.CLOSED: _("Struck off"),
    }[value]


def seen(value: Seen) -> str:
    """Where a request stands, for who asked."""
    return {
        Seen.AT_THE_OFFICE: _("The office looks at your papers"),
        Seen.INCOMPLETE: _("To be completed"),
        Seen.ACCEPTED: _("Accepted, being answered"),
        Seen.ANSWERED: _("Letter ready"),
        Seen.CLOSED: _("Signed for"),
        Seen.DECLINED: _("Not accepted"),
        Seen.WITHDRAWN: _("Withdrawn"),
        Seen.REVOKED: _("Letter taken back"),
    }[value]


def tag(value: Seen) -> str:
    """How that is marked."""
    if value is Seen.INCOMPLETE:
        return "waits"
    return "" if value is Seen.ANSWERED else "plain"


def done(value: Act) -> str:
    """An act with its day."""
    return {
        Act.SUBMIT: _("Handed in with your papers"),
        Act.LIST_MISSING: _("Told what is missing"),
        Act.SUPPLEMENT: _("Papers added"),
        Act.ACCEPT: _("Accepted"),
        Act.DECLINE: _("Not accepted"),
        Act.WITHDRAW: _("Withdrawn"),
        Act.SIGN_FOR: _("Signed for"),
        Act.REVOKE: _("Letter taken back"),
    }[value]


def of_request(stand: Stand) -> dict[str, Any]:
    """Everything on the page of a request."""
    return {
        "stand": stand,
        "number": stand.number,
        "status": seen(stand.seen),
        "tag": tag(stand.seen),
        "at_the_office": stand.seen is Seen.AT_THE_OFFICE,
        "works": stand.seen is Seen.ACCEPTED,
        "declined": stand.seen is Seen.DECLINED,
        "revoked": stand.seen is Seen.REVOKED,
        "ready": stand.answered_at is not None,
        "steps": [(done(act), at) for act, at in stand.days],
        "facts": _facts(stand),
        "papers": [(words.paper(one.paper), one.at) for one in stand.papers],
        "can_complete": Act.SUPPLEMENT in stand.can,
        "can_withdraw": Act.WITHDRAW in stand.can,
        "can_sign": Act.SIGN_FOR in stand.can,
        "signed_in": True,
    }


def _facts(stand: Stand) -> list[tuple[str, str]]:
    asked = stand.asked
    secret = asked.secret_until
    rows = [
        (_("Case"), asked.case_number),
        (_("What it is needed for"), asked.reason),
        (_("Article"), _ours(asked.rests_on) if any(asked.rests_on) else ""),
        (_("Asked by"), _card(asked.handler, asked.handler_number)),
        (_("Second officer"), _card(asked.second_handler, asked.second_handler_number)),
        (_("Case in mandate or legal-aid letter"), asked.papers_case),
        (_("Suspect or defendant named there"), asked.papers_suspect),
        (_("Person asked about"), asked.name),
        (words.document(asked.document_kind), asked.document_number),
        (_("Not told to the person until the end of"), _day(secret) + in_brackets(asked.secret_by) if secret else ""),
    ]
    return [(name, value) for name, value in rows if value]


def _card(name: str, number: str) -> str:
    return name + in_brackets(number) if name else ""


def _day(value: date) -> str:
    return str(day(value))


def office(code: str) -> str:
    """An office by its name."""
    found = agencies.find_office(code)
    return in_ours(found.name) if found else code
