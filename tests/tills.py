"""The gateway that stands in for both providers, in the tests' own process, with its messages kept until a test delivers them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path

from applications import NOW
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.payments import callbacks, services
from qingbai.payments.gateway import keys
from qingbai.payments.gateway.server import Gateway
from qingbai.payments.gateway.till import Notice, Till, Trade, Travels
from qingbai.payments.providers import How, Leading, Message, configured
from qingbai.payments.terms import FeeKind, FeeLine, ProviderKey


@cache
def gateway_keys() -> keys.Keys:
    """One pair of keys for the whole run."""
    return keys.make()


@dataclass
class Street:
    """The gateway, the clock on its wall, and the messages on their way."""

    gateway: Gateway
    now: datetime = NOW
    case: str = "QB20261120-AAAAAAAA"
    link: Leading | None = None
    post: list[Notice] = field(default_factory=list)

    def trade(self, provider: ProviderKey = ProviderKey.WECHAT) -> Trade:
        """The latest trade with a provider."""
        return [trade for (key, _), trade in self.gateway.till.trades.items() if key is provider][-1]

    def pays(self, provider: ProviderKey, travels: Travels = Travels.DELIVERED) -> Trade:
        """The payer pays the latest trade."""
        trade = self.trade(provider)
        assert self.gateway.pay(trade, travels)
        return trade

    def fresh_case(self) -> None:
        """Another case."""
        self.case = f"QB20261120-{(int(self.case[-8:]) if self.case[-8:].isdigit() else 0) + 1:08}"

    def fresh(self) -> None:
        """Another case, at providers that know nothing yet."""
        self.fresh_case()
        self.gateway.till.trades.clear()
        self.post.clear()
        self.link = None

    def opens(self, leading) -> None:
        """The payer's browser opens where it was led."""
        if "/gateway.do" in leading.url:
            query = leading.url[len(self.gateway.url) :]
            assert self.gateway.answer("GET", query, {}, b"").status in {303, 400}  # 400: its time is over

    def hand_over(self, notice: Notice, provider: ProviderKey, *, at: datetime | None = None) -> callbacks.Received:
        """A message reaches our room as the door hands it in."""
        through = configured.find(provider)
        message = Message(headers=notice.headers, body=notice.body)
        return callbacks.receive(through=through, message=message, at=at or self.now)


@contextmanager
def open_street(folder: Path, settings) -> Iterator[Street]:
    """A gateway in this process, named in the settings."""
    street: Street
    till = Till(now=lambda: street.now)
    gateway = Gateway(gateway_keys(), till=till, courier=lambda notice: street.post.append(notice))
    street = Street(gateway)
    with gateway.running():
        settings.PAYMENTS = keys.settings(gateway.keys, folder / "gateway", gateway.url)
        yield street


LINES = (FeeLine(FeeKind.CERTIFICATE, 1000), FeeLine(FeeKind.POSTAGE, 1250))
ASKER = Actor(ActorKind.APPLICANT, "0123456789abcdef0123456789abcdef")
HEAD = Actor(ActorKind.OFFICER, "head-1", "100101-hy", "head")


def begin(
    street: Street, provider: ProviderKey = ProviderKey.WECHAT, *, how: How | None = None, opened: bool = True
) -> Leading:
    """The payer of the street's case goes to pay it."""
    services.ask(about=street.case, office=HEAD.office, lines=LINES, by=SYSTEM, at=street.now)
    leading = services.begin(
        about=street.case,
        through=configured.find(provider),
        how=how or ways(provider),
        by=ASKER,
        at=street.now,
        notify_url=f"http://127.0.0.1:8000/payments/{provider}/notify",
        back_url="http://127.0.0.1:8000/back/",
        payer="192.0.2.7",
    )
    if opened:
        street.opens(leading)
    return leading


def ways(provider: ProviderKey) -> How:
    """How a computer pays with each."""
    return How.CODE if provider is ProviderKey.WECHAT else How.PAGE
