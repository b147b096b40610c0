"""Promise 1 at the page for the person's own eyes: whoever stands beside a sealed person reads what they would read beside anybody else.

Both are asked about by the same people in the same ways: by themselves, by a unit, by an organ, by an officer who opens the file. Every byte and
every statement of what the two then see is the same, and the vault is not opened. A planted word too many would be found.

Who asked while a record was open, and it was sealed afterwards: that line too says what it says of somebody who never had one, before the seal,
after it, and when the case was answered anew. Who says that something about them is wrong goes the same way, with the same words, to the same end.
"""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import cast
import masks
import registering
from applications import COUNTER, NOW, application, judged
from lists import gone_on, line, unit
from officials import OFFICE, REVIEWER, request
from qingbai.agencies.terms import Role
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.disclosures import services as disclosures
from qingbai.inquiries import services
from qingbai.law.official import OfficialAsker
from qingbai.notifications.contacts import Contact
from qingbai.notifications.models import Told
from qingbai.objections import answering
from qingbai.objections import services as reviews
from qingbai.objections.answering import Findings
from qingbai.objections.models import Review
from qingbai.ownrecord import services as alerts
from qingbai.pages.references import reference
from qingbai.portal import my_record
from qingbai.registers import services as registers
from qingbai.sealing import services as sealing
from reviews import HEAD
from visitors import Visitor, clerk

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
TWINS = (("shen-xiaodu", cast.SEALED), ("shen-xiaozhou", cast.SEALED_TWIN))


@pytest.fixture
def asked_about(site) -> None:
    judged("shen-xiaodu")
    unit()
    gone_on(*(line(person) for _, person in TWINS))
    for key, person in TWINS:
        case = services.apply_straight_through(draft=application(person), token=key, by=COUNTER, at=NOW)
        for place, asker in enumerate((OfficialAsker.STATE_ORGAN, OfficialAsker.NOTARY_OFFICE), 1):
            asked = request(asker, person)
            disclosures.ask_straight_through(
                asked=asked, office=OFFICE, token=f"{key} {asker}", by=COUNTER, at=NOW + timedelta(seconds=place)
            )
        site.pass_(seconds=10)
        services.open_file(number=case.row.number, by=COUNTER, at=site.now)
        site.now = NOW
    site.pass_(minutes=1)


def seen(key: str, person: cast.Person, site) -> tuple[str, list[str], int]:
    """The pages, masked: who asked, what would be answered, before its tick and after it; the statements behind them; how often the vault was asked."""
    visitor, began = Visitor(), site.now
    visitor.sign_in(key)
    with CaptureQueriesContext(connection) as asked, CaptureQueriesContext(connections["vault"]) as of_the_vault:
        page = visitor.get(reverse("my-record")).content.decode()
        page += visitor.post(reverse("my-record-today")).content.decode()
        site.pass_(seconds=5)
        page += visitor.get(reverse("my-record-today")).content.decode()
    site.now = began
    return masked(page, person), [masks.statement(one["sql"]) for one in asked.captured_queries], len(of_the_vault)


def masked(page: str, person: cast.Person) -> str:
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "CSRF", page)
    page = re.sub(r'name="begun" value="[\w-]+"', "BEGUN", page)
    page = re.sub(r"(GZ|FC)\d{8}-\w{8}(~[\w-]+)?", "REVIEW", page)
    page = re.sub(r"DW\d{8}-\w{8}\.\d+~[\w-]+", "ROW", page)  # each stands in a row of the own
    return re.sub(r"APPLICATION~[\w-]+", "APPLICATION", masks.masked(page, person))


@pytest.mark.usefixtures("asked_about")
def test_a_sealed_person_sees_what_a_clean_one_sees(site, monkeypatch: pytest.MonkeyPatch) -> None:
    Visitor().sign_in("lin-qinghe")
    seen(*TWINS[0], site)  # caches fill once
    (sealed, asked_for_sealed, vault), (clean, asked_for_clean, _) = (seen(*twin, site) for twin in TWINS)
    assert "演示清河律师事务所" in sealed
    assert "将出具：" in sealed
    assert sealed == clean
    assert asked_for_sealed == asked_for_clean
    assert vault == 0
    plain = my_record._office

    def leaking(code: str) -> str:
        return plain(code) + " " * (connections["vault"].cursor().execute("SELECT 1") is None)

    monkeypatch.setattr(my_record, "_office", leaking)
    assert seen(*TWINS[0], site)[2] > 0


AFTERWARDS = (("zhao-shidi", cast.ON_RECORD), ("lin-qinghe", cast.CLEAN))


def lines(key: str, person: cast.Person, site) -> tuple[str, list[object], list[str]]:
    """Who asked about somebody: the page, the same in the file of one's own data, and the statements behind the page."""
    visitor, began = Visitor(), site.now
    visitor.sign_in(key)
    with CaptureQueriesContext(connection) as asked:
        page = visitor.get(reverse("my-record")).content.decode()
    file = json.loads(masked(visitor.client.get(reverse("own-data")).content.decode(), person))
    site.now = began
    told = [{**one, "number": "NUMBER"} for one in file["who_asked"]]
    return masked(page, person), told, [masks.statement(one["sql"]) for one in asked.captured_queries]


