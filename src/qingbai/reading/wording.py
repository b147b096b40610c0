"""What the reader's codes mean, in Chinese and English: what a text lacks, and what could not be read."""

MISSING: dict[str, tuple[str, str]] = {
    "court": ("没有首部的法院全称", "no court named in the head"),
    "case_number": (
        "没有规范的案号（形如（2024）演0101刑初17号）",
        "no case number of the prescribed form, like （2024）演0101刑初17号",
    ),
    "verdict": ("没有“判决如下”“裁定如下”引出的主文", "no operative part opened by 判决如下 or 裁定如下"),
    "verdict_end": (
        "主文没有结束（无上诉告知、终审说明或署名）",
        "the operative part breaks off: no notice of appeal, finality or signature after it",
    ),
    "finding": ("主文没有对任何被告人定罪量刑", "the operative part decides nothing about guilt or punishment"),
    "penalty": ("主文定罪而没有刑罚", "the operative part convicts and names no punishment"),
    "judges": ("没有审判人员署名", "no judge's name in the signature block"),
    "pronounced_on": ("署名处没有可辨的日期", "no readable date in the signature block"),
}
"""What a judgment must have; a text without it is refused."""

PROBLEMS: dict[str, tuple[str, str]] = {
    "case_number_without_brackets": (
        "案号的年份没有括号：{written}",
        "the year of the case number has no brackets: {written}",
    ),
    "case_number_without_year": ("案号没有年份：{written}", "the case number has no year: {written}"),
    "pronounced_on_unreadable": ("署名日期无法辨认：{written}", "the date of signature cannot be read: {written}"),
    "unknown_person_in_verdict": (
        "主文中的“{written}”不在首部的被告人之列",
        "the verdict judges {written}, whom the head does not list",
    ),
    "same_name_twice": (
        "有两名被告人都写作“{name}”，按先后对应",
        "two accused are both written {name}; joined in their order",
    ),
    "finding_under_another_name": (
        "主文把两次裁判写在同一姓名下，其一按排除对应给“{name}”",
        "the verdict judges one name twice; the second was given to {name}, who is left over",
    ),
    "found_twice": ("主文对“{name}”同一罪名裁判了两次", "the verdict judges {name} twice of the same crime"),
    "earlier_without_number": (
        "撤销原判的裁定没有写明案号，或者无法辨认",
        "the ruling that quashed the earlier judgment is told without its case number",
    ),
    "earlier_number_disagrees": (
        "案由部分和主文所写的原裁判案号不一致：{told}，{ruled}",
        "the case's history and the operative part write different numbers of the earlier decision: {told}, {ruled}",
    ),
    "no_finding": ("主文没有提到“{name}”", "the verdict says nothing about {name}"),
    "no_penalty": ("“{charge}”没有读到刑罚", "no punishment could be read for {charge}"),
    "charge_not_named": ("主文没有写明罪名", "the verdict names no crime"),
    "charge_unknown": ("罪名“{charge}”不在罪名表内", "{charge} is not in the list of crimes"),
    "combined_unreadable": ("决定执行的刑罚没有读出", "the combined punishment could not be read"),
    "term_disagrees": ("刑期起止与所判刑期不一致：{printed}", "the printed dates and the term disagree: {printed}"),
}
"""What could not be read or does not hold together; a person must look."""


def missing(code: str, language: str) -> str:
    """The words for something that a text lacks; ``language`` is ``zh`` or ``en``."""
    return MISSING[code][language == "en"]


def problem(code: str, facts: dict[str, str], language: str) -> str:
    """The words for a problem, with its facts."""
    return PROBLEMS[code][language == "en"].format_map(facts)
