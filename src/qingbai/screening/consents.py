"""Consent of the person (本人授权): asked for by a unit, given or refused on the person's own telephone, taken back when the person wants.

A request is found by the number that the unit stated, and shown only to who signed in with that number *and* bears that name: neither a namesake nor
the holder of a wrong number learns of it. The unit sees that a consent stands, or that none does; never which of declined, not answered and
taken back it is (docs/decisions). A consent is for one unit and one article: for one inquiry, or for the yearly checks that the law wants.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import Prefetch

from qingbai import clock
from qingbai.agencies.acts import WithActs, acts_of, add, new_number, one_wins
from qingbai.agencies.ways import ActRefused, By, Way
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.incoming import Fault, Refused
from qingbai.law.bans import bars
from qingbai.law.terms import Answer
from qingbai.law.units import Consent as Given
from qingbai.law.units import Proof, consent_stands
from qingbai.screening import table
from qingbai.screening.models import Consent, ConsentActRow, Roster, Row
from qingbai.screening.reading import on_disk
from qingbai.screening.refusals import VETTING_BAR, ListRefused, fault
from qingbai.screening.registering import opened_for
from qingbai.screening.table import Asked
from qingbai.screening.terms import ConsentAct, Purpose, Standing, UnitKind, UnitStatus
from qingbai.screening.units import card_of
from qingbai.screening.ways import Act

__all__ = ["ActRefused"]
DAYS_TO_ANSWER = 14
"""Days that a person has to answer a request; until then nobody can tell a refusal from silence, and afterwards neither; our own limit."""
ONCE_DAYS, YEARLY_DAYS = 90, 3 * 365
"""How long a consent stands: for one inquiry, or for yearly checks; our own limits, shown to the person before the answer."""
MOST_AT_ONCE = 500
"""People whom a unit asks with one file."""


class ConsentStatus(StrEnum):
    """Where a request stands by its acts (授权状态)."""

    ASKED = "asked"  # 待答复
    GRANTED = "granted"  # 已授权
    DECLINED = "declined"  # 不同意
    REVOKED = "revoked"  # 已撤回授权
    CANCELLED = "cancelled"  # 单位已撤回请求


ASKER = frozenset({By.ASKER})
S, A = ConsentStatus, ConsentAct
WAY: Way[ConsentStatus, ConsentAct] = Way(
    {
        (None, A.ASK): (S.ASKED, ASKER),
        (S.ASKED, A.GRANT): (S.GRANTED, ASKER),
        (S.ASKED, A.DECLINE): (S.DECLINED, ASKER),
        (S.DECLINED, A.GRANT): (S.GRANTED, ASKER),
        (S.GRANTED, A.REVOKE): (S.REVOKED, ASKER),
        (S.ASKED, A.CANCEL): (S.CANCELLED, ASKER),
        (S.DECLINED, A.CANCEL): (S.CANCELLED, ASKER),
        (S.GRANTED, A.CANCEL): (S.CANCELLED, ASKER),
    }
)
"""The one table of the acts of a request. Who of the two sides does which, the functions below ask."""
OF_THE_PERSON = frozenset({A.GRANT, A.DECLINE, A.REVOKE})


class NoSuchConsent(LookupError):
    """There is no such request, or not for this viewer: the two are never told apart."""

    def __init__(self) -> None:
        super().__init__("没有这项授权请求。 There is no such request for consent.")


@dataclass(frozen=True, kw_only=True)
class Case(WithActs[ConsentAct]):
    """A request with its acts."""

    row: Consent

    @property
    def status(self) -> ConsentStatus:
        """Where it stands by its acts."""
        found = WAY.status(self.acts)
        assert found is not None
        return found

    @property
    def until_on(self) -> date | None:
        """The last day for which it was granted; None where it was not."""
        granted = self.last(A.GRANT)
        return date.fromisoformat(granted.facts["until_on"]) if granted else None

    def given(self, *, used: bool = False) -> Given:
        """What the law asks of it."""
        granted = self.last(A.GRANT)
        return Given(
            granted_on=clock.day_of(granted.at) if granted else None,
            until_on=self.until_on,
            ended=used or self.status is not S.GRANTED,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A request as one of its two sides sees it. ``answered``: for the person, what was said last; for the unit always None."""

    number: str
    unit_code: str
    unit_name: str
    unit_kind: UnitKind
    vetting: bool
    bar: str
    name: str
    post: str
    yearly: bool
    asked_at: datetime
    answer_by: date
    stands: bool
    until_on: date | None
    open: bool
    answered: ConsentStatus | None
    can: frozenset[ConsentAct]


