"""The verifier's addresses: for anyone, without account, session or cookie."""

from qingbai.pages.routes import Route, Who
from qingbai.verification import api, links, reporting, telling, views

ROUTES: tuple[Route, ...] = (
    Route("verify", views.verify, "verify", Who.ANYONE),
    Route("verify/checked/", views.attest, "verify-attest", Who.ANYONE),
    Route("verify/report/", reporting.report, "verify-report", Who.ANYONE),
    Route("verify/link/<slug:secret>/", links.link, "verify-link", Who.ANYONE),
    Route("verify/tell/", telling.tell, "verify-tell", Who.ANYONE),
    Route("verify/tell/<str:ref>/", telling.told, "verify-told", Who.ANYONE),
    Route("api/v1/verifications", api.verifications, "api-verifications", Who.ANYONE),
    Route("api/v1/verifications/reports", api.reports, "api-verification-reports", Who.ANYONE),
    Route("api/v1/verifications/openapi.json", api.document, "api-verification-document", Who.ANYONE),
    Route("verify/trust.json", views.trust, "verify-trust", Who.ANYONE),
    Route("verify/reader.js", views.reader, "verify-reader", Who.ANYONE),
    Route("verify/offline.html", views.offline, "verify-offline", Who.ANYONE),
    Route("verify/offline.html.sha256", views.offline_hash, "verify-offline-hash", Who.ANYONE),
    Route("verify/status/<int:number>", views.status_list, "verify-status", Who.ANYONE),
    Route("verify/revoked/<slug:authority>.crl", views.revoked, "verify-revoked", Who.ANYONE),
    Route("verify/log/checkpoint", views.log_file, "verify-checkpoint", Who.ANYONE),
    Route("verify/log/<path:path>", views.log_file, "verify-log", Who.ANYONE),
)
