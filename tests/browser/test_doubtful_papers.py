"""A stranger reports a doubtful paper and a reviewer passes the report on, on a phone and at a desk, in both languages."""

import os
from pathlib import Path

import pytest

from applications import COUNTER, NOW, application
from letters import a_letter
from qingbai import clock
from qingbai.agencies import services as agencies
from qingbai.agencies.terms import Role
from qingbai.audit.actors import SYSTEM
from qingbai.certificates import services as certificates
from qingbai.certificates.letters import LetterKind
from qingbai.certificates.models import Paper
from qingbai.inquiries import services
from screens import SCREENS

PASSWORD = "invented reviewers only"


def picture(desk, name: str) -> None:
    """Kept where somebody wants to look at it."""
    if folder := os.environ.get("QINGBAI_PICTURES"):
        desk.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@SCREENS
@pytest.mark.django_db(databases=["default", "vault"], transaction=True)
def test_a_doubtful_paper_is_reported_and_passed_on(reader, site, tmp_path, width: int, language: str) -> None:
    services.apply_straight_through(draft=application(), token="one", by=COUNTER, at=clock.now())
    letter = a_letter(LetterKind.RESULT_LETTER, issued_on=clock.today())
    code = certificates.issue(claim=letter, by=COUNTER, at=clock.now()).code
    agencies.appoint(
        username="reviewer", name="徐河源", number="100101-13", office="100101-hy", role=Role.REVIEWER, by=SYSTEM, at=NOW,
        basis="test", password=PASSWORD,
    )  # fmt: skip
    desk = reader(width=width, language=language)
    desk.go("/verify")
    desk.fill("code", code)
    desk.press(1)
    desk.look("a letter by its code")
    picture(desk, f"letter-{width}-{language}")

    changed = bytearray(Paper.objects.earliest("id").pdf)
    changed[5000] ^= 1
    forged = tmp_path / "forged.pdf"
    forged.write_bytes(bytes(changed))
    desk.go("/verify")
    desk.page.set_input_files("#file_file", forged)
    desk.press()
    desk.look("not valid")
    picture(desk, f"not-valid-{width}-{language}")
    desk.page.locator('form[action^="/verify/report/"] .button').click()
    desk.page.wait_for_load_state()
    desk.press()
    desk.look("a report with faults")
    picture(desk, f"report-{width}-{language}")
    desk.fill("number", "演公（清）证（2026）第0000001号")
    desk.page.select_option("#id_office", "100101-hy")
    desk.fill("where_shown", "11月18日应聘时出示，印章颜色不对")
    desk.press()
    desk.look("reported")
    picture(desk, f"reported-{width}-{language}")

    desk.go("/counter/sign-in/")
    desk.fill("username", "reviewer")
    desk.fill("password", PASSWORD)
    desk.press()
    desk.page.click('a[href="/counter/reports/"]')
    desk.look("reports")
    picture(desk, f"reports-{width}-{language}")
    desk.page.locator("main table a").click()
    desk.page.wait_for_load_state()
    desk.press()
    desk.look("a report in hand")
    picture(desk, f"report-in-hand-{width}-{language}")
    desk.choose("investigators")
    desk.page.fill("#id_forward-reason", "文件经改动，编号不存在")
    desk.press()
    desk.look("passed on")
    picture(desk, f"passed-on-{width}-{language}")
