"""Both providers through the gateway that speaks their protocols: the whole way of an order with real signatures, and every lie refused."""

import base64
import json
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qsl, urlencode

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from applications import COUNTER, NOW
from qingbai.audit import queries as audit
from qingbai.audit.actors import SYSTEM
from qingbai.payments import callbacks, jobs, queries, services
from qingbai.payments.accounts import accounts_about
from qingbai.payments.gateway import keys
from qingbai.payments.gateway.till import Notice, Travels
from qingbai.payments.providers import How, RefundStanding, Standing, signatures, wire
from qingbai.payments.terms import Act, ProviderKey, Status
from tills import ASKER, HEAD, Street, begin, gateway_keys

CASE = "QB20261120-AAAAAAAA"
WECHAT, ALIPAY = ProviderKey.WECHAT, ProviderKey.ALIPAY
both = pytest.mark.parametrize("provider", [WECHAT, ALIPAY])


def account(about: str = CASE):
    return accounts_about(about)[-1]


def acts(about: str = CASE):
    return [done.act for done in account(about).acts]


def refusals() -> list[str]:
    entries = audit.entries(viewer=SYSTEM, purpose="test", about="", after=0, limit=500)
    return [entry.facts["why"] for entry in entries if str(entry.kind) == "payment_word_refused"]


@both
@pytest.mark.parametrize("phone", [True, False])
def test_an_order_is_begun_paid_and_confirmed_by_the_providers_signed_message(street, provider, phone):
    leading = begin(street, provider, how=How.PHONE if phone else None)
    assert leading.url.startswith(street.gateway.url) or leading.code.startswith(street.gateway.url)
    assert account().status is Status.BEGUN
    street.pays(provider)
    received = street.hand_over(street.post[0], provider)
    assert received.settled == CASE
    assert received.answer.body in {b"", b"success"}
    assert received.answer.status in {200, 204}
    assert acts() == [Act.ASK, Act.BEGIN, Act.PAY]
    assert queries.settled(CASE)


@both
def test_begun_again_it_is_the_same_attempt_under_the_same_number(street, provider):
    first, again = begin(street, provider), begin(street, provider)
    assert acts() == [Act.ASK, Act.BEGIN]
    assert len(street.gateway.till.trades) == 1
    if provider is WECHAT:
        assert first == again


@both
@pytest.mark.parametrize("travels", [Travels.TWICE, Travels.LOST, Travels.ALTERED])
def test_however_the_message_travels_the_money_is_counted_once(street, provider, travels):
    begin(street, provider)
    street.pays(provider, travels)
    for notice in street.post:
        street.hand_over(notice, provider)
    jobs.go_round(at=street.now)
    assert acts() == [Act.ASK, Act.BEGIN, Act.PAY]
    assert account().unreturned == ()


def test_a_message_is_heard_once_and_then_refused_as_a_replay(street):
    begin(street)
    street.pays(WECHAT)
    (notice,) = street.post
    assert street.hand_over(notice, WECHAT).settled == CASE
    again = street.hand_over(notice, WECHAT)
    assert (again.answer.status, json.loads(again.answer.body)["code"]) == (401, "FAIL")
    assert refusals() == ["replayed"]


def test_the_very_same_message_of_alipay_is_answered_again_and_changes_nothing(street):
    begin(street, ALIPAY)
    street.pays(ALIPAY)
    (notice,) = street.post
    assert [street.hand_over(notice, ALIPAY).answer.body for _ in range(3)] == [b"success"] * 3
    assert acts() == [Act.ASK, Act.BEGIN, Act.PAY]


@pytest.mark.parametrize(("minutes", "believed"), [(-6, False), (-4, True), (4, True), (6, False)])
def test_a_message_of_wechat_is_believed_for_five_minutes(street, minutes, believed):
    begin(street)
    street.pays(WECHAT)
    street.hand_over(street.post[0], WECHAT, at=NOW + timedelta(minutes=minutes))
    assert queries.settled(CASE) is believed
    assert refusals() == ([] if believed else ["time"])


