"""The daily reckoning: each provider's bill beside the orders here, and every sort of difference found."""

from dataclasses import replace
from datetime import timedelta

import pytest

from applications import NOW
from qingbai import clock
from qingbai.audit import queries as audit
from qingbai.audit.actors import SYSTEM
from qingbai.payments import jobs, queries, services
from qingbai.payments.gateway.till import Travels
from qingbai.payments.providers import BillKind, Silent, Standing, configured, wire
from qingbai.payments.reconciliation import Odd, reconcile
from qingbai.payments.terms import ProviderKey
from tills import HEAD, Street, begin

WECHAT, ALIPAY = ProviderKey.WECHAT, ProviderKey.ALIPAY
both = pytest.mark.parametrize("provider", [WECHAT, ALIPAY])
DAY = clock.day_of(NOW)


def paid(street: Street, provider: ProviderKey, travels: Travels = Travels.DELIVERED):
    street.fresh_case()
    begin(street, provider)
    trade = street.pays(provider, travels)
    while street.post:
        street.hand_over(street.post.pop(), provider)
    return trade


def reckon(street: Street, provider: ProviderKey, day=DAY):
    return reconcile(through=configured.find(provider), day=day, by=SYSTEM, at=street.now)


def odds(reckoning) -> list[tuple[BillKind, Odd]]:
    return [(one.kind, one.what) for one in reckoning.differences]


@both
def test_a_day_that_agrees_has_no_difference_and_is_on_the_ledger(street, provider):
    paid(street, provider)
    paid(street, provider)
    services.refund(about=street.case, reason="误收", by=HEAD, at=street.now)
    jobs.go_round(at=street.now)
    found = reckon(street, provider)
    assert (found.paid, found.paid_fen, found.refunded, found.refunded_fen) == (2, 4500, 1, 2250)
    assert found.differences == ()
    entries = audit.entries(viewer=SYSTEM, purpose="test", about="", after=0, limit=500)
    assert [dict(one.facts) for one in entries if str(one.kind) == "bill_compared"] == [
        {"provider": str(provider), "day": "2026-11-20", "lines": "3", "differences": "0"}
    ]


@both
def test_a_day_without_any_movement_has_an_empty_bill(street, provider):
    assert (reckon(street, provider).paid, reckon(street, provider).differences) == (0, ())


@both
def test_money_that_came_unheard_is_asked_about_and_confirmed_by_the_bill(street, provider):
    trade = paid(street, provider, Travels.LOST)
    found = reckon(street, provider)
    assert found.differences == ()
    assert queries.settled(street.case)
    assert trade.transaction


@both
def test_every_difference_is_found_and_named(street, provider):
    trades = [paid(street, provider) for _ in range(4)]
    services.refund(about=street.case, reason="误收", by=HEAD, at=street.now)
    jobs.go_round(at=street.now)
    missing_there, other_amount, other_number, refunded = trades
    till = street.gateway.till.trades
    del till[provider, missing_there.number]
    other_amount.fen += 1
    other_number.transaction = "4200000000"
    next(iter(refunded.refunds.values())).fen -= 50
    stranger = replace(trades[2], number="SF20261120ZZZZZZZZ01", transaction="4299")
    till[provider, stranger.number] = stranger
    assert sorted(odds(reckon(street, provider))) == sorted(
        [
            (BillKind.PAYMENT, Odd.MISSING_THERE),
            (BillKind.PAYMENT, Odd.OTHER_AMOUNT),
            (BillKind.PAYMENT, Odd.OTHER_TRANSACTION),
            (BillKind.PAYMENT, Odd.MISSING_HERE),
            (BillKind.REFUND, Odd.OTHER_AMOUNT),
        ]
    )


def test_what_the_provider_counts_to_the_day_before_is_not_missing(street):
    street.now = NOW.replace(hour=15, minute=59, second=59)  # a second before midnight in China
    street.fresh_case()
    begin(street, WECHAT)
    street.pays(WECHAT)
    notice = street.post.pop()
    street.now += timedelta(seconds=2)
    street.hand_over(notice, WECHAT)
    assert reckon(street, WECHAT, DAY).differences == ()
    assert reckon(street, WECHAT, DAY + timedelta(days=1)).differences == ()


def test_a_bill_that_is_not_the_announced_one_is_no_bill(street, monkeypatch):
    paid(street, WECHAT)
    genuine = wire.send

    def altered(method, url, **named):
        reply = genuine(method, url, **named)
        return replace(reply, body=reply.body.replace(b"22.50", b"22.51")) if "billdownload" in url else reply

    monkeypatch.setattr(wire, "send", altered)
    with pytest.raises(Silent):
        reckon(street, WECHAT)


def test_a_refund_made_behind_our_back_is_a_difference(street):
    trade = paid(street, WECHAT)
    street.gateway.till.give_back(trade, "BYHAND", 100)
    assert odds(reckon(street, WECHAT)) == [(BillKind.REFUND, Odd.MISSING_HERE)]
    assert trade.standing is Standing.PAID
