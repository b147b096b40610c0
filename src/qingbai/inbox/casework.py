"""One draft as services and queries work on it: what came, what was done, where it stands. The boxes are opened and closed here alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from qingbai.agencies.acts import Done, WithActs, one_wins
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.inbox.access import NoSuchDraft, Registrar, require
from qingbai.inbox.acts import OF_WHAT_IS_TOLD, Act, ActRefused, By, Status, following, lawful_acts, status_after
from qingbai.inbox.models import ActRow, Draft
from qingbai.inbox.sheet import Content, Entry, Sheet
from qingbai.sealing import boxes

VAULT = "vault"
LEDGERED: dict[Act, EventKind] = {
    Act.RECEIVE: EventKind.DRAFT_RECEIVED,
    Act.CLAIM: EventKind.DRAFT_CLAIMED,
    Act.RELEASE: EventKind.DRAFT_CLAIMED,
    Act.CORRECT: EventKind.DRAFT_CORRECTED,
    Act.CHECK: EventKind.DRAFT_CORRECTED,
    Act.CONFIRM: EventKind.DRAFT_CONFIRMED,
    Act.SECOND: EventKind.DRAFT_CONFIRMED,
    Act.OBJECT: EventKind.DRAFT_CONFIRMED,
    Act.REFUSE: EventKind.DRAFT_CLOSED,
    Act.ENTER: EventKind.DRAFT_CLOSED,
    Act.RETURN: EventKind.DRAFT_CLOSED,
    Act.DISCARD: EventKind.DRAFT_CLOSED,
    Act.SETTLE: EventKind.DRAFT_CLOSED,
}
"""What the vault's ledger calls each act; the act itself stands among its facts."""

HANDS = frozenset({Act.CLAIM, Act.CORRECT, Act.CHECK, Act.CONFIRM})
"""Acts that make somebody a party to a draft's contents: he or she cannot be its second pair of eyes."""


@dataclass(frozen=True, kw_only=True)
class Case(WithActs[Act]):
    """A draft with its acts, in their order."""

    row: Draft
    content: Content

    @property
    def id(self) -> UUID:
        """The draft's key."""
        return self.row.id

    @property
    def status(self) -> Status | None:
        """Where it stands."""
        return status_after(done.act for done in self.acts)

    @cached_property
    def sheet(self) -> Sheet:
        """The fields as they stand after every correction."""
        return Sheet.of(self.content, self._entries())

    def _entries(self) -> Iterable[Entry]:
        for done in self.acts:
            if done.act in (Act.CORRECT, Act.CHECK):
                new = str(done.facts["new"]) if done.act is Act.CORRECT else None
                yield Entry(str(done.facts["field"]), new, done.by.id)

    @property
    def holder(self) -> str:
        """The service number of whoever claimed it last and did not put it back; empty where nobody has."""
        claimed = next((done for done in reversed(self.acts) if done.act in (Act.CLAIM, Act.RELEASE)), None)
        return claimed.by.id if claimed is not None and claimed.act is Act.CLAIM else ""

    def standing_of(self, registrar: Registrar) -> frozenset[By]:
        """How an officer stands to this draft, beyond the role."""
        hands = {done.by.id for done in self.acts if done.act in HANDS}
        found = {By.ANYBODY}
        if registrar.account == self.holder:
            found.add(By.HOLDER)
        if registrar.account not in hands:
            found.add(By.ANOTHER)
        return frozenset(found)

    def lawful(self, registrar: Registrar) -> frozenset[Act]:
        """What an officer may do now: the table of acts, and no entering before the second pair of eyes that the rules name."""
        found = lawful_acts(self.status, registrar.role, self.standing_of(registrar)) - {
            Act.REFUSE
        }  # comes of entering alone
        if self.content.told is not None:
            return found & OF_WHAT_IS_TOLD
        found -= {Act.SETTLE}
        if self.status is Status.CONFIRMED:
            return found - ({Act.ENTER} if self.sheet.second_look else {Act.SECOND, Act.OBJECT})
        return found


def open_case(draft: UUID, viewer: Registrar) -> Case:
    """The draft with its acts. Raises ``NoSuchDraft``, for strangers to its organ as well."""
    row = Draft.objects.filter(id=draft).first()
    if row is None:
        raise NoSuchDraft
    require(viewer, row.organ)
    return case_of(row)


def case_of(row: Draft) -> Case:
    """A row of the table as a case."""
    content = Content.of(boxes.open_box("draft", row.id, bytes(row.box)))
    return Case(row=row, content=content, acts=tuple(_done(act) for act in row.acts.all()))


def _done(row: ActRow) -> Done[Act]:
    facts = boxes.open_box("draft act", row.id, bytes(row.box))
    return Done(act=Act(row.kind), at=row.at, by=row.by, facts=facts)


def record(
    case: Case, act: Act, *, by: Registrar, at: datetime, facts: Mapping[str, Any], ledger: Mapping[str, str]
) -> Case:
    """Record one act and its entry in the vault's ledger in one transaction; the case as it stands after it.

    Raises ``NoSuchDraft`` for strangers, ``ActRefused`` where the table has no such way, ``TakenMeanwhile``.
    """
    require(by, case.row.organ)
    following(case.status, act, by.role, case.standing_of(by))
    if (act in OF_WHAT_IS_TOLD) < (case.content.told is not None) or (act is Act.SETTLE and case.content.told is None):
        raise ActRefused(case.status, act, case.lawful(by))
    return write(case, act, by=by.actor, at=at, facts=facts, ledger=ledger)


def write(
    case: Case, act: Act, *, by: Actor, at: datetime, facts: Mapping[str, Any], ledger: Mapping[str, str]
) -> Case:
    """The row and the entry of an act that was found lawful."""
    row = ActRow(draft=case.row)
    row.box = boxes.close("draft act", row.id, facts)
    with one_wins(str(case.id), "inbox_act_position_once", using=VAULT):
        row.put(len(case.acts), act, by=by, at=at)
        told = {"act": act.value, **ledger}
        audit.record(kind=LEDGERED[act], by=by, at=at, basis=f"draft {case.id}", facts=told, using=VAULT)
    return replace(case, acts=(*case.acts, _done(row)))