@pytest.mark.parametrize(("hours", "believed"), [(25, True), (27, False)])
def test_a_message_of_alipay_is_believed_for_as_long_as_alipay_repeats_it(street, hours, believed):
    begin(street, ALIPAY)
    street.pays(ALIPAY)
    street.hand_over(street.post[0], ALIPAY, at=NOW + timedelta(hours=hours))
    assert queries.settled(CASE) is believed


def signed_anew(notice: Notice, body: str, key) -> Notice:
    """A message of WeChat's with another body, signed over by somebody."""
    headers = dict(notice.headers)
    text = f"{headers['Wechatpay-Timestamp']}\n{headers['Wechatpay-Nonce']}\n{body}\n"
    return Notice(notice.url, {**headers, "Wechatpay-Signature": signatures.signed(text, key)}, body.encode())


def sealed_anew(street: Street, notice: Notice, **changes) -> Notice:
    """A message of WeChat's that says something else inside, with the right keys: only what it says is wrong."""
    told = json.loads(notice.body)
    resource, secret = told["resource"], street.gateway.keys.secret
    nonce, beside = resource["nonce"].encode(), resource["associated_data"].encode()
    inner = json.loads(AESGCM(secret).decrypt(nonce, base64.b64decode(resource["ciphertext"]), beside))
    for name, value in changes.items():
        inner[name] = {**inner[name], **value} if isinstance(value, dict) else value
    resource["ciphertext"] = base64.b64encode(
        AESGCM(secret).encrypt(nonce, json.dumps(inner).encode(), beside)
    ).decode()
    return signed_anew(notice, json.dumps(told), street.gateway.keys.platform)


WECHAT_LIES = {
    "forged with another key": ("signature", lambda s, n: signed_anew(n, n.body.decode(), gateway_keys().merchant)),
    "an altered body": ("signature", lambda s, n: replace(n, body=n.body.replace(b"id", b"iD", 1))),
    "no signature": ("unsigned", lambda s, n: replace(n, headers={"Content-Type": "application/json"})),
    "a probe of signatures": ("signature", lambda s, n: with_header(n, "Signature", "WECHATPAY/SIGNTEST/abc")),
    "another platform key": ("key", lambda s, n: with_header(n, "Serial", "PUB_KEY_ID_2")),
    "a time that is none": ("time", lambda s, n: with_header(n, "Timestamp", "soon")),
    "a body that is no JSON": ("form", lambda s, n: signed_anew(n, "[", s.gateway.keys.platform)),
    "a body that is no object": ("form", lambda s, n: signed_anew(n, "[1]", s.gateway.keys.platform)),
    "a body that is no text": ("form", lambda s, n: replace(n, body=b"\xff\xfe")),
    "another cipher": ("cipher", lambda s, n: signed_anew(n, n.body.decode().replace("transaction\"", "other\""), s.gateway.keys.platform)),
    "another merchant": ("merchant", lambda s, n: sealed_anew(s, n, mchid="1900000002")),
    "another app": ("merchant", lambda s, n: sealed_anew(s, n, appid="wx2")),
    "another order": ("order", lambda s, n: sealed_anew(s, n, out_trade_no="SF20261120ZZZZZZZZ01")),
    "another amount": ("amount", lambda s, n: sealed_anew(s, n, amount={"total": 1})),
    "a fraction of a fen": ("form", lambda s, n: sealed_anew(s, n, amount={"total": 2250.0})),
    "another currency": ("currency", lambda s, n: sealed_anew(s, n, amount={"currency": "JPY"})),
    "not paid": ("not_paid", lambda s, n: sealed_anew(s, n, trade_state="NOTPAY")),
    "an unknown state": ("form", lambda s, n: sealed_anew(s, n, trade_state="MAYBE")),
    "no number of the money": ("form", lambda s, n: sealed_anew(s, n, transaction_id="")),
    "too large": ("size", lambda s, n: replace(n, body=b"{" + b" " * callbacks.LARGEST)),
}  # fmt: skip


