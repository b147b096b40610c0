"""The notice that never came is found, asked for once a week, and what came is measured against its duty."""

import dataclasses
from datetime import UTC, date, datetime, timedelta

import pytest

import cast
import notices_beside as beside
from qingbai.agencies import clients
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.law.organs import NoticeKind, SenderKind
from qingbai.notices import expected, jobs, kinds, manifests, models, punctuality, reminders, waiting
from qingbai.registers.access import Business, NoSuchRecord, Purpose
from qingbai.sealing import models as vault
from registering import AT, CLERK, COURT, REGISTRAR, demo, notice_of_two

pytestmark = pytest.mark.django_db(databases=["default", "vault"])

CHASING = Purpose(Business.REGISTRATION, "chasing 2026-W47")
ON = date(2026, 11, 21)
ZHAO = "（2023）演0101刑初46号"
SHEN = "（2022）演0101刑初17号"
AUDITOR = Actor(ActorKind.OFFICER, "auditor-1", "100101-ee", "auditor")


def receive(notice, *, at=AT):
    return kinds.receive(notice=notice, by=COURT, at=at)


def missing(*, on=ON, viewer=SYSTEM):
    return [(one.case_number, one.notice) for one in expected.missing(on=on, viewer=viewer, purpose=CHASING)]


def test_a_release_is_missing_once_the_term_and_the_days_for_the_notice_are_past():
    receive(demo("zhao-shidi"))
    assert missing(on=date(2025, 12, 11)) == []
    assert missing(on=date(2025, 12, 12)) == []
    [one] = expected.missing(on=ON, viewer=SYSTEM, purpose=CHASING)
    assert (one.case_number, one.notice, one.senders) == (ZHAO, NoticeKind.RELEASE, (SenderKind.PRISON,))
    assert (one.name, one.event_on, one.sealed) == (cast.ON_RECORD.name, date(2025, 12, 11), False)
    assert one.due_on > date(2025, 12, 11)
    assert one.delay.days == (ON - one.due_on).days


def test_a_release_that_came_is_missing_no_more():
    receive(demo("zhao-shidi"))
    receive(beside.release())
    assert missing() == []


def test_the_release_of_somebody_else_does_not_help():
    receive(demo("zhao-shidi"))
    receive(beside.release(cast.EXEMPTED, case_number="（2023）演0101刑初99号"))
    assert missing() == [(ZHAO, NoticeKind.RELEASE)]


def test_nobody_waits_for_a_release_from_a_verdict_that_does_not_count():
    receive(demo("xu-wangqiao"))
    assert missing(on=date(2036, 1, 1)) == []


def test_for_a_sealed_verdict_the_sealing_notice_and_the_end_of_probation_are_missing():
    receive(demo("shen-xiaodu"))
    assert missing() == [
        (SHEN, NoticeKind.CORRECTION_END)
    ]  # no duty to send a sealing notice was in force before 2022-05-30
    end = beside.correction_end(
        cast.SEALED, case_number=SHEN, began_on=date(2022, 3, 11), ended_on=date(2025, 3, 11), message_id="m-3"
    )
    receive(end)
    assert missing() == []


def test_a_sealing_notice_is_missing_for_what_was_sealed_since_the_measures():
    together = notice_of_two(cast.ON_RECORD, cast.SEALED)
    receive(together)
    assert (together.case_number, NoticeKind.SEALING) in missing()
    receive(beside.sealing(cast.SEALED, number=together.case_number, effective_on=date(2023, 5, 5)))
    assert (together.case_number, NoticeKind.SEALING) not in missing()


def test_a_registrar_sees_open_records_of_the_own_registry_alone():
    receive(demo("zhao-shidi"))
    receive(demo("shen-xiaodu"))
    found = expected.missing(on=ON, viewer=REGISTRAR, purpose=CHASING)
    assert all(not one.sealed for one in found)


def test_a_clerk_has_no_business_here():
    with pytest.raises(NoSuchRecord):
        expected.missing(on=ON, viewer=CLERK, purpose=CHASING)


def test_a_reminder_is_written_once_a_week_and_names_case_sender_and_day():
    receive(demo("zhao-shidi"))
    receive(demo("shen-xiaodu"))
    assert reminders.write(by=SYSTEM, at=AT) == 2
    assert reminders.write(by=SYSTEM, at=AT) == 0
    [one] = reminders.written(viewer=REGISTRAR, purpose=CHASING, period="2026-W47")
    assert one.addressee == "演示市清河区人民法院"
    assert ZHAO in one.text
    assert "刑满释放人员通知书" in one.text
    assert "监狱" in one.text
    assert "2025年12月11日" in one.text
    assert "《" in one.text
    assert SHEN not in one.text
    assert reminders.write(by=SYSTEM, at=AT + timedelta(days=7)) == 2


