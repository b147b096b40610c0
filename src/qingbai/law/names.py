"""What the words of the law are called in Chinese and English (名称), for sentences, pages and papers."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from qingbai.law.bars import words
from qingbai.law.effect import ChallengeState, Party
from qingbai.law.local import ASKING_PLACES, IDENTITY_LEVELS, REASON_CLASSES, SCOPES
from qingbai.law.opening import Look, Matter
from qingbai.law.organs import Authority, Investigator, NoticeKind, SenderKind
from qingbai.law.parameters import RegistryPlace, StayCounting
from qingbai.law.sealed import Mark
from qingbai.law.terms import (
    Answer,
    AnswerPaper,
    AskerClass,
    CaseEnd,
    ComplexityGround,
    Deceit,
    DocumentKind,
    FrequencyAction,
    FrequencyWindow,
    Instance,
    OfficeKind,
    Outcome,
    Paper,
    PenaltyKind,
)
from qingbai.law.units import EnrolmentPaper, Proof, UnitPaper

Names = Mapping[StrEnum, tuple[str, str]]

UNIT_PAPERS: Names = MappingProxyType(
    {
        UnitPaper.LETTER: ("单位介绍信", "letter of the unit"),
        UnitPaper.HANDLER_IDENTITY: ("经办人身份证件", "handler's identity document"),
        UnitPaper.SEALED_FORM: ("加盖单位公章的查询申请表", "application form under the unit's seal"),
    }
)
ENROLMENT_PAPERS: Names = MappingProxyType(
    {
        EnrolmentPaper.LICENCE: ("登记证照", "licence or certificate of registration"),
        EnrolmentPaper.AUTHORITY: ("加盖公章的授权书", "letter of authority under the unit's seal"),
    }
)
PROOFS: Names = MappingProxyType(
    {
        Proof.CONTRACT: ("在职证明", "contract or proof of employment"),
        Proof.OFFER: ("拟招录证明", "offer or papers of recruitment"),
        Proof.CONSENT: ("本人同意书", "the person's written consent"),
        Proof.CONSENT_ONLINE: ("本人网上授权", "the person's consent given online"),
    }
)

ANSWERS: Names = MappingProxyType(
    {
        Answer.YES: ("是", "yes"),
        Answer.NO: ("否", "no"),
        Answer.PERSON: ("须由人工认定", "a person must decide"),
    }
)
OUTCOMES: Names = MappingProxyType(
    {
        Outcome.CONVICTED: ("有罪", "guilty"),
        Outcome.EXEMPTED: ("有罪但免予刑事处罚", "guilty, exempted from punishment"),
        Outcome.ACQUITTED: ("无罪", "acquitted"),
        Outcome.NOT_RESPONSIBLE: ("不负刑事责任", "not criminally responsible"),
        Outcome.TERMINATED: ("终止审理", "trial terminated"),
        Outcome.UNDECIDED: ("尚无定论", "undecided"),
    }
)
CASE_ENDS: Names = MappingProxyType(
    {
        CaseEnd.NOT_PROSECUTED: ("不起诉", "not prosecuted"),
        CaseEnd.PROSECUTION_WITHDRAWN: ("撤回起诉", "prosecution withdrawn"),
        CaseEnd.CASE_CANCELLED: ("撤销案件", "case cancelled"),
        CaseEnd.INVESTIGATION_TERMINATED: ("终止侦查", "investigation ended"),
    }
)
INSTANCES: Names = MappingProxyType(
    {
        Instance.FIRST: ("一审", "first instance"),
        Instance.APPEAL: ("二审", "second instance"),
        Instance.RETRIAL: ("再审", "retrial"),
        Instance.COMMUTATION: ("刑罚变更", "change of execution"),
        Instance.REVIEW: ("复核", "review"),
        Instance.OTHER: ("其他", "other"),
    }
)
ASKERS: Names = MappingProxyType(
    {
        AskerClass.CITIZEN: ("中国公民", "Chinese citizen"),
        AskerClass.HK_MACAU_TAIWAN: ("港澳台居民", "resident of Hong Kong, Macau or Taiwan"),
        AskerClass.OVERSEAS_CHINESE: ("定居国外的中国公民", "Chinese citizen settled abroad"),
        AskerClass.FOREIGNER: ("外国人", "foreigner"),
    }
)
DOCUMENTS: Names = MappingProxyType(
    {
        DocumentKind.RESIDENT_ID: ("居民身份证", "resident identity card"),
        DocumentKind.HOUSEHOLD_BOOK: ("居民户口簿", "household register"),
        DocumentKind.HMT_RESIDENCE_PERMIT: (
            "港澳台居民居住证",
            "residence permit for Hong Kong, Macau and Taiwan residents",
        ),
        DocumentKind.HK_MACAU_TRAVEL_PERMIT: (
            "港澳居民来往内地通行证",
            "mainland travel permit for Hong Kong and Macau residents",
        ),
        DocumentKind.TAIWAN_TRAVEL_PERMIT: ("台湾居民来往大陆通行证", "mainland travel permit for Taiwan residents"),
        DocumentKind.PASSPORT: ("护照", "passport"),
        DocumentKind.FOREIGN_RESIDENT_CARD: ("外国人永久居留身份证", "foreign permanent resident card"),
    }
)
DECEITS: Names = MappingProxyType(
    {
        Deceit.FACTS_INVENTED: ("虚构事实、隐瞒真相", "facts were made up or hidden"),
        Deceit.FALSE_PAPERS: ("提供虚假材料", "false papers were handed in"),
        Deceit.ANOTHERS_IDENTITY: ("冒用他人身份", "another person's identity was used"),
    }
)
GROUNDS: Names = MappingProxyType(
    {
        ComplexityGround.IDENTITY_UNVERIFIED: (
            "申请人身份需要进一步核实",
            "the identity of who asks must be verified further",
        ),
        ComplexityGround.OTHERS_NEEDED: ("需要其他单位配合", "the cooperation of other bodies is needed"),
        ComplexityGround.PARTY_REFUSES: ("当事人拒不配合", "a party refuses to cooperate"),
        ComplexityGround.RECORD_UNCLEAR: ("记录不全或者不清", "the record is incomplete or unclear"),
        ComplexityGround.OTHER_ANSWER_BEFORE: (
            "与此前查询结果不一致",
            "an earlier inquiry was answered otherwise",
        ),
        ComplexityGround.PAPERS_CONFLICT: ("本人多个证件信息冲突", "papers of the same person are in conflict"),
        ComplexityGround.OTHER: ("其他需要调查核实的情形", "other circumstances must be investigated"),
    }
)
PAPERS: Names = MappingProxyType(
    {
        Paper.IDENTITY: ("有效身份证件", "valid identity document"),
        Paper.APPLICATION_FORM: ("查询申请表", "application form"),
        Paper.RESIDENCE_PERMIT: ("居住证", "residence permit"),
        Paper.POWER_OF_ATTORNEY: ("委托书", "power of attorney"),
        Paper.AGENT_IDENTITY: ("受托人身份证件", "agent's identity document"),
        Paper.GUARDIAN_IDENTITY: ("监护人身份证件", "guardian's identity document"),
        Paper.GUARDIANSHIP_PROOF: ("监护关系证明", "proof of guardianship"),
        Paper.REASONABLE_USE_PROOF: ("合理用途证明", "proof of a reasonable use"),
        Paper.EVIDENCE: ("证据材料", "evidence"),
        Paper.STAY_PROOF: ("在华停留时间证明", "proof of the stay in China"),
        Paper.COMMUNITY_LETTER: (
            "居民委员会或者村民委员会出具的证明",
            "letter stamped by the residents' or villagers' committee",
        ),
        Paper.RESIDENCE_REGISTRATION: ("居住登记凭证", "registration of residence"),
        Paper.ENROLMENT_PROOF: ("在读证明", "proof of enrolment"),
        Paper.FORMER_HOUSEHOLD_PROOF: ("户口迁出证明", "proof that the household moved away"),
        Paper.NOTARISED_POWER_OF_ATTORNEY: ("经公证的委托书", "notarised power of attorney"),
        Paper.REASON_PROOF: ("申请事由证明", "proof of the reason"),
        Paper.PHOTO: ("近期免冠彩色照片", "recent bare-headed colour photograph"),
    }
)
OFFICES: Names = MappingProxyType(
    {
        OfficeKind.POLICE_STATION: ("派出所", "police station"),
        OfficeKind.EXIT_ENTRY: ("公安机关出入境管理部门", "exit-entry department of public security"),
        OfficeKind.PUBLIC_ORDER: ("公安机关治安管理部门", "public order department of public security"),
    }
)
WINDOWS: Names = MappingProxyType(
    {
        FrequencyWindow.CALENDAR: ("本自然年度内", "in this calendar year"),
        FrequencyWindow.ROLLING: ("最近一年内", "within the last year"),
    }
)
ACTIONS: Names = MappingProxyType(
    {
        FrequencyAction.EXTRA_PROOF: ("须提交合理用途证明", "a reasonable use must be shown"),
        FrequencyAction.OFFLINE_ONLY: ("须到窗口办理", "the application must be made at a counter"),
        FrequencyAction.HARD_STOP: ("本期内不再受理", "no further application is accepted in this period"),
    }
)
ANSWER_PAPERS: Names = MappingProxyType(
    {
        AnswerPaper.CERTIFICATE: ("无犯罪记录证明", "certificate of no criminal record"),
        AnswerPaper.REFUSAL: (
            "不予出具无犯罪记录证明通知书",
            "notice that no certificate of no criminal record is issued",
        ),
    }
)
COUNTINGS: Names = MappingProxyType(
    {
        StayCounting.CUMULATIVE: ("累计", "added up"),
        StayCounting.CONTINUOUS: ("连续", "without a break"),
    }
)
PARTIES: Names = MappingProxyType(
    {
        Party.DEFENDANT: ("被告人", "the defendant"),
        Party.LEGAL_REPRESENTATIVE: ("法定代理人", "the legal representative"),
        Party.PROSECUTION: ("公诉机关或者自诉人", "the prosecution"),
        Party.CIVIL_PARTY: ("附带民事诉讼当事人", "the civil party"),
    }
)
CHALLENGES: Names = MappingProxyType(
    {
        ChallengeState.NONE: ("未上诉、抗诉", "no appeal or protest"),
        ChallengeState.PENDING: ("二审审理中", "appeal or protest pending"),
        ChallengeState.WITHDRAWN: ("已撤回", "withdrawn"),
        ChallengeState.DECIDED: ("二审已裁判", "decided at second instance"),
        ChallengeState.UNKNOWN: ("不明", "unknown"),
    }
)
PENALTIES: Names = MappingProxyType(
    {
        PenaltyKind.FIXED_TERM: ("有期徒刑", "fixed-term imprisonment"),
        PenaltyKind.DETENTION: ("拘役", "criminal detention"),
        PenaltyKind.CONTROL: ("管制", "control"),
        PenaltyKind.LIFE: ("无期徒刑", "life imprisonment"),
        PenaltyKind.DEATH: ("死刑", "death"),
        PenaltyKind.DEATH_SUSPENDED: ("死刑缓期二年执行", "death with a two-year reprieve"),
        PenaltyKind.NONE: ("无主刑", "no main penalty"),
    }
)
AUTHORITIES: Names = MappingProxyType(
    {
        Authority.PUBLIC_SECURITY: ("公安机关", "public security organs"),
        Authority.STATE_SECURITY: ("国家安全机关", "state security organs"),
        Authority.PROCURATORATE: ("人民检察院", "people's procuratorates"),
        Authority.JUSTICE: ("司法行政机关", "judicial administration organs"),
    }
)
INVESTIGATORS: Names = MappingProxyType(
    {
        Investigator.PUBLIC_SECURITY: ("公安机关", "public security"),
        Investigator.STATE_SECURITY: ("国家安全机关", "state security"),
        Investigator.PROCURATORATE: ("人民检察院", "a procuratorate"),
        Investigator.SUPERVISION: ("监察机关", "a supervisory organ"),
        Investigator.PRISON: ("监狱", "a prison"),
        Investigator.COAST_GUARD: ("海警机构", "the coast guard"),
        Investigator.MILITARY: ("军队保卫部门", "the security department of the army"),
        Investigator.NOBODY: ("无侦查机关（自诉）", "nobody (private prosecution)"),
    }
)
NOTICES: Names = MappingProxyType(
    {
        NoticeKind.JUDGMENT: ("生效裁判文书", "the effective judgment"),
        NoticeKind.EXECUTION_PAPERS: ("交付执行的法律文书", "the papers for execution"),
        NoticeKind.CORRECTION_START: ("社区矫正执行通知", "the notice that community correction begins"),
        NoticeKind.CORRECTION_PAPERS: ("社区矫正法律文书", "the papers for community correction"),
        NoticeKind.RELEASE: ("刑满释放人员通知书", "the notice of release"),
        NoticeKind.CORRECTION_END: ("社区服刑人员矫正期满通知书", "the notice that community correction ended"),
        NoticeKind.SEALING: ("犯罪记录封存通知书", "the sealing notice"),
        NoticeKind.OCCUPATION_BAN: ("教职员工犯罪裁判文书通报", "the judgment for the education authority"),
        NoticeKind.NON_PROSECUTION: ("不起诉通报", "the notice of non-prosecution"),
        NoticeKind.PENALTY: ("治安管理处罚通报", "the notice of a public-order penalty"),
    }
)
SENDERS: Names = MappingProxyType(
    {
        SenderKind.COURT: ("人民法院", "a court"),
        SenderKind.PRISON: ("监狱", "a prison"),
        SenderKind.DETENTION_HOUSE: ("看守所、拘役所", "a detention house"),
        SenderKind.JUSTICE_BUREAU: ("县级司法行政机关", "a county justice bureau"),
        SenderKind.PROCURATORATE: ("人民检察院", "a procuratorate"),
        SenderKind.PUBLIC_SECURITY: ("公安机关", "a public security organ"),
        SenderKind.STATE_SECURITY: ("国家安全机关", "a state security organ"),
    }
)
REGISTRY_PLACES: Names = MappingProxyType(
    {
        RegistryPlace.HOUSEHOLD: ("户籍地", "the household's place"),
        RegistryPlace.RESIDENCE: ("居住地", "the place of residence"),
        RegistryPlace.SEAT: ("单位住所地", "the unit's seat"),
        RegistryPlace.COURT: ("审判地", "the court's place"),
    }
)
MARKS: Names = MappingProxyType(
    {
        Mark.SEALED: ("整体封存", "sealed as a whole"),
        Mark.MARKED: ("封面标注“含犯罪记录封存信息”并保密", "open, marked as holding sealed records"),
        Mark.NONE: ("不作标注", "no mark"),
    }
)
MATTERS: Names = MappingProxyType(
    {
        Matter.FILE: ("案卷", "the file"),
        Matter.PUNISHED: ("是否受过刑事处罚", "whether punished"),
        Matter.CHARGE: ("罪名", "the crime"),
        Matter.TERM: ("刑期", "the term"),
    }
)
LOOKS: Names = MappingProxyType(
    {
        Look.READ: ("查阅", "read"),
        Look.EXTRACT: ("摘抄", "extract"),
        Look.COPY: ("复制", "copy"),
    }
)
ALL = (
    ANSWERS,
    OUTCOMES,
    CASE_ENDS,
    INSTANCES,
    ASKERS,
    DOCUMENTS,
    PAPERS,
    DECEITS,
    GROUNDS,
    OFFICES,
    WINDOWS,
    ACTIONS,
    ANSWER_PAPERS,
    COUNTINGS,
    ASKING_PLACES,
    SCOPES,
    IDENTITY_LEVELS,
    REASON_CLASSES,
    PARTIES,
    CHALLENGES,
    PENALTIES,
    AUTHORITIES,
    INVESTIGATORS,
    NOTICES,
    SENDERS,
    REGISTRY_PLACES,
    MARKS,
    MATTERS,
    LOOKS,
    *words.ALL,
    UNIT_PAPERS,
    ENROLMENT_PAPERS,
    PROOFS,
)


def named(word: StrEnum) -> tuple[str, str]:
    """What a word is called, in Chinese and in English; KeyError for a kind of word that has no names here."""
    for names in ALL:
        if type(word) is type(next(iter(names))):
            return names[word]
    raise KeyError(word)
