"""Between the register and the vault (登记与封存的移交): a record leaves the register whole, so that no row, key or text of it stays.

Rows of the register are evidence, and every role is refused to remove one. The single way out is a function of the
database's owner, ``registers_surrender``, that only the intake may call; the site that answers inquiries cannot. The
register's ledger then says that an entry moved, as it does whenever an entry is kept elsewhere, and not why: the whole story
stands on the vault's own ledger (``sealing``).
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import ProgrammingError, connection, transaction

from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.law.terms import Disposition, DocumentKind, Instance, Outcome, Sentence, Sex, SubjectKind
from qingbai.registers import models, penalties
from qingbai.registers.records import (
    Described,
    Document,
    ExecutionStated,
    NamedAs,
    Numbered,
    Period,
    Record,
    Unsealed,
    Verdict,
)
from qingbai.registers.terms import ChangeKind, ExecutionState, NameKind, PaperKind, Prosecution


class NotInRegister(Exception):
    """There is no such conviction in the register: it was surrendered before, or never entered."""


class MayNotSurrender(PermissionError):
    """This process has a role that may not take anything out of the register: the intake alone may."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A later turn in what a conviction counts (效力变动), as the register kept it."""

    kind: ChangeKind
    on: date
    ground: str
    stated: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Surrendered:
    """What left the register (移出的登记): a document with one verdict in it, and everything known about that verdict since.

    ``conviction``: the key it had in the register. ``record.fingerprint``: by which the register would know the document
    again. ``executions``: every state of execution stated since the first, which is the verdict's own.
    """

    conviction: UUID
    known_from: datetime
    record: Record
    changes: tuple[Changed, ...] = ()
    executions: tuple[ExecutionStated, ...] = ()


def surrender(*, conviction: UUID, by: Actor, at: datetime) -> Surrendered:
    """Take a record out of the register, completely, and return all of it.

    To be called with the vault's part done inside the same ``transaction.atomic()``, so that nothing leaves the register before
    the vault holds it. Where others in the document stay, the document's text leaves all the same, and a mark stays that it
    holds something sealed (含犯罪记录封存信息, 未成年人犯罪记录封存实施办法 5, 6). Raises ``NotInRegister`` and ``MayNotSurrender``.
    """
    with transaction.atomic():
        whole = read(conviction)
        _take_out([conviction])
        facts = {"conviction": str(conviction), "change": "moved"}
        # Neither who nor on whose notice: the ledger of the register does not tell a seal from another move.
        audit.record(kind=EventKind.RECORD_CORRECTED, by=by, at=at, basis=secrets.token_hex(10), facts=facts)
    return whole


def read(conviction: UUID) -> Surrendered:
    """What would leave with a conviction; holds it and its document until the transaction ends. Raises ``NotInRegister``."""
    row = models.Conviction.objects.select_related("judgment", "subject").filter(id=conviction).first()
    if row is None:
        raise NotInRegister(f"there is no conviction {conviction} in the register")
    _wait_for_others(bytes(row.judgment.fingerprint))
    _wait_for_others(conviction.bytes)
    row = models.Conviction.objects.select_related("judgment", "subject").filter(id=conviction).first()
    if row is None:
        raise NotInRegister(f"conviction {conviction} left the register meanwhile")
    first, *later = _executions(row)
    return Surrendered(
        conviction=row.id,
        known_from=row.known_from,
        record=replace(_record(row.judgment), verdicts=(_verdict(row, first),)),
        changes=tuple(
            Changed(ChangeKind(change.kind), change.on, change.ground, change.stated)
            for change in row.changes.order_by("known_from", "id")
        ),
        executions=tuple(later),
    )


def entries_in(*, court_name: str, case_number: str) -> tuple[tuple[UUID, Described], ...]:
    """Everybody judged in a case as far as the register has it: the conviction's key, and whom the document describes."""
    found = models.Conviction.objects.select_related("judgment", "subject").filter(
        judgment__court_name=court_name, judgment__case_number=case_number
    )
    return tuple((row.id, _described(row)) for row in found.order_by("judgment__pronounced_on", "position", "id"))


