"""A process killed between the two databases: sent again, the notice is entered exactly once, in both."""

import os
import signal
import subprocess
import sys
import textwrap
import threading

import pytest
from django.db import connections

import cast
from qingbai.notices import entering, services
from qingbai.registers import models as registers
from qingbai.sealing import models as vault
from qingbai.sealing import services as sealing
from registering import AT, COURT, notice_of_two, receive

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "vault"])

# The child does the same as the parent would, with the real functions; it only dies at the place named.
CHILD = """
    import os, signal, sys
    import settings_for_tests
    from django.conf import settings
    for alias, name in (("default", "CRASH_DATABASE"), ("vault", "CRASH_VAULT")):
        host, port, database, user, password = os.environ[name].split(" ", 4)
        settings.DATABASES[alias].update(HOST=host, PORT=port, NAME=database, USER=user, PASSWORD=password)
    import django
    django.setup()
    settings.VAULT_KEY, settings.INTAKE_KEY = os.environ["CRASH_VAULT_KEY"], os.environ["CRASH_INTAKE_KEY"]
    settings.AUDIT_KEYS = {"default": "d" * 40, "vault": "v" * 40}
    import cast, registering
    from qingbai.sealing import services as sealing

    def die(*_, **__):
        os.kill(os.getpid(), signal.SIGKILL)

    def dying_after(act):
        def both(**given):
            act(**given)
            die()
        return both

    place = sys.argv[1]
    if place == "after the vault":
        sealing.seal_on_entry = dying_after(sealing.seal_on_entry)
    elif place == "before the vault":
        sealing.seal_on_entry = die
    elif place == "inside the vault":
        sealing.keeping._keep_verdict = lambda *given: die()
    registering.receive(registering.notice_of_two(cast.ON_RECORD, cast.SEALED))
    print("received")
"""


def address(alias: str) -> str:
    found = connections[alias].settings_dict
    return " ".join(str(found[name]) for name in ("HOST", "PORT", "NAME", "USER", "PASSWORD"))


def run_and_die(place: str) -> subprocess.CompletedProcess[str]:
    from django.conf import settings

    environment = {
        **os.environ,
        "CRASH_DATABASE": address("default"),
        "CRASH_VAULT": address("vault"),
        "CRASH_VAULT_KEY": settings.VAULT_KEY,
        "CRASH_INTAKE_KEY": settings.INTAKE_KEY,
        "DJANGO_SETTINGS_MODULE": "settings_for_tests",
        "PYTHONPATH": os.pathsep.join(["tests", *sys.path]),
    }
    command = [sys.executable, "-c", textwrap.dedent(CHILD), place]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)


def held() -> tuple[int, int, int]:
    return registers.Conviction.objects.count(), vault.SealedConviction.objects.count(), vault.Message.objects.count()


@pytest.mark.parametrize(
    ("place", "left"),
    [("before the vault", (0, 0, 0)), ("inside the vault", (0, 0, 0)), ("after the vault", (0, 1, 1))],
)
def test_a_process_killed_anywhere_loses_and_doubles_nothing(place: str, left: tuple[int, int, int]):
    done = run_and_die(place)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert "received" not in done.stdout
    assert held() == left

    receipt = receive(notice_of_two(cast.ON_RECORD, cast.SEALED))
    assert held() == (1, 1, 1)
    assert not receipt.already_registered
    assert receive(notice_of_two(cast.ON_RECORD, cast.SEALED)).already_registered
    assert held() == (1, 1, 1)


def test_the_same_process_left_alone_receives(monkeypatch):
    done = run_and_die("nowhere")
    assert done.stdout.strip() == "received", done.stderr
    assert held() == (1, 1, 1)


def test_a_failure_between_the_two_commits_is_made_good_by_sending_again(monkeypatch: pytest.MonkeyPatch):
    def broken(**given):
        sealing.seal_on_entry(**given)
        raise ConnectionError("the line broke")

    with monkeypatch.context() as patch:
        patch.setattr(entering, "sealing", type("Broken", (), {"seal_on_entry": staticmethod(broken)}))
        with pytest.raises(ConnectionError):
            receive(notice_of_two(cast.ON_RECORD, cast.SEALED))
    assert held() == (0, 1, 1)
    receive(notice_of_two(cast.ON_RECORD, cast.SEALED))
    assert held() == (1, 1, 1)


def test_one_notice_received_by_many_at_once_is_entered_once():
    results: list[str] = []

    def take() -> None:
        try:
            receipt = services.receive(notice=notice_of_two(cast.ON_RECORD, cast.SEALED), by=COURT, at=AT)
            results.extend(line.result for line in receipt.lines)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["already"] * 6 + ["entered"] * 2
    assert held() == (1, 1, 1)