def _case(row: Consent) -> Case:
    return Case(row=row, acts=acts_of(row.acts.all(), ConsentAct))


def _record(case: Case, act: ConsentAct, *, by: Actor, at: datetime, facts: Mapping[str, Any] | None = None) -> Case:
    WAY.following(case.acts, act, by)
    with one_wins(case.row.number, "consent_act_position_once"):
        after = add(case, ConsentActRow(consent=case.row), act, by=by, at=at, facts=facts)
        told = {"act": act.value, "unit": case.row.unit.code, "article": case.row.article}
        audit.record(kind=EventKind.UNIT_CONSENT, by=by, at=at, basis=case.row.number, about=case.row.owner, facts=told)
    return after


# -- what a unit does


def ask(
    *, unit: str, ground: str, purpose: Purpose, yearly: bool, filename: str, data: bytes, by: Actor, at: datetime
) -> tuple[int, int]:
    """Ask the people of a list for their consent (请求授权): how many were asked now, and how many had been already.

    Those rows count that name the consent given online as their proof. Raises ``NoSuchUnit`` and ``ListRefused`` with every fault of every row;
    nobody is asked then.
    """
    today = clock.day_of(at)
    row, card = opened_for(unit, by, today)
    if by.kind is not ActorKind.APPLICANT or card.status is not UnitStatus.ACTIVE:
        raise ListRefused(fault("unit", "unit_not_active"))
    article = VETTING_BAR if purpose is Purpose.VETTING else ground
    if article not in {one.id for one in bars()}:
        raise ListRefused(fault("article", "no_such_article"))
    people = _read(filename, data, today)
    asked = 0
    with transaction.atomic():
        for one in people:
            asked += _ask_one(row.pk, one, article, purpose, yearly and purpose is Purpose.VETTING, by, at)
    return asked, len(people) - asked


def _read(filename: str, data: bytes, today: date) -> list[Asked]:
    suffix = "." + filename.lower().rpartition(".")[2]
    people: list[Asked] = []
    faults: list[Fault] = []
    try:
        with on_disk(data, suffix) as path:
            table.look(path)
            for line in table.lines(path, on=today):
                faults += line.faults
                if line.asked is not None and line.asked.proof is Proof.CONSENT_ONLINE:
                    people.append(line.asked)
    except Refused as refused:
        raise ListRefused(*refused.faults) from refused
    if not faults and not people:
        faults.append(fault("file", "nobody_to_ask"))
    if len(people) > MOST_AT_ONCE:
        faults.append(fault("file", "too_many_to_ask"))
    if faults:
        raise ListRefused(*faults[:50])
    return people


def _ask_one(unit: Any, one: Asked, article: str, purpose: Purpose, yearly: bool, by: Actor, at: datetime) -> bool:  # noqa: FBT001
    """Ask one person, unless a request or consent for the same stands; whether somebody was asked."""
    owner, today = audit.fingerprint(one.lasting), clock.day_of(at)
    earlier = [_case(row) for row in _rows(unit=unit, owner=owner, article=article)]
    if any(_waits(case, today) or _stands(case, today) for case in earlier):
        return False
    row = Consent.objects.create(
        number=new_number("SQ", at),
        unit_id=unit,
        owner=owner,
        purpose=purpose,
        article=article,
        yearly=yearly,
        name=one.name,
        post=one.post,
        asked_at=at,
        answer_by=today + timedelta(days=DAYS_TO_ANSWER),
    )
    _record(Case(row=row, acts=()), A.ASK, by=by, at=at)
    return True


def of_unit(*, code: str, viewer: Actor, on: date) -> tuple[Shown, ...]:
    """The requests of a unit for who acts for it, the latest first: whether a consent stands, and no more. Raises ``NoSuchUnit``."""
    unit, _ = opened_for(code, viewer, on)
    cases = [_case(row) for row in _rows(unit=unit.pk).order_by("-asked_at")[:MOST_AT_ONCE]]
    return tuple(_for_unit(case, on) for case in cases)


def _for_unit(case: Case, on: date) -> Shown:
    open_ = case.status in {S.ASKED, S.DECLINED} and on <= case.row.answer_by
    return _shown(case, on, open_=open_, answered=None, can=frozenset())


# -- what the person does


def of_person(*, viewer: Actor, names: Sequence[str], on: date) -> tuple[Shown, ...]:
    """The requests to the signed-in person, the latest first. ``names``: those that the sign-in proved."""
    rows = _rows(owner=viewer.id).order_by("-asked_at")
    cases = [_case(row) for row in rows if _is_named(row, names)]
    return tuple(_for_person(case, viewer, on) for case in cases if case.status is not S.CANCELLED)


