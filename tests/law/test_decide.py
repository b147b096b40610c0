"""``qingbai decide``: the examples beside its schema, and what it refuses."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from qingbai.project.commands.decide import LONGEST, command

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs/api/examples/decide"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.json") if not path.name.endswith(".answer.json"))

THIEF = [
    "BAN-01",
    "BAN-02",
    "BAN-03",
    "BAN-04",
    "BAN-05",
    "BAN-06",
    "BAN-07",
    "BAN-09",
    "BAN-10",
    "BAN-14",
    "BAN-16",
    "BAN-17",
    "BAN-21",
    "BAN-22",
    "BAN-24",
    "BAN-30",
    "BAN-30b",
    "BAN-31",
    "BAN-32",
    "BAN-37",
    "BAN-42",
    "BAN-45",
    "BAN-45b",
    "BAN-49",
    "BAN-50",
    "BAN-53",
]
"""The bars that a theft of 2014, served until 2017, falls under on a day of 2026."""
OPEN = ["BAN-07", "BAN-37", "BAN-50"]

ANSWERS: dict[str, tuple[str, Any]] = {
    "acquitted": ("no", []),
    "adult_conviction_gets_the_refusal": ("yes", "refusal"),
    "annulled": ("no", []),
    "appeal_withdrawn_in_time": ("yes", "2026-10-08"),
    "both_sides_of_eighteen_main_acts_after": ("no", None),
    "both_sides_of_eighteen_main_acts_before": ("yes", "measures_2022"),
    "both_sides_of_eighteen_without_finding": ("person", None),
    "combined_sentence_decides": ("yes", "measures_2022"),
    "custody_to_be_credited_is_not_known": ("person", []),
    "day_after_the_eighteenth_birthday": ("no", None),
    "death_sentence_awaits_approval": ("no", None),
    "due_in_a_year_without_calendar": ("person", None),
    "effective_conviction": ("yes", ["（2024）演0101刑初17号"]),
    "eighteenth_birthday_itself": ("yes", "measures_2022"),
    "everything_missing_at_once": (
        "yes",
        ["identity", "application_form", "residence_permit", "power_of_attorney", "agent_identity", "guardian_identity", "guardianship_proof"],
    ),
    "exempted": ("yes", ["（2024）演0101刑初17号"]),
    "exempted_minor": ("yes", "measures_2022"),
    "five_years_and_a_day": ("no", None),
    "five_years_exactly": ("yes", "measures_2022"),
    "foreigner_179_days": ("no", []),
    "foreigner_180_days_exactly": ("yes", ["100101-ee"]),
    "fourth_inquiry_where_more_than_three_count": ("yes", "extra_proof"),
    "nobody_appealed": ("yes", "2026-10-09"),
    "not_prosecuted": ("no", []),
    "not_yet_effective": ("no", []),
    "offence_known_by_its_year": ("person", None),
    "one_codefendant_appealed": ("no", None),
    "perhaps_another_person": ("person", None),
    "end_of_probation_from_the_justice_bureau": (
        "yes",
        [{"notice": "correction_end", "senders": ["justice_bureau"], "event_on": "2026-03-03", "due_on": "2026-03-13", "because": ["probation_ends", "period_ends", "notice_due_promptly"]}],
    ),
    "release_notice_at_the_end_of_the_term": (
        "yes",
        [{"notice": "release", "senders": ["prison"], "event_on": "2026-06-19", "due_on": "2026-06-29", "because": ["term_end_stated", "held_in_prison", "notice_due_promptly"]}],
    ),
    "release_notice_four_days_late": ("yes", {"due_on": "2026-03-16", "days": 4, "working_days": 4}),
    "probation_shorter_than_the_sentence": (
        "person",
        [{"place": "sentences[0]", "weight": "warning", "reason": "probation_outside_limits"}],
    ),
    "term_dates_after_credited_custody": (
        "person",
        [{"place": "term_to", "weight": "remark", "reason": "term_dates_differ"}],
    ),
    "unit_asks_for_a_sealed_record": ("person", {"matters": ["punished", "charge", "term"], "looks": ["read"], "undertaking": True}),
    "employer_asks_for_a_sealed_record": ("no", None),
    "adult_reoffending_does_not_unseal": ("no", None),
    "joint_trial_with_a_sealed_defendant": ("yes", "marked"),
    "prosecution_withdrawn": ("no", []),
    "record_of_a_crime_in_prison": ("yes", {"authority": "justice", "division": "100101"}),
    "record_without_any_place": ("person", None),
    "sealed_without_notice_gets_the_certificate": ("yes", "certificate"),
    "second_instance_upholds": ("yes", "2026-05-20"),
    "term_of_three_years_and_six_months": ("yes", "2023-11-17"),
    "third_inquiry_of_a_year": ("yes", "extra_proof"),
    "third_inquiry_where_more_than_three_count": ("no", None),
    "thirteen_at_the_offence": ("person", 12),
    "three_working_days_across_national_day": ("yes", "2024-10-08"),
    "three_working_days_with_an_investigation": ("yes", "2026-03-10"),
    "online_for_local_households_only": ("no", None),
    "reason_outside_the_classes_of_a_region": ("no", None),
    "company_policy_is_no_basis": ("no", None),
    "court_forbids_for_three_years": ("yes", None),
    "every_bar_against_a_thief": (
        "yes",
        [
            {"bar": key, "answer": "person" if key in OPEN else "yes", "references": ["（2015）演0101刑初17号"]}
            for key in THIEF
        ],
    ),
    "extension_beyond_thirty_days": ("no", None),
    "extension_of_thirty_days": ("yes", "2026-05-08"),
    "five_years_for_accountants_are_over": ("no", []),
    "forbidden_from_parole_on": ("yes", {"from_on": "2016-11-30", "until_on": "2019-11-30"}),
    "hit_in_service_is_dismissed": ("yes", "dismissed"),
    "injunction_longer_than_probation": ("no", None),
    "law_firm_asks_about_a_candidate": ("yes", None),
    "lawyer_of_another_case": ("no", None),
    "licensing_organ_without_papers": ("yes", ["handler_identity", "request_form", "tie_proof"]),
    "link_disputed_on_good_evidence": ("yes", "disputed"),
    "negligence_does_not_bar_a_lawyer": ("no", []),
    "no_bar_where_nothing_is_entered": ("no", []),
    "objection_at_another_office": ("no", None),
    "objection_without_paper_number": ("yes", ["paper_number", "agent_identity"]),
    "occupation_that_a_court_forbade": ("person", ["（2015）演0101刑初17号"]),
    "organ_asks_for_its_case": ("yes", None),
    "relation_shown_by_consent": ("yes", None),
    "review_due_across_national_day": ("yes", "2026-10-19"),
    "review_finds_the_answer_wrong": ("yes", "reissue"),
    "school_must_check": ("yes", None),
    "theft_bars_a_lawyer": ("yes", ["（2015）演0101刑初17号"]),
    "unit_without_its_letter": ("yes", ["unit_letter"]),
    "vetting_hit": ("yes", ["（2015）演0101刑初17号"]),
    "vetting_not_prosecuted": ("yes", ["演清检刑不诉〔2021〕3号"]),
    "vetting_without_what_is_kept_apart": ("person", []),
    "what_a_notary_office_is_told": ("yes", ["result"]),
    "yearly_check_is_due": ("yes", "2026-03-01"),
    "residence_permits_of_two_cities_added_up": ("yes", {"from_on": "2019-03-01", "to_on": "2026-11-20"}),
}  # fmt: skip


def decide(*arguments: str, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(command, list(arguments), input=given)


def test_every_example_is_in_the_table() -> None:
    assert sorted(ANSWERS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_examples_have_the_answer_that_stands_beside_them(name: str) -> None:
    result = decide("--json", str(EXAMPLES / f"{name}.json"))
    assert result.exit_code == 0
    said = json.loads(result.stdout)
    assert (said["answer"], said["value"]) == ANSWERS[name]
    kept = json.loads((EXAMPLES / f"{name}.answer.json").read_text(encoding="utf-8"))
    assert said == kept


CASE = (EXAMPLES / "five_years_exactly.json").read_text(encoding="utf-8")
ONE_LINE = json.dumps(json.loads(CASE), ensure_ascii=False)


def test_people_read_question_answer_value_reasons_and_articles_in_two_languages() -> None:
    result = decide(given=CASE)
    age = "最高人民法院关于审理未成年人刑事案件具体应用法律若干问题的解释"
    age_en = "Interpretation of the Supreme People's Court on the Trial of Criminal Cases of Minors (2006)"
    assert result.stdout.splitlines()[:5] == [
        "是否应当封存 · Must the record be sealed?",
        "  是 · yes",
        "  → measures_2022",
        f"  - 出生日期2005年6月1日：犯罪时不满十八周岁（生日当日仍不满）。（《{age}》第2条）",
        f"    Born 1 June 2005: under eighteen at every offence (the birthday itself is still under). ({age_en}, art. 2)",
    ]
    assert result.exit_code == 0


def test_people_read_words_by_their_names() -> None:
    missing = decide(str(EXAMPLES / "everything_missing_at_once.json")).stdout.splitlines()
    assert missing[2] == "  → 有效身份证件 · valid identity document"
    assert missing[8] == "  → 监护关系证明 · proof of guardianship"
    refusal = decide(str(EXAMPLES / "adult_conviction_gets_the_refusal.json")).stdout.splitlines()
    assert refusal[2] == "  → 不予出具无犯罪记录证明通知书 · notice that no certificate of no criminal record is issued"
    nothing = decide(str(EXAMPLES / "both_sides_of_eighteen_without_finding.json")).stdout.splitlines()
    assert nothing[1:3] == ["  须由人工认定 · a person must decide", nothing[2]]
    assert nothing[2].startswith("  - ")
    registry = decide(str(EXAMPLES / "record_of_a_crime_in_prison.json")).stdout.splitlines()
    late = decide(str(EXAMPLES / "release_notice_four_days_late.json")).stdout.splitlines()
    assert late[2] == "  → due_on: 2026-03-16; days: 4; working_days: 4"
    release = decide(str(EXAMPLES / "release_notice_at_the_end_of_the_term.json")).stdout.splitlines()
    notice = "notice: 刑满释放人员通知书 · the notice of release; senders: 监狱 · a prison"
    assert release[2] == f"  → {notice}; event_on: 2026-06-19; due_on: 2026-06-29"
    assert registry[2] == "  → authority: 司法行政机关 · judicial administration organs; division: 100101"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"[{ONE_LINE}, {ONE_LINE}]", id="a list"),
        pytest.param(f"{ONE_LINE}\n{ONE_LINE}\n", id="one a line"),
        pytest.param(f"\n{ONE_LINE}\n\n  {ONE_LINE}  \n", id="one a line with blanks"),
    ],
)
def test_several_cases(text: str) -> None:
    result = decide("--json", given=text)
    assert [json.loads(line)["answer"] for line in result.stdout.splitlines()] == ["yes", "yes"]


def test_a_byte_order_mark_is_no_fault() -> None:
    assert decide(given=b"\xef\xbb\xbf" + CASE.encode()).exit_code == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("", "input: 不是JSON（第1行第1列）；请改正格式 · not JSON (line 1, column 1: Expecting value); correct it", id="nothing"),
        pytest.param("{", "input: 不是JSON（第1行第2列）；请改正格式 · not JSON (line 1, column 2: Expecting property name enclosed in double quotes); correct it", id="half an object"),
        pytest.param("[]", "input: 没有案件；请写出至少一个 · no case given; write at least one", id="an empty list"),
        pytest.param("5", "input: 5不是案件；请写成含 question 和 facts 的对象 · 5 is no case; write an object with question and facts", id="no case"),
        pytest.param('[5, "x"]', "[1]: 'x'不是案件；请写成含 question 和 facts 的对象 · 'x' is no case; write an object with question and facts", id="no cases in a list"),
        pytest.param('{"facts": {}}', "question: null不是可以提出的问题", id="no question"),
        pytest.param('{"question": "term"}', "facts: null不是对象；请用花括号写明各字段 · null is not an object; write its fields in braces", id="no facts"),
        pytest.param('{"question": "term", "facts": {"starts_on": "2020-05-18", "months": 3}, "x": 1}', "x: 没有这个字段；请删除 · no such field; leave it out", id="one field more"),
        pytest.param('{"question": "term", "facts": {"starts_on": "2020-05-18"}}', "facts: 各项之间矛盾，请更正（a term needs a length: not 0 months and 0 days） · these values cannot be; correct them: a term needs a length: not 0 months and 0 days", id="a term of no length"),
        pytest.param('[{"question": "term", "facts": {"starts_on": "2020-05-18"}}]', "[0].facts: 各项之间矛盾", id="the same in a list"),
        pytest.param('{"question": "term", "facts": {"starts_on": "9999-05-18", "months": 24}}', "facts: 各项之间矛盾", id="beyond the calendar"),
        pytest.param('{"question": "term", "question": "term", "facts": {}}', "input: 字段question重复；请只保留一个 · field question stands there twice; keep one", id="a field twice"),
        pytest.param('{"question": "term", "facts": {"months": NaN}}', "input: 不是可以读取的JSON；请改正格式 · not JSON that can be read (NaN is no number); correct it", id="not a number"),
        pytest.param("[" * 100_000, "input: 不是可以读取的JSON；请改正格式", id="bottomless nesting"),
        pytest.param(f"{ONE_LINE}\n{{x}}\n", "line 2: 不是JSON（第1行第2列）", id="one bad line"),
        pytest.param(f'{ONE_LINE}\n{{"question": "term", "facts": {{}}}}', "line 2.facts.starts_on: 缺少必填字段；请补充 · required field missing; add it", id="one bad case by its line"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_place_fault_and_remedy(text: str, said: str) -> None:
    result = decide(given=text)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert any(line.startswith(said) for line in result.stderr.splitlines()), result.stderr


def test_all_faults_of_all_cases_are_named_and_nothing_is_answered() -> None:
    text = f'[{ONE_LINE}, {{"question": "x"}}, {{"question": "term", "facts": {{"start": 1}}, "y": 2}}]'
    result = decide("--json", given=text)
    assert (result.exit_code, result.stdout) == (2, "")
    found = json.loads(result.stderr)["faults"]
    assert [fault["path"] for fault in found] == ["[1].question", "[2].y", "[2].facts.start", "[2].facts.starts_on"]
    assert all(fault["zh"] and fault["en"] for fault in found)


def test_other_encodings_and_endless_input_are_refused() -> None:
    wrong = decide(given=CASE.encode("utf-16"))
    assert wrong.exit_code == 2
    assert "not UTF-8 from byte 0 on; convert it" in wrong.stderr
    endless = decide(given=" " * (LONGEST + 1))
    assert endless.exit_code == 2
    assert f"longer than {LONGEST} characters; split it" in endless.stderr
    assert json.loads(decide("--json", given=b"\xff").stderr)["faults"][0]["zh"].startswith("输入不是UTF-8编码")


def test_a_missing_file_is_refused() -> None:
    result = decide("no/such/case.json")
    assert result.exit_code == 2
    assert "no/such/case.json" in result.stderr


def test_a_calendar_of_ones_own_goes_before_the_announced_one() -> None:
    case = {"question": "time_limits", "facts": {"start_on": "2024-09-27", "working_days": 1}}
    announced = json.loads(decide("--json", given=json.dumps(case)).stdout)
    own = {**case["facts"], "calendar": {"years": [2024]}}
    plain = json.loads(decide("--json", given=json.dumps({**case, "facts": own})).stdout)
    assert (announced["value"], plain["value"]) == ("2024-09-29", "2024-09-30")


def test_pauses_and_limits_of_ones_own_are_used() -> None:
    def due(**facts: object) -> str:
        case = {"question": "time_limits", "facts": {"start_on": "2026-03-02", **facts}}
        return json.loads(decide("--json", given=json.dumps(case)).stdout)["value"]

    pause = {"from_on": "2026-03-03", "until_on": "2026-03-06", "approved_by": "清河分局负责人"}
    assert due() == "2026-03-05"
    assert due(limits={"inquiry_days": 1}) == "2026-03-03"
    assert due(working_days=2) == "2026-03-04"
    assert due(working_days=2, pauses=[pause]) == "2026-03-09"
    assert due(pauses=[pause]) == "2026-03-10"


def test_deciding_loads_neither_the_framework_nor_the_database() -> None:
    script = "import sys, qingbai.project.commands.decide; print(sorted({name.partition('.')[0] for name in sys.modules} & {'django', 'psycopg'}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_wrong_field_of_a_question_about_bars_is_named_at_once() -> None:
    case = json.loads((EXAMPLES / "theft_bars_a_lawyer.json").read_text(encoding="utf-8"))
    case["facts"]["bar"] = "BAN-99"
    case["facts"]["on"] = "2026-02-30"
    case["facts"]["convictions"][0]["execution"] = "done"
    case["facts"]["convictions"][0]["prohibitions"] = [{"kind": "occupation", "activity": "", "months": 36}]
    case["facts"]["spell"] = 1
    result = decide("--json", given=json.dumps(case))
    assert result.exit_code == 2
    assert [fault["path"] for fault in json.loads(result.stderr)["faults"]] == [
        "facts.spell",
        "facts.convictions[0].execution",
        "facts.convictions[0].prohibitions[0]",
        "facts.on",
        "facts.bar",
    ]


def test_a_question_about_a_unit_names_its_wrong_words_at_once() -> None:
    facts = {"inquirer": "boss", "tie": "friend", "bar": 9, "on": "today"}
    result = decide("--json", given=json.dumps({"question": "asking", "facts": facts}))
    assert result.exit_code == 2
    paths = {fault["path"] for fault in json.loads(result.stderr)["faults"]}
    assert paths == {"facts.inquirer", "facts.tie", "facts.bar", "facts.on"}
