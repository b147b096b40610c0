"""What may be done with what a case owes (收费): one function, one act, one transaction, one ledger entry.

Whatever a provider is asked to do is recorded *before* it is asked, under a number that never changes; so that whoever is killed
between two steps leaves behind what ``jobs`` needs to ask again. Nothing a browser says settles an order: the provider's own
signed word does, in ``confirm``.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from qingbai.agencies.acts import TakenMeanwhile
from qingbai.agencies.ways import ActRefused
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.payments.accounts import (
    GRACE,
    NEVER_REACHED,
    Account,
    Done,
    NoSuchOrder,
    account_of_charge,
    accounts_about,
    expiry,
    new_number,
    open_account,
    record,
    refund_number,
)
from qingbai.payments.models import Order
from qingbai.payments.providers import (
    Charge,
    Declined,
    How,
    Leading,
    NotBelieved,
    Provider,
    Refund,
    RefundStanding,
    Seen,
    Silent,
    Standing,
)
from qingbai.payments.providers.configured import find
from qingbai.payments.terms import CURRENCY, WAY, Act, FeeLine, ProviderKey, Status

__all__ = ["ActRefused", "Declined", "NoSuchOrder", "NotBelieved", "Silent", "TakenMeanwhile"]

LASTS = timedelta(minutes=30)
"""How long the payer has for one attempt."""
TRIES = 5


class OwesOtherwise(Exception):
    """Something else is owed for this case already: close that order first, or give its money back."""


class AlreadyPaid(Exception):
    """Nothing is owed any more: it was paid just now or before."""


class UnderWay(Exception):
    """Somebody is paying this very order elsewhere, and the provider does not say whether: wait, or ask again."""


class ReasonNeeded(ValueError):
    """Money goes back for a reason that the file keeps; it was empty."""


def ask(*, about: str, office: str, lines: tuple[FeeLine, ...], by: Actor, at: datetime) -> Account:
    """Say what a case owes (开具缴费单, INQ-35). Asked again for the same it is the same order; for nothing, it is settled at once (免收).

    ``office`` handles the case: there, and nowhere else, cash is taken and handed back and a refund decided.
    May stand in the caller's transaction. Raises ``OwesOtherwise`` where an order of the case with some of the same lines, and others, is
    open or paid; postage apart from a certificate that was paid is an order of its own.
    """
    fen = sum(line.fen for line in lines)
    asked = [{"what": str(line.what), "fen": line.fen} for line in lines if line.fen]
    for _ in range(TRIES):
        earlier = accounts_about(about)
        standing = _standing(earlier, asked)
        if standing is not None:
            return standing
        try:
            with transaction.atomic():
                row = Order.objects.create(
                    number=new_number(at), about=about, position=len(earlier), lines=asked, fen=fen, created_at=at
                )
                account = record(Account(row=row, acts=()), Act.ASK, by=by, at=at, fen=fen, facts={"office": office})
                return account if fen else record(account, Act.WAIVE, by=SYSTEM, at=at, provider=ProviderKey.FREE)
        except IntegrityError as error:
            if "order_position_once" not in str(error):
                raise
    raise TakenMeanwhile(about)


OVER = frozenset({Status.CLOSED, Status.REFUNDED})
"""The case may be asked anew."""


def _standing(earlier: tuple[Account, ...], asked: list[dict[str, Any]]) -> Account | None:
    """The order of the case that asks for exactly this; raises ``OwesOtherwise`` for one that asks for some of it, or for nothing."""
    kinds = {line["what"] for line in asked}
    for one in reversed(earlier):
        if one.status in OVER:
            continue
        if one.row.lines == asked:
            return one
        if not kinds or not one.row.lines or kinds & {line["what"] for line in one.row.lines}:
            raise OwesOtherwise(one.number)
    return None


def owe(*, about: str, office: str, lines: tuple[FeeLine, ...], by: Actor, at: datetime) -> Account | None:
    """What a case still owes is this and nothing else (调整缴费单): an unpaid order for other lines is closed, one for these is asked for.

    Empty: nothing is owed any more. May stand in the caller's transaction. Raises what ``ask`` and ``close`` raise.
    """
    asked = [{"what": str(line.what), "fen": line.fen} for line in lines if line.fen]
    for account in accounts_about(about):
        if account.status in UNPAID and account.row.lines != asked:
            record(account, Act.CLOSE, by=by, at=at)
    return ask(about=about, office=office, lines=lines, by=by, at=at) if asked else None


def begin(
    *, about: str, through: Provider, how: How, by: Actor, at: datetime, notify_url: str, back_url: str, payer: str
) -> Leading:
    """Go to pay online (转支付机构): recorded, then the provider is told. Begun again, the same attempt goes on under its number.

    Raises ``NoSuchOrder``, ``AlreadyPaid``, ``UnderWay``, and what the provider raises; the attempt then stays and is asked after.
    """
    account = owed(about)
    current = account.attempt
    if current is not None and (current.provider != through.key or _over(current, at)):
        account = _give_up(account, current, at=at)
        current = None
    if current is None:
        expires_at = at + LASTS
        facts = {"how": str(how), "expires_at": expires_at.isoformat()}
        account = record(
            account,
            Act.BEGIN,
            by=by,
            at=at,
            provider=through.key,
            charge=account.next_charge(),
            fen=account.fen,
            facts=facts,
        )
        current = account.acts[-1]
    return through.begin(
        Charge(
            number=current.charge,
            fen=account.fen,
            title=f"缴费单 {account.number}",
            how=How(current.facts["how"]),
            expires_at=expiry(current),
            notify_url=notify_url,
            back_url=back_url,
            payer_address=payer,
            at=at,
        )
    )


def owed(about: str) -> Account:
    """The order of this case that waits to be paid. Raises ``AlreadyPaid`` and ``NoSuchOrder``."""
    every = accounts_about(about)
    for account in reversed(every):
        if account.status in UNPAID:
            return account
    for account in every:
        if account.status is Status.PAID:
            raise AlreadyPaid(account.number)
    raise NoSuchOrder(about)


UNPAID = frozenset({Status.OPEN, Status.BEGUN})


def _over(attempt: Done, at: datetime) -> bool:
    return at >= expiry(attempt)


def _give_up(account: Account, attempt: Done, *, at: datetime) -> Account:
    """End an attempt at its provider, so that another way of paying may begin."""
    through = find(attempt.provider)
    try:
        account = look_after(account, attempt, at=at, through=through, end=True)
    except (Silent, Declined) as error:
        raise UnderWay(account.number) from error
    if account.status is Status.PAID:
        raise AlreadyPaid(account.number)
    return account


def confirm(*, provider: ProviderKey, seen: Seen, at: datetime) -> Account:
    """Money came (确认到账), by the provider's own proven word. The same money told again, or twice at once, is counted once.

    Money for an order that owes nothing any more is kept apart and sent back. Raises ``NotBelieved`` for an order we never
    sent, another amount or another currency, ``NoSuchOrder`` never.
    """
    for _ in range(TRIES):
        try:
            account = account_of_charge(provider, seen.charge)
        except NoSuchOrder as error:
            raise NotBelieved("order") from error
        if any(done.act in MONEY and done.transaction == seen.transaction for done in account.acts):
            return account
        _require_the_same(account, seen)
        act = Act.PAY if account.status in {Status.OPEN, Status.BEGUN} else Act.PAY_AGAIN
        try:
            return record(
                account,
                act,
                by=SYSTEM,
                at=at,
                provider=provider,
                charge=seen.charge,
                transaction_number=seen.transaction,
                fen=seen.fen,
            )
        except (TakenMeanwhile, ActRefused):
            continue
    raise TakenMeanwhile(seen.charge)


MONEY = frozenset({Act.PAY, Act.PAY_AGAIN})


def _require_the_same(account: Account, seen: Seen) -> None:
    if seen.standing is not Standing.PAID or not seen.transaction:
        raise NotBelieved("not_paid")
    if seen.currency != CURRENCY:
        raise NotBelieved("currency")
    if seen.fen != account.fen:
        raise NotBelieved("amount")


def look_after(account: Account, attempt: Done, *, at: datetime, through: Provider, end: bool = False) -> Account:
    """Ask the provider what became of an attempt, and record its end if it has one. ``end``: end it now if nobody has paid.

    Raises ``Silent``, ``Declined``, ``NotBelieved``; nothing is recorded then.
    """
    seen = through.query(attempt.charge, at=at)
    superfluous = end or account.attempt is None or account.attempt.charge != attempt.charge
    match seen.standing:
        case Standing.PAID:
            return confirm(provider=through.key, seen=seen, at=at)
        case Standing.CLOSED:
            return _failed(account, attempt, at=at, why="closed")
        case Standing.OPEN if superfluous or at >= expiry(attempt):
            through.close(attempt.charge, at=at)
            return _failed(account, attempt, at=at, why="given_up" if superfluous else "expired")
        case Standing.UNKNOWN if end or at >= expiry(attempt) + GRACE:
            return _failed(account, attempt, at=at, why=NEVER_REACHED)
        case _:
            return account


def _failed(account: Account, attempt: Done, *, at: datetime, why: str) -> Account:
    act = Act.END if account.was_given_up(attempt) else Act.FAIL
    return record(account, act, by=SYSTEM, at=at, provider=attempt.provider, charge=attempt.charge, facts={"why": why})


def ask_after(*, number: str, at: datetime) -> Account:
    """Ask after every attempt of an order of which nobody knows the end. Raises what ``look_after`` raises."""
    account = open_account(number)
    for attempt in account.unended:
        account = look_after(account, attempt, at=at, through=find(attempt.provider))
    return account


def ask_about(*, provider: ProviderKey, charge: str, at: datetime) -> Account:
    """Ask the provider once more about an attempt whose end is recorded, because its bill says otherwise. Raises ``NoSuchOrder`` too."""
    account = account_of_charge(provider, charge)
    seen = find(provider).query(charge, at=at)
    return confirm(provider=provider, seen=seen, at=at) if seen.standing is Standing.PAID else account


def take_cash(*, about: str, by: Actor, at: datetime) -> Account:
    """A clerk takes what is owed in cash (窗口收现金); the receipt's number is in the act.

    An attempt to pay online is ended at the provider first. Raises ``NoSuchOrder``, for officers of other offices too, ``AlreadyPaid``, ``UnderWay``, ``ActRefused``.
    """
    account = owed(about)
    _require_office(account, by)
    if account.attempt is not None:
        account = _give_up(account, account.attempt, at=at)
    return record(
        account, Act.TAKE_CASH, by=by, at=at, provider=ProviderKey.CASH, charge=receipt_number(account), fen=account.fen
    )


def receipt_number(account: Account) -> str:
    """The number of the receipt for cash (收据编号): the order's own, marked."""
    return f"{account.number}C"


