"""Looking for somebody's cases (检索案卷): never without a purpose that a live case gives, and every look on the ledger.

Two purposes only. *At the window*: the person asks where the own business stands; found are the applications and reviews of the person's own that
are under way at this office, and each found one is itself the case that links officer and person. *For a case*: the officer works on a live case of this office
about this very person, whichever kind, and finds the person's other cases there: applications, rows of units' lists, reviews, requests of organs. What the
person may not know of yet is found only by who works on such a request. Nothing found and not this office's look alike.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import Q

from qingbai.agencies import traces
from qingbai.agencies.traces import CaseKind, Room, Trace
from qingbai.agencies.ways import handles
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.inquiries import conditions
from qingbai.inquiries.acts import CLOSED, Act
from qingbai.inquiries.casework import Case, NoSuchApplication, case_of, fingerprint_of, open_case
from qingbai.inquiries.models import ActRow, Application
from qingbai.law.terms import DocumentKind
from qingbai.matching.countries import LETTERS_OF
from qingbai.matching.names import normalise

AT_THE_COUNTER = "at the counter"
"""The basis on the ledger of a look that found nothing."""


class Why(StrEnum):
    """Why somebody is looked for (检索目的)."""

    AT_THE_WINDOW = "at_the_window"  # 本人到窗口询问
    FOR_A_CASE = "for_a_case"  # 为办理本单位在办案件


class NotBound(Exception):
    """The case named as the purpose is not live, not this office's or not about this person: the three are never told apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Who is looked for: by the number of a document, or by name and date of birth."""

    document_number: str = ""
    name: str = ""
    born_on: date | None = None

    @property
    def enough(self) -> bool:
        """Whether this can point to one person: a name alone does not."""
        return bool(self.document_number or (self.name and self.born_on))


def exists(*, number: str, viewer: Actor) -> bool:
    """Whether the viewer may open an application of this number; strangers and wrong numbers are told the same."""
    row = Application.objects.filter(number=number).first()
    return row is not None and handles(viewer, row.office)


def find(
    *, sought: Sought, why: Why, case: str = "", by: Actor, at: datetime, rooms: Sequence[Room] = ()
) -> tuple[Trace, ...]:
    """Somebody's cases at the officer's office, newest first; ``rooms``: who else has cases about people.

    Other rooms know people by their documents alone: looked for by name, those are found whose document an application has. Raises ``NotBound`` and
    ``ValueError`` (not enough to go by).
    """
    if not sought.enough:
        raise ValueError("a document number, or name and date of birth, is needed")
    if not handles(by, by.office):
        return ()
    owners = frozenset(_owners(sought.document_number)) if sought.document_number else frozenset[str]()
    rows = Application.objects.filter(office=by.office).filter(_about(sought, owners)).order_by("-submitted_at")
    own = [case_of(row) for row in rows.prefetch_related("acts")[: traces.MOST]]
    holders = owners.union(*(one.holders for one in own))
    found = [_trace(one, by, at) for one in own]
    found += [one for room in rooms for one in room(owners=holders, viewer=by, at=at)]
    if why is Why.FOR_A_CASE:
        found = _bound(case, found, sought, owners, by)
    else:
        found = [one for one in found if one.own and one.live]
    found.sort(key=lambda one: one.at, reverse=True)
    with transaction.atomic():
        _ledger(found, sought, why, case, by, at)
    return tuple(found)


def missed(*, by: Actor, at: datetime) -> None:
    """Somebody typed a number that is none of the office's cases or papers: the look is on the ledger, the number is not."""
    with transaction.atomic():
        facts = {"by": "number", "found": "0"}
        audit.record(kind=EventKind.CASES_SOUGHT, by=by, at=at, basis=AT_THE_COUNTER, facts=facts)


def _owners(number: str) -> Iterator[str]:
    """The fingerprints under which the holder of such a number may stand: a number does not say of which kind it is."""
    yield from {fingerprint_of(kind, number, "CHN") for kind in DocumentKind}
    foreign = (DocumentKind.PASSPORT, DocumentKind.FOREIGN_RESIDENT_CARD)
    yield from {fingerprint_of(kind, number, country) for kind in foreign for country in LETTERS_OF.values()}


def _about(sought: Sought, owners: frozenset[str]) -> Q:
    if owners:
        renewed = ActRow.objects.filter(kind=Act.REOPEN, facts__owner__in=list(owners)).values("application")
        return Q(owner__in=owners) | Q(pk__in=renewed)
    assert sought.born_on is not None
    named = Q(draft__name=sought.name) | Q(draft__latin_name__iexact=sought.name)
    return named & Q(draft__born_on=sought.born_on.isoformat())


def _bound(number: str, found: list[Trace], sought: Sought, owners: frozenset[str], by: Actor) -> list[Trace]:
    """What may be shown for the sake of this case, once it is live, this office's and about this person. Raises ``NotBound``."""
    named = [one for one in found if one.number == number and one.live]
    covert = any(one.kind is CaseKind.REQUEST for one in named)
    if not named and not _is_live_application(number, sought, owners, by):
        raise NotBound
    return [one for one in found if covert or not one.covert]


def _is_live_application(number: str, sought: Sought, owners: frozenset[str], by: Actor) -> bool:
    """Also one that the search itself does not bring up: among the newest, or under a former name."""
    try:
        case = open_case(number)
    except NoSuchApplication:
        return False
    return handles(by, case.row.office) and case.status not in CLOSED and _concerns(case, sought, owners)


def _concerns(case: Case, sought: Sought, owners: frozenset[str]) -> bool:
    if owners:
        return bool(case.holders & owners)
    draft = case.draft
    names = {normalise(one) for one in (draft.name, draft.latin_name, *draft.former_names) if one}
    return normalise(sought.name) in names and draft.born_on == sought.born_on


def _ledger(found: list[Trace], sought: Sought, why: Why, case: str, by: Actor, at: datetime) -> None:
    facts = {"by": "document" if sought.document_number else "name", "why": why.value, "found": str(len(found))}
    if why is Why.FOR_A_CASE or not found:
        number = sought.document_number
        about = found[0].owner if found else fingerprint_of(DocumentKind.RESIDENT_ID, number, "CHN") if number else ""
        basis = case or AT_THE_COUNTER
        audit.record(kind=EventKind.CASES_SOUGHT, by=by, at=at, basis=basis, about=about, facts=facts)
        return
    deeds = [audit.Deed(kind=EventKind.CASES_SOUGHT, basis=one.number, about=one.owner, facts=facts) for one in found]
    audit.record_all(deeds=deeds, by=by, at=at)


def _trace(case: Case, viewer: Actor, at: datetime) -> Trace:
    status = case.status
    assert status is not None
    return Trace(
        kind=CaseKind.APPLICATION,
        number=case.row.number,
        owner=case.row.owner,
        status=status.value,
        at=case.row.submitted_at,
        live=status not in CLOSED,
        own=True,
        name=case.draft.name,
        born_on=case.draft.born_on,
        next=traces.next_acts(conditions.lawful(case, by=viewer, at=at), case.acts, at),
    )
