"""``qingbai up``: everything on this machine with one command, and nothing of it afterwards."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from installations import Programs, end_server, environment_of, postmaster, processes_of, until
from qingbai.project.postgres import roles
from qingbai.project.postgres.server import free_port


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """The home folder of one installation for all tests here; the first of them makes it."""
    folder = Path(tempfile.mkdtemp(prefix="qingbai-home-"))
    yield folder
    for process in processes_of(folder):
        os.kill(process, signal.SIGKILL)
    place = place_of(folder)
    end_server(place / "data")
    shutil.rmtree(place, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


def place_of(home: Path) -> Path:
    note = home / "postgres.place"
    return Path(note.read_text()) if note.exists() else home / "postgres"


def environment(home: Path, **more: str) -> dict[str, str]:
    ours = ("DATABASE_URL", "VAULT_DATABASE_URL", "DJANGO_SETTINGS_MODULE", "QINGBAI_TESTS", "QINGBAI_HOME")
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    # SPT_NOENV: the site then leaves its environment readable while it changes its title.
    return kept | {"QINGBAI_HOME": str(home), "SPT_NOENV": "1"} | more


def qingbai(*arguments: str | int) -> list[str]:
    return ["-m", "qingbai.project.cli", *map(str, arguments)]


def free_pair() -> int:
    """A port that is free and has a free one after it, below those that the system gives to whoever asks for any: they are taken only later."""
    while True:
        port = secrets.randbelow(10_000) + 20_000
        try:
            with socket.create_server(("127.0.0.1", port)), socket.create_server(("127.0.0.1", port + 1)):
                return port
        except OSError:
            continue


class Up:
    """One run of ``qingbai up``."""

    def __init__(self, programs_of_the_test: Programs, home: Path, *arguments: str, **more: str) -> None:
        self.home, self.port = home, free_pair()
        command = qingbai("up", "--port", self.port, "--workers", 1, *arguments)
        self.process = programs_of_the_test.start(*command, env=environment(home, **more))
        self.said: list[str] = []

    def ready(self) -> "Up":
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line)
            if "Qingbai runs at" in line:
                return self
        pytest.fail(f"it ended with {self.process.wait()}:\n{''.join(self.said)}")

    def get(self, path: str = "/", *, registry: bool = False) -> int:
        try:
            place = f"http://127.0.0.1:{self.port + registry}{path}"
            with urllib.request.urlopen(place, timeout=10) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(number)
        status = self.process.wait(60)
        self.said.append(self.process.stdout.read() if self.process.stdout else "")
        return status


@pytest.fixture
def up(home: Path, programs_of_the_test: Programs) -> Up:
    return Up(programs_of_the_test, home, "--no-demo").ready()


def test_it_serves_and_stops_everything_that_it_started(up, home):
    assert up.get() == 200
    assert len(processes_of(home)) >= 4
    assert postmaster(place_of(home) / "data")
    assert up.stop(signal.SIGINT) == 0
    assert_nothing_runs(home)
    assert "Stopped. Nothing of it runs any more" in up.said[-1]


def assert_nothing_runs(home: Path) -> None:
    assert processes_of(home) == {}
    assert postmaster(place_of(home) / "data") is None


def test_the_public_site_is_given_the_register_and_no_way_to_the_vault(up, home):
    sites = [number for number, command in processes_of(home).items() if "granian" in command]
    public = [number for number in sites if "VAULT_DATABASE_URL" not in environment_of(number)]
    assert public
    assert len(public) < len(sites)
    for number in public:
        given = environment_of(number)
        with psycopg.connect(given["DATABASE_URL"]) as connection:
            assert connection.execute("SELECT current_user").fetchone() == ("qingbai_app",)
        assert [name for name in given if "VAULT" in name or "OWNER" in name] == []
    # Which addresses a site has follows from whether it has the vault.
    assert [up.get("/verify"), up.get("/desk/sign-in/")] == [200, 404]
    assert [up.get("/verify", registry=True), up.get("/desk/sign-in/", registry=True)] == [404, 200]
    assert up.stop(signal.SIGTERM) == 0
    assert_nothing_runs(home)


def test_a_second_start_finds_what_the_first_left(up, home, programs_of_the_test):
    database = next(
        environment_of(n)["DATABASE_URL"] for n, command in processes_of(home).items() if "granian" in command
    )
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("INSERT INTO django_session VALUES ('kept', 'x', '2100-01-01') ON CONFLICT DO NOTHING")
    up.stop()
    again = Up(programs_of_the_test, home, "--no-demo").ready()
    database = next(
        environment_of(n)["DATABASE_URL"] for n, command in processes_of(home).items() if "granian" in command
    )
    with psycopg.connect(database) as connection:
        assert connection.execute("SELECT count(*) FROM django_session WHERE session_key = 'kept'").fetchone() == (1,)
    again.stop()


def test_killed_it_leaves_nothing_but_the_database_server_which_the_next_start_uses_and_stops(
    up, home, programs_of_the_test
):
    up.process.kill()
    up.process.wait()
    orphan = postmaster(place_of(home) / "data")
    assert orphan
    until(lambda: not processes_of(home), "site and worker follow their parent")
    again = Up(programs_of_the_test, home, "--no-demo").ready()
    assert postmaster(place_of(home) / "data") == orphan
    assert again.get() == 200
    again.stop()
    assert postmaster(place_of(home) / "data") is None


def test_when_the_site_dies_everything_is_stopped_and_named(up, home):
    (site,) = [
        n
        for n, command in processes_of(home).items()
        if "granian" in command and "worker" not in command and "VAULT_DATABASE_URL" not in environment_of(n)
    ]
    os.kill(site, signal.SIGKILL)
    assert up.process.wait(60) == 1
    assert "Error: The site ended by itself (status -9), so everything was stopped." in up.process.stdout.read()
    until(lambda: not processes_of(home), "nothing is left")
    assert postmaster(place_of(home) / "data") is None


def run(home: Path, *arguments: str | int, **more: str) -> subprocess.CompletedProcess[str]:
    import sys

    return subprocess.run(
        [sys.executable, *qingbai(*arguments)],
        env=environment(home, **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def one_line(refused: subprocess.CompletedProcess[str]) -> str:
    assert refused.returncode == 1
    (line,) = refused.stderr.strip().splitlines()
    return line


def test_a_second_one_on_the_same_home_is_refused_with_the_address_of_the_first(up, home):
    line = one_line(run(home, "up", "--no-demo", "--port", free_port()))
    assert f"Qingbai already runs on {home} (process {up.process.pid}, http://127.0.0.1:{up.port})" in line
    assert up.get() == 200
    assert up.stop(signal.SIGHUP) == 0
    assert_nothing_runs(home)


def test_a_taken_port_is_named_with_how_to_choose_another(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        line = one_line(run(tmp_path, "up", "--port", port))
    assert line == (
        f"Error: Cannot listen on port {port} of 127.0.0.1: another program listens there. "
        f"Choose another, for instance: qingbai up --port {port + 1} (or: make run PORT={port + 1})."
    )
    assert not (tmp_path / "postgres").exists()


def test_a_taken_port_of_the_registrys_site_is_named_with_how_to_choose_another(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        line = one_line(run(tmp_path, "up", "--port", port - 1))
    assert f"Cannot listen on port {port} of 127.0.0.1" in line
    assert f"qingbai up --port {port + 1}" in line
    assert not (tmp_path / "postgres").exists()


def test_a_home_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    line = one_line(run(tmp_path / "file" / "home", "up"))
    assert "Cannot make the home folder" in line
    assert "Name a folder of yours in QINGBAI_HOME." in line


def test_an_unreachable_database_is_named_without_its_password(tmp_path):
    line = one_line(run(tmp_path, "up", DATABASE_URL="postgresql://me:hidden@127.0.0.1:9/there"))
    assert "Cannot reach the database at postgresql://me@127.0.0.1:9/there" in line
    assert "hidden" not in line


def test_an_address_that_is_none_is_named(tmp_path):
    line = one_line(run(tmp_path, "up", DATABASE_URL="mysql://me@there"))
    assert "not of the form postgresql://role:password@host:port/database" in line


def test_a_register_never_becomes_a_demonstration_nor_the_other_way_round(home):
    (home / "kind").write_text("real register")
    line = one_line(run(home, "up", "--port", free_port()))
    assert line.startswith(f"Error: {home} is the home of a real register, not of a demonstration: name another home")


def test_it_runs_on_a_server_that_somebody_else_keeps(server_url, tmp_path, programs_of_the_test):
    name = "qingbai_elsewhere"
    run_on_it = Up(programs_of_the_test, tmp_path, "--no-demo", DATABASE_URL=server_url, QINGBAI_DATABASE=name)
    try:
        assert run_on_it.ready().get() == 200
        assert run_on_it.stop() == 0
        assert not (tmp_path / "postgres").exists()
        with roles.connected(server_url) as connection:
            found = connection.execute("SELECT datname FROM pg_database WHERE datname ~ %s", [name]).fetchall()
            assert {row[0] for row in found} == {name, f"{name}_vault"}
    finally:
        run_on_it.process.kill()
        with roles.connected(server_url) as connection:
            for database in (name, f"{name}_vault"):
                connection.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)".encode())
            for role in ("owner", "app", "intake", "vault_owner", "vault"):
                connection.execute(f"DROP ROLE IF EXISTS {name}_{role}".encode())


def test_two_databases_that_an_administrator_made_are_used_as_they_stand(server_url, tmp_path):
    names = ("qingbai_hand", "qingbai_hand_v")
    with roles.connected(server_url) as administrator:
        try:
            for name in names:
                administrator.execute(f"CREATE ROLE {name}_o LOGIN PASSWORD 'x'".encode())
                administrator.execute(f"CREATE ROLE {name}_d LOGIN PASSWORD 'x'".encode())
                administrator.execute(f"GRANT {name}_o TO CURRENT_USER".encode())
                administrator.execute(f"CREATE DATABASE {name} OWNER {name}_o".encode())
            given = {
                variable: roles.address(server_url, roles.Role(f"{name}_{letter}", "x"), name)
                for name, variables in zip(names, ("DATABASE_{}URL", "VAULT_DATABASE_{}URL"), strict=True)
                for letter, variable in (("d", variables.format("")), ("o", variables.format("OWNER_")))
            }
            whole = run(tmp_path, "audit", "verify", **given)
            assert whole.returncode == 0, whole.stderr
            assert "ledger whole: " in whole.stdout
            with roles.connected(given["DATABASE_URL"]) as daily, pytest.raises(psycopg.errors.InsufficientPrivilege):
                daily.execute("TRUNCATE django_session")
        finally:
            for name in names:
                administrator.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
                for letter in "od":
                    administrator.execute(f"DROP ROLE IF EXISTS {name}_{letter}".encode())