def with_header(notice: Notice, name: str, value: str) -> Notice:
    return replace(notice, headers={**notice.headers, f"Wechatpay-{name}": value})


@pytest.mark.parametrize("lie", WECHAT_LIES)
def test_nothing_is_believed_of_wechat_that_is_not_proved_about_this_order(street, lie):
    begin(street)
    street.pays(WECHAT)
    why, spoil = WECHAT_LIES[lie]
    received = street.hand_over(spoil(street, street.post[0]), WECHAT)
    assert (received.answer.status, received.settled) == (401, "")
    assert refusals() == [why]
    assert acts() == [Act.ASK, Act.BEGIN]
    assert street.hand_over(street.post[0], WECHAT).settled == CASE  # the true one is believed afterwards


def form(street: Street, notice: Notice, *, key=None, sign: bool = True, **changes) -> Notice:
    """A message of Alipay's with other values, signed over with the right key unless told otherwise."""
    told = {name: value for name, value in {**dict(parse_qsl(notice.body.decode())), **changes}.items() if value != ""}
    if sign:
        inner = {name: value for name, value in told.items() if name not in {"sign", "sign_type"}}
        content = "&".join(f"{name}={inner[name]}" for name in sorted(inner))
        told["sign"] = signatures.signed(content, key or street.gateway.keys.platform)
    return replace(notice, body=urlencode(told).encode())


ALIPAY_LIES = {
    "forged with another key": ("signature", lambda s, n: form(s, n, key=gateway_keys().merchant)),
    "an altered amount": ("signature", lambda s, n: form(s, n, sign=False, total_amount="0.01")),
    "an added field": ("signature", lambda s, n: replace(n, body=n.body + b"&x=1")),
    "a field twice": ("form", lambda s, n: replace(n, body=n.body + b"&trade_no=1")),
    "the weaker signature": ("unsigned", lambda s, n: form(s, n, sign_type="RSA")),
    "no signature": ("unsigned", lambda s, n: replace(n, body=n.body.partition(b"&sign=")[0])),
    "another app": ("merchant", lambda s, n: form(s, n, app_id="2021000000000002")),
    "another seller": ("merchant", lambda s, n: form(s, n, seller_id="2088000000000002")),
    "another order": ("order", lambda s, n: form(s, n, out_trade_no="SF20261120ZZZZZZZZ01")),
    "another amount": ("amount", lambda s, n: form(s, n, total_amount="22.51")),
    "an amount that is none": ("form", lambda s, n: form(s, n, total_amount="2.25e1")),
    "no number of the message": ("form", lambda s, n: form(s, n, notify_id="")),
    "a time that is none": ("time", lambda s, n: form(s, n, notify_time="2026-13-01 00:00:00")),
    "no form": ("form", lambda s, n: replace(n, body=b"\xff")),
    "too large": ("size", lambda s, n: replace(n, body=b"a=" + b"b" * callbacks.LARGEST)),
}


@pytest.mark.parametrize("lie", ALIPAY_LIES)
def test_nothing_is_believed_of_alipay_that_is_not_proved_about_this_order(street, lie):
    begin(street, ALIPAY)
    street.pays(ALIPAY)
    why, spoil = ALIPAY_LIES[lie]
    received = street.hand_over(spoil(street, street.post[0]), ALIPAY)
    assert (received.answer.body, received.settled) == (b"fail", "")
    assert refusals() == [why]
    assert acts() == [Act.ASK, Act.BEGIN]
    assert street.hand_over(street.post[0], ALIPAY).settled == CASE


@both
def test_a_message_that_tells_of_no_payment_is_answered_and_changes_nothing(street, provider):
    begin(street, provider)
    street.pays(provider)
    (notice,) = street.post
    if provider is WECHAT:
        other = notice.body.decode().replace("TRANSACTION.SUCCESS", "REFUND.SUCCESS")
        other = signed_anew(notice, other, street.gateway.keys.platform)
    else:
        other = form(street, notice, trade_status="TRADE_CLOSED")
    assert street.hand_over(other, provider).answer.body in {b"", b"success"}
    assert acts() == [Act.ASK, Act.BEGIN]


