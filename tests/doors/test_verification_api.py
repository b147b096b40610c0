"""Checking for programs, and the signed report of a check: the same verdicts as the page, each answer as the document says."""

import json
import re
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from applications import COUNTER
from papers import a_claim
from photos import nothing_to_scan, photo_of
from qingbai.audit.models import LedgerEntry
from qingbai.certificates import attestation, queries, services
from qingbai.certificates.codes import new_code
from qingbai.clock import day_of
from qingbai.verification import openapi
from visitors import text

PUBLISHED = Path(__file__).parents[2] / "docs" / "api" / "verifications.json"
ADDRESS = "/api/v1/verifications"


@pytest.fixture
def issued(site):
    day = day_of(site.now)
    claim = a_claim(issued_on=day, applied_on=day, searched_at=site.now.replace(microsecond=0), valid_until=None)
    return services.issue(claim=claim, by=COUNTER, at=site.now)


def ask(data: bytes | dict, media: str = "application/json", *, address: str = ADDRESS, status: int = 200):
    """An answer that keeps to the published document."""
    body = json.dumps(data) if isinstance(data, dict) else data
    response = Client().post(address, body, content_type=media)
    assert response.status_code == status, response.content
    assert not response.cookies
    schemas = openapi.document()["components"]["schemas"]
    said = openapi.document()["paths"][address]["post"]["responses"][str(status)]["content"]
    assert list(said) == [response.headers["Content-Type"]]
    if "json" in response.headers["Content-Type"]:
        [schema] = [one["schema"] for one in said.values()]
        jsonschema.validate(response.json(), {**schema, "components": {"schemas": schemas}})
        return response.json()
    return response


def codes(said) -> list[str]:
    return [said["verdicts"][one]["code"] for one in ("intact", "issuer", "logged", "current", "person")]


