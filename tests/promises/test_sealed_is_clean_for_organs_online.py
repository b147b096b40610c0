"""Promise 1 through the door of organs and lawyers: every page, answer and statement about a sealed person is that about a clean one, and the vault stays shut."""

import re

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import cast
from applications import NOW, judged
from askers import FIRM, PROSECUTION, firm, hand_in, prosecution
from handlers import signed_in
from masks import masked, statement
from officials import CLERK
from qingbai.audit.models import LedgerEntry
from qingbai.certificates.models import Paper
from qingbai.disclosures import online, services
from qingbai.disclosures.models import RequestRow
from qingbai.law.official import OfficialAsker
from qingbai.notifications.models import Delivery
from qingbai.pages.references import reference
from qingbai.registers import queries as registers
from visitors import clerk

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
SECRETS = (
    (r"~[0-9A-Za-z_-]{20,}", "~MARK"),
    (r'value="[0-9A-Za-z]{64}"', "TOKEN"),
    (r"/papers/[0-9a-f-]{36}/", "/papers/FILE/"),
    (r"datetime[^)]*\)", "MOMENT"),
)
ASKERS = (OfficialAsker.STATE_ORGAN, OfficialAsker.DEFENCE_LAWYER)


def plain(text: str, person: cast.Person) -> str:
    text = masked(text, person)
    for pattern, word in SECRETS:
        text = re.sub(pattern, word, text)
    return text


def observed(visitor, officer, site, asker: OfficialAsker, person: cast.Person, turn: str) -> tuple[object, ...]:
    """All that who asks sees and the house does, from the request to the letter: pages, letter, ledger, statements, hands, steps."""
    site.now, before = NOW, LedgerEntry.objects.count()
    known = set(RequestRow.objects.values_list("number", flat=True))
    with CaptureQueriesContext(connection) as asked:
        pages = [hand_in(visitor, asker, person, token=f"{turn} {person.number}")]
        number = RequestRow.objects.exclude(number__in=known).get().number
        ref = reference(number)
        file = reverse("counter-case", args=[ref])
        pages += [officer.get(file), officer.post(reverse("counter-case-act", args=[ref, "accept"]))]
        address = reverse("organ-request", args=[ref])
        pages.append(visitor.get(address))
        site.pass_(seconds=10)
        pages += [visitor.get(address), officer.get(file)]
        letter = visitor.client.post(reverse("organ-request-letter", args=[ref]))
        pages.append(visitor.post(reverse("organ-request-act", args=[ref, "sign_for"])))
    ledger = [f"{one.kind} {one.office} {one.facts}" for one in LedgerEntry.objects.order_by("number")[before:]]
    row = RequestRow.objects.get(number=number)
    said = bytes(Paper.objects.get(number=online.stand(number=number, viewer=_who(row), at=site.now).paper).claim)
    return (
        [(one.status_code, plain(one.content.decode(), person)) for one in pages],
        (letter.status_code, letter.content[:5], plain(said.decode("latin-1"), person)[:0], len(said)),
        [plain(one, person) for one in ledger],
        [statement(one["sql"]) for one in asked.captured_queries],
        [(one.kind, one.by_kind, one.by_office) for one in row.acts.all()],
        [
            (one.told.message, one.told.facts, one.told.at, one.channel, one.state, one.next_at)
            for one in Delivery.objects.filter(told__about=number).select_related("told").order_by("told__message")
        ],
    )


def _who(row: RequestRow):
    return row.acts.first().by


def before_the_letter(visitor, site) -> list[str]:
    """The page while the answer about somebody on record waits for a second pair of eyes, and while that about a clean person waits for its tick."""
    seen = []
    for person in (cast.ON_RECORD, cast.SEALED_TWIN):
        site.now = NOW
        known = set(RequestRow.objects.values_list("number", flat=True))
        hand_in(visitor, OfficialAsker.STATE_ORGAN, person, token=f"fourth {person.number}")
        number = RequestRow.objects.exclude(number__in=known).get().number
        online.accept(number=number, by=CLERK, at=NOW)
        services.advance(number=number, at=NOW)
        page = visitor.get(reverse("organ-request", args=[reference(number)]))
        seen.append(plain(page.content.decode(), person))
        withdraw = reverse("organ-request-act", args=[reference(number), "withdraw"])
        assert visitor.client.post(withdraw).status_code == 409
    return seen


@pytest.fixture
def people(site):
    """The prosecutor and the lawyer, and the officer at the counter; caches are filled once."""
    judged("shen-xiaodu", "han-yueling", "zhao-shidi")
    prosecution()
    firm()
    found = signed_in("gu-anlan"), signed_in("qiao-wenhe")
    for visitor, code in zip(found, (PROSECUTION, FIRM), strict=True):
        visitor.post(reverse("organ-tell-me", args=[reference(code)]), email="somebody@example.cn", phone="")
    officer = clerk()
    for visitor, asker in zip(found, ASKERS, strict=True):
        observed(visitor, officer, site, asker, cast.CLEAN, "first")
    return (*found, officer)


def test_everything_organs_and_lawyers_see_of_a_sealed_person_is_that_of_a_clean_one_and_a_leak_is_found(
    site, people, monkeypatch
) -> None:
    *askers, officer = people
    for visitor, asker in zip(askers, ASKERS, strict=True):
        with CaptureQueriesContext(connections["vault"]) as vault:
            sealed, clean = (
                observed(visitor, officer, site, asker, one, "second") for one in (cast.SEALED, cast.SEALED_TWIN)
            )
        assert vault.captured_queries == []
        for of_sealed, of_clean in zip(sealed, clean, strict=True):
            assert of_sealed == of_clean
        assert [one[0] for one in sealed[-1]] == ["accepted", "answer_ready"]
    number = RequestRow.objects.latest("submitted_at").number
    assert services.open_case(number).status == "signed_for"
    on_record, clean_page = before_the_letter(askers[0], site)
    assert on_record == clean_page  # what may be done and read meanwhile tells nothing of what was found
    looked_up = registers.candidates

    def leaking(**asked):
        """One more harmless statement where somebody of this name is looked up."""
        if cast.SEALED.name in asked["person"].names:
            LedgerEntry.objects.filter(number=1).exists()
        return looked_up(**asked)

    monkeypatch.setattr(registers, "candidates", leaking)
    leaked = observed(askers[1], officer, site, ASKERS[1], cast.SEALED, "third")
    assert leaked[3] != clean[3]
