"""A link that a holder shares (共享链接): whoever has it sees whether the paper is current, and what else the holder lets them see.

Looking at the page asks nothing: programs that fetch an address before somebody opens it are no use of the link. Asking is a button. Every secret,
true or invented, has the same first page; every link that is not current has the same second one.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from qingbai import clock
from qingbai.audit.actors import Actor, ActorKind
from qingbai.certificates import limits, queries, standing
from qingbai.certificates.claim import Claim
from qingbai.certificates.letters import Letter
from qingbai.certificates.limits import TooMany, Use
from qingbai.certificates.paper import wording
from qingbai.pages.fields import Line
from qingbai.pages.files import as_pdf
from qingbai.pages.forms import QuestionForm
from qingbai.pages.language import in_ours
from qingbai.pages.source import source
from qingbai.sharing import links
from qingbai.sharing.asks import About
from qingbai.sharing.links import Seen
from qingbai.sharing.models import Shows
from qingbai.verification import telling

ANYONE = Actor(ActorKind.VISITOR, "shared-link")


class WhoAsks(QuestionForm):
    """What somebody says of themselves to the holder of the link, if they want."""

    who = Line(
        label=gettext_lazy("Who is asking? (optional)"),
        help_text=gettext_lazy(
            "For example the name of your school or company. Only the holder of the certificate sees it. Nothing else about you is kept."
        ),
        required=False,
        max_length=links.LONGEST_WHO,
        error_messages={"max_length": gettext_lazy("It must fit in %(limit_value)d characters: shorten it")},
    )


# Nobody is signed in here and no cookie is needed: the secret in the address is all there is.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """The question, and its answer as it stands at this moment."""
    if request.method != "POST":
        return telling.private(render(request, "verification/link.html", {"form": WhoAsks()}))
    form = WhoAsks(request.POST)
    if not form.is_valid():
        return telling.private(render(request, "verification/link.html", {"form": form}))
    now, who, file = clock.now(), form.cleaned_data["who"], "file" in request.POST
    try:
        limits.spend(source=source(request), use=Use.CHECK, at=now)
    except TooMany as many:
        response = render(request, "verification/link.html", {"form": form, "too_many": True}, status=429)
        response.headers["Retry-After"] = str(many.wait)
        return telling.private(response)
    seen = links.use(secret=secret, who=who, file=file, by=ANYONE, at=now)
    if seen is not None and file and seen.shows is Shows.FILE:
        pdf = queries.pdf(number=seen.paper, viewer=ANYONE, purpose=seen.link)
        if pdf is not None:
            return telling.private(as_pdf(pdf, "qingbai.pdf", keep=True))
    context = {"seen": seen, "at": now, "who": who, **(_shown(seen) if seen is not None else {})}
    return telling.private(render(request, "verification/link_answer.html", context))


def _shown(seen: Seen) -> dict[str, object]:
    paper = standing.shown(seen.paper)
    says = _statements(paper.claim) if paper is not None and seen.shows is not Shows.STATE else ()
    return {
        "facts": ((_("Number of the paper"), seen.paper), *says),
        "says": bool(says),
        "has_file": seen.shows is Shows.FILE,
        "mark": telling.mark(About(link=seen.link)),
    }


def _statements(claim: Claim | Letter) -> tuple[tuple[str, str], ...]:
    """Everything that the paper itself says."""
    statement = ((_("Statement"), in_ours(wording.statement(claim))),) if not isinstance(claim, Letter) else ()
    until = ((_("Valid until"), in_ours(wording.day(claim.valid_until))),) if claim.valid_until else ()
    return (
        (_("Kind of paper"), in_ours(wording.TITLES[claim.kind])),
        *statement,
        *((in_ours(fact.label), in_ours(fact.value)) for fact in wording.facts(claim)),
        (_("Issued by"), in_ours(claim.organ)),
        (_("Office"), in_ours(claim.office)),
        (_("Issued on"), in_ours(wording.day(claim.issued_on))),
        *until,
    )
