"""One server on one data folder, whatever is killed."""

import os
import pwd
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from installations import SUPERUSER, Programs, alive, binaries, postmaster, server_at, until
from qingbai.project.home import CannotRun
from qingbai.project.postgres import programs
from qingbai.project.postgres.server import Server

USE_IT_AND_STAY = """
import signal, sys, time
from pathlib import Path
from installations import server_at
signal.signal(signal.SIGTERM, lambda *_: sys.exit())
while not Path(sys.argv[2]).exists():
    time.sleep(0.001)
with server_at(Path(sys.argv[1])).in_use() as url:
    print(url, flush=True)
    time.sleep(600)
"""


def user_of(
    place: Path, programs_of_the_test: Programs, *, after: Path = Path("/"), groups: list[int] | None = None
) -> subprocess.Popen[str]:
    """Another process that uses the server at this place, as soon as ``after`` is there."""
    env = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    return programs_of_the_test.start("-c", USE_IT_AND_STAY, place, after, env=env, groups=groups)


def address_from(user: subprocess.Popen[str]) -> str:
    assert user.stdout is not None
    return user.stdout.readline().strip()


def test_the_last_user_stops_the_server(place, programs_of_the_test):
    other = user_of(place, programs_of_the_test)
    address = address_from(other)
    server = server_at(place)
    with server.in_use() as url:
        assert url == address
        first = postmaster(server.data)
    assert postmaster(server.data) == first, "it was stopped under the other user"
    other.terminate()
    other.wait()
    assert postmaster(server.data) is None


def test_several_that_start_at_the_same_moment_share_one_server(bare_place, programs_of_the_test, tmp_path):
    go = tmp_path / "go"
    users = [user_of(bare_place, programs_of_the_test, after=go) for _ in range(3)]
    time.sleep(1)  # all of them wait by now; were one late, the test would only be easier to pass
    go.touch()
    assert len({address_from(user) for user in users}) == 1


def test_a_server_whose_supervisor_was_killed_is_found_used_and_stopped(place, programs_of_the_test):
    killed = user_of(place, programs_of_the_test)
    address = address_from(killed)
    server = server_at(place)
    orphan = postmaster(server.data)
    killed.kill()
    killed.wait()
    assert orphan is not None
    assert alive(orphan)
    with server.in_use() as url:
        assert url == address
        assert postmaster(server.data) == orphan
    assert not alive(orphan)


def test_after_a_killed_server_what_was_committed_is_there(place):
    server = Server(place, SUPERUSER, binaries())
    with server.in_use() as url:
        one = psycopg.connect(url, autocommit=True)
        one.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        killed = postmaster(server.data)
        assert killed is not None
        os.kill(killed, signal.SIGKILL)
        until(lambda: not alive(killed), "the killed server is gone")
        with pytest.raises(psycopg.OperationalError):
            one.execute("SELECT 1")
    with server.in_use() as url, psycopg.connect(url) as one:
        assert one.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_a_process_number_that_another_program_has_now_stands_in_nobodys_way(place):
    server = server_at(place)
    with server.in_use():
        left_behind = (server.data / "postmaster.pid").read_text().splitlines()
    runs_as = server.binaries.runs_as
    stranger = subprocess.Popen(["sleep", "600"], user=runs_as and runs_as.uid)  # of the user that runs the server
    try:
        left_behind[0] = str(stranger.pid)
        (server.data / "postmaster.pid").write_text("\n".join(left_behind) + "\n")
        server.binaries.give(server.data / "postmaster.pid")
        with server.in_use() as url, psycopg.connect(url) as one:
            assert one.execute("SELECT 1").fetchone() == (1,)
        assert stranger.poll() is None, "it was taken for the server and stopped"
    finally:
        stranger.kill()
        stranger.wait()


def test_an_interrupted_preparation_is_begun_again(bare_place):
    server = server_at(bare_place)
    unfinished = bare_place / "data.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")
    with server.in_use() as url, psycopg.connect(url) as one:
        assert one.execute("SHOW server_encoding").fetchone() == ("UTF8",)
    assert not unfinished.exists()


