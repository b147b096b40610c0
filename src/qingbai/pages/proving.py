"""How an officer shows a second factor (第二因素验证), when signing in and when opening a locked desk: a one-time code, or a passkey of the own device.

A passkey asks for face, finger or PIN, so that it is two proofs in one; a code is one, beside the password.
"""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from qingbai.identity import ceremony, factors
from qingbai.identity.ceremony import Asked
from qingbai.identity.factors import FactorKind, WrongFactor
from qingbai.pages.forms import QuestionForm

ASKED = "factor_asked"
"""Where the session keeps what the device was asked, for one answer."""
ANSWER = "answer"


class Code(QuestionForm):
    """The six digits of a one-time code."""

    code = forms.CharField(
        label=gettext_lazy("Code of six digits"),
        max_length=20,
        error_messages={"required": gettext_lazy("Enter the code that your program shows")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "width-10"}),
    )


def has_codes(user: Any) -> bool:
    """Whether the officer has a program for one-time codes."""
    return any(one.kind == FactorKind.CODES for one in factors.factors(user))


def ask(request: HttpRequest, user: Any) -> Asked | None:
    """What the browser is to ask of the officer's passkeys; ``None`` where there is none, or no browser could do it here."""
    keys, here = factors.public_keys(user), origin(request)
    if not keys or not ceremony.possible(here):
        return None
    asked = ceremony.ask_to_show(here, known=keys)
    request.session[ASKED] = asked.state
    return asked


def by_passkey(request: HttpRequest, user: Any, at: datetime) -> bool:
    """Whether the device's answer is right."""
    state = request.session.pop(ASKED, {})
    try:
        factors.use_passkey(user=user, origin=origin(request), state=state, answer=request.POST[ANSWER], at=at)
    except WrongFactor:
        return False
    return True


def by_code(user: Any, code: str, at: datetime) -> bool:
    """Whether this is the code of now; it is good once."""
    try:
        factors.use_code(user=user, code=code, at=at)
    except WrongFactor:
        return False
    return True


def origin(request: HttpRequest) -> str:
    """The place for which a passkey is made."""
    return f"{request.scheme}://{request.get_host()}"
