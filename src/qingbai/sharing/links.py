"""Living certificates (共享链接): the holder makes a link, sees who used it, and stops it; whoever has it sees the paper's state of this moment.

The secret stands in the address and nowhere here: of it only a digest is kept. A link that was stopped, has ended, or never was, and one whose
paper was taken back or has lapsed, are answered alike: the same words, the same look-ups, the same entry on the ledger, and nobody's name kept.
Nothing of who asks is kept but what they say of themselves: no network address, no program, no place.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from qingbai import clock
from qingbai.agencies.acts import new_number
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.certificates import standing
from qingbai.incoming import Fault
from qingbai.notifications import addresses
from qingbai.sharing.models import LinkUse, SharedLink, Shows

MOST_AT_ONCE = 10
LONGEST_LABEL, LONGEST_WHO = 40, 60  # characters
MOST_SHOWN = 100
"""Of the uses of a link its holder sees so many, the latest."""
KEPT_AFTER = timedelta(days=180)
"""So long a use is kept for the holder to see, and a link at the least."""
NOWHERE = "-"
"""No paper has this number: it is looked up where there is no link, so that the look-ups are the same."""

SENTENCES: dict[str, tuple[str, str]] = {
    "label_missing": ("请给链接起一个名称，例如“某学校”。", "is needed: give the link a name, for example “school”."),
    "label_long": ("不能超过40个字符。", "has more than 40 characters: shorten it."),
    "unprintable": ("含有不能显示的字符，请删除。", "has characters that cannot be shown: remove them."),
    "ended_already": ("不能早于今天。", "is before today: choose today or a later day."),
    "too_many": (
        f"同一份文书同时最多有{MOST_AT_ONCE}个有效链接。请先停用一个。",
        f"cannot be made: a paper has at most {MOST_AT_ONCE} links at once. Stop one first.",
    ),
}


class LinkRefused(ValueError):
    """The link cannot be made as asked; ``faults`` says everything at once."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(fault.en for fault in faults))
        self.faults = faults


class NoSuchLink(LookupError):
    """There is no such link, or not for this application: the two are never told apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One use: when, what they said of themselves (empty: nothing), what they were shown."""

    at: datetime
    who: str
    saw: Shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link as its holder sees it. ``open``: it answers *current* now; ``stops_on``: the last day, chosen or of the paper."""

    number: str
    label: str
    shows: Shows
    made_at: datetime
    stops_on: date | None
    stopped_at: datetime | None
    open: bool
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the user of a link is shown: the paper's number and what else the holder lets them see. The link's number stands for it in an ask."""

    link: str
    paper: str
    shows: Shows


def new_token() -> str:
    """A token for one form: the same form sent twice makes one link."""
    return secrets.token_urlsafe(32)


def share(
    *, application: str, paper: str, token: str, label: str, shows: Shows, ends_on: date | None, by: Actor, at: datetime
) -> str:
    """Make a link to a paper (共享), until a day or as long as the paper is valid; its secret, which nobody can be told again.

    The same ``token`` again is the same link. Who may share, the caller's room says. Raises ``LinkRefused``.
    """
    label = " ".join(label.split())
    secret = _secret(token)
    faults = list(_faults(label, ends_on, clock.day_of(at)))
    with transaction.atomic():
        _take_turns(paper)
        if SharedLink.objects.filter(key=_key(secret), application=application).exists():
            return secret
        alive = sum(is_open(row, at) for row in SharedLink.objects.filter(paper=paper, stopped_at__isnull=True))
        if alive >= MOST_AT_ONCE:
            faults.append(_fault("label", "too_many"))
        if faults:
            raise LinkRefused(*faults)
        row = SharedLink(
            number=new_number("GX", at),
            key=_key(secret),
            application=application,
            paper=paper,
            shows=shows,
            made_at=at,
            until_on=standing.valid_until(paper),
            ends_on=ends_on,
        )
        row.label = addresses.close(label, row.pk)
        row.save(force_insert=True)
        told = {"link": row.number, "shows": shows.value, "until": ends_on.isoformat() if ends_on else ""}
        audit.record(kind=EventKind.LINK_SHARED, by=by, at=at, basis=application, facts=told)
    return secret


def stop(*, application: str, number: str, by: Actor, at: datetime, on: date | None = None) -> None:
    """Stop a link (停用), at once, or with the end of a day. A link that is stopped stays so. Raises ``NoSuchLink``, ``LinkRefused``."""
    with transaction.atomic():
        row = SharedLink.objects.select_for_update().filter(number=number, application=application).first()
        if row is None:
            raise NoSuchLink(number)
        if on is not None and on < clock.day_of(at):
            raise LinkRefused(_fault("on", "ended_already"))
        if row.stopped_at is not None:
            return
        if on is None:
            row.stopped_at = at
        else:
            row.ends_on = on
        row.save(update_fields=["stopped_at", "ends_on"])
        told = {"link": number, "until": on.isoformat() if on else ""}
        audit.record(kind=EventKind.LINK_STOPPED, by=by, at=at, basis=application, facts=told)


