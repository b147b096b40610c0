"""What may be seen of the ledger. A door calls ``services.read``, which also records that somebody looked."""

from collections.abc import Collection
from datetime import datetime
from types import MappingProxyType

from django.db.models import Q

from qingbai import clock
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.entries import Entry
from qingbai.audit.events import EventKind
from qingbai.audit.models import LedgerEntry

MOST_AT_ONCE = 1000
SECRET_UNTIL = "secret_until"  # noqa: S105 - the name of a fact
AUDITOR = "auditor"  # the role of agencies.terms, a room above this one


class NotForYou(PermissionError):
    """This viewer may not see this part of the ledger."""


def entries(
    *,
    viewer: Actor,
    purpose: str,
    about: str = "",
    kinds: Collection[EventKind] = (),
    basis: str = "",
    after: int = 0,
    limit: int = 100,
    using: str = "default",
) -> tuple[Entry, ...]:
    """Entries in their order, those numbered above ``after``, at most ``limit``.

    ``about`` (a fingerprint), ``kinds`` and ``basis`` narrow them down. Of officers auditors alone read it; an applicant sees entries about
    a person only, and it is the door that proves the person to be the applicant. Raises ``NotForYou``, and ``ValueError`` without a purpose.
    """
    if not purpose.strip():
        raise ValueError("a purpose is needed: name the case, application or audit that this look belongs to")
    officer = viewer.kind is ActorKind.OFFICER and viewer.role == AUDITOR
    applicant = viewer.kind is ActorKind.APPLICANT and bool(about)
    if not (officer or applicant or viewer.kind is ActorKind.SYSTEM):
        raise NotForYou("the ledger is for auditors, and for a person as far as it tells about that person")
    rows = LedgerEntry.objects.using(using).filter(number__gt=after).order_by("number")
    if applicant:
        rows = rows.exclude(_still_secret())
    if about:
        rows = rows.filter(about=about)
    if kinds:
        rows = rows.filter(kind__in=[kind.value for kind in kinds])
    if basis:
        rows = rows.filter(basis=basis)
    return tuple(entry_of(row) for row in rows[: max(0, min(limit, MOST_AT_ONCE))])


def looks_of_officers(
    *, viewer: Actor, kinds: Collection[EventKind], limit: int = 200, formerly: Collection[str] = ()
) -> tuple[Entry, ...]:
    """What officers did about the applicant who looks, of these kinds, newest first (本人相关查阅); what is secret still is not among it. ``formerly``: by which
    fingerprints the person stood before.

    Raises ``NotForYou`` for anybody but an applicant: it is the door that proves the person.
    """
    if viewer.kind is not ActorKind.APPLICANT:
        raise NotForYou("whoever asks who looked at them asks as that person")
    rows = LedgerEntry.objects.filter(about__in=[viewer.id, *formerly], actor_kind=ActorKind.OFFICER.value)
    wanted = rows.filter(kind__in=[kind.value for kind in kinds]).exclude(_still_secret()).order_by("-number")
    return tuple(entry_of(row) for row in wanted[:limit])


def since(at: datetime, *, about: str, kind: EventKind) -> int:
    """How many entries of a kind there are about a person from an instant on: for limits on how often something may be done."""
    return LedgerEntry.objects.filter(about=about, kind=kind.value, at__gt=at).count()


def _still_secret() -> Q:
    """Look-ups that the person is to learn of only when the day named with them is over (暂不告知本人)."""
    return Q(facts__has_key=SECRET_UNTIL, facts__secret_until__gte=clock.today().isoformat())


def about(fingerprint: str, *, viewer: Actor, purpose: str, using: str = "default") -> tuple[Entry, ...]:
    """The entries about one person, first to last, at most a thousand."""
    if not fingerprint:
        raise ValueError("whom about? Pass audit.services.fingerprint(number)")
    return entries(viewer=viewer, purpose=purpose, about=fingerprint, limit=MOST_AT_ONCE, using=using)


def entry_of(row: LedgerEntry) -> Entry:
    """A row as a frozen value."""
    return Entry(
        number=row.number,
        kind=EventKind(row.kind),
        by=Actor(ActorKind(row.actor_kind), row.actor, row.office),
        at=row.at,
        basis=row.basis,
        about=row.about,
        facts=MappingProxyType(row.facts),
    )
