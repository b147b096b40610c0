"""The words of this room: what is charged for, through whom it is paid, and the way of one order (缴费单) as a table.

Amounts are whole fen (分) of renminbi, never a fraction: an order says what is owed, its acts say what became of it.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from qingbai.agencies.ways import By, Way

CURRENCY = "CNY"
MOST_FEN = 10_000_00
"""Nothing that this house charges for costs more than ten thousand yuan; more is a slip of the pen."""


class FeeKind(StrEnum):
    """What is charged for (收费项目), INQ-35: by default nothing, and the postage apart from the certificate."""

    CERTIFICATE = "certificate"  # 证明工本费
    POSTAGE = "postage"  # 邮寄费


class ProviderKey(StrEnum):
    """Through whom an order is paid (缴费渠道)."""

    WECHAT = "wechat"  # 微信支付
    ALIPAY = "alipay"  # 支付宝
    CASH = "cash"  # 窗口现金
    FREE = "free"  # 免收


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line of what is owed: for what, and how many fen."""

    what: FeeKind
    fen: int

    def __post_init__(self) -> None:
        if type(self.fen) is not int or not 0 <= self.fen <= MOST_FEN:
            raise ValueError(
                f"fen: {self.fen!r} is no whole number of fen from 0 to {MOST_FEN}; write 10.00 yuan as 1000"
            )


def yuan(fen: int) -> str:
    """An amount as it is printed and as Alipay writes it: ``1234`` is ``12.34``."""
    return f"{fen // 100}.{fen % 100:02}"


def fen_of(amount: str) -> int:
    """The fen of an amount as providers write it: ``12.34``, ``12.3`` and ``12`` are whole fen. Raises ``ValueError``."""
    found = _YUAN.fullmatch(amount)
    if found is None:
        raise ValueError("an amount is digits with at most two behind a point")
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


_YUAN = re.compile(r"([0-9]{1,8})(?:\.([0-9]{1,2}))?")


class Status(StrEnum):
    """Where an order stands (缴费状态)."""

    OPEN = "open"  # 待缴费
    BEGUN = "begun"  # 缴费中（已转支付机构）
    PAID = "paid"  # 已缴费
    CLOSED = "closed"  # 已关闭
    REFUND_ASKED = "refund_asked"  # 退款中
    REFUNDED = "refunded"  # 已退款


class Act(StrEnum):
    """What may happen to an order (缴费行为)."""

    ASK = "ask"  # 开具缴费单
    WAIVE = "waive"  # 免收
    BEGIN = "begin"  # 转支付机构
    FAIL = "fail"  # 未支付成功
    END = "end"  # 到期复查，确未支付
    PAY = "pay"  # 确认到账
    TAKE_CASH = "take_cash"  # 窗口收现金
    CLOSE = "close"  # 关闭
    ASK_REFUND = "ask_refund"  # 申请退款
    REFUND = "refund"  # 退款到账
    STICK = "stick"  # 退款异常
    HAND_BACK = "hand_back"  # 窗口退现金
    PAY_AGAIN = "pay_again"  # 重复到账
    GIVE_BACK = "give_back"  # 重复款退回


MACHINE = frozenset({By.MACHINE})
_ANYBODY = frozenset({By.MACHINE, By.ASKER, By.CLERK})
_OFFICE = frozenset({By.MACHINE, By.CLERK})
_PAYER = frozenset({By.MACHINE, By.ASKER})
_CLERK = frozenset({By.CLERK})
_MAY_REFUND = frozenset({By.MACHINE, By.REVIEWER})

OUTRUN = (Status.PAID, Status.CLOSED, Status.REFUND_ASKED, Status.REFUNDED)
AFTERWARDS = (Act.PAY_AGAIN, Act.GIVE_BACK, Act.STICK, Act.FAIL)
"""An order that owes nothing more stays where it stands while the house ends attempts that it has outrun, counts money that came
and is not owed, and sends that back."""

WAY: Way[Status, Act] = Way(
    {
        (None, Act.ASK): (Status.OPEN, _ANYBODY),
        (Status.OPEN, Act.WAIVE): (Status.PAID, _OFFICE),
        (Status.OPEN, Act.BEGIN): (Status.BEGUN, _PAYER),
        (Status.OPEN, Act.TAKE_CASH): (Status.PAID, _CLERK),
        (Status.OPEN, Act.CLOSE): (Status.CLOSED, _ANYBODY),
        # The provider had the money after all, though the attempt had been given up here.
        (Status.OPEN, Act.PAY): (Status.PAID, MACHINE),
        (Status.BEGUN, Act.PAY): (Status.PAID, MACHINE),
        (Status.BEGUN, Act.FAIL): (Status.OPEN, MACHINE),
        (Status.BEGUN, Act.CLOSE): (Status.CLOSED, _ANYBODY),
        (Status.PAID, Act.ASK_REFUND): (Status.REFUND_ASKED, _MAY_REFUND),
        (Status.REFUND_ASKED, Act.REFUND): (Status.REFUNDED, MACHINE),
        (Status.REFUND_ASKED, Act.HAND_BACK): (Status.REFUNDED, _CLERK),
        **{(status, act): (status, MACHINE) for status in OUTRUN for act in AFTERWARDS},
        **{(status, Act.END): (status, MACHINE) for status in Status},
    },
    apart={Act.HAND_BACK: Act.ASK_REFUND},
)
"""The way of an order. Who asked for a refund does not hand the cash out (两人办理)."""
