"""The desks where officers work (工作台): the counter's, the registrar's, the auditor's. What differs from one to the other is said once, in its ``Desk``.

Signing in (``signing_in``) and locking (``locking``) are the same at every desk; they ask it for what differs.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest

from qingbai.agencies import queries as agencies
from qingbai.agencies.queries import OfficerCard
from qingbai.agencies.terms import ROLE_NAMES, Role
from qingbai.pages.language import in_ours

SITS_FOR = timedelta(minutes=10)
"""Without a page for this long a desk is locked."""
WORKS_FOR = timedelta(hours=12)
"""A working day: then the session ends, locked or not."""


class Seated:
    """Who sits at a desk, as its pages show them."""

    __slots__ = ()

    @property
    def locks_after(self) -> int:
        """Seconds without a page until the desk is locked."""
        return int(SITS_FOR.total_seconds())


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One desk. ``name``: of its first page, with which the names of its other pages begin; ``folder``: of its templates; ``roles``: who works there.

    ``sitting``: who sits there, for its pages; ``place``: what stands beside that name while the desk is locked. ``sat_down`` notes that somebody
    came by ``password``, or back to the locked desk (``unlocked``). ``begins``: the page after signing in, where that is not the first.
    """

    name: str
    folder: str
    roles: frozenset[Role]
    sitting: Callable[[HttpRequest], Any]
    place: Callable[[OfficerCard], str]
    sat_down: Callable[[OfficerCard, str], None]
    begins: str = ""

    @property
    def home(self) -> str:
        """The name of the page where the work begins."""
        return self.begins or self.name

    def page(self, part: str) -> str:
        """The name of one of its own pages: ``sign-in``, ``second-factor``, ``factors``, ``sign-out``, ``lock``, ``unlock``."""
        return f"{self.name}-{part}"

    def template(self, part: str) -> str:
        """One of its own templates: ``base``, ``sign_in``, ``locked``."""
        return f"{self.folder}/{part}.html"

    def officer(self, user: AbstractBaseUser | AnonymousUser) -> OfficerCard | None:
        """The officer behind an account who may work here; ``None`` for anybody else."""
        card = agencies.officer_of(user)
        return card if card is not None and card.role in self.roles else None

    def invented(self) -> list[dict[str, str]]:
        """The demonstration's officers of this desk with account and password, for its sign-in page; nobody anywhere else."""
        if not getattr(settings, "DEMO", False):
            return []
        officers = json.loads(settings.DEMO_OFFICERS.read_text(encoding="utf-8"))
        return [_shown(one) for one in officers if Role(one["role"]) in self.roles]


def _shown(one: dict[str, str]) -> dict[str, str]:
    office = agencies.find_office(one["office"])
    return {
        "account": one["username"],
        "role": in_ours(ROLE_NAMES[Role(one["role"])]),
        "office": in_ours(office.name) if office else one["office"],
        "organ": in_ours(office.organ.name) if office else one["office"],
        "password": settings.DEMO_PASSWORD,
    }