def close(*, about: str, by: Actor, at: datetime) -> tuple[Account, ...]:
    """Nothing is owed any more for this case, and nothing was paid (关闭缴费单): the orders that this closed.

    Recorded at once, also in the caller's transaction; an attempt under way is ended at its provider by the next round of work, and
    money that comes all the same goes back.
    """
    waiting = (one for one in accounts_about(about) if one.status in UNPAID)
    return tuple(record(account, Act.CLOSE, by=by, at=at) for account in waiting)


def refund(*, about: str, reason: str, by: Actor, at: datetime, order: str = "") -> Account:
    """Give the money of a case back (申请退款): recorded here, also in the caller's transaction; done by the next round of work.

    ``order``: which one of several; else the latest that was paid. What was paid in cash another officer hands out (``hand_back``). Raises ``NoSuchOrder`` where nothing was paid,
    ``ReasonNeeded``, ``ActRefused`` for who may not. Asked again it is the same refund.
    """
    if not reason.strip():
        raise ReasonNeeded("reason: is empty; say why the money goes back, in a sentence that the file can keep")
    account = _paid(about, order, first=Status.PAID)
    _require_office(account, by)
    if account.status is Status.REFUND_ASKED:
        return account
    paid = account.settlement
    assert paid is not None
    return record(
        account,
        Act.ASK_REFUND,
        by=by,
        at=at,
        provider=paid.provider,
        charge=refund_number(paid.charge),
        fen=paid.fen,
        facts={"reason": reason.strip(), "of": paid.charge},
    )


