"""``qingbai read FILE…``: the text of judgments in, what they say out: JSON lines, or a short view for people.

With ``--labels`` it prints instead how often the values of each grade of sureness are right, against labels that people made by reading.

Exit status: 0 everything was read, 1 some document was refused (it is no complete judgment), 2 some input could not be read at all.
"""

import gzip
import json
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import click

from qingbai.reading import Reading, TextTooLong, read
from qingbai.reading.documents import (
    MOST_BYTES,
    MOST_LINE,
    Document,
    Fault,
    Unreadable,
    decode,
    from_lines,
    looks_like_lines,
)
from qingbai.reading.trust import Trust
from qingbai.reading.view import view


@dataclass
class Run:
    """One call of the command: how it prints, and what it has met."""

    as_json: bool
    bar: Any = None
    refused: int = 0
    unreadable: int = 0
    labels: dict[str, dict[str, Any]] | None = None
    trust: Trust = field(default_factory=Trust)
    compared: int = 0

    def fault(self, where: str, reason: str) -> None:
        """One line about an input that could not be read."""
        self.unreadable += 1
        click.echo(f"{where}: {reason}", err=True)

    def document(self, document: Document, where: str) -> None:
        """Read one document and print the reading."""
        try:
            reading = read(document.text)
        except TextTooLong as error:
            self.fault(where, f"is too long: {error}; split the file")
            return
        if self.labels is not None:
            self._compare(document.id, reading)
            return
        self.refused += reading.refused
        click.echo(self._words(document.id, reading))

    def _compare(self, name: str, reading: Reading) -> None:
        """Hold a reading against its label, where there is one."""
        label = (self.labels or {}).get(name)
        if label is not None:
            self.compared += 1
            self.trust.add(label, reading.as_json())

    def _words(self, name: str, reading: Reading) -> str:
        if self.as_json:
            return json.dumps({"id": name, **reading.as_json()}, ensure_ascii=False, separators=(",", ":"))
        return view(name, reading)

    @property
    def status(self) -> int:
        """The exit status."""
        return 2 if self.unreadable else 1 if self.refused else 0


def _lines(stream: IO[bytes], first: bytes) -> Iterator[bytes]:
    """Lines of bounded length; of a longer one only its beginning, enough to be refused by its size."""
    rest = first
    while True:
        end = rest.find(b"\n")
        if end >= 0:
            yield rest[: end + 1]
            rest = rest[end + 1 :]
            continue
        more = stream.readline(MOST_LINE)
        if not more:
            break
        rest += more
        if len(rest) > MOST_LINE:
            yield rest
            rest = b""
            while more and not more.endswith(b"\n"):
                more = stream.readline(MOST_LINE)
    if rest:
        yield rest


def _read_stream(run: Run, name: str, stream: IO[bytes]) -> None:
    """Read one opened input: JSON lines one by one, a plain text whole."""
    head = stream.read(65_536)
    if looks_like_lines(name, head):
        for item in from_lines(_lines(stream, head)):
            if isinstance(item, Fault):
                run.fault(f"{name}:{item.line}", item.reason)
            else:
                run.document(item, f"{name} ({item.id})")
        return
    data = head + stream.read(MOST_BYTES + 1 - len(head))
    if len(data) > MOST_BYTES:
        run.fault(
            name, f"is larger than {MOST_BYTES:,} bytes, which no judgment is; give one document a file, or JSON lines"
        )
        return
    try:
        run.document(Document(name, decode(data)), name)
    except Unreadable as error:
        run.fault(name, str(error))


class _Counted:
    """A raw stream that moves the progress bar by what is read from it."""

    def __init__(self, stream: IO[bytes], bar: Any) -> None:
        self.stream, self.bar = stream, bar

    def read(self, size: int = -1) -> bytes:
        """Read, and move the bar."""
        data = self.stream.read(size)
        self.bar.update(len(data))
        return data

    def readline(self, size: int = -1) -> bytes:
        """Read a line, and move the bar."""
        data = self.stream.readline(size)
        self.bar.update(len(data))
        return data

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


def _open_and_read(run: Run, name: str) -> None:
    """Open one input and read it; every failure is one line."""
    try:
        with ExitStack() as stack:
            raw: IO[bytes] = sys.stdin.buffer if name == "-" else stack.enter_context(Path(name).open("rb"))
            if run.bar is not None:
                raw = _Counted(raw, run.bar)  # type: ignore[assignment]
            stream = stack.enter_context(gzip.open(raw)) if name.endswith(".gz") else raw
            _read_stream(run, name, stream)  # type: ignore[arg-type]
    except BrokenPipeError:
        raise
    except FileNotFoundError:
        run.fault(name, "does not exist; check the path")
    except IsADirectoryError:
        run.fault(name, f"is a folder; name the files in it, for example {name.rstrip('/')}/*.txt")
    except PermissionError:
        run.fault(name, "may not be read by this user; check its permissions")
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        run.fault(name, f"is damaged or no gzip file ({error}); fetch it again")
    except OSError as error:
        run.fault(name, f"could not be read: {error.strerror or error}")


def _labels(path: str) -> dict[str, dict[str, Any]]:
    """Labels by document: one object a line with ``id`` and ``defendants``. Raises ``click.UsageError`` with line and remedy."""
    found: dict[str, dict[str, Any]] = {}
    try:
        with gzip.open(path, "rb") if path.endswith(".gz") else Path(path).open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                record = json.loads(line.decode("utf-8-sig")) if line.strip() else None
                if record is None:
                    continue
                if not isinstance(record, dict) or not isinstance(record.get("defendants"), list) or "id" not in record:
                    raise click.UsageError(
                        f'{path}:{number}: is no label; each line must be an object with "id" and "defendants"'
                    )
                found[str(record["id"])] = record
    except (OSError, EOFError, zlib.error) as error:
        raise click.UsageError(f"{path}: could not be read ({error}); check the path") from error
    except ValueError as error:
        raise click.UsageError(f"{path}: is no JSON lines file in UTF-8 ({error})") from error
    return found


@click.command(
    name="read", epilog="Exit status: 0 all read; 1 some refused as no complete judgment; 2 some input unreadable."
)
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option(
    "--json/--text", "as_json", default=None, help="JSON lines, or a short view; JSON when the output is no terminal."
)
@click.option(
    "--labels", metavar="FILE", help="Print how often each grade of sureness is right, against labels made by reading."
)
def command(files: tuple[str, ...], as_json: bool | None, labels: str | None) -> None:  # noqa: FBT001
    """Read judgments and rulings: plain text or JSON lines with id and text, also .gz; - is standard input."""
    run = Run(as_json=not sys.stdout.isatty() if as_json is None else as_json)
    run.labels = _labels(labels) if labels else None
    sizes = [os.path.getsize(name) if name != "-" and os.path.isfile(name) else 0 for name in files]  # noqa: PTH113, PTH202
    try:
        if sys.stderr.isatty() and sum(sizes) > 1_000_000:
            with click.progressbar(length=sum(sizes), label="reading", file=sys.stderr) as run.bar:
                for name in files:
                    _open_and_read(run, name)
        else:
            for name in files:
                _open_and_read(run, name)
    except BrokenPipeError:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # the reader of our output went away: say nothing more
    if run.labels is not None:
        click.echo(f"{run.compared} of {len(run.labels)} labelled documents\n\n{run.trust.table()}")
    sys.exit(run.status)