def test_a_flood_of_forgeries_does_not_fill_the_ledger(street, monkeypatch):
    monkeypatch.setattr(callbacks, "LEDGERED_A_MINUTE", 3)
    callbacks._refused.clear()
    for _ in range(8):
        street.hand_over(Notice("", {}, b"{}"), WECHAT)
    assert refusals() == ["unsigned"] * 3


@both
def test_what_was_never_paid_ends_and_may_be_begun_anew_under_another_number(street, provider):
    begin(street, provider)
    street.now += timedelta(minutes=29)
    jobs.go_round(at=street.now)
    assert account().status is Status.BEGUN
    street.now += timedelta(minutes=4)
    jobs.go_round(at=street.now)
    assert account().status is Status.OPEN
    begin(street, provider)
    assert len({trade.number for trade in street.gateway.till.trades.values()}) == 2


@both
def test_who_changes_the_way_of_paying_cannot_pay_the_first_one_any_more(street, provider):
    other = ALIPAY if provider is WECHAT else WECHAT
    begin(street, provider)
    begin(street, other)
    assert acts() == [Act.ASK, Act.BEGIN, Act.FAIL, Act.BEGIN]
    assert street.trade(provider).standing is Standing.CLOSED


@both
def test_who_paid_and_then_chooses_another_way_is_told_that_it_is_paid(street, provider):
    begin(street, provider)
    street.pays(provider, Travels.LOST)
    with pytest.raises(services.AlreadyPaid):
        begin(street, ALIPAY if provider is WECHAT else WECHAT)
    with pytest.raises(services.AlreadyPaid):
        services.take_cash(about=CASE, by=COUNTER, at=street.now)
    assert queries.settled(CASE)


@both
def test_cash_at_the_counter_ends_the_attempt_at_the_provider_first(street, provider):
    begin(street, provider)
    services.take_cash(about=CASE, by=COUNTER, at=street.now)
    assert acts() == [Act.ASK, Act.BEGIN, Act.FAIL, Act.TAKE_CASH]
    assert not street.gateway.till.pay(street.trade(provider))


def test_cash_is_not_taken_while_nobody_knows_whether_it_was_paid(street, monkeypatch):
    begin(street)
    monkeypatch.setattr(wire, "_once", lambda *_: (_ for _ in ()).throw(TimeoutError))
    with pytest.raises(services.UnderWay):
        services.take_cash(about=CASE, by=COUNTER, at=street.now)
    assert acts() == [Act.ASK, Act.BEGIN]


@both
def test_a_case_that_was_withdrawn_is_ended_at_the_provider_too(street, provider):
    begin(street, provider)
    services.close(about=CASE, by=ASKER, at=street.now)
    jobs.go_round(at=street.now)
    assert acts() == [Act.ASK, Act.BEGIN, Act.CLOSE, Act.FAIL]
    assert not street.gateway.till.pay(street.trade(provider))


@both
def test_money_for_a_withdrawn_case_goes_back_once(street, provider):
    begin(street, provider)
    services.close(about=CASE, by=ASKER, at=street.now)
    street.pays(provider)
    street.hand_over(street.post[0], provider)
    for _ in range(3):
        jobs.go_round(at=street.now)
    assert acts() == [Act.ASK, Act.BEGIN, Act.CLOSE, Act.PAY_AGAIN, Act.GIVE_BACK]
    assert [one.fen for one in street.trade(provider).refunds.values()] == [2250]


@both
def test_paid_by_two_providers_the_second_money_goes_back(street, provider):
    """The payer kept the first page open, the provider did not hear that it was closed, and both are paid."""
    other = ALIPAY if provider is WECHAT else WECHAT
    begin(street, provider)
    first = street.trade(provider)
    begin(street, other)
    street.pays(other)
    street.hand_over(street.post[0], other)
    first.standing = Standing.OPEN
    street.gateway.pay(first, Travels.DELIVERED)
    street.hand_over(street.post[1], provider)
    jobs.go_round(at=street.now)
    assert acts()[-3:] == [Act.PAY, Act.PAY_AGAIN, Act.GIVE_BACK]
    assert (len(first.refunds), len(street.trade(other).refunds)) == (1, 0)
    assert queries.settled(CASE)


