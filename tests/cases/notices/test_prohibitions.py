"""What a court forbids with its judgment: from the notice to the register, to the vault and back, to the bar and to the letters."""

import dataclasses
import json
from datetime import date

import pytest
from django.db import transaction

import cast
from qingbai.audit.actors import SYSTEM
from qingbai.law import bans
from qingbai.law.prohibitions import Prohibition, ProhibitionKind
from qingbai.law.terms import Answer, MatchVerdict
from qingbai.notices.notice import FORM, JudgmentNotice
from qingbai.registers import digest, models, moving, penalties
from qingbai.registers import services as registers
from qingbai.registers.access import Business, Purpose
from qingbai.registers.bars import bar_facts
from qingbai.registers.verdicts import ConvictionFacts, verdicts
from qingbai.sealing import keeping
from qingbai.sealing.models import SealedConviction
from registering import AT, REGISTRAR, demo, forbidding, receive, record, verdict

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
KEPT = Prohibition(kind=ProhibitionKind.OCCUPATION, activity="电动工具销售及相关活动", months=36)
ON = date(2026, 11, 21)
DOCUMENT = record().document


def held() -> ConvictionFacts:
    [subject] = models.Subject.objects.values_list("id", flat=True)
    [facts] = verdicts(subject, ON, None)
    return facts


def asked(facts: ConvictionFacts) -> tuple[Answer, list[str]]:
    found = bans.barred(bans.bar("BAN-52"), (bar_facts(facts, match=MatchVerdict.SAME, on=ON),), ON)
    return found.answer, [reason.code for reason in found.because]


def test_what_the_notice_states_is_on_the_record_and_the_bar_asks_a_person():
    receive(forbidding())
    assert held().prohibitions == (KEPT,)
    answer, codes = asked(held())
    assert answer is Answer.PERSON
    assert "which_occupation" in codes


def test_a_notice_that_states_none_says_there_is_none_and_one_entered_before_could_not_tell():
    receive(demo("zhao-shidi"))
    assert held().prohibitions == ()
    assert asked(held()) == (Answer.NO, ["no_court_ban"])
    assert asked(dataclasses.replace(held(), prohibitions=None)) == (
        Answer.PERSON,
        ["bar_may_apply", "court_ban_not_stated"],
    )


def digest_with(prohibitions: tuple[Prohibition, ...] | None) -> str:
    """The register's digest with one verdict in it, which is undone again."""
    with transaction.atomic():
        registers.enter(
            record=record(verdict(cast.ON_RECORD, prohibitions=prohibitions), document=DOCUMENT, text=""),
            by=REGISTRAR,
            at=AT,
            basis="n-9",
        )
        found = digest.digest(viewer=SYSTEM, purpose=Purpose(Business.AUDIT, "audit-1"), on=ON)
        transaction.set_rollback(True)
    return found


def test_the_registers_digest_tells_what_was_forbidden():
    assert digest_with((KEPT,)) == digest_with((KEPT,))
    assert len({digest_with(one) for one in (None, (), (KEPT,), (dataclasses.replace(KEPT, months=48),))}) == 4


def test_it_leaves_the_register_with_its_verdict_and_comes_back_with_it():
    receive(forbidding())
    [conviction] = models.Conviction.objects.values_list("id", flat=True)
    left = moving.read(conviction)
    assert left.record.verdicts[0].prohibitions == (KEPT,)
    moving.surrender(conviction=conviction, by=REGISTRAR, at=AT)
    assert not models.Conviction.objects.exists()
    moving.take_back(left=left, by=REGISTRAR, at=AT, basis="n-9")
    assert held().prohibitions == (KEPT,)


def test_a_notice_without_any_has_the_digests_that_it_always_had():
    plain = demo("zhao-shidi")
    assert "prohibitions" not in FORM.as_json(plain)["defendants"][0]
    whole = forbidding()
    assert FORM.parse(json_of(whole)) == whole
    assert whole.facts_digest != dataclasses.replace(forbidding(), defendants=plain.defendants).facts_digest


def json_of(notice: JudgmentNotice) -> str:
    return json.dumps(FORM.as_json(notice), ensure_ascii=False)


@pytest.mark.parametrize(
    ("one", "zh", "en"),
    [
        (KEPT, "从业禁止：电动工具销售及相关活动，3年", "occupation forbidden: 电动工具销售及相关活动, 3 years"),
        (
            dataclasses.replace(KEPT, months=None),
            "从业禁止：电动工具销售及相关活动，终身",
            "occupation forbidden: 电动工具销售及相关活动, for life",
        ),
        (
            dataclasses.replace(KEPT, kind=ProhibitionKind.INJUNCTION, months=None),
            "禁止令：电动工具销售及相关活动，管制、缓刑考验期间",
            "injunction: 电动工具销售及相关活动, with control or probation",
        ),
    ],
)
def test_in_words(one: Prohibition, zh: str, en: str):
    assert penalties.forbidden_in_words(one) == (zh, en)


def test_a_sealed_one_stands_in_the_vault_alone():
    receive(forbidding("shen-xiaodu"))
    assert not models.Conviction.objects.exists()
    [row] = SealedConviction.objects.all()
    assert keeping.verdict_in(row).prohibitions == (KEPT,)
