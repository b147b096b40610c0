"""Rating how a case was handled (好差评), once it has ended."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from qingbai import clock
from qingbai.inquiries import queries as inquiries
from qingbai.inquiries import services as applications
from qingbai.pages import words
from qingbai.pages.fields import Line, OneOf, Ticks
from qingbai.pages.forms import QuestionForm
from qingbai.pages.language import in_ours
from qingbai.pages.references import number_of
from qingbai.portal import session, submission
from qingbai.ratings import queries, services
from qingbai.ratings.terms import LONGEST, About, Level


class RatingForm(QuestionForm):
    """How it was, what that is about, and words."""

    level = OneOf(
        label=gettext_lazy("How satisfied are you?"),
        error_messages={"required": gettext_lazy("Choose how satisfied you are")},
    )
    about = forms.MultipleChoiceField(label=gettext_lazy("What is that about?"), required=False, widget=Ticks)
    words = Line(
        label=gettext_lazy("Do you want to add something?"),
        help_text=gettext_lazy("Write no names and no numbers of persons."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": gettext_lazy("It must fit in %(limit_value)d characters: shorten it")},
    )

    def __init__(self, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        level, about = self.fields["level"], self.fields["about"]
        assert isinstance(level, OneOf)
        assert isinstance(about, forms.MultipleChoiceField)
        level.choices = [(str(int(one)), words.level(one)) for one in sorted(Level, reverse=True)]
        about.choices = [(one.value, words.rated(one)) for one in About]


@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, ref: str) -> HttpResponse:
    """The rating as it stands, with the form while it may be given or changed."""
    viewer, now, number = submission.applicant(session.signed_in(request)), clock.now(), number_of(ref)
    try:
        progress = inquiries.progress(number=number, viewer=viewer, at=now)
    except applications.NoSuchApplication as error:
        raise Http404 from error
    if not services.is_over(progress):
        return redirect("status", ref)
    given, wrongs = queries.of_case(number=number, viewer=viewer), None
    stands = {"level": str(int(given.level)), "about": [one.value for one in given.about], "words": given.words} if given else {}  # fmt: skip
    form = RatingForm(request.POST if request.method == "POST" else None, initial=stands)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        level, about = Level(int(said["level"])), [About(one) for one in said["about"]]
        try:
            services.rate(number=number, level=level, about=about, words=said["words"], by=viewer, at=now)
            return redirect("rate", ref)
        except services.RatingRefused as refused:
            for fault in refused.faults:
                form.add_error("words", in_ours(fault))
        except services.NotRateable:
            wrongs = [("", _("This was not recorded: the rating can no longer be changed."))]
    context = {
        "form": form if services.may_change(number, now) else None,
        "number": number,
        "given": given,
        "level": words.level(given.level) if given else "",
        "days": services.CHANGEABLE.days,
        "signed_in": True,
        **({"wrongs": wrongs} if wrongs else {}),
    }
    return render(request, "portal/rate.html", context, status=409 if wrongs else 200)
