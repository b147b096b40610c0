"""Programs of courts and prisons for tests: a client with its secret, which signs in and sends."""

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

from qingbai import clock
from qingbai.agencies import clients
from qingbai.agencies.terms import SenderKind
from qingbai.api import formats
from qingbai.audit.actors import SYSTEM
from qingbai.notices.notice import FORM, JudgmentNotice
from registering import demo

COURT = ("演0101", "演示市清河区人民法院", SenderKind.COURT)
HIGHER_COURT = ("演01", "演示市中级人民法院", SenderKind.COURT)
PRISON = ("100101-jy", "演示市清河监狱", SenderKind.PRISON)


class Program:
    """What a sender's program does: ask for a token with its secret, then send."""

    def __init__(self, sender: tuple[str, str, SenderKind] = COURT, scopes: tuple[str, ...] | None = None) -> None:
        code, name, kind = sender
        self.card, self.secret = clients.add(
            sender_kind=kind,
            sender_code=code,
            sender_name=name,
            scopes=formats.all_scopes() if scopes is None else scopes,
            by=SYSTEM,
            at=clock.now(),
            basis="演示市协议1号",
        )
        self.client = Client()
        self.token = ""

    def sign_in(self, **form: str) -> HttpResponse:
        """Ask for a token, by the form."""
        asked = {
            "grant_type": "client_credentials",
            "client_id": self.card.id,
            "client_secret": self.secret,
            **form,
        }
        body = "&".join(f"{name}={value}" for name, value in asked.items())
        response = self.client.post("/api/v1/token", body, content_type="application/x-www-form-urlencoded")
        self.token = response.json().get("access_token", "")
        return response

    def ask(
        self, method: str, address: str, data: bytes = b"", *, media: str = "application/json", **headers: str
    ) -> Any:
        """Anything, with the token."""
        if not self.token:
            self.sign_in()
        given = {"Authorization": f"Bearer {self.token}", **headers}
        return self.client.generic(method, f"/api/v1/{address}", data, content_type=media, headers=given)

    def send(self, notice: JudgmentNotice | bytes | dict[str, Any], **headers: str) -> Any:
        """One notice."""
        return self.ask("POST", "notices", encoded(notice), **headers)

    def check(self, notice: JudgmentNotice | bytes | dict[str, Any]) -> Any:
        """One notice, only looked at."""
        return self.ask("POST", "checks", encoded(notice))

    def batch(self, *notices: JudgmentNotice | bytes | dict[str, Any], mode: str = "each", **headers: str) -> Any:
        """Many, one a line."""
        data = b"\n".join(encoded(one) for one in notices)
        return self.ask("POST", f"notices/batch?mode={mode}", data, media="application/x-ndjson", **headers)


def encoded(notice: JudgmentNotice | bytes | dict[str, Any]) -> bytes:
    if isinstance(notice, bytes):
        return notice
    return json.dumps(notice if isinstance(notice, dict) else FORM.as_json(notice), ensure_ascii=False).encode()


def stated(name: str = "zhao-shidi", **changes: Any) -> dict[str, Any]:
    """A notice of the demonstration as JSON values."""
    return {**FORM.as_json(demo(name)), **changes}


def problem(response: Any, status: int, name: str) -> list[tuple[str, str]]:
    """The faults of an answer that must be this problem; every one of them in two languages."""
    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/problem+json"), (
        response.content
    )
    told = response.json()
    assert told["type"] == f"urn:qingbai:problem:{name}"
    assert told["status"] == status
    assert told["detail"]
    assert all(one["zh"] and one["en"] for one in told["errors"])
    return [(one["field"], one["code"]) for one in told["errors"]]
