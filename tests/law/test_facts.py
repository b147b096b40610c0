"""facts, schema, questions: facts out of JSON, read strictly, every fault named at once."""

import json
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingbai.law.cases import CleanRecordCase, DisclosureCase, SealingCase, TermCase
from qingbai.law.facts import LARGEST, Fault, Wrong, read, shown
from qingbai.law.questions import QUESTIONS
from qingbai.law.schema import decide_schema
from qingbai.law.terms import CaseEnd, DateRange, Offence, Outcome, Penalty, PenaltyKind, SubjectKind

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(
    path for path in (ROOT / "docs/api/examples/decide").glob("*.json") if not path.name.endswith(".answer.json")
)
KEPT = json.loads((ROOT / "docs/api/decide.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(KEPT)


def faults(form: Any, data: object) -> list[tuple[str, str]]:
    answer = read(form, data, "facts")
    assert isinstance(answer, Wrong), answer
    return [(fault.path, fault.en) for fault in answer.faults]


def test_facts_become_the_values_that_rules_take() -> None:
    data = {
        "subject": "person",
        "outcome": "convicted",
        "born_on": "2005-06",
        "offences": [{"began": "2022", "ended": "2022-09-01/2022-10"}],
        "sentences": [{"kind": "fixed_term", "months": 60, "fine_yuan": 5000.5, "political_rights": "life"}],
        "main_acts_before_18": None,
        "combined_with_earlier": True,
        "on": "2026-03-02",
    }
    assert read(SealingCase, data, "facts") == SealingCase(
        subject=SubjectKind.PERSON,
        outcome=Outcome.CONVICTED,
        born_on=DateRange(date(2005, 6, 1), date(2005, 6, 30)),
        offences=(Offence(began=DateRange.parse("2022"), ended=DateRange(date(2022, 9, 1), date(2022, 10, 31))),),
        sentences=(Penalty(kind=PenaltyKind.FIXED_TERM, months=60, fine_yuan=5000.5, political_rights="life"),),
        combined_with_earlier=True,
        on=date(2026, 3, 2),
    )


def test_words_of_two_enumerations_stand_in_one_field() -> None:
    def outcome(word: object) -> object:
        return read(CleanRecordCase, {"outcomes": [{"reference": "A", "outcome": word}], "on": "2026-03-02"}, "facts")

    assert [outcome(word).outcomes[0].outcome for word in ("exempted", "not_prosecuted", None)] == [
        Outcome.EXEMPTED,
        CaseEnd.NOT_PROSECUTED,
        None,
    ]
    wrong = outcome("guilty")
    assert isinstance(wrong, Wrong)
    words = ", ".join(word.value for word in (*Outcome, *CaseEnd))
    assert wrong.faults == (
        Fault(
            "facts.outcomes[0].outcome",
            f"'guilty'不是可用的值；请填写下列之一：{words}",
            f"'guilty' is not one of the words known here; write one of: {words}",
        ),
    )


def test_all_faults_are_named_at_once_each_with_its_place_and_remedy() -> None:
    data = {
        "outcome": "convictd",
        "colour": "red",
        "offences": [{"began": "2022-13"}, {"began": "2022-05", "ended": "2022-04"}, 7],
        "sentences": {"kind": "fixed_term"},
        "main_acts_before_18": "yes",
        "on": "02.03.2026",
    }
    found = faults(SealingCase, data)
    assert [path for path, _ in found] == [
        "facts.colour",
        "facts.subject",
        "facts.outcome",
        "facts.offences[0].began",
        "facts.offences[1]",
        "facts.offences[2]",
        "facts.sentences",
        "facts.main_acts_before_18",
        "facts.on",
    ]
    known = ", ".join(field.name for field in fields(SealingCase))
    said = dict(found)
    assert said["facts.colour"] == f"no such field; leave it out, or write one of: {known}"
    assert said["facts.subject"] == "required field missing; add it"
    assert (
        said["facts.offences[0].began"]
        == "'2022-13' is not a date that exists; write YYYY, YYYY-MM, YYYY-MM-DD, or two of them with a slash between"
    )
    assert said["facts.offences[1]"].startswith("these values cannot be; correct them: an offence cannot end")
    assert said["facts.offences[2]"] == "7 is not an object; write its fields in braces"
    assert said["facts.sentences"] == "{…} is not a list; write the entries in square brackets"
    assert said["facts.main_acts_before_18"] == "'yes' is neither true nor false; write true or false"
    assert said["facts.on"] == "'02.03.2026' is not a date that exists; write YYYY-MM-DD"


def test_the_same_faults_in_chinese() -> None:
    answer = read(
        SealingCase,
        {
            "x": 1,
            "subject": [],
            "outcome": "convicted",
            "offences": [1],
            "sentences": 1,
            "combined_with_earlier": 1,
            "on": 1,
        },
        "f",
    )
    known = ", ".join(field.name for field in fields(SealingCase))
    assert [fault.zh for fault in answer.faults] == [
        f"没有这个字段；请删除，或者改为下列之一：{known}",
        "[…]不是可用的值；请填写下列之一：person, unit",
        "1不是对象；请用花括号写明各字段",
        "1不是列表；请用方括号列出",
        "1不是真假值；请填写 true 或者 false",
        "1不是历法上存在的日期；请写成YYYY-MM-DD",
    ]
    assert read(TermCase, {}, "f").faults[0].zh == "缺少必填字段；请补充"
    bad = read(TermCase, {"starts_on": "2020-05-18", "months": -1}, "f").faults[0]
    assert bad.zh == "-1不是0至1000000之间的整数；请填写这样的整数"
    assert (
        read(Penalty, {"kind": "life", "confiscation": "half"}, "f")
        .faults[0]
        .zh.startswith("各项之间矛盾，请更正（confiscation is")
    )
    assert read(float, "much", "f").faults[0].zh == "'much'不是金额；请填写不小于0的数"
    assert read(str, 1, "f").faults[0].zh == "1不是可用的文字；请写成引号内不含控制字符的一行"
    assert (
        read(DateRange, "20", "f").faults[0].zh
        == "'20'不是历法上存在的日期；请写成YYYY、YYYY-MM、YYYY-MM-DD，或者以斜线连接的两个日期"
    )


@pytest.mark.parametrize(
    ("form", "data"),
    [
        pytest.param(date, "20260302", id="a date without hyphens"),
        pytest.param(date, "2026-W10-1", id="a week date"),
        pytest.param(date, "2026-3-02", id="a month of one digit"),
        pytest.param(date, "2026-02-30", id="a day that does not exist"),
        pytest.param(date, "2026-03-02T00:00", id="an instant"),
        pytest.param(date, "2026/03/02", id="slashes"),
        pytest.param(date, "2026-03x02", id="another sign than the second hyphen"),
        pytest.param(date, "２０２６-03-02", id="full-width digits"),
        pytest.param(date, 20260302, id="a number for a date"),
        pytest.param(date, None, id="null for a date"),
        pytest.param(DateRange, "2026-03-02/2026-03-022", id="too long a range"),
        pytest.param(DateRange, "２０２６", id="a full-width year"),
        pytest.param(DateRange, 2026, id="a number for a year"),
        pytest.param(DateRange, ["2026"], id="a list for a range"),
        pytest.param(bool, 1, id="one for true"),
        pytest.param(bool, "true", id="true in quotes"),
        pytest.param(int, True, id="true for a number"),
        pytest.param(int, 1.0, id="a fraction"),
        pytest.param(int, "3", id="a number in quotes"),
        pytest.param(int, -1, id="less than nothing"),
        pytest.param(int, LARGEST + 1, id="too large a number"),
        pytest.param(float, -0.01, id="a negative amount"),
        pytest.param(float, True, id="true for an amount"),
        pytest.param(float, float("inf"), id="infinity"),
        pytest.param(float, float("nan"), id="not a number"),
        pytest.param(str, "a\nb", id="two lines"),
        pytest.param(str, "a\x00", id="a control character"),
        pytest.param(str, None, id="null for a text"),
        pytest.param(SubjectKind, "Person", id="another case"),
        pytest.param(SubjectKind, 1, id="a number for a word"),
        pytest.param(tuple[int, ...], "12", id="a text for a list"),
        pytest.param(frozenset[int], {"a": 1}, id="an object for a list"),
        pytest.param(Offence, [], id="a list for an object"),
    ],
)  # fmt: skip
def test_what_is_not_of_its_form_is_refused(form: Any, data: object) -> None:
    answer = read(form, data, "here")
    assert isinstance(answer, Wrong)
    assert [fault.path for fault in answer.faults] == ["here"]


@pytest.mark.parametrize(
    ("form", "data", "value"),
    [
        pytest.param(date, "2026-03-02", date(2026, 3, 2), id="a date"),
        pytest.param(DateRange, "2026-03-02/2026-03-04", DateRange(date(2026, 3, 2), date(2026, 3, 4)), id="a range"),
        pytest.param(bool, True, True, id="true"),
        pytest.param(int, 0, 0, id="nought"),
        pytest.param(int, LARGEST, LARGEST, id="the largest number"),
        pytest.param(float, 0, 0, id="no amount"),
        pytest.param(float, 2.5, 2.5, id="an amount"),
        pytest.param(int | float | None, LARGEST + 1, LARGEST + 1, id="a large fine"),
        pytest.param(str | int | None, "life", "life", id="a word or a number: the word"),
        pytest.param(str | int | None, 24, 24, id="a word or a number: the number"),
        pytest.param(str, "（2024）演0101刑初17号", "（2024）演0101刑初17号", id="a text"),
        pytest.param(str, "", "", id="an empty text"),
        pytest.param(tuple[int, ...], [1, 2], (1, 2), id="a list"),
        pytest.param(frozenset[int], [2, 1, 2], frozenset({1, 2}), id="a set"),
        pytest.param(int | None, None, None, id="nothing where nothing is allowed"),
    ],
)
def test_what_is_of_its_form_is_read(form: Any, data: object, value: object) -> None:
    found = read(form, data, "here")
    assert (found, type(found)) == (value, type(value))


def test_the_first_form_of_several_speaks_for_the_fault() -> None:
    assert faults(int | float | None, "x") == [("facts", f"'x' is not a whole number from 0 to {LARGEST}; write one")]
    assert faults(float, "x") == [("facts", "'x' is not an amount; write a number from 0 up")]
    assert faults(str, 5) == [("facts", "5 is not usable text; write one line in quotes without control characters")]


def test_faults_in_entries_carry_their_number() -> None:
    assert [path for path, _ in faults(tuple[int, ...], [1, "a", 2, None])] == ["facts[1]", "facts[3]"]


def test_long_values_are_shown_in_part() -> None:
    assert shown("x" * 58) == "'" + "x" * 58 + "'"
    assert shown("x" * 59) == "'" + "x" * 58 + "…"
    assert [shown(value) for value in (None, True, False, [1], {"a": 1}, 3, 2.5)] == [
        "null",
        "true",
        "false",
        "[…]",
        "{…}",
        "3",
        "2.5",
    ]


def test_a_value_that_contradicts_itself_says_why() -> None:
    assert faults(Penalty, {"kind": "life", "confiscation": "half"}) == [
        ("facts", 'these values cannot be; correct them: confiscation is "all" or "part", not \'half\'')
    ]


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 2000)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["2026-03-02", "2026", "person", "convicted", "x", "yes"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["on", "found", "outcome", "outcomes", "reference", "months", "x"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(st.sampled_from(sorted(QUESTIONS)), json_values)
def test_reading_never_breaks_and_never_reads_what_the_schema_refuses(name: str, data: object) -> None:
    found = read(QUESTIONS[name].facts, data, "facts")
    if isinstance(found, Wrong):
        assert found.faults
        assert all(fault.path.startswith("facts") and fault.zh and fault.en for fault in found.faults)
    else:
        VALIDATOR.validate({"question": name, "facts": data})


def test_the_schema_is_a_schema_and_the_kept_one_is_current() -> None:
    jsonschema.Draft202012Validator.check_schema(KEPT)
    assert decide_schema() == KEPT, "run: qingbai law schema"
    assert list(decide_schema()["$defs"]) == list(KEPT["$defs"]) == sorted(KEPT["$defs"])


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_fit_the_schema_and_are_read(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    VALIDATOR.validate(case)
    VALIDATOR.validate([case, case])
    assert not isinstance(read(QUESTIONS[case["question"]].facts, case["facts"], "facts"), Wrong)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param([], id="no case"),
        pytest.param({"question": "sealing"}, id="no facts"),
        pytest.param({"question": "guilt", "facts": {}}, id="no such question"),
        pytest.param(
            {"question": "term", "facts": {"starts_on": "2020-05-18", "months": 3}, "note": "x"}, id="one field more"
        ),
        pytest.param({"question": "term", "facts": {"starts_on": "2020-05-18", "month": 3}}, id="a misspelt field"),
        pytest.param({"question": "term", "facts": {"starts_on": "18.5.2020"}}, id="a date written otherwise"),
        pytest.param({"question": "term", "facts": {"starts_on": "2020-05-18", "months": -3}}, id="a negative number"),
    ],
)
def test_the_schema_refuses(case: object) -> None:
    assert list(VALIDATOR.iter_errors(case))


def test_the_schema_says_what_is_required_and_what_may_be_left_out() -> None:
    sealing = KEPT["$defs"]["SealingCase"]
    assert sealing["required"] == ["subject", "outcome", "on"]
    assert sealing["additionalProperties"] is False
    assert sealing["properties"]["main_acts_before_18"] == {"anyOf": [{"type": "boolean"}, {"type": "null"}]}
    assert sealing["properties"]["offences"] == {"type": "array", "items": {"$ref": "#/$defs/Offence"}}
    assert KEPT["$defs"]["Offence"]["description"].startswith("The time of one crime (犯罪时间)")
    assert KEPT["$defs"]["SubjectKind"] == {
        "type": "string",
        "description": "A natural person (自然人) or a unit (单位).",
        "enum": ["person", "unit"],
    }
    assert KEPT["$defs"]["ask_sealing"]["title"] == "是否应当封存 · Must the record be sealed?"


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_every_question_has_an_example_and_a_rule(name: str) -> None:
    asked = {json.loads(path.read_text(encoding="utf-8"))["question"] for path in EXAMPLES}
    assert name in asked
    assert QUESTIONS[name].rule.__name__.startswith("qingbai.law.")


def test_a_deep_form_is_read_to_its_end() -> None:
    data = {
        "found": [
            {
                "case": {"reference": "A", "outcome": "acquitted"},
                "sealing": {"subject": "person", "outcome": "acquitted", "offences": [{"began": "x"}]},
                "match": "same",
            }
        ],
        "on": "2026-03-02",
    }
    assert [path for path, _ in faults(DisclosureCase, data)] == ["facts.found[0].sealing.offences[0].began"]


@dataclass(frozen=True)
class Plain:
    """A form without defaults."""

    name: str


def test_another_form_is_read_alike() -> None:
    assert read(Plain, {"name": "x"}, "p") == Plain("x")
