"""regimes: sealing regimes as dated data, the nation's and new ones from files (SEAL-20, SEAL-25)."""

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings import codes
from qingbai.agencies import regimes as files
from qingbai.agencies.files import BadReferenceData
from qingbai.law.citations import in_words
from qingbai.law.facts import Wrong
from qingbai.law.regimes import SEALING_REGIMES, SealingRegime, parse
from qingbai.law.sealing import SealingFacts, must_be_sealed
from qingbai.law.terms import Answer, DateRange, Offence, Outcome, Penalty, PenaltyKind, SubjectKind
from qingbai.law.wording import told

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs/api/examples/regimes/invented_adult_minor_offences.toml"
YES, NO, PERSON = Answer.YES, Answer.NO, Answer.PERSON
ON = date(2030, 3, 4)


def written() -> dict[str, Any]:
    return tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))


def pilot() -> SealingRegime:
    regime = parse(written())
    assert isinstance(regime, SealingRegime)
    return regime


def term(months: int) -> Penalty:
    return Penalty(kind=PenaltyKind.FIXED_TERM, months=months)


def adult(**given: object) -> SealingFacts:
    known: dict[str, object] = {
        "subject": SubjectKind.PERSON,
        "outcome": Outcome.CONVICTED,
        "born_on": DateRange.parse("1990-05-05"),
        "offences": (Offence.at(DateRange.parse("2024-02-02")),),
        "judged_on": DateRange.parse("2024-05-09"),
        "sentences": (term(12),),
        "charges": ("盗窃罪",),
        "first_offence": True,
        "executed_on": date(2025, 5, 8),
        "division": "100101",
    }
    return SealingFacts(**{**known, **given})


def test_the_nations_regimes_as_files_are_those_of_the_law() -> None:
    assert files.in_house() == SEALING_REGIMES


def test_a_file_names_its_own_instrument_and_every_reason_can_be_said() -> None:
    finding = must_be_sealed(adult(), ON, (pilot(),))
    assert (finding.answer, finding.value) == (YES, "invented_adult_minor_offences_2027")
    assert codes(finding) == [
        "sentence_within_limit",
        "within_regime_place",
        "no_crime_left_out",
        "first_offence",
        "waiting_over",
    ]
    citation = told(finding)["because"][1]["citation"]
    assert citation["zh"] == "《演示省轻微犯罪记录封存办法（虚构）》第3条"
    assert in_words(pilot().exemption_citation)[1].endswith("(invented), art. 3(2)")
    assert pilot().mixed_citation == pilot().citation


@pytest.mark.parametrize(
    ("given", "answer", "said"),
    [
        pytest.param({"sentences": (term(13),)}, NO, ["sentence_over_limit"], id="a month over the limit"),
        pytest.param({"outcome": Outcome.EXEMPTED, "sentences": ()}, YES, ["exempted_from_punishment"], id="exempted"),
        pytest.param({"outcome": Outcome.ACQUITTED, "sentences": ()}, NO, ["no_conviction_to_seal"], id="acquitted: nothing to seal"),
        pytest.param({"division": "110101"}, NO, ["outside_regime_place"], id="another province"),
        pytest.param({"division": ""}, PERSON, ["regime_place_unknown"], id="place unknown"),
        pytest.param({"charges": ("强奸罪",)}, NO, ["crime_left_out"], id="a crime left out by name"),
        pytest.param({"charges": ("盗窃罪", "间谍罪")}, NO, ["crime_left_out"], id="one of two left out"),
        pytest.param({"charges": ("投敌叛变罪",)}, NO, ["crime_left_out"], id="a chapter left out"),
        pytest.param({"charges": ("骗购外汇罪",)}, YES, ["no_crime_left_out"], id="the crime that stands in no chapter"),
        pytest.param({"charges": ()}, PERSON, ["crime_unsettled"], id="no crime named"),
        pytest.param({"charges": ("没有这样的罪",)}, PERSON, ["crime_unsettled"], id="a crime nobody knows"),
        pytest.param({"first_offence": False}, NO, ["not_first_offence"], id="not the first offence"),
        pytest.param({"first_offence": None}, PERSON, ["first_offence_unknown"], id="not known whether it is"),
        pytest.param({"executed_on": None}, PERSON, ["execution_end_unknown"], id="end of execution not known"),
        pytest.param({"executed_on": date(2027, 3, 4)}, NO, ["waiting_runs"], id="three years to the day: still waiting"),
        pytest.param({"executed_on": date(2027, 3, 3)}, YES, ["waiting_over"], id="three years and a day"),
        pytest.param({"subject": SubjectKind.UNIT}, NO, ["unit_not_sealed"], id="a unit"),
        pytest.param({"born_on": None, "offences": ()}, YES, ["sentence_within_limit"], id="age does not matter"),
    ],
)  # fmt: skip
def test_the_conditions_of_a_regime_that_is_not_for_minors(
    given: dict[str, object], answer: Answer, said: list[str]
) -> None:
    finding = must_be_sealed(adult(**given), ON, (pilot(),))
    assert finding.answer is answer
    assert set(said) <= set(codes(finding))
    if answer is NO:
        assert codes(finding) == said


