"""Where somebody is reached stands in one place, closed, and is forgotten when its time has come."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

import cast
from applications import COUNTER, NOW, application, furnish
from qingbai import clock
from qingbai.inquiries import services
from qingbai.inquiries.models import Application
from qingbai.notifications import services as notifications
from qingbai.notifications.models import KeptContact, Told

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
PHONE, EMAIL = "13800000000", "somebody@example.cn"


@pytest.fixture(autouse=True)
def _offices(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    furnish()


def ask(token: str = "t", **changes: object) -> str:
    draft = application(cast.CLEAN, **{"phone": PHONE, "email": EMAIL, "sms": True, **changes})
    return services.submit(draft=draft, token=token, by=COUNTER, at=NOW).row.number


def everything() -> str:
    """All rows of all tables of the register's database as text; what is kept as bytes reads in hexadecimal."""
    found: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT coalesce(string_agg(t::text, chr(10)), '') FROM \"{table}\" t")
            found.append(cursor.fetchone()[0])
    return "".join(found)


def shown(number: str) -> tuple[str, str]:
    draft = services.open_file(number=number, by=COUNTER, at=NOW).draft
    return draft.phone, draft.email


def test_the_desk_reads_it_and_the_person_is_told_and_no_table_holds_it_in_clear():
    number = ask()
    assert shown(number) == (PHONE, EMAIL)
    assert Told.objects.get(about=number).deliveries.count() == 2
    kept = everything()
    assert number in kept
    assert [word for word in (PHONE, EMAIL) if word in kept or word.encode().hex() in kept] == []


def test_it_is_forgotten_some_time_after_the_application_is_closed(settings):
    number = ask()
    services.withdraw(number=number, by=COUNTER, at=NOW)
    last = NOW + timedelta(days=settings.CONTACT_KEPT)
    notifications.forget(at=last - timedelta(seconds=1))
    assert shown(number) == (PHONE, EMAIL)
    notifications.forget(at=last)
    assert shown(number) == ("", "")


def test_an_application_that_nobody_closes_keeps_it_a_year_at_most():
    number = ask()
    notifications.forget(at=NOW + notifications.AT_MOST_KEPT)
    assert shown(number) == ("", "")


def test_whoever_leaves_nothing_has_no_row():
    ask(phone="", email="", sms=False)
    assert not KeptContact.objects.exists()


def test_what_earlier_applications_hold_in_clear_moves_to_its_place_and_the_guard_stands_again():
    number = ask()
    other = ask("u", phone="", email="", sms=False)
    KeptContact.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE inquiries_application DISABLE TRIGGER evidence_is_append_only")
        cursor.execute(
            "UPDATE inquiries_application SET draft = draft || %s::jsonb WHERE number = %s",
            [f'{{"phone": "{PHONE}", "email": "{EMAIL}"}}', number],
        )
        cursor.execute("ALTER TABLE inquiries_application ENABLE ALWAYS TRIGGER evidence_is_append_only")
    assert PHONE in everything()
    move = import_module("qingbai.inquiries.migrations.0005_contacts_in_one_place").forwards
    for _ in range(2):
        with connection.schema_editor(atomic=False) as editor:
            move(apps, editor)
    assert PHONE not in everything()
    assert shown(number) == (PHONE, EMAIL)
    assert shown(other) == ("", "")
    with pytest.raises(Exception, match="append-only"):
        Application.objects.filter(number=number).update(office="x")
