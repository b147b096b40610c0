"""A process killed just before the register's commit: the vault has the notice already; sent again, it is entered exactly once."""

import os
import subprocess
import sys
import textwrap

import pytest
from django.db import connections

import cast
import notices_beside as beside
from qingbai.notices import jobs, kinds, models, waiting
from qingbai.registers import models as registers
from qingbai.sealing import models as vault
from registering import AT, COURT, demo

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "vault"])

# The child does the same as the parent would, with the real functions; it only dies where the register would commit.
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
    import notices_beside, registering
    from django.db import connections
    from qingbai.notices import kinds

    connections["default"].commit = lambda: os.kill(os.getpid(), signal.SIGKILL)
    notice = registering.demo("zhao-shidi") if sys.argv[1] == "judgment" else notices_beside.release()
    kinds.receive(notice=notice, by=registering.COURT, at=registering.AT)
"""


def address(alias: str) -> str:
    found = connections[alias].settings_dict
    return " ".join(str(found[name]) for name in ("HOST", "PORT", "NAME", "USER", "PASSWORD"))


def killed_while_receiving(what: str) -> None:
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
    command = [sys.executable, "-c", textwrap.dedent(CHILD), what]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert ended.returncode == -9, ended.stderr


def receive(notice):
    return kinds.receive(notice=notice, by=COURT, at=AT)


def test_a_release_is_entered_once_after_a_crash_between_the_two_commits():
    receive(demo("zhao-shidi"))
    killed_while_receiving("release")
    assert (vault.Message.objects.count(), models.Arrival.objects.count()) == (2, 2)
    assert registers.ExecutionNotice.objects.count() == 0
    assert [line.result for line in receive(beside.release()).lines] == ["entered"]
    assert (vault.Message.objects.count(), models.Arrival.objects.count()) == (2, 2)
    assert registers.ExecutionNotice.objects.get().name == cast.ON_RECORD.name


def test_what_waited_for_a_judgment_lost_in_a_crash_is_taken_up_when_that_comes_again():
    receive(beside.release())
    killed_while_receiving("judgment")
    assert registers.Judgment.objects.count() == 0
    jobs.kinds.take_up_everything(at=AT)
    assert len(waiting.waiting()) == 1
    receive(demo("zhao-shidi"))
    assert waiting.waiting() == ()
    assert registers.ExecutionNotice.objects.count() == 1
