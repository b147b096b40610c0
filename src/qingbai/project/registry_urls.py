"""Every address of the registry's own site: the only site that has a way to the vault, because it takes documents in.

The public site's addresses (``urls``) are not here, nor these there. The table of each door says who may use what; programs of senders
prove themselves by tokens (``api``).
"""

from django.urls import URLPattern, URLResolver, include, path

from qingbai.auditdesk import sitting as auditing
from qingbai.auditdesk.routes import ROUTES as AUDIT_DESK
from qingbai.desk import sitting
from qingbai.desk.routes import ROUTES as DESK
from qingbai.pages.routes import Route, Who, urls

ROUTES: tuple[Route, ...] = (*DESK, *AUDIT_DESK)
GUARDS = {
    Who.OFFICER: sitting.only_registrars,
    Who.AUDITOR: auditing.only_auditors,
    Who.HEAD: auditing.only_heads,
}

urlpatterns: list[URLPattern | URLResolver] = [*urls(ROUTES, GUARDS), path("api/v1/", include("qingbai.api.routes"))]
handler400 = "qingbai.pages.views.unreadable"
handler404 = "qingbai.pages.views.not_found"
handler500 = "qingbai.pages.views.broken"
