"""``qingbai read`` as it is called: output, one line for each fault, exit status."""

import gzip
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from qingbai.project import cli
from qingbai.reading.documents import MOST_BYTES

DEMO = Path(cli.__file__).parent / "demo" / "judgments"
WU = DEMO / "wu-tongyu.txt"
CUT = "演示市清河区人民法院刑事判决书（2024）演0101刑初1号公诉机关演示市清河区人民检察院。"


def qingbai_read(*words: str | Path, stdin: bytes | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from qingbai.project.cli import main; main()", "read", *map(str, words)]
    done = subprocess.run(command, input=stdin, capture_output=True, timeout=120)
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_several_files_become_json_lines_in_their_order() -> None:
    names = sorted(DEMO.glob("*.txt"))
    done = qingbai_read(*names)
    assert (done.returncode, done.stderr) == (0, "")
    read = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["id"] for one in read] == [str(name) for name in names]
    assert read[-1]["defendants"][0]["sentences"][0]["fine_yuan"] == 10_000


def test_the_short_view_names_person_crime_and_punishment() -> None:
    done = qingbai_read("--text", WU)
    assert done.returncode == 0
    assert "吴桐屿 男 1985-04-18  故意伤害罪 有期徒刑10个月  2019-05-26 – 2020-03-25" in done.stdout


def test_a_refusal_says_what_is_missing_in_two_languages() -> None:
    done = qingbai_read("--text", "-", stdin=CUT.encode())
    assert done.returncode == 1
    assert "没有“判决如下”" in done.stdout
    assert "no operative part" in done.stdout
    assert done.stderr == ""


def test_json_lines_and_gzip_are_read_and_a_broken_line_is_named(tmp_path: Path) -> None:
    lines = tmp_path / "court.jsonl.gz"
    good = json.dumps({"id": "W1", "text": WU.read_text()})
    lines.write_bytes(gzip.compress(f"{good}\n{{broken\n{good}\n".encode()))
    done = qingbai_read(lines)
    assert done.returncode == 2
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["W1", "W1"]
    assert done.stderr.startswith(f"{lines}:2: is no JSON")
    assert done.stderr.count("\n") == 1


def test_gb_18030_and_control_characters_do_not_matter(tmp_path: Path) -> None:
    (tmp_path / "gb.txt").write_bytes(WU.read_text().encode("gb18030"))
    (tmp_path / "nul.txt").write_bytes(WU.read_bytes().replace("判决如下".encode(), "判\x00决\x07如下".encode()))
    done = qingbai_read(tmp_path / "gb.txt", tmp_path / "nul.txt")
    assert done.returncode == 0
    one, other = (json.loads(line) for line in done.stdout.splitlines())
    assert one["defendants"] == other["defendants"]


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("empty.txt", b"", "is empty"),
        ("paper.pdf", b"%PDF-1.7\n", "is a PDF"),
        ("noise.txt", b"\xff\xff\xfe\x80", "neither UTF-8 (byte 1, line 1) nor GB 18030"),
        ("cut.txt.gz", gzip.compress(b"x" * 5000, mtime=0)[:20], "is damaged or no gzip file"),
        ("no.txt.gz", b"plain", "is damaged or no gzip file"),
        ("huge.txt", b"x" * (MOST_BYTES + 1), "is larger than"),
        ("long.jsonl", b'{"text": "' + b"x" * 20_000_000 + b'"}', "is longer than"),
        ("folder/x.txt", b"", None),
        ("missing.txt", None, "does not exist"),
    ],
)
def test_an_unreadable_input_is_one_line_and_the_next_is_read(
    tmp_path: Path, name: str, content: bytes | None, fault: str | None
) -> None:
    place = tmp_path / name
    place.parent.mkdir(exist_ok=True)
    if content is not None:
        place.write_bytes(content)
    asked = place if fault else place.parent
    done = qingbai_read(asked, WU)
    assert done.returncode == 2
    assert done.stdout.count("\n") == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith(str(asked))
    assert (fault or "is a folder") in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_of_somebody_else_is_named(tmp_path: Path) -> None:
    place = tmp_path / "closed.txt"
    place.write_text("x")
    place.chmod(0)
    assert "may not be read" in qingbai_read(place).stderr


def test_a_reader_that_goes_away_is_no_error() -> None:
    line = json.dumps({"id": "W", "text": WU.read_text()}) + "\n"
    command = [sys.executable, "-c", "from qingbai.project.cli import main; main()", "read", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        try:
            running.stdin.write(line.encode() * 200)
            running.stdin.close()
        except BrokenPipeError:
            pass
        assert running.stderr.read() == b""


def test_on_a_terminal_people_get_the_view_and_a_bar(tmp_path: Path) -> None:
    """At a terminal the short view is the default, and long work shows how far it is."""
    lines = tmp_path / "court.jsonl"
    lines.write_text((json.dumps({"id": "W", "text": WU.read_text()}, ensure_ascii=False) + "\n") * 500)
    master, slave = pty.openpty()
    command = [sys.executable, "-c", "from qingbai.project.cli import main; main()", "read", str(lines)]
    with subprocess.Popen(command, stdout=slave, stderr=slave, env={**os.environ, "TERM": "xterm"}) as running:
        os.close(slave)
        shown = b""
        while True:
            try:
                piece = os.read(master, 65_536)
            except OSError:
                break
            if not piece:
                break
            shown += piece
        assert running.wait() == 0
    os.close(master)
    assert "吴桐屿 男".encode() in shown
    assert b"reading" in shown
    assert b"100%" in shown


def test_readings_are_held_against_labels(tmp_path: Path) -> None:
    reading = json.loads(qingbai_read("--json", WU).stdout)
    reading["defendants"][0]["sex"] = "F"
    labels = tmp_path / "labels.jsonl"
    labels.write_text(json.dumps(reading) + "\n" + json.dumps({**reading, "id": "absent"}) + "\n")
    done = qingbai_read("--labels", labels, WU)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("1 of 2 labelled documents\n")
    rows = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines()[3:]}
    assert rows["sex"] == ["0", "of", "1"]
    assert rows["court"] == ["1", "of", "1"]


@pytest.mark.parametrize("content", [b"{broken", b'{"id": 1}\n', b"[]\n", b"\xff\xfe\x00"])
def test_labels_that_are_none_are_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    labels = tmp_path / "labels.jsonl"
    labels.write_bytes(content)
    for path in (labels, tmp_path / "missing.jsonl"):
        done = qingbai_read("--labels", path, WU)
        assert done.returncode == 2
        assert str(path) in done.stderr
        assert done.stdout == ""
        assert "Traceback" not in done.stderr


def test_the_short_view_names_what_is_under_review_and_what_became_of_it() -> None:
    texts = Path(__file__).parent / "judgments"
    done = qingbai_read(
        "--text", texts / "appeal-changed.txt", texts / "parole.txt", texts / "prosecution-withdrawn-on-appeal.txt"
    )
    assert "↑ 二审  （2024）演0101刑初17号  演示市清河区人民法院  2024-03-11" in done.stdout
    assert "维持原判" in done.stdout
    assert "变更执行，假释" in done.stdout
    assert "撤销原判，撤回起诉" in done.stdout
