"""The addresses of organs and lawyers and who may use them. Whoever acts for none today finds nothing (404)."""

from qingbai.pages.routes import Route, Who
from qingbai.portal.organs import requests, views

ROUTES: tuple[Route, ...] = (
    Route("organs/", views.mine, "organs", Who.PERSON),
    Route("organs/articles/", views.articles, "organ-articles", Who.ANYONE),
    Route("organs/of/<str:ref>/", views.body, "organ", Who.ORGAN),
    Route("organs/of/<str:ref>/ask/", views.ground, "organ-ground", Who.ORGAN),
    Route("organs/of/<str:ref>/ask/<slug:key>/", views.ask, "organ-ask", Who.ORGAN),
    Route("organs/of/<str:ref>/tell-me/", views.tell_me, "organ-tell-me", Who.ORGAN),
    Route("organs/of/<str:ref>/forget/", views.forget, "organ-forget", Who.ORGAN),
    Route("organs/requests/<str:ref>/", requests.show, "organ-request", Who.ORGAN),
    Route("organs/requests/<str:ref>/complete/", requests.complete, "organ-request-complete", Who.ORGAN),
    Route("organs/requests/<str:ref>/act/<slug:key>/", requests.act, "organ-request-act", Who.ORGAN),
    Route("organs/requests/<str:ref>/letter.pdf", requests.letter, "organ-request-letter", Who.ORGAN),
)
