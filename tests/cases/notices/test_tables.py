"""Tables of notices: every kind of cell, every wrong one named by row and column, and nothing taken that is computed or hidden."""

import dataclasses
import io
import json
import zipfile
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

import cast
from qingbai.incoming import sheets
from qingbai.incoming.cells import Holds
from qingbai.notices import kinds, tables, templates
from qingbai.notices.columns import TABLES
from qingbai.notices.faults import NoticeRefused, fault
from qingbai.notices.release import ReleaseNotice

HEADING = {
    "通报编号": "jy-1",
    "通报单位代码": "100101-jy",
    "通报单位": "演示市清河监狱",
}
PERSON = {"姓名": cast.ON_RECORD.name, "证件号码": cast.ON_RECORD.number}
CASE = {"原判法院": "演示市清河区人民法院", "案号": "（2023）演0101刑初46号"}
DECISION = {"决定书文号": "演清检不诉〔2024〕3号", "决定日期": "2024-03-05"}
ROWS: dict[str, dict[str, object]] = {
    "release-notice": {
        **HEADING,
        **CASE,
        **PERSON,
        "释放日期": "2025-05-04",
        "释放事由": "刑期届满",
        "释放证明书编号": "（2025）演监释字第12号",
        "未缴罚金（元）": "500",
    },
    "correction-end-notice": {
        **HEADING,
        **CASE,
        **PERSON,
        "矫正类别": "缓刑",
        "矫正开始日期": "2023-05-05",
        "矫正期满日期": "2025-05-04",
        "解除事由": "矫正期满",
        "解除社区矫正证明书编号": "演矫解〔2025〕1号",
    },
    "sealing-notice": {
        **HEADING,
        **PERSON,
        "文书类别": "裁判文书",
        "作出机关": "演示市清河区人民法院",
        "文书编号": "（2023）演0101刑初46号",
        "生效日期": "2023-05-05",
        "封存事由": "免予刑事处罚",
        "通知书文号": "演封〔2023〕1号",
    },
    "non-prosecution-notice": {
        **HEADING,
        **DECISION,
        **PERSON,
        "不起诉种类": "酌定不起诉",
        "涉嫌罪名": "盗窃罪、诈骗罪",
        "行为开始日期": "2023-01",
    },
    "penalty-notice": {
        **HEADING,
        **DECISION,
        **PERSON,
        "违法行为": "盗窃",
        "警告": "是",
        "行政拘留（日）": "10",
        "吊销许可证件": "否",
        "拘留已执行": "否",
    },
}


def instant(*parts: int) -> datetime:
    """An instant as a workbook has it: without a zone."""
    return datetime(*parts)  # noqa: DTZ001


def row(kind: str = "release-notice", **changes: object) -> dict[str, object]:
    return {**ROWS[kind], **changes}


def written(path: Path, *rows: dict[str, object], kind: str = "release-notice") -> Path:
    """The rows under the heading of the kind, as CSV or as a workbook by the name of the file."""
    heading = [column.zh for column in TABLES[kind].columns]
    cells = [heading, *([one.get(name) for name in heading] for one in rows)]
    if path.suffix == ".csv":
        lines = [",".join("" if cell is None else str(cell) for cell in line) for line in cells]
        path.write_text("\n".join(lines), encoding="utf-8")
        return path
    book = Workbook()
    for line in cells:
        book.active.append(line)
    book.save(path)
    return path


def one(path: Path):
    [entered] = tables.read(path)
    return entered.notice


def faults(path: Path, **more) -> list[tuple[str, str]]:
    """What is wrong, with the file as a whole or with the only row."""
    try:
        notice = one(path) if not more else next(iter(tables.read(path, **more))).notice
    except NoticeRefused as refused:
        notice = refused
    assert isinstance(notice, NoticeRefused)
    assert all(found.zh and found.en for found in notice.faults)
    return [(found.field, found.code) for found in notice.faults]


def cell(letter: str, zh: str, en: str, at: int = 2) -> str:
    return f"第 {at} 行 {letter} 列“{zh}” / row {at}, column {letter} ({en})"


RELEASED = cell("O", "释放日期", "released on")


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("kind", ROWS)
def test_a_row_of_every_table_becomes_its_notice(tmp_path: Path, kind: str, suffix: str):
    notice = one(written(tmp_path / f"t{suffix}", row(kind), kind=kind))
    assert not isinstance(notice, NoticeRefused), notice.faults
    assert notice.format == TABLES[kind].format
    assert (notice.message_id, notice.sender.code) == ("jy-1", "100101-jy")
    assert notice.person.name == cast.ON_RECORD.name
    assert notice.person.documents[0].number == cast.ON_RECORD.number


