"""catalogue: does a punishment fit the kinds and limits of the law (7.1, REG-23). Remarks, never changes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingbai.law.catalogue import PunishmentFacts, Remark, Weight, fits_catalogue
from qingbai.law.parameters import PENALTY_CATALOGUE
from qingbai.law.terms import Answer, DateRange, Finding, Offence, Outcome, Penalty, PenaltyKind, SubjectKind

JUDGED = date(2024, 5, 9)
FIXED, DETENTION, CONTROL = PenaltyKind.FIXED_TERM, PenaltyKind.DETENTION, PenaltyKind.CONTROL
LIFE, DEATH, REPRIEVE, NONE = PenaltyKind.LIFE, PenaltyKind.DEATH, PenaltyKind.DEATH_SUSPENDED, PenaltyKind.NONE
BORN = DateRange.parse("2005-06-01")


def term(months: int | None, days: int = 0, **given: object) -> Penalty:
    return Penalty(kind=FIXED, months=months, days=days, **given)


def of(kind: PenaltyKind, months: int | None = None, **given: object) -> Penalty:
    return Penalty(kind=kind, months=months, **given)


def facts(*sentences: Penalty, **given: object) -> PunishmentFacts:
    known: dict[str, object] = {
        "subject": SubjectKind.PERSON,
        "outcome": Outcome.CONVICTED,
        "judged_on": JUDGED,
        "sentences": sentences,
    }
    return PunishmentFacts(**{**known, **given})


def said(finding: Finding[tuple[Remark, ...]]) -> list[tuple[str, str, str]]:
    assert finding.value is not None
    assert finding.answer is (Answer.PERSON if finding.value else Answer.YES)
    if finding.value:
        assert [one.reason for one in finding.value] == list(finding.because)
    else:
        assert [reason.code for reason in finding.because] == ["fits_catalogue"]
    return [(one.place, one.weight.value, one.reason.code) for one in finding.value]


def at(day: str) -> tuple[Offence, ...]:
    return (Offence.at(DateRange.parse(day)),)


@pytest.mark.parametrize(
    "one",
    [
        pytest.param(facts(term(6)), id="six months exactly"),
        pytest.param(facts(term(180)), id="fifteen years exactly"),
        pytest.param(facts(of(DETENTION, 1)), id="detention of a month"),
        pytest.param(facts(of(DETENTION, 6)), id="detention of six months"),
        pytest.param(facts(of(CONTROL, 3)), id="control of three months"),
        pytest.param(facts(of(CONTROL, 24)), id="control of two years"),
        pytest.param(facts(Penalty(kind=DETENTION, months=1, days=15)), id="half a month more"),
        pytest.param(facts(of(LIFE, political_rights="life")), id="life with political rights for life"),
        pytest.param(facts(of(DEATH, political_rights="life")), id="death"),
        pytest.param(facts(of(REPRIEVE, political_rights="life", confiscation="all")), id="death with reprieve and confiscation"),
        pytest.param(facts(of(NONE, fine_yuan=1000)), id="a fine alone, of the least amount"),
        pytest.param(facts(of(NONE, political_rights=12)), id="political rights alone"),
        pytest.param(facts(of(NONE, confiscation="part")), id="confiscation alone"),
        pytest.param(facts(of(NONE, deportation=True), foreigner=True), id="deportation alone"),
        pytest.param(facts(term(12, deportation=True)), id="deportation of somebody of unknown nationality"),
        pytest.param(facts(term(24, political_rights=60)), id="political rights of five years"),
        pytest.param(facts(of(CONTROL, 10, political_rights=10)), id="control with political rights of equal length"),
        pytest.param(facts(term(36, probation_months=36)), id="three years on probation of three"),
        pytest.param(facts(term(36, probation_months=60)), id="probation of five years"),
        pytest.param(facts(term(7, probation_months=12)), id="probation of a year"),
        pytest.param(facts(of(DETENTION, 1, probation_months=2)), id="detention on probation of two months"),
        pytest.param(facts(of(DETENTION, 6, probation_months=12)), id="detention on probation of a year"),
        pytest.param(facts(outcome=Outcome.EXEMPTED), id="exempted"),
        pytest.param(facts(of(NONE), outcome=Outcome.EXEMPTED), id="exempted, written as no penalty"),
        pytest.param(facts(of(NONE, fine_yuan=200000), subject=SubjectKind.UNIT), id="a unit's fine"),
        pytest.param(facts(term(12), term_from=date(2024, 1, 16), term_to=date(2025, 1, 15)), id="a year to the day before"),
        pytest.param(facts(term(12), term_from=date(2024, 1, 16)), id="no last day"),
        pytest.param(facts(term(12), term_to=date(2024, 1, 16)), id="no first day"),
        pytest.param(facts(term(12), term(8), combined=term(12), term_from=date(2024, 1, 16), term_to=date(2025, 1, 15)), id="the combined term is the one executed"),
        pytest.param(facts(of(LIFE, political_rights="life"), term_from=date(2024, 1, 16), term_to=date(2025, 1, 15)), id="life has no length to compare"),
        pytest.param(facts(of(NONE, fine_yuan=5000), term_from=date(2024, 1, 16), term_to=date(2025, 1, 15)), id="nor has a fine"),
        pytest.param(facts(term(90), term(100), combined=term(190)), id="the sum itself"),
        pytest.param(facts(term(90), term(100), combined=term(100)), id="the longest itself"),
        pytest.param(facts(term(180), term(180), combined=term(240)), id="twenty years for thirty"),
        pytest.param(facts(term(180), term(180), term(60), combined=term(300)), id="twenty-five years for thirty-five"),
        pytest.param(facts(of(DETENTION, 6), of(DETENTION, 6), of(DETENTION, 6), combined=of(DETENTION, 12)), id="a year of detention for several"),
        pytest.param(facts(of(CONTROL, 24), of(CONTROL, 24), combined=of(CONTROL, 36)), id="three years of control for several"),
        pytest.param(facts(term(12), of(DETENTION, 5), combined=term(12)), id="detention is absorbed"),
        pytest.param(facts(term(12, fine_yuan=2000), term(12, fine_yuan=3000), combined=term(20, fine_yuan=5000)), id="fines added up"),
        pytest.param(facts(term(12, fine_yuan=2000), of(LIFE, political_rights="life", confiscation="all"), combined=of(LIFE, political_rights="life", confiscation="all")), id="all property swallows the fine"),
        pytest.param(facts(term(12), combined=term(200), combined_with_earlier=True), id="an earlier sentence combined"),
        pytest.param(facts(of(NONE, fine_yuan=2000), term(10), combined=term(10, fine_yuan=2000)), id="a fine and a term"),
        pytest.param(facts(combined=term(10)), id="only the combined one known"),
    ],
)  # fmt: skip
def test_what_fits_is_passed_without_a_word(one: PunishmentFacts) -> None:
    assert said(fits_catalogue(one)) == []


@pytest.mark.parametrize(
    ("one", "remarks"),
    [
        pytest.param(facts(term(5)), [("sentences[0]", "warning", "term_outside_limits")], id="five months of imprisonment"),
        pytest.param(facts(term(180, 15)), [("sentences[0]", "warning", "term_outside_limits")], id="half a month over fifteen years"),
        pytest.param(facts(term(181)), [("sentences[0]", "warning", "term_outside_limits")], id="a month over"),
        pytest.param(facts(Penalty(kind=DETENTION, days=15)), [("sentences[0]", "warning", "term_outside_limits")], id="half a month of detention"),
        pytest.param(facts(of(DETENTION, 7)), [("sentences[0]", "warning", "term_outside_limits")], id="seven months of detention"),
        pytest.param(facts(of(CONTROL, 2)), [("sentences[0]", "warning", "term_outside_limits")], id="two months of control"),
        pytest.param(facts(of(CONTROL, 25)), [("sentences[0]", "warning", "term_outside_limits")], id="more than two years of control"),
        pytest.param(facts(term(12, 20)), [("sentences[0]", "remark", "odd_days")], id="twenty days beside months"),
        pytest.param(facts(term(None)), [("sentences[0]", "remark", "length_unknown")], id="no length"),
        pytest.param(facts(of(LIFE, 12, political_rights="life")), [("sentences[0]", "warning", "length_without_term")], id="life of a year"),
        pytest.param(facts(Penalty(kind=NONE, days=10, fine_yuan=1000)), [("sentences[0]", "warning", "length_without_term")], id="days of nothing"),
        pytest.param(facts(term(37, probation_months=48)), [("sentences[0]", "warning", "probation_too_long_a_term")], id="probation for more than three years"),
        pytest.param(facts(term(36, 15, probation_months=48)), [("sentences[0]", "warning", "probation_too_long_a_term")], id="for half a month more"),
        pytest.param(facts(term(24, probation_months=23)), [("sentences[0]", "warning", "probation_outside_limits")], id="probation shorter than the term"),
        pytest.param(facts(term(24, 15, probation_months=24)), [("sentences[0]", "warning", "probation_outside_limits")], id="by half a month"),
        pytest.param(facts(term(24, probation_months=61)), [("sentences[0]", "warning", "probation_outside_limits")], id="probation of more than five years"),
        pytest.param(facts(term(7, probation_months=11)), [("sentences[0]", "warning", "probation_outside_limits")], id="of less than a year"),
        pytest.param(facts(of(DETENTION, 1, probation_months=1)), [("sentences[0]", "warning", "probation_outside_limits")], id="detention: of less than two months"),
        pytest.param(facts(of(DETENTION, 3, probation_months=13)), [("sentences[0]", "warning", "probation_outside_limits")], id="detention: of more than a year"),
        pytest.param(facts(of(CONTROL, 6, probation_months=12)), [("sentences[0]", "warning", "probation_impossible")], id="control on probation"),
        pytest.param(facts(of(NONE, fine_yuan=3000, probation_months=12)), [("sentences[0]", "warning", "probation_impossible")], id="a fine on probation"),
        pytest.param(facts(of(LIFE)), [("sentences[0]", "warning", "rights_not_for_life")], id="life without political rights"),
        pytest.param(facts(of(REPRIEVE, political_rights=60)), [("sentences[0]", "warning", "rights_not_for_life")], id="reprieve with five years of political rights"),
        pytest.param(facts(term(120, political_rights="life")), [("sentences[0]", "warning", "rights_for_life")], id="ten years with political rights for life"),
        pytest.param(facts(term(120, political_rights=11)), [("sentences[0]", "warning", "rights_outside_limits")], id="political rights of eleven months"),
        pytest.param(facts(term(120, political_rights=61)), [("sentences[0]", "warning", "rights_outside_limits")], id="of more than five years"),
        pytest.param(facts(of(CONTROL, 10, political_rights=12)), [("sentences[0]", "warning", "rights_unlike_control")], id="unlike the control beside them"),
        pytest.param(facts(term(12, deportation=True), foreigner=False), [("sentences[0]", "warning", "citizen_deported")], id="a citizen deported"),
        pytest.param(facts(term(12, fine_yuan=999)), [("sentences[0]", "remark", "fine_below_least")], id="a fine below a thousand"),
        pytest.param(facts(of(NONE)), [("outcome", "warning", "no_punishment")], id="guilty without any punishment"),
        pytest.param(facts(), [("outcome", "remark", "no_punishment")], id="guilty, no punishment restated"),
        pytest.param(facts(term(12), outcome=Outcome.EXEMPTED), [("outcome", "warning", "punished_without_conviction")], id="exempted and punished"),
        pytest.param(facts(of(NONE, fine_yuan=1000), outcome=Outcome.ACQUITTED), [("outcome", "warning", "punished_without_conviction")], id="acquitted and fined"),
        pytest.param(facts(term(12), subject=SubjectKind.UNIT), [("sentences", "warning", "unit_beyond_fine")], id="a unit imprisoned"),
        pytest.param(facts(term(12), term(12)), [("combined", "remark", "not_combined")], id="two crimes, nothing combined"),
        pytest.param(facts(term(12), term(8), combined=term(11)), [("combined", "warning", "combined_outside_parts")], id="combined below the longest"),
        pytest.param(facts(term(12), term(8), combined=term(21)), [("combined", "warning", "combined_outside_parts")], id="combined above the sum"),
        pytest.param(facts(term(180), term(180), combined=term(241)), [("combined", "warning", "combined_outside_parts")], id="above twenty years for thirty"),
        pytest.param(facts(term(180), term(180), term(59), combined=term(241)), [("combined", "warning", "combined_outside_parts")], id="above twenty for a month less than thirty-five"),
        pytest.param(facts(term(180), term(180), term(60), combined=term(301)), [("combined", "warning", "term_outside_limits")], id="above twenty-five"),
        pytest.param(facts(of(DETENTION, 6), of(DETENTION, 6), of(DETENTION, 6), combined=of(DETENTION, 13)), [("combined", "warning", "term_outside_limits")], id="above a year of detention"),
        pytest.param(facts(of(CONTROL, 24), of(CONTROL, 24), combined=of(CONTROL, 37)), [("combined", "warning", "term_outside_limits")], id="above three years of control"),
        pytest.param(facts(of(LIFE, political_rights="life"), term(12), combined=term(12)), [("combined", "warning", "combined_lighter_than_part")], id="life and a term make a term"),
        pytest.param(facts(term(12, fine_yuan=2000), term(12, fine_yuan=3000), combined=term(20, fine_yuan=4000)), [("combined", "remark", "fines_not_added_up")], id="fines not added up"),
        pytest.param(facts(term(12, fine_yuan=2000), term(12), combined=term(20)), [("combined", "remark", "fines_not_added_up")], id="a fine forgotten"),
        pytest.param(facts(term(12), combined=term(301), combined_with_earlier=True), [("combined", "warning", "term_outside_limits")], id="an earlier sentence combined has its cap too"),
        pytest.param(facts(term(12), term_from=date(2024, 1, 16), term_to=date(2024, 1, 15)), [("term_to", "warning", "term_ends_before_it_begins")], id="the end before the beginning"),
        pytest.param(facts(term(12), term_from=date(2024, 1, 16), term_to=date(2024, 12, 20)), [("term_to", "remark", "term_dates_differ")], id="custody credited: a soft remark"),
        pytest.param(facts(Penalty(kind=DETENTION, months=1, days=15), term_from=date(2024, 1, 1), term_to=date(2024, 2, 14)), [("term_to", "remark", "term_dates_differ")], id="half a month is fifteen days after the month"),
        pytest.param(facts(of(DEATH, political_rights="life"), born_on=BORN, offences=at("2023-06-01")), [("sentences[0]", "warning", "death_of_a_minor")], id="death for an act on the eighteenth birthday"),
        pytest.param(facts(of(REPRIEVE, political_rights="life"), born_on=BORN, offences=at("2023-05-01")), [("sentences[0]", "warning", "death_of_a_minor")], id="nor the reprieve"),
    ],
)  # fmt: skip
def test_what_does_not_fit(one: PunishmentFacts, remarks: list[tuple[str, str, str]]) -> None:
    assert said(fits_catalogue(one)) == remarks


def test_the_facts_of_a_remark() -> None:
    def only(one: PunishmentFacts) -> dict[str, str]:
        (reason,) = fits_catalogue(one).because
        return dict(reason.facts)

    assert only(facts(term(181, 15))) == {
        "penalty": "fixed_term",
        "months": "181",
        "days": "15",
        "least": "6",
        "most": "180",
    }
    assert only(facts(term(180), term(180), combined=term(245))) == {
        "months": "245",
        "days": "0",
        "least": "180",
        "most": "240",
    }
    assert only(facts(term(9), term(8), combined=term(21))) == {"months": "21", "days": "0", "least": "9", "most": "17"}
    assert only(facts(term(24, probation_months=23))) == {
        "probation": "23",
        "months": "24",
        "days": "0",
        "least": "12",
        "most": "60",
    }
    assert only(facts(term(37, probation_months=48))) == {"months": "37", "most": "36"}
    assert only(facts(term(12, fine_yuan=500))) == {"fine": "500", "least": "1000"}
    assert only(facts(term(12, fine_yuan=2000), term(12, fine_yuan=3000), combined=term(20, fine_yuan=4000))) == {
        "fine": "4000",
        "total": "5000",
    }
    assert only(facts(term(12), term_from=date(2024, 1, 16), term_to=date(2024, 12, 20))) == {
        "term_to": "2024-12-20",
        "reckoned": "2025-01-15",
        "days": "26",
    }
    assert only(facts(term(12), term_from=date(2024, 1, 16), term_to=date(2025, 1, 20)))["days"] == "5"
    assert only(facts(of(CONTROL, 10, political_rights=12))) == {"rights": "12", "months": "10"}
    assert only(facts(term(120, political_rights=61))) == {"rights": "61", "least": "12", "most": "60"}
    assert only(facts(of(LIFE, political_rights="life"), term(12), combined=term(12))) == {"penalty": "life"}
    assert only(facts(term(12), term_from=date(2024, 1, 16), term_to=date(2024, 1, 15))) == {
        "term_from": "2024-01-16",
        "term_to": "2024-01-15",
    }
    assert only(facts(of(CONTROL, 6, probation_months=12))) == {"penalty": "control"}
    assert only(facts(term(12, 20))) == {"days": "20"}
    assert only(facts(term(12), outcome=Outcome.EXEMPTED)) == {"outcome": "exempted"}  # fmt: skip


def test_a_minors_fine_has_a_lower_least() -> None:
    minor = {"born_on": BORN, "offences": at("2022-06-02")}
    assert said(fits_catalogue(facts(term(12, fine_yuan=500), **minor))) == []
    assert said(fits_catalogue(facts(term(12, fine_yuan=499), **minor))) == [
        ("sentences[0]", "remark", "fine_below_least")
    ]
    no_longer = {"born_on": BORN, "offences": at("2023-06-02")}
    assert said(fits_catalogue(facts(term(12, fine_yuan=500), **no_longer))) == [
        ("sentences[0]", "remark", "fine_below_least")
    ]


@pytest.mark.parametrize(
    ("day", "charges", "approved", "remarks"),
    [
        pytest.param("2021-06-02", ("盗窃罪",), False, [], id="sixteen: every crime"),
        pytest.param("2021-06-01", ("盗窃罪",), False, [("charges[0]", "warning", "crime_above_age")], id="on the sixteenth birthday: not for theft"),
        pytest.param("2021-06-01", ("抢劫罪", "故意伤害罪", "放火罪", "贩卖毒品罪", "贩卖、运输毒品罪", "强奸罪", "投放危险物质罪", "爆炸罪", "故意杀人罪"), False, [], id="but for the grave ones"),
        pytest.param("2021-06-01", ("抢劫罪", "运输毒品罪"), False, [("charges[1]", "warning", "crime_above_age")], id="carrying drugs is none of them"),
        pytest.param("2021-06-01", ("贩卖假药罪",), False, [("charges[0]", "warning", "crime_above_age")], id="nor selling something else"),
        pytest.param("2019-06-02", ("抢劫罪",), False, [], id="fourteen"),
        pytest.param("2019-06-01", ("抢劫罪",), True, [("charges[0]", "warning", "crime_above_age")], id="on the fourteenth birthday: not for robbery"),
        pytest.param("2019-06-01", ("故意杀人罪",), True, [], id="but for killing, with approval"),
        pytest.param("2019-06-01", ("故意伤害罪",), False, [("approved", "warning", "approval_not_stated")], id="and without it not"),
        pytest.param("2019-06-01", ("贩卖毒品罪",), True, [("charges[0]", "warning", "crime_above_age")], id="selling drugs is not among the gravest"),
        pytest.param("2017-06-01", ("故意杀人罪",), True, [("offences[0]", "warning", "too_young")], id="eleven, on the twelfth birthday"),
        pytest.param("2021", ("盗窃罪",), False, [], id="perhaps sixteen: nothing is said"),
    ],
)  # fmt: skip
def test_the_age_of_responsibility(
    day: str,
    charges: tuple[str, ...],
    approved: bool,
    remarks: list[tuple[str, str, str]],
) -> None:
    one = facts(term(12), born_on=BORN, offences=at(day), charges=charges, approved=approved)
    assert said(fits_catalogue(one)) == remarks


def test_the_age_named_is_the_one_that_was_not_reached() -> None:
    fifteen = facts(term(12), born_on=BORN, offences=at("2021-06-01"), charges=("盗窃罪",))
    thirteen = facts(term(12), born_on=BORN, offences=at("2019-06-01"), charges=("盗窃罪",), approved=True)
    ages = [fits_catalogue(one).because[0].facts for one in (fifteen, thirteen)]
    assert ages == [{"age": "16"}, {"age": "14"}]


def test_an_acquittal_says_nothing_about_age() -> None:
    child = facts(outcome=Outcome.NOT_RESPONSIBLE, born_on=BORN, offences=at("2015-06-01"), charges=("故意杀人罪",))
    assert said(fits_catalogue(child)) == []
    exempted = facts(outcome=Outcome.EXEMPTED, born_on=BORN, offences=at("2021-06-01"), charges=("盗窃罪",))
    assert said(fits_catalogue(exempted)) == [("charges[0]", "warning", "crime_above_age")]


def test_twenty_five_years_are_possible_since_may_2011() -> None:
    heavy = [term(180), term(180), term(180)]
    for day, remarks in (
        (date(2011, 4, 30), [("combined", "warning", "term_outside_limits"), ("combined", "warning", "combined_outside_parts")]),
        (date(2011, 5, 1), []),
    ):  # fmt: skip
        assert said(fits_catalogue(facts(*heavy, combined=term(300), judged_on=day))) == remarks


def test_before_the_criminal_law_of_1997_no_catalogue_is_known() -> None:
    finding = fits_catalogue(facts(term(1), judged_on=date(1997, 9, 30)))
    assert (finding.answer, finding.value) == (Answer.PERSON, ())
    assert [reason.code for reason in finding.because] == ["no_rule_in_force"]
    assert said(fits_catalogue(facts(term(6), judged_on=date(1997, 10, 1)))) == []


def test_the_numbers_of_the_catalogue() -> None:
    now = PENALTY_CATALOGUE[-1].value
    assert dict(now.terms) == {CONTROL: (3, 24, 36), DETENTION: (1, 6, 12), FIXED: (6, 180, 300)}
    assert dict(now.probation) == {DETENTION: (2, 12), FIXED: (12, 60)}
    assert (now.rights_least, now.rights_most, now.probation_up_to) == (12, 60, 36)


PENALTIES = st.builds(
    Penalty,
    kind=st.sampled_from(PenaltyKind),
    months=st.none() | st.integers(0, 320),
    days=st.integers(0, 30),
    probation_months=st.none() | st.integers(0, 70),
    fine_yuan=st.none() | st.integers(0, 5000),
    confiscation=st.sampled_from([None, "all", "part"]),
    political_rights=st.none() | st.just("life") | st.integers(0, 130),
    deportation=st.booleans(),
)
DAYS = st.dates(date(1998, 1, 1), date(2030, 1, 1))


@given(
    st.builds(
        PunishmentFacts,
        subject=st.sampled_from(SubjectKind),
        outcome=st.sampled_from(Outcome),
        judged_on=DAYS,
        sentences=st.lists(PENALTIES, max_size=4).map(tuple),
        charges=st.lists(st.sampled_from(["盗窃罪", "抢劫罪"]), max_size=2).map(tuple),
        combined=st.none() | PENALTIES,
        combined_with_earlier=st.booleans(),
        term_from=st.none() | DAYS,
        term_to=st.none() | DAYS,
        foreigner=st.none() | st.booleans(),
        born_on=st.none() | st.just(BORN),
        offences=st.lists(DAYS.map(lambda day: Offence.at(DateRange.on(day))), max_size=2).map(tuple),
    )
)
def test_whatever_is_stated_gets_remarks_and_nothing_else(one: PunishmentFacts) -> None:
    finding = fits_catalogue(one)
    remarks = said(finding)
    assert all(weight in set(Weight) for _, weight, _ in remarks)
    assert fits_catalogue(one) == finding


@given(st.integers(6, 36), st.integers(12, 60))
def test_probation_fits_exactly_where_it_is_no_shorter_than_the_term(months: int, trial: int) -> None:
    assert bool(said(fits_catalogue(facts(term(months, probation_months=trial))))) is (trial < months)


@given(st.lists(st.integers(6, 180), min_size=2, max_size=5), st.integers(6, 300))
def test_a_combined_term_fits_exactly_between_the_longest_and_the_capped_sum(parts: list[int], combined: int) -> None:
    cap = 300 if sum(parts) >= 420 else 240
    fits = max(parts) <= combined <= min(sum(parts), cap)
    assert bool(said(fits_catalogue(facts(*map(term, parts), combined=term(combined))))) is not fits
