"""One case inquiry as services and queries work on it: what was asked, what was done, where it stands."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import IntegrityError, transaction

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.queries import OfficeCard
from qingbai.agencies.terms import Role
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.disclosures import request as requests
from qingbai.disclosures.acts import WAY, Act, Status
from qingbai.disclosures.models import ActRow, RequestRow
from qingbai.disclosures.request import Request
from qingbai.law.terms import MatchVerdict, Reason
from qingbai.law.wording import wording

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is read as something else
AT_THE_COUNTER = frozenset({Role.CLERK, Role.REVIEWER, Role.HEAD})

LEDGERED: dict[Act, EventKind] = {
    Act.SUBMIT: EventKind.DISCLOSURE_ASKED,
    Act.SEARCH: EventKind.REGISTER_SEARCHED,
    Act.JUDGE_MATCH: EventKind.PERSON_CONFIRMED,
}
"""What the ledger calls an act, where it has a name of its own; every other is a step. The paper's own room records the issue."""
TELLS_OF_THE_PERSON = frozenset({Act.SUBMIT, Act.SEARCH, Act.JUDGE_MATCH, Act.DECIDE})
"""Acts whose entries the person asked about can find."""


class NoSuchRequest(Exception):
    """There is no such request, or not for this viewer: the two are never told apart."""


class TakenMeanwhile(Exception):
    """Somebody else acted on this request at the same moment; nothing of this act was kept. Look again and decide anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One act as it was recorded."""

    act: Act
    at: datetime
    by: Actor
    reasons: tuple[Mapping[str, Any], ...]
    facts: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Case:
    """A request with its acts, in their order, at the office where it was handed in."""

    row: RequestRow
    acts: tuple[Done, ...]
    office: OfficeCard

    @cached_property
    def asked(self) -> Request:
        """What was asked, with the papers added later."""
        added = [paper for done in self.acts if done.act is Act.SUPPLEMENT for paper in done.facts["papers"]]
        found = dict(self.row.stated)
        found["papers"] = list(dict.fromkeys([*found["papers"], *added]))
        return requests.from_json(found)

    @property
    def status(self) -> Status | None:
        """Where it stands."""
        return WAY.status(self.acts)

    @property
    def matches(self) -> Mapping[str, MatchVerdict]:
        """What persons have judged about candidates, by subject; the latest word holds."""
        return {
            str(done.facts["subject"]): MatchVerdict.SAME if done.facts["same"] else MatchVerdict.DIFFERENT
            for done in self.acts
            if done.act is Act.JUDGE_MATCH
        }

    @property
    def settled(self) -> Mapping[str, bool]:
        """Records that the rules leave open, by reference: whether a person decided that they are told."""
        return {
            str(done.facts["reference"]): bool(done.facts["told"])
            for done in self.acts
            if done.act is Act.JUDGE_QUESTION
        }

    def last(self, act: Act) -> Done | None:
        """The latest act of a kind."""
        return next((done for done in reversed(self.acts) if done.act is act), None)

    def when(self, act: Act) -> Done:
        """The latest act of a kind, which must have been done."""
        done = self.last(act)
        if done is None:
            raise LookupError(f"{self.row.number}: no {act.value} was recorded")
        return done


def new_number(at: datetime) -> str:
    """A new request's number: the day in China and eight random characters, so that numbers do not tell how many there are."""
    return f"BA{clock.day_of(at):%Y%m%d}-" + "".join(secrets.choice(ALPHABET) for _ in range(8))


def open_case(number: str) -> Case:
    """The request of this number; raises ``NoSuchRequest``."""
    row = RequestRow.objects.filter(number=number).first()
    if row is None:
        raise NoSuchRequest(number)
    return case_of(row)


def case_of(row: RequestRow, office: OfficeCard | None = None) -> Case:
    """A request with its acts; ``office`` where it is at hand."""
    acts = tuple(_done(act) for act in row.acts.all())
    return Case(row=row, acts=acts, office=office or agencies.office(row.office))


