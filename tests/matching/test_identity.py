"""Numbers of identity documents: what is read from good ones, what is said about bad ones."""

import csv
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cast
from qingbai.law.terms import AskerClass, DocumentKind, Sex
from qingbai.matching import identity
from qingbai.matching.identity import IdentityNumber, Malformed

RESIDENT = DocumentKind.RESIDENT_ID
HMT = DocumentKind.HMT_RESIDENCE_PERMIT
CARD = DocumentKind.FOREIGN_RESIDENT_CARD
PERMIT = DocumentKind.HK_MACAU_TRAVEL_PERMIT
TAIWAN = DocumentKind.TAIWAN_TRAVEL_PERMIT
PASSPORT = DocumentKind.PASSPORT
GOOD = cast.resident_number("100101", date(1994, 5, 12), 24)


def read(kind, text, **more) -> IdentityNumber:
    found = identity.parse(kind, text, **more)
    assert isinstance(found, IdentityNumber), found
    return found


def faults(kind, text, **more):
    found = identity.parse(kind, text, **more)
    assert isinstance(found, Malformed), found
    return [(fault.code, fault.positions) for fault in found.faults]


def test_a_resident_number_tells_birth_sex_and_citizenship():
    found = read(RESIDENT, GOOD)
    assert (found.number, found.key, found.born_on, found.sex) == (GOOD, GOOD, date(1994, 5, 12), Sex.FEMALE)
    assert (found.nationality, found.holder, found.lifelong) == ("CHN", AskerClass.CITIZEN, True)
    assert found.notes == ()
    assert read(RESIDENT, cast.ON_RECORD.number).sex is Sex.MALE


def test_the_household_book_prints_the_same_number():
    assert read(DocumentKind.HOUSEHOLD_BOOK, GOOD).born_on == date(1994, 5, 12)


@pytest.mark.parametrize(
    "typed",
    [
        f" {GOOD[:6]} {GOOD[6:14]} {GOOD[14:]} ",
        "".join(chr(ord(char) + 0xFEE0) for char in GOOD),
        f"{GOOD[:6]}-{GOOD[6:14]}-{GOOD[14:]}",
        f"\u200b{GOOD[:10]}\u3000{GOOD[10:]}\ufeff",
    ],
)
def test_spaces_hyphens_and_full_width_digits_are_made_plain(typed):
    assert read(RESIDENT, typed).number == GOOD


def test_a_small_x_is_a_check_character():
    number = next(n for n in (cast.resident_number("100101", date(1960, 1, 1), s) for s in range(99)) if n[17] == "X")
    assert read(RESIDENT, number.lower()).number == number


def test_other_scripts_digits_are_not_digits():
    assert faults(RESIDENT, GOOD[:17] + "٣") == [("character", (18, 18))]
    assert faults(RESIDENT, "٣" + GOOD[1:]) == [("character", (1, 1))]


def test_a_wrong_check_character_is_named_with_the_right_one():
    wrong = identity.parse(RESIDENT, "100101199405120244")
    assert isinstance(wrong, Malformed)
    (fault,) = wrong.faults
    expected = cast.check_digit("10010119940512024")
    assert fault.positions == (18, 18)
    assert fault.facts == {"found": "4", "expected": expected}
    assert f"position 18: '4' should be '{expected}'" in fault.en
    assert f"第18位：“4”应为“{expected}”" in fault.zh


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ("19941312", ("birth_month", (11, 12))),
        ("19940012", ("birth_month", (11, 12))),
        ("19940230", ("birth_day", (13, 14))),
        ("19940200", ("birth_day", (13, 14))),
        ("19230229", ("birth_day", (13, 14))),
        ("18691231", ("birth_too_early", (7, 10))),
        ("00000101", ("birth_too_early", (7, 10))),
    ],
)
def test_an_impossible_birth_date_is_named_by_its_part(born, expected):
    first17 = f"100101{born}024"
    assert faults(RESIDENT, first17 + cast.check_digit(first17)) == [expected]


def test_the_29th_of_february_exists_in_leap_years():
    assert read(RESIDENT, cast.resident_number("100101", date(2000, 2, 29), 1)).born_on == date(2000, 2, 29)


def test_a_day_that_a_month_never_had_says_how_many_it_has():
    first17 = "10010119940230024"
    found = identity.parse(RESIDENT, first17 + cast.check_digit(first17))
    assert isinstance(found, Malformed)
    assert "'30' is no day of 1994-02, which has 28 days" in found.faults[0].en
    assert "1994年02月没有“30”日（只有28天）" in found.faults[0].zh


