"""``qingbai client`` and ``keys`` as an operator types them, in one installation."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest

from installations import installed

NAME = "qingbai_client_command"


@pytest.fixture(scope="module")
def environment(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with installed(server_url, NAME, tmp_path_factory.mktemp("home")) as given:
        yield given


def client(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "qingbai.project.cli", "client", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


PRISON = ["--kind", "prison", "--code", "100101-jy", "--name", "演示市清河监狱", "--basis", "演监函〔2026〕1号"]


def test_a_client_is_added_listed_and_revoked_and_its_secret_is_shown_once(environment: dict[str, str]):
    added = client(environment, "add", *PRISON, "--json")
    assert added.returncode == 0, added.stderr
    told = json.loads(added.stdout)
    secret = told.pop("secret")
    assert len(secret) >= 43
    assert told["scopes"] == ["send:manifest", "send:release-notice"]

    revoked = client(environment, "revoke", told["client_id"], "--basis", "演监函〔2026〕2号")
    assert revoked.returncode == 0, revoked.stderr
    listed = client(environment, "list", "--json")
    assert secret not in listed.stdout
    [line] = [json.loads(one) for one in listed.stdout.splitlines()]
    assert line == {**told, "revoked_at": line["revoked_at"], "revoked_on_basis": "演监函〔2026〕2号"}
    assert line["revoked_at"]


def test_what_cannot_be_added_or_revoked_is_told_by_option(environment: dict[str, str]):
    more = client(environment, "add", *PRISON, "--scope", "send:judgment-notice")
    assert (more.returncode, more.stdout) == (1, "")
    assert "--scope: prison may not have send:judgment-notice" in more.stderr
    wrong = client(environment, "add", "--kind", "court", "--code", "演 01", "--name", "", "--basis", "x")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "--code: holds a space" in wrong.stderr
    assert "--name: must be 1 to 120" in wrong.stderr
    nobody = client(environment, "revoke", "nobody", "--basis", "x")
    assert (nobody.returncode, nobody.stderr.split(":")[0]) == (1, "CLIENT")


def test_an_unreachable_database_is_one_clear_line(environment: dict[str, str]):
    away = {**environment, "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none"}
    done = client(away, "list")
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_installations_keys_are_listed_turned_and_not_lost_on_one_persons_word(environment: dict[str, str]):
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "qingbai.project.cli", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    listed = run("keys", "list", "--json")
    assert listed.returncode == 0, listed.stderr
    cards = [json.loads(line) for line in listed.stdout.splitlines()]
    assert [card["use"] for card in cards[:4]] == ["root", "issuing", "status", "time-stamps"]
    name = cards[-1]["name"]
    turned = run("keys", "rotate", name)
    assert turned.returncode == 0, turned.stderr
    assert turned.stdout.startswith(f"{name}  papers  file")
    assert cards[-1]["certificate"] not in turned.stdout
    lost = run(
        "keys", "compromised", name, "--since", "2026-01-05", "--reason", "遗失", "--officer", "1", "--officer", "1"
    )
    assert (lost.returncode, lost.stdout) == (1, "")
    assert "two different officers" in lost.stderr
