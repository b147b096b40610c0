"""Sentences about punishments that do not fit the catalogue of penalties: catalogue."""

from qingbai.law.reasons import Code

CATALOGUE = {
    Code.FITS_CATALOGUE: ("刑种、刑期和日期没有需要核对之处。", "Kinds, lengths and dates of the punishment all fit."),
    Code.NO_PUNISHMENT: (
        "认定有罪但没有任何刑罚；如系免予刑事处罚，请改正裁判结果。",
        "Guilty, but no punishment at all; if it was an exemption, the outcome is wrong.",
    ),
    Code.PUNISHED_WITHOUT_CONVICTION: (
        "裁判结果为{outcome}，却载有刑罚。",
        "The outcome is {outcome}, yet a punishment is stated.",
    ),
    Code.UNIT_BEYOND_FINE: (
        "对单位只能判处罚金，却载有主刑。",
        "A unit can only be fined, yet a main penalty is stated.",
    ),
    Code.LENGTH_WITHOUT_TERM: (
        "{penalty}没有刑期，却载有月数或者日数。",
        "No length belongs to this penalty, yet months or days are stated: {penalty}.",
    ),
    Code.LENGTH_UNKNOWN: ("{penalty}的刑期不明。", "The length is not known: {penalty}."),
    Code.ODD_DAYS: (
        "刑期的零头为{days}日；通常只有半个月（十五日）。",
        "Besides months the term has {days} days; usually there is only half a month, fifteen.",
    ),
    Code.TERM_OUTSIDE_LIMITS: (
        "{penalty}{months}个月{days}日，不在{least}个月以上{most}个月以下的法定幅度内。",
        "Of {months} months and {days} days, outside the limits of {least} to {most} months: {penalty}.",
    ),
    Code.NOT_COMBINED: (
        "有数罪而没有决定执行的刑罚。",
        "There are several crimes, but no sentence that is executed for all.",
    ),
    Code.COMBINED_OUTSIDE_PARTS: (
        "决定执行{months}个月{days}日，不在数罪中最高刑（{least}个月）以上、总和刑期或者法定上限（{most}个月）以下。",
        "The combined {months} months and {days} days lie outside the longest part ({least} months) and the sum or its cap ({most} months).",
    ),
    Code.COMBINED_LIGHTER_THAN_PART: (
        "数罪中判有{penalty}，决定执行的刑罚却较轻。",
        "One of the crimes carries a heavier penalty than the combined one: {penalty}.",
    ),
    Code.FINES_NOT_ADDED_UP: (
        "各罪罚金合计{total}元，决定执行的罚金为{fine}元。",
        "The fines add up to {total} yuan; the combined one is {fine}.",
    ),
    Code.FINE_BELOW_LEAST: (
        "罚金{fine}元，低于最低数额{least}元。",
        "The fine of {fine} yuan is below the least, {least} yuan.",
    ),
    Code.PROBATION_IMPOSSIBLE: ("{penalty}不能宣告缓刑。", "No probation can go with this penalty: {penalty}."),
    Code.PROBATION_TOO_LONG_A_TERM: (
        "刑期{months}个月，超过可以宣告缓刑的{most}个月。",
        "The term of {months} months is longer than the {most} months up to which probation is possible.",
    ),
    Code.PROBATION_OUTSIDE_LIMITS: (
        "缓刑考验期{probation}个月，应当在原判刑期（{months}个月{days}日）以上，并且在{least}个月以上{most}个月以下。",
        "Probation of {probation} months should be no shorter than the sentence ({months} months, {days} days) and {least} to {most} months.",
    ),
    Code.RIGHTS_FOR_LIFE: (
        "剥夺政治权利终身只适用于无期徒刑和死刑，主刑却是{penalty}。",
        "Political rights are taken for life only with life imprisonment or death; the main penalty: {penalty}.",
    ),
    Code.RIGHTS_NOT_FOR_LIFE: (
        "判处{penalty}，应当剥夺政治权利终身，却没有载明。",
        "Political rights should be taken for life, which is not stated; the main penalty: {penalty}.",
    ),
    Code.RIGHTS_UNLIKE_CONTROL: (
        "管制{months}个月，剥夺政治权利{rights}个月；两者应当相等。",
        "Control of {months} months and political rights of {rights} months should be equally long.",
    ),
    Code.RIGHTS_OUTSIDE_LIMITS: (
        "剥夺政治权利{rights}个月，不在{least}个月以上{most}个月以下。",
        "Deprivation of political rights for {rights} months is outside {least} to {most} months.",
    ),
    Code.CITIZEN_DEPORTED: ("驱逐出境只适用于外国人。", "Only foreigners can be deported."),
    Code.DEATH_OF_A_MINOR: (
        "犯罪时不满十八周岁，不适用死刑。",
        "Under eighteen at every offence: the death penalty does not apply.",
    ),
    Code.TERM_ENDS_BEFORE_IT_BEGINS: (
        "刑期止日{term_to}早于起日{term_from}。",
        "The term ends on {term_to}, before it begins on {term_from}.",
    ),
    Code.TERM_DATES_DIFFER: (
        "刑期止日{term_to}与按起日推算的{reckoned}相差{days}日；先行羁押折抵时常有此情形。",
        "The term ends on {term_to}, {days} days off the {reckoned} reckoned from its first day; credited custody often makes that difference.",
    ),
    Code.CRIME_ABOVE_AGE: (
        "犯罪时不满{age}周岁，对该罪不负刑事责任。",
        "Under {age} at every offence: nobody of that age answers for this crime.",
    ),
    Code.APPROVAL_NOT_STATED: (
        "犯罪时不满十四周岁，没有最高人民检察院核准追诉的记载。",
        "Under fourteen at every offence, and no approval by the Supreme People's Procuratorate is stated.",
    ),
}
