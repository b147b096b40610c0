"""Units online, over HTTP: a handler signs in, uploads, sees how rows were read, hands in; an officer looks at the papers; the answers come."""

import io
import re
import zipfile
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import cast
from applications import COUNTER, NOW, judged
from handlers import LETTER, handed_in, papers, signed_in, the_list, upload
from lists import LAW_FIRM, SCHOOL, line, listed, school, unit, unit_code
from qingbai.audit.models import LedgerEntry
from qingbai.notifications import queries as notifications
from qingbai.notifications.models import Told
from qingbai.pages.references import reference
from qingbai.project.demo import units as demo_units
from qingbai.screening import jobs, online, registering
from qingbai.screening.models import Roster, Row
from qingbai.uploads.models import Upload
from visitors import Visitor, clerk, text, wrongs

BOTH = pytest.mark.django_db(databases=["default", "vault"])


@pytest.fixture
def handler(site) -> Visitor:
    """Lin Qinghe, who acts for the law firm."""
    unit()
    return signed_in("lin-qinghe")


@BOTH
def test_a_handler_uploads_a_list_an_officer_accepts_it_and_the_answers_come_as_letters(site, handler) -> None:
    judged("zhao-shidi", "shen-xiaodu")
    assert "演示清河律师事务所" in text(handler.get(reverse("units")))
    page = handler.post(reverse("unit-ground", args=[reference(LAW_FIRM)]), ground="BAN-09")
    assert "过失犯罪除外" in text(page)  # the article's text in our words
    page = text(upload(handler, line(cast.CLEAN), line(cast.SEALED), line(cast.ON_RECORD), "错"))
    assert "第 5 行" in page
    assert "3" in page.split("无误")[1][:4]
    form = handler.client.post(reverse("unit-list-form", args=[the_list(), 0]))
    assert form.content.startswith(b"%PDF-")
    confirm = reverse("unit-list-confirm", args=[the_list()])
    assert len(wrongs(handler.post(confirm))) == 2  # letter and sealed form, both told at once
    assert "已提交" in text(handler.post(confirm, **papers()))
    assert jobs.go_round(at=NOW) == ()  # nobody is searched for before an officer has looked at the papers
    assert not LedgerEntry.objects.filter(kind="list_searched").exists()
    officer = clerk()
    page = officer.get(reverse("counter-list", args=[the_list()]))
    files = set(re.findall(r"/papers/([0-9a-f-]{36})/", page.content.decode()))
    assert len(files) == 2
    for one in files:
        assert officer.client.get(reverse("counter-list-paper", args=[the_list(), one])).status_code == 200
        assert officer.client.get(reverse("counter-list-paper-picture", args=[the_list(), one, 1])).status_code == 200
    officer.post(reverse("counter-list-act", args=[the_list(), "accept"]))
    address = reverse("unit-list", args=[the_list()])
    seen = text(handler.get(address))
    assert "未发现" not in seen  # not before the tick
    site.pass_(seconds=10)
    seen = text(handler.get(address))
    assert seen.count("未发现该条款规定情形的记录") == 2
    assert seen.count("有该条款规定情形的记录") == 1
    letter = handler.client.post(reverse("unit-list-letter", args=[the_list(), 3]))
    assert letter.content.startswith(b"%PDF-")
    packed = handler.client.post(reverse("unit-list-letters", args=[the_list(), 0]))
    with zipfile.ZipFile(io.BytesIO(b"".join(packed.streaming_content))) as letters:
        assert len(letters.namelist()) == 4
    page = text(handler.post(reverse("unit-list-act", args=[the_list(), "sign_for"])))
    assert "演示清河律师事务所 办结" in page


