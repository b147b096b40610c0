"""The claim: one canonical form, a commitment that hides it, strict reading back, every fault named at once."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers import AT, a_claim, numbered
from qingbai.certificates.claim import Bilingual, ClaimRefused, Statement, parse
from qingbai.certificates.content import commitment
from qingbai.law.terms import AnswerPaper

printable = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=60)
days = st.dates(date(1900, 1, 1), date(2026, 3, 2))


def codes(refused):
    return {(fault.field, fault.code) for fault in refused.value.faults}


@given(printable, printable, days, st.none() | days, st.booleans())
def test_a_claim_comes_back_from_its_canonical_form_unchanged(name, purpose, born_on, period_from, issued):
    try:
        claim = a_claim(
            holder={"native": name, "born_on": born_on}, purpose=Bilingual(zh=purpose), period_from=period_from
        )
    except ClaimRefused:
        return  # letters not in composed form, or written from right to left
    claim = numbered(claim) if issued else claim
    assert parse(claim.canonical()) == claim
    assert parse(claim.canonical()).canonical() == claim.canonical()


def test_the_canonical_form_is_sorted_compact_json_that_escapes_nothing():
    text = numbered(a_claim()).canonical().decode()
    found = json.loads(text)
    assert text == json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert "林清和" in text
    assert found["searched_at"] == "2026-03-02T02:30:07Z"


def test_the_same_instant_in_another_zone_is_the_same_claim():
    elsewhere = AT.astimezone(timezone(timedelta(hours=-5)))
    assert a_claim(searched_at=elsewhere).canonical() == a_claim().canonical()


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace('"kind"', ' "kind"'),
        lambda text: text.replace("林清和", "\\u6797清和"),
        lambda text: text.replace('"valid_until":"2026-09-01"', '"valid_until":20260901'),
        lambda text: text.replace('"valid_until":"2026-09-01"', '"valid_until":"20260901"'),
        lambda text: text.replace('"sex":"F"', '"sex":"X"'),
        lambda text: text.replace('"sex":"F"', '"sex":["F"]'),
        lambda text: text[:-1] + ',"zzz":""}',
        lambda text: text.replace('"zh":"出国留学"', '"zh":1'),
        lambda text: text.replace('"native":"林清和"', '"native":null'),
        lambda text: text + "\n",
        lambda text: "[" * 100_000,
        lambda text: "",
        lambda text: "null",
    ],
)
def test_any_other_form_is_refused(change):
    text = numbered(a_claim()).canonical().decode()
    changed = change(text)
    assert changed != text
    with pytest.raises(ClaimRefused):
        parse(changed.encode())


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(ClaimRefused):
        parse(b"\xff" + a_claim().canonical())


def test_every_fault_is_named_at_once_with_its_field_and_in_both_languages():
    with pytest.raises(ClaimRefused) as refused:
        a_claim(
            holder={"native": "林\u202e清", "latin": " LIN", "nationality": "cn", "document_number": ""},
            purpose=Bilingual(zh="x" * 201),
            valid_until=date(2026, 3, 1),
            period_from=date(2026, 3, 3),
            number="1",
            searched_at=datetime(2026, 3, 2, tzinfo=UTC).replace(tzinfo=None),
        )
    assert codes(refused) == {
        ("holder.native", "unprintable"),
        ("holder.latin", "spaces"),
        ("holder.nationality", "nationality"),
        ("holder.document_number", "empty"),
        ("purpose.zh", "too_long"),
        ("valid_until", "before_issue"),
        ("period_from", "after_issue"),
        ("number", "numbered_in_part"),
        ("searched_at", "not_aware"),
    }
    assert all(fault.zh and fault.en and fault.field in fault.en for fault in refused.value.faults)


@pytest.mark.parametrize("hidden", ["\u202e", "\u200f", "\u200b", "\x00", "\x1b", "\n", "\ue000", "\u2028", "\ufeff"])
def test_characters_that_do_not_print_are_refused_in_a_name(hidden):
    with pytest.raises(ClaimRefused) as refused:
        a_claim(holder={"latin": f"LIN{hidden}QINGHE"})
    assert codes(refused) == {("holder.latin", "unprintable")}


@pytest.mark.parametrize("text", ["LIN  QINGHE", "LIN\u00a0QINGHE", "LIN\u3000QINGHE", "LIN "])
def test_spaces_at_the_ends_or_of_another_kind_are_refused(text):
    with pytest.raises(ClaimRefused) as refused:
        a_claim(holder={"latin": text})
    assert codes(refused) == {("holder.latin", "spaces")}


@pytest.mark.parametrize("name", ["ضياء", "דוד", "محمد عبد الرحمن", "יוסף בן־דוד", "مُحَمَّد", "أبو-بكر"])
def test_a_name_written_from_right_to_left_stands_as_in_the_document(name):
    assert a_claim(holder={"native": name}).holder.native == name


@pytest.mark.parametrize("name", ["LIN ا", "ضياء 2", "٢ضياء", "ضياء٢", "(ضياء)", "-ضياء", "ضياء林", "ضياء.", "ضياء ‮ا"])
def test_nothing_that_could_move_within_the_line_stands_beside_letters_from_right_to_left(name):
    with pytest.raises(ClaimRefused) as refused:
        a_claim(holder={"native": name})
    assert codes(refused) <= {("holder.native", "right_to_left"), ("holder.native", "unprintable")}


def test_a_name_not_in_composed_form_is_refused_rather_than_changed():
    with pytest.raises(ClaimRefused) as refused:
        a_claim(holder={"latin": "RENE\u0301E"})
    assert codes(refused) == {("holder.latin", "not_composed")}


def test_a_certificate_cannot_state_a_refusal():
    with pytest.raises(ClaimRefused) as refused:
        a_claim(AnswerPaper.CERTIFICATE, statement=Statement.NOT_ISSUED)
    assert codes(refused) == {("statement", "wrong_statement")}


def test_a_name_in_one_script_is_enough_and_none_is_not():
    a_claim(holder={"latin": ""})
    a_claim(holder={"native": ""})
    with pytest.raises(ClaimRefused) as refused:
        a_claim(holder={"native": "", "latin": ""})
    assert codes(refused) == {("holder.native", "empty")}


def test_a_commitment_has_one_size_and_follows_claim_document_and_salt():
    claim, salt = numbered(a_claim()), bytes(32)
    plain = commitment(claim, document=b"page", salt=salt)
    others = {
        commitment(claim, document=b"other page", salt=salt),
        commitment(claim, document=b"page", salt=b"\1" + salt[1:]),
        commitment(claim.numbered(number="other", code="code"), document=b"page", salt=salt),
        commitment(numbered(a_claim(AnswerPaper.REFUSAL)), document=b"page" * 9999, salt=salt),
    }
    assert len(others | {plain}) == 5
    assert {len(each) for each in others} == {32}


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_salt_of_another_size_is_refused(size):
    with pytest.raises(ValueError, match="32"):
        commitment(numbered(a_claim()), document=b"", salt=bytes(size))
