"""A program that others wrote, over a real connection: authlib's OAuth client asks for a token and sends."""

import json

import pytest
from authlib.integrations.requests_client import OAuth2Session

from registering import demo
from senders import Program, encoded


@pytest.mark.django_db(transaction=True, databases=["default", "vault"])
@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post"])
def test_a_client_of_another_make_signs_in_and_sends(live_server, monkeypatch: pytest.MonkeyPatch, method: str):
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")  # the server of the test speaks no TLS
    program = Program()
    session = OAuth2Session(
        program.card.id, program.secret, scope="send:judgment-notice", token_endpoint_auth_method=method
    )
    session.trust_env = False
    token = session.fetch_token(f"{live_server.url}/api/v1/token", grant_type="client_credentials")
    assert token["scope"] == "send:judgment-notice"
    answer = session.post(
        f"{live_server.url}/api/v1/notices",
        data=encoded(demo("zhao-shidi")),
        headers={"Content-Type": "application/json"},
        timeout=60,
    )
    assert answer.status_code == 201, answer.text
    again = session.get(f"{live_server.url}/api/v1/{answer.headers['Location']}", timeout=60)
    assert json.loads(again.text)["receipt"] == answer.json()
    session.close()
