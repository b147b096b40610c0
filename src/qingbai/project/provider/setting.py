"""How site and service know each other (对接参数): one client, its secret, one signing key, all made for this installation."""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from joserfc.jwk import ECKey

from qingbai.project import home

CLIENT = "qingbai"
ISSUER, RETURNS = "QINGBAI_PROVIDER_ISSUER", "QINGBAI_PROVIDER_RETURNS"
BACK = "/sign-in/return/"


def of_the_site(issuer: str) -> dict[str, str]:
    """What the site must know of the service, as an operator would name a provider in the environment."""
    home.secret("provider-client")
    return {
        "QINGBAI_OIDC_ISSUER": issuer,
        "QINGBAI_OIDC_CLIENT": CLIENT,
        "QINGBAI_OIDC_SECRET_FILE": str(home.folder() / "secrets" / "provider-client"),
    }


def of_the_service(issuer: str, sites: Sequence[str]) -> dict[str, str]:
    """What the service must know: who it is, and which sites it sends people back to."""
    return {ISSUER: issuer, RETURNS: " ".join(site + BACK for site in dict.fromkeys(sites))}


@dataclass(frozen=True, slots=True)
class Known:
    """What the service knows of itself and of its one client; ``returns``: the addresses that people are sent back to."""

    issuer: str
    returns: tuple[str, ...]
    client: str
    secret: str = field(repr=False)
    key: Callable[[], ECKey]


def known() -> Known:
    """As the settings of this process have it (``PROVIDER``)."""
    found: Known = settings.PROVIDER
    return found


def of_this_process(environment: Mapping[str, str] = os.environ) -> Known:
    """As ``qingbai up`` told this process."""
    returns = tuple(environment.get(RETURNS, "").split())
    return Known(environment.get(ISSUER, ""), returns, CLIENT, home.secret("provider-client"), key)


def key() -> ECKey:
    """The key that signs, made on first use."""
    path = home.folder() / "secrets" / "provider-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = ECKey.generate_key("P-256", auto_kid=True)
        home.write_private(path, json.dumps(made.as_dict(private=True)))
    return ECKey.import_key(json.loads(path.read_text()))
