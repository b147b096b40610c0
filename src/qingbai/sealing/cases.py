"""Sealed verdicts by case (封存案件): where one is, and what later documents and notices state about it.

The intake asks here before it enters a ruling on an earlier verdict or a notice about its execution: what concerns a sealed
verdict is kept beside it, in the vault, and nowhere else.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db.models import QuerySet

from qingbai.matching import names
from qingbai.registers.records import ExecutionStated, RulingStated
from qingbai.registers.services import EnteredOne, OtherFactsEntered, Result
from qingbai.registers.terms import ExecutionState
from qingbai.sealing import boxes, models, stored

PER_CHANGE = ("effective_on", "effect_ground", "verdict")
"""What a later statement of the same ruling may rightly state anew."""


def key_of(case_number: str, name: str) -> bytes:
    """The keyed fingerprint of a defendant in a case."""
    return boxes.fingerprint("defendant of case", case_number, names.normalise(name))


def file(conviction: models.SealedConviction, case_number: str, name: str, at: datetime) -> None:
    """File a sealed verdict under its case, so that it is found again."""
    models.SealedCaseKey.objects.get_or_create(
        conviction=conviction, fingerprint=key_of(case_number, name), defaults={"known_from": at}
    )


def found(*, court: str, case_number: str, name: str) -> tuple[UUID, ...]:
    """The sealed verdicts on somebody of this name in this case; ``court`` empty where it is not known."""
    rows = models.SealedConviction.objects.filter(cases__fingerprint=key_of(case_number, name), lifted=None)
    return tuple(
        row.id
        for row in rows.select_related("judgment").order_by("known_from", "id")
        if not court or boxes.open_box("judgment", row.judgment_id, bytes(row.judgment.box))["court_name"] == court
    )


def rule(judgment: models.SealedJudgment, stated: RulingStated, at: datetime) -> EnteredOne:
    """Keep what a document did to a sealed verdict. The same again changes nothing; raises ``OtherFactsEntered`` for another word on it."""
    case = key_of(stated.earlier_case, stated.name)
    known = models.SealedStatement.objects.filter(case=case, judgment=judgment, kind=models.SealedStatement.RULING)
    rows = [(row.id, boxes.open_box("statement", row.id, bytes(row.box))) for row in known.order_by("known_from", "id")]
    content = _ruling(stated)
    lasting = {name: value for name, value in content.items() if name not in PER_CHANGE}
    if any({name: value for name, value in row.items() if name not in PER_CHANGE} != lasting for _, row in rows):
        raise OtherFactsEntered
    days = {row["effective_on"] for _, row in rows} - {None}
    if rows and (content["effective_on"] is None or content["effective_on"] in days):
        return EnteredOne(rows[0][0], Result.ALREADY)
    if days:
        raise OtherFactsEntered
    parts = (judgment.id.hex, stated.earlier_case, stated.name, content["effective_on"] or "")
    row = _keep(models.SealedStatement.RULING, parts, case, content, at, judgment)
    if rows:
        return EnteredOne(row, Result.TOOK_EFFECT)
    return EnteredOne(row, Result.KEPT if stated.effective_on is None else Result.ENTERED)


def note_execution(
    *,
    case_number: str,
    name: str,
    state: ExecutionState,
    on: date,
    source: str,
    at: datetime,
    term_to: date | None = None,
) -> Result:
    """Keep how far a sealed verdict is executed, inside the caller's transaction on the vault. The same again changes nothing."""
    content = {
        "state": str(state),
        "on": on.isoformat(),
        "source": source,
        "term_to": None if term_to is None else term_to.isoformat(),
    }
    case = key_of(case_number, name)
    parts = (case.hex(), str(state), on.isoformat(), source)
    if models.SealedStatement.objects.filter(
        fingerprint=_fingerprint(models.SealedStatement.EXECUTION, parts)
    ).exists():
        return Result.ALREADY
    _keep(models.SealedStatement.EXECUTION, parts, case, content, at, None)
    return Result.ENTERED


def rulings_on(case_number: str, name: str) -> tuple[tuple[models.SealedJudgment, RulingStated], ...]:
    """What later documents did to the verdict on somebody in a case, each with the document that did it."""
    found = []
    for row in _statements(models.SealedStatement.RULING, case_number, name):
        assert row.judgment is not None
        found.append((row.judgment, stored.value(RulingStated, boxes.open_box("statement", row.id, bytes(row.box)))))
    return tuple(found)


def executions_in(case_number: str, name: str) -> tuple[tuple[ExecutionStated, date | None], ...]:
    """How far the punishment of somebody in a case is executed, as later notices state it, each with the changed end of the term."""
    found = []
    for row in _statements(models.SealedStatement.EXECUTION, case_number, name):
        content = boxes.open_box("statement", row.id, bytes(row.box))
        term_to = content["term_to"]
        found.append((stored.value(ExecutionStated, content), date.fromisoformat(term_to) if term_to else None))
    return tuple(found)


def _statements(kind: str, case_number: str, name: str) -> QuerySet[models.SealedStatement]:
    rows = models.SealedStatement.objects.filter(case=key_of(case_number, name), kind=kind)
    return rows.select_related("judgment").order_by("known_from", "id")


def _ruling(stated: RulingStated) -> dict[str, Any]:
    return {
        "name": stated.name,
        "relation": str(stated.relation),
        "treatment": str(stated.treatment),
        "earlier_court": stated.earlier_court,
        "earlier_case": stated.earlier_case,
        "effective_on": None if stated.effective_on is None else stated.effective_on.isoformat(),
        "effect_ground": stated.effect_ground,
        "verdict": stated.verdict,
    }


def _fingerprint(kind: str, parts: tuple[str, ...]) -> bytes:
    return boxes.fingerprint(f"statement of {kind}", *parts)


def _keep(
    kind: str,
    parts: tuple[str, ...],
    case: bytes,
    content: dict[str, Any],
    at: datetime,
    judgment: models.SealedJudgment | None,
) -> UUID:
    row = uuid4()
    models.SealedStatement.objects.create(
        id=row,
        known_from=at,
        fingerprint=_fingerprint(kind, parts),
        case=case,
        kind=kind,
        judgment=judgment,
        box=boxes.close("statement", row, content),
    )
    return row
