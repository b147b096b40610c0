"""``qingbai seal check`` as somebody types it: an installation of its own with its real roles, exit statuses, and the door of the intake."""

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator

import pytest

from installations import installed

NAME = "qingbai_seal_command"
# Enters a minor's record past the rules, as nothing of ours does; then seals it, as the intake's own database user may.
ENTER = """
    import sys, cast
    from qingbai.project import setup
    with setup.django(vault=True):
        from registering import AT, REGISTRAR, record, verdict
        from qingbai.registers import services
        done = services.enter(record=record(verdict(cast.SEALED)), by=REGISTRAR, at=AT, basis="n-1")
        print(done.defendants[0].conviction)
"""
SEAL = """
    import sys, uuid
    from qingbai.project import setup
    with setup.django(vault=sys.argv[2] == "intake"):
        from registering import AT, REGISTRAR
        from qingbai.registers import moving
        given = {"conviction": uuid.UUID(sys.argv[1]), "by": REGISTRAR, "at": AT}
        if sys.argv[2] == "intake":
            from qingbai.sealing import services
            services.seal_entered(rules="measures_2022: SEAL-01", basis="n-2", **given)
        else:
            moving.surrender(**given)
"""


@pytest.fixture(scope="module")
def environment(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with installed(server_url, NAME, tmp_path_factory.mktemp("home")) as given:
        yield {**given, "PYTHONPATH": os.pathsep.join(["tests", *sys.path])}


def run(environment: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *command], env=environment, capture_output=True, text=True, check=False)


def check(environment: dict[str, str], *options: str) -> subprocess.CompletedProcess[str]:
    return run(environment, "-m", "qingbai.project.cli", "seal", "check", *options)


def test_it_tells_what_it_found_and_what_a_person_must_do(environment: dict[str, str]):
    well = check(environment)
    assert (well.returncode, well.stderr) == (0, "")
    assert "0 should be sealed and is not / 应封未封 0 条" in well.stdout

    entered = run(environment, "-c", textwrap.dedent(ENTER))
    assert entered.returncode == 0, entered.stderr
    conviction = entered.stdout.strip()
    found = check(environment)
    assert found.returncode == 1
    assert f"1 should be sealed and is not / 应封未封 1 条\n  {conviction}\n" in found.stdout
    told = json.loads(check(environment, "--json").stdout)
    assert (told["open"], told["entries"], told["sealed"]) == ([conviction], 1, 0)

    site = run(environment, "-c", textwrap.dedent(SEAL), conviction, "site")
    assert site.returncode != 0
    assert "MayNotSurrender" in site.stderr
    sealed = run(environment, "-c", textwrap.dedent(SEAL), conviction, "intake")
    assert sealed.returncode == 0, sealed.stderr
    assert json.loads(check(environment, "--json").stdout)["sealed"] == 1


def test_a_database_that_is_not_there_is_no_finding(environment: dict[str, str]):
    done = check({**environment, "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none"})
    assert done.returncode == 2
    assert "Cannot reach the database" in done.stderr