def test_a_row_says_what_the_same_notice_says_as_json(tmp_path: Path):
    notice = one(written(tmp_path / "t.csv", row()))
    assert isinstance(notice, ReleaseNotice)
    assert notice == dataclasses.replace(notice, released_on=date(2025, 5, 4), fine_unpaid_yuan=500)
    assert kinds.parse(json.dumps(kinds.as_json(notice))) == notice


def test_measures_of_a_penalty_stand_in_columns_of_their_own(tmp_path: Path):
    notice = one(written(tmp_path / "t.csv", row("penalty-notice"), kind="penalty-notice"))
    assert [(one.measure, one.days, one.yuan) for one in notice.imposed] == [
        ("warning", None, None),
        ("detention", 10, None),
    ]
    assert notice.executed is False


def test_every_table_has_a_column_for_every_field_of_its_notice():
    """A field that no column fills must be one that a notice can do without, and none is forgotten."""
    for table in TABLES.values():
        schema = kinds.KINDS[table.format].form.schema()
        told = {column.field.split(".")[0].split("[")[0] for column in table.columns} | {"format"}
        assert set(schema["properties"]) == told, table.name
        needed = {column.field for column in table.columns if column.needed}
        assert {name for name in schema["required"] if name not in ("format", "sender", "person", "imposed")} <= needed
        assert len({name for column in table.columns for name in column.names}) == 3 * len(table.columns) - sum(
            column.field == column.en for column in table.columns
        )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_with_and_without_mark_and_in_the_national_encoding(tmp_path: Path, encoding: str):
    path = written(tmp_path / "t.csv", row())
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    assert isinstance(one(path), ReleaseNotice)


def test_columns_may_stand_in_any_order_and_go_by_any_of_their_names(tmp_path: Path):
    columns = list(TABLES["release-notice"].columns)
    columns = [*columns[7:], *reversed(columns[:7])]
    stated = row()
    lines = [[column.names[place % 3] for place, column in enumerate(columns)]]
    lines.append([str(stated.get(column.zh, "")) for column in columns])
    path = tmp_path / "t.csv"
    path.write_text("\r\n".join(",".join(line) for line in lines), encoding="utf-8")
    assert one(path) == one(written(tmp_path / "u.csv", stated))


def test_blank_rows_are_passed_over_and_rows_keep_their_numbers(tmp_path: Path):
    path = written(tmp_path / "t.csv", row(), {}, row(通报编号="jy-2"))
    assert [entered.row for entered in tables.read(path)] == [2, 4]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-05-04", date(2025, 5, 4)),
        ("2025-5-4", date(2025, 5, 4)),
        ("2025/5/4", date(2025, 5, 4)),
        ("2025.05.04", date(2025, 5, 4)),
        ("2025年5月4日", date(2025, 5, 4)),
    ],
)
def test_a_day_with_its_year_first_is_read_in_every_form(tmp_path: Path, text: str, day: date):
    assert one(written(tmp_path / "t.csv", row(释放日期=text))).released_on == day


@pytest.mark.parametrize(
    "text", ["04/05/2025", "5/4/25", "2025-02-30", "2025-05", "2025/5-4", "明天", "20250504", "45781.5"]
)
def test_what_could_be_another_day_or_none_is_refused(tmp_path: Path, text: str):
    assert (RELEASED, "cell_not_a_day") in faults(written(tmp_path / "t.csv", row(释放日期=text)))


@pytest.mark.parametrize(
    "value", [instant(2025, 5, 4), date(2025, 5, 4), 45781, "2025-05-04"], ids=["instant", "day", "counted", "text"]
)
def test_a_workbook_gives_days_in_each_of_its_ways(tmp_path: Path, value: object):
    assert one(written(tmp_path / "t.xlsx", row(释放日期=value))).released_on == date(2025, 5, 4)


def test_days_counted_from_1904_are_read_as_the_workbook_counts(tmp_path: Path):
    path = written(tmp_path / "t.xlsx", row(释放日期=date(2025, 5, 4)))
    book = load_workbook(path)
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book.epoch = CALENDAR_MAC_1904
    book.save(path)
    assert one(path).released_on == date(2025, 5, 4)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (instant(2025, 5, 4, 12, 30), "cell_time"),
        (45781.5, "cell_not_a_day"),
        (20250504, "cell_not_a_day"),
        (-1, "cell_not_a_day"),
        (True, "cell_not_a_day"),
    ],
)
def test_a_cell_that_is_no_day_is_refused(tmp_path: Path, value: object, code: str):
    assert (RELEASED, code) in faults(written(tmp_path / "t.xlsx", row(释放日期=value)))


