"""Sentences about work with minors and about organs and lawyers who ask for a case: vetting, official."""

from qingbai.law.reasons import Code

VETTING = {
    Code.DUTY_TO_VET: (
        "{minors_unit}属于密切接触未成年人的单位，招聘时和每年应当查询。",
        "The unit is in close contact with minors ({minors_unit}); it must ask when employing and every year.",
    ),
    Code.DUTY_TO_VET_UNSETTLED: (
        "该单位是否对未成年人负有教育、培训、监护、救助、看护、医疗等职责，须由人工认定。",
        "Whether the unit has duties of education, training, guardianship, rescue, care or medicine for minors is for a person to decide.",
    ),
    Code.NO_DUTY_TO_VET: (
        "该单位不属于密切接触未成年人的单位。",
        "The unit is none of those in close contact with minors.",
    ),
    Code.CHECK_BEFORE_WORK: ("上岗以前应当查询，最迟{due_on}。", "The check is due before work begins, by {due_on}."),
    Code.CHECK_EVERY_YEAR: (
        "上次查询于{last_checked_on}，下次最迟{due_on}。",
        "The last check was on {last_checked_on}; the next is due by {due_on}.",
    ),
    Code.VETTING_HIT: ("{reference}属于所查的记录。", "{reference} is a record of the kinds asked for."),
    Code.VETTING_MAY_HIT: (
        "{reference}是否属于所查的记录，须由人工认定。",
        "Whether {reference} is a record of the kinds asked for is for a person to decide.",
    ),
    Code.VETTING_OTHER_CRIME: ("{reference}不属于所查的记录。", "{reference} is no record of the kinds asked for."),
    Code.VETTING_SEALED: ("{reference}已经封存，不计入。", "{reference} is sealed and does not count."),
    Code.NOT_CHECKING_IS_PENALISED: (
        "未履行查询义务的，责令限期改正，给予警告，并处五万元以下罚款；拒不改正或者造成严重后果的，责令停业整顿或者吊销证照，并处五万元以上五十万元以下罚款。",
        "Not to check is corrected by order, with a warning and a fine of up to 50,000 yuan; who does not correct it, or with grave consequences, loses business or licence and is fined 50,000 to 500,000 yuan.",
    ),
    Code.NOT_TO_BE_HIRED: (
        "有所查的记录，不得录用。",
        "There is a record of the kinds asked for: the person must not be hired.",
    ),
    Code.TO_BE_DISMISSED: (
        "有所查的记录，应当及时解聘。",
        "There is a record of the kinds asked for: the person must be dismissed without delay.",
    ),
    Code.HIT_OPEN: (
        "是否属于所查的记录，须先由人工认定。",
        "Whether it is a record of the kinds asked for is for a person to decide first.",
    ),
    Code.NO_HIT_NOTHING_FOLLOWS: (
        "没有所查的记录，不产生后果。",
        "There is no record of the kinds asked for; nothing follows.",
    ),
    Code.APART_NOT_ASKED: (
        "不起诉决定和行政处罚另行保存，本次没有查询。",
        "Decisions not to prosecute and administrative penalties are kept apart and were not asked for here.",
    ),
}
OFFICIAL = {
    Code.OFFICIAL_PAPERS_COMPLETE: ("{official}的查询材料齐全。", "The papers of {official} are complete."),
    Code.OFFICIAL_PAPER_MISSING: ("缺少：{official_paper}。", "Missing: {official_paper}."),
    Code.OFFICIAL_MAY_ASK: ("{official}可以查询。", "This may be asked by {official}."),
    Code.OFFICIAL_CASE_MISSING: ("没有写明所办案件的编号。", "The number of the case is not named."),
    Code.NO_ARTICLE_NAMED: ("没有写明查询所依据的条款。", "The article that the request rests on is not named."),
    Code.LAWYER_OF_ANOTHER_CASE: (
        "委托书或者法律援助公函不是本案的；辩护律师只能查询本案犯罪嫌疑人、被告人。",
        "Mandate or legal-aid letter is for another case; a defence lawyer may ask only about the suspect or defendant of the case.",
    ),
    Code.NOT_THE_LAWYERS_SUSPECT: (
        "被查询人不是委托书或者法律援助公函所写的犯罪嫌疑人、被告人。",
        "The person asked about is not the suspect or defendant named in mandate or legal-aid letter.",
    ),
    Code.SECRECY_NOT_FOR_THIS_ASKER: (
        "只有办理案件的国家机关可以请求暂不告知本人，{official}不可以。",
        "Only a state organ handling a case may ask that the person is not told for a time, not {official}.",
    ),
    Code.SECRECY_NOT_APPROVED: (
        "暂不告知本人没有经过批准。",
        "That the person is not told for a time has not been approved.",
    ),
    Code.SECRECY_TOO_LONG: (
        "暂不告知本人的期限至{until}，应当在今天至{last}之间。",
        "The person is not to be told until {until}; the day must lie between today and {last}.",
    ),
    Code.FIELDS_ALLOWED: (
        "只告知{official}为其目的所需的事项。",
        "Told is what {official} needs for the purpose, and nothing else.",
    ),
    Code.SEALED_APART: (
        "依法封存的犯罪记录不在本答复范围内；有权查询的单位应当另行提出申请。",
        "Records sealed by law are outside every such answer; whoever may ask for them applies separately.",
    ),
    Code.POWER_NOT_FOR_THIS_ASKER: (
        "该条是国家机关办案的权限，{official}不能据以查询。",
        "The article is a power of state organs handling a case; {official} cannot ask by it.",
    ),
    Code.SECOND_OFFICER_MISSING: (
        "依该条查询须由两名办案人员进行，没有写明第二名办案人员的姓名和证件号码。",
        "By this article two officers ask; the second one, with the number of the service card, is not named.",
    ),
    Code.OFFICIALS_SERVED_ONLINE: (
        "本地开通了办案机关和辩护律师网上查询。",
        "Organs handling a case and defence lawyers may ask online here.",
    ),
    Code.OFFICIALS_NOT_SERVED_ONLINE: (
        "本地未开通办案机关和辩护律师网上查询，请到登记的受理单位办理。",
        "Organs handling a case and defence lawyers are not served online here: come to the office of registration.",
    ),
}
POWERS = {
    Code.ORGAN_HAS_POWER: ("{organ}可以依该条查询。", "By this article the {organ} may ask."),
    Code.ORGAN_LACKS_POWER: (
        "该条没有授权{organ}，请选择本机关有权适用的条款。",
        "The article gives no power to the {organ}; choose one that does.",
    ),
    Code.ONE_OFFICER_ASKS: ("该条没有要求两名办案人员。", "The article does not demand two officers."),
    Code.TWO_OFFICERS_ASK: ("依该条查询，办案人员不得少于两人。", "By this article at least two officers ask."),
}
