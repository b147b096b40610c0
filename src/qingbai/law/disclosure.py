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
from qingbai.law.terms import Answer, AnswerPaper, Finding, MatchVerdict, Reason

ANSWERS = Citation("inquiry_rules", "9", "INQ-22")
SEALED = Citation("inquiry_rules", "10", "INQ-24")
COMPLEX = Citation("inquiry_rules", "8", "INQ-21")


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
    found: tuple[DisclosableConviction, ...], on: date, regimes: tuple[SealingRegime, ...] = SEALING_REGIMES
) -> Finding[AnswerPaper]:
    """Which paper answers on a day; ``value`` is the paper. A case that cannot count is passed over before anybody asks whose it is.

    Person: a case that would count may be somebody else's, or it is open whether it counts or is sealed.
    """
    answers = [_weighs(conviction, on, regimes) for conviction in found]
    reasons = [reason for _, because_of in answers for reason in because_of]
    given = [answer for answer, _ in answers]
    if Answer.YES in given:
        return yes([*reasons, because(Code.REFUSAL_ANSWERS, ANSWERS)], AnswerPaper.REFUSAL)
    if Answer.PERSON in given:
        return person(reasons)
    nothing = [because(Code.NOTHING_ENTERED, PLATFORM)] if not found else []
    return yes([*nothing, *reasons, because(Code.CERTIFICATE_ANSWERS, ANSWERS)], AnswerPaper.CERTIFICATE)


def _weighs(
    conviction: DisclosableConviction, on: date, regimes: tuple[SealingRegime, ...]
) -> tuple[Answer, list[Reason]]:
    """Whether this case stands against the certificate."""
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
    if sealed.answer is Answer.PERSON and not conviction.settled_unsealed:
        doubts += [because(Code.SEALING_UNSETTLED, SEALED, reference=conviction.case.reference), *sealed.because]
    if conviction.match is MatchVerdict.UNCERTAIN:
        doubts.append(because(Code.MATCH_UNCERTAIN, COMPLEX, reference=conviction.case.reference))
    return (Answer.PERSON, doubts) if doubts else (Answer.YES, [reason])
