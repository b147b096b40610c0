"""The counter is locked and opened again (锁屏、解锁); what is kept meanwhile, ``pages.locking`` says."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from qingbai.counter import desk
from qingbai.pages import locking


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Lock the desk at once."""
    return locking.lock(request, desk.DESK)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """The password of who sat here, and on where the work stopped."""
    return locking.unlock(request, desk.DESK)
