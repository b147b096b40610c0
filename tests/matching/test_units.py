"""Unified social credit codes of units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingbai.matching import units
from qingbai.matching.units import ALPHABET, MalformedUnitCode, UnitCode


def faults(text):
    found = units.parse(text)
    assert isinstance(found, MalformedUnitCode)
    return [(fault.code, fault.positions) for fault in found.faults]


def invented(middle="MA00000X0"):
    first17 = "91100101" + middle
    return first17 + units.check_character(first17)


def test_published_codes_of_two_ministries_are_well_formed():
    for number in ("11100000000013127D", "11100000000013338W"):
        assert units.parse(number) == UnitCode(number)


def test_a_code_tells_the_division_and_is_made_plain():
    number = invented()
    found = units.parse(f" {number[:8].lower()} {number[8:].lower()} ")
    assert found == UnitCode(number)
    assert found.division == "100101"


def test_a_wrong_check_character_is_named_with_the_right_one():
    found = units.parse("11100000000013127A")
    assert isinstance(found, MalformedUnitCode)
    assert found.faults[0].en.startswith("position 18: 'A' should be 'D'")


@pytest.mark.parametrize("letter", "IOSVZ")
def test_letters_that_look_like_others_are_not_used(letter):
    assert faults(invented()[:9] + letter + invented()[10:]) == [("uscc_character", (10, 10))]


def test_faults_come_all_at_once():
    assert faults("") == [("empty", None)]
    assert faults("9110A101O") == [("length", None), ("character", (5, 5)), ("uscc_character", (9, 9))]
    assert faults("91A0010B" + invented()[8:]) == [("character", (3, 3)), ("character", (8, 8))]


@given(st.integers(0, 16), st.integers(1, 30))
def test_no_single_wrong_character_goes_unnoticed(place, shift):
    number = invented()
    other = ALPHABET[(ALPHABET.index(number[place]) + shift) % 31]
    assert isinstance(units.parse(number[:place] + other + number[place + 1 :]), MalformedUnitCode)
