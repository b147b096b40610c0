"""sealing: which records must be sealed (SEAL-01 to SEAL-04)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings import codes
from qingbai.law.parameters import SEALING_REGIMES, SealingRegime
from qingbai.law.sealing import SealingFacts, Settled, must_be_sealed, sealed_with_its_case, settled
from qingbai.law.terms import (
    Answer,
    CaseEnd,
    DateRange,
    Finding,
    Offence,
    Outcome,
    Penalty,
    PenaltyKind,
    SubjectKind,
    Treatment,
)

ON = date(2026, 3, 2)
YES, NO, PERSON = Answer.YES, Answer.NO, Answer.PERSON
BORN = DateRange.parse("2005-06-01")
BIRTHDAY = Offence.at(DateRange.parse("2023-06-01"))
DAY_AFTER = Offence.at(DateRange.parse("2023-06-02"))
ACROSS = Offence(began=DateRange.parse("2023-05-01"), ended=DateRange.parse("2023-07-01"))
SOMETIME = Offence.at(DateRange.parse("2023"))
NATIONAL = SEALING_REGIMES[-1]


def term(months: int | None, days: int = 0) -> Penalty:
    return Penalty(kind=PenaltyKind.FIXED_TERM, months=months, days=days)


FIVE_YEARS = term(60)
LONGER = term(60, 1)


def facts(**given: object) -> SealingFacts:
    known: dict[str, object] = {
        "subject": SubjectKind.PERSON,
        "outcome": Outcome.CONVICTED,
        "born_on": BORN,
        "offences": (BIRTHDAY,),
        "sentences": (FIVE_YEARS,),
    }
    return SealingFacts(**{**known, **given})


@pytest.mark.parametrize(
    ("given", "answer", "said"),
    [
        pytest.param({"sentences": (term(60),)}, YES, "sentence_within_limit", id="five years exactly"),
        pytest.param({"sentences": (term(60, 1),)}, NO, "sentence_over_limit", id="five years and a day"),
        pytest.param({"sentences": (term(61),)}, NO, "sentence_over_limit", id="five years and a month"),
        pytest.param({"sentences": (term(59, 30),)}, YES, "sentence_within_limit", id="a little under five years"),
        pytest.param({"sentences": (term(None),)}, PERSON, "sentence_unsettled", id="a fixed term of unknown length"),
        pytest.param({"sentences": (Penalty(kind=PenaltyKind.DETENTION, months=6),)}, YES, "sentence_within_limit", id="detention is lighter"),
        pytest.param({"sentences": (Penalty(kind=PenaltyKind.DETENTION),)}, YES, "sentence_within_limit", id="detention of unknown length is lighter too"),
        pytest.param({"sentences": (Penalty(kind=PenaltyKind.CONTROL, months=24),)}, YES, "sentence_within_limit", id="control is lighter"),
        pytest.param({"sentences": (Penalty(kind=PenaltyKind.NONE, fine_yuan=5000),)}, YES, "sentence_within_limit", id="only a fine"),
        pytest.param({"sentences": (Penalty(kind=PenaltyKind.LIFE),)}, NO, "sentence_over_limit", id="life"),
        pytest.param({"sentences": (Penalty(kind=PenaltyKind.DEATH),)}, NO, "sentence_over_limit", id="death"),
        pytest.param({"sentences": (Penalty(kind=PenaltyKind.DEATH_SUSPENDED),)}, NO, "sentence_over_limit", id="death with reprieve"),
        pytest.param({"sentences": ()}, PERSON, "sentence_unsettled", id="no sentence known"),
        pytest.param({"sentences": (), "combined": FIVE_YEARS}, YES, "sentence_within_limit", id="only the combined sentence known"),
        pytest.param({"sentences": (term(48), term(24)), "combined": FIVE_YEARS}, YES, "sentence_within_limit", id="the combined sentence decides, within"),
        pytest.param({"sentences": (term(48), term(24)), "combined": LONGER}, NO, "sentence_over_limit", id="the combined sentence decides, over"),
        pytest.param({"sentences": (term(36), term(24))}, YES, "sentence_within_limit", id="uncombined, but the sum is within"),
        pytest.param({"sentences": (term(36), term(24, 1))}, PERSON, "sentence_unsettled", id="uncombined, and a day decides"),
        pytest.param({"sentences": (term(6), LONGER)}, NO, "sentence_over_limit", id="uncombined, but one is already over"),
        pytest.param({"sentences": (term(None), LONGER)}, NO, "sentence_over_limit", id="one unknown, but another over"),
        pytest.param({"sentences": (term(None), term(1))}, PERSON, "sentence_unsettled", id="one unknown"),
        pytest.param({"sentences": (FIVE_YEARS, Penalty(kind=PenaltyKind.DETENTION, months=6))}, YES, "sentence_within_limit", id="detention is absorbed by a fixed term"),
        pytest.param({"sentences": (term(30, 10), term(29, 20))}, YES, "sentence_within_limit", id="the days of several terms are no month"),
        pytest.param({"outcome": Outcome.EXEMPTED, "sentences": ()}, YES, "exempted_from_punishment", id="guilty but exempted"),
        pytest.param({"outcome": Outcome.ACQUITTED, "sentences": ()}, YES, "minor_without_conviction", id="acquitted as a minor"),
        pytest.param({"outcome": Outcome.NOT_RESPONSIBLE, "sentences": ()}, YES, "minor_without_conviction", id="not responsible as a minor"),
        pytest.param({"outcome": Outcome.TERMINATED, "sentences": ()}, YES, "minor_without_conviction", id="terminated as a minor"),
        pytest.param({"outcome": Outcome.UNDECIDED, "sentences": ()}, PERSON, "no_verdict_yet", id="no verdict yet"),
    ],
)  # fmt: skip
def test_punishment_of_one_who_was_under_eighteen(given: dict[str, object], answer: Answer, said: str) -> None:
    finding = must_be_sealed(facts(**given), ON)
    assert (finding.answer, codes(finding)[-1]) == (answer, said)
    assert finding.value == ("measures_2022" if answer is YES else None)
    assert codes(finding)[:-1] == ([] if answer is NO else ["under_eighteen"])


@pytest.mark.parametrize(
    ("given", "answer", "said"),
    [
        pytest.param({}, YES, ["under_eighteen"], id="the eighteenth birthday itself"),
        pytest.param({"offences": (DAY_AFTER,)}, NO, ["eighteen_or_older"], id="the day after it"),
        pytest.param({"offences": (BIRTHDAY, BIRTHDAY)}, YES, ["under_eighteen"], id="two offences before"),
        pytest.param({"offences": (DAY_AFTER, DAY_AFTER)}, NO, ["eighteen_or_older"], id="two offences after"),
        pytest.param({"main_acts_before_18": True}, YES, ["under_eighteen"], id="all before, and the court says so"),
        pytest.param({"main_acts_before_18": False}, PERSON, ["under_eighteen", "finding_contradicts_dates"], id="all before, and the court says otherwise"),
        pytest.param({"offences": (DAY_AFTER,), "main_acts_before_18": False}, NO, ["eighteen_or_older"], id="all after, and the court says so"),
        pytest.param({"offences": (DAY_AFTER,), "main_acts_before_18": True}, PERSON, ["eighteen_or_older", "finding_contradicts_dates"], id="all after, and the court says otherwise"),
        pytest.param({"offences": (ACROSS,)}, PERSON, ["both_sides_of_eighteen", "main_acts_not_found"], id="one crime on both sides, no finding"),
        pytest.param({"offences": (BIRTHDAY, DAY_AFTER)}, PERSON, ["both_sides_of_eighteen", "main_acts_not_found"], id="a crime on each side, no finding"),
        pytest.param({"offences": (ACROSS,), "main_acts_before_18": True}, YES, ["both_sides_of_eighteen", "main_acts_before"], id="both sides, main acts before"),
        pytest.param({"offences": (ACROSS,), "main_acts_before_18": False}, NO, ["both_sides_of_eighteen", "main_acts_after"], id="both sides, main acts after"),
        pytest.param({"offences": (BIRTHDAY, DAY_AFTER), "main_acts_before_18": True}, YES, ["both_sides_of_eighteen", "main_acts_before"], id="a crime on each side, main acts before"),
        pytest.param({"offences": (SOMETIME,)}, PERSON, ["age_unsettled"], id="only the year of the offence known"),
        pytest.param({"offences": (SOMETIME, DAY_AFTER)}, PERSON, ["age_unsettled"], id="one of two known only by its year"),
        pytest.param({"offences": (SOMETIME,), "main_acts_before_18": True}, YES, ["age_unsettled", "main_acts_before"], id="year only, but the court found the main acts before"),
        pytest.param({"offences": (SOMETIME,), "main_acts_before_18": False}, NO, ["age_unsettled", "main_acts_after"], id="year only, but the court found them after"),
        pytest.param({"offences": ()}, PERSON, ["age_unsettled"], id="no offence date at all"),
        pytest.param({"offences": (), "judged_on": DateRange.parse("2023-06-01")}, YES, ["under_eighteen"], id="no offence date, but judged on the birthday"),
        pytest.param({"offences": (), "judged_on": DateRange.parse("2023-06-02")}, PERSON, ["age_unsettled"], id="no offence date, judged the day after"),
        pytest.param({"offences": (), "judged_on": DateRange.parse("2023")}, PERSON, ["age_unsettled"], id="no offence date, judged in the birthday's year"),
        pytest.param({"offences": (Offence(began=DateRange.parse("2022")),), "judged_on": DateRange.parse("2023-05")}, YES, ["under_eighteen"], id="end unknown, but judged before the birthday"),
        pytest.param({"born_on": None}, PERSON, ["age_unsettled"], id="birth unknown"),
        pytest.param({"born_on": DateRange.parse("2005")}, PERSON, ["age_unsettled"], id="only the year of birth known, and it matters"),
        pytest.param({"born_on": DateRange.parse("2006")}, YES, ["under_eighteen"], id="only the year of birth known, and it does not matter"),
        pytest.param({"born_on": DateRange.parse("2004")}, NO, ["eighteen_or_older"], id="only the year of birth known, certainly older"),
    ],
)  # fmt: skip
def test_age_at_the_offence(given: dict[str, object], answer: Answer, said: list[str]) -> None:
    finding = must_be_sealed(facts(**given), ON)
    within = ["sentence_within_limit"] if answer is not NO else []
    assert (finding.answer, codes(finding)) == (answer, said + within)


@pytest.mark.parametrize("offence", [BIRTHDAY, DAY_AFTER, ACROSS, SOMETIME])
def test_age_does_not_matter_where_the_sentence_is_over_the_limit(offence: Offence) -> None:
    finding = must_be_sealed(facts(offences=(offence,), sentences=(LONGER,)), ON)
    assert (finding.answer, codes(finding)) == (NO, ["sentence_over_limit"])


@pytest.mark.parametrize("sentence", [term(None), FIVE_YEARS])
def test_the_sentence_does_not_matter_for_one_who_was_certainly_older(sentence: Penalty) -> None:
    assert must_be_sealed(facts(offences=(DAY_AFTER,), sentences=(sentence,)), ON).answer is NO


def test_an_adult_is_not_sealed_for_being_acquitted_or_exempted() -> None:
    for outcome in (Outcome.ACQUITTED, Outcome.EXEMPTED, Outcome.UNDECIDED):
        assert must_be_sealed(facts(offences=(DAY_AFTER,), outcome=outcome, sentences=()), ON).answer is NO


def test_a_unit_is_never_sealed() -> None:
    finding = must_be_sealed(facts(subject=SubjectKind.UNIT), ON)
    assert (finding.answer, codes(finding)) == (NO, ["unit_not_sealed"])
    assert finding.because[0].citation.article == "30"


def test_an_offence_after_the_judgment_is_a_wrong_date() -> None:
    late = facts(judged_on=DateRange.parse("2023-05-31"))
    assert (must_be_sealed(late, ON).answer, codes(must_be_sealed(late, ON))) == (PERSON, ["offence_after_judgment"])
    assert must_be_sealed(facts(judged_on=DateRange.parse("2023-06-01")), ON).answer is YES
    only_begun = facts(offences=(Offence(began=DateRange.parse("2023-06-01")),), judged_on=DateRange.parse("2023-05"))
    assert codes(must_be_sealed(only_begun, ON)) == ["offence_after_judgment"]
    unknown = facts(offences=(Offence(),), judged_on=DateRange.parse("2023-05"))
    assert must_be_sealed(unknown, ON).answer is YES


@pytest.mark.parametrize(
    ("own", "combined", "earlier", "answer", "said"),
    [
        pytest.param(term(36), LONGER, True, PERSON, "earlier_sentence_combined", id="the earlier sentence carries it over the limit"),
        pytest.param(term(36), LONGER, False, NO, "sentence_over_limit", id="no earlier sentence"),
        pytest.param(term(36), FIVE_YEARS, True, YES, "sentence_within_limit", id="within the limit with and without it"),
        pytest.param(LONGER, term(72), True, NO, "sentence_over_limit", id="over the limit with and without it"),
    ],
)  # fmt: skip
def test_an_earlier_sentence_in_the_combined_one(
    own: Penalty, combined: Penalty, earlier: bool, answer: Answer, said: str
) -> None:
    finding = must_be_sealed(facts(sentences=(own,), combined=combined, combined_with_earlier=earlier), ON)
    assert (finding.answer, codes(finding)[-1]) == (answer, said)


@pytest.mark.parametrize(
    ("on", "answer", "regime"),
    [
        pytest.param(date(2012, 12, 31), NO, None, id="the day before the first regime"),
        pytest.param(date(2013, 1, 1), YES, "procedure_law_2012", id="the first day of sealing"),
        pytest.param(date(2018, 10, 25), YES, "procedure_law_2012", id="the last day of the 2012 text"),
        pytest.param(date(2018, 10, 26), YES, "procedure_law_2018", id="the first day of the 2018 text"),
        pytest.param(date(2022, 5, 29), YES, "procedure_law_2018", id="the day before the measures"),
        pytest.param(date(2022, 5, 30), YES, "measures_2022", id="the first day of the measures"),
    ],
)
def test_the_regime_of_the_day(on: date, answer: Answer, regime: str | None) -> None:
    finding = must_be_sealed(facts(born_on=DateRange.parse("2008")), on)
    assert (finding.answer, finding.value) == (answer, regime)


def test_before_the_first_regime_nothing_is_sealed() -> None:
    finding = must_be_sealed(facts(), date(2012, 12, 31))
    assert (codes(finding), finding.because[0].facts) == (["no_regime_in_force"], {"on": "2012-12-31"})
    assert finding.because[0].citation.article == "275"


@pytest.mark.parametrize(("on", "answer"), [(date(2022, 5, 29), PERSON), (date(2022, 5, 30), YES)])
def test_the_courts_finding_settles_mixed_ages_only_since_the_measures(on: date, answer: Answer) -> None:
    mixed = facts(
        born_on=DateRange.parse("2002-06-01"),
        offences=(Offence(began=DateRange.parse("2019"), ended=DateRange.parse("2021")),),
    )
    assert must_be_sealed(replace(mixed, main_acts_before_18=True), on).answer is answer


def test_what_follows_for_the_part_before_eighteen_is_a_parameter() -> None:
    after = facts(offences=(ACROSS,), main_acts_before_18=False)
    for wanted in (YES, NO, PERSON):
        regime = replace(NATIONAL, when_main_acts_after=wanted)
        assert must_be_sealed(after, ON, (regime,)).answer is wanted


def test_one_of_several_regimes_is_enough() -> None:
    pilot = replace(NATIONAL, key="pilot", limit_months=84)
    six_years = facts(sentences=(term(72),))
    assert must_be_sealed(six_years, ON).answer is NO
    both = must_be_sealed(six_years, ON, (NATIONAL, pilot))
    assert (both.answer, both.value) == (YES, "pilot")
    assert must_be_sealed(facts(sentences=(term(85),)), ON, (NATIONAL, pilot)).because[1].facts == {
        "limit_months": "84"
    }


def test_a_person_decides_where_one_regime_leaves_it_open_and_none_seals() -> None:
    strict = replace(NATIONAL, key="strict", limit_months=12)
    mixed = facts(offences=(ACROSS,))
    assert must_be_sealed(mixed, ON, (strict, NATIONAL)).answer is PERSON


def test_the_articles_of_each_reason() -> None:
    def cited(finding: Finding[str]) -> list[tuple[str, str]]:
        return [(reason.citation.instrument, reason.citation.article) for reason in finding.because]

    age, law = ("juvenile_interpretation", "2"), ("criminal_procedure_law", "286")
    assert cited(must_be_sealed(facts(), ON)) == [age, law]
    exempted = facts(outcome=Outcome.EXEMPTED, sentences=())
    assert cited(must_be_sealed(exempted, ON)) == [age, ("procedure_interpretation", "581")]
    mixed = facts(offences=(ACROSS,), main_acts_before_18=True, combined=FIVE_YEARS)
    assert cited(must_be_sealed(mixed, ON)) == [age, ("sealing_measures", "4(2)"), ("criminal_law", "69")]
    several = facts(sentences=(term(12), term(12)))
    assert cited(must_be_sealed(several, ON)) == [age, ("criminal_law", "69")]
    acquitted = facts(outcome=Outcome.ACQUITTED, sentences=())
    assert cited(must_be_sealed(acquitted, ON)) == [age, ("minors_crime_prevention_law", "59")]
    assert cited(must_be_sealed(facts(outcome=Outcome.UNDECIDED), ON)) == [age, law]
    earlier = facts(sentences=(term(36),), combined=LONGER, combined_with_earlier=True)
    assert cited(must_be_sealed(earlier, ON)) == [age, ("criminal_law", "69")]


def test_the_facts_behind_a_reason_are_kept() -> None:
    finding = must_be_sealed(facts(born_on=DateRange.parse("2006")), ON)
    assert [dict(reason.facts) for reason in finding.because] == [
        {"born_on": "2006-01-01/2006-12-31"},
        {"limit_months": "60"},
    ]
    older = must_be_sealed(facts(offences=(DAY_AFTER,)), ON)
    assert dict(older.because[0].facts) == {"born_on": "2005-06-01"}
    assert dict(must_be_sealed(facts(born_on=None), ON).because[0].facts) == {"born_on": ""}
    late = facts(judged_on=DateRange.parse("2023-05"))
    assert dict(must_be_sealed(late, ON).because[0].facts) == {"judged_on": "2023-05-01/2023-05-31"}
    assert dict(must_be_sealed(facts(outcome=Outcome.ACQUITTED), ON).because[1].facts) == {"outcome": "acquitted"}


STRENGTH = {NO: 0, PERSON: 1, YES: 2}
penalties = st.one_of(
    st.builds(
        Penalty, kind=st.just(PenaltyKind.FIXED_TERM), months=st.none() | st.integers(1, 240), days=st.integers(0, 29)
    ),
    st.builds(Penalty, kind=st.sampled_from([kind for kind in PenaltyKind if kind is not PenaltyKind.FIXED_TERM])),
)
dates = st.dates(date(2019, 1, 1), date(2025, 12, 31))
spans = st.builds(
    lambda day, length: DateRange(day, day + timedelta(days=length)), dates, st.sampled_from([0, 0, 30, 364])
)
offences = st.builds(
    lambda one, other: Offence(began=min(one, other, key=str), ended=max(one, other, key=str)), spans, spans
).filter(bool)
cases = st.builds(
    SealingFacts,
    subject=st.sampled_from(SubjectKind),
    outcome=st.sampled_from(Outcome),
    born_on=st.none() | st.builds(lambda day: DateRange.on(day), st.dates(date(2003, 1, 1), date(2007, 12, 31))),
    offences=st.lists(offences, max_size=3).map(tuple),
    judged_on=st.none() | spans,
    sentences=st.lists(penalties, max_size=3).map(tuple),
    combined=st.none() | penalties,
    main_acts_before_18=st.sampled_from([None, True, False]),
    combined_with_earlier=st.booleans(),
)


@given(cases, dates)
def test_equal_facts_give_equal_findings_with_reasons(case: SealingFacts, on: date) -> None:
    finding = must_be_sealed(case, on)
    assert finding == must_be_sealed(replace(case), on)
    assert (finding.value is not None) is (finding.answer is YES)


@given(cases, st.integers(0, 240), st.integers(0, 240))
def test_a_longer_sentence_never_seals_what_a_shorter_one_does_not(case: SealingFacts, one: int, other: int) -> None:
    shorter, longer = sorted((one, other))
    single = replace(case, combined=None, combined_with_earlier=False)
    short = must_be_sealed(replace(single, sentences=(term(shorter),)), ON)
    long = must_be_sealed(replace(single, sentences=(term(longer),)), ON)
    assert STRENGTH[long.answer] <= STRENGTH[short.answer]


@given(cases, penalties)
def test_one_more_uncombined_crime_never_seals_what_was_not(case: SealingFacts, more: Penalty) -> None:
    single = replace(case, combined=None, combined_with_earlier=False)
    if single.sentences:
        before = must_be_sealed(single, ON).answer
        after = must_be_sealed(replace(single, sentences=(*single.sentences, more)), ON).answer
        assert STRENGTH[after] <= STRENGTH[before] or before is PERSON


@given(cases, st.integers(0, 2000))
def test_being_younger_never_unseals(case: SealingFacts, days: int) -> None:
    if case.born_on is not None and case.main_acts_before_18 is None:
        younger = replace(case, born_on=DateRange.on(case.born_on.earliest + timedelta(days=days)))
        assert STRENGTH[must_be_sealed(younger, ON).answer] >= STRENGTH[must_be_sealed(case, ON).answer]


def test_the_regimes_follow_one_another_without_a_gap() -> None:
    national: list[SealingRegime] = list(SEALING_REGIMES)
    assert [regime.until_on for regime in national[:-1]] == [regime.from_on for regime in national[1:]]
    assert national[-1].until_on is None


@pytest.mark.parametrize("end", CaseEnd)
def test_a_minors_case_that_ended_without_a_court_is_sealed_too(end: CaseEnd) -> None:
    young = must_be_sealed(facts(outcome=end, sentences=()), ON)
    assert (young.answer, codes(young)) == (YES, ["under_eighteen", "minor_case_ended"])
    assert dict(young.because[1].facts) == {"end": end.value}
    assert must_be_sealed(facts(outcome=end, sentences=(), offences=(DAY_AFTER,)), ON).answer is NO


def test_an_acquittal_stays_open_where_the_minor_wishes_and_the_court_consents() -> None:
    acquitted = facts(outcome=Outcome.ACQUITTED, sentences=(), open_by_consent=True)
    finding = must_be_sealed(acquitted, ON)
    assert (finding.answer, codes(finding)) == (NO, ["open_by_consent"])
    assert finding.because[0].citation.rule == "SEAL-07"
    convicted = facts(open_by_consent=True)
    assert must_be_sealed(convicted, ON).answer is YES
    not_responsible = facts(outcome=Outcome.NOT_RESPONSIBLE, sentences=(), open_by_consent=True)
    assert must_be_sealed(not_responsible, ON).answer is YES


@pytest.mark.parametrize(
    ("given", "decided", "sealed", "rules"),
    [
        pytest.param({}, None, True, "measures_2022: SEAL-01", id="the law seals"),
        pytest.param({}, False, True, "measures_2022: SEAL-01", id="nobody's word unseals what the law seals"),
        pytest.param({"offences": (DAY_AFTER,)}, None, False, "None: SEAL-01", id="the law does not seal"),
        pytest.param({"offences": (DAY_AFTER,)}, True, False, "None: SEAL-01", id="nor does a word seal what it leaves open to all"),
        pytest.param({"offences": (ACROSS,)}, None, None, "decided by : SEAL-01,SEAL-03", id="open, and nobody has decided"),
        pytest.param({"offences": (ACROSS,)}, True, True, "decided by 沈思齐: SEAL-01,SEAL-03", id="open, and somebody sealed it"),
        pytest.param({"offences": (ACROSS,)}, False, False, "decided by 沈思齐: SEAL-01,SEAL-03", id="open, and somebody left it open"),
    ],
)  # fmt: skip
def test_a_persons_word_settles_only_what_the_law_leaves_open(
    given: dict[str, object], decided: bool | None, sealed: bool | None, rules: str
) -> None:
    who = "沈思齐" if decided is not None else ""
    assert settled(must_be_sealed(facts(**given), ON), decided, who) == Settled(sealed, rules)


def test_cases_closed_before_sealing_began_are_sealed_too() -> None:
    old = facts(
        born_on=DateRange.parse("1985-06-01"),
        offences=(Offence.at(DateRange.parse("2001-02-02")),),
        judged_on=DateRange.parse("2001-09-09"),
    )
    assert must_be_sealed(old, date(2013, 1, 1)).answer is YES
    assert codes(must_be_sealed(old, date(2012, 12, 31))) == ["no_regime_in_force"]


def test_no_regime_of_the_nation_leaves_any_crime_out_or_makes_anybody_wait() -> None:
    for regime in SEALING_REGIMES:
        assert (regime.excluded_charges, regime.excluded_chapters, regime.waiting_months) == ((), (), 0)
        assert (regime.minors_only, regime.divisions, regime.first_offence_only) == (True, (), False)


def test_without_a_word_nobody_has_decided() -> None:
    assert settled(must_be_sealed(facts(offences=(ACROSS,)), ON)) == Settled(None, "decided by : SEAL-01,SEAL-03")


@pytest.mark.parametrize(
    ("treatment", "new_verdict", "earlier", "later", "answer", "code"),
    [
        pytest.param(Treatment.UPHELD, True, True, False, YES, "as_the_earlier_verdict", id="upheld, and the earlier one is sealed"),
        pytest.param(Treatment.WITHDRAWN, True, False, True, NO, "as_the_earlier_verdict", id="what lets an open one stand stays open"),
        pytest.param(None, False, True, False, YES, "as_the_earlier_verdict", id="nothing new is said of a sealed one"),
        pytest.param(None, False, None, True, NO, "no_verdict_to_seal", id="nothing new is said and nothing is kept"),
        pytest.param(Treatment.CHANGED, True, True, True, YES, "as_the_later_verdict", id="a later verdict of the case came first"),
    ],
)  # fmt: skip
def test_a_document_is_kept_with_the_rest_of_its_case(
    treatment: Treatment | None, new_verdict: bool, earlier: bool | None, later: bool, answer: Answer, code: str
) -> None:
    finding = sealed_with_its_case(treatment, new_verdict=new_verdict, earlier_sealed=earlier, later_sealed=later)
    assert finding is not None
    assert (finding.answer, codes(finding)) == (answer, [code])


@pytest.mark.parametrize("earlier", [None, True, False])
@pytest.mark.parametrize("treatment", [None, Treatment.CHANGED])
def test_a_new_verdict_is_judged_by_its_own_facts(treatment: Treatment | None, earlier: bool | None) -> None:
    assert sealed_with_its_case(treatment, new_verdict=True, earlier_sealed=earlier, later_sealed=False) is None
