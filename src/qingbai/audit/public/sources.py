"""Where the public files of a log are read from: a folder, or an address that serves them."""

import http.client
import urllib.error
import urllib.request
from pathlib import Path
from typing import Protocol

from qingbai.audit.public import tiles
from qingbai.audit.public.tiles import ENTRIES, LONGEST_ENTRY, WIDTH, NotATile, Tile

LARGEST = WIDTH * (LONGEST_ENTRY + 2)
TIMEOUT = 20.0  # seconds


class SourceUnreadable(OSError):
    """The folder or address cannot be read; the message says why and what to do."""


class Source(Protocol):
    """Public files by their path under the prefix."""

    def read(self, path: str) -> bytes | None:
        """The bytes of a file, ``None`` where there is none. Raises ``SourceUnreadable``."""
        ...


class Folder:
    """The files of a log in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not folder.is_dir():
            raise SourceUnreadable(f"{folder} is no folder: name the one that holds the log's checkpoint")

    def read(self, path: str) -> bytes | None:
        """As ``Source``."""
        try:
            with (self.folder / path).open("rb") as file:
                return file.read(LARGEST + 1)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None
        except OSError as error:
            raise SourceUnreadable(f"{self.folder / path} cannot be read: {error.strerror}") from error


class Site:
    """The files of a log behind an address."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        if not self.url.startswith(("http://", "https://")):
            raise SourceUnreadable(f"{url} is no address: it begins with http:// or https://")

    def read(self, path: str) -> bytes | None:
        """As ``Source``."""
        try:
            with urllib.request.urlopen(f"{self.url}/{path}", timeout=TIMEOUT) as answer:  # noqa: S310 - checked above
                data: bytes = answer.read(LARGEST + 1)
                return data
        except urllib.error.HTTPError as error:
            with error:
                if error.code in (404, 410):
                    return None
            raise SourceUnreadable(f"{self.url}/{path} answers {error.code}: try again later") from error
        except (OSError, http.client.HTTPException) as error:
            raise SourceUnreadable(f"{self.url}/{path} cannot be reached: {error}") from error


def named(place: str) -> Source:
    """The source of a folder's path or an address. Raises ``SourceUnreadable``."""
    return Site(place) if "://" in place else Folder(Path(place))


def read_tile(source: Source, tile: Tile) -> bytes | None:
    """The bytes of a tile; where a narrower file has made way for the full one, as many of that as are asked for."""
    found = source.read(tile.path)
    if found is not None or tile.width == WIDTH:
        return found
    whole = source.read(tile.full.path)
    if whole is None:
        return None
    try:
        if tile.level == ENTRIES:
            return tiles.bundle(tiles.unbundle(whole)[: tile.width])
        return b"".join(tiles.hashes(whole)[: tile.width])
    except NotATile:
        return whole


def hashes_of(source: Source, tile: Tile) -> list[bytes]:
    """The hashes of a tile. Raises ``SourceUnreadable`` where it is not there, and ``NotATile`` where it is not whole."""
    found = read_tile(source, tile)
    if found is None:
        raise SourceUnreadable(f"the log has no file {tile.path}: ask whoever keeps it")
    hashes = tiles.hashes(found)
    if len(hashes) != tile.width:
        raise NotATile(f"{tile.path} holds {len(hashes)} hashes instead of {tile.width}")
    return hashes
