"""Verdicts whose execution is not over (尚未执行完毕的裁判), for the intake, which must know which notices are still to come.

A verdict is as ``verdicts`` folds it: only what counts, with the punishment that is executed and the term as last stated. Whoever
asks says who he is and what for, like everywhere in the register, and sees what his registry keeps.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from qingbai.agencies.terms import Authority
from qingbai.audit.actors import Actor
from qingbai.law.terms import Outcome, Penalty, Standing
from qingbai.registers import access, models, verdicts
from qingbai.registers.access import Purpose, Scope
from qingbai.registers.terms import ExecutionState, NameKind
from qingbai.registers.verdicts import ConvictionFacts

OVER = (ExecutionState.COMPLETED, ExecutionState.REMITTED)
BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Executed:
    """A verdict that counts, and how far it is executed (执行中的裁判).

    ``penalty``: the one executed, None where the register does not know which it is. ``state`` since ``state_on``, as last stated.
    ``term_to``: the end of the term as the latest document or notice states it. ``ordered``: a court's notice to seal it came.
    """

    court: str
    case_number: str
    name: str
    outcome: Outcome
    effective_on: date
    penalty: Penalty | None
    term_from: date | None
    term_to: date | None
    state: ExecutionState
    state_on: date | None
    sealed: bool
    ordered: bool = False
    authority: Authority
    division: str


def outstanding(*, viewer: Actor, purpose: Purpose, on: date) -> Iterator[Executed]:
    """Every effective conviction on which nothing yet says that its execution ended by ``on``, and whose end may have come.

    In batches: the register may be large, those concerned are few. Raises ``NoSuchRecord`` for whoever has no business here.
    """
    scope = access.scope(viewer, purpose)
    subjects = _concerned(on, scope).order_by("subject_id").values_list("subject_id", flat=True).distinct()
    found = iter(subjects.iterator(chunk_size=BATCH))
    while batch := list(islice(found, BATCH)):
        for subject in batch:
            for facts in verdicts.verdicts(subject, on, None):
                one = _executed(facts, subject, on)
                if one is not None and scope.covers(one.authority, one.division):
                    yield one


def pronounced(entries: Collection[UUID]) -> date | None:
    """The earliest day on which one of these verdicts was pronounced."""
    days = models.Conviction.objects.filter(id__in=entries).values_list("judgment__pronounced_on", flat=True)
    return min(days, default=None)


def _concerned(on: date, scope: Scope) -> QuerySet[models.Conviction]:
    """Verdicts within the scope, with a punishment whose end is past or not known, and of whose end nothing was stated for them."""
    over = [str(state) for state in OVER]
    told = models.Execution.objects.filter(conviction=OuterRef("pk"), state__in=over)
    noticed = models.ExecutionNotice.objects.filter(case_number=OuterRef("judgment__case_number"), state__in=over)
    alone = ~Exists(noticed) | Q(judgment__in=_of_several())
    ended = Q(term_to__isnull=True) | Q(term_to__lt=on) | Q(sentences__probation_months__isnull=False)
    ended |= Q(combined__probation_months__isnull=False)
    found = models.Conviction.objects.filter(ended, alone, ~Exists(told), outcome=Outcome.CONVICTED)
    if not scope.everything:
        found = found.filter(authority=scope.authority or "", division=scope.division)
    return found.filter(judgment__pronounced_on__lte=on)


def _of_several() -> QuerySet[models.Conviction, UUID]:
    """Documents that judge more than one: a notice about one of them says nothing of the others."""
    return models.Conviction.objects.filter(position=1).values_list("judgment_id", flat=True)


def _executed(facts: ConvictionFacts, subject: UUID, on: date) -> Executed | None:
    """The verdict, where it counts, is a conviction and is still executed for all that is known."""
    case = facts.case
    counts = case.standing is Standing.EFFECTIVE and (case.annulled_on is None or case.annulled_on > on)
    if not counts or case.effective_on is None or case.outcome is not Outcome.CONVICTED or facts.execution in OVER:
        return None
    row = models.Conviction.objects.select_related("judgment").get(id=case.reference)
    state_on, term_to = _last_stated(row)
    return Executed(
        court=facts.court,
        case_number=facts.case_number,
        name=_name(row, subject),
        outcome=case.outcome,
        effective_on=case.effective_on,
        penalty=facts.sealing.combined or _only(facts.sealing.sentences),
        term_from=row.term_from,
        term_to=term_to or row.term_to,
        state=facts.execution,
        state_on=state_on,
        sealed=False,
        authority=facts.authority,
        division=facts.division,
    )


def _only(sentences: Sequence[Penalty]) -> Penalty | None:
    return sentences[0] if len(sentences) == 1 else None


def _name(row: models.Conviction, subject: UUID) -> str:
    """The name in the verdict's own document; of a verdict that was moved to somebody else, the name in the ruling that moved it."""
    names = models.Name.objects.filter(kind=NameKind.NAME)
    own = names.filter(subject_id=subject, judgment=row.judgment_id).first()
    found = own or names.filter(subject_id=subject).order_by("known_from").first()
    return found.text if found else ""


def _last_stated(row: models.Conviction) -> tuple[date | None, date | None]:
    """Since when the last stated state of execution holds, and the end of the term where a later notice changed it."""
    named = models.Name.objects.filter(judgment=row.judgment_id, kind=NameKind.NAME).values("text")
    cases = models.Ruling.objects.filter(earlier_case=row.judgment.case_number).values("judgment__case_number")
    about = Q(case_number=row.judgment.case_number) | Q(case_number__in=cases)
    notices = models.ExecutionNotice.objects.filter(about, name__in=named)
    changed = notices.exclude(term_to=None).order_by("-on").first()
    days = [*notices.values_list("on", flat=True), *row.executions.values_list("on", flat=True)]
    return max(days, default=None), changed.term_to if changed else None
