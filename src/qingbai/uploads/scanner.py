"""A virus scanner that may be connected (病毒查杀): clamd's own protocol over a local socket. Off unless ``settings.CLAMD`` names one."""

import socket
import struct
from collections.abc import Iterator
from enum import StrEnum

from django.conf import settings

PATIENCE = 20.0  # seconds
PART = 64 * 1024


class Verdict(StrEnum):
    """What the scanner said."""

    CLEAN = "clean"
    INFECTED = "infected"
    NOT_ASKED = "not_asked"  # it is connected and did not answer: the file is held
    NO_SCANNER = "no_scanner"


def scan(data: bytes) -> Verdict:
    """What the connected scanner says to these bytes."""
    place: str = settings.CLAMD
    if not place:
        return Verdict.NO_SCANNER
    try:
        said = _asked(place, data)
    except OSError:
        return Verdict.NOT_ASKED
    if said == b"stream: OK":
        return Verdict.CLEAN
    return Verdict.INFECTED if said.endswith(b" FOUND") else Verdict.NOT_ASKED


def _asked(place: str, data: bytes) -> bytes:
    """The scanner's answer to INSTREAM: parts with their length before each, an empty one at the end."""
    with _connected(place) as line:
        line.sendall(b"zINSTREAM\0")
        for part in _parts(data):
            line.sendall(struct.pack("!I", len(part)) + part)
        line.sendall(struct.pack("!I", 0))
        said = b""
        while not said.endswith(b"\0") and len(said) < 4096:
            more = line.recv(4096)
            if not more:
                break
            said += more
    return said.rstrip(b"\0").strip()


def _connected(place: str) -> socket.socket:
    """A path is a socket of this machine; ``host:port`` a scanner that listens on one."""
    if place.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(PATIENCE)
        try:
            line.connect(place)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = place.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=PATIENCE)


def _parts(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), PART):
        yield data[start : start + PART]
