"""Who may use which address (谁可以用): every route of every door is one row, and the guard is put on by the row itself.

A view cannot be reached without a row, and a row cannot be written without saying who it is for. The door that knows
how to recognise a person gives the guard; a guard answers ``None`` (come in) or the response to give instead.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.urls import URLPattern, path

from qingbai.pages.kiosk import only_at_a_kiosk

View = Callable[..., HttpResponseBase]
Guard = Callable[[HttpRequest], HttpResponseBase | None]


class Who(StrEnum):
    """For whom a route is."""

    ANYONE = "anyone"  # 任何人，无需账号
    DEMONSTRATION = "demonstration"  # 仅演示环境，任何人
    KIOSK = "kiosk"  # 单位设置的自助机
    PERSON = "person"  # 已实名登录的本人
    UNIT = "unit"  # 已实名登录且当日获单位授权的经办人
    ORGAN = "organ"  # 已实名登录且当日登记在册的办案人员、律师
    OFFICER = "officer"  # 已登录的民警、工作人员
    REVIEWER = "reviewer"  # 已登录的审核人员、负责人
    AUDITOR = "auditor"  # 已登录的监督人员
    HEAD = "head"  # 已登录的负责人


@dataclass(frozen=True, slots=True)
class Route:
    """One row: the address (Django's ``path`` syntax), the view, the name it is reversed by, and who may use it."""

    address: str
    view: View
    name: str
    who: Who


def only_in_a_demonstration(request: HttpRequest) -> None:  # noqa: ARG001
    """Outside a demonstration the address does not exist."""
    if not getattr(settings, "DEMO", False):
        raise Http404
    return


def anyone(request: HttpRequest) -> None:  # noqa: ARG001
    """Nobody is asked who they are."""
    return


def without_nul(request: HttpRequest) -> None:
    """Take away the one character that no database keeps, from the address and from what was typed; nobody types it.

    A body with files that nobody has read yet stays unread: some pages refuse what is too long before they read it.
    """
    for kind in ("GET", "POST"):
        if kind == "POST" and not hasattr(request, "_post") and request.content_type == "multipart/form-data":
            continue
        given: QueryDict = getattr(request, kind)
        if any("\0" in value for values in (given, *(values for _, values in given.lists())) for value in values):
            clean = QueryDict(mutable=True, encoding=given.encoding)
            for name, values in given.lists():
                clean.setlist(name.replace("\0", ""), [value.replace("\0", "") for value in values])
            setattr(request, kind, clean)


def guarded(route: Route, guards: Mapping[Who, Guard]) -> View:
    """The view behind its guard; pages about a person are kept out of every cache and every index."""
    guard = guards[route.who]

    @wraps(route.view)
    def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        without_nul(request)
        if any("\0" in str(value) for value in kwargs.values()):
            raise Http404
        response = guard(request)
        if response is None:
            response = route.view(request, *args, **kwargs)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        if route.who is not Who.ANYONE:
            response.headers["Cache-Control"] = "no-store"
            response.headers["X-Robots-Tag"] = "noindex"
        return response

    return enter


def urls(routes: Iterable[Route], guards: Mapping[Who, Guard]) -> list[URLPattern]:
    """The table as Django's address list."""
    known: dict[Who, Guard] = {Who.ANYONE: anyone, Who.DEMONSTRATION: only_in_a_demonstration}
    known |= {Who.KIOSK: only_at_a_kiosk, **guards}
    return [path(route.address, guarded(route, known), name=route.name) for route in routes]
