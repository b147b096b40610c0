"""One request to a provider and its reply: over TLS (or to this very machine), within seconds, never redirected, never large.

Whatever went wrong between us and the provider is ``Silent``: nobody knows whether the request was heard. Everything that this
room sends carries a number that stays the same, so that it may be sent once more.
"""

import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from qingbai.payments.providers import Silent

TIMEOUT = 5.0  # seconds
TRIES = 2
LARGEST = 64 * 1024 * 1024  # a bill of a busy day
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; names of headers in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class _Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def is_safe(url: str) -> bool:
    """Whether a provider may be called there: over TLS, or on this very machine."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def send(method: str, url: str, *, headers: Mapping[str, str], body: bytes | None = None) -> Reply:
    """Send one request, once more where nothing came back. Raises ``Silent``."""
    if not is_safe(url):
        raise Silent("its address is neither https nor on this machine")
    for left in reversed(range(TRIES)):
        try:
            return _once(method, url, headers, body)
        except (OSError, HTTPException) as error:
            if not left:
                raise Silent(type(error).__name__) from error
    raise AssertionError("every try returns or raises")


def _once(method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> Reply:
    here = urlsplit(url).hostname in LOOPBACK
    proxies = urllib.request.ProxyHandler({}) if here else urllib.request.ProxyHandler()
    request = urllib.request.Request(url, data=body, headers=dict(headers), method=method)  # noqa: S310 -- is_safe looked
    try:
        with urllib.request.build_opener(_Stays, proxies).open(request, timeout=TIMEOUT) as response:
            return _reply(response.status, response)
    except urllib.error.HTTPError as refusal:
        with refusal:
            if refusal.code >= HTTPStatus.INTERNAL_SERVER_ERROR or refusal.code == HTTPStatus.TOO_MANY_REQUESTS:
                raise Silent(f"status {refusal.code}") from None
            return _reply(refusal.code, refusal)


def _reply(status: int, response: Any) -> Reply:
    body = response.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise Silent("its answer is too large")
    return Reply(status, {name.lower(): value for name, value in response.headers.items()}, body)