@both
def test_a_refund_goes_back_whole_and_once(street, provider):
    begin(street, provider)
    street.pays(provider)
    street.hand_over(street.post[0], provider)
    services.refund(about=CASE, reason="误收", by=HEAD, at=street.now)
    for _ in range(3):
        jobs.go_round(at=street.now)
    assert acts()[-2:] == [Act.ASK_REFUND, Act.REFUND]
    assert [(one.fen, one.number) for one in street.trade(provider).refunds.values()] == [
        (2250, account().acts[-1].charge)
    ]


@both
def test_a_refund_under_way_is_asked_after_until_it_is_done(street, provider):
    begin(street, provider)
    street.pays(provider)
    street.hand_over(street.post[0], provider)
    street.gateway.till.refunds_end = RefundStanding.UNDER_WAY
    services.refund(about=CASE, reason="误收", by=HEAD, at=street.now)
    jobs.go_round(at=street.now)
    assert account().status is Status.REFUND_ASKED
    for one in street.trade(provider).refunds.values():
        one.standing = RefundStanding.DONE
    jobs.go_round(at=street.now)
    assert account().status is Status.REFUNDED
    assert len(street.trade(provider).refunds) == 1


def test_a_refund_that_the_provider_cannot_do_is_paid_out_by_a_person(street):
    begin(street)
    street.pays(WECHAT)
    street.hand_over(street.post[0], WECHAT)
    street.gateway.till.refunds_end = RefundStanding.STUCK
    services.refund(about=CASE, reason="误收", by=HEAD, at=street.now)
    with pytest.raises(services.ActRefused):
        services.hand_back(about=CASE, by=COUNTER, at=street.now)
    jobs.go_round(at=street.now)
    jobs.go_round(at=street.now)
    assert queries.of(about=CASE, viewer=COUNTER, purpose=CASE)[0].stuck
    services.hand_back(about=CASE, by=COUNTER, at=street.now)
    assert acts()[-3:] == [Act.ASK_REFUND, Act.STICK, Act.HAND_BACK]


@both
def test_an_answer_that_is_not_signed_by_the_provider_is_no_answer(street, provider, monkeypatch):
    begin(street, provider)
    street.pays(provider, Travels.LOST)
    genuine = wire.send

    def altered(*given, **named):
        reply = genuine(*given, **named)
        return replace(reply, body=reply.body.replace(b"SUCCESS", b"NOTPAY ").replace(b"22.50", b"22.51"))

    monkeypatch.setattr(wire, "send", altered)
    jobs.go_round(at=street.now)
    assert acts() == [Act.ASK, Act.BEGIN]
    monkeypatch.undo()


@both
def test_an_answer_about_another_amount_is_not_believed_even_when_signed(street, provider):
    begin(street, provider)
    street.pays(provider, Travels.LOST)
    street.trade(provider).fen = 1
    jobs.go_round(at=street.now)
    assert acts() == [Act.ASK, Act.BEGIN]


@both
def test_the_gateway_takes_no_order_that_the_merchant_did_not_sign(street, provider, settings, tmp_path):
    other = replace(gateway_keys(), merchant=keys.make().merchant)
    settings.PAYMENTS = keys.settings(other, tmp_path / "other", street.gateway.url)
    if provider is WECHAT:
        with pytest.raises(services.Declined, match="SIGN_ERROR"):
            begin(street)
    else:
        begin(street, ALIPAY)
    assert street.gateway.till.trades == {}


def test_the_provider_is_told_no_person_and_no_purpose(street):
    begin(street)
    trade = street.trade()
    assert trade.title == f"缴费单 {account().number}"
    assert CASE not in trade.title
