"""``qingbai officer`` as an operator types it: without it nobody could work in a register that is no demonstration."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest

from installations import installed

NAME = "qingbai_officer_command"
CLERK = ["ee-clerk", "--name", "窗口甲", "--number", "110101-907", "--office", "110101-ee", "--role", "clerk"]


@pytest.fixture(scope="module")
def environment(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with installed(server_url, NAME, tmp_path_factory.mktemp("home")) as given:
        yield given


def officer(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "qingbai.project.cli", "officer", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_an_officer_is_added_listed_moved_given_a_password_and_ended(environment: dict[str, str]):
    added = officer(environment, "add", *CLERK, "--basis", "清人〔2026〕3号", "--json")
    assert added.returncode == 0, added.stderr
    first = json.loads(added.stdout)
    assert len(first["password"]) >= 16
    assert (first["account"], first["office"], first["role"]) == ("ee-clerk", "110101-ee", "clerk")

    moved = officer(environment, "move", "110101-907", "--role", "reviewer", "--basis", "清人〔2026〕4号")
    assert moved.returncode == 0, moved.stderr
    again = officer(environment, "password", "110101-907", "--basis", "forgotten")
    assert again.returncode == 0, again.stderr
    assert first["password"] not in again.stdout
    ended = officer(environment, "end", "110101-907", "--basis", "清人〔2026〕5号")
    assert ended.returncode == 0, ended.stderr

    [line] = [json.loads(one) for one in officer(environment, "list", "--json").stdout.splitlines()]
    assert (line["number"], line["role"], line["in_use"]) == ("110101-907", "reviewer", False)
    assert "password" not in line


def test_what_cannot_be_done_is_told_by_option_and_all_at_once(environment: dict[str, str]):
    wrong = officer(
        environment, "add", "a", "--name", "", "--number", "!", "--office", "x", "--role", "clerk", "--basis", " "
    )
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert [line.split(":")[0] for line in wrong.stderr.splitlines()] == ["--name", "--number", "--office", "--basis"]
    assert "qingbai regions offices" in wrong.stderr
    nobody = officer(environment, "end", "000000-00", "--basis", "x")
    assert (nobody.returncode, nobody.stderr.split(":")[0]) == (1, "NUMBER")
