"""What becomes of an officer after the appointment: another role, a new password, the end."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User

from qingbai import clock
from qingbai.agencies import officers, queries, services
from qingbai.agencies.services import AppointmentRefused
from qingbai.agencies.terms import Role
from qingbai.audit.actors import SYSTEM
from qingbai.audit.events import EventKind
from qingbai.audit.models import LedgerEntry
from qingbai.identity import account_news, passwords
from qingbai.identity.account_news import NewsKind

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 16, 9, 0, tzinfo=clock.CHINA)
LATER = AT + timedelta(days=1)
GIVEN, OWN = "a password that was handed over", "a sentence that nobody guesses"


@pytest.fixture(autouse=True)
def _appointed():
    services.load_reference_data()
    facts = {"username": "hy-clerk", "name": "窗口甲", "number": "100101-007", "office": "100101-hy"}
    services.appoint(**facts, role=Role.CLERK, by=SYSTEM, at=AT, basis="清人〔2026〕3号", password=GIVEN)


def entry(kind):
    [found] = LedgerEntry.objects.filter(kind=kind)
    return found


def test_an_officer_who_moves_keeps_account_and_number_and_the_ledger_says_where_to():
    card = officers.move(number="100101-007", office="100101-ee", role=Role.REVIEWER, by=SYSTEM, at=LATER, basis="4号")
    assert queries.officer_of(User.objects.get(username="hy-clerk")) == card
    assert (card.office, card.role) == ("100101-ee", Role.REVIEWER)
    assert authenticate(username="hy-clerk", password=GIVEN) is not None
    assert entry(EventKind.OFFICER_MOVED).facts == {
        "officer": "100101-007",
        "office": "100101-ee",
        "role": "reviewer",
        "before": "100101-hy clerk",
    }
    officers.move(number="100101-007", office="100101-ee", role=Role.REVIEWER, by=SYSTEM, at=LATER, basis="4号")
    entry(EventKind.OFFICER_MOVED)


def test_an_officer_who_leaves_gets_in_no_more_and_comes_back_only_with_a_new_password():
    officers.end(number="100101-007", by=SYSTEM, at=LATER, basis="5号")
    officers.end(number="100101-007", by=SYSTEM, at=LATER, basis="5号")
    assert entry(EventKind.OFFICER_ENDED).facts == {"officer": "100101-007", "office": "100101-hy", "role": "clerk"}
    assert authenticate(username="hy-clerk", password=GIVEN) is None
    assert queries.officer("100101-007") is None
    [account] = officers.accounts()
    assert not account.in_use

    officers.move(number="100101-007", office="100101-hy", role=Role.CLERK, by=SYSTEM, at=LATER, basis="6号")
    assert queries.officer("100101-007") is not None
    assert authenticate(username="hy-clerk", password=GIVEN) is None
    passwords.give(user=User.objects.get(), officer="100101-007", new=OWN, basis="6号", by=SYSTEM, at=LATER)
    assert authenticate(username="hy-clerk", password=OWN) is not None


def test_a_password_that_the_administrator_gave_is_told_of_until_it_is_changed():
    user = User.objects.get()
    passwords.give(user=user, officer="100101-007", new=GIVEN, basis="forgotten", by=SYSTEM, at=AT)
    assert entry(EventKind.PASSWORD_GIVEN).facts == {"officer": "100101-007"}
    [news] = account_news.unseen(user)
    assert news.kind == NewsKind.PASSWORD_GIVEN
    account_news.seen(user=user, which=[str(news.id)], at=LATER)
    assert account_news.unseen(user)
    card = queries.officer("100101-007")
    passwords.change(user=user, present=GIVEN, new=OWN, by=card.actor, at=LATER)
    assert [one.kind for one in account_news.unseen(user)] == [NewsKind.PASSWORD_CHANGED]


def test_a_move_that_cannot_be_changes_nothing():
    with pytest.raises(AppointmentRefused) as error:
        officers.move(number="nobody", office="nowhere", role=Role.CLERK, by=SYSTEM, at=LATER, basis="")
    assert [fault.field for fault in error.value.faults] == ["number", "office", "basis"]
    assert not LedgerEntry.objects.filter(kind=EventKind.OFFICER_MOVED).exists()
