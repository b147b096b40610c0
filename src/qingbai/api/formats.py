"""The formats of notices that this door takes (通报格式), who may send each, and the scope that a token needs for it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from qingbai.agencies.terms import SenderKind
from qingbai.notices import notice as judgments

SCOPE = "send:"


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name as notices give it, who may send it, and the function that gives its JSON Schema."""

    name: str
    senders: frozenset[SenderKind]
    schema: Callable[[], dict[str, Any]]

    @property
    def kind(self) -> str:
        """``judgment-notice`` of ``qingbai/judgment-notice/1``."""
        return self.name.split("/")[1]

    @property
    def scope(self) -> str:
        """What a token must be good for."""
        return SCOPE + self.kind


FORMATS: Mapping[str, Format] = {
    one.name: one for one in (Format(judgments.FORMAT, frozenset({SenderKind.COURT}), judgments.schema),)
}


def scopes_of(sender: SenderKind) -> tuple[str, ...]:
    """Every scope that a sender of this kind may have."""
    return tuple(sorted({one.scope for one in FORMATS.values() if sender in one.senders}))


def all_scopes() -> tuple[str, ...]:
    """Every scope there is."""
    return tuple(sorted({one.scope for one in FORMATS.values()}))


def schemas() -> Iterable[tuple[str, dict[str, Any]]]:
    """Each format's kind with its JSON Schema."""
    return [(one.kind, one.schema()) for one in FORMATS.values()]
