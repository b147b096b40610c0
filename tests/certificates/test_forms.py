"""Forms to print and sign: what is known stands in its box, what is not stays blank, and nothing about them looks like an issued paper."""

import io
import re

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

import cast as people
from letters import bare, pages_of, tags, text_of
from papers import AT
from qingbai.certificates.claim import ClaimRefused
from qingbai.certificates.paper.forms import LAYOUTS, Form, Values, keys, render
from qingbai.certificates.paper.typesetting import GlyphMissing
from qingbai.certificates.trust import Trust
from qingbai.certificates.verify import verify_file

EVERY = pytest.mark.parametrize("form", list(Form))


@EVERY
def test_every_value_stands_on_the_form_and_every_label_in_both_languages(form):
    known = {key: f"值{place}第{place}项" for place, key in enumerate(keys(form))}
    text = text_of(render(form, Values(fields=known), at=AT))
    for value in known.values():
        assert value in text, value
    for _, blanks in LAYOUTS[form].sections:
        for blank in blanks:
            assert bare(blank.zh) in text, blank.zh
            assert bare(blank.en) in text, blank.en
    for words in (LAYOUTS[form].title, *LAYOUTS[form].undertaking, *LAYOUTS[form].signatures):
        assert bare(words.zh) in text
        assert bare(words.en) in text


@EVERY
def test_an_empty_form_is_one_tagged_page_with_room_to_write(form):
    data = render(form, at=AT)
    assert pages_of(data) == 1
    root = PdfFileReader(io.BytesIO(data), strict=True).root
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "zh-CN"
    assert {"/H1", "/H2", "/Table"} <= set(tags(root["/StructTreeRoot"]))


@EVERY
def test_a_form_is_no_issued_paper(form):
    data = render(form, at=AT)
    assert verify_file(data, Trust(roots=(), logs=())).signed.code == "not_signed"
    assert "核验码" not in text_of(data)


def test_the_list_of_a_unit_takes_several_hundred_people_and_repeats_its_head():
    row = (people.CLEAN.name, "居民身份证", people.CLEAN.number, "拟招录", "保育员")
    data = render(Form.UNIT, Values(rows=tuple((str(place + 1), *row) for place in range(200))), at=AT)
    text = text_of(data)
    assert pages_of(data) > 3
    assert text.count(people.CLEAN.number) == 200
    assert text.count("被查询人姓名") >= 4


def test_everything_wrong_with_the_values_is_named_at_once():
    with pytest.raises(ClaimRefused) as refused:
        render(
            Form.UNIT,
            Values(fields={"unit": "林\u202e", "name": "林"}, rows=(("1", "林"), ("2", " 林", "", "", "", ""))),
            at=AT,
        )
    assert {(fault.field, fault.code) for fault in refused.value.faults} == {
        ("unit", "unprintable"),
        ("name", "no_such_field"),
        ("rows[0]", "cells"),
        ("rows[1][1]", "spaces"),
    }
    with pytest.raises(ClaimRefused) as without_list:
        render(Form.CITIZEN, Values(rows=(("1",),)), at=AT)
    assert [fault.field for fault in without_list.value.faults] == ["rows"]


def test_a_character_no_font_shows_is_refused_by_name():
    with pytest.raises(GlyphMissing) as refused:
        render(Form.CITIZEN, Values(fields={"name": "林𠮷和"}), at=AT)
    assert refused.value.characters == "𠮷"


def test_the_same_values_and_instant_give_the_same_bytes():
    values = Values(fields={"name": people.CLEAN.name})
    assert render(Form.CITIZEN, values, at=AT) == render(Form.CITIZEN, values, at=AT)


@EVERY
def test_the_keys_of_a_form_are_each_one_box(form):
    assert len(set(keys(form))) == len(keys(form))
    assert all(re.fullmatch(r"[a-z_]+", key) for key in keys(form))
