"""Pages whose address needs nothing but somebody who may see it: opened as they lie, so that a new one is looked at without a scene."""

from qingbai.agencies.terms import Role
from qingbai.pages.routes import Who
from qingbai.project import registry_urls, urls
from scenes.elsewhere import NO_PAGES
from scenes.frame import SCENES, Stage, scene
from visitors import Visitor, clerk

SITES = {"public": urls.ROUTES, "registry": registry_urls.ROUTES}


def whose(who: Who, site: str) -> Visitor:
    """Somebody for whom a route is."""
    visitor = Visitor()
    if who in {Who.AUDITOR, Who.HEAD}:
        visitor = clerk(number=f"100101-9{len(who)}", role=Role(who.value))
    if who is Who.PERSON:
        visitor.sign_in("lin-qinghe")
    elif who in {Who.OFFICER, Who.REVIEWER}:
        role = Role.HEAD if site == "public" else Role.REGISTRAR
        visitor = clerk(number=f"100101-{len(who):02}", role=role)
    return visitor


def left(site: str) -> list:
    """The routes that no scene shows and that need nothing."""
    shown = {name for one in SCENES if one.site == site for name in one.shows}
    return [route for route in SITES[site] if route.name not in shown | NO_PAGES and "<" not in route.address]


def unshown(site: str) -> list[str]:
    """The routes that nobody would look at: no scene shows them, and they cannot be opened as they lie."""
    shown = {name for one in SCENES for name in one.shows}
    return [route.name for route in SITES[site] if route.name not in shown | NO_PAGES and "<" in route.address]


def open_all(stage: Stage, site: str) -> None:
    people: dict[Who, Visitor] = {}
    for route in left(site):
        people.setdefault(route.who, whose(route.who, site))
        stage.as_(people[route.who])
        stage.see(route.name, f"/{route.address}")


@scene()
def as_they_lie(stage: Stage) -> None:
    open_all(stage, "public")


@scene(site="registry")
def as_they_lie_at_the_registry(stage: Stage) -> None:
    open_all(stage, "registry")
