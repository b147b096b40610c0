"""The way of a request for consent (授权请求流程): which act may follow which; who of the two sides does it, their functions ask."""

from enum import StrEnum

from qingbai.agencies.ways import By, Way
from qingbai.screening.terms import ConsentAct


class ConsentStatus(StrEnum):
    """Where a request stands by its acts (授权状态)."""

    ASKED = "asked"  # 待答复
    GRANTED = "granted"  # 已授权
    DECLINED = "declined"  # 不同意
    REVOKED = "revoked"  # 已撤回授权
    CANCELLED = "cancelled"  # 单位已撤回请求


ASKER = frozenset({By.ASKER})
S, A = ConsentStatus, ConsentAct
WAY: Way[ConsentStatus, ConsentAct] = Way(
    {
        (None, A.ASK): (S.ASKED, ASKER),
        (S.ASKED, A.GRANT): (S.GRANTED, ASKER),
        (S.ASKED, A.DECLINE): (S.DECLINED, ASKER),
        (S.DECLINED, A.GRANT): (S.GRANTED, ASKER),
        (S.GRANTED, A.REVOKE): (S.REVOKED, ASKER),
        (S.ASKED, A.CANCEL): (S.CANCELLED, ASKER),
        (S.DECLINED, A.CANCEL): (S.CANCELLED, ASKER),
        (S.GRANTED, A.CANCEL): (S.CANCELLED, ASKER),
    }
)
"""The one table of the acts of a request. Who of the two sides does which, the functions below ask."""
OF_THE_PERSON = frozenset({A.GRANT, A.DECLINE, A.REVOKE})