def test_a_birth_date_after_the_day_of_asking_is_a_fault_and_the_day_itself_is_not():
    assert read(RESIDENT, GOOD, on=date(1994, 5, 12)).born_on == date(1994, 5, 12)
    assert faults(RESIDENT, GOOD, on=date(1994, 5, 11)) == [("birth_in_future", (7, 14))]


def test_the_oldest_possible_birth_year_is_accepted():
    assert read(RESIDENT, cast.resident_number("100101", date(1870, 1, 1), 3)).born_on == date(1870, 1, 1)


def test_all_faults_come_at_once():
    assert faults(RESIDENT, "1001011994133202A4") == [("character", (17, 17)), ("birth_month", (11, 12))]
    assert faults(RESIDENT, "100101199413320244") == [("birth_month", (11, 12)), ("check_digit", (18, 18))]


def test_a_wrong_length_is_told_with_the_wrong_characters_in_it():
    assert faults(RESIDENT, GOOD[:-1]) == [("length", None)]
    assert faults(RESIDENT, "1A0101199405120") == [("character", (2, 2))]
    assert faults(RESIDENT, "1A01011994051") == [("length", None), ("character", (2, 2))]
    assert faults(RESIDENT, GOOD + "1") == [("length", None)]
    long = identity.parse(RESIDENT, GOOD + "1")
    assert isinstance(long, Malformed)
    assert long.faults[0].en.startswith(
        "the number has 19 characters and should have 18 (15 on a first-generation card)"
    )


def test_nothing_typed_and_a_masked_number_are_no_numbers():
    assert faults(RESIDENT, " \t") == [("empty", None)]
    assert faults(RESIDENT, GOOD[:10] + "****" + GOOD[14:]) == [("masked", (11, 11))]
    assert faults(PASSPORT, "E1234某") == [("masked", (6, 6))]


def test_the_area_code_is_only_ever_advice():
    strange = cast.resident_number("000000", date(1994, 5, 12), 24)
    places = {"100101": "演示省演示市清河区"}
    (known,) = read(RESIDENT, GOOD, places=places).notes
    assert (known.code, known.zh) == ("area_name", "第1至6位：首次登记地：演示省演示市清河区。")
    (unknown,) = read(RESIDENT, strange, places=places).notes
    assert (unknown.code, unknown.facts) == ("area_unknown", {"area": "000000"})


def test_a_number_of_15_digits_stands_for_the_18_it_became():
    old = GOOD[:6] + GOOD[8:17]
    found = read(RESIDENT, old)
    assert (found.number, found.key, found.born_on, found.sex) == (old, GOOD, date(1994, 5, 12), Sex.FEMALE)
    assert [note.code for note in found.notes] == ["old_number"]
    assert read(RESIDENT, old[:-1] + "3").sex is Sex.MALE


def test_sequences_from_996_were_kept_for_people_born_before_1900():
    found = read(RESIDENT, "100101" + "750615" + "996")
    assert found.born_on == date(1875, 6, 15)
    assert [note.code for note in found.notes] == ["born_in_1800s", "old_number"]
    assert read(RESIDENT, "100101" + "750615" + "995").born_on == date(1975, 6, 15)


def test_faults_in_15_digits_have_their_own_positions():
    assert faults(RESIDENT, "100101941312024") == [("birth_month", (9, 10))]
    assert faults(RESIDENT, "100101940230024") == [("birth_day", (11, 12))]
    assert faults(RESIDENT, "100101500101996") == [("birth_too_early", (7, 8))]
    assert faults(RESIDENT, "10010194051202X") == [("character", (15, 15))]
    assert faults(RESIDENT, "100101940512024", on=date(1990, 1, 1)) == [("birth_in_future", (7, 12))]


def test_a_foreign_card_given_as_a_resident_id_is_recognised():
    number = cast.resident_number("910250", date(1880, 1, 1), 1)
    assert faults(RESIDENT, number) == [("foreign_card_number", (1, 1))]


def test_a_number_from_hong_kong_given_as_a_resident_id_is_advice():
    (note,) = read(RESIDENT, cast.resident_number("810000", date(1880, 1, 1), 1), places={}).notes
    assert (note.code, note.positions) == ("hmt_number", (1, 6))


@pytest.mark.parametrize("area", ["810000", "820000", "830000"])
def test_residence_permits_for_hong_kong_macau_and_taiwan_have_areas_of_their_own(area):
    number = cast.resident_number(area, date(1880, 8, 23), 2)
    found = read(HMT, number, places={})
    assert (found.holder, found.born_on, found.sex) == (AskerClass.HK_MACAU_TAIWAN, date(1880, 8, 23), Sex.FEMALE)
    assert (found.key, found.lifelong, found.nationality, found.notes) == (number, True, "CHN", ())


