"""One case inquiry as services and queries work on it: what was asked, what was done, where it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.acts import Done, WithActs, acts_of, add, one_wins
from qingbai.agencies.queries import OfficeCard
from qingbai.agencies.ways import audits, handles
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.certificates import queries as certificates
from qingbai.disclosures import bodies, telling
from qingbai.disclosures import request as requests
from qingbai.disclosures.acts import CLOSED, WAY, Act, Status
from qingbai.disclosures.models import ActRow, RequestRow
from qingbai.disclosures.request import Request
from qingbai.law.terms import Answer, MatchVerdict, Reason
from qingbai.uploads import services as uploads

LEDGERED: dict[Act, EventKind] = {
    Act.SUBMIT: EventKind.DISCLOSURE_ASKED,
    Act.SEARCH: EventKind.REGISTER_SEARCHED,
    Act.JUDGE_MATCH: EventKind.PERSON_CONFIRMED,
}
"""What the ledger calls an act, where it has a name of its own; every other is a step. The paper's own room records the issue."""
LEDGERED_BY_THE_PAPER = frozenset({Act.ISSUE, Act.REVOKE})
"""Acts that the paper's own room records, in the same transaction."""
TELLS_OF_THE_PERSON = frozenset({Act.SUBMIT, Act.SEARCH, Act.JUDGE_MATCH, Act.DECIDE})
"""Acts whose entries the person asked about can find."""


class NoSuchRequest(Exception):
    """There is no such request, or not for this viewer: the two are never told apart."""


@dataclass(frozen=True, kw_only=True)
class Case(WithActs[Act]):
    """A request with its acts, in their order, at the office where it was handed in."""

    row: RequestRow
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
    def online(self) -> bool:
        """Whether it came online: then nobody has seen its papers in the original, and an officer looks at them before anybody is searched for."""
        return self.row.body_id is not None

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

    @property
    def standing_issue(self) -> Done[Act] | None:
        """The issue of the letter that stands now: the latest one, unless it was taken back since (撤销)."""
        latest = next((done for done in reversed(self.acts) if done.act in {Act.ISSUE, Act.REVOKE}), None)
        return latest if latest is not None and latest.act is Act.ISSUE else None

    @property
    def taken_back(self) -> str:
        """The number of the letter that was taken back last and that nothing stands instead of yet; empty where there is none."""
        latest = next((done for done in reversed(self.acts) if done.act in {Act.ISSUE, Act.REVOKE}), None)
        return str(latest.facts["paper_number"]) if latest is not None and latest.act is Act.REVOKE else ""


def open_case(number: str) -> Case:
    """The request of this number; raises ``NoSuchRequest``."""
    row = RequestRow.objects.filter(number=number).first()
    if row is None:
        raise NoSuchRequest(number)
    return case_of(row)


def case_of(row: RequestRow, office: OfficeCard | None = None) -> Case:
    """A request with its acts; ``office`` where it is at hand."""
    return Case(row=row, acts=acts_of(row.acts.all(), Act), office=office or agencies.office(row.office))


def require_party(case: Case, viewer: Actor, on: date | None = None) -> None:
    """Raises ``NoSuchRequest`` unless the actor handles it. ``on``: a day, where who handed it in online and still acts for organ or firm on it may come in too."""
    if not (handles(viewer, case.row.office) or viewer.kind is ActorKind.SYSTEM or _asks(case, viewer, on)):
        raise NoSuchRequest(case.row.number)


def _asks(case: Case, viewer: Actor, on: date | None) -> bool:
    return on is not None and bodies.acts_for(case.row.body, case.row.handlers, viewer, on)


def require_asker(case: Case, viewer: Actor, on: date) -> None:
    """Raises ``NoSuchRequest`` unless the actor handed the request in online, and still acts for organ or firm on a day."""
    if not _asks(case, viewer, on):
        raise NoSuchRequest(case.row.number)


BY_THE_ASKER = frozenset({Act.SUBMIT, Act.SUPPLEMENT, Act.WITHDRAW, Act.SIGN_FOR})
"""What who asked does online."""


FROM_ABOVE = frozenset({Act.REVOKE, Act.REOPEN})
"""What an organ above the answering office may do too (INQ-28)."""


def require_actor(case: Case, act: Act, viewer: Actor, on: date | None = None) -> None:
    """Raises ``NoSuchRequest`` unless this act is the actor's to do: of who handles the request, or of an organ above where it is one of those."""
    if act not in FROM_ABOVE:
        require_party(case, viewer, on if act in BY_THE_ASKER else None)
    elif certificates.taken_back_by(viewer, office=case.row.office).answer is not Answer.YES or not WAY.ever(
        act, viewer
    ):
        raise NoSuchRequest(case.row.number)


def require_reader(case: Case, viewer: Actor) -> None:
    """The same for who only reads: an auditor reads the files of every office, and does nothing with them."""
    if not audits(viewer):
        require_party(case, viewer)


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
    require_actor(case, act, by, clock.day_of(at))
    WAY.following(case.acts, act, by)
    with one_wins(case.row.number, "disclosure_act_position_once", within=within):
        after = add(case, ActRow(request=case.row), act, by=by, at=at, reasons=reasons, facts=facts)
        if act not in LEDGERED_BY_THE_PAPER:
            _ledger(case, act, by=by, at=at, ledger=ledger or {})
        telling.tell(after.row, after.acts)
        if case.online and after.status in CLOSED:
            uploads.closed(about=case.row.number, at=at)
    return after


def looked_up(case: Case, *, by: Actor, at: datetime, kind: EventKind = EventKind.RECORD_LOOKED_UP) -> None:
    """Put on the ledger that somebody opened the file, or saw in it what is to be told, inside the caller's transaction."""
    facts = {"asker": case.row.asker, **_secret(case)}
    audit.record(kind=kind, by=by, at=at, basis=case.row.number, about=case.row.about, facts=facts)


def looked_again(case: Case, *, by: Actor, at: datetime) -> None:
    """Put on the ledger that the register was searched once more before the letter goes out, inside the caller's transaction."""
    facts = {"act": Act.ISSUE.value, "asker": case.row.asker, **_secret(case)}
    kind = EventKind.REGISTER_SEARCHED
    audit.record(kind=kind, by=by, at=at, basis=case.row.number, about=case.row.about, facts=facts)


def _secret(case: Case) -> dict[str, str]:
    until = case.asked.secret_until
    return {"secret_until": until.isoformat()} if until else {}


def _ledger(case: Case, act: Act, *, by: Actor, at: datetime, ledger: Mapping[str, str]) -> None:
    told = {"act": act.value, "asker": case.row.asker, **ledger, **_secret(case)}
    about = case.row.about if act in TELLS_OF_THE_PERSON else ""
    kind = LEDGERED.get(act, EventKind.DISCLOSURE_ACTED)
    audit.record(kind=kind, by=by, at=at, basis=case.row.number, about=about, facts=told)
