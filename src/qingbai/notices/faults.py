"""What is wrong with a notice (退回原因): the field, the fault, the remedy, in Chinese and English, all of it at once.

No sentence repeats a name or a whole number: faults are shown on screens and kept in logs.
"""

from collections.abc import Iterable

from qingbai import incoming
from qingbai.incoming import Fault, Refused
from qingbai.law.terms import Reason


class NoticeRefused(Refused):
    """The notice cannot be entered as it stands (退回). Nothing was; ``faults`` names everything at once."""


class NoticeHeld(NoticeRefused):
    """The law leaves a question open that a person must decide (待人工认定). Nothing was entered; the notice comes again with the answer.

    ``because``: what the law found, a tuple of reasons for each defendant concerned, beside the fault that asks the question.
    """

    def __init__(self, faults: Iterable[Fault], because: Iterable[Reason]) -> None:
        super().__init__(*faults)
        self.because = tuple(because)


def fault(field: str, code: str, /, **facts: str) -> Fault:
    """The fault of this code at this field, with its sentences."""
    zh, en = SENTENCES[code]
    return Fault(field, code, zh.format_map(facts), en.format_map(facts))


# code -> (Chinese, English): what is wrong, then what to do.
SENTENCES: dict[str, tuple[str, str]] = {
    **incoming.SENTENCES,
    # files
    "file_elsewhere": (
        "所指文件不在通报所在或相邻的文件夹内。请把正文放在通报旁边。",
        "lies neither in the notice's folder nor in one beside it. Put the text beside the notice.",
    ),
    "not_a_partial_date": (
        "不是日期。请写作 YYYY、YYYY-MM 或 YYYY-MM-DD。",
        "is not a date. Write YYYY, YYYY-MM or YYYY-MM-DD.",
    ),
    # text in fields
    "empty": ("不能为空。请填写。", "is empty. Fill it in."),
    "too_long": ("超过{limit}个字符。请核对。", "has more than {limit} characters. Check it."),
    "unprintable": (
        "第{position}个字符是控制字符或不可见字符（{code}）。请删除后重新发送。",
        "has a control or invisible character at {position} ({code}). Remove it and send it again.",
    ),
    "text_empty": ("没有文书正文。请附上裁判文书全文。", "holds no text. Put in the whole text of the judgment."),
    "text_too_long": (
        "正文超过{limit}个字符。请核对是否误附其他文件。",
        "has more than {limit} characters. Check whether another file was put in.",
    ),
    "message_id": (
        "只能由字母、数字和 . _ : - 组成，1至80个字符。请改正编号。",
        "may hold letters, digits and . _ : - only, 1 to 80 of them. Correct the number.",
    ),
    "several_defendants": (
        "正文有{count}名被告人。请用 JSON 通报逐人填写。",
        "judges {count} defendants. Send a notice as JSON that states the facts of each.",
    ),
    # persons
    "no_defendants": (
        "没有列出被告人。请逐一列出文书中的被告人。",
        "names no defendant. List every defendant of the document.",
    ),
    "masked_name": (
        "姓名被隐去一部分。通报须写全名，请补全。",
        "hides part of the name. A notice gives the whole name; complete it.",
    ),
    "nationality": (
        "应为三位大写国家代码，如 CHN。请改正。",
        "must be three capital letters of a country, as in CHN. Correct it.",
    ),
    "household": ("应为六位行政区划代码。请改正。", "must be a six-digit division code. Correct it."),
    "born_later": ("出生日期晚于今天。请核对。", "lies after today. Check it."),
    "born_too_early": ("出生日期早于1870年。请核对。", "lies before 1870. Check it."),
    "number_date": (
        "与身份证件号码中的出生日期不一致。请核对两者。",
        "is not the date of birth in the identity number. Check both.",
    ),
    "number_sex": ("与身份证件号码中的性别不一致。请核对两者。", "is not the sex in the identity number. Check both."),
    "number_twice": (
        "与另一被告人的号码相同。请核对各自的证件。",
        "is the number of another defendant as well. Check the documents of both.",
    ),
    "number_nationality": (
        "居民身份证件的持有人应为中国公民（CHN）。请核对国籍。",
        "must be CHN for the holder of a resident number. Check it.",
    ),
    "unit_with_person_fields": (
        "单位没有此项。请删除，或核对被告人是否为单位。",
        "does not belong to a unit. Remove it, or check whether the defendant is a unit.",
    ),
    # dates and facts
    "in_future": ("日期晚于今天。请核对。", "lies after today. Check it."),
    "out_of_order": ("早于{earlier}。请核对两个日期。", "lies before {earlier}. Check both dates."),
    "no_finality": (
        "既没有判决确定日期（final_on），也没有送达情况（service）。请填写其一。",
        "says neither when it became final (final_on) nor when it was served (service). State one of them.",
    ),
    "finality_contradicts": (
        "与按送达情况得出的结果不一致：{found}。请核对 final_on 与 service。",
        "does not agree with what follows from service: {found_en}. Check final_on and service.",
    ),
    "too_young": (
        "犯罪时不满{age}周岁，依当时刑法第十七条不负刑事责任。请核对出生日期和犯罪时间。",
        "puts the offence before the age of {age}, when nobody could be convicted (Criminal Law 17). Check birth and offence dates.",
    ),
    "needs_approval": (
        "犯罪时十二、十三周岁，须有最高人民检察院核准（刑法第十七条第三款）。请填写核准文号（prosecution_approval）。",
        "puts the offence at 12 or 13, which needs approval of the Supreme People's Procuratorate (Criminal Law 17). State its number.",
    ),
    "age_unsettled": (
        "不能确定犯罪时是否已达刑事责任年龄。请补充出生日期或犯罪时间，或填写核准文号（prosecution_approval）。",
        "leaves open whether the age of criminal responsibility was reached. Complete birth or offence dates, or state an approval's number.",
    ),
    # against the text
    "no_judgment": (
        "不是完整的裁判文书：{said}。请发送判决书或裁定书全文。",
        "is not a complete judgment: {said_en}. Send the whole text of the judgment or ruling.",
    ),
    "unreadable": (
        "正文中读不出{what}。请核对正文是否完整。",
        "does not show {what_en}. Check whether the text is complete.",
    ),
    "differs_from_text": (
        "与文书正文不一致（正文为“{found}”）。请核对通报与文书。",
        "does not agree with the document, which says '{found}'. Check both.",
    ),
    "name_not_in_text": (
        "正文的被告人中没有此人。请核对姓名。",
        "is not among the defendants of the document. Check the name.",
    ),
    "defendant_missing": (
        "正文中的第{place}名被告人未列入通报。请补上。",
        "leaves out defendant {place} of the document. Add the defendant.",
    ),
    "number_differs_from_text": (
        "与正文所印号码在第{positions}位不同。请核对证件。",
        "is not the number printed in the document: it differs at {positions_en}. Check the identity document.",
    ),
    "number_length_differs_from_text": (
        "与正文所印号码位数不同（正文{found}位）。请核对证件。",
        "is not the number printed in the document, which has {found} characters. Check the identity document.",
    ),
    "prohibition_months": (
        "应为1至{longest}的月数；终身或者与管制、缓刑考验期相同的，不填。请改正。",
        "must be 1 to {longest} months; leave it out for life, or where it lasts with control or probation.",
    ),
    "prohibition_twice": ("与前一项相同。请删除。", "is the same as one before. Remove it."),
    "prohibition_not_stated": (
        "主文宣告了禁止事项（“{found}”），通报没有写明。请在 prohibitions 中写明种类、内容和期限。",
        "is needed: the operative part forbids something ('{found}'). State kind, activity and length under prohibitions.",
    ),
    "activity_not_in_text": (
        "正文中没有这些字。请按裁判文书的原文填写禁止的内容。",
        "does not stand in the document. Write what is forbidden in the document's own words.",
    ),
    "prohibition_contradicts": (
        "与该判决不相符：{said}请核对种类和期限。",
        "does not go with the verdict: {said_en} Check kind and length.",
    ),
    "no_prosecutor": (
        "正文中读不出公诉机关。自诉案件请填写自诉人（prosecutor）。",
        "is needed: the text shows no procuratorate. State the private prosecutor (prosecutor).",
    ),
    "no_charge": (
        "认定有罪，但正文中读不出罪名和刑罚。请发送载明罪名和刑罚的文书。",
        "is found guilty, but the text shows no charge and punishment. Send the document that states them.",
    ),
    "before_pronouncement": (
        "早于判决日期{pronounced}。请核对两个日期。",
        "lies before the date of the judgment, {pronounced}. Check both.",
    ),
    "offence_after_judgment": (
        "晚于判决日期{pronounced}。请核对犯罪时间。",
        "lies after the judgment of {pronounced}. Check the offence dates.",
    ),
    "execution_contradicts": (
        "与裁判结果不符。请核对执行情况。",
        "does not fit what the court decided. Check the state of execution.",
    ),
    # who sends
    "wrong_sender": (
        "不是此接口账号所属的单位。请以本单位代码发送，或使用该单位的接口账号。",
        "is not the sender that this client belongs to. Send under your own code, or with that sender's client.",
    ),
    "wrong_sender_name": (
        "与登记的单位名称“{name}”不一致。请改正，或更新接口账号。",
        "is not the name registered for this code, '{name}'. Correct it, or have the client renewed.",
    ),
    "sender_not_entitled": (
        "{kind}不得发送此种通报，应由{senders}发送。请交有权单位发送。",
        "is a notice that {kind_en} may not send; it comes from {senders_en}. Let an organ entitled send it.",
    ),
    "scope_missing": (
        "访问令牌不含权限 {scope}。请申请含此权限的令牌。",
        "needs the scope {scope}, which this token does not have. Get a token with it.",
    ),
    # the notices beside judgments
    "not_a_court": (
        "不是法院名称。请填写作出生效裁判的法院全称。",
        "is not the name of a court. State the full name of the court whose judgment was executed.",
    ),
    "not_a_case_number": (
        "不是案号。请按裁判文书填写，如（2023）演0101刑初46号。",
        "is not a case number. State it as the judgment has it, as in （2023）演0101刑初46号.",
    ),
    "not_a_decision_number": (
        "不是决定书文号。请按决定书填写机关代字、年份和序号。",
        "is not the number of a decision. State the organ's mark, the year and the serial as the decision has them.",
    ),
    "before_case": (
        "早于文号所载年份{year}。请核对日期和文号。",
        "lies before {year}, the year in the number. Check date and number.",
    ),
    "before_verdict": (
        "早于该案判决日期{pronounced}。请核对案号和日期。",
        "lies before the judgment of that case, {pronounced}. Check number and date.",
    ),
    "after_decision": (
        "晚于决定日期{decided}。请核对两个日期。",
        "lies after the decision of {decided}. Check both dates.",
    ),
    "negative": ("不能小于零。请核对金额。", "is less than nothing. Check the amount."),
    "no_period": (
        "与开始日期相同，没有期间。请核对两个日期。",
        "is the day of the beginning: no period lies between. Check both dates.",
    ),
    "ground_contradicts": (
        "与所封存的文书种类不符。请核对两项。",
        "does not fit the sort of decision that is to be sealed. Check both.",
    ),
    "charge_unknown": (
        "不是刑法规定的罪名。请按罪名表填写。",
        "is not the name of a crime. State it as the list of crimes has it.",
    ),
    "charge_not_then": (
        "在{on}不是有效的罪名。请按当时的罪名填写。",
        "could not be charged by this name on {on}. State the name of that time.",
    ),
    "crime_in_penalty": (
        "是罪名，不是违反治安管理行为。请核对，犯罪不得以处罚通报报送。",
        "is the name of a crime and no public-order violation. Check it; crimes do not come by this notice.",
    ),
    "amount_missing": (
        "缺少天数或金额。请按决定书填写。",
        "is missing or less than one. State days or yuan as the decision has them.",
    ),
    "amount_not_fitting": (
        "与处罚种类不符。请删除或核对种类。",
        "does not belong to this measure. Remove it or check the measure.",
    ),
    "detention_too_long": (
        "拘留合计超过{days}日，依治安管理处罚法第十六条不可能。请核对天数。",
        "adds up to more than {days} days of detention, the most there is (Public Security Penalties Law 16). Check the days.",
    ),
    "too_young_for_penalty": (
        "行为时不满{age}周岁，依法不予处罚。请核对出生日期和行为时间。",
        "lies before the age of {age}, when nobody is penalised. Check birth and dates.",
    ),
    "other_person": (
        "与该案被告人的身份不符。请核对姓名、证件和案号。",
        "is not the defendant of that case. Check name, documents and case number.",
    ),
    "verdict_contradicts": (
        "与该案裁判结果不符。请核对案号和通报种类。",
        "does not fit what the court decided in that case. Check the number and the kind of notice.",
    ),
    "contradicts_earlier": (
        "与此前收到的同一事项的通报内容不同。请核对；此前有误的，按更正程序办理。",
        "says otherwise than an earlier notice of the same thing. Check both; have an earlier error corrected.",
    ),
    "manifest_digest": (
        "与编号清单不符，清单可能不完整。请重新生成清单。",
        "is not the digest of the list, which may be cut short. Make the manifest anew.",
    ),
    "number_listed_twice": ("在清单中出现两次。请删除一个。", "stands in the list twice. Remove one."),
    # questions for a person
    "sealing_open": (
        "依法不能确定是否应当封存：{why}请补充事实，或由有权人员认定后填写 sealing_decision。",
        "the law leaves open whether this record is sealed: {why_en} Complete the facts, or state in sealing_decision what a person entitled decided.",
    ),
    "effect_open": (
        "不能确定是否已经生效：{why}请补充送达、上诉、抗诉或核准情况，或填写 final_on。",
        "it cannot be told whether the judgment is effective: {why_en} Complete service, challenge or approval, or state final_on.",
    ),
    "changes_an_earlier_record": (
        "属于{what}文书，改变在先的记录。请由登记人员指明所改变的记录，按更正程序办理。",
        "is a document of {what_en} that changes an earlier record. Let a registrar name that record and have it changed.",
    ),
    "earlier_first": (
        "所针对的在先文书尚未登记，而本文书的读取结果经登记人员更改，不能自动等候。请先登记在先文书，再登记本文书。",
        "bears on a document that is not on record yet, and was put right by hand, so it cannot wait by itself. Enter the earlier one first.",
    ),
    # against what was received before
    "same_message_other_body": (
        "同一编号的通报此前内容不同。更正请使用新的编号。",
        "came before with another content. Send a correction under a new number.",
    ),
    "same_document_other_facts": (
        "此文书此前已随不同事实登记。如有错误，请按更正程序办理。",
        "was entered before with other facts. If they were wrong, have them corrected; a second notice does not change them.",
    ),
    "same_case_other_text": (
        "同一法院、案号、文书种类和日期下已登记另一文本。请核对案号和正文。",
        "another text is entered under this court, number, kind and date. Check number and text.",
    ),
}
