"""Living certificates: the links to one's own paper, who used them, a new one, and stopping one."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from qingbai import clock
from qingbai.audit.actors import Actor
from qingbai.inquiries import services
from qingbai.pages.fields import Choice, Day, Line, OneOf
from qingbai.pages.forms import QuestionForm
from qingbai.pages.language import in_ours
from qingbai.pages.references import number_of
from qingbai.portal import session, submission
from qingbai.sharing import links
from qingbai.sharing.links import Link
from qingbai.sharing.models import Shows


class NewLink(QuestionForm):
    """What a new link is called, what it shows, and until when."""

    label = Line(
        label=gettext_lazy("For whom is the link?"),
        help_text=gettext_lazy("A name for yourself, for example “school”. Only you see it."),
        max_length=links.LONGEST_LABEL,
        error_messages={
            "required": gettext_lazy("Give the link a name"),
            "max_length": gettext_lazy("It must fit in %(limit_value)d characters: shorten it"),
        },
    )
    shows = OneOf(
        label=gettext_lazy("What does it show?"), error_messages={"required": gettext_lazy("Choose what it shows")}
    )
    ends_on = Day(
        label=gettext_lazy("Last day (optional)"),
        help_text=gettext_lazy("Without a day it works until you stop it, or until the paper is not current any more."),
        required=False,
    )

    def __init__(self, offered: tuple[Shows, ...], data: Any = None) -> None:
        super().__init__(data)
        shows = self.fields["shows"]
        assert isinstance(shows, OneOf)
        names = {
            Shows.STATE: (_("Only whether it is current"), _("With the number of the paper, to compare.")),
            Shows.STATEMENTS: (_("Also what the paper says"), _("With your name and the number of your document.")),
            Shows.FILE: (_("Also the paper itself"), _("The PDF file can be kept by whoever has the link.")),
        }
        shows.choices = [(one.value, Choice(*names[one])) for one in offered]
        shows.initial = Shows.STATE.value


class LastDay(QuestionForm):
    """The last day of a link that is to end by itself."""

    on = Day(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("Leave it empty to stop the link at once."),
        required=False,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def shared(request: HttpRequest, ref: str) -> HttpResponse:
    """The links of one application, and the form for a new one."""
    by, number = submission.applicant(session.signed_in(request)), number_of(ref)
    found, offered = _found(number, by)
    if request.method != "POST":
        return _page(request, number, found, offered, form=NewLink(offered))
    if not offered:
        raise Http404
    form, token = NewLink(offered, request.POST), request.POST.get("token", "")
    if form.is_valid() and not token:
        form.add_error(None, _("This page was open for too long, and nothing was sent: send it again"))
    if form.is_valid():
        try:
            secret = services.share(
                number=number,
                token=token,
                label=form.cleaned_data["label"],
                shows=Shows(form.cleaned_data["shows"]),
                ends_on=form.cleaned_data["ends_on"],
                by=by,
                at=clock.now(),
            )
        except services.NoSuchApplication as error:
            raise Http404 from error
        except links.LinkRefused as refused:
            for fault in refused.faults:
                form.add_error(None if fault.code == "too_many" else fault.field, in_ours(fault))
        else:
            made = f"{settings.PUBLIC_URL.rstrip('/')}{reverse('verify-link', args=[secret])}"
            found, offered = _found(number, by)
            return _page(request, number, found, offered, form=NewLink(offered), made=made)
    return _page(request, number, found, offered, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """One link of one's own: stop it, at once or with the end of a day."""
    by, number = submission.applicant(session.signed_in(request)), number_of(ref)
    found, _offered = _found(number, by)
    link = next((one for one in found if one.number == key), None)
    if link is None:
        raise Http404
    form = LastDay(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.stop_sharing(number=number, link=key, on=form.cleaned_data["on"], by=by, at=clock.now())
        except links.LinkRefused as refused:
            form.add_error("on", in_ours(refused.faults[0]))
        else:
            return redirect("links", ref)
    context = {"number": number, "link": link, "shows": _shows(link.shows), "form": form, "signed_in": True}
    return render(request, "portal/link.html", context)


def _found(number: str, by: Actor) -> tuple[tuple[Link, ...], tuple[Shows, ...]]:
    try:
        return services.shared(number=number, by=by, at=clock.now())
    except services.NoSuchApplication as error:
        raise Http404 from error


def _page(
    request: HttpRequest,
    number: str,
    found: tuple[Link, ...],
    offered: tuple[Shows, ...],
    *,
    form: NewLink,
    made: str = "",
) -> HttpResponse:
    context = {
        "number": number,
        "links": [(one, _shows(one.shows), [(use, _shows(use.saw)) for use in one.uses]) for one in found],
        "form": form if offered else None,
        "token": links.new_token(),
        "made": made,
        "signed_in": True,
    }
    return render(request, "portal/links.html", context)


def _shows(shows: Shows) -> str:
    return {
        Shows.STATE: _("whether it is current"),
        Shows.STATEMENTS: _("what the paper says"),
        Shows.FILE: _("the paper itself"),
    }[shows]
