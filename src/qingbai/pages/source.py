"""Where a request comes from (请求来源), as far as it can be told: for counting, never for keeping."""

from django.conf import settings
from django.http import HttpRequest

from qingbai.certificates.limits import network


def source(request: HttpRequest) -> str:
    """The network of who asks. Behind ``settings.PROXIES`` proxies, which each add the address they saw, the last that none of them added."""
    address = request.META.get("REMOTE_ADDR", "")
    passed = [one.strip() for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if one.strip()]
    if settings.PROXIES and len(passed) >= settings.PROXIES:
        address = passed[-settings.PROXIES]
    return network(address)
