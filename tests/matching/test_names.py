"""Names: one name in many spellings, and two names that only look alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cast
from qingbai.matching import names
from qingbai.matching.names import Likeness, Script
from qingbai.matching.surnames import READING_OF
from qingbai.matching.variants import SIMPLIFIED_OF, simplify

ANY_NAME = st.text(
    st.sampled_from("林清和劉刘某×X· ABCabcéøß-'.1甲ИванБ\u200b"), min_size=0, max_size=9
) | st.sampled_from(
    [cast.CLEAN.name, cast.CLEAN.latin, cast.FOREIGNER.name, "托马斯·里韦达尔", "欧阳石堤", "OUYANG SHIDI"]
)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        (" 林 清 和 ", "林清和"),
        ("林\u200b清和\n", "林清和"),
        ("托马斯•里韦达尔", "托马斯·里韦达尔"),
        ("托马斯 ・ 里韦达尔", "托马斯·里韦达尔"),
        ("托马斯．里韦达尔", "托马斯·里韦达尔"),
        ("ＴＯＭＡＳ　 RIVEDAL", "TOMAS RIVEDAL"),
        ("林清和·", "林清和"),
        ("沈小渡", "沈小渡"),
        ("\uf9f4清和", "林清和"),
    ],
)
def test_a_name_is_brought_into_one_spelling(written, plain):
    assert names.normalise(written) == plain


def test_the_script_of_a_name():
    assert names.script("林清和") is Script.HAN
    assert names.script("D某") is Script.HAN
    assert names.script("LIN QINGHE") is Script.LATIN
    assert names.script("Тумас") is Script.OTHER


@pytest.mark.parametrize("name", ["林某", "林某某", "林××", "林XX", "林Ｘ", "林*和", "林○○", "某某"])
def test_masked_names_are_recognised(name):
    assert names.is_masked(name)


@pytest.mark.parametrize("name", ["林清和", "XAVER", "MAX", "阿 Q", "托马斯·X·里韦达尔"])
def test_whole_names_are_not_masked(name):
    assert not names.is_masked(name)


@pytest.mark.parametrize(
    ("name", "ends"),
    [
        ("林某", ("林", "")),
        ("林某某", ("林", "")),
        ("林某甲", ("林", "")),
        ("林某1", ("林", "")),
        ("林某A", ("林", "")),
        ("林某和", ("林", "和")),
        ("某和", ("", "和")),
        ("劉某", ("刘", "")),
        ("某某", ("", "")),
    ],
)
def test_what_a_masked_name_still_shows(name, ends):
    assert names.open_ends(name) == ends


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("林清和", "林 清和", Likeness.SAME),
        ("林清和", "林清河", Likeness.DIFFERENT),
        ("沈小渡", "沈小洲", Likeness.DIFFERENT),
        ("劉清和", "刘清和", Likeness.VARIANT),
        ("林某某", "林清和", Likeness.MASKED),
        ("林清和", "赵某", Likeness.DIFFERENT),
        ("林某", "林某和", Likeness.MASKED),
        ("林某堤", "林某和", Likeness.DIFFERENT),
        ("某和", "林清和", Likeness.MASKED),
        ("劉某", "刘清和", Likeness.MASKED),
        ("某某", "林清和", Likeness.INCOMPARABLE),
        ("欧阳石堤", "欧阳石提", Likeness.SIMILAR),
        ("托马斯·里韦达尔", "托马斯•里韦达", Likeness.SIMILAR),
        ("LIN QINGHE", "Qinghe Lin", Likeness.SAME),
        ("LIN QINGHE", "Lin Qing He", Likeness.SAME),
        ("LIN QINGHE", "QING HE LIN", Likeness.SAME),
        ("Søren d'Aubigné", "SOREN DAUBIGNE", Likeness.SAME),
        ("Müller-Łoś", "MULLER LOS", Likeness.SAME),
        ("ANNA MARIA ROSSI", "ROSSI MARIA ANNA", Likeness.SAME),
        ("TOMAS RIVEDAL", "THOMAS RIVEDAL", Likeness.SIMILAR),
        ("TOMAS RIVEDAL", "TOMAS BJORN RIVEDAL", Likeness.SIMILAR),
        ("TOMAS RIVEDAL", "TOMAS LINDQVIST", Likeness.DIFFERENT),
        ("Тумас Риведал", "ТУМАС  РИВЕДАЛ", Likeness.SAME),
        ("Тумас", "TOMAS", Likeness.INCOMPARABLE),
        ("Тумас", "林清和", Likeness.INCOMPARABLE),
        ("T*** RIVEDAL", "TOMAS RIVEDAL", Likeness.INCOMPARABLE),
        ("---", "TOMAS", Likeness.INCOMPARABLE),
        ("---", "...", Likeness.INCOMPARABLE),
        ("林清和", "LIN QINGHE", Likeness.READING),
        ("林清和", "QINGHE LIN", Likeness.READING),
        ("林清和", "ZHAO QINGHE", Likeness.OTHER_READING),
        ("单清和", "SHAN QINGHE", Likeness.READING),
        ("单清和", "DAN QINGHE", Likeness.OTHER_READING),
        ("吕清和", "LYU QINGHE", Likeness.READING),
        ("吕清和", "LU QINGHE", Likeness.READING),
        ("吕清和", "LV QINGHE", Likeness.READING),
        ("呂清和", "LÜ QINGHE", Likeness.READING),
        ("欧阳石堤", "OUYANG SHIDI", Likeness.READING),
        ("欧阳石堤", "OU YANG SHIDI", Likeness.READING),
        ("欧阳石堤", "SHIDI OU YANG", Likeness.READING),
        ("欧阳", "OU YANG", Likeness.READING),
        ("托马斯·里韦达尔", "TOMAS RIVEDAL", Likeness.INCOMPARABLE),
        ("䲜清和", "LIN QINGHE", Likeness.INCOMPARABLE),
        ("林清和", "L** QINGHE", Likeness.INCOMPARABLE),
        ("林清和", "林清和", Likeness.SAME),
    ],
)
def test_two_names(one, other, likeness):
    assert names.compare(one, other) is likeness
    assert names.compare(other, one) is likeness


def test_a_two_character_name_has_a_single_surname():
    assert names.surname_readings("欧阳") == {"OU"}
    assert names.surname_readings("欧阳石") == {"OUYANG"}


def test_the_tables_hold_what_they_say():
    assert len(READING_OF) == 911
    assert (READING_OF["单"], READING_OF["曾"], READING_OF["仇"], READING_OF["尉迟"]) == (
        "shan",
        "zeng",
        "qiu",
        "yuchi",
    )
    assert len(SIMPLIFIED_OF) == 2920
    assert simplify("張國榮") == "张国荣"
    assert not set(SIMPLIFIED_OF) & {simplified for simplified in SIMPLIFIED_OF.values() if len(simplified) != 1}


def test_similarity_is_between_nought_and_one_and_nought_between_scripts():
    assert names.similarity("林清和", "林清和") == 1
    assert names.similarity("林清和", "LIN QINGHE") == 0
    assert names.similarity("---", "TOMAS") == 0
    assert names.similarity("欧阳石堤", "欧阳石提") == pytest.approx(0.75)
    assert names.similarity("TOMAS RIVEDAL", "THOMAS RIVEDAL") == pytest.approx(5 / 6)


@given(ANY_NAME, ANY_NAME)
def test_comparing_does_not_depend_on_the_order(one, other):
    assert names.compare(one, other) is names.compare(other, one)
    assert names.similarity(one, other) == names.similarity(other, one)
    assert 0 <= names.similarity(one, other) <= 1


@given(ANY_NAME)
def test_a_name_is_itself(name):
    assert names.normalise(names.normalise(name)) == names.normalise(name)
    if not names.is_masked(name) and names.compare(name, name) is not Likeness.INCOMPARABLE:
        assert names.compare(name, name) is Likeness.SAME


@given(ANY_NAME, ANY_NAME)
def test_equal_names_have_equal_letters(one, other):
    if names.compare(one, other) is Likeness.SAME and names.script(one) is not Script.HAN:
        assert names.letters(one) == names.letters(other)
