"""One entry of the ledger (责任记录) as a frozen value, and the bytes it is hashed from.

**Canonical form, version 1.** UTF-8 JSON after RFC 8785: keys in order, no spaces, nothing escaped that need not be. The
keys are ``about``, ``at`` (UTC, microseconds, ``2024-05-06T07:08:09.000010Z``), ``basis``, ``by`` (``id``, ``kind``,
``office``), ``facts`` (strings only), ``kind``, ``number`` and ``v`` (1). The leaf of entry *n* is number *n - 1* of the
log ``ledger`` and holds exactly these bytes; anybody can recompute it with any RFC 6962 program.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.audit.merkle import leaf_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """An entry's columns as they stand, trusted to nothing: what a tampered row holds has a canonical form too."""

    number: int
    at: str | None
    kind: str
    actor_kind: str
    actor: str
    office: str
    basis: str
    about: str
    facts: Any

    def canonical(self) -> bytes:
        """The bytes of the leaf."""
        whole = {
            "about": self.about,
            "at": self.at,
            "basis": self.basis,
            "by": {"id": self.actor, "kind": self.actor_kind, "office": self.office},
            "facts": self.facts,
            "kind": self.kind,
            "number": self.number,
            "v": 1,
        }
        return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    def leaf(self) -> bytes:
        """The leaf's hash."""
        return leaf_hash(self.canonical())


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One act or look-up: its ``number`` in the ledger, what, by whom, when, on which ``basis``, ``about`` whom (fingerprint), and ``facts``."""

    number: int
    kind: EventKind
    by: Actor
    at: datetime
    basis: str
    about: str
    facts: Mapping[str, str]

    def raw(self) -> Raw:
        """The same as plain columns."""
        return Raw(
            number=self.number,
            at=instant(self.at),
            kind=self.kind.value,
            actor_kind=self.by.kind.value,
            actor=self.by.id,
            office=self.by.office,
            basis=self.basis,
            about=self.about,
            facts=dict(self.facts),
        )


def instant(at: datetime) -> str:
    """An aware instant as the canonical form writes it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"
