"""The audit desk in a real browser: an inspection named, the ledger searched, an answer explained and repeated, figures closed, a finding asked about, explained and closed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

import cast
from applications import COUNTER, NOW, application
from qingbai.agencies import services as agencies
from qingbai.agencies.terms import Role
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.audit.services import Deed
from qingbai.inquiries import services as inquiries
from qingbai.law.terms import Penalty, PenaltyKind, Sentence
from qingbai.matching.persons import Person
from qingbai.oversight import emergency, findings
from qingbai.oversight.findingacts import Sort
from qingbai.registers import services as registers
from registering import REGISTRAR, demo, receive, record, verdict
from screens import SCREENS

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "vault"])
PASSWORD = "invented clerks only"


@pytest.fixture
def registry(site, settings) -> str:
    """The registry's own site with an auditor and a head, an answered application, a year of figures and findings."""
    settings.ROOT_URLCONF = "qingbai.project.registry_urls"
    for number, role in (("100101-17", Role.AUDITOR), ("100101-13", Role.HEAD)):
        agencies.appoint(
            username=number, name="江照清", number=number, office="100101-hy", role=role, by=SYSTEM, at=NOW, basis="test", password=PASSWORD,
        )  # fmt: skip
    receive(demo("zhao-shidi"), at=NOW)
    case = inquiries.apply_straight_through(draft=application(cast.ON_RECORD), token="t", by=COUNTER, at=NOW)
    for month in (3, 4):
        answered(datetime(2025, month, 3, 2, tzinfo=UTC), 20 + 20 * month)
    convicted(datetime(2025, 5, 6, 2, tzinfo=UTC))
    looks()
    return case.row.number


def answered(at: datetime, count: int) -> None:
    """Applications of a month on the ledger, with answers after some days."""
    with transaction.atomic():
        asked = [
            Deed(kind=EventKind.INQUIRY_SUBMITTED, basis=f"QB-{at:%m}-{n}", facts={"office": "100101-hy"})
            for n in range(count)
        ]
        audit.record_all(deeds=asked, by=SYSTEM, at=at)
        for days in range(5):
            deeds = [
                Deed(
                    kind=EventKind.PAPER_ISSUED,
                    basis=f"QB-{at:%m}-{n}",
                    facts={"number": f"P-{at:%m}-{n}", "kind": "refusal" if n % 9 == 0 else "certificate"},
                )
                for n in range(count)
                if n % 5 == days
            ]
            audit.record_all(deeds=deeds, by=SYSTEM, at=at + timedelta(days=days))


def convicted(at: datetime) -> None:
    """Convictions of a year, for two charges."""
    for charge, months, count in (("盗窃罪", 10, 12), ("危险驾驶罪", 4, 10), ("诈骗罪", 40, 1)):
        kind = PenaltyKind.DETENTION if charge == "危险驾驶罪" else PenaltyKind.FIXED_TERM
        sentence = Sentence(charge=charge, penalty=Penalty(kind=kind, months=months, fine_yuan=2000))
        for n in range(count):
            one = verdict(cast.CLEAN, sentences=(sentence,), authority="public_security", division="100101")
            registers.enter(record=record(one), by=REGISTRAR, at=at, basis=f"notice-{charge}-{n}")


def looks() -> None:
    """Findings, and officers of whom one looks far more than the others."""
    findings.open_once(
        sort=Sort.BAIT, key="bait:1", officer="100101-11", office="100101-hy", entry=1, by=SYSTEM, at=NOW
    )
    registrar = Actor(ActorKind.OFFICER, "100101-11", "100101-hy", Role.REGISTRAR.value)
    emergency.look(
        person=Person.named((cast.ON_RECORD.name,), born_on=cast.ON_RECORD.born_on, documents=()),
        ground=emergency.Ground.LIFE,
        words="清河大桥有人持刀",
        asked_by="市局指挥中心",
        token="t",
        by=registrar,
        at=NOW - timedelta(days=12),
    )
    for n in range(6):
        by = Actor(ActorKind.OFFICER, f"100101-4{n}", "100101-hy")
        agencies.appoint(
            username=f"clerk-4{n}", name="周河岸", number=by.id, office="100101-hy", role=Role.CLERK, by=SYSTEM, at=NOW, basis="test", password=PASSWORD,
        )  # fmt: skip
        with transaction.atomic():
            deeds = [Deed(kind=EventKind.INQUIRY_ACCEPTED, basis=f"QB-{n}-{case}") for case in range(3)]
            deeds += [Deed(kind=EventKind.INQUIRY_READ, basis=f"QB-{n}-{case}") for case in range(60 if n == 3 else 5)]
            deeds += [Deed(kind=EventKind.RECORD_LOOKED_UP, basis="随手看看", facts={"business": "registration"})] * (
                n == 2
            )
            audit.record_all(deeds=deeds, by=by, at=NOW - timedelta(days=1))


def sign_in(desk, address: str, account: str) -> None:
    desk.go(address)
    desk.fill("username", account)
    desk.fill("password", PASSWORD)
    desk.look(f"sign in at {address}")
    desk.press()


@SCREENS
def test_an_auditor_works_through_the_desk_and_a_head_explains(
    reader, registry: str, width: int, language: str
) -> None:
    auditor = reader(width=width, language=language, script=width < 1000)  # at a desk without script
    sign_in(auditor, "/audit-desk/sign-in/", "100101-17")
    auditor.look("inspection")
    auditor.press()
    auditor.look("inspection, not named")
    auditor.fill("case", "2026-3")
    auditor.press()
    auditor.look("ledger")
    auditor.fill("basis", registry)
    auditor.press()
    auditor.look("ledger, searched")
    auditor.page.locator("main th a").first.click()
    auditor.look("entry")
    with auditor.page.expect_download() as file:
        auditor.press()
    assert file.value.suggested_filename.startswith("entry-")

    auditor.go("/audit-desk/cases/")
    auditor.fill("number", registry)
    auditor.look("explain")
    auditor.press()
    auditor.look("explained")
    auditor.press()
    auditor.look("repeated")
    assert auditor.page.locator(".verdict.yes").count() == 1

    auditor.go("/audit-desk/statistics/")
    auditor.look("figures, none closed")
    auditor.press(1)
    auditor.look("figures")
    assert auditor.page.locator("svg.chart").count() >= 5

    auditor.go("/audit-desk/colleagues/")
    auditor.look("colleagues")
    auditor.go("/audit-desk/without-case/")
    auditor.look("looks without a case")
    auditor.go("/audit-desk/findings/")
    auditor.look("findings")
    auditor.page.locator("main th a").last.click()
    auditor.look("finding")
    auditor.fill("words", "为何查阅？")
    auditor.press()
    auditor.look("finding, asked")

    head = reader(width=width, language=language)
    sign_in(head, "/desk/sign-in/", "100101-13")
    head.go("/audit-desk/asked/")
    head.look("asked")
    head.page.locator("main th a").last.click()
    head.look("to be explained")
    head.fill("words", "核对同名")
    head.press()
    head.go("/desk/emergency/")
    head.look("emergency")
    head.press()
    head.look("emergency, not stated")
