"""Is this the same person? The cases of the rule, and what must hold for any two."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cast
from qingbai.law.terms import DocumentKind, MatchVerdict, Sex
from qingbai.matching import persons
from qingbai.matching.finding import index_keys, lifelong_series, number_keys, search_keys
from qingbai.matching.identity import check_character
from qingbai.matching.names import is_masked
from qingbai.matching.persons import Document, PartialDate, Person

SAME, DIFFERENT, UNCERTAIN = MatchVerdict.SAME, MatchVerdict.DIFFERENT, MatchVerdict.UNCERTAIN
ID = DocumentKind.RESIDENT_ID
PASSPORT = DocumentKind.PASSPORT


def resident(number):
    return (Document(ID, number),) if number else ()


def of(member: cast.Person, **other) -> Person:
    """A member of the cast as a citizen's papers describe him or her, with some facts replaced."""
    facts = {
        "names": (member.name,),
        "sex": Sex(member.sex),
        "born_on": member.born_on,
        "documents": resident(member.number),
        "nationality": member.nationality,
    }
    return Person(**(facts | other))


def foreigner(member: cast.Person, **other) -> Person:
    facts = {
        "latin_names": (member.latin,),
        "sex": Sex(member.sex),
        "born_on": member.born_on,
        "documents": (Document(PASSPORT, member.number, member.nationality),),
        "nationality": member.nationality,
    }
    return Person(**(facts | other))


def verdict(one, other):
    match = persons.compare(one, other)
    assert persons.compare(other, one) == match
    return match.verdict


def codes(one, other):
    return [reason.code for reason in persons.compare(one, other).because]


def broken(number):
    """The number with a check character that cannot be right."""
    return number[:17] + ("0" if number[17] != "0" else "1")


# -- the same number


def test_one_resident_number_is_one_person():
    assert verdict(of(cast.CLEAN), of(cast.CLEAN)) is SAME
    assert codes(of(cast.CLEAN), of(cast.CLEAN)) == ["number_shared", "name_same", "born_same"]


def test_the_number_alone_is_enough_when_nothing_speaks_against_it():
    assert verdict(of(cast.CLEAN), Person(names=(cast.CLEAN.name,), documents=resident(cast.CLEAN.number))) is SAME
    other_script = Person(latin_names=(cast.CLEAN.latin,), documents=resident(cast.CLEAN.number))
    assert verdict(of(cast.CLEAN), other_script) is SAME
    assert verdict(of(cast.CLEAN), of(cast.CLEAN, names=("林某",))) is SAME


def test_the_old_fifteen_digits_are_the_same_number():
    old = cast.CLEAN.number[:6] + cast.CLEAN.number[8:17]
    assert verdict(of(cast.CLEAN), of(cast.CLEAN, documents=resident(old))) is SAME


def test_the_household_book_prints_the_same_number():
    book = (Document(DocumentKind.HOUSEHOLD_BOOK, cast.CLEAN.number),)
    assert verdict(of(cast.CLEAN), of(cast.CLEAN, documents=book)) is SAME


def test_an_alias_or_a_former_name_is_a_name():
    assert verdict(of(cast.CLEAN), of(cast.CLEAN, names=("林旧名", cast.CLEAN.name))) is SAME


@pytest.mark.parametrize(
    ("against", "code"),
    [
        ({"names": ("赵石堤",)}, "name_different"),
        ({"names": (), "latin_names": ("ZHAO SHIDI",)}, "name_other_reading"),
        ({"born_on": date(1894, 5, 12)}, "stated_births_differ"),
        ({"born_on": PartialDate(year=1995)}, "stated_births_differ"),
        ({"sex": Sex.MALE}, "stated_sexes_differ"),
        ({"nationality": "FRA"}, "stated_nationalities_differ"),
    ],
)
def test_a_shared_number_with_a_contradiction_goes_to_a_person(against, code):
    other = of(cast.CLEAN, **against)
    assert verdict(of(cast.CLEAN), other) is UNCERTAIN
    assert code in codes(of(cast.CLEAN), other)


