"""``qingbai cases table`` prints the very tables by which cases go their way, in both languages."""

import importlib
import json

import pytest
from click.testing import CliRunner

from qingbai.inquiries.acts import WAY, Act, Status
from qingbai.project.commands.cases import TABLES, command


def told(*words: str) -> str:
    result = CliRunner().invoke(command, ["table", *words])
    assert result.exit_code == 0, result.output
    return result.output


def test_every_line_of_the_table_is_printed_once_with_who_may_and_who_may_not() -> None:
    page = told("inquiry")
    assert page.count("→") == len(list(WAY.lines()))
    assert "批准调查核实 approve_investigation → 调查核实中（不计入期限） investigating" in page
    assert "[负责人 / head; 非同一人 / not who did ask_investigation]" in page


def test_as_json_each_line_is_an_object() -> None:
    lines = [json.loads(line) for line in told("inquiry", "--json").splitlines()]
    assert len(lines) == len(WAY.table)
    first = lines[0]
    assert (first["before"], first["act"]["zh"], first["after"]["key"]) == (None, "提出申请", "submitted")
    assert first["by"] == ["asker", "clerk"]


@pytest.mark.parametrize("kind", [Act, Status])
def test_every_word_of_an_application_has_its_chinese_term(kind: type[Act] | type[Status]) -> None:
    page = told("inquiry")
    for word in kind:
        assert f" {word}" in page
    assert "   →" not in page


@pytest.mark.parametrize("name", TABLES)
def test_every_table_that_is_named_can_be_printed(name: str) -> None:
    assert told(name).count("→") == len(importlib.import_module(TABLES[name].module).WAY.table)


def test_an_unknown_kind_of_case_is_told_with_those_there_are() -> None:
    result = CliRunner().invoke(command, ["table", "nothing"])
    assert result.exit_code == 2
    assert "there are: inquiry" in result.output
