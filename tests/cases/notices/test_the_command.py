"""``qingbai register`` as somebody types it: an installation of its own, its real roles, exit statuses."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

import cast
from qingbai.notices.notice import as_json
from registering import NOTICES, demo

NAME = "qingbai_register_command"
JUDGMENTS = NOTICES.parent / "judgments"


@pytest.fixture(scope="module")
def environment(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("QINGBAI", "DJANGO", "DATABASE", "VAULT"))
    }
    home = tmp_path_factory.mktemp("home")
    yield {**kept, "QINGBAI_HOME": str(home), "DATABASE_URL": server_url, "QINGBAI_DATABASE": NAME}
    with psycopg.connect(server_url, autocommit=True) as connection:
        for database in (NAME, f"{NAME}_vault"):
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))
        for role in ("owner", "app", "vault_owner", "vault"):
            connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(f"{NAME}_{role}")))


def register(environment: dict[str, str], *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "qingbai.project.cli", "register", *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_demonstration_is_registered_and_a_second_time_changes_nothing(environment: dict[str, str]):
    files = sorted(NOTICES.glob("*.json"))
    first = register(environment, *files)
    assert (first.returncode, first.stderr) == (0, "")
    assert len(first.stdout.splitlines()) == len(files)
    assert "已登记 / entered" in first.stdout

    again = register(environment, "--json", *files)
    assert again.returncode == 0
    told = [json.loads(line) for line in again.stdout.splitlines()]
    assert {line["result"] for one in told for line in one["lines"]} == {"already"}
    assert {one["status"] for one in told} == {"registered"}


def test_a_line_about_somebody_sealed_reads_like_any_other(environment: dict[str, str]):
    lines = register(environment, NOTICES / "shen-xiaodu.json", NOTICES / "han-yueling.json").stdout.splitlines()
    sealed, opened = (line.partition(": ")[2].partition(" ")[2].rpartition(" [")[0] for line in lines)
    assert sealed == opened


def test_good_lines_of_a_file_are_taken_and_bad_ones_named_by_line(environment: dict[str, str], tmp_path: Path):
    file = tmp_path / "notices.jsonl"
    good = as_json(demo("zhao-shidi"))
    bad = {**good, "message_id": "bad-1", "case_number": "（2023）演0101刑初47号"}
    file.write_text("\n".join([json.dumps(good), "{", "", json.dumps(bad)]), encoding="utf-8")
    done = register(environment, file)
    assert done.returncode == 1
    assert f"{file}:1: " in done.stdout
    assert f"{file}:2: notice: is not JSON" in done.stderr
    assert f"{file}:4: case_number: does not agree" in done.stderr
    assert cast.ON_RECORD.name not in done.stderr


def test_a_text_becomes_a_notice_with_what_the_options_add(environment: dict[str, str], tmp_path: Path):
    text = tmp_path / "judgment.txt"
    text.write_text(
        (JUDGMENTS / "wu-tongyu.txt").read_text(encoding="utf-8").replace("150号", "151号"), encoding="utf-8"
    )
    stated = ["--confirmed-by", "r-1", "--final-on", "2019-09-06", "--offence-from", "2019-05-25"]
    done = register(environment, text, *stated, "--json")
    assert done.returncode == 0, done.stderr
    [line] = json.loads(done.stdout)["lines"]
    assert line["result"] == "entered"


def test_a_text_without_what_it_needs_is_refused_with_all_of_it(environment: dict[str, str]):
    done = register(environment, JUDGMENTS / "wu-tongyu.txt")
    assert done.returncode == 1
    assert "confirmed_by: is empty" in done.stderr
    assert "final_on: says neither" in done.stderr


def test_a_question_for_a_person_is_told_as_held(environment: dict[str, str]):
    both_sides = ["--final-on", "2022-02-10", "--offence-from", "2021-08-20", "--offence-to", "2021-10-07"]
    done = register(environment, JUDGMENTS / "tang-bozhou.txt", "--confirmed-by", "r-1", "--json", *both_sides)
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert told["status"] == "held"
    assert [fault["code"] for fault in told["faults"]] == ["sealing_open"]


@pytest.mark.parametrize("name", ["missing.json", "folder.jsonl", "missing.txt"])
def test_a_file_that_cannot_be_read_is_told_by_name(environment: dict[str, str], tmp_path: Path, name: str):
    if name.startswith("folder"):
        (tmp_path / name).mkdir()
    done = register(environment, tmp_path / name, "--confirmed-by", "r-1")
    assert done.returncode == 2
    assert str(tmp_path / name) in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unreachable_database_is_one_clear_line(environment: dict[str, str]):
    done = register(
        {**environment, "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none"}, NOTICES / "zhao-shidi.json"
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert "127.0.0.1:9" in done.stderr


def test_fifty_megabytes_of_text_are_refused_at_once(environment: dict[str, str], tmp_path: Path):
    for name in ("big.json", "big.txt", "big.jsonl"):
        file = tmp_path / name
        file.write_bytes(b"x" * 50_000_000)
        done = register(environment, file, "--confirmed-by", "r-1")
        assert done.returncode == 1
        assert "more than 8,388,608 bytes" in done.stderr
