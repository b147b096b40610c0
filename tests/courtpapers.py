"""Invented documents of one case through the courts: first instance, appeal, remand, new trial, retrial, commutation, correction.

Each comes as the notice that a court would send. The case is number 46 of 2023 of the basic court of 演示市清河区: one of the
cast, by default 赵石堤, sentenced for theft.
"""

import dataclasses
from datetime import date

import cast
from qingbai.law.effect import ChallengeState, Party
from qingbai.law.terms import DocumentKind, Sex
from qingbai.notices.notice import (
    JudgmentNotice,
    Sender,
    Service,
    StatedDefendant,
    StatedDocument,
    StatedExecution,
    StatedOffence,
)
from qingbai.registers.terms import ExecutionState

BASIC, HIGHER = Sender(code="演0101", name="演示市清河区人民法院"), Sender(code="演01", name="演示市中级人民法院")
FIRST_CASE, APPEAL_CASE = "（2023）演0101刑初46号", "（2023）演01刑终8号"
AGAIN_CASE, RETRIAL_CASE = "（2023）演0101刑初99号", "（2025）演01刑再1号"
COMMUTED_CASE, CORRECTED_CASE = "（2024）演01刑更5号", "（2023）演0101刑初46号之一"
THREE_YEARS = "被告人{name}犯盗窃罪，判处有期徒刑三年，并处罚金人民币一万元"
_DIGITS = "〇一二三四五六七八九"


def in_words(day: date) -> str:
    """A date as a court signs it: 二〇二三年四月二十日."""

    def number(n: int) -> str:
        tens, ones = divmod(n, 10)
        return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")

    return f"{''.join(_DIGITS[int(d)] for d in str(day.year))}年{number(day.month)}月{number(day.day)}日"


def person(one: cast.Person, role: str = "被告人") -> str:
    sex = "男" if one.sex == "M" else "女"
    born = f"{one.born_on.year}年{one.born_on.month}月{one.born_on.day}日"
    return f"{role}{one.name}，{sex}，{born}出生于演示市清河区，公民身份号码{one.number}，汉族，初中文化，无固定职业，户籍所在地演示市清河区河沿街道。"


def stated(one: cast.Person, **changes) -> StatedDefendant:
    whole = {
        "name": one.name,
        "charges": ("盗窃罪",),
        "execution": StatedExecution(state=ExecutionState.SERVING, on=date(2023, 5, 5)),
        "offences": (StatedOffence(began="2022-09-18", ended="2022-12-11"),),
        "documents": (StatedDocument(kind=DocumentKind.RESIDENT_ID, number=one.number),),
        "sex": Sex(one.sex),
        "born_on": one.born_on.isoformat(),
        "household": "100101",
    }
    return StatedDefendant(**{**whole, **changes})


def notice(sender: Sender, number: str, text: str, *defendants: StatedDefendant, **changes) -> JudgmentNotice:
    whole = {
        "format": "qingbai/judgment-notice/1",
        "message_id": "m-"
        + "".join(c for c in number if c.isascii() and c.isalnum())
        + ("-z" if "之" in number else ""),
        "sender": sender,
        "case_number": number,
        "text": text,
        "defendants": defendants,
        "confirmed_by": "qh-registrar-03",
    }
    return JudgmentNotice(**{**whole, **changes})


def signed(day: date) -> str:
    return f"审判长　季明川\n审判员　裴若溪\n审判员　穆秋原\n{in_words(day)}\n书记员　简书宁\n"


def first(
    one: cast.Person = cast.ON_RECORD, sentence: str = THREE_YEARS, *, final_on: date | None = None, **changes
) -> JudgmentNotice:
    """The judgment of first instance, 2023-04-20; appealed against unless ``final_on`` is stated."""
    text = f"""演示市清河区人民法院
刑事判决书
{FIRST_CASE}
公诉机关演示市清河区人民检察院。
{person(one)}因涉嫌犯盗窃罪，于2022年12月12日被演示市公安局清河分局刑事拘留，2023年1月16日被逮捕。现羁押于演示市清河区看守所。
演示市清河区人民检察院以演清检刑诉〔2023〕31号起诉书指控被告人{one.name}犯盗窃罪，于2023年3月6日向本院提起公诉。本院依法组成合议庭，公开开庭审理了本案。现已审理终结。
经审理查明：2022年9月18日至12月11日，被告人{one.name}先后五次窃取铜质电缆并变卖，价值共计人民币64200元。
本院认为，被告人{one.name}多次秘密窃取他人财物，数额巨大，其行为已构成盗窃罪。依照《中华人民共和国刑法》第二百六十四条之规定，判决如下：
{sentence.format(name=one.name)}。
（刑期从判决执行之日起计算。判决执行以前先行羁押的，羁押一日折抵刑期一日，即自2022年12月12日起至2025年12月11日止。）
如不服本判决，可在接到判决书的第二日起十日内，通过本院或者直接向演示市中级人民法院提出上诉。
{signed(date(2023, 4, 20))}"""
    appealed = Service(
        party=Party.DEFENDANT,
        received_on=date(2023, 4, 24),
        challenge=ChallengeState.PENDING,
        filed_on=date(2023, 4, 28),
    )
    service = () if final_on else (appealed, Service(party=Party.PROSECUTION, received_on=date(2023, 4, 24)))
    return notice(BASIC, FIRST_CASE, text, stated(one), **{"final_on": final_on, "service": service, **changes})


