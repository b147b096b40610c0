"""Child processes get what they are given, and none is left behind."""

import sys

import pytest

from installations import alive, until
from qingbai.project import processes
from qingbai.project.home import CannotRun


def test_a_child_is_given_these_addresses_and_no_others(monkeypatch):
    for name in processes.ADDRESSES:
        monkeypatch.setenv(name, "postgresql://ours")
    given = processes.environment({"DATABASE_URL": "postgresql://theirs"})
    assert given["DATABASE_URL"] == "postgresql://theirs"
    assert [value for value in given.values() if value == "postgresql://ours"] == []


def test_a_child_that_will_not_end_is_ended_with_everything_that_it_started(monkeypatch, tmp_path):
    monkeypatch.setattr(processes, "STOPPING_TIME", 0.5)
    told = tmp_path / "told"
    stubborn = f"""
import os, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
with open({str(told)!r} + ".new", "w") as file:
    file.write(f"{{os.getpid()}} {{other.pid}}")
os.rename({str(told)!r} + ".new", {str(told)!r})
time.sleep(600)
"""
    with processes.running([sys.executable, "-c", stubborn], {}):
        until(told.exists, "the child has started another")
        child, grandchild = map(int, told.read_text().split())
        assert alive(child)
        assert alive(grandchild)
    assert not alive(child)
    until(lambda: not alive(grandchild), "the grandchild is gone")


def test_a_step_that_fails_stops_what_would_come_after():
    with pytest.raises(CannotRun, match="The step above failed; nothing after it was done"):
        processes.finish([sys.executable, "-c", "raise SystemExit(3)"], {})
    processes.finish([sys.executable, "-c", ""], {})