def test_what_was_asked_before_a_record_was_sealed_reads_as_for_somebody_who_never_had_one(site) -> None:
    entered = registering.record(registering.verdict(cast.ON_RECORD))
    by_notice = {"by": registering.REGISTRAR, "at": NOW, "basis": "n-1"}
    conviction = registers.enter(record=entered, **by_notice).defendants[0].conviction
    unit()
    gone_on(*(line(person) for _, person in AFTERWARDS))
    papers = {}
    for key, person in AFTERWARDS:
        case = services.apply_straight_through(draft=application(person), token=key, by=COUNTER, at=NOW)
        papers[key] = case.row.number
        for asker in (OfficialAsker.STATE_ORGAN, OfficialAsker.NOTARY_OFFICE):
            asked = disclosures.ask_straight_through(
                asked=request(asker, person), office=OFFICE, token=f"{key} {asker}", by=COUNTER, at=NOW
            )
            if asked.status == "decided":  # a record that is told is cleared by somebody else first
                disclosures.clear(number=asked.row.number, by=REVIEWER, at=NOW)
                disclosures.advance(number=asked.row.number, at=NOW)
    site.pass_(minutes=1)
    Visitor().sign_in("wu-tongyu")
    lines(*AFTERWARDS[0], site)  # caches fill once
    open_record, never = (lines(*one, site) for one in AFTERWARDS)
    assert never[0].count("已答复") == 4
    assert open_record == never
    site.pass_(days=1)
    sealing.seal_entered(conviction=conviction, rules="measures_2022: SEAL-01", by=SYSTEM, at=site.now, basis="n-2")
    site.pass_(days=1)
    assert lines(*AFTERWARDS[0], site) == lines(*AFTERWARDS[1], site) == never
    services.withdraw_and_reissue(number=papers["zhao-shidi"], reason="更正", by=REVIEWER, at=site.now)
    site.pass_(minutes=1)
    assert lines(*AFTERWARDS[0], site) == never


def corrected(key: str, person: cast.Person, officer: Visitor) -> tuple[str, list[str], int]:
    """Every page of a correction from its beginning to the opinion, the officer's file among them; the statements behind them; how often the vault was asked."""
    visitor = Visitor()
    visitor.sign_in(key)
    given = {"ground": "not_mine", "statement": "那不是我。", "evidence": "考勤记录", "office": OFFICE, "contact": ""}
    with CaptureQueriesContext(connection) as asked, CaptureQueriesContext(connections["vault"]) as of_the_vault:
        pages = [visitor.get(reverse("correct"))]
        for question, answer in given.items():
            address = reverse("correct-question", args=[question])
            pages.append(visitor.get(address))
            visitor.post(address, answer=answer, email="", phone="")
        pages.append(visitor.get(reverse("correct-check")))
        pages.append(visitor.post(reverse("correct-check"), declared="on"))
        [review] = Review.objects.filter(owner=fingerprint_of(person))
        act = {"number": review.number, "at": NOW + timedelta(hours=1)}
        reviews.weigh_evidence(accepted=True, reason="照片不符", by=REVIEWER, **act)
        pages.append(officer.get(reverse("counter-review", args=[reference(review.number)])))
        answering.draft_opinion(findings=Findings(words="经核实。"), by=REVIEWER, **act)
        answering.sign_opinion(by=HEAD, **act)
        pages.append(visitor.get(reverse("review", args=[reference(review.number)])))
    shown = masked("".join(page.content.decode() for page in pages), person)
    return shown, [masks.statement(one["sql"]) for one in asked.captured_queries], len(of_the_vault)


def fingerprint_of(person: cast.Person) -> str:
    return services.owner_of(application(person))


def test_who_says_that_something_is_wrong_goes_the_same_way_with_a_sealed_record_and_with_none(site) -> None:
    judged("shen-xiaodu")
    officer = clerk(role=Role.REVIEWER)
    corrected("lin-qinghe", cast.CLEAN, officer)  # caches fill once
    (sealed, asked_for_sealed, vault), (clean, asked_for_clean, _) = (corrected(*twin, officer) for twin in TWINS)
    assert "无须更正、补充" in sealed
    assert sealed == clean
    assert asked_for_sealed == asked_for_clean
    assert vault == 0


def test_both_are_told_that_somebody_asked_at_one_moment_in_one_word(site) -> None:
    judged("shen-xiaodu")
    actors = [Actor(ActorKind.APPLICANT, fingerprint_of(person)) for _, person in TWINS]
    numbers = [alerts.switch_on(contact=Contact(phone="13800000000"), by=one, at=NOW) for one in actors]
    unit()
    gone_on(*(line(person) for _, person in TWINS))
    at, asked = NOW + timedelta(days=1), []
    alerts.check(number=numbers[0], at=NOW)  # not yet: its day has been looked at
    for number in numbers:
        with CaptureQueriesContext(connection) as queries, CaptureQueriesContext(connections["vault"]) as of_the_vault:
            assert alerts.check(number=number, at=at)
        asked.append([masks.statement(one["sql"]) for one in queries.captured_queries])
        assert len(of_the_vault) == 0
    assert asked[0] == asked[1]
    told = Told.objects.filter(about__in=numbers).values_list("message", "facts", "language", "at")
    assert list(told) == [("something_new", {}, "zh-hans", at)] * 2
