"""The tools that guard the house notice a fault: each is run on a copy in which one was planted."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The checkout's program and settings, to be spoilt."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "static", "locale"))
    return tmp_path


def guard(copy: Path, *command: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"PYTHONPATH": str(copy / "src"), "NO_COLOR": "1", "DJANGO_SETTINGS_MODULE": ""}
    return subprocess.run(
        [sys.executable, *command], cwd=copy, env=env, capture_output=True, text=True, check=False, timeout=300
    )


def plant(copy: Path, path: str, text: str) -> str:
    file = copy / "src" / "qingbai" / path
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
    return str(file.relative_to(copy))


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("import datetime\n\nNOW = datetime.datetime.now(datetime.UTC)\n", "ask qingbai.clock"),
        ("from django.utils import timezone\n\nNOW = timezone.now()\n", "ask qingbai.clock"),
        ("from django.db.models import signals\n\nSIGNALS = signals\n", "call the service"),
        ("import random\n\nDIE = random\n", "use secrets"),
        ("def loose(a):\n    return a\n", "ANN001"),
        ("try:\n    pass\nexcept Exception:\n    pass\n", "BLE001"),
        (
            "def f(a: int) -> int:\n"
            + "".join(f"    if a == {n}:\n        return {n}\n" for n in range(11))
            + "    return 0\n",
            "C901",
        ),
    ],
)
def test_the_linter_refuses(copy, fault, told):
    planted = plant(copy, "notices/planted.py", '"""A planted fault."""\n\n' + fault)
    refused = guard(copy, "-m", "ruff", "check", "--no-cache", planted)
    assert refused.returncode == 1
    assert told in refused.stdout


def test_the_formatter_refuses(copy):
    planted = plant(copy, "notices/planted.py", '"""A planted fault."""\n\nONE = 1 ;TWO=2\n')
    assert guard(copy, "-m", "ruff", "format", "--no-cache", "--check", planted).returncode == 1


def test_the_type_checker_refuses(copy):
    planted = plant(
        copy,
        "law/planted.py",
        '"""A planted fault."""\n\nfrom datetime import date\n\n'
        "\ndef age(born_on: date) -> int:\n    return born_on\n\n\ndef loose(a):\n    return a\n",
    )
    refused = guard(copy, "-m", "mypy", "--cache-dir", str(ROOT / ".mypy_cache" / "guards"), planted)
    assert refused.returncode == 1
    assert 'Incompatible return value type (got "date", expected "int")' in refused.stdout
    assert "Function is missing a type annotation" in refused.stdout


LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command as c; c(['--no-cache'])"


def test_the_import_contracts_hold(copy):
    held = guard(copy, "-c", LINT_IMPORTS)
    assert held.returncode == 0, held.stdout
    assert "0 broken" in held.stdout


def test_the_import_contracts_refuse_what_breaks_them(copy):
    plant(copy, "law/planted.py", '"""A planted fault."""\n\nimport django\nimport os\n\nDJANGO, OS = django, os\n')
    plant(copy, "portal/planted.py", '"""A planted fault."""\n\nfrom qingbai import counter\n\nCOUNTER = counter\n')
    plant(copy, "registers/planted.py", '"""A planted fault."""\n\nfrom qingbai import sealing\n\nVAULT = sealing\n')
    plant(copy, "homeless/__init__.py", '"""A room that nobody gave a place."""\n')
    refused = guard(copy, "-c", LINT_IMPORTS)
    assert refused.returncode == 1
    for told in (
        "qingbai.law.planted -> django",
        "qingbai.law.planted -> os",
        "qingbai.portal.planted -> qingbai.counter",
        "qingbai.registers.planted -> qingbai.sealing",
        "homeless",
    ):
        assert told in refused.stdout
