"""Sentences about who keeps a record and which notice is due: routing, expected."""

from qingbai.law.reasons import Code

ROUTING = {
    Code.KEPT_BY_INVESTIGATOR: (
        "案件由{investigator}侦查、调查，记录由{authority}登记。",
        "The case was investigated by {investigator}; {authority} keep the record.",
    ),
    Code.KEPT_BY_CHAPTER: (
        "侦查机关不明；罪名属于刑法分则第{chapter}章，记录由{authority}登记。",
        "Who investigated is not known; the crime belongs to chapter {chapter} of the special part, so {authority} keep the record.",
    ),
    Code.KEPT_BY_DEFAULT: (
        "没有其他机关登记的情形，记录由{authority}登记。",
        "Nothing leads to another authority; {authority} keep the record.",
    ),
    Code.KEPT_AT_HOUSEHOLD: (
        "户籍所在地为{place}，在该地登记。",
        "The household is registered at {place}; the record is kept there.",
    ),
    Code.KEPT_WITHOUT_HOUSEHOLD: (
        "户籍所在地不明或者不在内地，按{registry_place}（{place}）登记。",
        "No household on the mainland is known; the record is kept at {registry_place} ({place}).",
    ),
    Code.KEPT_FOR_FOREIGNER: (
        "外国人没有户籍，按{registry_place}（{place}）登记。",
        "A foreigner has no household; the record is kept at {registry_place} ({place}).",
    ),
    Code.KEPT_FOR_UNIT: (
        "单位犯罪，按{registry_place}（{place}）登记。",
        "A unit's crime; the record is kept at {registry_place} ({place}).",
    ),
    Code.NO_PLACE_TO_REGISTER: (
        "户籍地、居住地和审判地都不明，不能确定登记地。",
        "Neither household nor residence nor the court's place is known, so where to keep the record is open.",
    ),
    Code.DIVISION_SUCCEEDED: (
        "行政区划代码{place}已经变更，现由{present}承继。",
        "Division code {place} is no longer in use; {present} took its place.",
    ),
    Code.DIVISION_WITHOUT_END: (
        "行政区划代码{place}的变更记录首尾相接，不能确定现行代码。",
        "The changes recorded for division code {place} run in a circle; which one is in use cannot be told.",
    ),
}
EXPECTED = {
    Code.FORCE_UNKNOWN: (
        "裁判是否以及何时生效不明，不能推算应当收到的通报。",
        "Whether and when the decision took effect is not known, so no notice can be reckoned with.",
    ),
    Code.PENALTY_UNKNOWN: (
        "所执行的刑罚不明，不能推算执行终了的通报。",
        "The punishment executed is not known, so no notice of its end can be reckoned with.",
    ),
    Code.ALL_NOTICES_HERE: ("应当收到的通报均已收到。", "Every notice that must come is here."),
    Code.NO_NOTICE_DUE: (
        "没有须另行通报的执行事项。",
        "Nothing in the execution calls for another notice.",
    ),
    Code.NO_END_YET: (
        "刑罚没有确定的终了日期，减刑裁定作出前不能推算。",
        "The punishment has no last day before a commutation names one.",
    ),
    Code.TERM_END_STATED: (
        "文书载明刑期至{ends_on}止，以文书为准。",
        "The document states that the term runs to {ends_on}; that is what counts.",
    ),
    Code.TERM_END_UNKNOWN: (
        "文书没有载明刑期或者考验期的终了日期，羁押折抵情况不明，须查明。",
        "No last day is stated and time in custody to be credited is not known; it must be found out.",
    ),
    Code.SERVED_BEFORE_EFFECT: (
        "刑期在裁判生效（{effective_on}）以前已于{ends_on}届满，自生效之日计算。",
        "The term ended on {ends_on}, before the decision took effect on {effective_on}; that day counts.",
    ),
    Code.PROBATION_ENDS: ("缓刑考验期至{ends_on}届满。", "Probation ends on {ends_on}."),
    Code.PAROLE_ENDS: ("假释考验期至{ends_on}届满。", "Parole ends on {ends_on}."),
    Code.ENDED_OTHERWISE: (
        "执行已因赦免等原因于{ended_on}终了。",
        "Execution ended otherwise, as by a pardon, on {ended_on}.",
    ),
    Code.HELD_IN_PRISON: (
        "{begun_on}交付执行、{ends_on}期满，剩余刑期超过{months}个月，由监狱执行并通报。",
        "From {begun_on} to {ends_on} more than {months} months are left: served in prison, which sends the notice.",
    ),
    Code.HELD_IN_DETENTION_HOUSE: (
        "自{begun_on}至{ends_on}，系拘役或者剩余刑期在{months}个月以下，由看守所、拘役所执行并通报。",
        "From {begun_on} to {ends_on}: criminal detention, or {months} months or less left; the detention house sends the notice.",
    ),
    Code.HOLDER_OPEN: (
        "自{begun_on}至{ends_on}，交付时剩余刑期是否超过{months}个月不能确定，由监狱或者看守所通报。",
        "From {begun_on} to {ends_on} it depends on the day of the handover whether more than {months} months were left: prison or detention house.",
    ),
    Code.NOTICE_DUE: (
        "{notice}应当自{event_on}起{days}日以内送达，至{due_on}届满。",
        "Due within {days} days of {event_on}, that is by {due_on}: {notice}.",
    ),
    Code.NOTICE_DUE_PROMPTLY: (
        "{notice}应当在{event_on}以后及时寄送；法律没有规定天数，本系统以{days}日计，至{due_on}。",
        "Due promptly after {event_on}; the law names no number of days, {days} are allowed here, to {due_on}: {notice}.",
    ),
    Code.IN_TIME: ("{on}未超过{due_on}的期限。", "In time on {on}: due by {due_on}."),
    Code.LATE_BY: (
        "{on}已超过{due_on}的期限{days}日，其中工作日{working_days}日。",
        "Late on {on}: due by {due_on}, {days} days ago, working days among them: {working_days}.",
    ),
}
