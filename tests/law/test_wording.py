"""wording, names: every reason and every word can be said in Chinese and in English."""

import ast
import re
from datetime import date
from enum import StrEnum
from pathlib import Path

import pytest

import qingbai.law
from qingbai.law import names, review_names
from qingbai.law.citations import Citation
from qingbai.law.effect import ChallengeState, Party
from qingbai.law.parameters import StayCounting
from qingbai.law.reasons import Code, because, yes
from qingbai.law.sentences import SECTIONS, SENTENCES
from qingbai.law.terms import Answer, AnswerPaper, AskerClass, Finding, Outcome, Paper, Reason
from qingbai.law.wording import VOCABULARY, Wording, told, wording

HERE = Path(qingbai.law.__file__).parent
LAW = Citation("criminal_procedure_law", "286", "SEAL-01")


def emitted() -> dict[str, set[str]]:
    """The codes each rule's source can give, by module."""
    found = {}
    for file in HERE.glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        uses = {
            node.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Code"
        }
        if uses:
            found[file.stem] = uses
    return found


def test_every_code_is_given_by_some_rule() -> None:
    assert set.union(*emitted().values()) == {code.name for code in Code}


def test_every_code_has_its_sentences_once() -> None:
    listed = [code for section in SECTIONS.values() for code in section]
    assert sorted(listed) == sorted(Code)
    assert set(SENTENCES) == set(Code)


def test_a_rules_sentences_stand_in_its_section_or_are_shared() -> None:
    borrowed = {
        "bans": {"NOTHING_ENTERED"},
        "vetting": {"NOTHING_ENTERED"},
        "disclosure": {"NOTHING_ENTERED"},  # said as clean_record says it
        "opening": {"SENTENCE_UNSETTLED"},  # these as sealing does
        "sealed": {"EIGHTEEN_OR_OLDER", "NO_REGIME_IN_FORCE"},
    }
    for rule, codes in emitted().items():
        allowed = {code.name for code in (*SECTIONS[rule], *SECTIONS["shared"])} | borrowed.get(rule, set())
        assert codes <= allowed, rule


@pytest.mark.parametrize("code", Code)
def test_both_sentences_name_the_same_facts_and_end(code: Code) -> None:
    zh, en = SENTENCES[code]
    assert set(re.findall(r"\{(\w+)\}", zh)) == set(re.findall(r"\{(\w+)\}", en))
    assert zh.endswith("。")
    assert en.endswith(".")
    assert en.isascii()


@pytest.mark.parametrize("code", sorted(set(Code) - set(SECTIONS["catalogue"])))  # those are for the registrar alone
def test_no_sentence_names_a_crime_or_a_length_of_punishment_imposed(code: Code) -> None:
    assert not re.search(r"\{(charge|crime|sentence|penalty)\}", "".join(SENTENCES[code]))


@pytest.mark.parametrize(
    ("reason", "zh", "en"),
    [
        pytest.param(
            because(Code.STAY_TOO_SHORT, LAW, days=179, required=180, counting=StayCounting.CUMULATIVE),
            "在华停留累计179日，不足180日。",
            "Stay in China, added up: 179 days, fewer than 180.",
            id="numbers and words of the law",
        ),
        pytest.param(
            because(Code.CHALLENGE_PENDING, LAW, party=Party.DEFENDANT, who=""),
            "被告人已经上诉或者抗诉且未撤回，一审裁判整体进入二审，尚未生效。",
            "The defendant: an appeal or protest stands; it puts the whole first-instance decision under review.",
            id="nobody named, no gap left",
        ),
        pytest.param(
            because(Code.CHALLENGE_PENDING, LAW, party=Party.DEFENDANT, who="甲"),
            "被告人甲已经上诉或者抗诉且未撤回，一审裁判整体进入二审，尚未生效。",
            "The defendant 甲: an appeal or protest stands; it puts the whole first-instance decision under review.",
            id="somebody named",
        ),
        pytest.param(
            because(Code.DUE, LAW, due_on=date(2026, 10, 9), working_days=3),
            "期限为3个工作日，至2026年10月9日届满。",
            "The period of 3 working day(s) ends on 9 October 2026.",
            id="a day written out",
        ),
        pytest.param(
            because(Code.UNDER_EIGHTEEN, LAW, born_on="2005-01-01/2005-12-31"),
            "出生日期2005年1月1日至2005年12月31日之间：犯罪时不满十八周岁（生日当日仍不满）。",
            "Born some day from 1 January 2005 to 31 December 2005: under eighteen at every offence (the birthday itself is still under).",
            id="a day known in part",
        ),
        pytest.param(
            because(Code.AGE_UNSETTLED, LAW, born_on=None),
            "出生日期不明：已知日期不足以确定犯罪时的年龄。",
            "Born unknown: what is known of the dates does not settle the age at the offence.",
            id="nothing known",
        ),
        pytest.param(
            because(Code.MINOR_WITHOUT_CONVICTION, LAW, outcome=Outcome.ACQUITTED),
            "无罪：未成年人的涉案记录同样封存。",
            "Acquitted: what is kept about a minor's case is sealed as well.",
            id="a word at the beginning is capitalised",
        ),
        pytest.param(
            because(Code.CONVICTION_COUNTS, LAW, reference="A/2020-01-01", effective_on="2020-01-01"),
            "案件A/2020-01-01：人民法院的有罪裁判已于2020年1月1日生效，构成犯罪记录。",
            "Case A/2020-01-01: a court's finding of guilt took effect on 1 January 2020; it is a criminal record.",
            id="a reference that looks like dates stays as it is",
        ),
    ],
)  # fmt: skip
def test_facts_are_filled_in(reason: Reason, zh: str, en: str) -> None:
    assert wording(reason) == Wording(zh, en)


