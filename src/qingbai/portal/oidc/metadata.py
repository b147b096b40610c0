"""What a provider says about itself (元数据): its addresses and its keys, each kept for a while in this process.

A key that we do not know is looked for once more at the provider, because providers change keys while people sign in; not more often than
every few seconds, so that forged keys make us ask nobody. A provider that is away is left alone for as long.
"""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from qingbai.portal.oidc import wire
from qingbai.portal.realname import Away

KEPT = 3600.0  # seconds; what a provider says about itself and its keys
LEFT_ALONE = 5.0  # seconds before somebody who was away, or had not the key, is asked again
ADDRESSES = ("authorization_endpoint", "token_endpoint", "jwks_uri")
ALGORITHMS = ("RS256", "PS256", "ES256", "ES384", "ES512", "RS384", "RS512", "PS384", "PS512", "EdDSA", "Ed25519")
"""Signatures of ID tokens that we take: by a key that only the provider has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What we use of the provider's discovery document."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str
    algorithms: tuple[str, ...]
    methods: tuple[str, ...]
    claims_parameter: bool
    names_itself: bool
    """Whether it says in each answer who it is (RFC 9207), so that an answer that does not is somebody else's."""


Known = TypeVar("Known")


@dataclass
class _Kept(Generic[Known]):
    value: Known | None = None
    fault: str = ""
    until: float = 0.0


_lock = threading.Lock()
_metadata: dict[str, _Kept[Metadata]] = {}
_keys: dict[str, _Kept[KeySet]] = {}


def forget() -> None:
    """Forget everything; for tests."""
    with _lock:
        _metadata.clear()
        _keys.clear()


def of(issuer: str) -> Metadata:
    """What this provider says about itself. Raises ``Away``."""
    return _kept(_metadata, issuer, lambda: _discover(issuer))


def keys(jwks_uri: str, *, wanted: str = "") -> KeySet:
    """The provider's public keys; ``wanted``: asked anew where this key is not among those that we know. Raises ``Away``."""
    found = _kept(_keys, jwks_uri, lambda: _fetch(jwks_uri))
    if wanted and all(key.kid != wanted for key in found.keys):
        with _lock:
            kept = _keys[jwks_uri]
            if kept.until - time.monotonic() < KEPT - LEFT_ALONE:
                kept.until = 0.0
        found = _kept(_keys, jwks_uri, lambda: _fetch(jwks_uri))
    return found


def _kept(store: dict[str, _Kept[Known]], name: str, fetch: Callable[[], Known]) -> Known:
    with _lock:
        kept = store.setdefault(name, _Kept())
        if time.monotonic() < kept.until:
            if kept.value is None:
                raise Away(kept.fault)
            return kept.value
    try:
        value = fetch()
    except Away as away:
        with _lock:
            kept.value, kept.fault, kept.until = None, str(away), time.monotonic() + LEFT_ALONE
        raise
    with _lock:
        kept.value, kept.fault, kept.until = value, "", time.monotonic() + KEPT
    return value


def _discover(issuer: str) -> Metadata:
    status, told = wire.ask(issuer.rstrip("/") + "/.well-known/openid-configuration")
    if status != 200:
        raise Away(f"its discovery document: status {status}")
    if told.get("issuer") != issuer:
        raise Away("its discovery document names another issuer than QINGBAI_OIDC_ISSUER")
    for name in ADDRESSES:
        if not isinstance(told.get(name), str) or not wire.is_safe(told[name]):
            raise Away(f"its discovery document has no usable {name}")
    algorithms = tuple(name for name in ALGORITHMS if name in _list(told, "id_token_signing_alg_values_supported"))
    if not algorithms:
        raise Away("it signs in no way that we take")
    if "S256" not in (_list(told, "code_challenge_methods_supported") or ("S256",)):
        raise Away("it does not take S256 for PKCE")
    userinfo = told.get("userinfo_endpoint")
    return Metadata(
        issuer=issuer,
        authorization_endpoint=told["authorization_endpoint"],
        token_endpoint=told["token_endpoint"],
        jwks_uri=told["jwks_uri"],
        userinfo_endpoint=userinfo if isinstance(userinfo, str) and wire.is_safe(userinfo) else "",
        algorithms=algorithms,
        methods=_list(told, "token_endpoint_auth_methods_supported") or ("client_secret_basic",),
        claims_parameter=told.get("claims_parameter_supported") is True,
        names_itself=told.get("authorization_response_iss_parameter_supported") is True,
    )


def _list(told: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found = told.get(name)
    return tuple(str(one) for one in found) if isinstance(found, list) else ()


def _fetch(jwks_uri: str) -> KeySet:
    status, told = wire.ask(jwks_uri)
    if status != 200:
        raise Away(f"its keys: status {status}")
    signing = [
        key
        for key in told.get("keys") or ()
        if isinstance(key, dict) and key.get("kty") in {"RSA", "EC", "OKP"} and key.get("use", "sig") == "sig"
    ]
    usable = []
    for key in signing:
        try:
            usable.append(KeySet.import_key_set({"keys": [key]}).keys[0])
        except (JoseError, ValueError, KeyError, TypeError):
            continue  # a key of a kind that we do not know keeps nobody from the others
    if not usable:
        raise Away("it has no key that we can use")
    return KeySet(usable)
