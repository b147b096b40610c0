"""``qingbai screen``: the same list as at the counter, told row by row without a name; again the same list is the same case."""

import json

import pytest
from click.testing import CliRunner

import cast
from applications import furnish, judged
from lists import LAW_FIRM, line, listed, unit
from qingbai.project import setup
from qingbai.project.commands.screen import command
from qingbai.screening.models import Roster

pytestmark = pytest.mark.django_db(databases=["default", "vault"])


@pytest.fixture
def _desk(monkeypatch) -> None:
    from contextlib import nullcontext

    monkeypatch.setattr(setup, "django", nullcontext)  # the tests' own database, already set up
    furnish()
    judged("zhao-shidi")
    unit()


def screen(path, *arguments: str):
    done = CliRunner().invoke(command, [str(path), *arguments, "--json"])
    return done.exit_code, [json.loads(one) for one in done.stdout.splitlines() if one.startswith("{")], done.output


@pytest.mark.usefixtures("_desk")
def test_a_list_is_answered_row_by_row_and_names_nobody(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(listed(line(cast.CLEAN), line(cast.ON_RECORD), line(cast.EXEMPTED, relation="已离职"), "错"))
    code, told, output = screen(path, "--article", "BAN-09")
    assert code == 0, output
    *rows, whole = told
    assert [(one["row"], one["result"]) for one in rows] == [
        (2, "nothing"),
        (3, "barred"),
        (4, "refused"),
        (5, "faulty"),
    ]
    assert (whole["status"], whole["nothing"], whole["barred"]) == ("issued", 1, 1)
    assert cast.CLEAN.name not in output
    assert cast.CLEAN.number not in output
    assert screen(path, "--article", "BAN-09", "--unit", LAW_FIRM)[1][-1]["list"] == whole["list"]
    assert Roster.objects.count() == 1


@pytest.mark.usefixtures("_desk")
def test_what_cannot_be_taken_is_told_and_nothing_is_kept(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes("姓名,电话\n甲,1\n".encode())
    code, _, output = screen(path, "--article", "BAN-99")
    assert code == 2
    assert "没有这一条款" in output
    assert "没有这一列" in output
    assert screen(tmp_path / "none.csv", "--article", "BAN-09")[0] == 2
    assert screen(path, "--article", "BAN-09", "--unit", "1")[0] == 2
    assert screen(path)[0] == 2
    assert not Roster.objects.exists()
