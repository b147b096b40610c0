"""What may be done in the audit room: record an act, read the ledger (which is recorded), make the logs' keys.

The ledger answers *who did and saw what, when, and on which basis*. An entry is written in the transaction of the act it
tells of: no act without its entry, no entry without its act.
"""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from django.conf import settings
from django.db import transaction

from qingbai.audit import keys, nodes, queries
from qingbai.audit.actors import Actor
from qingbai.audit.entries import Entry
from qingbai.audit.events import EventKind
from qingbai.audit.keys import LEDGER
from qingbai.audit.nodes import OutsideTransaction

__all__ = [
    "Deed",
    "EntryRefused",
    "OutsideTransaction",
    "ensure_keys",
    "fingerprint",
    "read",
    "read_own",
    "record",
    "record_all",
    "record_each",
]

NO_FACTS: Mapping[str, str] = MappingProxyType({})
VAULT = "vault"
MOST_FACTS = 24
LONGEST_TEXT = 300
_FINGERPRINT = re.compile(r"[0-9a-f]{32}")
_FACT = re.compile(r"[a-z][a-z0-9_]{0,39}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_RESIDENT_NUMBER = re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])")


class EntryRefused(ValueError):
    """An entry that may not stand in the ledger. ``faults`` says everything that is wrong with it."""

    def __init__(self, *faults: str) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One act or look-up to be recorded: what, on which ``basis``, ``about`` whom (a ``fingerprint``, or empty), with which ``facts``."""

    kind: EventKind
    basis: str
    about: str = ""
    facts: Mapping[str, str] = field(default_factory=lambda: NO_FACTS)


def record(
    *,
    kind: EventKind,
    by: Actor,
    at: datetime,
    basis: str,
    about: str = "",
    facts: Mapping[str, str] = NO_FACTS,
    using: str = "default",
) -> Entry:
    """Write one entry, inside the transaction of the act it tells of; call it last, for it holds the ledger until the commit.

    ``at`` is aware; ``basis`` is the reference of the application, notice or case that links actor and person;
    ``about`` is a ``fingerprint`` or empty; ``facts`` are references, counts and codes, never a name or a number of a
    person. The entry gets the next number without gaps. Raises ``OutsideTransaction`` and ``EntryRefused``.
    """
    deed = Deed(kind=kind, basis=basis, about=about, facts=facts)
    return record_all(deeds=[deed], by=by, at=at, using=using)[0]


def record_all(*, deeds: Sequence[Deed], by: Actor, at: datetime, using: str = "default") -> tuple[Entry, ...]:
    """Write one entry for each of several deeds done together, in their order, as ``record`` does; the ledger is held once for all of them."""
    for deed in deeds:
        _check(deed, at, using)
    if not deeds:
        return ()
    edge = nodes.hold(LEDGER, using)
    entries, raws, full = [], [], []
    for deed in deeds:
        facts = MappingProxyType(dict(deed.facts))
        number = edge.size + 1
        entry = Entry(number=number, kind=deed.kind, by=by, at=at, basis=deed.basis, about=deed.about, facts=facts)
        entries.append(entry)
        raws.append(entry.raw())
        full += edge.add(raws[-1].leaf())
    nodes.keep_entries(raws, full, using)
    return tuple(entries)


def record_each(
    *,
    kind: EventKind,
    by: Actor,
    at: datetime,
    basis: str,
    about: Sequence[str],
    facts: Mapping[str, str] = NO_FACTS,
    using: str = "default",
) -> int:
    """Write one entry for each of many people whom one act concerns; how many were written.

    Each finds the act under the own fingerprint, and the ledger is held once for all of them: some hundreds at a time.
    """
    if not all(about):
        raise EntryRefused("'about' has an empty fingerprint: of people whom an act concerns, each has one")
    _check(Deed(kind=kind, basis=basis, facts=facts), at, using)
    deeds = [Deed(kind=kind, basis=basis, about=one, facts=facts) for one in about]
    return len(record_all(deeds=deeds, by=by, at=at, using=using))


def fingerprint(text: str, using: str = "default") -> str:
    """The keyed fingerprint (32 hex digits) under which a person's number stands in one database's ledger.

    Without the key of that database nobody can compute or compare it; the two databases have different keys, so that
    their ledgers never match. Width and case of letters and spaces around the text make no difference.
    """
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    if not plain:
        raise ValueError("nothing to take a fingerprint of: leave 'about' empty where an entry concerns no person")
    key: str = settings.AUDIT_KEYS[using]
    return hmac.new(key.encode(), b"qingbai ledger, about\0" + plain.encode(), hashlib.sha256).hexdigest()[:32]


def read(
    *,
    by: Actor,
    at: datetime,
    basis: str,
    about: str = "",
    after: int = 0,
    limit: int = 100,
    using: str = "default",
) -> tuple[Entry, ...]:
    """Entries of the ledger for somebody who looks at it; the looking is recorded after what was seen."""
    with transaction.atomic(using=using):
        seen = queries.entries(viewer=by, purpose=basis, about=about, after=after, limit=limit, using=using)
        facts = {"after": str(after), "seen": str(len(seen))}
        record(kind=EventKind.LEDGER_READ, by=by, at=at, basis=basis, about=about, facts=facts, using=using)
    return seen


OWN_RECORD = "own record"
"""The basis on which a person looks at what concerns the person."""
FILES_OPENED = frozenset(
    {EventKind.INQUIRY_READ, EventKind.DISCLOSURE_READ, EventKind.RECORD_LOOKED_UP, EventKind.CASES_SOUGHT}
)
"""Openings of files, and searches for them, that are about one person, whom they can be told to."""


def read_own(*, by: Actor, at: datetime, formerly: Collection[str] = ()) -> tuple[Entry, ...]:
    """Who opened files about the person who asks (本人查阅台账), newest first; that the person looked is itself recorded."""
    with transaction.atomic():
        seen = queries.looks_of_officers(viewer=by, kinds=FILES_OPENED, formerly=formerly)
        record(kind=EventKind.LEDGER_READ, by=by, at=at, basis=OWN_RECORD, about=by.id)
    return seen


def ensure_keys(*, by: Actor, at: datetime, using: str = "default") -> tuple[str, ...]:
    """Make the keys that the logs of this database lack, recording each; returns all public keys. Raises ``keys.KeyMissing``."""
    for log in keys.LOGS[using]:
        with transaction.atomic(using=using):
            if keys.make(log, using):
                facts = {"log": log, "key": str(keys.verifier_key(log, using))}
                record(kind=EventKind.KEYS_MADE, by=by, at=at, basis="first start", facts=facts, using=using)
    return tuple(str(keys.verifier_key(log, using)) for log in keys.LOGS[using])


def _check(deed: Deed, at: datetime, using: str) -> None:
    faults = []
    if deed.kind.in_vault and using != VAULT:
        faults.append(f"{deed.kind.value} tells of a seal and may stand in the vault's own ledger only")
    if at.utcoffset() is None:
        faults.append("'at' has no time zone: pass an aware instant")
    if deed.about and not _FINGERPRINT.fullmatch(deed.about):
        faults.append(
            "'about' is not a fingerprint: pass audit.services.fingerprint(number), never the number or the name"
        )
    if not deed.basis.strip():
        faults.append("'basis' is empty: name the application, notice or case that the act belongs to")
    faults += _text_faults("basis", deed.basis)
    if len(deed.facts) > MOST_FACTS:
        faults.append(f"{len(deed.facts)} facts are more than {MOST_FACTS}")
    for name, value in deed.facts.items():
        if not _FACT.fullmatch(name):
            faults.append(f"{name!r} is no name of a fact: small letters, digits and underscores, at most 40")
        faults += _text_faults(name, value)
    if faults:
        raise EntryRefused(*faults)


def _text_faults(name: str, value: object) -> list[str]:
    if not isinstance(value, str):
        return [f"{name!r} is not text: write it out"]
    faults = []
    if len(value) > LONGEST_TEXT:
        faults.append(f"{name!r} is longer than {LONGEST_TEXT} characters: the ledger keeps references, not texts")
    if _CONTROL.search(value):
        faults.append(f"{name!r} holds control characters: take them out")
    if _RESIDENT_NUMBER.search(value):
        faults.append(
            f"{name!r} holds what looks like a resident number: only fingerprints of numbers may stand in the ledger"
        )
    return faults
