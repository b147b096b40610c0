"""What may be done in the register (登记): enter a document of a court, record that a verdict took effect or was annulled, how
far it is executed, and to whom it really belongs.

Each act is one transaction and stands on the ledger, one entry for each person it concerns. Nothing is changed; a later
turn is a row of its own. Entering the same document again is recognised by its fingerprint and changes nothing.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max

from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.law.terms import DocumentKind, SubjectKind
from qingbai.matching import identity
from qingbai.registers import access, models, penalties, queries, records
from qingbai.registers.access import Business, Purpose
from qingbai.registers.records import Described, ExecutionStated, NamedAs, Record, RulingStated, Verdict
from qingbai.registers.terms import ChangeKind, ExecutionState, NameKind


class Result(StrEnum):
    """What an entry did for one defendant (登记结果)."""

    ENTERED = "entered"  # 已登记
    KEPT = "kept"  # 已收存，尚未生效
    TOOK_EFFECT = "took_effect"  # 已记载生效
    ALREADY = "already"  # 此前已登记，未作改动
    WAITING = "waiting"  # 已收存，待在先的裁判文书


@dataclass(frozen=True, slots=True)
class EnteredOne:
    """One defendant's part of an entry: its reference and what was done."""

    conviction: UUID
    result: Result


@dataclass(frozen=True, slots=True)
class Entered:
    """What entering a record did, in the order of its verdicts and of its rulings on earlier ones."""

    judgment: UUID
    defendants: tuple[EnteredOne, ...]
    rulings: tuple[EnteredOne, ...] = ()


class OtherTextEntered(Exception):
    """Another text is entered under the same court, case number, kind of document and date."""


class OtherFactsEntered(Exception):
    """The document is entered with other defendants, or with another day of taking effect."""


class ChangeRefused(Exception):
    """The change does not fit what is entered: there is no such conviction, or it stands otherwise."""


def enter(*, record: Record, by: Actor, at: datetime, basis: str, within: bool = False) -> Entered:
    """Enter a document with its defendants; ``basis`` is the reference of the notice that it came with.

    ``within``: the caller has opened the act's transaction already and fails with it, so no savepoint is needed.

    The document again: what had not taken effect and now has is recorded as such, anything else stays as it is. Raises
    ``OtherTextEntered`` and ``OtherFactsEntered``.
    """
    access.require_entering(by)
    with transaction.atomic(savepoint=not within):
        _wait_for_others(record.fingerprint)
        known = models.Judgment.objects.filter(fingerprint=record.fingerprint).first()
        if known is not None:
            return _enter_again(known, record, by, at, basis)
        judgment = _judgment(record, at)
        ones = [_enter_one(judgment, place, verdict, by, at) for place, verdict in enumerate(record.verdicts)]
        for one, verdict in zip(ones, record.verdicts, strict=True):
            facts = {"conviction": str(one.conviction), "result": one.result}
            audit.record(
                kind=EventKind.RECORD_ENTERED,
                by=by,
                at=at,
                basis=basis,
                about=_about(verdict.defendant),
                facts=facts,
            )
        rulings = [_enter_ruling(judgment, stated, ones, by, at, basis) for stated in record.rulings]
        return Entered(judgment.id, tuple(ones), tuple(rulings))


def enter_further(*, judgment: UUID, verdict: Verdict, by: Actor, at: datetime, basis: str) -> EnteredOne:
    """Add to a document that is here the verdict on one more of its defendants, whose seal was lifted (解除封存)."""
    access.require_entering(by)
    with transaction.atomic():
        row = models.Judgment.objects.get(id=judgment)
        taken = row.convictions.aggregate(last=Max("position"))["last"]
        one = _enter_one(row, 0 if taken is None else taken + 1, verdict, by, at)
        facts = {"conviction": str(one.conviction), "result": one.result}
        audit.record(
            kind=EventKind.RECORD_ENTERED, by=by, at=at, basis=basis, about=_about(verdict.defendant), facts=facts
        )
    return one


def _enter_ruling(
    judgment: models.Judgment,
    stated: RulingStated,
    own: Sequence[EnteredOne],
    by: Actor,
    at: datetime,
    basis: str,
) -> EnteredOne:
    """One row for what the document did to one earlier verdict; ``own``: the entries of its own verdicts."""
    row = models.Ruling.objects.create(
        judgment=judgment,
        name=stated.name,
        relation=stated.relation,
        treatment=stated.treatment,
        earlier_court=stated.earlier_court,
        earlier_case=stated.earlier_case,
        conviction_id=None if stated.verdict is None else own[stated.verdict].conviction,
        effective_on=stated.effective_on,
        effect_ground=stated.effect_ground,
        known_from=at,
    )
    facts = {"ruling": str(row.id), "treatment": stated.treatment, "relation": stated.relation}
    audit.record(kind=EventKind.RECORD_CORRECTED, by=by, at=at, basis=basis, facts=facts)
    return EnteredOne(row.id, Result.ENTERED if stated.effective_on is not None else Result.KEPT)


