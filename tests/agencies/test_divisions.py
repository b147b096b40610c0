"""Division codes and the names they had."""

from pathlib import Path

import pytest

import cast
from qingbai.agencies import courts, divisions
from qingbai.agencies.files import BadReferenceData
from qingbai.agencies.terms import Bilingual
from qingbai.law.terms import DocumentKind
from qingbai.matching import identity


def test_a_code_names_the_province_the_city_and_the_county():
    assert divisions.path("110105") == "北京市朝阳区"
    assert divisions.path("440305") == "广东省深圳市南山区"
    assert divisions.path("429004") == "湖北省仙桃市"
    assert divisions.path("440000") == "广东省"
    assert divisions.path("440300") == "广东省深圳市"


def test_a_code_that_was_given_up_keeps_its_name():
    found = divisions.division("110103")
    assert found is not None
    assert (found.name, found.until_year) == ("崇文区", 2009)
    assert divisions.division("110103", 2015) is None
    assert divisions.path("110103", 2015) == ""
    assert divisions.path("110103", 2000) == "北京市崇文区"


def test_a_code_may_have_had_several_names():
    assert [(name.name, name.from_year, name.until_year) for name in divisions.history("120112")] == [
        ("南郊区", None, 1991),
        ("津南区", 1992, None),
    ]
    assert divisions.path("120112", 1991) == "天津市南郊区"
    assert divisions.path("120112", 1992) == divisions.path("120112") == "天津市津南区"


def test_a_place_renamed_lately_has_its_present_name():
    assert divisions.path("431181") == "湖南省永州市祁阳市"
    assert divisions.path("431121") == "湖南省永州市祁阳县"


def test_an_unknown_code_names_nothing():
    assert divisions.division("999999") is None
    assert divisions.history("999999") == ()
    assert divisions.path("999999") == ""
    assert divisions.bilingual("999999") == Bilingual("999999", "999999")


def test_the_demonstrations_places_are_marked_as_invented():
    found = divisions.division("100101")
    assert found is not None
    assert found.invented
    assert divisions.bilingual("100101") == Bilingual("清河区", "Qinghe District")
    assert divisions.path("100102") == "演示省演示市石桥区"
    assert not any(divisions.division(code).invented for code in ("110105", "440305"))


def test_a_place_without_an_english_name_keeps_the_chinese_one():
    assert divisions.bilingual("110105") == Bilingual("朝阳区", "Chaoyang District")
    assert divisions.bilingual("440305") == Bilingual("南山区", "南山区")


def test_no_real_code_lies_in_the_demonstrations_province():
    assert {code for code in divisions.places() if code.startswith("10")} == {"100101", "100102", "100201"}


def test_the_table_gives_advice_about_a_resident_number():
    found = identity.parse(DocumentKind.RESIDENT_ID, cast.CLEAN.number, places=divisions.places())
    assert [note.en for note in found.notes] == ["positions 1–6: first registered in: 演示省演示市清河区."]


def test_a_line_that_is_no_division_is_named(tmp_path: Path):
    path = tmp_path / "places.tsv"
    path.write_text(
        "code\tname\tfrom\tuntil\n1001\t甲\t\t\n100101\t\t\t\n100101\t甲\t84\t\n100101\t乙\t1984\t\n", encoding="utf-8"
    )
    with pytest.raises(BadReferenceData) as refused:
        divisions.load({path: True})
    assert [(fault.file, fault.key) for fault in refused.value.faults] == [
        ("places.tsv", f"line {n}") for n in (2, 3, 4)
    ]


def test_a_code_out_of_use_leads_to_one_in_use_and_none_in_use_leads_anywhere():
    found = divisions.successors()
    assert found["110103"] == "110101"
    in_use = {code for code in divisions.places() if divisions.division(code).until_year is None}
    assert set(found.values()) <= in_use
    assert not set(found) & in_use
    assert len(found) > 2900


@pytest.mark.parametrize(
    ("code", "place"),
    [("京0105", "110105"), ("苏05", "320500"), ("沪", "310000"), ("粤71", "440000"), ("演0101", "100101")],
)
def test_a_courts_code_tells_where_it_sits(code, place):
    assert courts.division_of(code) == place


@pytest.mark.parametrize("code", ["最高法", "军", "0105", "", "京010"])
def test_what_is_no_code_of_a_local_court_tells_no_place(code):
    assert courts.division_of(code) is None
