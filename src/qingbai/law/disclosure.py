"""Which paper answers an individual (答复个人查询的文书)?

Nothing found: the certificate of no criminal record (无犯罪记录证明); a record found: a notice of refusal (不予出具无犯罪记录证明通知书),
without a word about the crime (查询工作规定 9). Who was under 18 at the offence and was sentenced to five years or less gets the certificate
(规定 10; 刑诉法 286): by the facts themselves, so that a seal notice (封存通知书) that never came harms nobody.
"""

from dataclasses import dataclass
from datetime import date

from qingbai.law.citations import Citation
from qingbai.law.clean_record import PLATFORM, CaseOutcome, counts
from qingbai.law.parameters import SEALING_REGIMES, SealingRegime
from qingbai.law.reasons import Code, because, person, yes
from qingbai.law.sealing import SealingFacts, must_be_sealed
from qingbai.law.terms import Answer, AnswerPaper, DateRange, Finding, MatchVerdict, Reason

ANSWERS = Citation("inquiry_rules", "9", "INQ-22")
SEALED = Citation("inquiry_rules", "10", "INQ-24")
COMPLEX = Citation("inquiry_rules", "8", "INQ-21")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPeriod:
    """The time the applicant asked about (查询时间范围), first and last day included; open where None."""

    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosableConviction:
    """One case found for the person asked about (查到的案件): how it came out, the facts sealing depends on, and whether it is the same person.

    ``settled_unsealed``: a person has already decided, with reasons kept, that it is not sealed where the facts leave it open.
    """

    case: CaseOutcome
    sealing: SealingFacts
    match: MatchVerdict
    settled_unsealed: bool = False


def answering_paper(
    found: tuple[DisclosableConviction, ...],
    on: date,
    period: AskedPeriod | None = None,
    regimes: tuple[SealingRegime, ...] = SEALING_REGIMES,
) -> Finding[AnswerPaper]:
    """Which paper answers on a day; ``value`` is the paper. A case that cannot count is passed over before anybody asks whose it is.

    ``period`` None: all time. No text says which date of a case must lie in it; a case is outside only if offence and
    judgment both are. Person: a case that would count may be somebody else's, or it is open whether it counts, is sealed, or lies in the period.
    """
    answers = [stands_against(conviction, on, regimes, period) for conviction in found]
    reasons = [reason for _, because_of in answers for reason in because_of]
    given = [answer for answer, _ in answers]
    if Answer.YES in given:
        return yes([*reasons, because(Code.REFUSAL_ANSWERS, ANSWERS)], AnswerPaper.REFUSAL)
    if Answer.PERSON in given:
        return person(reasons)
    nothing = [because(Code.NOTHING_ENTERED, PLATFORM)] if not found else []
    return yes([*nothing, *reasons, because(Code.CERTIFICATE_ANSWERS, ANSWERS)], AnswerPaper.CERTIFICATE)


def stands_against(
    conviction: DisclosableConviction,
    on: date,
    regimes: tuple[SealingRegime, ...] = SEALING_REGIMES,
    period: AskedPeriod | None = None,
) -> tuple[Answer, list[Reason]]:
    """Whether one case counts against the person asked about at all (是否计入): effective, not sealed, in the period, the same person."""
    if conviction.match is MatchVerdict.DIFFERENT:
        return Answer.NO, []
    counted, reason = counts(conviction.case, on)
    if counted is Answer.NO:
        return Answer.NO, [reason]
    sealed = must_be_sealed(conviction.sealing, on, regimes)
    if sealed.answer is Answer.YES:
        return Answer.NO, [
            because(Code.SEALED_BY_ITS_FACTS, SEALED, reference=conviction.case.reference),
            *sealed.because,
        ]
    doubts = [] if counted is Answer.YES else [reason]
    within, placed = _within(period or AskedPeriod(), conviction)
    if within is Answer.NO:
        return Answer.NO, placed
    doubts += placed
    if sealed.answer is Answer.PERSON and not conviction.settled_unsealed:
        doubts += [because(Code.SEALING_UNSETTLED, SEALED, reference=conviction.case.reference), *sealed.because]
    if conviction.match is MatchVerdict.UNCERTAIN:
        doubts.append(because(Code.MATCH_UNCERTAIN, COMPLEX, reference=conviction.case.reference))
    return (Answer.PERSON, doubts) if doubts else (Answer.YES, [reason])


def _within(period: AskedPeriod, conviction: DisclosableConviction) -> tuple[Answer, list[Reason]]:
    """Whether the case lies in the period asked about: one of its dates certainly does, all certainly do not, or it is open."""
    if period == AskedPeriod():
        return Answer.YES, []
    spans = [(day, day) for day in (conviction.sealing.judged_on,)]
    spans += [(offence.began, offence.ended) for offence in conviction.sealing.offences] or [(None, None)]
    places = {_overlaps(period, began, ended) for began, ended in spans}
    facts = {"reference": conviction.case.reference, "from_on": period.from_on, "to_on": period.to_on}
    if Answer.YES in places:
        return Answer.YES, []
    if Answer.PERSON in places:
        return Answer.PERSON, [because(Code.PERIOD_UNSETTLED, ANSWERS, **facts)]
    return Answer.NO, [because(Code.OUTSIDE_PERIOD, ANSWERS, **facts)]


def _overlaps(period: AskedPeriod, began: DateRange | None, ended: DateRange | None) -> Answer:
    first, last = period.from_on or date.min, period.to_on or date.max
    if (began is not None and began.earliest > last) or (ended is not None and ended.latest < first):
        return Answer.NO
    if began is not None and ended is not None and began.latest <= last and ended.earliest >= first:
        return Answer.YES
    return Answer.PERSON
