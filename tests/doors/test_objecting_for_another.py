"""Agents and guardians object at the portal, and whoever holds a paper: with what the law asks for, seen by whom it is about and by no stranger."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import cast
import files
from applications import judged
from qingbai.agencies.terms import Role
from qingbai.certificates.models import Paper
from qingbai.objections.models import Review, ReviewAct
from qingbai.pages.references import reference
from qingbai.uploads.models import Upload
from visitors import CITIZEN, Visitor, apply, clerk, filled_in, text, wrongs

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
CHILD = cast.citizen("赵小堤", "ZHAO XIAODI", "M", date(2012, 4, 2), 33)
NEITHER = "文书编号、核验码与人员不相符，请对照文书逐项核对"


def sign_in(person: str) -> Visitor:
    visitor = Visitor()
    visitor.sign_in(person)
    return visitor


def asked_for(person: cast.Person, site, whom: str = "principal", by: str = "lin-qinghe") -> tuple[Visitor, str]:
    """Somebody asked for another, brought the papers and was answered; the reference of the application."""
    visitor = sign_in(by)
    visitor.post(reverse("question", args=["whom"]), answer=whom)
    visitor.answer(person={"asker_class": "citizen", **filled_in(person)}, **CITIZEN)
    visitor.send()
    ref = visitor.reference()
    papers = ["identity", "power_of_attorney" if whom == "principal" else "guardianship_proof"]
    clerk(number="100101-41").post(reverse("counter-supplement", args=[ref]), papers=papers)
    site.pass_(seconds=5)
    return visitor, ref


def object_to(visitor: Visitor, ref: str) -> str:
    """Answer the questions, declare and send; the reference of the review."""
    for key, given in {"ground": "other", "statement": "查询结果与事实不符。", "evidence": ""}.items():
        visitor.post(reverse("object-question", args=[ref, key]), answer=given)
    visitor.post(reverse("object-question", args=[ref, "contact"]), email="", phone="")
    visitor.post(reverse("object-check", args=[ref]), declared="on")
    return re.search(r"/reviews/([^/]+)/$", visitor.addresses[-1])[1]


def hold(visitor: Visitor, paper: Paper, person: cast.Person | None = None, **changes: str):
    """Somebody states what is on a paper, and for whom."""
    other = {"document_kind": "resident_id", "document_number": person.number, "nationality": "CHN"} if person else {}
    given = {"paper_number": paper.number, "code": paper.code, "whom": "agent" if person else "himself", **other}
    return visitor.post(reverse("object-by-number"), **{**given, **changes})


def sent(data: bytes, name: str = "scan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def acts(ref: str) -> list[str]:
    return list(ReviewAct.objects.filter(review__number=ref.partition("~")[0]).values_list("kind", flat=True))


def reviewed(ref: str) -> None:
    """One officer drafts, another signs."""
    reviewer, head = clerk(number="100101-47", role=Role.REVIEWER), clerk(number="100101-48", role=Role.HEAD)
    drafted = {"draft-paper_right": "yes", "draft-words": "经核查。", "draft-link_0": "open"}
    reviewer.post(reverse("counter-review-act", args=[ref, "draft"]), **drafted)
    head.post(reverse("counter-review-act", args=[ref, "sign"]))


def test_an_agent_objects_with_a_new_authority_an_officer_looks_and_both_read_the_opinion(site) -> None:
    judged("zhao-shidi")
    agent, application = asked_for(cast.ON_RECORD, site)
    page = text(agent.get(reverse("object", args=[application])))
    assert "委托书" in page
    ref = object_to(agent, application)
    page = agent.get(reverse("review", args=[ref])).content.decode()
    assert "缺少委托书" in page
    assert "缺少有效身份证件" not in page  # the office saw it when the application was handed in
    assert wrongs(agent.post(reverse("review-papers", args=[ref]))) == ["委托书：请选择照片、扫描件或者PDF文件"]
    assert wrongs(agent.post(reverse("review-papers", args=[ref]), power_of_attorney=[sent(b"no paper")]))
    agent.post(reverse("review-papers", args=[ref]), power_of_attorney=[sent(files.letter())])
    assert acts(ref) == ["object", "list_missing", "supplement"]
    assert Upload.objects.get().paper == "power_of_attorney"

    officer = clerk()
    assert "上传的材料须经工作人员核对后受理" in text(officer.get(reverse("counter-review", args=[ref])))
    officer.post(reverse("counter-review-act", args=[ref, "accept"]))
    reviewed(ref)
    principal = sign_in("zhao-shidi")
    for reader in (agent, principal):
        assert ref.partition("~")[0] in text(reader.get(reverse("mine")))
        page = text(reader.get(reverse("review", args=[ref])))
        assert "维持原查询结果" in page
        assert cast.CLEAN.name in page  # who acts for the person
        assert reader.client.get(reverse("review-letter", args=[ref, 1])).content.startswith(b"%PDF")
    letter = Paper.objects.get(kind="review_opinion")
    assert cast.ON_RECORD.name in bytes(letter.claim).decode()
    stranger = sign_in("han-yueling")
    assert stranger.client.get(reverse("review", args=[ref])).status_code == 404
    assert stranger.client.get(reverse("review-letter", args=[ref, 1])).status_code == 404
    assert ref.partition("~")[0] not in text(stranger.get(reverse("mine")))


def test_somebody_with_authority_objects_to_a_paper_that_the_principal_asked_for(site) -> None:
    judged("zhao-shidi")
    apply("zhao-shidi")
    site.pass_(seconds=5)
    paper = Paper.objects.get(kind="refusal")
    agent = sign_in("lin-qinghe")
    page = text(hold(agent, paper, cast.ON_RECORD))
    assert paper.number in page
    ref = object_to(agent, re.search(r"/applications/([^/]+)/object/$", agent.addresses[-1])[1])
    missing = ReviewAct.objects.get(kind="list_missing").facts["missing"]
    assert missing == ["identity", "power_of_attorney"]
    given = {"identity": [sent(files.photo(), "card.jpg")], "power_of_attorney": [sent(files.letter())]}
    agent.post(reverse("review-papers", args=[ref]), **given)
    clerk().post(reverse("counter-review-act", args=[ref, "accept"]))
    assert acts(ref)[-1] == "accept"
    assert Review.objects.get().objection["agent_name"] == cast.CLEAN.name
    assert "受理" in text(sign_in("zhao-shidi").get(reverse("review", args=[ref])))


def test_nobody_learns_from_wrong_answers_whether_there_is_such_a_paper(site) -> None:
    judged("zhao-shidi")
    apply("zhao-shidi")
    site.pass_(seconds=5)
    apply("han-yueling")
    site.pass_(seconds=5)
    paper, other = Paper.objects.get(kind="refusal"), Paper.objects.get(kind="certificate")
    agent = sign_in("lin-qinghe")
    pages = [
        hold(agent, paper, cast.EXEMPTED),
        hold(agent, paper),
        hold(agent, paper, cast.ON_RECORD, code=other.code),
        hold(agent, paper, cast.ON_RECORD, code="0000-0000-0000-0000"),
        hold(agent, paper, cast.ON_RECORD, paper_number=other.number),
        hold(agent, paper, cast.ON_RECORD, paper_number="清公（清）证（2026）第0000000号"),
    ]
    for page in pages:
        assert page.status_code == 200
        assert wrongs(page) == [NEITHER]
    assert len({len(re.sub(r'value="[^"]*"', "", page.content.decode())) for page in pages[2:]}) == 1
    assert wrongs(agent.post(reverse("object-by-number"), whom="agent")) == [
        "请填写文书编号",
        "请填写文书上的核验码",
        "请选择该人的证件种类",
        "请填写该人的证件号码",
        "请用三位字母填写国籍",
    ]
    assert agent.client.get(reverse("object", args=[reference(paper.application)])).status_code == 404


def test_a_guardian_objects_for_a_child_and_one_of_somebody_of_age_waits_for_an_officer(site) -> None:
    guardian, application = asked_for(CHILD, site, "ward")
    ref = object_to(guardian, application)
    assert acts(ref) == ["object", "accept"]  # what the office saw with the application is not asked for again
    judged("zhao-shidi")
    apply("zhao-shidi")
    site.pass_(seconds=5)
    hold(guardian, Paper.objects.get(kind="refusal"), cast.ON_RECORD, whom="guardian")
    ref = object_to(guardian, re.search(r"/applications/([^/]+)/object/$", guardian.addresses[-1])[1])
    given = {"identity": [sent(files.photo(), "a.jpg")], "guardianship_proof": [sent(files.letter())]}
    guardian.post(reverse("review-papers", args=[ref]), **given)
    assert "被监护人已成年或者年龄不明" in text(clerk().get(reverse("counter-review", args=[ref])))
    assert acts(ref)[-1] == "supplement"


def test_an_agent_without_full_capacity_is_refused_with_the_reason(site, persons) -> None:
    apply("zhao-shidi")
    site.pass_(seconds=5)
    young = date(2011, 3, 2)
    persons("lin-qinghe", born_on=young.isoformat(), document_number=cast.resident_number("100101", young, 24))
    agent = sign_in("lin-qinghe")
    hold(agent, Paper.objects.get(kind="certificate"), cast.ON_RECORD)
    ref = object_to(agent, re.search(r"/applications/([^/]+)/object/$", agent.addresses[-1])[1])
    assert acts(ref) == ["object", "decline"]
    assert "受托人不具有完全民事行为能力" in text(agent.get(reverse("review", args=[ref])))


def test_what_an_agent_sees_is_the_same_for_a_sealed_record_and_for_none(site) -> None:
    judged("shen-xiaodu")
    seen = [_walk(site, person) for person in (cast.SEALED, cast.SEALED_TWIN)]
    assert seen[0] == seen[1]


def _walk(site, person: cast.Person) -> list[str]:
    agent, application = asked_for(person, site)
    ref = object_to(agent, application)
    agent.post(reverse("review-papers", args=[ref]), power_of_attorney=[sent(files.letter())])
    pages = [text(agent.get(reverse("review", args=[ref])))]
    pages.append(text(clerk().post(reverse("counter-review-act", args=[ref, "accept"]))))
    reviewed(ref)
    pages.append(text(agent.get(reverse("review", args=[ref]))))
    masked = (re.sub(r"(FC|QB)\d{8}-\w{8}|第\d{7}号|\d{1,2}:\d{2}", "#", page) for page in pages)
    return [page.replace(person.name, "@") for page in masked]
