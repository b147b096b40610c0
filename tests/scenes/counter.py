"""The office's pages: applications, reviews, requests of organs, units and their lists, papers taken back, reports."""

import re
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import cast
import files
import officials
from applications import COUNTER, application, judged
from letters import a_letter
from lists import SCHOOL, gone_on, line, school, unit
from qingbai import clock
from qingbai.agencies.terms import Role
from qingbai.audit.actors import SYSTEM
from qingbai.certificates import services as certificates
from qingbai.certificates.letters import LetterKind
from qingbai.certificates.models import Paper, PaperReport
from qingbai.disclosures import services as disclosures
from qingbai.inquiries import services
from qingbai.law.official import OfficialAsker
from qingbai.pages.references import reference
from qingbai.registers import services as registers
from qingbai.registers.models import Conviction
from qingbai.screening.models import RowLetter
from qingbai.uploads.models import Upload
from scenes.frame import Stage, opened, press, scene
from scenes.portal import SECOND, SHIQIAO
from visitors import Visitor, apply, clerk


def head(number: str = "100101-08", office: str = "100101-hy") -> Visitor:
    return clerk(office, number, Role.HEAD)


@scene("counter-sign-in", "counter", "counter-appointments", "counter-find", "counter-new")
def the_counter(stage: Stage) -> None:
    stage.as_(Visitor())
    stage.see("counter: sign in", reverse("counter-sign-in"))
    stage.see("counter: sign in, nothing written", reverse("counter-sign-in"), press)
    stage.as_(clerk())
    stage.see("nothing to do", reverse("counter"))
    apply("lin-qinghe", place="residence")
    stage.see("the queue", reverse("counter"))
    stage.see("nothing found", reverse("counter-find") + "?number=QB20260101-AAAAAAAA")
    stage.see("appointments of the day", reverse("counter-appointments"))
    stage.see("a walk-in", reverse("counter-new"))
    stage.see("a walk-in, nothing written", reverse("counter-new"), press)


@scene("counter-file", "counter-upload", "counter-upload-beside")
def papers_handed_in(stage: Stage) -> None:
    visitor = apply("lin-qinghe", place="residence")
    ref = visitor.reference()
    stage.as_(clerk())
    stage.see("a file with a paper missing", reverse("counter-file", args=[ref]), opened)
    visitor.post(reverse("missing", args=[ref]), residence_permit=[SimpleUploadedFile("a.pdf", files.letter())])
    stage.see("a file with a paper to be looked at", reverse("counter-file", args=[ref]), opened)
    paper = [ref, Upload.objects.get().pk]
    stage.see("the paper beside the application", reverse("counter-upload", args=paper))
    stage.see("the paper in the frame beside the form", reverse("counter-upload-beside", args=paper))


@scene("counter-file", "counter-deed", "counter-take-back")
def a_file_and_its_acts(stage: Stage) -> None:
    judged("wu-tongyu")
    ref = apply("wu-tongyu", district="100102", office=SHIQIAO).reference()
    officer, chief = clerk(SHIQIAO, "100102-01"), head("100102-03", SHIQIAO)
    stage.as_(officer)
    stage.see("who is it?", reverse("counter-file", args=[ref]), opened)
    stage.see("who is it? undecided", reverse("counter-file", args=[ref]), press)
    for key in ("ask_investigation", "hold"):
        stage.see(f"act: {key}", reverse("counter-deed", args=[ref, key]))
        stage.see(f"act: {key}, nothing written", reverse("counter-deed", args=[ref, key]), press)
    officer.post(reverse("counter-deed", args=[ref, "ask_investigation"]), ground="others_needed", reason="须核对户籍")
    stage.as_(chief)
    stage.see("act: approve_investigation", reverse("counter-deed", args=[ref, "approve_investigation"]))
    stage.see("act: refuse_investigation", reverse("counter-deed", args=[ref, "refuse_investigation"]))
    chief.post(reverse("counter-deed", args=[ref, "approve_investigation"]), reason="同意")
    stage.as_(officer)
    stage.see("a file under investigation", reverse("counter-file", args=[ref]), opened)
    for key in ("ask_cooperation", "resume"):
        stage.see(f"act: {key}", reverse("counter-deed", args=[ref, key]))
    ready = apply("lin-qinghe").reference()
    stage.wall.pass_(**SECOND)
    stage.as_(clerk(number="100101-06"))
    stage.see("a file whose paper is ready", reverse("counter-file", args=[ready]), opened)
    stage.see("act: choose_delivery", reverse("counter-deed", args=[ready, "choose_delivery"]))
    stage.see("act: sign_for", reverse("counter-deed", args=[ready, "sign_for"]))
    stage.as_(head("100101-09"))
    stage.see("to take a paper back", reverse("counter-take-back", args=[ready]))
    stage.see("to take a paper back, nothing written", reverse("counter-take-back", args=[ready]), press)


