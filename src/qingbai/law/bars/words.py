"""What the words of bars and of those who ask because of them are called in Chinese and English (名称); part of ``law.names``."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from qingbai.law.asking import Inquirer, Tie
from qingbai.law.bars.form import Rank

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