@BOTH
def test_a_stranger_and_who_acted_until_yesterday_find_nothing(site, handler) -> None:
    upload(handler, line(cast.CLEAN))
    unit(unit_code(9), name="演示石桥律师事务所")  # the same handler; another unit of his or hers is another unit
    stated = registering.HandlerStated(
        name=cast.EXEMPTED.name, document_number=cast.EXEMPTED.number, from_on=date(2026, 1, 1)
    )
    card = registering.authorise(code=LAW_FIRM, handler=stated, by=COUNTER, at=NOW - timedelta(days=3))
    registering.end_authority(code=LAW_FIRM, handler=card.handlers[-1].key, by=COUNTER, at=NOW - timedelta(days=1))
    school_of_another = signed_in("shen-xiaozhou")
    registering.register(
        stated=registering.UnitStated(
            code=unit_code(8),
            name="演示河湾公司",
            domicile="100101",
            kind=registering.UnitKind.EMPLOYER,
            proof="营业执照",
        ),
        office="100101-hy",
        by=COUNTER,
        at=NOW,
    )
    registering.authorise(
        code=unit_code(8),
        handler=registering.HandlerStated(
            name=cast.SEALED_TWIN.name, document_number=cast.SEALED_TWIN.number, from_on=date(2026, 1, 1)
        ),
        by=COUNTER,
        at=NOW,
    )
    addresses = [
        reverse("unit", args=[reference(LAW_FIRM)]),
        reverse("unit-list", args=[the_list()]),
        reverse("unit-list-faults", args=[the_list()]),
        reverse("unit-list-form", args=[the_list(), 0]),
        reverse("unit-list-letters", args=[the_list(), 0]),
        reverse("unit-list-act", args=[the_list(), "withdraw"]),
    ]
    for visitor in (school_of_another, signed_in("han-yueling"), signed_in("wu-tongyu")):
        for address in addresses:
            for method in (visitor.client.get, visitor.client.post):
                assert method(address).status_code in {404, 405}, address
    assert handler.client.get(addresses[1]).status_code == 200
    handler_key = registering.end_authority(code=LAW_FIRM, handler="1", by=COUNTER, at=NOW).handlers[0].key
    assert handler_key == "1"
    assert handler.client.get(addresses[1]).status_code == 404  # at once


@BOTH
def test_papers_that_do_not_do_are_told_once_and_come_again(site, handler) -> None:
    handed_in(handler, line(cast.CLEAN))
    officer = clerk()
    back = reverse("counter-list-send-back", args=[the_list()])
    assert len(wrongs(officer.post(back))) == 2
    officer.post(back, **{"back-papers": ["sealed_form"], "back-note": "公章模糊，请重新拍摄"})
    page = text(handler.get(reverse("unit-list", args=[the_list()])))
    assert "公章模糊" in page
    assert "加盖单位公章的查询申请表" in page
    complete = reverse("unit-list-complete", args=[the_list()])
    assert wrongs(handler.post(complete))
    handler.post(complete, **papers("sealed_form"))
    assert Upload.objects.count() == 2  # the same picture for the same paper is one
    officer.post(reverse("counter-list-act", args=[the_list(), "accept"]))
    site.pass_(seconds=10)
    assert "未发现该条款规定情形的记录" in text(handler.get(reverse("unit-list", args=[the_list()])))


@BOTH
def test_rows_are_corrected_before_anything_is_handed_in(site, handler) -> None:
    twice = line(cast.CLEAN)
    page = text(upload(handler, twice, twice, line(cast.EXEMPTED, relation="已离职")))
    assert "与第 2 行是同一人" in page
    assert "1" in page.split("不予查询")[1][:4]
    correct = reverse("unit-list-correct", args=[the_list()])
    assert wrongs(handler.post(correct))
    right = SimpleUploadedFile("list.csv", listed(line(cast.CLEAN), line(cast.EXEMPTED)))
    page = text(handler.post(correct, **{"corrected-file": right}))
    assert "是同一人" not in page
    assert Row.objects.filter(standing="good").count() == 3  # what was read first stays as evidence
    assert Roster.objects.count() == 1
    rows = handler.get(reverse("unit-list-faults", args=[the_list()])).content.decode("utf-8-sig")
    assert len(rows.splitlines()) == 1
    handler.post(reverse("unit-list-act", args=[the_list(), "withdraw"]))
    assert "已撤回" in text(handler.get(reverse("unit-list", args=[the_list()])))


@BOTH
def test_that_a_row_needs_a_person_is_not_seen_by_the_unit(site, handler) -> None:
    """What the page offers and says while an officer compares is what it says while the house searches."""
    judged("wu-tongyu")
    officer, seen = clerk(), []
    for person in (cast.SAME_NAME_CLEAN, cast.SEALED_TWIN):
        handed_in(handler, line(person))
        officer.post(reverse("counter-list-act", args=[the_list(), "accept"]))
        page = text(handler.get(reverse("unit-list", args=[the_list()])))
        seen.append(page.replace(person.name, "").replace(Roster.objects.latest("submitted_at").number, ""))
        refused = handler.post(reverse("unit-list-act", args=[the_list(), "withdraw"]))
        assert refused.status_code == 409
        site.pass_(seconds=1)
    assert seen[0] == seen[1]


