"""Who may use which address of the registry's site: one table, and nobody gets further than it says."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from qingbai.agencies.terms import Role
from qingbai.pages.routes import Who
from qingbai.project.registry_urls import ROUTES
from visitors import clerk

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
NOWHERE = "00000000-0000-4000-8000-000000000000"
VALUES = {"code": "en", "size": "large", "key": NOWHERE, "name": "x", "ref": "x~not-ours"}


def address(route) -> str:
    names = re.findall(r"<\w+:(\w+)>", route.address)
    return reverse(route.name, kwargs={name: VALUES[name] for name in names})


def test_every_address_of_the_registry_stands_in_the_table_once(registry) -> None:
    served = [str(pattern.pattern) for pattern in get_resolver().url_patterns if isinstance(pattern, URLPattern)]
    assert sorted(served) == sorted(route.address for route in ROUTES)
    assert len({route.name for route in ROUTES}) == len(ROUTES)


def test_what_is_open_to_anyone_is_a_short_list(registry) -> None:
    assert {route.name for route in ROUTES if route.who is Who.ANYONE} == {
        *("start", "health", "choose-language", "choose-text", "desk-sign-in", "audit-desk-sign-in"),
        *("desk-second-factor", "audit-desk-second-factor"),
    }


def test_strangers_are_sent_to_sign_in(registry) -> None:
    for route in ROUTES:
        if route.who is Who.OFFICER:
            for method in (Client().get, Client().post):
                answer = method(address(route))
                assert (answer.status_code, answer.headers["Location"]) == (302, reverse("desk-sign-in")), route.name


@pytest.mark.parametrize("role", [Role.CLERK, Role.REVIEWER])
def test_officers_with_a_counter_find_no_desk(role: Role, registry) -> None:
    visitor = clerk(role=role)
    for route in ROUTES:
        if route.who is Who.OFFICER:
            assert visitor.client.get(address(route)).status_code == 404, route.name


@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.HEAD, Role.AUDITOR])
def test_who_keeps_a_register_finds_the_desk(role: Role, registry) -> None:
    assert clerk(role=role).get("/").status_code == 200


@pytest.mark.parametrize("path", ["/portal/", "/counter/", "/verify", "/apply/"])
def test_nothing_of_the_public_site_is_served_here(path: str, registry) -> None:
    assert Client().get(path).status_code == 404


def test_nothing_of_the_desk_is_served_on_the_public_site(registry, settings) -> None:
    settings.ROOT_URLCONF = "qingbai.project.urls"
    for path in ("/desk/", "/desk/sign-in/"):
        assert Client().get(path).status_code == 404


def test_a_registrar_signs_in_and_stands_on_the_ledger_of_the_vault(registry) -> None:
    from qingbai.audit.models import LedgerEntry

    clerk(role=Role.REGISTRAR)
    client = Client()
    wrong = client.post(reverse("desk-sign-in"), {"username": "registrar-100101-01", "password": "no"})
    assert wrong.status_code == 200
    right = client.post(
        reverse("desk-sign-in"), {"username": "registrar-100101-01", "password": "invented clerks only"}
    )
    assert (right.status_code, right.headers["Location"]) == (302, reverse("desk"))
    kinds = LedgerEntry.objects.using("vault").values_list("kind", flat=True)
    assert list(kinds) == ["desk_opened"]
