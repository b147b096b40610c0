"""A token of SoftHSM2 for tests: initialised in a folder of its own, and gone with it."""

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from qingbai.certificates.tokens import Token

MODULES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/softhsm/libsofthsm.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
)
LABEL, PIN = "qingbai tests", "246810"


def a_token(folder: Path) -> Token:
    """The token, or the test is skipped by name where SoftHSM2 is not installed."""
    module = next((Path(path) for path in MODULES if Path(path).exists()), None)
    if module is None or shutil.which("softhsm2-util") is None:
        pytest.skip("SoftHSM2 is not installed (Debian: softhsm2)")
    (folder / "tokens").mkdir(parents=True)
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    made = ["softhsm2-util", "--init-token", "--free", "--label", LABEL, "--pin", PIN, "--so-pin", "13579135"]
    subprocess.run(made, check=True, capture_output=True)
    return Token(module, LABEL, with_pin(folder / "pin", PIN))


def with_pin(file: Path, pin: str) -> Path:
    """A file that holds a PIN."""
    file.touch(mode=0o600)
    file.write_text(pin + "\n")
    return file


def elsewhere(token: Token, **changed: object) -> Token:
    """The same token, named otherwise."""
    return replace(token, **changed)
