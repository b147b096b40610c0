"""What the gateway remembers: trades, what was paid and sent back, and how its messages travel."""

import secrets
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from qingbai import clock
from qingbai.payments.providers import RefundStanding, Standing
from qingbai.payments.terms import ProviderKey


class Travels(StrEnum):
    """How a message to the merchant travels (通知方式)."""

    DELIVERED = "delivered"  # 正常送达
    LOST = "lost"  # 丢失
    TWICE = "twice"  # 送达两次
    LATE = "late"  # 迟到
    ALTERED = "altered"  # 被篡改


LATE_BY = timedelta(seconds=20)


class Refused(Exception):
    """The gateway does not do it; the code is the provider's own word."""

    def __init__(self, code: str, status: int = 400) -> None:
        super().__init__(code)
        self.code, self.status = code, status


@dataclass
class GoneBack:
    """Money that went back under a number."""

    number: str
    fen: int
    at: datetime
    standing: RefundStanding = RefundStanding.DONE


@dataclass
class Trade:
    """One attempt to pay, as the provider keeps it."""

    provider: ProviderKey
    number: str
    how: str
    fen: int
    title: str
    notify_url: str
    back_url: str
    expires_at: datetime
    standing: Standing = Standing.OPEN
    transaction: str = ""
    paid_at: datetime | None = None
    refunds: dict[str, GoneBack] = field(default_factory=dict)


@dataclass(frozen=True)
class Notice:
    """One message on its way to the merchant."""

    url: str
    headers: dict[str, str]
    body: bytes
    after: timedelta = timedelta()


Courier = Callable[[Notice], None]


@dataclass
class Till:
    """All trades of both providers. Safe for the server's threads."""

    now: Callable[[], datetime] = clock.now
    travels: Travels = Travels.DELIVERED
    refunds_end: RefundStanding = RefundStanding.DONE
    trades: dict[tuple[ProviderKey, str], Trade] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def open(self, trade: Trade) -> Trade:
        """Begin a trade, or go on with the same one. Raises ``Refused`` where the number was used for another or is over."""
        with self.lock:
            earlier = self.trades.setdefault((trade.provider, trade.number), trade)
            if (earlier.fen, earlier.how) != (trade.fen, trade.how):
                raise Refused("OUT_TRADE_NO_USED")
            if self.seen(earlier) is not Standing.OPEN:
                raise Refused("ORDERPAID" if earlier.standing is Standing.PAID else "ORDER_CLOSED")
            return earlier

    def find(self, provider: ProviderKey, number: str, *, unknown: str) -> Trade:
        """The trade of this number. Raises ``Refused`` with the code for an unknown one."""
        found = self.trades.get((provider, number))
        if found is None:
            raise Refused(unknown, 404)
        return found

    def seen(self, trade: Trade) -> Standing:
        """Where a trade stands; one that nobody paid in time is closed."""
        if trade.standing is Standing.OPEN and self.now() >= trade.expires_at:
            trade.standing = Standing.CLOSED
        return trade.standing

    def pay(self, trade: Trade) -> bool:
        """The payer pays. False where nobody may any more."""
        with self.lock:
            if self.seen(trade) is not Standing.OPEN:
                return False
            trade.standing, trade.paid_at = Standing.PAID, self.now()
            trade.transaction = f"42{self.now():%Y%m%d}{secrets.randbelow(10**16):016}"
            return True

    def close(self, trade: Trade) -> None:
        """Nobody may pay it any more. Raises ``Refused`` where somebody did."""
        with self.lock:
            if self.seen(trade) is Standing.PAID:
                raise Refused("ORDERPAID")
            trade.standing = Standing.CLOSED

    def give_back(self, trade: Trade, number: str, fen: int) -> tuple[GoneBack, bool]:
        """Send money back, once for each number; and whether that was now. Raises ``Refused`` for more than was paid."""
        with self.lock:
            if number in trade.refunds:
                return trade.refunds[number], False
            if trade.standing is not Standing.PAID:
                raise Refused("TRADE_NOT_PAID")
            if sum(one.fen for one in trade.refunds.values()) + fen > trade.fen:
                raise Refused("NOT_ENOUGH")
            trade.refunds[number] = GoneBack(number, fen, self.now(), self.refunds_end)
            return trade.refunds[number], True

    def moved_on(self, provider: ProviderKey, day: date) -> Iterator[tuple[Trade, GoneBack | None]]:
        """Everything that moved on a day in China: payments, and what went back."""
        for trade in list(self.trades.values()):
            if trade.provider is provider:
                if trade.paid_at is not None and clock.day_of(trade.paid_at) == day:
                    yield trade, None
                for one in trade.refunds.values():
                    if clock.day_of(one.at) == day:
                        yield trade, one
