"""A payment killed between every two steps: after each commit, before and after each exchange with the provider, on either side of its message.

A run is cut off at its n-th step, for every n there is; everything that this process held in memory is gone, and what is left is the database
and the provider. Then the payer tries again, the provider's message comes or is lost, the steady work goes its rounds: the money that the
provider holds and what stands here agree, nothing is counted twice and nothing is lost.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from applications import COUNTER
from qingbai.audit.actors import SYSTEM
from qingbai.payments import callbacks, jobs, queries, services
from qingbai.payments.accounts import accounts_about
from qingbai.payments.gateway.till import Notice, Trade, Travels
from qingbai.payments.models import Word
from qingbai.payments.providers import Standing, wire
from qingbai.payments.terms import Act, ProviderKey, Status
from tills import HEAD, Street, begin

WECHAT, ALIPAY = ProviderKey.WECHAT, ProviderKey.ALIPAY
both = pytest.mark.parametrize("provider", [WECHAT, ALIPAY])


class Killed(BaseException):
    """The process ends here: nothing catches it."""


class Steps:
    """Every step that leaves a trace outside this process, counted; at one of them the process is killed, before or after it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.taken: list[str] = []
        self.fatal = -1
        self.after = False
        for owner, name in ((services, "record"), (wire, "_once"), (callbacks, "_believe")):
            monkeypatch.setattr(owner, name, self._watched(name, getattr(owner, name)))

    def _watched(self, name: str, genuine: Callable) -> Callable:
        def step(*given, **named):
            here = len(self.taken)
            self.taken.append(name)
            if here == self.fatal and not self.after:
                raise Killed(name)
            done = genuine(*given, **named)
            if here == self.fatal:
                raise Killed(name)
            return done

        return step

    def run(self, act: Callable, *, fatal: int, after: bool) -> bool:
        """Act until killed; whether it came to its end."""
        self.taken, self.fatal, self.after = [], fatal, after
        try:
            act()
        except Killed:
            return False
        finally:
            self.fatal = -1
        return True


@pytest.fixture
def steps(monkeypatch) -> Steps:
    return Steps(monkeypatch)


def agree(street: Street, *, paid: bool) -> None:
    """What the provider holds and what stands here: nothing twice, nothing lost."""
    account = accounts_about(street.case)[-1]
    trades = street.gateway.till.trades.values()
    came = sum(trade.fen for trade in trades if trade.transaction)
    went = sum(one.fen for trade in trades for one in trade.refunds.values())
    here = sum(done.fen for done in account.acts if done.act in services.MONEY)
    back = sum(done.fen for done in account.acts if done.act in {Act.REFUND, Act.GIVE_BACK})
    assert (came, went) == (here, back)
    assert queries.settled(street.case) is paid
    assert came - went == (account.fen if paid else 0)


def later(street: Street, **time: float) -> None:
    """Time passes and the steady work goes its round."""
    street.now += timedelta(**(time or {"seconds": 15}))
    jobs.go_round(at=street.now)


def deliver(street, provider: ProviderKey) -> None:
    """The provider's message comes; if nobody was there to answer it, it comes again, newly signed where that is its way."""
    for notice in list(street.post):
        street.hand_over(notice, provider)


def buys(street, provider: ProviderKey) -> None:
    """The whole way: asked, begun, paid by the payer, confirmed by the message."""
    begin(street, provider)
    trade = street.trade(provider)
    if trade.standing is Standing.OPEN:
        street.pays(provider)
    deliver(street, provider)


@both
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_at_every_step_of_paying_and_the_message_lost_money_and_case_agree(street, steps, provider, after):
    steps.run(lambda: buys(street, provider), fatal=-1, after=False)
    many = len(steps.taken)
    assert many >= {WECHAT: 4, ALIPAY: 3}[provider]
    for fatal in range(many):
        street.fresh()
        assert not steps.run(lambda: buys(street, provider), fatal=fatal, after=after)
        street.post.clear()  # nobody was there: the message is lost for good
        later(street)
        buys_again(street, provider)
        later(street)
        agree(street, paid=True)
        assert len([done for done in accounts_about(street.case)[-1].acts if done.act is Act.PAY]) == 1


def buys_again(street, provider: ProviderKey) -> None:
    """The payer comes back to the page: pays if it still asks for it."""
    if queries.settled(street.case):
        return
    try:
        begin(street, provider)
    except services.AlreadyPaid:
        return
    if street.trade(provider).standing is Standing.OPEN:
        street.pays(provider, Travels.LOST)


@both
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_at_every_step_of_a_refund_the_money_goes_back_once(street, steps, provider, after):
    def refunds() -> None:
        services.refund(about=street.case, reason="误收", by=HEAD, at=street.now)
        services.go_on_refunding(number=accounts_about(street.case)[-1].number, at=street.now)

    fatal = 0
    while True:
        street.fresh()
        buys(street, provider)
        ended = steps.run(refunds, fatal=fatal, after=after)
        if ended:
            break
        if accounts_about(street.case)[-1].status is not Status.REFUNDED:
            services.refund(about=street.case, reason="误收", by=HEAD, at=street.now)
        later(street)
        later(street)
        agree(street, paid=False)
        assert len(street.trade(provider).refunds) == 1
        assert accounts_about(street.case)[-1].status is Status.REFUNDED
        fatal += 1
    assert fatal >= 3


