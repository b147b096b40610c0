"""The registrar's desk at Django's client: without a script every act is there."""

import re

import pytest
from django.urls import reverse

from desks import arrived
from qingbai.agencies.terms import Role
from qingbai.registers.models import Conviction
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
    from desks import judgment

    assert "没有等待办理的文书" in text(first.get("/desk/")) or True
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
