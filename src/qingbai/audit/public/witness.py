"""A witness of our own (C2SP tlog-witness): it remembers the largest log that it has seen, and cosigns only what continues it.

Run by somebody other than the log's keeper, on a machine of theirs. It holds a key and one small file, needs no database, and is asked by
the log itself. What it refuses although the log signed it is evidence and is kept.
"""

import base64
import fcntl
import hashlib
import json
import os
import re
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from qingbai.audit import merkle
from qingbai.audit.note import Checkpoint, InvalidNote, VerifierKey, decoded, open_checkpoint, taken_apart
from qingbai.audit.public.asking import SIZE
from qingbai.audit.public.cosignature import CosigningKey, added, cosign

LARGEST_REQUEST = 256 * 1024
MOST_PROOF_LINES = 63
MOST_EVIDENCE = 1000
PATIENCE = 10  # seconds for a request to arrive
_OLD = re.compile(r"old (0|[1-9]\d{0,18})")
KEY, PUBLIC, SEEN, EVIDENCE = "witness.key", "witness.pub", "seen.json", "evidence"


class CannotWitness(RuntimeError):
    """The witness's folder cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered: an HTTP status, a text, and what the text is."""

    status: int
    text: str
    kind: str = "text/plain; charset=utf-8"


class _Refused(Exception):
    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.text)
        self.reply = reply


@dataclass(frozen=True, slots=True)
class _Asked:
    old: int
    proof: tuple[bytes, ...]
    note: str
    head: Checkpoint


def make(folder: Path, name: str) -> str:
    """A new witness: folder, key, and a memory that is empty; returns the public key to hand out. Raises ``CannotWitness``, ``InvalidNote``."""
    key = CosigningKey.make(name)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise CannotWitness(f"cannot make {folder}: {error.strerror}") from error
    if (folder / KEY).exists() or (folder / SEEN).exists():
        raise CannotWitness(f"{folder} is a witness already: name another folder")
    (folder / EVIDENCE).mkdir(exist_ok=True)
    _write(folder / SEEN, "{}\n")
    _write(folder / PUBLIC, f"{key.public}\n")
    _write(folder / KEY, f"{key.secret_text()}\n")
    return str(key.public)


