"""Numbers of papers (文书编号): in each series and year 1, 2, 3 … without a gap and without a double.

A *series* is everything of a number but its serial: pattern of the region, mark of the organ, year. Certificates and notices of refusal share one, so that a
number does not tell which of the two it stands on; every kind of letter has a series of its own. A year is China's.

The last serial of a series stands in one row, which is locked from ``take`` to the end of the act's transaction: an act that fails gives its number
back, and nobody has taken a later one meanwhile. So whoever issues in the same series waits: take the number late and commit soon.

**The order of locks**, of every act that issues papers, and the only place where it is written down::

    row of the case  →  number of the series (several: by their names)  →  turn on the log of papers  →  turn on the ledger

Held to by all, none can wait in a circle. An act that has the log before its last paper is numbered - it withdraws one and issues another, or issues papers
of several series - calls ``hold`` before it does anything.

Numbers were random once. A series that has such numbers begins at 1 all the same and passes over those that are used.
"""

import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from qingbai.agencies import queries as agencies
from qingbai.certificates.letters import LetterKind
from qingbai.certificates.models import Paper
from qingbai.certificates.paper.letter_wording import SERIES
from qingbai.law.terms import AnswerPaper

LETTER_PATTERN = "{province}公（{mark}）{series}（{year}）第{serial:07}号"

# One statement whether the row is there or not, so that nobody's act takes another way. A series begins where the table has no row of it yet.
_TAKE = """
INSERT INTO certificates_numberseries AS series (name, year, last, passes_over)
SELECT %(name)s::text, %(year)s::smallint, %(count)s::bigint,
       NOT EXISTS (SELECT FROM certificates_numberseries WHERE name = %(name)s::text)
       AND EXISTS (SELECT FROM certificates_paper WHERE number LIKE %(like)s::text)
ON CONFLICT (name) DO UPDATE SET last = series.last + EXCLUDED.last
RETURNING last, passes_over
"""


class NotIssued(RuntimeError):
    """Nothing was issued, and nothing kept; the message says why and what to do."""


class NumbersUsedUp(NotIssued):
    """A series has no number left this year that its pattern can show; nothing is issued until the pattern has more digits."""

    def __init__(self, series: "Series") -> None:
        super().__init__(
            f"编号序列“{series.name}”本年度{series.width}位编号已用尽，未出具任何文书；请在地区文件的 number_pattern 中增加位数。"
            f" The series {series.name!r} has used up its {series.width} digits for this year, and nothing was issued:"
            " give {serial} more digits in the region's number_pattern."
        )


@dataclass(frozen=True, slots=True)
class Series:
    """One series of one year (编号序列): what stands before and after the serial, and on how many digits it is shown (0: as many as it has)."""

    before: str
    after: str
    width: int
    year: int

    @property
    def name(self) -> str:
        """What tells it from other series."""
        return f"{self.before}*{self.after}"

    def number(self, serial: int) -> str:
        """The number with this serial. Raises ``NumbersUsedUp``."""
        digits = str(serial)
        if self.width and len(digits) > self.width:
            raise NumbersUsedUp(self)
        return f"{self.before}{digits.zfill(self.width)}{self.after}"


def series(*, kind: AnswerPaper | LetterKind, office: str, on: date) -> Series:
    """The series of a kind of paper at an office, for a paper of this day in China."""
    card = agencies.office(office)
    certificate = agencies.region(card.division).certificate
    fields = {"province": certificate.province, "mark": card.organ.mark, "year": on.year}
    if isinstance(kind, LetterKind):
        return _series(LETTER_PATTERN, {**fields, "series": SERIES[kind]}, on.year)
    return _series(certificate.number_pattern, fields, on.year)


def take(wanted: Series, *, count: int = 1) -> tuple[str, ...]:
    """The next numbers of a series, ``count`` of them, inside the act's transaction, which holds the series until it ends.

    Raises ``NumbersUsedUp``, and ``RuntimeError`` outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(
            "a number is taken in the transaction of the act that uses it, or a failed act would leave a gap"
        )
    found: list[str] = []
    while len(found) < count:
        found += _next(wanted, count - len(found))
    return tuple(found)


def hold(*, offices: Iterable[str], on: date) -> None:
    """Hold every series of these offices until the transaction ends: before an act that takes the turn on the log first and numbers afterwards."""
    kinds: tuple[AnswerPaper | LetterKind, ...] = (*AnswerPaper, *LetterKind)
    every = {series(kind=kind, office=office, on=on) for office in offices for kind in kinds}
    for one in sorted(every, key=lambda each: each.name):
        _last(one, 0)


def gaps() -> list[tuple[str, int, int]]:
    """Series in which a number up to the last has no paper: name, the last serial, how many are missing. None, unless somebody reached around us."""
    wrong = []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT name, last FROM certificates_numberseries ORDER BY name")
        for name, last in cursor.fetchall():
            before, after = name.split("*")
            numbers = Paper.objects.filter(number__startswith=before, number__endswith=after)
            serials = {
                number[len(before) : len(number) - len(after)] for number in numbers.values_list("number", flat=True)
            }
            missing = last - sum(serial.isdigit() and 1 <= int(serial) <= last for serial in serials)
            if missing:
                wrong.append((name, last, missing))
    return wrong


def _next(wanted: Series, count: int) -> Sequence[str]:
    last, passes_over = _last(wanted, count)
    numbers = [wanted.number(serial) for serial in range(last - count + 1, last + 1)]
    if not passes_over:
        return numbers
    used = set(Paper.objects.filter(number__in=numbers).values_list("number", flat=True))
    return [number for number in numbers if number not in used]


def _last(wanted: Series, count: int) -> tuple[int, bool]:
    like = "%".join(
        part.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") for part in (wanted.before, wanted.after)
    )
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, {"name": wanted.name, "year": wanted.year, "count": count, "like": like})
        last, passes_over = cursor.fetchone()
    return last, passes_over


def _series(pattern: str, fields: dict[str, object], year: int) -> Series:
    """A pattern with everything filled in but the serial (``agencies.regions`` has made sure that there is one, shown in plain digits)."""
    text, width = ["", ""], 0
    side = 0
    for literal, field, spec, _ in string.Formatter().parse(pattern):
        text[side] += literal
        if field == "serial":
            side, width = 1, int(spec or 0)
        elif field is not None:
            text[side] += format(fields[field], spec or "")
    return Series(text[0], text[1], width, year)
