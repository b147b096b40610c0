"""A prosecutor and a defence lawyer ask for a case and read the letter, on a phone and at a desk, in both languages and without JavaScript."""

import os
from pathlib import Path

import pytest

import cast
from applications import judged
from askers import FIRM, firm, prosecution
from files import photo
from officials import CASE_NUMBER, CLERK, REVIEWER
from qingbai import clock
from qingbai.disclosures import online, services
from qingbai.disclosures.models import RequestRow
from qingbai.law.official import OfficialPaper
from qingbai.pages.references import reference

SCREENS = pytest.mark.parametrize(("width", "language", "script"), [(390, "zh-hans", False), (1280, "en", True)])


def seen(desk, name: str) -> None:
    desk.look(name)
    if folder := os.environ.get("QINGBAI_PICTURES"):
        size, script = desk.page.viewport_size["width"], "js" if desk.script else "plain"
        desk.page.screenshot(path=Path(folder) / f"{name}-{size}-{script}.png", full_page=True)


def signed_in(desk, person: str, address: str) -> None:
    desk.go(address)
    desk.press()
    desk.choose(person)
    desk.press()


def filled_in(desk, scan: Path, person: cast.Person, *papers: str, **more: str) -> None:
    born = {f"born_on_{place}": str(part) for place, part in enumerate(person.born_on.timetuple()[:3])}
    stated = {"case_number": CASE_NUMBER, "reason": "审查起诉", "name": person.name, "document_number": person.number}
    for box, value in {**stated, **born, **more}.items():
        desk.fill(box, value)
    desk.choose(person.sex)
    for paper in papers:
        desk.page.set_input_files(f"#id_{paper}", scan)


@SCREENS
@pytest.mark.django_db(databases=["default", "vault"], transaction=True)
def test_an_organ_and_a_lawyer_ask_and_read_the_letter(
    reader, site, tmp_path, width: int, language: str, script: bool
) -> None:
    judged("zhao-shidi")
    prosecution()
    firm()
    scan = tmp_path / "scan.jpg"
    scan.write_bytes(photo())
    desk = reader(width=width, language=language, script=script)
    desk.go("/organs/articles/")
    seen(desk, "organ-articles")
    signed_in(desk, "gu-anlan", "/organs/")
    seen(desk, "organs")
    desk.page.locator("main .tasks a").first.click()
    seen(desk, "organ")
    desk.press()
    desk.choose("prosecutors")
    seen(desk, "organ-ground")
    desk.press()
    desk.press()  # nothing filled in
    seen(desk, "organ-ask-wrong")
    filled_in(desk, scan, cast.ON_RECORD, "official_letter", "handler_identity")
    desk.press()
    seen(desk, "organ-request-handed-in")
    number = RequestRow.objects.get().number
    now = clock.now()
    online.accept(number=number, by=CLERK, at=now)
    services.advance(number=number, at=now)
    desk.again()
    seen(desk, "organ-request-accepted")
    services.clear(number=number, by=REVIEWER, at=clock.now())
    services.advance(number=number, at=clock.now())
    desk.until("main .verdict")
    seen(desk, "organ-request-answered")
    with desk.page.expect_download() as download:
        desk.page.locator("main .acts .button").first.click()
    assert download.value.suggested_filename == f"{number}.pdf"
    lawyer = reader(width=width, language=language, script=script)
    signed_in(lawyer, "qiao-wenhe", f"/organs/of/{reference(FIRM)}/ask/defence/")
    filled_in(
        lawyer, scan, cast.CLEAN, "practice_certificate", "firm_letter", "mandate",
        papers_case=CASE_NUMBER, papers_suspect=cast.CLEAN.name,
    )  # fmt: skip
    lawyer.press()
    number = RequestRow.objects.latest("submitted_at").number
    mandate = frozenset({OfficialPaper.MANDATE})
    online.papers_do_not_do(number=number, papers=mandate, note="没有写明案号", by=CLERK, at=clock.now())
    lawyer.again()
    seen(lawyer, "organ-request-incomplete")
    lawyer.page.set_input_files("#id_legal_aid_letter", scan)
    lawyer.page.locator("form[action$='/complete/'] .button").click()
    lawyer.page.wait_for_load_state()
    lawyer.page.locator("form[action$='/withdraw/'] .button").click()
    lawyer.page.wait_for_load_state()
    seen(lawyer, "organ-request-withdrawn")
