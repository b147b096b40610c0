"""The way of a request to look at sealed records (查询封存信息的办理流程): which act may follow which, and by whom. One table. Pure.

Where a request stands is a fold over its acts. One officer examines, another decides, and never the same (两人办理).
"""

from collections.abc import Iterable

from qingbai.agencies.terms import Role
from qingbai.sealing.terms import OpeningStatus, OpeningStep

REGISTRAR = frozenset({Role.REGISTRAR, Role.HEAD})
HEAD = frozenset({Role.HEAD})

TABLE: dict[tuple[OpeningStatus | None, OpeningStep], tuple[OpeningStatus, frozenset[Role]]] = {
    (None, OpeningStep.SUBMIT): (OpeningStatus.SUBMITTED, REGISTRAR),
    (OpeningStatus.SUBMITTED, OpeningStep.EXAMINE): (OpeningStatus.EXAMINED, REGISTRAR),
    (OpeningStatus.SUBMITTED, OpeningStep.WITHDRAW): (OpeningStatus.WITHDRAWN, REGISTRAR),
    (OpeningStatus.EXAMINED, OpeningStep.WITHDRAW): (OpeningStatus.WITHDRAWN, REGISTRAR),
    (OpeningStatus.EXAMINED, OpeningStep.PERMIT): (OpeningStatus.PERMITTED, HEAD),
    (OpeningStatus.EXAMINED, OpeningStep.REFUSE): (OpeningStatus.REFUSED, HEAD),
    (OpeningStatus.PERMITTED, OpeningStep.UNDERTAKE): (OpeningStatus.OPEN, REGISTRAR),
    (OpeningStatus.OPEN, OpeningStep.LOOK): (OpeningStatus.OPEN, REGISTRAR),
}


class StepRefused(Exception):
    """This act may not follow here, or not by somebody in this role."""

    def __init__(self, status: OpeningStatus | None, step: OpeningStep) -> None:
        self.status, self.step = status, step
        super().__init__(
            f"申请现处于“{status or '尚未提出'}”状态，不能办理“{step}”，或者不由您办理。"
            f" / {step}: not possible while the request is {status or 'not yet made'}, or not yours to do."
        )


def following(status: OpeningStatus | None, step: OpeningStep, role: Role | None) -> OpeningStatus:
    """The status after the act. Raises ``StepRefused`` where the table has no such way, or not for this role."""
    way = TABLE.get((status, step))
    if way is None or role not in way[1]:
        raise StepRefused(status, step)
    return way[0]


def status_after(steps: Iterable[OpeningStep]) -> OpeningStatus | None:
    """Where a request stands after the acts recorded for it, in their order."""
    status: OpeningStatus | None = None
    for step in steps:
        status = TABLE[status, step][0]
    return status


def lawful(status: OpeningStatus, role: Role | None, *, examined_by_oneself: bool) -> frozenset[OpeningStep]:
    """What somebody in this role may do now; whoever examined the request does not decide it."""
    possible = {step for (before, step), (_, roles) in TABLE.items() if before is status and role in roles}
    decisions = {OpeningStep.PERMIT, OpeningStep.REFUSE} if examined_by_oneself else set()
    return frozenset(possible - decisions)
