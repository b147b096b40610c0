"""Which providers this installation uses: those whose account the operator named in the environment; none by default.

Keys are files that the environment names; a name without a file, or half an account, is told at once with what is missing, and
nothing is offered to payers then.
"""

import logging
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

from cryptography.exceptions import UnsupportedAlgorithm
from django.conf import settings

from qingbai.payments.providers import Provider, Silent, alipay, signatures, wechat, wire
from qingbai.payments.terms import ProviderKey

logger = logging.getLogger(__name__)

WECHAT = ("MCHID", "APPID", "KEY", "SERIAL", "APIV3_KEY", "PLATFORM_KEY", "PLATFORM_SERIAL")
ALIPAY = ("APPID", "SELLER", "KEY", "PLATFORM_KEY")
SECRET_BYTES = 32


class BadAccount(ValueError):
    """What the environment says of an account cannot be used. Says everything that is wrong, each with its remedy."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def everything() -> Mapping[ProviderKey, Provider]:
    """Every provider that payers may choose, in the order in which they are offered. Raises ``BadAccount``."""
    return _made(tuple(sorted(settings.PAYMENTS.items())))


def offered() -> Mapping[ProviderKey, Provider]:
    """The same for payers: an account that cannot be used is told in the log, and none is offered then."""
    try:
        return everything()
    except BadAccount as error:
        logger.error("no provider of payments is offered, %d faults: see qingbai payments check", len(error.faults))  # noqa: TRY400 -- where it came from says nothing
        return {}


def find(key: str) -> Provider:
    """The provider of this key. Raises ``Silent`` where it is not configured here (any more): nobody can be asked."""
    found = everything().get(ProviderKey(key))
    if found is None:
        raise Silent(f"{key} is not configured here")
    return found


@cache
def _made(given: tuple[tuple[str, str], ...]) -> Mapping[ProviderKey, Provider]:
    values = dict(given)
    makers: dict[ProviderKey, Callable[[Mapping[str, str]], Provider | None]] = {
        ProviderKey.WECHAT: _wechat,
        ProviderKey.ALIPAY: _alipay,
    }
    made = {key: make(values) for key, make in makers.items()}
    return {key: provider for key, provider in made.items() if provider is not None}


def _wechat(values: Mapping[str, str]) -> Provider | None:
    given = _Given("QINGBAI_WECHAT_", values)
    if not given.is_wanted(WECHAT):
        return None
    key, platform_key = given.file("KEY", signatures.private_key), given.file("PLATFORM_KEY", signatures.public_key)
    secret, gateway = given.file("APIV3_KEY", _secret), given.gateway(wechat.GATEWAY)
    if key is None or platform_key is None or secret is None or given.faults:
        raise BadAccount(*given.faults)
    return wechat.WeChatPay(
        wechat.Account(
            merchant=given["MCHID"],
            app=given["APPID"],
            key=key,
            serial=given["SERIAL"],
            secret=secret,
            platform_key=platform_key,
            platform_serial=given["PLATFORM_SERIAL"],
            gateway=gateway,
        )
    )


def _alipay(values: Mapping[str, str]) -> Provider | None:
    given = _Given("QINGBAI_ALIPAY_", values)
    if not given.is_wanted(ALIPAY):
        return None
    key, platform_key = given.file("KEY", signatures.private_key), given.file("PLATFORM_KEY", signatures.public_key)
    gateway = given.gateway(alipay.GATEWAY)
    if key is None or platform_key is None or given.faults:
        raise BadAccount(*given.faults)
    return alipay.Alipay(
        alipay.Account(app=given["APPID"], seller=given["SELLER"], key=key, platform_key=platform_key, gateway=gateway)
    )


T = TypeVar("T")


class _Given:
    """What the environment says of one account, with everything that is wrong with it."""

    def __init__(self, prefix: str, values: Mapping[str, str]) -> None:
        self.prefix = prefix
        self.values = {name.removeprefix(prefix): value for name, value in values.items() if name.startswith(prefix)}
        self.faults: list[str] = []

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    def is_wanted(self, names: tuple[str, ...]) -> bool:
        """Whether there is an account at all; what it lacks is a fault."""
        if not self.values:
            return False
        self.faults += [f"{self.prefix}{name}: is missing; set it" for name in names if not self.values.get(name)]
        known = {*names, "GATEWAY"}
        self.faults += [
            f"{self.prefix}{name}: is no setting; check its spelling" for name in self.values if name not in known
        ]
        return True

    def file(self, name: str, read: Callable[[bytes], T]) -> T | None:
        """What stands in the file that a setting names."""
        if not self.values.get(name):
            return None
        try:
            return read(Path(self.values[name]).read_bytes())
        except OSError as error:
            self.faults.append(
                f"{self.prefix}{name}: cannot read {self.values[name]}: {error.strerror}; name a readable file"
            )
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            said = str(error) if str(error).startswith("is no") else "is no unencrypted PEM file of an RSA key"
            self.faults.append(f"{self.prefix}{name}: {self.values[name]} {said}; put the right key there")
        return None

    def gateway(self, usual: str) -> str:
        """Where the provider is reached."""
        url = self.values.get("GATEWAY", usual)
        if not wire.is_safe(url):
            self.faults.append(f"{self.prefix}GATEWAY: {url} is neither https nor on this machine; write https://...")
        return url


def _secret(data: bytes) -> bytes:
    found = data.strip()
    if len(found) != SECRET_BYTES:
        raise ValueError(f"is no APIv3 key of {SECRET_BYTES} bytes")
    return found