def still_here(convictions: list[UUID]) -> tuple[UUID, ...]:
    """Those of these keys that are in the register."""
    found = models.Conviction.objects.filter(id__in=convictions).values_list("id", flat=True)
    return tuple(sorted(found))


def _take_out(convictions: list[UUID]) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT registers_surrender(%s, %s)", [convictions, []])
    except ProgrammingError as error:
        if "permission denied" in str(error):
            raise MayNotSurrender(
                "只有登记进程可以将记录移出登记库：请检查登记进程的数据库用户（DATABASE_URL）。"
                " / Only the intake may take a record out of the register: give the intake process its own database user."
            ) from error
        raise


def _wait_for_others(thing: bytes) -> None:
    """The same locks, in the same order, as entering and changing take (``registers.services``)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(thing[:8], "big", signed=True)])


def _record(row: models.Judgment) -> Record:
    return Record(
        document=Document(
            court_name=row.court_name,
            court_code=row.court_code,
            case_number=row.case_number,
            case_number_as_written=row.case_number_as_written,
            paper=PaperKind(row.paper),
            instance=Instance(row.instance),
            disposition=Disposition(row.disposition),
            prosecution=Prosecution(row.prosecution),
            prosecutor=row.prosecutor,
            pronounced_on=row.pronounced_on,
        ),
        fingerprint=bytes(row.fingerprint),
        verdicts=(),
        confirmed_by=row.confirmed_by,
        text=row.text,
        digest=None if row.document_digest is None else bytes(row.document_digest),
        stated=row.stated,
        holds_sealed=row.holds_sealed,
    )


def _verdict(row: models.Conviction, execution: ExecutionStated) -> Verdict:
    combined = models.CombinedSentence.objects.filter(conviction=row).first()
    return Verdict(
        defendant=_described(row),
        outcome=Outcome(row.outcome),
        offences=tuple(Period(one.began, one.ended) for one in row.offences.order_by("position")),
        sentences=tuple(
            Sentence(charge=one.charge, penalty=penalties.in_terms(one)) for one in row.sentences.order_by("position")
        ),
        combined=None if combined is None else penalties.in_terms(combined),
        effective_on=row.effective_on,
        effect_ground=row.effect_ground,
        execution=execution,
        main_acts_before_18=row.main_acts_before_18,
        combined_with_earlier=row.combined_with_earlier,
        prosecution_approval=row.prosecution_approval,
        unsealed=Unsealed(row.unsealed_by, row.unsealed_reason) if row.unsealed_by else None,
        term_from=row.term_from,
        term_to=row.term_to,
    )


def _executions(row: models.Conviction) -> list[ExecutionStated]:
    return [
        ExecutionStated(ExecutionState(one.state), one.on, one.source)
        for one in row.executions.order_by("known_from", "on", "id")
    ]


def _described(row: models.Conviction) -> Described:
    """Whom this document describes."""
    by = {"subject": row.subject_id, "judgment": row.judgment_id}
    identity = models.Identity.objects.get(**by)
    names = sorted(
        models.Name.objects.filter(**by), key=lambda name: (list(NameKind).index(NameKind(name.kind)), name.id)
    )
    numbers = models.IdentityDocument.objects.filter(**by).order_by("kind", "number")
    return Described(
        kind=SubjectKind(row.subject.kind),
        names=tuple(NamedAs(NameKind(name.kind), name.text) for name in names),
        documents=tuple(Numbered(DocumentKind(one.kind), one.country, one.number) for one in numbers),
        sex=Sex(identity.sex) if identity.sex else None,
        born=identity.born,
        nationality=identity.nationality,
        household=identity.household,
        household_as_written=identity.household_as_written,
    )