def record_effect(
    *,
    conviction: UUID,
    on: date,
    ground: str,
    by: Actor,
    at: datetime,
    basis: str,
    stated: Mapping[str, Any] | None = None,
) -> None:
    """Record that a kept judgment took effect for a defendant on a day (生效), and on what ground; ``stated``: what the court then stated.

    By the registry that keeps the record. Raises ``ChangeRefused``.
    """
    with transaction.atomic():
        _kept_by(conviction, by)
        _take_effect(conviction, on, ground, by, at, basis, stated)


def _take_effect(
    conviction: UUID,
    on: date,
    ground: str,
    by: Actor,
    at: datetime,
    basis: str,
    stated: Mapping[str, Any] | None,
) -> None:
    with transaction.atomic():
        row = _standing(conviction)
        if row.effective_on is not None or ChangeKind.TOOK_EFFECT in _changes(row):
            raise ChangeRefused(f"conviction {conviction} has taken effect already")
        change = models.Change(kind=ChangeKind.TOOK_EFFECT, on=on, ground=ground, stated=stated)
        _enter_change(row, change, by, at, basis)


def annul(*, conviction: UUID, on: date, ground: str, by: Actor, at: datetime, basis: str) -> None:
    """Record that a final decision took a verdict back (撤销, 刑诉法解释 472) from a day on. The row stays.

    By the registry that keeps the record. Raises ``ChangeRefused``.
    """
    with transaction.atomic():
        row = _kept_by(conviction, by)
        if ChangeKind.ANNULLED in _changes(row):
            raise ChangeRefused(f"conviction {conviction} is annulled already")
        _enter_change(row, models.Change(kind=ChangeKind.ANNULLED, on=on, ground=ground), by, at, basis)


def record_execution(
    *, conviction: UUID, state: ExecutionState, on: date, source: str, by: Actor, at: datetime, basis: str
) -> None:
    """Record how far the punishment is executed from a day on (执行情况), by the registry that keeps the record. Raises ``ChangeRefused``."""
    with transaction.atomic():
        row = _kept_by(conviction, by)
        models.Execution.objects.create(conviction=row, state=state, on=on, source=source, known_from=at)
        _note_correction(row, by, at, basis, {"execution": state, "on": on.isoformat()})


def note_execution(
    *,
    court: str,
    case_number: str,
    name: str,
    state: ExecutionState,
    on: date,
    source: str,
    by: Actor,
    at: datetime,
    basis: str,
    term_to: date | None = None,
) -> Result:
    """Keep what a prison, a detention house or a justice bureau states about the execution in a case for a person (通报执行情况).

    It holds for whichever verdict of the case stands. The same statement again changes nothing.
    """
    access.require_entering(by)
    with transaction.atomic():
        _wait_for_others(hashlib.sha256(f"execution {case_number} {name}".encode()).digest())
        known = models.ExecutionNotice.objects.filter(
            case_number=case_number, name=name, state=state, on=on, source=source
        )
        if known.exists():
            return Result.ALREADY
        row = models.ExecutionNotice.objects.create(
            court=court,
            case_number=case_number,
            name=name,
            state=state,
            on=on,
            term_to=term_to,
            source=source,
            entered_by=by.id,
            known_from=at,
        )
        facts = {"notice": str(row.id), "execution": state, "on": on.isoformat()}
        audit.record(kind=EventKind.RECORD_CORRECTED, by=by, at=at, basis=basis, facts=facts)
        return Result.ENTERED


def correct_identity(
    *, conviction: UUID, right: Described, ruling: UUID, ground: str, by: Actor, at: datetime, basis: str
) -> UUID:
    """Move a verdict to the person whom it really concerns (裁定更正, 刑诉法解释 473, REG-16); returns that person's subject.

    ``ruling``: the correcting ruling as entered. Whoever the verdict was taken from is clear of it from this instant; what
    was known before stays readable as of then. The same ruling again changes nothing. Raises ``ChangeRefused``.
    """
    access.require_entering(by)
    with transaction.atomic():
        row = _standing(conviction)
        known = models.Reassignment.objects.filter(conviction=row, judgment_id=ruling).first()
        if known is not None:
            return known.subject_id
        judgment = models.Judgment.objects.filter(id=ruling).first()
        if judgment is None:
            raise ChangeRefused(f"there is no ruling {ruling}")
        subject = _subject(right, by, at, basis)
        if subject.id == row.subject_id and not row.reassignments.exists():
            return subject.id
        _describe(subject, judgment, right, at)
        models.Reassignment.objects.create(
            conviction=row, subject=subject, judgment=judgment, ground=ground, entered_by=by.id, known_from=at
        )
        _note_correction(row, by, at, basis, {"identity": str(subject.id)})
        facts = {"conviction": str(row.id), "identity": str(subject.id)}
        audit.record(kind=EventKind.RECORD_ENTERED, by=by, at=at, basis=basis, about=_about(right), facts=facts)
        return subject.id


