"""Sentences about records that nobody may see: sealing, sealed, opening."""

from qingbai.law.reasons import Code

SEALING = {
    Code.UNIT_NOT_SEALED: (
        "单位犯罪记录不适用未成年人犯罪记录封存。",
        "A unit's record is never sealed under the rules for minors.",
    ),
    Code.UNDER_EIGHTEEN: (
        "出生日期{born_on}：犯罪时不满十八周岁（生日当日仍不满）。",
        "Born {born_on}: under eighteen at every offence (the birthday itself is still under).",
    ),
    Code.EIGHTEEN_OR_OLDER: (
        "出生日期{born_on}：犯罪时已满十八周岁。",
        "Born {born_on}: eighteen or older at every offence.",
    ),
    Code.BOTH_SIDES_OF_EIGHTEEN: (
        "出生日期{born_on}：犯罪行为跨越十八周岁前后。",
        "Born {born_on}: acts lie on both sides of the eighteenth birthday.",
    ),
    Code.MAIN_ACTS_BEFORE: (
        "法院认定主要犯罪行为实施于十八周岁以前，全案封存。",
        "The court found that the main acts came before eighteen; the whole case is sealed.",
    ),
    Code.MAIN_ACTS_AFTER: (
        "法院认定主要犯罪行为实施于十八周岁以后。",
        "The court found that the main acts came after eighteen.",
    ),
    Code.MAIN_ACTS_NOT_FOUND: (
        "没有可以依据的关于主要犯罪行为实施时间的认定。",
        "There is no finding to go by on when the main acts were done.",
    ),
    Code.FINDING_CONTRADICTS_DATES: (
        "法院关于主要犯罪行为的认定与登记的日期矛盾。",
        "The court's finding on the main acts contradicts the dates recorded.",
    ),
    Code.SENTENCE_WITHIN_LIMIT: (
        "应执行的刑罚不超过有期徒刑{limit_months}个月（含本数）。",
        "The sentence to be executed is at most {limit_months} months of fixed-term imprisonment, the limit included.",
    ),
    Code.SENTENCE_OVER_LIMIT: (
        "应执行的刑罚重于有期徒刑{limit_months}个月。",
        "The sentence to be executed is heavier than {limit_months} months of fixed-term imprisonment.",
    ),
    Code.SENTENCE_UNSETTLED: (
        "不能确定应执行的刑罚是否在有期徒刑{limit_months}个月以下。",
        "Whether the sentence to be executed is within {limit_months} months cannot be told.",
    ),
    Code.EARLIER_SENTENCE_COMBINED: (
        "决定执行的刑罚合并了前案刑罚，是否超过界限因此不同。",
        "The executed sentence includes one of an earlier case, and that makes the difference to the limit.",
    ),
    Code.NO_VERDICT_YET: (
        "案件结果尚无定论，不能判断是否封存。",
        "There is no verdict yet, so whether to seal cannot be told.",
    ),
    Code.EXEMPTED_FROM_PUNISHMENT: (
        "有罪但免予刑事处罚，属于应当封存的范围。",
        "Guilty but exempted from punishment, which is within what is sealed.",
    ),
    Code.MINOR_WITHOUT_CONVICTION: (
        "{outcome}：未成年人的涉案记录同样封存。",
        "{outcome}: what is kept about a minor's case is sealed as well.",
    ),
    Code.NO_REGIME_IN_FORCE: ("{on}没有施行中的封存制度。", "No sealing regime was in force on {on}."),
    Code.OFFENCE_AFTER_JUDGMENT: (
        "犯罪日期晚于裁判日期{judged_on}，日期有误。",
        "An offence is dated after the judgment of {judged_on}; a date must be wrong.",
    ),
    Code.MINOR_CASE_ENDED: (
        "以{end}终结的未成年人案件，其记录同样封存。",
        "What is kept about a minor's case that ended so is sealed as well: {end}.",
    ),
    Code.AS_THE_EARLIER_VERDICT: (
        "本文书维持原判或者没有另作裁判，随原判一并保存。",
        "The document lets the earlier verdict stand or says nothing new of it, and is kept where that one is.",
    ),
    Code.AS_THE_LATER_VERDICT: (
        "同一案件的后一裁判已经封存，整案封存。",
        "A later verdict of the same case is sealed, and the whole case with it.",
    ),
    Code.NO_VERDICT_TO_SEAL: (
        "本文书没有对该人作出新的裁判，也没有登记过原判。",
        "The document holds no new verdict on this person, and no earlier one is entered.",
    ),
    Code.NO_CONVICTION_TO_SEAL: (
        "没有定罪，不适用该封存制度。",
        "Nobody was convicted; this regime has nothing to seal.",
    ),
    Code.OPEN_BY_CONSENT: (
        "因证据不足宣告无罪，本人或者其监护人申请不封存并经法院同意。",
        "Acquitted for lack of evidence, and the court consented to the wish that it stay open.",
    ),
    Code.REGIME_PLACE_UNKNOWN: (
        "登记地不明，不能确定是否适用该地区的封存制度。",
        "The registry's place is not known, so whether this region's regime holds is open.",
    ),
    Code.WITHIN_REGIME_PLACE: ("登记地{place}适用该封存制度。", "The regime holds at {place}."),
    Code.OUTSIDE_REGIME_PLACE: ("登记地{place}不适用该封存制度。", "The regime does not hold at {place}."),
    Code.JUDGED_SINCE_REGIME: (
        "裁判日期{judged_on}，不早于该制度的施行日{from_on}。",
        "Judged on {judged_on}, not before the regime began on {from_on}.",
    ),
    Code.JUDGED_BEFORE_REGIME: (
        "裁判日期{judged_on}，早于该制度的施行日{from_on}。",
        "Judged on {judged_on}, before the regime began on {from_on}.",
    ),
    Code.JUDGED_WHEN_UNKNOWN: (
        "裁判日期为{judged_on}，不能确定是否在该制度施行（{from_on}）以后。",
        "Judged: {judged_on}; whether that is since the regime began on {from_on} cannot be told.",
    ),
    Code.CRIME_LEFT_OUT: ("该罪不在该制度的封存范围内。", "The regime leaves this kind of crime out."),
    Code.CRIME_UNSETTLED: (
        "不能确定该罪是否在该制度的封存范围内。",
        "Whether the regime leaves this crime out cannot be told.",
    ),
    Code.NO_CRIME_LEFT_OUT: ("所犯之罪都在该制度的封存范围内。", "The regime leaves none of the crimes out."),
    Code.FIRST_OFFENCE: ("系初次犯罪。", "It is a first offence."),
    Code.NOT_FIRST_OFFENCE: ("并非初次犯罪，不适用该封存制度。", "It is no first offence, which the regime asks for."),
    Code.FIRST_OFFENCE_UNKNOWN: ("是否初次犯罪不明。", "Whether it is a first offence is not known."),
    Code.EXECUTION_END_UNKNOWN: (
        "刑罚何时执行完毕不明，不能计算{months}个月的等待期。",
        "When the punishment was executed is not known; the {months} months after it cannot be reckoned.",
    ),
    Code.WAITING_RUNS: (
        "刑罚于{executed_on}执行完毕，{months}个月的等待期至{until}止，尚未届满。",
        "The punishment was executed on {executed_on}; the wait of {months} months lasts to {until}.",
    ),
    Code.WAITING_OVER: (
        "刑罚于{executed_on}执行完毕，{months}个月的等待期已于{until}届满。",
        "The punishment was executed on {executed_on}; the wait of {months} months ended on {until}.",
    ),
}
SEALED = {
    Code.WHOLE_FILE_SEALED: (
        "卷宗所涉人员的记录均应封存，全部材料和电子数据整体封存。",
        "Everybody in the file is sealed; all of it, electronic data included, is sealed as a whole.",
    ),
    Code.TRIED_TOGETHER: (
        "未分案办理，部分人员的记录应封存：全案卷宗封面标注“含犯罪记录封存信息”，并采取保密措施。",
        "Tried together, and somebody is sealed: the cover of the whole file says that it holds sealed records, and it is kept secret.",
    ),
    Code.TRIED_SEPARATELY: (
        "分案办理，同案人的记录已封存：未封存的卷宗封面标注“含犯罪记录封存信息”，并采取保密措施。",
        "Tried separately, and an accomplice is sealed: the cover of the open file says that it holds sealed records.",
    ),
    Code.SEALED_DATA_USED: (
        "案件使用了被封存的记录信息：卷宗封面标注“含犯罪记录封存信息”，并采取保密措施。",
        "The case used sealed data: the cover of its file says that it holds sealed records.",
    ),
    Code.SEALED_DATA_UNKNOWN: (
        "同案人的记录是否封存，或者是否使用了被封存的信息不明。",
        "Whether an accomplice is sealed, or sealed data was used, is not known.",
    ),
    Code.NOTHING_SEALED_IN_FILE: (
        "卷宗不含被封存的记录信息。",
        "The file holds nothing that is sealed.",
    ),
    Code.SEAL_WITHIN: ("应当在{days}日以内封存。", "To be sealed within {days} days."),
    Code.NEVER_RECIDIVIST: (
        "出生日期{born_on}：犯罪时不满十八周岁，不构成累犯的前罪。",
        "Born {born_on}: under eighteen at every offence, which never counts for recidivism.",
    ),
    Code.PENALTY_RECORD_SEALED: (
        "违反治安管理的记录一律封存。",
        "Records of public-order violations are sealed, everybody's.",
    ),
}
OPENING = {
    Code.OPEN_FOR_CASE: (
        "为办理案件需要，可以查询被封存的记录。",
        "The record may be opened for the case that is being handled.",
    ),
    Code.OPEN_UNDER_PROVISION: (
        "单位根据国家规定，可以查询被封存的记录。",
        "A unit may ask under a state provision.",
    ),
    Code.SCOPE_OF_CASE: (
        "可以查阅、摘抄、复制案卷，以办案需要为限。",
        "The file may be read, extracted and copied, as far as the case needs it.",
    ),
    Code.SCOPE_OF_UNIT: (
        "只告知是否受过刑事处罚、罪名和刑期，以所需为限。",
        "Only whether there was a punishment, for what and how long is told, as far as it is needed.",
    ),
    Code.UNDERTAKING_FIRST: (
        "查询前应当签署保密承诺书，并只用于所申请的目的。",
        "An undertaking of secrecy is signed first, and what is seen serves the stated purpose alone.",
    ),
    Code.PROVISION_NOT_LOOKED_UP: (
        "所引依据是否属于国家规定，须核对。",
        "Whether the basis named is a state provision must be looked up.",
    ),
    Code.COPIES_IF_NECESSARY: (
        "单位要求复制文书，是否必要须判断。",
        "The unit wants copies; whether they are necessary must be judged.",
    ),
    Code.NOT_IN_WRITING: ("没有书面申请。", "There is no written application."),
    Code.NO_OFFICIAL_LETTER: ("没有单位公函。", "There is no official letter."),
    Code.IDENTITY_NOT_SHOWN: (
        "查询人员没有出示身份证件、工作证件。",
        "Whoever came has not shown who he is.",
    ),
    Code.NO_REASON_STATED: ("申请没有写明查询理由。", "The application states no reason."),
    Code.NO_LEGAL_BASIS_STATED: ("申请没有写明法律依据。", "The application states no legal basis."),
    Code.NO_SCOPE_STATED: ("申请没有写明查询范围。", "The application does not say what is to be seen."),
    Code.NO_CASE_NAMED: ("没有写明所办理的案件。", "The case that is being handled is not named."),
    Code.NOT_AMONG_THOSE_WHO_MAY_LOOK: (
        "申请人不属于可以查询被封存记录的司法机关或者单位。",
        "The asker is none of the organs and units that may see what is sealed.",
    ),
    Code.NO_STATE_PROVISION: ("所引依据不属于国家规定。", "The basis named is no state provision."),
    Code.DECIDE_WITHIN: (
        "{authority}应当在{days}日以内作出是否许可的决定。",
        "The decision is due within {days} days at these organs: {authority}.",
    ),
    Code.CONDITION_DAY_UNKNOWN: (
        "符合解除封存条件之日不明。",
        "The day on which the condition was met is not known.",
    ),
    Code.SEAL_FALLS: (
        "自{met_on}起解除封存。",
        "The seal falls from {met_on} on.",
    ),
    Code.SEAL_FALLS_LATER: (
        "裁判将于{met_on}生效，此前仍然封存。",
        "The decision takes effect on {met_on}; until then the seal stays.",
    ),
    Code.UNSEALING_LIMIT_PASSED: (
        "所执行的刑罚超过解除封存的界限（有期徒刑{limit_months}个月）。",
        "The executed sentence passes the limit at which a seal falls ({limit_months} months).",
    ),
    Code.UNSEALING_LIMIT_KEPT: (
        "所执行的刑罚没有超过解除封存的界限（有期徒刑{limit_months}个月）。",
        "The executed sentence keeps within the limit at which a seal falls ({limit_months} months).",
    ),
    Code.RETRIED: ("经再审改变了刑罚。", "A retrial changed the sentence."),
    Code.OTHER_CRIME_AS_MINOR: (
        "出生日期{born_on}：新罪或者漏罪也在不满十八周岁时实施。",
        "Born {born_on}: the other crime, too, was done under eighteen.",
    ),
    Code.ADULT_REOFFENDED: (
        "出生日期{born_on}：成年后再犯罪不解除封存。",
        "Born {born_on}: a crime of the adult does not unseal the record of the youth.",
    ),
}