def _second(one: cast.Person, operative: str, opinion: str, kind: str = "裁定") -> str:
    return f"""演示市中级人民法院
刑事{kind}书
{APPEAL_CASE}
原公诉机关演示市清河区人民检察院。
{person(one, "上诉人（原审被告人）")}现羁押于演示市清河区看守所。
演示市清河区人民法院审理演示市清河区人民检察院指控原审被告人{one.name}犯盗窃罪一案，于2023年4月20日作出{FIRST_CASE}刑事判决。宣判后，原审被告人{one.name}不服，提出上诉。本院依法组成合议庭，经过阅卷、讯问上诉人，决定不开庭审理。现已审理终结。
原判认定：2022年9月18日至12月11日，被告人{one.name}先后五次窃取铜质电缆并变卖。原审法院依照《中华人民共和国刑法》第二百六十四条之规定，判决：被告人{one.name}犯盗窃罪，判处有期徒刑三年，并处罚金人民币一万元。
上诉人{one.name}上诉提出，原判量刑过重。
经审理查明的事实与原判一致。
本院认为，{opinion}依照《中华人民共和国刑事诉讼法》第二百三十六条之规定，{kind}如下：
{operative}
本{kind}为终审{kind}。
{signed(date(2023, 7, 3))}"""


def upheld(one: cast.Person = cast.ON_RECORD, **changes) -> JudgmentNotice:
    """The appeal dismissed, the first judgment upheld, 2023-07-03."""
    text = _second(one, "驳回上诉，维持原判。", "原判认定事实清楚，证据确实、充分，定罪准确，量刑适当。")
    return notice(HIGHER, APPEAL_CASE, text, stated(one), **changes)


def changed(one: cast.Person = cast.ON_RECORD, **changes) -> JudgmentNotice:
    """Two years instead of three, on appeal, 2023-07-03."""
    operative = (
        f"一、维持演示市清河区人民法院{FIRST_CASE}刑事判决对被告人{one.name}的定罪部分；\n"
        f"二、撤销演示市清河区人民法院{FIRST_CASE}刑事判决对被告人{one.name}的量刑部分；\n"
        f"三、上诉人（原审被告人）{one.name}犯盗窃罪，判处有期徒刑二年，并处罚金人民币五千元。\n"
        "（刑期从判决执行之日起计算。判决执行以前先行羁押的，羁押一日折抵刑期一日，即自2022年12月12日起至2024年12月11日止。）"
    )
    text = _second(one, operative, "原判认定事实清楚，定罪准确，但量刑过重，应予改判。", "判决")
    return notice(HIGHER, APPEAL_CASE, text, stated(one), **changes)


def remanded(one: cast.Person = cast.ON_RECORD, **changes) -> JudgmentNotice:
    """Quashed and sent back, 2023-07-03."""
    operative = f"一、撤销演示市清河区人民法院{FIRST_CASE}刑事判决；\n二、发回演示市清河区人民法院重新审判。"
    text = _second(one, operative, "原判认定事实不清，证据不足。")
    nothing = StatedExecution(state=ExecutionState.NOT_STARTED, on=date(2023, 7, 3))
    return notice(HIGHER, APPEAL_CASE, text, stated(one, charges=(), execution=nothing), **changes)


def again(one: cast.Person = cast.ON_RECORD, **changes) -> JudgmentNotice:
    """Tried again at first instance after the remand, two years, 2023-10-09, final on 2023-10-20."""
    text = f"""演示市清河区人民法院
刑事判决书
{AGAIN_CASE}
公诉机关演示市清河区人民检察院。
{person(one)}现羁押于演示市清河区看守所。
演示市清河区人民检察院以演清检刑诉〔2023〕31号起诉书指控被告人{one.name}犯盗窃罪，于2023年3月6日向本院提起公诉。本院于2023年4月20日作出{FIRST_CASE}刑事判决。宣判后，被告人{one.name}不服，提出上诉。演示市中级人民法院于2023年7月3日作出{APPEAL_CASE}刑事裁定，撤销原判，发回重审。本院依法另行组成合议庭，公开开庭审理了本案。现已审理终结。
经审理查明：2022年9月18日至12月11日，被告人{one.name}先后五次窃取铜质电缆并变卖，价值共计人民币34200元。
本院认为，被告人{one.name}多次秘密窃取他人财物，数额较大，其行为已构成盗窃罪。依照《中华人民共和国刑法》第二百六十四条之规定，判决如下：
被告人{one.name}犯盗窃罪，判处有期徒刑二年，并处罚金人民币五千元。
（刑期从判决执行之日起计算。判决执行以前先行羁押的，羁押一日折抵刑期一日，即自2022年12月12日起至2024年12月11日止。）
如不服本判决，可在接到判决书的第二日起十日内，通过本院或者直接向演示市中级人民法院提出上诉。
{signed(date(2023, 10, 9))}"""
    return notice(BASIC, AGAIN_CASE, text, stated(one), **{"final_on": date(2023, 10, 20), **changes})


