"""What may be done in the vault (封存): take note of a notice, and seal on entry what the law seals.

The vault is written before the register and shares no transaction with it, so every act here can be repeated without
another effect. Only the intake process has the connection and the key.
"""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db import connections, transaction

from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.law.terms import MatchVerdict
from qingbai.matching import identity, persons
from qingbai.registers import records
from qingbai.registers.records import Described, Record, Verdict
from qingbai.registers.services import EnteredOne, OtherFactsEntered, OtherTextEntered, Result
from qingbai.sealing import boxes, cases, models

VAULT = "vault"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A notice as far as the inbox must recognise it (收件): its sender's number, and the digests of body, document and stated facts."""

    sender: str
    number: str
    body: bytes
    document: bytes
    facts: bytes


@dataclass(frozen=True, slots=True)
class Sealed:
    """What sealing did, in the order of the record's verdicts and of its rulings on earlier ones."""

    defendants: tuple[EnteredOne, ...]
    rulings: tuple[EnteredOne, ...]


class SameNumberOtherBody(Exception):
    """The sender used this number before, for a notice with another content."""


def seal_on_entry(
    *, incoming: Incoming, record: Record | None, rules: Sequence[str], by: Actor, at: datetime
) -> Sealed:
    """Note that a notice came in, and seal those of its defendants that the law seals (入库即封存).

    ``record`` holds the sealed defendants, what the document did to sealed verdicts, and the whole text; ``rules`` on which rules
    each defendant is sealed. None where nothing of it is. Returns what was done for each of them. Raises ``SameNumberOtherBody``, ``OtherFactsEntered`` and ``OtherTextEntered``.
    """
    basis = boxes.fingerprint("basis", incoming.sender, incoming.number).hex()[:32]
    with transaction.atomic(using=VAULT):
        wait_for_others()
        repeated = note(incoming, at)
        sealed, rulings = ((), ()) if record is None else _seal(record, rules, by, at, basis)
        kind = EventKind.NOTICE_REPEATED if repeated else EventKind.NOTICE_RECEIVED
        facts = {"sealed": str(len(sealed))}
        audit.record(kind=kind, by=by, at=at, basis=basis, facts=facts, using=VAULT)
    return Sealed(sealed, rulings)


def wait_for_others() -> None:
    """Notices enter the vault one after the other, until their transactions end."""
    with connections[VAULT].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('qingbai intake'))")


def note(incoming: Incoming, at: datetime) -> bool:
    """Put the notice into the inbox, inside the caller's transaction on the vault; True where it is there already.

    Raises ``SameNumberOtherBody`` and ``OtherFactsEntered``.
    """
    number = boxes.fingerprint("message", incoming.sender, incoming.number)
    body = boxes.fingerprint("body", incoming.body.hex())
    document = boxes.fingerprint("document", incoming.document.hex())
    facts = boxes.fingerprint("facts", incoming.facts.hex())
    known = models.Message.objects.filter(number=number).first()
    if known is not None:
        if bytes(known.body) != body:
            raise SameNumberOtherBody
        return True
    if models.Message.objects.filter(document=document).exclude(facts=facts).exists():
        raise OtherFactsEntered
    models.Message.objects.create(number=number, body=body, document=document, facts=facts, known_from=at)
    return False


def _seal(
    record: Record, rules: Sequence[str], by: Actor, at: datetime, basis: str
) -> tuple[tuple[EnteredOne, ...], tuple[EnteredOne, ...]]:
    judgment = models.SealedJudgment.objects.filter(fingerprint=record.fingerprint).first()
    if judgment is None:
        judgment = _judgment(record, at)
    entered = tuple(_seal_one(judgment, record, place, rule, by, at, basis) for place, rule in enumerate(rules))
    rulings = tuple(cases.rule(judgment, stated, at) for stated in record.rulings)
    for stated, one in zip(record.rulings, rulings, strict=True):
        facts = {"ruling": str(one.conviction), "treatment": stated.treatment, "result": one.result}
        audit.record(kind=EventKind.RECORD_SEALED, by=by, at=at, basis=basis, facts=facts, using=VAULT)
    return entered, rulings


def _judgment(record: Record, at: datetime) -> models.SealedJudgment:
    document = record.document
    case = boxes.fingerprint(
        "case", document.court_name, document.case_number, document.paper, document.pronounced_on.isoformat()
    )
    if models.SealedJudgment.objects.filter(case=case).exists():
        raise OtherTextEntered
    row = uuid4()
    content = {
        **plain(document),
        "text": record.text,
        "stated": record.stated,
        "confirmed_by": record.confirmed_by,
    }
    return models.SealedJudgment.objects.create(
        id=row,
        known_from=at,
        fingerprint=record.fingerprint,
        case=case,
        box=boxes.close("judgment", row, content),
    )


