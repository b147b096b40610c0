"""Whether an office is open, as people read it (办公状态): until when, or from when again; what cannot be known is said so."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.queries import OfficeCard, Open
from qingbai.pages.language import in_brackets
from qingbai.pages.templatetags.pages import day, moment


def is_open(office: OfficeCard, at: datetime) -> bool:
    """Whether the office is open."""
    return agencies.opening(office, at=at).state is Open.OPEN


def in_words(office: OfficeCard, at: datetime) -> str:
    """One sentence."""
    found = agencies.opening(office, at=at)
    if found.state is Open.OPEN and found.closes_at is not None:
        return _("Open now, until %(time)s") % {"time": f"{found.closes_at:%H:%M}"}
    if found.unknown_year is not None:
        return _("The holidays of %(year)s are not announced yet: please telephone") % {"year": found.unknown_year}
    if found.opens_at is None:
        return _("No hours are known: please telephone")
    opens = found.opens_at
    if clock.day_of(opens) == clock.day_of(at):
        return _("Closed now, opens today at %(time)s") % {"time": f"{opens:%H:%M}"}
    return _("Closed now, opens on %(day)s (%(weekday)s) at %(time)s") % {
        "day": day(opens),
        "weekday": weekday(opens),
        "time": f"{opens:%H:%M}",
    }


def weekday(value: datetime | date) -> str:
    """The day of the week in China."""
    names = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
    return names[(clock.day_of(value) if isinstance(value, datetime) else value).weekday()]


def when(value: datetime) -> str:
    """An instant with its day of the week."""
    return moment(value) + in_brackets(weekday(value))
