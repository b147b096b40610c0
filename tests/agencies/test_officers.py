"""Appointing officers, and who is behind an account."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import AnonymousUser, User
from django.db import IntegrityError, connection, transaction

from qingbai import clock
from qingbai.agencies import models, queries, services
from qingbai.agencies.services import AppointmentRefused
from qingbai.agencies.terms import ROLE_NAMES, Role
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.audit.models import LedgerEntry

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 16, 9, 0, tzinfo=clock.CHINA)
FACTS = {
    "username": "hy-clerk",
    "name": "窗口甲",
    "number": "100101-007",
    "office": "100101-hy",
    "role": Role.CLERK,
    "by": SYSTEM,
    "at": AT,
    "basis": "清人〔2026〕3号",
}


@pytest.fixture(autouse=True)
def _offices():
    services.load_reference_data()


def appoint(**other):
    return services.appoint(**(FACTS | other))


def refused(**other):
    officers, users, entries = models.Officer.objects.count(), User.objects.count(), LedgerEntry.objects.count()
    with pytest.raises(AppointmentRefused) as error:
        appoint(**other)
    assert (models.Officer.objects.count(), User.objects.count(), LedgerEntry.objects.count()) == (
        officers,
        users,
        entries,
    )
    for fault in error.value.faults:
        assert fault.zh
        assert fault.en
    return [fault.field for fault in error.value.faults]


def test_an_officer_gets_an_account_a_role_and_an_entry_in_the_ledger():
    card = appoint(password="a long demonstration password")
    user = User.objects.get(username="hy-clerk")
    assert queries.officer_of(user) == card
    assert (card.office, card.role, card.name) == ("100101-hy", Role.CLERK, "窗口甲")
    assert authenticate(username="hy-clerk", password="a long demonstration password") == user
    entry = LedgerEntry.objects.get(kind=EventKind.OFFICER_ADDED)
    assert (entry.basis, entry.at, entry.about) == ("清人〔2026〕3号", AT, "")
    assert entry.facts == {"officer": "100101-007", "office": "100101-hy", "role": "clerk"}


def test_the_ledger_knows_an_officer_by_service_number_and_office():
    assert appoint().actor == Actor(ActorKind.OFFICER, "100101-007", "100101-hy")


def test_without_a_password_nobody_signs_in_by_one():
    appoint()
    assert not User.objects.get(username="hy-clerk").has_usable_password()


def test_appointing_the_same_person_alike_again_changes_nothing():
    assert appoint() == appoint(name=" 窗口甲 ")
    assert models.Officer.objects.count() == 1
    assert LedgerEntry.objects.filter(kind=EventKind.OFFICER_ADDED).count() == 1


def test_an_account_or_a_number_that_is_taken_is_refused():
    appoint()
    assert refused(role=Role.HEAD) == ["username"]
    assert refused(username="other") == ["number"]
    User.objects.create_user("plain")
    assert refused(username="plain", number="100101-008") == ["username"]


def test_every_fault_of_an_appointment_comes_at_once():
    assert refused(username=" ", name="", number="7", office="nowhere") == ["username", "name", "number", "office"]
    assert refused(username="x" * 151, name="甲\n乙") == ["username", "name"]
    assert refused(name="甲" * 101, number="a b c") == ["name", "number"]


def test_nobody_is_appointed_to_an_office_out_of_use():
    services.load_reference_data(demo=False)
    assert refused() == ["office"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("taken", "field"),
    [
        ("UPDATE auth_user SET username = 'hy-clerk'", "username"),
        ("UPDATE agencies_officer SET number = '100101-007'", "number"),
    ],
)
def test_somebody_quicker_is_noticed_and_nothing_is_half_done(app_connection, taken, field):
    appoint(username="earlier", number="100101-001")
    with ThreadPoolExecutor(1) as pool:
        with app_connection.transaction():
            app_connection.execute(taken)
            mine = pool.submit(appoint_elsewhere)
            wait_until_somebody_waits(app_connection)
        faults = mine.result(timeout=20)
    assert [fault.field for fault in faults] == [field]
    assert models.Officer.objects.count() == 1
    assert LedgerEntry.objects.filter(kind=EventKind.OFFICER_ADDED).count() == 1


def appoint_elsewhere():
    """Appoint on a connection of its own, as another process would; the faults it is refused with."""
    try:
        appoint()
    except AppointmentRefused as error:
        return error.faults
    finally:
        connection.close()
    return ()


def wait_until_somebody_waits(watcher):
    """Until another connection stands at a lock that this one holds."""
    for _ in range(400):
        if watcher.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()[0]:
            return
        watcher.execute("SELECT pg_sleep(0.05)")
    raise AssertionError("nobody waited")


def test_only_an_open_account_of_an_officer_has_an_officer_behind_it():
    appoint()
    user = User.objects.get(username="hy-clerk")
    assert queries.officer_of(AnonymousUser()) is None
    assert queries.officer_of(User.objects.create_user("plain")) is None
    user.is_active = False
    user.save()
    assert queries.officer_of(user) is None


def test_every_role_has_a_name_in_both_languages():
    assert set(ROLE_NAMES) == set(Role)


@pytest.mark.parametrize("change", ["role = 'king'", "name = ''", "number = 'a b'"])
def test_the_database_refuses_an_impossible_officer(change):
    appoint()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE agencies_officer SET {change}")


def test_a_row_is_printed_without_the_officers_name():
    appoint()
    assert str(models.Officer.objects.get()) == "100101-007"
    assert "100101-hy" in str(models.OpeningHours.objects.filter(office="100101-hy").first())
    assert str(models.Office.objects.get(code="100101-hy")) == "演示市公安局清河分局河沿派出所"
    assert str(models.Organ.objects.get(code="100101-psb")) == "演示市公安局清河分局"
