"""The desk's lists about notices: what should have come, who is late, who was asked; never a word about anybody sealed."""

import pytest
from django.urls import reverse

import cast
import notices_beside as beside
from applications import NOW, judged
from qingbai.agencies.terms import Role
from qingbai.audit.actors import SYSTEM
from qingbai.audit.models import LedgerEntry
from qingbai.notices import kinds, reminders
from registering import COURT
from visitors import Visitor, clerk, text

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
ZHAO, SHEN = "（2023）演0101刑初46号", "（2022）演0101刑初17号"


@pytest.fixture
def keeper(registry) -> Visitor:
    judged("zhao-shidi", "shen-xiaodu")
    return clerk(number="100101-11", role=Role.REGISTRAR)


def receive(notice) -> None:
    kinds.receive(notice=notice, by=COURT, at=NOW)


def test_a_release_that_never_came_is_listed_with_sender_day_and_delay(keeper) -> None:
    shown = text(keeper.get(reverse("desk-missing")))
    for word in (ZHAO, cast.ON_RECORD.name, "刑满释放人员通知书", "监狱", "犯罪人员犯罪记录制度的意见"):
        assert word in shown
    receive(beside.release())
    assert ZHAO not in text(keeper.get(reverse("desk-missing")))


def test_reading_the_list_stands_on_the_ledger(keeper) -> None:
    keeper.get(reverse("desk-missing"))
    look = LedgerEntry.objects.using("default").filter(kind="record_looked_up").get()
    assert look.facts == {"found": "1", "list": "missing_notices"}


def test_no_list_says_a_word_about_a_sealed_case(keeper) -> None:
    reminders.write(by=SYSTEM, at=NOW)
    for name in ("desk-missing", "desk-senders", "desk-reminders"):
        shown = text(keeper.get(reverse(name)))
        assert SHEN not in shown
        assert cast.SEALED.name not in shown


def test_another_registry_sees_none_of_it_and_an_auditor_all(keeper) -> None:
    elsewhere = clerk("100102-sq", "100102-11", Role.REGISTRAR)
    assert ZHAO not in text(elsewhere.get(reverse("desk-missing")))
    auditor = clerk("100102-sq", "100102-14", Role.AUDITOR)
    assert ZHAO in text(auditor.get(reverse("desk-missing")))


def test_senders_are_listed_with_their_late_notices_and_lost_numbers(keeper) -> None:
    receive(beside.release())
    receive(beside.manifest())
    shown = text(keeper.get(reverse("desk-senders"), days="365"))
    assert "演示省清河监狱" in shown
    assert "qhjy-2025-0316" in shown
    assert "qhjy-2025-0317" not in shown
    assert "qhjy-2025-0316" not in text(keeper.get(reverse("desk-senders"), days="30"))
    assert keeper.get(reverse("desk-senders"), days="nonsense").status_code == 200


def test_figures_of_kinds_that_tell_of_seals_are_for_the_audit(keeper) -> None:
    receive(beside.sealing())
    assert "犯罪记录封存通知书" not in text(keeper.get(reverse("desk-senders")))
    auditor = clerk("100102-sq", "100102-14", Role.AUDITOR)
    assert "犯罪记录封存通知书" in text(auditor.get(reverse("desk-senders")))


def test_this_weeks_reminders_are_there_to_be_printed(keeper) -> None:
    assert ZHAO not in text(keeper.get(reverse("desk-reminders")))
    reminders.write(by=SYSTEM, at=NOW)
    shown = text(keeper.get(reverse("desk-reminders")))
    assert "截至2026年11月20日" in shown
    assert ZHAO in shown
