"""What speaks against a document before it is entered (问题与提示): faults for which it would be refused, and hints that a registrar weighs.

A fault is what ``notices`` says of the notice as it stands now. A hint changes nothing and keeps nothing from being entered: the charge is
not on the list of its time, a case number and its court do not fit, an offence lies before the age of twelve.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from qingbai import clock
from qingbai.inbox.casework import Case
from qingbai.inbox.sheet import STATED, Sheet
from qingbai.incoming import Fault
from qingbai.law import charges
from qingbai.law.dates import DateRange
from qingbai.law.terms import SubjectKind
from qingbai.notices import checks, crosscheck
from qingbai.notices.faults import NoticeRefused
from qingbai.reading import Defendant

CASE_NUMBER = re.compile(
    r"（(?P<year>\d{4})）(?P<court>最高法|[\u4e00-\u9fff]\d{0,4})(?P<type>[\u4e00-\u9fff]+)(?P<serial>\d+)(?:之[一二三四五六七八九十]+)?号"
)
"""A case number as it has been formed since 2016 (案号规定 2; CASE-01)."""
NUMBERS_SINCE = 2016
CRIMINAL = ("刑初", "刑终", "刑再", "刑核", "刑更", "刑监", "刑申", "刑抗", "刑止", "刑他")
YOUNGEST = 12
"""Nobody younger can be convicted (刑法 17; REG-23)."""

HINTS = {
    "charge_unknown": (
        "罪名表中没有此罪名，请与文书核对。",
        "is not on the list of charges. Compare it with the document.",
    ),
    "charge_not_then": (
        "裁判时没有此罪名（{names}），请与文书核对。",
        "could not be charged when the court decided; then: {names}. Compare it with the document.",
    ),
    "number_form": (
        "不符合2016年以来的案号格式，请与文书核对。",
        "has not the form of case numbers since 2016. Compare it with the document.",
    ),
    "number_type": (
        "案件类型不是刑事案件（{type}），请核对。",
        "is of a type ({type}) that is not criminal. Check it.",
    ),
    "number_year": (
        "案号年份晚于裁判日期，请核对。",
        "is of a later year than the judgment. Check both.",
    ),
    "court_code": (
        "发送单位代码与案号中的法院代码（{code}）不一致，请核对。",
        "is not the court's code in the case number ({code}). Check both.",
    ),
    "under_twelve": (
        "犯罪时不满十二周岁，依法不负刑事责任，请核对出生日期和犯罪时间。",
        "lies before the age of twelve, when nobody can be convicted. Check birth and offence.",
    ),
}


def hint(path: str, code: str, /, **facts: str) -> Fault:
    """The hint of this code at this field."""
    zh, en = HINTS[code]
    return Fault(path, code, zh.format_map(facts), en.format_map(facts))


def faults(case: Case, at: datetime) -> tuple[Fault, ...]:
    """Everything for which the notice would be refused as it stands, by the path of the field on the page."""
    found: tuple[Fault, ...]
    try:
        notice = case.sheet.notice(message_id=f"desk-{case.id}", confirmed_by=case.holder or "registrar")
    except NoticeRefused as refused:
        found = refused.faults
    else:
        found = (*checks.faults(notice, on=clock.day_of(at)), *crosscheck.faults(notice, case.sheet.entered))
    return tuple(Fault(path_of(one.field), one.code, one.zh, one.en) for one in dict.fromkeys(found))


def path_of(field: str) -> str:
    """The field of the page that a fault of the notice speaks about: ``defendants[0].born_on`` is ``defendants.0.born_on``."""
    path = re.sub(r"\[(\d+)\]", r".\1", field)
    if path == "sender.name":
        return "court"
    if path in ("case_number", "text", "notice", "defendants"):
        return path
    if re.fullmatch(r"defendants\.\d+(\.(name|sex|born_on))?", path):
        return path
    if re.fullmatch(r"defendants\.\d+\.charges(\.\d+)?", path):
        return re.sub(r"\.charges(\.(\d+))?$", lambda found: f".sentences.{found[2] or 0}.charge", path)
    return STATED + path


def hints(sheet: Sheet) -> tuple[Fault, ...]:
    """Every hint, in the order of the page."""
    return (
        *_case_number(sheet),
        *(found for place, one in enumerate(sheet.reading.defendants) for found in _one(sheet, place, one)),
    )


def _case_number(sheet: Sheet) -> Iterator[Fault]:
    number, day = sheet.reading.case_number, sheet.reading.pronounced_on
    if not number:
        return
    form = CASE_NUMBER.fullmatch(number)
    if form is None:
        if day is None or day.year >= NUMBERS_SINCE:
            yield hint("case_number", "number_form")
        return
    if not form["type"].endswith(CRIMINAL):
        yield hint("case_number", "number_type", type=form["type"])
    if day is not None and int(form["year"]) > day.year:
        yield hint("case_number", "number_year")
    code = sheet.by_path[f"{STATED}sender.code"].value
    if code and code != form["court"]:
        yield hint(f"{STATED}sender.code", "court_code", code=form["court"])


def _one(sheet: Sheet, place: int, one: Defendant) -> Iterator[Fault]:
    day = sheet.reading.pronounced_on
    for number, sentence in enumerate(one.sentences):
        path = f"defendants.{place}.sentences.{number}.charge"
        if not sentence.charge:
            continue
        if not charges.known(sentence.charge):
            yield hint(path, "charge_unknown")
        elif day is not None and not charges.candidates(sentence.charge, day):
            later = "、".join(charge.name for charge in charges.candidates(sentence.charge))
            yield hint(path, "charge_not_then", names=later)
    if one.kind is SubjectKind.PERSON:
        yield from _ages(sheet, place, one)


def _ages(sheet: Sheet, place: int, one: Defendant) -> Iterator[Fault]:
    """Offences that were over before the twelfth birthday can have been reached."""
    born = checks.partial_date(one.born_on or "")
    if born is None:
        return
    for path, field in sheet.by_path.items():
        if re.fullmatch(rf"stated\.defendants\.{place}\.offences\.\d+\.ended", path) and field.value:
            ended = DateRange.parse(field.value)
            if ended.latest.year - born.earliest.year < YOUNGEST:
                yield hint(path, "under_twelve")
