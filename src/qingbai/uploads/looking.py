"""Has a file examined by a process of its own (``examine``), which is given the file and nothing else."""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from qingbai.uploads import examine
from qingbai.uploads.refusals import refused

PROGRAM = Path(examine.__file__)
PATIENCE = 60.0  # seconds on the wall: the process itself ends after ``examine.SECONDS`` of work


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
        raise refused(paper, "too_large", most=examine.LARGEST // examine.MIB)
    # -I: neither the environment nor the folder we stand in decides what this process imports.
    command = [sys.executable, "-I", str(PROGRAM)]
    try:
        ran = subprocess.run(command, input=data, capture_output=True, env={}, timeout=PATIENCE, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise refused(paper, "too_much") from None
    head, _, kept = ran.stdout.partition(b"\n")
    if ran.returncode != 0 or not head:
        raise refused(paper, "too_much")
    told = json.loads(head)
    if "code" in told:
        raise refused(paper, told["code"], **told["facts"])
    return Examined(**told, data=kept)
