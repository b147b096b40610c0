"""Whether this site can answer (运行状态), for whoever watches over it: a load balancer, a monitoring program. Nothing of it is about a person.

200 while the site reaches its databases, 503 when it does not. When the log of papers was last made public is told beside it: the publisher does
that each minute, so that a time of more than ten minutes ago means that work beside the site stands still.
"""

from django.db import Error, connections
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from qingbai.audit.keys import CERTIFICATES
from qingbai.audit.public import publishing


@require_safe
def health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """Of the public site: ``{"ok": true, "log_published_at": "…"}``; the time is null before the first publication."""
    return _of("default")


@require_safe
def of_the_registry(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """Of the registry's own site, the only one that reaches the vault as well."""
    return _of("default", "vault")


def _of(*databases: str) -> JsonResponse:
    try:
        for name in databases:
            with connections[name].cursor() as cursor:
                cursor.execute("SELECT 1")
        last = publishing.latest(CERTIFICATES)
    except Error:
        answer = JsonResponse({"ok": False}, status=503)
    else:
        answer = JsonResponse({"ok": True, "log_published_at": last.at.isoformat() if last else None})
    answer.headers["Cache-Control"] = "no-store"
    return answer