def _require_office(account: Account, by: Actor) -> None:
    """Raises ``NoSuchOrder`` for an officer of another office than the one that handles the case."""
    if by.kind is ActorKind.OFFICER and by.office != account.office:
        raise NoSuchOrder(account.about)


def _paid(about: str, order: str, *, first: Status) -> Account:
    """The order of the case that was paid, or whose money is to go back: those that stand at ``first`` before the others."""
    every = (one for one in reversed(accounts_about(about)) if one.status in {Status.PAID, Status.REFUND_ASKED})
    found = [one for one in every if one.fen and order in {"", one.number}]
    if not found:
        raise NoSuchOrder(about)
    return next((one for one in found if one.status is first), found[0])


def hand_back(*, about: str, by: Actor, at: datetime, order: str = "") -> Account:
    """A clerk hands out cash that is to go back (窗口退现金): cash that was paid, or money that the provider cannot send back.

    ``order``: which one of several. Not who decided on the refund (两人办理). Raises ``NoSuchOrder``, ``ActRefused``.
    """
    account = _paid(about, order, first=Status.REFUND_ASKED)
    _require_office(account, by)
    asked = account.last(Act.ASK_REFUND)
    if asked is None or (asked.provider != ProviderKey.CASH and not account.is_stuck(asked.facts["of"])):
        raise ActRefused(account.status, Act.HAND_BACK, by, frozenset(WAY.lawful(account.acts, by)) - {Act.HAND_BACK})
    return record(account, Act.HAND_BACK, by=by, at=at, provider=ProviderKey.CASH, charge=asked.charge, fen=asked.fen)


