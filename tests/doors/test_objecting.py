"""Objecting, reviewing and complaining over HTTP: from a refusal to a certificate, upheld, told to petition, extended, and by whom."""

import re

import pytest
from django.urls import reverse

import cast
from applications import judged
from letters import text_of
from qingbai.agencies.terms import Role
from qingbai.audit.models import LedgerEntry
from qingbai.certificates.models import Paper
from qingbai.inquiries.models import ActRow
from qingbai.objections import answering, casework, queries, services
from qingbai.objections.casework import open_case
from qingbai.objections.models import Complaint, Review, ReviewAct
from qingbai.registers.models import Conviction
from visitors import Visitor, apply, clerk, text, wrongs

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
ANSWERS = {
    "ground": "not_mine",
    "statement": "案发时本人在外地工作，未到过该地。",
    "evidence": "单位考勤记录\n同事证言",
}


@pytest.fixture
def reviewer(site) -> Visitor:
    return clerk(number="100101-07", role=Role.REVIEWER)


@pytest.fixture
def head(site) -> Visitor:
    return clerk(number="100101-08", role=Role.HEAD)


def refused(site) -> tuple[Visitor, str]:
    judged("zhao-shidi")
    visitor = apply("zhao-shidi")
    site.pass_(seconds=5)
    return visitor, visitor.reference()


def object_to(visitor: Visitor, ref: str, **answers: str) -> str:
    """Answer the questions one a page, declare and send; the reference of the review."""
    visitor.get(reverse("object", args=[ref]))
    for key, given in {**ANSWERS, **answers}.items():
        visitor.post(reverse("object-question", args=[ref, key]), answer=given)
    visitor.post(reverse("object-question", args=[ref, "contact"]), email="", phone="")
    assert visitor.client.get(reverse("object-form", args=[ref])).content.startswith(b"%PDF-")
    page = visitor.post(reverse("object-check", args=[ref]), declared="on")
    assert page.status_code == 200
    return re.search(r"/reviews/([^/]+)/$", visitor.addresses[-1])[1]


def act(officer: Visitor, ref: str, key: str, prefix: str = "", **given: str):
    named = {f"{prefix}-{name}": value for name, value in given.items()} if prefix else given
    return officer.post(reverse("counter-review-act", args=[ref, key]), **named)


def drafted(officer: Visitor, ref: str, *, link: str = "open", right: str = "yes"):
    given = {"paper_right": right, "words": "经核查。", "link_0": link}
    return act(officer, ref, "draft", "draft", **given)


def test_somebody_refused_for_a_stolen_identity_gets_a_certificate_through_a_review(site, reviewer, head) -> None:
    visitor, application = refused(site)
    assert "对此结果提出异议" in text(visitor.get(reverse("status", args=[application])))
    ref = object_to(visitor, application)
    page = text(visitor.get(reverse("review", args=[ref])))
    for words in ("复查中", "复查受理回执", "2026年12月11日", "实际经过天数", "法定已计工作日"):
        assert words in page
    letter = visitor.client.get(reverse("review-letter", args=[ref, 0]))
    assert b"".join(letter).startswith(b"%PDF") if letter.streaming else letter.content.startswith(b"%PDF")

    assert cast.ON_RECORD.name in text(reviewer.get(reverse("counter-reviews")))
    seen = text(reviewer.get(reverse("counter-review", args=[ref])))
    assert "单位考勤记录" in seen
    assert "盗窃" not in seen
    form = text_of(reviewer.client.post(reverse("counter-review-form", args=[ref])).content)
    for word in (
        "复查申请表",
        cast.ON_RECORD.name,
        cast.ON_RECORD.number,
        "案发时本人在外地工作",
        "同事证言",
    ):
        assert word in form, word
    act(reviewer, ref, "suspend_link", "weigh", accepted="yes", reason="考勤与案发时间冲突。")
    assert "暂停适用" in text(reviewer.get(reverse("counter-review", args=[ref])))
    assert "暂停" not in text(visitor.get(reverse("review", args=[ref])))

    second = apply("zhao-shidi", purpose="work").reference()
    site.pass_(seconds=5)
    assert visitor.client.get(reverse("paper", args=[second])).status_code == 404

    assert drafted(reviewer, ref).status_code == 409  # whose it is, is undecided
    drafted(reviewer, ref, link="no")
    assert "待签发" in text(head.get(reverse("counter-review", args=[ref])))
    act(head, ref, "sign")
    site.pass_(seconds=5)
    answers = Paper.objects.filter(application__startswith="QB", kind__in=["refusal", "certificate"])
    assert list(answers.order_by("id").values_list("kind", flat=True)) == [
        "refusal",
        "certificate",
        "certificate",
    ]
    page = text(visitor.get(reverse("review", args=[ref])))
    assert "撤销原文书" in page
    visitor.post(reverse("review-act", args=[ref, "sign-for"]))
    assert "复查意见已签收" in text(visitor.get(reverse("review", args=[ref])))
    assert visitor.client.get(reverse("paper", args=[application])).status_code == 200
    assert Conviction.objects.count() == 1


