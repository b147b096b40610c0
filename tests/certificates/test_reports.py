"""Reports of doubtful papers: taken in from anybody, kept as evidence, worked off by the office that the paper names, and telling the reporter nothing."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from papers import AT, OFFICE, a_claim
from qingbai.agencies.ways import ActRefused
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.audit.models import LedgerEntry
from qingbai.certificates import reports, services
from qingbai.certificates.models import PaperReport, PaperReportAct
from qingbai.certificates.report_acts import WAY, Act, Destination, Status
from qingbai.certificates.reports import Doubt

VISITOR = Actor(ActorKind.VISITOR, "verification-page")
ELSEWHERE = "100102-sq"
pytestmark = pytest.mark.django_db


def officer(role="reviewer", office=OFFICE.id, number="0501"):
    return Actor(ActorKind.OFFICER, number, office, role)


REVIEWER = officer()


def a_doubt(**other):
    values = {
        "paper_number": "演公（清）证（2026）第9999999号",
        "office": OFFICE.id,
        "where_shown": "应聘时出示，印章颜色不对",
    }
    return Doubt(**(values | other))


def send(token="t", source="192.0.2.1", at=AT, **other):
    return reports.report(doubt=a_doubt(**other), token=token, source=source, by=VISITOR, at=at)


def test_a_report_lies_at_the_office_that_was_chosen_where_no_such_paper_exists(office):
    number = send(office=ELSEWHERE)
    assert number.startswith("JB20260302-")
    (one,) = reports.waiting(viewer=officer(office=ELSEWHERE))
    assert (one.number, one.status, one.paper) == (number, Status.RECEIVED, None)
    assert reports.waiting(viewer=REVIEWER) == ()


@pytest.mark.parametrize("brackets", ["（）", "()"])
def test_a_report_about_a_paper_of_ours_lies_at_its_own_office_whatever_was_chosen(office, brackets):
    issued = services.issue(claim=a_claim(), by=REVIEWER, at=AT)
    typed = issued.number.replace("（", brackets[0]).replace("）", brackets[1])
    send(paper_number=typed, office=ELSEWHERE)
    (one,) = reports.waiting(viewer=REVIEWER)
    assert one.paper is not None
    assert (one.paper.number, one.paper.application_number) == (issued.number, a_claim().application_number)
    assert not one.paper.same_file


def test_a_file_is_known_by_its_digest_even_under_another_number(office):
    issued = services.issue(claim=a_claim(), by=REVIEWER, at=AT)
    send(sha256=issued.sha256, office=ELSEWHERE, seen="issued_bytes")
    (one,) = reports.waiting(viewer=REVIEWER)
    assert one.paper.same_file


def test_the_same_submission_twice_is_one_report(office):
    assert send() == send()
    assert PaperReport.objects.count() == PaperReportAct.objects.count() == 1


def test_everything_wrong_with_a_report_is_named_at_once_and_nothing_is_kept(office):
    with pytest.raises(reports.ReportRefused) as refused:
        send(paper_number="", office="nowhere", where_shown="字" * 501, contact="\u202e", sha256="x")
    assert {(fault.field, fault.code) for fault in refused.value.faults} == {
        ("paper_number", "empty"),
        ("where_shown", "too_long"),
        ("contact", "unprintable"),
        ("office", "empty"),
        ("sha256", "not_accepted"),
    }
    assert not PaperReport.objects.exists()


def test_one_address_is_stopped_after_twenty_reports_in_an_hour_and_others_are_not(office):
    for place in range(reports.PER_SENDER):
        send(token=str(place), paper_number=f"第{place}号")
    with pytest.raises(reports.TooManyReports):
        send(token="one more", paper_number="第99号")
    send(token="somebody else", paper_number="第99号", source="192.0.2.2")
    send(token="later", paper_number="第98号", at=AT + timedelta(hours=2))


def test_the_same_paper_is_reported_five_times_a_day_at_most(office):
    for place in range(reports.PER_PAPER):
        send(token=str(place), source=f"192.0.2.{place}")
    with pytest.raises(reports.TooManyReports):
        send(token="sixth", source="192.0.2.99")


def test_where_a_report_came_from_is_kept_only_as_a_fingerprint(office):
    send(source="192.0.2.77")
    assert "192.0.2.77" not in repr(list(PaperReport.objects.values_list()) + list(LedgerEntry.objects.values_list()))


def test_a_reviewer_looks_and_dismisses_with_a_reason_and_may_take_it_up_again(office):
    number = send()
    assert reports.read(number=number, by=REVIEWER, at=AT).lawful == {Act.LOOK}
    assert reports.look(number=number, by=REVIEWER, at=AT).lawful == {Act.DISMISS, Act.FORWARD}
    with pytest.raises(reports.ReasonNeeded):
        reports.dismiss(number=number, reason=" ", by=REVIEWER, at=AT)
    done = reports.dismiss(number=number, reason="系打印色差，文书属实", by=REVIEWER, at=AT)
    assert (done.status, done.lawful) == (Status.DISMISSED, {Act.LOOK})
    assert reports.waiting(viewer=REVIEWER) == ()
    assert reports.look(number=number, by=REVIEWER, at=AT).status is Status.IN_HAND


def test_what_is_passed_on_is_finished_here_and_says_to_whom(office):
    number = send()
    reports.look(number=number, by=REVIEWER, at=AT)
    done = reports.forward(
        number=number, destination=Destination.INVESTIGATORS, reason="编号不存在，印章系伪造", by=REVIEWER, at=AT
    )
    assert (done.status, done.lawful) == (Status.FORWARDED, {Act.SETTLE})
    assert done.acts[-1].destination == Destination.INVESTIGATORS
    with pytest.raises(ActRefused):
        reports.look(number=number, by=REVIEWER, at=AT)
    with pytest.raises(reports.ReasonNeeded):
        reports.settle(number=number, reason="", by=REVIEWER, at=AT)
    done = reports.settle(number=number, reason="已查处", by=REVIEWER, at=AT)
    assert (done.status, done.lawful) == (Status.SETTLED, frozenset())


def test_a_report_that_is_passed_on_stands_against_the_application_behind_our_paper_until_it_is_settled(office):
    issued = services.issue(claim=a_claim(), by=REVIEWER, at=AT)
    applications = [a_claim().application_number]
    number = send(paper_number=issued.number)
    reports.look(number=number, by=REVIEWER, at=AT)
    assert reports.standing(applications=applications) == ()
    passed_on = {"destination": Destination.APPLICATION, "reason": "文书被篡改"}
    reports.forward(number=number, **passed_on, by=REVIEWER, at=AT)
    assert reports.standing(applications=applications) == (number,)
    assert reports.standing(applications=["QB20260302-AAAAAAAA"]) == ()
    reports.settle(number=number, reason="已查处", by=REVIEWER, at=AT)
    assert reports.standing(applications=applications) == ()


@pytest.mark.parametrize("who", [officer("clerk"), officer("auditor"), officer(office=ELSEWHERE), VISITOR])
def test_nobody_but_a_reviewer_of_the_office_finds_the_report(office, who):
    number = send()
    assert reports.waiting(viewer=who) == ()
    for do in (reports.read, reports.look):
        with pytest.raises(reports.NoSuchReport):
            do(number=number, by=who, at=AT)
    with pytest.raises(reports.NoSuchReport):
        reports.read(number="JB20260302-AAAAAAAA", by=REVIEWER, at=AT)


def test_taking_in_reading_and_every_act_are_on_the_ledger_without_a_word_of_what_was_written(office):
    number = send(contact="someone@example.org")
    reports.read(number=number, by=REVIEWER, at=AT)
    reports.look(number=number, by=REVIEWER, at=AT)
    reports.dismiss(number=number, reason="文书属实", by=REVIEWER, at=AT)
    entries = LedgerEntry.objects.filter(basis=number).order_by("number")
    handled = EventKind.PAPER_REPORT_HANDLED
    assert [entry.kind for entry in entries] == [
        EventKind.PAPER_REPORTED,
        EventKind.PAPER_REPORT_READ,
        handled,
        handled,
    ]
    said = repr(list(LedgerEntry.objects.values_list()))
    for word in ("someone@example.org", "印章颜色", "文书属实", "9999999"):
        assert word not in said


@pytest.mark.parametrize("table", ["certificates_paperreport", "certificates_paperreportact"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_a_report_and_what_was_done_with_it_are_never_changed(office, table, statement):
    send()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


def test_of_two_reviewers_at_once_one_wins_and_the_other_is_told(office, monkeypatch):
    number = send()
    before = reports._acts(PaperReport.objects.get(number=number))
    reports.look(number=number, by=REVIEWER, at=AT)
    monkeypatch.setattr(reports, "_acts", lambda row: before)  # read a moment before the other wrote
    with pytest.raises(reports.TakenMeanwhile):
        reports.look(number=number, by=officer(number="0502"), at=AT)
    assert PaperReportAct.objects.count() == 2


def test_every_status_is_reached_and_every_act_has_its_line():
    lines = list(WAY.lines())
    assert {line.after for line in lines} == set(Status)
    assert {line.act for line in lines} == set(Act)
