"""Sentences about asking and answering: jurisdiction, materials, frequency, admission, coverage, time_limits, disclosure."""

from qingbai.law.reasons import Code

JURISDICTION = {
    Code.POLICE_STATION_OF_PLACE: (
        "单位{office}是户籍地或者居住地{place}的受理单位。",
        "Office {office} serves {place}, a place of household registration or residence.",
    ),
    Code.EXIT_ENTRY_OF_PLACE: (
        "单位{office}是居住地{place}的出入境管理部门。",
        "Office {office} is the exit-entry department for the residence in {place}.",
    ),
    Code.AGENT_PRINCIPALS_PLACE: (
        "委托他人办理的，按委托人的所在地确定受理单位。",
        "Through an agent, the principal's place decides.",
    ),
    Code.ADDED_BY_REGION: (
        "单位{office}是本地增设的受理点。",
        "Office {office} is an accepting point added by the region.",
    ),
    Code.LOCALS_AT_THEIR_HOUSEHOLD: (
        "本地户籍人员应当向户籍地派出所申请。",
        "Those with a local household ask where it is registered.",
    ),
    Code.HOUSEHOLD_NOT_KNOWN: (
        "本地户籍人员应当向户籍地派出所申请，而申请人的户籍地不明。",
        "Those with a local household ask where it is registered, and where this one is, is not known.",
    ),
    Code.PLACE_UNKNOWN: (
        "{asker}的户籍地、居住地不明，不能确定受理单位。",
        "{asker}: no place of household or residence is known, so no office can be named.",
    ),
    Code.NO_OFFICE_THERE: (
        "所列单位中没有负责{place}的{office_kind}。",
        "None of the offices given is a {office_kind} for {place}.",
    ),
    Code.STAY_LONG_ENOUGH: (
        "在华停留{counting}{days}日，达到{required}日（含本数）。",
        "Stay in China, {counting}: {days} of at least {required} days, the limit included.",
    ),
    Code.STAY_TOO_SHORT: (
        "在华停留{counting}{days}日，不足{required}日。",
        "Stay in China, {counting}: {days} days, fewer than {required}.",
    ),
    Code.STAY_UNKNOWN: (
        "在华停留天数不明（要求{required}日）。",
        "The length of the stay in China is not known ({required} days are needed).",
    ),
}
MATERIALS = {
    Code.PAPERS_COMPLETE: ("申请材料齐全。", "The papers are complete."),
    Code.PAPER_MISSING: ("缺少{paper}，请补充提交。", "Missing: {paper}; please add it."),
    Code.IDENTITY_DOCUMENT_NOT_ACCEPTED: (
        "申请人类别为{asker}，所持证件（{document}）不能作为查询的身份证件，请出示该类别可用的证件。",
        "A document of this kind ({document}) is not accepted from this class of applicant ({asker}); please show one that is.",
    ),
    Code.IDENTITY_DOCUMENT_EXPIRED: (
        "{document}已于{valid_until}到期，请出示有效证件。",
        "The {document} expired on {valid_until}; please show a valid one.",
    ),
    Code.APPLICANT_AGE_UNKNOWN: (
        "申请人年龄不明，不能确定是否须由监护人办理。",
        "The applicant's age is not known, so it is open whether a guardian must act.",
    ),
    Code.AGENT_NOT_CAPABLE: (
        "受托人{age}周岁，不具有完全民事行为能力，请另行委托。",
        "The agent is {age} and has no full civil capacity; please appoint another.",
    ),
    Code.AGENT_CAPACITY_UNKNOWN: (
        "受托人是否具有完全民事行为能力不明。",
        "Whether the agent has full civil capacity is not known.",
    ),
    Code.AGENT_RELATION_UNKNOWN: (
        "受托人是否为近亲属不明；非近亲属的，委托书须经公证。",
        "Whether the agent is a near relative is not known; of anybody else the power of attorney must be notarised.",
    ),
    Code.PAPER_WANTED_HERE: (
        "本地规定还须提交{paper}，请补充提交。",
        "Missing by this region's rules: {paper}; please add it.",
    ),
    Code.REASON_TO_BE_PROVED: (
        "申请事由为{reason_class}，须提交证明：{proof_zh}（{proof_en}）。",
        "The reason is {reason_class}; please prove it: {proof_en} ({proof_zh}).",
    ),
    Code.PERMIT_OF_A_FOREIGNER: (
        "所持为发给非中国籍港澳永久性居民的通行证，可用证件目录未列，须由工作人员认定，建议同时出示护照。",
        "The permit for permanent residents of Hong Kong and Macau who are not Chinese is on no list; an officer decides. Showing the passport helps.",
    ),
}
FREQUENCY = {
    Code.WITHIN_FREQUENCY: (
        "{window}第{count}次查询，未达到多次查询的标准（{n}次）。",
        "Inquiry number {count} {window}; the rule on frequent inquiries (at {n}) is not reached.",
    ),
    Code.ASKED_OFTEN: (
        "{window}第{count}次查询，达到多次查询的标准（{n}次）：{action}。",
        "Inquiry number {count} {window}; the rule on frequent inquiries (at {n}) applies: {action}.",
    ),
    Code.NOT_TOO_SOON: (
        "距上次申请的间隔符合规定（{days}日）。",
        "The interval since the last application is kept ({days} days).",
    ),
    Code.ASKED_AGAIN_TOO_SOON: (
        "{latest}已申请，本地规定{days}日内不得重复申请，{again_on}起可以再次申请。",
        "The last application was on {latest}; this region takes none within {days} days. Ask again from {again_on} on.",
    ),
    Code.INQUIRY_DATED_LATER: (
        "有查询记录的日期晚于{on}，不能计算次数。",
        "An earlier inquiry is dated after {on}, so they cannot be counted.",
    ),
}
ADMISSION = {
    Code.NOT_ONLINE_HERE: (
        "本地不办理网上申请，请到窗口办理。",
        "This region takes no applications online; please go to a window.",
    ),
    Code.ONLINE_TAKEN: ("可以网上申请（范围：{scope}）。", "Online applications are open to {scope}."),
    Code.ONLINE_FOR_ONESELF: (
        "网上申请仅限本人办理，代办请到窗口。",
        "Online one asks for oneself only; whoever acts for another goes to a window.",
    ),
    Code.ONLINE_FOR_OTHERS: (
        "网上申请仅限{scope}，请到窗口办理。",
        "Online applications are open to {scope} only; please go to a window.",
    ),
    Code.ONLINE_TIE_UNKNOWN: (
        "网上申请仅限{scope}，而申请人是否属于该范围不明。",
        "Online applications are open to {scope} only, and whether that is so here is not known.",
    ),
    Code.FOREIGNERS_AT_A_WINDOW: ("外国人请到窗口办理。", "Foreigners ask at a window."),
    Code.IDENTIFIED_TOO_WEAKLY: (
        "网上申请须经{identity_level}核验身份，请重新核验或者到窗口办理。",
        "Online the identity must be proved by {identity_level}; please prove it so or go to a window.",
    ),
    Code.IDENTIFIED_EARLIER: (
        "网上申请须在办理时核验身份，以往核验的结果不能代替；请重新核验或者到窗口办理。",
        "Online the identity must be proved for the application itself, not remembered from before; please prove it anew or go to a window.",
    ),
    Code.NO_LOCAL_CONDITION: ("本地没有另行规定的受理条件。", "The region sets no condition of its own."),
    Code.OLD_ENOUGH_TO_ASK: (
        "申请人{age}周岁，达到{required}周岁。",
        "The applicant is {age}; {required} is required.",
    ),
    Code.TOO_YOUNG_TO_ASK: (
        "申请人{age}周岁，未满本地规定的{required}周岁。",
        "The applicant is {age}; this region takes applications from {required} on.",
    ),
    Code.AGE_NOT_KNOWN: (
        "申请人年龄不明（本地要求年满{required}周岁）。",
        "The applicant's age is not known ({required} is required here).",
    ),
    Code.RESIDENT_LONG_ENOUGH: (
        "已在本地居住{days}日，达到{required}日。",
        "Resident here for {days} days; {required} are required.",
    ),
    Code.RESIDENT_TOO_SHORT: (
        "在本地居住{days}日，不足本地规定的{required}日。",
        "Resident here for {days} days, fewer than the {required} that this region requires.",
    ),
    Code.RESIDENCE_NOT_KNOWN: (
        "在本地的居住时间不明（本地要求{required}日）。",
        "How long the applicant has lived here is not known ({required} days are required).",
    ),
    Code.REASON_TAKEN: ("申请事由：{reason_class}。", "The reason given: {reason_class}."),
    Code.REASON_NOT_TAKEN: (
        "申请事由（{reason_class}）不属于本地受理的范围。",
        "The reason given ({reason_class}) is none for which this region takes applications.",
    ),
    Code.REASON_NOT_STATED: (
        "申请事由不明，须由工作人员归类。",
        "The reason is not stated; an officer must class it.",
    ),
}
COVERAGE = {
    Code.TIME_ASKED_FOR: ("按申请的时间范围查询。", "The time asked for is covered."),
    Code.EVERYTHING_COVERED: (
        "未申请时间范围，查询全部时段。",
        "No time was asked for: everything entered is covered.",
    ),
    Code.DEFAULT_TIME: (
        "未申请时间范围，按本地规定的范围查询。",
        "No time was asked for: the region's own is covered.",
    ),
    Code.LIMITED_TO_TIE: (
        "时间范围限于与{asking_place}有联系的期间。",
        "The time is limited to the tie with the {asking_place}.",
    ),
    Code.LIMITED_BY_DOCUMENT: (
        "时间范围限于所持证件的有效期内。",
        "The time is limited to the validity of the document shown.",
    ),
    Code.NOTHING_LEFT_TO_COVER: (
        "申请的时间范围都在可以查询的期间以外，请另选时间范围。",
        "Nothing of the time asked for may be covered; please choose another.",
    ),
    Code.TIME_OF_TIE_UNKNOWN: (
        "与{asking_place}有联系的期间不明，不能确定时间范围。",
        "The time of the tie with the {asking_place} is not known, so the time to cover is open.",
    ),
    Code.TIE_HAS_GAPS: (
        "与{asking_place}有联系的期间不连续，须由工作人员确定时间范围。",
        "The tie with the {asking_place} has gaps; an officer decides which time is covered.",
    ),
    Code.VALIDITY_OF_DOCUMENT_UNKNOWN: (
        "所持证件的有效期不明，不能确定时间范围。",
        "The validity of the document shown is not known, so the time to cover is open.",
    ),
}
TIME_LIMITS = {
    Code.DUE: (
        "期限为{working_days}个工作日，至{due_on}届满。",
        "The period of {working_days} working day(s) ends on {due_on}.",
    ),
    Code.ANSWER_WITHIN: (
        "受理后应当在{working_days}个工作日内答复。",
        "An accepted inquiry is answered within {working_days} working day(s).",
    ),
    Code.DAYS_COUNTED: (
        "截至{on}已计{count}个工作日。",
        "By the end of {on}, {count} working day(s) have been counted.",
    ),
    Code.DAYS_END: (
        "自{event_on}的次日起计算{days}日，至{due_on}届满。",
        "Counted from the day after {event_on}, {days} days end on {due_on}.",
    ),
    Code.START_NOT_COUNTED: (
        "开始之日{start_on}不计入期限。",
        "The day on which the period begins, {start_on}, is not counted.",
    ),
    Code.PAUSE_NOT_COUNTED: (
        "自{from_on}起至{until_on}前经批准调查核实，该时间不计入期限。",
        "Approved investigation from {from_on} until {until_on}: that time is not counted.",
    ),
    Code.PAUSE_WITHOUT_APPROVAL: (
        "自{from_on}起至{until_on}前的中止未经批准，照常计算。",
        "The pause from {from_on} until {until_on} has no approval, so its days count.",
    ),
    Code.PAUSE_RUNNING: (
        "自{since}起处于经批准的调查核实中，期限暂停。",
        "The clock has stood still since {since}: an approved investigation is running.",
    ),
    Code.TERM_ENDS: (
        "刑期自{starts_on}起，为{months}个月零{days}日，至{ends_on}止。",
        "A term of {months} month(s) and {days} day(s) from {starts_on} ends on {ends_on}.",
    ),
    Code.TERM_READING_DOUBTFUL: (
        "刑期自{starts_on}起，为{months}个月零{days}日：年、月分别计算止于{ends_on}，合并按月计算则不同。",
        "A term of {months} month(s) and {days} day(s) from {starts_on} ends on {ends_on} if years and months are counted apart, on another day if all is counted in months.",
    ),
    Code.PERIOD_ENDS: (
        "期间自{starts_on}起，为{months}个月零{days}日，至{ends_on}止。",
        "A period of {months} month(s) and {days} day(s) from {starts_on} ends on {ends_on}.",
    ),
}
COMPLEXITY = {
    Code.GROUND_NOT_STATED: (
        "以“{ground}”提请调查核实，但没有写明具体情形。",
        "An investigation is asked for because {ground}, and nothing is said about it.",
    ),
    Code.GROUND_NOT_KNOWN_HERE: (
        "“{ground}”不是本地规定的情形复杂事由。",
        "That {ground} is no ground of complexity here.",
    ),
    Code.GROUND_STATED: (
        "属于情形复杂：{ground}，已写明具体情形。",
        "The case is complex: {ground}, and what it is about is stated.",
    ),
    Code.GROUND_SHOWN: (
        "属于情形复杂：{ground}，案卷可以反映。",
        "The case is complex: {ground}, as the file shows.",
    ),
    Code.GROUND_FOR_THE_HEAD: (
        "是否属于“{ground}”案卷不能反映，由负责人审定。",
        "Whether {ground} does not show in the file: the head weighs it.",
    ),
    Code.NO_GROUND_SHOWN: (
        "案卷没有反映情形复杂的事由。",
        "The file shows no ground of complexity.",
    ),
    Code.INVESTIGATION_WITHOUT_LIMIT: (
        "调查核实没有期限规定，所用时间不计入办理期限。",
        "No limit is set for the investigation; its time is not counted.",
    ),
    Code.INVESTIGATION_WITHIN: (
        "调查核实应当在{working_days}个工作日内完成。",
        "The investigation is finished within {working_days} working day(s).",
    ),
}
HONESTY = {
    Code.DECEIT_NOT_STATED: (
        "认为申请人{deceit}，但没有写明查实的情况。",
        "It is held that {deceit}, and what was found is not stated.",
    ),
    Code.DECEIT_FOUND: (
        "经查实，申请人{deceit}，不予办理。",
        "It was established that {deceit}; the application is not handled.",
    ),
}
DISCLOSURE = {
    Code.CERTIFICATE_ANSWERS: (
        "没有应当告知的犯罪记录，出具无犯罪记录证明。",
        "There is no record that may be told: the certificate of no criminal record is issued.",
    ),
    Code.REFUSAL_ANSWERS: (
        "有犯罪记录，出具不予出具无犯罪记录证明通知书。",
        "There is a record: the notice of refusal is issued.",
    ),
    Code.MATCH_UNCERTAIN: (
        "案件{reference}是否属于被查询人不能确定。",
        "Case {reference}: whether it is about the person asked about is not certain.",
    ),
    Code.SEALED_BY_ITS_FACTS: (
        "案件{reference}：依据事实应当封存，即使没有收到封存通知也不计入。",
        "Case {reference}: by its facts it must be sealed and does not count, even if no notice of sealing came.",
    ),
    Code.SEALING_UNSETTLED: (
        "案件{reference}：是否应当封存尚未确定。",
        "Case {reference}: whether it must be sealed is not settled.",
    ),
    Code.OUTSIDE_PERIOD: (
        "案件{reference}：犯罪和裁判日期都不在查询时间范围（{from_on}至{to_on}）内。",
        "Case {reference}: offence and judgment both lie outside the time asked about ({from_on} to {to_on}).",
    ),
    Code.PERIOD_UNSETTLED: (
        "案件{reference}：是否在查询时间范围（{from_on}至{to_on}）内不能确定。",
        "Case {reference}: whether it lies in the time asked about ({from_on} to {to_on}) cannot be told.",
    ),
}