def test_an_answer_that_was_right_is_upheld_and_an_attack_on_the_judgment_leads_to_advice(site, reviewer, head) -> None:
    visitor, application = refused(site)
    ref = object_to(visitor, application, ground="judgment_wrong", evidence="")
    drafted(reviewer, ref)
    act(head, ref, "sign")
    page = text(visitor.get(reverse("review", args=[ref])))
    assert "告知依法申诉" in page
    assert "《中华人民共和国刑事诉讼法》第252条" in page
    again = object_to(visitor, application, ground="other", evidence="")
    assert again != ref
    drafted(reviewer, again)
    act(head, again, "sign")
    assert "维持原查询结果" in text(visitor.get(reverse("review", args=[again])))
    assert not ActRow.objects.filter(kind="revoke").exists()


def test_a_review_is_extended_by_a_head_and_not_a_day_beyond(site, reviewer, head) -> None:
    visitor, application = refused(site)
    ref = object_to(visitor, application)
    page = act(reviewer, ref, "ask_extension", "extend", days="31", reason="须外地协查。")
    assert page.status_code == 409
    assert "最长不得超过45个工作日" in wrongs(page)[0]
    act(reviewer, ref, "ask_extension", "extend", days="10", reason="须外地协查。")
    assert act(reviewer, ref, "approve_extension").status_code == 409
    act(head, ref, "approve_extension")
    page = text(visitor.get(reverse("review", args=[ref])))
    assert "2026年12月25日" in page
    assert "复查延期通知书" in page


def test_every_question_wants_an_answer_and_says_so(site) -> None:
    visitor, ref = refused(site)
    assert wrongs(visitor.post(reverse("object-question", args=[ref, "ground"]))) == ["请选择异议理由"]
    visitor.get(reverse("object-check", args=[ref]))
    assert visitor.addresses[-1].endswith("/object/ground/")
    visitor.post(reverse("object-question", args=[ref, "ground"]), answer="other")
    assert wrongs(visitor.post(reverse("object-question", args=[ref, "statement"]), answer=" \u3000 ")) == [
        "请写明哪里有误"
    ]
    visitor.post(reverse("object-question", args=[ref, "statement"]), answer="有误。")
    assert wrongs(visitor.post(reverse("object-question", args=[ref, "evidence"]), answer="一\n" * 21))
    visitor.post(reverse("object-question", args=[ref, "evidence"]), answer="")
    page = visitor.post(reverse("object-question", args=[ref, "contact"]), email="no address", phone="12")
    assert len(wrongs(page)) == 2
    visitor.post(reverse("object-question", args=[ref, "contact"]), email="", phone="")
    assert wrongs(visitor.post(reverse("object-check", args=[ref])))
    assert not Review.objects.exists()


