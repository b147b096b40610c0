"""text: made even, with the way back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingbai.reading import numerals
from qingbai.reading.text import LIMIT, TextTooLong, even

PIECES = st.sampled_from(
    [
        "审",
        "判 长",
        "　",
        "\n",
        "１２",
        "（",
        "[",
        "&nbsp;",
        "&#160;",
        "&lt;",
        "<br/>",
        "<p class='x'>",
        "TOMAS RIVEDAL",
        "\x00",
        "\u200b",
        "○",
        "，",
        ",",
        ";",
        "年",
    ]
)
SCRAPS = st.lists(PIECES, max_size=40).map("".join)


@given(SCRAPS)
def test_every_character_leads_back_to_one_of_its_own(given_text: str) -> None:
    text = even(given_text)
    places = [text.origin(index) for index in range(len(text.flat))]
    assert places == sorted(places)
    assert all(0 <= place < len(given_text) for place in places)
    for index, character in enumerate(text.flat):
        if character in "审判长年TOMASRIVEDAL":
            assert given_text[places[index]] == character


@given(SCRAPS)
def test_an_even_text_has_no_white_space_but_inside_latin_names(given_text: str) -> None:
    flat = even(given_text).flat
    for index, character in enumerate(flat):
        if character.isspace():
            assert character == " "
            assert flat[index - 1].isascii()
            assert flat[index + 1].isascii()


@given(st.text(max_size=200))
def test_any_text_can_be_made_even(given_text: str) -> None:
    text = even(given_text)
    assert text.span(0, len(text.flat))[1] <= len(given_text)


def test_brackets_digits_and_glued_columns_become_one_kind() -> None:
    assert even("［２０２４］ 演０１０１ 刑 初 17 号").flat == "（2024）演0101刑初17号"


@pytest.mark.parametrize("circle", ["〇", "○", "◯", "Ｏ", "\u039f", "\u041e"], ids=lambda circle: f"{ord(circle):04x}")
def test_whatever_round_sign_a_year_is_written_with_is_zero(circle: str) -> None:
    assert numerals.day(even(f"二{circle}一{circle}年三月五日").flat) == date(2010, 3, 5)


def test_a_latin_name_keeps_its_blank() -> None:
    assert even("被告人 TOMAS RIVEDAL 犯").flat == "被告人TOMAS RIVEDAL犯"


def test_written_gives_back_the_signs_that_were_written() -> None:
    text = even("案号：〔２０２４〕演 0101 刑初 17 号")
    assert text.written(3, len(text.flat)) == "〔２０２４〕演0101刑初17号"


def test_a_text_longer_than_any_judgment_is_refused() -> None:
    with pytest.raises(TextTooLong, match="1,000,001"):
        even("文" * (LIMIT + 1))
    assert len(even("文" * LIMIT).flat) == LIMIT
