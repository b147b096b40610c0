"""The counter's addresses and who may use them. Whoever is no officer of the application's office finds nothing (404)."""

from qingbai.counter.views import file, new, queue, reports, signing_in, taking_back
from qingbai.pages.routes import Route, Who

ROUTES: tuple[Route, ...] = (
    Route("counter/sign-in/", signing_in.sign_in, "counter-sign-in", Who.ANYONE),
    Route("counter/sign-out/", signing_in.sign_out, "counter-sign-out", Who.OFFICER),
    Route("counter/", queue.queue, "counter", Who.OFFICER),
    Route("counter/find/", queue.find, "counter-find", Who.OFFICER),
    Route("counter/new/", new.new, "counter-new", Who.OFFICER),
    Route("counter/files/<str:ref>/", file.show, "counter-file", Who.OFFICER),
    Route("counter/files/<str:ref>/judge/", file.judge, "counter-judge", Who.OFFICER),
    Route("counter/files/<str:ref>/settle/", file.settle, "counter-settle", Who.OFFICER),
    Route("counter/files/<str:ref>/supplement/", file.supplement, "counter-supplement", Who.OFFICER),
    Route("counter/files/<str:ref>/act/<slug:key>/", file.act, "counter-act", Who.OFFICER),
    Route("counter/files/<str:ref>/form.pdf", file.form, "counter-form", Who.OFFICER),
    Route("counter/files/<str:ref>/paper.pdf", file.paper, "counter-paper", Who.OFFICER),
    Route("counter/again/", taking_back.again, "counter-again", Who.REVIEWER),
    Route("counter/files/<str:ref>/anew/", taking_back.anew, "counter-anew", Who.REVIEWER),
    Route("counter/files/<str:ref>/take-back/", taking_back.take_back, "counter-take-back", Who.REVIEWER),
    Route("counter/files/<str:ref>/reopen/", taking_back.reopen, "counter-reopen", Who.REVIEWER),
    Route("counter/reports/", reports.waiting, "counter-reports", Who.REVIEWER),
    Route("counter/reports/<str:ref>/", reports.show, "counter-report", Who.REVIEWER),
    Route("counter/reports/<str:ref>/look/", reports.look, "counter-report-look", Who.REVIEWER),
    Route("counter/reports/<str:ref>/dismiss/", reports.dismiss, "counter-report-dismiss", Who.REVIEWER),
    Route("counter/reports/<str:ref>/forward/", reports.forward, "counter-report-forward", Who.REVIEWER),
)
