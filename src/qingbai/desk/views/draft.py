"""One document of the inbox: text and fields side by side, and the acts that are lawful now."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from qingbai import clock
from qingbai.desk import draftsheet, told, words
from qingbai.desk.forms import Correction, Reasoned
from qingbai.desk.sitting import Sitting, sitting
from qingbai.inbox import services
from qingbai.inbox.acts import Act
from qingbai.inbox.casework import Case
from qingbai.inbox.told import StillAsItWas
from qingbai.notices.faults import fault
from qingbai.pages.language import colon, in_ours

Do = Callable[..., Case]
BUTTONS: dict[str, Do] = {
    Act.CLAIM: services.claim,
    Act.RELEASE: services.release,
    Act.CONFIRM: services.confirm,
    Act.SECOND: services.second,
    Act.ENTER: services.enter,
}
"""Acts that need nothing but the officer's word."""
REASONED: dict[str, Do] = {
    Act.OBJECT: services.object_to,
    Act.RETURN: services.send_back,
    Act.DISCARD: services.discard,
    Act.SETTLE: services.settle,
}
"""Acts that need a reason."""


def _case(request: HttpRequest, key: UUID) -> tuple[Sitting, Case]:
    """The draft, if it lies in the inbox of the officer's organ; the look is on the ledger."""
    officer = sitting(request)
    try:
        return officer, services.open_draft(draft=key, by=officer.registrar, at=clock.now())
    except services.NoSuchDraft as error:
        raise Http404 from error


def _page(request: HttpRequest, key: UUID, *, status: int = 200, **given: Any) -> HttpResponse:
    officer, case = _case(request, key)
    editing, form = given.pop("editing", ""), given.pop("form", None)
    if case.content.told is not None:
        if "reasoned" in given:
            told.asked(given["reasoned"])
        return render(
            request, "desk/told.html", {"officer": officer, **told.shown(case, officer), **given}, status=status
        )
    context = {"officer": officer, **draftsheet.shown(case, officer, clock.now(), editing=editing, form=form), **given}
    return render(request, "desk/draft.html", context, status=status)


@require_safe
def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """The document; ``?field=`` opens one field to be changed."""
    return _page(request, key, editing=request.GET.get("field", ""))


def _after(request: HttpRequest, key: UUID, do: Do, **given: Any) -> HttpResponse:
    """Do one act and show the document again; say so where somebody was quicker, or what stands in the way."""
    officer = sitting(request)
    try:
        case = do(draft=key, by=officer.registrar, at=clock.now(), **given)
    except services.NoSuchDraft as error:
        raise Http404 from error
    except StillAsItWas:
        wrong = gettext(
            "Nothing was entered about this entry since it was found wrong. Take in the document that corrects it first, or say why it is not corrected."
        )
        return _page(request, key, wrongs=[("", wrong)], reasoned=Reasoned(request.POST, prefix="act"))
    except services.StillOpen as still:
        return _page(request, key, wrongs=_in_the_way(request, key, still))
    except (services.ActRefused, services.TakenMeanwhile):
        wrong = gettext("This was not recorded: the document has moved on meanwhile. Look at it as it stands now.")
        return _page(request, key, status=409, wrongs=[("", wrong)])
    if case.acts[-1].act is Act.ENTER:
        return redirect("desk-receipt", key)
    anchor = f"#{draftsheet.place_after(case, given['field'])}" if "field" in given else ""
    return redirect(reverse("desk-draft", args=[key]) + anchor)


def _in_the_way(request: HttpRequest, key: UUID, still: services.StillOpen) -> list[tuple[str, str]]:
    """Everything that keeps the document from being confirmed, each with its place on the page."""
    _officer, case = _case(request, key)
    unsure = gettext("%(field)s: not read surely; check it, or change it")
    known = case.sheet.by_path
    found = [(draftsheet.place(path), unsure % {"field": words.field(known[path])}) for path in still.paths]
    for one in still.faults:
        here = known.get(one.field)
        name = words.field(here) if here else gettext("The document")
        found.append((draftsheet.place(one.field) if here else "", name + colon() + in_ours(one)))
    return found


@require_POST
def act(request: HttpRequest, key: UUID, name: str) -> HttpResponse:
    """An act on the whole document, with its reason where it needs one."""
    if name in BUTTONS:
        return _after(request, key, BUTTONS[name])
    if name not in REASONED:
        raise Http404
    form = Reasoned(request.POST, prefix="act")
    if not form.is_valid():
        return _page(request, key, reasoned=form, reasoning=True, wrongs=form.wrongs)
    return _after(request, key, REASONED[name], why=form.cleaned_data["why"])


@require_POST
def check(request: HttpRequest, key: UUID) -> HttpResponse:
    """One field was looked at and is right; on to the next."""
    path = request.POST.get("field", "")
    try:
        return _after(request, key, services.check, field=path)
    except services.NoSuchField as error:
        raise Http404 from error


@require_POST
def correct(request: HttpRequest, key: UUID) -> HttpResponse:
    """Another value for one field."""
    path = request.POST.get("field", "")
    _officer, case = _case(request, key)
    one = case.sheet.by_path.get(path)
    if one is None:
        raise Http404
    form = Correction(one, request.POST)
    if form.is_valid():
        try:
            given = {"field": path, "value": form.value, "why": form.cleaned_data["why"]}
            return _after(request, key, services.correct, **given)
        except services.WrongValue as wrong:
            form.add_error(
                "value" if "value" in form.fields else "kind", in_ours(fault("value", wrong.code, **wrong.facts))
            )
    return _page(request, key, editing=path, form=form, wrongs=form.wrongs)


@require_safe
def receipt(request: HttpRequest, key: UUID) -> HttpResponse:
    """What became of the document when it was entered."""
    officer, case = _case(request, key)
    entered = case.last(Act.ENTER)
    if entered is None:
        raise Http404
    confirmed, second = case.last(Act.CONFIRM), case.last(Act.SECOND)
    context = {"officer": officer, "case": case, "entered": entered, "confirmed": confirmed, "second": second}
    return render(request, "desk/receipt.html", context)