def test_a_shared_permit_with_other_facts_goes_to_a_person():
    permit = (Document(DocumentKind.HK_MACAU_TRAVEL_PERMIT, "H00000001"),)
    one = of(cast.CLEAN, documents=permit)
    assert verdict(one, of(cast.CLEAN, documents=permit)) is SAME
    assert verdict(one, of(cast.CLEAN, documents=permit, sex=Sex.MALE)) is UNCERTAIN
    assert verdict(one, of(cast.CLEAN, documents=permit, born_on=date(1994, 5, 13))) is UNCERTAIN
    assert verdict(one, of(cast.CLEAN, documents=permit, nationality="FRA")) is UNCERTAIN
    assert "sex_differs" in codes(one, of(cast.CLEAN, documents=permit, sex=Sex.MALE))


def test_hong_kong_permits_are_compared_by_their_first_nine_characters():
    first = of(cast.CLEAN, documents=(Document(DocumentKind.HK_MACAU_TRAVEL_PERMIT, "H0000000100"),))
    later = of(cast.CLEAN, documents=(Document(DocumentKind.HK_MACAU_TRAVEL_PERMIT, "H00000001"),))
    assert verdict(first, later) is SAME


def test_two_lifelong_numbers_apart_outweigh_a_shared_passport():
    shared = Document(PASSPORT, "E00000001", "CHN")
    one = of(cast.SAME_NAME_CLEAN, documents=(shared, *resident(cast.SAME_NAME_CLEAN.number)))
    other = of(
        cast.SAME_NAME_CLEAN, documents=(shared, *resident(cast.resident_number("100101", date(1985, 4, 18), 33)))
    )
    assert verdict(one, other) is UNCERTAIN
    assert {"number_shared", "numbers_differ"} <= set(codes(one, other))


def test_a_passport_number_needs_name_and_birth_beside_it():
    one = foreigner(cast.FOREIGNER)
    assert verdict(one, foreigner(cast.FOREIGNER)) is SAME
    assert verdict(one, foreigner(cast.FOREIGNER, latin_names=("MOREAUVAL ELISE",))) is SAME
    assert verdict(one, foreigner(cast.FOREIGNER, born_on=None)) is UNCERTAIN
    assert verdict(one, foreigner(cast.FOREIGNER, born_on=PartialDate(year=1990))) is UNCERTAIN
    assert verdict(one, foreigner(cast.FOREIGNER, latin_names=("ELISA MOREAUVAL",))) is UNCERTAIN
    assert verdict(one, foreigner(cast.FOREIGNER, latin_names=("GRETA LINDQVIST",))) is UNCERTAIN
    assert verdict(one, foreigner(cast.FOREIGNER, born_on=date(1990, 2, 15))) is UNCERTAIN


def test_one_passport_number_of_two_countries_is_two_numbers():
    swede = foreigner(cast.FOREIGNER, nationality="SWE", documents=(Document(PASSPORT, "99QB00417", "SWE"),))
    assert verdict(foreigner(cast.FOREIGNER, born_on=None), foreigner(cast.ON_RECORD, nationality="SWE")) is DIFFERENT
    assert "number_shared" not in codes(foreigner(cast.FOREIGNER), swede)
    unknown = foreigner(cast.FOREIGNER, documents=(Document(PASSPORT, "99QB00417"),))
    assert verdict(foreigner(cast.FOREIGNER), unknown) is SAME


def test_a_renewed_passport_goes_to_a_person():
    renewed = foreigner(cast.FOREIGNER, documents=(Document(PASSPORT, "99QB77777", "FRA"),))
    assert verdict(foreigner(cast.FOREIGNER), renewed) is UNCERTAIN
    both = foreigner(cast.FOREIGNER, documents=(*renewed.documents, Document(PASSPORT, "99QB00417", "FRA")))
    assert verdict(foreigner(cast.FOREIGNER), both) is SAME