def use(*, secret: str, who: str, by: Actor, at: datetime, file: bool = False) -> Seen | None:
    """What a link shows now (使用共享链接); ``None`` where it is not current, whatever the reason, or never was. On the ledger either way.

    ``who``: what its user says of themselves, kept for the holder where the link is current and for nobody where it is not. ``file``: the paper's
    file is asked for; a link that does not show it answers as without.
    """
    row = SharedLink.objects.filter(key=_key(secret)).first()
    taken_back = standing.withdrawn(row.paper if row else NOWHERE)
    current = row is not None and _within_its_time(row, at) and not taken_back
    facts = {"current": "yes" if current else "no"}
    with transaction.atomic():
        basis = row.number if row is not None and current else "verification"
        audit.record(kind=EventKind.LINK_USED, by=by, at=at, basis=basis, facts=facts)
        if row is None or not current:
            return None
        used = LinkUse(link=row, at=at, saw=_saw(row, file=file))
        used.who = addresses.close(who, used.pk) if (who := tidy(who)) else None
        used.save(force_insert=True)
    return Seen(link=row.number, paper=row.paper, shows=Shows(row.shows))


def _saw(row: SharedLink, *, file: bool) -> Shows:
    if row.shows == Shows.FILE and not file:
        return Shows.STATEMENTS
    return Shows(row.shows)


def tidy(who: str) -> str:
    """What somebody says of themselves, on one line, without what cannot be seen, and no longer than it may be."""
    return "".join(one for one in " ".join(who.split()) if one.isprintable())[:LONGEST_WHO]


def of_application(*, application: str, at: datetime) -> tuple[Link, ...]:
    """The links of an application with their uses, newest first. Whose application it is, the caller's room has asked."""
    rows = SharedLink.objects.filter(application=application).order_by("-made_at").prefetch_related("uses")
    return tuple(_shown(row, at) for row in rows)


def open_links(*, numbers: Iterable[str], at: datetime) -> frozenset[str]:
    """Those of these links that answer *current* as far as the public knows: an act on a paper counts from the published status list on."""
    rows = [row for row in SharedLink.objects.filter(number__in=numbers) if _within_its_time(row, at)]
    gone = standing.publicly_withdrawn({row.paper for row in rows})
    return frozenset(row.number for row in rows if row.paper not in gone)


def is_open(row: SharedLink, at: datetime) -> bool:
    """Whether a link answers *current* now."""
    return _within_its_time(row, at) and not standing.withdrawn(row.paper)


def forget(*, at: datetime) -> int:
    """Remove uses that were long ago, and links that are not current any more and have none left; how many rows."""
    before = at - KEPT_AFTER
    gone, _ = LinkUse.objects.filter(at__lt=before).delete()
    old = SharedLink.objects.filter(made_at__lt=before, uses__isnull=True)
    more, _ = SharedLink.objects.filter(pk__in=[row.pk for row in old if not is_open(row, at)]).delete()
    return gone + more


def _within_its_time(row: SharedLink, at: datetime) -> bool:
    today = clock.day_of(at)
    over = [day for day in (row.until_on, row.ends_on) if day is not None and today > day]
    return not over and (row.stopped_at is None or at < row.stopped_at)


def _shown(row: SharedLink, at: datetime) -> Link:
    days = [day for day in (row.until_on, row.ends_on) if day is not None]
    uses = sorted(row.uses.all(), key=lambda one: one.at, reverse=True)[:MOST_SHOWN]
    return Link(
        number=row.number,
        label=addresses.open_box(bytes(row.label), row.pk),
        shows=Shows(row.shows),
        made_at=row.made_at,
        stops_on=min(days) if days else None,
        stopped_at=row.stopped_at,
        open=is_open(row, at),
        uses=tuple(
            Use(at=one.at, who=addresses.open_box(bytes(one.who), one.pk) if one.who else "", saw=Shows(one.saw))
            for one in uses
        ),
    )


def _faults(label: str, ends_on: date | None, today: date) -> Iterable[Fault]:
    if not label:
        yield _fault("label", "label_missing")
    if len(label) > LONGEST_LABEL:
        yield _fault("label", "label_long")
    if not label.isprintable():
        yield _fault("label", "unprintable")
    if ends_on is not None and ends_on < today:
        yield _fault("ends_on", "ended_already")


def _fault(field: str, code: str) -> Fault:
    return Fault(field, code, *SENTENCES[code])


def _secret(token: str) -> str:
    """The secret that belongs to a form's token: the token alone does not give it away, and we keep neither."""
    key = settings.CONTACT_KEY.encode()
    return _spelt(hmac.new(key, b"qingbai shared link\n" + token.encode(), hashlib.sha256).digest())


def _spelt(digest: bytes) -> str:
    """Bytes as they may stand in an address."""
    alphabet = "23456789abcdefghjkmnpqrstuvwxyz"
    number, found = int.from_bytes(digest, "big"), ""
    while number:
        number, rest = divmod(number, len(alphabet))
        found += alphabet[rest]
    return found


def _key(secret: str) -> bytes:
    return hashlib.sha256(b"qingbai shared link\n" + secret.encode()).digest()


def _take_turns(paper: str) -> None:
    """Whoever makes a link to the same paper waits for the other: else two at once would both be the last that is allowed."""
    turn = hashlib.sha256(b"qingbai shared links\n" + paper.encode()).digest()[:8]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(turn, "big", signed=True)])
