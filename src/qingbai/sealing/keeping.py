"""How things are put into the vault (封存入库): documents, verdicts, persons, later statements, each recognised when it comes again.

Only ``services`` calls this, inside a transaction on the vault in which notices enter one after the other. Whatever comes
twice is found by a keyed fingerprint, or by opening the few boxes of the same document.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connections

from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.law.terms import MatchVerdict, SubjectKind
from qingbai.matching import identity, persons
from qingbai.registers import records
from qingbai.registers.moving import Changed
from qingbai.registers.records import Described, Document, Record, Verdict
from qingbai.registers.services import EnteredOne, OtherFactsEntered, OtherTextEntered, Result
from qingbai.registers.terms import ChangeKind
from qingbai.sealing import boxes, cases, models
from qingbai.sealing.stored import plain, value

VAULT = "vault"


@dataclass(frozen=True, slots=True)
class Act:
    """Who does it, when, and on which reference: what every row and entry of one act shares."""

    by: Actor
    at: datetime
    basis: str

    def tell(self, kind: EventKind, about: str = "", **facts: str) -> None:
        """One entry of the vault's ledger."""
        audit.record(kind=kind, by=self.by, at=self.at, basis=self.basis, about=about, facts=facts, using=VAULT)


def wait_for_others() -> None:
    """Whatever enters the vault does so one after the other, until its transaction ends."""
    with connections[VAULT].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('qingbai intake'))")


@dataclass(frozen=True, slots=True)
class Sealed:
    """What sealing did, in the order of the record's verdicts and of its rulings on earlier ones."""

    defendants: tuple[EnteredOne, ...]
    rulings: tuple[EnteredOne, ...]


def keep(record: Record, rules: Sequence[str], act: Act, *, anew: bool = False) -> Sealed:
    """Seal every verdict of a record on its rules, and put its rulings with them; what is sealed already stays as it is.

    ``anew``: also one whose seal was lifted; otherwise that one stays in the register, whatever the rules say of it. Raises ``OtherTextEntered`` and ``OtherFactsEntered``.
    """
    judgment = judgment_of(record, act)
    done: list[EnteredOne] = []
    for verdict, rule in zip(record.verdicts, rules, strict=True):
        lifted = None if anew else _entered_since(judgment, verdict.defendant)
        taken = {one.conviction for one in done}
        done.append(lifted or _keep_verdict(judgment, record, verdict, rule, act, taken))
    rulings = tuple(cases.rule(judgment, stated, act.at) for stated in record.rulings)
    for stated, one in zip(record.rulings, rulings, strict=True):
        facts = {"ruling": str(one.conviction), "treatment": stated.treatment, "result": one.result}
        act.tell(EventKind.RECORD_SEALED, **facts)
    return Sealed(tuple(done), rulings)


def judgment_of(record: Record, act: Act) -> models.SealedJudgment:
    """The document, put into the vault where it is not there yet. Raises ``OtherTextEntered``."""
    case = fingerprint_of_document(record.document)
    by_case = models.SealedJudgment.objects.filter(case=case).first()
    if record.text is None and by_case is not None:
        return by_case  # from the register, which keeps no text where somebody was sealed before
    fingerprint = record.fingerprint
    if record.digest is not None:
        fingerprint = boxes.fingerprint("document", record.digest.hex())
    known = models.SealedJudgment.objects.filter(fingerprint=fingerprint).first()
    if known is not None:
        return known
    if by_case is not None:
        raise OtherTextEntered
    row = uuid4()
    content = {
        **plain(record.document),
        "text": record.text,
        "digest": plain(record.digest),
        "stated": plain(record.stated),
        "confirmed_by": record.confirmed_by,
    }
    box = boxes.close("judgment", row, content)
    return models.SealedJudgment.objects.create(id=row, known_from=act.at, fingerprint=fingerprint, case=case, box=box)


def fingerprint_of_document(document: Document) -> bytes:
    """By which one document of a court is known, whatever its text."""
    return boxes.fingerprint(
        "case", document.court_name, document.case_number, document.paper, document.pronounced_on.isoformat()
    )


