"""The applicant's pages."""

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import cast
import files
from applications import judged
from qingbai.agencies import appointments, queries
from qingbai.agencies.terms import Role
from qingbai.audit.actors import SYSTEM
from qingbai.certificates.models import Paper
from qingbai.inquiries.models import Application
from qingbai.pages.references import reference
from qingbai.payments import services as payments
from qingbai.payments.terms import FeeKind, FeeLine
from reviews import correction_asked, opinion_signed, weighed
from scenes.frame import Stage, opened, press, scene
from tills import open_street
from visitors import CITIZEN, FOREIGNER, Visitor, apply, clerk

SHIQIAO = "100102-sq"
SECOND = {"seconds": 5}  # until the answer's tick


def signed_in(person: str = "lin-qinghe") -> Visitor:
    visitor = Visitor()
    visitor.sign_in(person)
    return visitor


@scene("start", "offices", "forms", "privacy", "sign-in", "sign-in-return", "sign-in-stronger", "come-back", "passkeys")
def before_signing_in(stage: Stage) -> None:
    stage.see("start", "/")
    stage.see("start in large text", "/text/large/?next=/")
    stage.see("offices", "/offices/")
    stage.see("offices for somebody", "/offices/?who=citizen&residence=100101&household=100102", opened)
    stage.see("offices, a fault", "/offices/?who=foreigner&stay_days=many")
    stage.see("forms", "/forms/")
    stage.see("privacy", "/privacy/")
    stage.see("sign in", "/sign-in/")
    stage.see("signed in too long ago", "/sign-in/?ended=1")
    stage.see("come back with a passkey", reverse("come-back"))
    stage.see("sign-in failed", "/sign-in/return/?code=x")
    stage.see("no such page", "/no/such/page/")
    stage.as_(signed_in())
    stage.see("confirm once more", reverse("sign-in-stronger", args=["face"]))
    stage.see("passkeys", reverse("passkeys"))


def meanwhile(page, said: dict[str, str]) -> None:
    """Send a page as if something had happened since it was shown."""
    for name, value in said.items():
        page.evaluate(
            "([name, value]) => { document.querySelector(`main [name=${name}]`).value = value }", [name, value]
        )
    press(page)


@scene("details", "question", "check", "forget-draft")
def a_citizen_fills_in(stage: Stage) -> None:
    visitor = stage.as_(signed_in())
    stage.see("details", reverse("details"))
    asked = {**CITIZEN, "purpose": "other", "purpose-note": "参加志愿服务", "period": "chosen"}
    asked["dates"] = {f"period_{end}_{n}": part for end, day in (("from", "2020-1-1"), ("to", "2026-10-31")) for n, part in enumerate(day.split("-"))}  # fmt: skip
    visitor.get(reverse("next-question"))
    while found := re.search(r"/apply/question/([a-z-]+)/$", visitor.addresses[-1]):
        key = found[1]
        stage.see(f"question: {key}", visitor.addresses[-1])
        if key in {"place", "purpose-note", "dates", "phone"}:
            stage.see(f"question: {key}, unanswered", visitor.addresses[-1], press)
        given = asked[key]
        visitor.post(visitor.addresses[-1], **(given if isinstance(given, dict) else {"answer": given}))
    stage.see("check", reverse("check"))
    stage.see("details, begun", reverse("details"))
    stage.see("to delete the answers", reverse("forget-draft"))
    gone = {"begun": "x"}
    stage.see("answered elsewhere", reverse("question", args=["purpose"]), lambda page: meanwhile(page, gone))
    stage.see("check, not declared", reverse("check"), press)


@scene("sent-late")
def a_form_sent_too_late(stage: Stage) -> None:
    visitor = stage.as_(signed_in())
    stage.wall.pass_(minutes=31)
    visitor.post(reverse("question", args=["place"]), answer="household")
    visitor.sign_in("lin-qinghe")
    stage.see("what was sent is kept", reverse("sent-late"))


@scene("question", "check")
def others_fill_in(stage: Stage) -> None:
    visitor = stage.as_(signed_in())
    stage.see("question: whom", reverse("question", args=["whom"]))
    visitor.post(reverse("question", args=["whom"]), answer="ward")
    stage.see("question: person", reverse("question", args=["person"]))
    stage.see("question: person, unanswered", reverse("question", args=["person"]), press)
    foreigner = stage.as_(signed_in("elise-moreauval"))
    stage.see("question: district, a foreigner", reverse("question", args=["district"]))
    foreigner.answer(**FOREIGNER)
    stage.see("check, a foreigner", reverse("check"))