def _seal_one(
    judgment: models.SealedJudgment, record: Record, place: int, rule: str, by: Actor, at: datetime, basis: str
) -> EnteredOne:
    verdict = record.verdicts[place]
    key = boxes.fingerprint("conviction", str(judgment.id), str(place), verdict.defendant.names[0].text)
    known = models.SealedConviction.objects.filter(fingerprint=key).first()
    about = _about(verdict.defendant)
    if known is not None:
        result = _seal_again(known, verdict, record, at)
        facts = {"conviction": str(known.id), "result": result}
        audit.record(kind=EventKind.SEALED_REPEATED, by=by, at=at, basis=basis, about=about, facts=facts, using=VAULT)
        return EnteredOne(known.id, result)
    row = uuid4()
    content = {name: value for name, value in plain(verdict).items() if name != "defendant"}
    conviction = models.SealedConviction.objects.create(
        id=row,
        known_from=at,
        fingerprint=key,
        subject=_subject(verdict.defendant, at),
        judgment=judgment,
        rules=rule,
        box=boxes.close("conviction", row, content),
    )
    cases.file(conviction, record.document.case_number, verdict.defendant.names[0].text, at)
    facts = {"conviction": str(conviction.id), "rules": rule}
    audit.record(kind=EventKind.RECORD_SEALED, by=by, at=at, basis=basis, about=about, facts=facts, using=VAULT)
    return EnteredOne(conviction.id, Result.KEPT if verdict.effective_on is None else Result.ENTERED)


def _seal_again(known: models.SealedConviction, verdict: Verdict, record: Record, at: datetime) -> Result:
    """The same sealed conviction once more: at most, it has taken effect since."""
    entered = boxes.open_box("conviction", known.id, bytes(known.box))["effective_on"]
    changes = [boxes.open_box("change", change.id, bytes(change.box)) for change in known.changes.all()]
    entered = entered or next((change["on"] for change in changes if change["kind"] == "took_effect"), None)
    stated = None if verdict.effective_on is None else verdict.effective_on.isoformat()
    if stated is None or stated == entered:
        return Result.ALREADY
    if entered is not None:
        raise OtherFactsEntered
    row = uuid4()
    content = {"kind": "took_effect", "on": stated, "ground": verdict.effect_ground, "stated": record.stated}
    models.SealedChange.objects.create(
        id=row,
        known_from=at,
        fingerprint=boxes.fingerprint("change", str(known.id), "took_effect"),
        conviction=known,
        box=boxes.close("change", row, content),
    )
    return Result.TOOK_EFFECT


def _subject(defendant: Described, at: datetime) -> models.SealedSubject:
    """Who is sealed already and certainly the same person; somebody new otherwise."""
    keys = [boxes.fingerprint("person", key) for key in sorted(records.keys_of(defendant))]
    subject = _same_subject(defendant)
    if subject is None:
        row = uuid4()
        box = boxes.close("subject", row, plain(defendant))
        subject = models.SealedSubject.objects.create(id=row, known_from=at, box=box)
    held = {bytes(key.fingerprint) for key in subject.keys.all()}
    models.SealedIdentityKey.objects.bulk_create(
        models.SealedIdentityKey(subject=subject, fingerprint=key, known_from=at) for key in keys if key not in held
    )
    return subject


def _same_subject(defendant: Described) -> models.SealedSubject | None:
    keys = [boxes.fingerprint("person", key) for key in sorted(records.number_keys_of(defendant))]
    if not keys:
        return None
    person = records.as_person(defendant)
    for subject in models.SealedSubject.objects.filter(keys__fingerprint__in=keys).distinct().order_by("id"):
        other = records.described(boxes.open_box("subject", subject.id, bytes(subject.box)))
        if persons.compare(person, records.as_person(other)).verdict is MatchVerdict.SAME:
            return subject
    return None


def _about(defendant: Described) -> str:
    """The fingerprint, under the key of the vault's own ledger, of the first number by which the person is known."""
    first = next(iter(defendant.documents), None)
    if first is None:
        return ""
    return audit.fingerprint(identity.lasting(first.kind, first.number, country=first.country), using=VAULT)


def plain(value: Any) -> Any:
    """A frozen value as what JSON can hold."""
    if dataclasses.is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value
