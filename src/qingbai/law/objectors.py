"""Who may object to which answer, where, and with which papers (异议的提出与受理)?

Parties to an answer object in writing to the office that gave it, and must cooperate (查询工作规定 11): whoever it is about, in person, through
an agent with a power of attorney (民法典 165) or, under age, through a guardian (民法典 23); and the unit that asked, to whom the answer went
(查询告知函). Licensing organs and notary offices ask as units do (4(3)) and object as units do. An organ that handles a case and the defence
lawyer ask on another footing (2012年意见 二(二)、(三)), for which no text opens this review: a person decides. A person may also have what is inaccurate
or incomplete about them corrected before anything was answered (个人信息保护法 46), a child through its guardian; that is verified on the same way. Who is named in the check of a unit
that works with minors objects through that unit, whose special way goes before this one (19). A paper handed in as a file is looked at by somebody before it counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from qingbai.law.citations import Citation
from qingbai.law.reasons import Code, because, no, person, yes
from qingbai.law.terms import Finding, Reason

WHO = Citation("inquiry_rules", "11", "INQ-25")
AGENT = Citation("civil_code", "165", "FRM-07")
GUARDIAN = Citation("civil_code", "23", "INQ-41")
ADULT = Citation("civil_code", "28", "INQ-41")
ORGAN = Citation("record_system_opinions", "2(2)", "INQ-11")
LAWYER = Citation("record_system_opinions", "2(3)", "INQ-10")
INACCURATE = Citation("personal_information_law", "46", "REG-24")
VETTING = Citation("inquiry_rules", "19", "MIN-08")  # a special way goes before this one


class AnsweredTo(StrEnum):
    """To whom an answer went (答复对象)."""

    PERSON = "person"  # 本人（无犯罪记录证明、不予出具通知书）
    UNIT = "unit"  # 单位、许可机关、公证机构（查询告知函）
    MINORS_UNIT = "minors_unit"  # 密切接触未成年人的单位（从业查询）
    STATE_ORGAN = "state_organ"  # 办理案件的国家机关（复函）
    LAWYER = "lawyer"  # 辩护律师
    NOBODY = "nobody"  # 尚未答复，本人申请更正信息库中的信息


class Objector(StrEnum):
    """Who objects (异议人)."""

    HIMSELF = "himself"  # 查询结果涉及的本人
    AGENT = "agent"  # 受托人
    GUARDIAN = "guardian"  # 监护人
    ASKING_UNIT = "asking_unit"  # 提出查询的单位、机关、律师
    OTHER = "other"  # 其他人


class ObjectionPaper(StrEnum):
    """What an objection needs (复查材料), FRM-09."""

    FORM = "review_form"  # 复查申请表（书面）
    PAPER_NUMBER = "paper_number"  # 原文书编号
    GROUND = "ground"  # 异议理由
    IDENTITY = "identity"  # 有效身份证件
    POWER_OF_ATTORNEY = "power_of_attorney"  # 委托书
    AGENT_IDENTITY = "agent_identity"  # 受托人身份证件
    GUARDIANSHIP_PROOF = "guardianship_proof"  # 监护关系证明
    GUARDIAN_IDENTITY = "guardian_identity"  # 监护人身份证件
    UNIT_LETTER = "unit_letter"  # 单位介绍信、公函
    HANDLER_IDENTITY = "handler_identity"  # 经办人身份证件


IN_WRITING = (ObjectionPaper.FORM, ObjectionPaper.PAPER_NUMBER, ObjectionPaper.GROUND)
NEEDED = (*IN_WRITING, ObjectionPaper.IDENTITY)
"""What whoever the answer is about hands in."""
IN_A_CORRECTION = tuple(paper for paper in NEEDED if paper is not ObjectionPaper.PAPER_NUMBER)
"""What whoever asks for a correction hands in: there is no paper."""
NEEDED_BY: dict[Objector, tuple[ObjectionPaper, ...]] = {
    Objector.AGENT: (*NEEDED, ObjectionPaper.POWER_OF_ATTORNEY, ObjectionPaper.AGENT_IDENTITY),
    Objector.GUARDIAN: (*NEEDED, ObjectionPaper.GUARDIANSHIP_PROOF, ObjectionPaper.GUARDIAN_IDENTITY),
    Objector.ASKING_UNIT: (*IN_WRITING, ObjectionPaper.UNIT_LETTER, ObjectionPaper.HANDLER_IDENTITY),
}
"""What others hand in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionFacts:
    """An objection as it comes in (异议): by whom, to which office, about whose answer.

    ``agent_capable`` None: not known, or no agent. ``ward_of_age``: a guardian objects for somebody of age; None: the age is not known.
    ``unseen``: papers came as files that nobody of the office has looked at. ``under_review``: the same is under review already, and whoever
    objects may know it.
    """

    objector: Objector
    answered: bool
    original_office: str
    office: str
    answered_to: AnsweredTo = AnsweredTo.PERSON
    present: frozenset[ObjectionPaper] = frozenset()
    agent_capable: bool | None = None
    ward_of_age: bool | None = False
    unseen: bool = False
    under_review: bool = False