def test_a_reminder_about_a_sealed_case_names_nobody_and_is_for_the_addressee_alone():
    receive(demo("shen-xiaodu"))
    reminders.write(by=SYSTEM, at=AT)
    assert reminders.written(viewer=REGISTRAR, purpose=CHASING, period="2026-W47") == ()
    court, other = client("演0101", "演示市清河区人民法院"), client("演0102", "演示市石桥区人民法院")
    [one] = reminders.addressed_to(court="演示市清河区人民法院", viewer=court, basis="request 1")
    assert SHEN in one.text
    assert cast.SEALED.name not in one.text
    for stranger in (other, COURT, REGISTRAR):
        with pytest.raises(NoSuchRecord):
            reminders.addressed_to(court="演示市清河区人民法院", viewer=stranger, basis="request 1")


def client(code: str, name: str) -> Actor:
    card, _ = clients.add(
        sender_kind=SenderKind.COURT,
        sender_code=code,
        sender_name=name,
        scopes=["send:judgment-notice"],
        by=SYSTEM,
        at=AT,
        basis="test",
    )
    return card.actor


def test_the_vault_tells_nobody_without_the_key_what_is_missing():
    receive(demo("shen-xiaodu"))
    reminders.write(by=SYSTEM, at=AT)
    row = models.Reminder.objects.get()
    assert SHEN.encode() not in bytes(row.box)


def test_the_nights_work_is_done_once_a_night():
    receive(demo("zhao-shidi"))
    night = datetime(2026, 11, 21, 19, 30, tzinfo=UTC)  # half past three in China
    jobs.go_round(at=night - timedelta(hours=1))
    assert models.Reminder.objects.count() == 0
    jobs.go_round(at=night)
    jobs.go_round(at=night + timedelta(minutes=1))
    assert models.Reminder.objects.count() == 1


def test_what_waited_while_a_process_was_killed_is_taken_up_at_night():
    receive(beside.release())
    from qingbai.notices import services

    services.receive(notice=demo("zhao-shidi"), by=COURT, at=AT)  # as if killed before anything was taken up
    assert len(waiting.waiting()) == 1
    jobs.go_round(at=datetime(2026, 11, 21, 19, 30, tzinfo=UTC))
    assert waiting.waiting() == ()


def test_figures_of_a_sender_count_its_late_notices():
    purpose = Purpose(Business.AUDIT, "supervision 2026")
    receive(beside.release(), at=AT)
    in_time = beside.release(
        cast.EXEMPTED, message_id="m-2", case_number="（2023）演0101刑初47号", released_on=AT.date()
    )
    receive(in_time)
    [one] = punctuality.by_sender(viewer=AUDITOR, purpose=purpose, since=AT - timedelta(days=1))
    assert (one.sender, one.kind, one.received, one.late) == ("演狱01", NoticeKind.RELEASE, 2, 1)
    assert one.late_days == one.worst_days == one.mean_days > 300
    assert punctuality.by_sender(viewer=AUDITOR, purpose=purpose, since=AT + timedelta(days=1)) == ()


def test_a_judgment_is_measured_from_its_legal_force():
    receive(demo("zhao-shidi"), at=datetime(2023, 5, 8, 2, 0, tzinfo=UTC))
    receive(demo("xu-wangqiao"))
    late = dict(models.Arrival.objects.values_list("sender", "late_days"))
    assert set(models.Arrival.objects.values_list("kind", flat=True)) == {"judgment"}
    assert sorted(models.Arrival.objects.values_list("late_days", flat=True), key=str) == [0, None]
    assert late


def test_a_sealed_judgment_is_measured_the_same():
    receive(demo("shen-xiaodu"))
    assert models.Arrival.objects.get().late_days > 1000
    assert vault.SealedConviction.objects.count() == 1


def test_lost_notices_stay_listed_until_they_come():
    receive(beside.manifest())
    [found] = manifests.lost(viewer=REGISTRAR, purpose=CHASING, since=date(2025, 1, 1))
    assert found.numbers == ("qhjy-2025-0316", "qhjy-2025-0317")
    receive(beside.release())
    [found] = manifests.lost(viewer=REGISTRAR, purpose=CHASING, since=date(2025, 1, 1))
    assert found.numbers == ("qhjy-2025-0316",)


def test_facts_of_an_execution_tell_parole_and_revoked_probation_by_a_later_state():
    from qingbai.agencies.terms import Authority
    from qingbai.law.terms import Outcome, Penalty, PenaltyKind
    from qingbai.registers.outstanding import Executed
    from qingbai.registers.terms import ExecutionState

    one = Executed(
        court="x",
        case_number="y",
        name="z",
        outcome=Outcome.CONVICTED,
        effective_on=date(2023, 5, 5),
        penalty=Penalty(kind=PenaltyKind.FIXED_TERM, months=36, probation_months=48),
        term_from=None,
        term_to=None,
        state=ExecutionState.SERVING,
        state_on=date(2024, 2, 1),
        sealed=False,
        authority=Authority.PUBLIC_SECURITY,
        division="100101",
    )
    assert expected.facts_of(one).revoked_on == date(2024, 2, 1)
    assert expected.facts_of(dataclasses.replace(one, state_on=date(2023, 5, 5))).revoked_on is None
    assert expected.facts_of(dataclasses.replace(one, state=ExecutionState.PAROLE)).paroled_on == date(2024, 2, 1)
