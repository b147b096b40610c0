"""The parts of the desk as its navigation lists them (登记台各部分). Another part is another row here and a table of routes in ``routes.TABLES``."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


@dataclass(frozen=True, slots=True)
class DeskPart:
    """One part: the word a page names itself by, what it is called, and the name of the route it begins with."""

    key: str
    name: str | Promise
    route: str


PARTS: tuple[DeskPart, ...] = (
    DeskPart("inbox", gettext_lazy("Inbox"), "desk"),
    DeskPart("register", gettext_lazy("Register"), "desk-search"),
    DeskPart("notices", gettext_lazy("Notices"), "desk-missing"),
    DeskPart("openings", gettext_lazy("Sealed records"), "desk-openings"),
)