def acquitted(one: cast.Person = cast.ON_RECORD, **changes) -> JudgmentNotice:
    """Acquitted on retrial of first judgment and appeal, 2025-05-06."""
    text = f"""演示市中级人民法院
刑事判决书
{RETRIAL_CASE}
原公诉机关演示市清河区人民检察院。
{person(one, "原审上诉人（原审被告人）")}
演示市清河区人民检察院指控被告人{one.name}犯盗窃罪一案，演示市清河区人民法院于2023年4月20日作出{FIRST_CASE}刑事判决。宣判后，被告人{one.name}不服，提出上诉。本院于2023年7月3日作出{APPEAL_CASE}刑事裁定，驳回上诉，维持原判。裁定发生法律效力后，原审上诉人{one.name}提出申诉。本院于2025年1月9日作出（2025）演01刑申2号再审决定，对本案进行再审。本院依法另行组成合议庭，公开开庭审理了本案。现已审理终结。
原判认定：2022年9月18日至12月11日，被告人{one.name}先后五次窃取铜质电缆并变卖。
经再审查明：现有证据不能证明原审上诉人{one.name}实施了盗窃行为。
本院认为，原判认定原审上诉人{one.name}犯盗窃罪的证据不足，原公诉机关指控的犯罪不能成立。依照《中华人民共和国刑事诉讼法》第二百五十六条、第二百三十六条之规定，判决如下：
一、撤销本院{APPEAL_CASE}刑事裁定和演示市清河区人民法院{FIRST_CASE}刑事判决；
二、原审上诉人（原审被告人）{one.name}无罪。
本判决为终审判决。
{signed(date(2025, 5, 6))}"""
    nothing = StatedExecution(state=ExecutionState.NONE, on=date(2025, 5, 6))
    return notice(HIGHER, RETRIAL_CASE, text, stated(one, charges=(), execution=nothing), **changes)


def commuted(one: cast.Person = cast.ON_RECORD, **changes) -> JudgmentNotice:
    """Six months less, 2024-09-10."""
    text = f"""演示市中级人民法院
刑事裁定书
{COMMUTED_CASE}
{person(one, "罪犯")}现在演示市监狱服刑。
演示市清河区人民法院于2023年4月20日作出{FIRST_CASE}刑事判决，以被告人{one.name}犯盗窃罪，判处有期徒刑三年，并处罚金人民币一万元。判决发生法律效力后，交付执行。执行机关演示市监狱于2024年8月1日提出减刑建议书，报送本院审理。本院依法组成合议庭进行了审理，现已审理终结。
经审理查明：罪犯{one.name}在服刑期间确有悔改表现。
本院认为，罪犯{one.name}符合减刑条件。依照《中华人民共和国刑法》第七十八条、第七十九条之规定，裁定如下：
对罪犯{one.name}减去有期徒刑六个月（刑期自减刑之日起至2025年6月11日止）。
本裁定送达后即发生法律效力。
{signed(date(2024, 9, 10))}"""
    serving = StatedExecution(state=ExecutionState.SERVING, on=date(2024, 9, 10))
    return notice(
        HIGHER,
        COMMUTED_CASE,
        text,
        stated(one, charges=(), execution=serving, offences=()),
        prosecutor="演示市监狱",
        **changes,
    )


def corrected(wrong: cast.Person, right: cast.Person, **changes) -> JudgmentNotice:
    """A ruling of 2024-02-01: the person judged gave another's name; his own is now established."""
    text = f"""演示市清河区人民法院
刑事裁定书
{CORRECTED_CASE}
公诉机关演示市清河区人民检察院。
{person(right)}
本院于2023年4月20日对被告人{wrong.name}犯盗窃罪一案作出的{FIRST_CASE}刑事判决书中，被告人身份有误。经查明，被告人真实姓名为{right.name}，应予更正。依照《最高人民法院关于适用〈中华人民共和国刑事诉讼法〉的解释》第四百七十三条之规定，裁定如下：
{FIRST_CASE}刑事判决书中“被告人{wrong.name}”更正为“被告人{right.name}”。
{signed(date(2024, 2, 1))}"""
    one = stated(right, charges=(), offences=(), recorded_as=wrong.name)
    return notice(BASIC, CORRECTED_CASE, text, one, **changes)


def served(on: date) -> tuple[Service, ...]:
    """Everybody was served on a day, nobody challenged."""
    return (
        Service(party=Party.DEFENDANT, received_on=on),
        Service(party=Party.PROSECUTION, received_on=on),
    )


def renumbered(one: JudgmentNotice, message_id: str) -> JudgmentNotice:
    return dataclasses.replace(one, message_id=message_id)
