"""Who may use which address: one table, and nobody gets further than it says."""

import re

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from qingbai.agencies.terms import Role
from qingbai.pages.routes import Who
from qingbai.project.urls import ROUTES
from visitors import Visitor, apply, clerk

VALUES = {
    "passkey": "00000000-0000-4000-8000-000000000000",
    "level": "face",
    "provider": "wechat",
    "code": "en",
    "size": "large",
    "key": "purpose",
    "ref": "QB20260101-AAAAAAAA~not-ours",
    "line": "2",
    "part": "0",
    "place": "0",
    "page": "1",
    "path": "tile/0/000",
    "number": "0",
    "authority": "issuing",
    "secret": "a-secret-of-nobody",
    "reference": "00000000-0000-4000-8000-000000000000",
}


def address(route, ref: str = VALUES["ref"]) -> str:
    names = re.findall(r"<\w+:(\w+)>", route.address)
    return reverse(route.name, kwargs={name: {**VALUES, "ref": ref}[name] for name in names})


def of(who: Who):
    return [pytest.param(route, id=route.name) for route in ROUTES if route.who is who]


def test_every_address_of_the_site_stands_in_the_table_once() -> None:
    served = [str(pattern.pattern) for pattern in get_resolver().url_patterns]
    assert sorted(served) == sorted(route.address for route in ROUTES)
    assert len({route.name for route in ROUTES}) == len(ROUTES)


def knock(client: Client, who: Who):
    """Every address of one kind, asked for and posted to."""
    for route in ROUTES:
        if route.who is who:
            for method in (client.get, client.post):
                response = method(address(route))
                yield route.name, response.status_code, response.headers.get("Location", "").split("?")[0]


def test_what_is_open_to_anyone_is_a_short_list() -> None:
    assert {route.name for route in ROUTES if route.who is Who.ANYONE} == {
        *("start", "offices", "forms", "form", "privacy", "choose-language", "choose-text", "health"),
        *("sign-in", "sign-in-return", "come-back", "counter-second-factor", "sign-out", "counter-sign-in"),
        "unit-grounds",
        "organ-articles",
        *(
            "verify",
            "verify-report",
            "verify-attest",
            "verify-reader",
            *("api-verifications", "api-verification-reports", "api-verification-document"),
            "verify-trust",
            "verify-status",
            "verify-revoked",
            "verify-offline",
            "verify-offline-hash",
            "verify-checkpoint",
            "verify-log",
            "verify-link",
            "verify-tell",
            "verify-told",
            "payment-notified",
        ),
    }
    assert {route.name for route in ROUTES if route.who is Who.DEMONSTRATION} == {
        "demonstration-messages",
        "demonstration-unit-list",
    }


@pytest.mark.django_db
def test_who_is_not_signed_in_is_sent_to_sign_in() -> None:
    for who in (Who.PERSON, Who.UNIT):
        for name, status, where in knock(Client(), who):
            assert (name, status, where) == (name, 302, reverse("sign-in"))


def test_an_officer_is_no_applicant(site) -> None:
    for name, status, where in knock(clerk().client, Who.PERSON):
        assert (name, status, where) == (name, 302, reverse("sign-in"))


def test_nobody_but_officers_enters_the_counter(site) -> None:
    applicant = Visitor()
    applicant.sign_in("lin-qinghe")
    for client in (Client(), applicant.client):
        for who in (Who.OFFICER, Who.REVIEWER):
            for name, status, where in knock(client, who):
                assert (name, status, where) == (name, 302, reverse("counter-sign-in"))


@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.AUDITOR])
def test_officers_with_a_desk_elsewhere_find_no_counter(role: Role, site) -> None:
    for who in (Who.OFFICER, Who.REVIEWER):
        for name, status, _ in knock(clerk(role=role).client, who):
            assert (name, status) == (name, 404)


def test_a_clerk_finds_nothing_of_what_reviewers_do(site) -> None:
    for name, status, _ in knock(clerk().client, Who.REVIEWER):
        assert (name, status) == (name, 404)


@pytest.mark.parametrize("route", of(Who.DEMONSTRATION))
@pytest.mark.parametrize("method", ["get", "post"])
def test_outside_a_demonstration_nobody_is_invented(route, method: str, settings) -> None:
    settings.DEMO = False
    assert getattr(Client(), method)(address(route)).status_code == 404


def test_the_application_of_somebody_else_does_not_exist(site) -> None:
    ref = apply("lin-qinghe").reference()
    other = Visitor()
    other.sign_in("shen-xiaozhou")
    for route in ROUTES:
        if route.who is Who.PERSON and "<str:ref>" in route.address:
            assert other.client.get(address(route, ref)).status_code == 404


def test_the_application_at_another_office_does_not_exist(site) -> None:
    ref = apply("lin-qinghe").reference()
    here, elsewhere = clerk(), clerk("100102-sq", "100102-01", Role.HEAD)
    answers = {"subject": "x", "reference": "x", "verdict": "same", "reason": "x", "papers": "identity"}
    for route in ROUTES:
        if route.who in {Who.OFFICER, Who.REVIEWER} and "<str:ref>" in route.address:
            for method in ("get", "post"):
                response = getattr(elsewhere.client, method)(address(route, ref), answers)
                assert response.status_code in {404, 405}, route.name
    assert here.client.get(reverse("counter-file", args=[ref])).status_code == 200


def test_a_number_without_our_mark_leads_nowhere(site) -> None:
    applicant = apply("lin-qinghe")
    ref = applicant.reference()
    number, mark = ref.split("~")
    for forged in (
        number,
        f"{number}~",
        f"{number}~{mark[:-1]}",
        f"{number[:-1]}{'3' if number[-1] == '2' else '2'}~{mark}",
    ):
        assert applicant.client.get(f"/applications/{forged}/").status_code == 404


def test_what_changes_something_needs_a_token_of_ours(site) -> None:
    applicant, head = Visitor(), clerk(role=Role.HEAD)
    applicant.sign_in("lin-qinghe")
    for route in ROUTES:
        # The first three change nothing, the next three need a mark of ours in their forms, the next two one in the address, the last a provider's
        # signature; none knows anybody, so that no cookie is needed.
        asks = {"verify", "api-verifications", "api-verification-reports"}
        marked = {"verify-attest", "verify-report", "verify-tell", "verify-told", "verify-link", "payment-notified"}
        if route.name in asks | marked:
            continue
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = (head if route.who in {Who.OFFICER, Who.REVIEWER} else applicant).client.cookies
        assert (route.name, strict.post(address(route)).status_code) in {(route.name, 403), (route.name, 405)}


def test_every_answer_forbids_what_pages_of_ours_never_do(site) -> None:
    applicant, officer = Visitor(), clerk(role=Role.HEAD)
    applicant.sign_in("lin-qinghe")
    for route in ROUTES:
        headers = (
            (officer if route.who in {Who.OFFICER, Who.REVIEWER} else applicant).client.get(address(route)).headers
        )
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        if route.who is not Who.ANYONE:
            assert headers["Cache-Control"] == "no-store", route.name
