"""Readings held against labels: what is counted, and that what is called sure is right."""

import copy
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from qingbai.reading import Sureness, read
from qingbai.reading.trust import DOCUMENT, PERSON, Trust, compare

HERE = Path(__file__).parent
LABELS = Path(__file__).parents[3] / "shared" / "data" / "judgments" / "labels.jsonl"
SURE, LIKELY, DOUBTFUL = Sureness


def said(name: str) -> dict[str, Any]:
    return read((HERE / "judgments" / f"{name}.txt").read_text()).as_json()


def label_of(reading: dict[str, Any]) -> dict[str, Any]:
    """A label that agrees with a reading in everything."""
    return copy.deepcopy({key: reading[key] for key in (*DOCUMENT, "defendants")})


def wrong(label: dict[str, Any], reading: dict[str, Any]) -> list[str]:
    return [one.path for one in compare(label, reading) if not one.right]


@pytest.mark.parametrize("name", ["appeal-changed", "several-accused", "shared-names", "death-and-deportation"])
def test_a_label_that_agrees_finds_nothing_wrong(name: str) -> None:
    reading = said(name)
    if name != "shared-names":  # two accused of one name cannot be told apart by name
        assert wrong(label_of(reading), reading) == []
    trust = Trust()
    trust.add(label_of(reading), reading)
    assert sum(trust.said.values()) > 20


@pytest.mark.parametrize("field", [*PERSON, "name"])
def test_a_wrong_value_of_a_person_is_found_where_it_stands(field: str) -> None:
    reading = said("numerals" if field.startswith("term") else "death-and-deportation")
    label = label_of(reading)
    person = next(person for person in label["defendants"] if person[field])
    index = label["defendants"].index(person)
    person[field] = "另"
    assert wrong(label, reading) == [f"defendants.{index}.{field}"]


def test_a_wrong_punishment_and_a_crime_too_many_are_found() -> None:
    reading = said("appeal-changed")
    label = label_of(reading)
    label["defendants"][0]["combined"]["main"]["months"] = 31
    label["defendants"][0]["sentences"][1]["fine_yuan"] = 1
    del label["defendants"][1]["sentences"][0]
    assert wrong(label, reading) == [
        "defendants.0.sentences.1.fine_yuan",
        "defendants.0.combined.main",
        "defendants.1.sentences.0.charge",
    ]


def test_what_the_label_has_not_is_wrong_unless_its_maker_saw_the_text_cut() -> None:
    reading = said("appeal-changed")
    label = label_of(reading)
    label["court"] = label["defendants"][0]["sex"] = None
    assert wrong(label, reading) == ["court", "defendants.0.sex"]
    assert wrong({**label, "notes": "cut in the middle"}, reading) == []


def test_brackets_and_width_make_no_difference() -> None:
    reading = said("appeal-changed")
    label = label_of(reading)
    label["case_number"] = "(２０２４)演01刑终32号"
    assert wrong(label, reading) == []


def test_the_table_counts_right_of_said_by_grade() -> None:
    reading = said("appeal-upheld")
    label = label_of(reading)
    label["defendants"][0]["sex"] = "F"
    trust = Trust()
    trust.add(label, reading)
    assert trust.precision(SURE, "sex") == 0.5
    assert trust.precision(LIKELY, "charge") == 1.0
    assert trust.precision(DOUBTFUL) is None
    row = next(line for line in trust.table().splitlines() if line.startswith("sex"))
    assert row.split() == ["sex", "1", "of", "2"]


@pytest.mark.real_documents
@pytest.mark.skipif(not LABELS.exists(), reason=f"no published judgments at {LABELS.parent}")
def test_of_what_is_called_sure_at_least_99_of_100_is_right() -> None:
    labels = {label["id"]: label for label in map(json.loads, LABELS.read_text(encoding="utf-8").splitlines())}
    trust = Trust()
    with gzip.open(LABELS.parent / "judgments.jsonl.gz", "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            if record["id"] in labels:
                trust.add(labels[record["id"]], read(record["text"]).as_json())
    assert sum(trust.said.values()) > 3_000
    for name in trust.fields():
        for grade, least in ((SURE, 0.99), (LIKELY, 0.9)):
            precision = trust.precision(grade, name)
            assert precision is None or precision >= least, (name, grade)
