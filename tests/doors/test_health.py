"""What a monitoring program is told."""

import pytest
from django.db import OperationalError, connection

pytestmark = pytest.mark.django_db


def test_a_site_that_reaches_its_database_says_so_and_when_the_log_was_last_made_public(client):
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (200, {"ok": True, "log_published_at": None})
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert client.post("/health/").status_code == 405


def test_a_site_that_does_not_reach_its_database_says_so_in_one_word(client):
    def away(*_: object) -> None:
        raise OperationalError("connection to server at 10.0.0.7 failed")

    with connection.execute_wrapper(away):
        answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (503, {"ok": False})
