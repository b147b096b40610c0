"""The README in two languages: what one names, the other names too, and everything it points at is there."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EACH_OTHER = {"README.md", "README.zh-CN.md"}


def told(name: str) -> tuple[list[str], set[str], set[str]]:
    """Commands of the code blocks, targets of the links, and what stands as code in the text."""
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.S)
    commands = [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]
    links = set(re.findall(r"\]\(([^)]+)\)", text)) - EACH_OTHER
    words = set(re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.S)))
    return commands, links, {one for one in words if one.startswith(("make ", "qingbai ", "/", "QINGBAI_"))}


def test_both_readmes_name_the_same_commands_pages_and_addresses() -> None:
    english, chinese = told("README.md"), told("README.zh-CN.md")
    assert english == chinese
    assert len(english[0]) >= 5


@pytest.mark.parametrize("name", sorted(EACH_OTHER))
def test_everything_that_a_readme_points_at_is_there(name: str) -> None:
    missing = [link for link in told(name)[1] if not link.startswith("http") and not (ROOT / link).exists()]
    assert missing == []


def rooms_of_the_map() -> list[list[str]]:
    """The rooms as the map of CONTRIBUTING.md names them, line by line, from the street down."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    lines = text.split("| rooms | what is there |\n|---|---|\n")[1].split("\n\n")[0].splitlines()
    return [re.findall(r"`(\w+)`", line.split("|")[1]) for line in lines]


def test_the_map_of_the_house_is_the_order_in_which_rooms_may_import_one_another() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = contracts["contracts"][0]["layers"]
    assert rooms_of_the_map() == [re.findall(r"\w+", layer) for layer in layers]


def test_every_place_that_the_map_leads_through_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    way = text.split("Where a question leads")[1].split("\n\n")[0]
    named = [one.replace(".", "/") for one in re.findall(r"`(\w+\.\w+)`", way)]
    assert len(named) > 10
    assert [one for one in named if not list((ROOT / "src" / "qingbai").glob(f"{one}*"))] == []
