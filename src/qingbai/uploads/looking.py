"""Has files examined and drawn by processes of their own (``examine``, ``show``), which are given the file and nothing else."""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from qingbai.uploads import examine
from qingbai.uploads.refusals import refused

EXAMINE = Path(examine.__file__)
SHOW = EXAMINE.with_name("show.py")
PATIENCE = 60.0  # seconds on the wall: the processes themselves end after ``examine.SECONDS`` of work


class NoPicture(ValueError):
    """No photo that can be looked at; the message is a code of ``refusals``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A file that may be kept: what it is, and the bytes to keep."""

    kind: str
    pages: int
    width: int
    height: int
    hints: dict[str, float] = field(default_factory=dict)
    data: bytes = field(repr=False)


def look(data: bytes, *, paper: str) -> Examined:
    """What the file is. Raises ``refusals.UploadRefused``, also where the examination itself came to grief over the file."""
    if len(data) > examine.LARGEST:
        code = "heic_large" if examine.sort(data) == "heic" else "too_large"
        raise refused(paper, code, most=examine.LARGEST // examine.MIB)
    head, _, kept = _run(EXAMINE, data).partition(b"\n")
    if not head:
        raise refused(paper, "too_much")
    told = json.loads(head)
    if "code" in told:
        raise refused(paper, told["code"], **told["facts"])
    return Examined(**told, data=kept)


def codes(data: bytes) -> tuple[str, ...]:
    """What the codes to scan in a photo say. Raises ``NoPicture`` with the code of ``refusals`` that says why it cannot be looked at."""
    if len(data) > examine.LARGEST:
        raise NoPicture("too_large")
    said = _run(EXAMINE, data, "codes")
    if not said:
        raise NoPicture("too_much")
    told = json.loads(said)
    if "code" in told:
        raise NoPicture(told["code"])
    return tuple(told["codes"])


def drawn(pdf: bytes, *, page: int) -> bytes:
    """One page of a PDF that was taken, counted from 1, as PNG; empty where it cannot be drawn, or not on this system."""
    return _run(SHOW, pdf, str(page))


def _run(program: Path, data: bytes, *arguments: str) -> bytes:
    """What the program says to the file; nothing where it fails or takes too long."""
    # -I: neither the environment nor the folder we stand in decides what this process imports.
    command = [sys.executable, "-I", str(program), *arguments]
    try:
        ran = subprocess.run(command, input=data, capture_output=True, env={}, timeout=PATIENCE, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return b""
    return ran.stdout if ran.returncode == 0 else b""