@scene("counter-again", "counter-take-back-find")
def papers_taken_back(stage: Stage) -> None:
    judged("zhao-shidi")
    services.apply_straight_through(draft=application(cast.ON_RECORD), token="r", by=COUNTER, at=clock.now())
    stage.as_(head())
    stage.see("nothing to be looked at again", reverse("counter-again"))
    conviction = Conviction.objects.get().id
    registers.annul(conviction=conviction, on=date(2026, 11, 20), ground="再审", by=SYSTEM, at=clock.now(), basis="n")
    stage.wall.pass_(**SECOND)
    stage.see("papers to be looked at again", reverse("counter-again"))
    stage.see("a paper by its number", reverse("counter-take-back-find"))
    stage.see("a paper by its number, nothing written", reverse("counter-take-back-find"), press)


@scene("counter-reviews", "counter-object-find", "counter-review", "counter-object", "counter-complaints", "counter-evidence", "review")  # fmt: skip
def reviews(stage: Stage) -> None:
    judged("zhao-shidi")
    owner = apply("zhao-shidi")
    ref = owner.reference()
    unit()
    listed = gone_on(line(cast.ON_RECORD), line(cast.CLEAN), at=clock.now())
    stage.wall.pass_(**SECOND)
    answers = {"ground": "not_mine", "statement": "案发时本人在外地工作。", "evidence": "单位考勤记录"}
    for key, given in answers.items():
        owner.post(reverse("object-question", args=[ref, key]), answer=given)
    owner.post(reverse("object-question", args=[ref, "contact"]), email="", phone="")
    owner.post(reverse("object-check", args=[ref]), declared="on")
    review = re.search(r"/reviews/([^/]+)/$", owner.addresses[-1])[1]
    owner.post(reverse("review-evidence", args=[review]), words="照片", file=SimpleUploadedFile("a.jpg", files.photo()))
    office = re.search(r'name="office" value="([^"]+)"', owner.get(reverse("complain")).content.decode())
    if office:
        owner.post(reverse("complain"), office="100101-hy", about=re.search(r'name="about" value="([^"]+)"', owner.get(reverse("complain")).content.decode())[1], words="等候过久。")  # fmt: skip
    reviewer = stage.as_(clerk(number="100101-07", role=Role.REVIEWER))
    stage.see("reviews", reverse("counter-reviews"))
    stage.see("a review in hand", reverse("counter-review", args=[review]), opened)
    for upload in Upload.objects.all()[:1]:
        stage.see("evidence", reverse("counter-evidence", args=[review, upload.pk]))
    stage.see("object by number, at the counter", reverse("counter-object-find"))
    stage.see("object by number, at the counter, nothing written", reverse("counter-object-find"), press)
    stage.see("an objection at the counter", reverse("counter-object", args=[reference(f"{listed.number}.3")]))
    stage.see("an objection at the counter, nothing written", reverse("counter-object", args=[reference(f"{listed.number}.3")]), press)  # fmt: skip
    stage.see("complaints", reverse("counter-complaints"))
    drafted = {"draft-paper_right": "yes", "draft-words": "经核查。", "draft-link_0": "open"}
    reviewer.post(reverse("counter-review-act", args=[review, "draft"]), **drafted)
    stage.as_(head())
    stage.see("an opinion to be signed", reverse("counter-review", args=[review]), opened)
    stage.visitor.post(reverse("counter-review-act", args=[review, "sign"]))
    stage.as_(owner)
    stage.see("a review answered", reverse("review", args=[review]))
    assert RowLetter.objects.exists()


@scene("counter-cases", "counter-cases-new", "counter-case")
def requests_of_organs(stage: Stage) -> None:
    judged("zhao-shidi", "wu-tongyu")

    def ask(asker: OfficialAsker, person: cast.Person, **changes: object) -> str:
        asked = officials.request(asker, person, **changes)
        case = disclosures.ask_straight_through(
            asked=asked, office=officials.OFFICE, token=disclosures.new_token(), by=officials.CLERK, at=clock.now()
        )
        return reverse("counter-case", args=[reference(case.row.number)])

    addresses = {
        "to be cleared": ask(OfficialAsker.STATE_ORGAN, cast.ON_RECORD),
        "doubtful": ask(OfficialAsker.DEFENCE_LAWYER, cast.SAME_NAME_CLEAN),
        "missing papers": ask(OfficialAsker.NOTARY_OFFICE, cast.CLEAN, papers=()),
        "refused": ask(OfficialAsker.DEFENCE_LAWYER, cast.CLEAN, papers_case="（2026）演0101刑初10号"),
    }
    stage.as_(clerk(number="100101-12", role=Role.REVIEWER))
    stage.see("requests", reverse("counter-cases"))
    stage.see("a new request", reverse("counter-cases-new"))
    stage.see("a new request, nothing written", reverse("counter-cases-new"), press)
    for state, address in addresses.items():
        stage.see(f"a request, {state}", address, opened)


