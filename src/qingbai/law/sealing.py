"""Must this record be sealed (犯罪记录封存)?

Whoever was under 18 at the offence (犯罪的时候不满十八周岁) and was sentenced to five years' fixed-term imprisonment or
lighter (五年有期徒刑以下刑罚), five years included (刑法 99), has the record sealed (刑诉法 286); so has whoever was found guilty and
exempted from punishment (免予刑事处罚, 刑诉法解释 581). For several crimes the combined sentence that is executed (决定执行的刑罚) decides.
For acts on both sides of 18 the whole case is sealed where the main acts (主要犯罪行为) came before it, which is the court's
finding and no reckoning (未成年人犯罪记录封存实施办法 4). What is kept about a case without conviction, as after non-prosecution (不起诉), is
sealed likewise (预防未成年人犯罪法 59). No kind of crime is left out (SEAL-23). Units (单位) are never sealed. Each regime is dated data,
``law.regimes``; one that is not for minors has conditions of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qingbai.law import charges
from qingbai.law.ages import Side, side_of
from qingbai.law.citations import Citation
from qingbai.law.reasons import Code, because, no, person, yes
from qingbai.law.regimes import SEALING_REGIMES, SealingRegime
from qingbai.law.terms import (
    Answer,
    CaseEnd,
    DateRange,
    Finding,
    Offence,
    Outcome,
    Penalty,
    PenaltyKind,
    Reason,
    SubjectKind,
    Treatment,
)
from qingbai.law.time_limits import after_months

AGE = Citation("juvenile_interpretation", "2", "SEAL-01")
UNITS = Citation("criminal_law", "30", "REG-22")
SEVERAL = Citation("criminal_law", "69", "SEAL-04")
NO_CONVICTION = Citation("minors_crime_prevention_law", "59", "SEAL-06")
WHOLE_CASE = Citation("sealing_measures", "2", "SEAL-05")
ASKED_OPEN = Citation("sealing_measures", "7", "SEAL-07")
LIGHTER = (PenaltyKind.DETENTION, PenaltyKind.CONTROL, PenaltyKind.NONE)
WITHOUT_CONVICTION = (Outcome.ACQUITTED, Outcome.NOT_RESPONSIBLE, Outcome.TERMINATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class SealingFacts:
    """What sealing depends on (封存所依据的事实).

    ``offences``: the time of each crime; empty where unknown. ``judged_on``: the judgment's date; no crime lies after it.
    ``sentences``: one penalty a crime; ``combined``: the one executed, where the court combined them.
    ``main_acts_before_18``: the court's finding, None where it made none.
    ``combined_with_earlier``: ``combined`` includes a sentence of an earlier case. ``open_by_consent``: acquitted for lack of evidence, and
    the court consented to the wish of the minor or the guardian that it stay open (SEAL-07).
    For regimes that ask for it: the ``charges`` as the judgment names them, whether it was the ``first_offence``, the day ``executed_on``
    which the punishment was executed, the ``division`` of the registry.
    """

    subject: SubjectKind
    outcome: Outcome | CaseEnd
    born_on: DateRange | None = None
    offences: tuple[Offence, ...] = ()
    judged_on: DateRange | None = None
    sentences: tuple[Penalty, ...] = ()
    combined: Penalty | None = None
    main_acts_before_18: bool | None = None
    combined_with_earlier: bool = False
    open_by_consent: bool = False
    charges: tuple[str, ...] = ()
    first_offence: bool | None = None
    executed_on: date | None = None
    division: str = ""


def must_be_sealed(facts: SealingFacts, on: date, regimes: tuple[SealingRegime, ...] = SEALING_REGIMES) -> Finding[str]:
    """Whether the record must be sealed under a regime in force on a day; ``value`` is the regime's key where it must.

    Several regimes may be in force at once (a region's beside the nation's): one that seals is enough.
    """
    if facts.subject is SubjectKind.UNIT:
        return no([because(Code.UNIT_NOT_SEALED, UNITS)])
    if facts.judged_on is not None and any(_lies_after(offence, facts.judged_on) for offence in facts.offences):
        return person([because(Code.OFFENCE_AFTER_JUDGMENT, AGE, judged_on=facts.judged_on)])
    running = [
        regime for regime in regimes if regime.from_on <= on and (regime.until_on is None or on < regime.until_on)
    ]
    if not running:
        return no([because(Code.NO_REGIME_IN_FORCE, SEALING_REGIMES[0].citation, on=on)])
    findings = [_under(regime, facts, on) for regime in running]
    for wanted in (Answer.YES, Answer.PERSON):
        for finding in findings:
            if finding.answer is wanted:
                return finding
    return no([reason for finding in findings for reason in finding.because])


def _under(regime: SealingRegime, facts: SealingFacts, on: date) -> Finding[str]:
    """Every condition must allow it; one that certainly does not settles the matter, whatever is unclear about the others."""
    aged = [_age(regime, facts)] if regime.minors_only else []
    weighed = [_punishment(regime, facts), *aged, *_further(regime, facts, on)]
    against = next((reasons for answer, reasons in weighed if answer is Answer.NO), None)
    if against is not None:
        return no(against)
    reasons = [reason for _, part in (*aged, weighed[0], *weighed[1 + len(aged) :]) for reason in part]
    if any(answer is Answer.PERSON for answer, _ in weighed):
        return person(reasons)
    return yes(reasons, regime.key)


def _further(regime: SealingRegime, facts: SealingFacts, on: date) -> Iterator[tuple[Answer, list[Reason]]]:
    """The conditions that only some regimes have; those that have them are named."""
    if regime.divisions:
        yield _place(regime, facts)
    if not regime.earlier_cases:
        yield _since(regime, facts)
    if regime.excluded_charges or regime.excluded_chapters:
        yield _charges(regime, facts)
    if regime.first_offence_only:
        known = {True: Answer.YES, False: Answer.NO, None: Answer.PERSON}[facts.first_offence]
        codes = {
            Answer.YES: Code.FIRST_OFFENCE,
            Answer.NO: Code.NOT_FIRST_OFFENCE,
            Answer.PERSON: Code.FIRST_OFFENCE_UNKNOWN,
        }
        yield known, [because(codes[known], regime.citation)]
    if regime.waiting_months:
        yield _waiting(regime, facts, on)


def _place(regime: SealingRegime, facts: SealingFacts) -> tuple[Answer, list[Reason]]:
    if not facts.division:
        return Answer.PERSON, [because(Code.REGIME_PLACE_UNKNOWN, regime.citation)]
    if facts.division.startswith(regime.divisions):
        return Answer.YES, [because(Code.WITHIN_REGIME_PLACE, regime.citation, place=facts.division)]
    return Answer.NO, [because(Code.OUTSIDE_REGIME_PLACE, regime.citation, place=facts.division)]


def _since(regime: SealingRegime, facts: SealingFacts) -> tuple[Answer, list[Reason]]:
    judged = facts.judged_on
    stated = {"judged_on": judged, "from_on": regime.from_on}
    if judged is not None and judged.earliest >= regime.from_on:
        return Answer.YES, [because(Code.JUDGED_SINCE_REGIME, regime.citation, **stated)]
    if judged is not None and judged.latest < regime.from_on:
        return Answer.NO, [because(Code.JUDGED_BEFORE_REGIME, regime.citation, **stated)]
    return Answer.PERSON, [because(Code.JUDGED_WHEN_UNKNOWN, regime.citation, **stated)]


def _charges(regime: SealingRegime, facts: SealingFacts) -> tuple[Answer, list[Reason]]:
    """Whether a crime is left out of the regime; which one, the reason does not say."""
    meant = [charges.candidates(written) for written in facts.charges]
    out = [[_left_out(regime, charge) for charge in candidates] for candidates in meant]
    if any(one and all(one) for one in out):
        return Answer.NO, [because(Code.CRIME_LEFT_OUT, regime.citation)]
    if not out or any(not one or any(one) for one in out):
        return Answer.PERSON, [because(Code.CRIME_UNSETTLED, regime.citation)]
    return Answer.YES, [because(Code.NO_CRIME_LEFT_OUT, regime.citation)]


def _left_out(regime: SealingRegime, charge: charges.Charge) -> bool:
    return charge.name in regime.excluded_charges or charge.chapter_number in regime.excluded_chapters


def _waiting(regime: SealingRegime, facts: SealingFacts, on: date) -> tuple[Answer, list[Reason]]:
    if facts.executed_on is None:
        return Answer.PERSON, [because(Code.EXECUTION_END_UNKNOWN, regime.citation, months=regime.waiting_months)]
    until = after_months(facts.executed_on, regime.waiting_months)
    stated = {"executed_on": facts.executed_on, "months": regime.waiting_months, "until": until}
    if on <= until:
        return Answer.NO, [because(Code.WAITING_RUNS, regime.citation, **stated)]
    return Answer.YES, [because(Code.WAITING_OVER, regime.citation, **stated)]


def _age(regime: SealingRegime, facts: SealingFacts) -> tuple[Answer, list[Reason]]:
    sides = _sides(facts)
    if sides == {Side.BEFORE}:
        before = because(Code.UNDER_EIGHTEEN, AGE, born_on=facts.born_on)
        if facts.main_acts_before_18 is False:
            return Answer.PERSON, [before, because(Code.FINDING_CONTRADICTS_DATES, regime.mixed_citation)]
        return Answer.YES, [before]
    if sides == {Side.AFTER}:
        after = because(Code.EIGHTEEN_OR_OLDER, AGE, born_on=facts.born_on)
        if facts.main_acts_before_18:
            return Answer.PERSON, [after, because(Code.FINDING_CONTRADICTS_DATES, regime.mixed_citation)]
        return Answer.NO, [after]
    return _both_sides(regime, facts, sides)


def _both_sides(regime: SealingRegime, facts: SealingFacts, sides: set[Side]) -> tuple[Answer, list[Reason]]:
    certain = Side.BOTH in sides or {Side.BEFORE, Side.AFTER} <= sides
    mixed = because(Code.BOTH_SIDES_OF_EIGHTEEN if certain else Code.AGE_UNSETTLED, AGE, born_on=facts.born_on)
    if facts.main_acts_before_18 is None or not regime.mixed_by_finding:
        missing = [because(Code.MAIN_ACTS_NOT_FOUND, regime.mixed_citation)] if certain else []
        return Answer.PERSON, [mixed, *missing]
    if facts.main_acts_before_18:
        return Answer.YES, [mixed, because(Code.MAIN_ACTS_BEFORE, regime.mixed_citation)]
    return regime.when_main_acts_after, [mixed, because(Code.MAIN_ACTS_AFTER, regime.mixed_citation)]


def _sides(facts: SealingFacts) -> set[Side]:
    """Where the offences lie. Nothing lies after the judgment, so one given on or before the eighteenth birthday settles all."""
    if facts.born_on is None:
        return {Side.UNKNOWN}
    if facts.judged_on is not None:
        judged = Offence(ended=facts.judged_on)
        if side_of(judged, facts.born_on, 18) is Side.BEFORE:
            return {Side.BEFORE}
    return {side_of(offence, facts.born_on, 18) for offence in facts.offences} or {Side.UNKNOWN}


def _lies_after(offence: Offence, judged_on: DateRange) -> bool:
    last_known = offence.ended or offence.began
    return last_known is not None and last_known.earliest > judged_on.latest


def _punishment(regime: SealingRegime, facts: SealingFacts) -> tuple[Answer, list[Reason]]:
    if facts.outcome in WITHOUT_CONVICTION or isinstance(facts.outcome, CaseEnd):
        return _without_conviction(regime, facts)
    if facts.outcome is Outcome.EXEMPTED:
        return Answer.YES, [because(Code.EXEMPTED_FROM_PUNISHMENT, regime.exemption_citation)]
    if facts.outcome is not Outcome.CONVICTED:
        return Answer.PERSON, [because(Code.NO_VERDICT_YET, regime.citation)]
    own = _several(facts.sentences, regime.limit_months)
    if facts.combined is None:
        return _measured(own, regime, SEVERAL if len(facts.sentences) > 1 else regime.citation)
    executed = _within(facts.combined, regime.limit_months)
    if facts.combined_with_earlier and executed is not own:
        return Answer.PERSON, [because(Code.EARLIER_SENTENCE_COMBINED, SEVERAL)]
    return _measured(executed, regime, SEVERAL)


def _without_conviction(regime: SealingRegime, facts: SealingFacts) -> tuple[Answer, list[Reason]]:
    """Nobody is convicted: still sealed for minors, unless the acquitted wants it open and the court consents (SEAL-07)."""
    if not regime.without_conviction:
        return Answer.NO, [because(Code.NO_CONVICTION_TO_SEAL, regime.citation)]
    if facts.outcome is Outcome.ACQUITTED and facts.open_by_consent:
        return Answer.NO, [because(Code.OPEN_BY_CONSENT, ASKED_OPEN)]
    facts_used = {"end" if isinstance(facts.outcome, CaseEnd) else "outcome": facts.outcome}
    code = Code.MINOR_CASE_ENDED if isinstance(facts.outcome, CaseEnd) else Code.MINOR_WITHOUT_CONVICTION
    return Answer.YES, [because(code, NO_CONVICTION, **facts_used)]


def _measured(within: Answer, regime: SealingRegime, citation: Citation) -> tuple[Answer, list[Reason]]:
    codes = {
        Answer.YES: Code.SENTENCE_WITHIN_LIMIT,
        Answer.NO: Code.SENTENCE_OVER_LIMIT,
        Answer.PERSON: Code.SENTENCE_UNSETTLED,
    }
    return within, [because(codes[within], citation, limit_months=regime.limit_months)]


def _within(penalty: Penalty, limit_months: int) -> Answer:
    """Whether one penalty is the limit or lighter; a person where its length is not known."""
    if penalty.kind in LIGHTER:
        return Answer.YES
    if penalty.kind is not PenaltyKind.FIXED_TERM:
        return Answer.NO
    if penalty.months is None:
        return Answer.PERSON
    return Answer.YES if (penalty.months, penalty.days) <= (limit_months, 0) else Answer.NO


def _several(penalties: tuple[Penalty, ...], limit_months: int) -> Answer:
    """The same for several uncombined ones: what is executed lies between the heaviest and the sum of all (刑法 69)."""
    each = [_within(penalty, limit_months) for penalty in penalties]
    if Answer.NO in each:
        return Answer.NO
    if not each or Answer.PERSON in each:
        return Answer.PERSON
    terms = [penalty for penalty in penalties if penalty.kind is PenaltyKind.FIXED_TERM]
    months = sum(penalty.months for penalty in terms if penalty.months is not None)
    days = sum(penalty.days for penalty in terms)
    return Answer.YES if (months, days) <= (limit_months, 0) else Answer.PERSON


def sealed_with_its_case(
    treatment: Treatment | None,
    *,
    new_verdict: bool,
    earlier_sealed: bool | None,
    later_sealed: bool,
) -> Finding[str] | None:
    """Whether a document on somebody goes where the rest of the case lies (随案封存), measures 2: what is sealed is the whole case.

    What lets an earlier verdict stand, or says nothing new of it, stays where that one is; a new verdict is sealed where a later one
    of its case came first and is sealed. ``earlier_sealed`` None: no earlier verdict is kept. None where the verdict is judged by its own facts.
    """
    stands = treatment in (Treatment.UPHELD, Treatment.WITHDRAWN)
    if earlier_sealed is not None and (stands or not new_verdict):
        answer = Answer.YES if earlier_sealed else Answer.NO
        return Finding(answer, (because(Code.AS_THE_EARLIER_VERDICT, WHOLE_CASE),), "as the earlier verdict")
    if not new_verdict:
        return no([because(Code.NO_VERDICT_TO_SEAL, WHOLE_CASE)])
    if later_sealed:
        return yes([because(Code.AS_THE_LATER_VERDICT, WHOLE_CASE)], "as the later verdict")
    return None


@dataclass(frozen=True, slots=True)
class Settled:
    """Whether a record is sealed once a person has had a word (封存结论), and on which rules, for the vault's own account."""

    sealed: bool | None
    rules: str


def settled(seal: Finding[str], decided_sealed: bool | None = None, decided_by: str = "") -> Settled:  # noqa: FBT001
    """What stands after a person's decision, if there was one: it settles only what the law leaves open (由人工认定).

    ``sealed`` None: the law leaves it open and nobody has decided. ``rules``: the regime with the rows of the rule book, or who decided
    on what open question.
    """
    rows = ",".join(dict.fromkeys(reason.citation.rule for reason in seal.because if reason.citation.rule))
    if seal.answer is Answer.PERSON:
        return Settled(decided_sealed, f"decided by {decided_by}: {rows}")
    return Settled(seal.answer is Answer.YES, f"{seal.value}: {rows}")
