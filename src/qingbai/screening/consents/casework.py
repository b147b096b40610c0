"""A request for consent as its acts leave it (授权请求): the table of its acts, whether it stands, and how its two sides see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch

from qingbai import clock
from qingbai.agencies.acts import WithActs, acts_of, add, one_wins
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.law.terms import Answer
from qingbai.law.units import Consent as Given
from qingbai.law.units import Proof, consent_stands
from qingbai.screening.consent_ways import WAY, A, ConsentStatus, S
from qingbai.screening.models import Consent, ConsentActRow, Roster, Row
from qingbai.screening.terms import ConsentAct, Purpose, Standing, UnitKind
from qingbai.screening.units import card_of
from qingbai.screening.ways import Act

DAYS_TO_ANSWER = 14
"""Days that a person has to answer a request; until then nobody can tell a refusal from silence, and afterwards neither; our own limit."""
ONCE_DAYS, YEARLY_DAYS = 90, 3 * 365
"""How long a consent stands: for one inquiry, or for yearly checks; our own limits, shown to the person before the answer."""
MOST_AT_ONCE = 500
"""People whom a unit asks with one file."""


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
    """A request as one of its two sides sees it. ``answered``: for the person, what was said last; for the unit always None.
    ``withdrawn``: the unit has withdrawn it."""

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
    withdrawn: bool = False


def case_of(row: Consent) -> Case:
    """A request with its acts."""
    return Case(row=row, acts=acts_of(row.acts.all(), ConsentAct))


def record(case: Case, act: ConsentAct, *, by: Actor, at: datetime, facts: Mapping[str, Any] | None = None) -> Case:
    """Record one act and its ledger entry in one transaction; the request as it stands after it."""
    WAY.following(case.acts, act, by)
    with one_wins(case.row.number, "consent_act_position_once"):
        after = add(case, ConsentActRow(consent=case.row), act, by=by, at=at, facts=facts)
        told = {"act": act.value, "unit": case.row.unit.code, "article": case.row.article}
        audit.record(kind=EventKind.UNIT_CONSENT, by=by, at=at, basis=case.row.number, about=case.row.owner, facts=told)
    return after


def waits(case: Case, on: date) -> bool:
    """Whether an answer may still come on a day."""
    return case.status in {S.ASKED, S.DECLINED} and on <= case.row.answer_by


def stands(case: Case, on: date, besides: Roster | None = None) -> bool:
    """Whether the consent stands on a day (个人信息保护法 14, 15); ``besides``: a list whose own answer does not use it up."""
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


def rows_of(**where: Any) -> Any:
    """The requests of which this is true, each with its unit and its acts."""
    acts = Prefetch("acts", ConsentActRow.objects.order_by("position"))
    return Consent.objects.filter(**where).select_related("unit").prefetch_related(acts)


def shown(case: Case, on: date, *, open_: bool, answered: ConsentStatus | None, can: frozenset[ConsentAct]) -> Shown:
    """A request as one of its sides sees it."""
    card, standing = card_of(case.row.unit), stands(case, on)
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
        stands=standing,
        until_on=case.until_on if standing else None,
        open=open_,
        answered=answered,
        can=can,
        withdrawn=case.status is S.CANCELLED,
    )
