"""disclosure: which paper answers an individual (INQ-22, INQ-24)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings import codes
from qingbai.law.clean_record import CaseOutcome
from qingbai.law.disclosure import AskedPeriod, DisclosableConviction, answering_paper
from qingbai.law.sealing import SealingFacts
from qingbai.law.terms import (
    Answer,
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

ON = date(2026, 3, 2)
YES, PERSON = Answer.YES, Answer.PERSON
CERTIFICATE, REFUSAL = AnswerPaper.CERTIFICATE, AnswerPaper.REFUSAL
SAME, DIFFERENT, UNCERTAIN = MatchVerdict.SAME, MatchVerdict.DIFFERENT, MatchVerdict.UNCERTAIN
REFERENCE = "（2024）演0101刑初17号"
ADULT_ACT = Offence.at(DateRange.parse("2023-09-01"))
MINOR_ACT = Offence.at(DateRange.parse("2022-09-01"))
UNKNOWN_ACT = Offence()


def found(
    outcome: Outcome = Outcome.CONVICTED,
    offence: Offence = ADULT_ACT,
    months: int = 60,
    match: MatchVerdict = SAME,
    settled: bool = False,
    **case: object,
) -> DisclosableConviction:
    known = {"reference": REFERENCE, "standing": Standing.EFFECTIVE, "effective_on": date(2024, 5, 20)}
    facts = SealingFacts(
        subject=SubjectKind.PERSON,
        outcome=outcome,
        born_on=DateRange.parse("2005-06-01"),
        offences=(offence,),
        judged_on=DateRange.parse("2024-05-06"),
        sentences=(Penalty(kind=PenaltyKind.FIXED_TERM, months=months),),
    )
    return DisclosableConviction(
        case=CaseOutcome(**{"outcome": outcome, **known, **case}), sealing=facts, match=match, settled_unsealed=settled
    )


@pytest.mark.parametrize(
    ("cases", "answer", "paper", "said"),
    [
        pytest.param([], YES, CERTIFICATE, ["nothing_entered", "certificate_answers"], id="nothing found"),
        pytest.param([found()], YES, REFUSAL, ["conviction_counts", "refusal_answers"], id="an adult's effective conviction"),
        pytest.param([found(Outcome.EXEMPTED)], YES, REFUSAL, ["exemption_counts", "refusal_answers"], id="an adult exempted from punishment"),
        pytest.param([found(offence=MINOR_ACT)], YES, CERTIFICATE, ["sealed_by_its_facts", "under_eighteen", "sentence_within_limit", "certificate_answers"], id="a minor's, five years: sealed by its facts though no notice came"),
        pytest.param([found(Outcome.EXEMPTED, MINOR_ACT)], YES, CERTIFICATE, ["sealed_by_its_facts", "under_eighteen", "exempted_from_punishment", "certificate_answers"], id="a minor exempted"),
        pytest.param([found(offence=MINOR_ACT, months=61)], YES, REFUSAL, ["conviction_counts", "refusal_answers"], id="a minor's, more than five years"),
        pytest.param([found(sealed=True)], YES, CERTIFICATE, ["record_sealed", "certificate_answers"], id="sealed by notice"),
        pytest.param([found(Outcome.ACQUITTED)], YES, CERTIFICATE, ["no_guilt_found", "certificate_answers"], id="acquitted"),
        pytest.param([found(standing=Standing.NOT_YET_EFFECTIVE)], YES, CERTIFICATE, ["not_yet_effective", "certificate_answers"], id="not yet effective"),
        pytest.param([found(annulled_on=date(2025, 1, 1))], YES, CERTIFICATE, ["annulled", "certificate_answers"], id="annulled"),
        pytest.param([found(standing=Standing.UNKNOWN)], PERSON, None, ["effect_unknown"], id="whether effective is unknown"),
        pytest.param([found(offence=MINOR_ACT, standing=Standing.UNKNOWN)], YES, CERTIFICATE, ["sealed_by_its_facts", "under_eighteen", "sentence_within_limit", "certificate_answers"], id="a minor's, effective or not"),
        pytest.param([found(Outcome.UNDECIDED)], PERSON, None, ["outcome_undecided"], id="an adult's case without outcome"),
        pytest.param([found(offence=UNKNOWN_ACT)], PERSON, None, ["sealing_unsettled", "age_unsettled", "sentence_within_limit"], id="age at the offence unknown"),
        pytest.param([found(offence=UNKNOWN_ACT, settled=True)], YES, REFUSAL, ["conviction_counts", "refusal_answers"], id="a person has settled that it is not sealed"),
        pytest.param([found(offence=MINOR_ACT, settled=True)], YES, CERTIFICATE, ["sealed_by_its_facts", "under_eighteen", "sentence_within_limit", "certificate_answers"], id="no person settles against the facts"),
        pytest.param([found(match=UNCERTAIN)], PERSON, None, ["match_uncertain"], id="perhaps another person"),
        pytest.param([found(offence=UNKNOWN_ACT, match=UNCERTAIN, standing=Standing.UNKNOWN)], PERSON, None, ["effect_unknown", "sealing_unsettled", "age_unsettled", "sentence_within_limit", "match_uncertain"], id="every doubt is named"),
        pytest.param([found(offence=MINOR_ACT, match=UNCERTAIN)], YES, CERTIFICATE, ["sealed_by_its_facts", "under_eighteen", "sentence_within_limit", "certificate_answers"], id="perhaps another person, but sealed in any case"),
        pytest.param([found(Outcome.ACQUITTED, match=UNCERTAIN)], YES, CERTIFICATE, ["no_guilt_found", "certificate_answers"], id="perhaps another person, but acquitted in any case"),
        pytest.param([found(match=DIFFERENT)], YES, CERTIFICATE, ["certificate_answers"], id="certainly another person"),
        pytest.param([found(match=UNCERTAIN), found()], YES, REFUSAL, ["match_uncertain", "conviction_counts", "refusal_answers"], id="one certain record is enough"),
        pytest.param([found(match=UNCERTAIN), found(offence=MINOR_ACT)], PERSON, None, ["match_uncertain", "sealed_by_its_facts", "under_eighteen", "sentence_within_limit"], id="one doubt keeps the certificate back"),
    ],
)  # fmt: skip
def test_which_paper(
    cases: list[DisclosableConviction], answer: Answer, paper: AnswerPaper | None, said: list[str]
) -> None:
    finding = answering_paper(tuple(cases), ON)
    assert (finding.answer, finding.value, codes(finding)) == (answer, paper, said)


def test_the_articles_behind_the_papers() -> None:
    def last(*cases: DisclosableConviction) -> tuple[str, str]:
        reason = answering_paper(cases, ON).because[-1]
        return reason.citation.article, reason.citation.rule

    assert last() == ("9", "INQ-22")
    assert last(found()) == ("9", "INQ-22")
    assert last(found(match=UNCERTAIN)) == ("8", "INQ-21")
    for case in (found(offence=MINOR_ACT), found(offence=UNKNOWN_ACT)):
        reason = answering_paper((case,), ON).because[0]
        assert (reason.citation.article, reason.citation.rule, dict(reason.facts)) == (
            "10",
            "INQ-24",
            {"reference": REFERENCE},
        )
    uncertain = answering_paper((found(match=UNCERTAIN),), ON).because[0]
    assert dict(uncertain.facts) == {"reference": REFERENCE}
    assert answering_paper((), ON).because[0].citation.rule == "INQ-06"


def test_the_regimes_of_a_region_may_be_given() -> None:
    assert answering_paper((found(offence=MINOR_ACT),), ON, regimes=()).value is REFUSAL


JULY = AskedPeriod(from_on=date(2024, 7, 1), to_on=date(2024, 7, 31))


@pytest.mark.parametrize(
    ("period", "paper"),
    [
        pytest.param(AskedPeriod(), REFUSAL, id="all time"),
        pytest.param(JULY, CERTIFICATE, id="after offence and judgment"),
        pytest.param(AskedPeriod(from_on=date(2024, 5, 7)), CERTIFICATE, id="from the day after the judgment"),
        pytest.param(AskedPeriod(from_on=date(2024, 5, 6)), REFUSAL, id="from the day of the judgment"),
        pytest.param(AskedPeriod(to_on=date(2023, 8, 31)), CERTIFICATE, id="until the day before the offence"),
        pytest.param(AskedPeriod(to_on=date(2023, 9, 1)), REFUSAL, id="until the day of the offence"),
        pytest.param(
            AskedPeriod(from_on=date(2023, 9, 2), to_on=date(2024, 5, 5)),
            CERTIFICATE,
            id="between offence and judgment",
        ),
        pytest.param(AskedPeriod(from_on=date(2023, 1, 1), to_on=date(2023, 12, 31)), REFUSAL, id="around the offence"),
    ],
)
def test_the_time_asked_about(period: AskedPeriod, paper: AnswerPaper) -> None:
    finding = answering_paper((found(),), ON, period)
    assert finding.value is paper
    if paper is CERTIFICATE:
        reason = finding.because[0]
        from_on, to_on = ("" if day is None else day.isoformat() for day in (period.from_on, period.to_on))
        assert (reason.code, dict(reason.facts)) == (
            "outside_period",
            {"reference": REFERENCE, "from_on": from_on, "to_on": to_on},
        )
        assert reason.citation.rule == "INQ-22"


@pytest.mark.parametrize(
    ("offence", "judged_on", "answer"),
    [
        pytest.param(Offence(), "2024-05-06", PERSON, id="an offence of unknown time may lie in it"),
        pytest.param(Offence(began=DateRange.parse("2024-08")), "2024-08", YES, id="one begun after it cannot"),
        pytest.param(Offence(ended=DateRange.parse("2024-05")), "2024-06", YES, id="one ended before it cannot"),
        pytest.param(Offence(began=DateRange.parse("2024-06-01"), ended=DateRange.parse("2024-08-01")), "2024-09", YES, id="one around it does"),
        pytest.param(Offence.at(DateRange.parse("2024")), "2025-01-01", PERSON, id="one of that year may"),
        pytest.param(Offence.at(DateRange.parse("2024-07")), "2025-01-01", YES, id="one of that month does"),
        pytest.param(Offence(began=DateRange.parse("2024-08"), ended=DateRange.parse("2024-09")), "2025-01-01", YES, id="one after it does not"),
        pytest.param(Offence.at(DateRange.parse("2020")), "2024", PERSON, id="judged sometime in that year"),
        pytest.param(Offence(began=DateRange.parse("2024-08")), "2025", YES, id="begun after it, end unknown"),
    ],
)  # fmt: skip
def test_dates_known_in_part_against_the_time_asked_about(offence: Offence, judged_on: str, answer: Answer) -> None:
    one = found(months=61)
    case = replace(one, sealing=replace(one.sealing, offences=(offence,), judged_on=DateRange.parse(judged_on)))
    finding = answering_paper((case,), ON, JULY)
    assert finding.answer is answer
    if answer is PERSON:
        facts = {"reference": REFERENCE, "from_on": "2024-07-01", "to_on": "2024-07-31"}
        assert [(reason.code, dict(reason.facts), reason.citation.rule) for reason in finding.because] == [
            ("period_unsettled", facts, "INQ-22")
        ]


def test_which_of_them_lie_in_it() -> None:
    one = found(months=61)

    def paper(offences: tuple[Offence, ...], judged_on: DateRange | None) -> AnswerPaper | None:
        return answering_paper(
            (replace(one, sealing=replace(one.sealing, offences=offences, judged_on=judged_on)),), ON, JULY
        ).value

    june, july, august = (Offence.at(DateRange.parse(f"2024-0{month}")) for month in (6, 7, 8))
    around = Offence(began=DateRange.parse("2024-06"), ended=DateRange.parse("2024-08"))
    september = DateRange.parse("2024-09")
    assert paper((june,), september) is CERTIFICATE
    assert paper((august,), september) is CERTIFICATE
    assert paper((june, august), september) is CERTIFICATE
    assert paper((june, july), september) is REFUSAL
    assert paper((around,), september) is REFUSAL
    assert paper((june,), DateRange.parse("2024-07")) is REFUSAL
    assert paper((june,), None) is None
    assert paper((july,), None) is REFUSAL
    assert paper((), september) is None
    assert paper((Offence(), july), september) is REFUSAL


cases = st.builds(
    found,
    outcome=st.sampled_from(Outcome),
    offence=st.sampled_from([ADULT_ACT, MINOR_ACT, UNKNOWN_ACT, Offence.at(DateRange.parse("2023"))]),
    months=st.sampled_from([1, 60, 61]),
    match=st.sampled_from(MatchVerdict),
    settled=st.booleans(),
    standing=st.sampled_from(Standing),
    effective_on=st.none() | st.dates(date(2024, 1, 1), date(2027, 1, 1)),
    annulled_on=st.none() | st.dates(date(2024, 1, 1), date(2027, 1, 1)),
    sealed=st.booleans(),
    elsewhere=st.booleans(),
)


@given(st.lists(cases, max_size=4).map(tuple), cases)
def test_what_must_be_sealed_never_changes_the_answer(
    others: tuple[DisclosableConviction, ...], one: DisclosableConviction
) -> None:
    minor = replace(one, sealing=found(offence=MINOR_ACT).sealing)
    for sealed in (minor, replace(one, case=replace(one.case, outcome=Outcome.CONVICTED, sealed=True))):
        with_sealed, without = answering_paper((*others, sealed), ON), answering_paper(others, ON)
        assert (with_sealed.answer, with_sealed.value) == (without.answer, without.value)


@given(st.lists(cases, max_size=4).map(tuple), cases)
def test_one_more_case_never_earns_a_certificate(
    some: tuple[DisclosableConviction, ...], more: DisclosableConviction
) -> None:
    if answering_paper((*some, more), ON).value is CERTIFICATE:
        assert answering_paper(some, ON).value is CERTIFICATE


@given(st.lists(cases, max_size=4).map(tuple))
def test_there_is_a_paper_exactly_where_no_person_is_asked(some: tuple[DisclosableConviction, ...]) -> None:
    finding = answering_paper(some, ON)
    assert (finding.value is None) is (finding.answer is PERSON)
