"""What a case owes and what becomes of it, without any provider: cash, nothing to pay, and money confirmed by a proven word."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connection

from applications import COUNTER, NOW
from qingbai.agencies.ways import ActRefused
from qingbai.audit import queries as audit
from qingbai.audit import services as ledger
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.payments import queries, services
from qingbai.payments.accounts import record
from qingbai.payments.providers import NotBelieved, Seen, Standing
from qingbai.payments.terms import WAY, Act, FeeKind, FeeLine, ProviderKey, Status

CASE = "QB20261120-AAAAAAAA"
LINES = (FeeLine(FeeKind.CERTIFICATE, 1000), FeeLine(FeeKind.POSTAGE, 1250))
ASKER = Actor(ActorKind.APPLICANT, "0123456789abcdef0123456789abcdef")
HEAD = Actor(ActorKind.OFFICER, "head-1", "100101-hy", "head")
CLERK_2 = replace(COUNTER, id="clerk-2")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _keys(request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("transactional_db" if "at_once" in request.node.name else "db")
    ledger.ensure_keys(by=SYSTEM, at=NOW)


def asked(lines=LINES):
    return services.ask(about=CASE, office=COUNTER.office, lines=lines, by=SYSTEM, at=NOW)


def begun():
    account = asked()
    return record(
        account, Act.BEGIN, by=ASKER, at=NOW, provider=ProviderKey.WECHAT, charge=account.next_charge(), fen=account.fen,
        facts={"how": "code", "expires_at": NOW.isoformat()},
    )  # fmt: skip


def paid(account, transaction="4200001", **other):
    told = {"standing": Standing.PAID, "fen": account.fen, "charge": account.acts[-1].charge, **other}
    return Seen(transaction=transaction, **told)


def test_what_a_case_owes_is_asked_for_once_however_often_it_is_asked():
    first, again = asked(), asked()
    assert first.number == again.number
    assert (first.fen, first.status, queries.settled(CASE)) == (2250, Status.OPEN, False)
    assert first.lines == LINES


def test_something_else_for_the_same_case_is_refused_while_the_first_is_open_or_paid():
    asked()
    with pytest.raises(services.OwesOtherwise):
        asked(LINES[:1])


def test_what_costs_nothing_is_settled_at_once_and_on_the_ledger():
    account = asked((FeeLine(FeeKind.CERTIFICATE, 0),))
    assert (account.status, account.acts[-1].act, queries.settled(CASE)) == (Status.PAID, Act.WAIVE, True)


def test_a_case_that_was_never_asked_for_money_has_settled_nothing():
    assert not queries.settled(CASE)


@pytest.mark.parametrize("fen", [-1, 10.0, True, "10", 1_000_001])
def test_an_amount_is_a_whole_number_of_fen(fen):
    with pytest.raises(ValueError, match="whole number of fen"):
        FeeLine(FeeKind.CERTIFICATE, fen)


def test_cash_is_taken_by_a_clerk_with_a_receipt_and_by_nobody_else():
    asked()
    with pytest.raises(ActRefused):
        services.take_cash(about=CASE, by=ASKER, at=NOW)
    account = services.take_cash(about=CASE, by=COUNTER, at=NOW)
    (fee,) = queries.of(about=CASE, viewer=COUNTER, purpose=CASE)
    assert (fee.status, fee.through, fee.reference) == (Status.PAID, ProviderKey.CASH, f"{account.number}C")
    with pytest.raises(services.AlreadyPaid):
        services.take_cash(about=CASE, by=COUNTER, at=NOW)


def test_money_confirmed_twice_is_counted_once():
    account = begun()
    for _ in range(3):
        account = services.confirm(provider=ProviderKey.WECHAT, seen=paid(begun_again(account)), at=NOW)
    assert [done.act for done in account.acts] == [Act.ASK, Act.BEGIN, Act.PAY]
    assert queries.settled(CASE)


def begun_again(account):
    """The account up to its attempt."""
    return replace(account, acts=account.acts[:2])


@pytest.mark.django_db(transaction=True)
def test_money_confirmed_by_many_at_once_is_counted_once():
    seen = paid(begun())

    def confirm(_):
        try:
            return services.confirm(provider=ProviderKey.WECHAT, seen=seen, at=NOW).status
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(confirm, range(12))) == {Status.PAID}
    account = services.open_account(services.accounts_about(CASE)[0].number)
    assert [done.act for done in account.acts] == [Act.ASK, Act.BEGIN, Act.PAY]


@pytest.mark.django_db(transaction=True)
def test_asked_for_by_many_at_once_it_is_one_order():
    def ask(_):
        try:
            return asked().number
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(ask, range(8)))) == 1


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"fen": 2249}, "amount"),
        ({"fen": 225000}, "amount"),
        ({"currency": "USD"}, "currency"),
        ({"charge": "SF20261120ZZZZZZZZ01"}, "order"),
        ({"standing": Standing.OPEN}, "not_paid"),
        ({"transaction": ""}, "not_paid"),
    ],
)
def test_money_of_another_order_amount_or_currency_is_not_believed(other, why):
    account = begun()
    with pytest.raises(NotBelieved) as refused:
        services.confirm(provider=ProviderKey.WECHAT, seen=paid(account, **other), at=NOW)
    assert refused.value.why == why
    assert not queries.settled(CASE)


def test_the_same_attempt_at_another_provider_is_not_believed():
    with pytest.raises(NotBelieved):
        services.confirm(provider=ProviderKey.ALIPAY, seen=paid(begun()), at=NOW)


def test_money_that_comes_after_the_attempt_was_given_up_pays_the_order_all_the_same():
    account = begun()
    seen = paid(account)
    record(account, Act.FAIL, by=SYSTEM, at=NOW, provider="wechat", charge=seen.charge)
    services.confirm(provider=ProviderKey.WECHAT, seen=seen, at=NOW)
    assert queries.settled(CASE)


def test_money_for_an_order_that_was_closed_or_paid_is_kept_apart_to_be_sent_back():
    seen = paid(begun())
    services.close(about=CASE, by=ASKER, at=NOW)
    account = services.confirm(provider=ProviderKey.WECHAT, seen=seen, at=NOW)
    again = services.confirm(provider=ProviderKey.WECHAT, seen=seen, at=NOW)
    assert account.status is Status.CLOSED
    assert [done.transaction for done in account.unreturned] == ["4200001"]
    assert again.acts == account.acts
    assert not queries.settled(CASE)


def test_cash_goes_back_by_another_hand_than_the_one_that_decided():
    asked()
    services.take_cash(about=CASE, by=COUNTER, at=NOW)
    with pytest.raises(ActRefused):
        services.refund(about=CASE, reason="误收", by=COUNTER, at=NOW)
    with pytest.raises(services.ReasonNeeded):
        services.refund(about=CASE, reason=" ", by=HEAD, at=NOW)
    services.refund(about=CASE, reason="误收", by=HEAD, at=NOW)
    assert not queries.settled(CASE)
    with pytest.raises(ActRefused):
        services.hand_back(about=CASE, by=HEAD, at=NOW)
    account = services.hand_back(about=CASE, by=CLERK_2, at=NOW)
    assert account.status is Status.REFUNDED
    with pytest.raises(services.NoSuchOrder):
        services.hand_back(about=CASE, by=CLERK_2, at=NOW)


def test_money_is_handled_at_the_office_of_the_case_and_nowhere_else():
    asked()
    elsewhere = {one: replace(one, office="100102-sq") for one in (COUNTER, HEAD, CLERK_2)}
    with pytest.raises(services.NoSuchOrder):
        services.take_cash(about=CASE, by=elsewhere[COUNTER], at=NOW)
    assert queries.of(about=CASE, viewer=elsewhere[COUNTER], purpose=CASE) == ()
    services.take_cash(about=CASE, by=COUNTER, at=NOW)
    with pytest.raises(services.NoSuchOrder):
        services.refund(about=CASE, reason="误收", by=elsewhere[HEAD], at=NOW)
    services.refund(about=CASE, reason="误收", by=HEAD, at=NOW)
    with pytest.raises(services.NoSuchOrder):
        services.hand_back(about=CASE, by=elsewhere[CLERK_2], at=NOW)
    assert services.hand_back(about=CASE, by=CLERK_2, at=NOW).status is Status.REFUNDED


def test_after_a_refund_the_case_may_be_asked_anew_under_another_number():
    first = asked()
    services.take_cash(about=CASE, by=COUNTER, at=NOW)
    services.refund(about=CASE, reason="误收", by=HEAD, at=NOW)
    services.hand_back(about=CASE, by=CLERK_2, at=NOW)
    assert asked().number != first.number


def test_every_act_is_on_the_ledger_without_any_person():
    asked()
    services.take_cash(about=CASE, by=COUNTER, at=NOW)
    entries = audit.entries(viewer=SYSTEM, purpose=CASE, about="", after=0, limit=50)
    kinds = [(str(entry.kind), entry.basis) for entry in entries if entry.basis == CASE]
    assert kinds == [("fee_asked", CASE), ("fee_paid", CASE)]


def test_nobody_but_the_parties_sees_what_a_case_owes():
    asked()
    visitor = Actor(ActorKind.VISITOR, "somebody")
    assert queries.of(about=CASE, viewer=visitor, purpose=CASE) == ()
    assert queries.of(about=CASE, viewer=COUNTER, purpose="QB20261120-BBBBBBBB") == ()


def test_from_every_status_no_act_leaves_an_order_paid_twice():
    """Whatever status: a settling act is possible only where nothing has settled it yet."""
    for before, act in WAY.table:
        if act in {Act.PAY, Act.TAKE_CASH, Act.WAIVE}:
            assert before in {Status.OPEN, Status.BEGUN}
