"""Sentences about what makes a record: clean_record, effect, standing, responsibility."""

from qingbai.law.reasons import Code

CLEAN_RECORD = {
    Code.NOTHING_ENTERED: (
        "查询时平台内没有录入可以计入的案件。",
        "Nothing that could count is on the platform at the time of the query.",
    ),
    Code.CONVICTION_COUNTS: (
        "案件{reference}：人民法院的有罪裁判已于{effective_on}生效，构成犯罪记录。",
        "Case {reference}: a court's finding of guilt took effect on {effective_on}; it is a criminal record.",
    ),
    Code.EXEMPTION_COUNTS: (
        "案件{reference}：裁判认定有罪但免予刑事处罚，已于{effective_on}生效；认定有罪即构成犯罪记录。",
        "Case {reference}: guilty but exempted from punishment, effective on {effective_on}; guilt is what makes a record.",
    ),
    Code.NO_GUILT_FOUND: (
        "案件{reference}：裁判结果为{outcome}，没有认定有罪，不构成犯罪记录。",
        "Case {reference}: {outcome}; no guilt was found, so there is no record.",
    ),
    Code.ENDED_WITHOUT_COURT: (
        "案件{reference}：以{end}终结，未经法院认定有罪，不构成犯罪记录。",
        "Case {reference}: {end}; no court found guilt, so there is no record.",
    ),
    Code.NOT_YET_EFFECTIVE: (
        "案件{reference}：截至{on}裁判尚未生效，不构成犯罪记录。",
        "Case {reference}: on {on} the decision has not taken effect, so it makes no record.",
    ),
    Code.OUTCOME_UNDECIDED: (
        "案件{reference}的结果尚无定论或者不明。",
        "Case {reference}: the outcome is undecided or not known.",
    ),
    Code.SENT_BACK: (
        "案件{reference}：原裁判已被撤销，发回重新审判，没有认定有罪的生效裁判，不构成犯罪记录。",
        "Case {reference}: the verdict was quashed and the case sent back; no effective finding of guilt, so no record.",
    ),
    Code.ANNULLED: (
        "案件{reference}：原有罪裁判已于{annulled_on}被撤销，不再构成犯罪记录。",
        "Case {reference}: the finding of guilt was taken back on {annulled_on}; it is no longer a record.",
    ),
    Code.REPLACED: (
        "案件{reference}：原裁判生效以前已被后一裁判取代或者撤销，不构成犯罪记录。",
        "Case {reference}: the verdict was replaced or quashed before it took effect; it is no record.",
    ),
    Code.RECORD_SEALED: (
        "案件{reference}：记录已经封存，按无犯罪记录答复。",
        "Case {reference}: the record is sealed; the answer is the same as without one.",
    ),
    Code.DECIDED_ELSEWHERE: (
        "案件{reference}：由境外或者港澳台法院裁判，不属于本查询的犯罪记录。",
        "Case {reference}: decided by a court abroad or in Hong Kong, Macau or Taiwan; it is no record here.",
    ),
    Code.EFFECT_UNKNOWN: (
        "案件{reference}：裁判是否以及何时生效不明。",
        "Case {reference}: whether and when the decision took effect is not known.",
    ),
}
STANDING = {
    Code.UPHELD_ON_APPEAL: (
        "{by}（{pronounced_on}）维持了原裁判，或者准许撤回上诉、抗诉。",
        "{by} ({pronounced_on}) let the verdict stand, or allowed the challenge to be withdrawn.",
    ),
    Code.REPLACED_ON_APPEAL: (
        "{by}（{pronounced_on}）改变或者撤销了原裁判，原裁判从未生效。",
        "{by} ({pronounced_on}) changed or quashed the verdict, which therefore never took effect.",
    ),
    Code.DECISIONS_CONTRADICT: (
        "后作的裁判对原裁判处理不一致：{by}（{pronounced_on}）。",
        "Later decisions disagree on what became of the verdict: {by} ({pronounced_on}).",
    ),
    Code.TRIED_AGAIN: (
        "案件已经重新审判：{by}（{pronounced_on}），原裁判自{ended_on}起不再有效。",
        "The case was tried again: {by} ({pronounced_on}); the earlier verdict counts no more from {ended_on}.",
    ),
    Code.TAKEN_BACK_ON_RETRIAL: (
        "再审裁判{by}（{pronounced_on}）改变或者撤销了原裁判，自{ended_on}起生效。",
        "The retrial's decision {by} ({pronounced_on}) changed or quashed the verdict with effect from {ended_on}.",
    ),
    Code.STANDS_DURING_RETRIAL: (
        "再审裁判{by}（{pronounced_on}）尚未生效，原裁判仍然有效。",
        "The retrial's decision {by} ({pronounced_on}) has not taken effect; until then the verdict stands.",
    ),
    Code.EFFECT_SHOWN_BY_RETRIAL: (
        "再审裁判{by}（{pronounced_on}）表明原裁判曾经生效，但生效日期不明。",
        "The retrial's decision {by} ({pronounced_on}) shows that the verdict had taken effect; since when is not known.",
    ),
    Code.NOT_IN_FORCE_YET: (
        "截至{on}，原裁判尚未生效。",
        "On {on} the verdict has not taken effect.",
    ),
    Code.IN_FORCE: (
        "原裁判自{effective_on}起生效。",
        "The verdict has been in force since {effective_on}.",
    ),
}
EFFECT = {
    Code.PERIOD_EXPIRED: (
        "{party}{who}：上诉、抗诉期限至{expiry}届满，没有仍然有效的上诉或者抗诉；自{effective_on}起不再阻碍生效。",
        "{party} {who}: the period to challenge ended on {expiry} with no challenge standing; nothing on this side holds the decision back from {effective_on}.",
    ),
    Code.PERIOD_RUNNING: (
        "截至{on}，期限尚未全部届满；如无人上诉、抗诉，最早于{earliest}生效。",
        "On {on} a period to challenge still runs; if nobody uses it, the decision takes effect on {earliest}.",
    ),
    Code.CHALLENGE_PENDING: (
        "{party}{who}已经上诉或者抗诉且未撤回，一审裁判整体进入二审，尚未生效。",
        "{party} {who}: an appeal or protest stands; it puts the whole first-instance decision under review.",
    ),
    Code.CHALLENGE_WITHDRAWN_IN_TIME: (
        "{party}{who}在期限届满前撤回，一审裁判自期满之日{expiry}起生效。",
        "{party} {who}: withdrawn before the period ended; the first-instance decision takes effect on its last day, {expiry}.",
    ),
    Code.CHALLENGE_WITHDRAWN_WITH_LEAVE: (
        "{party}{who}在期限届满后撤回并获准许，一审裁判自准许裁定送达之日{served_on}起生效。",
        "{party} {who}: withdrawn after the period with the court's leave; the first-instance decision takes effect when that ruling was served, {served_on}.",
    ),
    Code.CHALLENGE_DECIDED: (
        "{party}{who}的上诉或者抗诉已经二审裁判；一审裁判本身不单独生效，以二审裁判为准。",
        "{party} {who}: the challenge was decided at second instance; that decision counts, not this one by itself.",
    ),
    Code.ONLY_CIVIL_PART_CHALLENGED: (
        "{party}{who}只对附带民事部分上诉，不妨碍刑事部分在期满后生效。",
        "{party} {who}: only the civil part is challenged, which does not hold back the criminal part.",
    ),
    Code.CHALLENGE_LATE: (
        "{party}{who}于{filed_on}提出，已超过期限（{expiry}届满）；法院是否准许顺延须查明。",
        "{party} {who}: challenged on {filed_on}, after the period ended on {expiry}; whether the court let it in must be checked.",
    ),
    Code.CHALLENGE_UNKNOWN: (
        "{party}{who}是否上诉、抗诉或者何时撤回不明。",
        "{party} {who}: whether there is a challenge, or when it was withdrawn, is not known.",
    ),
    Code.SERVICE_UNKNOWN: ("{party}{who}收到裁判文书的日期不明。", "{party} {who}: the day of service is not known."),
    Code.PARTY_MISSING: ("没有{party}的送达情况。", "Nothing is known about service on {party}."),
    Code.EXPIRY_MOVED: (
        "{party}{who}：期限最后一日{counted}为休息日，顺延至{expiry}。",
        "{party} {who}: the last day, {counted}, is not a working day; the period ends on {expiry}.",
    ),
    Code.APPELLANTS_MISSING: (
        "没有上诉人或者抗诉机关收到准许撤回裁定的情况。",
        "Nothing is known about service of the ruling on those who had appealed or protested.",
    ),
    Code.EFFECT_LIES_AHEAD: (
        "截至{on}尚未生效，将于{effective_on}生效。",
        "Not effective on {on}; it takes effect on {effective_on}.",
    ),
    Code.FINAL_ON_PRONOUNCEMENT: (
        "终审裁判自{pronounced_on}宣告之日起生效。",
        "A final decision takes effect when pronounced, on {pronounced_on}.",
    ),
    Code.PRONOUNCEMENT_UNKNOWN: (
        "终审裁判的宣告日期不明。",
        "The day on which the final decision was pronounced is not known.",
    ),
    Code.QUASHED_AND_REMANDED: (
        "原裁判被撤销，案件发回重审，没有生效裁判。",
        "The earlier decision was quashed and the case sent back; nothing has taken effect.",
    ),
    Code.DEATH_PENALTY_APPROVED: (
        "死刑判决已于{approved_on}核准。",
        "The death sentence was approved on {approved_on}.",
    ),
    Code.DEATH_PENALTY_NOT_APPROVED: (
        "死刑判决尚未核准，不生效。",
        "The death sentence has not been approved and is not effective.",
    ),
    Code.BELOW_MINIMUM_APPROVED: (
        "在法定刑以下判处刑罚，已于{approved_on}经最高人民法院核准。",
        "The sentence below the statutory minimum was approved by the Supreme People's Court on {approved_on}.",
    ),
    Code.BELOW_MINIMUM_NOT_APPROVED: (
        "在法定刑以下判处刑罚，尚未经最高人民法院核准，不生效。",
        "The sentence below the statutory minimum has not been approved by the Supreme People's Court.",
    ),
    Code.PROCEDURE_UNKNOWN: (
        "不能确定该{instance}案件适用的程序，生效日期须人工认定。",
        "Which procedure this case ({instance}) followed is not known, so its effect cannot be told.",
    ),
    Code.COURT_LEVEL_UNKNOWN: (
        "作出裁判的法院层级不明，不能确定死缓判决是否须经核准。",
        "The court's level is not known, so it is open whether the suspended death sentence needed approval.",
    ),
    Code.EXECUTION_ONLY: (
        "该裁定只变更刑罚执行，不改变定罪。",
        "This ruling changes execution only, not the conviction.",
    ),
}
RESPONSIBILITY = {
    Code.OLD_ENOUGH: (
        "犯罪时已达到刑事责任年龄（{age}周岁以上）。",
        "Of an age of responsibility at the offence ({age} or older).",
    ),
    Code.TOO_YOUNG: (
        "犯罪时不满{age}周岁，不可能被定罪，请核对日期。",
        "Under {age} at the offence: nobody of that age can be convicted; check the dates.",
    ),
    Code.ONLY_GRAVEST_CRIMES: (
        "犯罪时不满十四周岁，只有经最高人民检察院核准追诉的最严重犯罪才可能定罪，须人工核对。",
        "Under fourteen at the offence: only the gravest crimes with special approval can lead to conviction; a person must check.",
    ),
}
