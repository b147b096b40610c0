"""Later documents against published pairs that cite one another, where they lie beside the project: counted, never copied.

The pairs were gathered by program: some only name the other as evidence, some name a decision that was quashed before the one under
review was made. Where both documents of a pair are there, each proves what the other says.
"""

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from qingbai.law.terms import Instance, Relation, Treatment
from qingbai.reading import Reading, read
from qingbai.reading.history import key_of

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "judgments"

pytestmark = [
    pytest.mark.real_documents,
    pytest.mark.skipif(not (FOLDER / "links.tsv").exists(), reason=f"no published pairs at {FOLDER}"),
]
FITTING = {
    Instance.APPEAL: {Relation.APPEAL, Relation.NEW_TRIAL},
    Instance.RETRIAL: {Relation.RETRIAL, Relation.NEW_TRIAL, Relation.APPEAL},
    Instance.FIRST: {Relation.NEW_TRIAL},
    Instance.COMMUTATION: {Relation.COMMUTATION},
}


@pytest.fixture(scope="module")
def read_all() -> dict[str, Reading]:
    """Every published document, read."""
    with gzip.open(FOLDER / "judgments.jsonl.gz", "rt", encoding="utf-8") as lines:
        return {record["id"]: read(record["text"]) for record in map(json.loads, lines)}


@pytest.fixture(scope="module")
def numbered(read_all: dict[str, Reading]) -> dict[str, list[Reading]]:
    """The same by case number."""
    found: dict[str, list[Reading]] = {}
    for reading in read_all.values():
        if reading.case_number:
            found.setdefault(key_of(reading.case_number), []).append(reading)
    return found


def pairs() -> list[dict[str, str]]:
    rows = (FOLDER / "links.tsv").read_text(encoding="utf-8").splitlines()
    return [dict(zip(rows[0].split("\t"), row.split("\t"), strict=True)) for row in rows[1:]]


def test_nearly_every_pair_is_found_with_a_relation_that_fits(read_all: dict[str, Reading]) -> None:
    """Of the 92 pairs 82 are under review; the others are evidence, or were quashed before the decision appealed from."""
    found = 0
    for pair in pairs():
        citing, cited = read_all[pair["citing_id"]], read_all[pair["cited_id"]]
        assert cited.case_number is not None
        relations = {cite.relation for cite in citing.cites if key_of(cite.case_number) == key_of(cited.case_number)}
        found += bool(relations & FITTING[citing.instance or Instance.OTHER])
        assert relations <= FITTING[citing.instance or Instance.OTHER]
    assert found >= 82


def test_what_a_document_says_of_an_earlier_one_is_what_that_one_says_itself(
    read_all: dict[str, Reading], numbered: dict[str, list[Reading]]
) -> None:
    count: Counter[str] = Counter()
    for citing in read_all.values():
        for cite in citing.cites:
            for cited in numbered.get(key_of(cite.case_number), []):
                if cited is citing or cited.court is None or cited.court[-5:] != (cite.court or "")[-5:]:
                    continue
                count["pairs"] += 1
                count["day"] += cite.pronounced_on == cited.pronounced_on
                count["day told"] += cite.pronounced_on is not None
                count["document"] += cite.document == cited.document
                assert (
                    cite.pronounced_on is None
                    or citing.pronounced_on is None
                    or cite.pronounced_on < citing.pronounced_on
                )
    assert count["pairs"] >= 75
    assert count["document"] == count["pairs"]
    assert count["day"] >= 0.98 * count["day told"]
    assert count["day told"] >= 0.95 * count["pairs"]


def verdict(one: Any) -> tuple[Any, ...]:
    """What is compared of a verdict: outcome, crimes with their main punishment and fine, the combined punishment."""
    sentences = {
        (s.charge, s.penalty.kind, s.penalty.months, s.penalty.probation_months, s.penalty.fine_yuan)
        for s in one.sentences
    }
    combined = one.combined and (one.combined.kind, one.combined.months, one.combined.fine_yuan)
    return one.outcome, sentences, combined


def test_the_earlier_verdict_is_restated_as_it_was(
    read_all: dict[str, Reading], numbered: dict[str, list[Reading]]
) -> None:
    """Compared where one decision is under review and a name means one person on both sides. The published pairs are masked apart in places."""
    right = said = people = 0
    for citing in read_all.values():
        if len(citing.cites) != 1:
            continue
        for cited in numbered.get(key_of(citing.cites[0].case_number), []):
            for person in citing.defendants:
                same = [other for other in cited.defendants if other.name == person.name]
                if cited is citing or len(same) != 1 or citing.cites[0].relation is Relation.NEW_TRIAL:
                    continue
                people += 1
                said += person.earlier is not None
                right += person.earlier is not None and verdict(person.earlier) == verdict(same[0])
    assert people >= 100
    assert said >= 0.97 * people
    assert right >= 0.97 * said


def test_every_review_names_what_it_reviews_and_treats_everybody(read_all: dict[str, Reading]) -> None:
    people = untreated = restated = 0
    silent = []
    for reading in read_all.values():
        if reading.refused:
            continue
        assert reading.cites or all(person.treatment is None for person in reading.defendants)
        if reading.instance not in (Instance.APPEAL, Instance.RETRIAL):
            continue
        silent += [reading] if not reading.cites else []
        people += len(reading.defendants)
        untreated += sum(person.treatment is None for person in reading.defendants)
        restated += sum(person.earlier is not None for person in reading.defendants)
    assert silent == []
    assert untreated <= people / 500
    assert restated >= 0.97 * people


def test_an_upheld_verdict_is_the_earlier_one(read_all: dict[str, Reading]) -> None:
    differ = upheld = 0
    for reading in read_all.values():
        for person in reading.defendants:
            if person.treatment in (Treatment.UPHELD, Treatment.WITHDRAWN) and person.earlier:
                upheld += 1
                differ += verdict(person) != verdict(person.earlier)
    assert upheld > 500
    assert differ <= upheld / 100