@pytest.mark.parametrize("month", range(1, 13))
def test_months_are_written_out(month: int) -> None:
    reason = because(Code.NO_RULE_IN_FORCE, LAW, on=date(2026, month, 28))
    assert wording(reason).en == f"No rule that could apply was in force on {date(2026, month, 28):%-d %B %Y}."


def test_an_unknown_code_or_a_missing_fact_is_refused() -> None:
    with pytest.raises(ValueError, match="'no_such_code' is not a valid Code"):
        wording(Reason("no_such_code", LAW))
    with pytest.raises(KeyError, match="due_on"):
        wording(Reason("due", LAW, {"working_days": "3"}))


def test_a_finding_as_plain_values() -> None:
    finding = yes([because(Code.NO_RULE_IN_FORCE, LAW, on=date(2026, 3, 2))], (Paper.IDENTITY, "x"))
    assert told(finding) == {
        "answer": "yes",
        "value": ["identity", "x"],
        "because": [
            {
                "code": "no_rule_in_force",
                "zh": "2026年3月2日尚无可以适用的规定。",
                "en": "No rule that could apply was in force on 2 March 2026.",
                "citation": {
                    "instrument": "criminal_procedure_law",
                    "article": "286",
                    "rule": "SEAL-01",
                    "zh": "《中华人民共和国刑事诉讼法》第286条",
                    "en": "Criminal Procedure Law of the People's Republic of China (2018), art. 286",
                },
                "facts": {"on": "2026-03-02"},
            }
        ],
    }
    plain: list[tuple[object, object]] = [
        (date(2026, 3, 2), "2026-03-02"),
        (AnswerPaper.REFUSAL, "refusal"),
        (5, 5),
        (None, None),
        ((), []),
    ]
    for value, said in plain:
        assert told(Finding(Answer.NO, finding.because, value))["value"] == said
    assert type(told(Finding(Answer.NO, finding.because, AnswerPaper.REFUSAL))["value"]) is str


def test_every_list_of_names_is_complete() -> None:
    for listed in names.ALL:
        kind = type(next(iter(listed)))
        assert set(listed) == set(kind)
        assert all(zh and en and en.isascii() for zh, en in listed.values())


def test_the_vocabulary_of_facts_names_known_lists() -> None:
    known = (*names.ALL, *review_names.ALL)
    assert all(listed in known for listed in VOCABULARY.values())


def test_words_are_named_by_their_own_kind() -> None:
    assert names.named(Paper.IDENTITY) == ("有效身份证件", "valid identity document")
    assert names.named(ChallengeState.UNKNOWN) == ("不明", "unknown")
    assert names.named(AskerClass.FOREIGNER) == ("外国人", "foreigner")

    class Stranger(StrEnum):
        IDENTITY = "identity"

    with pytest.raises(KeyError, match="IDENTITY"):
        names.named(Stranger.IDENTITY)