def test_a_number_where_text_belongs_is_refused_for_it_may_have_lost_digits(tmp_path: Path):
    number = cell("H", "证件号码", "document number")
    path = written(tmp_path / "t.xlsx", row(证件号码=100101198003090310))
    assert faults(path) == [(number, "cell_is_number")]


def test_a_division_code_may_be_a_number(tmp_path: Path):
    assert one(written(tmp_path / "t.xlsx", row(户籍地代码=100101))).person.household == "100101"


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", " =1", "\t=1", "＝1", "=HYPERLINK(0)"])
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_cell_that_would_be_computed_is_refused(tmp_path: Path, text: str, suffix: str):
    where = cell("F", "姓名", "name")
    assert (where, "cell_formula") in faults(written(tmp_path / f"t{suffix}", row(姓名=text)))


def test_an_error_in_a_workbook_is_refused(tmp_path: Path):
    where = cell("F", "姓名", "name")
    assert (where, "cell_error") in faults(written(tmp_path / "t.xlsx", row(姓名="#N/A")))


def test_everything_wrong_with_a_row_is_told_at_once_by_cell(tmp_path: Path):
    wrong = row(释放日期="soon", 释放事由="越狱", 证件种类="图书证", 姓名="", **{"未缴罚金（元）": "五百"})
    assert set(faults(written(tmp_path / "t.csv", wrong))) == {
        (RELEASED, "cell_not_a_day"),
        (cell("P", "释放事由", "ground"), "cell_not_one_of"),
        (cell("G", "证件种类", "document"), "cell_not_one_of"),
        (cell("S", "未缴罚金（元）", "fine unpaid in yuan"), "cell_not_a_number"),
        (cell("F", "姓名", "name"), "missing"),
    }


def test_what_receiving_finds_wrong_is_told_by_cell_too(tmp_path: Path):
    [entered] = tables.read(written(tmp_path / "t.csv", row("penalty-notice"), kind="penalty-notice"))
    later = entered.cells(
        NoticeRefused(
            fault("imposed[1].days", "empty"), fault("person.documents[0].number", "empty"), fault("person", "empty")
        )
    )
    assert [found.field.split(" / ")[1] for found in later.faults] == [
        "row 2, column I (detention in days)",
        "row 2, column N (document number)",
        "row 2, column L (name)",
    ]


def test_a_field_without_a_column_in_the_file_is_told_by_its_name(tmp_path: Path):
    path = tmp_path / "t.csv"
    stated = row()
    path.write_text(",".join(stated) + "\n" + ",".join(map(str, stated.values())), encoding="utf-8")
    [entered] = tables.read(path)
    [found] = entered.cells(NoticeRefused(fault("person.sex", "number_sex"))).faults
    assert found.field.startswith("第 2 行 ")


def test_a_heading_is_known_whole_or_refused_whole(tmp_path: Path):
    path = written(tmp_path / "t.csv", row())
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("释放日期", "出狱日").replace("性别", "姓名"), encoding="utf-8")
    assert set(faults(path)) == {
        ("第 1 行 O 列 / row 1, column O", "column_unknown"),
        ("第 1 行 J 列 / row 1, column J", "column_twice"),
        ("“释放日期” / (released on)", "column_missing"),
    }
    path.write_text("甲,乙\n1,2", encoding="utf-8")
    assert faults(path) == [("file", "which_table")]


def test_cells_beside_the_heading_are_refused(tmp_path: Path):
    path = written(tmp_path / "t.csv", row())
    heading, line = path.read_text(encoding="utf-8").split("\n")
    path.write_text(f"{heading}\n{line},more", encoding="utf-8")
    assert faults(path) == [("第 2 行 T 列 / row 2, column T", "column_blank")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", "no_rows"),
        (b"\n\n", "no_rows"),
        ("通报编号;通报单位".encode(), "not_commas"),
        (b'a,b\n"x', "bad_csv"),
        (b'a,b\n"x"y,1', "bad_csv"),
        (b"\xff\xfea\x00,\x00", "not_text_file"),
        (b"a,\x00", "not_text_file"),
    ],
)
def test_what_is_no_csv_is_refused_as_a_whole(tmp_path: Path, text: bytes, code: str):
    (tmp_path / "t.csv").write_bytes(text)
    assert faults(tmp_path / "t.csv") == [("file", code)]


def test_a_heading_alone_is_no_table(tmp_path: Path):
    assert faults(written(tmp_path / "t.csv")) == [("file", "no_rows")]


