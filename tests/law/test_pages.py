"""docs/law and GLOSSARY.md are what the code says."""

import inspect
from enum import StrEnum
from pathlib import Path

import pytest
from click.testing import CliRunner

from qingbai.law import terms
from qingbai.law.pages import RULES, pages
from qingbai.project.commands.law import command

ROOT = Path(__file__).parents[2]
PAGES = pages()


@pytest.mark.parametrize("name", sorted(PAGES))
def test_pages_are_current(name: str) -> None:
    kept = (ROOT / "docs/law" / name).read_text(encoding="utf-8")
    assert kept == PAGES[name], "run: qingbai law docs"


def test_no_page_is_left_over() -> None:
    kept = {path.name for path in (ROOT / "docs/law").iterdir()}
    assert kept == {*PAGES, "mutants.md", "rows.md"}


def test_a_page_has_question_functions_forms_parameters_articles_and_reasons() -> None:
    page = PAGES["sealing.md"]
    assert page.startswith("# Must this record be sealed (犯罪记录封存)?\n")
    for part in (
        "## `must_be_sealed(facts, on, regimes)`",
        "### `SealingFacts`",
        "`main_acts_before_18`, `combined_with_earlier`, ",
        "| 2022-05-30 | key = measures_2022, from_on = 2022-05-30, until_on = None, limit_months = 60,",
        "| 《关于未成年人犯罪记录封存的实施办法》第4条第2款 |",
        "| `main_acts_before` | 法院认定主要犯罪行为实施于十八周岁以前，全案封存。 |",
    ):
        assert part in page
    assert "judgment_days = 10, ruling_days = 5, unchallenged = day_after" in PAGES["effect.md"]
    assert "| 2021-03-01 | 12 | 《中华人民共和国刑法》第17条 ·" in PAGES["responsibility.md"]
    assert "## Parameters" not in PAGES["clean_record.md"]
    assert "## Reasons" not in PAGES["ages.md"]
    assert "## Articles" not in PAGES["ages.md"]
    assert "``" not in "".join(PAGES.values())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__.rpartition(".")[2])
def test_every_rule_names_its_source_and_its_chinese_term(rule: object) -> None:
    text = inspect.getdoc(rule) or ""
    assert any("一" <= sign <= "鿿" for sign in text)
    for name, function in vars(rule).items():
        if inspect.isfunction(function) and function.__module__ == rule.__name__ and not name.startswith("_"):
            assert inspect.getdoc(function), name


def test_the_commands_write_pages_and_schema(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, ["docs", str(tmp_path / "law")])
    assert result.output == f"{len(PAGES)} pages in {tmp_path / 'law'}\n"
    assert {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "law").iterdir()} == PAGES
    target = tmp_path / "api" / "schema.json"
    assert CliRunner().invoke(command, ["schema", str(target)]).exit_code == 0
    assert target.read_text(encoding="utf-8") == (ROOT / "docs/api/decide.schema.json").read_text(encoding="utf-8")


def rows() -> dict[str, tuple[str, str]]:
    lines = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return {code.strip("`"): (term.strip("*"), chinese) for term, chinese, code in cells}


def public() -> list[str]:
    names = [
        name
        for name, value in vars(terms).items()
        if inspect.isclass(value) and value.__module__ in (terms.__name__, "qingbai.law.dates", "qingbai.law.organs")
    ]
    words = [
        value
        for value in vars(terms).values()
        if inspect.isclass(value) and issubclass(value, StrEnum) and value is not StrEnum
    ]
    return names + [f"{kind.__name__}.{word.name}" for kind in words for word in kind]


@pytest.mark.parametrize("name", public())
def test_every_word_of_the_law_is_in_the_glossary(name: str) -> None:
    term, chinese = rows()[name]
    assert term.isascii()
    assert all("一" <= sign <= "鿿" or sign in "、" for sign in chinese)
    assert chinese


def test_the_glossary_names_no_word_the_law_does_not_have() -> None:
    ours = {name for name in rows() if name.partition(".")[0] in {kind.partition(".")[0] for kind in public()}}
    assert ours == set(public())
