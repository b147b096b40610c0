"""What the head says about one accused, read without the words around it; and what only the body tells."""

import pytest

from qingbai.law.terms import Sex, SubjectKind
from qingbai.reading import Defendant, Reading, Sureness, read

END = "判处有期徒刑一年，并处罚金人民币二千元。\n审判员季明川\n二〇二四年三月一日"


def judgment(head: str, *, name: str = "赵石堤", body: str = "", role: str = "被告人", end: str = END) -> Reading:
    return read(
        "演示市清河区人民法院\n刑事判决书\n（2024）演0101刑初1号\n公诉机关演示市清河区人民检察院。\n"
        f"{head}\n演示市清河区人民检察院指控{role}{name}犯盗窃罪，于2024年1月3日向本院提起公诉。现已审理终结。\n"
        f"{body}\n本院认为，{role}{name}的行为已构成盗窃罪。判决如下：\n{role}{name}犯盗窃罪，{end}"
    )


def accused(head: str, *, name: str = "赵石堤", body: str = "", role: str = "被告人", end: str = END) -> Defendant:
    reading = judgment(head, name=name, body=body, role=role, end=end)
    assert [defendant.name for defendant in reading.defendants] == [name]
    return reading.defendants[0]


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ("曾用名赵石，绰号“石头”，男，汉族，务工", ("赵石", "石头")),
        ("曾用名赵石绰号“石头”男1980年3月9日出生汉族农民", ("赵石", "石头")),
        ("绰号“市区仔”，男，汉族", ("市区仔",)),
        ("曾用名赵石无固定职业", ("赵石",)),
        ("曾用名赵石演示省清河县人农民住清河县", ()),
        ("（XXXXXXXXXXXXXXXXXX），男，汉族", ()),
        ("男，汉族，系演示山海贸易有限公司（以下简称“山海公司”）经理", ()),
        ("化名丁闻，又名丁笛，男，汉族", ("丁闻", "丁笛")),
    ],
)
def test_other_names_end_where_the_name_ends(told: str, names: tuple[str, ...]) -> None:
    separator = "" if told.startswith(("（", "曾用名赵石绰号", "曾用名赵石无", "曾用名赵石演")) else "，"
    assert accused(f"被告人赵石堤{separator}{told}。").aliases == names


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ("户籍地演示市清河区", "演示市清河区"),
        ("户籍地及捕前住演示市清河区", "演示市清河区"),
        ("户籍所在地与现住址演示市清河区", "演示市清河区"),
        ("户籍和住址演示市清河区", "演示市清河区"),
        ("户籍地住所地演示市清河区", "演示市清河区"),
        ("户籍地同上", None),
        ("户籍地同住址", None),
        ("户籍地本市", None),
        ("户籍登记为1989年11月29日", None),
    ],
)
def test_a_household_is_a_place(told: str, place: str | None) -> None:
    assert accused(f"被告人赵石堤，男，汉族，{told}，务工。").household == place


def test_the_day_of_an_arrest_after_the_sex_is_no_birthday() -> None:
    assert accused("被告人赵石堤，男，2016年10月28日，因阻碍公务被行政拘留。").born_on is None
    assert accused("被告人赵石堤，男，1980年3月9日，汉族。").born_on == "1980-03-09"


@pytest.mark.parametrize(
    ("body", "sex"),
    [
        ("证人丁闻笛（赵石堤的妻子）证实，案发当日在家。", Sex.MALE),
        ("证人丁闻笛（赵石堤之妻）证实，案发当日在家。", Sex.MALE),
        ("证人丁闻笛证实，其丈夫赵石堤案发当日在家。", Sex.MALE),
        ("证人丁闻笛证实，其妻子赵石堤案发当日在家。", Sex.FEMALE),
        ("证人丁闻笛证实，赵石堤的丈夫案发当日在家。", Sex.FEMALE),
        ("赵石堤系丁闻笛的母亲。", Sex.FEMALE),
        ("赵石堤（系丁闻笛之子）到案。", Sex.MALE),
        ("其妻子赵石堤到案。赵石堤的妻子到案。", None),
        ("赵石堤的妻子的哥哥到案。", Sex.MALE),
        ("其妻子赵石堤1到案。", None),
        ("赵石堤到案。", None),
    ],
)
def test_words_of_kinship_tell_the_sex_less_surely(body: str, sex: Sex | None) -> None:
    reading = judgment("被告人赵石堤，汉族，务工。", body=body)
    assert reading.defendants[0].sex is sex
    assert reading.sure.get("defendants.0.sex") == (Sureness.LIKELY if sex else None)


def test_a_masked_name_beside_a_kinsman_may_be_anothers() -> None:
    assert accused("被告人赵某，汉族。", name="赵某", body="赵某的妻子证实。").sex is None
    reading = judgment("被告人赵某，汉族。", name="赵某", body="赵某（丁某之子）到案。")
    assert reading.defendants[0].sex is Sex.MALE
    assert reading.sure["defendants.0.sex"] is Sureness.DOUBTFUL


def test_kinship_does_not_make_a_second_person_of_one_told_again() -> None:
    head = "被告人赵石堤，男，1980年3月9日出生。\n被告人赵石堤曾因犯盗窃罪被判处拘役。"
    assert accused(head, body="赵石堤的妻子证实。").sex is Sex.MALE


@pytest.mark.parametrize("name", ["演示（清河）山海贸易有限公司", "演示山海贸易有限公司"])
def test_a_bracket_may_be_part_of_a_units_name(name: str) -> None:
    unit = accused(
        f"被告单位{name}（以下简称“山海公司”），住所地演示市清河区。",
        name=name,
        role="被告单位",
        end="判处罚金人民币二万元。\n审判员季明川\n二〇二四年三月一日",
    )
    assert (unit.kind, unit.aliases) == (SubjectKind.UNIT, ("山海公司",))


@pytest.mark.parametrize(
    "written",
    [
        "公诉机关暨附带民事公益诉讼起诉人演示市清河区人民检察院",
        "抗诉机关原公诉机关演示市清河区人民检察院",
        "公诉机关演示市清河区人民检察院",
    ],
)
def test_a_procuratorate_is_read_without_its_roles(written: str) -> None:
    text = (
        f"演示市清河区人民法院\n刑事判决书\n（2024）演0101刑初1号\n{written}。\n被告人赵石堤，男，1980年3月9日出生。\n"
        f"演示市清河区人民检察院指控被告人赵石堤犯盗窃罪。现已审理终结。判决如下：\n被告人赵石堤犯盗窃罪，{END}"
    )
    assert read(text).prosecutor == "演示市清河区人民检察院"


def test_a_fine_of_nothing_is_a_misprint() -> None:
    end = END.replace("二千元", "000元")
    assert accused("被告人赵石堤，男，汉族。", end=end).sentences[0].penalty.fine_yuan is None


def test_a_document_signed_on_two_days_leaves_its_day_in_doubt() -> None:
    once = judgment("被告人赵石堤，男，汉族。")
    twice = judgment("被告人赵石堤，男，汉族。", end=f"{END}\n书记员简书宁\n审判员季明川\n二〇二四年三月三日")
    assert once.pronounced_on == twice.pronounced_on
    assert once.sure["pronounced_on"] is Sureness.SURE
    assert twice.sure["pronounced_on"] is Sureness.DOUBTFUL
