"""The words of this room: names in two languages, the authorities, the roles of officers."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in Chinese and English."""

    zh: str
    en: str


class Authority(StrEnum):
    """The four kinds of authority that keep criminal records (犯罪信息登记机关), 2012 Opinions part 2(1), REG-02."""

    PUBLIC_SECURITY = "public_security"  # 公安机关
    STATE_SECURITY = "state_security"  # 国家安全机关
    PROCURATORATE = "procuratorate"  # 人民检察院
    JUSTICE = "justice"  # 司法行政机关


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
