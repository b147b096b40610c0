"""With which papers does a unit ask, and where (单位查询材料与受理单位)?

A unit asks at the police station of its domicile (住所地派出所, 查询工作规定 5). It brings its letter (单位介绍信), the handler's identity document and the application
form under its seal (查询申请表) with the article relied on, and for each person a proof of the relation or the person's written consent. Who
may ask about whom, and on which article, is asked of ``law.asking``.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qingbai.law.citations import Citation
from qingbai.law.reasons import Code, because, no, person, yes
from qingbai.law.terms import Finding, OfficeKind

PLACE = Citation("inquiry_rules", "5", "INQ-12")
PAPERS = Citation("inquiry_rules", "6", "INQ-17")
CONSENT = Citation("personal_information_law", "14", "PRIV-01")
TAKEN_BACK = Citation("personal_information_law", "15", "PRIV-01")
MANY = ONLINE = Citation("inquiry_rules", "5(3)", "INQ-13")


class UnitPaper(StrEnum):
    """Papers that come with a unit's inquiry (单位查询材料)."""

    LETTER = "unit_letter"  # 单位介绍信
    HANDLER_IDENTITY = "handler_identity"  # 经办人身份证件
    SEALED_FORM = "sealed_form"  # 加盖单位公章的查询申请表


class EnrolmentPaper(StrEnum):
    """Papers that come when a unit asks online to be registered, or to have a handler taken down (单位登记材料)."""

    LICENCE = "unit_licence"  # 营业执照、办学许可证等登记证照
    AUTHORITY = "unit_authority"  # 加盖公章的授权书


class Proof(StrEnum):
    """By what the relation is shown (关系证明)."""

    CONTRACT = "contract"  # 劳动合同、聘用文件等在职证明
    OFFER = "offer"  # 拟录用名单、报名材料等
    CONSENT = "consent"  # 本人书面同意
    CONSENT_ONLINE = "consent_online"  # 本人网上授权


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What a person said online to a unit's request (本人网上授权): ``granted_on`` None where nothing was granted, ``until_on`` the last day for
    which it was, ``ended``: taken back, or used up by the one inquiry that it was given for."""

    granted_on: date | None = None
    until_on: date | None = None
    ended: bool = False


def consent_stands(consent: Consent, on: date) -> Finding[None]:
    """Whether a consent given online stands on a day (个人信息保护法 14: voluntary and express; 15: may be taken back, for what is still to come).

    Not asked, not answered, declined, over and taken back give one and the same answer: which of them it was is the person's affair.
    """
    granted, until = consent.granted_on, consent.until_on
    if granted is None or until is None or consent.ended or not granted <= on <= until:
        return no([because(Code.CONSENT_DOES_NOT_STAND, CONSENT)])
    return yes([because(Code.CONSENT_STANDS, TAKEN_BACK, until_on=until)])


def relation_shown(proof: Proof | None, *, consented: bool = False) -> Finding[None]:
    """Whether it is shown that somebody on a list is of the unit's staff or means to be (INQ-17). Person: nothing shows it.

    ``consented``: a consent given online stands (``consent_stands``); no: the list rests on one that does not.
    """
    if proof is None:
        return person([because(Code.RELATION_NOT_SHOWN, PAPERS)])
    if proof is Proof.CONSENT_ONLINE and not consented:
        return no([because(Code.CONSENT_DOES_NOT_STAND, CONSENT)])
    return yes([because(Code.RELATION_SHOWN, PAPERS, proof=proof)])


def missing_unit_papers(present: frozenset[UnitPaper]) -> Finding[tuple[UnitPaper, ...]]:
    """Everything that the unit has yet to bring, in one list (``value``). Yes: something is missing. No: the papers are complete."""
    missing = tuple(paper for paper in UnitPaper if paper not in present)
    if missing:
        return yes([because(Code.UNIT_PAPER_MISSING, PAPERS, unit_paper=paper) for paper in missing], missing)
    return no([because(Code.UNIT_PAPERS_COMPLETE, PAPERS)], ())


def answers_for_domicile(*, domicile: str, station: str) -> Finding[None]:
    """Whether the police station in the division ``station`` accepts the inquiries of a unit in ``domicile`` (six digits each)."""
    if domicile == station:
        return yes([because(Code.STATION_OF_DOMICILE, PLACE, place=domicile)])
    return no([because(Code.OTHER_DOMICILE, PLACE, place=domicile)])


def served_online(*, opened: bool) -> Finding[None]:
    """Whether units may hand in online (网上查询, 查询工作规定 5(3)): provinces may open it; where the region has not, the handler comes to the station."""
    if opened:
        return yes([because(Code.UNITS_SERVED_ONLINE, ONLINE)])
    return no([because(Code.UNITS_NOT_SERVED_ONLINE, ONLINE)])


def takes_list(
    office: OfficeKind, *, people: int, lists_at: OfficeKind = OfficeKind.POLICE_STATION, from_people: int = 2
) -> Finding[OfficeKind]:
    """Whether an office of this kind takes an inquiry about so many people at once (批量查询, 查询工作规定 5(3)); ``value``: the kind that does.

    ``lists_at``: where the region sends lists of ``from_people`` and more (浙江: 治安管理部门). Fewer are taken wherever units are.
    """
    facts = {"people": people, "from_people": from_people}
    if people < from_people or office is lists_at:
        return yes([because(Code.LIST_TAKEN_HERE, MANY, office_kind=office, **facts)], office)
    return no([because(Code.LIST_ELSEWHERE, MANY, office_kind=lists_at, **facts)], lists_at)
