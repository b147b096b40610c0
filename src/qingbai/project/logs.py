"""What the program writes to standard error: where something failed and how, never about whom.

Messages of exceptions quote what people typed (a database names the value that clashes), and addresses of pages carry
codes and numbers. So a log line has the kind of the exception with the places it passed, and the pattern of the address.
"""

import logging
import traceback
from types import TracebackType
from typing import Any

UNKNOWN_HOST = "400: a request for a host that QINGBAI_HOSTS does not name"
Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutPersons(logging.Formatter):
    """A formatter that leaves out what could name a person."""

    def format(self, record: logging.LogRecord) -> str:
        if (
            record.name == "django.security.DisallowedHost"
        ):  # scanners send these by the thousand: one line, without the places
            bare = logging.makeLogRecord(record.__dict__)
            bare.msg, bare.args, bare.exc_info, bare.exc_text = UNKNOWN_HOST, (), None, None
            return super().format(bare)
        request: Any = getattr(record, "request", None)
        if request is None or not hasattr(request, "resolver_match"):
            return super().format(record)
        bare = logging.makeLogRecord(record.__dict__)
        status = getattr(record, "status_code", "")
        bare.msg, bare.args = "%s %s at %s", (request.method, status, _pattern(request))
        return super().format(bare)

    def formatException(self, ei: Raised) -> str:  # noqa: N802 -- the standard library's name
        lines = []
        error = ei[1]
        while error is not None:
            places = traceback.extract_tb(error.__traceback__)
            lines += [f"  {place.filename}:{place.lineno} in {place.name}" for place in places]
            why = (
                f": {error.strerror}" if isinstance(error, OSError) and error.strerror else ""
            )  # the system's own words
            lines.append(f"  {type(error).__module__}.{type(error).__qualname__}{why}")
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


def _pattern(request: Any) -> str:
    """The address as the table of addresses writes it, with names in place of values."""
    return f"/{request.resolver_match.route}" if request.resolver_match else "an unknown address"


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "qingbai.project.logs.WithoutPersons",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Django's own handlers would print the full message, or mail it.
    "loggers": {"django": {"handlers": [], "level": "WARNING"}, "django.server": {"handlers": [], "propagate": True}},
}
