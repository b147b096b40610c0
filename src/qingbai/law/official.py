"""What may an organ or a lawyer be told for a case (办案查询、辩护律师查询), and on which papers?

State organs that handle a case (国家机关) are served by the registry (2012年意见 二(二)); the defence lawyer of the case may ask about the
suspect or defendant of that case, sealed records of minors excepted (二(三); 刑诉法 39 on the lawyer's papers). Organs that grant
licences or qualifications and notary offices (公证处) ask as units do (查询工作规定 4(3), 6). Each is told the fields the purpose needs and no
others. Sealed records are never told here: who may ask for them asks by the separate procedure, and every answer says so, whoever it is about.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qingbai.law.citations import Citation
from qingbai.law.powers import OrganKind, Power, may_rest_on, officers_needed
from qingbai.law.reasons import Code, because, no, yes
from qingbai.law.terms import Answer, Finding, Reason
from qingbai.law.time_limits import after_months

ORGAN = Citation("record_system_opinions", "2(2)", "INQ-11")
LAWYER = Citation("record_system_opinions", "2(3)", "INQ-10")
LAWYERS_PAPERS = Citation("criminal_procedure_law", "39", "INQ-10")
CONTENT = Citation("record_system_opinions", "2(1)", "REG-01")
AUTHORITY = Citation("inquiry_rules", "4(3)", "INQ-09")
UNITS_PAPERS = Citation("inquiry_rules", "6", "INQ-17")
COVERT = Citation("criminal_procedure_law", "151", "INQ-11")
COVERT_MONTHS = 3
ORGANS_TEXT = (
    "国家机关为办理案件需要，可以向登记机关查询有关人员的犯罪记录。",
    "A state organ may ask the registry for criminal records that it needs for a case it handles.",
)
LAWYERS_TEXT = (
    "辩护律师为本案可以查询本案犯罪嫌疑人、被告人的犯罪记录；未成年人被封存的记录除外。",
    "The defence lawyer may ask, for the case, about the records of its suspect or defendant; sealed records of minors excepted.",
)
"""What the Opinions say of each, in our words."""


class OfficialAsker(StrEnum):
    """Who asks about one person in an official capacity (查询主体)."""

    STATE_ORGAN = "state_organ"  # 办理案件的国家机关
    DEFENCE_LAWYER = "defence_lawyer"  # 本案辩护律师
    NOTARY_OFFICE = "notary_office"  # 公证机构
    LICENSING_ORGAN = "licensing_organ"  # 实施许可、授予职业资格的机关


class OfficialPaper(StrEnum):
    """Papers that come with such a request (查询材料)."""

    OFFICIAL_LETTER = "official_letter"  # 查询公函
    HANDLER_IDENTITY = "handler_identity"  # 经办人工作证件
    PRACTICE_CERTIFICATE = "practice_certificate"  # 律师执业证书
    FIRM_LETTER = "firm_letter"  # 律师事务所证明
    MANDATE = "mandate"  # 委托书
    LEGAL_AID_LETTER = "legal_aid_letter"  # 法律援助公函
    REQUEST_FORM = "request_form"  # 加盖印章的查询申请表
    TIE_PROOF = "tie_proof"  # 被查询人提出申请的证明


class Told(StrEnum):
    """What an answer may say (可以告知的事项), of the content that the registry keeps (2012年意见 二(一))."""

    RESULT = "result"  # 有无犯罪记录
    COURT = "court"  # 审判机关
    CASE_NUMBER = "case_number"  # 判决书编号
    EFFECTIVE_ON = "effective_on"  # 判决确定日期
    CHARGES = "charges"  # 罪名
    PUNISHMENT = "punishment"  # 所判处刑罚
    EXECUTION = "execution"  # 刑罚执行情况
    PROSECUTOR = "prosecutor"  # 检察机关或者自诉人


NEEDED = {
    OfficialAsker.STATE_ORGAN: (OfficialPaper.OFFICIAL_LETTER, OfficialPaper.HANDLER_IDENTITY),
    OfficialAsker.DEFENCE_LAWYER: (OfficialPaper.PRACTICE_CERTIFICATE, OfficialPaper.FIRM_LETTER),
    OfficialAsker.NOTARY_OFFICE: (
        OfficialPaper.OFFICIAL_LETTER,
        OfficialPaper.HANDLER_IDENTITY,
        OfficialPaper.REQUEST_FORM,
        OfficialPaper.TIE_PROOF,
    ),
    OfficialAsker.LICENSING_ORGAN: (
        OfficialPaper.OFFICIAL_LETTER,
        OfficialPaper.HANDLER_IDENTITY,
        OfficialPaper.REQUEST_FORM,
        OfficialPaper.TIE_PROOF,
    ),
}
EITHER_MANDATE = (OfficialPaper.MANDATE, OfficialPaper.LEGAL_AID_LETTER)
SOURCE_OF_PAPERS = {
    OfficialAsker.STATE_ORGAN: ORGAN,
    OfficialAsker.DEFENCE_LAWYER: LAWYERS_PAPERS,
    OfficialAsker.NOTARY_OFFICE: UNITS_PAPERS,
    OfficialAsker.LICENSING_ORGAN: UNITS_PAPERS,
}
FIELDS = {
    OfficialAsker.STATE_ORGAN: tuple(Told),
    OfficialAsker.DEFENCE_LAWYER: tuple(field for field in Told if field is not Told.PROSECUTOR),
    OfficialAsker.NOTARY_OFFICE: (Told.RESULT,),
    OfficialAsker.LICENSING_ORGAN: (
        Told.RESULT,
        Told.COURT,
        Told.CASE_NUMBER,
        Told.EFFECTIVE_ON,
        Told.CHARGES,
        Told.PUNISHMENT,
    ),
}
SOURCE_OF_FIELDS = {
    OfficialAsker.STATE_ORGAN: CONTENT,
    OfficialAsker.DEFENCE_LAWYER: LAWYER,
    OfficialAsker.NOTARY_OFFICE: AUTHORITY,
    OfficialAsker.LICENSING_ORGAN: AUTHORITY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialRequest:
    """A request about one person (查询请求), as its papers state it.

    ``case_number``: of the case for which it is asked; ``power``: the article it rests on, or ``article`` in the organ's own words; ``organ``: what sort
    of organ asks, where the registration says so; ``second_officer``: whether another officer is named with it. For a lawyer: ``papers_case`` and ``papers_suspect``, the
    case and the person that mandate or legal-aid letter names; ``person``: who is asked about. ``secret_until``: the person is to learn of the
    look-up only after that day, ``secret_approved`` where whoever may decide so has.
    """

    asker: OfficialAsker
    papers: frozenset[OfficialPaper] = frozenset()
    case_number: str = ""
    article: str = ""
    power: Power | None = None
    organ: OrganKind | None = None
    second_officer: bool = False
    person: str = ""
    papers_case: str = ""
    papers_suspect: str = ""
    secret_until: date | None = None
    secret_approved: bool = False


def missing_papers(request: OfficialRequest) -> Finding[tuple[OfficialPaper, ...]]:
    """Which papers are missing, all of them at once (缺少哪些材料). Yes: some are; ``value`` names them."""
    source = SOURCE_OF_PAPERS[request.asker]
    missing = [paper for paper in NEEDED[request.asker] if paper not in request.papers]
    if request.asker is OfficialAsker.DEFENCE_LAWYER and not request.papers & set(EITHER_MANDATE):
        missing.append(OfficialPaper.MANDATE)
    if not missing:
        return no([because(Code.OFFICIAL_PAPERS_COMPLETE, source, official=request.asker)], ())
    told = [because(Code.OFFICIAL_PAPER_MISSING, source, official_paper=paper) for paper in missing]
    return yes(told, tuple(missing))


def may_be_served(request: OfficialRequest, on: date) -> Finding[None]:
    """Whether the request is one the law lets be answered, apart from its papers (是否属于可以查询的情形). Everything against it is told at once."""
    source = SOURCE_OF_FIELDS[request.asker]
    against = []
    for_a_case = request.asker in (OfficialAsker.STATE_ORGAN, OfficialAsker.DEFENCE_LAWYER)
    if for_a_case and not request.case_number.strip():
        against.append(because(Code.OFFICIAL_CASE_MISSING, ORGAN))
    if request.power is not None:
        against += _power(request, request.power)
    elif request.asker is OfficialAsker.STATE_ORGAN and not request.article.strip():
        against.append(because(Code.NO_ARTICLE_NAMED, ORGAN))
    if request.asker is OfficialAsker.DEFENCE_LAWYER:
        if _plain(request.papers_case) != _plain(request.case_number):
            against.append(because(Code.LAWYER_OF_ANOTHER_CASE, LAWYER))
        if _plain(request.papers_suspect) != _plain(request.person):
            against.append(because(Code.NOT_THE_LAWYERS_SUSPECT, LAWYER))
    if request.secret_until is not None:
        against += _secrecy(request, request.secret_until, on)
    if against:
        return no(against)
    return yes([because(Code.OFFICIAL_MAY_ASK, source, official=request.asker)])


def _power(request: OfficialRequest, power: Power) -> list[Reason]:
    if request.asker is not OfficialAsker.STATE_ORGAN:
        return [because(Code.POWER_NOT_FOR_THIS_ASKER, ORGAN, official=request.asker)]
    told: list[Reason] = []
    if request.organ is not None and (found := may_rest_on(power, request.organ)).answer is not Answer.YES:
        told += found.because
    needed = officers_needed(power)
    if needed.answer is Answer.YES and not request.second_officer:
        told.append(because(Code.SECOND_OFFICER_MISSING, needed.because[0].citation))
    return told


def _plain(text: str) -> str:
    """Without spaces and with one sort of brackets: case numbers are written either way."""
    return "".join(text.split()).translate(str.maketrans("()〔〕[]", "（）（）（）"))


def _secrecy(request: OfficialRequest, until: date, on: date) -> list[Reason]:
    if request.asker is not OfficialAsker.STATE_ORGAN:
        return [because(Code.SECRECY_NOT_FOR_THIS_ASKER, COVERT, official=request.asker)]
    told = []
    if not request.secret_approved:
        told.append(because(Code.SECRECY_NOT_APPROVED, COVERT))
    last = after_months(on, COVERT_MONTHS)
    if not on <= until <= last:
        told.append(because(Code.SECRECY_TOO_LONG, COVERT, until=until, last=last))
    return told


def may_be_told(asker: OfficialAsker) -> Finding[tuple[Told, ...]]:
    """Exactly which fields an answer may say (可以告知哪些事项); never anything sealed, of which every answer says where it is asked for."""
    told = [because(Code.FIELDS_ALLOWED, SOURCE_OF_FIELDS[asker], official=asker), because(Code.SEALED_APART, LAWYER)]
    return yes(told, FIELDS[asker])


def served_online(asker: OfficialAsker, *, opened: bool) -> Finding[None]:
    """Whether who asks may hand in online (网上查询): the Opinions name no way (二(二), 二(三)), so that a region must have opened it."""
    source = LAWYER if asker is OfficialAsker.DEFENCE_LAWYER else ORGAN
    if opened:
        return yes([because(Code.OFFICIALS_SERVED_ONLINE, source)])
    return no([because(Code.OFFICIALS_NOT_SERVED_ONLINE, source)])
