"""The exchange with an authenticator (WebAuthn): what it is asked, and whether its answer is right. The checks are python-fido2's.

Each is done by the person's device with the person's face, finger or PIN (user verification), for this host and no other. What is asked
is kept in the session and good for one answer.
"""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

LONGEST = 20_000
UNREADABLE = (ValueError, KeyError, TypeError, RecursionError)
"""What readers of JSON and CBOR raise on what no device sends; nested deep enough, one of them loses itself."""
VERIFIED = UserVerificationRequirement.REQUIRED


class Refused(Exception):
    """The answer of the authenticator is not to what was asked, or not by a passkey that we know."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the browser is to be asked (JSON), and what must be kept until it answers."""

    options: str
    state: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Made:
    """A new passkey: its id, and its public part as bytes."""

    credential: bytes
    public: bytes
    uses: int


def possible(origin: str) -> bool:
    """Whether browsers make passkeys for this place: a host with a name, over TLS or on the very machine."""
    parts = urlsplit(origin)
    try:
        ip_address((parts.hostname or "").strip("[]"))
    except ValueError:
        return bool(parts.hostname) and (parts.scheme == "https" or parts.hostname == "localhost")
    return False


def _server(origin: str) -> Fido2Server:
    host = urlsplit(origin).hostname or ""
    entity = PublicKeyCredentialRpEntity(name="清白 Qingbai", id=host)
    return Fido2Server(entity, verify_origin=lambda told: told == origin)


def ask_to_make(origin: str, *, name: str, known: Sequence[bytes]) -> Asked:
    """What to ask for a new passkey; ``name`` is shown by the device alone, ``known`` are those that the person has."""
    user = PublicKeyCredentialUserEntity(name=name, display_name=name, id=secrets.token_bytes(16))
    options, state = _server(origin).register_begin(
        user,
        credentials=[AttestedCredentialData(public) for public in known],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=VERIFIED,
    )
    return Asked(json.dumps(dict(options)["publicKey"]), dict(state))


def take_made(origin: str, state: dict[str, Any], answer: str) -> Made:
    """The passkey that was made. Raises ``Refused``."""
    try:
        found = _server(origin).register_complete(state, _answer(answer))
    except UNREADABLE as error:
        raise Refused(str(type(error).__name__)) from error
    data = found.credential_data
    if data is None:
        raise Refused("no passkey in it")
    return Made(bytes(data.credential_id), bytes(data), found.counter)


def ask_to_show(origin: str, *, known: Sequence[bytes] = ()) -> Asked:
    """What to ask of a passkey that exists; without ``known`` the device offers those that it has for this host."""
    credentials = [AttestedCredentialData(public) for public in known] or None
    options, state = _server(origin).authenticate_begin(credentials, user_verification=VERIFIED)
    return Asked(json.dumps(dict(options)["publicKey"]), dict(state))


def credential_of(answer: str) -> bytes:
    """Which passkey an answer says it is of. Raises ``Refused``."""
    try:
        return bytes(AuthenticationResponse.from_dict(_answer(answer)).raw_id)
    except UNREADABLE as error:
        raise Refused(str(type(error).__name__)) from error


def check_shown(origin: str, state: dict[str, Any], answer: str, *, public: bytes, uses: int) -> int:
    """The passkey's own count of uses, once its answer is right. Raises ``Refused``; also where it counts backwards, as a copy of it would."""
    try:
        response = AuthenticationResponse.from_dict(_answer(answer))
        _server(origin).authenticate_complete(state, [AttestedCredentialData(public)], response)
    except UNREADABLE as error:
        raise Refused(str(type(error).__name__)) from error
    counted: int = response.response.authenticator_data.counter
    if (counted or uses) and counted <= uses:
        raise Refused("it counts backwards: there may be two of it")
    return counted


def _answer(answer: str) -> dict[str, Any]:
    if len(answer) > LONGEST:
        raise ValueError("too long")
    found = json.loads(answer)
    if not isinstance(found, dict):
        raise TypeError("no object")
    return found
