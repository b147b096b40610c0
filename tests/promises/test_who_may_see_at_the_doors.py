"""Who gets past which guard: every address of both sites × everybody who may knock. No address is without a declared role.

The views are taken away and the guards stay, so that what is seen is the guard's own answer and not a page's.
"""

import sys
from dataclasses import replace
from datetime import date, timedelta
from types import ModuleType
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

import cast
from applications import COUNTER, NOW
from askers import PROSECUTION, firm, prosecution
from lists import LAW_FIRM, unit
from qingbai.agencies.terms import Role
from qingbai.disclosures import registering as cases
from qingbai.pages.routes import Who, urls
from qingbai.project import registry_urls
from qingbai.project import urls as public_urls
from qingbai.screening import registering
from qingbai.screening.registering import HandlerStated
from visitors import Visitor, clerk, text

SITES: dict[str, ModuleType] = {"public": public_urls, "registry": registry_urls}
PERSONS = {"person", "handler", "former", "prosecutor", "lawyer", "no more a prosecutor"}
PASSES = {
    ("public", Who.ANYONE): {"anonymous", *PERSONS, *Role},
    ("public", Who.DEMONSTRATION): {"anonymous", *PERSONS, *Role},
    ("public", Who.KIOSK): set(),  # a device that an officer set up, and nobody by who they are
    ("public", Who.PERSON): PERSONS,
    ("public", Who.UNIT): {"handler"},
    ("public", Who.ORGAN): {"prosecutor", "lawyer"},
    ("public", Who.OFFICER): {Role.CLERK, Role.REVIEWER, Role.HEAD},
    ("public", Who.REVIEWER): {Role.REVIEWER, Role.HEAD},
    ("registry", Who.ANYONE): {"anonymous", *PERSONS, *Role},
    ("registry", Who.OFFICER): {Role.REGISTRAR, Role.HEAD, Role.AUDITOR},
    ("registry", Who.AUDITOR): {Role.AUDITOR},
    ("registry", Who.HEAD): {Role.HEAD},
}
"""Who gets in, by site and by what the table says; written down by hand."""
PROGRAMS = ("api/v1/",)
"""Addresses for programs, which prove themselves by tokens (``tests/doors/api``)."""


def every() -> list[Any]:
    return [pytest.param(site, route, id=f"{site}-{route.name}") for site in SITES for route in SITES[site].ROUTES]


@pytest.mark.parametrize("site", SITES)
def test_every_address_of_a_site_stands_in_its_table(site: str) -> None:
    served = get_resolver(SITES[site].__name__).url_patterns
    pages = [str(one.pattern) for one in served if isinstance(one, URLPattern)]
    assert sorted(pages) == sorted(route.address for route in SITES[site].ROUTES)
    others = [str(one.pattern) for one in served if isinstance(one, URLResolver)]
    assert others == (list(PROGRAMS) if site == "registry" else [])


@pytest.mark.parametrize("site", SITES)
def test_every_role_that_a_table_names_is_known_here(site: str) -> None:
    assert {route.who for route in SITES[site].ROUTES} == {who for place, who in PASSES if place == site}


def test_nothing_of_the_one_site_is_at_the_other() -> None:
    """But for the first page, two preferences of the reader and whether the site stands, which tell nothing and change no record."""
    both = {route.address for route in public_urls.ROUTES} & {route.address for route in registry_urls.ROUTES}
    assert {address for address in both if not address.startswith(("language/", "text/"))} <= {"", "health/"}


def inside(_: HttpRequest, **__: Any) -> HttpResponse:
    return HttpResponse("inside")


@pytest.fixture
def guards_alone(settings, monkeypatch: pytest.MonkeyPatch):
    """Both sites with one view behind every guard."""

    def of(site: str) -> None:
        module = ModuleType(f"guards_of_{site}")
        module.urlpatterns = urls([replace(route, view=inside) for route in SITES[site].ROUTES], SITES[site].GUARDS)
        module.handler404 = SITES[site].handler404
        monkeypatch.setitem(sys.modules, module.__name__, module)
        settings.ROOT_URLCONF = module.__name__

    return of


