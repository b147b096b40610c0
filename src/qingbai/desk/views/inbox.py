"""The inbox of the organ: what waits, what is mine, what the law left to a person; and what came to its end lately."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from qingbai import clock
from qingbai.agencies.terms import Role
from qingbai.desk import words
from qingbai.desk.sitting import Sitting, sitting
from qingbai.inbox import queries
from qingbai.inbox.queries import Waiting

Sieve = Callable[[Waiting, Sitting], bool]
LISTS: dict[str, tuple[object, Sieve]] = {
    "all": (gettext_lazy("All"), lambda one, officer: True),  # noqa: ARG005
    "waiting": (gettext_lazy("Waiting"), lambda one, officer: not one.holder),  # noqa: ARG005
    "mine": (gettext_lazy("Mine"), lambda one, officer: one.holder == officer.registrar.account),
    "second": (
        gettext_lazy("For a second pair of eyes"),
        lambda one, officer: one.for_a_second and one.holder != officer.registrar.account,
    ),
    "told": (gettext_lazy("Found wrong by a review"), lambda one, officer: one.told),  # noqa: ARG005
    "held": (gettext_lazy("Held by the law for a person"), lambda one, officer: one.held),  # noqa: ARG005
}
"""The lists of the inbox, by the word in the address."""


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """The open documents, the oldest first, and those lately closed."""
    officer, now = sitting(request), clock.now()
    chosen = request.GET.get("list", "all")
    chosen = chosen if chosen in LISTS else "all"
    everything = queries.inbox(viewer=officer.registrar, at=now)
    tabs = [
        {"key": key, "name": name, "count": sum(sieve(one, officer) for one in everything), "chosen": key == chosen}
        for key, (name, sieve) in LISTS.items()
    ]
    sieve = LISTS[chosen][1]
    context = {
        "officer": officer,
        "may_receive": officer.role in {Role.REGISTRAR, Role.HEAD},
        "tabs": tabs,
        "waiting": [_line(one) for one in everything if sieve(one, officer)],
        "closed": [_line(one) for one in queries.closed(viewer=officer.registrar)],
    }
    return render(request, "desk/inbox.html", context)


def _line(one: Waiting) -> dict[str, object]:
    late = one.due_on is not None and one.due_on < clock.today()
    return {"one": one, "status": words.status(one.status), "tag": words.tag(one.status), "late": late}
