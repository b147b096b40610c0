"""Tokens: the one grant of OAuth 2.0 that programs need, exactly as the RFC writes it."""

import base64
from datetime import timedelta

import pytest
from django.test import Client

from qingbai import clock
from qingbai.agencies import clients
from qingbai.audit.actors import SYSTEM
from senders import COURT, Program, problem, stated

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
FORM = "application/x-www-form-urlencoded"


def post(body: str | bytes, media: str = FORM, **headers: str):
    return Client().post("/api/v1/token", body, content_type=media, headers=headers)


def basic(client: str, secret: str) -> str:
    return "Basic " + base64.b64encode(f"{client}:{secret}".encode()).decode()


def refusal(response) -> tuple[int, str]:
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Cache-Control"] == "no-store"
    assert set(response.json()) == {"error", "error_description"}
    return response.status_code, response.json()["error"]


def test_a_client_gets_a_token_by_the_form_and_by_the_header():
    program = Program(scopes=("send:judgment-notice",))
    header = basic(program.card.id, program.secret)
    for response in (program.sign_in(), post("grant_type=client_credentials", Authorization=header)):
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "no-store"
        told = response.json()
        assert len(told.pop("access_token")) >= 43
        assert told == {"token_type": "Bearer", "expires_in": 900, "scope": "send:judgment-notice"}


def test_unknown_revoked_and_wrong_read_the_same():
    program, revoked = Program(), Program()
    clients.revoke(client=revoked.card.id, by=SYSTEM, at=clock.now(), basis="lost")
    answers = [
        post(f"grant_type=client_credentials&client_id={client}&client_secret={secret}")
        for client, secret in (
            (program.card.id, "wrong"),
            (revoked.card.id, revoked.secret),
            ("nobody", program.secret),
            ("%00", "%00"),
        )
    ]
    assert {refusal(one) for one in answers} == {(401, "invalid_client")}
    assert len({one.content for one in answers}) == 1
    assert all(one.headers["WWW-Authenticate"].startswith("Basic") for one in answers)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("", (400, "invalid_request")),
        ("grant_type", (400, "invalid_request")),
        ("grant_type=", (400, "invalid_request")),
        ("grant_type=password&username=a&password=b", (400, "unsupported_grant_type")),
        ('grant_type="', (400, "unsupported_grant_type")),
        ("grant_type=client_credentials", (401, "invalid_client")),
        ("grant_type=client_credentials&grant_type=client_credentials", (400, "invalid_request")),
        ("grant_type=client_credentials&client_id=a", (401, "invalid_client")),
        (b"grant_type=\xff", (400, "invalid_request")),
        ("grant_type=%ff", (400, "invalid_request")),
        ("grant_type=client_credentials&x=" + "y" * 5000, (400, "invalid_request")),
    ],
)
def test_what_is_no_request_for_a_token_is_told_as_the_rfc_says(body, told):
    assert refusal(post(body)) == told


@pytest.mark.parametrize(
    "header",
    ["Basic", "Basic ===", "Basic //8=", "Basic bm9jb2xvbg==", "Bearer abc", "Basic " + "A" * 5001, "Basic 中"],
)
def test_a_header_that_cannot_be_read_proves_nothing(header: str):
    assert refusal(post("grant_type=client_credentials", Authorization=header)) == (401, "invalid_client")


def test_a_client_proves_itself_in_one_way_only():
    program = Program()
    header = basic(program.card.id, program.secret)
    twice = f"grant_type=client_credentials&client_id={program.card.id}&client_secret={program.secret}"
    assert refusal(post(twice, Authorization=header)) == (400, "invalid_request")
    other = "grant_type=client_credentials&client_id=other"
    assert refusal(post(other, Authorization=header)) == (400, "invalid_request")


def test_a_secret_in_the_address_is_not_looked_at():
    program = Program()
    query = f"?client_id={program.card.id}&client_secret={program.secret}"
    response = Client().post(f"/api/v1/token{query}", "grant_type=client_credentials", content_type=FORM)
    assert refusal(response) == (401, "invalid_client")


def test_json_is_no_form():
    assert refusal(post("{}", "application/json")) == (400, "invalid_request")


def test_a_token_has_the_scopes_that_were_asked_for_and_never_more():
    program = Program(scopes=("send:judgment-notice", "send:release-notice"))
    assert program.sign_in(scope="send:judgment-notice").json()["scope"] == "send:judgment-notice"
    for wrong in ("send:penalty-notice", "send:judgment-notice+send:penalty-notice", "+"):
        assert refusal(program.sign_in(scope=wrong)) == (400, "invalid_scope")


def test_too_many_tokens_in_a_minute_are_refused(settings):
    settings.API_TOKENS_A_MINUTE = 2
    program = Program()
    assert [program.sign_in().status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Basic eDp5", "bearer " + "y" * 43, "Bearer \x00"])
def test_without_a_token_that_is_good_nothing_is_answered(header: str):
    for method, address in (("POST", "notices"), ("POST", "notices/batch"), ("POST", "checks"), ("GET", "notices/m-1")):
        headers = {"Authorization": header} if header else {}
        response = Client().generic(
            method, f"/api/v1/{address}", b"{}", content_type="application/json", headers=headers
        )
        assert problem(response, 401, "not-authenticated") == []
        assert response.headers["WWW-Authenticate"].startswith('Bearer realm="qingbai"')


def test_a_token_that_has_ended_is_none(monkeypatch: pytest.MonkeyPatch):
    program = Program()
    program.sign_in()
    later = clock.now() + clients.TOKEN_LIVES
    monkeypatch.setattr(clock, "now", lambda: later + timedelta(seconds=1))
    assert problem(program.send(stated()), 401, "not-authenticated") == []


def test_a_revoked_client_is_out_at_once():
    program = Program(COURT)
    program.sign_in()
    clients.revoke(client=program.card.id, by=SYSTEM, at=clock.now(), basis="lost")
    assert problem(program.send(stated()), 401, "not-authenticated") == []