VALUES = {"str": "x", "slug": "en", "uuid": "00000000-0000-4000-8000-000000000000", "int": "1", "path": "x"}


def address(pattern: str) -> str:
    parts = []
    for part in pattern.split("<"):
        kind, _, rest = part.partition(":")
        parts.append(VALUES[kind] + rest.partition(">")[2] if rest else part)
    return "/" + "".join(parts)


def handlers() -> tuple[Visitor, Visitor]:
    """Who acts for a unit today, and who did until yesterday."""
    unit()
    for person, to_on in ((cast.SEALED_TWIN, None), (cast.EXEMPTED, date(2026, 11, 19))):
        stated = HandlerStated(
            name=person.name, document_number=person.number, from_on=date(2026, 1, 1), to_on=to_on or date(2026, 12, 31)
        )
        at = NOW if to_on is None else NOW - timedelta(days=9)
        registering.authorise(code=LAW_FIRM, handler=stated, by=COUNTER, at=at)
    acting, former = Visitor(), Visitor()
    acting.sign_in("shen-xiaozhou")
    former.sign_in("han-yueling")
    return acting, former


def askers() -> tuple[Visitor, Visitor, Visitor]:
    """Who may ask for an organ and for a law firm today, and who might until yesterday."""
    prosecution()
    firm()
    cases.end_authority(code=PROSECUTION, handler="2", by=COUNTER, at=NOW - timedelta(days=1))
    found = Visitor(), Visitor(), Visitor()
    for visitor, person in zip(found, ("gu-anlan", "qiao-wenhe", "luo-qiling"), strict=True):
        visitor.sign_in(person)
    return found


def test_everybody_gets_past_the_guards_that_are_for_them_and_past_no_other(site, guards_alone) -> None:
    person = Visitor()
    person.sign_in("wu-tongyu")
    handler, former = handlers()
    prosecutor, lawyer, no_more = askers()
    knocking: dict[Any, Client] = {
        "anonymous": Client(),
        "person": person.client,
        "handler": handler.client,
        "former": former.client,
        "prosecutor": prosecutor.client,
        "lawyer": lawyer.client,
        "no more a prosecutor": no_more.client,
    }
    for place, role in enumerate(Role):
        knocking[role] = clerk(number=f"100101-2{place}", role=role).client
    tried = 0
    for name, module in SITES.items():
        guards_alone(name)
        for route in module.ROUTES:
            for who, client in knocking.items():
                for method in (client.get, client.post):
                    response = method(address(route.address))
                    entered = response.status_code == 200 and response.content == b"inside"
                    assert entered is (who in PASSES[name, route.who]), f"{name} {route.address} {who}"
                    assert entered or response.status_code in {302, 404}, f"{name} {route.address} {who}"
                    tried += 1
    assert tried >= 2 * len(knocking) * 40


def test_outside_a_demonstration_nobody_enters_what_is_for_one(site, guards_alone, settings) -> None:
    guards_alone("public")
    settings.DEMO = False
    for route in public_urls.ROUTES:
        if route.who is Who.DEMONSTRATION:
            assert Client().get(address(route.address)).status_code == 404


def test_officers_are_turned_away_as_if_the_address_did_not_exist(site, guards_alone) -> None:
    """404, and the page that everybody gets for an address that is nowhere."""
    for name, role in (("public", Role.REGISTRAR), ("public", Role.AUDITOR), ("registry", Role.CLERK)):
        guards_alone(name)
        client = clerk(number=f"100101-3{len(name)}{len(role)}", role=role).client
        nowhere = text(client.get("/nowhere/at/all/"))
        for route in SITES[name].ROUTES:
            if route.who in {Who.OFFICER, Who.REVIEWER}:
                response = client.get(address(route.address))
                assert (response.status_code, text(response)) == (404, nowhere), route.address