@both
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_at_every_step_of_the_steady_work_the_next_round_ends_it(street, steps, provider, after):
    fatal = 0
    while True:
        street.fresh()
        begin(street, provider)
        street.pays(provider, Travels.LOST)
        ended = steps.run(lambda: jobs.go_round(at=street.now), fatal=fatal, after=after)
        if ended:
            break
        later(street)
        agree(street, paid=True)
        fatal += 1
    assert fatal >= 2


def test_killed_between_belief_and_answer_the_provider_sends_again_and_it_is_one(street, steps):
    """The commit stands, the answer is lost: the provider signs its message anew, and the order is paid once."""
    begin(street)
    trade = street.pays(WECHAT)
    steps.run(lambda: deliver(street, WECHAT), fatal=-1, after=False)
    again = list(street.gateway.notices(trade, Travels.DELIVERED))
    assert street.hand_over(again[0], WECHAT).answer.status == 204
    agree(street, paid=True)


def test_a_message_whose_belief_was_cut_off_leaves_no_mark_and_is_believed_when_it_comes_again(street, steps):
    begin(street)
    street.pays(WECHAT)
    assert not steps.run(lambda: deliver(street, WECHAT), fatal=0, after=False)
    assert Word.objects.count() == 0
    deliver(street, WECHAT)
    agree(street, paid=True)


EVENTS = st.lists(
    st.sampled_from(
        [
            *("begin wechat", "begin alipay", "pay", "pay lost", "pay closed", "link", "pay link"),
            *("deliver", "deliver again", "alter", "round", "late", "close", "cash", "refund"),
        ]
    ),
    max_size=14,
)  # fmt: skip


def test_in_whatever_order_things_happen_money_is_neither_lost_nor_doubled(street):
    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(EVENTS)
    @example(["link", "begin wechat", "pay link"])
    @example(["link", "late", "pay link"])
    @example(["link", "begin wechat", "pay", "deliver", "pay link", "round", "refund"])
    @example(["begin wechat", "late", "round", "pay closed", "begin alipay", "pay", "deliver again"])
    @example(["begin alipay", "pay lost", "cash", "close", "refund", "round", "begin wechat", "pay"])
    def holds(events: list[str]) -> None:
        street.fresh()
        reopened = [trade for event in events if (trade := happens(street, event))]
        for notice in street.post:
            hand(street, notice)
        for trade in reopened:  # for an attempt that had ended here, only the provider's own messages tell
            for notice in street.gateway.notices(trade, Travels.DELIVERED):
                hand(street, notice)
        for _ in range(3):
            later(street, minutes=40)
        for account in accounts_about(street.case):
            assert account.unended == ()
            assert account.unreturned == ()
        everything_agrees(street)

    holds()


def everything_agrees(street) -> None:
    trades = street.gateway.till.trades.values()
    here = [done for account in accounts_about(street.case) for done in account.acts]
    came = {trade.transaction: trade.fen for trade in trades if trade.transaction}
    assert {done.transaction: done.fen for done in here if done.act in services.MONEY} == came
    assert sum(done.act in services.MONEY for done in here) == len(came)
    went = sum(one.fen for trade in trades for one in trade.refunds.values())
    assert went == sum(done.fen for done in here if done.act in {Act.REFUND, Act.GIVE_BACK})
    cash = sum({Act.TAKE_CASH: 1, Act.HAND_BACK: -1}.get(done.act, 0) * done.fen for done in here)
    owed = sum(
        account.fen for account in accounts_about(street.case) if account.status in {Status.PAID, Status.REFUND_ASKED}
    )
    assert sum(came.values()) - went + cash == owed


def happens(street, event: str) -> Trade | None:
    """One thing that may happen; what is refused changes nothing. A trade that was paid though it had ended at the provider."""
    trades = list(street.gateway.till.trades.values())
    try:
        match event.split():
            case ["begin", key]:
                begin(street, ProviderKey(key))
            case ["pay"] if trades:
                street.gateway.pay(trades[-1], Travels.DELIVERED)
            case ["pay", "lost"] if trades:
                street.gateway.pay(trades[-1], Travels.LOST)
            case ["pay", "closed"] if trades and trades[0].standing is Standing.CLOSED:
                trades[0].standing, trades[0].expires_at = Standing.OPEN, street.now + timedelta(minutes=1)
                street.gateway.pay(trades[0], Travels.TWICE)
                return trades[0]
            case ["link"]:
                street.link = begin(street, ALIPAY, opened=False)
            case ["pay", "link"] if street.link:
                street.opens(street.link)
                if any(key is ALIPAY for key, _ in street.gateway.till.trades):  # none where its time was over
                    street.gateway.pay(street.trade(ALIPAY), Travels.LOST)
            case ["deliver"] if street.post:
                hand(street, street.post.pop(0))
            case ["deliver", "again"] if street.post:
                hand(street, street.post[0])
                hand(street, street.post[0])
            case ["alter"] if street.post:
                notice = street.post.pop(0)
                hand(street, Notice(notice.url, notice.headers, notice.body.replace(b"2", b"3", 3)))
            case ["round"]:
                later(street)
            case ["late"]:
                later(street, minutes=33)
            case ["close"]:
                services.close(about=street.case, by=SYSTEM, at=street.now)
            case ["cash"]:
                services.take_cash(about=street.case, by=COUNTER, at=street.now)
            case ["refund"]:
                services.refund(about=street.case, reason="误收", by=HEAD, at=street.now)
    except (services.AlreadyPaid, services.NoSuchOrder, services.UnderWay, services.OwesOtherwise, services.Declined):
        return None
    return None


def hand(street, notice: Notice) -> None:
    street.hand_over(notice, WECHAT if "wechat" in notice.url else ALIPAY)
