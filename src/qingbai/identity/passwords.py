"""An officer's own password (修改密码): changed by who knows the present one; the officer is told of it at the next sign-in, and other browsers are signed out.

The first one, and one in the place of a forgotten one, the operator gives (重置密码): each sign-in says so until the officer has changed it.
"""

import secrets
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.identity import account_news
from qingbai.identity.account_news import NewsKind


class WrongPassword(Exception):
    """What was given as the present password is not the present password."""


class WeakPassword(Exception):
    """The new password will not do; ``why``: ``password_too_short``, ``password_too_common``, ``password_too_similar``, all that hold."""

    def __init__(self, why: frozenset[str]) -> None:
        super().__init__("too weak")
        self.why = why


def change(*, user: Any, present: str, new: str, by: Actor, at: datetime) -> None:
    """Give the account a new password; every session but the one it is done in ends by that. Raises ``WrongPassword`` and ``WeakPassword``."""
    with transaction.atomic():
        row = get_user_model().objects.select_for_update().get(pk=user.pk)
        if not row.check_password(present):
            raise WrongPassword
        try:
            validate_password(new, row)
        except ValidationError as error:
            raise WeakPassword(frozenset(str(one.code) for one in error.error_list)) from error
        row.set_password(new)
        row.save(update_fields=["password"])
        account_news.own_password(user=row, at=at)
        account_news.note(user=row, kind=NewsKind.PASSWORD_CHANGED, at=at)
        audit.record(kind=EventKind.PASSWORD_CHANGED, by=by, at=at, basis="sign-in", facts={"officer": by.id})
    user.password = row.password  # so that the session it was done in can be carried over


SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another when it is read aloud or copied by hand


def new() -> str:
    """A password to be handed over: 79 bits, in four groups of four."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(4)) for _ in range(4))


def give(*, user: Any, officer: str, new: str, basis: str, by: Actor, at: datetime) -> None:
    """Give the account of the officer with this service number a password; every session ends by that. ``basis``: the order or report behind it."""
    with transaction.atomic():
        row = get_user_model().objects.select_for_update().get(pk=user.pk)
        row.set_password(new)
        row.save(update_fields=["password"])
        account_news.own_password(user=row, at=at)
        account_news.note(user=row, kind=NewsKind.PASSWORD_GIVEN, at=at)
        audit.record(kind=EventKind.PASSWORD_GIVEN, by=by, at=at, basis=basis, facts={"officer": officer})
