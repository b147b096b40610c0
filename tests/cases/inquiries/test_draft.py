"""An application as filled in: everything that cannot be right is told at once, with the field and the remedy."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cast
from applications import application
from qingbai.inquiries import draft as drafts
from qingbai.inquiries.draft import Draft, DraftRefused, Purpose
from qingbai.law.terms import AskerClass, DocumentKind, Sex

TODAY = date(2026, 5, 6)


def codes(draft: Draft) -> set[tuple[str, str]]:
    return {(fault.field, fault.code) for fault in drafts.faults(draft, on=TODAY)}


def test_an_ordinary_application_has_no_fault() -> None:
    assert codes(application()) == set()


def test_a_mistyped_digit_is_named_with_its_position_and_the_expected_one() -> None:
    wrong = cast.CLEAN.number[:-1] + ("0" if cast.CLEAN.number[-1] != "0" else "1")
    (fault,) = drafts.faults(application(document_number=wrong), on=TODAY)
    assert fault.field == "document_number"
    assert "18" in fault.en
    assert f"'{cast.CLEAN.number[-1]}'" in fault.en
    assert fault.zh != fault.en


def test_pasted_spaces_and_full_width_digits_are_taken_as_they_are_meant() -> None:
    pasted = " ".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in cast.CLEAN.number)
    assert codes(application(document_number=pasted)) == set()


def test_a_birth_date_or_sex_that_the_number_contradicts_is_a_fault() -> None:
    wrong = application(born_on=date(1994, 5, 13), sex=Sex.MALE)
    assert codes(wrong) == {("born_on", "number_date"), ("sex", "number_sex")}


def test_everything_wrong_is_told_at_once() -> None:
    wrong = application(
        name="",
        purpose=Purpose.OTHER,
        phone="1\x00",
        household="12",
        period_from=date(2027, 1, 1),
        period_to=date(2020, 1, 1),
        language="fr",
    )
    assert codes(wrong) == {
        ("name", "empty"),
        ("purpose_note", "note_needed"),
        ("phone", "unprintable"),
        ("household", "division"),
        ("period_from", "period_order"),
        ("period_from", "period_future"),
        ("language", "language"),
    }


def test_a_foreigner_needs_a_latin_name_and_the_days_stayed() -> None:
    foreigner = application(
        cast.FOREIGNER,
        asker_class=AskerClass.FOREIGNER,
        latin_name="",
        nationality="FRA",
        document_kind=DocumentKind.PASSPORT,
    )
    assert codes(foreigner) == {("latin_name", "latin_needed"), ("stay_days", "stay_needed")}


def test_json_with_unknown_missing_and_ill_typed_fields_names_them_all() -> None:
    values = drafts.as_json(application())
    del values["name"]
    values |= {"nickname": "x", "born_on": "yesterday", "purpose": "fun"}
    with pytest.raises(DraftRefused) as refused:
        drafts.parse(json.dumps(values))
    assert {(fault.field, fault.code) for fault in refused.value.faults} == {
        ("name", "missing"),
        ("nickname", "unknown_field"),
        ("born_on", "not_a_date"),
        ("purpose", "not_one_of"),
    }


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"', b"\xff\xfe"])
def test_what_is_no_application_is_refused_and_named(text: str | bytes) -> None:
    with pytest.raises(DraftRefused):
        drafts.parse(text)


@given(st.text(max_size=20), st.text(max_size=30), st.integers(0, 400) | st.none())
def test_what_is_kept_as_json_is_read_back_the_same(name: str, note: str, days: int | None) -> None:
    draft = application(name=name, purpose_note=note, stay_days=days)
    assert drafts.from_json(drafts.as_json(draft)) == draft


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=12))
def test_no_text_makes_the_examination_fail(name: str, number: str, nationality: str) -> None:
    for fault in drafts.faults(application(name=name, document_number=number, nationality=nationality), on=TODAY):
        assert fault.zh
        assert fault.en


def test_the_published_schema_of_an_application_is_current() -> None:
    published = Path(__file__).parents[3] / "docs" / "api" / "application.schema.json"
    assert json.loads(published.read_text()) == drafts.schema(), "write it anew: python tools/schemas.py"
