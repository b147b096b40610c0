"""A parent or guardian says that something about a child is wrong: the same questions, the papers, an officer who sees them, and the answer."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import cast
import files
import masks
import registering
from applications import NOW
from letters import text_of
from qingbai.agencies.terms import Role
from qingbai.inquiries.models import CorrectionRequest
from qingbai.objections import answering
from qingbai.objections.answering import Findings
from qingbai.objections.models import Review
from qingbai.pages.references import number_of
from qingbai.registers import services as registers
from qingbai.sealing import services as sealing
from reviews import HEAD, REVIEWER
from visitors import Visitor, clerk, filled_in, text, wrongs

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
SEALED_CHILD = cast.citizen("沈小泊", "SHEN XIAOBO", "M", date(2010, 4, 2), 33)
CLEAN_CHILD = cast.citizen("沈小湾", "SHEN XIAOWAN", "M", date(2010, 4, 2), 35)
OFFICE = "100101-hy"


def whom(person: cast.Person) -> dict[str, str]:
    """The child as the first question asks for it."""
    return {"asker_class": "citizen", **filled_in(person)}


def answers(person: cast.Person) -> dict[str, dict[str, str]]:
    """What a guardian answers, question by question."""
    return {
        "person": whom(person),
        "ground": {"answer": "particulars"},
        "statement": {"answer": "出生日期登记错误。"},
        "evidence": {"answer": "户口簿"},
        "office": {"answer": OFFICE},
        "contact": {"email": "", "phone": ""},
    }


def asked(person: cast.Person, by: str = "lin-qinghe") -> tuple[Visitor, str, list[str]]:
    """The guardian answers and sends, twice; who it is, the reference of the review, and every page on the way."""
    visitor = Visitor()
    visitor.sign_in(by)
    pages = []
    for key, given in answers(person).items():
        address = reverse("correct-for-question", args=[key])
        pages.append(visitor.get(address).content.decode())
        visitor.post(address, **given)
    pages.append(visitor.get(reverse("correct-for-check")).content.decode())
    pages.append(visitor.post(reverse("correct-for-check"), declared="on").content.decode())
    ref = re.search(r"/reviews/([^/]+)/$", visitor.addresses[-1])[1]
    visitor.post(reverse("correct-for-check"), declared="on")  # the button was pressed twice: one request
    return visitor, ref, pages


def shown(visitor: Visitor, ref: str) -> None:
    """The guardian hands in what is missing."""
    given = {
        "identity": [SimpleUploadedFile("a.jpg", files.photo())],
        "guardianship_proof": [SimpleUploadedFile("b.pdf", files.letter())],
    }
    visitor.post(reverse("review-papers", args=[ref]), **given)


def acts(ref: str) -> list[str]:
    return [act.kind for act in Review.objects.get(number=number_of(ref)).acts.all()]


def signed(ref: str, *, paper_right: bool) -> None:
    """A reviewer drafts and a head signs."""
    act = {"number": number_of(ref), "at": NOW}
    answering.draft_opinion(findings=Findings(words="经核实。", paper_right=paper_right), by=REVIEWER, **act)
    answering.sign_opinion(by=HEAD, **act)


def test_a_guardian_asks_for_a_child_shows_the_papers_and_gets_the_answer(site) -> None:
    visitor, ref, pages = asked(CLEAN_CHILD)
    assert CLEAN_CHILD.name in pages[1]  # whom it is about stands over each question
    assert "提出申请的父母或者监护人" in pages[-2]
    assert acts(ref) == ["object", "list_missing"]
    [row] = CorrectionRequest.objects.all()
    assert row.draft["guardian"]["document_number"] == cast.CLEAN.number
    page = text(visitor.get(reverse("review", args=[ref])))
    assert "查询结果涉及的本人" not in page
    for wanted in ("监护", "身份证件"):
        assert wanted in page
    shown(visitor, ref)
    assert acts(ref)[-1] == "supplement"  # nobody has seen them yet
    clerk().post(reverse("counter-review-act", args=[ref, "accept"]))
    assert acts(ref)[-1] == "accept"
    signed(ref, paper_right=False)
    assert "予以更正、补充" in text(visitor.get(reverse("review", args=[ref])))
    letter = visitor.client.get(reverse("review-letter", args=[ref, 1]))
    assert CLEAN_CHILD.name in text_of(letter.content)
    assert ref in visitor.get(reverse("correct")).content.decode()
    stranger = Visitor()
    stranger.sign_in("zhao-shidi")
    assert stranger.client.get(reverse("review", args=[ref])).status_code == 404


def test_who_names_oneself_or_nobody_is_told_so_and_somebody_of_age_waits_for_an_officer(site) -> None:
    visitor = Visitor()
    visitor.sign_in("lin-qinghe")
    address = reverse("correct-for-question", args=["person"])
    assert visitor.get(reverse("correct-for-question", args=["office"])).status_code == 200
    assert visitor.addresses[-1] == address  # first of all, whom it is about
    assert "这是您本人的证件：请填写对方的证件，或者返回为本人提出" in "".join(
        wrongs(visitor.post(address, **whom(cast.CLEAN)))
    )
    assert len(wrongs(visitor.post(address))) >= 5
    visitor, ref, _pages = asked(cast.ON_RECORD)
    shown(visitor, ref)
    assert acts(ref) == ["object", "list_missing", "supplement"]
    assert "被监护人已成年或者年龄不明" in text(clerk().get(reverse("counter-review", args=[ref])))


def test_nobody_learns_by_naming_a_child_that_another_asked_about_it(site) -> None:
    first, ref, _pages = asked(CLEAN_CHILD)
    shown(first, ref)
    clerk().post(reverse("counter-review-act", args=[ref, "accept"]))
    second, other, _pages = asked(CLEAN_CHILD, by="zhao-shidi")
    shown(second, other)
    assert acts(other) == ["object", "list_missing", "supplement"]  # as if nobody had
    assert "复查正在办理" in text(clerk().get(reverse("counter-review", args=[other])))
    clerk().post(reverse("counter-review-act", args=[other, "accept"]))
    assert acts(other)[-1] == "supplement"


def walked(person: cast.Person, by: str, guardian: cast.Person) -> tuple[str, list[str], int]:
    """Every page of guardian and office for this child, the statements behind them, and how often the vault was asked."""
    with CaptureQueriesContext(connection) as queries, CaptureQueriesContext(connections["vault"]) as of_the_vault:
        visitor, ref, pages = asked(person, by)
        shown(visitor, ref)
        officer, reviewer = clerk(), clerk(number="100101-42", role=Role.REVIEWER)
        pages.append(visitor.get(reverse("review", args=[ref])).content.decode())
        pages.append(officer.post(reverse("counter-review-act", args=[ref, "accept"])).content.decode())
        pages.append(reviewer.get(reverse("counter-review", args=[ref])).content.decode())
        signed(ref, paper_right=True)
        pages.append(reviewer.get(reverse("counter-review", args=[ref])).content.decode())
        pages.append(visitor.get(reverse("review", args=[ref])).content.decode())
    page = masks.masked(masks.masked("".join(pages), person), guardian)
    page = re.sub(
        r"(FC|GZ)\d{8}-\w{8}(~[\w-]+)?|\d{1,2}:\d{2}|(csrfmiddlewaretoken|begun|shown)\S* value=\"[^\"]*\"", "#", page
    )
    page = (
        page.replace(f"{guardian.born_on:%Y年%-m月%-d日}", "BORN").replace(ref, "REF").replace(person.number[:6], "#")
    )
    return page, [masks.statement(one["sql"]) for one in queries.captured_queries], len(of_the_vault)


def test_the_same_bytes_and_steps_for_a_child_with_a_sealed_record_and_for_one_without(site) -> None:
    entered = registers.enter(
        record=registering.record(registering.verdict(SEALED_CHILD)), by=registering.REGISTRAR, at=NOW, basis="n-1"
    )
    [one] = entered.defendants
    sealing.seal_entered(conviction=one.conviction, rules="SEAL-01", basis="n-2", by=registering.REGISTRAR, at=NOW)
    walked(cast.SEALED_TWIN, "lin-qinghe", cast.CLEAN)  # caches fill once
    sealed, asked_for_sealed, vault = walked(SEALED_CHILD, "meng-chuanbai", cast.ACQUITTED)
    clean, asked_for_clean, _ = walked(CLEAN_CHILD, "han-yueling", cast.EXEMPTED)
    assert "无须更正、补充" in sealed
    assert sealed == clean
    assert asked_for_sealed == asked_for_clean
    assert vault == 0
