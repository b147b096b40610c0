"""Which provider this installation signs people in with (实名认证服务配置): read from the environment, everything wrong told at once.

``QINGBAI_OIDC_ISSUER`` names it and ``QINGBAI_OIDC_CLIENT`` us; we prove ourselves by the secret in ``QINGBAI_OIDC_SECRET_FILE`` or by
signing with the key in ``QINGBAI_OIDC_KEY_FILE`` (private_key_jwt). ``QINGBAI_OIDC_CLAIMS`` names a file like ``claims.toml`` where
its words are other than the demonstration's. docs/guide/sign-in.md shows it whole. Needs no framework: it is read before there is one.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey, RSAKey, import_key

from qingbai.law.local import IdentityLevel
from qingbai.law.terms import AskerClass, DocumentKind, Sex

PREFIX = "QINGBAI_OIDC_"
NAMES = ("ISSUER", "CLIENT", "SECRET_FILE", "KEY_FILE", "KEY_ID", "CLAIMS")
OURS = Path(__file__).with_name("claims.toml")
NEEDED = frozenset({"name", "sex", "born_on", "nationality", "document_kind", "document_number"})
MEANINGS: Mapping[str, type[Sex] | type[DocumentKind] | type[AskerClass]] = {
    "sex": Sex,
    "document_kind": DocumentKind,
    "asker_class": AskerClass,
}
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
SigningKey = RSAKey | ECKey | OKPKey


class Misconfigured(ValueError):
    """The provider is named in a way that cannot work; ``faults`` says all of it, each with what to do."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """Where the provider says each field of an identity; empty where it never does."""

    name: str
    sex: str
    born_on: str
    nationality: str
    document_kind: str
    document_number: str
    latin_name: str = ""
    asker_class: str = ""
    stay_days: str = ""
    permits: str = ""
    household: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the provider's words mean: its claims, their values (``sex``, ``document_kind``, ``asker_class``), its levels, the scopes to ask for."""

    claims: Claims
    values: Mapping[str, Mapping[str, str]]
    levels: Mapping[str, IdentityLevel]
    scopes: str
    max_age: int

    def asked_for(self, level: IdentityLevel) -> tuple[str, ...]:
        """The provider's levels that are as strong as this one of ours, or stronger."""
        order = list(IdentityLevel)
        return tuple(acr for acr, ours in self.levels.items() if order.index(ours) >= order.index(level))

    @property
    def strongest(self) -> IdentityLevel:
        """The strongest level that the provider has."""
        return max(self.levels.values(), key=list(IdentityLevel).index)


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """A provider and how we prove ourselves to it: ``secret`` or ``key``."""

    issuer: str
    client: str
    words: Words
    secret: str = field(default="", repr=False)
    key: SigningKey | None = field(default=None, repr=False)
    key_id: str = ""


def read(environment: Mapping[str, str]) -> Configuration | None:
    """The provider that the environment names; ``None`` where it names none. Raises ``Misconfigured``."""
    given = {name: environment.get(PREFIX + name, "").strip() for name in NAMES}
    if not any(given.values()):
        return None
    faults = [*_of_addresses(given), *_of_files(given)]
    secret = _text(given["SECRET_FILE"])
    if given["SECRET_FILE"] and not secret:
        faults.append(_file("SECRET_FILE", "the secret that the provider gave us"))
    key = _key(given["KEY_FILE"])
    if given["KEY_FILE"] and key is None:
        faults.append(_file("KEY_FILE", "a private key (PEM or JWK; RSA, EC or Ed25519)"))
    words, wrong = _words(given["CLAIMS"])
    faults += wrong
    if faults or words is None:
        raise Misconfigured(tuple(faults))
    return Configuration(
        issuer=given["ISSUER"],
        client=given["CLIENT"],
        words=words,
        secret=secret,
        key=key,
        key_id=given["KEY_ID"],
    )


def _of_addresses(given: Mapping[str, str]) -> Iterator[str]:
    issuer = given["ISSUER"]
    if not issuer:
        yield f"{PREFIX}ISSUER is missing: name the provider's issuer, the address before /.well-known/openid-configuration."
    elif not _is_issuer(issuer):
        yield (
            f"{PREFIX}ISSUER must be an address that begins with https:// "
            "(http:// only on this machine, with its port), without ? and #: correct it."
        )
    if not given["CLIENT"]:
        yield f"{PREFIX}CLIENT is missing: name the client id that the provider gave us."


