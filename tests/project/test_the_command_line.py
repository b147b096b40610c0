"""``qingbai COMMAND``: every command there, none slower to load than it must be."""

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from qingbai.project import cli


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_explains_itself(name):
    told = CliRunner().invoke(cli.main, [name, "--help"])
    assert told.exit_code == 0, told.output
    assert "Usage: main " + name in told.output


def test_the_list_of_commands_says_what_each_is_for():
    told = CliRunner().invoke(cli.main, ["--help"]).output
    for name, purpose in cli.COMMANDS.items():
        assert name in told
        assert purpose.split()[0] in told


def test_an_unknown_command_is_refused_by_name():
    refused = CliRunner().invoke(cli.main, ["certify"])
    assert refused.exit_code == 2
    assert "No such command 'certify'" in refused.output


@pytest.mark.parametrize("name", ["read", "decide", "verify"])
def test_commands_that_need_no_database_start_without_django(name):
    program = f"""
import sys
from click.testing import CliRunner
from qingbai.project import cli
assert CliRunner().invoke(cli.main, [{name!r}, "--help"]).exit_code == 0
sys.exit("django.db" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("arguments", [["law", "docs"], ["law", "schema"]])
def test_what_the_machine_refuses_is_told_in_one_line(arguments, tmp_path):
    (tmp_path / "file").write_text("")
    refused = CliRunner().invoke(cli.main, [*arguments, str(tmp_path / "file" / "below")])
    assert refused.exit_code == 2
    assert f"{tmp_path / 'file'}" in refused.output
    assert "Check the path, the rights and the free space." in refused.output


def test_a_command_that_is_interrupted_says_so_and_gives_no_answer(monkeypatch):
    @click.command
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli.LazyGroup, "get_command", lambda *_: interrupted)
    stopped = CliRunner().invoke(cli.main, ["verify"])
    assert stopped.exit_code == 130
    assert "Stopped." in stopped.output


def test_a_ceremony_does_not_begin_where_its_outcome_could_not_be_written(tmp_path):
    refused = CliRunner().invoke(cli.main, ["keys", "request", str(tmp_path / "nowhere" / "request.pem")])
    assert refused.exit_code == 2
    assert "make it first" in refused.output