def _keep_verdict(
    judgment: models.SealedJudgment, record: Record, verdict: Verdict, rule: str, act: Act, taken: set[UUID]
) -> EnteredOne:
    about = about_person(verdict.defendant)
    known = sealed_verdict(judgment, verdict, taken)
    if known is not None:
        result = _keep_again(known, verdict, record, act)
        act.tell(EventKind.SEALED_REPEATED, about, conviction=str(known.id), result=result)
        return EnteredOne(known.id, result)
    row = uuid4()
    earlier = judgment.convictions.count()
    # Unique in any case: what is sealed again after its seal was lifted is a new row.
    key = boxes.fingerprint("conviction", str(judgment.id), str(earlier), verdict.defendant.names[0].text)
    conviction = models.SealedConviction.objects.create(
        id=row,
        known_from=act.at,
        fingerprint=key,
        subject=subject_of(verdict.defendant, act.at),
        judgment=judgment,
        rules=rule,
        box=boxes.close("conviction", row, plain(verdict)),
    )
    cases.file(conviction, record.document.case_number, verdict.defendant.names[0].text, act.at)
    act.tell(EventKind.RECORD_SEALED, about, conviction=str(row), rules=rule)
    return EnteredOne(row, Result.KEPT if verdict.effective_on is None else Result.ENTERED)


def _entered_since(judgment: models.SealedJudgment, defendant: Described) -> EnteredOne | None:
    """The register's entry of a verdict whose seal was lifted; None where that is not so."""
    lifted = judgment.convictions.exclude(lifted=None).select_related("subject").order_by("-lifted__known_from")
    for row in lifted:
        if is_same_defendant(verdict_in(row).defendant, defendant):
            last = row.lifted.get()
            entered = boxes.open_box("lifted", last.id, bytes(last.box))["entered"]
            return EnteredOne(UUID(entered), Result.ALREADY)
    return None


def sealed_verdict(
    judgment: models.SealedJudgment, verdict: Verdict, taken: set[UUID]
) -> models.SealedConviction | None:
    """This verdict as it is sealed now; None where it is not. ``taken``: those of the document that are others.

    Two namesakes of one document without numbers are told apart by what the court found about them.
    """
    standing = judgment.convictions.filter(lifted=None).select_related("subject").order_by("known_from", "id")
    for row in standing:
        known = verdict_in(row)
        same = is_same_defendant(known.defendant, verdict.defendant)
        if same and not records.number_keys_of(known.defendant):
            same = (known.outcome, known.offences, known.sentences) == (
                verdict.outcome,
                verdict.offences,
                verdict.sentences,
            )
        if same and row.id not in taken:
            return row
    return None


def is_same_defendant(one: Described, other: Described) -> bool:
    """Whether two descriptions mean the same defendant of one case: by number where both have one, otherwise by name and birth."""
    numbers, others = records.number_keys_of(one), records.number_keys_of(other)
    if numbers and others:
        return bool(numbers & others)
    births = {one.born, other.born} - {""}
    return one.names[0].text == other.names[0].text and len(births) < 2


def verdict_in(row: models.SealedConviction) -> Verdict:
    """The verdict that a row holds. Raises ``boxes.BoxDoesNotOpen``."""
    content = boxes.open_box("conviction", row.id, bytes(row.box))
    if "defendant" not in content:  # sealed before verdicts kept whom their own document describes
        content["defendant"] = boxes.open_box("subject", row.subject_id, bytes(row.subject.box))
    return value(Verdict, content)


def record_in(row: models.SealedJudgment) -> Record:
    """The document that a row holds, without verdicts."""
    content = boxes.open_box("judgment", row.id, bytes(row.box))
    digest = content.get("digest")
    return Record(
        document=value(Document, content),
        fingerprint=bytes(row.fingerprint),
        verdicts=(),
        confirmed_by=content["confirmed_by"],
        text=content["text"],
        digest=bytes.fromhex(digest) if digest else None,
        stated=content["stated"],
    )


