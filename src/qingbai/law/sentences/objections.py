"""Sentences about objecting and reviewing."""

from qingbai.law.reasons import Code

OBJECTIONS = {
    Code.REVIEW_WITHIN: (
        "复查自受理之日起{working_days}个工作日内书面答复。",
        "A review is answered in writing within {working_days} working days of acceptance.",
    ),
    Code.EXTENSION_TOO_LONG: (
        "延长后共{asked}个工作日，最长不得超过{most}个工作日，并且至少延长一日。",
        "With the extension it would take {asked} working days; it may take {most} at most, and an extension adds a day at least.",
    ),
    Code.NOT_COMPLEX: ("情况不复杂的，不得延期。", "Only a complex case may be extended."),
    Code.EXTENDED_BEFORE: ("已经延期一次，不得再次延期。", "It was extended once already."),
    Code.REVIEW_OVERDUE: (
        "期限已于{due_on}届满，不能再延期。",
        "The period ended on {due_on}; it can no longer be extended.",
    ),
    Code.EXTENSION_NOT_APPROVED: (
        "县级以上公安机关负责人未批准延期。",
        "The head of the public security organ did not approve the extension.",
    ),
    Code.HEAD_MUST_APPROVE: (
        "延期须经县级以上公安机关负责人批准。",
        "An extension needs the approval of the head of the public security organ.",
    ),
    Code.EXTENSION_APPROVED: (
        "经负责人批准，延长{days}个工作日，并告知异议人。",
        "Approved by the head: {days} more working day(s); the objector is told.",
    ),
    Code.ANSWER_STANDS: ("原查询结果无误，予以维持。", "The answer was right and stands."),
    Code.ANSWER_WRONG: ("原查询结果有误。", "The answer was wrong."),
    Code.PAPER_FOUND_WRONG: ("原文书所载内容有误。", "What the paper states is wrong."),
    Code.REGISTER_CORRECTED: (
        "经核实，有关信息不准确或者不完整，予以更正、补充。",
        "On verification, what is entered is inaccurate or incomplete; it is corrected.",
    ),
    Code.REGISTER_STANDS: ("经核实，无须更正、补充。", "On verification, there is nothing to correct."),
    Code.REGISTRY_WITHIN: (
        "信息有误的，应当及时更正；登记机关自收到通知之日起{working_days}个工作日内更正或者说明理由。",
        "What is wrong is corrected without delay: the registry corrects it, or says why not, within {working_days} working days of being told.",
    ),
    Code.REVOKE_AND_REISSUE: (
        "撤销原文书，由原受理单位或者其上级公安机关重新出具。",
        "The paper is revoked and issued anew by its office or that office's superior.",
    ),
    Code.PETITION_INSTEAD: (
        "认为人民法院的裁判有错误的，可以依法向有关人民法院、人民检察院申诉；公安机关不对裁判重新认定。",
        "Whoever holds the court's judgment to be wrong may petition the court or the procuratorate; the police do not judge again.",
    ),
    Code.LINK_UNDECIDED: (
        "该记录是否属于本人尚未认定。",
        "Whether the record is the objector's has not been decided yet.",
    ),
    Code.REGISTER_UNSETTLED: (
        "按现有信息不能确定应当如何答复，由人工认定。",
        "What the register would answer today is not settled; a person must decide.",
    ),
    Code.PAPER_UNSETTLED: (
        "文书所载内容是否有误尚未核实。",
        "Whether what the paper states is right has not been checked yet.",
    ),
    Code.REVOKED_BY_ITS_OFFICE: ("由出具单位撤销。", "Revoked by the office that issued it."),
    Code.REVOKED_BY_SUPERIOR: (
        "由出具单位的上级公安机关撤销。",
        "Revoked by the superior of the office that issued it.",
    ),
    Code.NOT_ITS_OFFICE: (
        "只有出具单位或者其上级公安机关可以撤销。",
        "Only the office that issued it or its superior may revoke it.",
    ),
    Code.STATION_CANNOT_SIGN: (
        "复查意见应当以县级以上公安机关名义作出，派出所不得以自己名义作出。",
        "A review opinion is given in the name of a public security organ at county level or above, not of a police station.",
    ),
    Code.SIGNED_BY_ORGAN: (
        "复查意见以县级以上公安机关名义作出。",
        "The opinion is given in the name of a public security organ at county level or above.",
    ),
    Code.LINK_NOT_DISPUTED: (
        "异议不是主张该记录不属于本人。",
        "The objection does not say that the record is somebody else's.",
    ),
    Code.NO_REASON_GIVEN: ("没有说明理由。", "No reason is stated."),
    Code.NO_EVIDENCE_GIVEN: ("没有提交证据。", "No evidence was handed in."),
    Code.EVIDENCE_NOT_LOOKED_AT: (
        "证据尚未经工作人员审查。",
        "No officer has looked at the evidence yet.",
    ),
    Code.EVIDENCE_NOT_GOOD: (
        "经审查，证据不足以使该记录是否属于本人存疑。",
        "An officer found that the evidence does not put the link into doubt.",
    ),
    Code.LINK_SUSPENDED: (
        "该记录是否属于本人存疑，认定以前不据以答复。",
        "Whose record it is, is in doubt: no answer rests on it until that is decided.",
    ),
    Code.LINK_DISPUTED: (
        "该记录是否属于本人正在复查，认定以前由人工办理。",
        "Whose record it is, is under review; until it is decided a person handles the case.",
    ),
    Code.LINK_DECIDED_DIFFERENT: (
        "经复查认定，该记录不属于本人。",
        "A review decided that the record is not this person's.",
    ),
    Code.LINK_DECIDED_SAME: ("经复查认定，该记录属于本人。", "A review decided that the record is this person's."),
    Code.COMPARISON_HOLDS: ("按身份比对结果认定。", "The comparison of identities holds."),
}
