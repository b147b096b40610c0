"""``qingbai audit verify`` as somebody types it: an installation of its own, real processes, exit statuses."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from installations import installed
from qingbai.audit.note import VerifierKey
from qingbai.audit.public.examine import examine
from qingbai.audit.public.sources import Folder

NAME = "qingbai_audit_command"
WRITE = """
import os
from datetime import UTC, datetime
from qingbai.project import setup
with setup.django():
    from django.db import transaction
    from qingbai.audit import log, services
    from qingbai.audit.actors import SYSTEM
    from qingbai.audit.events import EventKind
    at = datetime(2024, 5, 6, tzinfo=UTC)
    with transaction.atomic():
        for i in range(5):
            services.record(kind=EventKind.INQUIRY_READ, by=SYSTEM, at=at, basis=f"QB-{i}")
    print(log.checkpoint("ledger", at=at).note, end="")
"""


@pytest.fixture(scope="module")
def environment(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with installed(server_url, NAME, tmp_path_factory.mktemp("home")) as given:
        yield given


@pytest.fixture(scope="module")
def checkpoint(environment: dict[str, str]) -> str:
    """An installation with five entries more than its first start wrote, and a signed checkpoint kept elsewhere."""
    written = subprocess.run([sys.executable, "-c", WRITE], env=environment, capture_output=True, text=True, check=True)
    return written.stdout


def verify(environment, *arguments, typed=None):
    return subprocess.run(
        [sys.executable, "-m", "qingbai.project.cli", "audit", "verify", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        input=typed,
        check=False,
    )


def owner(environment, *statements):
    with psycopg.connect(environment["DATABASE_OWNER_URL"], autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_whole_ledger_is_proved_with_a_checkpoint_from_outside(environment, checkpoint):
    size = int(checkpoint.split("\n")[1])
    done = verify(environment, "--checkpoint", "-", typed=checkpoint)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"ledger whole: {size} entries, root {checkpoint.splitlines()[2]}, 2 checkpoints agree" in done.stdout
    assert f"台账完整：{size} 条" in done.stdout
    assert "certificates whole: " in done.stdout


def test_the_vault_s_ledger_is_proved_apart(environment, checkpoint):
    done = verify(environment, "--database", "vault", "--json")
    assert done.returncode == 0
    told = json.loads(done.stdout)
    assert (told["database"], told["whole"], [log["log"] for log in told["logs"]]) == ("vault", True, ["ledger"])


def test_a_checkpoint_that_is_none_is_said_to_be_none(environment, checkpoint, tmp_path):
    done = verify(environment, "--checkpoint", str(tmp_path / "absent"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{tmp_path}/absent cannot be read: No such file or directory. Check the path.\n"
    done = verify(environment, "--checkpoint", "-", typed="nonsense")
    assert (done.returncode, done.stdout) == (2, "")
    assert "'nonsense' is about none of the logs here" in done.stderr
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe")
    done = verify(environment, "--checkpoint", str(binary))
    assert (done.returncode, done.stderr) == (2, f"{binary} is no checkpoint: it is not UTF-8 text.\n")


def test_a_database_that_cannot_be_read_is_one_clear_line(environment, tmp_path):
    away = {**environment, "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/x", "QINGBAI_HOME": str(tmp_path)}
    done = verify(away)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert "127.0.0.1" in done.stderr


def test_the_first_wrong_entry_is_named(environment, checkpoint):
    owner(
        environment,
        "ALTER TABLE audit_ledgerentry DISABLE TRIGGER USER",
        "UPDATE audit_ledgerentry SET basis = 'QB-9' WHERE basis IN ('QB-2', 'QB-3')",
    )
    done = verify(environment)
    assert done.returncode == 1
    size = int(checkpoint.split("\n")[1])
    assert f"ledger NOT whole: entry {size - 2} is not what was recorded: it was changed" in done.stdout
    assert "Change nothing" in done.stdout
    assert "台账不完整" in done.stdout
    told = json.loads(verify(environment, "--json").stdout)
    assert (told["whole"], told["logs"][0]["fault"]["number"], told["logs"][0]["fault"]["code"]) == (
        False,
        size - 2,
        "changed",
    )
    assert told["logs"][1]["whole"]
    owner(environment, f"UPDATE audit_ledgerentry SET basis = 'QB-' || (number - {size - 4}) WHERE basis = 'QB-9'")
    assert verify(environment, "--checkpoint", "-", typed=checkpoint).returncode == 0


def test_a_ledger_table_that_is_gone_is_unreadable_not_whole(environment, checkpoint):
    owner(environment, "ALTER TABLE audit_ledgerentry RENAME TO elsewhere")
    done = verify(environment)
    owner(environment, "ALTER TABLE elsewhere RENAME TO audit_ledgerentry")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("The database could not be read: relation")
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_log_of_papers_is_published_to_a_folder_examined_there_and_reconciled(environment, checkpoint, tmp_path):
    def log(*arguments, status=0):
        command = [sys.executable, "-m", "qingbai.project.cli", "log", *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == status, done.stderr
        return done.stdout

    assert log("publish", "--to", str(tmp_path)).startswith("qingbai.local/certificates\n4\n")
    key = VerifierKey.parse((Path(environment["QINGBAI_HOME"]) / "keys/certificates.pub").read_text())
    report = examine(Folder(tmp_path), trusted=[key])
    assert (report.size, report.faults) == (4, ())
    told = json.loads(log("reconcile", "--all", "--json"))
    assert (told["dummies"], told["faults"]) == (4, [])
    (tmp_path / "checkpoint").write_text("another log\n")
    log("publish", "--to", str(tmp_path), status=1)
    (Path(environment["QINGBAI_HOME"]) / "keys/certificates.padding").unlink()
    log("reconcile", "--all", "--json", status=2)