def test_another_area_is_no_such_permit():
    assert faults(HMT, GOOD) == [("not_hmt", (1, 6))]
    assert faults(HMT, "81000018800823") == [("length", None)]


def test_the_resident_card_of_2023_tells_nationality_and_birth_but_not_sex():
    number = cast.resident_number("911250", date(1880, 1, 1), 1)
    found = read(CARD, number)
    assert (found.nationality, found.born_on, found.sex) == ("FRA", date(1880, 1, 1), None)
    assert (found.holder, found.lifelong, found.key) == (AskerClass.FOREIGNER, True, number)


def test_a_nationality_nobody_has_is_noted_on_a_resident_card():
    found = read(CARD, cast.resident_number("911999", date(1880, 1, 1), 1))
    assert found.nationality is None
    assert [(note.code, note.positions) for note in found.notes] == [("country_unknown", (4, 6))]


def test_a_resident_card_begins_with_nine():
    assert faults(CARD, GOOD) == [("not_a_foreign_card", (1, 1))]
    assert faults(CARD, "0" + GOOD[1:])[0] == ("not_a_foreign_card", (1, 1))
    assert faults(CARD, "A" + GOOD[1:]) == [("character", (1, 1))]
    assert faults(CARD, "9112501880010") == [("length", None)]


def test_the_old_resident_card_is_read_and_odd_parts_of_it_are_only_noted():
    body = "FRA100180010101"[:14]
    good = body + identity.icao_check_digit(body)
    found = read(CARD, good)
    assert (found.nationality, found.key, found.lifelong, found.born_on) == ("FRA", good, False, None)
    assert found.notes == ()
    odd = read(CARD, "QQQ100181320108")
    assert odd.nationality is None
    assert [(note.code, note.positions) for note in odd.notes] == [
        ("country_unknown", (1, 3)),
        ("card_birth_unclear", (8, 13)),
        ("card_check_digit", (15, 15)),
    ]
    assert odd.notes[2].facts["expected"] == identity.icao_check_digit("QQQ10018132010")
    assert "card_birth_unclear" in [note.code for note in read(CARD, "FRA100180023010").notes]
    assert faults(CARD, "F1A100180010101") == [("character", (2, 2))]


def test_a_hong_kong_permit_is_the_same_on_every_card_of_its_holder():
    assert read(PERMIT, "h00000001").key == "H00000001"
    second = read(PERMIT, "H0000000103")
    assert (second.number, second.key) == ("H0000000103", "H00000001")
    assert [note.code for note in second.notes] == ["issue_count"]
    assert (second.holder, second.nationality, second.lifelong) == (AskerClass.HK_MACAU_TAIWAN, "CHN", True)


def test_permits_of_residents_who_are_not_chinese_belong_to_foreigners():
    for number in ("HA0000001", "MA0000001"):
        found = read(PERMIT, number)
        assert (found.holder, found.nationality, found.key) == (AskerClass.FOREIGNER, None, number)
        assert [note.code for note in found.notes] == ["non_chinese_holder"]


def test_faults_in_permits():
    assert faults(PERMIT, "X00000001") == [("character", (1, 1))]
    assert faults(PERMIT, "H0000000A") == [("character", (9, 9))]
    assert faults(PERMIT, "H000000010") == [("length", None)]
    assert faults(PERMIT, "HA000000100") == [("length", None)]
    assert faults(PERMIT, "HA00000A1") == [("character", (8, 8))]
    assert faults(PERMIT, "HB0000001") == [("character", (2, 2))]


def test_taiwan_permits_in_both_shapes():
    new, old = read(TAIWAN, "00000001"), read(TAIWAN, "0000000101(B)")
    assert (new.key, new.lifelong, new.holder) == ("00000001", False, AskerClass.HK_MACAU_TAIWAN)
    assert (old.number, [note.code for note in old.notes]) == ("0000000101B", ["old_permit"])
    assert faults(TAIWAN, "0000001") == [("length", None)]
    assert faults(TAIWAN, "0000000A") == [("character", (8, 8))]
    assert faults(TAIWAN, "00000001011") == [("character", (11, 11))]