def test_sent_twice_it_is_one_review(site) -> None:
    visitor, application = refused(site)
    ref = object_to(visitor, application)
    visitor.post(reverse("object-check", args=[application]), declared="on")
    assert visitor.addresses[-1].endswith(f"/reviews/{ref}/")
    assert Review.objects.count() == 1


def test_evidence_with_a_copy_is_handed_in_while_the_review_runs(site, reviewer) -> None:
    visitor, application = refused(site)
    ref = object_to(visitor, application)
    assert "PDF" in wrongs(_upload(visitor, ref, b"no file of ours"))[0]
    page = _upload(visitor, ref, _photo())
    assert not wrongs(page)
    assert "指纹卡" in text(reviewer.get(reverse("counter-review", args=[ref])))
    assert ReviewAct.objects.get(kind="give_evidence").facts["evidence"][0]["reference"]


def _photo() -> bytes:
    from io import BytesIO

    from PIL import Image

    kept = BytesIO()
    Image.linear_gradient("L").resize((900, 1200)).save(kept, "JPEG")
    return kept.getvalue()


def _upload(visitor: Visitor, ref: str, data: bytes):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("photo.jpg", data, "image/jpeg")
    return visitor.post(reverse("review-evidence", args=[ref]), words="指纹卡", file=file)


def test_an_objection_is_handed_in_at_the_counter_and_everything_missing_is_told_once(site, reviewer) -> None:
    _visitor, application = refused(site)
    page = reviewer.post(reverse("counter-object", args=[application]))
    assert wrongs(page) == ["请选择异议人", "请选择异议理由"]
    given = {
        "objector": "agent",
        "ground": "other",
        "agent_name": "林清和",
        "agent_capable": "yes",
        "papers": ["review_form", "identity"],
    }
    page = text(reviewer.post(reverse("counter-object", args=[application]), **given))
    for words in ("待补正", "委托书", "受托人身份证件", "异议理由"):
        assert words in page
    ref = re.search(r"/reviews/([^/]+)/$", reviewer.addresses[-1])[1]
    papers = ["ground", "power_of_attorney", "agent_identity"]
    page = text(act(reviewer, ref, "supplement", "supplement", papers=papers))
    assert "复查中" in page


def test_a_clerk_neither_weighs_nor_drafts_and_another_office_finds_nothing(site) -> None:
    visitor, application = refused(site)
    ref = object_to(visitor, application)
    officer = clerk()
    page = text(officer.get(reverse("counter-review", args=[ref])))
    assert "审查证据" not in page
    assert "刑初" not in page
    assert act(officer, ref, "draft", "draft", paper_right="yes").status_code == 409
    elsewhere = clerk("100102-sq", "100102-01", Role.HEAD)
    assert elsewhere.client.get(reverse("counter-review", args=[ref])).status_code == 404
    assert officer.client.get(reverse("counter-complaints")).status_code == 404
    stranger = Visitor()
    stranger.sign_in("lin-qinghe")
    for name in ("review",):
        assert stranger.client.get(reverse(name, args=[ref])).status_code == 404
    assert stranger.client.get(reverse("object", args=[application])).status_code == 404


def test_a_complaint_is_kept_listed_and_answered_once(site, head) -> None:
    visitor = apply("lin-qinghe")
    assert "投诉" in visitor.get(reverse("start")).content.decode()
    assert wrongs(visitor.post(reverse("complain"))) == ["请选择单位", "请写明发生了什么"]
    page = visitor.post(reverse("complain"), office="100101-hy", words="等候过久。", token="one")
    visitor.post(reverse("complain"), office="100101-hy", words="等候过久。", token="one")
    row = Complaint.objects.get()
    assert row.number in text(page)
    listed = text(head.get(reverse("counter-complaints")))
    assert "等候过久。" in listed
    assert wrongs(head.post(reverse("counter-complaints"), number=row.number, reason=""))
    head.post(reverse("counter-complaints"), number=row.number, reason="已增加窗口，谢谢。")
    assert wrongs(head.post(reverse("counter-complaints"), number=row.number, reason="再次答复"))
    assert "已增加窗口" in text(visitor.get(reverse("complain")))