# -- different numbers


def test_two_resident_numbers_are_two_people_even_with_one_name_and_birthday():
    assert verdict(of(cast.SEALED), of(cast.SEALED_TWIN)) is DIFFERENT
    other = of(cast.CLEAN, documents=resident(cast.resident_number("100101", cast.CLEAN.born_on, 48)))
    assert verdict(of(cast.CLEAN), other) is DIFFERENT
    assert codes(of(cast.CLEAN), other)[0] == "numbers_differ"


def test_a_person_with_two_numbers_is_found_by_either():
    both = of(
        cast.CLEAN,
        documents=resident(cast.CLEAN.number) + resident(cast.resident_number("100102", date(1994, 5, 12), 8)),
    )
    assert verdict(both, of(cast.CLEAN)) is SAME


def test_a_number_that_cannot_be_right_tells_nobody_apart():
    slip = of(cast.CLEAN, documents=resident(broken(cast.CLEAN.number)))
    assert verdict(of(cast.CLEAN), slip) is UNCERTAIN
    assert "unsound_number" in codes(of(cast.CLEAN), slip)
    assert verdict(of(cast.ON_RECORD), slip) is DIFFERENT


def test_the_same_impossible_number_twice_proves_nothing():
    slip = of(cast.CLEAN, documents=resident(broken(cast.CLEAN.number)))
    assert verdict(slip, slip) is UNCERTAIN
    assert "unsound_number_shared" in codes(slip, slip)
    nameless = Person(latin_names=("QINGHE",), documents=slip.documents)
    assert verdict(Person(names=("托马斯·里",), documents=slip.documents), nameless) is UNCERTAIN
    other = of(cast.ON_RECORD, documents=slip.documents)
    assert verdict(slip, other) is DIFFERENT


def test_stars_are_no_number():
    hidden = (Document(ID, "1001**************"), Document(ID, ""))
    assert verdict(of(cast.CLEAN, documents=hidden), of(cast.ON_RECORD, documents=hidden)) is DIFFERENT
    assert not {key for key in index_keys(of(cast.CLEAN, documents=hidden)) if key.startswith("resident_id")}


def test_stars_in_both_papers_do_not_bring_two_unknown_names_together():
    hidden = (Document(ID, "1001**************"),)
    nameless = Person(latin_names=("QINGHE",), documents=hidden)
    assert verdict(Person(names=("托马斯·里",), documents=hidden), nameless) is DIFFERENT


def test_a_slip_that_both_papers_share_does_not_outweigh_two_numbers():
    slip = resident(broken(cast.CLEAN.number))
    other = resident(cast.resident_number("100101", cast.CLEAN.born_on, 48))
    assert (
        verdict(of(cast.CLEAN, documents=of(cast.CLEAN).documents + slip), of(cast.CLEAN, documents=other + slip))
        is DIFFERENT
    )


def test_permits_of_hong_kong_and_macau_count_apart():
    def holder(kind, number):
        return of(cast.CLEAN, documents=(Document(kind, number),))

    permit, residence = DocumentKind.HK_MACAU_TRAVEL_PERMIT, DocumentKind.HMT_RESIDENCE_PERMIT
    assert verdict(holder(permit, "H00000001"), holder(permit, "H00000002")) is DIFFERENT
    assert verdict(holder(permit, "H00000001"), holder(permit, "M00000002")) is UNCERTAIN
    numbers = [f"{area}18800823{sequence:03d}" for area, sequence in (("810000", 2), ("810000", 4), ("830000", 2))]
    first, second, taiwan = (number + check_character(number) for number in numbers)
    assert verdict(holder(residence, first), holder(residence, second)) is DIFFERENT
    assert verdict(holder(residence, first), holder(residence, taiwan)) is UNCERTAIN


# -- no number in common


