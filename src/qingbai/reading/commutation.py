"""Rulings on execution (减刑、假释): what is left of a sentence after earlier reductions and this one.

The ruling restates the judgment, then earlier reductions, then reduces: 减去有期徒刑六个月, or turns life into a term: 减为有期徒刑二十二年.
The sum is checked against the printed dates; where they disagree the value is doubtful, never corrected.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from qingbai.law.terms import PenaltyKind
from qingbai.reading import numerals
from qingbai.reading.drafts import Conviction, Decision, Punishment
from qingbai.reading.found import Found, Sureness
from qingbai.reading.text import Text

LESS = re.compile(
    rf"(?P<proposed>(?:建议|提请|拟)[^。；，]{{0,30}})?减(?:去|少|刑)(?:其)?(?:有期徒刑|刑期)?(?P<by>(?=[\d{numerals.CHINESE}半]){numerals.PERIOD})"
)
INTO = re.compile(rf"减为(?P<kind>有期徒刑|无期徒刑)(?P<to>(?=[\d{numerals.CHINESE}]){numerals.PERIOD})?")
_RIGHTS = re.compile(rf"剥夺政治权利(?:的期限)?(?:改为|减为|变更为)(?P<to>(?=[\d{numerals.CHINESE}]){numerals.PERIOD})")
_PROPOSED = re.compile(r"执行机关|提请机关|经审理查明|本院认为")
UNTIL = re.compile(rf"刑期[^。；，]{{0,12}}?至(?P<to>{numerals.DATE})")
FROM_TO = re.compile(rf"自(?P<from>{numerals.DATE})起?[，]?至(?P<to>{numerals.DATE})")


_PAROLED = re.compile(r"假释")
_PROBATION_REVOKED = re.compile(r"撤[销消][^。；]{0,160}?缓刑")


def _main(decision: Decision) -> Punishment | None:
    if decision.combined is not None:
        return decision.combined
    return decision.convictions[0].punishment if len(decision.convictions) == 1 else None


def _reduced(punishment: Punishment, flat: str, start: int, end: int) -> Punishment:
    """Apply every reduction that stands in ``flat[start:end]``."""
    for match in sorted(
        [*LESS.finditer(flat, start, end), *INTO.finditer(flat, start, end)], key=lambda found: found.start()
    ):
        if "kind" in match.re.groupindex:
            to = numerals.period(match["to"]) if match["to"] else None
            kind = PenaltyKind.FIXED_TERM if match["kind"] == "有期徒刑" else PenaltyKind.LIFE
            punishment = replace(punishment, kind=Found(kind, match.start(), match.end()), period=to)
        elif not match["proposed"] and punishment.period:
            by = numerals.period(match["by"])
            if by:
                punishment = replace(punishment, period=_minus(punishment.period, by))
                if punishment.kind:
                    punishment.kind = replace(punishment.kind, start=match.start(), end=match.end())
    rights = list(_RIGHTS.finditer(flat, start, end))
    if rights:
        years = numerals.period(rights[-1]["to"])
        if years:
            punishment = replace(punishment, rights=Found(years.months, rights[-1].start(), rights[-1].end()))
    return punishment


def _minus(period: numerals.Period, by: numerals.Period) -> numerals.Period | None:
    months, days = period.months - by.months, period.days - by.days
    if days < 0:
        months, days = months - 1, days + 30
    return numerals.Period(months, days) if months >= 0 else None


def _agrees(first: date | None, last: date | None, period: numerals.Period | None) -> bool:
    """Whether the printed dates span the period, but for a month at most (detention that was credited)."""
    if first is None or last is None or period is None:
        return False
    year, month = divmod(first.month - 1 + period.months, 12)
    computed = date(first.year + year, month + 1, min(first.day, 28)) + timedelta(days=period.days)
    return abs((computed - last).days) <= 31


def _term(
    text: Text, standing: Decision, intro: int, start: int, end: int
) -> Found[tuple[date | None, date | None]] | None:
    both = FROM_TO.search(text.flat, start, end)
    if both:
        return Found((numerals.day(both["from"]), numerals.day(both["to"])), both.start(), both.end())
    until = UNTIL.search(text.flat, start, end)
    if until:
        before = FROM_TO.search(text.flat, intro, start)
        first = numerals.day(before["from"]) if before else standing.term.value[0] if standing.term else None
        return Found((first, numerals.day(until["to"])), until.start(), until.end(), Sureness.LIKELY)
    return standing.term


def commuted(text: Text, standing: Decision, before: Decision, intro: int, start: int, end: int) -> Decision:
    """What is left of ``standing``, restated as ``before``, after the earlier reductions told from ``intro`` and the operative part ``flat[start:end]``."""
    punishment = _main(standing)
    if punishment is None:
        return standing
    proposal = _PROPOSED.search(text.flat, intro, start)
    if _PAROLED.search(text.flat, start, end):
        return replace(
            standing, term=before.term
        )  # released on trial, or called back: the sentence itself stays, and its printed term
    earlier = _reduced(replace(punishment), text.flat, intro, proposal.start() if proposal else intro)
    left = _reduced(earlier, text.flat, start, end)
    term = _term(text, standing, intro, start, end)
    if left.probation is not None and _PROBATION_REVOKED.search(text.flat, start, end):
        left = replace(left, probation=None)
    if left.kind is not None and left is not punishment:
        sure = Sureness.LIKELY if term and _agrees(*term.value, left.period) else Sureness.DOUBTFUL
        left.kind = replace(left.kind, sure=sure)
    if standing.combined is not None:
        return replace(standing, combined=left, term=term)
    return replace(standing, convictions=[Conviction(standing.convictions[0].charge, left)], term=term)
