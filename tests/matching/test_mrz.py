"""The machine-readable zone: good ones are read, bad ones say where and what."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cast
from qingbai.law.terms import Sex
from qingbai.matching import mrz
from qingbai.matching.identity import icao_check_digit as check
from qingbai.matching.mrz import BadZone, Layout, Zone
from qingbai.matching.persons import PartialDate

TODAY = date(2026, 11, 21)


def passport(
    number="99QB00417",
    birth="900214",
    sex="F",
    expiry="310101",
    optional="",
    state="FRA",
    names="MOREAUVAL<<ELISE",
    code="P",
):
    number, optional = number.ljust(9, "<"), optional.ljust(14, "<")
    optional_check = check(optional) if optional.strip("<") else "<"
    dates = birth + check(birth), expiry + check(expiry)
    whole = number + check(number) + dates[0] + dates[1] + optional + optional_check
    second = number + check(number) + state.ljust(3, "<") + dates[0] + sex + dates[1] + optional + optional_check
    return [f"{code.ljust(2, '<')}{state.ljust(3, '<')}{names}".ljust(44, "<"), second + check(whole)]


def card(number="99QB00417", optional="", second_optional="", code="I", birth="900214", expiry="310101"):
    checked = (
        number.ljust(9, "<") + check(number.ljust(9, "<"))
        if len(number) <= 9
        else number[:9] + "<" + number[9:] + check(number)
    )
    first = f"{code.ljust(2, '<')}FRA{checked}{optional}".ljust(30, "<")
    dates = birth + check(birth), expiry + check(expiry)
    end = second_optional.ljust(11, "<")
    second = f"{dates[0]}F{dates[1]}FRA{end}" + check(first[5:] + dates[0] + dates[1] + end)
    return [first, second, "MOREAUVAL<<ELISE".ljust(30, "<")]


def small(number="99QB00417", optional=""):
    checked = number.ljust(9, "<") + check(number.ljust(9, "<")) if len(number) <= 9 else number[:9] + "<"
    rest = (optional if len(number) <= 9 else number[9:] + check(number)).ljust(7, "<")
    dates = "900214" + check("900214"), "310101" + check("310101")
    return [
        "ACFRAMOREAUVAL<<ELISE".ljust(36, "<"),
        f"{checked}FRA{dates[0]}F{dates[1]}{rest}" + check(checked + dates[0] + dates[1] + rest),
    ]


def read(lines, on=TODAY) -> Zone:
    found = mrz.parse(lines, on=on)
    assert isinstance(found, Zone), found
    return found


def faults(lines, on=TODAY):
    found = mrz.parse(lines, on=on)
    assert isinstance(found, BadZone), found
    return [(fault.code, fault.line, fault.positions) for fault in found.faults]


def altered(lines, line, place, char):
    """The lines with one character put in place of another; places count from 1."""
    changed = list(lines)
    changed[line - 1] = changed[line - 1][: place - 1] + char + changed[line - 1][place:]
    return changed


def test_a_passport_is_read_whole():
    assert read(passport(optional="0042")) == Zone(
        layout=Layout.TD3,
        code="P",
        issuer="FRA",
        number=cast.FOREIGNER.number,
        nationality="FRA",
        born_on=PartialDate(year=1990, month=2, day=14),
        sex=Sex.FEMALE,
        expires_on=date(2031, 1, 1),
        surname="MOREAUVAL",
        given_names="ELISE",
        optional="0042",
    )


def test_the_name_reads_surname_first():
    zone = read(passport(names="DE<LA<TOUR<<ANNE<MARIE"))
    assert (zone.surname, zone.given_names, zone.latin_name) == ("DE LA TOUR", "ANNE MARIE", "DE LA TOUR ANNE MARIE")
    assert read(passport(names="SUKARNIWATI")).latin_name == "SUKARNIWATI"


def test_cards_are_read_in_both_sizes():
    assert (read(card()).layout, read(card()).number) == (Layout.TD1, "99QB00417")
    assert (read(small()).layout, read(small()).surname) == (Layout.TD2, "MOREAUVAL")
    assert read(card(optional="AB12", second_optional="Z9")).optional == "AB12"


def test_a_number_of_more_than_nine_characters_goes_on_in_the_optional_field():
    assert read(card("99QB00417ZZ0")).number == "99QB00417ZZ0"
    assert read(small("99QB00417Z7")).number == "99QB00417Z7"
    assert faults(altered(card("99QB00417ZZ0"), 1, 19, "9"))[0] == ("mrz_check_digit", 1, (19, 19))


def test_a_filler_for_a_check_digit_without_more_number_is_a_fault():
    assert faults(altered(card(), 1, 15, "<"))[0] == ("mrz_check_digit", 1, (15, 15))


def test_one_text_with_spaces_and_small_letters_is_read_too():
    assert read("\n".join(passport()).lower() + "\n\n").number == "99QB00417"


def test_two_digits_of_a_year_mean_the_latest_year_that_is_not_in_the_future():
    assert read(passport(birth="261121")).born_on.year == 2026
    assert read(passport(birth="261122")).born_on.year == 1926
    assert read(passport(birth="900214"), on=date(2090, 2, 13)).born_on.year == 1990


def test_unknown_parts_of_a_birth_date_stay_unknown():
    assert read(passport(birth="9002<<")).born_on == PartialDate(year=1990, month=2)
    assert read(passport(birth="<<<<<<")).born_on == PartialDate()


def test_the_29th_of_february_needs_a_leap_year_in_the_right_century():
    assert read(passport(birth="000229")).born_on == PartialDate(year=2000, month=2, day=29)
    assert faults(passport(birth="990229")) == [("mrz_date", 2, (14, 19))]


def test_a_passport_that_never_expires_says_so_with_fillers():
    assert read(passport(expiry="<<<<<<")).expires_on is None
    assert faults(passport(expiry="311301")) == [("mrz_date", 2, (22, 27))]
    assert faults(passport(expiry="31010A")) == [("mrz_date", 2, (22, 27))]


def test_sex_may_be_unspecified():
    assert read(passport(sex="<")).sex is None
    assert read(passport(sex="X")).sex is None
    assert read(passport(sex="M")).sex is Sex.MALE
    assert faults(passport(sex="K")) == [("mrz_sex", 2, (21, 21))]


def test_germany_writes_one_letter():
    zone = read(passport(state="D"))
    assert (zone.issuer, zone.nationality) == ("DEU", "DEU")


def test_an_unknown_state_is_named_in_both_places():
    assert faults(passport(state="UTO")) == [("mrz_state", 1, (3, 5)), ("mrz_state", 2, (11, 13))]


def test_other_documents_are_no_passports():
    assert faults(passport(code="V")) == [("mrz_kind", 1, (1, 1))]
    assert faults(card(code="P")) == [("mrz_kind", 1, (1, 1))]


def test_a_zone_without_a_name_is_a_fault():
    assert faults(passport(names="")) == [("mrz_name", 1, (6, 44))]


def test_a_date_of_letters_is_a_fault_and_not_an_error():
    assert ("mrz_date", 2, (14, 19)) in faults(altered(passport(), 2, 14, "A"))


@pytest.mark.parametrize(
    ("place", "field", "at"),
    [(1, "number", 10), (14, "birth", 20), (22, "expiry", 28), (29, "optional", 43)],
)
def test_each_check_digit_guards_its_field(place, field, at):
    lines = passport(optional="7042")
    other = str((int(lines[1][place - 1]) + 1) % 10)
    found = mrz.parse(altered(lines, 2, place, other), on=TODAY)
    assert isinstance(found, BadZone)
    told = [(fault.facts["field"], fault.positions) for fault in found.faults if fault.code == "mrz_check_digit"]
    assert told == [(field, (at, at)), ("whole", (44, 44))]


def test_an_optional_field_without_its_digit_is_a_fault_only_when_it_holds_something():
    lines = passport()
    assert lines[1][42] == "<"
    assert read(lines).optional == ""
    assert faults(altered(passport(optional="7042"), 2, 43, "<"))[0] == ("mrz_check_digit", 2, (43, 43))


def test_an_empty_optional_field_has_a_nought_or_a_filler_for_its_digit():
    nought = passport()[1][:42] + "0"
    whole = nought[:10] + nought[13:20] + nought[21:43]
    assert read([passport()[0], nought + check(whole)]).optional == ""
    assert faults(altered(passport(), 2, 43, "5"))[0] == ("mrz_check_digit", 2, (43, 43))


def test_a_fault_tells_the_expected_digit_in_both_languages():
    found = mrz.parse(altered(passport(), 2, 10, "0"), on=TODAY)
    assert isinstance(found, BadZone)
    expected = check("99QB00417")
    assert found.faults[0].en.startswith(
        f"line 2, position 10: '0' should be '{expected}', the check digit of the number"
    )
    assert found.faults[0].zh.startswith(f"第2行第10位：“0”应为“{expected}”（证件号码的校验码）")


def test_lines_of_other_lengths_are_counted():
    found = mrz.parse(["P<FRA", passport()[1]], on=TODAY)
    assert isinstance(found, BadZone)
    assert found.faults[0].facts == {"found": "2", "lengths": "5, 44"}
    assert faults([]) == [("mrz_lines", None, None)]
    assert faults("A" * 44) == [("mrz_lines", None, None)]


def test_strange_characters_are_shown_first_and_alone():
    assert faults(altered(passport(), 1, 7, "É")) == [("mrz_character", 1, (7, 7))]


def test_the_old_french_card_is_sent_to_a_person():
    assert faults(["IDFRAMOREAUVAL".ljust(36, "<"), "0" * 36]) == [("mrz_old_french_card", 1, (1, 5))]


@given(st.integers(1, 2), st.integers(1, 44), st.sampled_from("0123456789ABCXYZ<é "))
def test_any_altered_character_is_answered_in_both_languages(line, place, char):
    found = mrz.parse(altered(passport(), line, place, char), on=TODAY)
    for fault in getattr(found, "faults", ()):
        assert fault.zh
        assert fault.en


@given(st.integers(1, 9), st.integers(1, 9))
def test_no_wrong_digit_of_number_or_dates_goes_unnoticed(place, shift):
    line = passport(number="123456789")[1]
    wrong = altered(passport(number="123456789"), 2, place, str((int(line[place - 1]) + shift) % 10))
    assert isinstance(mrz.parse(wrong, on=TODAY), BadZone)


LAYOUT_OF_ITS_OWN = "FRENCH_NATIONAL_ID"


@pytest.mark.real_documents
def test_published_zones_are_judged_and_read_as_published(published):
    rows = [json.loads(line) for line in published("ids", "mrz.jsonl").read_text(encoding="utf-8").splitlines()]
    judged = [row for row in rows if row["expected_valid"] is not None]
    assert len(judged) == 11
    for row in judged:
        if row["fields"]["format"] == LAYOUT_OF_ITS_OWN:
            assert faults(row["lines"])[0][0] == "mrz_old_french_card"
            continue
        found = mrz.parse(row["lines"], on=TODAY)
        assert isinstance(found, Zone) is row["expected_valid"], row["test"]
        if isinstance(found, Zone):
            fields = row["fields"]
            assert (found.layout, found.number) == (fields["format"], fields["documentNumber"])
            assert (found.surname, found.given_names) == (fields["lastName"], fields["firstName"])
            assert found.issuer[0] == fields["issuingState"][0]
            assert found.sex is {"male": Sex.MALE, "female": Sex.FEMALE}[fields["sex"]]
            assert found.expires_on is not None
            assert f"{found.expires_on:%y%m%d}" == fields["expirationDate"]
