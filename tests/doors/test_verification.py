"""Verification: three verdicts in words, for anyone, without cookie or account; any doubt is a no, and never an error."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings, strategies

import cast
from applications import COUNTER
from letters import a_letter
from qingbai.audit.models import LedgerEntry
from qingbai.audit.note import open_checkpoint
from qingbai.certificates import claim as claims
from qingbai.certificates import services
from qingbai.certificates.codes import new_code
from qingbai.certificates.letters import LetterKind
from qingbai.certificates.models import Paper
from qingbai.certificates.trust import Trust
from qingbai.certificates.verify import Holds, Verdict, Verdicts, verify_file
from qingbai.clock import day_of
from qingbai.verification.results import of_file
from visitors import apply, text, wrongs


@pytest.fixture
def paper(site) -> Paper:
    """A certificate, issued."""
    apply("lin-qinghe")
    return Paper.objects.get()


def check_file(data: bytes, name: str = "paper.pdf"):
    return Client().post(reverse("verify"), {"way": "file", "file": SimpleUploadedFile(name, data)})


def check_code(**answers: str):
    return Client().post(reverse("verify"), {"way": "code", **answers})


def verdict(response) -> str:
    return re.search(r'<div class="verdict (\w+)"', response.content.decode())[1]


def answers(response) -> list[str]:
    """What each of the three questions was answered with."""
    return re.findall(r'<li class="(yes|no|unknown)"', response.content.decode())


def test_a_genuine_file_is_genuine_and_says_all_it_says(paper) -> None:
    page = check_file(bytes(paper.pdf), name="something-else.bin")
    assert (verdict(page), answers(page)) == ("yes", ["yes", "yes", "yes"])
    for word in (cast.CLEAN.name, cast.CLEAN.number, paper.number, "真实有效", "GENUINE"):
        assert word in text(page)


@pytest.mark.parametrize("where", [0.1, 0.5, 0.9])
def test_one_changed_byte_and_nothing_of_it_is_believed_or_shown(paper, where: float) -> None:
    data = bytearray(paper.pdf)
    data[int(len(data) * where)] ^= 1
    page = check_file(bytes(data))
    assert (verdict(page), answers(page)[0]) == ("no", "no")
    assert cast.CLEAN.name not in text(page)


def test_a_good_signature_without_a_place_in_the_log_shows_nothing_of_what_it_says(paper, site) -> None:
    verdicts = Verdicts(
        sha256="",
        readable=True,
        signed=Verdict(Holds.YES, "signed"),
        logged=Verdict(Holds.NO, "proof_wrong"),
        current=Verdict(Holds.YES, "current"),
        claim=claims.parse(bytes(paper.claim)),
    )
    result = of_file(verdicts, site.now)
    assert (result.holds, result.facts) == ("no", ())


def test_a_withdrawn_paper_is_no_longer_in_force_by_file_and_by_code(paper, site) -> None:
    services.withdraw(number=paper.number, reason="test", by=COUNTER, at=site.now)
    for page in (check_file(bytes(paper.pdf)), check_code(code=paper.code)):
        assert (verdict(page), answers(page)[2]) == ("no", "no")
        assert "WITHDRAWN" in text(page)


def test_after_its_validity_a_paper_is_no_longer_in_force(paper, site) -> None:
    site.pass_(days=200)
    for page in (check_file(bytes(paper.pdf)), check_code(code=paper.code)):
        assert (verdict(page), answers(page)[2]) == ("no", "no")


def test_a_code_shows_what_to_compare_and_hides_who_it_is_about(paper) -> None:
    page = check_code(code=paper.code, number=paper.number)
    assert (verdict(page), answers(page)) == ("yes", ["unknown", "yes", "yes"])
    shown = text(page)
    for word in ("林＊＊", "＊＊＊＊0243", paper.number, "请与手中文书比对"):
        assert word in shown
    for word in (cast.CLEAN.name, cast.CLEAN.latin, cast.CLEAN.number, "1994"):
        assert word not in shown


def test_a_code_may_be_typed_as_people_type(paper) -> None:
    loose = paper.code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert verdict(check_code(code=f"　{loose} ", number=paper.number.replace("（", "(").replace("）", ")"))) == "yes"


def test_a_slip_of_the_finger_is_told_from_a_forgery(paper) -> None:
    page = check_code(code=paper.code[:-1] + ("0" if paper.code[-1] != "0" else "1"))
    assert wrongs(page) == ["核验码：核验码输入有误，请对照文书重新输入"]
    assert wrongs(check_code()) == ["请输入核验码"]


def test_a_code_nobody_issued_and_a_number_of_another_paper_are_not_valid(paper) -> None:
    for typed in ({"code": new_code()}, {"code": paper.code, "number": "演公（清）证（2026）第0000000号"}):
        page = check_code(**typed)
        assert verdict(page) == "no"
        assert "NOT VALID" in text(page)
        assert "林" not in text(page)


def test_no_cookie_is_set_and_none_is_needed(paper) -> None:
    strict = Client(enforce_csrf_checks=True)
    for response in (
        strict.get(reverse("verify")),
        strict.post(reverse("verify"), {"way": "code", "code": paper.code}),
    ):
        assert response.status_code == 200
        assert not response.cookies
        assert not response.wsgi_request.session.session_key


def test_every_check_is_on_the_ledger_without_a_name(paper) -> None:
    check_file(bytes(paper.pdf))
    check_code(code=paper.code)
    entries = LedgerEntry.objects.filter(kind="paper_verified")
    assert entries.count() == 2
    for entry in entries:
        assert cast.CLEAN.name not in str(vars(entry))
        assert cast.CLEAN.number not in str(vars(entry))


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-", b"not a pdf at all", b"\x89PNG\r\n\x1a\n" + bytes(500), "无犯罪记录证明".encode()]
)
def test_what_is_no_paper_is_refused_in_words(site, data: bytes) -> None:
    page = check_file(data)
    assert page.status_code == 200
    assert wrongs(page) or verdict(page) == "no"


@given(strategies.binary(max_size=3000))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_uploaded_is_never_an_error_and_never_genuine(site, noise: bytes) -> None:
    page = check_file(b"%PDF-1.7\n" + noise)
    assert page.status_code == 200
    assert verdict(page) == "no"


def test_a_file_too_large_is_refused_before_it_is_read(db) -> None:
    page = Client().post(reverse("verify"), {"way": "file", "file": SimpleUploadedFile("x.pdf", bytes(9 * 1024**2))})
    assert page.status_code == 413
    assert wrongs(page) == ["文件超过8 MB，请选择较小的文件"]


@pytest.mark.parametrize(
    "answers", [{}, {"way": "file"}, {"way": "code", "code": "\x00" * 20}, {"way": "code", "code": "x" * 5000}]
)
def test_odd_questions_get_an_ordinary_answer(db, answers) -> None:
    page = Client().post(reverse("verify"), answers)
    assert page.status_code == 200
    assert len(wrongs(page)) == 1


def test_the_published_keys_are_enough_to_check_without_us(paper) -> None:
    trust = Trust.parse(Client().get(reverse("verify-trust")).content.decode())
    assert verify_file(bytes(paper.pdf), trust).genuine
    checkpoint = open_checkpoint(Client().get(reverse("verify-checkpoint")).content, trust.logs[0])
    assert checkpoint.size >= 1


def test_an_english_reader_gets_english_verdicts_with_the_chinese_beside(paper) -> None:
    page = Client().post(reverse("verify"), {"way": "code", "code": paper.code}, headers={"Accept-Language": "en"})
    assert "Issued and in force. Now compare it with your paper." in text(page)
    assert "确已出具且有效" in text(page)


# ---- letters


@pytest.fixture
def letter(site):
    """A letter with a list of people, issued by the demonstration's counter."""
    issued = services.issue(
        claim=a_letter(LetterKind.RESULT_LETTER, issued_on=day_of(site.now)), by=COUNTER, at=site.now
    )
    return Paper.objects.get(number=issued.number)


def test_a_letter_is_shown_by_its_title_number_office_and_day_and_what_it_does_not_prove(letter) -> None:
    for page in (check_file(bytes(letter.pdf)), check_code(code=letter.code, number=letter.number)):
        assert verdict(page) == "yes"
        shown = text(page)
        for word in ("犯罪记录查询结果告知函", letter.number, "河沿派出所", "本文书不能证明什么", "行政处罚"):
            assert word in shown, word


def test_the_code_of_a_letter_names_nobody(letter) -> None:
    shown = text(check_code(code=letter.code))
    for word in (cast.CLEAN.name, cast.CLEAN.number, "清源托育", "DW2026"):
        assert word not in shown, word
