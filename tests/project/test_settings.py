"""What every answer carries, what is refused at the door, and what the log leaves out."""

import io
import logging
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import IntegrityError
from django.test import Client, RequestFactory
from django.urls import resolve

from qingbai.project import home, logs


@pytest.fixture
def answer(db):
    return Client().get("/")


def test_every_answer_carries_the_headers_that_protect_its_reader(answer):
    assert answer.status_code == 200
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    policy = answer.headers["Content-Security-Policy"]
    for rule in (
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ):
        assert rule in policy
    assert "unsafe" not in policy


def test_over_plain_http_on_one_machine_nobody_is_told_to_insist_on_tls(answer):
    assert "Strict-Transport-Security" not in answer.headers


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites():
    for name in ("SESSION", "CSRF", "LANGUAGE"):
        assert getattr(settings, f"{name}_COOKIE_HTTPONLY") is True
        assert getattr(settings, f"{name}_COOKIE_SAMESITE") == "Lax"


@pytest.mark.parametrize("length", [settings.LARGEST_REQUEST + 1, 50 * 1024 * 1024])
def test_a_request_that_is_too_long_is_refused_before_it_is_read_in_two_languages(length):
    class Unread(io.BytesIO):
        def read(self, *_):
            pytest.fail("the body was read")

    refused = Client().generic("POST", "/apply/", b"x", CONTENT_LENGTH=str(length), **{"wsgi.input": Unread()})
    assert refused.status_code == 413
    assert "每个文件不得超过 10 MB" in refused.content.decode()
    assert "a file may have 10 MB at most" in refused.content.decode()


def test_a_length_that_is_no_number_is_refused():
    assert Client().generic("POST", "/verify", b"x", CONTENT_LENGTH="ten").status_code == 400


def test_uploads_never_become_files():
    assert settings.FILE_UPLOAD_HANDLERS == ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
    assert settings.FILE_UPLOAD_MAX_MEMORY_SIZE >= settings.LARGEST_REQUEST


def test_a_log_line_tells_where_it_failed_and_nothing_about_whom():
    number = "100101199405120243"
    request = RequestFactory().get(f"/verify/{number}?name=林清和")
    request.resolver_match = None
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(logs.WithoutPersons("%(levelname)s %(name)s: %(message)s"))
    record = logging.LogRecord(
        "django.request", logging.ERROR, __file__, 1, "Internal Server Error: %s", (request.path,), None
    )
    record.request, record.status_code = request, 500
    try:
        try:
            int(f"{number}x")
        except ValueError as first:
            raise IntegrityError(f"Key (number)=({number}) already exists") from first
    except IntegrityError as error:
        record.exc_info = (type(error), error, error.__traceback__)
    handler.emit(record)
    assert "ERROR django.request: GET 500 at an unknown address" in out.getvalue()
    assert "django.db.utils.IntegrityError" in out.getvalue()
    assert "builtins.ValueError" in out.getvalue()
    assert "test_settings.py:" in out.getvalue()
    assert number not in out.getvalue()
    assert "林清和" not in out.getvalue()


def test_a_log_line_names_an_address_by_its_pattern():
    request = RequestFactory().get("/")
    request.resolver_match = resolve("/")
    record = logging.LogRecord("django.request", logging.WARNING, __file__, 1, "Gone: %s", ("/",), None)
    record.request, record.status_code = request, 410
    assert logs.WithoutPersons("%(message)s").format(record) == "GET 410 at /"


def test_a_token_named_by_half_is_refused_with_what_is_wanting(monkeypatch):
    for name in home.HSM:
        monkeypatch.delenv(name, raising=False)
    assert home.hsm() == {}
    monkeypatch.setenv("QINGBAI_HSM_TOKEN", "seals")
    with pytest.raises(home.CannotRun, match="QINGBAI_HSM_MODULE and QINGBAI_HSM_PIN_FILE"):
        home.hsm()
    monkeypatch.setenv("QINGBAI_HSM_MODULE", "/usr/lib/softhsm/libsofthsm2.so")
    monkeypatch.setenv("QINGBAI_HSM_PIN_FILE", "/etc/qingbai/pin")
    assert home.hsm()["label"] == "seals"


def test_a_host_that_is_not_ours_is_one_line_in_the_log_and_tells_the_operator_where_to_look(db):
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(logs.WithoutPersons("%(message)s"))
    logger = logging.getLogger("django.security.DisallowedHost")
    logger.addHandler(handler)
    try:
        assert Client().get("/", HTTP_HOST="elsewhere.example").status_code == 400
    finally:
        logger.removeHandler(handler)
    assert said.getvalue().splitlines() == ["400: a request for a host that QINGBAI_HOSTS does not name"]


def test_the_site_answers_its_own_machine_whatever_hosts_are_named():
    program = "from qingbai.project import settings; print(settings.ALLOWED_HOSTS, settings.CSRF_TRUSTED_ORIGINS)"
    given = {**os.environ, "QINGBAI_HOSTS": "register.example.cn desk.example.cn", "QINGBAI_HTTPS": "1"}
    told = subprocess.run([sys.executable, "-c", program], env=given, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == (
        "['register.example.cn', 'desk.example.cn', '127.0.0.1', 'localhost', '[::1]'] "
        "['https://register.example.cn', 'https://desk.example.cn']"
    )
