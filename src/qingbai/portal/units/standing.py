"""For whom the signed-in person acts today (经办人身份): asked of the units' files with every page, so that an authority that ended yesterday opens nothing."""

from django.http import Http404, HttpRequest, HttpResponse

from qingbai import clock
from qingbai.audit.actors import Actor
from qingbai.pages.references import number_of
from qingbai.portal import session, submission
from qingbai.screening import handling
from qingbai.screening.units import Handler, UnitCard


def viewer(request: HttpRequest) -> Actor:
    """The signed-in person as the ledger names them."""
    return submission.applicant(session.signed_in(request))


def units(request: HttpRequest) -> tuple[UnitCard, ...]:
    """The units for which the signed-in person acts today."""
    someone = session.signed_in(request)
    return handling.units_of(
        kind=someone.document_kind, number=someone.document_number, viewer=viewer(request), on=clock.today()
    )


def only_handlers(request: HttpRequest) -> HttpResponse | None:
    """The guard of the units' pages: nobody signed in goes to sign in; for a person who acts for no unit there is nothing."""
    refused = session.only_signed_in(request)
    if refused is None and not units(request):
        raise Http404
    return refused


def unit(request: HttpRequest, ref: str) -> tuple[UnitCard, Handler]:
    """The unit behind a reference, and who the signed-in person is for it; 404 for anybody else's."""
    code, by, today = number_of(ref), viewer(request), clock.today()
    card = next((one for one in units(request) if one.code == code), None)
    own = handling.handler_of(card, by, today) if card is not None else None
    if card is None or own is None:
        raise Http404
    return card, own
