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
