"""changes: the days on which the law's answer can turn, and no other day on which it does."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from qingbai.law.changes import turning_days
from qingbai.law.citations import Citation
from qingbai.law.clean_record import CaseOutcome
from qingbai.law.disclosure import DisclosableConviction, answering_paper
from qingbai.law.regimes import SealingRegime
from qingbai.law.sealing import SealingFacts
from qingbai.law.terms import (
    AnswerPaper,
    DateRange,
    MatchVerdict,
    Offence,
    Outcome,
    Penalty,
    PenaltyKind,
    Standing,
    SubjectKind,
)

FIRST, LAST = date(2026, 1, 1), date(2027, 2, 28)
ARTICLE = Citation("criminal_procedure_law", "286", "SEAL-25")
days = st.dates(FIRST, LAST)


@st.composite
def regime(draw: st.DrawFn) -> SealingRegime:
    """A regime for adults, as one of a city might be."""
    begins = draw(days)
    return SealingRegime(
        key="pilot",
        from_on=begins,
        until_on=draw(st.none() | days.map(lambda day: max(day, begins + timedelta(days=1)))),
        citation=ARTICLE,
        exemption_citation=ARTICLE,
        mixed_citation=ARTICLE,
        minors_only=False,
        waiting_months=draw(st.integers(0, 6)),
    )


@st.composite
def conviction(draw: st.DrawFn) -> DisclosableConviction:
    effective_on = draw(days)
    case = CaseOutcome(
        reference="1",
        outcome=draw(st.sampled_from([Outcome.CONVICTED, Outcome.ACQUITTED])),
        standing=Standing.EFFECTIVE,
        effective_on=effective_on,
        annulled_on=draw(st.none() | days),
    )
    sealing = SealingFacts(
        subject=SubjectKind.PERSON,
        outcome=Outcome.CONVICTED,
        born_on=DateRange.parse("1990-01-01"),
        offences=(Offence.at(DateRange.parse("2025-09-01")),),
        judged_on=DateRange.parse("2025-12-01"),
        sentences=(Penalty(kind=PenaltyKind.FIXED_TERM, months=12),),
        executed_on=draw(st.none() | days),
    )
    return DisclosableConviction(case=case, sealing=sealing, match=draw(st.sampled_from(MatchVerdict)))


@settings(max_examples=60, deadline=None)
@given(st.lists(conviction(), max_size=2), st.lists(regime(), max_size=2))
def test_between_two_of_the_days_the_answer_never_turns(found, regimes) -> None:
    turning = turning_days([(one.case, one.sealing) for one in found], FIRST, tuple(regimes))
    assert list(turning) == sorted(set(turning))
    before = None
    for place in range((LAST - FIRST).days):
        on = FIRST + timedelta(days=place)
        answer = answering_paper(tuple(found), on, regimes=tuple(regimes))
        said = (answer.answer, answer.value)
        assert before in (None, said) or on in turning
        before = said


def test_a_verdict_that_takes_effect_and_is_taken_back_names_both_days() -> None:
    case = CaseOutcome(
        reference="1",
        outcome=Outcome.CONVICTED,
        standing=Standing.EFFECTIVE,
        effective_on=date(2026, 3, 1),
        annulled_on=date(2026, 9, 1),
    )
    facts = SealingFacts(subject=SubjectKind.PERSON, outcome=Outcome.CONVICTED)
    assert turning_days([(case, facts)], FIRST) == (date(2026, 3, 1), date(2026, 9, 1))
    assert turning_days([(case, facts)], date(2026, 3, 1)) == (date(2026, 9, 1),)
    assert turning_days([], FIRST) == ()
    found = (DisclosableConviction(case=case, sealing=facts, match=MatchVerdict.SAME, settled_unsealed=True),)
    told = [answering_paper(found, day).value for day in (FIRST, date(2026, 3, 1), date(2026, 9, 1))]
    assert told == [AnswerPaper.CERTIFICATE, AnswerPaper.REFUSAL, AnswerPaper.CERTIFICATE]
