"""What the papers of a review say (复查文书): receipt, request to cooperate, notice of extension, opinion. Always in the organ's name (INQ-27).

None of them names a crime, nor says of anybody whether something is on record: an opinion speaks of the paper objected to.
"""

from datetime import date, datetime

from qingbai import clock
from qingbai.certificates.claim import Bilingual
from qingbai.certificates.letters import Fact, Letter, LetterKind, of_office
from qingbai.certificates.paper.wording import day
from qingbai.certificates.typed import as_printed
from qingbai.inquiries import corrections
from qingbai.law.objections import Ground, Outcome
from qingbai.law.review_names import GROUNDS, REVIEW_OUTCOMES
from qingbai.objections.casework import Case

OBJECTED = Bilingual(zh="原文书编号", en="Paper objected to")
ASKED = Bilingual(zh="更正申请编号", en="Request for correction")
GROUND = Bilingual(zh="异议理由", en="Ground of objection")
ACCEPTED = Bilingual(zh="受理日期", en="Accepted on")
DUE = Bilingual(zh="答复期限", en="Answer due by")
OUTCOME = Bilingual(zh="复查结论", en="Outcome")

PARAGRAPHS: dict[Outcome, Bilingual] = {
    Outcome.UPHOLD: Bilingual(
        zh="经复查，原文书所载查询结果无误，予以维持。",
        en="On review, the answer given by the paper named above was right and is upheld.",
    ),
    Outcome.REISSUE: Bilingual(
        zh="经复查，原文书确有错误，予以撤销，由原受理单位重新办理并出具文书。",
        en="On review, the paper named above was found wrong. It is revoked; the office handles the inquiry anew and issues a new paper.",
    ),
    Outcome.PETITION: Bilingual(
        zh="经复查，原文书所载查询结果与人民法院生效裁判一致，予以维持。认为裁判有错误的，可以依法向有关人民法院、人民检察院申诉；公安机关不对裁判重新认定。",
        en="On review, the answer agrees with the court's effective decision and is upheld. Whoever holds the decision itself to be"
        " wrong may petition the court or the procuratorate according to law; the public security organ does not judge again.",
    ),
}
OF_THE_REGISTER: dict[Outcome, Bilingual] = {
    Outcome.CORRECT: Bilingual(
        zh="经核实，犯罪人员信息库中有关你的信息确有不准确或者不完整之处，予以更正、补充。",
        en="On verification, what the criminal-record register holds about you was found inaccurate or incomplete. It is corrected.",
    ),
    Outcome.KEEP: Bilingual(
        zh="经核实，犯罪人员信息库中没有须要更正、补充的信息。",
        en="On verification, there is nothing about you in the criminal-record register that would have to be corrected.",
    ),
    Outcome.PETITION: Bilingual(
        zh="经核实，犯罪人员信息库中没有须要更正、补充的信息。认为人民法院的裁判有错误的，可以依法向有关人民法院、人民检察院申诉；公安机关不对裁判重新认定。",
        en="On verification, there is nothing about you in the criminal-record register that would have to be corrected. Whoever holds a court's decision to be"
        " wrong may petition the court or the procuratorate according to law; the public security organ does not judge again.",
    ),
}
"""Where no answer went before, and there is no paper to speak of (更正申请)."""


def _of_the_register(case: Case) -> bool:
    return case.row.application.startswith(corrections.PREFIX)


def _about(case: Case) -> Fact:
    return Fact(ASKED if _of_the_register(case) else OBJECTED, _same(case.row.paper_number))


def receipt(case: Case, *, name: str, due_on: date | None, at: datetime) -> Letter:
    """《复查受理回执》: accepted, and by when it is answered."""
    facts = [_about(case), _ground(case), Fact(ACCEPTED, day(clock.day_of(at)))]
    facts += [Fact(DUE, day(due_on))] if due_on else []
    words = Bilingual(
        zh="你提出的复查申请已受理，将在期限内书面答复。复查期间请予以配合。",
        en="Your objection has been accepted and will be answered in writing within the time stated. Please cooperate with the review.",
    )
    if _of_the_register(case):
        words = Bilingual(
            zh="你提出的更正申请已受理，将在期限内书面答复。核实期间请予以配合。",
            en="Your request for correction has been accepted and will be answered in writing within the time stated. Please cooperate meanwhile.",
        )
    return _letter(case, LetterKind.REVIEW_RECEIPT, name, at, tuple(facts), (words,))


def cooperation(case: Case, *, name: str, asked: str, at: datetime) -> Letter:
    """《协助调查核实通知书》: what the objector is asked to bring or to do (INQ-25)."""
    words = Bilingual(
        zh="因复查需要，请你予以配合：",
        en="The review needs your cooperation as stated below (in Chinese).",
    )
    return _letter(
        case,
        LetterKind.COOPERATION_NOTICE,
        name,
        at,
        (_about(case),),
        (words, _zh(asked)),
    )


def extension(case: Case, *, name: str, days: int, due_on: date | None, at: datetime) -> Letter:
    """《复查延期通知书》: how much longer, with whose approval (INQ-26)."""
    facts = (_about(case), *([Fact(DUE, day(due_on))] if due_on else []))
    words = Bilingual(
        zh=f"因情况复杂，不能在规定期限内查清并答复，经公安机关负责人批准，复查期限延长{days}个工作日。",
        en=f"The matter is complex and cannot be settled within the ordinary time. With the approval of the head of the public security"
        f" organ the review is extended by {days} working days.",
    )
    return _letter(case, LetterKind.REVIEW_EXTENSION, name, at, facts, (words,))


def opinion(case: Case, *, name: str, outcome: Outcome, words: str, at: datetime) -> Letter:
    """《复查意见》: the outcome and why, in the organ's name (INQ-27)."""
    zh, en = REVIEW_OUTCOMES[outcome]
    facts = (_about(case), _ground(case), Fact(OUTCOME, Bilingual(zh=zh, en=en)))
    paragraphs = OF_THE_REGISTER if _of_the_register(case) else PARAGRAPHS
    text = (paragraphs[outcome], *([_zh(words)] if words.strip() else []))
    return _letter(case, LetterKind.REVIEW_OPINION, name, at, facts, text)


def _letter(
    case: Case,
    kind: LetterKind,
    name: str,
    at: datetime,
    facts: tuple[Fact, ...],
    paragraphs: tuple[Bilingual, ...],
) -> Letter:
    return of_office(
        kind,
        office=case.office,
        case=case.row.number,
        on=clock.day_of(at),
        addressee=Bilingual(zh=as_printed(name), en=""),
        facts=facts,
        paragraphs=paragraphs,
    )


def _ground(case: Case) -> Fact:
    zh, en = GROUNDS[Ground(case.objection.ground)]
    return Fact(GROUND, Bilingual(zh=zh, en=en))


def _same(text: str) -> Bilingual:
    return Bilingual(zh=text, en="")


def _zh(text: str) -> Bilingual:
    return Bilingual(zh=as_printed(text), en="")