def go_on_refunding(*, number: str, at: datetime) -> Account:
    """Have the provider send back what is to go back: the refund asked for, and money that came twice. The same numbers each time.

    Raises ``Silent`` and ``Declined``; what was done until then stays.
    """
    account = open_account(number)
    for money, act in _to_send_back(account):
        number_of_it = refund_number(money.charge)
        reason = "不应缴纳的款项退回" if act is Act.GIVE_BACK else str(account.when(Act.ASK_REFUND).facts["reason"])
        through = find(money.provider)
        told = through.refund(
            Refund(number=number_of_it, charge=money.charge, fen=money.fen, reason=reason[:80], at=at)
        )
        if told is RefundStanding.DONE:
            account = _once(account, act, money, at=at)
        elif told is RefundStanding.STUCK and not account.is_stuck(money.charge):
            account = _once(account, Act.STICK, money, at=at)
    return account


def _to_send_back(account: Account) -> Iterable[tuple[Done, Act]]:
    paid = account.settlement
    if account.status is Status.REFUND_ASKED and paid is not None and paid.provider != ProviderKey.CASH:
        yield paid, Act.REFUND
    for money in account.unreturned:
        yield money, Act.GIVE_BACK


def _once(account: Account, act: Act, money: Done, *, at: datetime) -> Account:
    """Record that money went back; if another round was quicker, it is recorded already."""
    try:
        return record(
            account, act, by=SYSTEM, at=at, provider=money.provider, charge=refund_number(money.charge), fen=money.fen
        )
    except TakenMeanwhile:
        return open_account(account.number)
