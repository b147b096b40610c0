"""The scopes of tokens at this door (权限): one for each format of notices that ``notices.kinds`` knows."""

from typing import Any

from qingbai.agencies.terms import SenderKind
from qingbai.notices.kinds import KINDS

SCOPE = "send:"


def name_of(form: str) -> str:
    """``judgment-notice`` of ``qingbai/judgment-notice/1``."""
    return form.split("/")[1]


def scope_of(form: str) -> str:
    """The scope that a token must have for notices of a format."""
    return SCOPE + name_of(form)


def scopes_of(sender: SenderKind) -> tuple[str, ...]:
    """Every scope that a sender of this kind may have."""
    return tuple(sorted({scope_of(form) for form, kind in KINDS.items() if sender in kind.senders}))


def all_scopes() -> tuple[str, ...]:
    """Every scope there is."""
    return tuple(sorted({scope_of(form) for form in KINDS}))


def schemas() -> list[tuple[str, dict[str, Any]]]:
    """Every format with the JSON Schema of its notices."""
    return [(form, kind.form.schema()) for form, kind in KINDS.items()]