@scene("counter-units", "counter-unit", "counter-unit-new", "counter-unit-change", "counter-list-new", "counter-lists", "counter-list")  # fmt: skip
def units(stage: Stage) -> None:
    judged("zhao-shidi", "wu-tongyu")
    unit()
    school()
    ready = gone_on(line(cast.CLEAN), line(cast.ON_RECORD), line(cast.EXEMPTED, relation="已离职"), at=clock.now())
    doubtful = gone_on(line(cast.SAME_NAME_CLEAN), "错", at=clock.now())
    stage.wall.pass_(**SECOND)
    stage.as_(clerk())
    stage.see("units", reverse("counter-units"))
    stage.see("a new unit", reverse("counter-unit-new"))
    stage.see("a new unit, nothing written", reverse("counter-unit-new"), press)
    stage.see("a unit", reverse("counter-unit", args=[reference(SCHOOL)]), opened)
    stage.see("a unit, changed", reverse("counter-unit-change", args=[reference(SCHOOL)]))
    stage.see("a new list", reverse("counter-list-new", args=[reference(SCHOOL)]))
    stage.see("a new list, nothing written", reverse("counter-list-new", args=[reference(SCHOOL)]), press)
    stage.see("lists", reverse("counter-lists"))
    stage.see("a list answered", reverse("counter-list", args=[reference(ready.number)]), opened)
    stage.see("a list with a doubt and a fault", reverse("counter-list", args=[reference(doubtful.number)]), opened)


@scene("verify", "verify-report", "counter-reports", "counter-report")
def papers_verified(stage: Stage) -> None:
    services.apply_straight_through(draft=application(), token="one", by=COUNTER, at=clock.now())
    letter = a_letter(LetterKind.RESULT_LETTER, issued_on=clock.today())
    code = certificates.issue(claim=letter, by=COUNTER, at=clock.now()).code
    genuine = Paper.objects.earliest("id")
    (stage.folder / "paper.pdf").write_bytes(bytes(genuine.pdf))
    changed = bytearray(genuine.pdf)
    changed[5000] ^= 1
    (stage.folder / "forged.pdf").write_bytes(bytes(changed))
    stage.wall.pass_(**SECOND)
    stage.as_(Visitor())

    def by_code(page, text=code):
        page.fill("#id_code", text)
        page.locator("main .acts .button").nth(1).click()

    def by_file(page, name="paper.pdf"):
        page.set_input_files("#file_file", stage.folder / name)
        press(page)

    def report(page):
        by_file(page, "forged.pdf")
        page.wait_for_load_state()
        page.locator('form[action^="/verify/report/"] .button').click()

    def report_nothing(page):
        report(page)
        page.wait_for_load_state()
        press(page)

    def report_all(page):
        report(page)
        page.wait_for_load_state()
        page.fill("#id_number", "演公（清）证（2026）第0000001号")
        page.select_option("#id_office", "100101-hy")
        page.fill("#id_where_shown", "应聘时出示，印章颜色不对")
        press(page)

    stage.see("verify", reverse("verify"))
    stage.see("verify, nothing chosen", reverse("verify"), press)
    stage.see("verify in Arabic", reverse("verify") + "?lang=ar")
    stage.see("verified by code", reverse("verify"), by_code)
    stage.see("a code of nobody", reverse("verify"), lambda page: by_code(page, "0000-0000-0000-0000"))
    stage.see("verified by file", reverse("verify"), by_file)
    stage.see("a changed file", reverse("verify"), lambda page: by_file(page, "forged.pdf"))
    stage.see("to report a paper", reverse("verify"), report)
    stage.see("to report a paper, nothing written", reverse("verify"), report_nothing)
    stage.see("a paper reported", reverse("verify"), report_all)
    stage.as_(clerk(number="100101-13", role=Role.REVIEWER))
    stage.see("reports", reverse("counter-reports"))
    found = PaperReport.objects.earliest("id")
    link = re.search(
        r'href="(/counter/reports/[^"]+/)"', stage.visitor.get(reverse("counter-reports")).content.decode()
    )
    assert (found is not None, link is not None) == (True, True)
    stage.see("a report", link[1])
    stage.visitor.post(link[1] + "look/")
    stage.see("a report in hand", link[1])


@scene("kiosk", "kiosk-still", "kiosk-end", "counter-kiosk", "counter-unlock")
def at_a_public_screen(stage: Stage) -> None:
    officer = stage.as_(clerk())
    officer.post(reverse("counter-lock"))
    stage.see("the counter is locked", reverse("counter-unlock"))
    stage.see("the counter is locked, nothing written", reverse("counter-unlock"), press)
    reviewer = stage.as_(clerk(number="100101-14", role=Role.REVIEWER))
    stage.see("to make this device a public screen", reverse("counter-kiosk"))
    reviewer.post(reverse("counter-kiosk"))
    stage.see("a public screen", reverse("kiosk"))
    stage.see("is somebody there?", reverse("kiosk-still"))
    stage.see("the end at a public screen", reverse("kiosk-end"))
