"""Cases for the rules on bars and vetting: one conviction of an adult, changed where a test needs it."""

from datetime import date

from qingbai.law.bans import BarFacts
from qingbai.law.clean_record import CaseOutcome
from qingbai.law.disclosure import DisclosableConviction
from qingbai.law.sealing import SealingFacts
from qingbai.law.terms import (
    DateRange,
    MatchVerdict,
    Offence,
    Outcome,
    Penalty,
    PenaltyKind,
    Sentence,
    Standing,
    SubjectKind,
)

JUDGED = date(2015, 6, 1)
FIXED, DETENTION, CONTROL = PenaltyKind.FIXED_TERM, PenaltyKind.DETENTION, PenaltyKind.CONTROL


def facts(
    charge: str | None = "盗窃罪",
    kind: PenaltyKind = FIXED,
    *,
    outcome: Outcome = Outcome.CONVICTED,
    months: int | None = 24,
    rights: str | int | None = None,
    probation: int | None = None,
    born: date = date(1980, 1, 1),
    match: MatchVerdict = MatchVerdict.SAME,
    combined: Penalty | None = None,
    sealed: bool = False,
    effective: date | None = JUDGED,
    sentences: tuple[Sentence, ...] | None = None,
    reference: str = "R1",
    **more: object,
) -> BarFacts:
    penalty = Penalty(
        kind=kind,
        months=months if kind in (FIXED, DETENTION, CONTROL) else None,
        political_rights=rights,
        probation_months=probation,
    )
    crimes = sentences if sentences is not None else (Sentence(charge=charge, penalty=penalty),) if charge else ()
    found = DisclosableConviction(
        case=CaseOutcome(
            reference=reference,
            outcome=outcome,
            standing=Standing.EFFECTIVE,
            effective_on=effective,
            sealed=sealed,
        ),
        sealing=SealingFacts(
            subject=SubjectKind.PERSON,
            outcome=outcome,
            born_on=DateRange.on(born),
            offences=(Offence.at(DateRange.on(date(2014, 5, 1))),),
            judged_on=DateRange.on(JUDGED),
            sentences=tuple(one.penalty for one in crimes),
            combined=combined,
        ),
        match=match,
    )
    return BarFacts(found=found, sentences=crimes, **more)  # type: ignore[arg-type]
