"""Does somebody ask so often that more is required (多次查询)?

An individual who asks three times or more in a year must show a reasonable use (合理用途证明), 查询工作规定 6(2). Regions
count differently: by calendar year or the last 365 days, the third or only the fourth, with another consequence: all of it is data.
"""

from datetime import date, timedelta

from qingbai.law.citations import Citation
from qingbai.law.parameters import FREQUENCY_RULES, FrequencyRule, in_force
from qingbai.law.reasons import Code, because, no, person, yes
from qingbai.law.terms import Finding, FrequencyAction, FrequencyWindow

OFTEN = Citation("inquiry_rules", "6(2)", "INQ-16")
LOCAL = Citation("inquiry_rules", "5(3)", "INQ-33")


def asks_often(earlier: tuple[date, ...], on: date, rule: FrequencyRule | None = None) -> Finding[FrequencyAction]:
    """Whether the inquiry of day ``on``, after ``earlier`` ones of the same person, comes too often; ``value`` is what follows.

    Without ``rule`` the national one holds. Person: an earlier inquiry is dated after ``on``, or no rule was in force.
    """
    national = in_force(FREQUENCY_RULES, on)
    chosen = rule or (national.value if national else None)
    if chosen is None:
        return person([because(Code.NO_RULE_IN_FORCE, OFTEN, on=on)])
    if any(day > on for day in earlier):
        return person([because(Code.INQUIRY_DATED_LATER, OFTEN, on=on)])
    count = 1 + sum(_in_window(day, on, chosen) for day in earlier)
    reached = count >= chosen.n if chosen.inclusive else count > chosen.n
    facts = {"count": count, "n": chosen.n, "window": chosen.window}
    if reached:
        return yes([because(Code.ASKED_OFTEN, OFTEN, **facts, action=chosen.action)], chosen.action)
    return no([because(Code.WITHIN_FREQUENCY, OFTEN, **facts)])


def asks_too_soon(earlier: tuple[date, ...], on: date, days: int) -> Finding[date]:
    """Whether the inquiry of a day comes within so many ``days`` after the latest earlier one (重复申请), where a region says so; ``value`` is
    the first day on which it may come again."""
    latest = max((day for day in earlier if day <= on), default=None)
    if not days or latest is None or latest + timedelta(days=days) <= on:
        return no([because(Code.NOT_TOO_SOON, LOCAL, days=days)])
    again = latest + timedelta(days=days)
    return yes([because(Code.ASKED_AGAIN_TOO_SOON, LOCAL, days=days, latest=latest, again_on=again)], again)


def _in_window(day: date, on: date, rule: FrequencyRule) -> bool:
    if rule.window is FrequencyWindow.CALENDAR:
        return day.year == on.year
    return day > on - timedelta(days=rule.rolling_days)
