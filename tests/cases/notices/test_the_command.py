"""``qingbai register`` as somebody types it: an installation of its own, its real roles, exit statuses."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import cast
from installations import installed
from qingbai.notices.notice import FORM
from registering import NOTICES, demo

NAME = "qingbai_register_command"
JUDGMENTS = NOTICES.parent / "judgments"


@pytest.fixture(scope="module")
def environment(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with installed(server_url, NAME, tmp_path_factory.mktemp("home")) as given:
        yield given


def register(environment: dict[str, str], *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "qingbai.project.cli", "register", *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_demonstration_is_registered_and_a_second_time_changes_nothing(environment: dict[str, str]):
    files = sorted(NOTICES.glob("*.json"))
    first = register(environment, *files)
    assert (first.returncode, first.stderr) == (0, "")
    assert len(first.stdout.splitlines()) == len(files)
    assert "已登记 / entered" in first.stdout

    again = register(environment, "--json", *files)
    assert again.returncode == 0
    told = [json.loads(line) for line in again.stdout.splitlines()]
    assert {line["result"] for one in told for line in one["lines"]} == {"already"}
    assert {one["status"] for one in told} == {"registered"}


def test_a_line_about_somebody_sealed_reads_like_any_other(environment: dict[str, str]):
    lines = register(environment, NOTICES / "shen-xiaodu.json", NOTICES / "han-yueling.json").stdout.splitlines()
    sealed, opened = (line.partition(": ")[2].partition(" ")[2].rpartition(" [")[0] for line in lines)
    assert sealed == opened


def test_good_lines_of_a_file_are_taken_and_bad_ones_named_by_line(environment: dict[str, str], tmp_path: Path):
    file = tmp_path / "notices.jsonl"
    good = FORM.as_json(demo("zhao-shidi"))
    bad = {**good, "message_id": "bad-1", "case_number": "（2023）演0101刑初47号"}
    file.write_text("\n".join([json.dumps(good), "{", "", json.dumps(bad)]), encoding="utf-8")
    done = register(environment, file)
    assert done.returncode == 1
    assert f"{file}:1: " in done.stdout
    assert f"{file}:2: notice: is not JSON" in done.stderr
    assert f"{file}:4: case_number: does not agree" in done.stderr
    assert cast.ON_RECORD.name not in done.stderr


def test_a_text_becomes_a_notice_with_what_the_options_add(environment: dict[str, str], tmp_path: Path):
    text = tmp_path / "judgment.txt"
    text.write_text(
        (JUDGMENTS / "wu-tongyu.txt").read_text(encoding="utf-8").replace("150号", "151号"), encoding="utf-8"
    )
    stated = ["--confirmed-by", "r-1", "--final-on", "2019-09-06", "--offence-from", "2019-05-25"]
    done = register(environment, text, *stated, "--json")
    assert done.returncode == 0, done.stderr
    [line] = json.loads(done.stdout)["lines"]
    assert line["result"] == "entered"


def test_a_text_without_what_it_needs_is_refused_with_all_of_it(environment: dict[str, str]):
    done = register(environment, JUDGMENTS / "wu-tongyu.txt")
    assert done.returncode == 1
    assert "--confirmed-by: is empty" in done.stderr
    assert (
        "--final-on: says neither when it became final (--final-on) nor when it was served (--served-on)" in done.stderr
    )
    assert "final_on" not in done.stderr


def test_a_question_for_a_person_is_told_as_held(environment: dict[str, str]):
    both_sides = ["--final-on", "2022-02-10", "--offence-from", "2021-08-20", "--offence-to", "2021-10-07"]
    done = register(environment, JUDGMENTS / "tang-bozhou.txt", "--confirmed-by", "r-1", "--json", *both_sides)
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert (told["status"], told["inbox"]) == ("held", True)
    assert [fault["code"] for fault in told["faults"]] == ["sealing_open"]


@pytest.mark.parametrize("name", ["missing.json", "folder.jsonl", "missing.txt"])
def test_a_file_that_cannot_be_read_is_told_by_name(environment: dict[str, str], tmp_path: Path, name: str):
    if name.startswith("folder"):
        (tmp_path / name).mkdir()
    done = register(environment, tmp_path / name, "--confirmed-by", "r-1")
    assert done.returncode == 2
    assert str(tmp_path / name) in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unreachable_database_is_one_clear_line(environment: dict[str, str]):
    done = register(
        {**environment, "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none"}, NOTICES / "zhao-shidi.json"
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert "127.0.0.1:9" in done.stderr


def test_fifty_megabytes_of_text_are_refused_at_once(environment: dict[str, str], tmp_path: Path):
    for name, status in (("big.json", 2), ("big.txt", 2), ("big.jsonl", 1)):  # a line is one notice of many
        file = tmp_path / name
        file.write_bytes(b"x" * 50_000_000)
        done = register(environment, file, "--confirmed-by", "r-1")
        assert done.returncode == status
        assert "more than 8,388,608 bytes" in done.stderr


def test_files_that_are_no_files_of_notices_end_with_two(environment: dict[str, str], tmp_path: Path):
    broken = {
        "1.json": b"{",
        "2.json": b"\xff",
        "3.txt": b"\xff\xff",
        "4.xls": b"",
        "5.xlsx": b"PK",
        "6.csv": b"",
        "7.zip": b"",
    }
    for name, data in broken.items():
        (tmp_path / name).write_bytes(data)
    done = register(environment, *(tmp_path / name for name in broken), "--confirmed-by", "r-1")
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == len(broken)
    for name, line in zip(broken, done.stderr.splitlines(), strict=True):
        assert line.startswith(f"{tmp_path / name}: ")


def test_a_text_in_the_national_encoding_is_taken_as_it_is_read(environment: dict[str, str], tmp_path: Path):
    text = (JUDGMENTS / "wu-tongyu.txt").read_text(encoding="utf-8").replace("150号", "152号")
    file = tmp_path / "judgment.txt"
    file.write_bytes(text.encode("gb18030"))
    done = register(
        environment, file, "--confirmed-by", "r-1", "--final-on", "2019-09-06", "--offence-from", "2019-05-25"
    )
    assert done.returncode == 0, done.stderr


def lines_of(done: subprocess.CompletedProcess[str]) -> list[dict]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def numbered(case: int, **changes) -> str:
    """The demonstration's judgment under another case number."""
    stated = FORM.as_json(demo("zhao-shidi"))
    text = stated["text"].replace("刑初46号", f"刑初{case}号")
    whole = {**stated, "text": text, "case_number": f"（2023）演0101刑初{case}号", "message_id": f"m-{case}", **changes}
    return json.dumps(whole, ensure_ascii=False)


