"""The register as its keeper sees it: found for a case, opened, and read as it stood on another day."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

import cast
from applications import NOW, judged
from qingbai.agencies.terms import Role
from qingbai.audit.models import LedgerEntry
from qingbai.pages.references import reference
from qingbai.registers.models import Conviction
from visitors import Visitor, clerk, text, wrongs

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
CASE = "清登〔2026〕7号"


@pytest.fixture
def keeper(registry) -> Visitor:
    judged("zhao-shidi", "shen-xiaodu")
    return clerk(number="100101-11", role=Role.REGISTRAR)


def find(visitor: Visitor, person: cast.Person, **other: str):
    given = {"case": CASE, "name": person.name, "number": person.number, **other}
    return visitor.post(reverse("desk-search"), **given)


def record() -> str:
    return reverse("desk-record", args=[Conviction.objects.get().id, reference(CASE)])


def test_a_record_is_found_and_opened_and_both_looks_are_on_the_ledger(keeper) -> None:
    found = find(keeper, cast.ON_RECORD)
    (link,) = re.findall(r'href="(/desk/register/[^"]+)"', found.content.decode())[-1:]
    shown = text(keeper.get(link))
    for word in ("赵石堤", "盗窃罪", "演示市清河区人民法院", cast.ON_RECORD.number):
        assert word in shown
    looks = LedgerEntry.objects.using("default").filter(kind="record_looked_up", basis=CASE).order_by("number")
    assert [look.facts.get("found", look.facts.get("conviction")) for look in looks] == [
        "1",
        str(Conviction.objects.get().id),
    ]
    assert len({look.about for look in looks}) == 1
    assert looks[0].about


@pytest.mark.parametrize("person", [cast.SEALED, cast.CLEAN])
def test_a_sealed_person_and_a_clean_one_are_not_found_alike(person: cast.Person, keeper) -> None:
    found = text(find(keeper, person)).replace(person.name, "").replace(person.number, "")
    assert "不予" not in found
    assert not re.search(r"刑初", found)
    (look,) = LedgerEntry.objects.using("default").filter(kind="record_looked_up")
    assert look.facts["found"] == "0"


def test_another_registry_finds_nothing_and_is_told_that_there_is_no_such_page(keeper) -> None:
    elsewhere = clerk("100102-sq", "100102-11", Role.REGISTRAR)
    assert "刑初" not in text(find(elsewhere, cast.ON_RECORD))
    assert elsewhere.get(record()).status_code == 404
    assert keeper.get(record()).status_code == 200


def test_an_auditor_sees_the_records_of_every_registry(keeper) -> None:
    auditor = clerk("100102-sq", "100102-14", Role.AUDITOR)
    assert auditor.get(record()).status_code == 200


def test_a_reference_that_we_did_not_make_opens_nothing(keeper) -> None:
    assert keeper.get(record().replace("~", "~x")).status_code == 404


def test_a_record_is_shown_as_it_stood_on_another_day(keeper, registry) -> None:
    registry.pass_(days=10)
    before = NOW - timedelta(days=1)
    day = {"as_of_0": before.year, "as_of_1": before.month, "as_of_2": before.day}
    assert "赵石堤" not in text(keeper.get(record(), **day))
    today = {"as_of_0": NOW.year, "as_of_1": NOW.month, "as_of_2": NOW.day}
    assert "赵石堤" in text(keeper.get(record(), **today))


def test_a_case_is_asked_for_and_a_name_alone_is_not_enough(keeper) -> None:
    told = wrongs(find(keeper, cast.ON_RECORD, case="", number=""))
    assert len(told) == 2
    assert len(wrongs(find(keeper, cast.ON_RECORD, case=cast.ON_RECORD.number))) == 1
    assert not LedgerEntry.objects.using("default").filter(kind="record_looked_up").exists()
