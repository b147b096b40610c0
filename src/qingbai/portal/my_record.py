"""Who asked about the person who is signed in (谁查过我), joined from the rooms that answer; here are the words alone.

The same for everybody: nothing of what is on record stands here, and a look-up that is kept from the person stands in no count.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from qingbai.agencies import queries as agencies
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.entries import Entry
from qingbai.inquiries import disclosed as for_certificates
from qingbai.inquiries.finding import Why
from qingbai.inquiries.preview import Preview
from qingbai.law.terms import AnswerPaper
from qingbai.ownrecord import queries as ownrecord
from qingbai.pages.language import in_ours
from qingbai.registers.disclosed import Disclosure, Given, Looker

A_PAGE = 20
REVIEW = "FC"
"""So the numbers of reviews begin."""
IN_ONES_NAME = frozenset({Looker.HIMSELF, Looker.AGENT, Looker.GUARDIAN})


@dataclass(frozen=True, slots=True)
class Opened:
    """An opening of the file after the answer: at which office, when."""

    office: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page."""

    one: Disclosure
    who: str
    answer: str
    office: str
    opened: tuple[Opened, ...]
    mine: bool
    elsewhere: bool
    may_object: bool


@dataclass(frozen=True, slots=True)
class Looks:
    """All that the page shows: who asked, newest first, and where officers looked for the person who stood at the window, or was said to."""

    lines: list[Line]
    at_windows: list[Opened]


def looks(*, viewer: Actor, at: datetime) -> Looks:
    """Who asked and who looked. That the person looked is on the ledger."""
    formerly = [one.owner for one in for_certificates.formerly(viewer=viewer)]
    seen = audit.read_own(by=viewer, at=at, formerly=formerly)
    sought = [entry for entry in seen if entry.facts.get("why") == Why.AT_THE_WINDOW]
    opened = [entry for entry in seen if entry not in sought]
    newest = ownrecord.lines(viewer=viewer, at=at)
    at_windows = [Opened(_office(entry.by.office), entry.at) for entry in sought]
    return Looks([_line(one, opened) for one in newest], at_windows)


def _line(one: Disclosure, opened: Iterable[Entry]) -> Line:
    # Whoever works on a case opens its file, and how often tells what it was about: told of are openings after the answer.
    after = [entry for entry in opened if one.answered_at is not None and entry.at > one.answered_at]
    return Line(
        one=one,
        who=_who(one),
        answer=_answer(one.given),
        office=_office(one.office),
        opened=tuple(Opened(_office(entry.by.office), entry.at) for entry in after if entry.basis == one.case),
        elsewhere=not one.at_hand and not one.case.startswith(REVIEW),
        mine=one.at_hand and one.looker in IN_ONES_NAME,
        may_object=one.at_hand and one.given is Given.ANSWERED and one.looker not in IN_ONES_NAME,
    )


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would be answered, in words, and how the page marks it."""

    words: str
    icon: str
    changes: tuple[tuple[date, str], ...]


def foreseen(found: Preview) -> Foreseen:
    """A preview in words."""
    icon = {AnswerPaper.CERTIFICATE: "yes", AnswerPaper.REFUSAL: "no", None: "unknown"}[found.paper]
    return Foreseen(_paper(found.paper), icon, tuple((one.on, _paper(one.paper)) for one in found.changes))


def _paper(paper: AnswerPaper | None) -> str:
    return {
        AnswerPaper.CERTIFICATE: _("A certificate of no criminal record"),
        AnswerPaper.REFUSAL: _("A notice that no certificate can be issued"),
        None: _("An officer would have to decide first"),
    }[paper]


def _office(code: str) -> str:
    office = agencies.find_office(code)
    return in_ours(office.name) if office else code


def _who(one: Disclosure) -> str:
    named = {
        Looker.HIMSELF: _("You yourself"),
        Looker.AGENT: _("In your name, with written authority: %(name)s"),
        Looker.GUARDIAN: _("In your name, as parent or guardian: %(name)s"),
        Looker.UNIT: _("Employer or other unit: %(name)s"),
        Looker.STATE_ORGAN: _("State organ that handles a case: %(name)s"),
        Looker.DEFENCE_LAWYER: _("Defence lawyer of: %(name)s"),
        Looker.NOTARY_OFFICE: _("Notary office: %(name)s"),
        Looker.LICENSING_ORGAN: _("Licensing organ: %(name)s"),
    }[one.looker]
    return named % {"name": one.name} if one.name else named


def _answer(given: Given) -> str:
    return {
        Given.AWAITED: _("Not answered yet"),
        Given.NOT_ANSWERED: _("Not answered: not accepted, withdrawn or ended"),
        Given.ANSWERED: _("An answer was given"),
    }[given]
