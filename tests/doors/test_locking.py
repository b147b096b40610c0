"""A desk that is locked and not lost: the same officer comes back to the very page and form, and nothing was half-done meanwhile."""

import json
import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

import cast
from qingbai.agencies.models import Officer
from qingbai.agencies.terms import Role
from qingbai.audit.models import LedgerEntry
from qingbai.certificates.models import Paper
from qingbai.inquiries.models import Application
from qingbai.pages.desks import SITS_FOR
from qingbai.pages.locking import KEPT_FOR
from visitors import PASSWORD, Visitor, apply, clerk, text, wrongs

WALK_IN = {
    "token": "once",
    "asker_class": "citizen",
    "name": cast.CLEAN.name,
    "document_kind": "resident_id",
    "document_number": cast.CLEAN.number,
    "place": "household",
    "purpose": "work",
}
UNLOCK = "/counter/unlock/"
LATE = SITS_FOR.total_seconds() + 1


def signed_in(site) -> Visitor:
    clerk()
    officer = Visitor()
    officer.post(reverse("counter-sign-in"), username="clerk-100101-01", password=PASSWORD)
    return officer


def unlock(officer: Visitor, password: str = PASSWORD):
    return officer.post(UNLOCK, password=password)


def test_after_a_pause_the_password_leads_back_to_the_very_page(site) -> None:
    ref = apply("lin-qinghe").reference()
    officer, file = signed_in(site), reverse("counter-file", args=[ref])
    site.pass_(seconds=LATE - 2)
    assert cast.CLEAN.name in text(officer.get(file))
    site.pass_(seconds=LATE)
    locked = officer.get(file)
    assert officer.addresses[-1] == UNLOCK
    assert "窗口已锁定" in text(locked)
    assert cast.CLEAN.name not in locked.content.decode()
    assert officer.client.get(reverse("counter")).headers["Location"] == UNLOCK
    assert wrongs(unlock(officer, "wrong")) == ["您的密码：这不是当前登录人员的密码"]
    assert cast.CLEAN.name in text(unlock(officer))
    assert officer.addresses[-1] == file
    assert [entry.facts["how"] for entry in LedgerEntry.objects.filter(kind="signed_in").order_by("number")] == [
        "password",
        "unlocked",
    ]


def test_a_form_that_meets_the_lock_is_kept_encrypted_and_done_only_when_it_is_sent_again(site) -> None:
    officer = signed_in(site)
    officer.get(reverse("counter-new"))
    site.pass_(seconds=LATE)
    page = officer.post(reverse("counter-new"), **WALK_IN)
    assert "已为您保留半小时" in text(page)
    assert not Application.objects.exists()
    assert cast.CLEAN.number not in str([session.get_decoded() for session in Session.objects.all()])
    offered = unlock(officer).content.decode()
    assert "尚未提交" in offered
    assert f'name="document_number" value="{cast.CLEAN.number}"' in offered
    again = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', offered.split("<main")[1]))
    again.pop("csrfmiddlewaretoken", None)
    assert "已出具" in text(officer.post(reverse("counter-new"), **again))
    assert Application.objects.count() == 1
    assert officer.client.get(UNLOCK).headers["Location"] == reverse("counter")  # nothing is kept any more


def test_what_was_kept_can_be_left_and_is_gone_after_some_minutes(site) -> None:
    officer = signed_in(site)
    for wait in (0, KEPT_FOR.total_seconds() + 5):
        site.pass_(seconds=LATE)
        officer.post(reverse("counter-new"), **WALK_IN)
        site.pass_(seconds=wait)
        page = unlock(officer)
        assert ("尚未提交" in text(page)) is (wait == 0)
        officer.post(UNLOCK)
        assert "desk_kept" not in officer.client.session
    assert not Application.objects.exists()


def test_what_was_being_filled_in_comes_back_with_the_page_once(site) -> None:
    officer, page = signed_in(site), reverse("counter-new")
    fields = json.dumps([["name", cast.CLEAN.name], ["csrfmiddlewaretoken", "x"]])
    officer.post(reverse("counter-lock"), next=page, to=page, fields=fields)
    assert officer.addresses[-1] == UNLOCK
    back = unlock(officer).content.decode()
    assert officer.addresses[-1] == page
    assert f'<input type="hidden" name="name" value="{cast.CLEAN.name}">' in back
    assert 'id="half-filled"' not in officer.get(page).content.decode()
    for bad in ("not json", '{"a": 1}', "[1, 2]", "[" * 5_000):
        officer.post(reverse("counter-lock"), next="https://elsewhere.example/", to="//elsewhere", fields=bad)
        unlock(officer)
        assert officer.addresses[-1] in {"/", reverse("counter")}


def test_another_officer_begins_fresh_and_opens_nothing_of_the_first(site) -> None:
    officer = signed_in(site)
    clerk(number="100101-02")
    site.pass_(seconds=LATE)
    officer.post(reverse("counter-new"), **WALK_IN)
    officer.client.post(reverse("counter-sign-in"), {"username": "clerk-100101-02", "password": PASSWORD})
    assert officer.client.get(UNLOCK).headers["Location"] == reverse("counter")
    assert "desk_kept" not in officer.client.session
    assert not Application.objects.exists()


def test_an_officer_whose_role_ended_in_the_middle_of_a_form_records_nothing(site) -> None:
    officer = signed_in(site)
    officer.get(reverse("counter-new"))
    Officer.objects.update(role=Role.AUDITOR.value)
    assert officer.client.post(reverse("counter-new"), WALK_IN).status_code == 404
    for page in ("counter", "counter-find", "counter-factors"):
        assert officer.client.get(reverse(page)).status_code == 404
    assert not Application.objects.exists()


def test_a_form_sent_twice_is_one_application_and_one_paper(site) -> None:
    officer = signed_in(site)
    first, second = (officer.client.post(reverse("counter-new"), WALK_IN) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert (Application.objects.count(), Paper.objects.filter(kind="certificate").count()) == (1, 1)


def test_five_wrong_passwords_end_the_session_with_everything_in_it(site) -> None:
    officer = signed_in(site)
    officer.post(reverse("counter-lock"))
    for _ in range(5):
        page = unlock(officer, "wrong")
    assert "登录" in text(page)
    assert not officer.client.session.keys() & {"desk_locked", "_auth_user_id"}


@pytest.mark.urls("qingbai.project.registry_urls")
@pytest.mark.django_db(databases=["default", "vault"])
def test_the_registrys_desk_is_locked_alike(site) -> None:
    clerk(role=Role.REGISTRAR)
    officer = Visitor()
    officer.post("/desk/sign-in/", username="registrar-100101-01", password=PASSWORD)
    site.pass_(seconds=LATE)
    officer.get("/desk/new/")
    assert officer.addresses[-1] == "/desk/unlock/"
    officer.post("/desk/unlock/", password=PASSWORD)
    assert officer.addresses[-1] == "/desk/new/"
