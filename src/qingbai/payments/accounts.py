"""One order as services and queries work on it (账目): what is owed, what was done, where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from qingbai.agencies import acts
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.payments.models import Order, OrderAct
from qingbai.payments.terms import WAY, Act, FeeKind, FeeLine, ProviderKey, Status

LEDGERED: Mapping[Act, EventKind] = {
    Act.ASK: EventKind.FEE_ASKED,
    Act.WAIVE: EventKind.FEE_PAID,
    Act.BEGIN: EventKind.FEE_BEGUN,
    Act.FAIL: EventKind.FEE_NOT_PAID,
    Act.END: EventKind.FEE_NOT_PAID,
    Act.PAY: EventKind.FEE_PAID,
    Act.TAKE_CASH: EventKind.FEE_PAID,
    Act.CLOSE: EventKind.FEE_NOT_PAID,
    Act.ASK_REFUND: EventKind.REFUND_ASKED,
    Act.REFUND: EventKind.FEE_REFUNDED,
    Act.STICK: EventKind.FEE_REFUNDED,
    Act.HAND_BACK: EventKind.FEE_REFUNDED,
    Act.PAY_AGAIN: EventKind.FEE_PAID,
    Act.GIVE_BACK: EventKind.FEE_REFUNDED,
}


ENDING = frozenset({Act.FAIL, Act.END, Act.PAY, Act.PAY_AGAIN})
NEVER_REACHED = "never_reached"
GRACE = timedelta(minutes=2)
"""How long after its end the provider may still learn of an attempt that was on its way to it."""


class NoSuchOrder(Exception):
    """There is no such order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(acts.Done[Act]):
    """One thing that happened, as it was recorded: through whom, under which numbers, how many fen."""

    provider: str
    charge: str
    transaction: str
    fen: int


@dataclass(frozen=True, kw_only=True)
class Account:
    """An order with everything that happened to it, in its order."""

    row: Order
    acts: tuple[Done, ...]

    @property
    def number(self) -> str:
        """The order's number."""
        return self.row.number

    @property
    def about(self) -> str:
        """The number of the case that owes it."""
        return self.row.about

    @property
    def office(self) -> str:
        """The office that handles the case."""
        return str(self.when(Act.ASK).facts["office"])

    @property
    def fen(self) -> int:
        """What is owed."""
        return self.row.fen

    @property
    def lines(self) -> tuple[FeeLine, ...]:
        """What is owed, line by line."""
        return tuple(FeeLine(FeeKind(line["what"]), line["fen"]) for line in self.row.lines)

    @property
    def status(self) -> Status:
        """Where it stands."""
        status = WAY.status(self.acts)
        assert status is not None  # an order and its first act are written together
        return status

    @property
    def attempt(self) -> Done | None:
        """The attempt to pay online that is under way, if one is."""
        return self.last(Act.BEGIN) if self.status is Status.BEGUN else None

    @property
    def unended(self) -> tuple[Done, ...]:
        """Attempts to pay online of which nobody knows the end for good."""
        return tuple(done for done in self.acts if done.act is Act.BEGIN and not self._has_ended(done))

    def _has_ended(self, attempt: Done) -> bool:
        """An attempt given up before the provider had heard of it can still be paid until its time is over: it is asked after once more."""
        ends = [done for done in self.acts if done.charge == attempt.charge and done.act in ENDING]
        if len(ends) != 1 or ends[0].act is not Act.FAIL:
            return bool(ends)
        return ends[0].facts["why"] != NEVER_REACHED or ends[0].at >= expiry(attempt) + GRACE

    def was_given_up(self, attempt: Done) -> bool:
        """Whether an attempt's failure is recorded already."""
        return any(done.act is Act.FAIL and done.charge == attempt.charge for done in self.acts)

    @property
    def settlement(self) -> Done | None:
        """How it was paid, if it was."""
        return self.last(Act.PAY) or self.last(Act.TAKE_CASH) or self.last(Act.WAIVE)

    @property
    def unreturned(self) -> tuple[Done, ...]:
        """Money that came and is not owed, and has not gone back yet."""
        returned = {done.charge for done in self.acts if done.act is Act.GIVE_BACK}
        again = (done for done in self.acts if done.act is Act.PAY_AGAIN)
        return tuple(done for done in again if refund_number(done.charge) not in returned)

    def last(self, act: Act) -> Done | None:
        """The latest of a kind."""
        return next((done for done in reversed(self.acts) if done.act is act), None)

    def when(self, act: Act) -> Done:
        """The latest of a kind, which must have happened."""
        done = self.last(act)
        if done is None:
            raise LookupError(f"{self.number}: no {act.value} was recorded")
        return done

    def is_stuck(self, charge: str) -> bool:
        """Whether the provider said that it cannot send this money back, so that a person must (退款异常)."""
        return any(done.act is Act.STICK and done.charge == refund_number(charge) for done in self.acts)

    def next_charge(self) -> str:
        """The number of the next attempt to pay it online."""
        return f"{self.number}{sum(done.act is Act.BEGIN for done in self.acts) + 1:02}"


