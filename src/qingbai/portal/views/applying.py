"""Filling in, checking and sending an application."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qingbai import clock
from qingbai.certificates.paper import forms as printed
from qingbai.inquiries import filled_in, services
from qingbai.inquiries.intake import proof_wanted
from qingbai.pages.files import as_pdf
from qingbai.pages.forms import QuestionForm
from qingbai.pages.language import in_ours
from qingbai.pages.read_document import Filled, Picture, marked
from qingbai.pages.references import reference
from qingbai.portal import coming_back, facts, session, submission
from qingbai.portal.meanwhile import GONE, Meanwhile, of_meanwhile
from qingbai.portal.questions import BY_KEY, STEPS, Asking, Step, as_initial, as_kept, steps, unanswered
from qingbai.unsent import services as unsent
from qingbai.unsent.services import AnsweredElsewhere, HandedInElsewhere
from qingbai.uploads import seeing

PERSON = "person"
"""The question about somebody else, for whom it is asked."""


def _asking(request: HttpRequest) -> Asking:
    return Asking(session.signed_in(request), session.draft(request).answers)


@require_safe
def details(request: HttpRequest) -> HttpResponse:
    """The person as the real-name service knows them, locked."""
    person = session.signed_in(request)
    added_at = coming_back.newest(submission.applicant(person))
    context = {"facts": facts.of_person(person), "passkey_added_at": added_at, "signed_in": True}
    saved_at = session.draft(request).saved_at
    begun = {"saved_at": saved_at, "until": _kept_until(saved_at)} if saved_at else {}
    return render(request, "portal/details.html", context | begun)


@require_safe
def next_question(request: HttpRequest) -> HttpResponse:
    """On to the first question without an answer."""
    step = unanswered(_asking(request))
    return redirect("question", step.key) if step else redirect("check")


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, key: str) -> HttpResponse:
    """One question: shown with what was answered before, kept when the answer is clean."""
    asking = _asking(request)
    step = BY_KEY.get(key)
    if step is None:
        raise Http404
    stale = session.is_stale(request)
    if not stale and (not (step.applies(asking) or step.on_request) or _comes_too_early(asking, step)):
        return redirect("next-question")
    meanwhile: Meanwhile | None = None
    if request.method == "POST":
        form = step.form(asking, data=request.POST)
        if stale:
            meanwhile = GONE
        elif form.is_valid():
            try:
                session.answer(request, key, as_kept(form.cleaned_data))
                return redirect("next-question")
            except (AnsweredElsewhere, HandedInElsewhere) as error:
                meanwhile = of_meanwhile(error, lambda: facts.value(_asking(request), key))
    else:
        form = step.form(asking, initial=as_initial(asking.answers.get(key, {})))
    return _shown(request, asking, step, form, meanwhile=meanwhile)


def _shown(request: HttpRequest, asking: Asking, step: Step, form: QuestionForm, **more: Any) -> HttpResponse:
    title = getattr(form, "title", None) or next(iter(form)).label
    about = asking.person.name if asking.person is not asking.signer and step.key not in ("whom", PERSON) else ""
    context = {"form": form, "title": title, "back": _back(request, asking, step), "about": about, "signed_in": True}
    context |= {"page": session.page_of(request, step.key), "onward": reverse("next-question")}
    context |= {"picture": Picture()} if step.key == PERSON and seeing.can_read() else {}
    return render(request, "portal/question.html", context | more, status=409 if more.get("meanwhile") else 200)


@require_POST
def read_person(request: HttpRequest) -> HttpResponse:
    """The question about the person for whom somebody asks, filled in with what a machine reads in a picture of the document; the picture is not kept."""
    asking, step = _asking(request), BY_KEY[PERSON]
    if not step.applies(asking) or not seeing.can_read():
        return redirect("next-question")
    picture = Picture(request.POST, files=request.FILES)
    found = picture.read(on=clock.today()) if picture.is_valid() else Filled()
    form = step.form(asking, initial={**as_initial(asking.answers.get(PERSON, {})), **found.values})
    for name in found.values.keys() & form.fields.keys():
        form.fields[name].help_text = marked(unsure=name in found.unsure)
    where = reverse("question", args=[PERSON])
    return _shown(
        request, asking, step, form, picture=picture, notes=found.notes, wrongs=picture.wrongs, posts_to=where
    )


@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: HttpRequest) -> HttpResponse:
    """Delete the answers that are not handed in."""
    if request.method == "POST":
        session.forget_draft(request)
        return redirect("details")
    kept = session.draft(request)
    if kept.saved_at is None:
        return redirect("details")
    return render(request, "portal/forget.html", {"until": _kept_until(kept.saved_at), "signed_in": True})


def _kept_until(saved_at: datetime) -> date:
    return clock.day_of(saved_at + unsent.kept_for())


def _comes_too_early(asking: Asking, step: Step) -> bool:
    """Whether a question before this one still has no answer, on which this one may hang."""
    first = unanswered(asking)
    order = [one.key for one in STEPS]
    return first is not None and order.index(first.key) < order.index(step.key)


def _back(request: HttpRequest, asking: Asking, step: Step) -> str:
    if "change" in request.GET:
        return reverse("check")
    order = [one.key for one in steps(asking)]
    place = order.index(step.key) if step.key in order else 0
    return reverse("question", args=[order[place - 1]]) if place else reverse("details")


class Declaration(QuestionForm):
    """The declaration under the answers."""

    declared = forms.BooleanField(
        label=gettext_lazy("I have read this and declare it"),
        error_messages={"required": gettext_lazy("Tick the box to declare that what you state is true")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """All answers on one page, the declaration, and the button that sends them."""
    asking = _asking(request)
    if request.method == "POST":
        earlier = submission.sent_before(request, request.POST.get("token", ""))
        if earlier:
            return HttpResponseRedirect(reverse("received", args=[reference(earlier)]))
    if unanswered(asking) is not None:
        return redirect("next-question")
    wanted = proof_wanted(submission.draft_of(asking))
    if wanted is not None:
        session.come_back_to(request, reverse("check"))
        return redirect("sign-in-stronger", wanted.value)
    form = Declaration(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _send(request, asking)
    context: dict[str, Any] = {
        "form": form,
        "facts": facts.of_person(asking.person),
        "signer": facts.of_signer(asking),
        "rows": facts.of_answers(asking),
        "forms": list(filled_in.every(submission.draft_of(asking))),
        "token": session.draft(request).token,
        "back": reverse("question", args=[steps(asking)[-1].key]),
        "signed_in": True,
    }
    return render(request, "portal/check.html", context)


@require_safe
@never_cache
def form(request: HttpRequest, key: str) -> HttpResponse:
    """The answers on the printed form, or the power of attorney for the principal to sign; nothing is sent by it."""
    asking = _asking(request)
    if unanswered(asking) is not None:
        return redirect("next-question")
    found = filled_in.every(submission.draft_of(asking)).get(key)
    if found is None:
        raise Http404
    try:
        pdf = printed.render(found[0], found[1], at=clock.now())
    except printed.ClaimRefused as refused:
        faults = [in_ours(fault) for fault in refused.faults]
        return render(request, "portal/refused.html", {"faults": faults, "signed_in": True})
    except printed.GlyphMissing as missing:
        return render(request, "portal/refused.html", {"faults": [str(missing)], "signed_in": True})
    return as_pdf(pdf, f"{key}.pdf")


def _send(request: HttpRequest, asking: Asking) -> HttpResponse:
    try:
        number = submission.send(request, asking)
    except services.DraftRefused as refused:
        context = {"faults": [facts.of_fault(fault) for fault in refused.faults], "signed_in": True}
        return render(request, "portal/refused.html", context)
    return HttpResponseRedirect(reverse("received", args=[reference(number)]))
