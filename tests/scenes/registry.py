"""The registry's own pages: inbox, drafts, register, late notices, requests to look at sealed records, seals lifted."""

import re
from datetime import timedelta

from django.urls import reverse

import cast
from applications import NOW, judged
from desks import FIRST, arrived, judgment
from qingbai.agencies.terms import Role
from qingbai.audit.actors import SYSTEM
from qingbai.inbox import queries as inbox
from qingbai.inbox import taking_over
from qingbai.notices import reminders
from qingbai.pages.references import reference
from qingbai.registers.models import Conviction
from registering import demo
from reviews import correction_asked, opinion_signed, weighed
from scenes.frame import Stage, opened, press, scene
from visitors import Visitor, clerk

STATED = {
    "stated.final_on": "2023年5月5日",
    "stated.defendants.0.household": "100101",
    "stated.defendants.0.offences.0.began": "20220918",
    "stated.defendants.0.offences.0.ended": "2022.12.11",
}
ASKED = {
    "seeker": "judicial_organ",
    "sealed": "criminal",
    "organ": "演示市清河区人民法院",
    "name": cast.SEALED.name,
    "number": cast.SEALED.number,
    "letter": "（2026）演0101函9号",
    "bearer": "季明川",
    "bearer_id": "0101-7",
    "case": "（2026）演0101刑初90号",
    "reason": "审理另一案件",
    "legal_basis": "刑事诉讼法第二百八十六条",
    "scope": "全部案卷",
}


def registrar(number: str = "100101-11", role: Role = Role.REGISTRAR) -> Visitor:
    return clerk(number=number, role=role)


@scene("desk-draft", "desk", site="registry")
def found_wrong(stage: Stage) -> None:
    judged("zhao-shidi")
    named, unnamed = correction_asked(cast.ON_RECORD), correction_asked(cast.CLEAN)
    [entry] = weighed(named)
    opinion_signed(named, links={entry: True}, wrong=frozenset({entry}))
    opinion_signed(unnamed, paper_right=False)
    taking_over.go_round(at=NOW + timedelta(hours=2))
    stage.as_(registrar())
    stage.see("the inbox, found wrong by a review", reverse("desk") + "?list=told")
    pages = [reverse("desk-draft", args=[one.id]) for one in inbox.inbox(viewer=FIRST, at=NOW)]
    stage.see("an entry found wrong, waiting", pages[0])
    visitor = registrar()
    for page in pages:
        visitor.post(f"{page}claim/")
    stage.see("an entry found wrong, taken up", pages[0])
    stage.see(
        "an entry found wrong, no reason",
        pages[0],
        lambda page: page.locator("form[action*=settle] button").first.click(),
    )
    stage.see("nothing named that is wrong", pages[1])


@scene("desk-sign-in", "desk", "desk-new", "desk-draft", "desk-receipt", site="registry")
def the_inbox(stage: Stage) -> None:
    stage.as_(Visitor())
    stage.see("registry: first page", "/")
    stage.see("registry: sign in", reverse("desk-sign-in"))
    stage.see("registry: sign in, nothing written", reverse("desk-sign-in"), press)
    first, second = registrar(), registrar("100101-12")
    stage.as_(first)
    stage.see("an empty inbox", reverse("desk"))
    stage.see("to take in a document", reverse("desk-new"))
    stage.see("to take in a document, nothing written", reverse("desk-new"), press)
    draft = arrived(text=judgment("zhao-shidi").replace("并处罚金人民币", "并处没收财产，罚金人民币"))
    stage.see("the inbox", reverse("desk"))
    page = reverse("desk-draft", args=[draft])
    stage.see("a document, waiting", page)
    first.post(reverse("desk-act", args=[draft, "claim"]))
    stage.see("a document in hand", page)
    whole = arrived(token="whole")
    first.post(reverse("desk-act", args=[whole, "claim"]))
    for field, value in STATED.items():
        given = {"field": field, "edit-value": value, "edit-why": "与送达回证一致"}
        first.post(reverse("desk-correct", args=[whole]), **given)
    first.post(reverse("desk-act", args=[whole, "confirm"]))
    stage.as_(second)
    stage.see("a document for the second registrar", reverse("desk-draft", args=[whole]))
    second.post(reverse("desk-act", args=[whole, "confirm"]))
    second.post(reverse("desk-act", args=[whole, "enter"]))
    stage.see("the receipt", reverse("desk-receipt", args=[whole]))


@scene("desk-search", "desk-record", "desk-missing", "desk-senders", "desk-reminders", site="registry")
def the_register(stage: Stage) -> None:
    judged("zhao-shidi", "shen-xiaodu")
    stage.as_(registrar())
    stage.see("search", reverse("desk-search"))
    stage.see("search, nothing written", reverse("desk-search"), press)
    stage.see(
        "a record", reverse("desk-record", args=[Conviction.objects.get().id, reference("清登〔2026〕7号")]), opened
    )
    stage.see("notices that should have come", reverse("desk-missing"))
    stage.see("senders", reverse("desk-senders"))
    reminders.write(by=SYSTEM, at=NOW)
    stage.see("reminders", reverse("desk-reminders"))


@scene("desk-openings", "desk-opening-new", "desk-opening", "desk-opening-act", "desk-unsealings", "desk-unsealing-new", "desk-unsealing", site="registry")  # fmt: skip
def sealed_records(stage: Stage) -> None:
    judged("shen-xiaodu")
    keeper, chief = registrar(), registrar("100101-13", Role.HEAD)
    stage.as_(keeper)
    stage.see("no request to look", reverse("desk-openings"))
    stage.see("a request to look", reverse("desk-opening-new"))
    stage.see("a request to look, nothing written", reverse("desk-opening-new"), press)
    keeper.post(reverse("desk-opening-new"), **ASKED)
    address = keeper.addresses[-1]
    stage.see("a request to be examined", address)
    keeper.post(f"{address}examine/", **{"examine-permit": "yes", "examine-opinion": "属实"})
    stage.as_(chief)
    stage.see("a request to be decided", address)
    day = NOW.date() + timedelta(days=30)
    until = {f"permit-until_{place}": str(part) for place, part in enumerate((day.year, day.month, day.day))}
    chief.post(f"{address}permit/", **until, **{"permit-opinion": "同意"})
    stage.as_(keeper)
    stage.see("a request permitted", address)
    keeper.post(f"{address}undertake/", **{"undertake-signer": "季明川", "undertake-signer_id": "0101-7"})
    stage.see("what is sealed", address, press)
    stage.see("requests to look", reverse("desk-openings"))
    stage.see("seals to be lifted", reverse("desk-unsealings"))
    stage.see("to lift a seal", reverse("desk-unsealing-new"))
    stage.see("to lift a seal, nothing written", reverse("desk-unsealing-new"), press)
    given = {"court": "演示市清河区人民法院", "case_number": demo("shen-xiaodu").case_number, "name": cast.SEALED.name}
    given |= {"decided_by": "（2026）演0101刑初77号", "years": "6", "offence_on": "2023-03-01", "reason": "数罪并罚"}
    given |= {"met_on_0": "2026", "met_on_1": "10", "met_on_2": "8"}
    found = keeper.get(reverse("desk-unsealing-new")).content.decode()
    radio = re.search(r'name="([^"]+)" value="new_crime"', found)
    keeper.post(reverse("desk-unsealing-new"), **given, **({radio[1]: "new_crime"} if radio else {}))
    stage.as_(chief)
    stage.see("a seal to be lifted", keeper.addresses[-1])