def expiry(attempt: Done) -> datetime:
    """Until when the payer may pay this attempt."""
    return datetime.fromisoformat(attempt.facts["expires_at"])


def refund_number(charge: str) -> str:
    """The number of the refund of what was paid under a charge: always the same, so that asking twice is asking once."""
    return f"{charge}R"


def new_number(at: datetime) -> str:
    """A new order's number: letters and digits alone, as every provider takes it."""
    return acts.new_number("SF", at, dash="")


def account_of(row: Order) -> Account:
    """An order with its acts."""
    return Account(row=row, acts=tuple(_done(act) for act in row.acts.all()))


def open_account(number: str) -> Account:
    """The order of this number; raises ``NoSuchOrder``."""
    row = Order.objects.filter(number=number).first()
    if row is None:
        raise NoSuchOrder(number)
    return account_of(row)


def account_of_charge(provider: str, charge: str) -> Account:
    """The order that a provider knows by this number; raises ``NoSuchOrder``."""
    begun = OrderAct.objects.filter(kind=Act.BEGIN, provider=provider, charge=charge).select_related("order").first()
    if begun is None:
        raise NoSuchOrder(charge)
    return account_of(begun.order)


def accounts_about(about: str) -> tuple[Account, ...]:
    """Every order of a case, in their order."""
    return tuple(account_of(row) for row in Order.objects.filter(about=about).order_by("position"))


def _done(row: OrderAct) -> Done:
    return Done(
        act=Act(row.kind),
        at=row.at,
        by=row.by,
        provider=row.provider,
        charge=row.charge,
        transaction=row.transaction,
        fen=row.fen,
        facts=row.facts,
    )


def record(
    account: Account,
    act: Act,
    *,
    by: Actor,
    at: datetime,
    provider: ProviderKey | str = "",
    charge: str = "",
    transaction_number: str = "",
    fen: int = 0,
    facts: Mapping[str, Any] | None = None,
) -> Account:
    """Record one act and its ledger entry, both or neither; the order as it stands after it.

    Raises ``agencies.ways.ActRefused`` where the table has no such way and ``TakenMeanwhile`` where another act took the place.
    """
    WAY.following(account.acts, act, by)
    told = {"order": account.number, "act": act.value, "fen": str(fen)}
    told |= {"provider": str(provider)} if provider else {}
    row = OrderAct(
        order=account.row,
        provider=str(provider),
        charge=charge,
        transaction=transaction_number,
        fen=fen,
        facts=dict(facts or {}),
    )
    with acts.one_wins(account.number, *ONE_WINS):
        row.put(len(account.acts), act, by=by, at=at)
        audit.record(kind=LEDGERED[act], by=by, at=at, basis=account.about, facts=told)
    return replace(account, acts=(*account.acts, _done(row)))


ONE_WINS = (
    "order_act_position_once",
    "order_settled_once",
    "order_begun_once",
    "order_money_counted_once",
    "order_given_back_once",
)
"""Unique keys that two at once run into: one wins, the other looks again."""