def handles(viewer: Actor, office: str) -> bool:
    """Whether the actor is an officer who handles the requests of this office."""
    return viewer.kind is ActorKind.OFFICER and viewer.office == office and viewer.role in AT_THE_COUNTER


def require_party(case: Case, viewer: Actor) -> None:
    """Raises ``NoSuchRequest`` unless the actor handles it. Who asked stands at the counter and has no door of the own."""
    if not (handles(viewer, case.row.office) or viewer.kind is ActorKind.SYSTEM):
        raise NoSuchRequest(case.row.number)


def require_reader(case: Case, viewer: Actor) -> None:
    """The same for who only reads: an auditor reads the files of every office, and does nothing with them."""
    if not (viewer.kind is ActorKind.OFFICER and viewer.role == Role.AUDITOR):
        require_party(case, viewer)


def _done(row: ActRow) -> Done:
    return Done(
        act=Act(row.kind),
        at=row.at,
        by=Actor(ActorKind(row.by_kind), row.by_id, row.by_office),
        reasons=tuple(row.reasons),
        facts=row.facts,
    )


def record(
    case: Case,
    act: Act,
    *,
    by: Actor,
    at: datetime,
    reasons: Iterable[Reason] = (),
    facts: Mapping[str, Any] | None = None,
    ledger: Mapping[str, str] | None = None,
    within: bool = False,
) -> Case:
    """Record one act and its ledger entry in one transaction; the case as it stands after it.

    Raises ``NoSuchRequest`` for whoever is no party to it, ``ActRefused`` where the table has no such way, ``TakenMeanwhile`` where another
    act took the place. ``within``: the caller has opened the act's transaction already and fails with it.
    """
    require_party(case, by)
    WAY.following(case.acts, act, by)
    try:
        with transaction.atomic(savepoint=not within):
            row = ActRow.objects.create(
                request=case.row,
                position=len(case.acts),
                kind=act,
                at=at,
                by_kind=by.kind,
                by_id=by.id,
                by_office=by.office,
                reasons=[as_json(reason) for reason in reasons],
                facts=dict(facts or {}),
            )
            if act is not Act.ISSUE:
                _ledger(case, act, by=by, at=at, ledger=ledger or {})
    except IntegrityError as error:
        if "disclosure_act_position_once" in str(error):
            raise TakenMeanwhile(case.row.number) from error
        raise
    return replace(case, acts=(*case.acts, _done(row)))


def looked_up(case: Case, *, by: Actor, at: datetime) -> None:
    """Put on the ledger that somebody saw what is to be told, inside the caller's transaction."""
    facts = {"asker": case.row.asker, **_secret(case)}
    audit.record(
        kind=EventKind.RECORD_LOOKED_UP, by=by, at=at, basis=case.row.number, about=case.row.about, facts=facts
    )


def _secret(case: Case) -> dict[str, str]:
    until = case.asked.secret_until
    return {"secret_until": until.isoformat()} if until else {}


def _ledger(case: Case, act: Act, *, by: Actor, at: datetime, ledger: Mapping[str, str]) -> None:
    told = {"act": act.value, "asker": case.row.asker, **ledger, **_secret(case)}
    about = case.row.about if act in TELLS_OF_THE_PERSON else ""
    kind = LEDGERED.get(act, EventKind.DISCLOSURE_ACTED)
    audit.record(kind=kind, by=by, at=at, basis=case.row.number, about=about, facts=told)


def as_json(reason: Reason) -> dict[str, Any]:
    """A reason as it is kept and shown: code, citation, facts, and the sentences of the day it was given."""
    words = wording(reason)
    return {
        "code": reason.code,
        "instrument": reason.citation.instrument,
        "article": reason.citation.article,
        "rule": reason.citation.rule,
        "facts": dict(reason.facts),
        "zh": words.zh,
        "en": words.en,
    }
