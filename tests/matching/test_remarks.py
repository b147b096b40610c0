"""Every remark speaks both languages and says where."""

import string

import pytest

from qingbai.matching.remarks import SENTENCES, Remark


@pytest.mark.parametrize("code", SENTENCES)
def test_both_sentences_use_the_same_facts(code):
    fields = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in SENTENCES[code]]
    assert fields[0] == fields[1]
    assert SENTENCES[code][0].endswith("。")
    assert SENTENCES[code][1].endswith(".")


def test_the_place_stands_before_the_sentence():
    assert Remark("empty").en.startswith("the number")
    assert Remark("empty", positions=(3, 3)).en.startswith("position 3: the")
    assert Remark("empty", positions=(3, 5)).zh.startswith("第3至5位：号码")
    assert Remark("mrz_name", line=2).zh.startswith("第2行：没有")
    assert Remark("mrz_name", line=2).en.startswith("line 2: there")
    assert Remark("mrz_name", positions=(6, 44), line=1).en.startswith("line 1, positions 6–44: there")