@BOTH
def test_a_school_sees_when_its_yearly_check_is_due(site) -> None:
    school()
    visitor = signed_in("lin-qinghe")
    page = reverse("unit", args=[reference(SCHOOL)])
    assert "现在就应当查询" in text(visitor.get(page))
    handed_in(visitor, line(cast.CLEAN, post="教师"), code=SCHOOL, key="vetting")
    clerk().post(reverse("counter-list-act", args=[the_list(), "accept"]))
    site.pass_(seconds=10)
    assert "2027年11月20日" in text(visitor.get(page))
    people = visitor.get(reverse("unit-list-again", args=[the_list()])).content
    site.pass_(days=340)
    visitor = signed_in("lin-qinghe")
    file = SimpleUploadedFile("list.csv", people)
    next_year = {**LETTER, "letter_on_0": "2027", "letter_on_1": "10", "file": file}
    seen = text(visitor.post(reverse("unit-list-new", args=[reference(SCHOOL), "vetting"]), **next_year))
    assert cast.CLEAN.name in seen
    assert "填写有误的行" not in seen


@BOTH
def test_the_next_list_is_ticked_from_the_last_one_and_who_came_is_added(site) -> None:
    school()
    visitor = signed_in("lin-qinghe")
    rows = [
        line(cast.CLEAN, post="教师"),
        line(cast.SEALED_TWIN, post="保安"),
        line(cast.EXEMPTED, relation="拟招录", proof="拟招录证明"),
    ]
    handed_in(visitor, *rows, code=SCHOOL, key="vetting")
    renew = reverse("unit-list-renew", args=[the_list()])
    assert visitor.client.get(renew).status_code == 404  # not answered yet
    clerk().post(reverse("counter-list-act", args=[the_list(), "accept"]))
    site.pass_(seconds=10)
    assert renew in visitor.get(reverse("unit", args=[reference(SCHOOL)])).content.decode()
    page = visitor.get(renew).content.decode()
    assert page.count('name="kept"') == page.count(" checked>") - 1 == 3  # one more choice is made on the page
    assert signed_in("han-yueling").client.get(renew).status_code == 404
    none = visitor.post(renew, **LETTER)
    assert any("名单上没有人了" in one for one in wrongs(none))
    assert 'name="kept"' in none.content.decode()
    came = {"name_1": cast.ON_RECORD.name, "number_1": cast.ON_RECORD.number, "post_1": "校医"}
    bad = SimpleUploadedFile("more.csv", listed("错"))
    assert any("第 2 行" in one for one in wrongs(visitor.post(renew, **LETTER, kept=["0", "2"], file=bad)))
    more = SimpleUploadedFile("more.csv", listed(line(cast.SAME_NAME_CLEAN, post="教师")))
    page = text(visitor.post(renew, **LETTER, **came, kept=["0", "2", "77"], file=more))
    assert "填写有误的行" not in page
    found = [
        (one.person["name"], one.person["relation"])
        for one in Row.objects.filter(file__roster=Roster.objects.latest("submitted_at"))
    ]
    people = (cast.CLEAN, cast.EXEMPTED, cast.ON_RECORD, cast.SAME_NAME_CLEAN)
    assert found == [(one.name, "staff") for one in people]  # who was to be hired then is of the staff now
    assert Roster.objects.count() == 2
    site.pass_(days=340)
    assert jobs.remind(at=site.now) == (SCHOOL,)
    [sent] = notifications.of_case(Told.objects.get(message="yearly_check_due").about)
    assert reverse("units") in sent.text.short


def test_units_are_served_online_where_the_region_has_opened_that_and_nowhere_else() -> None:
    assert not online.refused_here("100101")
    [reason] = online.refused_here("330106")
    assert "请由经办人到住所地派出所办理" in reason["zh"]


@BOTH
def test_a_demonstration_has_two_units_and_a_list_to_try_with(site) -> None:
    assert demo_units.register() == demo_units.register()
    visitor = signed_in(demo_units.HANDLER)
    assert "演示河沿小学" in text(visitor.get(reverse("units")))
    example = visitor.get(reverse("demonstration-unit-list")).content
    file = SimpleUploadedFile("list.csv", example)
    page = text(
        visitor.post(reverse("unit-list-new", args=[reference(LAW_FIRM), "BAN-09"]), **{**LETTER, "file": file})
    )
    assert Row.objects.filter(standing="faulty").count() == 0
    assert Row.objects.filter(standing="good").count() >= 5
    assert "填写无误" in page
