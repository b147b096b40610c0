"""Where an earlier verdict is kept (查明在先裁判所在): in the register, in the vault, or nowhere yet.

Only the intake asks, and only to keep what concerns a sealed verdict beside it.
"""

from dataclasses import dataclass
from uuid import UUID

from qingbai.audit.actors import Actor
from qingbai.registers import queries as registers
from qingbai.registers.access import Business, Purpose
from qingbai.sealing import cases


@dataclass(frozen=True, slots=True)
class Place:
    """Where the verdicts on one person in one case are kept, and their references there."""

    sealed: bool
    convictions: tuple[UUID, ...]


def where(*, court: str, case_number: str, name: str, viewer: Actor, basis: str) -> Place | None:
    """The place of the verdicts on somebody of this name in this case; ``court`` empty where it is not known. None: not on record.

    The vault goes first: whatever is sealed of a case, what comes later follows it there.
    """
    sealed = cases.found(court=court, case_number=case_number, name=name)
    if sealed:
        return Place(sealed=True, convictions=sealed)
    purpose = Purpose(Business.REGISTRATION, basis)
    here = registers.in_case(court=court, case_number=case_number, name=name, viewer=viewer, purpose=purpose)
    return None if here is None else Place(sealed=False, convictions=here)
