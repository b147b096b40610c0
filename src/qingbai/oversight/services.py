"""What may be done in the audit room (监督检查): look into the ledger, with the look itself on it; hand out an entry with its proof."""

from datetime import datetime

from django.db import transaction

from qingbai.audit import extracts, search
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.entries import Entry
from qingbai.audit.events import EventKind
from qingbai.audit.extracts import Place
from qingbai.audit.search import Page, Sought
from qingbai.oversight.access import VAULT, require_auditor

BOOKS = {"register": "default", "vault": VAULT}
"""The two ledgers by the names that pages and addresses use."""


class NoSuchEntry(LookupError):
    """The ledger has no entry of this number."""


def begin(*, by: Actor, case: str, at: datetime) -> None:
    """Note that an auditor sat down, and for which inspection (登录)."""
    require_auditor(by)
    with transaction.atomic(using=VAULT):
        audit.record(kind=EventKind.DESK_OPENED, by=by, at=at, basis=case, facts={"desk": "audit"}, using=VAULT)


def look(
    *, book: str, sought: Sought, before: int, limit: int = search.PAGE, case: str, by: Actor, at: datetime
) -> Page:
    """One page of a ledger for an inspection; the look is an entry of the same ledger, made after what was seen. Raises ``NotForYou``."""
    require_auditor(by)
    using = BOOKS[book]
    with transaction.atomic(using=using):
        found = search.page(viewer=by, sought=sought, before=before, limit=limit, using=using)
        facts = {"before": str(before), "seen": str(len(found.entries))}
        audit.record(kind=EventKind.LEDGER_READ, by=by, at=at, basis=case, facts=facts, using=using)
    return found


def open_entry(*, book: str, number: int, case: str, by: Actor, at: datetime) -> tuple[Entry, Place]:
    """One entry and its place in the log; on the ledger. Raises ``NoSuchEntry`` and ``NotForYou``."""
    require_auditor(by)
    using = BOOKS[book]
    with transaction.atomic(using=using):
        entry = search.one(viewer=by, number=number, using=using)
        if entry is None:
            raise NoSuchEntry(number)
        stands = extracts.place(entry, using=using)
        _read(book, case, by, at, entry=str(number))
    return entry, stands


def hand_out_proof(*, book: str, number: int, case: str, by: Actor, at: datetime) -> bytes:
    """The file that proves an entry; that it was handed out is on the ledger, with its digest. Raises as ``open_entry``."""
    require_auditor(by)
    using = BOOKS[book]
    with transaction.atomic(using=using):
        entry = search.one(viewer=by, number=number, using=using)
        if entry is None:
            raise NoSuchEntry(number)
        content = extracts.extract(entry, using=using)
        _read(book, case, by, at, entry=str(number), sha256=search.digest(content))
    return content


def hand_out(*, book: str, content: bytes, what: str, case: str, by: Actor, at: datetime) -> str:
    """Note that a list was exported, by the digest of its bytes, which is returned: who holds the file can show that it is the one."""
    require_auditor(by)
    told = search.digest(content)
    with transaction.atomic(using=BOOKS[book]):
        _read(book, case, by, at, export=what, sha256=told)
    return told


def _read(book: str, case: str, by: Actor, at: datetime, **facts: str) -> None:
    audit.record(kind=EventKind.LEDGER_READ, by=by, at=at, basis=case, facts=facts, using=BOOKS[book])
