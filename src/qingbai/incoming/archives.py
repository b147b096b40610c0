"""Archives from outside (压缩包): looked at before anything in them is inflated.

A few kilobytes may stand for gigabytes, one piece may be counted a thousand times over, names may climb out of the folder. The
directory of the archive says what to expect; what is more than a file that anybody sends could ever be is refused by that alone, and no
piece is ever inflated beyond what the directory says of it.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from qingbai.incoming import Fault, Refused

MIB = 1024 * 1024
LARGEST_FILE = 64 * MIB
"""Bytes of a file of tables or of an archive as it comes."""
MOST_ENTRIES = 20_000
MOST_INFLATED = 512 * MIB
MOST_TIMES = 150
"""How many times its packed size a piece of more than a mebibyte may have; sheets of numbers come to about thirty."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = 0x1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}

SENTENCES = {
    "file_unreadable": (
        "文件无法读取：{error}。请核对文件名和权限。",
        "cannot be read: {error}. Check name and rights.",
    ),
    "no_archive": (
        "不是完好的压缩包或 XLSX 文件。请重新导出。",
        "is not a sound zip or XLSX file. Export it again.",
    ),
    "old_or_locked": (
        "是旧版 .xls 文件，或者设有密码。请另存为无密码的 .xlsx 或 UTF-8 的 .csv。",
        "is an old .xls file or has a password. Save it as .xlsx without one, or as .csv in UTF-8.",
    ),
    "archive_encrypted": ("含加密内容。请去掉密码。", "holds encrypted pieces. Take the password off."),
    "archive_too_many": (
        "含{count}个文件，超过{limit}个。请分成几个。",
        "holds {count} pieces, more than {limit}. Split it.",
    ),
    "archive_bomb": (
        "解压后将超过{limit} MB，或压缩比异常，未予解压。请核对文件来源。",
        "would inflate to more than {limit} MB or out of all proportion, so nothing was inflated. Check where it comes from.",
    ),
    "archive_name": (
        "含名称不安全或重复的文件。请重新打包。",
        "holds a piece with an unsafe or a repeated name. Pack it again.",
    ),
    "file_too_large": (
        "超过{limit} MB。请分成几个文件。",
        "has more than {limit} MB. Split it.",
    ),
}


def told(code: str, /, field: str = "file", **facts: str) -> Fault:
    """The fault of this code about a file."""
    zh, en = SENTENCES[code]
    return Fault(field, code, zh.format_map(facts), en.format_map(facts))


def size_refused(path: Path) -> None:
    """Raises ``Refused`` where the file is larger than any that is taken, or cannot be read."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise unreadable(error) from None
    if size > LARGEST_FILE:
        raise Refused(told("file_too_large", limit=str(LARGEST_FILE // MIB)))


def unreadable(error: OSError) -> Refused:
    """The refusal of a file that the system does not give."""
    return Refused(told("file_unreadable", error=error.strerror or type(error).__name__))


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive, after its directory was found harmless. Raises ``Refused``."""
    size_refused(path)
    try:
        with path.open("rb") as file:
            if file.read(8) == _OLE:
                raise Refused(told("old_or_locked"))
            with zipfile.ZipFile(file) as archive:
                _harmless(archive, path.stat().st_size)
                yield archive
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, ValueError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused(told("no_archive")) from None
    except OSError as error:
        raise unreadable(error) from None


def _harmless(archive: zipfile.ZipFile, size: int) -> None:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise Refused(told("archive_too_many", count=f"{len(entries):,}", limit=f"{MOST_ENTRIES:,}"))
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise Refused(told("archive_encrypted"))
    names = [entry.filename for entry in entries]
    if len({name.lower() for name in names}) < len(names) or any(map(_climbs, names)):
        raise Refused(told("archive_name"))
    if any(entry.compress_type not in _METHODS for entry in entries):
        raise Refused(told("no_archive"))
    packed = sum(entry.compress_size for entry in entries)
    if (
        sum(entry.file_size for entry in entries) > MOST_INFLATED
        or packed > size  # pieces that share their bytes
        or len({entry.header_offset for entry in entries}) < len(entries)
        or any(entry.file_size > max(MIB, MOST_TIMES * entry.compress_size) for entry in entries)
    ):
        raise Refused(told("archive_bomb", limit=f"{MOST_INFLATED // MIB:,}"))


def _climbs(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or not name.strip()
