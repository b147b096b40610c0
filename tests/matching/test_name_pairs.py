"""How well close names are told from different ones, measured on published labelled pairs of persons' names.

The bounds are what the present rule reaches, rounded down: a change that makes it worse shows here.
"""

import csv

import pytest

from qingbai.matching import names
from qingbai.matching.names import SIMILAR_WORDS

LEAST_PRECISION, LEAST_RECALL = 0.81, 0.75


@pytest.mark.real_documents
def test_close_names_are_found_among_published_pairs(published):
    with published("names", "name_pairs.csv").open(encoding="utf-8") as file:
        pairs = [row for row in csv.DictReader(file) if row["schema"] == "Person"]
    assert len(pairs) == 548
    said = [names.similarity(row["name1"], row["name2"]) >= SIMILAR_WORDS for row in pairs]
    true = [row["is_match"] == "true" for row in pairs]
    right = sum(mine and theirs for mine, theirs in zip(said, true, strict=True))
    precision, recall = right / sum(said), right / sum(true)
    print(f"precision {precision:.3f}, recall {recall:.3f}")
    assert precision >= LEAST_PRECISION
    assert recall >= LEAST_RECALL


@pytest.mark.real_documents
def test_the_surname_table_reads_as_published(published):
    rows = published("names", "surnames_pinyin.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert {row.split("\t")[0]: row.split("\t")[1] for row in rows} == dict(names.READING_OF)