def digest_of(row: models.SealedJudgment) -> bytes:
    """SHA-256 of the document's text as notices have it (``notices.notice``: line ends and outer blanks aside)."""
    record = record_in(row)
    if record.digest is not None:
        return record.digest
    return hashlib.sha256((record.text or "").replace("\r\n", "\n").strip().encode()).digest()


def _keep_again(known: models.SealedConviction, verdict: Verdict, record: Record, act: Act) -> Result:
    """The same sealed verdict once more: at most, it has taken effect since."""
    stated = verdict.effective_on
    entered = verdict_in(known).effective_on
    took = [change for change in changes_of(known) if change.kind is ChangeKind.TOOK_EFFECT]
    if stated is None or stated == (entered or (took[0].on if took else None)):
        return Result.ALREADY
    if entered is not None or took:
        raise OtherFactsEntered
    change(known, Changed(ChangeKind.TOOK_EFFECT, stated, verdict.effect_ground, record.stated), act)
    return Result.TOOK_EFFECT


def change(known: models.SealedConviction, turn: Changed, act: Act) -> bool:
    """Put a later turn with a sealed verdict; False where it is there already."""
    fingerprint = boxes.fingerprint("change", str(known.id), turn.kind)
    if models.SealedChange.objects.filter(fingerprint=fingerprint).exists():
        return False
    row = uuid4()
    models.SealedChange.objects.create(
        id=row,
        known_from=act.at,
        fingerprint=fingerprint,
        conviction=known,
        box=boxes.close("change", row, plain(turn)),
    )
    return True


def changes_of(row: models.SealedConviction) -> tuple[Changed, ...]:
    """The later turns of a sealed verdict, in the order in which they became known."""
    rows = row.changes.order_by("known_from", "id")
    return tuple(value(Changed, boxes.open_box("change", one.id, bytes(one.box))) for one in rows)


def subject_of(defendant: Described, at: datetime) -> models.SealedSubject:
    """Who is sealed already and certainly the same person; somebody new otherwise."""
    keys = [boxes.fingerprint("person", key) for key in sorted(records.keys_of(defendant))]
    subject = same_subject(defendant)
    if subject is None:
        row = uuid4()
        box = boxes.close("subject", row, plain(defendant))
        subject = models.SealedSubject.objects.create(id=row, known_from=at, box=box)
    held = {bytes(key.fingerprint) for key in subject.keys.all()}
    models.SealedIdentityKey.objects.bulk_create(
        models.SealedIdentityKey(subject=subject, fingerprint=key, known_from=at) for key in keys if key not in held
    )
    return subject


def same_subject(defendant: Described) -> models.SealedSubject | None:
    """The sealed person who certainly is the one described."""
    return next((row for row in filed_with(defendant, numbers_alone=True) if _is(row, defendant)), None)


def filed_with(defendant: Described, *, numbers_alone: bool = False) -> Sequence[models.SealedSubject]:
    """Everybody sealed who shares a key with the one described, or a number."""
    sought = records.number_keys_of(defendant) if numbers_alone else records.keys_of(defendant)
    keys = [boxes.fingerprint("person", key) for key in sorted(sought)]
    return list(models.SealedSubject.objects.filter(keys__fingerprint__in=keys).distinct().order_by("id"))


def _is(row: models.SealedSubject, defendant: Described) -> bool:
    other = described_in(row)
    if SubjectKind.UNIT in (other.kind, defendant.kind):
        return False
    return persons.compare(records.as_person(defendant), records.as_person(other)).verdict is MatchVerdict.SAME


def described_in(row: models.SealedSubject) -> Described:
    """Whom a row of sealed persons describes."""
    return records.described(boxes.open_box("subject", row.id, bytes(row.box)))


def about_person(defendant: Described) -> str:
    """The fingerprint, under the key of the vault's own ledger, of the first number by which the person is known."""
    first = next(iter(defendant.documents), None)
    if first is None:
        return ""
    return audit.fingerprint(identity.lasting(first.kind, first.number, country=first.country), using=VAULT)


def whole(row: models.SealedConviction) -> Record:
    """A sealed verdict with its document: what a register or somebody entitled is given."""
    return replace(record_in(row.judgment), verdicts=(verdict_in(row),))
