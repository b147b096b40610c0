"""Every address of the site, door by door. Each door's table says who may use each (``pages.routes``)."""

from django.urls import URLPattern, URLResolver

from qingbai.counter import desk
from qingbai.counter.routes import ROUTES as COUNTER
from qingbai.pages.routes import Route, Who, urls
from qingbai.portal import session
from qingbai.portal.organs import standing as organs
from qingbai.portal.organs.routes import ROUTES as ORGANS
from qingbai.portal.routes import ROUTES as PORTAL
from qingbai.portal.units import standing
from qingbai.portal.units.routes import ROUTES as UNITS
from qingbai.verification.routes import ROUTES as VERIFICATION

ROUTES: tuple[Route, ...] = (*PORTAL, *UNITS, *ORGANS, *COUNTER, *VERIFICATION)
GUARDS = {
    Who.PERSON: session.only_signed_in,
    Who.UNIT: standing.only_handlers,
    Who.ORGAN: organs.only_named,
    Who.OFFICER: desk.only_officers,
    Who.REVIEWER: desk.only_reviewers,
}

urlpatterns: list[URLPattern | URLResolver] = [*urls(ROUTES, GUARDS)]
handler400 = "qingbai.pages.views.unreadable"
handler404 = "qingbai.pages.views.not_found"
handler500 = "qingbai.pages.views.broken"
