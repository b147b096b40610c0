"""An act that needs words, on a page of its own: the file's facts beside the form."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from qingbai import clock
from qingbai.counter import canned, casefile, desk, words
from qingbai.counter.deeds import DEEDS
from qingbai.counter.views import file
from qingbai.inquiries import services
from qingbai.pages.files import as_pdf
from qingbai.pages.references import number_of


@require_http_methods(["GET", "HEAD", "POST"])
def deed(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """The form of one act; done, the file opens again. An act that may not follow now is not there."""
    opened = file.opened(request, ref)
    act = next((one for one in DEEDS if one.value == key), None)
    if act is None:
        raise Http404
    if act not in opened.lawful:
        if request.method == "POST":
            return file.moved_on(request, ref)
        raise Http404
    page = DEEDS[act]
    filling = request.method == "POST" and canned.asked(request.POST)
    data = canned.put(request.POST, act.value, page.words) if filling else request.POST
    form = page.form(opened, data if request.method == "POST" else None)
    if filling:
        canned.unjudged(form)
    elif request.method == "POST" and form.is_valid():
        try:
            return file.after(request, ref, page.do, **form.given())
        except services.ChoiceRefused as refused:
            form.take(refused.faults)
        except services.NotAGround as refused:
            for sentence in refused.reasons:
                form.add_error(None, sentence)
    context = {
        "officer": desk.sitting(request),
        "file": opened,
        "form": form,
        "name": opened.draft.name,
        "heading": words.button(act),
        "turns_away": act in casefile.TURNS_AWAY,
        "facts": casefile.stands(opened, act),
        "explains": words.explains(act),
        "canned": canned.of(act.value),
    }
    return render(request, "counter/deed.html", context)


@require_POST
def letter(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """A letter of the application, to print; each time is on the ledger."""
    number, sent = number_of(ref), file.opened(request, ref).letters
    if not (key.isdecimal() and 1 <= int(key) <= len(sent)):
        raise Http404
    paper = sent[int(key) - 1].number
    try:
        pdf = services.letter(number=number, paper=paper, by=desk.sitting(request).actor, at=clock.now())
    except services.NoSuchApplication as error:
        raise Http404 from error
    return as_pdf(pdf, f"{number}-{key}.pdf")
