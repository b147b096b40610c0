"""What a machine makes of a paper handed in (识读): the port to ``reader``, a process of its own, and what is kept of its answer.

It pre-fills and it asks; it decides nothing, and "not read" is an answer like another. The extra ``qingbai[pictures]`` may be absent: then size, shape, colour and
background of a portrait are still measured, and nothing is read. Only the upload is looked at, never a register.
"""

import base64
import contextlib
import fcntl
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

from django.conf import settings
from pydantic import TypeAdapter

from qingbai.law.terms import Paper
from qingbai.matching.printed import papers
from qingbai.matching.printed.against import READ_PAPERS
from qingbai.matching.printed.lines import Line
from qingbai.matching.printed.pictures import Measures
from qingbai.matching.printed.portraits import Portrait
from qingbai.matching.printed.terms import Read
from qingbai.uploads import looking, reader
from qingbai.uploads.looking import Examined

READER = Path(reader.__file__)
MOST_PAGES = 2  # of a PDF: both sides of a card
BETWEEN = 0.1  # seconds between two looks whether a place is free


class Outcome(StrEnum):
    """What became of the reading of one file."""

    READ = "read"
    NOT_ASKED = "not_asked"  # nothing of this paper is read
    NOT_INSTALLED = "not_installed"
    NOT_IN_TIME = "not_in_time"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was made out of one file. ``cuttings``: JPEG pictures of the lines that fields were read from, by the line's place."""

    outcome: Outcome
    read: Read | None = None
    measures: Measures | None = None
    portrait: Portrait | None = None
    cuttings: Mapping[int, bytes] = field(default_factory=dict, repr=False)


NOT_ASKED = Seen(outcome=Outcome.NOT_ASKED)


@cache
def installed() -> bool:
    """Whether the extra is there."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2"))


def can_read() -> bool:
    """Whether pictures are read in this installation."""
    return bool(settings.READING) and installed()


class Patience:
    """The time that the readings of one request may take together."""

    def __init__(self, seconds: float | None = None) -> None:
        self.ends = time.monotonic() + (settings.READING_SECONDS if seconds is None else seconds)

    @property
    def left(self) -> float:
        """Seconds; none are left at zero."""
        return max(0.0, self.ends - time.monotonic())


def see(file: Examined, *, paper: StrEnum, on: date, patience: Patience) -> Seen:
    """What a machine makes of this file, handed in for this paper. Never raises: what cannot be read was not read."""
    if paper is Paper.PHOTO and file.kind != "pdf":
        return _portrait(file, patience)
    if paper not in READ_PAPERS:
        return NOT_ASKED
    if not can_read():
        return Seen(outcome=Outcome.NOT_INSTALLED)
    pictures = [file.data] if file.kind != "pdf" else _pages(file, patience)
    found = [_text(one, on, patience) for one in pictures] or [Seen(outcome=Outcome.FAILED)]
    return max(found, key=_fullness)


def _fullness(seen: Seen) -> int:
    return len(seen.read.fields) if seen.read else -1


def _pages(file: Examined, patience: Patience) -> list[bytes]:
    """The first pages of a PDF as pictures, as long as there is time."""
    drawn = (looking.drawn(file.data, page=at) for at in range(1, min(file.pages, MOST_PAGES) + 1) if patience.left)
    return [one for one in drawn if one]


# --- print --------------------------------------------------------------------------------------------------------


def _text(picture: bytes, on: date, patience: Patience) -> Seen:
    outcome, told = _asked("text", picture, patience)
    if told is None:
        return Seen(outcome=outcome)
    lines = [Line(one["text"], _corners(one["corners"]), one["confidence"]) for one in told["lines"]]
    read = papers.read(lines, on=on)
    wanted = {at for one in read.fields.values() for at in one.lines}
    cuttings = {at: base64.b64decode(one["cutting"]) for at, one in enumerate(told["lines"]) if at in wanted}
    high = [min(_side(one, 0), _side(one, 1)) for one in lines]
    measures = Measures(
        sharpness=told["sharpness"],
        light=told["light"],
        glare=told["glare"],
        writing=round(median(high), 1) if high else 0.0,
    )
    return Seen(outcome=Outcome.READ, read=read, measures=measures, cuttings=cuttings)


def _corners(found: Any) -> Any:
    one, two, three, four = ((float(x), float(y)) for x, y in found)
    return one, two, three, four


def _side(line: Line, start: int) -> float:
    (x0, y0), (x1, y1) = line.corners[start], line.corners[start + 1]
    return float(((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5)


# --- portraits ----------------------------------------------------------------------------------------------------


def _portrait(file: Examined, patience: Patience) -> Seen:
    hints = file.hints
    measured = Portrait(
        width=file.width,
        height=file.height,
        light=hints.get("light", 0.0),
        spread=hints.get("spread", 0.0),
        colour=hints.get("colour"),
    )
    if not can_read():
        return Seen(outcome=Outcome.NOT_INSTALLED, portrait=measured)
    outcome, told = _asked("face", file.data, patience)
    if told is None:
        return Seen(outcome=outcome, portrait=measured)
    faces = tuple((float(x), float(y), float(w), float(h)) for x, y, w, h in told["faces"])
    return Seen(outcome=Outcome.READ, portrait=replace(measured, faces=faces, sharpness=told["sharpness"]))


# --- the process --------------------------------------------------------------------------------------------------


def _asked(wanted: str, picture: bytes, patience: Patience) -> tuple[Outcome, dict[str, Any] | None]:
    """What the reader says; nothing where it fails, or where there is no time for it."""
    # -I, and an empty environment: nothing from outside decides what this process imports, and it holds no key.
    command = [sys.executable, "-I", str(READER), wanted]
    with _place(patience) as free:
        if not free or patience.left <= 0:
            return Outcome.NOT_IN_TIME, None
        try:
            ran = subprocess.run(  # noqa: S603
                command, input=picture, capture_output=True, env={}, timeout=patience.left, check=False
            )
        except subprocess.TimeoutExpired:
            return Outcome.NOT_IN_TIME, None
    if ran.returncode != 0:
        return Outcome.FAILED, None
    told = json.loads(ran.stdout.splitlines()[-1])
    assert isinstance(told, dict)
    return Outcome.READ, told


@contextlib.contextmanager
def _place(patience: Patience) -> Iterator[bool]:
    """One of the few places for readers on this machine, so that many pictures at once do not take its memory; whether one came free in time."""
    for turn in count():
        number = turn % settings.READERS
        with (settings.HOME / f"reader-{number}.lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass
            else:
                yield True
                return
        if not patience.left:
            yield False
            return
        if number == settings.READERS - 1:
            time.sleep(BETWEEN)


# --- kept ---------------------------------------------------------------------------------------------------------

_JSON: TypeAdapter[Seen] = TypeAdapter(Seen)


def as_bytes(seen: Seen) -> bytes:
    """What was seen, as it is kept; cuttings in base 64."""
    whole = _JSON.dump_python(replace(seen, cuttings={}), mode="json")
    whole["cuttings"] = {at: base64.b64encode(one).decode() for at, one in seen.cuttings.items()}
    return json.dumps(whole, ensure_ascii=False).encode()


def from_bytes(kept: bytes) -> Seen:
    """The same, back."""
    whole = json.loads(kept)
    cuttings = {int(at): base64.b64decode(one) for at, one in whole.pop("cuttings", {}).items()}
    return replace(_JSON.validate_python(whole), cuttings=cuttings)
