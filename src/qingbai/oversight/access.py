"""Who audits (监督人员): officers in that role, and the operator of the machine; and only where the vault is, as for repeated decisions (decision 17)."""

from django.db import connections

from qingbai.agencies.ways import audits
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.queries import NotForYou

VAULT = "vault"
__all__ = ["VAULT", "NotForYou", "require_auditor"]


def require_auditor(viewer: Actor) -> None:
    """Raises ``NotForYou`` for anybody else, and for everybody in a process that does not reach the vault."""
    if not (audits(viewer) or viewer.kind is ActorKind.SYSTEM) or VAULT not in connections.databases:
        raise NotForYou("the audit room is for auditors, beside the vault")
