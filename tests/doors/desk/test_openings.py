"""Requests to look at sealed records, and the lifting of seals, as officers do them at the desk."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

import cast
from applications import NOW, judged
from letters import text_of
from qingbai.agencies.terms import Role
from qingbai.audit.models import LedgerEntry
from qingbai.pages.references import reference
from qingbai.registers.models import Conviction
from qingbai.sealing import models
from visitors import Visitor, clerk, text, wrongs

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
ASKED = {
    "seeker": "judicial_organ",
    "sealed": "criminal",
    "organ": "演示市清河区人民法院",
    "name": cast.SEALED.name,
    "number": cast.SEALED.number,
    "letter": "（2026）演0101函9号",
    "bearer": "季明川",
    "bearer_id": "0101-7",
    "case": "（2026）演0101刑初90号",
    "reason": "审理另一案件",
    "legal_basis": "刑事诉讼法第二百八十六条",
    "scope": "全部案卷",
}


@pytest.fixture
def registrar(registry) -> Visitor:
    judged("shen-xiaodu")
    return clerk(number="100101-11", role=Role.REGISTRAR)


@pytest.fixture
def head(registrar) -> Visitor:
    return clerk(number="100101-13", role=Role.HEAD)


def ask(visitor: Visitor, **changes: str) -> str:
    """The address of a request that was taken in."""
    answer = visitor.post(reverse("desk-opening-new"), **{**ASKED, **changes})
    assert wrongs(answer) == []
    return visitor.addresses[-1]


def do(visitor: Visitor, address: str, name: str, **given: str):
    return visitor.post(f"{address}{name}/", **{f"{name}-{key}": value for key, value in given.items()})


def until(days: int) -> dict[str, str]:
    day = NOW.date() + timedelta(days=days)
    return {"until_0": str(day.year), "until_1": str(day.month), "until_2": str(day.day)}


def permitted(registrar: Visitor, head: Visitor, **changes: str) -> str:
    address = ask(registrar, **changes)
    provision = {"state_provision": "yes"} if changes.get("seeker") == "unit" else {}
    for who, name, given in (
        (registrar, "examine", {"permit": "yes", "opinion": "属实", **provision}),
        (head, "permit", {**until(30), "opinion": "同意"}),
        (registrar, "undertake", {"signer": "季明川", "signer_id": "0101-7"}),
    ):
        assert wrongs(do(who, address, name, **given)) == []
    return address


def test_a_court_asks_two_officers_answer_and_the_file_is_shown(registrar, head) -> None:
    address = permitted(registrar, head)
    assert "保密承诺书" in text_of(registrar.get(f"{address}paper/undertaking/").content)
    seen = do(registrar, address, "look")
    shown = text(seen)
    for word in ("抢劫罪", "演示市清河区人民法院", "刑事判决书"):
        assert word in shown
    assert "no-store" in seen["Cache-Control"]
    assert LedgerEntry.objects.using("vault").filter(kind="sealed_read").count() == 1
    assert cast.SEALED.number not in "".join(row.basis for row in LedgerEntry.objects.using("vault").all())


def test_a_unit_is_shown_charge_and_term_alone(registrar, head) -> None:
    unit = {"seeker": "unit", "organ": "演示市清河区实验小学", "case": "", "legal_basis": "未成年人保护法第六十二条"}
    shown = text(do(registrar, permitted(registrar, head, **unit), "look"))
    assert "抢劫罪" in shown
    assert "刑事判决书" not in shown
    assert "不得复制" in shown or "not copied" in shown


@pytest.mark.parametrize("person", [cast.SEALED_TWIN, cast.CLEAN])
def test_about_anybody_else_the_same_way_ends_in_one_sentence(person, registrar, head) -> None:
    address = permitted(registrar, head, name=person.name, number=person.number)
    assert "没有可供查询的封存记录" in text(do(registrar, address, "look"))


def test_everything_that_is_missing_stands_in_the_refusal(registrar, head) -> None:
    address = ask(registrar, letter="", bearer_id="", case="")
    answer = do(registrar, address, "examine", permit="yes")
    assert answer.status_code == 422
    assert len(wrongs(answer)) == 3
    do(registrar, address, "examine", permit="no", opinion="")
    page = text(head.get(address))
    assert "依法不得许可" in page
    assert do(head, address, "refuse", opinion="请补齐后另行申请").status_code == 200
    refusal = text_of(registrar.get(f"{address}paper/refusal/").content)
    assert "不许可查询决定书" in refusal
    assert "请补齐后另行申请" in refusal
    assert cast.SEALED.name not in refusal


def test_whoever_examined_does_not_decide(registrar, head) -> None:
    address = ask(registrar)
    do(head, address, "examine", permit="yes")
    answer = do(head, address, "permit", **until(5))
    assert answer.status_code == 422
    assert "permit/" not in head.get(address).content.decode()
    other = clerk(number="100101-15", role=Role.HEAD)
    assert do(other, address, "permit", **until(5)).status_code == 200


def test_faults_in_the_form_are_named_all_at_once(registrar) -> None:
    answer = registrar.post(reverse("desk-opening-new"), **{**ASKED, "name": "", "number": "123", "seeker": ""})
    assert len(wrongs(answer)) == 3


def test_an_act_out_of_turn_is_not_recorded(registrar, head) -> None:
    address = ask(registrar)
    for name in ("permit", "undertake", "look"):
        given = {**until(5)} if name == "permit" else {"signer": "x", "signer_id": "y"}
        assert do(head, address, name, **given).status_code == 409
    assert do(head, address, "nonsense").status_code == 404
    assert head.get(f"{address}paper/refusal/").status_code == 404


def test_another_organ_finds_nothing(registrar) -> None:
    address = ask(registrar)
    stranger = clerk(number="100102-11", office="100102-sq", role=Role.REGISTRAR)
    assert stranger.get(address).status_code == 404
    assert do(stranger, address, "look").status_code == 404
    assert "FC2" not in text(stranger.get(reverse("desk-openings")))
    assert "FC2" in text(registrar.get(reverse("desk-openings")))


PROPOSED = {
    "court": "演示市清河区人民法院",
    "name": cast.SEALED.name,
    "ground": "new_crime",
    "decided_by": "（2026）演0101刑初77号",
    "years": "6",
    "months": "",
    "met_on_0": "2026",
    "met_on_1": "10",
    "met_on_2": "8",
    "offence_on": "2023-03-01",
    "reason": "又犯新罪，数罪并罚",
}


def case_number() -> str:
    from registering import demo

    return demo("shen-xiaodu").case_number


def test_a_seal_is_lifted_by_two(registrar, head) -> None:
    answer = registrar.post(reverse("desk-unsealing-new"), **PROPOSED, case_number=case_number())
    assert wrongs(answer) == []
    address = registrar.addresses[-1]
    assert "button" not in re.sub(r"(?s)^.*<main|</main>.*$", "", registrar.get(address).content.decode())
    assert head.post(address, agreed="no", opinion="").status_code == 422
    assert head.post(address, agreed="yes", opinion="").status_code == 200
    assert Conviction.objects.count() == 1
    assert "JF2" in text(head.get(reverse("desk-unsealings")))
    assert head.post(address, agreed="yes", opinion="").status_code == 404


def test_what_the_law_does_not_lift_cannot_be_proposed(registrar) -> None:
    address = reverse("desk-unsealing-new")
    for changes in ({"years": "5"}, {"offence_on": "2025-01-01"}, {"name": "别人"}, {"offence_on": "yesterday"}):
        answer = registrar.post(address, **{**PROPOSED, "case_number": case_number(), **changes})
        assert wrongs(answer)
    assert not models.UnsealingProposal.objects.exists()


def test_no_address_holds_a_number_that_we_did_not_make(registrar) -> None:
    assert registrar.get(reverse("desk-opening", args=["FC20261122-00000000"])).status_code == 404
    assert registrar.get(reverse("desk-opening", args=[reference("FC20261122-00000000")])).status_code == 404
