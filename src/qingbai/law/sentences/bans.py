"""Sentences about bars from posts and who may ask because of them: bans, asking."""

from qingbai.law.reasons import Code

BANS = {
    Code.NO_BAR_CATCHES: (
        "{on}，信息库中的记录不属于任何一项可以由本库答复的从业禁止。",
        "On {on} no bar that this register can answer catches what is entered.",
    ),
    Code.COURT_BAN_NOT_STATED: (
        "案件{reference}：登记时法院通报尚不载明从业禁止、禁止令，须查阅裁判文书。",
        "Case {reference}: when it was entered, notices did not state prohibitions; see the judgment.",
    ),
    Code.NO_COURT_BAN: (
        "案件{reference}：法院的通报没有载明从业禁止、禁止令。",
        "Case {reference}: the court's notice states no prohibition.",
    ),
    Code.WHICH_OCCUPATION: (
        "案件{reference}：人民法院禁止从事一定职业或者活动，该岗位是否在内须由人工认定。",
        "Case {reference}: the court forbade an occupation or activity; whether the post is one is for a person to decide.",
    ),
    Code.BAR_APPLIES: (
        "案件{reference}属于不得从事该岗位的法定情形：{bar}。",
        "Case {reference} falls under the statutory bar: {bar}.",
    ),
    Code.BAR_MAY_APPLY: (
        "案件{reference}是否属于不得从事该岗位的法定情形（{bar}），须由人工认定。",
        "Whether case {reference} falls under the statutory bar ({bar}) is for a person to decide.",
    ),
    Code.NOT_PUNISHED: (
        "案件{reference}有罪但免予刑事处罚，不属于受过刑事处罚。",
        "Case {reference}: guilty but exempted from punishment; that is not having been punished.",
    ),
    Code.CRIME_NOT_NAMED: (
        "案件{reference}不属于该条所指的犯罪：{bar}。",
        "Case {reference} is none of the crimes that the bar names: {bar}.",
    ),
    Code.FAULT_UNSETTLED: (
        "案件{reference}：仅凭罪名不能确定是故意还是过失。",
        "Case {reference}: the name alone does not settle whether it was intentional or negligent.",
    ),
    Code.GROUP_UNSETTLED: (
        "案件{reference}：仅凭罪名不能确定是否属于该条所指的犯罪（{bar}）。",
        "Case {reference}: the name alone does not settle whether the bar means it ({bar}).",
    ),
    Code.CRIMES_UNKNOWN: ("案件{reference}：罪名未登记。", "Case {reference}: its crimes are not entered."),
    Code.WEIGHT_UNSETTLED: (
        "案件{reference}：数罪只登记了决定执行的刑罚，不能确定该罪的刑罚。",
        "Case {reference}: only the punishment for several crimes together is entered, not that for this one.",
    ),
    Code.RIGHTS_KEPT: ("案件{reference}未剥夺政治权利。", "Case {reference}: political rights were not taken away."),
    Code.CIRCUMSTANCE_UNSETTLED: (
        "案件{reference}：{circumstance}，本库没有登记，须查阅裁判文书。",
        "Case {reference}: {circumstance} is not in this register; see the judgment.",
    ),
    Code.NOT_IN_THIS_REGISTER: (
        "犯罪记录信息库不能答复该项：{bar}。",
        "The register of criminal records cannot answer this bar: {bar}.",
    ),
    Code.PART_NOT_IN_THIS_REGISTER: (
        "该条还包括犯罪记录以外的情形，信息库不能答复：{bar}。",
        "The bar also names what is no criminal record and cannot be answered here: {bar}.",
    ),
}
ASKING = {
    Code.BASIS_SUFFICES: (
        "依据属于{rank}，对该岗位有禁止规定：{bar}。",
        "It rests on {rank} that bars from the post: {bar}.",
    ),
    Code.RANK_TOO_LOW: (
        "所依据的是{rank}；只有法律、行政法规的从业禁止规定可以作为查询依据。",
        "It rests on {rank}; only a bar in a law or an administrative regulation is a basis for asking.",
    ),
    Code.NO_BASIS_NAMED: (
        "没有写明法律、行政法规的从业禁止条款。",
        "No article of a law or an administrative regulation that bars from a post is named.",
    ),
    Code.BASIS_NOT_LISTED: (
        "所写条款属于法律、行政法规，但不在从业禁止一览中，须由人工认定。",
        "The article is of a law or an administrative regulation but not among the bars known here; a person must decide.",
    ),
    Code.BASIS_NOT_IN_FORCE: ("该条在{on}没有施行：{bar}。", "The article was not in force on {on}: {bar}."),
    Code.NO_POST_OF_A_UNIT: (
        "该条不是关于单位人员的从业禁止，不能作为查询依据：{bar}。",
        "The article bars nobody from a post of a unit and is no basis for asking: {bar}.",
    ),
    Code.TIE_SUFFICES: ("{inquirer}可以查询{tie}。", "{inquirer} may ask about {tie}."),
    Code.TIE_DOES_NOT_SUFFICE: ("{inquirer}不能查询{tie}。", "{inquirer} may not ask about {tie}."),
    Code.FOREIGNER_TO_EXIT_ENTRY: (
        "被查询人是外国人，由单位住所地县级以上公安机关出入境管理部门受理。",
        "The person is a foreigner: the exit-entry department at county level or above of the unit's domicile serves it.",
    ),
    Code.CITIZEN_TO_POLICE_STATION: (
        "被查询人是中国公民，由单位住所地公安派出所受理。",
        "The person is a Chinese citizen: the police station of the unit's domicile serves it.",
    ),
}
WINDOWS = {
    Code.WINDOW_PASSED: ("案件{reference}：禁止期限至{until}届满。", "Case {reference}: the bar ended with {until}."),
    Code.END_OF_EXECUTION_UNKNOWN: (
        "案件{reference}：刑罚何时执行完毕不明。",
        "Case {reference}: when execution ended is not known.",
    ),
    Code.RIGHTS_END_UNKNOWN: (
        "案件{reference}：剥夺政治权利何时执行完毕不明。",
        "Case {reference}: when the deprivation of political rights ended is not known.",
    ),
    Code.PROBATION_READING_OPEN: (
        "案件{reference}：缓刑考验期满是否视为刑罚执行完毕，法律没有写明。",
        "Case {reference}: the law does not say whether completed probation ends execution here.",
    ),
}
PROHIBITIONS = {
    Code.COURT_BAN_FITS: ("禁止的种类和期限合乎规定。", "The prohibition is of a kind and length that the law allows."),
    Code.COURT_BAN_NEEDS_PUNISHMENT: (
        "从业禁止以判处刑罚为前提。",
        "An occupation is forbidden only with a punishment.",
    ),
    Code.COURT_BAN_OUTSIDE_LIMITS: (
        "从业禁止的期限为三年至五年，{months}个月须依其他法律、行政法规。",
        "An occupation is forbidden for three to five years; {months} months need another law or regulation.",
    ),
    Code.COURT_BAN_BY_OTHER_LAW: (
        "终身禁止须依其他法律的规定。",
        "A prohibition for life rests on another law.",
    ),
    Code.COURT_BAN_FOR_LIFE: ("禁止没有期限。", "The prohibition has no end."),
    Code.COURT_BAN_TO_BEGIN: (
        "期限自刑罚执行完毕或者假释之日起计算，尚未届满。",
        "The time runs from the end of execution or from parole and is not over.",
    ),
    Code.COURT_BAN_RUNS: ("禁止期限自{from_on}至{until_on}。", "Forbidden from {from_on} to {until_on}."),
    Code.COURT_BAN_PASSED: ("禁止期限至{until_on}届满。", "The prohibition ended with {until_on}."),
    Code.COURT_BAN_AFTER_PROBATION: (
        "缓刑考验期满后从业禁止自何日起算，法律没有写明。",
        "The law does not say from when an occupation is forbidden after completed probation.",
    ),
    Code.COURT_BAN_BEGINNING_UNKNOWN: (
        "刑罚何时执行完毕不明，不能确定禁止期限。",
        "When execution ended is not known, so the time of the prohibition is open.",
    ),
    Code.INJUNCTION_NEEDS_PROBATION: (
        "禁止令只能与管制或者缓刑同时宣告。",
        "An injunction goes only with control or probation.",
    ),
    Code.INJUNCTION_OUTSIDE_LIMITS: (
        "禁止令的期限应为{least}至{most}个月，不是{months}个月。",
        "An injunction lasts {least} to {most} months here, not {months}.",
    ),
    Code.INJUNCTION_RUNS: ("禁止令在管制、缓刑考验期间有效。", "The injunction lasts with control or probation."),
}