def test_one_name_without_a_number_is_never_the_same_person():
    assert verdict(of(cast.SAME_NAME_ON_RECORD), of(cast.SAME_NAME_CLEAN)) is UNCERTAIN
    assert verdict(Person(names=("吴桐屿",)), Person(names=("吴桐屿",))) is UNCERTAIN
    assert verdict(Person(names=("吳桐嶼",)), Person(names=("吴桐屿",))) is UNCERTAIN


@pytest.mark.parametrize(
    "facts",
    [
        {"born_on": date(1985, 4, 19)},
        {"born_on": PartialDate(year=1986)},
        {"born_on": PartialDate(month=5)},
        {"born_on": PartialDate(day=17)},
        {"sex": Sex.FEMALE},
        {"names": ("吴桐岛",)},
    ],
)
def test_a_contradiction_makes_two_people_of_one_name(facts):
    assert verdict(of(cast.SAME_NAME_ON_RECORD, **facts), of(cast.SAME_NAME_CLEAN)) is DIFFERENT


@pytest.mark.parametrize(
    "born_on", [None, PartialDate(year=1985), PartialDate(year=1985, month=4), PartialDate(month=4, day=18)]
)
def test_what_is_not_known_contradicts_nothing(born_on):
    assert verdict(of(cast.SAME_NAME_ON_RECORD, born_on=born_on, sex=None), of(cast.SAME_NAME_CLEAN)) is UNCERTAIN


def test_birth_and_sex_are_read_from_the_number_when_nobody_states_them():
    bare = Person(names=(cast.SAME_NAME_CLEAN.name,), documents=resident(cast.SAME_NAME_CLEAN.number))
    assert verdict(bare, of(cast.SAME_NAME_ON_RECORD, born_on=date(1985, 4, 19))) is DIFFERENT
    assert verdict(bare, of(cast.SAME_NAME_ON_RECORD, sex=Sex.FEMALE)) is DIFFERENT
    assert verdict(bare, of(cast.SAME_NAME_ON_RECORD, nationality="FRA", born_on=None)) is DIFFERENT
    assert codes(bare, of(cast.SAME_NAME_ON_RECORD)) == ["name_same", "born_same"]


def test_a_masked_name_without_a_number_is_never_the_same_person():
    assert verdict(of(cast.CLEAN, names=("林某",), documents=()), of(cast.CLEAN)) is UNCERTAIN
    assert verdict(of(cast.CLEAN, names=("赵某",), documents=()), of(cast.CLEAN)) is DIFFERENT


def test_another_nationality_is_another_person_unless_name_and_birthday_agree():
    french = foreigner(cast.FOREIGNER, documents=())
    belgian = foreigner(cast.FOREIGNER, documents=(), nationality="BEL")
    assert verdict(french, belgian) is UNCERTAIN
    assert "nationality_differs" in codes(french, belgian)
    assert (
        verdict(french, foreigner(cast.FOREIGNER, documents=(), nationality="BEL", born_on=PartialDate(year=1990)))
        is DIFFERENT
    )
    similar = foreigner(cast.FOREIGNER, documents=(), nationality="BEL", latin_names=("ELISA MOREAUVAL",))
    assert verdict(french, similar) is DIFFERENT


def test_a_close_name_is_possible_only_with_the_whole_birth_date():
    close = foreigner(cast.FOREIGNER, documents=(), latin_names=("ELISE MOREAUVALL",))
    assert verdict(foreigner(cast.FOREIGNER), close) is UNCERTAIN
    assert verdict(foreigner(cast.FOREIGNER, born_on=None), close) is DIFFERENT


def test_between_scripts_only_the_surname_can_speak_and_only_with_the_birth_date():
    latin = Person(latin_names=(cast.CLEAN.latin,), born_on=cast.CLEAN.born_on, nationality="CHN")
    assert verdict(of(cast.CLEAN, documents=()), latin) is UNCERTAIN
    assert "name_reading" in codes(of(cast.CLEAN, documents=()), latin)
    assert verdict(of(cast.CLEAN, documents=()), Person(latin_names=(cast.CLEAN.latin,))) is DIFFERENT
    other = Person(latin_names=("ZHAO QINGHE",), born_on=cast.CLEAN.born_on, nationality="CHN")
    assert verdict(of(cast.CLEAN, documents=()), other) is DIFFERENT