def test_the_review_of_a_sealed_record_looks_like_the_review_of_none(site, reviewer, head) -> None:
    judged("shen-xiaodu")
    seen = [_walk(site, reviewer, head, person) for person in ("shen-xiaodu", "lin-qinghe")]
    assert seen[0] == seen[1]


def _walk(site, reviewer: Visitor, head: Visitor, person: str) -> list[str]:
    """What objector and officers see of a review of a certificate, names and numbers masked."""
    visitor = apply(person)
    site.pass_(seconds=5)
    application = visitor.reference()
    ref = object_to(visitor, application)
    pages = [text(visitor.get(reverse("review", args=[ref])))]
    pages.append(text(act(reviewer, ref, "suspend_link", "weigh", accepted="yes", reason="须核实。")))
    drafted(reviewer, ref)
    pages.append(text(act(head, ref, "sign")))
    site.pass_(seconds=5)
    pages.append(text(visitor.get(reverse("review", args=[ref]))))
    row = Review.objects.get(number=ref.partition("~")[0])
    pages.append(" ".join(f"{one.kind} {[reason['code'] for reason in one.reasons]}" for one in row.acts.all()))
    name = {"shen-xiaodu": cast.SEALED.name, "lin-qinghe": cast.CLEAN.name}[person]
    masked = (re.sub(r"(FC|QB)\d{8}-\w{8}|第\d{7}号|\d{1,2}:\d{2}", "#", page).replace(name, "@") for page in pages)
    return list(masked)


def test_a_copy_of_evidence_is_shown_to_the_office_as_a_picture_and_every_look_is_on_the_ledger(site, reviewer) -> None:
    visitor, application = refused(site)
    ref = object_to(visitor, application)
    _upload(visitor, ref, _photo())
    reference = ReviewAct.objects.get(kind="give_evidence").facts["evidence"][0]["reference"]
    page = reviewer.get(reverse("counter-review", args=[ref]))
    address = reverse("counter-evidence", args=[ref, reference])
    assert address in page.content.decode()
    assert "与异议内容核对" in text(reviewer.get(address))
    picture = reviewer.client.get(reverse("counter-evidence-picture", args=[ref, reference, 1]))
    assert picture.headers["Content-Type"] == "image/jpeg"
    assert "sandbox" in picture.headers["Content-Security-Policy"]
    saved = reviewer.client.get(reverse("counter-evidence-original", args=[ref, reference]))
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert LedgerEntry.objects.filter(kind="upload_read", basis=ref.partition("~")[0]).count() == 2
    elsewhere = clerk("100102-sq", "100102-01", Role.HEAD)
    other = object_to(*refused_again(site))
    for officer, names in ((elsewhere, [ref, reference]), (reviewer, [other, reference])):
        assert officer.client.get(reverse("counter-evidence", args=names)).status_code == 404
        assert officer.client.get(reverse("counter-evidence-picture", args=[*names, 1])).status_code == 404


def refused_again(site) -> tuple[Visitor, str]:
    visitor = apply("lin-qinghe")
    site.pass_(seconds=5)
    return visitor, visitor.reference()


@pytest.mark.parametrize(("language", "said"), [("zh-hans", "无法打印"), ("en", "no letter can show")])
def test_words_that_cannot_be_printed_are_refused_at_their_field(site, reviewer, language, said) -> None:
    visitor, application = refused(site)
    ref = object_to(visitor, application)
    reviewer.client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    for key, prefix, field in (("ask_evidence", "ask", "reason"), ("draft", "draft", "words")):
        given = {"paper_right": "yes", "link_0": "open"} if key == "draft" else {}
        page = act(reviewer, ref, key, prefix, **given, **{field: "请提供证据😀"})
        assert page.status_code == 200
        assert said in wrongs(page)[0]
        assert f'href="#id_{prefix}-{field}"' in page.content.decode()
    assert not ReviewAct.objects.filter(kind__in=["ask_evidence", "draft"]).exists()


