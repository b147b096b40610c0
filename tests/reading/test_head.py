"""What the head and the end of a document alone decide: who prosecutes, and whether the text is whole."""

from pathlib import Path

import pytest

from qingbai.reading import read

FOLDER = Path(__file__).parent / "judgments"


def lines(name: str) -> list[str]:
    return (FOLDER / f"{name}.txt").read_text().splitlines()


def test_a_private_prosecution_shows_in_the_words_of_the_charge_where_the_head_names_no_prosecutor() -> None:
    head = [line for line in lines("private-prosecution") if not line.startswith(("自诉人暨", "诉讼代理人"))]
    reading = read("\n".join(head).replace("被告人及反诉自诉人", "被告人"))
    assert reading.prosecution == "private"
    assert reading.prosecutor is None


def test_a_public_prosecution_shows_in_the_words_of_the_charge_but_is_less_sure() -> None:
    reading = read("\n".join(line for line in lines("several-accused") if not line.startswith("公诉机关")))
    assert (reading.prosecution, reading.sure["prosecution"]) == ("public", "likely")
    assert (reading.prosecutor, reading.sure["prosecutor"]) == ("演示市清河区人民检察院", "likely")


def test_the_prosecutor_is_who_charged_not_who_protests() -> None:
    text = "\n".join(lines("appeal-upheld"))
    before, role, after = text.partition("原公诉机关")
    assert role
    reading = read(before + "抗诉机关演示市人民检察院。\n" + role + after)
    assert reading.prosecutor == "演示市清河区人民检察院"


@pytest.mark.parametrize("closing", ["本裁定为终审裁定。", "本裁定系终审裁定。", "本裁定书为终审裁定。"])
def test_words_of_finality_close_a_verdict_but_do_not_sign_it(closing: str) -> None:
    text = "\n".join(lines("appeal-upheld"))
    before, found, _ = text.partition("本裁定为终审裁定。")
    assert found
    assert read(before).missing == ("verdict_end", "pronounced_on")
    assert read(before + closing).missing == ("judges", "pronounced_on")
