"""The words of this room: names in two languages, the authorities, the roles of officers."""

from dataclasses import dataclass
from enum import StrEnum

from qingbai.law.terms import Authority as Authority


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in Chinese and English."""

    zh: str
    en: str


class SenderKind(StrEnum):
    """What sort of organ sends notices (通报单位类别), 2012 Opinions part 2(2), REG-03. Which notices each may send, ``notices.kinds`` says."""

    COURT = "court"  # 人民法院
    PRISON = "prison"  # 监狱
    DETENTION_HOUSE = "detention_house"  # 看守所
    JUSTICE_BUREAU = "justice_bureau"  # 县级司法行政机关（社区矫正）
    PROCURATORATE = "procuratorate"  # 人民检察院
    PUBLIC_SECURITY = "public_security"  # 公安机关
    STATE_SECURITY = "state_security"  # 国家安全机关


SENDER_KIND_NAMES: dict[SenderKind, Bilingual] = {
    SenderKind.COURT: Bilingual("人民法院", "court"),
    SenderKind.PRISON: Bilingual("监狱", "prison"),
    SenderKind.DETENTION_HOUSE: Bilingual("看守所", "detention house"),
    SenderKind.JUSTICE_BUREAU: Bilingual("司法行政机关", "justice bureau"),
    SenderKind.PROCURATORATE: Bilingual("人民检察院", "procuratorate"),
    SenderKind.PUBLIC_SECURITY: Bilingual("公安机关", "public security organ"),
    SenderKind.STATE_SECURITY: Bilingual("国家安全机关", "state security organ"),
}


class Role(StrEnum):
    """What an officer may do (岗位). Which act needs which role, the acts themselves say."""

    CLERK = "clerk"  # 受理人员
    REVIEWER = "reviewer"  # 审核人员
    HEAD = "head"  # 公安机关负责人
    REGISTRAR = "registrar"  # 信息登记人员
    AUDITOR = "auditor"  # 监督人员


ROLE_NAMES: dict[Role, Bilingual] = {
    Role.CLERK: Bilingual("受理人员", "Counter clerk"),
    Role.REVIEWER: Bilingual("审核人员", "Reviewer"),
    Role.HEAD: Bilingual("负责人", "Head"),
    Role.REGISTRAR: Bilingual("登记人员", "Registrar"),
    Role.AUDITOR: Bilingual("监督人员", "Auditor"),
}
