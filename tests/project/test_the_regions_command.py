"""``qingbai regions``: list, show, check by line, compare with reasons, the calendar."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from applications import application
from qingbai.agencies import regions
from qingbai.inquiries import draft as drafts
from qingbai.inquiries.draft import IdentityProof, ProofMethod, Purpose
from qingbai.law.local import IdentityLevel
from qingbai.project.commands.regions import COMPARED, command

FACE = IdentityProof(method=ProofMethod.REAL_NAME, reference="x", level=IdentityLevel.FACE)


def run(*arguments: str | Path, status: int = 0) -> str:
    result = CliRunner().invoke(command, [str(one) for one in arguments])
    assert result.exit_code == status, result.output
    return result.stdout


@pytest.fixture
def file(tmp_path: Path) -> Path:
    asked = application(
        household="100101", residence="100102", office="100102-sq", purpose=Purpose.STUDY, identity_proof=FACE
    )
    path = tmp_path / "application.json"
    path.write_text(json.dumps(drafts.as_json(asked)), encoding="utf-8")
    return path


def test_every_region_is_listed_with_its_codes_and_how_sure_it_is() -> None:
    rows = [json.loads(line) for line in run("list", "--json").splitlines()]
    assert {row["key"] for row in rows} >= {
        *("national", "beijing", "liaoning", "shenyang", "dalian", "henan", "zhejiang", "guangdong", "shenzhen"),
        *("shanghai", "jiangsu", "sichuan", "chengdu", "shaanxi", "shanxi", "gansu", "chongqing", "fujian"),
        *("fuzhou", "yunnan", "ningxia", "demo", "demo_west"),
    }
    assert all(row["confidence"] and row["divisions"] for row in rows)
    assert len(run("list").splitlines()) == len(rows)


def test_a_region_is_shown_with_what_differs_and_what_holds_no_more() -> None:
    shown = run("show", "shanghai")
    assert "* frequency.action = offline_only" in shown
    assert "  limits.inquiry_days = 3" in shown
    assert "* askers.hk_macau_taiwan.period.limited_by_document = true" in shown
    assert "no longer, until 2021-12-31" in shown
    assert json.loads(run("show", "shanghai", "--json"))["certificate"]["province"] == "沪"
    run("show", "atlantis", status=2)


def test_the_house_s_own_profiles_have_no_fault() -> None:
    assert "nothing is wrong" in run("check")


NEW = """key = "xinjiang"
name = { zh = "新疆维吾尔自治区", en = "Xinjiang" }
divisions = ["65"]
as_of = 2026-01-01
sources = ["试"]
confidence = ["M"]

[frequency]
window = "calendar"
n = 3
"""


def test_a_new_region_is_one_file_checked_by_line(tmp_path: Path) -> None:
    path = tmp_path / "xinjiang.toml"
    path.write_text(NEW, encoding="utf-8")
    assert run("check", path).startswith("1 profile(s): nothing is wrong")
    path.write_text(
        NEW.replace('["65"]', '["11", "6x"]').replace("n = 3", 'n = 0\nwindo = 1\naction = "shout"'), encoding="utf-8"
    )
    told = [json.loads(line) for line in run("check", "--json", path, status=1).splitlines()]
    found = {(fault["line"], fault["key"]) for fault in told}
    assert found >= {(11, "frequency.windo"), (12, "frequency.action")}
    path.write_text(NEW.replace('["65"]', '["11", "6x"]').replace("n = 3", "n = 0"), encoding="utf-8")
    lines = run("check", path, status=1).splitlines()
    assert [line.split(": ")[0] for line in lines] == ["xinjiang.toml:10", "xinjiang.toml:3", "xinjiang.toml:3"]
    assert any("'11' stands in beijing.toml too" in line for line in lines)
    path.write_text("key = \n", encoding="utf-8")
    assert run("check", path, status=1).startswith("xinjiang.toml:1: syntax:")
    run("check", tmp_path / "nowhere.toml", status=2)


def test_the_same_application_under_six_regions_and_why_they_differ(file: Path) -> None:
    earlier = ("--earlier", "2026-09-29", "--earlier", "2026-02-02", "--earlier", "2026-03-03")
    told = json.loads(run("compare", file, "--on", "2026-09-30", *earlier, "--json"))
    said = {key: {point: entry["en"] for point, entry in points.items()} for key, points in told["regions"].items()}
    assert set(said) == set(COMPARED)
    assert set(told["differs"]) == {"offices", "online", "conditions", "often", "again", "period", "fee", "review"}
    assert said["beijing"]["offices"] == "police station, place of household registration"
    assert "place of residence" in said["jiangsu"]["offices"]
    assert (said["national"]["online"], said["shenyang"]["online"]) == ("no", "yes")
    assert said["jiangsu"]["again"] == "yes"
    assert said["shanghai"]["often"] == "the application must be made at a counter"
    assert said["shenyang"]["fee"] == "free; postage 12.00 yuan"
    assert said["gansu"]["review"] == "15 days, 30 in all at most"
    assert (
        said["national"]["due"] == "2026-10-10"
    )  # three working days across the National Day week to a make-up Saturday
    often = told["regions"]["national"]["often"]["because"][0]
    assert (often["code"], often["rule"]) == ("asked_often", "INQ-16")
    assert "第6条第2款" in often["article"]


def test_the_table_names_each_difference_with_its_article_and_source(file: Path) -> None:
    table = run("compare", file, "chongqing", "zhejiang", "--on", "2026-09-30")
    assert "* Answer due" in table
    assert "2026-10-08 (3 working days where checked)" in table
    assert "art. 5(3); INQ-13" in table or "art. 8; INQ-19" in table
    assert "- zhejiang.toml: 浙江省公安机关办理犯罪记录查询工作规定（2022年1月1日施行）" in table
    assert "差异及其理由" in run("compare", file, "chongqing", "zhejiang", "--language", "zh", "--on", "2026-09-30")
    every = json.loads(run("compare", file, "--all", "--on", "2026-09-30", "--json"))
    assert set(every["regions"]) == {profile.key for profile in regions.profiles()}


def test_what_cannot_be_compared_is_said(file: Path, tmp_path: Path) -> None:
    run("compare", file, "atlantis", status=2)
    run("compare", tmp_path / "nowhere.json", status=2)
    (tmp_path / "bad.json").write_text("{}", encoding="utf-8")
    run("compare", tmp_path / "bad.json", status=2)


def test_the_calendar_says_which_year_is_wanting() -> None:
    assert "2026" in run("calendar", "--on", date(2026, 10, 31).isoformat())
    run("calendar", "--on", "2026-11-01", status=1)