def at_once(monkeypatch, officer: Visitor, ref: str, key: str, prefix: str = "", **given: str) -> None:
    """Two officers take the same act at once: the one wins, the other is told and nothing of theirs is kept."""
    number = ref.partition("~")[0]
    seen = open_case(number)
    page = act(officer, ref, key, prefix, **given)
    assert page.status_code == 200, (key, wrongs(page))
    after = len(open_case(number).acts)
    assert after > len(seen.acts)
    papers = Paper.objects.count()
    with monkeypatch.context() as patch:
        for room in (services, answering, queries, casework):
            patch.setattr(room, "open_case", lambda _number: seen)  # as the other saw it when they pressed the button
        page = act(officer, ref, key, prefix, **given)
    assert (page.status_code, key) == (409, key)
    assert "状态已发生变化" in wrongs(page)[0]
    assert (len(open_case(number).acts), Paper.objects.count()) == (after, papers)


def counter_objection(officer: Visitor, application: str, **given: object) -> str:
    plain = {"objector": "himself", "ground": "not_mine", "statement": "身份被冒用。", "evidence": "考勤记录"}
    officer.post(
        reverse("counter-object", args=[application]), **{**plain, "papers": ["review_form", "identity"], **given}
    )
    return re.search(r"/reviews/([^/]+)/$", officer.addresses[-1])[1]


def test_of_two_officers_at_once_one_wins_at_every_act_and_the_other_is_told(site, reviewer, head, monkeypatch) -> None:
    _visitor, application = refused(site)
    papers = ["review_form", "identity", "power_of_attorney", "agent_identity"]
    agent = {"objector": "agent", "agent_name": cast.CLEAN.name, "agent_capable": "open", "papers": papers}
    at_once(
        monkeypatch,
        reviewer,
        counter_objection(reviewer, application, **agent),
        "decline",
        "decline",
        reason="不是本人。",
    )
    lacking = counter_objection(reviewer, application, papers=["review_form"])
    at_once(monkeypatch, reviewer, lacking, "supplement", "supplement", papers=["identity"])
    at_once(monkeypatch, reviewer, lacking, "withdraw")
    ref = counter_objection(reviewer, application, **agent)
    why = {"reason": "须核实。"}
    at_once(monkeypatch, reviewer, ref, "accept")
    at_once(monkeypatch, reviewer, ref, "suspend_link", "weigh", accepted="yes", **why)
    at_once(monkeypatch, reviewer, ref, "ask_evidence", "ask", **why)
    at_once(monkeypatch, reviewer, ref, "go_on", "go-on", **why)
    at_once(monkeypatch, reviewer, ref, "give_evidence", "give", **why)
    at_once(monkeypatch, reviewer, ref, "ask_extension", "extend", days="5", **why)
    at_once(monkeypatch, head, ref, "refuse_extension", "refuse", **why)
    at_once(monkeypatch, reviewer, ref, "ask_extension", "extend", days="5", **why)
    at_once(monkeypatch, head, ref, "approve_extension")
    drafts = {"paper_right": "yes", "words": "经核查。", "link_0": "yes"}
    at_once(monkeypatch, reviewer, ref, "draft", "draft", **drafts)
    at_once(monkeypatch, head, ref, "return", "return", **why)
    at_once(monkeypatch, reviewer, ref, "draft", "draft", **drafts)
    at_once(monkeypatch, head, ref, "sign")
    site.pass_(seconds=5)
    at_once(monkeypatch, reviewer, ref, "sign_for")
