"""The whole register, read once and kept nowhere (全库模拟): what a rule would change before it takes effect.

Subject by subject in batches, so that a million records need no more memory than a few hundred. Whoever reads says who he is and
what for, and stands on the ledger; what is yielded has references, no names.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.law.clean_record import counts
from qingbai.law.regimes import SealingRegime
from qingbai.law.sealing import SealingFacts
from qingbai.law.simulation import Change, would_change
from qingbai.law.terms import Answer, Finding
from qingbai.registers import access, models, verdicts
from qingbai.registers.access import Business, Purpose
from qingbai.registers.outstanding import OVER
from qingbai.registers.terms import ExecutionState
from qingbai.registers.verdicts import ConvictionFacts

BATCH = 400
FIRST = UUID(int=0)


def every_conviction(
    *, viewer: Actor, purpose: Purpose, on: date, known_at: datetime | None = None
) -> Iterator[tuple[ConvictionFacts, ...]]:
    """Every verdict on the open register pronounced by ``on``, subject by subject in the order of their keys, one tuple each.

    What sealing depends on is filled in as far as the register knows it: charges, the registry's division, whether it is the
    first offence on record, the day on which the punishment was executed (the day of legal force where there was none to execute).
    Raises ``NoSuchRecord`` for whoever has no business here.
    """
    access.require(viewer, purpose)
    last = FIRST
    while batch := list(models.Subject.objects.filter(id__gt=last).order_by("id").values_list("id", flat=True)[:BATCH]):
        last = batch[-1]
        found = verdicts.many(batch, on, known_at)
        known = [facts for subject in batch for facts in found[subject]]
        charges, ended = _charges(known), _ended(known, known_at)
        for subject in batch:
            if found[subject]:
                yield tuple(_enriched(facts, found[subject], charges, ended, on) for facts in found[subject])


def simulate(
    *, regime: SealingRegime, present: tuple[SealingRegime, ...], by: Actor, at: datetime, on: date
) -> Iterator[tuple[str, Finding[Change]]]:
    """What a regime would do to every open record on a day (模拟封存制度): its reference, with the finding of the law.

    The register as it stood at ``at``. The look is on the ledger before the first record is read. Records of units and verdicts that
    were replaced or annulled are weighed like all others: the law says that they stay as they are.
    """
    purpose = Purpose(Business.AUDIT, regime.key)
    access.require(by, purpose)
    with transaction.atomic():
        audit.record(kind=EventKind.REGIME_SIMULATED, by=by, at=at, basis=regime.key, facts={"on": on.isoformat()})
    for subject in every_conviction(viewer=by, purpose=purpose, on=on, known_at=at):
        for facts in subject:
            yield facts.case.reference, would_change(facts.sealing, regime, present, on)


def _charges(known: Sequence[ConvictionFacts]) -> defaultdict[str, list[str]]:
    rows = models.Sentence.objects.filter(conviction_id__in=[facts.case.reference for facts in known])
    found: defaultdict[str, list[str]] = defaultdict(list)
    for conviction, charge in rows.order_by("position").values_list("conviction_id", "charge"):
        found[str(conviction)].append(charge)
    return found


def _ended(known: Sequence[ConvictionFacts], known_at: datetime | None) -> dict[str, date]:
    """The last day stated on which a punishment was executed or remitted, for those of which that is stated."""
    over = [facts for facts in known if facts.execution in OVER]
    states = [str(state) for state in OVER]
    rows = verdicts.as_of(models.Execution.objects.filter(state__in=states), known_at)
    days: dict[str, date] = {}
    own = rows.filter(conviction_id__in=[facts.case.reference for facts in over])
    for conviction, day in own.order_by("on").values_list("conviction_id", "on"):
        days[str(conviction)] = day
    for facts in over:
        if facts.case.reference not in days:
            noticed = _noticed(facts, states, known_at)
            if noticed is not None:
                days[facts.case.reference] = noticed
    return days


def _noticed(facts: ConvictionFacts, states: Sequence[str], known_at: datetime | None) -> date | None:
    """The day in a notice about the person in this case, or in one that bears on it."""
    row = UUID(facts.case.reference)
    names = models.Name.objects.filter(judgment__convictions=row, subject__convictions=row).values("text")
    later = models.Ruling.objects.filter(earlier_case=facts.case_number).values("judgment__case_number")
    about = Q(case_number=facts.case_number) | Q(case_number__in=later)
    notices = models.ExecutionNotice.objects.filter(about, state__in=states, name__in=names)
    return max(verdicts.as_of(notices, known_at).values_list("on", flat=True), default=None)


def _enriched(
    facts: ConvictionFacts,
    all_of_subject: Sequence[ConvictionFacts],
    charges: defaultdict[str, list[str]],
    ended: dict[str, date],
    on: date,
) -> ConvictionFacts:
    executed_on = ended.get(facts.case.reference)
    if facts.execution is ExecutionState.NONE:
        executed_on = facts.case.effective_on
    known: SealingFacts = replace(
        facts.sealing,
        charges=tuple(charges[facts.case.reference]),
        division=facts.division,
        first_offence=_first(facts, all_of_subject, on),
        executed_on=executed_on,
    )
    return replace(facts, sealing=known)


def _first(facts: ConvictionFacts, all_of_subject: Sequence[ConvictionFacts], on: date) -> bool | None:
    """Whether no other verdict on record that counts was pronounced before; None where an earlier one may count."""
    judged = facts.sealing.judged_on
    earlier = [
        counts(other.case, on)[0]
        for other in all_of_subject
        if other is not facts
        and judged
        and other.sealing.judged_on
        and other.sealing.judged_on.latest < judged.earliest
    ]
    if Answer.YES in earlier:
        return False
    return None if Answer.PERSON in earlier else True
