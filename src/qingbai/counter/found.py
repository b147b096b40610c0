"""What a search for somebody found, line by line (检索结果): each case with where it stands and what may be done next, in the words of its own pages."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from qingbai.agencies.traces import CaseKind, Trace
from qingbai.counter import words
from qingbai.counter.casefile import MAIN
from qingbai.counter.deeds import DEEDS
from qingbai.counter.organs import file as official_file
from qingbai.counter.organs import views as official
from qingbai.counter.reviews import file as reviewfile
from qingbai.counter.reviews import views as reviews
from qingbai.counter.views import file
from qingbai.disclosures import acts as requests
from qingbai.disclosures import traces as disclosures
from qingbai.inquiries import acts as applications
from qingbai.objections import acts as objections
from qingbai.objections import traces as reviews_about
from qingbai.pages import unit_words
from qingbai.pages.references import reference
from qingbai.screening import traces as screening
from qingbai.screening import ways as lists

ROOMS = (screening.about, reviews_about.about, disclosures.about)
"""Who has cases about people besides the applications."""
PAGES: Mapping[CaseKind, str] = {
    CaseKind.APPLICATION: "counter-file",
    CaseKind.LIST: "counter-list",
    CaseKind.REVIEW: "counter-review",
    CaseKind.REQUEST: "counter-case",
}
MOST_NEXT = 3


@dataclass(frozen=True, slots=True)
class Step:
    """What may be done next, and where."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """One case that was found."""

    one: Trace
    kind: str
    address: str
    status: str
    tag: str
    next: list[Step]


def lines(found: Iterable[Trace]) -> list[Line]:
    """Every case as one line."""
    return [_line(one) for one in found]


def _line(one: Trace) -> Line:
    address = reverse(PAGES[one.kind], args=[reference(one.number)])
    status, tag = _stands(one)
    return Line(one, _kind(one), address, status, tag, _next(one, address))


def _kind(one: Trace) -> str:
    return {
        CaseKind.APPLICATION: _("Application to this office"),
        CaseKind.LIST: _("List of a unit, row %(line)s") % {"line": one.line},
        CaseKind.REVIEW: _("Review"),
        CaseKind.REQUEST: _("Request of an organ, lawyer or notary office"),
    }[one.kind]


def _stands(one: Trace) -> tuple[str, str]:
    match one.kind:
        case CaseKind.APPLICATION:
            application = applications.Status(one.status)
            return words.status(application), words.tag(application)
        case CaseKind.LIST:
            roster = lists.Status(one.status)
            return unit_words.status(roster), unit_words.tag(roster)
        case CaseKind.REVIEW:
            review = objections.Status(one.status)
            return reviewfile.status(review), reviewfile.tag(review)
        case CaseKind.REQUEST:
            request = requests.Status(one.status)
            return official_file.status(request), official_file.tag(request)


def _next(one: Trace, address: str) -> list[Step]:
    """The first of what may be done, as its own pages name it; on those pages stands all of it."""
    if one.kind is CaseKind.APPLICATION:
        return _of_an_application(one, address)
    names = _NAMES[one.kind]()
    return [Step(name, address) for key, name in names.items() if key in one.next][:MOST_NEXT]


def _of_an_application(one: Trace, address: str) -> list[Step]:
    possible = [act for act in applications.Act if act.value in one.next and act in {*file.BUTTONS, *DEEDS}]
    possible.sort(key=lambda act: act not in MAIN)
    ref = reference(one.number)
    return [
        Step(words.button(act), reverse("counter-deed", args=[ref, act.value]) if act in DEEDS else address)
        for act in possible
    ][:MOST_NEXT]


def _of_lists() -> dict[str, str]:
    return {act.value: unit_words.button(act) for act in (lists.Act.SIGN_FOR, lists.Act.WITHDRAW)}


def _of_reviews() -> dict[str, str]:
    plain = {act.value: name() for act, (_do, name) in reviews.PLAIN.items()}
    return plain | {act.value: name() for act, name in reviews.TITLES.items() if act is not objections.Act.SUSPEND_LINK}


def _of_requests() -> dict[str, str]:
    without = requests.Act.CLEAR  # whether there is anything to agree to stands in the file alone
    return {act.value: official_file.button(act) for act in official.BUTTONS if act is not without}


_NAMES: Mapping[CaseKind, Callable[[], dict[str, str]]] = {
    CaseKind.LIST: _of_lists,
    CaseKind.REVIEW: _of_reviews,
    CaseKind.REQUEST: _of_requests,
}
