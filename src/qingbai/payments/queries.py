"""What may be seen of what a case owes. Whoever asks has shown elsewhere that the case is theirs: this room knows numbers, not persons."""

from dataclasses import dataclass
from datetime import datetime

from qingbai.audit.actors import Actor, ActorKind
from qingbai.payments.accounts import Account, account_of, accounts_about
from qingbai.payments.models import SETTLING, Order, OrderAct
from qingbai.payments.terms import Act, FeeKind, FeeLine, ProviderKey, Status

SEES = frozenset({ActorKind.APPLICANT, ActorKind.OFFICER, ActorKind.SYSTEM})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """What a case owes or owed, as its payer and the office see it. ``reference``: the receipt's or the provider's number."""

    number: str
    about: str
    lines: tuple[FeeLine, ...]
    fen: int
    status: Status
    asked_at: datetime
    settled_at: datetime | None
    through: ProviderKey | None
    reference: str
    tried: int
    surplus_fen: int
    """Money beyond what is owed that is still on its way back."""
    stuck: bool
    """The provider cannot send the money back: a person must."""


def settled(about: str) -> bool:
    """Whether everything asked for a case is paid, in whatever way, or costs nothing. Nothing asked is nothing settled."""
    over = {Status.CLOSED, Status.REFUNDED}
    standing = [account.status for account in accounts_about(about) if account.status not in over]
    return bool(standing) and all(status is Status.PAID for status in standing)


def paid(about: str) -> frozenset[FeeKind]:
    """For what of a case money was paid and is not on its way back."""
    standing = (account for account in accounts_about(about) if account.status is Status.PAID)
    return frozenset(line.what for account in standing for line in account.lines)


def owed(about: str) -> tuple[FeeLine, ...]:
    """What of a case is asked for and not paid yet."""
    waiting = (account for account in accounts_about(about) if account.status in {Status.OPEN, Status.BEGUN})
    return tuple(line for account in waiting for line in account.lines)


def of(*, about: str, viewer: Actor, purpose: str) -> tuple[Fee, ...]:
    """The orders of a case, the latest first; none for a viewer who is no party to cases, for another office's officer, or for another purpose."""
    if viewer.kind not in SEES or purpose != about:
        return ()
    found = reversed(accounts_about(about))
    return tuple(_seen(one) for one in found if viewer.kind is not ActorKind.OFFICER or viewer.office == one.office)


def _seen(account: Account) -> Fee:
    paid, asked = account.settlement, account.last(Act.ASK_REFUND)
    through = paid or account.attempt
    reference = (paid.transaction or paid.charge) if paid else ""
    return Fee(
        number=account.number,
        about=account.about,
        lines=account.lines,
        fen=account.fen,
        status=account.status,
        asked_at=account.row.created_at,
        settled_at=paid.at if paid else None,
        through=ProviderKey(through.provider) if through else None,
        reference=reference,
        tried=sum(done.act is Act.FAIL for done in account.acts),
        surplus_fen=sum(done.fen for done in account.unreturned),
        stuck=asked is not None and account.is_stuck(asked.facts["of"]),
    )


def unfinished(*, since: datetime) -> tuple[str, ...]:
    """The numbers of orders that something is still to be asked about: an attempt without an end, money on its way back."""
    touched = OrderAct.objects.filter(kind__in=[Act.BEGIN, Act.ASK_REFUND, Act.PAY_AGAIN], at__gte=since).values(
        "order"
    )
    rows = Order.objects.filter(pk__in=touched).prefetch_related("acts").order_by("created_at")
    return tuple(account.number for row in rows if _waits(account := account_of(row)))


def _waits(account: Account) -> bool:
    sends_back = account.status is Status.REFUND_ASKED and account.when(Act.ASK_REFUND).provider != ProviderKey.CASH
    return bool(account.unended or account.unreturned or sends_back)


def settled_since(instant: datetime) -> tuple[str, ...]:
    """The numbers of the cases whose order was paid since an instant: whoever waits for the fee may go on."""
    rows = OrderAct.objects.filter(kind__in=SETTLING, at__gte=instant).order_by("at")
    return tuple(dict.fromkeys(rows.values_list("order__about", flat=True)))
