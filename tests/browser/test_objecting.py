"""Agents and people named in letters object on a phone, the office finds and takes back papers at a desk: looked at in both languages."""

import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import cast
import files
import lists
import officials
from applications import judged, office_above
from qingbai import clock
from qingbai.agencies.terms import Role
from qingbai.certificates.models import Paper
from qingbai.disclosures import services as disclosures
from qingbai.law.official import OfficialAsker
from qingbai.pages.references import reference
from qingbai.screening.models import RowLetter
from screens import SCREENS
from visitors import Visitor, apply, clerk


def as_(desk, visitor: Visitor) -> None:
    """The browser goes on where the visitor signed in."""
    key = visitor.client.cookies[settings.SESSION_COOKIE_NAME].value
    desk.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": desk.site}])


def look(desk, state: str) -> None:
    desk.look(state)
    if folder := os.environ.get("QINGBAI_PICTURES"):
        width, language = desk.page.viewport_size["width"], desk.page.get_attribute("html", "lang")
        desk.page.screenshot(path=Path(folder) / f"{state.replace(' ', '-')}-{width}-{language}.png", full_page=True)


def answer(visitor: Visitor, ref: str, ground: str = "not_mine") -> str:
    for key, given in {"ground": ground, "statement": "案发时本人在外地工作。", "evidence": "单位考勤记录"}.items():
        visitor.post(reverse("object-question", args=[ref, key]), answer=given)
    visitor.post(reverse("object-question", args=[ref, "contact"]), email="", phone="")
    return ref


def send(visitor: Visitor, ref: str) -> str:
    visitor.post(reverse("object-check", args=[ref]), declared="on")
    return re.search(r"/reviews/([^/]+)/$", visitor.addresses[-1])[1]


def held(visitor: Visitor, paper: Paper, person: cast.Person | None = None) -> str:
    other = {"document_kind": "resident_id", "document_number": person.number, "nationality": "CHN"} if person else {}
    whom = "agent" if person else "himself"
    visitor.post(reverse("object-by-number"), paper_number=paper.number, code=paper.code, whom=whom, **other)
    return re.search(r"/applications/([^/]+)/object/$", visitor.addresses[-1])[1]


def sign_in(person: str) -> Visitor:
    visitor = Visitor()
    visitor.sign_in(person)
    return visitor


@SCREENS
@pytest.mark.django_db(databases=["default", "vault"], transaction=True)
def test_objecting_for_another_and_to_a_letter(reader, site, width: int, language: str) -> None:
    judged("zhao-shidi")
    owner = apply("zhao-shidi")
    lists.unit()
    listed = lists.gone_on(lists.line(cast.ON_RECORD), lists.line(cast.CLEAN), at=clock.now())
    desk = reader(width=width, language=language, script=width < 1000)  # at a desk without script
    desk.go("/")
    desk.page.wait_for_timeout(5_000)  # until both answers' ticks
    desk.look("start")
    refusal = Paper.objects.get(kind="refusal")
    letter = Paper.objects.get(number=RowLetter.objects.get(roster=listed.row, row__line=2).number)
    agent = sign_in("lin-qinghe")
    as_(desk, agent)
    desk.go(reverse("mine"))
    look(desk, "o1 mine")
    desk.go(reverse("object-by-number"))
    look(desk, "o2 by number")
    desk.choose("agent")
    desk.press()
    look(desk, "o3 by number with faults")
    ref = answer(agent, held(agent, refusal, cast.ON_RECORD), "judgment_wrong")
    for name, page in (("o4 agent begins", "object"), ("o5 agent checks", "object-check")):
        desk.go(reverse(page, args=[ref]))
        look(desk, name)
    review = send(agent, ref)
    desk.go(reverse("review", args=[review]))
    look(desk, "o6 agent hands in")
    given = {
        "identity": [SimpleUploadedFile("a.jpg", files.photo())],
        "power_of_attorney": [SimpleUploadedFile("b.pdf", files.letter())],
    }
    agent.post(reverse("review-papers", args=[review]), **given)
    desk.go(reverse("review", args=[review]))
    look(desk, "o7 agent waits")
    officer, reviewer = clerk(), clerk(number="100101-07", role=Role.REVIEWER)
    head = clerk(number="100101-08", role=Role.HEAD)
    as_(desk, officer)
    desk.go(reverse("counter-review", args=[review]))
    look(desk, "o8 office looks at the papers")
    officer.post(reverse("counter-review-act", args=[review, "accept"]))
    drafted = {"draft-paper_right": "yes", "draft-words": "经核查。", "draft-link_0": "open"}
    reviewer.post(reverse("counter-review-act", args=[review, "draft"]), **drafted)
    as_(desk, head)
    desk.go(reverse("counter-review", args=[review]))
    look(desk, "o9 head signs")
    head.post(reverse("counter-review-act", args=[review, "sign"]))
    as_(desk, agent)
    desk.go(reverse("review", args=[review]))
    look(desk, "o10 answered with advice to petition")
    as_(desk, owner)
    desk.go(reverse("mine"))
    look(desk, "o11 the person sees it")

    theirs = send(owner, answer(owner, held(owner, letter)))
    desk.go(reverse("review", args=[theirs]))
    look(desk, "o12 review of a letter")
    as_(desk, reviewer)
    for name, page in (("o13 reviews", "counter-reviews"), ("o14 object by number", "counter-object-find")):
        desk.go(reverse(page))
        look(desk, name)
    desk.go(reverse("counter-object", args=[reference(f"{listed.number}.3")]))
    look(desk, "o15 objection of a unit")
    desk.press()
    look(desk, "o16 objection of a unit with faults")
    desk.go(reverse("counter-review", args=[theirs]))
    for box in desk.page.locator("details").all():
        box.evaluate("one => one.open = true")
    look(desk, "o17 file of a review of a letter")


@SCREENS
@pytest.mark.django_db(databases=["default", "vault"], transaction=True)
def test_an_organ_above_takes_a_paper_back(reader, site, width: int, language: str) -> None:
    judged("zhao-shidi")
    owner = apply("zhao-shidi")
    above = clerk(office_above(), "100100-01", Role.HEAD)
    desk = reader(width=width, language=language, script=width < 1000)  # at a desk without script
    as_(desk, above)
    desk.go(reverse("counter-take-back-find"))
    look(desk, "t1 find")
    desk.press()
    look(desk, "t2 find with faults")
    ref = owner.reference()
    desk.go(reverse("counter-take-back", args=[ref]))
    look(desk, "t3 take back")
    above.post(reverse("counter-take-back", args=[ref]), way="only", reason="再审改判。")
    desk.go(reverse("counter-take-back", args=[ref]))
    look(desk, "t4 taken back")
    asked = officials.request(OfficialAsker.STATE_ORGAN)
    case = disclosures.ask_straight_through(
        asked=asked, office=officials.OFFICE, token="t", by=officials.CLERK, at=clock.now()
    )
    disclosures.withdraw_and_reissue(
        number=case.row.number,
        reason="情况已变。",
        by=officials.REVIEWER,
        at=clock.now(),
    )
    as_(desk, clerk())
    desk.go(reverse("counter-case", args=[reference(case.row.number)]))
    look(desk, "t5 request answered anew")