def test_the_published_document_is_current_and_served() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == openapi.text(), "write it anew: python tools/openapi.py"
    assert Client().get(reverse("api-verification-document")).json() == openapi.document()
    for schema in openapi.document()["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_a_program_is_told_what_the_page_tells(issued, settings) -> None:
    holder = issued.claim.holder
    file = ask(issued.pdf, "application/pdf")
    assert (file["kind"], file["good"], file["number"]) == ("file", True, issued.number)
    assert codes(file) == ["issued_bytes", "issuer", "logged", "current", "not_compared"]
    assert file["claim"]["holder"]["native"] == holder.native
    code = ask({"code": issued.code, "person": {"name": holder.latin, "number": holder.document_number[-4:]}})
    assert codes(code) == ["only_code", "issued", "logged", "current", "person_agrees"]
    assert code["compared"] == {"name": "match", "number": "match", "born": "not_compared"}
    assert holder.document_number not in str(code)
    assert holder.native not in str(code)
    photo = ask(photo_of(f"{settings.PUBLIC_URL}/verify#{issued.code}"), "image/jpeg")
    assert photo["shown"]["number"] == issued.number
    elsewhere = ask(photo_of("https://example.org/verify#" + issued.code), "image/jpeg")
    assert (elsewhere["kind"], elsewhere["elsewhere"], elsewhere["good"]) == ("elsewhere", "example.org", False)
    assert elsewhere["verdicts"]["issuer"]["code"] == "other_site"
    form = {"file": SimpleUploadedFile("x", issued.pdf), "person.name": "Somebody Invented"}
    differs = Client().post(ADDRESS, form).json()
    assert (differs["good"], codes(differs)[4]) == (False, "person_differs")
    altered = bytearray(issued.pdf)
    altered[4000] ^= 1
    changed = ask(bytes(altered), "application/pdf")
    assert (changed["good"], changed["claim"], codes(changed)[1]) == (False, None, "not_examined")
    nobody = ask({"code": new_code()})
    assert (nobody["good"], codes(nobody)[1]) == (False, "no_such_code")


def test_a_wrong_request_is_a_problem_that_says_everything(site) -> None:
    def faults(*asked: object, status: int) -> list[str]:
        return [one["field"] + " " + one["code"] for one in ask(*asked, status=status)["errors"]]

    assert faults({}, status=400) == ["code code"]
    assert faults({"code": "XXXX"}, status=400) == ["code mistyped"]
    person = {"number": "1", "born": "1/2/3"}
    assert faults({"code": new_code(), "person": person}, status=400) == ["person.number short", "person.born born"]
    code = new_code().encode()
    for body, told in {
        b"{": "body not_json",
        b"[]": "body not_an_object",
        b"null": "body not_an_object",
        b"[" * 100_000: "body nested_too_deep",
        b'{"code": ' + b"9" * 5_000 + b"}": "code number_too_long",
        b'{"code": NaN}': "code not_json",
        b'{"code": 5}': "code not_text",
        b'{"code": "x", "code": "y"}': "code repeated_key",
        rb'{"code": "\ud800"}': "code half_character",
        rb'{"\ud800": 1, "\ud800": 2}': "? repeated_key",
        b'{"code": "%s", "person": []}' % code: "",
        b'{"code": "%s", "person": ["x"]}' % code: "person not_an_object",
        rb'{"code": "%s", "person": {"name": "\udc00"}}' % code: "person.name half_character",
        b'{"code": "%s", "number": {}}' % code: "",
        b'{"code": "%s", "number": [1]}' % code: "number not_text",
        "{}".encode("utf-16"): "body not_utf8",
        b"\xef\xbb\xbf{}": "code code",
    }.items():
        if told:
            assert faults(body, status=400) == [told], body[:60]
        else:
            ask(body)  # nothing in it is nothing asked
        reports = Client().post(f"{ADDRESS}/reports", body, content_type="application/json")
        assert reports.status_code in {400, 422}, body[:60]
    assert codes(ask(rb'{"code": "%s", "number": "\u0000"}' % code))[1] == "no_such_code"
    empty = Client().post(ADDRESS, {"file": SimpleUploadedFile("x.pdf", b"")})
    assert (empty.status_code, empty.json()["errors"][0]["code"]) == (422, "empty")
    assert faults(b"GIF89a", "image/png", status=422) == ["file kind"]
    assert faults(nothing_to_scan(), "image/jpeg", status=422) == ["file no_code"]
    ask(b"x", "text/plain", status=415)
    assert faults(bytes(9 * 1024**2), "application/pdf", status=413) == ["file too_large"]
    assert Client().get(ADDRESS).status_code == 405
    for _ in range(60):
        last = Client().post(ADDRESS, b"{}", content_type="application/json")
    assert last.status_code == 429
    assert 1 <= int(last.headers["Retry-After"]) <= 60


def test_anybody_who_checked_may_have_a_signed_report_of_it_and_the_page_knows_it_again(issued, site) -> None:
    holder = issued.claim.holder
    said = ask({"code": issued.code, "person": {"name": holder.native, "born": "1990-01-01"}})
    site.pass_(minutes=5)
    report = ask({"report": said["report"]}, address=f"{ADDRESS}/reports")
    read = attestation.read(report.content, queries.trust())
    again = ask({"report": said["report"]}, address=f"{ADDRESS}/reports").content
    assert attestation.read(again, queries.trust()) == read
    assert {one.value: verdict.code for one, verdict in read.answers.items()} == {
        name: one["code"] for name, one in said["verdicts"].items()
    }
    assert read.at.isoformat()[:16] == (site.now - timedelta(minutes=5)).isoformat()[:16]
    inside = read.as_bytes().decode()
    for word in (holder.native, holder.latin, holder.document_number, "1990"):
        assert word not in inside
    entry = LedgerEntry.objects.filter(kind="paper_verified", basis=read.number)
    assert entry.count() == 2
    page = Client().post("/verify?lang=en", {"way": "file", "file": SimpleUploadedFile("r.pdf", report.content)})
    assert "GENUINE: the report of a check." in text(page)
    assert read.number in text(page)
    assert 'action="/verify/checked/' not in page.content.decode(), "of a report there is no report"
    ask({"report": said["report"] + "x"}, address=f"{ADDRESS}/reports", status=422)
    changed = bytearray(report.content)
    changed[3000] ^= 1
    assert ask(bytes(changed), "application/pdf")["good"] is False


def test_the_page_offers_the_report_of_whatever_it_found(issued) -> None:
    for data in (issued.pdf, b"%PDF-1.7 forged"):
        page = Client().post("/verify?lang=ar", {"way": "file", "file": SimpleUploadedFile("x.pdf", data)})
        [mark] = re.findall(
            r'action="/verify/checked/[^"]*"[^>]*><input type="hidden" name="mark" value="([^"]+)"',
            page.content.decode(),
        )
        report = Client().post("/verify/checked/?lang=ar", {"mark": mark})
        assert report.headers["Content-Type"] == "application/pdf"
        assert attestation.read(report.content, queries.trust()).paper == (issued.number if data == issued.pdf else "")
    late = Client().post("/verify/checked/?lang=ar", {"mark": "nothing of ours"})
    assert late.headers["Location"] == "/verify?lang=ar"
