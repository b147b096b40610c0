"""The second check (封存核查): is anything open that should be sealed, or sealed that should not be? Every night, over everything.

It is written apart from ``law.sealing`` and asks nothing of it, so that one mistake does not hide in both. The reading here is
straight from Criminal Procedure Law 286: under 18 at the crime (on the eighteenth birthday still under), and five years or less,
or exempted from punishment, or not convicted at all (预防未成年人犯罪法 59); the court's finding on the main acts decides where they lie on both
sides (未成年人犯罪记录封存实施办法 4). Days are compared as numbers of eight digits: one that is known in part is filled with nines
where the latest counts and with noughts where the earliest does, which sorts right and never fails on a day that does not exist. One statement runs over the register, whatever its size; the vault is opened box by box.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.law.terms import Outcome, PenaltyKind, Treatment
from qingbai.registers import moving
from qingbai.registers.records import Verdict
from qingbai.sealing import boxes, cases, keeping, models
from qingbai.sealing.keeping import VAULT

MONTHS = 60
WHOLE_TABLES = ("work_mem = '256MB'", "enable_nestloop = off", "enable_mergejoin = off")
"""Settings for a statement that reads every table whole. The planner takes the two columns that tie an identity to its verdict for independent,
expects one row of millions, and would look up the rest of each by itself: minutes become hours once the register outgrows the memory."""
MOST_TOLD = 1000
"""So many findings are named on the ledger one by one; their number is told in any case."""

OPEN_BUT_SHOULD_BE_SEALED = """
WITH acts AS (
    SELECT conviction_id, min(rpad(replace(began, '-', ''), 8, '0')::int) AS first,
           max(coalesce(rpad(nullif(replace(ended, '-', ''), ''), 8, '9'), '99999999')::int) AS last
      FROM registers_offence GROUP BY conviction_id
), penalties AS (
    SELECT conviction_id, count(*) AS several, coalesce(sum(months) FILTER (WHERE kind = 'fixed_term'), 0) AS months,
           bool_and(kind IN ('control', 'detention', 'none')
                    OR (kind = 'fixed_term' AND (coalesce(months, 0), days) <= (%(months)s, 0))) AS light
      FROM registers_sentence GROUP BY conviction_id
), light AS (
    SELECT c.id, c.subject_id, c.outcome = 'convicted' AND k.id IS NULL AS uncombined, c.main_acts_before_18 AS main,
           to_char(j.pronounced_on, 'YYYYMMDD')::int AS judged, replace(i.born, '-', '') AS born, p.several, p.months, acts.first, acts.last
      FROM registers_conviction c
      JOIN registers_subject s ON s.id = c.subject_id AND s.kind = 'person'
      JOIN registers_judgment j ON j.id = c.judgment_id
      JOIN registers_identity i ON i.subject_id = c.subject_id AND i.judgment_id = c.judgment_id
      LEFT JOIN registers_combinedsentence k ON k.conviction_id = c.id
      LEFT JOIN penalties p ON p.conviction_id = c.id
      LEFT JOIN acts ON acts.conviction_id = c.id
     WHERE c.unsealed_by = '' AND c.outcome <> 'undecided'
       AND (c.outcome <> 'convicted' OR k.kind IN ('control', 'detention', 'none')
            OR (k.kind = 'fixed_term' AND (coalesce(k.months, 0), k.days) <= (%(months)s, 0))
            OR (k.id IS NULL AND p.light))
), born AS (
    SELECT light.*, CASE WHEN born <> '' THEN born ELSE
             (SELECT substr(d.number, 7, 8) FROM registers_identitydocument d
               WHERE d.subject_id = light.subject_id AND d.kind = 'resident_id' AND d.number ~ '^[0-9]{17}[0-9X]$' LIMIT 1) END AS birth
      FROM light
), aged AS (
    -- the eighteenth birthday at its earliest and its latest; acts on that day are still before it
    SELECT born.*, rpad(birth, 8, '0')::int + 180000 AS eighteen, rpad(birth, 8, '9')::int + 180000 AS at_the_latest FROM born
), found AS (
    SELECT id, uncombined, several, months,
           coalesce(judged <= eighteen OR last <= eighteen OR (main AND NOT coalesce(first > at_the_latest, false)), false) AS minor,
           coalesce(first > at_the_latest, false) OR coalesce(NOT main, false) AS grown
      FROM aged
)
SELECT f.id, f.minor AND (NOT f.uncombined OR f.several = 1 OR f.months <= %(months)s) AS certain
  FROM found f
 WHERE (f.minor OR NOT f.grown)
   AND NOT EXISTS (SELECT FROM registers_conviction c JOIN registers_judgment j ON j.id = c.judgment_id
                     JOIN registers_ruling r ON r.earlier_case = j.case_number AND r.treatment IN ('changed', 'quashed')
                     JOIN registers_name n ON n.subject_id = c.subject_id AND n.judgment_id = c.judgment_id AND n.text = r.name
                    WHERE c.id = f.id)
 ORDER BY f.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What a check found, by reference alone (核查结果). All four lists must be empty.

    ``open``: in the register, and certainly to be sealed. ``unsettled``: in the register, within the limit, and neither age nor anybody's
    decision shows why it is open. ``closed``: sealed by reckoning, though over the limit or of full age. ``doubled``: sealed, and in
    the register still.
    """

    entries: int
    sealed: int
    open: tuple[UUID, ...]
    unsettled: tuple[UUID, ...]
    closed: tuple[UUID, ...]
    doubled: tuple[UUID, ...]

    @property
    def all_is_well(self) -> bool:
        """Whether nothing was found."""
        return not (self.open or self.unsettled or self.closed or self.doubled)


def check(*, by: Actor, at: datetime) -> Findings:
    """Check register and vault once, and put what was found on the vault's ledger, where a person takes it up."""
    entries, rows = over_the_register()
    found = Findings(
        entries=entries,
        sealed=models.SealedConviction.objects.filter(lifted=None).count(),
        open=tuple(key for key, certain in rows if certain),
        unsettled=tuple(key for key, certain in rows if not certain),
        closed=tuple(sealed_without_cause()),
        doubled=tuple(in_both()),
    )
    _tell(found, by, at)
    return found