def test_nobody_gets_in_without_the_password_nor_from_outside(place):
    server = server_at(place)
    with server.in_use() as url:
        wrong = url.replace(SUPERUSER.password.replace(" ", "%20"), "guess")
        assert wrong != url
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(wrong)
        with psycopg.connect(url) as one:
            assert one.execute("SHOW listen_addresses").fetchone() == ("127.0.0.1",)
            assert one.execute("SHOW unix_socket_directories").fetchone() == ("",)


def test_what_people_typed_does_not_reach_the_log(place):
    server = server_at(place)
    with server.in_use() as url, psycopg.connect(url, autocommit=True) as one:
        one.execute("CREATE TABLE person (number text PRIMARY KEY)")
        one.execute("INSERT INTO person VALUES ('100101199405120243')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            one.execute("INSERT INTO person VALUES (%s)", ["100101199405120243"])
        with pytest.raises(psycopg.errors.SyntaxError):
            one.execute("SELEC '100101199405120243'")
    assert "duplicate key" in server.log.read_text()
    assert "100101199405120243" not in server.log.read_text()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root must become somebody else")
def test_started_by_root_the_server_runs_as_nobody_in_no_other_group(place, programs_of_the_test):
    server = server_at(place)
    address_from(user_of(place, programs_of_the_test, groups=[0, 4]))
    process = postmaster(server.data)
    nobody = pwd.getpwnam("nobody")
    status = dict(line.split(":", 1) for line in Path(f"/proc/{process}/status").read_text().splitlines())
    assert status["Uid"].split() == [str(nobody.pw_uid)] * 4
    assert status["Gid"].split() == [str(nobody.pw_gid)] * 4
    assert status["Groups"].split() == []
    assert server.data.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may enter such a folder")
def test_programs_in_a_folder_that_only_root_may_enter_are_copied_within_reach(bare_place, monkeypatch):
    monkeypatch.setattr(programs, "ROOT_PLACE", bare_place.parent / "root-place")
    copied = programs.copy_within_reach(programs.wheel_binaries())
    assert copied.is_relative_to(bare_place.parent)
    assert programs.find(copied).major >= programs.OLDEST
    assert programs.copy_within_reach(programs.wheel_binaries()) == copied
    server = Server(bare_place, SUPERUSER, programs.find(copied), durable=False)
    with server.in_use() as url, psycopg.connect(url) as one:
        assert one.execute("SELECT 1").fetchone() == (1,)


# What goes wrong outside of us


def test_a_full_disk_is_named(bare_place):
    bare_place.mkdir()
    small = ["mount", "-t", "tmpfs", "-o", "size=8m,mode=755", "tmpfs", bare_place]
    if subprocess.run(small, capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine does not let us mount a small disk")
    try:
        with pytest.raises(CannotRun, match="the disk is full: free some space"), server_at(bare_place).in_use():
            pass
        assert not (bare_place / "data").exists()
    finally:
        subprocess.run(["umount", bare_place], check=True)


def test_a_place_that_cannot_be_made_is_named(bare_place):
    bare_place.write_text("a file stands here")
    with (
        pytest.raises(CannotRun, match=r"Cannot make the database folder .*server: File exists"),
        server_at(bare_place).in_use(),
    ):
        pass


def test_data_of_another_version_is_left_alone(bare_place):
    server = server_at(bare_place)
    server.data.mkdir(parents=True)
    (server.data / "PG_VERSION").write_text("13\n")
    with pytest.raises(CannotRun, match="was made by PostgreSQL 13, the programs here are"), server.in_use():
        pass
    assert [path.name for path in server.data.iterdir()] == ["PG_VERSION"]


def test_programs_that_are_too_old_or_missing_are_refused(bare_place):
    bare_place.mkdir()
    with pytest.raises(CannotRun, match="No PostgreSQL programs in"):
        programs.find(bare_place)
    old = bare_place / "postgres"
    old.write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 14.9'\n")
    old.chmod(0o755)
    with pytest.raises(CannotRun, match=r"PostgreSQL 14 in .* is too old: at least 15"):
        programs.find(bare_place)
