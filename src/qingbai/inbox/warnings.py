"""What speaks against a document before it is entered (问题与提示): faults for which it would be refused, and hints that a registrar weighs.

A fault is what ``notices`` says of the notice as it stands now. A hint changes nothing and keeps nothing from being entered: the charge is
not on the list of its time, a case number and its court do not fit, a punishment is not in the catalogue of penalties (law.md 7.1), an offence
lies before the age of responsibility.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from qingbai import clock
from qingbai.inbox.casework import Case
from qingbai.inbox.sheet import STATED, Sheet
from qingbai.incoming import Fault
from qingbai.law import charges
from qingbai.law.catalogue import PunishmentFacts, fits_catalogue
from qingbai.law.wording import wording
from qingbai.notices import checks, crosscheck
from qingbai.notices.faults import NoticeRefused
from qingbai.reading import Defendant

CASE_NUMBER = re.compile(
    r"（(?P<year>\d{4})）(?P<court>最高法|[\u4e00-\u9fff]\d{0,4})(?P<type>[\u4e00-\u9fff]+)(?P<serial>\d+)(?:之[一二三四五六七八九十]+)?号"
)
"""A case number as it has been formed since 2016 (案号规定 2; CASE-01)."""
NUMBERS_SINCE = 2016
CRIMINAL = ("刑初", "刑终", "刑再", "刑核", "刑更", "刑监", "刑申", "刑抗", "刑止", "刑他")

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
    year = re.match(r"[（(〔\[](\d{4})", number or "")
    if not number or (year is not None and int(year[1]) < NUMBERS_SINCE):
        return
    form = CASE_NUMBER.fullmatch(number)
    if form is None:
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
    yield from _punishment(sheet, place, one)


def _punishment(sheet: Sheet, place: int, one: Defendant) -> Iterator[Fault]:
    """What does not fit the catalogue of penalties, or the ages of responsibility."""
    day = sheet.reading.pronounced_on
    if day is None or one.outcome is None:
        return
    told = sheet.stated["defendants"][place] if place < len(sheet.stated["defendants"]) else {}
    kept = [
        (number, offence)
        for number, row in enumerate(told.get("offences", []))
        if (offence := checks.offence_of(*_days(row)))
    ]
    facts = PunishmentFacts(
        subject=one.kind,
        outcome=one.outcome,
        judged_on=day,
        sentences=tuple(sentence.penalty for sentence in one.sentences),
        charges=tuple(sentence.charge for sentence in one.sentences),
        combined=one.combined,
        combined_with_earlier=sheet.reading.prior_revoked,
        term_from=one.term_from,
        term_to=one.term_to,
        foreigner=told["nationality"] != "CHN" if told.get("nationality") else None,
        born_on=checks.partial_date(one.born_on or ""),
        offences=tuple(offence for _number, offence in kept),
        approved=bool(told.get("prosecution_approval")),
    )
    for remark in fits_catalogue(facts).value or ():
        words = wording(remark.reason)
        yield Fault(
            _place(f"defendants.{place}", remark.place, [number for number, _ in kept]),
            remark.reason.code,
            words.zh,
            words.en,
        )


def _days(row: Mapping[str, Any]) -> tuple[str, str]:
    """First and last act as they stand on the page; one day alone stands for both."""
    began, ended = row.get("began") or "", row.get("ended") or ""
    return began or ended, ended or began


def _place(at: str, place: str, offences: list[int]) -> str:
    """The field of the page that a remark of the catalogue speaks about."""
    found = re.fullmatch(r"(sentences|charges|offences)\[(\d+)\]", place)
    if found is None:
        known = {
            "combined": f"{at}.combined.main",
            "term_to": f"{at}.term_to",
            "approved": f"{STATED}{at}.prosecution_approval",
        }
        return known.get(place, f"{at}.outcome")
    number = int(found[2])
    if found[1] == "offences":
        return f"{STATED}{at}.offences.{offences[number]}.ended"
    return f"{at}.sentences.{number}.{'charge' if found[1] == 'charges' else 'main'}"
