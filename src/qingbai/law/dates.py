"""Days that may be known only in part (日期), and the time of a crime."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DateRange:
    """A day that may be known only in part (不完全确定的日期): it lies between ``earliest`` and ``latest``, both included.

    Raises ValueError where the end lies before the beginning.
    """

    earliest: date
    latest: date

    def __post_init__(self) -> None:
        if self.latest < self.earliest:
            raise ValueError(f"latest {self.latest} lies before earliest {self.earliest}")

    @property
    def exact(self) -> bool:
        """Whether the day is known to the day."""
        return self.earliest == self.latest

    @classmethod
    def on(cls, day: date) -> "DateRange":
        """A day known exactly."""
        return cls(day, day)

    def __str__(self) -> str:
        """As ``parse`` reads it: the day, or the first and the last day with a slash between."""
        return self.earliest.isoformat() if self.exact else f"{self.earliest}/{self.latest}"

    @classmethod
    def parse(cls, text: str) -> "DateRange":
        """From ``2021``, ``2021-06``, ``2021-06-30`` or two of these with a slash between; ValueError for anything else."""
        first, slash, last = text.partition("/")
        return cls(cls._part(first).earliest, cls._part(last).latest) if slash else cls._part(first)

    @classmethod
    def _part(cls, text: str) -> "DateRange":
        found = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", text)
        if found is None:
            raise ValueError(f"{text!r} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        if month is None:
            return cls(date(year, 1, 1), date(year, 12, 31))
        if day is None:
            return cls(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        return cls.on(date(year, month, day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Offence:
    """The time of one crime (犯罪时间): when its first and its last act were done; None where unknown. A single act begins and ends on one day.

    Raises ValueError where it certainly ended before it began.
    """

    began: DateRange | None = None
    ended: DateRange | None = None

    def __post_init__(self) -> None:
        if self.began and self.ended and self.ended.latest < self.began.earliest:
            raise ValueError(f"an offence cannot end ({self.ended}) before it began ({self.began})")

    @classmethod
    def at(cls, day: DateRange) -> "Offence":
        """A single act."""
        return cls(began=day, ended=day)
