"""A unit's handler hands in a list and reads the answers, on a phone and at a desk, in both languages and without JavaScript."""

import os
import re
from pathlib import Path

import pytest

import cast
from applications import COUNTER, judged
from files import photo
from lists import LAW_FIRM, line, listed, unit
from qingbai import clock
from qingbai.audit.actors import SYSTEM
from qingbai.pages.references import reference
from qingbai.screening import enrolling, online, services
from qingbai.screening.models import Enrolment, Roster

SCREENS = pytest.mark.parametrize(
    ("width", "language", "script"), [(390, "zh-hans", True), (1280, "en", True), (390, "en", False)]
)


def picture(desk, name: str) -> None:
    """Kept where somebody wants to look at it."""
    if folder := os.environ.get("QINGBAI_PICTURES"):
        desk.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def seen(desk, name: str) -> None:
    desk.look(name)
    picture(desk, f"{name}-{desk.page.viewport_size['width']}-{'js' if desk.script else 'plain'}")


def signed_in(desk, person: str, address: str) -> None:
    desk.go(address)
    desk.press()
    desk.choose(person)
    desk.press()


@SCREENS
@pytest.mark.django_db(databases=["default", "vault"], transaction=True)
def test_a_handler_hands_in_a_list_and_reads_the_answers(
    reader, site, tmp_path, width: int, language: str, script: bool
) -> None:
    judged("zhao-shidi")
    unit()
    desk = reader(width=width, language=language, script=script)
    desk.go("/units/grounds/")
    seen(desk, "unit-grounds")
    signed_in(desk, "lin-qinghe", "/units/")
    seen(desk, "units")
    desk.page.locator("main .tasks a").first.click()
    seen(desk, "unit")
    desk.press()
    desk.page.select_option("#id_ground", "BAN-09")
    seen(desk, "unit-ground")
    desk.press()
    desk.press()  # nothing filled in
    seen(desk, "unit-list-new-wrong")
    for box, value in (("letter_number", "清律函7号"), ("reason", "年度审核"), ("letter_on_0", "2026"), ("letter_on_1", "11"), ("letter_on_2", "18")):  # fmt: skip
        desk.fill(box, value)
    desk.choose("no")
    file = tmp_path / "list.csv"
    file.write_bytes(listed(line(cast.CLEAN), line(cast.ON_RECORD), line(cast.EXEMPTED, relation="已离职"), "错"))
    desk.page.set_input_files("#id_file", file)
    desk.press()
    seen(desk, "unit-list-read")
    scan = tmp_path / "scan.jpg"
    scan.write_bytes(photo())
    for paper in ("unit_letter", "sealed_form"):
        desk.page.set_input_files(f"#id_{paper}", scan)
    desk.page.locator("form[action$='/hand-in/'] .button").click()
    desk.page.wait_for_load_state()
    seen(desk, "unit-list-handed-in")
    number = Roster.objects.get().number
    online.accept(number=number, by=COUNTER, at=clock.now())
    services.go_on(number=number, by=SYSTEM, at=clock.now())
    desk.until("main .verdict")
    seen(desk, "unit-list-answered")
    with desk.page.expect_download() as download:
        desk.page.locator("main .acts .button").first.click()
    assert re.fullmatch(r"DW.*-1\.zip", download.value.suggested_filename)


@SCREENS
@pytest.mark.django_db(databases=["default", "vault"], transaction=True)
def test_a_person_agrees_and_takes_it_back(reader, site, tmp_path, width: int, language: str, script: bool) -> None:
    unit()
    file = tmp_path / "list.csv"
    file.write_bytes(listed(line(cast.SEALED_TWIN, proof="本人网上授权")))
    asking = reader(width=width, language=language, script=script)
    signed_in(asking, "lin-qinghe", f"/units/of/{reference(LAW_FIRM)}/consents/")
    asking.page.select_option("#id_ground", "BAN-09")
    asking.page.set_input_files("#id_file", file)
    asking.press()
    seen(asking, "unit-consents")
    person = reader(width=width, language=language, script=script)
    signed_in(person, "shen-xiaozhou", "/consents/")
    seen(person, "consents")
    person.page.locator("main .tasks a").first.click()
    seen(person, "consent-asked")
    person.press()
    seen(person, "consent-given")
    person.press()
    seen(person, "consent-taken-back")
    asking.go(f"/units/of/{reference(LAW_FIRM)}/consents/")
    assert "SQ" not in asking.page.inner_text("main")


@pytest.mark.django_db(databases=["default", "vault"], transaction=True)
def test_a_unit_registers_on_a_telephone_without_javascript(reader, site, tmp_path) -> None:
    desk = reader(width=390, language="zh-hans", script=False)
    signed_in(desk, "shen-xiaozhou", "/units/register/")
    desk.page.select_option("#id_district", "100101")
    desk.press()
    desk.page.select_option("#id_office", "100101-hy")
    desk.page.select_option("#id_ground", "BAN-09")
    desk.choose("employer")
    stated = {
        "code": f"{LAW_FIRM[:8]} {LAW_FIRM[8:]}",
        "name": "演示清河律师事务所",
        "in_charge": "周河岸",
        "proof": "执业许可证 1",
    }
    for box, value in (stated | {"phone": "138 0000 0000"}).items():
        desk.fill(box, value)
    scan = tmp_path / "scan.jpg"
    scan.write_bytes(photo())
    for paper in ("unit_licence", "unit_authority"):
        desk.page.set_input_files(f"#id_{paper}", scan)
    desk.press()
    seen(desk, "unit-request")
    enrolling.confirm(number=Enrolment.objects.get().number, by=COUNTER, at=clock.now())
    desk.again()
    desk.press()
    desk.page.locator("main .tasks a").first.click()
    assert LAW_FIRM in desk.page.inner_text("main h1")
