"""Notices in files (通报文件): one as JSON, many as JSON lines, a table as CSV or XLSX, any of these with texts beside in one zip.

A notice in a file may name its text instead of holding it: ``"text_file": "judgments/46.txt"``, seen from the notice's own
folder and lying in that folder or in one beside it; in a zip, among its pieces.
"""

import json
import posixpath
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qingbai import incoming
from qingbai.incoming import Refused, archives
from qingbai.incoming.archives import told
from qingbai.notices import kinds, tables
from qingbai.notices import notice as judgments
from qingbai.notices.faults import NoticeRefused, fault
from qingbai.notices.kinds import Notice
from qingbai.notices.notice import JudgmentNotice
from qingbai.reading.documents import Unreadable, decode

LINES = (".jsonl", ".ndjson")
_NOT_A_NOTICE = {"file_unreadable", "not_json", "not_utf8", "too_large", "nested_too_deep", "text_undecodable"}

archives.SENTENCES.update(
    {
        "zip_holds": (
            "压缩包内的 {name} 不是通报。请只放入 .json、.jsonl 和所引用的 .txt。",
            "holds {name}, which is no notice. Put in .json, .jsonl and the .txt that they name.",
        ),
        "zip_empty": ("压缩包内没有通报。请放入 .json 或 .jsonl。", "holds no notice. Put in .json or .jsonl."),
        "text_undecodable": (
            "不是 UTF-8 或 GB 18030 编码的文本。请转换为 UTF-8。",
            "is not text in UTF-8 or GB 18030: {reason}. Convert it to UTF-8.",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Found:
    """One notice of a file, or why it could not be read.

    ``line`` counts from 1 in JSON lines and in tables, 0 for a single notice; ``inside``: which piece of a zip. ``unreadable``: it is
    the file that cannot be read, not a notice in it that is wrong. ``cells``, of a table: says in cells what receiving finds wrong.
    """

    path: Path
    line: int
    notice: Notice | NoticeRefused
    inside: str = ""
    unreadable: bool = False
    cells: Callable[[NoticeRefused], NoticeRefused] | None = None

    @property
    def where(self) -> str:
        """``folder/file.zip/piece.jsonl:12``."""
        inside = f"/{self.inside}" if self.inside else ""
        return f"{self.path}{inside}" + (f":{self.line}" if self.line else "")


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a notice comes from, as far as it matters for a text that it names: how another file beside it is read."""

    beside: Callable[[str], bytes]
    confirmed_by: str = ""


def load(path: Path) -> JudgmentNotice:
    """The single court's notice of a file. Raises ``NoticeRefused``."""
    return judgments.FORM.parse(_completed(_bytes(path), _on_disk(path, "")))


def read(path: Path, *, confirmed_by: str = "", kind: str = "") -> Iterator[Found]:
    """Every notice of a file in turn; one that cannot be read does not hide the others.

    ``confirmed_by`` is the registrar who confirmed those courts' notices that name none; ``kind``, of a table, which one it is.
    """
    suffix = path.suffix.lower()
    try:
        if suffix in (*tables.SUFFIXES, *tables.OTHERS):
            for entered in tables.read(path, kind=kind):
                yield Found(path, entered.row, entered.notice, cells=entered.cells)
        elif suffix == ".zip":
            yield from _of_zip(path, confirmed_by)
        elif suffix in LINES:
            with path.open("rb") as file:
                yield from _of_lines(Found(path, 0, NoticeRefused()), _lines(file), _on_disk(path, confirmed_by))
        else:
            yield _of_one(Found(path, 0, NoticeRefused()), _bytes(path), _on_disk(path, confirmed_by))
    except OSError as error:
        yield Found(path, 0, _unreadable(error), unreadable=True)
    except Refused as refused:
        yield Found(path, 0, NoticeRefused(*refused.faults), unreadable=True)


def _of_one(place: Found, data: bytes, source: _Source) -> Found:
    notice = _or_refusal(data, source)
    codes = {found.code for found in notice.faults} if isinstance(notice, NoticeRefused) else set()
    return Found(place.path, 0, notice, place.inside, unreadable=bool(codes & _NOT_A_NOTICE))


def _of_lines(place: Found, lines: Iterator[bytes], source: _Source) -> Iterator[Found]:
    for line, data in enumerate(lines, 1):
        if data.strip():
            yield Found(place.path, line, _or_refusal(data, source), place.inside)


def _lines(file: Any) -> Iterator[bytes]:
    """Lines, none longer than a notice may be: of a longer one, only enough to refuse it."""
    while line := file.readline(incoming.LARGEST + 2):
        whole = line.endswith(b"\n")
        while not whole and (rest := file.readline(1 << 20)):
            whole = rest.endswith(b"\n")
        yield line


def _of_zip(path: Path, confirmed_by: str) -> Iterator[Found]:
    """The notices in a zip, by the names of its pieces."""
    with archives.opened(path) as archive:
        names = sorted(entry.filename for entry in archive.infolist() if not entry.is_dir())
        strange = [name for name in names if Path(name).suffix.lower() not in (".json", ".txt", *LINES)]
        if strange:
            raise NoticeRefused(*(told("zip_holds", name=Path(name).name[:60]) for name in strange[:20]))
        notices = [name for name in names if not name.lower().endswith(".txt")]
        if not notices:
            raise NoticeRefused(told("zip_empty"))
        for name in notices:
            place, source = Found(path, 0, NoticeRefused(), name), _in_zip(archive, name, confirmed_by)
            if name.lower().endswith(LINES):
                with archive.open(name) as file:
                    yield from _of_lines(place, _lines(file), source)
            else:
                yield _of_one(place, _piece(archive, name), source)


def _piece(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        return file.read(incoming.LARGEST + 1)


def _in_zip(archive: zipfile.ZipFile, name: str, confirmed_by: str) -> _Source:
    def beside(other: str) -> bytes:
        named = posixpath.normpath(posixpath.join(posixpath.dirname(name), other))
        if named not in archive.namelist():
            raise NoticeRefused(fault("text_file", "file_elsewhere"))
        return _piece(archive, named)

    return _Source(beside, confirmed_by)


def _on_disk(path: Path, confirmed_by: str) -> _Source:
    """A file that a notice names lies in the notice's folder, or in one beside it."""

    def beside(name: str) -> bytes:
        folder = path.resolve().parent
        named = (folder / name).resolve()
        if Path(name).is_absolute() or not named.is_relative_to(folder.parent):
            raise NoticeRefused(fault("text_file", "file_elsewhere"))
        return _bytes(named)

    return _Source(beside, confirmed_by)


def _or_refusal(data: bytes, source: _Source) -> Notice | NoticeRefused:
    try:
        return kinds.parse(_completed(data, source))
    except NoticeRefused as refused:
        return refused


def _bytes(path: Path) -> bytes:
    """The file's bytes, no more than a notice may have and one."""
    try:
        with path.open("rb") as file:
            return file.read(incoming.LARGEST + 1)
    except OSError as error:
        raise _unreadable(error) from None


def _unreadable(error: OSError) -> NoticeRefused:
    return NoticeRefused(*archives.unreadable(error).faults)


def _completed(data: bytes, source: _Source) -> bytes | str:
    """The notice with the text of the file that it names and with who confirmed it; as it came where ``parse`` will refuse it."""
    if len(data) > incoming.LARGEST:
        return data
    try:
        stated = json.loads(data, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return data
    if not isinstance(stated, dict) or stated.get("format") != judgments.FORMAT:
        return data
    more = {}
    if isinstance(stated.get("text_file"), str) and "text" not in stated:
        more["text"] = _text(source.beside(stated.pop("text_file")))
    if source.confirmed_by and "confirmed_by" not in stated:
        more["confirmed_by"] = source.confirmed_by
    return json.dumps({**stated, **more}, ensure_ascii=False) if more else data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)


def judgment_text(path: Path) -> str:
    """The text of a judgment from a file in UTF-8 or GB 18030, as ``qingbai read`` takes it. Raises ``NoticeRefused``."""
    return _text(_bytes(path))


def _text(data: bytes) -> str:
    if len(data) > incoming.LARGEST:
        raise NoticeRefused(fault("text", "too_large", limit=f"{incoming.LARGEST:,}"))
    try:
        return decode(data) if data.strip() else ""
    except Unreadable as unreadable:
        raise NoticeRefused(told("text_undecodable", field="text", reason=str(unreadable))) from None
