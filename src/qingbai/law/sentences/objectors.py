"""Sentences about who may object, and with which papers."""

from qingbai.law.reasons import Code

OBJECTORS = {
    Code.MAY_OBJECT: (
        "对查询结果有异议的，向原受理单位{office}书面申请复查。",
        "An objection to an answer goes in writing to the office that gave it ({office}).",
    ),
    Code.MAY_ASK_CORRECTION: (
        "个人发现其个人信息不准确或者不完整的，有权请求更正、补充；核实后及时更正、补充。",
        "Whoever finds data about themselves inaccurate or incomplete may ask for a correction; it is verified and corrected in good time.",
    ),
    Code.NOTHING_ANSWERED: (
        "尚无查询结果，不能申请复查。",
        "Nothing has been answered yet, so there is nothing to review.",
    ),
    Code.NOT_CONCERNED: (
        "只有查询结果涉及的本人或者其受托人、监护人，以及收到查询结果的单位可以申请复查。",
        "Only the person whom the answer concerns, an agent, a guardian, or the unit that received the answer may object.",
    ),
    Code.OBJECTOR_NOT_CAPABLE: (
        "受托人不具有完全民事行为能力，请另行委托。",
        "The agent has no full civil capacity; please appoint another.",
    ),
    Code.OBJECTOR_CAPACITY_UNKNOWN: (
        "受托人是否具有完全民事行为能力不明。",
        "Whether the agent has full civil capacity is not known.",
    ),
    Code.OBJECT_AT_ORIGINAL_OFFICE: (
        "请向原受理单位{office}提出异议。",
        "Please object to the office that gave the answer ({office}).",
    ),
    Code.REVIEW_RUNNING: (
        "该文书的复查正在办理，不重复受理。",
        "A review of this paper is under way already.",
    ),
    Code.ORGAN_OBJECTS: (
        "办案机关、辩护律师按专门渠道查询，规定没有写明其可以申请复查，由人工决定。",
        "Organs handling a case and defence lawyers ask on a footing of their own; no rule says whether they may ask for this review, so a person decides.",
    ),
    Code.OBJECT_THROUGH_THE_UNIT: (
        "对从业查询结果有异议的，应当通过提出查询的单位提出；本人直接提出的，由人工决定。",
        "An objection to the check of people who work with minors goes through the unit that asked; one that comes directly is decided by a person.",
    ),
    Code.WARD_OF_AGE: (
        "被监护人已成年或者年龄不明，是否由监护人代为提出，由人工核实决定。",
        "The ward is of age, or the age is not known: whether a guardian may object is for a person to verify.",
    ),
    Code.PAPERS_TO_BE_LOOKED_AT: (
        "上传的材料须经工作人员核对后受理。",
        "An officer looks at the papers that were handed in as files before the objection is accepted.",
    ),
    Code.OBJECTION_LACKS: ("缺少{objection_paper}，请补充。", "Missing: {objection_paper}; please add it."),
    Code.OBJECTION_COMPLETE: ("复查材料齐全。", "The objection is complete."),
}
