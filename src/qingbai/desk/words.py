"""Statuses, acts, fields and values as the desk reads them, in the reader's language."""

from django.utils.translation import gettext as _

from qingbai.inbox.acts import Act, Status
from qingbai.inbox.second_look import Ground


def status(value: Status) -> str:
    """Where a draft stands."""
    return {
        Status.WAITING: _("Waiting"),
        Status.CLAIMED: _("Being checked"),
        Status.CONFIRMED: _("Confirmed"),
        Status.SECONDED: _("Confirmed twice"),
        Status.ENTERED: _("Entered"),
        Status.RETURNED: _("Returned"),
        Status.DISCARDED: _("Not entered"),
    }[value]


def tag(value: Status) -> str:
    """How the status is marked."""
    if value in {Status.WAITING, Status.CONFIRMED}:
        return "waits"
    return "" if value is Status.ENTERED else "plain"


def done(value: Act) -> str:
    """An act in the history."""
    return {
        Act.RECEIVE: _("Came in"),
        Act.CLAIM: _("Taken up"),
        Act.RELEASE: _("Put back"),
        Act.CORRECT: _("Changed"),
        Act.CHECK: _("Checked"),
        Act.CONFIRM: _("Confirmed"),
        Act.SECOND: _("Agreed as second pair of eyes"),
        Act.OBJECT: _("Objected as second pair of eyes"),
        Act.REFUSE: _("Could not be entered"),
        Act.ENTER: _("Entered into the register"),
        Act.RETURN: _("Returned to the sender"),
        Act.DISCARD: _("Laid aside"),
    }[value]


def ground(value: Ground) -> str:
    """Why a second registrar must look."""
    return {
        Ground.SEALING: _("A person decides on what the sealing of a record depends"),
        Ground.UNSEALING: _("A person decides that a record is not sealed"),
        Ground.IDENTITY: _("Who somebody is was changed"),
        Ground.EARLIER_RECORD: _("The document bears on a record entered before"),
        Ground.UNSURE: _("A value that was not read surely was changed"),
        Ground.VERDICT: _("A value that was read surely was changed"),
    }[value]
