"""Against published judgments that lie beside the project, where they do: nothing is copied from them, only counted.

The labels were made by reading; the thresholds are what a registrar may rely on.
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qingbai.reading import read

BESIDE = Path(__file__).parents[3] / "shared"
FOLDER = BESIDE / "data" / "judgments"

pytestmark = [
    pytest.mark.real_documents,
    pytest.mark.skipif(not (FOLDER / "labels.jsonl").exists(), reason=f"no published judgments at {FOLDER}"),
]


def records(name: str) -> Iterator[dict[str, Any]]:
    path = FOLDER / name
    with gzip.open(path, "rt", encoding="utf-8") if name.endswith(".gz") else path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


@pytest.fixture(scope="module")
def scored() -> Any:
    """The score table of the labelled documents."""
    import importlib.util

    spec = importlib.util.spec_from_file_location("score_reading", BESIDE / "tools" / "score_reading.py")
    assert spec is not None
    assert spec.loader is not None
    scoring = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scoring)
    labels = {record["id"]: record for record in records("labels.jsonl")}
    said = {
        record["id"]: read(record["text"]).as_json()
        for record in records("judgments.jsonl.gz")
        if record["id"] in labels
    }
    return scoring.score(labels, said)


FIRST = [
    "case_number",
    "court",
    "pronounced_on",
    "disposition",
    "defendant",
    "outcome",
    "charge",
    "sentence.main",
    "term_from",
    "term_to",
]
REST = [
    "document",
    "instance",
    "prosecution",
    "prosecutor",
    "kind",
    "born_on",
    "nationality",
    "sentence.fine_yuan",
    "sentence.probation_months",
]


@pytest.mark.parametrize("field", FIRST)
def test_what_a_record_turns_on_is_read_almost_always_right(scored: Any, field: str) -> None:
    assert scored.right[field] >= 0.99 * scored.said[field]
    assert scored.right[field] >= 0.98 * scored.gold[field]


@pytest.mark.parametrize(
    "field", [*REST, "sentence.confiscation", "sentence.political_rights", "combined.main", "combined.fine_yuan"]
)
def test_the_rest_is_nearly_as_good(scored: Any, field: str) -> None:
    assert scored.right[field] >= 0.97 * scored.said[field]
    assert scored.right[field] >= 0.95 * scored.gold[field]


def test_sex_is_told_and_never_guessed(scored: Any) -> None:
    assert scored.right["sex"] == scored.said["sex"]
    assert scored.right["sex"] >= 0.97 * scored.gold["sex"]


def test_every_document_is_read_and_few_are_refused() -> None:
    """No crash on any; what is refused lacks its date or more."""
    missing: Counter[str] = Counter()
    people = silent = 0
    for record in records("judgments.jsonl.gz"):
        reading = read(record["text"])
        missing.update(reading.missing)
        if not reading.refused:
            people += len(reading.defendants)
            silent += sum(defendant.outcome is None for defendant in reading.defendants)
        for start, end in reading.spans.values():
            assert 0 <= start < end <= len(record["text"])
    assert sum(missing.values()) < 30
    assert silent <= people / 500


def test_damaged_documents_are_all_refused_by_name() -> None:
    for record in records("not_judgments.jsonl.gz"):
        reading = read(record["text"])
        assert reading.missing, record["id"]


def test_printed_terms_are_found() -> None:
    """Nearly every printed from–to date belongs to somebody."""
    wanted: dict[str, set[tuple[str, str]]] = {}
    rows = (FOLDER / "term_dates.tsv").read_text(encoding="utf-8").splitlines()
    names = rows[0].split("\t")
    for row in rows[1:]:
        fields = dict(zip(names, row.split("\t"), strict=True))
        wanted.setdefault(fields["id"], set()).add((fields["from"], fields["to"]))
    found = total = 0
    for record in records("judgments.jsonl.gz"):
        if record["id"] in wanted:
            said = {(str(d.term_from), str(d.term_to)) for d in read(record["text"]).defendants}
            total += len(wanted[record["id"]])
            found += len(wanted[record["id"]] & said)
    assert found >= 0.98 * total
