"""Tokens for programs (访问令牌): the client credentials grant of OAuth 2.0 (RFC 6749, 4.4), and nothing else of it.

One form in, one token or one error out, as the RFC writes them: no redirects, no refresh tokens, no sessions. The secret comes in
the Authorization header (client_secret_basic) or in the form (client_secret_post), never in the address, where logs would keep it.
An unknown client, a revoked one and a wrong secret are one and the same answer.
"""

import base64
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, unquote_plus

from qingbai.agencies import clients
from qingbai.api.problems import Answer

FORM = "application/x-www-form-urlencoded"
MOST_BYTES = 4096
_NEVER_KEPT = {"Cache-Control": "no-store", "Pragma": "no-cache"}


class Refused(Exception):
    """No token: the error of RFC 6749, 5.2, and a sentence for whoever writes the program."""

    def __init__(self, error: str, description: str, *, status: int = 400, basic: bool = False) -> None:
        super().__init__(error)
        self.error, self.description, self.status, self.basic = error, description, status, basic

    @property
    def answer(self) -> Answer:
        """The refusal as the RFC writes it."""
        headers = {**_NEVER_KEPT, **({"WWW-Authenticate": 'Basic realm="qingbai"'} if self.basic else {})}
        return Answer(self.status, {"error": self.error, "error_description": self.description}, headers)


def answer(*, media: str, body: bytes, authorization: str, at: datetime, most: int) -> Answer:
    """A token for who proves to be a client; ``most`` requests a minute."""
    try:
        form = _form(media, body)
        client, secret = _credentials(form, authorization)
        return _token(client, secret, form.get("scope"), at, most)
    except Refused as refused:
        return refused.answer


def _form(media: str, body: bytes) -> dict[str, str]:
    if media != FORM:
        raise Refused("invalid_request", f"Content-Type must be {FORM}")
    if len(body) > MOST_BYTES:
        raise Refused("invalid_request", "the form is too long")
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=True, errors="strict") if body else []
    except ValueError:
        raise Refused("invalid_request", "the form is not well formed") from None
    form = {name: value for name, value in pairs if value}  # without a value is as if left out, 3.2
    if len({name for name, _ in pairs}) < len(pairs):
        raise Refused("invalid_request", "a parameter comes twice")
    if "grant_type" not in form:
        raise Refused("invalid_request", "grant_type is missing")
    if form["grant_type"] != "client_credentials":
        raise Refused("unsupported_grant_type", "grant_type must be client_credentials")
    return form


def _credentials(form: dict[str, str], authorization: str) -> tuple[str, str]:
    """Client and secret, from the one place where they stand."""
    posted = form.get("client_id"), form.get("client_secret")
    if not authorization:
        if posted[0] and posted[1]:
            return posted[0], posted[1]
        raise Refused("invalid_client", "client_id and client_secret are needed", status=401, basic=True)
    client, secret = _basic(authorization)
    if posted[1] or (posted[0] and posted[0] != client):
        raise Refused("invalid_request", "the client proves itself in two ways at once")
    return client, secret


def _basic(authorization: str) -> tuple[str, str]:
    scheme, _, coded = authorization.partition(" ")
    try:
        client, colon, secret = base64.b64decode(coded.strip(), validate=True).decode().partition(":")
        found = unquote_plus(client, errors="strict"), unquote_plus(secret, errors="strict")
    except ValueError:  # neither base64 nor UTF-8
        colon, found = "", ("", "")
    if scheme.lower() != "basic" or not colon:
        raise Refused(
            "invalid_client", "Authorization must be Basic with client_id:client_secret", status=401, basic=True
        )
    return found


def _token(client: str, secret: str, scope: str | None, at: datetime, most: int) -> Answer:
    found = clients.find(client) if clients.proves_itself(client=client, secret=secret) else None
    if found is None:
        raise Refused("invalid_client", "there is no such client, or the secret is wrong", status=401, basic=True)
    if clients.requests_this_minute(client=client, at=at) > most:
        raise Refused("slow_down", "too many requests in this minute", status=429)
    scopes = found.scopes if scope is None else tuple(dict.fromkeys(scope.split(" ")))
    if not scopes or not set(scopes) <= set(found.scopes):
        raise Refused("invalid_scope", f"this client may have: {' '.join(found.scopes)}")
    body: dict[str, Any] = {
        "access_token": clients.issue_token(client=client, scopes=scopes, by=found.actor, at=at),
        "token_type": "Bearer",
        "expires_in": int(clients.TOKEN_LIVES.total_seconds()),
        "scope": " ".join(sorted(scopes)),
    }
    return Answer(200, body, _NEVER_KEPT)
