"""From lines of text to what the picture shows: the one door of this room (识读)."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from qingbai.matching.mrz import Layout, Zone
from qingbai.matching.printed import cards, zones
from qingbai.matching.printed.lines import Line, Row, Upright, rows, ways_up
from qingbai.matching.printed.noted import Noted
from qingbai.matching.printed.terms import Field, Kind, Name, Read

MOST_LINES = 400
LONGEST_LINE = 400
NOT_SURE = 0.5
"""Lines of which the reader is less sure than this are left."""


def read(lines: Sequence[Line], *, on: date) -> Read:
    """What the picture with these lines shows, whichever way up it was held. ``on``: today."""
    sure = [one for one in lines[:MOST_LINES] if one.confidence >= NOT_SURE and one.text.strip()]
    usable = [Line(one.text[:LONGEST_LINE], one.corners, one.confidence) for one in sure]
    if not usable:
        return Read(kind=Kind.NOTHING)
    places = [at for at, one in enumerate(lines[:MOST_LINES]) if one in sure]
    upright, inverted = ((laid, _read(rows(laid), on)) for laid in ways_up(usable))
    best = inverted if _worth(*inverted) > _worth(*upright) else upright
    return _placed(best[1], places)


def _placed(found: Read, places: Sequence[int]) -> Read:
    """The fields with their places among all lines of the picture, those left out counted."""
    moved = {
        name: Field(
            value=one.value,
            lines=tuple(places[at] for at in one.lines),
            confidence=one.confidence,
            sound=one.sound,
            mended=one.mended,
        )
        for name, one in found.fields.items()
    }
    return Read(kind=found.kind, fields=moved, notes=found.notes)


def _read(laid: Sequence[Row], on: date) -> Read:
    found = zones.find(laid, on=on)
    if found is not None:
        return _of_zone(found)
    return cards.read(laid, on=on) or Read(kind=Kind.OTHER)


def _worth(laid: Sequence[Upright], found: Read) -> int:
    """How much was understood: the way up that gives more is the right one. On every document the name or the office stands above number and dates."""
    understood = sum(3 if one.sound else 1 for one in found.fields.values()) + 2 * (found.kind is not Kind.OTHER)
    top = {line.place: line.top for line in laid}
    tops = [
        min((top[at] for at in found.fields[name].lines), default=0.0) if name in found.fields else None
        for name in _FROM_TOP
    ]
    stand = [one for one in tops if one is not None]
    return understood + sum(2 if above <= below else -2 for above, below in pairwise(stand))


_FROM_TOP = (Name.NAME, Name.SEX, Name.ADDRESS, Name.ISSUER, Name.NUMBER, Name.VALID_UNTIL)


def _of_zone(found: zones.Found) -> Read:
    zone = found.zone
    if not isinstance(zone, Zone):
        faults = sorted({str(one.facts.get("field", one.code)) for one in zone.faults})
        return Read(kind=Kind.PASSPORT, notes=(Noted("zone_unsound", {"fields": ", ".join(faults)}, Name.NUMBER),))
    values = {
        Name.NUMBER: zone.number,
        Name.LATIN_NAME: zone.latin_name,
        Name.NATIONALITY: zone.nationality,
        Name.SEX: zone.sex.value if zone.sex else "",
        Name.BORN_ON: f"{zone.born_on.year}-{zone.born_on.month:02}-{zone.born_on.day:02}"
        if zone.born_on.whole
        else "",
        Name.VALID_UNTIL: zone.expires_on.isoformat() if zone.expires_on else "",
    }
    checked = {Name.NUMBER, Name.BORN_ON, Name.VALID_UNTIL}
    fields = {
        name: Field(
            value=value,
            lines=found.lines,
            confidence=round(found.confidence, 3),
            sound=True if name in checked and not found.mended else None,
            mended=found.mended,
        )
        for name, value in values.items()
        if value
    }
    return Read(kind=Kind.PASSPORT if zone.layout is Layout.TD3 else Kind.CARD_WITH_ZONE, fields=fields)
