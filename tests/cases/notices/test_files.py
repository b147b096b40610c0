"""Notices in files: one, many, with the text beside; nothing is read from elsewhere."""

import json
from pathlib import Path

import pytest

from qingbai.incoming import LARGEST
from qingbai.notices import files
from qingbai.notices.faults import NoticeRefused
from qingbai.notices.notice import FORM, JudgmentNotice
from registering import NOTICES, demo


def stated(**changes) -> dict:
    return {**FORM.as_json(demo("zhao-shidi")), **changes}


def write(path: Path, value: object) -> Path:
    path.write_text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path


def refusal(path: Path) -> tuple[str, str]:
    with pytest.raises(NoticeRefused) as refused:
        files.load(path)
    [fault] = refused.value.faults
    return fault.field, fault.code


def test_a_notice_takes_its_text_from_the_file_it_names():
    assert "text_file" in json.loads((NOTICES / "zhao-shidi.json").read_text(encoding="utf-8"))
    assert "赵石堤" in files.load(NOTICES / "zhao-shidi.json").text


@pytest.mark.parametrize("name", ["/etc/hostname", "../../elsewhere.txt", "../../../../etc/hostname"])
def test_a_text_elsewhere_is_not_read(tmp_path: Path, name: str):
    folder = tmp_path / "one" / "notices"
    folder.mkdir(parents=True)
    (tmp_path / "elsewhere.txt").write_text("secret")
    without = {key: value for key, value in stated(text_file=name).items() if key != "text"}
    assert refusal(write(folder / "n.json", without)) == ("text_file", "file_elsewhere")


def test_a_text_named_and_given_at_once_is_refused(tmp_path: Path):
    assert refusal(write(tmp_path / "n.json", stated(text_file="t.txt"))) == ("text_file", "unknown_field")


def test_a_text_that_is_missing_or_in_another_encoding_is_told(tmp_path: Path):
    without = {key: value for key, value in stated(text_file="t.txt").items() if key != "text"}
    notice = write(tmp_path / "n.json", without)
    assert refusal(notice) == ("file", "file_unreadable")
    (tmp_path / "t.txt").write_bytes(b"\xff\xfe\xff")
    assert refusal(notice) == ("text", "text_undecodable")
    (tmp_path / "t.txt").write_bytes(stated()["text"].encode("gb18030"))
    assert files.load(notice).text == stated()["text"]
    (tmp_path / "t.txt").write_bytes(b" " * (LARGEST + 1))
    assert refusal(notice) == ("text", "too_large")


def test_many_notices_in_one_file_are_read_line_by_line(tmp_path: Path):
    lines = [json.dumps(stated(message_id="m-1")), "", "{", json.dumps(stated(message_id="m-2"))]
    found = list(files.read(write(tmp_path / "n.jsonl", "\n".join(lines))))
    assert [one.line for one in found] == [1, 3, 4]
    assert [isinstance(one.notice, JudgmentNotice) for one in found] == [True, False, True]


def test_a_line_that_is_too_long_is_refused_and_the_next_one_read(tmp_path: Path):
    path = tmp_path / "n.jsonl"
    with path.open("wb") as file:
        file.write(b"[" * (LARGEST + 5_000_000) + b"\n")
        file.write(json.dumps(stated()).encode() + b"\n")
    refused, good = files.read(path)
    assert isinstance(refused.notice, NoticeRefused)
    assert refused.notice.faults[0].code == "too_large"
    assert isinstance(good.notice, JudgmentNotice)


def test_the_registrar_named_beside_the_file_confirms_what_names_none(tmp_path: Path):
    without = {key: value for key, value in stated().items() if key != "confirmed_by"}
    path = write(tmp_path / "n.json", without)
    [found] = files.read(path)
    assert isinstance(found.notice, NoticeRefused)
    [found] = files.read(path, confirmed_by="r-9")
    assert isinstance(found.notice, JudgmentNotice)
    assert found.notice.confirmed_by == "r-9"
    [found] = files.read(write(path, stated()), confirmed_by="r-9")
    assert isinstance(found.notice, JudgmentNotice)
    assert found.notice.confirmed_by == "qh-registrar-03"


def test_a_repeated_field_is_not_smoothed_over_on_the_way(tmp_path: Path):
    text = json.dumps({key: value for key, value in stated(text_file="t.txt").items() if key != "text"})
    path = write(tmp_path / "n.json", text.replace('"final_on": null', '"final_on": null, "final_on": "2023-05-05"'))
    assert refusal(path) == ("final_on", "repeated_key")
