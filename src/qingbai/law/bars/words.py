"""What the words of bars, of vetting and of those who ask about others are called in Chinese and English (名称); part of ``law.names``."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from qingbai.law.asking import Inquirer, Tie
from qingbai.law.bars.form import Rank
from qingbai.law.official import OfficialAsker, OfficialPaper, Told
from qingbai.law.powers import OrganKind
from qingbai.law.prohibitions import ProhibitionKind
from qingbai.law.vetting import Consequence, MinorsUnit

INQUIRERS: Mapping[StrEnum, tuple[str, str]] = MappingProxyType(
    {
        Inquirer.UNIT: ("用人单位", "an employer"),
        Inquirer.LICENSING_ORGAN: ("实施许可、授予资格的机关", "an organ that grants licences or qualifications"),
        Inquirer.NOTARY_OFFICE: ("公证机构", "a notary office"),
    }
)
TIES: Mapping[StrEnum, tuple[str, str]] = MappingProxyType(
    {
        Tie.STAFF: ("在职人员", "staff in post"),
        Tie.CANDIDATE: ("拟招录人员", "a candidate for a post"),
        Tie.APPLICANT: ("许可、资格的申请人", "an applicant for a licence or qualification"),
        Tie.NOTARY_CLIENT: ("申请办理公证的人", "a client for a notarial certificate"),
        Tie.FORMER: ("已离职人员", "former staff"),
        Tie.NONE: ("没有法定关系的人", "nobody tied to it by law"),
    }
)
RANKS: Mapping[StrEnum, tuple[str, str]] = MappingProxyType(
    {
        Rank.LAW: ("法律", "a law"),
        Rank.REGULATION: ("行政法规", "an administrative regulation"),
        Rank.MINISTERIAL: ("部门规章", "a ministerial rule"),
        Rank.LOCAL: ("地方性法规、规章", "a local rule"),
    }
)
OFFICIALS: Mapping[StrEnum, tuple[str, str]] = MappingProxyType(
    {
        OfficialAsker.STATE_ORGAN: ("办理案件的国家机关", "a state organ handling a case"),
        OfficialAsker.DEFENCE_LAWYER: ("本案辩护律师", "the defence lawyer of the case"),
        OfficialAsker.NOTARY_OFFICE: ("公证机构", "a notary office"),
        OfficialAsker.LICENSING_ORGAN: ("实施许可、授予资格的机关", "an organ that grants licences or qualifications"),
    }
)
ORGANS: Mapping[StrEnum, tuple[str, str]] = MappingProxyType(
    {
        OrganKind.COURT: ("人民法院", "court"),
        OrganKind.PROCURATORATE: ("人民检察院", "procuratorate"),
        OrganKind.PUBLIC_SECURITY: ("公安机关", "public security organ"),
        OrganKind.STATE_SECURITY: ("国家安全机关", "state security organ"),
        OrganKind.SUPERVISION: ("监察机关", "supervision organ"),
        OrganKind.PRISON: ("监狱", "prison"),
        OrganKind.COAST_GUARD: ("海警机构", "coast guard"),
        OrganKind.REVIEW_BODY: ("行政复议机关", "body of administrative review"),
        OrganKind.OTHER: ("其他国家机关", "other state organ"),
    }
)
OFFICIAL_PAPERS: Mapping[StrEnum, tuple[str, str]] = MappingProxyType(
    {
        OfficialPaper.OFFICIAL_LETTER: ("查询公函", "official letter of request"),
        OfficialPaper.HANDLER_IDENTITY: ("经办人工作证件", "the handler's service card"),
        OfficialPaper.PRACTICE_CERTIFICATE: ("律师执业证书", "lawyer's practice certificate"),
        OfficialPaper.FIRM_LETTER: ("律师事务所证明", "letter of the law firm"),
        OfficialPaper.MANDATE: ("委托书", "mandate"),
        OfficialPaper.LEGAL_AID_LETTER: ("法律援助公函", "legal-aid letter"),
        OfficialPaper.REQUEST_FORM: ("加盖印章的查询申请表", "sealed request form"),
        OfficialPaper.TIE_PROOF: ("被查询人提出申请的证明", "proof that the person applied there"),
    }
)
TOLD: Mapping[StrEnum, tuple[str, str]] = MappingProxyType(
    {
        Told.RESULT: ("有无犯罪记录", "whether there is a record"),
        Told.COURT: ("审判机关", "court"),
        Told.CASE_NUMBER: ("案号", "case number"),
        Told.EFFECTIVE_ON: ("生效日期", "effective on"),
        Told.CHARGES: ("罪名", "crimes"),
        Told.PUNISHMENT: ("判处刑罚", "punishment"),
        Told.EXECUTION: ("执行情况", "execution"),
        Told.PROSECUTOR: ("检察机关或者自诉人", "prosecutor"),
    }
)
MINORS_UNITS: Mapping[StrEnum, tuple[str, str]] = MappingProxyType(
    {
        MinorsUnit.SCHOOL: ("学校、幼儿园等教育机构", "school, kindergarten or other place of education"),
        MinorsUnit.TRAINING: ("校外培训机构", "after-school training"),
        MinorsUnit.WELFARE: ("未成年人救助保护、儿童福利机构", "rescue, protection or child welfare"),
        MinorsUnit.INFANT_CARE: ("婴幼儿照护、早期教育机构", "infant care or early education"),
        MinorsUnit.DAY_CARE: ("校外托管、临时看护机构", "day-care"),
        MinorsUnit.DOMESTIC: ("家政服务机构", "domestic service"),
        MinorsUnit.MEDICAL: ("为未成年人提供医疗服务的医疗机构", "medical care for minors"),
        MinorsUnit.OTHER: ("其他负有照护未成年人职责的单位", "another unit with duties for minors"),
        MinorsUnit.NONE: ("不属于上述单位", "none of these"),
    }
)
PROHIBITIONS: Mapping[StrEnum, tuple[str, str]] = MappingProxyType(
    {
        ProhibitionKind.OCCUPATION: ("从业禁止", "occupation forbidden"),
        ProhibitionKind.INJUNCTION: ("禁止令", "injunction"),
    }
)
CONSEQUENCES: Mapping[StrEnum, tuple[str, str]] = MappingProxyType(
    {
        Consequence.NOT_HIRED: ("不得录用", "not to be hired"),
        Consequence.DISMISSED: ("及时解聘", "to be dismissed"),
    }
)
ALL = (INQUIRERS, TIES, RANKS, OFFICIALS, ORGANS, OFFICIAL_PAPERS, TOLD, MINORS_UNITS, PROHIBITIONS, CONSEQUENCES)
