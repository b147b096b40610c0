"""The pages of organs and defence lawyers: registered at the counter, asking for a case, completing papers, reading the letter."""

import re

from django.urls import reverse
from playwright.sync_api import Page

import cast
from applications import judged
from askers import FIRM, PROSECUTION, answers, firm, hand_in, prosecution, the_request
from qingbai.law.official import OfficialAsker
from qingbai.pages.references import reference
from scenes.frame import Stage, opened, press, scene
from scenes.portal import SECOND, signed_in
from visitors import clerk


@scene("counter-bodies", "counter-body-new", "counter-body", "counter-body-change")
def organs_at_the_counter(stage: Stage) -> None:
    stage.as_(clerk())
    stage.see("no organ is registered", reverse("counter-bodies"))
    stage.see("an organ to register", reverse("counter-body-new"))
    stage.see("an organ to register, nothing filled in", reverse("counter-body-new"), press)
    prosecution()
    firm()
    stage.see("organs and law firms", reverse("counter-bodies"))
    stage.see("an organ", reverse("counter-body", args=[reference(PROSECUTION)]))
    stage.see("an organ has changed", reverse("counter-body-change", args=[reference(PROSECUTION)]))


@scene(
    "organs",
    "organ-articles",
    "organ",
    "organ-tell-me",
    "organ-ground",
    "organ-ask",
    "organ-forget",
    "organ-request",
    "counter-case-paper",
)
def organs_online(stage: Stage) -> None:
    judged("zhao-shidi")
    prosecution()
    firm()
    stage.as_(signed_in("wu-tongyu"))
    stage.see("asking for a case, nobody registered", reverse("organs"))
    stage.see("articles of organs and lawyers", reverse("organ-articles"))
    lawyer = stage.as_(signed_in("qiao-wenhe"))
    stage.see("a lawyer asks", reverse("organ-ask", args=[reference(FIRM), "defence"]))
    officer_of = stage.as_(signed_in("gu-anlan"))
    where = [reference(PROSECUTION)]
    stage.see("asking for a case", reverse("organs"))
    stage.see("my organ", reverse("organ", args=where))
    tell_me = reverse("organ-tell-me", args=where)
    stage.see("tell me of my requests", tell_me)
    stage.see("tell me of my requests, nothing filled in", tell_me, press)
    officer_of.post(tell_me, email="gu@example.cn", phone="")
    stage.see("told of my requests", tell_me)
    stage.see("on which article", reverse("organ-ground", args=where))
    stage.see("on which article, nothing chosen", reverse("organ-ground", args=where), press)
    ask = reverse("organ-ask", args=[*where, "prosecutors"])
    stage.see("a request for a case", ask)
    stage.see("a request for a case, nothing filled in", ask, press)
    officer_of.post(ask, case_number="演检〔2026〕7号", name="沈", nationality="CHN", keep="yes")
    stage.see("my organ, a request is begun", reverse("organ", args=where))
    stage.see("a request gone on with", ask)
    stage.see("delete the request that is begun", reverse("organ-forget", args=where))
    hand_in(officer_of, OfficialAsker.STATE_ORGAN, cast.CLEAN)
    mine, ref = reverse("organ-request", args=[the_request()]), the_request()
    stage.see("a request handed in", mine)
    officer = stage.as_(clerk())
    page = reverse("counter-case", args=[ref])
    stage.see("a request whose papers are to be looked at", page, opened)
    paper = re.search(r"/papers/([0-9a-f-]{36})/", officer.get(page).content.decode())[1]
    stage.see("a paper of a request", reverse("counter-case-paper", args=[ref, paper]))
    officer.post(reverse("counter-case-act", args=[ref, "accept"]))
    stage.wall.pass_(**SECOND)
    stage.as_(officer_of)
    stage.see("a request answered online", mine)
    hand_in(lawyer, OfficialAsker.DEFENCE_LAWYER, cast.CLEAN)
    back = reverse("counter-case-papers-back", args=[the_request()])
    officer.post(back, **{"back-papers": ["mandate"], "back-note": "没有写明案号"})
    stage.as_(lawyer)
    stage.see("a request to be completed", reverse("organ-request", args=[the_request()]))


@scene("sent-late", "organ-ask")
def a_request_for_a_case_sent_too_late(stage: Stage) -> None:
    prosecution()
    person = stage.as_(signed_in("gu-anlan"))
    ask = reverse("organ-ask", args=[reference(PROSECUTION), "prosecutors"])
    filled = answers(OfficialAsker.STATE_ORGAN, cast.CLEAN)
    stage.wall.pass_(minutes=31)
    person.client.post(ask, filled)
    person.sign_in("gu-anlan")
    stage.as_(person)
    stage.see("a request for a case that was sent too late", reverse("sent-late"))
    person.post(ask, case_number="演检〔2026〕7号", keep="yes")
    stage.see("a request begun, changed at another device", ask, changed_elsewhere)


def changed_elsewhere(page: Page) -> None:
    """Keep what the page shows as if another device had kept something since."""
    page.locator("input[name=shown]").evaluate("box => { box.value = 'another' }")
    page.fill("[name=name]", "沈")
    page.locator("button[name=keep]").click()
    page.wait_for_load_state()
