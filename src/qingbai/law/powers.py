"""By which article may an organ ask a registry for its case (调取证据的权限), and how many of its officers must do it?

The 2012 Opinions let state organs ask for the cases they handle (二(二)) and leave the power itself to the law of each case. Here stand the
powers whose text was read: that of courts, procuratorates and public security in criminal cases (刑诉法 54), shared by state security
(4) and by prisons and the coast guard in theirs (308); that of prosecutors with their procuratorate's paper (检察规则 208); that of the
police in public-order cases (治安管理处罚法 92, two of them by 108) and that of review bodies (行政复议法 45, two of them). Beside these general ones stand those of a
stage: of who investigates a case that was filed (刑诉法 115), of a court that doubts evidence at trial (196) or is asked by a defence lawyer (刑诉解释 60) or a private
prosecutor (325), of prosecutors before a case is filed (检察规则 169), on a defence lawyer's request (52), during trial (422) and where they supervise proceedings (551). None of
these demands two officers for evidence from units. The Supervision Law and the Civil Procedure Law were not read: an organ that rests on
another law names its article itself, and an officer looks at it.
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
    INVESTIGATION = "investigation"  # 刑诉法 115
    TRIAL = "trial"  # 刑诉法 196
    LAWYER_ASKS_COURT = "lawyer_asks_court"  # 刑诉解释 60
    PRIVATE_PROSECUTION = "private_prosecution"  # 刑诉解释 325
    BEFORE_FILING = "before_filing"  # 检察规则 169
    LAWYER_ASKS_PROSECUTORS = "lawyer_asks_prosecutors"  # 检察规则 52
    PROSECUTORS_AT_TRIAL = "prosecutors_at_trial"  # 检察规则 422
    SUPERVISING_PROCEEDINGS = "supervising_proceedings"  # 检察规则 551


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
        Power.INVESTIGATION: PowerText(
            cited=Citation("criminal_procedure_law", "115", "INQ-11"),
            organs=frozenset({K.PUBLIC_SECURITY, K.STATE_SECURITY, K.PRISON, K.COAST_GUARD}),
            zh="刑事案件立案后，公安机关收集、调取能够说明有罪或者无罪、罪轻或者罪重的材料；国家安全机关、监狱和海警机构在各自侦查的案件中同样适用。",
            en="Once a criminal case is filed, public security organs collect what shows guilt or innocence and how grave a crime is; so do state security organs, prisons and the coast guard in the cases they investigate.",
        ),
        Power.TRIAL: PowerText(
            cited=Citation("criminal_procedure_law", "196", "INQ-11"),
            organs=frozenset({K.COURT}),
            zh="庭审中合议庭对证据有疑问的，可以休庭核实，核实的方法包括查询。",
            en="Where the bench doubts evidence at trial, the court may adjourn and verify it; looking it up is one of its means.",
        ),
        Power.LAWYER_ASKS_COURT: PowerText(
            cited=Citation("procedure_interpretation", "60", "INQ-11"),
            organs=frozenset({K.COURT}),
            zh="辩护律师申请人民法院向单位、个人取证，确有必要而律师不宜或者不能自行取得的，由人民法院收集、调取。",
            en="At a defence lawyer's request the court obtains evidence from units and persons, where it is necessary and the lawyer cannot or should not obtain it.",
        ),
        Power.PRIVATE_PROSECUTION: PowerText(
            cited=Citation("procedure_interpretation", "325", "INQ-11"),
            organs=frozenset({K.COURT}),
            zh="自诉案件的当事人因客观原因无法取得的证据，说明理由并提供线索申请后，人民法院认为有必要的，应当及时调取。",
            en="In a private prosecution the court obtains evidence that a party cannot get for reasons beyond its control, if asked with reasons and leads and where it is necessary.",
        ),
        Power.BEFORE_FILING: PowerText(
            cited=Citation("procuratorate_rules", "169", "INQ-11"),
            organs=frozenset({K.PROCURATORATE}),
            zh="人民检察院对直接受理的案件线索，在立案前调查核实，可以查询和调取材料，但不得限制被调查人的人身和财产权利。",
            en="Before they file a case of their own, procuratorates verify leads and may look up and obtain material, by no means that restrict the person or property of whom it is about.",
        ),
        Power.LAWYER_ASKS_PROSECUTORS: PowerText(
            cited=Citation("procuratorate_rules", "52", "INQ-11"),
            organs=frozenset({K.PROCURATORATE}),
            zh="案件移送起诉后，辩护律师申请人民检察院取证，经审查认为需要的，由人民检察院收集、调取。",
            en="After a case was transferred for prosecution, the procuratorate obtains evidence at a defence lawyer's request where it finds it needed.",
        ),
        Power.PROSECUTORS_AT_TRIAL: PowerText(
            cited=Citation("procuratorate_rules", "422", "INQ-11"),
            organs=frozenset({K.PROCURATORATE}),
            zh="审判期间需要补充审判所必需的证据或者补充侦查的，人民检察院自行收集证据。",
            en="Where evidence that the trial needs has to be added while it lasts, the procuratorate collects it itself.",
        ),
        Power.SUPERVISING_PROCEEDINGS: PowerText(
            cited=Citation("procuratorate_rules", "551", "INQ-11"),
            organs=frozenset({K.PROCURATORATE}),
            zh="人民检察院监督刑事诉讼，对可能违法的事实调查核实，可以调取、查询、复制登记表册、法律文书和案卷材料。",
            en="Supervising criminal proceedings, procuratorates verify what may be unlawful and may obtain, look up and copy registers, legal documents and files.",
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
