"""The audit desk: the ledger searched, an entry, an answer explained, the figures."""

import re
from datetime import timedelta

from django.urls import reverse

from applications import COUNTER, application
from qingbai import clock
from qingbai.agencies.terms import Role
from qingbai.audit import jobs
from qingbai.audit.actors import SYSTEM
from qingbai.inquiries import services
from qingbai.objections import answering
from qingbai.oversight import findings, samples
from qingbai.oversight.findingacts import Act, Sort
from qingbai.pages.references import reference
from reviews import HEAD, REVIEWER, answered, filed
from scenes.frame import Stage, opened, press, scene
from visitors import Visitor, clerk


@scene("audit-desk-sign-in", "audit-desk-inspection", "audit-desk", "audit-desk-entry", "audit-desk-explain", "audit-desk-case", "audit-desk-statistics", site="registry")  # fmt: skip
def the_audit_desk(stage: Stage) -> None:
    case = services.apply_straight_through(draft=application(), token="t", by=COUNTER, at=clock.now())
    stage.as_(Visitor())
    stage.see("audit desk: sign in", reverse("audit-desk-sign-in"))
    stage.see("audit desk: sign in, nothing written", reverse("audit-desk-sign-in"), press)
    auditor = stage.as_(clerk(number="100101-17", role=Role.AUDITOR))
    stage.see("which inspection?", reverse("audit-desk-inspection"))
    stage.see("which inspection? nothing written", reverse("audit-desk-inspection"), press)
    auditor.post(reverse("audit-desk-inspection"), case="2026年第3号检查")
    stage.see("the ledger", reverse("audit-desk"))
    stage.see("the ledger searched", reverse("audit-desk"), press)
    found = auditor.post(reverse("audit-desk"), basis=case.row.number).content.decode()
    stage.see("an entry of the ledger", re.search(r'href="([^"]*/entries/\w+/\d+/)"', found)[1], opened)
    stage.see("an answer to be explained", reverse("audit-desk-explain"))
    stage.see("an answer to be explained, nothing written", reverse("audit-desk-explain"), press)
    stage.see("an answer explained", reverse("audit-desk-case", args=[reference(case.row.number)]), opened)
    stage.see("figures", reverse("audit-desk-statistics"), opened)


@scene("audit-desk-findings", "audit-desk-finding", "audit-desk-asked", "audit-desk-asked-one", site="registry")
def findings_of_the_audit(stage: Stage) -> None:
    number = findings.open_once(
        sort=Sort.BAIT, key="bait:1", officer="100101-11", office="100101-hy", entry=1, by=SYSTEM, at=clock.now()
    )
    auditor, chief = clerk(number="100101-17", role=Role.AUDITOR), clerk(number="100101-13", role=Role.HEAD)
    auditor.post(reverse("audit-desk-inspection"), case="2026年第3号检查")
    stage.as_(auditor)
    stage.see("findings", reverse("audit-desk-findings"))
    one = reverse("audit-desk-finding", args=[reference(number)])
    stage.see("a finding", one, opened)
    stage.see("a finding, nothing written", one, press)
    auditor.post(one, act=Act.ASK.value, words="为何查阅？")
    stage.as_(chief)
    stage.see("what the head is asked", reverse("audit-desk-asked"))
    stage.see("a question to the head", reverse("audit-desk-asked-one", args=[reference(number)]), opened)


@scene("audit-desk-colleagues", "audit-desk-unbound", "audit-desk-seconded", site="registry")
def looks_compared(stage: Stage) -> None:
    case = answered(at=clock.now())
    services.revoke(number=case.row.number, reason="姓名有误", by=REVIEWER, at=clock.now())
    number = filed(answered(token="t2", at=clock.now())).row.number
    answering.ask_extension(number=number, days=3, reason="案情复杂", by=REVIEWER, at=clock.now())
    answering.approve_extension(number=number, by=HEAD, at=clock.now())
    registrar = clerk(number="100101-11", role=Role.REGISTRAR)
    registrar.post(reverse("desk-search"), case="随便看看", name="赵石堤", number="100101198003090315")
    stage.wall.pass_(minutes=5)
    auditor = clerk(number="100101-17", role=Role.AUDITOR)
    auditor.post(reverse("audit-desk-inspection"), case="2026年第3号检查")
    stage.as_(auditor)
    stage.see("looks beside colleagues", reverse("audit-desk-colleagues"))
    stage.see("looks without a case", reverse("audit-desk-unbound"))
    stage.see("acts of two", reverse("audit-desk-seconded"))
    stage.see(
        "acts of two, a day that is none",
        reverse("audit-desk-seconded") + "?room=&office=&since_0=2026&since_1=13&since_2=1",
    )


@scene("audit-desk-samples", "audit-desk-sample", "audit-desk-asked-sample", site="registry")
def the_daily_sample(stage: Stage) -> None:
    for place in range(3):
        services.apply_straight_through(draft=application(), token=f"t{place}", by=COUNTER, at=clock.now())
    jobs.go_round(at=clock.now())
    samples.go_round(at=clock.now() + timedelta(days=1))
    drawn = [one.entry for one in samples.listed(viewer=SYSTEM, case="x", at=clock.now())]
    auditor, chief = clerk(number="100101-17", role=Role.AUDITOR), clerk(number="100101-13", role=Role.HEAD)
    auditor.post(reverse("audit-desk-inspection"), case="2026年第3号检查")
    stage.as_(auditor)
    stage.see("the daily sample", reverse("audit-desk-samples"))
    stage.see("one of the sample", reverse("audit-desk-sample", args=[drawn[0]]))
    stage.as_(chief)
    one = reverse("audit-desk-asked-sample", args=[drawn[1]])
    stage.see("one of the sample, for the head", one)
    stage.see("one of the sample, nothing said", one, lambda page: page.locator("main .acts .button").last.click())
