"""By which article may an organ ask a registry for its case (调取证据的权限), and how many of its officers must do it?

The 2012 Opinions let state organs ask for the cases they handle (二(二)) and leave the power itself to the law of each case. Here stand the
powers whose text was read: that of courts, procuratorates and public security in criminal cases (刑诉法 54), shared by state security
(4) and by prisons and the coast guard in theirs (308); that of prosecutors with their procuratorate's paper (检察规则 208); that of the
police in public-order cases (治安管理处罚法 92, two of them by 108) and that of review bodies (行政复议法 45, two of them). An organ that rests on another law
names its article itself, and an officer looks at it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from qingbai.law.citations import Citation
from qingbai.law.reasons import Code, because, no, yes
from qingbai.law.terms import Finding


class OrganKind(StrEnum):
    """What sort of organ asks for a case (办案机关类别)."""

    COURT = "court"  # 人民法院
    PROCURATORATE = "procuratorate"  # 人民检察院
    PUBLIC_SECURITY = "public_security"  # 公安机关
    STATE_SECURITY = "state_security"  # 国家安全机关
    SUPERVISION = "supervision"  # 监察机关
    PRISON = "prison"  # 监狱
    COAST_GUARD = "coast_guard"  # 海警机构
    REVIEW_BODY = "review_body"  # 行政复议机关
    OTHER = "other"  # 其他国家机关


class Power(StrEnum):
    """An article by which an organ may ask (查询依据)."""

    EVIDENCE = "evidence"  # 刑诉法 54
    PROSECUTORS = "prosecutors"  # 检察规则 208
    PUBLIC_ORDER = "public_order"  # 治安管理处罚法 92
    REVIEW = "review"  # 行政复议法 45


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerText:
    """What an article says, in our words (条款要义): where it stands, who has it; ``two``: the place that demands two officers, if one does."""

    cited: Citation
    organs: frozenset[OrganKind]
    zh: str
    en: str
    two: Citation | None = None


K = OrganKind
POWERS: Mapping[Power, PowerText] = MappingProxyType(
    {
        Power.EVIDENCE: PowerText(
            cited=Citation("criminal_procedure_law", "54", "INQ-11"),
            organs=frozenset({K.COURT, K.PROCURATORATE, K.PUBLIC_SECURITY, K.STATE_SECURITY, K.PRISON, K.COAST_GUARD}),
            zh="办理刑事案件的人民法院、人民检察院和公安机关可以向单位和个人收集、调取证据；国家安全机关、监狱和海警机构在各自办理的刑事案件中同样适用。涉及个人隐私的，应当保密。",
            en="Courts, procuratorates and public security organs may collect evidence for their criminal cases from units and persons; so may state security organs, prisons and the coast guard in theirs. What touches privacy is kept secret.",
        ),
        Power.PROSECUTORS: PowerText(
            cited=Citation("procuratorate_rules", "208", "INQ-11"),
            organs=frozenset({K.PROCURATORATE}),
            zh="检察人员凭人民检察院的证明文件，可以向单位和个人调取能够证明有罪、无罪或者情节轻重的材料。",
            en="With a paper of their procuratorate, prosecutors may obtain from units and persons what shows guilt, innocence or how grave a crime is.",
        ),
        Power.PUBLIC_ORDER: PowerText(
            cited=Citation("public_security_penalties_law", "92", "INQ-11"),
            organs=frozenset({K.PUBLIC_SECURITY}),
            two=Citation("public_security_penalties_law", "108", "INQ-11"),
            zh="公安机关办理治安案件，可以向单位和个人收集、调取证据；调查取证的人民警察不得少于二人。",
            en="For a public-order case public security organs may collect evidence from units and persons; at least two police officers do so.",
        ),
        Power.REVIEW: PowerText(
            cited=Citation("administrative_reconsideration_law", "45", "INQ-11"),
            organs=frozenset({K.REVIEW_BODY}),
            two=Citation("administrative_reconsideration_law", "45(2)", "INQ-11"),
            zh="行政复议机关可以向单位和个人调查取证，查阅、复制、调取文件资料；调查人员不得少于两人，并应当出示工作证件。",
            en="Bodies of administrative review may gather evidence from units and persons and see, copy and obtain files; at least two officers do so and show their cards.",
        ),
    }
)


def may_rest_on(power: Power, organ: OrganKind) -> Finding[None]:
    """Whether an organ of this kind has this power (是否有此权限)."""
    text = POWERS[power]
    if organ in text.organs:
        return yes([because(Code.ORGAN_HAS_POWER, text.cited, organ=organ)])
    return no([because(Code.ORGAN_LACKS_POWER, text.cited, organ=organ)])


def officers_needed(power: Power) -> Finding[int]:
    """How many officers must ask by this power (办案人员人数). Yes: more than one; ``value`` is the number."""
    text = POWERS[power]
    if text.two is None:
        return no([because(Code.ONE_OFFICER_ASKS, text.cited)], 1)
    return yes([because(Code.TWO_OFFICERS_ASK, text.two)], 2)
