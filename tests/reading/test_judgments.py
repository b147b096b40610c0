"""Invented judgments read whole: each text of ``judgments/`` says exactly what the JSON beside it says, and says where.

To add one, write the text, run ``qingbai read --json`` on it, check every value by eye, and keep the result without its spans.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qingbai.reading import Reading, numerals, read
from qingbai.reading.text import even

TEXTS = sorted((Path(__file__).parent / "judgments").glob("*.txt"))
DEMO = sorted((Path(__file__).parents[2] / "src/qingbai/project/demo/judgments").glob("*.txt"))
by_name = pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
everything = pytest.mark.parametrize("path", [*TEXTS, *DEMO], ids=lambda path: path.stem)


def told(reading: Reading) -> dict[str, Any]:
    """The reading without spans; of its sureness only what is less than sure."""
    said = reading.as_json()
    del said["spans"]
    sure = said.pop("sure")
    return {**said, "less_sure": {path: grade for path, grade in sure.items() if grade != "sure"}}


@by_name
def test_a_judgment_is_read_whole(path: Path) -> None:
    assert told(read(path.read_text())) == json.loads(path.with_suffix(".json").read_text())


@by_name
def test_windows_line_ends_and_a_byte_order_mark_change_nothing(path: Path) -> None:
    text = path.read_text()
    assert told(read("\ufeff" + text.replace("\n", "\r\n"))) == told(read(text))


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_every_judgment_of_the_demonstration_is_complete(path: Path) -> None:
    reading = read(path.read_text())
    assert reading.missing == ()
    assert reading.problems == ()
    assert [str(grade) for grade in set(reading.sure.values())] == ["sure"]


def value_at(said: Any, path: str) -> Any:
    for step in path.split("."):
        said = said[int(step)] if step.isdigit() else said[step]
    return said


WRITTEN_AS_IS = (
    "case_number",
    "court",
    "prosecutor",
    "name",
    "id_number",
    "passport",
    "household",
    "charge",
    "nationality",
)
FINE_WORDS = ("罚", "并处")
MAIN_WORDS = {
    "fixed_term": "有期徒刑",
    "detention": "拘役",
    "control": "管制",
    "life": "无期徒刑",
    "death": "死刑",
    "death_suspended": "缓期",
}


@everything
def test_the_span_of_a_value_holds_its_words(path: Path) -> None:
    text = path.read_text()
    said = read(text).as_json()
    assert said["spans"]
    for place, (start, end) in said["spans"].items():
        words = even(text[start:end]).flat
        last = place.rsplit(".", 1)[-1]
        if last in WRITTEN_AS_IS and "挪用" not in words:
            own = said["court"] if words == "本院" else words
            assert value_at(said, place) in (own, words + "罪"), place
        elif last == "pronounced_on" or (last == "born_on" and len(value_at(said, place)) == 10):
            day = numerals.day(words)
            assert day is not None
            assert day.isoformat() == value_at(said, place)
        elif last == "main" and said["disposition"] != "commute":
            main = value_at(said, place)
            assert MAIN_WORDS[main["kind"]] in words
            digits = words.removeprefix(MAIN_WORDS[main["kind"]])
            if main["months"] is not None:
                assert numerals.period(digits) == numerals.Period(main["months"], main["days"])
        elif last == "fine_yuan":
            assert any(word in words for word in FINE_WORDS)
        elif last in ("term_from", "term_to"):
            assert "至" in words or "日" in words


def values(said: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of a reading with its path; a main punishment counts as one."""
    if isinstance(said, dict) and set(said) != {"kind", "months", "days"}:
        for key, inner in said.items():
            yield from values(inner, f"{path}.{key}" if path else key)
    elif isinstance(said, list):
        for index, inner in enumerate(said):
            yield from values(inner, f"{path}.{index}")
    else:
        yield path, said


NOTHING: tuple[Any, ...] = (None, False, {"kind": "none", "months": None, "days": 0})
ABOUT_THE_READING = ("refused", "missing", "problems", "spans", "sure")


@everything
def test_every_value_said_has_a_span_and_a_grade_and_nothing_else_has(path: Path) -> None:
    reading = read(path.read_text())
    said = {key: value for key, value in reading.as_json().items() if key not in ABOUT_THE_READING}
    paths = {place for place, value in values(said) if value not in NOTHING}
    assert paths == set(reading.spans)
    assert paths == set(reading.sure)