@scene("mine", "received", "status", "appointments", "book-appointment", "demonstration-messages")
def waiting_for_the_answer(stage: Stage) -> None:
    visitor = stage.as_(signed_in("shen-xiaozhou"))
    stage.see("no application yet", reverse("mine"))
    stage.see("no appointment", reverse("appointments"))
    hall = next(one for one in queries.offices(division="10") if one.appointments)
    stage.see("book an appointment", reverse("book-appointment", args=[hall.code]))
    stage.see("book an appointment, nothing chosen", reverse("book-appointment", args=[hall.code]), press)
    day = appointments.days(hall, at=stage.wall.now)[1]
    slot = next(one for one in appointments.slots(hall, day, at=stage.wall.now) if one.free)
    where = reverse("book-appointment", args=[hall.code]) + f"?day={day.isoformat()}"
    visitor.post(where, about="in-person", time=slot.starts_at.isoformat())
    stage.see("an appointment", reverse("appointments"))
    visitor = stage.as_(apply("lin-qinghe"))
    ref = visitor.reference()
    stage.see("received", reverse("received", args=[ref]))
    stage.see("waiting for the answer", reverse("status", args=[ref]) + "?still")
    stage.see("my applications", reverse("mine"))
    stage.see("messages", reverse("demonstration-messages"))


@scene("status", "do", "abroad", "links", "stop-link", "verify-link", "verify-tell", "verify-told")
def the_paper_is_ready(stage: Stage) -> None:
    visitor = stage.as_(apply("lin-qinghe"))
    ref = visitor.reference()
    stage.wall.pass_(**SECOND)
    stage.see("the paper is ready", reverse("status", args=[ref]))
    stage.see("how the paper is handed over", reverse("do", args=[ref, "choose_delivery"]))
    stage.see("abroad", reverse("abroad", args=[ref]))
    stage.see("abroad, a country", reverse("abroad", args=[ref]) + "?country=NOR", opened)
    stage.see("abroad, no country", reverse("abroad", args=[ref]) + "?country=")
    page = stage.see("links", reverse("links", args=[ref]))
    stage.see("a link without a name", reverse("links", args=[ref]), press)
    token = re.search(r'name="token" value="([^"]+)"', visitor.get(reverse("links", args=[ref])).content.decode())[1]
    made = visitor.post(reverse("links", args=[ref]), label="学校", shows="file", token=token).content.decode()
    assert page.route == "links"
    address = urlsplit(re.search(r'href="([^"]*/verify/link/[^"]+)"', made)[1]).path
    stage.see("a link is there", reverse("links", args=[ref]))
    stop = re.search(r'href="(/applications/[^"]+/links/GX[^"]+)"', visitor.get(reverse("links", args=[ref])).content.decode())[1]  # fmt: skip
    stage.see("to stop a link", stop)
    stage.as_(Visitor())
    stage.see("a stranger opens a link", address)
    stage.see("a link is current", address, press)

    def tell(page):
        press(page)
        page.wait_for_load_state()
        page.locator('form[action^="/verify/tell/"] .button').click()

    stage.see("to be told", address, tell)

    def tell_nobody(page):
        tell(page)
        page.wait_for_load_state()
        press(page)

    stage.see("to be told, no address", address, tell_nobody)
    stage.see("nothing to be told", reverse("verify-told", args=["x"]))
    visitor.post(stop)
    stage.as_(visitor)
    stage.see("a link was stopped", reverse("links", args=[ref]))
    Visitor(client=clerk(number="100101-08", role=Role.HEAD).client).post(
        reverse("counter-take-back", args=[ref]), way="only", reason="冒名申请。"
    )
    stage.see("the paper was taken back", reverse("status", args=[ref]))


