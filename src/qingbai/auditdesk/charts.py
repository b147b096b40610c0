"""Charts as SVG of our own (统计图): bars and ranges, with a title and a description that a screen reader says, and a table beside them that says it all.

No script and no style: shades differ in lightness, so that a grey print reads as well; every value stands in figures at its bar. Pure.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH = 400
ROW = 46
BAR = 16
INK = "#16201d"
QUIET = "#4d5a55"
SHADES = ("#0f5c4d", "#9cc7ba", "#4a8f7f", "#dcebe6", "#2b7363")
"""From one bar's part to the next, dark and light in turn."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its parts (each a number), and what stands at its end."""

    label: str
    parts: tuple[int, ...]
    end: str


@dataclass(frozen=True, slots=True)
class Range:
    """One range of times: label, median, 90th and 99th percentile, each None where it is not told; what stands at its end."""

    label: str
    median: int | None
    ninety: int | None
    ninety_nine: int | None
    end: str


def bars(*, key: str, title: str, description: str, rows: Sequence[Bar], legend: Sequence[str] = ()) -> SafeString:
    """Horizontal bars, each with its label above and its number at the end; ``key`` makes the ids of the page's charts differ."""
    most = max((sum(row.parts) for row in rows), default=0) or 1
    body = format_html_join("\n", "{}", ((_bar(row, place, most, len(legend)),) for place, row in enumerate(rows)))
    return _chart(key, title, description, body, len(rows), legend)


def _bar(row: Bar, place: int, most: int, kinds: int) -> SafeString:
    top, left = place * ROW, 0.0
    drawn = []
    for part, value in enumerate(row.parts):
        width = value / most * WIDTH
        if value:
            drawn.append((_n(left), top + 22, _n(width), BAR, SHADES[part % len(SHADES) if kinds else 0], INK))
        left += width
    rects = format_html_join(
        "", '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}" stroke-width="0.5"/>', drawn
    )
    return format_html("{}{}", _labels(row.label, row.end, top), rects)


def ranges(*, key: str, title: str, description: str, rows: Sequence[Range], legend: Sequence[str]) -> SafeString:
    """For each row a line from nought to the 99th percentile, with a disc at the median and a square at the 90th."""
    most = (
        max(
            (value for row in rows for value in (row.median, row.ninety, row.ninety_nine) if value is not None),
            default=0,
        )
        or 1
    )
    body = format_html_join("\n", "{}", ((_range(row, place, most),) for place, row in enumerate(rows)))
    return _chart(key, title, description, body, len(rows), legend, marks=True)


def _range(row: Range, place: int, most: int) -> SafeString:
    top, told = place * ROW, [one for one in (row.median, row.ninety, row.ninety_nine) if one is not None]
    reach = _x(max(told, default=0), most)
    line = format_html(
        '<line x1="8" y1="{0}" x2="{1}" y2="{0}" stroke="{2}" stroke-width="2"/>', top + 30, _n(reach), QUIET
    )
    marks = format_html_join("", "{}", ((one,) for one in _marks(row, top + 30, most)))
    return format_html("{}{}{}", _labels(row.label, row.end, top), line, marks)


def _marks(row: Range, y: int, most: int) -> Iterator[SafeString]:
    values = (row.median, row.ninety, row.ninety_nine)
    for kind, value in enumerate(values):
        if value is not None:
            yield _mark(kind, _x(value, most), y)


def _mark(kind: int, x: float, y: int) -> SafeString:
    if kind == 0:
        return format_html('<circle cx="{}" cy="{}" r="6" fill="{}"/>', _n(x), y, SHADES[0])
    if kind == 1:
        return format_html(
            '<rect x="{}" y="{}" width="11" height="11" fill="{}" stroke="{}"/>',
            _n(x - 5.5),
            _n(y - 5.5),
            SHADES[1],
            INK,
        )
    return format_html(
        '<line x1="{0}" y1="{1}" x2="{0}" y2="{2}" stroke="{3}" stroke-width="3"/>', _n(x), y - 8, y + 8, INK
    )


def _x(value: int, most: int) -> float:
    return 8 + value / most * (WIDTH - 16)


def _labels(label: str, end: str, top: int) -> SafeString:
    return format_html(
        '<text x="0" y="{0}" fill="{3}">{1}</text><text x="{4}" y="{0}" text-anchor="end" fill="{3}">{2}</text>',
        top + 16, label, end, INK, WIDTH,
    )  # fmt: skip


def _chart(
    key: str, title: str, description: str, body: SafeString, rows: int, legend: Sequence[str], *, marks: bool = False
) -> SafeString:
    height = rows * ROW + 8 + 24 * len(legend)
    named = format_html_join(
        "", "{}", ((_legend(place, name, rows * ROW + 8, marks=marks),) for place, name in enumerate(legend))
    )
    return format_html(
        '<svg class="chart" role="img" viewBox="0 0 {w} {h}" aria-labelledby="{k}-title {k}-desc" font-size="14" focusable="false">'
        '<title id="{k}-title">{t}</title><desc id="{k}-desc">{d}</desc>{body}{named}</svg>',
        w=WIDTH, h=height, k=key, t=title, d=description, body=body, named=named,
    )  # fmt: skip


def _legend(place: int, name: str, below: int, *, marks: bool) -> SafeString:
    y = below + 24 * place + 12
    shade = SHADES[place % len(SHADES)]
    sign = (
        _mark(place, 8, y)
        if marks
        else format_html('<rect x="1" y="{}" width="14" height="14" fill="{}" stroke="{}"/>', y - 7, shade, INK)
    )
    return format_html('{}<text x="24" y="{}" fill="{}">{}</text>', sign, y + 5, INK, name)


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
