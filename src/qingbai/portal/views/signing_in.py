"""Signing in with one's real name, and the demonstration's own service."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qingbai import clock
from qingbai.pages.fields import Choice, OneOf
from qingbai.pages.forms import QuestionForm
from qingbai.pages.language import english
from qingbai.pages.views import local
from qingbai.portal import demonstration, realname, session


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """What signing in means; the button leads to the service."""
    service = realname.service()
    if request.method == "POST" and service is not None:
        return HttpResponseRedirect(service.start(state=session.begin_sign_in(request)))
    if session.person(request) is not None:
        return redirect("details")
    return render(request, "portal/sign_in.html", {"service": service, "ended": "ended" in request.GET})


@require_safe
def sign_in_return(request: HttpRequest) -> HttpResponse:
    """Back from the service with its code."""
    service = realname.service()
    if service is None:
        raise Http404
    state, onwards = session.end_sign_in(request)
    try:
        person = service.finish(code=request.GET.get("code", ""), state=state, at=clock.now())
    except realname.NotProven:
        wrong = gettext("Signing in did not work: the confirmation was too old or already used. Try once more.")
        context = {"service": service, "wrongs": [("", wrong)]}
        return render(request, "portal/sign_in.html", context, status=403)
    session.sign_in(request, person)
    return HttpResponseRedirect(local(onwards) if onwards else reverse("details"))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Forget who was signed in; unsent answers wait until that person comes back."""
    session.sign_out(request)
    return redirect("start")


class WhoToBe(QuestionForm):
    """The demonstration's one question."""

    person = OneOf(label=gettext_lazy("Invented persons"), error_messages={"required": gettext_lazy("Choose a person")})

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        language = "en" if english() else "zh"
        person = self.fields["person"]
        assert isinstance(person, OneOf)
        person.choices = [
            (one["key"], Choice(_name(one), f"{one['document_number']} · {one['note'][language]}"))
            for one in demonstration.persons()
        ]


def _name(one: dict[str, Any]) -> str:
    return str(one["name"] if one["name"] == one["latin_name"] else f"{one['name']} {one['latin_name']}")


@require_http_methods(["GET", "HEAD", "POST"])
def demonstration_service(request: HttpRequest) -> HttpResponse:
    """The demonstration's real-name service: choose whom to be, go back with a sealed code."""
    state = (request.POST if request.method == "POST" else request.GET).get("state", "")
    form = WhoToBe(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        code = demonstration.assertion(key=form.cleaned_data["person"], state=state, at=clock.now())
        return HttpResponseRedirect(reverse("sign-in-return") + "?" + urlencode({"code": code}))
    return render(request, "portal/demonstration.html", {"form": form, "state": state})
