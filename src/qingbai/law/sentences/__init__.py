"""The sentences of ``law.wording`` (理由表述): one Chinese and one English for each reason code, facts in braces."""

from collections.abc import Mapping

from qingbai.law.reasons import Code
from qingbai.law.sentences import (
    abroad,
    bans,
    catalogue,
    inquiries,
    objections,
    objectors,
    official,
    own_record,
    records,
    registry,
    sealing,
    units,
)

SHARED = {
    Code.DUE_DAY_MOVED: (
        "最后一日{counted}为休息日，顺延至{due_on}。",
        "The last day, {counted}, is not a working day; it moves to {due_on}.",
    ),
    Code.DUE_DAY_MAY_MOVE: (
        "{year}年的放假安排未知，最后一日可能顺延。",
        "The calendar of {year} is not known; the last day may move.",
    ),
    Code.NO_RULE_IN_FORCE: ("{on}尚无可以适用的规定。", "No rule that could apply was in force on {on}."),
    Code.AGE_UNSETTLED: (
        "出生日期{born_on}：已知日期不足以确定犯罪时的年龄。",
        "Born {born_on}: what is known of the dates does not settle the age at the offence.",
    ),
    Code.CALENDAR_YEAR_UNKNOWN: (
        "{year}年的放假安排尚未公布或者未录入，不能推算工作日。",
        "No calendar of days off is known for {year}; working days are never guessed.",
    ),
}
SECTIONS: Mapping[str, Mapping[Code, tuple[str, str]]] = {
    "clean_record": records.CLEAN_RECORD,
    "effect": records.EFFECT,
    "standing": records.STANDING,
    "sealing": sealing.SEALING,
    "sealed": sealing.SEALED,
    "opening": sealing.OPENING,
    "responsibility": records.RESPONSIBILITY,
    "catalogue": catalogue.CATALOGUE,
    "routing": registry.ROUTING,
    "expected": registry.EXPECTED,
    "jurisdiction": inquiries.JURISDICTION,
    "materials": inquiries.MATERIALS,
    "units": units.UNITS,
    "frequency": inquiries.FREQUENCY,
    "admission": inquiries.ADMISSION,
    "coverage": inquiries.COVERAGE,
    "time_limits": inquiries.TIME_LIMITS,
    "complexity": inquiries.COMPLEXITY,
    "honesty": inquiries.HONESTY,
    "disclosure": inquiries.DISCLOSURE,
    "objections": objections.OBJECTIONS,
    "objectors": objectors.OBJECTORS,
    "abroad": abroad.ABROAD,
    "bans": bans.BANS,
    "windows": bans.WINDOWS,
    "prohibitions": bans.PROHIBITIONS,
    "asking": bans.ASKING,
    "vetting": official.VETTING,
    "official": official.OFFICIAL,
    "powers": official.POWERS,
    "own_record": own_record.OWN_RECORD,
    "shared": SHARED,
}
SENTENCES: Mapping[Code, tuple[str, str]] = {
    code: words for section in SECTIONS.values() for code, words in section.items()
}
