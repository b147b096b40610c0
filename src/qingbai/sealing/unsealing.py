"""How the seal of a record falls (解除封存): an officer proposes it on a court's decision, another decides, and the record goes back.

Only another crime of the same youth, or a retrial, that brings the sentence over the limit ends a seal (实施办法 18, 19;
``law.opening.must_be_unsealed``), from the day on which that was met. Whatever the adult did does not. Both officers ask the law,
each on the day of the act.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.terms import Role
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.law.dates import DateRange
from qingbai.law.opening import UnsealingFacts, UnsealingGround, must_be_unsealed
from qingbai.law.terms import Answer, Finding, Offence, Penalty
from qingbai.registers.access import capacity
from qingbai.sealing import boxes, cases, keeping, models, services
from qingbai.sealing.keeping import VAULT, Act
from qingbai.sealing.openings import NotLawful, SameOfficer
from qingbai.sealing.stored import plain, value


class NoSuchProposal(LookupError):
    """There is no such proposal, or not for this viewer."""


class NothingSealed(LookupError):
    """Nothing of this name is sealed in this case."""


class DecidedAlready(Exception):
    """The proposal was decided before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """On what a seal is to fall (解除封存的依据): the court's document that meets the condition, and its sentence.

    ``decided_by``: court and case number of that document. ``offence_from``, ``offence_to``: the other crime, where it is one, as
    precise as known. ``met_on``: the day on which that document took effect.
    """

    ground: UnsealingGround
    decided_by: str
    executed: Penalty
    met_on: date | None
    reason: str
    offence_from: str = ""
    offence_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A proposal to lift a seal, and what was decided on it (``agreed`` None: nothing yet)."""

    number: str
    conviction: UUID
    case: str
    name: str
    proposed_by: str
    proposed_at: datetime
    stated: Stated
    agreed: bool | None = None
    decided_by: str = ""
    entered: UUID | None = None


def propose(*, court: str, case_number: str, name: str, stated: Stated, by: Actor, at: datetime) -> Proposal:
    """Propose to lift the seal of a verdict (提请解除封存). Raises ``NoSuchProposal`` for whoever may not, ``NothingSealed``, ``NotLawful``."""
    _require(by, Role.REGISTRAR, Role.HEAD)
    convictions = cases.found(court=court, case_number=case_number, name=name)
    if not convictions:
        raise NothingSealed
    row = models.SealedConviction.objects.select_related("subject").get(id=convictions[0])
    finding = lawfulness(row, stated, clock.day_of(at))
    if finding.answer is not Answer.YES:
        raise NotLawful(finding.because)
    number, key = f"JF{at.astimezone(clock.CHINA):%Y%m%d}-{secrets.token_hex(4).upper()}", uuid4()
    content = {"case": case_number, "name": name, "stated": plain(stated)}
    with transaction.atomic(using=VAULT):
        models.UnsealingProposal.objects.create(
            id=key,
            known_from=at,
            conviction=row,
            number=number,
            by_id=by.id,
            office=_organ(by),
            box=boxes.close("unsealing", key, content),
        )
        Act(by, at, number).tell(EventKind.UNSEALING_PROPOSED, conviction=str(row.id), ground=stated.ground)
    return found(number=number, viewer=by)


def decide(*, number: str, agreed: bool, opinion: str, by: Actor, at: datetime) -> Proposal:
    """Decide on a proposal (决定解除封存); where it is agreed to, the record goes back to the register.

    Raises ``NoSuchProposal``, ``SameOfficer``, ``DecidedAlready``, and ``NotLawful`` where the law has come to say otherwise. Killed
    after the decision, doing it again lifts the seal.
    """
    _require(by, Role.HEAD)
    proposal = found(number=number, viewer=by)
    row = models.UnsealingProposal.objects.select_related("conviction__subject").get(number=number)
    if row.by_id == by.id:
        raise SameOfficer(
            "提请人不得作出决定，请由另一名负责人办理。 / Who proposed it may not decide it: let another head do so."
        )
    finding = lawfulness(row.conviction, proposal.stated, clock.day_of(at))
    if agreed and (finding.answer is not Answer.YES or finding.value is None):
        raise NotLawful(finding.because)
    if not agreed and not opinion.strip():
        raise ValueError("不同意须说明理由。 / Say why not.")
    _decide(row, proposal, agreed, opinion, by, at)
    if agreed and finding.value is not None and row.conviction.lifted.first() is None:
        services.unseal(
            conviction=row.conviction_id,
            condition=proposal.stated.ground,
            effective_on=finding.value,
            by=by,
            at=at,
            basis=number,
        )
    return found(number=number, viewer=by)


def _decide(
    row: models.UnsealingProposal,
    proposal: Proposal,
    agreed: bool,  # noqa: FBT001
    opinion: str,
    by: Actor,
    at: datetime,
) -> None:
    if proposal.agreed is not None:
        if (proposal.agreed, proposal.decided_by) != (agreed, by.id) or not agreed:
            raise DecidedAlready(proposal.number)
        return
    key = uuid4()
    with transaction.atomic(using=VAULT):
        models.UnsealingDecision.objects.create(
            id=key,
            known_from=at,
            proposal=row,
            agreed=agreed,
            by_id=by.id,
            box=boxes.close("unsealing decision", key, {"opinion": opinion}),
        )
        Act(by, at, proposal.number).tell(EventKind.UNSEALING_DECIDED, agreed="yes" if agreed else "no")


def lawfulness(row: models.SealedConviction, stated: Stated, on: date) -> Finding[date]:
    """What the law says of lifting the seal of a verdict on these grounds."""
    born = keeping.verdict_in(row).defendant.born
    offence = None
    if stated.offence_from or stated.offence_to:
        offence = Offence(
            began=DateRange.parse(stated.offence_from) if stated.offence_from else None,
            ended=DateRange.parse(stated.offence_to) if stated.offence_to else None,
        )
    facts = UnsealingFacts(
        ground=stated.ground,
        executed=stated.executed,
        born_on=DateRange.parse(born) if born else None,
        offence=offence,
        met_on=stated.met_on,
    )
    return must_be_unsealed(facts, on)


def found(*, number: str, viewer: Actor) -> Proposal:
    """One proposal, for an officer of the organ where it was made. Raises ``NoSuchProposal``."""
    _require(viewer, Role.REGISTRAR, Role.HEAD, Role.AUDITOR)
    row = models.UnsealingProposal.objects.filter(number=number, office=_organ(viewer)).first()
    if row is None:
        raise NoSuchProposal(number)
    return _proposal(row)


def listed(*, viewer: Actor, limit: int = 200) -> tuple[Proposal, ...]:
    """The proposals made at the viewer's organ, the latest first. Raises ``NoSuchProposal``."""
    _require(viewer, Role.REGISTRAR, Role.HEAD, Role.AUDITOR)
    rows = models.UnsealingProposal.objects.filter(office=_organ(viewer)).order_by("-known_from", "id")[:limit]
    return tuple(_proposal(row) for row in rows)


def _proposal(row: models.UnsealingProposal) -> Proposal:
    content = boxes.open_box("unsealing", row.id, bytes(row.box))
    decision = models.UnsealingDecision.objects.filter(proposal=row).first()
    lifted = models.SealLifted.objects.filter(conviction=row.conviction_id).first()
    entered = None if lifted is None else boxes.open_box("lifted", lifted.id, bytes(lifted.box))["entered"]
    return Proposal(
        number=row.number,
        conviction=row.conviction_id,
        case=content["case"],
        name=content["name"],
        proposed_by=row.by_id,
        proposed_at=row.known_from,
        stated=value(Stated, content["stated"]),
        agreed=None if decision is None else decision.agreed,
        decided_by="" if decision is None else decision.by_id,
        entered=UUID(entered) if entered else None,
    )


def _require(by: Actor, *roles: Role) -> None:
    if capacity(by) not in roles:
        raise NoSuchProposal


def _organ(by: Actor) -> str:
    office = agencies.find_office(by.office)
    if office is None:
        raise NoSuchProposal
    return office.organ.code
