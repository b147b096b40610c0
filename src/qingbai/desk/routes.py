"""The desk's addresses and who may use them. Every table named in ``TABLES`` is served; another part of the desk adds its own there.

``Who.OFFICER`` means here: an officer in one of the roles that keep a register. What each may do, the acts themselves say; whoever
is no officer of the organ concerned finds nothing (404).
"""

from qingbai.desk import notices_lists
from qingbai.desk.views import arrival, draft, emergency, inbox, opening, register, signing_in, unsealing
from qingbai.pages import health
from qingbai.pages import views as pages
from qingbai.pages.routes import Route, Who

ENTRANCE: tuple[Route, ...] = (
    Route("", signing_in.first_page, "start", Who.ANYONE),
    Route("language/<slug:code>/", pages.choose_language, "choose-language", Who.ANYONE),
    Route("text/<slug:size>/", pages.choose_text, "choose-text", Who.ANYONE),
    Route("health/", health.of_the_registry, "health", Who.ANYONE),
    Route("desk/sign-in/", signing_in.sign_in, "desk-sign-in", Who.ANYONE),
    Route("desk/sign-in/second/", signing_in.second_factor, "desk-second-factor", Who.ANYONE),
    Route("desk/second-factor/", signing_in.factors, "desk-factors", Who.OFFICER),
    Route("desk/sign-out/", signing_in.sign_out, "desk-sign-out", Who.OFFICER),
    Route("desk/lock/", signing_in.lock, "desk-lock", Who.OFFICER),
    Route("desk/unlock/", signing_in.unlock, "desk-unlock", Who.OFFICER),
)
INBOX: tuple[Route, ...] = (
    Route("desk/", inbox.inbox, "desk", Who.OFFICER),
    Route("desk/new/", arrival.new, "desk-new", Who.OFFICER),
    Route("desk/drafts/<uuid:key>/", draft.show, "desk-draft", Who.OFFICER),
    Route("desk/drafts/<uuid:key>/correct/", draft.correct, "desk-correct", Who.OFFICER),
    Route("desk/drafts/<uuid:key>/check/", draft.check, "desk-check", Who.OFFICER),
    Route("desk/drafts/<uuid:key>/receipt/", draft.receipt, "desk-receipt", Who.OFFICER),
    Route("desk/drafts/<uuid:key>/<slug:name>/", draft.act, "desk-act", Who.OFFICER),
)
REGISTER: tuple[Route, ...] = (
    Route("desk/register/", register.search, "desk-search", Who.OFFICER),
    Route("desk/emergency/", emergency.look, "desk-emergency", Who.OFFICER),
    Route("desk/register/<uuid:key>/<str:ref>/", register.record, "desk-record", Who.OFFICER),
)
NOTICES: tuple[Route, ...] = (
    Route("desk/notices/", notices_lists.missing, "desk-missing", Who.OFFICER),
    Route("desk/notices/senders/", notices_lists.senders, "desk-senders", Who.OFFICER),
    Route("desk/notices/reminders/", notices_lists.asked, "desk-reminders", Who.OFFICER),
)
OPENINGS: tuple[Route, ...] = (
    Route("desk/openings/", opening.listing, "desk-openings", Who.OFFICER),
    Route("desk/openings/new/", opening.new, "desk-opening-new", Who.OFFICER),
    Route("desk/openings/<str:ref>/", opening.show, "desk-opening", Who.OFFICER),
    Route("desk/openings/<str:ref>/paper/<slug:name>/", opening.paper, "desk-opening-paper", Who.OFFICER),
    Route("desk/openings/<str:ref>/<slug:name>/", opening.act, "desk-opening-act", Who.OFFICER),
    Route("desk/unsealings/", unsealing.listing, "desk-unsealings", Who.OFFICER),
    Route("desk/unsealings/new/", unsealing.new, "desk-unsealing-new", Who.OFFICER),
    Route("desk/unsealings/<str:ref>/", unsealing.show, "desk-unsealing", Who.OFFICER),
)
TABLES: tuple[tuple[Route, ...], ...] = (ENTRANCE, INBOX, REGISTER, NOTICES, OPENINGS)
ROUTES: tuple[Route, ...] = tuple(route for table in TABLES for route in table)
