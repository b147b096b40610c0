"""``qingbai law simulate`` as somebody types it: an installation of its own, real processes, exit statuses."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import qingbai.project.demo
from installations import installed
from qingbai.project.commands.law import command

NAME = "qingbai_simulate_command"
ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "docs/api/examples/regimes/invented_adult_minor_offences.toml"
NOTICES = sorted((Path(qingbai.project.demo.__file__).parent / "notices").glob("*.json"))
PEOPLE = ["赵石堤", "沈小渡", "韩越岭", "ZHAO", "100101"]


def run(environment, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "qingbai.project.cli", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def environment(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """An installation with the demonstration's notices in its register."""
    with installed(server_url, NAME, tmp_path_factory.mktemp("home")) as given:
        entered = run(given, "register", *map(str, NOTICES))
        assert entered.returncode == 0, entered.stderr
        yield given


def test_people_read_counts_by_reason_and_references_without_a_name(environment):
    told = run(environment, "law", "simulate", str(EXAMPLE))
    assert (told.returncode, told.stderr) == (0, "")
    lines = told.stdout.splitlines()
    assert lines[0] == "演示省轻微犯罪记录封存（虚构） · Sealing of adults' minor offences in Demo Province (invented)"
    assert lines[1].startswith("  《演示省轻微犯罪记录封存办法（虚构）》第3条 · Measures of Demo Province")
    assert lines[2] == "  2027-07-01: 6 条记录 · records"
    assert "2  将予封存 · would be sealed" in lines
    assert "1  须由人工认定 · a person would have to decide" in lines
    assert "3  不受影响 · stay open" in lines
    assert "0  现行规定下已应封存 · should be sealed under the present law already" in lines
    assert "  1  sentence_over_limit" in lines
    assert not any(name in told.stdout for name in PEOPLE)


def test_programs_read_a_line_a_record_that_would_change_and_the_counts_last(environment):
    told = run(environment, "law", "simulate", str(EXAMPLE), "--json", "--on", "2031-01-01")
    assert (told.returncode, told.stderr) == (0, "")
    *records, counts = map(json.loads, told.stdout.splitlines())
    assert [one["change"] for one in records].count("sealed") == counts["changes"]["sealed"] == 3
    assert len(records) == 4
    assert len({one["record"] for one in records}) == 4
    assert (counts["regime"], counts["on"], counts["records"]) == (
        "invented_adult_minor_offences_2027",
        "2031-01-01",
        6,
    )
    assert sum(one["records"] for one in counts["reasons"]) == 6
    assert counts["changes"] == {"sealed": 3, "person": 1, "none": 2, "sealed_now": 0}
    assert not any(name in told.stdout for name in PEOPLE)


def test_trying_a_regime_changes_nothing(environment):
    def content() -> str:
        return run(environment, "audit", "digest").stdout

    before = content()
    assert before
    run(environment, "law", "simulate", str(EXAMPLE))
    assert content() == before


def test_a_database_that_cannot_be_reached_is_one_clear_line(environment, tmp_path):
    away = {**environment, "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/x", "QINGBAI_HOME": str(tmp_path)}
    refused = run(away, "law", "simulate", str(EXAMPLE))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert len(refused.stderr.strip().splitlines()) == 1, refused.stderr


@pytest.mark.parametrize(
    ("text", "arguments", "said"),
    [
        pytest.param('key = "?"', (), ["regime.key", "regime.from_on", "regime.basis"], id="a file with many faults"),
        pytest.param("key = ", (), ["is not TOML"], id="no TOML"),
        pytest.param(None, (), ["cannot be read"], id="no file"),
        pytest.param(b"\xff\xfe", (), ["cannot be read"], id="not UTF-8"),
        pytest.param("# " + "x" * (1 << 20), (), ["is longer than"], id="far too long"),
        pytest.param(EXAMPLE.read_text(encoding="utf-8"), ("--on", "2027-06-30"), ["not in force on 2027-06-30"], id="a day before its first"),
        pytest.param("until_on = 2028-01-01\n" + EXAMPLE.read_text(encoding="utf-8"), ("--on", "2028-01-01"), ["not in force on 2028-01-01"], id="the day after its last"),
    ],
)  # fmt: skip
def test_what_cannot_be_tried_is_refused_with_every_fault_before_anything_is_read(tmp_path, text, arguments, said):
    file = tmp_path / "regime.toml"
    if text is not None:
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    refused = CliRunner().invoke(command, ["simulate", str(file), *arguments])
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert all(words in refused.stderr for words in said)
    assert all(" · " in line for line in refused.stderr.splitlines())
