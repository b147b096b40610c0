"""The audit desk's addresses, on the registry's own site. ``Who.AUDITOR``: auditors alone; for everybody else there is no such address (404)."""

from qingbai.auditdesk.views import cases, findings, ledger, samples, seconded, signing_in, statistics, watching
from qingbai.pages.routes import Route, Who

ROUTES: tuple[Route, ...] = (
    Route("audit-desk/sign-in/", signing_in.sign_in, "audit-desk-sign-in", Who.ANYONE),
    Route("audit-desk/sign-in/second/", signing_in.second_factor, "audit-desk-second-factor", Who.ANYONE),
    Route("audit-desk/second-factor/", signing_in.factors, "audit-desk-factors", Who.AUDITOR),
    Route("audit-desk/sign-out/", signing_in.sign_out, "audit-desk-sign-out", Who.AUDITOR),
    Route("audit-desk/lock/", signing_in.lock, "audit-desk-lock", Who.AUDITOR),
    Route("audit-desk/unlock/", signing_in.unlock, "audit-desk-unlock", Who.AUDITOR),
    Route("audit-desk/inspection/", signing_in.inspection, "audit-desk-inspection", Who.AUDITOR),
    Route("audit-desk/", ledger.search, "audit-desk", Who.AUDITOR),
    Route("audit-desk/export/<slug:form>/", ledger.export, "audit-desk-export", Who.AUDITOR),
    Route("audit-desk/entries/<slug:book>/<int:number>/", ledger.entry, "audit-desk-entry", Who.AUDITOR),
    Route("audit-desk/entries/<slug:book>/<int:number>/proof.json", ledger.proof, "audit-desk-proof", Who.AUDITOR),
    Route("audit-desk/cases/", cases.find, "audit-desk-explain", Who.AUDITOR),
    Route("audit-desk/cases/<str:ref>/", cases.show, "audit-desk-case", Who.AUDITOR),
    Route("audit-desk/statistics/", statistics.show, "audit-desk-statistics", Who.AUDITOR),
    Route("audit-desk/statistics/close/", statistics.close, "audit-desk-statistics-close", Who.AUDITOR),
    Route("audit-desk/statistics/<slug:table>.csv", statistics.as_csv, "audit-desk-statistics-csv", Who.AUDITOR),
    Route("audit-desk/findings/", findings.listing, "audit-desk-findings", Who.AUDITOR),
    Route("audit-desk/findings/<str:ref>/", findings.show, "audit-desk-finding", Who.AUDITOR),
    Route("audit-desk/samples/", samples.listing, "audit-desk-samples", Who.AUDITOR),
    Route("audit-desk/samples/<int:number>/", samples.show, "audit-desk-sample", Who.AUDITOR),
    Route("audit-desk/acts-of-two/", seconded.listing, "audit-desk-seconded", Who.AUDITOR),
    Route("audit-desk/acts-of-two.csv", seconded.as_csv, "audit-desk-seconded-csv", Who.AUDITOR),
    Route("audit-desk/colleagues/", watching.colleagues, "audit-desk-colleagues", Who.AUDITOR),
    Route("audit-desk/without-case/", watching.unbound, "audit-desk-unbound", Who.AUDITOR),
    Route("audit-desk/asked/", findings.asked, "audit-desk-asked", Who.HEAD),
    Route("audit-desk/asked/sample/<int:number>/", samples.look_again, "audit-desk-asked-sample", Who.HEAD),
    Route("audit-desk/asked/<str:ref>/", findings.explain, "audit-desk-asked-one", Who.HEAD),
)
