"""Tell me when somebody asks about me: switched on and off by the person; one neutral message a day, each line told once, covert looks when their day is over."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

import cast
from applications import COUNTER, NOW
from lists import gone_on, line, unit
from officials import OFFICE, request
from qingbai.audit.models import LedgerEntry
from qingbai.disclosures import services as disclosures
from qingbai.law.official import OfficialAsker
from qingbai.notifications.models import Delivery, KeptContact, Told
from qingbai.ownrecord import jobs
from qingbai.ownrecord.models import Alert
from visitors import Visitor, text

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
MORNING = NOW.replace(hour=1, minute=0, second=0, microsecond=0)  # nine in China


def signed_in(person: str) -> Visitor:
    visitor = Visitor()
    visitor.sign_in(person)
    return visitor


def asked(token: str, **changes: object) -> None:
    covert = request(OfficialAsker.STATE_ORGAN, cast.CLEAN, **changes)
    disclosures.ask_straight_through(asked=covert, office=OFFICE, token=token, by=COUNTER, at=NOW)


def morning(site, days: int) -> tuple[str, ...]:
    """The rounds of the morning so many days later: of the hour before, of the hour, and one more."""
    site.now = MORNING + timedelta(days=days)
    assert jobs.go_round(at=site.now - timedelta(seconds=1)) == ()
    told = jobs.go_round(at=site.now)
    assert jobs.go_round(at=site.now + timedelta(hours=3)) == ()
    return told


def test_a_new_line_is_told_once_in_neutral_words_in_the_morning_and_nothing_once_it_is_off(site) -> None:
    unit()
    gone_on(line(cast.CLEAN))
    visitor = signed_in("lin-qinghe")
    page = visitor.get(reverse("tell-me"))
    assert "eyes-only" in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"
    assert "请填写手机号码或邮箱" in text(visitor.post(reverse("tell-me"), phone="", email=""))
    assert "不是电子邮箱地址" in text(visitor.post(reverse("tell-me"), phone="", email="nobody"))
    for _twice in range(2):
        visitor.post(reverse("tell-me"), phone="138 0000 0000", email="")
    [alert] = Alert.objects.all()
    assert "您将收到提醒" in text(visitor.get(reverse("tell-me")))
    assert "13800000000" not in visitor.get(reverse("tell-me")).content.decode()
    file = visitor.client.get(reverse("own-data"))
    assert file.json()["told_when_asked"]["by_phone"]
    assert b"13800000000" not in file.content
    assert morning(site, 1) == ()  # what was there is known
    asked("one")
    gone_on(line(cast.CLEAN), line(cast.ON_RECORD), at=NOW + timedelta(seconds=1))
    assert morning(site, 2) == (alert.number,)
    [told] = Told.objects.filter(about=alert.number)
    assert (told.message, told.facts, told.at) == ("something_new", {}, site.now)
    [delivery] = Delivery.objects.filter(told=told)
    assert delivery.forget_at < site.now + timedelta(days=100)
    assert KeptContact.objects.filter(about=alert.number).exists()
    assert morning(site, 3) == ()
    asked("two")
    visitor.sign_in("lin-qinghe")
    visitor.post(reverse("tell-me"), off="1")
    assert not KeptContact.objects.filter(about=alert.number).exists()
    assert morning(site, 4) == ()
    entries = LedgerEntry.objects.filter(kind="alert_switched").order_by("number")
    assert [one.facts for one in entries] == [{"on": "1"}, {"on": "0"}]
    visitor.sign_in("lin-qinghe")
    visitor.post(reverse("tell-me"), phone="13800000000", email="")  # on again: nothing old is told
    assert morning(site, 5) == ()
    assert morning(site, 400) == ()  # its year is over
    assert not Alert.objects.filter(ended_at__isnull=True).exists()


def test_a_covert_look_up_is_told_when_its_day_is_over_and_not_before(site) -> None:
    visitor = signed_in("lin-qinghe")
    visitor.post(reverse("tell-me"), phone="", email="lin@example.cn")
    asked("covert", secret_until=date(2026, 11, 25), secret_by="检察长批准")
    told = {day: bool(morning(site, day)) for day in range(1, 8)}
    assert [day for day, was in told.items() if was] == [6]  # 26 November
