"""Sentences about inquiries of units: papers, place."""

from qingbai.law.reasons import Code

UNITS = {
    Code.RELATION_SHOWN: ("已附{proof}。", "Shown by: {proof}."),
    Code.RELATION_NOT_SHOWN: (
        "缺少在职、拟招录证明或者本人书面同意，请补充。",
        "Neither a proof of the relation nor the person's written consent is there; please add one.",
    ),
    Code.UNIT_PAPERS_COMPLETE: ("单位材料齐全。", "The unit's papers are complete."),
    Code.UNIT_PAPER_MISSING: ("缺少{unit_paper}，请补充提交。", "Missing: {unit_paper}; please add it."),
    Code.STATION_OF_DOMICILE: (
        "单位住所地在{place}，由本地派出所受理。",
        "The unit's domicile is in {place}, which this police station serves.",
    ),
    Code.LIST_TAKEN_HERE: (
        "一次查询{people}人，由{office_kind}受理。",
        "An inquiry about {people} at once is taken by the {office_kind}.",
    ),
    Code.LIST_ELSEWHERE: (
        "一次查询{people}人，达到{from_people}人的，本地由{office_kind}受理，请到该部门提交。",
        "An inquiry about {people} at once: from {from_people} people on, the {office_kind} takes it here; hand it in there.",
    ),
    Code.CONSENT_STANDS: (
        "本人网上授权有效，至{until_on}。",
        "The person's consent given online stands until {until_on}.",
    ),
    Code.CONSENT_DOES_NOT_STAND: (
        "没有本人的有效网上授权。请先请本人授权，或者另行提供关系证明。",
        "No consent of this person given online stands. Ask for it first, or show the relation otherwise.",
    ),
    Code.UNITS_SERVED_ONLINE: (
        "本地开通了单位网上查询。",
        "Units may hand in online here.",
    ),
    Code.UNITS_NOT_SERVED_ONLINE: (
        "本地未开通单位网上查询，请由经办人到住所地派出所办理。",
        "Units are not served online here: have the handler come to the police station of the domicile.",
    ),
    Code.OTHER_DOMICILE: (
        "单位住所地在{place}，请到住所地派出所申请。",
        "The unit's domicile is in {place}; apply at the police station there.",
    ),
}
