"""The way of a unit's registration (查询单位登记流程): which act may follow which, and by whom. One table. Pure."""

from qingbai.agencies.ways import By, Way
from qingbai.screening.terms import UnitAct, UnitStatus

S, A = UnitStatus, UnitAct
DESK = frozenset({By.CLERK, By.MACHINE})
DESK_OR_UNIT = DESK | {By.ASKER}
"""The desk, or a responsible handler of the unit (``registering.end_authority`` looks at who)."""
HOUSE = frozenset({By.MACHINE})

WAY: Way[UnitStatus, UnitAct] = Way(
    {
        (None, A.REGISTER): (S.ACTIVE, DESK),
        (S.ACTIVE, A.CHANGE): (S.ACTIVE, DESK),
        (S.ACTIVE, A.AUTHORISE): (S.ACTIVE, DESK),
        (S.ACTIVE, A.REMIND): (S.ACTIVE, HOUSE),
        (S.ACTIVE, A.SUSPEND): (S.SUSPENDED, DESK),
        (S.ACTIVE, A.CLOSE): (S.CLOSED, DESK),
        (S.SUSPENDED, A.RESUME): (S.ACTIVE, DESK),
        (S.SUSPENDED, A.CLOSE): (S.CLOSED, DESK),
        **{(one, A.END_AUTHORITY): (one, DESK_OR_UNIT) for one in S},
    }
)
"""A unit that was struck off never comes back under its registration; its handlers can still be ended."""
