"""The words of this room: names in two languages, the authorities, the roles of officers."""

from dataclasses import dataclass
from enum import StrEnum

from qingbai.law.terms import Authority as Authority
from qingbai.law.terms import SenderKind as SenderKind


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in Chinese and English."""

    zh: str
    en: str


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
