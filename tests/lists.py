"""Units of the demonstration's station and their lists, for tests: who asks, and what the handler brings."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import cast
from applications import COUNTER, NOW
from qingbai.audit.actors import SYSTEM, Actor
from qingbai.law.units import UnitPaper
from qingbai.law.vetting import MinorsUnit
from qingbai.matching.units import check_character
from qingbai.screening import registering, services, table
from qingbai.screening.casework import Case
from qingbai.screening.registering import HandlerStated, UnitStated
from qingbai.screening.services import Submission
from qingbai.screening.terms import Purpose, UnitKind
from qingbai.screening.units import UnitCard


def unit_code(serial: int = 1) -> str:
    """An invented unit's code: its division is no place."""
    first = f"91100101MA{serial:07}"
    return first + check_character(first)


LAW_FIRM, SCHOOL, NOTARY = unit_code(1), unit_code(2), unit_code(3)
HEADING = "姓名,证件种类,证件号码,出生日期,国籍,与单位关系,岗位,关系证明"


def unit(code: str = LAW_FIRM, by: Actor = COUNTER, at: datetime = NOW, **changes: Any) -> UnitCard:
    """A law firm at the station, with one handler."""
    plain = UnitStated(
        code=code, name="演示清河律师事务所", domicile="100101", kind=UnitKind.EMPLOYER, proof="执业许可证原件"
    )
    registering.register(stated=replace(plain, **changes), office="100101-hy", by=by, at=at)
    handler = HandlerStated(
        name=cast.CLEAN.name, document_number=cast.CLEAN.number, phone="13800000000", from_on=date(2026, 1, 1)
    )
    return registering.authorise(code=code, handler=handler, by=by, at=at)


def school(**changes: Any) -> UnitCard:
    """A school at the station."""
    return unit(
        SCHOOL, **{"name": "演示河沿小学", "kind": UnitKind.MINORS, "minors_kind": MinorsUnit.SCHOOL, **changes}
    )


def line(person: cast.Person, **changes: str) -> str:
    """A row about one of the cast."""
    foreign = person.nationality != "CHN"
    said = {
        "name": person.name,
        "kind": "护照" if foreign else "居民身份证",
        "number": person.number,
        "born": person.born_on.isoformat() if foreign else "",
        "nationality": person.nationality,
        "relation": "在职",
        "post": "律师",
        "proof": "在职证明",
    }
    return ",".join({**said, **changes}.values())


def listed(*rows: str) -> bytes:
    """A list as CSV."""
    return ("\r\n".join([HEADING, *rows]) + "\r\n").encode()


def submission(*rows: str, **changes: Any) -> Submission:
    plain = Submission(
        unit=LAW_FIRM,
        article="BAN-09",
        handler="1",
        letter_number="清律函〔2026〕7号",
        letter_on=date(2026, 11, 18),
        reason="执业律师年度审核",
        papers=tuple(UnitPaper),
        filename="list.csv",
        data=listed(*rows),
    )
    return replace(plain, **changes)


def vetting(*rows: str, **changes: Any) -> Submission:
    """A school's list of its people."""
    return submission(*rows, **{"unit": SCHOOL, "purpose": Purpose.VETTING, "article": "", **changes})


def handed_in(*rows: str, at: datetime = NOW, **changes: Any) -> Case:
    return services.submit(submission=submission(*rows, **changes), by=COUNTER, at=at)


def gone_on(*rows: str, at: datetime = NOW, **changes: Any) -> Case:
    """A list that went as far as the house can take it."""
    return services.go_on(number=handed_in(*rows, at=at, **changes).number, by=SYSTEM, at=at)


COLUMNS = table.COLUMNS
