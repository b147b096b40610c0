"""citations: every article cited stands in an instrument known here, and in the statute where its text is at hand."""

import importlib
import json
import pkgutil
from pathlib import Path

import pytest

import qingbai.law
from qingbai.law.citations import ARTICLE, INSTRUMENTS, Citation, in_words
from qingbai.law.pages import PARAMETERS
from qingbai.law.parameters import SEALING_REGIMES

ROOT = Path(__file__).parents[2]
STATUTES = ROOT.parent / "shared" / "data" / "statutes"
TEXTS = {
    "criminal_law": "criminal_law",
    "criminal_procedure_law": "criminal_procedure_law_2018",
    "procedure_interpretation": "cpl_interpretation_2021",
    "juvenile_interpretation": "juvenile_criminal_2006",
    "minors_crime_prevention_law": "juvenile_crime_prevention_2020",
    "community_correction_law": "community_correction_law_2019",
    "prison_law": "prison_law_2026",
    "procuratorate_rules": "procuratorate_rules_2019",
    "public_security_penalties_law": "public_security_penalties_2025",
}


def every_citation() -> set[Citation]:
    found = {known.citation for series in PARAMETERS.values() for known in series}
    for regime in SEALING_REGIMES:
        found |= {regime.citation, regime.exemption_citation, regime.mixed_citation}
    for module in pkgutil.iter_modules(qingbai.law.__path__, "qingbai.law."):
        found |= {value for value in vars(importlib.import_module(module.name)).values() if isinstance(value, Citation)}
    return found


@pytest.mark.parametrize("citation", sorted(every_citation(), key=str), ids=str)
def test_every_citation_is_of_an_instrument_known_here(citation: Citation) -> None:
    assert citation.instrument in INSTRUMENTS
    assert ARTICLE.fullmatch(citation.article)
    assert citation.rule


@pytest.mark.parametrize(
    ("citation", "zh", "en"),
    [
        pytest.param(Citation("criminal_law", "37"), "《中华人民共和国刑法》第37条", "art. 37", id="an article"),
        pytest.param(Citation("criminal_law", "37-1"), "《中华人民共和国刑法》第37条之一", "art. 37-1", id="an inserted article"),
        pytest.param(Citation("criminal_law", "17(2)"), "《中华人民共和国刑法》第17条第2款", "art. 17(2)", id="a paragraph"),
        pytest.param(Citation("criminal_law", "100-2(1)"), "《中华人民共和国刑法》第100条之二第1款", "art. 100-2(1)", id="a paragraph of an inserted article"),
        pytest.param(Citation("criminal_law", "17, 99(2)"), "《中华人民共和国刑法》第17条、第99条第2款", "arts. 17, 99(2)", id="several"),
        pytest.param(Citation("criminal_law", ""), "《中华人民共和国刑法》", "", id="the whole"),
    ],
)  # fmt: skip
def test_citations_in_words(citation: Citation, zh: str, en: str) -> None:
    title = "Criminal Law of the People's Republic of China (as amended to Amendment XII)"
    assert in_words(citation) == (zh, f"{title}, {en}" if en else title)


def test_opinions_are_cited_by_part_and_item() -> None:
    assert in_words(Citation("record_system_opinions", "2(1), 3")) == (
        "《关于建立犯罪人员犯罪记录制度的意见》第二部分（一）、第三部分",
        "Opinions on Establishing a System of Criminal Records of Offenders (2012), parts 2(1), 3",
    )
    assert in_words(Citation("record_system_opinions", "2"))[1].endswith("(2012), part 2")


def test_an_unknown_instrument_is_refused() -> None:
    with pytest.raises(KeyError, match="no_such_law"):
        in_words(Citation("no_such_law", "1"))


@pytest.mark.parametrize("key", INSTRUMENTS)
def test_instruments_have_titles_and_dates_in_order(key: str) -> None:
    known = INSTRUMENTS[key]
    assert known.zh
    assert known.en.isascii()
    assert known.dated <= known.in_force_on


@pytest.mark.skipif(not STATUTES.exists(), reason="the texts of the statutes are not beside the project")
@pytest.mark.parametrize("key", TEXTS)
def test_the_articles_stand_in_the_statutes(key: str) -> None:
    lines = (STATUTES / f"{TEXTS[key]}.jsonl").read_text(encoding="utf-8").splitlines()
    known = {str(article.get("key", article["article"])) for article in map(json.loads, lines)}
    if key == "procedure_interpretation":
        known.add("414")  # runs on within the text of 413 in the copy at hand
    cited = {
        place.partition("(")[0]
        for citation in every_citation()
        if citation.instrument == key
        for place in citation.article.split(", ")
    }
    assert cited
    assert cited <= known
