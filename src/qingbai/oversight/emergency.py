"""A look in an emergency (紧急查阅): for somebody in danger, before there is a case, by an officer who keeps a register, reviewed afterwards by an auditor.

The police help at once whoever is in danger (人民警察法 21); no text on criminal records knows an emergency, so this is as small as it can be: the open register alone, one
search, a ground, a sentence and who asked. The finding is there before the look is; head and auditors see it from then on, and the person finds the
look among who asked about them. It must be reviewed within ``settings.EMERGENCY_REVIEW_DAYS`` working days.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings

from qingbai import clock
from qingbai.agencies import calendars
from qingbai.audit.actors import SYSTEM, Actor
from qingbai.law.time_limits import due_on
from qingbai.matching.persons import Person
from qingbai.oversight import findings
from qingbai.oversight.findingacts import Sort
from qingbai.registers import access, sheets
from qingbai.registers.access import Business, NoSuchRecord, Purpose
from qingbai.registers.sheets import Found

LONGEST = 500


class Ground(StrEnum):
    """What the emergency is (紧急事由)."""

    LIFE = "life"  # 人身安全正受威胁
    MISSING = "missing"  # 查找失踪人员
    ESCAPE = "escape"  # 追捕脱逃人员


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found, and under which number the look will be reviewed."""

    number: str
    found: tuple[Found, ...]


class Unstated(ValueError):
    """The emergency, or who asked, was not stated in 1 to 500 characters."""


def may_look(by: Actor) -> bool:
    """Whether this officer may look in an emergency."""
    return access.capacity(by) in access.MAY_LOOK[Business.EMERGENCY]


def look(*, person: Person, ground: Ground, words: str, asked_by: str, token: str, by: Actor, at: datetime) -> Looked:
    """One search of every open register. The same ``token`` again is the same emergency and is looked into once more under its number.

    Raises ``NoSuchRecord`` for whoever may not, and ``Unstated``.
    """
    if not may_look(by):
        raise NoSuchRecord
    stated = {"ground": ground.value, "words": words.strip(), "asked_by": asked_by.strip()}
    if not all(0 < len(said) <= LONGEST for said in stated.values()):
        raise Unstated
    key = f"emergency:{by.id}:{token}"[:120]
    due = due_on(clock.day_of(at), settings.EMERGENCY_REVIEW_DAYS, calendars.calendar())
    findings.open_once(
        sort=Sort.EMERGENCY,
        key=key,
        officer=by.id,
        office=by.office,
        facts=stated,
        due_on=due.value,
        by=SYSTEM,  # the house tells of the look, whoever looks
        at=at,
    )
    number = findings.number_of(key)
    found = sheets.search(person=person, by=by, purpose=Purpose(Business.EMERGENCY, number), at=at)
    return Looked(number, found)
