"""The only module that asks the time.

Instants are aware and in UTC; the law's days are days in China (Asia/Shanghai), whatever the machine's own zone is.
"""

from datetime import UTC, date, datetime, timedelta, timezone

# China keeps one civil time without summer time since 1992; a fixed offset needs no zone database on the machine.
CHINA = timezone(timedelta(hours=8), "CST")


def now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251


def today() -> date:
    """Today's date in China."""
    return day_of(now())


def day_of(instant: datetime) -> date:
    """The day in China on which an aware instant falls."""
    return instant.astimezone(CHINA).date()