@scene("missing", "status")
def something_is_missing(stage: Stage) -> None:
    visitor = stage.as_(apply("lin-qinghe", place="residence"))
    ref = visitor.reference()
    stage.see("something is missing", reverse("status", args=[ref]))
    stage.see("what is missing", reverse("missing", args=[ref]))
    stage.see("what is missing, nothing chosen", reverse("missing", args=[ref]), press)
    (stage.folder / "drawing.jpg").write_bytes(b"<svg/>")

    def wrong_file(page):
        page.set_input_files("#id_residence_permit", stage.folder / "drawing.jpg")
        press(page)

    stage.see("a file that is none", reverse("missing", args=[ref]), wrong_file)
    visitor.post(reverse("missing", args=[ref]), residence_permit=[SimpleUploadedFile("a.pdf", files.letter())])
    stage.see("what was missing was sent", reverse("status", args=[ref]) + "?still")


@scene("status", "do")
def an_investigation(stage: Stage) -> None:
    judged("wu-tongyu")
    visitor = stage.as_(apply("wu-tongyu", district="100102", office=SHIQIAO))
    ref = visitor.reference()
    officer, head = clerk(SHIQIAO, "100102-01"), clerk(SHIQIAO, "100102-03", Role.HEAD)
    officer.post(reverse("counter-deed", args=[ref, "ask_investigation"]), ground="others_needed", reason="须核对户籍")
    head.post(reverse("counter-deed", args=[ref, "approve_investigation"]), reason="同意")
    stage.see("the clock stands still", reverse("status", args=[ref]) + "?still")
    officer.post(reverse("counter-deed", args=[ref, "ask_cooperation"]), what="请携带户口簿到窗口")
    stage.see("asked to help", reverse("status", args=[ref]) + "?still")
    stage.see("to help", reverse("do", args=[ref, "cooperate"]))
    stage.see("to help, nothing written", reverse("do", args=[ref, "cooperate"]), press)
    stage.see("to withdraw", reverse("do", args=[ref, "withdraw"]))
    visitor.post(reverse("do", args=[ref, "withdraw"]))
    stage.see("withdrawn", reverse("status", args=[ref]))


@scene("pay", "counter-fee")
def a_fee(stage: Stage) -> None:
    with open_street(stage.folder, stage.settings):
        visitor = stage.as_(apply("lin-qinghe"))
        ref, case = visitor.reference(), Application.objects.get()
        lines = (FeeLine(FeeKind.CERTIFICATE, 1000), FeeLine(FeeKind.POSTAGE, 1250))
        payments.ask(about=case.number, office="100101-hy", lines=lines, by=SYSTEM, at=case.submitted_at)
        stage.see("to pay", reverse("pay", args=[ref]))
        stage.see("to pay, nothing chosen", reverse("pay", args=[ref]), press)
        visitor.post(reverse("pay", args=[ref]), through="wechat")
        stage.see("the code to pay by", reverse("pay", args=[ref]))
        stage.as_(clerk(number="100101-02"))
        stage.see("fee at the counter", reverse("counter-fee", args=[ref]))
        stage.as_(clerk(number="100101-03", role=Role.HEAD))
        stage.see("fee, a head", reverse("counter-fee", args=[ref]))


@scene("correct", "correct-question", "correct-check", "correct-for-question", "correct-for-check")
def correcting(stage: Stage) -> None:
    visitor = stage.as_(signed_in())
    stage.see("what a correction is", reverse("correct"))
    for key, given in {
        "ground": "particulars",
        "statement": "出生日期登记错误。",
        "evidence": "户口簿",
        "office": "100101-hy",
    }.items():
        stage.see(f"correction: {key}", reverse("correct-question", args=[key]))
        visitor.post(reverse("correct-question", args=[key]), answer=given)
    visitor.post(reverse("correct-question", args=["contact"]), email="", phone="")
    stage.see("correction: check", reverse("correct-check"))
    visitor.post(reverse("correct-check"), declared="on")
    stage.see("a correction under way", visitor.addresses[-1])
    ward = {
        "asker_class": "citizen",
        "name": "赵小堤",
        "sex": "M",
        "nationality": "CHN",
        "document_kind": "resident_id",
    }
    ward |= {"born_on_0": "2012", "born_on_1": "4", "born_on_2": "2"}
    ward |= {"document_number": cast.resident_number("100101", date(2012, 4, 2), 33)}
    stage.see("correction for a child: whom", reverse("correct-for-question", args=["person"]))
    stage.see(
        "correction for a child: whom, nothing filled in", reverse("correct-for-question", args=["person"]), press
    )
    visitor.post(reverse("correct-for-question", args=["person"]), **ward)
    stage.see("correction for a child: ground", reverse("correct-for-question", args=["ground"]))
    for key, given in {"ground": "other", "statement": "有误。", "evidence": "", "office": "100101-hy"}.items():
        visitor.post(reverse("correct-for-question", args=[key]), answer=given)
    visitor.post(reverse("correct-for-question", args=["contact"]), email="", phone="")
    stage.see("correction for a child: check", reverse("correct-for-check"))
    visitor.post(reverse("correct-for-check"), declared="on")
    stage.see("correction for a child: papers missing", visitor.addresses[-1])
    judged("zhao-shidi")
    number = correction_asked(cast.ON_RECORD)
    [entry] = weighed(number)
    opinion_signed(number, links={entry: True}, wrong=frozenset({entry}), paper_right=False)
    stage.as_(clerk(number="100101-21", role=Role.REVIEWER))
    stage.see("a review whose registry was told", reverse("counter-review", args=[reference(number)]))


