"""Who looks into an inbox (收件箱查阅人): an officer of the organ whose inbox it is, in a role that keeps its register."""

from dataclasses import dataclass

from qingbai.agencies.terms import Role
from qingbai.audit.actors import Actor

MAY_LOOK = frozenset({Role.REGISTRAR, Role.HEAD, Role.AUDITOR})


@dataclass(frozen=True, slots=True)
class Registrar:
    """An officer who keeps a register: as the ledger names him or her, with role and organ."""

    actor: Actor
    role: Role
    organ: str

    @property
    def account(self) -> str:
        """The service number."""
        return self.actor.id


class NoSuchDraft(Exception):
    """There is no such draft, or not for this viewer: the two are never told apart."""


def require(viewer: Registrar, organ: str) -> None:
    """Raises ``NoSuchDraft`` for whoever does not keep the register of this organ."""
    if viewer.organ != organ or viewer.role not in MAY_LOOK:
        raise NoSuchDraft
