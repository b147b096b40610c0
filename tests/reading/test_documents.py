"""documents: which bytes are text, which lines are documents, and what is said of the others."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingbai.reading.documents import MOST_LINE, Document, Fault, Unreadable, decode, from_lines, looks_like_lines

WORDS = "演示市清河区人民法院"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
def test_the_encodings_of_chinese_texts_are_told_apart(encoding: str) -> None:
    assert decode(WORDS.encode(encoding)) == WORDS


@given(st.text(st.characters(codec="utf-8", exclude_characters="\ufeff"), min_size=1).filter(lambda text: text.strip()))
def test_utf_8_always_comes_back(text: str) -> None:
    data = text.encode()
    if not data.startswith((b"%PDF", b"PK\x03\x04", b"{\\rtf")) and data.strip():
        assert decode(data) == text


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b"%PDF-1.7", "is a PDF"),
        (b"PK\x03\x04rest", "is a ZIP or Office file"),
        (WORDS.encode("utf-16"), "is UTF-16"),
        ("好\n".encode() + b"\xff\xff", r"byte 5, line 2.*GB 18030 \(byte"),
    ],
)
def test_what_is_no_text_is_named_with_its_remedy(data: bytes, fault: str) -> None:
    with pytest.raises(Unreadable, match=fault) as refused:
        decode(data)
    assert ";" in str(refused.value)


def test_a_broken_line_does_not_hold_up_the_others() -> None:
    good = json.dumps({"id": "a", "text": WORDS}).encode()
    lines = [good, b"{bad", b"", b"[1]", b'{"id": 3}', b'{"text": 5}', b"\xff{}", b'{"text": "no id"}', b"[" * 100_000]
    found = list(from_lines(lines))
    assert [item for item in found if isinstance(item, Document)] == [Document("a", WORDS), Document("8", "no id")]
    faults = [item for item in found if isinstance(item, Fault)]
    assert [fault.line for fault in faults] == [2, 4, 5, 6, 7, 9]
    assert all(";" in fault.reason for fault in faults)


def test_a_line_longer_than_any_judgment_is_refused_unread() -> None:
    (fault,) = from_lines([b"x" * (MOST_LINE + 1)])
    assert isinstance(fault, Fault)
    assert "is longer than" in fault.reason


@pytest.mark.parametrize(
    ("name", "head", "lines"),
    [
        ("a.jsonl", b"", True),
        ("a.ndjson.gz", b"", True),
        ("a.txt", b'{"id"', False),
        ("-", b'\xef\xbb\xbf {"id"', True),
        ("-", "演示".encode(), False),
        ("a.txt.gz", b"{", False),
    ],
)
def test_json_lines_are_known_by_name_or_first_sign(name: str, head: bytes, lines: bool) -> None:
    assert looks_like_lines(name, head) is lines