def test_with_whole_nothing_is_entered_where_one_is_wrong(environment: dict[str, str], tmp_path: Path):
    file = tmp_path / "notices.jsonl"
    file.write_text("\n".join([numbered(901), "{", numbered(902, final_on="2099-01-01", service=[])]), encoding="utf-8")
    done = register(environment, "--whole", file)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{file}:2: notice: is not JSON" in done.stderr
    assert f"{file}:3: final_on: lies after today" in done.stderr
    assert "Nothing was registered: 2 of 3 cannot be" in done.stderr
    file.write_text("\n".join([numbered(901), numbered(902)]), encoding="utf-8")
    done = register(environment, "--whole", "--json", file)
    assert done.returncode == 0, done.stderr
    assert [line["result"] for one in lines_of(done) for line in one["lines"]] == ["entered", "entered"]


def test_with_whole_two_contents_under_one_number_keep_all_out(environment: dict[str, str], tmp_path: Path):
    file = tmp_path / "notices.jsonl"
    file.write_text("\n".join([numbered(911), numbered(912, message_id="m-911")]), encoding="utf-8")
    done = register(environment, "--whole", "--json", file)
    assert done.returncode == 1
    told, closing = lines_of(done)
    assert [fault["code"] for fault in told["faults"]] == ["same_message_other_body"]
    assert closing == {"status": "nothing_registered", "notices": 2, "wrong": 1}


def test_a_check_tells_and_enters_nothing(environment: dict[str, str], tmp_path: Path):
    file = tmp_path / "notices.jsonl"
    file.write_text("\n".join([numbered(921), "{"]), encoding="utf-8")
    for _ in range(2):
        done = register(environment, "--check", "--json", file)
        assert done.returncode == 1
        would, refused = lines_of(done)
        assert (would["status"], [line["result"] for line in would["lines"]]) == ("would_be_registered", ["entered"])
        assert refused["status"] == "refused"


def test_a_zip_of_notices_with_their_texts_is_registered(environment: dict[str, str], tmp_path: Path):
    stated = json.loads(numbered(931))
    text = stated.pop("text")
    with zipfile.ZipFile(tmp_path / "n.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("notices/931.json", json.dumps({**stated, "text_file": "../texts/931.txt"}))
        archive.writestr("texts/931.txt", text.encode("gb18030"))
    done = register(environment, tmp_path / "n.zip")
    assert done.returncode == 0, done.stderr
    assert "n.zip/notices/931.json: " in done.stdout


def test_a_template_filled_in_is_registered_and_faults_are_told_by_cell(environment: dict[str, str], tmp_path: Path):
    register(environment, NOTICES / "zhao-shidi.json")
    command = [sys.executable, "-m", "qingbai.project.cli", "register", "--template", "release-notice"]
    heading = subprocess.run(command, env=environment, capture_output=True, check=True).stdout
    assert heading.startswith(b"\xef\xbb\xbf")
    row = {
        "通报编号": "jy-1",
        "通报单位代码": "100101-jy",
        "通报单位": "演示市清河监狱",
        "原判法院": "演示市清河区人民法院",
        "案号": demo("zhao-shidi").case_number,
        "姓名": cast.ON_RECORD.name,
        "证件号码": cast.ON_RECORD.number,
        "释放日期": "2025/5/4",
        "释放事由": "刑期届满",
        "释放证明书编号": "（2025）演监释字第12号",
    }
    columns = heading.decode("utf-8-sig").strip().split(",")
    late = {**row, "通报编号": "jy-2", "释放日期": "2099-01-01"}
    lines = [",".join(one.get(column, "") for column in columns) for one in (row, late)]
    file = tmp_path / "release.csv"
    file.write_bytes(heading + "\r\n".join(lines).encode())
    done = register(environment, file)
    assert done.returncode == 1
    assert f"{file}:2: " in done.stdout
    assert "已登记 / entered" in done.stdout
    assert f"{file}:3: 第 3 行 O 列“释放日期” / row 3, column O (released on): lies after today" in done.stderr
