"""For which organ or law firm the signed-in person acts today (办案人员身份): asked of the registrations with every page.

An authority that ended yesterday opens nothing. Whoever acts for one is proved at this visit, as strongly as the region wants it of who asks online.
"""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.audit.actors import Actor
from qingbai.disclosures import bodies
from qingbai.disclosures.bodies import BodyCard, Handler
from qingbai.law.admission import STRENGTH
from qingbai.law.local import IdentityLevel
from qingbai.pages.references import number_of
from qingbai.portal import sent_late, session, submission


def viewer(request: HttpRequest) -> Actor:
    """The signed-in person as the ledger names them."""
    return submission.applicant(session.signed_in(request))


def acting_for(request: HttpRequest) -> tuple[BodyCard, ...]:
    """The organs and firms for which the signed-in person acts today."""
    someone = session.signed_in(request)
    return bodies.bodies_of(
        kind=someone.document_kind, number=someone.document_number, viewer=viewer(request), on=clock.today()
    )


def only_named(request: HttpRequest) -> HttpResponse | None:
    """The guard of these pages: nobody signed in goes to sign in; for a person who acts for none there is nothing; who was proved too weakly is proved anew."""
    refused = session.only_signed_in(request)
    if refused is not None:
        return refused
    found = acting_for(request)
    if not found:
        raise Http404
    return _proved_enough(request, found)


def _proved_enough(request: HttpRequest, found: tuple[BodyCard, ...]) -> HttpResponse | None:
    someone = session.signed_in(request)
    wanted = max((_level(one) for one in found), key=STRENGTH.index)
    if not someone.remembered and STRENGTH.index(someone.level) >= STRENGTH.index(wanted):
        return None
    kept = request.method == "POST" and sent_late.keep(request, session.mark(someone))
    shown = request.path if request.method in {"GET", "HEAD"} else reverse("organs")
    session.come_back_to(request, reverse("sent-late") if kept else shown)
    return HttpResponseRedirect(reverse("sign-in-stronger", args=[wanted.value]))


def _level(card: BodyCard) -> IdentityLevel:
    return agencies.region(agencies.office(card.office).division).online.identity_level


def body(request: HttpRequest, ref: str) -> tuple[BodyCard, Handler]:
    """The organ or firm behind a reference, and who the signed-in person is for it; 404 for anybody else's."""
    code, by, today = number_of(ref), viewer(request), clock.today()
    card = next((one for one in acting_for(request) if one.code == code), None)
    own = bodies.handler_of(card, by, today) if card is not None else None
    if card is None or own is None:
        raise Http404
    return card, own
