"""Promise 1 through the units' own door: every page, answer and statement about a sealed person is that about a clean one, and the vault stays shut."""

import re

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import cast
from applications import COUNTER, NOW, judged
from handlers import papers, signed_in, upload
from lists import line, unit
from masks import masked, statement
from qingbai.audit.actors import SYSTEM
from qingbai.audit.models import LedgerEntry
from qingbai.pages.references import reference
from qingbai.registers import batches
from qingbai.screening import online, services
from qingbai.screening.models import Roster

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
SECRETS = (
    (r"DW\d{8}-[0-9A-Z]{8}", "LIST"),
    (r"~[0-9A-Za-z_-]{20,}", "~MARK"),
    (r'value="[0-9A-Za-z]{64}"', "TOKEN"),
    (r"datetime[^)]*\)", "MOMENT"),
    (r"· …[0-9]{3}[0-9X]", "· …END"),  # the end of a document's number
)


def plain(text: str, person: cast.Person) -> str:
    text = masked(text, person)
    for pattern, word in SECRETS:
        text = re.sub(pattern, word, text)
    return text


def observed(handler, site, person: cast.Person, post: str = "律师") -> tuple[object, ...]:
    """All that a unit sees and the house does, from the upload to the letters."""
    site.now, before = NOW, LedgerEntry.objects.count()
    known = set(Roster.objects.values_list("number", flat=True))
    with CaptureQueriesContext(connection) as asked:
        pages = [upload(handler, line(cast.EXEMPTED, post=post), line(person, post=post))]
        number = Roster.objects.exclude(number__in=known).get().number
        pages.append(handler.post(reverse("unit-list-confirm", args=[reference(number)]), **papers()))
        online.accept(number=number, by=COUNTER, at=NOW)
        services.go_on(number=number, by=SYSTEM, at=NOW)
        address = reverse("unit-list", args=[reference(number)])
        pages.append(handler.get(address))
        site.pass_(seconds=10)
        pages.append(handler.get(address))
        pages += [
            handler.get(reverse(name, args=[reference(number)])) for name in ("unit-list-again", "unit-list-renew")
        ]
        letter = handler.client.post(reverse("unit-list-letter", args=[reference(number), 3]))
    ledger = [f"{one.kind} {one.office} {one.facts}" for one in LedgerEntry.objects.order_by("number")[before:]]
    return (
        [(one.status_code, plain(one.content.decode(), person)) for one in pages],
        (letter.status_code, letter.content[:5]),
        [plain(one, person) for one in ledger],
        [statement(one["sql"]) for one in asked.captured_queries],
    )


@pytest.fixture
def handler(site):
    """Lin Qinghe, who acts for the law firm; caches are filled once."""
    judged("shen-xiaodu", "han-yueling", "zhao-shidi")
    unit()
    visitor = signed_in("lin-qinghe")
    observed(visitor, site, cast.CLEAN)
    site.now = NOW
    return visitor


def test_everything_a_unit_sees_of_a_sealed_person_is_that_of_a_clean_one_and_an_open_record_is_told_apart(
    site, handler, monkeypatch
) -> None:
    with CaptureQueriesContext(connections["vault"]) as vault:
        sealed, clean = (observed(handler, site, one) for one in (cast.SEALED, cast.SEALED_TWIN))
    assert vault.captured_queries == []
    for of_sealed, of_clean in zip(sealed, clean, strict=True):
        assert of_sealed == of_clean
    assert sealed != observed(handler, site, cast.ON_RECORD)
    looked_up = batches.candidates

    def leaking(**asked):
        """One more harmless statement where somebody of this name is looked up."""
        if any(cast.SEALED.name in one.names for one in asked["people"]):
            LedgerEntry.objects.filter(number=1).exists()
        return looked_up(**asked)

    monkeypatch.setattr(batches, "candidates", leaking)
    assert observed(handler, site, cast.SEALED, "合伙人")[3] != clean[3]  # another list: the first is still open
