"""Which time does the certificate cover (查询时间范围)?

The national rules leave it open: what names no period covers everything entered. Some regions cover the time since birth for those
with a local household, and for others only the time that ties them to the place: the residence permits (居住证, several cities added
up), the household that they left, their studies; or no more than the document shown is valid for.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from qingbai.law.citations import Citation
from qingbai.law.local import AskingPlace, CoverageRule, PeriodDefault
from qingbai.law.reasons import Code, because, no, person, yes
from qingbai.law.terms import Finding, Reason

LOCAL = Citation("inquiry_rules", "5(3)", "INQ-33")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A time, first and last day included; ``to_on`` None while it lasts, ``from_on`` None from the beginning."""

    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """What ties somebody to the place where he or she asks (与受理地的联系): which place it is, and the times of that tie.

    ``times``: of the permits, the former household or the studies; empty where they are not known. ``document``: the validity of the
    document shown, where it is known.
    """

    at: AskingPlace
    born_on: date
    times: tuple[Span, ...] = ()
    document: Span | None = None


def covered_time(asked: Span, ties: Ties, rule: CoverageRule, on: date) -> Finding[Span]:
    """The time that a certificate asked for on a day covers: what was asked, or the region's default, within the region's limits.

    Both ends None: everything entered. No: nothing of what was asked is left. Person: the time of the tie is not known, or has gaps.
    """
    limit = _limit(ties, rule, on)
    if limit is None:
        code = Code.TIE_HAS_GAPS if ties.times else Code.TIME_OF_TIE_UNKNOWN
        return person([because(code, LOCAL, asking_place=ties.at)])
    if rule.limited_by_document and ties.document is None:
        return person([because(Code.VALIDITY_OF_DOCUMENT_UNKNOWN, LOCAL)])
    span, reasons = _wanted(asked, ties, rule, on, limit)
    for bound, reason in _bounds(ties, rule, limit):
        narrowed = _within(span, bound)
        if narrowed != span:
            reasons.append(reason)
        span = narrowed
    if span.from_on and span.to_on and span.from_on > span.to_on:
        return no([*reasons, because(Code.NOTHING_LEFT_TO_COVER, LOCAL)])
    return yes(reasons, span)


def _wanted(asked: Span, ties: Ties, rule: CoverageRule, on: date, limit: Span) -> tuple[Span, list[Reason]]:
    if asked != Span():
        return asked, [because(Code.TIME_ASKED_FOR, LOCAL)]
    default = {
        PeriodDefault.EVERYTHING: Span(),
        PeriodDefault.SINCE_BIRTH: Span(from_on=ties.born_on, to_on=on),
        PeriodDefault.RESIDENCE: limit,
    }[rule.default]
    code = Code.EVERYTHING_COVERED if default == Span() else Code.DEFAULT_TIME
    return default, [because(code, LOCAL)]


def _limit(ties: Ties, rule: CoverageRule, on: date) -> Span | None:
    """The time of the tie as one span; None where it cannot be told. Without a limit: everything."""
    if not rule.limited_to_tie and rule.default is not PeriodDefault.RESIDENCE:
        return Span()
    if ties.at is AskingPlace.HOUSEHOLD:
        return Span(from_on=ties.born_on, to_on=on)
    return _joined(ties.times, on)


def _joined(times: tuple[Span, ...], on: date) -> Span | None:
    """Several times as one, where each begins no later than the day after the one before it (累计)."""
    known = sorted((span.from_on or date.min, min(span.to_on or on, on)) for span in times)
    if not known:
        return None
    first, last = known[0]
    for begins, ends in known[1:]:
        if begins > last + timedelta(days=1):
            return None
        last = max(last, ends)
    return Span(from_on=first, to_on=last)


def _bounds(ties: Ties, rule: CoverageRule, limit: Span) -> list[tuple[Span, Reason]]:
    found = []
    if rule.limited_to_tie:
        found.append((limit, because(Code.LIMITED_TO_TIE, LOCAL, asking_place=ties.at)))
    if rule.limited_by_document and ties.document:
        found.append((ties.document, because(Code.LIMITED_BY_DOCUMENT, LOCAL)))
    return found


def _within(span: Span, bound: Span) -> Span:
    begins = max((day for day in (span.from_on, bound.from_on) if day), default=None)
    ends = min((day for day in (span.to_on, bound.to_on) if day), default=None)
    return Span(from_on=begins, to_on=ends)
