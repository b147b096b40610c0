"""The office's ratings (好差评): figures of the last year, and the bad ratings, each of which a reviewer or the head answers once."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qingbai import clock
from qingbai.counter import canned, desk
from qingbai.counter.reviews.forms import Reason
from qingbai.pages import words
from qingbai.pages.language import in_ours
from qingbai.ratings import queries, services


@require_http_methods(["GET", "HEAD", "POST"])
def ratings(request: HttpRequest) -> HttpResponse:
    """Figures and bad ratings; the answer to one."""
    officer, now, wrongs, filled = desk.sitting(request), clock.now(), [], None
    if request.method == "POST" and canned.asked(request.POST):
        filled = canned.put(request.POST, "answer_rating", "reason")
    elif request.method == "POST":
        form = Reason(request.POST, label=_("What was done about it"))
        if form.is_valid():
            given = {"number": request.POST.get("number", ""), "words": form.cleaned_data["reason"]}
            try:
                services.answer(**given, by=officer.actor, at=now)
                return redirect("counter-ratings")
            except services.NoSuchRating as error:
                raise Http404 from error
            except services.RatingRefused as refused:
                wrongs = [("", in_ours(fault)) for fault in refused.faults]
            except services.AnsweredMeanwhile:
                wrongs = [("", _("This rating was answered meanwhile: look at it as it stands now."))]
        else:
            wrongs = [("", message) for _box, message in form.wrongs]
    figures = queries.figures(viewer=officer.actor, at=now)
    found = [
        {"one": one, "level": words.level(one.level), "about": [words.rated(part) for part in one.about]}
        for one in queries.of_office(viewer=officer.actor, at=now)
    ]
    context = {
        "officer": officer,
        "found": found,
        "levels": [(words.level(level), count) for level, count in figures.levels],
        "about": [(words.rated(part), count) for part, count in figures.about if count],
        "figures": figures,
        "filled": filled,
        "canned": canned.of("answer_rating"),
        **({"wrongs": wrongs} if wrongs else {}),
    }
    return render(request, "counter/ratings.html", context)
