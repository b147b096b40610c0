"""Looking for somebody's applications (检索案卷): never without a purpose that a live application gives, and every look on the ledger.

Two purposes only. *At the window*: the person asks where the own application stands; found are those under way at this office, and each
found one is itself the case that links officer and person. *For a case*: the officer works on a live application about this very person, and
finds the others of the same person at this office. Nothing found and not this office's look alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import Q

from qingbai.agencies.ways import handles
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.inquiries.acts import CLOSED, Act, Status
from qingbai.inquiries.casework import Case, NoSuchApplication, case_of, fingerprint_of, open_case
from qingbai.inquiries.models import ActRow, Application
from qingbai.law.terms import DocumentKind
from qingbai.matching.countries import LETTERS_OF
from qingbai.matching.names import normalise

MOST_FOUND = 20
AT_THE_COUNTER = "at the counter"
"""The basis on the ledger of a look that found nothing."""


class Why(StrEnum):
    """Why somebody is looked for (检索目的)."""

    AT_THE_WINDOW = "at_the_window"  # 本人到窗口询问
    FOR_A_CASE = "for_a_case"  # 为办理本单位在办申请


class NotBound(Exception):
    """The application named as the purpose is not live, not this office's or not about this person: the three are never told apart."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One application of the person."""

    number: str
    name: str
    born_on: date
    status: Status
    submitted_at: datetime


def exists(*, number: str, viewer: Actor) -> bool:
    """Whether the viewer may open an application of this number; strangers and wrong numbers are told the same."""
    row = Application.objects.filter(number=number).first()
    return row is not None and handles(viewer, row.office)


def find(*, sought: Sought, why: Why, case: str = "", by: Actor, at: datetime) -> tuple[Found, ...]:
    """The applications of somebody at the officer's office, newest first. Raises ``NotBound`` and ``ValueError`` (not enough to go by)."""
    if not sought.enough:
        raise ValueError("a document number, or name and date of birth, is needed")
    if not handles(by, by.office):
        return ()
    owners = frozenset(_owners(sought.document_number)) if sought.document_number else frozenset[str]()
    if why is Why.FOR_A_CASE:
        _require_bound(case, sought, owners, by)
    rows = Application.objects.filter(office=by.office).filter(_about(sought, owners)).order_by("-submitted_at")
    cases = [case_of(row) for row in rows.prefetch_related("acts")[:MOST_FOUND]]
    cases = [one for one in cases if why is Why.FOR_A_CASE or one.status not in CLOSED]
    with transaction.atomic():
        _ledger(cases, sought, why, case, by, at)
    return tuple(_found(one) for one in cases)


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


def _require_bound(number: str, sought: Sought, owners: frozenset[str], by: Actor) -> None:
    try:
        case = open_case(number)
    except NoSuchApplication as error:
        raise NotBound from error
    if not handles(by, case.row.office) or case.status in CLOSED or not _concerns(case, sought, owners):
        raise NotBound


def _concerns(case: Case, sought: Sought, owners: frozenset[str]) -> bool:
    if owners:
        return bool(case.holders & owners)
    draft = case.draft
    names = {normalise(one) for one in (draft.name, draft.latin_name, *draft.former_names) if one}
    return normalise(sought.name) in names and draft.born_on == sought.born_on


def _ledger(cases: list[Case], sought: Sought, why: Why, case: str, by: Actor, at: datetime) -> None:
    facts = {"by": "document" if sought.document_number else "name", "why": why.value, "found": str(len(cases))}
    if why is Why.FOR_A_CASE or not cases:
        number = sought.document_number
        about = (
            cases[0].row.owner if cases else fingerprint_of(DocumentKind.RESIDENT_ID, number, "CHN") if number else ""
        )
        basis = case or AT_THE_COUNTER
        audit.record(kind=EventKind.CASES_SOUGHT, by=by, at=at, basis=basis, about=about, facts=facts)
        return
    deeds = [
        audit.Deed(kind=EventKind.CASES_SOUGHT, basis=one.row.number, about=one.row.owner, facts=facts) for one in cases
    ]
    audit.record_all(deeds=deeds, by=by, at=at)


def _found(case: Case) -> Found:
    status = case.status
    assert status is not None
    return Found(
        number=case.row.number,
        name=case.draft.name,
        born_on=case.draft.born_on,
        status=status,
        submitted_at=case.row.submitted_at,
    )
