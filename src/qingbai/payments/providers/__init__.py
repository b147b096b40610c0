"""The payment providers behind one protocol: what an order's room may ask of WeChat Pay, of Alipay, of the cash box.

A provider proves every word it says by its signature; a word that proves nothing is ``NotBelieved`` and changes nothing.
A provider that does not answer is ``Silent``: then nobody knows, and the same question is asked again under the same number.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from qingbai.payments.terms import CURRENCY, ProviderKey


class Silent(Exception):
    """The provider gave no answer that can be relied on: whether it did what was asked, nobody knows. Ask again."""


class Declined(Exception):
    """The provider answered, and did not do it. ``code`` is its own word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotBelieved(Exception):
    """A message that claims to come from the provider and does not prove it. ``why`` is a code for the ledger."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class How(StrEnum):
    """In which form the provider's page is reached (支付方式)."""

    PHONE = "phone"  # 手机浏览器
    CODE = "code"  # 电脑扫码
    PAGE = "page"  # 电脑网页


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """One attempt to pay, as the provider is told it. ``number`` is the same however often it is told."""

    number: str
    fen: int
    title: str
    how: How
    expires_at: datetime
    notify_url: str
    back_url: str
    payer_address: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Leading:
    """Where the payer goes on: a page of the provider's, or a text to be shown as a code that the phone scans."""

    url: str = ""
    code: str = ""


class Standing(StrEnum):
    """What a provider says of an attempt (支付机构查询结果)."""

    UNKNOWN = "unknown"  # 无此订单
    OPEN = "open"  # 未支付
    PAID = "paid"  # 已支付
    CLOSED = "closed"  # 已关闭、支付失败


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a provider said of an attempt, proved by its signature. ``transaction`` is its own number of the money."""

    charge: str
    standing: Standing
    transaction: str = ""
    fen: int = 0
    currency: str = CURRENCY


class RefundStanding(StrEnum):
    """What a provider says of a refund (退款状态)."""

    DONE = "done"  # 已退款
    UNDER_WAY = "under_way"  # 处理中
    STUCK = "stuck"  # 异常，须人工处理


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """The money of one charge, to be sent back whole under a number of its own."""

    number: str
    charge: str
    fen: int
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What came to our address for a provider's messages."""

    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A message that proved itself: what it says, and the mark under which it is heard once. ``seen`` is None where it tells of no payment."""

    mark: str
    seen: Seen | None
    repeatable: bool
    """Whether the provider sends the very same message again until it is answered; then a second one is no replay."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the provider expects to be answered to its message."""

    status: int
    content_type: str
    body: bytes


class BillKind(StrEnum):
    """What one line of a bill tells of (账单类型)."""

    PAYMENT = "payment"  # 收款
    REFUND = "refund"  # 退款


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class BillLine:
    """One movement of money on a provider's bill of a day; ``number`` is the refund's for a refund."""

    kind: BillKind
    number: str
    charge: str
    transaction: str
    fen: int


class Provider(Protocol):
    """A provider of payments. Every method but ``hear`` calls it and may raise ``Silent`` or ``Declined``."""

    @property
    def key(self) -> ProviderKey:
        """Which one."""

    def begin(self, charge: Charge) -> Leading:
        """Tell it of an attempt, and learn where the payer goes on. The same number again gives the same."""

    def query(self, charge: str, *, at: datetime) -> Seen:
        """What became of an attempt."""

    def close(self, charge: str, *, at: datetime) -> None:
        """Nobody may pay this attempt any more. Raises ``Declined`` where somebody just did."""

    def refund(self, refund: Refund) -> RefundStanding:
        """Send the money back. The same number again changes nothing and tells how far it is."""

    def hear(self, message: Message, *, at: datetime) -> Heard:
        """What a message says, once it has proved itself. Raises ``NotBelieved``."""

    def answer(self, *, believed: bool) -> Answer:
        """What it expects to be answered."""

    def bill(self, day: date, *, at: datetime) -> tuple[BillLine, ...]:
        """Everything that moved on one day in China, as the provider counts it."""
