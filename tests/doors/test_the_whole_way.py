"""An application under way, at both doors: receipt, investigation with four eyes, help, delivery, doubt; two clerks at once."""

import threading

import pytest
from django.db import connections
from django.urls import reverse

import cast
from applications import judged
from qingbai.agencies.terms import Role
from qingbai.inquiries.models import ActRow, Application
from visitors import CITIZEN, Visitor, apply, clerk, text, wrongs

BOTH = pytest.mark.django_db(databases=["default", "vault"])
SHIQIAO = "100102-sq"


@pytest.fixture
def doubtful(site) -> tuple[Visitor, Visitor, Visitor]:
    """An applicant who may or may not be somebody on record, a clerk and a head of that office."""
    judged("wu-tongyu")
    applicant = apply("wu-tongyu", district="100102", office=SHIQIAO)
    return applicant, clerk(SHIQIAO, "100102-01"), clerk(SHIQIAO, "100102-03", Role.HEAD)


def do(officer: Visitor, applicant: Visitor, key: str, **answers: str):
    return officer.post(reverse("counter-deed", args=[applicant.reference(), key]), **answers)


def file(officer: Visitor, applicant: Visitor) -> str:
    return text(officer.get(reverse("counter-file", args=[applicant.reference()])))


def status(applicant: Visitor) -> str:
    return text(applicant.get(reverse("status", args=[applicant.reference()])))


def last() -> str:
    return ActRow.objects.order_by("-position").values_list("kind", flat=True)[0]


@BOTH
def test_an_investigation_asked_for_by_a_clerk_is_approved_by_a_head_and_stops_the_clock(doubtful, site) -> None:
    applicant, officer, head = doubtful
    page = do(officer, applicant, "ask_investigation", ground="", reason=" ")
    assert wrongs(page) == ["请选择情形复杂的事由", "请写明需要调查核实的内容"]
    do(officer, applicant, "ask_investigation", ground="identity_unverified", reason="须比对照片")
    assert (
        officer.get(reverse("counter-deed", args=[applicant.reference(), "approve_investigation"])).status_code == 404
    )
    assert "待您办理" in text(head.get(reverse("counter")))
    assert "须比对照片" in text(
        head.get(reverse("counter-deed", args=[applicant.reference(), "approve_investigation"]))
    )
    do(head, applicant, "approve_investigation", reason="同意")
    site.pass_(days=9)
    ref = applicant.reference()
    applicant.sign_in("wu-tongyu")
    seen = text(applicant.get(reverse("status", args=[ref])))
    for words in ("调查核实中，期限暂停", "已批准调查核实", "申请人身份需要进一步核实", "期限暂停", "调查核实批准"):
        assert words in seen
    for words in ("须比对照片", "同意", "100102-03"):
        assert words not in seen
    do(officer, applicant, "resume", findings="照片不符")
    assert "恢复计算期限" in status(applicant)
    assert "调查核实完毕，恢复计时" in file(officer, applicant)


@BOTH
def test_an_applicant_asked_to_help_reads_it_downloads_the_notice_and_says_so(doubtful) -> None:
    applicant, officer, head = doubtful
    do(officer, applicant, "ask_investigation", ground="others_needed", reason="须核对户籍")
    do(head, applicant, "approve_investigation", reason="同意")
    do(officer, applicant, "ask_cooperation", what="请携带户口簿到窗口")
    seen = status(applicant)
    assert seen.index("受理单位请您配合：") < seen.index("请携带户口簿到窗口") < seen.index("办理经过")
    assert "受理单位正在办理" not in seen
    letters = [applicant.get(reverse("letter", args=[applicant.reference(), key])) for key in ("1", "2", "3")]
    assert [one.status_code for one in letters] == [200, 200, 404]
    assert letters[1].content.startswith(b"%PDF")
    applicant.post(reverse("do", args=[applicant.reference(), "cooperate"]), note="户口簿已带到")
    assert last() == "cooperate"
    assert "户口簿已带到" in file(officer, applicant)


