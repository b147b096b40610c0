"""The bytes of a list as a file (名单文件): programs for tables read files, and nothing of it stays on the disk."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def on_disk(data: bytes, suffix: str) -> Iterator[Path]:
    """The bytes of a list as a file, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="qingbai-list-") as folder:
        path = Path(folder) / f"list{suffix}"
        path.write_bytes(data)
        yield path
