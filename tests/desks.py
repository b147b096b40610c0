"""Registrars at the desk of the demo organ, and documents that come into its inbox."""

from datetime import datetime
from uuid import UUID

from applications import NOW
from qingbai.agencies.terms import Role
from qingbai.audit.actors import Actor, ActorKind
from qingbai.inbox import services
from qingbai.inbox.access import Registrar
from qingbai.project.demo import HERE

ORGAN = "100101-psb"


def registrar(number: str = "100101-11", role: Role = Role.REGISTRAR, organ: str = ORGAN) -> Registrar:
    office = "100101-hy" if organ == ORGAN else "100102-sq"
    return Registrar(Actor(ActorKind.OFFICER, number, office, role.value), role, organ)


FIRST, SECOND = registrar(), registrar("100101-12")
HEAD = registrar("100101-13", Role.HEAD)
AUDITOR = registrar("100101-14", Role.AUDITOR)
ELSEWHERE = registrar("100102-11", organ="100102-psb")


def judgment(name: str) -> str:
    return (HERE / "judgments" / f"{name}.txt").read_text(encoding="utf-8")


def arrived(name: str = "zhao-shidi", *, text: str = "", token: str = "", at: datetime = NOW) -> UUID:
    """A judgment of the demonstration that came as a text."""
    return services.receive_text(
        text=text or judgment(name),
        name=f"{name}.txt",
        sender="演示市清河区人民法院",
        token=token or name,
        organ=ORGAN,
        by=FIRST.actor,
        at=at,
    )


def fill(draft: UUID, values: dict[str, str], *, by: Registrar = FIRST, at: datetime = NOW) -> None:
    """State what no judgment prints."""
    for field, value in values.items():
        services.correct(draft=draft, field=field, value=value, why="与送达回证一致", by=by, at=at)