def test_only_the_mainland_spells_surnames_in_pinyin():
    cantonese = Person(latin_names=("LAM CHING WO",), born_on=cast.CLEAN.born_on, nationality="CHN")
    permit = (Document(DocumentKind.HK_MACAU_TRAVEL_PERMIT, "H00000001"),)
    assert verdict(of(cast.CLEAN, documents=permit), cantonese) is UNCERTAIN
    singaporean = Person(latin_names=("LIM CHENG HO",), born_on=cast.CLEAN.born_on)
    assert verdict(of(cast.CLEAN, documents=()), singaporean) is UNCERTAIN


def test_a_transliterated_foreigner_goes_to_a_person():
    on_record = Person(names=("托马斯·里韦达尔",), born_on=cast.FOREIGNER_ON_RECORD.born_on, nationality="NOR")
    assert verdict(on_record, foreigner(cast.FOREIGNER_ON_RECORD)) is UNCERTAIN


def test_readings_do_not_hide_that_the_chinese_names_differ():
    one = of(cast.CLEAN, documents=(), latin_names=(cast.CLEAN.latin,))
    other = of(cast.CLEAN, documents=(), names=("林望桥",), latin_names=())
    assert verdict(one, other) is DIFFERENT
    assert "name_different" in codes(one, other)


def test_somebody_without_a_name_is_refused():
    with pytest.raises(ValueError, match="needs a name"):
        Person(documents=resident(cast.CLEAN.number))
    with pytest.raises(ValueError, match="no name may be blank"):
        Person(names=("林清和", " "))


def test_a_reason_speaks_both_languages_and_shows_no_number():
    match = persons.compare(of(cast.SEALED), of(cast.SEALED_TWIN))
    assert match.because[0].zh == "居民身份证号码不同，而此号码终身不变。"
    assert match.because[0].en == "the numbers of the resident ID differ, and its holder keeps one for life."
    assert not any(cast.SEALED.number[6:14] in reason.zh + reason.en for reason in match.because)


def test_a_partial_date_knows_whether_it_is_whole():
    assert PartialDate.of(date(1985, 4, 18)) == PartialDate(year=1985, month=4, day=18)
    assert PartialDate.of(date(1985, 4, 18)).whole
    assert not PartialDate(year=1985, month=4).whole


# -- any two people

NUMBERS = [member.number for member in (cast.CLEAN, cast.SAME_NAME_CLEAN, cast.SEALED)]
DOCUMENTS = st.one_of(
    st.sampled_from([Document(ID, number) for number in NUMBERS]),
    st.sampled_from([Document(ID, broken(number)) for number in NUMBERS]),
    st.sampled_from([Document(ID, number[:6] + number[8:17]) for number in NUMBERS]),
    st.builds(
        Document, st.just(PASSPORT), st.sampled_from(["99QB00417", "99QB00923"]), st.sampled_from(["", "FRA", "NOR"])
    ),
    st.builds(
        Document,
        st.just(DocumentKind.HK_MACAU_TRAVEL_PERMIT),
        st.sampled_from(["H00000001", "H0000000102", "M00000001"]),
    ),
    st.just(Document(ID, "1001**************")),
    st.just(Document(DocumentKind.TAIWAN_TRAVEL_PERMIT, "00000001")),
)
WHOLE_NAMES = [
    "林清和",
    "林清河",
    "林 清和",
    "劉清和",
    "刘清和",
    "吴桐屿",
    "托马斯·里韦达尔",
    "欧阳石堤",
    "欧阳石提",
    "和",
]
LATIN_NAMES = [
    "LIN QINGHE",
    "QINGHE LIN",
    "Lin Qing-He",
    "TOMAS RIVEDAL",
    "THOMAS RIVEDAL",
    "WU TONGYU",
    "Тумас",
    "---",
]
MASKED_NAMES = ["林某", "欧阳某", "某和", "林某甲", "劉××", "某某"]
BIRTHS = st.sampled_from(
    [None, date(1994, 5, 12), date(1985, 4, 18), PartialDate(year=1985), PartialDate(month=5, day=12)]
)


