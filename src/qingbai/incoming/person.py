"""Who is asked about, as it was filled in (被查询人身份事项): what in it cannot be right, whoever asks."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Protocol

from qingbai.incoming import Fault
from qingbai.law.terms import DocumentKind, Sex
from qingbai.matching import identity

EARLIEST = 1870
_COUNTRY = re.compile(r"[A-Z]{3}")
SENTENCES: dict[str, tuple[str, str]] = {
    "born_later": ("出生日期晚于今天，请核对。", "lies after today; check it."),
    "born_too_early": ("出生日期早于1870年，请核对。", "lies before 1870; check it."),
    "number_date": (
        "证件号码中的出生日期与所填不一致，请核对。",
        "is not the date of birth in the document's number; check both.",
    ),
    "number_sex": ("证件号码中的性别与所填不一致，请核对。", "is not the sex in the document's number; check both."),
    "country": ("应为三位大写字母国家代码（如CHN）。", "must be three capital letters, as in CHN."),
}


class Stated(Protocol):
    """Somebody as one form states it; the document's ``nationality`` is the person's."""

    @property
    def sex(self) -> Sex: ...
    @property
    def born_on(self) -> date: ...
    @property
    def nationality(self) -> str: ...
    @property
    def document_kind(self) -> DocumentKind: ...
    @property
    def document_number(self) -> str: ...


def faults(stated: Stated, *, on: date) -> Iterator[Fault]:
    """Everything that cannot be right on a day: birth, nationality, the document's number, and what it says against the rest."""
    if stated.born_on > on:
        yield _fault("born_on", "born_later")
    elif stated.born_on.year < EARLIEST:
        yield _fault("born_on", "born_too_early")
    if not _COUNTRY.fullmatch(stated.nationality):
        yield _fault("nationality", "country")
    read = identity.parse(stated.document_kind, stated.document_number, country=stated.nationality, on=on)
    if isinstance(read, identity.Malformed):
        for remark in read.faults:
            yield Fault("document_number", remark.code, remark.zh, remark.en)
        return
    if read.born_on is not None and read.born_on != stated.born_on:
        yield _fault("born_on", "number_date")
    if read.sex is not None and read.sex is not stated.sex:
        yield _fault("sex", "number_sex")


def _fault(field: str, code: str) -> Fault:
    return Fault(field, code, *SENTENCES[code])
