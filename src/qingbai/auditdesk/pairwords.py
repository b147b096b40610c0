"""What acts of two are called (两人办理): the kinds of cases, acts that go by another name there, and why one stands out."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from qingbai.agencies.foureyes import Room
from qingbai.auditdesk import stepwords, words
from qingbai.auditdesk.stepwords import ROOMS
from qingbai.oversight.handinhand import Seen

_OWN: Mapping[tuple[Room, str], Promise] = {
    (Room.REFUND, "ask_refund"): gettext_lazy("Refund asked for"),
    (Room.REFUND, "hand_back"): gettext_lazy("Cash handed back"),
    (Room.OPENING, "examine"): gettext_lazy("Examined"),
    (Room.OPENING, "permit"): gettext_lazy("Permitted"),
    (Room.OPENING, "refuse"): gettext_lazy("Not permitted"),
    (Room.UNSEALING, "propose"): gettext_lazy("Proposed"),
    (Room.UNSEALING, "agree"): gettext_lazy("Agreed to"),
    (Room.UNSEALING, "refuse"): gettext_lazy("Not agreed to"),
    (Room.DRAFT, "confirm"): gettext_lazy("Confirmed"),
    (Room.DRAFT, "second"): gettext_lazy("Second registrar agreed"),
    (Room.DRAFT, "object"): gettext_lazy("Second registrar objected"),
    (Room.EMERGENCY, "look"): gettext_lazy("Looked"),
    (Room.EMERGENCY, "close"): gettext_lazy("Reviewed: nothing wrong"),
    (Room.EMERGENCY, "pass_on"): gettext_lazy("Reviewed: passed on"),
}


__all__ = ["ROOMS", "act", "between", "cells", "heading", "why"]


def act(room: Room, name: str) -> str:
    """An act by its name."""
    own = _OWN.get((room, name))
    return str(own) if own is not None else stepwords.step(name)


def between(seconds: int) -> str:
    """The time between two acts, in the largest unit that says it."""
    if seconds < 120:
        return ngettext("%(n)s second", "%(n)s seconds", seconds) % {"n": seconds}
    minutes = seconds // 60
    if minutes < 120:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    hours = minutes // 60
    if hours < 48:
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    days = hours // 24
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


def why(one: Seen) -> list[str]:
    """Why an act stands out; nothing where it does not."""
    said = []
    if one.alone:
        said.append(_("not two persons"))
    if one.quick:
        said.append(_("within seconds"))
    if one.same_two:
        said.append(_("always the same two"))
    return said


def heading() -> tuple[str, ...]:
    """The columns of the file."""
    return (
        _("Kind of case"),
        _("Number"),
        _("Office"),
        _("First act"),
        _("Who"),
        _("When"),
        _("Second act"),
        _("Who"),
        _("When"),
        _("Seconds between"),
        _("Two were needed"),
        _("Stands out"),
    )


def cells(one: Seen) -> tuple[object, ...]:
    """One act of two as a line of the file."""
    pair = one.pair
    return (
        str(ROOMS[pair.room]),
        pair.number,
        words.place(pair.office),
        act(pair.room, pair.proposed),
        words.who(pair.first),
        pair.first_at.isoformat(timespec="seconds"),
        act(pair.room, pair.act),
        words.who(pair.second),
        pair.second_at.isoformat(timespec="seconds"),
        pair.seconds,
        _("yes") if pair.needed else _("no"),
        "; ".join(why(one)),
    )
