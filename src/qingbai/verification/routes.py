"""The verifier's addresses: for anyone, without account, session or cookie."""

from qingbai.pages.routes import Route, Who
from qingbai.verification import links, reporting, telling, views

ROUTES: tuple[Route, ...] = (
    Route("verify", views.verify, "verify", Who.ANYONE),
    Route("verify/report/", reporting.report, "verify-report", Who.ANYONE),
    Route("verify/link/<slug:secret>/", links.link, "verify-link", Who.ANYONE),
    Route("verify/tell/", telling.tell, "verify-tell", Who.ANYONE),
    Route("verify/tell/<str:ref>/", telling.told, "verify-told", Who.ANYONE),
    Route("verify/trust.json", views.trust, "verify-trust", Who.ANYONE),
    Route("verify/offline.html", views.offline, "verify-offline", Who.ANYONE),
    Route("verify/offline.html.sha256", views.offline_hash, "verify-offline-hash", Who.ANYONE),
    Route("verify/status/<int:number>", views.status_list, "verify-status", Who.ANYONE),
    Route("verify/log/checkpoint", views.log_file, "verify-checkpoint", Who.ANYONE),
    Route("verify/log/<path:path>", views.log_file, "verify-log", Who.ANYONE),
)
