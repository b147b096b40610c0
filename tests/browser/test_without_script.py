"""Without JavaScript: a guardian applies for a child and hands in the papers; a clerk's hour with the mouse alone."""

import re
from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse

import cast
import files
from applications import NOW, application, judged
from qingbai import clock
from qingbai.agencies import services as agencies
from qingbai.agencies.terms import Role
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.inquiries import handed_in, services
from qingbai.inquiries.acts import Act
from qingbai.inquiries.casework import open_case
from qingbai.inquiries.models import Application
from qingbai.law.terms import Paper
from qingbai.uploads.models import Upload
from visitors import CITIZEN, Visitor

PASSWORD = "invented clerks only"
SHIQIAO = "100102-sq"
CHILD = cast.citizen("林小溪", "LIN XIAOXI", "F", date(2015, 4, 2), 42)


def asked(desk) -> str:
    """The question that stands on the page; empty where none does."""
    found = re.search(r"/question/([a-z-]+)/$", desk.page.url)
    return found[1] if found else ""


def test_a_guardian_applies_for_a_child_and_hands_in_the_papers(reader, tmp_path) -> None:
    visitor = Visitor()
    visitor.sign_in("lin-qinghe")
    desk = reader(language="en", script=False)
    page = desk.page
    key = visitor.client.cookies[settings.SESSION_COOKIE_NAME].value
    desk.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": desk.site}])
    desk.go(reverse("question", args=["whom"]))
    desk.look("for whom")
    desk.choose("ward")
    desk.press()
    assert asked(desk) == "person"
    for choice in ("citizen", CHILD.sex, "resident_id"):
        desk.choose(choice)
    born = {"born_on_0": "2015", "born_on_1": "4", "born_on_2": "3"}
    for box, value in {**born, "name": CHILD.name, "latin_name": CHILD.latin, "document_number": CHILD.number}.items():
        desk.fill(box, value)
    desk.press()
    assert "says otherwise" in page.inner_text(".wrongs")
    assert page.input_value("#id_name") == CHILD.name, "nothing is lost"
    desk.fill("born_on_2", "2")
    desk.press()
    while (name := asked(desk)) and name in CITIZEN:
        if page.locator("main input[type=radio]").count():
            desk.choose(CITIZEN[name])
        else:
            desk.fill("answer", CITIZEN[name])
        desk.press()
        assert asked(desk) != name, page.inner_text("main")
    for person in (CHILD, cast.CLEAN):
        assert person.name in page.inner_text("main")
    desk.press()
    assert page.locator(".wrongs").is_visible(), "not declared"
    page.check("#id_declared")
    desk.press()
    desk.press()
    page.click('main a[href$="/missing/"]')
    (tmp_path / "scan.jpg").write_bytes(files.photo())
    for paper in ("identity", "guardianship_proof"):
        page.set_input_files(f"#id_{paper}", tmp_path / "scan.jpg")
    desk.press()
    page.wait_for_url("**/applications/*/")
    case = Application.objects.get()
    assert case.draft["guardian"]["name"] == cast.CLEAN.name
    assert Upload.objects.count() == 2


@pytest.mark.django_db(databases=["default", "vault"], transaction=True)
def test_a_clerks_hour_with_the_mouse(reader, site) -> None:
    judged("wu-tongyu")
    by = Actor(ActorKind.OFFICER, "clerk-7", SHIQIAO, "clerk")
    draft = application(cast.SAME_NAME_CLEAN, office=SHIQIAO)
    number = services.apply_straight_through(draft=draft, token="t", by=by, at=clock.now()).row.number
    handed_in.attach(number=number, paper=Paper.IDENTITY, data=files.letter(2), by=by, at=clock.now())
    agencies.appoint(
        username="clerk", name="陈石桥", number="100102-01", office=SHIQIAO, role=Role.CLERK, by=SYSTEM, at=NOW,
        basis="test", password=PASSWORD,
    )  # fmt: skip
    desk = reader(width=1280, language="en", script=False)
    page = desk.page
    desk.go("/counter/sign-in/")
    desk.fill("username", "clerk")
    desk.fill("password", PASSWORD)
    desk.press()
    desk.look("queue")
    page.fill("#find", "999")
    page.click(".search .button")
    page.wait_for_selector("[role=alert]")
    page.fill("#find", cast.SAME_NAME_CLEAN.number)
    page.click(".search .button")
    page.wait_for_selector("#id_document_number")
    assert cast.SAME_NAME_CLEAN.number not in page.url
    desk.press()
    page.locator("main table a").first.click()
    page.wait_for_selector("table.compare")
    beside = page.frame_locator("iframe.papers")
    beside.locator("a", has_text="Page after").click()
    beside.locator("img[src$='/2/']").wait_for()
    page.locator("button[data-key='1']").click()
    page.wait_for_load_state()
    assert open_case(number).assigned == "100102-01"

    page.locator("main input[value=different]").check()
    page.locator("main .canned summary").first.click()
    page.locator("main .canned button").first.click()
    page.wait_for_load_state()
    reason = page.locator("main textarea").first.input_value()
    assert reason, "a usual reason is put in by the server"
    assert page.locator("main input[value=different]").is_checked()
    assert not open_case(number).last(Act.JUDGE_MATCH), "nothing is recorded yet"
    page.click("#lock button")
    page.wait_for_selector("#id_password")
    desk.press()
    assert page.locator(".wrongs").is_visible()
    desk.fill("password", PASSWORD)
    desk.press()
    page.wait_for_selector("table.compare")  # the file itself, not the address that its form was sent to

    page.click('main a[href$="/do/hold/"]')
    page.locator("main .canned summary").click()
    page.locator("main .canned button").first.click()
    page.wait_for_load_state()
    page.locator("main input[type=radio]").first.check()
    desk.press()
    assert open_case(number).last(Act.HOLD) is not None
