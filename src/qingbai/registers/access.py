"""Who looks, what for, and whose records (查询人、事由与范围). Every look at the register names the first two; neither is typed by the looker.

The looker is an ``Actor`` with role and office. The purpose is bound to a live case: the number of an accepted
application, of a notice being entered, of an audit. Four registries keep records, each its own (REG-02, 03): an inquiry sees
all four, a registrar the registry of his or her own organ, an audit everything and changes nothing. Whoever has no
business here is told what anybody is told about a record that does not exist.
"""

from dataclasses import dataclass
from enum import StrEnum

from qingbai.agencies import queries as agencies
from qingbai.agencies.terms import Authority, Role
from qingbai.audit.actors import Actor, ActorKind


class Business(StrEnum):
    """The kinds of business for which the register is read (事由)."""

    INQUIRY = "inquiry"  # 办理查询申请
    REGISTRATION = "registration"  # 登记、更正
    AUDIT = "audit"  # 监督检查
    EMERGENCY = "emergency"  # 紧急查阅，事后审查


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a look-up is for: the kind of business, and the reference of the case that it belongs to."""

    business: Business
    case: str

    def __post_init__(self) -> None:
        if not self.case:
            raise ValueError("a look-up belongs to a case: name its reference")


class NoSuchRecord(LookupError):
    """There is no such record, or not for this viewer: the two are never told apart."""

    def __init__(self, reference: str = "") -> None:
        super().__init__(
            f"没有这条信息，请核对编号。 There is no such record: check its reference. {reference}".rstrip()
        )


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose records may be read (可查范围): those of every registry, of one, or of none.

    One registry is an authority and the six-digit division in which it keeps records. A record not yet routed to a
    division (empty) is kept by nobody in particular and seen by those who see everything.
    """

    everything: bool = False
    authority: Authority | None = None
    division: str = ""

    def covers(self, authority: str, division: str) -> bool:
        """Whether a record kept by this registry is within."""
        own = self.authority is not None and bool(self.division)
        return self.everything or (own and self.authority == authority and self.division == division)


EVERYTHING, NOTHING = Scope(everything=True), Scope()

MAY_LOOK: dict[Business, frozenset[Role | ActorKind]] = {
    Business.INQUIRY: frozenset({Role.CLERK, Role.REVIEWER, Role.HEAD, ActorKind.SYSTEM}),
    Business.REGISTRATION: frozenset({Role.REGISTRAR, Role.HEAD, ActorKind.SENDER, ActorKind.SYSTEM}),
    Business.AUDIT: frozenset({Role.AUDITOR, ActorKind.SYSTEM}),
    Business.EMERGENCY: frozenset({Role.REGISTRAR, Role.HEAD}),
}
"""Who may look at the register, by the business. An officer counts by the role, anybody else by what sort of actor it is."""

MAY_ENTER: frozenset[Role | ActorKind] = MAY_LOOK[Business.REGISTRATION]
"""Who may add to the register."""


def capacity(actor: Actor) -> Role | ActorKind | None:
    """As what somebody acts (身份): an officer in a role, anybody else as what sort of actor it is; None for an officer without a role."""
    if actor.kind is not ActorKind.OFFICER:
        return actor.kind
    return Role(actor.role) if actor.role in set(Role) else None


def require(viewer: Actor, purpose: Purpose) -> None:
    """Raises ``NoSuchRecord`` unless this actor may read the register for this business.

    It is raised whatever is on record, so that it tells nothing; an empty answer instead would be read as "no record".
    """
    if capacity(viewer) not in MAY_LOOK[purpose.business]:
        raise NoSuchRecord


def scope(viewer: Actor, purpose: Purpose) -> Scope:
    """Whose records this actor sees for this business. Raises ``NoSuchRecord`` like ``require``."""
    require(viewer, purpose)
    if purpose.business is not Business.REGISTRATION:
        return EVERYTHING
    return kept_by(viewer)


def kept_by(actor: Actor) -> Scope:
    """The records that this actor keeps and may correct (谁登记谁更正): those of an officer's own registry.

    The house itself works on all of them, by documents that were checked when they came in. A sender keeps none.
    """
    if actor.kind is ActorKind.SYSTEM:
        return EVERYTHING
    office = agencies.find_office(actor.office) if capacity(actor) in {Role.REGISTRAR, Role.HEAD} else None
    return NOTHING if office is None else Scope(authority=office.organ.authority, division=office.organ.division)


def require_entering(by: Actor) -> None:
    """Raises ``NoSuchRecord`` unless this actor may add to the register: no auditor, no counter, no stranger does."""
    if capacity(by) not in MAY_ENTER:
        raise NoSuchRecord


def may_correct(by: Actor, *, authority: str, division: str) -> bool:
    """Whether this actor may correct a record of this registry.

    A sender's document bears on whatever record it names, wherever that is kept: which documents a sender may send was
    asked when it came in.
    """
    return by.kind is ActorKind.SENDER or kept_by(by).covers(authority, division)
