"""The pages of the identity service: what it says about itself, the choice of a person, and the exchange of a code."""

import json
from typing import Any
from urllib.parse import urlsplit

from authlib.oauth2.rfc6749 import OAuth2Error
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qingbai.law.local import IDENTITY_LEVELS, IdentityLevel
from qingbai.pages.fields import Choice, OneOf
from qingbai.pages.forms import QuestionForm
from qingbai.pages.language import english
from qingbai.portal import demonstration
from qingbai.project.provider import persons, protocol
from qingbai.project.provider.setting import known


class WhoToBe(QuestionForm):
    """The service's two questions."""

    person = OneOf(label=gettext_lazy("Invented persons"), error_messages={"required": gettext_lazy("Choose a person")})
    level = OneOf(
        label=gettext_lazy("How you are confirmed"),
        error_messages={"required": gettext_lazy("Choose how you are confirmed")},
    )

    def __init__(self, data: Any = None, *, asked: IdentityLevel) -> None:
        super().__init__(data, initial={"level": asked.value})
        language = "en" if english() else "zh"
        person, level = self.fields["person"], self.fields["level"]
        assert isinstance(person, OneOf)
        assert isinstance(level, OneOf)
        person.choices = [
            (one["key"], Choice(_name(one), f"{one['document_number']} · {one['note'][language]}"))
            for one in demonstration.persons()
        ]
        level.choices = [(one.value, IDENTITY_LEVELS[one][1 if english() else 0]) for one in reversed(IdentityLevel)]


def _name(one: dict[str, Any]) -> str:
    return str(one["name"] if one["name"] == one["latin_name"] else f"{one['name']} {one['latin_name']}")


def _whole(name: str) -> str:
    return known().issuer + reverse(name)


@require_safe
def metadata(_: HttpRequest) -> HttpResponse:
    """The discovery document."""
    return JsonResponse(protocol.metadata(_whole))


@require_safe
def keys(_: HttpRequest) -> HttpResponse:
    """The public keys."""
    return JsonResponse(protocol.public_keys())


@require_safe
def first_page(request: HttpRequest) -> HttpResponse:
    """What this is, for who comes here without a site that sent them."""
    return render(request, "provider/start.html")


@require_http_methods(["GET", "HEAD", "POST"])
def authorize(request: HttpRequest) -> HttpResponse:
    """Choose whom to be, go back with a code."""
    _speak(request)
    try:
        grant = protocol.server().get_consent_grant(request)
    except OAuth2Error as error:
        return _refused(request, error)
    form = WhoToBe(request.POST if request.method == "POST" else None, asked=_asked(request))
    if "back" in request.POST:
        return _return(request, error="access_denied")
    if request.method == "POST" and form.is_valid():
        level = IdentityLevel(form.cleaned_data["level"])
        if _essential(request) and persons.ACR[level] not in _essential(request):
            return _return(request, error="unmet_authentication_requirements")
        chosen = {"key": form.cleaned_data["person"], "level": level}
        return _with_issuer(protocol.server().create_authorization_response(request, grant_user=chosen, grant=grant))
    page = render(request, "provider/choose.html", {"form": form, "here": request.get_full_path()})
    # A browser asks the form's page whether its answer may lead elsewhere.
    parts = urlsplit(request.GET["redirect_uri"])
    back = f"{parts.scheme}://{parts.netloc}"
    csp_update({"form-action": [back]})(lambda _: page)(request)
    return page


def _speak(request: HttpRequest) -> None:
    """The language that the site asks for, where the person chose none here."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and request.GET.get("ui_locales"):
        translation.activate("en" if request.GET["ui_locales"].startswith("en") else "zh-hans")


def _asked(request: HttpRequest) -> IdentityLevel:
    wished = request.GET.get("acr_values", "").split()
    return next((level for level in IdentityLevel if persons.ACR[level] in wished), IdentityLevel.FACE)


def _essential(request: HttpRequest) -> list[str]:
    """The levels without one of which the site has no use for the answer."""
    try:
        asked = json.loads(request.GET.get("claims", "{}"))["id_token"]["acr"]
        return [str(acr) for acr in asked["values"]] if asked["essential"] is True else []
    except (ValueError, KeyError, TypeError):
        return []


def _refused(request: HttpRequest, error: OAuth2Error) -> HttpResponse:
    """An authorization request that cannot be answered: told to the site where it is ours, on a page where it is not."""
    if error.redirect_uri:
        return _return(request, error=str(error.error))
    return render(
        request,
        "provider/refused.html",
        {"wrongs": [("", gettext("The site that sent you is not known here."))]},
        status=400,
    )


def _return(request: HttpRequest, **told: str) -> HttpResponse:
    told |= {"iss": known().issuer, "state": request.GET.get("state", "")}
    return HttpResponseRedirect(f"{request.GET['redirect_uri']}?{urlencode(told)}")


def _with_issuer(response: HttpResponse) -> HttpResponse:
    """Who answers stands in the answer (RFC 9207)."""
    if response.status_code == 302:
        response.headers["Location"] += "&" + urlencode({"iss": known().issuer})
    return response


@csrf_exempt
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """A code for an ID token."""
    found: HttpResponse = protocol.server().create_token_response(request)
    found.headers["Cache-Control"] = "no-store"
    return found


@csrf_exempt
@require_http_methods(["GET", "POST"])
def userinfo(request: HttpRequest) -> HttpResponse:
    """The same about the person, for an access token."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    found = protocol.TOKENS.take(token, again=True) if kind == "Bearer" else None
    one = demonstration.person(found[0]) if found else None
    if found is None or one is None:
        return JsonResponse({"error": "invalid_token"}, status=401, headers={"WWW-Authenticate": "Bearer"})
    return JsonResponse(persons.claims(one) if "identity" in found[1].split() else {"sub": one["key"]})
