"""A unit's own pages: its handler chooses a ground, uploads a list, hands in its papers; an officer looks at them."""

import re
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import cast
from applications import COUNTER, NOW, judged
from files import photo
from lists import LAW_FIRM, line, listed, unit
from qingbai.pages.references import reference
from qingbai.screening import registering
from qingbai.screening.models import Consent, Enrolment, Roster
from scenes.frame import Stage, opened, press, scene
from scenes.portal import SECOND, signed_in
from visitors import clerk

LETTER = {"letter_number": "清律函〔2026〕7号", "letter_on_0": "2026", "letter_on_1": "11", "letter_on_2": "18"}


@scene("unit-consents", "consents", "consent")
def consents(stage: Stage) -> None:
    unit()
    handler = stage.as_(signed_in())
    ask = reverse("unit-consents", args=[reference(LAW_FIRM)])
    stage.see("to ask for consent", ask)
    stage.see("to ask for consent, nothing chosen", ask, press)
    row = SimpleUploadedFile("list.csv", listed(line(cast.SEALED_TWIN, proof="本人网上授权")))
    handler.post(ask, ground="BAN-09", file=row)
    stage.see("consent was asked for", ask)
    stage.as_(signed_in("shen-xiaozhou"))
    stage.see("my consents", reverse("consents"))
    stage.see("a consent", reverse("consent", args=[reference(Consent.objects.get().number)]))


@scene("units", "unit", "unit-ground", "unit-list-new", "unit-list", "unit-list-renew", "counter-list-paper")
def units_online(stage: Stage) -> None:
    judged("zhao-shidi")
    unit()
    firm = reference(LAW_FIRM)
    handler = stage.as_(signed_in())
    stage.see("my units", reverse("units"))
    stage.see("my unit", reverse("unit", args=[firm]), opened)
    stage.see("the ground of a list", reverse("unit-ground", args=[firm]))
    stage.see("the ground of a list, nothing chosen", reverse("unit-ground", args=[firm]), press)
    new = reverse("unit-list-new", args=[firm, "BAN-09"])
    stage.see("a list online", new)
    stage.see("a list online, nothing chosen", new, press)
    rows = listed(line(cast.CLEAN), line(cast.ON_RECORD), "错")
    file = SimpleUploadedFile("list.csv", rows)
    handler.post(new, **LETTER, reason="执业律师年度审核", together="no", file=file)
    ref = reference(Roster.objects.latest("submitted_at").number)
    stage.see("a list as it was read", reverse("unit-list", args=[ref]), opened)
    papers = {name: SimpleUploadedFile(f"{name}.jpg", photo()) for name in ("unit_letter", "sealed_form")}
    handler.post(reverse("unit-list-confirm", args=[ref]), **papers)
    stage.see("a list handed in", reverse("unit-list", args=[ref]), opened)
    officer = stage.as_(clerk())
    page = reverse("counter-list", args=[ref])
    stage.see("a list whose papers are to be looked at", page, opened)
    paper = re.search(r"/papers/([0-9a-f-]{36})/", officer.get(page).content.decode())[1]
    stage.see("a paper of a list", reverse("counter-list-paper", args=[ref, paper]))
    officer.post(reverse("counter-list-act", args=[ref, "accept"]))
    stage.wall.pass_(**SECOND)
    stage.as_(handler)
    stage.see("a list answered online", reverse("unit-list", args=[ref]), opened)
    renew = reverse("unit-list-renew", args=[ref])
    stage.see("the next list", renew)
    stage.see("the next list, nothing filled in", renew, press)


@scene(
    *("unit-register-where", "unit-register", "unit-request", "unit-handlers"),
    *("counter-enrolment", "counter-enrolment-paper"),
)
def registering_online(stage: Stage) -> None:
    visitor = stage.as_(signed_in("shen-xiaozhou"))
    stage.see("my units, none yet", reverse("units"))
    stage.see("where a unit is at home", reverse("unit-register-where"))
    stage.see("where a unit is at home, nothing chosen", reverse("unit-register-where"), press)
    register = reverse("unit-register", args=["100101"])
    stage.see("to register a unit", register)
    stage.see("to register a unit, nothing filled in", register, press)
    papers = {name: SimpleUploadedFile(f"{name}.jpg", photo()) for name in ("unit_licence", "unit_authority")}
    stated = {
        "office": "100101-hy",
        "code": LAW_FIRM,
        "name": "演示清河律师事务所",
        "kind": "employer",
        "ground": "BAN-09",
    }
    visitor.post(
        register, **stated, in_charge="周河岸", proof="执业许可证 31100000000000001", phone="13800000000", **papers
    )
    ref = reference(Enrolment.objects.get().number)
    stage.see("a registration that waits", reverse("unit-request", args=[ref]))
    officer = stage.as_(clerk())
    stage.see("units and what was asked online", reverse("counter-units"))
    page = reverse("counter-enrolment", args=[ref])
    stage.see("a registration at the counter", page, opened)
    paper = re.search(r"/papers/([0-9a-f-]{36})/", officer.get(page).content.decode())[1]
    stage.see("a paper of a registration", reverse("counter-enrolment-paper", args=[ref, paper]))
    officer.post(reverse("counter-enrolment-confirm", args=[ref]))
    other = registering.HandlerStated(
        name=cast.CLEAN.name, document_number=cast.CLEAN.number, phone="13800000000", from_on=date(2026, 1, 1)
    )
    registering.authorise(code=LAW_FIRM, handler=other, by=COUNTER, at=NOW)
    stage.as_(visitor)
    stage.see("a registration confirmed", reverse("unit-request", args=[ref]))
    handlers = reverse("unit-handlers", args=[reference(LAW_FIRM)])
    stage.see("the handlers of a unit", handlers)
    stage.see("a handler to be added, nothing filled in", handlers, press)
