"""Does somebody have a criminal record on a given day (是否有犯罪记录)?

Only a court's effective judgment or ruling that finds guilt makes a record (公安机关办理犯罪记录查询工作规定 2). Guilt
without punishment (免予刑事处罚) is guilt. Acquittal (无罪), no criminal responsibility (不负刑事责任), trial terminated
(终止审理), no prosecution (不起诉), prosecution withdrawn (撤回起诉), a case cancelled (撤销案件) and an investigation ended
(终止侦查) make none; nor does a judgment that is not yet effective, was annulled, is sealed, or came from a court outside the mainland.
"""

from dataclasses import dataclass
from datetime import date

from qingbai.law.citations import Citation
from qingbai.law.reasons import Code, because, no, person, yes
from qingbai.law.terms import Answer, CaseEnd, Finding, Outcome, Reason, Standing

RECORD = Citation("inquiry_rules", "2", "INQ-01")
NO_RECORD = Citation("inquiry_rules", "2", "INQ-02")
EXEMPTION = Citation("criminal_law", "37", "INQ-04")
VERDICTS = Citation("procedure_interpretation", "295", "INQ-05")
PLATFORM = Citation("inquiry_rules", "3", "INQ-06")
RETRIAL = Citation("procedure_interpretation", "472", "REG-15")
REMAND = Citation("criminal_procedure_law", "236", "REG-14")
SEALED = Citation("criminal_procedure_law", "286", "SEAL-01")
MAINLAND = Citation("criminal_law", "10", "REG-21")

GUILTY = {Outcome.CONVICTED: (Code.CONVICTION_COUNTS, RECORD), Outcome.EXEMPTED: (Code.EXEMPTION_COUNTS, EXEMPTION)}
NOT_GUILTY = (Outcome.ACQUITTED, Outcome.NOT_RESPONSIBLE, Outcome.TERMINATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOutcome:
    """How one case came out for one person (案件结果).

    ``outcome``: what the court found, or how the case ended without it; None where unknown.
    ``effective_on``: the day of legal force, needed where ``standing`` is effective.
    ``annulled_on``: the day on which a final decision took the verdict back (再审撤销).
    ``elsewhere``: decided by a court abroad, in Hong Kong, Macau or Taiwan.
    For an undecided outcome (尚无定论): ``case_end``, how the case ended without a verdict, or ``sent_back`` for a new trial (发回重审).
    """

    reference: str
    outcome: Outcome | CaseEnd | None
    standing: Standing = Standing.UNKNOWN
    effective_on: date | None = None
    annulled_on: date | None = None
    sealed: bool = False
    elsewhere: bool = False
    case_end: CaseEnd | None = None
    sent_back: bool = False


def counts(case: CaseOutcome, on: date) -> tuple[Answer, Reason]:
    """Whether one case makes a record on a day, and why: yes, no, or a person must decide."""
    if isinstance(case.outcome, CaseEnd):
        return _ended(case.reference, case.outcome)
    if case.outcome is Outcome.UNDECIDED and case.case_end is not None:
        return _ended(case.reference, case.case_end)
    if case.outcome is Outcome.UNDECIDED and case.sent_back:
        return Answer.NO, because(Code.SENT_BACK, REMAND, reference=case.reference)
    if case.outcome in NOT_GUILTY:
        return Answer.NO, because(Code.NO_GUILT_FOUND, VERDICTS, reference=case.reference, outcome=case.outcome)
    if case.elsewhere:
        return Answer.NO, because(Code.DECIDED_ELSEWHERE, MAINLAND, reference=case.reference)
    if case.outcome is None or case.outcome not in GUILTY:
        return Answer.PERSON, because(Code.OUTCOME_UNDECIDED, RECORD, reference=case.reference)
    return _guilt_counts(case, case.outcome, on)


def _ended(reference: str, end: CaseEnd) -> tuple[Answer, Reason]:
    return Answer.NO, because(Code.ENDED_WITHOUT_COURT, NO_RECORD, reference=reference, end=end)


def _guilt_counts(case: CaseOutcome, outcome: Outcome, on: date) -> tuple[Answer, Reason]:
    if case.annulled_on is not None and case.annulled_on <= on:
        return Answer.NO, because(Code.ANNULLED, RETRIAL, reference=case.reference, annulled_on=case.annulled_on)
    if case.sealed:
        return Answer.NO, because(Code.RECORD_SEALED, SEALED, reference=case.reference)
    if case.standing is Standing.REPLACED:
        return Answer.NO, because(Code.REPLACED, RECORD, reference=case.reference)
    later = case.effective_on is not None and case.effective_on > on
    if case.standing is Standing.NOT_YET_EFFECTIVE or (case.standing is Standing.EFFECTIVE and later):
        facts = {"reference": case.reference, "on": on}
        return Answer.NO, because(Code.NOT_YET_EFFECTIVE, RECORD, **facts)
    if case.standing is Standing.UNKNOWN or case.effective_on is None:
        return Answer.PERSON, because(Code.EFFECT_UNKNOWN, RECORD, reference=case.reference)
    code, citation = GUILTY[outcome]
    return Answer.YES, because(code, citation, reference=case.reference, effective_on=case.effective_on)


def has_criminal_record(outcomes: tuple[CaseOutcome, ...], on: date) -> Finding[tuple[str, ...]]:
    """Whether these cases amount to a criminal record (犯罪记录) on a day.

    ``value`` holds the references of those that count. One that counts makes a record whatever else is unclear.
    """
    if not outcomes:
        return no([because(Code.NOTHING_ENTERED, PLATFORM)], ())
    answers = [(case.reference, *counts(case, on)) for case in outcomes]
    found = tuple(reference for reference, answer, _ in answers if answer is Answer.YES)
    reasons = [reason for _, _, reason in answers]
    if found:
        return yes(reasons, found)
    if any(answer is Answer.PERSON for _, answer, _ in answers):
        return person(reasons, ())
    return no(reasons, ())
