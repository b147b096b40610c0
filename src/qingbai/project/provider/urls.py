"""The addresses of the identity service; each is for anyone, because it knows nobody until somebody chooses."""

from django.urls import URLPattern, URLResolver

from qingbai.pages.routes import Route, Who, urls
from qingbai.pages.views import choose_language, choose_text
from qingbai.project.provider import views

ROUTES: tuple[Route, ...] = (
    Route("", views.first_page, "start", Who.DEMONSTRATION),
    Route("language/<slug:code>/", choose_language, "choose-language", Who.DEMONSTRATION),
    Route("text/<slug:size>/", choose_text, "choose-text", Who.DEMONSTRATION),
    Route(".well-known/openid-configuration", views.metadata, "provider-metadata", Who.DEMONSTRATION),
    Route("keys", views.keys, "provider-keys", Who.DEMONSTRATION),
    Route("authorize", views.authorize, "provider-authorize", Who.DEMONSTRATION),
    Route("token", views.token, "provider-token", Who.DEMONSTRATION),
    Route("userinfo", views.userinfo, "provider-userinfo", Who.DEMONSTRATION),
)
urlpatterns: list[URLPattern | URLResolver] = [*urls(ROUTES, {})]
handler404 = "qingbai.pages.views.not_found"
handler500 = "qingbai.pages.views.broken"
