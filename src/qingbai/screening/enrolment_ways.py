"""The way of a request made online to be registered (网上登记申请流程): which act may follow which, and by whom."""

from qingbai.agencies.ways import By, Way
from qingbai.screening.terms import EnrolmentAct, EnrolmentStatus

S, A = EnrolmentStatus, EnrolmentAct
ASKER, CLERK = frozenset({By.ASKER}), frozenset({By.CLERK})
WAY: Way[EnrolmentStatus, EnrolmentAct] = Way(
    {
        (None, A.ASK): (S.WAITING, ASKER),
        (S.WAITING, A.CONFIRM): (S.CONFIRMED, CLERK),
        (S.WAITING, A.REFUSE): (S.REFUSED, CLERK),
        (S.WAITING, A.WITHDRAW): (S.WITHDRAWN, ASKER),
    }
)
"""The one table of the acts of a request. A refused one stays refused: whoever has put things right asks anew."""
