"""Must a unit check those who work with children, when, and what is a hit (密切接触未成年人从业查询)?

Units in close contact with minors (密切接触未成年人的单位) must ask when they employ and every year whether somebody has a record of sexual
assault, abuse, trafficking or violent injury (未成年人保护法 62, 130); asking is free (98). Schools, and those who grant teaching
qualifications, ask for less: crimes of 刑法 236 and 237, decisions not to prosecute them as minor (刑诉法 177(2)), penalties for indecency
(教职员工准入查询意见 4). The answer is hit or no hit and no more; sealed records are no hit. Decisions and penalties are kept apart
from convictions and asked for apart from them: ``convicted`` answers for the register of convictions alone and says no more, and the whole
question, ``is_hit``, stays open where what is kept apart was not asked.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qingbai.law.bans import BarFacts
from qingbai.law.bars.groups import belongs
from qingbai.law.citations import Citation
from qingbai.law.clean_record import PLATFORM
from qingbai.law.disclosure import stands_against
from qingbai.law.parameters import SEALING_REGIMES, SealingRegime
from qingbai.law.reasons import Code, because, no, person, yes
from qingbai.law.terms import Answer, Finding, Reason
from qingbai.law.time_limits import after_years

DUTY = Citation("minors_protection_law", "62", "MIN-01")
UNITS = Citation("minors_protection_law", "130", "MIN-02")
PENALTY = Citation("minors_protection_law", "126", "MIN-03")
CONSEQUENCE = Citation("minors_protection_law", "62", "MIN-07")
SCHOOL = Citation("school_vetting_opinions", "4", "MIN-04")
SEALED = Citation("school_vetting_opinions", "4", "MIN-05")


class MinorsUnit(StrEnum):
    """What sort of unit works with minors (单位类别), 未成年人保护法 130(1)."""

    SCHOOL = "school"  # 学校、幼儿园等教育机构
    TRAINING = "training"  # 校外培训机构
    WELFARE = "welfare"  # 未成年人救助保护机构、儿童福利机构
    INFANT_CARE = "infant_care"  # 婴幼儿照护服务机构、早期教育服务机构
    DAY_CARE = "day_care"  # 校外托管、临时看护机构
    DOMESTIC = "domestic"  # 家政服务机构
    MEDICAL = "medical"  # 为未成年人提供医疗服务的医疗机构
    OTHER = "other"  # 其他对未成年人负有教育、培训、监护、救助、看护、医疗等职责的单位
    NONE = "none"  # 不属于上述单位


class Scope(StrEnum):
    """By which text it is asked, and so for what (查询范围)."""

    MINORS_LAW = "minors_law"  # 未成年人保护法第六十二条
    SCHOOL_STAFF = "school_staff"  # 教职员工准入查询


GROUP_OF = {Scope.MINORS_LAW: ("children", DUTY), Scope.SCHOOL_STAFF: ("school_check", SCHOOL)}


class Consequence(StrEnum):
    """What the unit must do about a hit (命中后的处理), 未成年人保护法 62."""

    NOT_HIRED = "not_hired"  # 不得录用
    DISMISSED = "dismissed"  # 及时解聘


class ApartKind(StrEnum):
    """What is kept apart from convictions (另行保存的信息)."""

    NON_PROSECUTION = "non_prosecution"  # 犯罪情节轻微不起诉
    PENALTY = "penalty"  # 治安管理处罚


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartFacts:
    """One decision kept apart (不起诉决定、行政处罚决定): ``named`` is the crime or the violation as it names it."""

    reference: str
    kind: ApartKind
    named: str
    sealed: bool = False


def must_check(unit: MinorsUnit) -> Finding[None]:
    """Whether a unit must ask about its staff (是否负有查询义务). Person: the law's last class, which goes by the unit's duties."""
    if unit is MinorsUnit.NONE:
        return no([because(Code.NO_DUTY_TO_VET, UNITS)])
    if unit is MinorsUnit.OTHER:
        return person([because(Code.DUTY_TO_VET_UNSETTLED, UNITS)])
    return yes([because(Code.DUTY_TO_VET, DUTY, minors_unit=unit), because(Code.NOT_CHECKING_IS_PENALISED, PENALTY)])


def check_due_on(started_on: date | None, last_checked_on: date | None, on: date) -> Finding[date]:
    """Whether somebody must be checked by a day (查询到期日): before work begins, then within a year of each check. ``value``: by when.

    ``started_on`` None: not employed yet. Yes: the day has come. A check made before ``started_on`` counts.
    """
    if last_checked_on is None:
        due = started_on or on
        return yes([because(Code.CHECK_BEFORE_WORK, DUTY, due_on=due)], due)
    due = after_years(last_checked_on, 1)
    tell = yes if due <= on else no
    return tell([because(Code.CHECK_EVERY_YEAR, DUTY, last_checked_on=last_checked_on, due_on=due)], due)


def what_follows(hit: Answer, *, in_service: bool) -> Finding[Consequence]:
    """What the unit must do (命中后的处理): who has such a record is not hired, or dismissed. Person: while it is open whether it is a hit."""
    if hit is Answer.NO:
        return no([because(Code.NO_HIT_NOTHING_FOLLOWS, CONSEQUENCE)])
    if hit is Answer.PERSON:
        return person([because(Code.HIT_OPEN, CONSEQUENCE)])
    if in_service:
        return yes([because(Code.TO_BE_DISMISSED, CONSEQUENCE)], Consequence.DISMISSED)
    return yes([because(Code.NOT_TO_BE_HIRED, CONSEQUENCE)], Consequence.NOT_HIRED)


def convicted(
    scope: Scope, convictions: tuple[BarFacts, ...], on: date, regimes: tuple[SealingRegime, ...] = SEALING_REGIMES
) -> Finding[tuple[str, ...]]:
    """Whether there is a conviction of the kinds named (有无所列的犯罪记录). ``value``: the references; where a person must decide, those that may be.

    It is a part of the question: that there is none does not say that nothing is kept apart, and the reasons say so.
    """
    answers = [(one.reference, *_conviction(scope, one, on, regimes)) for one in convictions]
    reasons = [reason for _, _, because_of in answers for reason in because_of]
    told = reasons or [because(Code.NOTHING_ENTERED, PLATFORM)]
    return _weighed(answers, [*told, because(Code.APART_NOT_ASKED, GROUP_OF[scope][1])])


def is_hit(
    scope: Scope,
    convictions: tuple[BarFacts, ...],
    on: date,
    apart: tuple[ApartFacts, ...] | None = None,
    regimes: tuple[SealingRegime, ...] = SEALING_REGIMES,
) -> Finding[tuple[str, ...]]:
    """Whether there is a record of the kinds named (是否命中). ``value``: the references; where a person must decide, those that may be.

    ``apart``: what is kept apart; None where it was not asked: then nobody can say that there is no hit, and a person must ask.
    """
    if apart is None:
        found = convicted(scope, convictions, on, regimes)
        return found if found.answer is not Answer.NO else person(found.because, ())
    answers = [(one.reference, *_conviction(scope, one, on, regimes)) for one in convictions]
    answers += [(one.reference, *_apart(scope, one)) for one in apart]
    reasons = [reason for _, _, because_of in answers for reason in because_of]
    return _weighed(answers, reasons or [because(Code.NOTHING_ENTERED, PLATFORM)])


def _weighed(answers: list[tuple[str, Answer, list[Reason]]], reasons: list[Reason]) -> Finding[tuple[str, ...]]:
    for answer, tell in ((Answer.YES, yes), (Answer.PERSON, person)):
        found = tuple(reference for reference, given, _ in answers if given is answer)
        if found:
            return tell(reasons, found)
    return no(reasons, ())


def _conviction(
    scope: Scope, one: BarFacts, on: date, regimes: tuple[SealingRegime, ...]
) -> tuple[Answer, list[Reason]]:
    """Convictions count whether punished or exempted: the texts speak of records (记录)."""
    stands, standing = stands_against(one.found, on, regimes)
    if stands is Answer.NO:
        return Answer.NO, standing
    group, source = GROUP_OF[scope]
    given = {belongs(sentence.charge, group) for sentence in one.sentences} or {Answer.PERSON}
    facts = {"reference": one.reference}
    if Answer.YES in given:
        told = because(Code.VETTING_HIT, source, **facts)
        return stands, [told] if stands is Answer.YES else [*standing, told]
    if Answer.PERSON in given:
        return Answer.PERSON, [because(Code.VETTING_MAY_HIT, source, **facts)]
    return Answer.NO, [because(Code.VETTING_OTHER_CRIME, source, **facts)]


def _apart(scope: Scope, one: ApartFacts) -> tuple[Answer, list[Reason]]:
    """Decisions not to prosecute count by the crime they name, penalties for indecency by their name; other violations need a person
    where the wider text asks for them."""
    group, source = GROUP_OF[scope]
    facts = {"reference": one.reference}
    if one.sealed:
        return Answer.NO, [because(Code.VETTING_SEALED, SEALED, **facts)]
    if one.kind is ApartKind.NON_PROSECUTION:
        answer = belongs(one.named, group)
    elif "猥亵" in one.named:
        answer = Answer.YES
    else:
        answer = Answer.PERSON if scope is Scope.MINORS_LAW else Answer.NO
    code = {Answer.YES: Code.VETTING_HIT, Answer.PERSON: Code.VETTING_MAY_HIT, Answer.NO: Code.VETTING_OTHER_CRIME}
    return answer, [because(code[answer], source, **facts)]