def _is_issuer(address: str) -> bool:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    if not parts.hostname or parts.query or parts.fragment or parts.username:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK and port is not None)


def _of_files(given: Mapping[str, str]) -> Iterator[str]:
    if bool(given["SECRET_FILE"]) == bool(given["KEY_FILE"]):
        yield f"Name one of {PREFIX}SECRET_FILE and {PREFIX}KEY_FILE: it is how we prove ourselves to the provider."
    if given["KEY_ID"] and not given["KEY_FILE"]:
        yield f"{PREFIX}KEY_ID says which key {PREFIX}KEY_FILE is: name that file too, or leave the id out."


def _file(name: str, what: str) -> str:
    return f"{PREFIX}{name} must name a file that we can read and that holds {what}: correct it."


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip() if path else ""
    except (OSError, ValueError):
        return ""


def _key(path: str) -> SigningKey | None:
    """The private key of a file; ``None`` where there is none."""
    text = _text(path)
    for kind in ("RSA", "EC", "OKP"):
        try:
            key = import_key(json.loads(text)) if text.startswith("{") else import_key(text, kind)
        except (JoseError, ValueError, TypeError):
            continue
        if isinstance(key, RSAKey | ECKey | OKPKey) and key.is_private:
            return key
    return None


def _words(path: str) -> tuple[Words | None, list[str]]:
    """What the file says, with everything that is wrong with it."""
    name = f"{PREFIX}CLAIMS"
    try:
        told = tomllib.loads((Path(path) if path else OURS).read_text(encoding="utf-8"))
    except OSError:
        return None, [_file("CLAIMS", "the meaning of the provider's claims (portal/oidc/claims.toml is one to copy)")]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return None, [f"{name}: the file is no TOML ({error}): correct it."]
    wrong = [f"{name}: {fault}" for fault in _wrong(told)]
    if wrong:
        return None, wrong
    words = Words(
        claims=Claims(**{key: str(value) for key, value in told["claims"].items()}),
        values={key: {str(a): str(b) for a, b in told.get("values", {}).get(key, {}).items()} for key in MEANINGS},
        levels={str(acr): IdentityLevel(level) for acr, level in told["levels"].items()},
        scopes=str(told.get("scopes", "openid profile")),
        max_age=int(told.get("max_age", 0)),
    )
    return words, []


def _wrong(told: Mapping[str, Any]) -> Iterator[str]:
    unknown = sorted(set(told) - {"scopes", "max_age", "claims", "levels", "values"})
    if unknown:
        yield f"nothing here is called {', '.join(unknown)}: take it out."
    tables = {name: told.get(name, {}) for name in ("claims", "levels", "values")}
    for name, table in tables.items():
        if not isinstance(table, dict):
            yield f"[{name}] must be a table."
            return
    if "openid" not in str(told.get("scopes", "openid")).split():
        yield "scopes must have openid among them."
    if not isinstance(told.get("max_age", 0), int) or told.get("max_age", 0) < 0:
        yield "max_age must be a whole number of seconds, 0 for any."
    yield from _wrong_claims(tables["claims"])
    yield from _wrong_levels(tables["levels"])
    for key, kind in MEANINGS.items():
        for value, meaning in tables["values"].get(key, {}).items():
            if meaning not in set(kind):
                yield f"[values.{key}] {value!r}: {meaning!r} is none of {', '.join(kind)}."


def _wrong_claims(claims: Mapping[str, Any]) -> Iterator[str]:
    known = {one.name for one in fields(Claims)}
    unknown = sorted(set(claims) - known)
    if unknown:
        yield f"[claims] knows no {', '.join(unknown)}; it knows {', '.join(sorted(known))}."
    missing = sorted(key for key in NEEDED if not claims.get(key))
    if missing:
        yield f"[claims] must say where the provider tells {', '.join(missing)}."
    nowhere = sorted(key for key, claim in claims.items() if not isinstance(claim, str))
    if nowhere:
        yield f"[claims] {', '.join(nowhere)}: write the name of a claim between quotes."


def _wrong_levels(levels: Mapping[str, Any]) -> Iterator[str]:
    if not levels:
        yield f"[levels] must map at least one acr of the provider to {' or '.join(IdentityLevel)}."
    for acr, level in levels.items():
        if level not in set(IdentityLevel):
            yield f"[levels] {acr!r}: {level!r} is none of {', '.join(IdentityLevel)}."
