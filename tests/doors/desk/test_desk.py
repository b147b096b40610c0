"""The registrar's desk at Django's client: without a script every act is there."""

import re

import pytest
from django.urls import reverse

from desks import arrived, judgment
from qingbai.agencies.terms import Role
from qingbai.pages.references import reference
from qingbai.registers.models import Conviction
from registering import forbidding
from visitors import Visitor, clerk, text, wrongs

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
ZHAO = {
    "stated.final_on": "2023年5月5日",
    "stated.defendants.0.household": "100101",
    "stated.defendants.0.offences.0.began": "20220918",
    "stated.defendants.0.offences.0.ended": "2022.12.11",
}


@pytest.fixture
def first(registry) -> Visitor:
    return clerk(number="100101-11", role=Role.REGISTRAR)


@pytest.fixture
def second(registry) -> Visitor:
    return clerk(number="100101-12", role=Role.REGISTRAR)


def page(draft) -> str:
    return reverse("desk-draft", args=[draft])


def act(visitor: Visitor, draft, name: str, **given: str):
    return visitor.post(reverse("desk-act", args=[draft, name]), **given)


def change(visitor: Visitor, draft, field: str, value: str, why: str = "与送达回证一致"):
    return visitor.post(reverse("desk-correct", args=[draft]), **{"field": field, "edit-value": value, "edit-why": why})


def test_a_document_is_pasted_and_lies_in_the_inbox(first) -> None:
    assert "没有待办文书" in text(first.get("/desk/"))
    form = first.get(reverse("desk-new"))
    token = re.search(r'name="token" value="([^"]+)"', form.content.decode())[1]
    given = {"sender": "演示市清河区人民法院", "text": judgment("zhao-shidi"), "token": token}
    shown = first.post(reverse("desk-new"), **given)
    assert "（2023）演0101刑初46号" in text(shown)
    first.post(reverse("desk-new"), **given)
    assert text(first.get("/desk/")).count("（2023）演0101刑初46号") == 1


def test_a_draft_is_completed_confirmed_and_entered_without_a_script(first) -> None:
    draft = arrived()
    act(first, draft, "claim")
    for field, value in ZHAO.items():
        shown = change(first, draft, field, value)
        assert not wrongs(shown), (field, wrongs(shown))
    act(first, draft, "confirm")
    shown = act(first, draft, "enter")
    assert first.addresses[-1] == reverse("desk-receipt", args=[draft])
    assert str(Conviction.objects.get().id) in text(shown)
    assert Conviction.objects.get().offences.get().began == "2022-09-18"


def test_what_the_court_forbade_is_asked_for_filled_in_and_stands_on_the_record(first) -> None:
    draft = arrived(text=forbidding().text)
    act(first, draft, "claim")
    for field, value in ZHAO.items():
        change(first, draft, field, value)
    shown = text(first.get(page(draft)))
    assert "禁止的内容（按裁判原文）（禁止事项1）" in shown
    assert any("主文宣告了禁止事项" in one for one in wrongs(act(first, draft, "confirm")))
    row = "stated.defendants.0.prohibitions.0"
    change(first, draft, f"{row}.kind", "occupation")
    change(first, draft, f"{row}.activity", "电动工具销售及相关活动")
    change(first, draft, f"{row}.months", "36")
    assert not wrongs(act(first, draft, "confirm"))
    act(first, draft, "enter")
    [stored] = Conviction.objects.values_list("prohibitions", flat=True)
    assert stored == [{"kind": "occupation", "activity": "电动工具销售及相关活动", "months": 36}]
    record = first.get(reverse("desk-record", args=[Conviction.objects.get().id, reference("desk-1")]))
    assert "从业禁止：电动工具销售及相关活动，3年" in text(record)


def test_a_value_that_is_none_is_told_at_its_box_and_nothing_is_kept(first) -> None:
    draft = arrived()
    act(first, draft, "claim")
    shown = change(first, draft, "stated.final_on", "someday")
    assert len(wrongs(shown)) == 1
    assert "someday" in shown.content.decode()
    assert wrongs(change(first, draft, "stated.final_on", "2023-5-5", why=" "))
    assert "2023年5月5日" not in text(first.get(page(draft)))


def test_what_stands_in_the_way_is_told_all_at_once_with_its_places(first) -> None:
    draft = arrived()
    act(first, draft, "claim")
    told = wrongs(act(first, draft, "confirm"))
    assert any("final_on" in one for one in told)


def test_somebody_else_finds_only_what_may_be_done_now(first, second) -> None:
    draft = arrived()
    act(first, draft, "claim")
    shown = second.get(page(draft)).content.decode()
    assert "data-key" not in shown
    assert change(second, draft, "stated.final_on", "2023-5-5").status_code == 409
    assert act(second, draft, "nonsense").status_code == 404


def test_another_organ_finds_nothing(first) -> None:
    draft = arrived()
    elsewhere = clerk("100102-sq", "100102-11", Role.REGISTRAR)
    assert elsewhere.get(page(draft)).status_code == 404
    assert act(elsewhere, draft, "claim").status_code == 404


def test_an_auditor_takes_in_nothing(registry) -> None:
    auditor = clerk(number="100101-14", role=Role.AUDITOR)
    assert auditor.get(reverse("desk-new")).status_code == 404
    assert auditor.get(page(arrived())).status_code == 200
