"""Zips from outside: what would inflate to more than a file of notices can be is refused by its directory alone."""

import json
import struct
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from qingbai.incoming import archives
from qingbai.notices import files
from qingbai.notices.faults import NoticeRefused
from qingbai.notices.notice import FORM, JudgmentNotice
from registering import demo


def packed(path: Path, pieces: dict[str, bytes], **more) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **more) as archive:
        for name, data in pieces.items():
            archive.writestr(name, data)
    return path


def codes(path: Path) -> list[str]:
    [found] = files.read(path)
    assert isinstance(found.notice, NoticeRefused)
    assert found.unreadable
    return [fault.code for fault in found.notice.faults]


NOTICE = json.dumps(FORM.as_json(demo("zhao-shidi")), ensure_ascii=False).encode()


def test_notices_and_the_texts_that_they_name_are_read(tmp_path: Path):
    stated = FORM.as_json(demo("zhao-shidi"))
    text = stated.pop("text")
    lines = b"\n".join([NOTICE, b"{"])
    path = packed(
        tmp_path / "n.zip",
        {
            "a/one.json": json.dumps({**stated, "text_file": "../texts/46.txt"}).encode(),
            "b/many.jsonl": lines,
            "texts/46.txt": text.encode(),
        },
    )
    found = list(files.read(path))
    assert [(one.inside, one.line, isinstance(one.notice, JudgmentNotice)) for one in found] == [
        ("a/one.json", 0, True),
        ("b/many.jsonl", 1, True),
        ("b/many.jsonl", 2, False),
    ]
    assert found[0].notice == demo("zhao-shidi")
    assert [one.where.removeprefix(str(tmp_path)) for one in found[:2]] == [
        "/n.zip/a/one.json",
        "/n.zip/b/many.jsonl:1",
    ]


@pytest.mark.parametrize("name", ["../other.txt", "/etc/hostname", "missing.txt", "../../x/46.txt"])
def test_a_text_that_is_not_in_the_zip_is_not_read(tmp_path: Path, name: str):
    stated = FORM.as_json(demo("zhao-shidi"))
    del stated["text"]
    [found] = files.read(packed(tmp_path / "n.zip", {"a/n.json": json.dumps({**stated, "text_file": name}).encode()}))
    assert isinstance(found.notice, NoticeRefused)
    assert [fault.code for fault in found.notice.faults] == ["file_elsewhere"]


@pytest.mark.parametrize(
    ("pieces", "code"),
    [
        ({}, "zip_empty"),
        ({"a.txt": b"x"}, "zip_empty"),
        ({"a.json": b"{}", "run.exe": b"x"}, "zip_holds"),
        ({"a.json": b"{}", "inner.zip": b"x"}, "zip_holds"),
        ({"../a.json": b"{}"}, "archive_name"),
        ({"/a.json": b"{}"}, "archive_name"),
        ({"a.json": b"{}", "A.json": b"{}"}, "archive_name"),
        ({"a\\..\\b.json": b"{}"}, "archive_name"),
    ],
)
def test_a_zip_of_something_else_is_refused_with_what_it_holds(tmp_path: Path, pieces: dict[str, bytes], code: str):
    assert set(codes(packed(tmp_path / "n.zip", pieces))) == {code}


@pytest.mark.parametrize("suffix", [".zip", ".xlsx"])
def test_a_bomb_is_refused_before_it_inflates(tmp_path: Path, suffix: str):
    path = packed(
        tmp_path / f"bomb{suffix}", {"a.xml" if suffix == ".xlsx" else "a.json": b"\0" * 300_000_000}, compresslevel=9
    )
    assert path.stat().st_size < 400_000
    tracemalloc.start()
    began = time.process_time()
    assert codes(path) == ["archive_bomb"]
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()
    assert time.process_time() - began < 5


def test_a_bomb_that_lies_about_its_size_inflates_no_further_than_it_says(tmp_path: Path):
    path = packed(tmp_path / "n.zip", {"a.json": b" " * 50_000_000})
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = data.index(mark) + at
        data[place : place + 4] = struct.pack("<I", 1000)
    path.write_bytes(data)
    assert codes(path) in (["no_archive"], ["not_json"])


def test_pieces_that_share_their_bytes_are_a_bomb(tmp_path: Path):
    path = packed(tmp_path / "n.zip", {f"{n}.json": b"x" * 500_000 for n in range(3)})
    data = bytearray(path.read_bytes())
    at = -1
    for _ in range(3):  # every entry of the directory points to the first piece
        at = data.index(b"PK\x01\x02", at + 1)
        data[at + 42 : at + 46] = struct.pack("<I", 0)
    path.write_bytes(data)
    assert codes(path) == ["archive_bomb"]


def test_many_pieces_and_encrypted_ones_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = packed(tmp_path / "n.zip", {"a.json": b"{}", "b.json": b"{}"})
    with monkeypatch.context() as patch:
        patch.setattr(archives, "MOST_ENTRIES", 1)
        assert codes(path) == ["archive_too_many"]
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert codes(path) == ["archive_encrypted"]


def test_what_is_no_zip_is_told_with_what_it_may_be(tmp_path: Path):
    (tmp_path / "n.zip").write_bytes(b"no zip")
    assert codes(tmp_path / "n.zip") == ["no_archive"]
    (tmp_path / "n.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert codes(tmp_path / "n.xlsx") == ["old_or_locked"]


def test_a_file_larger_than_any_of_notices_is_not_opened(tmp_path: Path):
    with (tmp_path / "n.csv").open("wb") as file:
        file.truncate(archives.LARGEST_FILE + 1)
    assert codes(tmp_path / "n.csv") == ["file_too_large"]
