"""The audit desk: the ledger searched, an entry, an answer explained, the figures."""

import re

from django.urls import reverse

from applications import COUNTER, application
from qingbai import clock
from qingbai.agencies.terms import Role
from qingbai.inquiries import services
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