def _wait_for_others(thing: bytes) -> None:
    """Two who enter or change one thing at once do so one after the other. (Locking a row would need the right to update it.)"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(thing[:8], "big", signed=True)])


def _judgment(record: Record, at: datetime) -> models.Judgment:
    document = record.document
    same_case = models.Judgment.objects.filter(
        court_name=document.court_name,
        case_number=document.case_number,
        paper=document.paper,
        pronounced_on=document.pronounced_on,
    )
    if same_case.exists():
        raise OtherTextEntered
    return models.Judgment.objects.create(
        known_from=at,
        fingerprint=record.fingerprint,
        court_name=document.court_name,
        court_code=document.court_code,
        case_number=document.case_number,
        case_number_as_written=document.case_number_as_written,
        paper=document.paper,
        instance=document.instance,
        disposition=document.disposition,
        prosecution=document.prosecution,
        prosecutor=document.prosecutor,
        pronounced_on=document.pronounced_on,
        text=record.text,
        document_digest=record.digest,
        stated=record.stated,
        holds_sealed=record.holds_sealed,
        confirmed_by=record.confirmed_by,
    )


def _enter_one(judgment: models.Judgment, place: int, verdict: Verdict, by: Actor, at: datetime) -> EnteredOne:
    subject = _subject(verdict.defendant, by, at, str(judgment.id))
    _describe(subject, judgment, verdict.defendant, at)
    conviction = models.Conviction.objects.create(
        subject=subject,
        judgment=judgment,
        position=place,
        known_from=at,
        outcome=verdict.outcome,
        main_acts_before_18=verdict.main_acts_before_18,
        combined_with_earlier=verdict.combined_with_earlier,
        prosecution_approval=verdict.prosecution_approval,
        unsealed_by=verdict.unsealed.by if verdict.unsealed else "",
        unsealed_reason=verdict.unsealed.reason if verdict.unsealed else "",
        effective_on=verdict.effective_on,
        effect_ground=verdict.effect_ground,
        term_from=verdict.term_from,
        term_to=verdict.term_to,
        prohibitions=penalties.forbidden_in_column(verdict.prohibitions),
        authority=verdict.authority,
        division=verdict.division,
    )
    models.Offence.objects.bulk_create(
        models.Offence(conviction=conviction, position=number, began=one.began, ended=one.ended, known_from=at)
        for number, one in enumerate(verdict.offences)
    )
    models.Sentence.objects.bulk_create(
        models.Sentence(
            conviction=conviction,
            position=number,
            charge=one.charge,
            known_from=at,
            **penalties.in_columns(one.penalty),
        )
        for number, one in enumerate(verdict.sentences)
    )
    if verdict.combined is not None:
        columns = penalties.in_columns(verdict.combined)
        models.CombinedSentence.objects.create(conviction=conviction, known_from=at, **columns)
    _execution(conviction, verdict.execution, at)
    return EnteredOne(conviction.id, Result.KEPT if verdict.effective_on is None else Result.ENTERED)


def _execution(conviction: models.Conviction, stated: ExecutionStated, at: datetime) -> None:
    models.Execution.objects.create(
        conviction=conviction, state=stated.state, on=stated.on, source=stated.source, known_from=at
    )


def _subject(defendant: Described, by: Actor, at: datetime, case: str) -> models.Subject:
    """Who is on record already and certainly the same person; somebody new otherwise. Nothing is guessed: an uncertain match stays apart."""
    if defendant.kind is SubjectKind.PERSON:
        purpose = Purpose(Business.REGISTRATION, case)
        same = queries.same_person(person=records.as_person(defendant), viewer=by, purpose=purpose)
        if same is not None:
            return models.Subject.objects.get(id=same)
    return models.Subject.objects.create(kind=defendant.kind, known_from=at)


def _describe(subject: models.Subject, judgment: models.Judgment, defendant: Described, at: datetime) -> None:
    models.Identity.objects.create(
        subject=subject,
        judgment=judgment,
        known_from=at,
        sex=defendant.sex or "",
        born=defendant.born,
        nationality=defendant.nationality,
        household=defendant.household,
        household_as_written=defendant.household_as_written,
    )
    models.Name.objects.bulk_create(
        models.Name(subject=subject, judgment=judgment, kind=name.kind, text=name.text, known_from=at)
        for name in defendant.names
    )
    models.IdentityDocument.objects.bulk_create(
        models.IdentityDocument(
            subject=subject, judgment=judgment, kind=one.kind, country=one.country, number=one.number, known_from=at
        )
        for one in defendant.documents
    )
    series = sorted(records.series_of(defendant))
    models.SearchKey.objects.bulk_create(
        models.SearchKey(subject=subject, judgment=judgment, key=key, series=series, known_from=at)
        for key in sorted(records.keys_of(defendant))
    )


def _enter_again(known: models.Judgment, record: Record, by: Actor, at: datetime, basis: str) -> Entered:
    """The same document once more: at most, it has taken effect since."""
    rows = list(known.convictions.order_by("position"))
    if [_name_of(row) for row in rows] != [verdict.defendant.names[0] for verdict in record.verdicts]:
        raise OtherFactsEntered
    results = []
    for row, verdict in zip(rows, record.verdicts, strict=True):
        stated, entered = verdict.effective_on, _effective_on(row)
        if stated is not None and entered is None:
            _take_effect(row.id, stated, verdict.effect_ground, by, at, basis, record.stated)
            _execution(row, verdict.execution, at)
        elif stated is not None and stated != entered:
            raise OtherFactsEntered
        took_effect = stated is not None and entered is None
        results.append(EnteredOne(row.id, Result.TOOK_EFFECT if took_effect else Result.ALREADY))
    rulings = tuple(_rule_again(known, stated, results, by, at, basis) for stated in record.rulings)
    return Entered(known.id, tuple(results), rulings)


def _rule_again(
    judgment: models.Judgment,
    stated: RulingStated,
    own: Sequence[EnteredOne],
    by: Actor,
    at: datetime,
    basis: str,
) -> EnteredOne:
    """The same ruling once more: at most, it has taken effect since."""
    rows = list(judgment.rulings.filter(name=stated.name, earlier_case=stated.earlier_case))
    if not rows or any(row.treatment != stated.treatment or row.relation != stated.relation for row in rows):
        raise OtherFactsEntered
    days = {row.effective_on for row in rows if row.effective_on is not None}
    if stated.effective_on is None or stated.effective_on in days:
        return EnteredOne(rows[0].id, Result.ALREADY)
    if days:
        raise OtherFactsEntered
    return replace(_enter_ruling(judgment, stated, own, by, at, basis), result=Result.TOOK_EFFECT)


def _name_of(row: models.Conviction) -> NamedAs | None:
    """The name under which this judgment has the defendant."""
    name = models.Name.objects.filter(judgment=row.judgment_id, subject=row.subject_id, kind=NameKind.NAME).first()
    return None if name is None else NamedAs(NameKind.NAME, name.text)


def _effective_on(row: models.Conviction) -> date | None:
    return row.effective_on or _changes(row).get(ChangeKind.TOOK_EFFECT)


def _standing(conviction: UUID) -> models.Conviction:
    """The conviction, held until the transaction ends, so that two changes to it come one after the other."""
    _wait_for_others(conviction.bytes)
    row = models.Conviction.objects.filter(id=conviction).first()
    if row is None:
        raise ChangeRefused(f"there is no conviction {conviction}")
    return row


def _kept_by(conviction: UUID, by: Actor) -> models.Conviction:
    """The same, for who may correct it: to anybody else there is no such conviction."""
    row = _standing(conviction)
    if not access.may_correct(by, authority=row.authority, division=row.division):
        raise ChangeRefused(f"there is no conviction {conviction}")
    return row


def _changes(row: models.Conviction) -> dict[ChangeKind, date]:
    return {ChangeKind(change.kind): change.on for change in row.changes.all()}


def _enter_change(row: models.Conviction, change: models.Change, by: Actor, at: datetime, basis: str) -> None:
    change.conviction, change.entered_by, change.known_from = row, by.id, at
    change.save(force_insert=True)
    _note_correction(row, by, at, basis, {"change": change.kind, "on": change.on.isoformat()})


def _note_correction(row: models.Conviction, by: Actor, at: datetime, basis: str, facts: dict[str, str]) -> None:
    first = row.subject.documents.order_by("known_from", "id").first()
    about = _fingerprint(DocumentKind(first.kind), first.number, first.country) if first else ""
    facts = {"conviction": str(row.id), **facts}
    audit.record(kind=EventKind.RECORD_CORRECTED, by=by, at=at, basis=basis, about=about, facts=facts)


def _about(defendant: Described) -> str:
    """The fingerprint of the first number by which the person is known; empty for somebody on record without any."""
    first = next(iter(defendant.documents), None)
    return _fingerprint(first.kind, first.number, first.country) if first else ""


def _fingerprint(kind: DocumentKind, number: str, country: str) -> str:
    return audit.fingerprint(identity.lasting(kind, number, country=country))