def test_the_facts_of_the_conditions() -> None:
    said = {reason.code: dict(reason.facts) for reason in must_be_sealed(adult(), ON, (pilot(),)).because}
    assert said["within_regime_place"] == {"place": "100101"}
    assert said["waiting_over"] == {"executed_on": "2025-05-08", "months": "36", "until": "2028-05-08"}
    outside = must_be_sealed(adult(division="110101"), ON, (pilot(),)).because[0]
    assert dict(outside.facts) == {"place": "110101"}
    waiting = must_be_sealed(adult(executed_on=date(2029, 1, 31)), ON, (pilot(),)).because[0]
    assert dict(waiting.facts) == {"executed_on": "2029-01-31", "months": "36", "until": "2032-01-31"}
    unknown = must_be_sealed(adult(executed_on=None), ON, (pilot(),)).because[-1]
    assert dict(unknown.facts) == {"months": "36"}
    assert all(
        reason.citation.rule in ("SEAL-25", "SEAL-01") for reason in must_be_sealed(adult(), ON, (pilot(),)).because
    )


def test_it_seals_nobody_before_its_day_and_nobody_else_of_the_nation() -> None:
    both = (*SEALING_REGIMES, pilot())
    assert must_be_sealed(adult(), date(2027, 6, 30), both).answer is NO
    assert must_be_sealed(adult(executed_on=date(2024, 6, 30)), date(2027, 7, 1), both).answer is YES
    assert codes(must_be_sealed(adult(), date(2027, 6, 30), both)) == ["eighteen_or_older"]


@pytest.mark.parametrize(
    ("judged", "answer", "code"),
    [
        pytest.param("2027-07-01", YES, "judged_since_regime", id="judged on its first day"),
        pytest.param("2027-06-30", NO, "judged_before_regime", id="the day before"),
        pytest.param("2027", PERSON, "judged_when_unknown", id="in its year"),
        pytest.param(
            "2027-06-01/2027-07-01", PERSON, "judged_when_unknown", id="in the month before, or on its first day"
        ),
        pytest.param(None, PERSON, "judged_when_unknown", id="nobody knows when"),
    ],
)
def test_a_regime_may_leave_earlier_judgments_out(judged: str | None, answer: Answer, code: str) -> None:
    later = replace(pilot(), earlier_cases=False, waiting_months=0)
    case = adult(judged_on=DateRange.parse(judged) if judged else None, offences=())
    finding = must_be_sealed(case, ON, (later,))
    assert finding.answer is answer
    assert code in codes(finding)
    reason = next(reason for reason in finding.because if reason.code == code)
    assert dict(reason.facts) == {"judged_on": str(case.judged_on or ""), "from_on": "2027-07-01"}
    assert must_be_sealed(case, ON, (replace(later, earlier_cases=True),)).answer is YES


def test_a_name_that_several_crimes_may_mean_is_left_to_a_person_only_where_it_matters() -> None:
    several = "提供虚假证明文件罪"
    one = replace(pilot(), excluded_charges=("中介组织人员提供虚假证明文件罪",), excluded_chapters=())
    assert must_be_sealed(adult(charges=(several,)), ON, (one,)).answer is YES
    part = "侮辱国旗罪"  # part of the name before and after 2021
    old_name = replace(pilot(), excluded_charges=("侮辱国旗、国徽罪",), excluded_chapters=())
    assert "crime_unsettled" in codes(must_be_sealed(adult(charges=(part,)), ON, (old_name,)))
    both_names = replace(old_name, excluded_charges=("侮辱国旗、国徽罪", "侮辱国旗、国徽、国歌罪"))
    assert codes(must_be_sealed(adult(charges=(part,)), ON, (both_names,))) == ["crime_left_out"]


def faults(**changed: Any) -> list[tuple[str, str]]:
    data = {name: value for name, value in {**written(), **changed}.items() if value is not ...}
    found = parse(data)
    assert isinstance(found, Wrong)
    assert all(fault.zh for fault in found.faults)
    return [(fault.path, fault.en) for fault in found.faults]


