"""Boxes: only the key opens them, only in their own row, and a fingerprint tells nothing without it."""

from uuid import UUID, uuid4

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

import cast
from qingbai.sealing import boxes
from qingbai.sealing.boxes import BoxDoesNotOpen, NoVaultKey

ROW = UUID(int=7)
CONTENT = {"name": cast.SEALED.name, "number": cast.SEALED.number, "text": "判决如下：…"}


def test_a_box_opens_in_its_row():
    assert boxes.open_box("judgment", ROW, boxes.close("judgment", ROW, CONTENT)) == CONTENT


def test_a_box_shows_nothing_of_its_content_and_is_never_the_same_twice():
    box = boxes.close("judgment", ROW, CONTENT)
    assert cast.SEALED.name.encode() not in box
    assert cast.SEALED.number.encode() not in box
    assert box != boxes.close("judgment", ROW, CONTENT)


@pytest.mark.parametrize("place", [("judgment", uuid4()), ("subject", ROW)])
def test_a_box_moved_to_another_row_or_table_does_not_open(place):
    box = boxes.close("judgment", ROW, CONTENT)
    with pytest.raises(BoxDoesNotOpen, match="moved from another row"):
        boxes.open_box(*place, box)


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_a_changed_byte_anywhere_keeps_a_box_shut(place: int, change: int):
    box = bytearray(boxes.close("judgment", ROW, CONTENT))
    box[place % len(box)] ^= change
    with pytest.raises(BoxDoesNotOpen):
        boxes.open_box("judgment", ROW, bytes(box))


def test_another_key_does_not_open_a_box_and_says_that_it_is_another(monkeypatch):
    box = boxes.close("judgment", ROW, CONTENT)
    monkeypatch.setattr(settings, "VAULT_KEY", "another key of more than thirty-two characters")
    with pytest.raises(BoxDoesNotOpen, match="another vault key"):
        boxes.open_box("judgment", ROW, box)


@pytest.mark.parametrize("key", [None, "", "short"])
def test_a_process_without_the_key_neither_seals_nor_opens(monkeypatch, key):
    box = boxes.close("judgment", ROW, CONTENT)
    monkeypatch.setattr(settings, "VAULT_KEY", key)
    with pytest.raises(NoVaultKey, match="VAULT_KEY"):
        boxes.open_box("judgment", ROW, box)
    with pytest.raises(NoVaultKey):
        boxes.close("judgment", ROW, CONTENT)
    with pytest.raises(NoVaultKey):
        boxes.fingerprint("person", "x")


def test_fingerprints_depend_on_use_parts_and_key(monkeypatch):
    one = boxes.fingerprint("person", "ab", "c")
    assert one == boxes.fingerprint("person", "ab", "c")
    assert one != boxes.fingerprint("person", "a", "bc")
    assert one != boxes.fingerprint("document", "ab", "c")
    monkeypatch.setattr(settings, "VAULT_KEY", "another key of more than thirty-two characters")
    assert one != boxes.fingerprint("person", "ab", "c")
