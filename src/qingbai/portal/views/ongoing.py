"""What an applicant may do while the application is under way: the receipt, letters, delivery, help in an investigation, withdrawal, signing for the paper."""

import contextlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from qingbai import clock
from qingbai.certificates.letters import LetterKind
from qingbai.incoming import Fault
from qingbai.inquiries import queries, services
from qingbai.inquiries.acts import Act
from qingbai.inquiries.delivery import Chosen, Delivery
from qingbai.inquiries.queries import Progress
from qingbai.pages.fields import Line, OneOf
from qingbai.pages.files import as_pdf
from qingbai.pages.forms import QuestionForm
from qingbai.pages.language import in_ours
from qingbai.pages.references import number_of
from qingbai.portal import delivering, session, submission


class Plain(QuestionForm):
    """Nothing to fill in: one button."""

    def __init__(self, progress: Progress, data: Any = None) -> None:  # noqa: ARG002 - each form is made from the progress
        super().__init__(data)

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        return dict(self.cleaned_data)

    def take(self, faults: Iterable[Fault]) -> None:
        """Put the service's faults beside the fields they speak about."""
        for fault in faults:
            self.add_error(fault.field if fault.field in self.fields else None, in_ours(fault))


class Help(Plain):
    """What the applicant did in an investigation."""

    note = Line(
        label=_("What you have brought or done"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Write what you have brought or done"),
            "max_length": _("It must fit in %(limit_value)d characters: shorten it"),
        },
    )


class HandOver(Plain):
    """How the paper is handed over."""

    delivery = OneOf(label=_("How do you want the paper?"), error_messages={"required": _("Choose how you want it")})
    address = delivering.address()

    def __init__(self, progress: Progress, data: Any = None) -> None:
        super().__init__(progress, data)
        field = self.fields["delivery"]
        assert isinstance(field, OneOf)
        field.choices = [(one.value, delivering.choice(one, progress.postage_fen)) for one in progress.offered]
        if progress.delivery:
            field.initial = progress.delivery.delivery.value
            self.fields["address"].initial = progress.delivery.address

    def given(self) -> dict[str, Any]:
        chosen = Chosen(delivery=Delivery(self.cleaned_data["delivery"]), address=self.cleaned_data["address"])
        return {"chosen": chosen}


@dataclass(frozen=True, slots=True)
class Page:
    """One act with its form, the service that does it, its heading, what follows from it, and the button where the heading names no deed."""

    form: type[Plain]
    do: Callable[..., Any]
    heading: Promise
    explains: Promise
    button: Promise | None = None


DEEDS: Mapping[Act, Page] = {
    Act.COOPERATE: Page(
        Help,
        services.cooperate,
        _("Say that you have helped"),
        _("The office goes on with the verification. If papers are needed, bring them to the office."),
    ),
    Act.CHOOSE_DELIVERY: Page(
        HandOver,
        services.choose_delivery,
        _("How you get the paper"),
        _("You can change this until the paper is posted."),
        _("Save"),
    ),
    Act.SIGN_FOR: Page(
        Plain, services.sign_for, _("Confirm that you have the paper"), _("This is your signature for the paper.")
    ),
    Act.WITHDRAW: Page(
        Plain,
        services.withdraw,
        _("Withdraw the application"),
        _("The application ends and is not answered; a fee that you paid goes back. You can apply again at any time."),
    ),
}


def offered(progress: Progress) -> list[tuple[str, str]]:
    """The pages that are open to the applicant now: key and heading."""
    return [(act.value, str(page.heading)) for act, page in DEEDS.items() if act in progress.can]


def _progress(request: HttpRequest, ref: str) -> Progress:
    viewer = submission.applicant(session.signed_in(request))
    try:
        return queries.progress(number=number_of(ref), viewer=viewer, at=clock.now())
    except services.NoSuchApplication as error:
        raise Http404 from error


@require_http_methods(["GET", "HEAD", "POST"])
def do(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """One act of the applicant, on a page of its own."""
    progress = _progress(request, ref)
    act = next((one for one in DEEDS if one.value == key), None)
    if act is None or act not in progress.can:
        raise Http404
    page = DEEDS[act]
    form = page.form(progress, request.POST if request.method == "POST" else None)
    late = ""
    if request.method == "POST" and form.is_valid():
        try:
            _done(request, progress.number, page, form)
        except services.ChoiceRefused as refused:
            form.take(refused.faults)
        except (services.ActRefused, services.TakenMeanwhile):
            late = gettext(
                "This was not recorded: the application has moved on meanwhile. Look at it as it stands now."
            )
        else:
            return redirect("status", ref)
    context = {
        "progress": progress,
        "form": form,
        "heading": page.heading,
        "explains": page.explains,
        "button": page.button or page.heading,
        "ends": act is Act.WITHDRAW,
        "wrongs": [("", late)] if late else None,
        "signed_in": True,
    }
    return render(request, "portal/do.html", context, status=409 if late else 200)


def _done(request: HttpRequest, number: str, page: Page, form: Plain) -> None:
    now = clock.now()
    page.do(number=number, by=submission.applicant(session.signed_in(request)), at=now, **form.given())
    services.advance(number=number, at=now)


@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest, ref: str) -> HttpResponse:
    """The receipt of acceptance: asked for, it is given, to everybody whose application is accepted and not yet answered."""
    progress, by = _progress(request, ref), submission.applicant(session.signed_in(request))
    if request.method == "POST":
        with contextlib.suppress(services.ActRefused, services.TakenMeanwhile):  # it was given already, or will not be
            services.give_receipt(number=progress.number, by=by, at=clock.now())
        progress = _progress(request, ref)
    place = next(
        (place for place, one in reversed(list(enumerate(progress.letters, 1))) if one.kind is LetterKind.RECEIPT), 0
    )
    if not place and request.method == "POST":
        return redirect("status", ref)
    return _letter(request, progress, place)


@require_safe
def letter(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """A letter of the application; each time is on the ledger."""
    return _letter(request, _progress(request, ref), int(key) if key.isdecimal() else 0)


def _letter(request: HttpRequest, progress: Progress, place: int) -> HttpResponse:
    if not 1 <= place <= len(progress.letters):
        raise Http404
    by, paper = submission.applicant(session.signed_in(request)), progress.letters[place - 1].number
    try:
        pdf = services.letter(number=progress.number, paper=paper, by=by, at=clock.now())
    except services.NoSuchApplication as error:
        raise Http404 from error
    return as_pdf(pdf, f"{progress.number}-{place}.pdf", keep=True)