def people(names):
    return st.builds(
        Person,
        names=st.lists(st.sampled_from(names), max_size=2).map(tuple),
        latin_names=st.lists(st.sampled_from(LATIN_NAMES), min_size=1, max_size=2).map(tuple),
        sex=st.sampled_from([None, *Sex]),
        born_on=BIRTHS,
        documents=st.lists(DOCUMENTS, max_size=2).map(tuple),
        nationality=st.sampled_from([None, "CHN", "FRA", "NOR"]),
    ) | st.builds(
        Person,
        names=st.lists(st.sampled_from(names), min_size=1, max_size=2).map(tuple),
        sex=st.sampled_from([None, *Sex]),
        born_on=BIRTHS,
        documents=st.lists(DOCUMENTS, max_size=2).map(tuple),
        nationality=st.sampled_from([None, "CHN"]),
    )


@given(people(WHOLE_NAMES + MASKED_NAMES), people(WHOLE_NAMES + MASKED_NAMES))
def test_the_verdict_does_not_depend_on_who_is_named_first(one, other):
    assert persons.compare(one, other) == persons.compare(other, one)


@given(people(WHOLE_NAMES), people(WHOLE_NAMES + MASKED_NAMES))
def test_whoever_may_be_the_person_is_found_by_a_key(asked, on_record):
    if persons.compare(asked, on_record).verdict is not DIFFERENT:
        assert search_keys(asked) & index_keys(on_record)


@given(people(WHOLE_NAMES), people(WHOLE_NAMES + MASKED_NAMES))
def test_whoever_shares_no_number_and_holds_another_one_of_the_series_is_somebody_else(asked, on_record):
    shared = number_keys(asked) & number_keys(on_record)
    if persons.compare(asked, on_record).verdict is SAME:
        assert shared
    if not shared and lifelong_series(asked) & lifelong_series(on_record):
        assert persons.compare(asked, on_record).verdict is DIFFERENT


@given(people(WHOLE_NAMES + MASKED_NAMES), people(WHOLE_NAMES + MASKED_NAMES))
def test_nobody_is_the_same_person_without_a_sound_number_in_common(one, other):
    match = persons.compare(one, other)
    if match.verdict is SAME:
        assert "number_shared" in [reason.code for reason in match.because]
        against = {"name_different", "born_differs", "sex_differs", "numbers_differ", "stated_sexes_differ"}
        assert not against & {reason.code for reason in match.because}


@given(people(WHOLE_NAMES))
def test_nobody_with_a_name_to_compare_is_different_from_himself(person):
    match = persons.compare(person, person)
    assert match.verdict is not DIFFERENT or "name_incomparable" in [reason.code for reason in match.because]


@given(people(WHOLE_NAMES + MASKED_NAMES))
def test_only_masked_names_are_filed_as_masked(person):
    filed = any(key.startswith("mask-") for key in index_keys(person))
    assert filed == any(is_masked(name) for name in person.every_name)


@pytest.mark.parametrize(
    ("masked", "whole"),
    [("欧阳某", "欧阳石堤"), ("欧某堤", "欧阳石堤"), ("某堤", "欧阳石堤"), ("某石堤", "欧阳石堤"), ("劉某", "刘清和")],
)
def test_a_masked_record_is_found_by_the_whole_name(masked, whole):
    assert verdict(Person(names=(masked,)), Person(names=(whole,))) is UNCERTAIN
    assert search_keys(Person(names=(whole,))) & index_keys(Person(names=(masked,)))
