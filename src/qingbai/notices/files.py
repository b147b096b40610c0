"""Notices in files (通报文件): one notice as JSON, many as JSON lines; the judgment's text inside, or in a file beside.

A notice in a file may name its text instead of holding it: ``"text_file": "judgments/46.txt"``, seen from the notice's own
folder and lying in that folder or in one beside it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qingbai import incoming
from qingbai.notices import notice as notices
from qingbai.notices.faults import NoticeRefused, fault
from qingbai.notices.notice import JudgmentNotice


@dataclass(frozen=True, slots=True)
class Found:
    """One notice of a file, or why it could not be read; ``line`` counts from 1 in a file of JSON lines, 0 for a single notice."""

    path: Path
    line: int
    notice: JudgmentNotice | NoticeRefused


def load(path: Path) -> JudgmentNotice:
    """The single notice of a file. Raises ``NoticeRefused``."""
    return _parsed(_bytes(path), path, "")


def read(path: Path, *, confirmed_by: str = "") -> Iterator[Found]:
    """Every notice of a ``.json`` or ``.jsonl`` file in turn; one that cannot be read does not hide the others.

    ``confirmed_by`` is the registrar who confirmed those that name none.
    """
    if path.suffix.lower() != ".jsonl":
        yield Found(path, 0, _or_refusal(path, None, confirmed_by))
        return
    try:
        with path.open("rb") as file:
            for line, data in enumerate(_lines(file), 1):
                if data.strip():
                    yield Found(path, line, _or_refusal(path, data, confirmed_by))
    except OSError as error:
        yield Found(path, 0, NoticeRefused(fault("file", "file_unreadable", error=_why(error))))


def _lines(file: Any) -> Iterator[bytes]:
    """Lines, none longer than a notice may be: of a longer one, only enough to refuse it."""
    while line := file.readline(incoming.LARGEST + 2):
        whole = line.endswith(b"\n")
        while not whole and (rest := file.readline(1 << 20)):
            whole = rest.endswith(b"\n")
        yield line


def _or_refusal(path: Path, data: bytes | None, confirmed_by: str) -> JudgmentNotice | NoticeRefused:
    try:
        return _parsed(_bytes(path) if data is None else data, path, confirmed_by)
    except NoticeRefused as refused:
        return refused


def _bytes(path: Path) -> bytes:
    """The file's bytes, no more than a notice may have and one."""
    try:
        with path.open("rb") as file:
            return file.read(incoming.LARGEST + 1)
    except OSError as error:
        raise NoticeRefused(fault("file", "file_unreadable", error=_why(error))) from None


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _parsed(data: bytes, path: Path, confirmed_by: str) -> JudgmentNotice:
    return notices.parse(_completed(data, path, confirmed_by))


def _completed(data: bytes, path: Path, confirmed_by: str) -> bytes | str:
    """The notice with the text of the file that it names and with who confirmed it; as it came where ``parse`` will refuse it."""
    if len(data) > incoming.LARGEST:
        return data
    try:
        stated = json.loads(data, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return data
    if not isinstance(stated, dict):
        return data
    more = {}
    if isinstance(stated.get("text_file"), str) and "text" not in stated:
        more["text"] = judgment_text(_beside(path, stated.pop("text_file")))
    if confirmed_by and "confirmed_by" not in stated:
        more["confirmed_by"] = confirmed_by
    return json.dumps({**stated, **more}, ensure_ascii=False) if more else data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)


def _beside(path: Path, name: str) -> Path:
    """The file that a notice names: in the notice's folder, or in one beside it."""
    folder = path.resolve().parent
    named = (folder / name).resolve()
    if Path(name).is_absolute() or not named.is_relative_to(folder.parent):
        raise NoticeRefused(fault("text_file", "file_elsewhere"))
    return named


def judgment_text(path: Path) -> str:
    """The text of a judgment from a file in UTF-8. Raises ``NoticeRefused``."""
    data = _bytes(path)
    if len(data) > incoming.LARGEST:
        raise NoticeRefused(fault("text", "too_large", limit=f"{incoming.LARGEST:,}"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NoticeRefused(fault("text", "not_utf8", position=str(error.start + 1))) from None
