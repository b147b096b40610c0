"""Signing in with one's real name: to the service and back, once more where a stronger proof is needed, and out again."""

from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qingbai import clock
from qingbai.law.local import IDENTITY_LEVELS, IdentityLevel
from qingbai.pages.language import english
from qingbai.pages.views import local
from qingbai.portal import coming_back, realname, sent_late, session
from qingbai.portal.facts import field_name

AWAY = 503


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """What signing in means; the button leads to the service."""
    if request.method == "POST" and realname.service() is not None:
        return _leave(request)
    if session.person(request) is not None:
        return redirect("details")
    return _page(request, ended="ended" in request.GET)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_stronger(request: HttpRequest, level: str) -> HttpResponse:
    """Once more, and stronger: the office that was chosen takes applications online from who is proved so."""
    wanted = next((one for one in IdentityLevel if one == level), None)
    if wanted is None or realname.service() is None:
        raise Http404
    if request.method == "POST":
        return _leave(request, wanted)
    return _page(request, stronger=wanted)


@require_safe
def sign_in_return(request: HttpRequest) -> HttpResponse:
    """Back from the service with its answer."""
    service = realname.service()
    if service is None:
        raise Http404
    told = {name: request.GET[name] for name in request.GET}
    begun = session.end_sign_in(request, told.get("state", ""))
    if begun is None:
        return _page(request, wrong=_wrong(realname.NotProven(), None))
    stronger = IdentityLevel(begun.strong) if begun.strong else None
    try:
        person = service.finish(told=told, kept=begun.kept, at=clock.now())
    except realname.Away:
        return _page(request, away=True, stronger=stronger)
    except realname.NotProven as refused:
        return _page(request, wrong=_wrong(refused, stronger), stronger=stronger)
    session.sign_in(request, person)
    coming_back.proven_anew(person)
    return HttpResponseRedirect(local(begun.onwards) if begun.onwards else reverse("details"))


@require_http_methods(["GET", "HEAD", "POST"])
def kept_form(request: HttpRequest) -> HttpResponse:
    """What was sent after the sign-in had ended: send it now, or leave it."""
    owner = session.mark(session.signed_in(request))
    late = sent_late.find(owner)
    if late is None:
        return redirect("details")
    if request.method == "POST":
        sent_late.forget(owner)
        return HttpResponseRedirect(late.path)
    return render(request, "portal/sent_late.html", {"late": late, "mark": sent_late.MARK, "signed_in": True})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Forget who was signed in; unsent answers wait until that person comes back."""
    session.sign_out(request)
    return redirect("start")


def _leave(request: HttpRequest, level: IdentityLevel | None = None) -> HttpResponse:
    """Off to the service, which sends the person back to the very host that the browser uses: its cookie is needed there."""
    service = realname.service()
    assert service is not None
    state = session.new_state()
    try:
        there = service.start(state=state, back=request.build_absolute_uri(reverse("sign-in-return")), level=level)
    except realname.Away:
        return _page(request, away=True, stronger=level)
    session.keep_sign_in(request, state, there.kept, strong=level or "")
    return HttpResponseRedirect(there.address)


def _page(
    request: HttpRequest,
    *,
    ended: bool = False,
    away: bool = False,
    wrong: str = "",
    stronger: IdentityLevel | None = None,
) -> HttpResponse:
    """The page before the service, and the one to which every failed way comes back: it says what happened and offers the counter."""
    service = realname.service()
    origins: tuple[str, ...] = ()
    try:
        origins = service.leads_to() if service is not None else ()
    except realname.Away:
        away = True
    context = {
        "service": service,
        "ended": ended,
        "away": away,
        "wrongs": [("", wrong)] if wrong else [],
        "stronger": stronger,
        "level": _level(stronger),
        "own": session.onwards(request).startswith(reverse("my-record")),
        "signed_in": session.person(request) is not None,
    }
    status = AWAY if away else 403 if wrong else 200
    page = render(
        request, "portal/sign_in_stronger.html" if stronger else "portal/sign_in.html", context, status=status
    )
    # A browser asks the form's page whether its answer may lead elsewhere.
    if origins:
        csp_update({"form-action": list(origins)})(lambda _: page)(request)
    return page


def _level(level: IdentityLevel | None) -> str:
    return IDENTITY_LEVELS[level][1 if english() else 0] if level is not None else ""


def _wrong(refused: realname.NotProven, stronger: IdentityLevel | None) -> str:
    """What to tell the person, who did nothing wrong."""
    match refused:
        case realname.Declined():
            return gettext("You came back without having signed in. Try once more, or apply in person at an office.")
        case realname.TooWeak() if stronger is not None:
            return gettext("The real-name service could not confirm you by %(level)s.") % {"level": _level(stronger)}
        case realname.TooWeak():
            return gettext("The real-name service did not confirm strongly enough who you are.")
        case realname.Incomplete():
            told = gettext(", ").join(field_name(field) for field in refused.fields)
            return gettext(
                "The real-name service does not tell us what we need to know about you: %(fields)s. "
                "Complete your details there, or apply in person at an office."
            ) % {"fields": told}
        case _:
            return gettext("Signing in did not work: the confirmation was too old or already used. Try once more.")
