"""The demonstration's messages: what would have gone out, as it was written; outside a demonstration the page does not exist."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qingbai.notifications import queries
from qingbai.notifications.contacts import Channel
from qingbai.notifications.models import State
from qingbai.pages.language import colon


@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    """The latest messages, newest first."""
    channels = {Channel.EMAIL: _("e-mail"), Channel.SMS: _("text message")}
    states = {
        State.WAITING: _("waiting"),
        State.SENT: _("sent"),
        State.NO_CHANNEL: _("not sent: no channel"),
        State.BAD_ADDRESS: _("not sent: no such address"),
        State.TOO_LATE: _("not sent: too late"),
        State.GIVEN_UP: _("given up"),
    }
    shown = [
        {
            "text": one.text.short,
            "at": one.at,
            "ways": [channels[channel] + colon() + states[state] for channel, state, _at in one.ways],
        }
        for one in queries.latest()
    ]
    return render(request, "portal/messages.html", {"messages_out": shown})
