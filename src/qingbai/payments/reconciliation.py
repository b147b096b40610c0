"""The daily reckoning (对账): what a provider's bill of a day says moved, beside what stands here. Any difference is for a person.

A movement is known by its own number. The provider may count to one day what was confirmed here on the next: so what the bill names is
looked for on every day here, and what stands here is looked for on the bill of the day before too, before it is called missing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.db import transaction

from qingbai import clock
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.payments import services
from qingbai.payments.models import OrderAct
from qingbai.payments.providers import BillKind, BillLine, Provider
from qingbai.payments.terms import Act, ProviderKey

ACTS = {
    BillKind.PAYMENT: (Act.PAY, Act.PAY_AGAIN),
    BillKind.REFUND: (Act.REFUND, Act.GIVE_BACK),
}


class Odd(StrEnum):
    """What is wrong with one movement (差异)."""

    MISSING_HERE = "missing_here"  # 我方无记录
    MISSING_THERE = "missing_there"  # 账单无记录
    OTHER_AMOUNT = "other_amount"  # 金额不符
    OTHER_TRANSACTION = "other_transaction"  # 交易号不符
    TWICE_THERE = "twice_there"  # 账单重复


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One movement that the two sides tell differently. Amounts in fen; None where a side has none."""

    provider: ProviderKey
    kind: BillKind
    what: Odd
    number: str
    case: str
    here_fen: int | None
    there_fen: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """One provider's day: how much moved on the bill, how much of it stands here, and every difference."""

    provider: ProviderKey
    day: date
    paid: int
    paid_fen: int
    refunded: int
    refunded_fen: int
    differences: tuple[Difference, ...]


def reconcile(*, through: Provider, day: date, by: Actor, at: datetime) -> Reckoning:
    """Compare one provider's bill of one day in China with the orders here; counts go on the ledger.

    A payment that the bill has and we have not is asked about first: an attempt of ours is confirmed then, and told no more.
    Raises ``Silent`` and ``Declined`` where the provider gives no bill.
    """
    bill = through.bill(day, at=at)
    for odd in tuple(_on_the_bill(through.key, bill)):
        if odd.what is Odd.MISSING_HERE and odd.kind is BillKind.PAYMENT:
            _ask_about(odd, at)
    found = (*_on_the_bill(through.key, bill), *_not_on_it(through, bill, day, at))
    reckoning = Reckoning(
        provider=through.key,
        day=day,
        paid=sum(line.kind is BillKind.PAYMENT for line in bill),
        paid_fen=sum(line.fen for line in bill if line.kind is BillKind.PAYMENT),
        refunded=sum(line.kind is BillKind.REFUND for line in bill),
        refunded_fen=sum(line.fen for line in bill if line.kind is BillKind.REFUND),
        differences=tuple(sorted(found, key=lambda one: (one.kind, one.number, one.what))),
    )
    with transaction.atomic():
        told = {"provider": str(through.key), "day": day.isoformat(), "lines": str(len(bill))}
        told["differences"] = str(len(reckoning.differences))
        audit.record(kind=EventKind.BILL_COMPARED, by=by, at=at, basis=f"payments/{through.key}/{day}", facts=told)
    return reckoning


def _ask_about(odd: Difference, at: datetime) -> None:
    try:
        services.ask_about(provider=odd.provider, charge=odd.number, at=at)
    except (services.NoSuchOrder, services.NotBelieved, services.Silent, services.Declined):
        return  # it stays a difference


def _on_the_bill(key: ProviderKey, bill: tuple[BillLine, ...]) -> Iterator[Difference]:
    rows = OrderAct.objects.filter(
        provider=key, charge__in={line.number for line in bill}, kind__in=[a for acts in ACTS.values() for a in acts]
    ).select_related("order")
    ours = {(_kind(row), row.charge): row for row in rows}
    seen: set[tuple[BillKind, str]] = set()
    for line in bill:
        row = ours.get((line.kind, line.number))
        wrong = _wrong(line, row, twice=(line.kind, line.number) in seen)
        seen.add((line.kind, line.number))
        if wrong is not None:
            yield Difference(
                provider=key,
                kind=line.kind,
                what=wrong,
                number=line.number,
                case=row.order.about if row else "",
                here_fen=row.fen if row else None,
                there_fen=line.fen,
            )


def _wrong(line: BillLine, row: OrderAct | None, *, twice: bool) -> Odd | None:
    if row is None:
        return Odd.MISSING_HERE
    if twice:
        return Odd.TWICE_THERE
    if row.fen != line.fen:
        return Odd.OTHER_AMOUNT
    if line.kind is BillKind.PAYMENT and row.transaction != line.transaction:
        return Odd.OTHER_TRANSACTION
    return None


def _kind(row: OrderAct) -> BillKind:
    return next(kind for kind, acts in ACTS.items() if row.kind in acts)


def _not_on_it(through: Provider, bill: Iterable[BillLine], day: date, at: datetime) -> Iterator[Difference]:
    begins = datetime.combine(day, time(), clock.CHINA)
    rows = OrderAct.objects.filter(
        provider=through.key,
        kind__in=[act for acts in ACTS.values() for act in acts],
        at__gte=begins,
        at__lt=begins + timedelta(days=1),
    ).select_related("order")
    billed = {(line.kind, line.number) for line in bill}
    missing = [row for row in rows if (_kind(row), row.charge) not in billed]
    if missing:  # the provider may count it to the day before
        billed |= {(line.kind, line.number) for line in through.bill(day - timedelta(days=1), at=at)}
    for row in missing:
        if (_kind(row), row.charge) not in billed:
            yield Difference(
                provider=through.key,
                kind=_kind(row),
                what=Odd.MISSING_THERE,
                number=row.charge,
                case=row.order.about,
                here_fen=row.fen,
                there_fen=None,
            )
