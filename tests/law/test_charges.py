"""charges: the catalogue of crimes, and what a verdict's words may mean in it."""

import pytest

from qingbai.law import charges
from qingbai.law.charges import CHARGES, SUPPLEMENTS, candidates, find, known


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    candidates.cache_clear()


def test_the_list_reads_as_it_stands_in_the_catalogue() -> None:
    assert {charge.name: charge for charge in charges._read()} == CHARGES
    assert next(iter(CHARGES.values())) == charges.Charge(
        "背叛国家罪", ("102",), "第一章 危害国家安全罪", "", SUPPLEMENTS[0], None, ()
    )
    renamed = CHARGES["投放危险物质罪"]
    assert (renamed.articles, renamed.predecessors) == (("114", "115.1"), ("投毒罪",))
    assert (renamed.valid_from, renamed.valid_to, CHARGES["投毒罪"].valid_to) == (SUPPLEMENTS[1], None, SUPPLEMENTS[1])
    assert CHARGES["走私废物罪"].section == "第二节 走私罪"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        pytest.param("盗窃罪", "盗窃罪", id="the name itself"),
        pytest.param("贩卖毒品罪", "走私、贩卖、运输、制造毒品罪", id="part of a name that lists choices"),
        pytest.param("运输、贩卖毒品罪", None, id="choices in another order than the list"),
        pytest.param("盗窃", None, id="without the word for crime"),
        pytest.param("走贩运制毒罪", None, id="scraps of a name"),
        pytest.param("偷东西罪", None, id="no crime at all"),
    ],
)
def test_finding(written: str, name: str | None) -> None:
    found = find(written)
    assert (found.name if found else None) == name
    assert known(written) is bool(candidates(written))


DRUGS = "走私、贩卖、运输、制造毒品罪"


@pytest.mark.parametrize(
    ("written", "full", "pieces"),
    [
        pytest.param(DRUGS, DRUGS, 1, id="all of it"),
        pytest.param("走私贩卖运输制造毒品罪", DRUGS, 1, id="all of it without commas"),
        pytest.param("走私、贩卖毒品罪", DRUGS, 2, id="the first choices"),
        pytest.param("贩卖毒品罪", DRUGS, 2, id="a choice from the middle"),
        pytest.param("贩卖、制造毒品罪", DRUGS, 2, id="two choices, the last with what follows"),
        pytest.param("走贩运制毒罪", DRUGS, 6, id="letters"),
        pytest.param("运输、贩卖毒品罪", DRUGS, None, id="another order"),
        pytest.param("贩卖毒药罪", DRUGS, None, id="another word"),
        pytest.param("甲乙罪", "甲丙乙甲罪", 3, id="the first place where a piece stands"),
        pytest.param("丙甲乙罪", "甲乙丙丁甲戊罪", None, id="never back before the piece just found"),
        pytest.param("", DRUGS, 0, id="nothing written"),
    ],
)
def test_pieces_of_a_name(written: str, full: str, pieces: int | None) -> None:
    assert charges._cuts(written, full) == pieces


def test_a_name_counts_only_while_it_stood_in_the_list() -> None:
    for charge in CHARGES.values():
        assert charge.valid_on(charge.valid_from)
        if charge.valid_to is not None:
            assert not charge.valid_on(charge.valid_to)
            assert find(charge.name, charge.valid_from) == charge
            assert find(charge.name, charge.valid_to) != charge


def test_predecessors_are_names_that_ended() -> None:
    for charge in CHARGES.values():
        for earlier in charge.predecessors:
            assert CHARGES[earlier].valid_to is not None