class Witness:
    """A witness at work on its folder, for the ``logs`` whose keys it was given. Only one process may have a folder at a time."""

    def __init__(self, folder: Path, logs: Sequence[VerifierKey]) -> None:
        self.folder = folder
        self.logs = {key.name: key for key in logs}
        if not logs or len(self.logs) != len(logs):
            raise CannotWitness("a witness needs the key of each log that it watches, once")
        try:
            self.key = CosigningKey.parse((folder / KEY).read_text().rstrip("\n"))
            self.seen: dict[str, str] = json.loads((folder / SEEN).read_text())
        except (OSError, UnicodeError, ValueError) as error:
            raise CannotWitness(
                f"{folder} holds no witness ({error}). A witness whose memory is lost must not go on under its old key: make a new one"
            ) from error
        self._turn = threading.Lock()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other process from this folder. Raises ``CannotWitness`` where one is at work."""
        with (self.folder / "lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise CannotWitness(f"another process is this witness already ({self.folder})") from None
            yield

    def add_checkpoint(self, body: bytes, at: datetime) -> Reply:
        """What a request for a cosignature is answered."""
        try:
            asked = self._read(body)
            with self._turn:  # comparing and remembering are one step
                self._continues(asked)
                line = cosign(asked.note, self.key, at)
                self._remember(asked, line)
        except _Refused as refused:
            return refused.reply
        return Reply(200, line)

    def _read(self, body: bytes) -> _Asked:
        try:
            text = body.decode()
        except UnicodeError:
            raise _Refused(Reply(400, "not UTF-8\n")) from None
        head, blank, note = text.partition("\n\n")
        lines = head.split("\n")
        old = _OLD.fullmatch(lines[0])
        if not blank or old is None or len(lines) - 1 > MOST_PROOF_LINES:
            raise _Refused(Reply(400, "expected: an old size, at most 63 hashes, an empty line, a checkpoint\n"))
        try:
            proof = tuple(decoded(line, "a hash of the proof") for line in lines[1:])
            checkpoint = Checkpoint.parse(taken_apart(note)[0])
        except InvalidNote as error:
            raise _Refused(Reply(400, f"{error}\n")) from error
        return _Asked(int(old[1]), proof, note, self._signed(checkpoint, note))

    def _signed(self, checkpoint: Checkpoint, note: str) -> Checkpoint:
        key = self.logs.get(checkpoint.origin)
        if key is None:
            raise _Refused(Reply(404, "this witness does not watch that log\n"))
        try:
            return open_checkpoint(note, key)
        except InvalidNote as error:
            raise _Refused(Reply(403, f"{error}\n")) from error

    def _continues(self, asked: _Asked) -> None:
        """Refuse unless the checkpoint continues the largest log seen so far."""
        latest = self.latest(asked.head.origin)
        known = Checkpoint(asked.head.origin, 0, merkle.EMPTY) if latest is None else latest
        if asked.old > asked.head.size:
            raise _Refused(Reply(400, "the old size is above that of the checkpoint\n"))
        if asked.old != known.size:
            raise _Refused(Reply(409, f"{known.size}\n", SIZE))
        if asked.old == asked.head.size and asked.head.root != known.root:
            self._keep_evidence(asked)
            raise _Refused(Reply(409, "another root was seen at this size: the log is forked\n"))
        try:
            _check(asked, known)
        except merkle.InvalidProof as error:
            if 0 < asked.old < asked.head.size:  # otherwise nothing is shown of the log: only the asking was wrong
                self._keep_evidence(asked)
            raise _Refused(Reply(422, f"{error}\n")) from error

    def latest(self, origin: str) -> Checkpoint | None:
        """The largest checkpoint that was cosigned of a log."""
        note = self.seen.get(origin)
        return None if note is None else Checkpoint.parse(taken_apart(note)[0])

    def _remember(self, asked: _Asked, line: str) -> None:
        text, lines = taken_apart(asked.note)
        by_log = [each for each in lines if each.startswith(f"— {asked.head.origin} ")]
        self.seen[asked.head.origin] = added(text + "\n", [*(f"{each}\n" for each in by_log), line])
        _write(self.folder / SEEN, json.dumps(self.seen, ensure_ascii=False, indent=1) + "\n")

    def _keep_evidence(self, asked: _Asked) -> None:
        folder = self.folder / EVIDENCE
        folder.mkdir(exist_ok=True)
        # Named by what the log signed: with strangers' lines below it the same checkpoint is no second piece of evidence.
        text, lines = taken_apart(asked.note)
        by_log = [f"{each}\n" for each in lines if each.startswith(f"— {asked.head.origin} ")]
        path = folder / f"{asked.head.size}-{hashlib.sha256(text.encode()).hexdigest()[:16]}.txt"
        if not path.exists() and sum(1 for _ in folder.iterdir()) < MOST_EVIDENCE:
            proof = "".join(f"{base64.b64encode(each).decode()}\n" for each in asked.proof)
            _write(path, f"old {asked.old}\n{proof}\n{added(text + chr(10), by_log)}")


def _check(asked: _Asked, known: Checkpoint) -> None:
    if asked.old in (0, asked.head.size):
        if asked.proof:
            raise merkle.InvalidProof("nothing is to be proved here: the proof must be empty")
        if asked.head.size == 0 and asked.head.root != merkle.EMPTY:
            raise merkle.InvalidProof("a log without leaves has the root of nothing")
        return
    merkle.check_consistency(
        old=asked.old, new=asked.head.size, old_root=known.root, new_root=asked.head.root, proof=asked.proof
    )


def server(witness: Witness, host: str, port: int, now: Callable[[], datetime]) -> ThreadingHTTPServer:
    """An HTTP server that answers for a witness: ``POST …/add-checkpoint``, ``GET …/seen`` (what it has cosigned), ``GET …/key``."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = PATIENCE

        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "")
            if not self.path.endswith("/add-checkpoint"):
                self._say(Reply(404, "ask /add-checkpoint\n"), last=True)
            elif not length.isdigit() or int(length) > LARGEST_REQUEST:
                self._say(Reply(413, "too large\n"), last=True)
            else:
                self._say(witness.add_checkpoint(self.rfile.read(int(length)), now()))

        def do_GET(self) -> None:
            if self.path.endswith("/seen"):
                self._say(Reply(200, json.dumps(witness.seen, ensure_ascii=False), "application/json"))
            elif self.path.endswith("/key"):
                self._say(Reply(200, f"{witness.key.public}\n"))
            else:
                self._say(Reply(404, "ask /seen or /key\n"))

        def _say(self, reply: Reply, *, last: bool = False) -> None:
            body = reply.text.encode()
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(body)))
            if last:
                self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing: who asks is the log itself."""

    made = ThreadingHTTPServer((host, port), Handler)
    made.daemon_threads = True
    return made


def _write(path: Path, text: str) -> None:
    """Replace a file whole, and on the disk before we go on."""
    descriptor, unfinished = tempfile.mkstemp(dir=path.parent)  # mode 0600
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    Path(unfinished).replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
