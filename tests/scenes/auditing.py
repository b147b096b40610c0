"""The audit desk: the ledger searched, an entry, an answer explained, the figures."""

import re

from django.urls import reverse

from applications import COUNTER, application
from qingbai import clock
from qingbai.agencies.terms import Role
from qingbai.audit.actors import SYSTEM
from qingbai.inquiries import services
from qingbai.oversight import findings
from qingbai.oversight.findingacts import Act, Sort
from qingbai.pages.references import reference
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