@scene("object", "object-question", "object-check", "object-by-number", "review", "complain", "status")
def objecting(stage: Stage) -> None:
    judged("zhao-shidi")
    visitor = stage.as_(apply("zhao-shidi"))
    ref = visitor.reference()
    stage.wall.pass_(**SECOND)
    stage.see("a refusal", reverse("status", args=[ref]))
    stage.see("what an objection is", reverse("object", args=[ref]))
    for key, given in {
        "ground": "judgment_wrong",
        "statement": "案发时本人在外地工作。",
        "evidence": "单位考勤记录",
    }.items():
        stage.see(f"objection: {key}", reverse("object-question", args=[ref, key]))
        visitor.post(reverse("object-question", args=[ref, key]), answer=given)
    stage.see("objection, nothing chosen", reverse("object-question", args=[ref, "statement"]), lambda page: (page.fill("#id_answer", ""), press(page)))  # fmt: skip
    stage.see("objection: contact", reverse("object-question", args=[ref, "contact"]))
    visitor.post(reverse("object-question", args=[ref, "contact"]), email="", phone="")
    stage.see("objection: check", reverse("object-check", args=[ref]))
    stage.see("objection: check, not declared", reverse("object-check", args=[ref]), press)
    visitor.post(reverse("object-check", args=[ref]), declared="on")
    review = re.search(r"/reviews/([^/]+)/$", visitor.addresses[-1])[1]
    stage.see("a review", reverse("review", args=[review]))
    stage.see("complain", reverse("complain"))
    stage.see("complain, nothing written", reverse("complain"), press)
    agent = stage.as_(signed_in())
    stage.see("object by number", reverse("object-by-number"))
    stage.see("object by number, nothing written", reverse("object-by-number"), press)
    paper = Paper.objects.get(kind="refusal")
    other = {"document_kind": "resident_id", "document_number": cast.ON_RECORD.number, "nationality": "CHN"}
    agent.post(reverse("object-by-number"), paper_number=paper.number, code=paper.code, whom="agent", **other)
    theirs = re.search(r"/applications/([^/]+)/object/$", agent.addresses[-1])
    if theirs:
        stage.see("an agent objects", reverse("object", args=[theirs[1]]))
    stage.wall.pass_(seconds=timedelta(minutes=1).seconds)


@scene("rate", "counter-ratings")
def a_rating(stage: Stage) -> None:
    visitor = stage.as_(apply("lin-qinghe"))
    ref = visitor.reference()
    stage.wall.pass_(**SECOND)
    where = reverse("rate", args=[ref])
    stage.see("to rate the service", where)
    stage.see("to rate the service, nothing chosen", where, press)
    visitor.post(where, level="2", about=["speed"], words="等了很久。")
    stage.see("a rating", where)
    head = stage.as_(clerk(number="100101-08", role=Role.HEAD))
    stage.see("ratings of the office", reverse("counter-ratings"))
    head.post(reverse("counter-ratings"), number=Application.objects.get().number, reason="已核实，增开了窗口。")
    stage.see("a rating answered, at the office", reverse("counter-ratings"))
    stage.as_(visitor)
    stage.see("a rating answered", where)
