"""jurisdiction: which offices may accept an inquiry (INQ-12, INQ-13, INQ-39)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings import codes
from qingbai.law.jurisdiction import Asker, Office, Stay, accepting_offices, days_stayed
from qingbai.law.local import AskingPlace
from qingbai.law.parameters import CompetenceRule, StayCounting
from qingbai.law.terms import Answer, AskerClass, OfficeKind, OfficeLevel

YES, NO, PERSON = Answer.YES, Answer.NO, Answer.PERSON
ON = date(2026, 3, 2)


def station(code: str, division: str) -> Office:
    return Office(code=code, kind=OfficeKind.POLICE_STATION, division=division, level=OfficeLevel.STATION)


def hall(code: str, division: str, level: OfficeLevel = OfficeLevel.COUNTY) -> Office:
    return Office(code=code, kind=OfficeKind.EXIT_ENTRY, division=division, level=level)


OFFICES = (
    station("100101-hy", "100101"),
    hall("100101-ee", "100101"),
    station("100102-sq", "100102"),
    hall("100102-ee", "100102"),
)


def asker(kind: AskerClass, **facts: object) -> Asker:
    return Asker(asker=kind, **facts)


CITIZEN, FOREIGNER = AskerClass.CITIZEN, AskerClass.FOREIGNER


@pytest.mark.parametrize(
    ("one", "answer", "offices"),
    [
        pytest.param(asker(CITIZEN, household="100101"), YES, ("100101-hy",), id="a citizen at the household"),
        pytest.param(asker(CITIZEN, residence="100102"), YES, ("100102-sq",), id="a citizen at the residence"),
        pytest.param(asker(CITIZEN, household="100101", residence="100102"), YES, ("100101-hy", "100102-sq"), id="a citizen at either"),
        pytest.param(asker(CITIZEN, household="110101"), NO, (), id="a citizen of another city"),
        pytest.param(asker(CITIZEN), PERSON, (), id="a citizen of unknown place"),
        pytest.param(asker(AskerClass.HK_MACAU_TAIWAN, residence="100102"), YES, ("100102-sq",), id="a resident of Hong Kong, Macau or Taiwan at the residence"),
        pytest.param(asker(AskerClass.HK_MACAU_TAIWAN, household="100101"), PERSON, (), id="who has no household here"),
        pytest.param(asker(AskerClass.OVERSEAS_CHINESE, household="100101"), YES, ("100101-hy",), id="a citizen settled abroad at the last household"),
        pytest.param(asker(AskerClass.OVERSEAS_CHINESE, residence="100102"), YES, ("100102-sq",), id="or at a residence here"),
        pytest.param(asker(FOREIGNER, residence="100101", stay_days=180), YES, ("100101-ee",), id="a foreigner of 180 days exactly"),
        pytest.param(asker(FOREIGNER, residence="100101", stay_days=179), NO, (), id="a foreigner of 179 days"),
        pytest.param(asker(FOREIGNER, residence="100101"), PERSON, (), id="a foreigner of unknown stay"),
        pytest.param(asker(FOREIGNER, stay_days=200), PERSON, (), id="a foreigner of unknown residence"),
        pytest.param(asker(FOREIGNER, household="100101", stay_days=200), PERSON, (), id="a foreigner has no household"),
        pytest.param(asker(FOREIGNER, residence="100101", stays=(Stay(from_on=date(2025, 9, 4)),)), YES, ("100101-ee",), id="the 180th day is today"),
        pytest.param(asker(FOREIGNER, residence="100101", stays=(Stay(from_on=date(2025, 9, 5)),)), NO, (), id="the 180th day is tomorrow"),
        pytest.param(asker(FOREIGNER, residence="100101", stay_days=0, stays=(Stay(from_on=date(2020, 1, 1)),)), NO, (), id="days proved otherwise go before stays"),
    ],
)  # fmt: skip
def test_who_asks_where(one: Asker, answer: Answer, offices: tuple[str, ...]) -> None:
    finding = accepting_offices(one, OFFICES, ON)
    assert (finding.answer, finding.value) == (answer, offices)


def test_the_reasons_name_office_and_place() -> None:
    both = accepting_offices(asker(CITIZEN, household="100101", residence="100102"), OFFICES, ON)
    assert [(reason.code, dict(reason.facts), reason.citation.rule) for reason in both.because] == [
        ("police_station_of_place", {"office": "100101-hy", "place": "100101"}, "INQ-39"),
        ("police_station_of_place", {"office": "100102-sq", "place": "100102"}, "INQ-39"),
    ]
    guest = accepting_offices(asker(FOREIGNER, residence="100101", stay_days=180), OFFICES, ON)
    assert [(reason.code, dict(reason.facts), reason.citation.rule) for reason in guest.because] == [
        ("stay_long_enough", {"days": "180", "required": "180", "counting": "cumulative"}, "INQ-12"),
        ("exit_entry_of_place", {"office": "100101-ee", "place": "100101"}, "INQ-12"),
    ]
    short = accepting_offices(asker(FOREIGNER, residence="100101", stay_days=9), OFFICES, ON).because[0]
    assert (short.code, dict(short.facts)) == (
        "stay_too_short",
        {"days": "9", "required": "180", "counting": "cumulative"},
    )
    unknown = accepting_offices(asker(FOREIGNER, residence="100101"), OFFICES, ON).because[0]
    assert (unknown.code, dict(unknown.facts)) == ("stay_unknown", {"required": "180"})
    nowhere = accepting_offices(asker(CITIZEN), OFFICES, ON).because[0]
    assert (nowhere.code, dict(nowhere.facts)) == ("place_unknown", {"asker": "citizen"})
    none = accepting_offices(asker(CITIZEN, household="110101", residence="110102"), OFFICES, ON).because[0]
    assert (none.code, dict(none.facts)) == (
        "no_office_there",
        {"place": "110101 110102", "office_kind": "police_station"},
    )
    assert {short.citation.rule, unknown.citation.rule, nowhere.citation.rule, none.citation.rule} == {"INQ-12"}


@pytest.mark.parametrize(
    ("office", "serves"),
    [
        pytest.param(hall("x", "100102"), False, id="a county's hall serves no other county"),
        pytest.param(hall("x", "100100", OfficeLevel.CITY), True, id="a city's hall serves its counties"),
        pytest.param(hall("x", "100200", OfficeLevel.CITY), False, id="another city's does not"),
        pytest.param(hall("x", "100000", OfficeLevel.PROVINCE), True, id="a province's hall serves all in it"),
        pytest.param(hall("x", "110000", OfficeLevel.PROVINCE), False, id="another province's does not"),
        pytest.param(
            hall("x", "100101", OfficeLevel.STATION), False, id="below county level there is no exit-entry business"
        ),
        pytest.param(station("x", "100101"), False, id="a police station does not serve foreigners"),
    ],
)
def test_levels_of_exit_entry(office: Office, serves: bool) -> None:
    finding = accepting_offices(asker(FOREIGNER, residence="100101", stay_days=365), (office,), ON)
    assert finding.value == (("x",) if serves else ())


def test_a_more_precise_place_lies_in_its_county() -> None:
    street = asker(CITIZEN, residence="100101003")
    assert accepting_offices(street, OFFICES, ON).value == ("100101-hy",)
    assert accepting_offices(asker(CITIZEN, residence="1001"), OFFICES, ON).answer is NO
    higher = replace(OFFICES[0], division="100100", level=OfficeLevel.CITY)
    assert accepting_offices(street, (higher,), ON).answer is NO


def test_an_agent_asks_at_the_principals_place() -> None:
    for one in (
        asker(CITIZEN, household="100101"),
        asker(FOREIGNER, residence="100101", stay_days=180),
        asker(CITIZEN),
        asker(FOREIGNER),
    ):
        own = accepting_offices(one, OFFICES, ON)
        through = accepting_offices(replace(one, through_agent=True), OFFICES, ON)
        assert (through.answer, through.value) == (own.answer, own.value)
        assert (through.because[0].code, through.because[0].citation.rule) == ("agent_principals_place", "INQ-12")
        assert through.because[1:] == own.because


def test_regions_add_accepting_points_and_choose_the_kind_of_office() -> None:
    rule = CompetenceRule(
        hk_macau_taiwan_at=OfficeKind.EXIT_ENTRY,
        overseas_chinese_at=OfficeKind.EXIT_ENTRY,
        added_offices=("100102-sq", "100101-hy"),
    )
    finding = accepting_offices(asker(CITIZEN, household="100101"), OFFICES, ON, rule)
    assert finding.value == ("100101-hy", "100102-sq")
    added = finding.because[1]
    assert (added.code, dict(added.facts), added.citation.rule) == (
        "added_by_region",
        {"office": "100102-sq"},
        "INQ-13",
    )
    only = replace(rule, added_offices=())
    assert accepting_offices(asker(AskerClass.HK_MACAU_TAIWAN, residence="100101"), OFFICES, ON, only).value == (
        "100101-ee",
    )
    assert accepting_offices(asker(AskerClass.OVERSEAS_CHINESE, household="100102"), OFFICES, ON, only).value == (
        "100102-ee",
    )


def test_another_least_stay() -> None:
    rule = CompetenceRule(minimum_stay_days=30)
    assert accepting_offices(asker(FOREIGNER, residence="100101", stay_days=30), OFFICES, ON, rule).answer is YES
    assert accepting_offices(asker(FOREIGNER, residence="100101", stay_days=29), OFFICES, ON, rule).answer is NO


def test_before_the_rules_were_in_force_a_person_decides() -> None:
    one = asker(CITIZEN, household="100101")
    early = accepting_offices(one, OFFICES, date(2021, 12, 30))
    assert (early.answer, early.value, codes(early), dict(early.because[0].facts)) == (
        PERSON,
        (),
        ["no_rule_in_force"],
        {"on": "2021-12-30"},
    )
    assert early.because[0].citation.rule == "INQ-12"
    assert accepting_offices(one, OFFICES, date(2021, 12, 31)).answer is YES
    assert accepting_offices(one, OFFICES, date(2021, 12, 30), CompetenceRule()).answer is YES


SPRING = Stay(from_on=date(2025, 3, 1), to_on=date(2025, 3, 31))


@pytest.mark.parametrize(
    ("stays", "cumulative", "continuous"),
    [
        pytest.param([SPRING], 31, 31, id="first and last day count"),
        pytest.param([SPRING, SPRING], 31, 31, id="the same days are counted once"),
        pytest.param([SPRING, Stay(from_on=date(2025, 4, 1), to_on=date(2025, 4, 10))], 41, 41, id="the next day goes on"),
        pytest.param([SPRING, Stay(from_on=date(2025, 4, 2), to_on=date(2025, 4, 11))], 41, 31, id="a day missed breaks the row"),
        pytest.param([Stay(from_on=date(2025, 1, 1), to_on=date(2025, 1, 3)), SPRING], 34, 31, id="the longest row counts, not the first"),
        pytest.param([SPRING, Stay(from_on=date(2025, 6, 1), to_on=date(2025, 6, 3))], 34, 31, id="nor the last"),
        pytest.param([Stay(from_on=date(2026, 3, 1))], 2, 2, id="a lasting stay counts up to today"),
        pytest.param([Stay(from_on=date(2026, 3, 1), to_on=date(2026, 12, 31))], 2, 2, id="so does one that ends later"),
        pytest.param([Stay(from_on=date(2026, 3, 2))], 1, 1, id="the day of arrival counts"),
        pytest.param([Stay(from_on=date(2026, 3, 3))], 0, 0, id="a stay still to come"),
        pytest.param([], 0, 0, id="no stay"),
    ],
)  # fmt: skip
def test_days_stayed(stays: list[Stay], cumulative: int, continuous: int) -> None:
    assert days_stayed(tuple(stays), ON, StayCounting.CUMULATIVE) == cumulative
    assert days_stayed(tuple(stays), ON, StayCounting.CONTINUOUS) == continuous


def test_whether_breaks_are_added_up_is_a_regions_choice() -> None:
    broken = (
        Stay(from_on=date(2025, 1, 1), to_on=date(2025, 4, 10)),
        Stay(from_on=date(2025, 6, 1), to_on=date(2025, 9, 8)),
    )
    one = asker(FOREIGNER, residence="100101", stays=broken)
    assert accepting_offices(one, OFFICES, ON).answer is YES
    strict = accepting_offices(one, OFFICES, ON, CompetenceRule(stay_counting=StayCounting.CONTINUOUS))
    assert (strict.answer, dict(strict.because[0].facts)) == (
        NO,
        {"days": "100", "required": "180", "counting": "continuous"},
    )


stays = st.lists(
    st.builds(
        lambda day, length: Stay(from_on=day, to_on=day + timedelta(days=length)),
        st.dates(date(2024, 1, 1), date(2026, 1, 1)),
        st.integers(0, 200),
    ),
    max_size=5,
)
kinds = st.sampled_from(OfficeKind)
levels = st.sampled_from(OfficeLevel)
divisions = st.sampled_from(["100101", "100102", "100201", "110101", "100100", "100000"])
offices = st.lists(
    st.builds(Office, code=st.sampled_from("abcd"), kind=kinds, division=divisions, level=levels), max_size=4
).map(tuple)
askers = st.builds(
    Asker,
    asker=st.sampled_from(AskerClass),
    household=st.none() | divisions,
    residence=st.none() | divisions,
    stays=stays.map(tuple),
    stay_days=st.none() | st.integers(0, 400),
    through_agent=st.booleans(),
)


@given(stays, st.integers(0, 400))
def test_time_passing_never_shortens_a_stay(found: list[Stay], days: int) -> None:
    for counting in StayCounting:
        assert days_stayed(tuple(found), ON - timedelta(days=days), counting) <= days_stayed(tuple(found), ON, counting)
    assert days_stayed(tuple(found), ON, StayCounting.CONTINUOUS) <= days_stayed(
        tuple(found), ON, StayCounting.CUMULATIVE
    )


@given(askers, offices)
def test_offices_are_named_exactly_where_the_answer_is_yes(one: Asker, known: tuple[Office, ...]) -> None:
    finding = accepting_offices(one, known, ON)
    assert finding.value is not None
    assert bool(finding.value) is (finding.answer is YES)
    assert set(finding.value) <= {office.code for office in known}


@given(askers, offices)
def test_no_office_is_competent_for_a_foreigner_unless_it_is_exit_entry(one: Asker, known: tuple[Office, ...]) -> None:
    finding = accepting_offices(replace(one, asker=FOREIGNER), known, ON)
    halls = {office.code for office in known if office.kind is OfficeKind.EXIT_ENTRY}
    assert set(finding.value or ()) <= halls


@given(askers, offices, offices)
def test_more_offices_never_make_one_incompetent(
    one: Asker, some: tuple[Office, ...], more: tuple[Office, ...]
) -> None:
    few, many = accepting_offices(one, some, ON), accepting_offices(one, some + more, ON)
    assert set(few.value or ()) <= set(many.value or ())


GUANGDONG = CompetenceRule(citizens_at=tuple(AskingPlace))
BEIJING = CompetenceRule(locals_at_household_only=True)


@pytest.mark.parametrize(
    ("one", "rule", "answer", "offices"),
    [
        pytest.param(asker(CITIZEN, household="440101", former_household="100102"), GUANGDONG, YES, ("100102-sq",), id="at the household that was left"),
        pytest.param(asker(CITIZEN, household="440101", school="100101"), GUANGDONG, YES, ("100101-hy",), id="at the school"),
        pytest.param(asker(CITIZEN, household="440101", school="100101"), None, NO, (), id="not where the nation does not say so"),
        pytest.param(asker(CITIZEN, household="100101", residence="100102"), CompetenceRule(citizens_at=(AskingPlace.HOUSEHOLD,)), YES, ("100101-hy",), id="at the household alone"),
        pytest.param(asker(CITIZEN, household="100101", residence="100102", local_household=True), BEIJING, YES, ("100101-hy",), id="a local at the household"),
        pytest.param(asker(CITIZEN, household="440101", residence="100102", local_household=False), BEIJING, YES, ("100102-sq",), id="others where they live"),
        pytest.param(asker(CITIZEN, residence="100102"), BEIJING, PERSON, (), id="a household nobody knows"),
        pytest.param(asker(AskerClass.HK_MACAU_TAIWAN, residence="100102"), BEIJING, YES, ("100102-sq",), id="who has no household where they live"),
    ],
)  # fmt: skip
def test_a_region_says_at_which_places_citizens_ask(
    one: Asker, rule: CompetenceRule | None, answer: Answer, offices: tuple[str, ...]
) -> None:
    finding = accepting_offices(one, OFFICES, ON, rule)
    assert (finding.answer, finding.value) == (answer, offices)