def test_chinese_passports_have_nine_characters():
    for number in ("E00000001", "EA0000001", "G00000001"):
        found = read(PASSPORT, number, country="chn")
        assert (found.key, found.holder) == (f"CHN:{number}", AskerClass.OVERSEAS_CHINESE)
        assert (found.nationality, found.lifelong, found.notes) == ("CHN", False, ())
    assert faults(PASSPORT, "E0000001", country="CHN") == [("length", None)]
    assert faults(PASSPORT, "GA0000001", country="CHN") == [("character", (2, 2))]
    assert faults(PASSPORT, "EAB000001", country="CHN") == [("character", (3, 3))]
    assert [note.code for note in read(PASSPORT, "Q1234", country="CHN").notes] == ["passport_unusual"]
    assert read(PASSPORT, "DE0000001", country="CHN").notes == ()


def test_other_passports_are_held_to_letters_and_digits_only():
    found = read(PASSPORT, cast.FOREIGNER.number, country=cast.FOREIGNER.nationality)
    assert (found.key, found.holder, found.nationality) == ("FRA:99QB00417", AskerClass.FOREIGNER, "FRA")
    assert read(PASSPORT, "E123").nationality is None
    assert faults(PASSPORT, "AB1") == [("length", None)]
    assert faults(PASSPORT, "A" * 21) == [("length", None)]
    assert faults(PASSPORT, "AB_12") == [("character", (3, 3))]
    assert read(PASSPORT, "A" * 20).number == "A" * 20


@given(st.dates(date(1870, 1, 1), date(2026, 11, 21)), st.integers(0, 999), st.sampled_from(["100101", "100102"]))
def test_every_number_that_the_standard_makes_is_read_back(born_on, sequence, area):
    found = read(RESIDENT, cast.resident_number(area, born_on, sequence))
    assert found.born_on == born_on
    assert found.sex is (Sex.MALE if sequence % 2 else Sex.FEMALE)


@given(st.integers(0, 16), st.integers(1, 9), st.integers(0, 999))
def test_no_single_wrong_digit_goes_unnoticed(place, shift, sequence):
    number = cast.resident_number("100101", date(1994, 5, 12), sequence)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert isinstance(identity.parse(RESIDENT, wrong), Malformed)


@given(st.sampled_from(list(DocumentKind)), st.text(max_size=25), st.sampled_from(["", "CHN", "FRA"]))
def test_whatever_is_typed_gets_an_answer_in_both_languages(kind, text, country):
    found = identity.parse(kind, text, country=country, on=date(2026, 1, 1), places={})
    assert isinstance(found, IdentityNumber) or found.faults
    for remark in (*found.notes, *getattr(found, "faults", ())):
        assert remark.zh
        assert remark.en
        assert "{" not in remark.zh + remark.en or "{" in text


@given(st.dates(date(1900, 1, 1), date(1999, 12, 31)), st.integers(0, 995))
def test_old_and_new_number_of_one_person_have_one_key(born_on, sequence):
    new = cast.resident_number("100101", born_on, sequence)
    assert read(RESIDENT, new[:6] + new[8:17]).key == read(RESIDENT, new).key


KINDS = {
    "RIC18": RESIDENT,
    "RIC15": RESIDENT,
    "HMT residence permit": HMT,
    "Foreign PR 2023": CARD,
    "Foreign PR 2004/2017": CARD,
    "HK/Macau permit": PERMIT,
    "Taiwan permit": TAIWAN,
}


@pytest.mark.real_documents
def test_published_numbers_are_judged_as_published(published):
    with published("ids", "id_numbers.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len(rows) > 25
    for row in rows:
        found = identity.parse(KINDS[row["kind"]], row["number"])
        should_be_good = row["expected"].startswith(("valid", "format only"))
        assert isinstance(found, IdentityNumber) is should_be_good, row["reason"]


def test_the_day_after_today_is_the_future():
    tomorrow = date(2026, 11, 21) + timedelta(days=1)
    assert faults(RESIDENT, cast.resident_number("100101", tomorrow, 5), on=date(2026, 11, 21)) == [
        ("birth_in_future", (7, 14))
    ]


def test_what_lasts_of_a_number_is_the_same_from_one_card_to_the_next():
    old, new = "100101800309031", cast.resident_number("100101", date(1980, 3, 9), 31)
    assert identity.lasting(DocumentKind.RESIDENT_ID, old) == identity.lasting(DocumentKind.RESIDENT_ID, new) == new
    assert identity.lasting(DocumentKind.PASSPORT, "99qb 00417", country="FRA") == "FRA:99QB00417"
    assert identity.lasting(DocumentKind.RESIDENT_ID, "12 34") == "1234"  # not well formed: as normalised
