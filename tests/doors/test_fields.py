"""What people type and what they meant."""

import unicodedata
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import example, given, strategies

from qingbai.pages.fields import Day, Upload, tidy, tidy_number


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("１００１０１　１９９４０５１２　０２４３", "100101199405120243"),
        (" 10010119940512024x ", "10010119940512024X"),
        ("ab-cd ef", "ABCDEF"),
        ("\u200b1\u200f2\u00a03", "123"),
    ],
)
def test_a_number_is_what_stands_on_the_document(typed: str, meant: str) -> None:
    assert tidy_number(typed) == meant


@example("\u0304\u200b\u0316")
@given(strategies.text())
def test_a_tidy_line_has_nothing_that_a_paper_would_refuse_and_stays_tidy(typed: str) -> None:
    line = tidy(typed)
    assert tidy(line) == line
    assert line == " ".join(line.split())
    assert not {unicodedata.category(character) for character in line} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def test_names_keep_what_makes_them_names() -> None:
    assert tidy(" Zoë  O’Brien ") == "Zoë O’Brien"
    assert tidy("买买提·吐尔逊") == "买买提·吐尔逊"


@given(strategies.dates())
def test_every_day_of_the_calendar_can_be_typed(day: date) -> None:
    if day.year >= 1000:
        assert Day().clean([str(day.year), f" {day.month:02d}", f"{day.day}　"]) == day


@pytest.mark.parametrize(
    ("boxes", "code"),
    [
        (["", "", ""], "required"),
        (["2024", "2", ""], "incomplete"),
        (["2023", "2", "29"], "impossible"),
        (["2024", "0", "1"], "impossible"),
        (["94", "1", "1"], "short_year"),
        (["2024", "二", "1"], "not_a_number"),
        (["2024", "٢", "1"], "not_a_number"),
        (["2024", "−1", "1"], "not_a_number"),
    ],
)
def test_what_is_no_day_is_told_apart(boxes: list[str], code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Day().clean(boxes)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"%PDF-1.7 ...", "pdf"), (b"\xff\xd8\xff\xe0 ...", "jpeg"), (b"\x89PNG\r\n\x1a\n ...", "png")],
)
def test_a_file_is_what_it_begins_with_and_not_what_it_is_called(data: bytes, kind: str) -> None:
    file = SimpleUploadedFile("holiday.exe", data)
    assert Upload(kinds=(kind,)).clean(file).read() == data
    for other in {"pdf", "jpeg", "png"} - {kind}:
        with pytest.raises(ValidationError) as refused:
            Upload(kinds=(other,)).clean(SimpleUploadedFile(f"x.{other}", data))
        assert refused.value.code == "kind"


def test_a_file_that_is_too_large_is_refused_with_the_size_allowed() -> None:
    with pytest.raises(ValidationError) as refused:
        Upload(kinds=("pdf",), largest=1024**2).clean(SimpleUploadedFile("x.pdf", b"%PDF-" + bytes(1024**2)))
    assert refused.value.code == "too_large"
    assert "1 MB" in refused.value.messages[0]
