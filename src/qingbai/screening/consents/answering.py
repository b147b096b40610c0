"""What the person does on the own telephone: sees who asks, agrees or not, and takes a consent back."""

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from qingbai import clock
from qingbai.audit.actors import Actor, ActorKind
from qingbai.screening.consent_ways import OF_THE_PERSON, WAY, A, S
from qingbai.screening.consents.casework import (
    ONCE_DAYS,
    YEARLY_DAYS,
    Case,
    NoSuchConsent,
    Shown,
    case_of,
    record,
    rows_of,
    shown,
    stands,
)
from qingbai.screening.models import Consent
from qingbai.screening.terms import ConsentAct


def of_person(*, viewer: Actor, names: Sequence[str], on: date) -> tuple[Shown, ...]:
    """The requests to the signed-in person, the latest first. ``names``: those that the sign-in proved."""
    rows = rows_of(owner=viewer.id).order_by("-asked_at")
    cases = [case_of(row) for row in rows if _is_named(row, names)]
    return tuple(_for_person(case, viewer, on) for case in cases if case.status is not S.CANCELLED)


def to_person(*, number: str, viewer: Actor, names: Sequence[str], on: date) -> Shown:
    """One request to the signed-in person. Raises ``NoSuchConsent`` for anybody else, a namesake or the holder of a wrong number included."""
    return _for_person(_of_person(number, viewer, names), viewer, on)


def _for_person(case: Case, viewer: Actor, on: date) -> Shown:
    can = WAY.lawful(case.acts, viewer) & OF_THE_PERSON
    if on > case.row.answer_by:
        can -= {A.GRANT, A.DECLINE}
    if not stands(case, on):
        can -= {A.REVOKE}
    return shown(case, on, open_=bool(can & {A.GRANT}), answered=case.status, can=can)


def answer(*, number: str, act: ConsentAct, by: Actor, names: Sequence[str], at: datetime) -> Case:
    """The person grants, declines or takes back (同意、不同意、撤回授权). Raises ``NoSuchConsent``, and ``ActRefused`` where that is not possible (any more)."""
    case, today = _of_person(number, by, names), clock.day_of(at)
    if act not in _for_person(case, by, today).can:
        raise WAY.refusal(case.acts, act, by)
    days = YEARLY_DAYS if case.row.yearly else ONCE_DAYS
    facts = {"until_on": (today + timedelta(days=days)).isoformat()} if act is A.GRANT else None
    return record(case, act, by=by, at=at, facts=facts)


def _of_person(number: str, viewer: Actor, names: Sequence[str]) -> Case:
    row = rows_of(number=number, owner=viewer.id).first()
    if row is None or viewer.kind is not ActorKind.APPLICANT or not _is_named(row, names):
        raise NoSuchConsent
    return case_of(row)


def _is_named(row: Consent, names: Sequence[str]) -> bool:
    return _plain(row.name) in {_plain(name) for name in names if name}


def _plain(name: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKC", name).upper() if one.isalnum())
