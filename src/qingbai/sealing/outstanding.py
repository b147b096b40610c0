"""What is still to come about the vault's records (尚待通报), for the intake alone: sealed verdicts whose execution is not over, and numbers of
notices that never came."""

from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from qingbai.audit.actors import Actor, ActorKind
from qingbai.law.standing import Later, standing
from qingbai.law.terms import Answer, Penalty
from qingbai.registers.outstanding import OVER, Executed
from qingbai.registers.records import Described, Document, RulingStated, Verdict
from qingbai.registers.terms import ChangeKind
from qingbai.sealing import boxes, cases, keeping, models, queries
from qingbai.sealing.queries import NotEntitled

BATCH = 500


def outstanding(*, viewer: Actor, purpose: str, on: date) -> Iterator[Executed]:
    """Every sealed verdict that counts on a day, its execution over or not. Raises ``NotEntitled`` for anybody but the intake."""
    _intake_alone(viewer, purpose)
    rows = models.SealedConviction.objects.filter(lifted=None).select_related("judgment", "subject").order_by("id")
    for row in rows.iterator(chunk_size=BATCH):
        one = _executed(row, on)
        if one is not None:
            yield one


def known(entries: Collection[UUID]) -> tuple[tuple[Described, date], ...]:
    """Whom these sealed verdicts concern, and when they were pronounced; for comparing what later comes about them."""
    rows = models.SealedConviction.objects.filter(id__in=entries).select_related("judgment", "subject")
    return tuple((keeping.verdict_in(row).defendant, _document(row).pronounced_on) for row in rows)


def received(*, sender: str, numbers: Collection[str]) -> frozenset[str]:
    """Those of a sender's numbers under which a notice came in and was found right."""
    by_print = {boxes.fingerprint("message", sender, number): number for number in numbers}
    rows = models.Message.objects.filter(number__in=list(by_print)).values_list("number", flat=True)
    return frozenset(by_print[bytes(found)] for found in rows)


def _intake_alone(viewer: Actor, purpose: str) -> None:
    if viewer.kind is not ActorKind.SYSTEM or not purpose.strip():
        raise NotEntitled("which notices are missing for sealed records is reckoned by the intake itself")


def _document(row: models.SealedConviction) -> Document:
    return keeping.record_in(row.judgment).document


def _own_day(row: models.SealedConviction, verdict: Verdict) -> date | None:
    took = [change.on for change in keeping.changes_of(row) if change.kind is ChangeKind.TOOK_EFFECT]
    return verdict.effective_on or (took[0] if took else None)


def _executed(row: models.SealedConviction, on: date) -> Executed | None:
    """The verdict, where it counts, with everything stated about its execution by then."""
    verdict, document = keeping.verdict_in(row), _document(row)
    if document.pronounced_on > on:
        return None
    name = verdict.defendant.names[0].text
    later = [_later(judgment, ruling) for judgment, ruling in cases.rulings_on(document.case_number, name)]
    stands = standing(_own_day(row, verdict), later, on)
    value = stands.value
    if stands.answer is not Answer.YES or value is None or value.effective_on is None or value.ended_on is not None:
        return None
    heard = sorted({document.case_number, *(one.reference for one in later)})
    stated = [told for case in heard for told in cases.executions_in(case, name)]
    begun = [told for told, _ in [(verdict.execution, None), *stated] if told.on <= on]
    last = max(begun, key=lambda one: (one.on, one.state in OVER), default=verdict.execution)
    changed = [(told.on, term_to) for told, term_to in stated if term_to is not None]
    return Executed(
        court=document.court_name,
        case_number=document.case_number,
        name=name,
        outcome=verdict.outcome,
        effective_on=value.effective_on,
        penalty=verdict.combined or _only(verdict),
        term_from=verdict.term_from,
        term_to=max(changed)[1] if changed else verdict.term_to,
        state=last.state,
        state_on=last.on,
        sealed=True,
        ordered=bool(
            queries.ordered(court=document.court_name, case_number=document.case_number, defendant=verdict.defendant)
        ),
        authority=verdict.authority,
        division=verdict.division,
    )


def _later(judgment: models.SealedJudgment, ruling: RulingStated) -> Later:
    document = keeping.record_in(judgment).document
    return Later(
        reference=document.case_number,
        relation=ruling.relation,
        treatment=ruling.treatment,
        pronounced_on=document.pronounced_on,
        effective_on=ruling.effective_on,
    )


def _only(verdict: Verdict) -> Penalty | None:
    return verdict.sentences[0].penalty if len(verdict.sentences) == 1 else None