@pytest.mark.parametrize("suffix", [".xls", ".xlsm", ".ods", ".et"])
def test_other_tables_are_refused_with_what_to_do(tmp_path: Path, suffix: str):
    (tmp_path / f"t{suffix}").write_bytes(b"x")
    assert faults(tmp_path / f"t{suffix}") == [("file", "other_table")]


@pytest.mark.parametrize("kind", TABLES)
def test_the_template_of_every_table_fits_what_is_read(tmp_path: Path, kind: str):
    (tmp_path / "t.csv").write_text(
        templates.csv(kind) + ",".join("" for _ in TABLES[kind].columns), encoding="utf-8-sig"
    )
    assert faults(tmp_path / "t.csv") == [("file", "no_rows")]
    book = load_workbook(io.BytesIO(templates.xlsx(kind)))
    sheet = book[kind]
    stated = row(kind)
    for place, column in enumerate(TABLES[kind].columns, 1):
        sheet.cell(2, place, stated.get(column.zh))
    book.save(tmp_path / "t.xlsx")
    assert not isinstance(one(tmp_path / "t.xlsx"), NoticeRefused)
    notes = [line[0].value for line in book[sheets.NOTES].iter_rows(min_row=2)]
    assert notes == [column.zh for column in TABLES[kind].columns]


def test_choices_of_the_templates_are_those_of_the_notices():
    for table in TABLES.values():
        defined = kinds.KINDS[table.format].form.schema()["$defs"]
        values = {value for one in defined.values() for value in one.get("enum", ())}
        for column in table.columns:
            assert (column.holds is Holds.CHOICE) is bool(column.choices)
            assert set(map(str, (column.choices or {}).values())) <= values


# workbooks that bring more than one sees


def workbook(path: Path, change) -> Path:
    written(path, row())
    book = load_workbook(path)
    change(book)
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda book: book.create_sheet("second"), "workbook_sheets"),
        (lambda book: setattr(book.create_sheet("second"), "sheet_state", "hidden"), "workbook_hidden"),
        (lambda book: setattr(book.active.row_dimensions[2], "hidden", True), "workbook_hidden"),
        (lambda book: setattr(book.active.column_dimensions["B"], "hidden", True), "workbook_hidden"),
        (lambda book: book.active.merge_cells("A3:B4"), "workbook_joined"),
    ],
    ids=["second sheet", "hidden sheet", "hidden row", "hidden column", "joined cells"],
)
def test_a_workbook_with_more_than_one_sees_is_refused_by_name(tmp_path: Path, change, code: str):
    assert faults(workbook(tmp_path / "t.xlsx", change)) == [("file", code)]


def with_piece(path: Path, name: str, data: bytes) -> Path:
    written(path, row())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    "name",
    [
        "xl/vbaProject.bin",
        "xl/externalLinks/externalLink1.xml",
        "xl/embeddings/oleObject1.bin",
        "xl/activeX/activeX1.xml",
        "xl/connections.xml",
        "xl/anything.exe",
    ],
)
def test_macros_links_and_objects_are_refused(tmp_path: Path, name: str):
    assert {code for _, code in faults(with_piece(tmp_path / "t.xlsx", name, b"<x/>"))} == {"workbook_holds"}


def test_entities_in_a_workbook_are_refused_before_they_grow(tmp_path: Path):
    lol = b"<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><x>&b;</x>"
    assert faults(with_piece(tmp_path / "t.xlsx", "xl/more.xml", lol)) == [("file", "workbook_broken")]


@given(st.integers(0, 10_000), st.binary(max_size=30))
def test_a_damaged_workbook_is_refused_or_read_and_never_fails(
    tmp_path_factory: pytest.TempPathFactory, place: int, noise: bytes
):
    path = written(tmp_path_factory.mktemp("damaged") / "t.xlsx", row())
    data = bytearray(path.read_bytes())
    data[place : place + len(noise)] = noise
    path.write_bytes(data)
    with suppress(NoticeRefused):  # any other exception fails the test
        for entered in tables.read(path):
            assert entered.row == 2


def test_three_bad_cells_among_many_rows_are_all_told(tmp_path: Path):
    bad = {7, 1_500, 3_001}
    rows = [row(通报编号=f"jy-{n}", 释放日期="2025-13-01" if n in bad else "2025-05-04") for n in range(2, 3_002)]
    refused = [one for one in tables.read(written(tmp_path / "t.csv", *rows)) if isinstance(one.notice, NoticeRefused)]
    assert {one.row for one in refused} == bad
    assert [found.field for one in refused for found in one.notice.faults] == [
        cell("O", "释放日期", "released on", at) for at in sorted(bad)
    ]
