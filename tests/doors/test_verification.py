"""Verification: three verdicts in words, for anyone, without cookie or account; any doubt is a no, and never an error."""

import hashlib
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings, strategies

import cast
from applications import COUNTER
from letters import a_letter
from qingbai import clock
from qingbai.agencies.terms import Role
from qingbai.audit.models import LedgerEntry
from qingbai.audit.note import open_checkpoint
from qingbai.audit.public import publishing
from qingbai.audit.public.examine import examine
from qingbai.certificates import claim as claims
from qingbai.certificates import comparing, services
from qingbai.certificates.codes import new_code
from qingbai.certificates.letters import LetterKind
from qingbai.certificates.models import Paper, PaperReport
from qingbai.certificates.trust import Trust
from qingbai.certificates.verify import Holds, Verdict, Verdicts, verify_file
from qingbai.clock import day_of
from qingbai.pages.references import reference
from qingbai.verification.reporting import mark
from qingbai.verification.results import of_file
from qingbai.verification.voices import voice
from visitors import apply, clerk, text, wrongs


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
    """What each of the five questions was answered with."""
    return re.findall(r'<li class="(yes|no|unknown)"', response.content.decode())


def test_a_genuine_file_is_genuine_and_says_all_it_says(paper) -> None:
    page = check_file(bytes(paper.pdf), name="something-else.bin")
    assert (verdict(page), answers(page)) == ("yes", ["yes", "yes", "yes", "yes", "unknown"])
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
    result = of_file(verdicts, comparing.NOTHING, at=site.now, say=voice("en"))
    assert (result.holds, result.facts) == ("no", ())


def test_a_withdrawn_paper_is_no_longer_in_force_by_file_and_by_code(paper, site) -> None:
    services.withdraw(number=paper.number, reason="test", by=COUNTER, at=site.now)
    for page in (check_file(bytes(paper.pdf)), check_code(code=paper.code)):
        assert (verdict(page), answers(page)[3]) == ("no", "no")
        assert "NOT CURRENT" in text(page)


def test_after_its_validity_a_paper_is_no_longer_in_force(paper, site) -> None:
    site.pass_(days=200)
    for page in (check_file(bytes(paper.pdf)), check_code(code=paper.code)):
        assert (verdict(page), answers(page)[3]) == ("no", "no")


def test_a_code_shows_what_to_compare_and_hides_who_it_is_about(paper) -> None:
    page = check_code(code=paper.code, number=paper.number)
    assert (verdict(page), answers(page)) == ("yes", ["unknown", "yes", "yes", "yes", "unknown"])
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
    assert wrongs(page) == ["文件超过 8 MB，请选择较小的文件"]


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
    assert Client().get(reverse("verify-checkpoint")).status_code == 404  # nothing is public before the first tick
    publishing.go_round("certificates", at=clock.now())
    answer = Client().get(reverse("verify-checkpoint"))
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == (
        "text/plain; charset=utf-8",
        "no-cache",
    )
    size = open_checkpoint(answer.content, trust.logs[0]).size
    files = {}

    class Served:
        def read(self, path: str) -> bytes | None:
            files[path] = answer = Client().get(reverse("verify-log", kwargs={"path": path}))
            return answer.content if answer.status_code == 200 else None

    report = examine(Served(), trusted=trust.logs)
    assert (report.faults, report.size, sorted(files)) == (
        (),
        size,
        ["checkpoint", f"tile/0/000.p/{size}", f"tile/entries/000.p/{size}"],
    )
    assert files[f"tile/0/000.p/{size}"].headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert files[f"tile/0/000.p/{size}"].headers["Content-Type"] == "application/octet-stream"
    for path in ("tile/0/000", "tile/0/..", "settings", "history/2020-01-01"):
        assert Served().read(path) is None


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
        for word in ("犯罪记录查询结果告知函", letter.number, "河沿派出所", "本核验不证明", "行政处罚"):
            assert word in shown, word


def test_the_code_of_a_letter_names_nobody(letter) -> None:
    shown = text(check_code(code=letter.code))
    for word in (cast.CLEAN.name, cast.CLEAN.number, "清源托育", "DW2026"):
        assert word not in shown, word


# ---- reports of doubtful papers


def mark_on(page) -> str:
    form = page.content.decode().partition(f'action="{reverse("verify-report")}')[2]
    return re.search(r'name="mark" value="([^"]+)"', form)[1]


def test_what_goes_with_a_report_is_as_long_for_one_paper_as_for_another() -> None:
    marks = {len(mark(sha256=hashlib.sha256(data).hexdigest(), seen="current")) for data in (b"one", b"another")}
    assert len(marks) == 1


def report(mark: str = "", **other: str):
    mark = mark or mark_on(Client().get(reverse("verify-report")))
    answers = {
        "number": "演公（清）证（2026）第0000001号",
        "office": "100101-hy",
        "where_shown": "应聘时出示",
        "send": "1",
    }
    return Client().post(reverse("verify-report"), {"mark": mark, **answers, **other})


