"""Organs and offices as loaded from the files, and what may be seen of them."""

from datetime import datetime

import pytest
from django.db import IntegrityError, connection, transaction

from qingbai import clock
from qingbai.agencies import directory, models, queries, services
from qingbai.agencies.hours import Open
from qingbai.agencies.terms import Authority, Bilingual
from qingbai.audit.actors import SYSTEM
from qingbai.audit.events import EventKind
from qingbai.audit.models import LedgerEntry
from qingbai.law.terms import OfficeKind, OfficeLevel

pytestmark = pytest.mark.django_db
DEMO_OFFICES = ("100101-ee", "100101-hy", "100102-ee", "100102-sq", "100201-gd")


def test_loading_brings_the_demo_offices_and_the_sixteen_halls_of_beijing():
    loaded = services.load_reference_data()
    assert tuple(office.code for office in queries.offices(division="10")) == DEMO_OFFICES
    assert len(queries.offices(division="11", kind=OfficeKind.EXIT_ENTRY)) == 16
    assert len(loaded.offices) == 21
    entry = LedgerEntry.objects.get()
    assert (entry.kind, entry.actor, entry.facts) == (
        EventKind.REFERENCE_LOADED,
        SYSTEM.id,
        {"organs": "22", "offices": "21", "closed": "0", "files": "beijing.toml demo.toml"},
    )


def test_loading_again_changes_nothing_and_writes_no_entry():
    services.load_reference_data()
    again = services.load_reference_data()
    assert not again.anything
    assert LedgerEntry.objects.count() == 1


def test_loading_puts_right_what_differs_from_the_files_and_says_what_it_was():
    services.load_reference_data()
    models.Office.objects.filter(code="100101-hy").update(phone="wrong")
    models.OpeningHours.objects.filter(office="100102-ee", weekday=0).delete()
    loaded = services.load_reference_data()
    assert loaded == services.Loaded(organs=(), offices=("100101-hy", "100102-ee"), closed=())
    assert queries.office("100101-hy").phone == "000-100101"
    assert LedgerEntry.objects.count() == 2


def test_without_the_demonstration_its_offices_take_no_inquiries_but_stay_readable():
    services.load_reference_data()
    loaded = services.load_reference_data(demo=False)
    assert loaded.closed == DEMO_OFFICES
    assert queries.offices(division="10") == ()
    assert not any(office.code in DEMO_OFFICES for office in queries.law_offices())
    assert queries.office("100101-hy").name_zh == "演示市公安局清河分局河沿派出所"
    assert queries.open_now("100101-hy", at=datetime(2026, 11, 16, 10, tzinfo=clock.CHINA)) is Open.CLOSED
    assert services.load_reference_data().offices == DEMO_OFFICES_IN_FILE_ORDER


DEMO_OFFICES_IN_FILE_ORDER = ("100101-hy", "100101-ee", "100102-sq", "100102-ee", "100201-gd")


def test_an_office_knows_its_organ_its_district_and_how_the_law_sees_it():
    services.load_reference_data()
    station, hall = queries.office("100101-hy"), queries.office("100102-ee")
    assert station.name_en == "Heyan Police Station, Qinghe Sub-Bureau of Demo City Public Security Bureau"
    assert (station.organ_zh, station.organ.mark) == ("演示市公安局清河分局", "清")
    assert station.organ_en == "Qinghe Sub-Bureau of Demo City Public Security Bureau"
    assert station.district == Bilingual("清河区", "Qinghe District")
    levels = {one.code: one.level for one in queries.law_offices()}
    assert levels[station.code] is OfficeLevel.STATION
    assert levels[hall.code] is OfficeLevel.COUNTY


def test_offices_are_found_by_organ_and_organs_by_authority():
    services.load_reference_data()
    assert [office.code for office in queries.offices(organ="100102-psb")] == ["100102-ee", "100102-sq"]
    assert len(queries.organs(authority=Authority.PUBLIC_SECURITY)) == len(queries.organs()) == 22
    assert queries.organs(authority=Authority.PROCURATORATE) == ()
    sub_bureau = next(organ for organ in queries.organs() if organ.code == "100101-psb")
    assert sub_bureau.superior == "100100-psb"


def test_an_unknown_office_is_named_with_what_to_do():
    with pytest.raises(queries.UnknownOffice, match="There is no office '100101-xx': check its code") as refused:
        queries.office("100101-xx")
    assert refused.value.code == "100101-xx"
    assert queries.find_office("100101-xx") is None


def test_an_office_is_open_in_its_hours_only():
    services.load_reference_data()
    monday = datetime(2026, 11, 16, tzinfo=clock.CHINA)
    assert queries.open_now("100101-hy", at=monday.replace(hour=8, minute=30)) is Open.OPEN
    assert queries.open_now("100101-hy", at=monday.replace(hour=12)) is Open.CLOSED
    with pytest.raises(queries.UnknownOffice):
        queries.open_now("nowhere", at=monday)


def test_listing_offices_costs_the_same_however_many_there_are(django_assert_num_queries):
    services.load_reference_data()
    with django_assert_num_queries(2):
        assert len(queries.offices()) == 21


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE agencies_office SET kind = 'court'",
        "UPDATE agencies_office SET division = '10A101'",
        "UPDATE agencies_office SET name_en = ''",
        "UPDATE agencies_organ SET authority = 'army'",
        "UPDATE agencies_organ SET superior_id = code",
        "UPDATE agencies_openinghours SET closes = opens",
        "UPDATE agencies_openinghours SET weekday = 7",
        "UPDATE agencies_openinghours SET weekday = 0, opens = '09:00'",
    ],
)
def test_the_database_refuses_an_impossible_row(change):
    services.load_reference_data()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_every_file_of_the_directory_is_sound():
    assert directory.directory(demo=True).files == ("beijing.toml", "demo.toml")
    assert directory.directory(demo=False).files == ("beijing.toml",)


def test_a_division_has_its_regions_rules_and_everybody_one_calendar():
    assert queries.region("100101").key == "demo"
    assert queries.calendar().years == frozenset(range(2004, 2027))
