"""One request to the provider: over TLS or to this very machine, within seconds, never redirected, never large."""

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from qingbai.portal.realname import Away

TIMEOUT = 5.0  # seconds
LARGEST = 256 * 1024
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
SERVERS_FAULT = 500


class _Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def is_safe(url: str) -> bool:
    """Whether the provider may be asked there: over TLS, or on this very machine."""
    try:
        parts = urlsplit(url)
        here = parts.hostname in LOOPBACK and parts.port is not None
    except ValueError:
        return False
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and here))


def origin(url: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def ask(url: str, *, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> tuple[int, dict[str, Any]]:
    """Status and JSON object of the answer. Raises ``Away`` where there is none, or where it is nothing that we can read."""
    if not is_safe(url):
        raise Away("an address of the provider is neither https nor on this machine")
    here = urlsplit(url).hostname in LOOPBACK
    opener = urllib.request.build_opener(_Stays, urllib.request.ProxyHandler({} if here else None))
    request = urllib.request.Request(url, data=body, headers={"Accept": "application/json", **(headers or {})})  # noqa: S310 -- looked at above
    try:
        with opener.open(request, timeout=TIMEOUT) as answer:
            return answer.status, _read(answer)
    except urllib.error.HTTPError as refusal:
        with refusal:
            if refusal.code >= SERVERS_FAULT:
                raise Away(f"status {refusal.code}") from None
            return refusal.code, _read(refusal)
    except (OSError, HTTPException) as error:
        raise Away(type(error).__name__) from error


def _read(answer: Any) -> dict[str, Any]:
    text = answer.read(LARGEST + 1)
    if len(text) > LARGEST:
        raise Away("its answer is too large")
    try:
        found = json.loads(text)
    except ValueError as error:
        raise Away("its answer is no JSON") from error
    if not isinstance(found, dict):
        raise Away("its answer is no JSON object")
    return found