def may_object(facts: ObjectionFacts) -> Finding[str]:
    """May this objection be taken up here (异议的受理)? Yes: ``value`` is the office. Person: what no rule settles, every point of it."""
    refused = list(_against(facts))
    if refused:
        return no(refused)
    open_ones = list(_left_open(facts))
    if open_ones:
        return person(open_ones)
    if facts.answered_to is AnsweredTo.NOBODY:
        return yes([because(Code.MAY_ASK_CORRECTION, INACCURATE)], facts.original_office)
    return yes([because(Code.MAY_OBJECT, WHO, office=facts.original_office)], facts.original_office)


def _against(facts: ObjectionFacts) -> Iterator[Reason]:
    if not facts.answered:
        yield because(Code.NOTHING_ANSWERED, WHO)
    nobody_asked = facts.objector is Objector.ASKING_UNIT and facts.answered_to in THE_PERSON
    if facts.objector is Objector.OTHER or nobody_asked:
        yield because(Code.NOT_CONCERNED, WHO)
    if facts.objector is Objector.AGENT and facts.agent_capable is False:
        yield because(Code.OBJECTOR_NOT_CAPABLE, AGENT)
    if facts.office != facts.original_office:
        yield because(Code.OBJECT_AT_ORIGINAL_OFFICE, WHO, office=facts.original_office)
    if facts.under_review:
        yield because(Code.REVIEW_RUNNING, WHO)


THE_PERSON = frozenset({AnsweredTo.PERSON, AnsweredTo.NOBODY})
"""No unit asked."""
OTHER_FOOTING = {AnsweredTo.STATE_ORGAN: ORGAN, AnsweredTo.LAWYER: LAWYER}


def _left_open(facts: ObjectionFacts) -> Iterator[Reason]:
    if facts.objector is Objector.ASKING_UNIT:
        if facts.answered_to in OTHER_FOOTING:
            yield because(Code.ORGAN_OBJECTS, OTHER_FOOTING[facts.answered_to])
    elif facts.answered_to is AnsweredTo.MINORS_UNIT:
        yield because(Code.OBJECT_THROUGH_THE_UNIT, VETTING)
    if facts.objector is Objector.AGENT and facts.agent_capable is None:
        yield because(Code.OBJECTOR_CAPACITY_UNKNOWN, AGENT)
    if facts.objector is Objector.GUARDIAN and facts.ward_of_age is not False:
        yield because(Code.WARD_OF_AGE, ADULT)
    if facts.unseen:
        yield because(Code.PAPERS_TO_BE_LOOKED_AT, GUARDIAN if facts.objector is Objector.GUARDIAN else AGENT)


def missing_in_objection(facts: ObjectionFacts) -> Finding[tuple[ObjectionPaper, ...]]:
    """Which parts are missing (复查材料是否齐全)? All of them at once; an objection is made in writing (FRM-09)."""
    needed = NEEDED_BY.get(facts.objector, NEEDED)
    if facts.answered_to is AnsweredTo.NOBODY:  # there is no paper
        needed = tuple(paper for paper in needed if paper is not ObjectionPaper.PAPER_NUMBER)
    missing = tuple(paper for paper in needed if paper not in facts.present)
    if missing:
        return yes([because(Code.OBJECTION_LACKS, WHO, objection_paper=paper) for paper in missing], missing)
    return no([because(Code.OBJECTION_COMPLETE, WHO)], ())
