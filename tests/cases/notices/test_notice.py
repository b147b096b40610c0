"""A notice read from JSON: strictly, everything wrong at once, and the same notice however it was spaced."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingbai.incoming import LARGEST
from qingbai.notices import notice as notices
from qingbai.notices.faults import NoticeRefused
from qingbai.notices.notice import FORM
from registering import demo


def codes(data: bytes | str) -> set[tuple[str, str]]:
    with pytest.raises(NoticeRefused) as refused:
        FORM.parse(data)
    return {(fault.field, fault.code) for fault in refused.value.faults}


def values() -> dict:
    return FORM.as_json(demo("zhao-shidi"))


def changed(**changes) -> str:
    return json.dumps({**values(), **changes}, ensure_ascii=False)


def test_a_notice_reads_back_as_it_was_written():
    assert FORM.parse(json.dumps(values())) == demo("zhao-shidi")


def test_digests_do_not_depend_on_spacing_or_order():
    shuffled = json.dumps(dict(reversed(values().items())), indent=3)
    assert FORM.parse(shuffled).body_digest == demo("zhao-shidi").body_digest


def test_a_later_state_of_the_same_facts_has_another_body_and_the_same_facts():
    one, later = demo("zhao-shidi"), demo("zhao-shidi", message_id="m-2", confirmed_by="other")
    assert one.body_digest != later.body_digest
    assert one.facts_digest == later.facts_digest
    assert one.facts_digest != demo("zhao-shidi", defendant={"household": "100102"}).facts_digest


def test_line_ends_do_not_make_another_document_of_a_text():
    windows = demo("zhao-shidi", text=demo("zhao-shidi").text.replace("\n", "\r\n"))
    assert windows.document_digest == demo("zhao-shidi").document_digest


def test_everything_missing_unknown_and_ill_typed_is_told_at_once():
    stated = values()
    del stated["text"]
    stated["colour"] = "red"
    stated["final_on"] = "2023-02-30"
    stated["defendants"][0]["sex"] = "X"
    stated["defendants"][0]["documents"][0]["numbr"] = "1"
    stated["defendants"][0]["main_acts_before_18"] = "yes"
    stated["defendants"][0]["name"] = 7
    stated["service"] = {}
    stated["sender"] = "court"
    assert codes(json.dumps(stated)) == {
        ("text", "missing"),
        ("colour", "unknown_field"),
        ("final_on", "not_a_date"),
        ("defendants[0].sex", "not_one_of"),
        ("defendants[0].documents[0].numbr", "unknown_field"),
        ("defendants[0].main_acts_before_18", "not_true_or_false"),
        ("defendants[0].name", "not_text"),
        ("service", "not_a_list"),
        ("sender", "not_an_object"),
    }


@pytest.mark.parametrize("format_", ["qingbai/judgment-notice/2", "", "csv"])
def test_an_unknown_version_names_the_one_that_is_read(format_: str):
    with pytest.raises(NoticeRefused) as refused:
        FORM.parse(changed(format=format_))
    [fault] = refused.value.faults
    assert (fault.field, fault.code) == ("format", "unknown_format")
    assert "qingbai/judgment-notice/1" in fault.en


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (b'{"a": NaN}', "not_json"),
        (b"[" * 100_000, "nested_too_deep"),
        ('{"a": 1, "a": 2}', "repeated_key"),
        ("判决".encode("gb18030"), "not_utf8"),
        ("{}".encode("utf-16"), "not_utf8"),
        (b" " * (LARGEST + 1), "too_large"),
    ],
)
def test_what_is_no_json_is_refused_with_what_is_wrong(data: bytes | str, code: str):
    assert {found for _, found in codes(data)} == {code}


def test_wrong_bytes_are_named_by_their_place():
    with pytest.raises(NoticeRefused, match="byte 3"):
        FORM.parse(b"{}\xff")


def test_a_repeated_field_deep_inside_is_refused_too():
    text = changed().replace('"sex": "M"', '"sex": "M", "sex": "F"')
    assert codes(text) == {("sex", "repeated_key")}


def test_a_byte_order_mark_is_no_fault():
    assert FORM.parse(b"\xef\xbb\xbf" + changed().encode()) == demo("zhao-shidi")


@pytest.mark.parametrize("instant", ["2023-05-05T00:00:00", "2023-05-05T10:00:00+08:00", "20230505", "1683244800"])
def test_a_date_is_a_date_and_nothing_else(instant: str):
    assert ("final_on", "not_a_date") in codes(changed(final_on=instant))


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3), max_leaves=8), st.sampled_from(sorted(values())))  # fmt: skip
def test_no_value_in_any_place_breaks_the_reading(value, field: str):
    with contextlib.suppress(NoticeRefused):
        FORM.parse(changed(**{field: value}))


def test_the_schema_names_every_field_and_nothing_else():
    schema = notices.FORM.schema()
    assert set(schema["properties"]) == set(values())
    assert schema["additionalProperties"] is False
