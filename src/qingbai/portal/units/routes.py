"""The units' addresses and who may use them. Whoever acts for no unit today finds nothing (404)."""

from qingbai.pages.routes import Route, Who
from qingbai.portal import session
from qingbai.portal.units import consents, enrolling, lists, renewing, views

ROUTES: tuple[Route, ...] = (
    Route("units/", views.mine, "units", Who.PERSON),
    Route("units/grounds/", views.grounds, "unit-grounds", Who.ANYONE),
    Route("units/register/", session.proven_now(enrolling.where), "unit-register-where", Who.PERSON),
    Route("units/register/<slug:key>/", session.proven_now(enrolling.register), "unit-register", Who.PERSON),
    Route("units/requests/<str:ref>/", enrolling.request_of, "unit-request", Who.PERSON),
    Route("units/requests/<str:ref>/withdraw/", enrolling.withdraw, "unit-request-withdraw", Who.PERSON),
    Route("units/template.<slug:key>", views.template, "unit-list-template", Who.UNIT),
    Route("demonstration/unit-list.csv", views.example, "demonstration-unit-list", Who.DEMONSTRATION),
    Route("units/lists/<str:ref>/", lists.show, "unit-list", Who.UNIT),
    Route("units/lists/<str:ref>/correct/", lists.correct, "unit-list-correct", Who.UNIT),
    Route("units/lists/<str:ref>/hand-in/", lists.confirm, "unit-list-confirm", Who.UNIT),
    Route("units/lists/<str:ref>/complete/", lists.complete, "unit-list-complete", Who.UNIT),
    Route("units/lists/<str:ref>/act/<slug:key>/", lists.act, "unit-list-act", Who.UNIT),
    Route("units/lists/<str:ref>/form-<int:part>.pdf", lists.form, "unit-list-form", Who.UNIT),
    Route("units/lists/<str:ref>/letters/<int:line>.pdf", lists.letter, "unit-list-letter", Who.UNIT),
    Route("units/lists/<str:ref>/letters-<int:part>.zip", lists.letters, "unit-list-letters", Who.UNIT),
    Route("units/lists/<str:ref>/again.csv", lists.again, "unit-list-again", Who.UNIT),
    Route("units/lists/<str:ref>/renew/", renewing.renew, "unit-list-renew", Who.UNIT),
    Route("units/lists/<str:ref>/rows.csv", lists.faults, "unit-list-faults", Who.UNIT),
    Route("units/of/<str:ref>/", views.unit, "unit", Who.UNIT),
    Route("units/of/<str:ref>/consents/", consents.of_unit, "unit-consents", Who.UNIT),
    Route("units/of/<str:ref>/consents/<str:number>/withdraw/", consents.withdraw, "unit-consent-withdraw", Who.UNIT),
    Route("units/of/<str:ref>/handlers/", session.proven_now(enrolling.handlers), "unit-handlers", Who.UNIT),
    Route(
        "units/of/<str:ref>/handlers/<slug:key>/end/", session.proven_now(enrolling.end), "unit-handler-end", Who.UNIT
    ),
    Route("consents/", consents.mine, "consents", Who.PERSON),
    Route("consents/<str:ref>/", consents.one, "consent", Who.PERSON),
    Route("consents/<str:ref>/<slug:key>/", session.proven_now(consents.answer), "consent-answer", Who.PERSON),
    Route("units/of/<str:ref>/list/", views.ground, "unit-ground", Who.UNIT),
    Route("units/of/<str:ref>/list/<slug:key>/", views.new, "unit-list-new", Who.UNIT),
)
