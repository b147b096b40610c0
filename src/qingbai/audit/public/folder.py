"""The public files of a log in a folder, for any server that can serve files. What is there is continued, never contradicted."""

import os
import tempfile
from datetime import timedelta
from pathlib import Path

from qingbai.audit import keys, log
from qingbai.audit.models import Publication
from qingbai.audit.note import Checkpoint, InvalidNote, open_checkpoint
from qingbai.audit.public import publishing, tiles
from qingbai.audit.public.tiles import CHECKPOINT, WIDTH, Tile
from qingbai.clock import day_of


class Contradicted(RuntimeError):
    """What was published in this folder is not the beginning of the log that the database holds: nothing was written."""


def write(folder: Path, public: Publication) -> int:
    """Bring a folder up to what is public; how many files of hashes and entries were written.

    The checkpoint comes last, so that whoever reads it finds everything that it speaks of. Raises ``Contradicted``.
    """
    already = agrees(folder, public.log, public.size)
    if already is not None and already.size == public.size:
        return 0
    since = 0 if already is None else already.size
    files = list(tiles.all_tiles(public.size, since))
    for tile in files:
        _replace(folder / tile.path, publishing.tile_content(public.log, tile))
    for day in {day_of(public.at), day_of(public.at - timedelta(days=1))}:
        text = publishing.history(public.log, day)
        if text:
            _replace(folder / publishing.HISTORY / day.isoformat(), text)
    _replace(folder / CHECKPOINT, public.note.encode())
    for tile in files:
        if tile.width == WIDTH:
            _forget_parts(folder, tile)
    return len(files)


def agrees(folder: Path, name: str, size: int) -> Checkpoint | None:
    """The checkpoint that stands in a folder, if a log of ``size`` leaves continues it; ``None`` where there is none. Raises ``Contradicted``."""
    path = folder / CHECKPOINT
    if not path.exists():
        return None
    try:
        there = open_checkpoint(path.read_bytes(), keys.verifier_key(name, "default"))
    except InvalidNote as error:
        raise Contradicted(f"{path} is not a checkpoint of this log ({error}): name another folder") from error
    if there.size > size:
        raise Contradicted(
            f"{path} speaks of {there.size} leaves and the database of {size}: it was restored from an older backup, "
            "or this folder belongs to another installation. Nothing was published; keep that checkpoint, it is evidence"
        )
    if there.size and log.root(name, there.size) != there.root:
        raise Contradicted(
            f"{path} speaks of another log than the database holds: one of the two was rewritten. Nothing was published; "
            "keep both as they are and run `qingbai audit verify`"
        )
    return there


def _replace(path: Path, content: bytes) -> None:
    """Write a file that anybody may read in the place of an earlier one: at every moment one of the two is there, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, unfinished = tempfile.mkstemp(dir=path.parent, prefix=".")
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(unfinished).chmod(0o644)
    Path(unfinished).replace(path)


def _forget_parts(folder: Path, tile: Tile) -> None:
    """Remove the narrower files that a full one has taken the place of."""
    parts = folder / f"{tile.path}.p"
    if parts.is_dir():
        for part in parts.iterdir():
            part.unlink()
        parts.rmdir()