def over_the_register() -> tuple[int, list[tuple[UUID, bool]]]:
    """How many verdicts are open, and which of them should be sealed: certainly (True), or as nothing shows why they are open."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY" if not connection.savepoint_ids else "SELECT 1")
        for setting in WHOLE_TABLES:
            cursor.execute(f"SET LOCAL {setting}")
        cursor.execute("SELECT count(*) FROM registers_conviction")
        [entries] = cursor.fetchone()
        cursor.execute(OPEN_BUT_SHOULD_BE_SEALED, {"months": MONTHS})
        return entries, cursor.fetchall()


def _tell(found: Findings, by: Actor, at: datetime) -> None:
    basis = f"second check of {at:%Y-%m-%d %H:%M}"
    lists = {name: getattr(found, name) for name in ("open", "unsettled", "closed", "doubled")}
    facts = {"entries": str(found.entries), "sealed": str(found.sealed)}
    facts |= {name: str(len(keys)) for name, keys in lists.items()}
    named = [(name, key) for name, keys in lists.items() for key in keys][:MOST_TOLD]
    with transaction.atomic(using=VAULT):
        for name, key in named:
            told = {"doubt": name, "entry": str(key)}
            audit.record(kind=EventKind.SEAL_DOUBTED, by=by, at=at, basis=basis, facts=told, using=VAULT)
        audit.record(kind=EventKind.SEALS_CHECKED, by=by, at=at, basis=basis, facts=facts, using=VAULT)


def sealed_without_cause() -> Iterator[UUID]:
    """Verdicts that were sealed by reckoning and certainly need not be.

    What a court or a person had sealed is not reckoned, nor what went with another verdict of its case or was taken off by one.
    """
    rows = models.SealedConviction.objects.filter(lifted=None).select_related("subject", "judgment")
    for row in rows.exclude(rules__regex=NOT_RECKONED).iterator(1000):
        verdict = keeping.verdict_in(row)
        if (_is_heavy(verdict) or _is_grown(verdict)) and not _is_taken_off(row, verdict):
            yield row.id


NOT_RECKONED = "^(decided by|sealing_notice|as the )"
TAKES_OFF = (Treatment.CHANGED, Treatment.QUASHED)


def _is_taken_off(row: models.SealedConviction, verdict: Verdict) -> bool:
    """Whether a later document of the case changed or quashed the verdict."""
    case, name = keeping.record_in(row.judgment).document.case_number, verdict.defendant.names[0].text
    return any(ruling.treatment in TAKES_OFF for _, ruling in cases.rulings_on(case, name))


def _is_heavy(verdict: Verdict) -> bool:
    """Whether more than five years, or life or death, is to be executed."""
    if verdict.outcome is not Outcome.CONVICTED:
        return False
    executed = [verdict.combined] if verdict.combined else [sentence.penalty for sentence in verdict.sentences]
    for penalty in executed:
        if penalty.kind in (PenaltyKind.LIFE, PenaltyKind.DEATH, PenaltyKind.DEATH_SUSPENDED):
            return True
        if penalty.kind is PenaltyKind.FIXED_TERM and (penalty.months or 0, penalty.days) > (MONTHS, 0):
            return True
    return False


def _is_grown(verdict: Verdict) -> bool:
    """Whether every act came after the eighteenth birthday, as far as days are known."""
    born, began = verdict.defendant.born, [period.began for period in verdict.offences]
    if not born or not began or not all(began) or verdict.main_acts_before_18:
        return False
    birthday = int(born.replace("-", "").ljust(8, "9")) + 180000
    return all(int(first.replace("-", "").ljust(8, "0")) > birthday for first in began)


def in_both() -> Iterator[UUID]:
    """Entries of the register that were sealed long ago and are there still, or again: after a crash, or a restore from a backup."""
    asked: list[UUID] = []
    for move in models.Move.objects.filter(into_vault=True).iterator(1000):
        asked += [UUID(key) for key in boxes.open_box("move", move.id, bytes(move.box))["convictions"]]
        if len(asked) >= MOST_TOLD:
            yield from moving.still_here(asked)
            asked = []
    yield from moving.still_here(asked)
