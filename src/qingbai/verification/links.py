"""A link that a holder shares (共享链接): whoever has it sees whether the paper is current, and what else the holder lets them see.

Looking at the page asks nothing: programs that fetch an address before somebody opens it are no use of the link. Asking is a button. Every secret,
true or invented, has the same first page; every link that is not current has the same second one.
"""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from qingbai import clock
from qingbai.audit.actors import Actor, ActorKind
from qingbai.certificates import limits, queries, standing
from qingbai.certificates.limits import TooMany, Use
from qingbai.pages.fields import Line
from qingbai.pages.files import as_pdf
from qingbai.pages.source import source
from qingbai.sharing import links
from qingbai.sharing.asks import About
from qingbai.sharing.links import Seen
from qingbai.sharing.models import Shows
from qingbai.verification import results, telling, voices
from qingbai.verification.forms import Voiced
from qingbai.verification.frame import page
from qingbai.verification.voices import Voice

ANYONE = Actor(ActorKind.VISITOR, "shared-link")


class WhoAsks(Voiced):
    """What somebody says of themselves to the holder of the link, if they want."""

    texts: Mapping[str, tuple[str, str]] = {"who": ("link_who", "link_who_hint")}
    who = Line(required=False, max_length=links.LONGEST_WHO, error_messages={"max_length": "e_long"})


# Nobody is signed in here and no cookie is needed: the secret in the address is all there is.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """The question, and its answer as it stands at this moment."""
    say = voices.of(request)
    with translation.override(say.site):
        response = _link(request, secret, say)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _link(request: HttpRequest, secret: str, say: Voice) -> HttpResponse:
    form = WhoAsks(say, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _asking(request, say, form)
    now, who, file = clock.now(), form.cleaned_data["who"], "file" in request.POST
    try:
        limits.spend(source=source(request), use=Use.CHECK, at=now)
    except TooMany as many:
        response = _asking(request, say, form, status=429)
        response.headers["Retry-After"] = str(many.wait)
        return response
    seen = links.use(secret=secret, who=who, file=file, by=ANYONE, at=now)
    if seen is not None and file and seen.shows is Shows.FILE:
        pdf = queries.pdf(number=seen.paper, viewer=ANYONE, purpose=seen.link)
        if pdf is not None:
            return telling.private(as_pdf(pdf, "qingbai.pdf", keep=True))
    context = {
        "seen": seen,
        "who": who,
        "titles": results.titles("link_no" if seen is None else "link_yes", say),
        "checked_on": say["checked_on"].format(at=say.moment(now)),
        **(_shown(seen, say) if seen is not None else {}),
    }
    return page(request, say, "link_answer", context, here=request.path)


def _asking(request: HttpRequest, say: Voice, form: WhoAsks, status: int = 200) -> HttpResponse:
    context = {"form": form, "wrongs": form.wrongs if form.is_bound else (), "too_many": status == 429}
    return page(request, say, "link", context, status, here=request.path)


def _shown(seen: Seen, say: Voice) -> dict[str, object]:
    paper = standing.shown(seen.paper)
    says = paper is not None and seen.shows is not Shows.STATE
    return {
        "facts": results.whole(paper.claim, say) if paper is not None and says else ((say["number"], seen.paper),),
        "says": says,
        "has_file": seen.shows is Shows.FILE,
        "mark": telling.mark(About(link=seen.link)),
    }