@BOTH
def test_a_held_application_looks_the_same_to_the_applicant_and_only_another_head_turns_it_away(doubtful) -> None:
    applicant, officer, head = doubtful
    before = status(applicant)
    do(officer, applicant, "hold", deceit="anothers_identity", reason="照片不是本人")
    assert status(applicant) == before
    assert "照片不是本人" in file(head, applicant)
    assert officer.get(reverse("counter-deed", args=[applicant.reference(), "reject"])).status_code == 404
    do(head, applicant, "reject", deceit="anothers_identity", reason="本人到场否认")
    seen = status(applicant)
    assert "冒用他人身份" in seen
    assert "本人到场否认" not in seen


@BOTH
@pytest.mark.parametrize("person", ["lin-qinghe", "shen-xiaodu", "zhao-shidi"])
def test_the_receipt_is_there_for_everybody_until_the_answer_is(site, person: str) -> None:
    judged("zhao-shidi", "shen-xiaodu")
    applicant = apply(person)
    assert "获取受理回执" in status(applicant)
    paper = applicant.post(reverse("receipt", args=[applicant.reference()]))
    assert paper.content.startswith(b"%PDF")
    site.pass_(seconds=5)
    assert "获取受理回执" not in status(applicant)
    assert applicant.get(reverse("receipt", args=[applicant.reference()])).content == paper.content


def test_the_paper_is_posted_lost_posted_again_and_signed_for(site) -> None:
    applicant, officer = apply("lin-qinghe"), clerk()
    site.pass_(seconds=5)
    ref = applicant.reference()
    page = reverse("do", args=[ref, "choose_delivery"])
    refused = applicant.client.post(page, {"delivery": "post", "address": ""})
    assert "请填写收件人和详细地址" in wrongs(refused)[0]
    applicant.client.post(page, {"delivery": "post", "address": "演示市清河区 林清和"})
    assert "演示市清河区 林清和" in status(applicant)
    assert "应为6至20位" in wrongs(do(officer, applicant, "post", waybill="短"))[0]
    do(officer, applicant, "post", waybill="ea 1234 5678")
    assert "EA12345678" in status(applicant)
    officer.post(reverse("counter-act", args=[ref, "mail_lost"]))
    do(officer, applicant, "post", waybill="EA12345679")
    applicant.post(reverse("do", args=[ref, "sign_for"]))
    assert last() == "sign_for"
    assert applicant.get(reverse("do", args=[ref, "sign_for"])).status_code == 404


@BOTH
def test_an_application_is_withdrawn_while_a_person_looks_at_it_and_ends(doubtful) -> None:
    applicant, officer, _ = doubtful
    applicant.post(reverse("do", args=[applicant.reference(), "withdraw"]))
    assert last() == "withdraw"
    assert "撤回" in status(applicant)
    assert cast.SAME_NAME_CLEAN.name not in text(officer.get(reverse("counter")))


@pytest.mark.django_db(transaction=True, databases=["default", "vault"])
def test_of_two_clerks_at_once_one_wins_and_the_other_is_told(site) -> None:
    judged("wu-tongyu")
    applicant = apply("wu-tongyu", district="100102", office=SHIQIAO)
    clerks = [clerk(SHIQIAO, f"100102-0{count}") for count in (1, 2)]
    both, codes = threading.Barrier(2), []

    def act(officer: Visitor) -> None:
        both.wait()
        address = reverse("counter-deed", args=[applicant.reference(), "hold"])
        response = officer.client.post(address, {"deceit": "false_papers", "reason": "材料存疑"})
        codes.append(response.status_code)
        connections.close_all()

    threads = [threading.Thread(target=act, args=[one]) for one in clerks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [302, 409]
    assert ActRow.objects.filter(kind="hold").count() == 1


def test_an_application_sent_twice_is_one(site) -> None:
    applicant = Visitor()
    applicant.sign_in("lin-qinghe")
    applicant.answer(**CITIZEN)
    page = applicant.get(reverse("check"))
    token = page.content.decode().split('name="token" value="')[1].split('"')[0]
    for _ in range(2):
        applicant.client.post(reverse("check"), {"token": token, "declared": "on"})
    assert Application.objects.count() == 1