@pytest.mark.parametrize(
    ("changed", "path", "words"),
    [
        pytest.param({"key": ...}, "regime.key", "required field missing", id="no key"),
        pytest.param({"key": "Pilot 1"}, "regime.key", "no usable key", id="a key with a blank"),
        pytest.param({"from_on": "soon"}, "regime.from_on", "not a date", id="no date"),
        pytest.param({"until_on": date(2027, 7, 1)}, "regime.until_on", "not after from_on", id="over when it begins"),
        pytest.param({"limit_months": -1}, "regime.limit_months", "whole number", id="a negative limit"),
        pytest.param({"limit_month": 12}, "regime.limit_month", "no such field", id="a misspelt word"),
        pytest.param({"minors_only": "no"}, "regime.minors_only", "true nor false", id="not a truth value"),
        pytest.param({"when_main_acts_after": "maybe"}, "regime.when_main_acts_after", "one of the words", id="an unknown answer"),
        pytest.param({"divisions": ["10", "1001011"]}, "regime.divisions[1]", "begins no division code", id="seven digits"),
        pytest.param({"divisions": [""]}, "regime.divisions[0]", "begins no division code", id="an empty code, which would mean everywhere"),
        pytest.param({"excluded_charges": ["强奸"]}, "regime.excluded_charges[0]", "no name of the list", id="a charge without its last sign"),
        pytest.param({"excluded_chapters": [11]}, "regime.excluded_chapters[0]", "chapters 1 to 10", id="chapter eleven"),
        pytest.param({"excluded_chapters": [0]}, "regime.excluded_chapters[0]", "chapters 1 to 10", id="chapter nought"),
        pytest.param({"instrument": ...}, "regime.basis.instrument", "is not known", id="an instrument without a name"),
        pytest.param({"basis": {"instrument": "criminal_law", "article": "第三条", "rule": "x"}}, "regime.basis.article", "no article", id="an article in words"),
        pytest.param({"mixed_basis": {"instrument": "no_such", "article": "3", "rule": "x"}}, "regime.mixed_basis.instrument", "is not known", id="another unknown instrument"),
    ],
)  # fmt: skip
def test_what_a_file_may_not_say(changed: dict[str, Any], path: str, words: str) -> None:
    found = faults(**changed)
    assert path in [place for place, _ in found]
    assert words in next(text for place, text in found if place == path)


def test_all_faults_of_a_file_are_named_at_once() -> None:
    assert [path for path, _ in faults(key="?", excluded_chapters=[0, 1, 12], divisions=["x"])] == [
        "regime.key",
        "regime.divisions[0]",
        "regime.excluded_chapters[0]",
        "regime.excluded_chapters[2]",
    ]
    assert [path for path, _ in faults(key=1, from_on=2)] == ["regime.key", "regime.from_on"]
    several = faults(
        key="?", from_on=..., misspelt=1, divisions=["x", "10"], excluded_chapters="all", until_on="2026-01-01"
    )
    assert [path for path, _ in several] == [
        "regime.misspelt",
        "regime.from_on",
        "regime.excluded_chapters",
        "regime.key",
        "regime.divisions[0]",
    ]


def test_a_basis_is_not_held_against_an_instrument_that_cannot_be_read() -> None:
    assert [path for path, _ in faults(instrument={"key": "invented_measures_2027"}, key="?")] == [
        "regime.instrument.zh",
        "regime.instrument.en",
        "regime.instrument.dated",
        "regime.instrument.in_force_on",
        "regime.key",
    ]
    assert [path for path, _ in faults(key=1, basis={"instrument": "x", "article": "x", "rule": "x"})][1:] == [
        "regime.basis.instrument",
        "regime.basis.article",
    ]
    assert [path for path, _ in faults(excluded_charges=[1], divisions=[""])] == [
        "regime.excluded_charges[0]",
        "regime.divisions[0]",
    ]


def test_no_file_at_all_is_named_too() -> None:
    nothing = parse({})
    assert isinstance(nothing, Wrong)
    assert {fault.path for fault in nothing.faults} >= {"regime.key", "regime.from_on", "regime.basis"}


def test_a_known_instrument_stays_as_the_house_knows_it() -> None:
    data = {**written(), "basis": {"instrument": "criminal_procedure_law", "article": "286", "rule": "SEAL-01"}}
    regime = parse(data)
    assert isinstance(regime, SealingRegime)
    assert regime.citation.named is None
    assert regime.exemption_citation.named is not None


def test_the_whole_folder_is_refused_with_every_fault(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "b.toml").write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "c.toml").write_text('key = "?"\n', encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no regime", encoding="utf-8")
    with pytest.raises(BadReferenceData) as refused:
        files.load(tmp_path)
    assert {(fault.file, fault.key) for fault in refused.value.faults} >= {
        ("b.toml", "key"),
        ("c.toml", "regime.basis"),
    }
    (tmp_path / "b.toml").unlink()
    (tmp_path / "c.toml").unlink()
    assert files.load(tmp_path) == (pilot(),)


@given(st.integers(0, 30), st.integers(0, 30))
def test_a_longer_wait_never_seals_earlier(one: int, other: int) -> None:
    shorter, longer = sorted((one, other))
    strength = {NO: 0, PERSON: 1, YES: 2}
    case = adult(executed_on=date(2029, 1, 15))
    short = must_be_sealed(case, ON, (replace(pilot(), waiting_months=shorter),)).answer
    long = must_be_sealed(case, ON, (replace(pilot(), waiting_months=longer),)).answer
    assert strength[long] <= strength[short]
