"""How the log of papers becomes public: once a minute, by the same number of leaves, however many papers were issued.

**Two sizes.** The log in the database has a place for a paper as soon as it is issued, and the paper carries the proof. What the public sees
grows on the tick alone: ``settings.LOG_PACE`` leaves a minute, dummies where papers are wanting. More papers than that wait,
already proved, for a later tick. So the public files are a function of time, and tell nothing of how much was issued.

**Who cosigned.** Each public checkpoint is shown to the witnesses of the policy first; those that are away are left out, and nothing waits for them.
"""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import connections

from qingbai.audit import keys, log, nodes
from qingbai.audit.models import Publication, SignedCheckpoint
from qingbai.audit.note import Checkpoint, sign_checkpoint
from qingbai.audit.public import tiles
from qingbai.audit.public.tiles import CHECKPOINT, ENTRIES, NotATile, Tile
from qingbai.clock import CHINA

logger = logging.getLogger(__name__)
PERIOD = timedelta(minutes=1)
SETTLED = timedelta(minutes=5)
"""A tick is kept once the witnesses were asked: by so long after it, it is there or never comes."""
MOST_MADE_UP = 60
"""Ticks that are made up for after a standstill; a machine that slept for a month does not wake to a month of dummies."""
FAR_AHEAD = 10
"""Told to the operator: papers wait for more than so many ticks until their place is public."""
HISTORY = "history/"

_HASHES = (
    "SELECT hash, data FROM audit_node WHERE log = %s AND level = %s AND place >= %s AND place < %s ORDER BY place"
)

Cosigned = Callable[[str], str]
"""Takes a signed note to the witnesses and returns it with the cosignatures that came."""


@dataclass(frozen=True, slots=True)
class Tick:
    """When the log becomes public next, and how far."""

    size: int
    at: datetime


def plan(last: Tick | None, *, size: int, at: datetime, batch: int) -> Tick | None:
    """The tick that is due at ``at``, ``None`` where none is. ``size`` counts for the very first tick only: what was there before.

    From then on the sizes follow from the time alone; ticks that nobody made are made up for, at most ``MOST_MADE_UP`` of them.
    """
    if batch < 1:
        raise ValueError("a pace needs at least one leaf a minute: set QINGBAI_LOG_PACE")
    if last is None:
        return Tick(-(-max(size, 1) // batch) * batch, at.replace(second=0, microsecond=0))
    passed = (at - last.at) // PERIOD
    if passed < 1:
        return None
    return Tick(last.size + batch * min(passed, MOST_MADE_UP), last.at + passed * PERIOD)


def wanted(last: Tick, *, at: datetime, batch: int) -> int:
    """How many leaves the log should have between two ticks: it grows evenly, so that a paper's place tells only when it was issued."""
    passed = max(min((at - last.at) / PERIOD, MOST_MADE_UP), 0.0)
    return last.size + int(batch * passed)


def go_round(name: str, *, at: datetime, cosigned: Cosigned = str) -> Publication | None:
    """Pad the log as far as the time wants it, and publish it where a tick is due; what was published, if anything."""
    batch = settings.LOG_PACE
    last = latest(name)
    before = None if last is None else Tick(last.size, last.at)
    if before is not None:
        log.pad(log=name, upto=wanted(before, at=at, batch=batch))
    due = plan(before, size=log.size(name), at=at, batch=batch)
    if due is None:
        return None
    done = publish(name, due, cosigned=cosigned)
    ahead = log.size(name) - done.size
    if ahead > FAR_AHEAD * batch:
        logger.warning(
            "the log %s is %s leaves ahead of its public pace of %s a minute: set QINGBAI_LOG_PACE above the busiest hour",
            name,
            ahead,
            batch,
        )
    return done


def publish(name: str, due: Tick, *, cosigned: Cosigned = str) -> Publication:
    """Sign the log at the size of a tick, have it cosigned, and make it public. Where somebody else already did, theirs counts."""
    log.pad(log=name, upto=due.size)
    note = cosigned(_signed(name, due))
    Publication.objects.bulk_create([Publication(log=name, size=due.size, note=note, at=due.at)], ignore_conflicts=True)
    return Publication.objects.get(log=name, size=due.size)


def _signed(name: str, due: Tick) -> str:
    key = keys.signing_key(name, "default")
    head = Checkpoint(key.name, due.size, log.root(name, due.size))
    row = SignedCheckpoint(log=name, size=head.size, root=head.root, note=sign_checkpoint(head, key), at=due.at)
    return nodes.keep_checkpoint(row, "default")


def latest(name: str) -> Publication | None:
    """What is public of a log just now."""
    return Publication.objects.filter(log=name).order_by("-size").first()


def as_of(name: str, day: date) -> str:
    """The last checkpoint that was public shortly before a day began in China: the same all day. Empty where there was none."""
    begins = datetime.combine(day, time.min, tzinfo=CHINA) - SETTLED
    found = Publication.objects.filter(log=name, at__lt=begins).order_by("-size").first()
    return found.note if found else ""


def file(name: str, path: str) -> bytes | None:
    """The content of a public file of a log, ``None`` where there is none (yet): the same as in a folder that was written."""
    public = latest(name)
    if public is None:
        return None
    if path == CHECKPOINT:
        return public.note.encode()
    if path.startswith(HISTORY):
        return _history_of(name, path.removeprefix(HISTORY))
    try:
        tile = Tile.parse(path)
    except NotATile:
        return None
    return tile_content(name, tile) if tile.needs <= public.size else None


def tile_content(name: str, tile: Tile) -> bytes:
    """The content of one tile. Raises ``nodes.LogDamaged`` where the database lacks some of it."""
    with connections["default"].cursor() as cursor:
        cursor.execute(_HASHES, [name, tile.node_level, tile.first, tile.first + tile.width])
        rows: list[Any] = cursor.fetchall()
    if len(rows) != tile.width:
        raise nodes.LogDamaged(f"nodes of the log {name!r} are missing for {tile.path}: run `qingbai audit verify`")
    if tile.level == ENTRIES:
        return tiles.bundle([bytes(data or b"") for _, data in rows])
    return b"".join(bytes(value) for value, _ in rows)


def history(name: str, day: date) -> bytes:
    """Every checkpoint that was public on a day in China, one JSON object a line: ``at`` and ``note``."""
    midnight = datetime.combine(day, time(), CHINA)
    rows = Publication.objects.filter(log=name, at__gte=midnight, at__lt=midnight + timedelta(days=1)).order_by("size")
    lines = [json.dumps({"at": row.at.isoformat(), "note": row.note}, ensure_ascii=False) for row in rows]
    return "".join(f"{line}\n" for line in lines).encode()


def _history_of(name: str, text: str) -> bytes | None:
    try:
        day = date.fromisoformat(text)
        return (history(name, day) or None) if text == day.isoformat() else None
    except (ValueError, OverflowError):  # no day, or the last one there is
        return None