def test_who_sees_that_a_file_is_not_valid_may_report_it_and_its_digest_goes_with_the_report(paper) -> None:
    data = bytearray(paper.pdf)
    data[5000] ^= 1
    page = check_file(bytes(data))
    assert "刑法" in text(page)
    form = Client().post(reverse("verify-report"), {"mark": mark_on(page), "number": ""})
    assert form.status_code == 200
    sent = report(mark_on(form), contact="someone@example.org")
    assert "举报已收到" in text(sent)
    kept = PaperReport.objects.get()
    assert kept.sha256 == hashlib.sha256(bytes(data)).hexdigest()
    assert kept.seen == "changed"
    assert kept.number in text(sent)
    assert not sent.cookies


def test_the_reporter_is_told_the_same_whether_there_is_such_a_paper_or_not(paper) -> None:
    masked = [
        text(report(mark_on(check_code(code=new_code())), number=number)).replace(
            PaperReport.objects.order_by("-id")[0].number, "JB"
        )
        for number in (paper.number, "演公（清）证（2026）第0000001号")
    ]
    assert masked[0] == masked[1]
    for word in ("林", paper.number, cast.CLEAN.number):
        assert word not in masked[0]


def test_a_report_sent_twice_is_one_and_one_that_is_not_filled_in_says_everything_at_once(site) -> None:
    mark = mark_on(Client().get(reverse("verify-report")))
    first, second = report(mark), report(mark)
    assert text(first) == text(second)
    assert PaperReport.objects.count() == 1
    empty = report(mark, number="", office="", where_shown="", contact="x" * 101)
    assert len(wrongs(empty)) == 4


def test_without_a_mark_of_ours_nothing_is_sent_and_the_form_is_given_again_with_one(site) -> None:
    page = report("forged:mark")
    assert wrongs(page) == ["页面打开时间过长，未提交，请重新提交"]
    assert not PaperReport.objects.exists()
    assert "举报已收到" in text(report(mark_on(page)))


def test_too_many_reports_are_refused_with_a_word_and_kept_nowhere(site, monkeypatch) -> None:
    monkeypatch.setattr("qingbai.certificates.reports.PER_SENDER", 1)
    report()
    page = report(number="第2号")
    assert page.status_code == 429
    assert "请一小时后再试" in text(page)
    assert PaperReport.objects.count() == 1


def test_a_reviewer_finds_the_report_at_the_counter_and_passes_it_on(paper) -> None:
    report(number=paper.number)
    kept = PaperReport.objects.get()
    reviewer = clerk(number="100101-41", role=Role.REVIEWER)
    link = f'href="{reverse("counter-reports")}"'
    assert link in reviewer.get(reverse("counter")).content.decode()
    assert kept.number in text(reviewer.get(reverse("counter-reports")))
    ref = reference(kept.number)
    page = reviewer.get(reverse("counter-report", args=[ref]))
    assert Paper.objects.get().application in text(page)
    assert cast.CLEAN.name not in text(page)
    reviewer.post(reverse("counter-report-look", args=[ref]))
    wrong = reviewer.post(reverse("counter-report-forward", args=[ref]), **{"forward-reason": ""})
    assert len(wrongs(wrong)) == 2
    answers = {"forward-destination": "investigators", "forward-reason": "印章系伪造"}
    done = reviewer.post(reverse("counter-report-forward", args=[ref]), **answers)
    assert "已移送" in text(done)
    late = reviewer.client.post(reverse("counter-report-look", args=[ref]))
    assert late.status_code == 409
    assert kept.number not in text(reviewer.get(reverse("counter-reports")))


def test_a_report_of_another_office_is_not_found(site) -> None:
    report(office="100102-sq")
    ref = reference(PaperReport.objects.get().number)
    stranger = clerk(number="100101-42", role=Role.REVIEWER)
    for name in ("counter-report", "counter-report-look"):
        response = getattr(stranger.client, "get" if name == "counter-report" else "post")(reverse(name, args=[ref]))
        assert response.status_code == 404


def test_the_offline_page_is_the_same_all_day_and_its_hash_is_published(paper, site) -> None:
    publishing.go_round("certificates", at=clock.now())
    site.pass_(days=1)
    first = Client().get(reverse("verify-offline"))
    publishing.go_round("certificates", at=clock.now())
    site.pass_(minutes=1)
    assert first.content == Client().get(reverse("verify-offline")).content
    assert b"/certificates\\n" in first.content.split(b'"checkpoint":')[1]
    assert "attachment" in first["Content-Disposition"]
    published = Client().get(reverse("verify-offline-hash")).content.decode()
    assert published == f"{hashlib.sha256(first.content).hexdigest()}  qingbai-verify.html\n"
    assert len(first.content) < 100_000
    assert reverse("verify-offline") in Client().get(reverse("verify")).content.decode()