def to_person(*, number: str, viewer: Actor, names: Sequence[str], on: date) -> Shown:
    """One request to the signed-in person. Raises ``NoSuchConsent`` for anybody else, a namesake or the holder of a wrong number included."""
    return _for_person(_of_person(number, viewer, names), viewer, on)


def _for_person(case: Case, viewer: Actor, on: date) -> Shown:
    can = WAY.lawful(case.acts, viewer) & OF_THE_PERSON
    if on > case.row.answer_by:
        can -= {A.GRANT, A.DECLINE}
    if not _stands(case, on):
        can -= {A.REVOKE}
    return _shown(case, on, open_=bool(can & {A.GRANT}), answered=case.status, can=can)


def answer(*, number: str, act: ConsentAct, by: Actor, names: Sequence[str], at: datetime) -> Case:
    """The person grants, declines or takes back (同意、不同意、撤回授权). Raises ``NoSuchConsent``, and ``ActRefused`` where that is not possible (any more)."""
    case, today = _of_person(number, by, names), clock.day_of(at)
    if act not in _for_person(case, by, today).can:
        raise WAY.refusal(case.acts, act, by)
    days = YEARLY_DAYS if case.row.yearly else ONCE_DAYS
    facts = {"until_on": (today + timedelta(days=days)).isoformat()} if act is A.GRANT else None
    return _record(case, act, by=by, at=at, facts=facts)


def _of_person(number: str, viewer: Actor, names: Sequence[str]) -> Case:
    row = _rows(number=number, owner=viewer.id).first()
    if row is None or viewer.kind is not ActorKind.APPLICANT or not _is_named(row, names):
        raise NoSuchConsent
    return _case(row)


def _is_named(row: Consent, names: Sequence[str]) -> bool:
    return _plain(row.name) in {_plain(name) for name in names if name}


def _plain(name: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKC", name).upper() if one.isalnum())


# -- what follows for lists


def covers(roster: Roster, owner: str, on: date) -> bool:
    """Whether a consent of this person for the list's unit and article stands on a day; for one inquiry it stands until one was answered."""
    cases = [_case(row) for row in _rows(unit=roster.unit_id, owner=owner, article=roster.article)]
    return any(_stands(case, on, besides=roster) for case in cases)


def not_covered(roster: Roster, rows: Sequence[Row], on: date) -> Iterator[Row]:
    """Of these rows those that rest on a consent given online which stands no more."""
    for row in rows:
        if row.person.get("proof") == Proof.CONSENT_ONLINE and not covers(roster, row.owner, on):
            yield row


def _waits(case: Case, on: date) -> bool:
    return case.status in {S.ASKED, S.DECLINED} and on <= case.row.answer_by


def _stands(case: Case, on: date, besides: Roster | None = None) -> bool:
    used = not case.row.yearly and case.status is S.GRANTED and _used(case, besides)
    return consent_stands(case.given(used=used), on).answer is Answer.YES


def _used(case: Case, besides: Roster | None) -> bool:
    """Whether a list that rested on this consent was answered already, other than the one in question."""
    granted = case.last(A.GRANT)
    assert granted is not None
    answered = Row.objects.filter(
        owner=case.row.owner,
        standing=Standing.GOOD,
        person__proof=Proof.CONSENT_ONLINE.value,
        left_out__isnull=True,
        file__roster__unit=case.row.unit,
        file__roster__article=case.row.article,
        file__roster__acts__kind=Act.ISSUE,
        file__roster__acts__at__gte=granted.at,
    )
    return (answered.exclude(file__roster=besides) if besides is not None else answered).exists()


def _rows(**where: Any) -> Any:
    acts = Prefetch("acts", ConsentActRow.objects.order_by("position"))
    return Consent.objects.filter(**where).select_related("unit").prefetch_related(acts)


def _shown(case: Case, on: date, *, open_: bool, answered: ConsentStatus | None, can: frozenset[ConsentAct]) -> Shown:
    card, stands = card_of(case.row.unit), _stands(case, on)
    return Shown(
        number=case.row.number,
        unit_code=card.code,
        unit_name=card.name,
        unit_kind=card.kind,
        vetting=case.row.purpose == Purpose.VETTING,
        bar=case.row.article,
        name=case.row.name,
        post=case.row.post,
        yearly=case.row.yearly,
        asked_at=case.row.asked_at,
        answer_by=case.row.answer_by,
        stands=stands,
        until_on=case.until_on if stands else None,
        open=open_,
        answered=answered,
        can=can,
    )
