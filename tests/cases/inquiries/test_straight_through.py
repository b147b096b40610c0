"""An application goes straight through: papers, office, search, decision, paper. Where it cannot, everything needed is told at once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

import cast
from applications import COUNTER, NOW, application, clerk, foreigner, furnish
from qingbai.agencies.acts import TakenMeanwhile
from qingbai.agencies.ways import ActRefused
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.models import LedgerEntry
from qingbai.certificates import queries as certificates
from qingbai.certificates import services as issuing
from qingbai.certificates.models import Paper as IssuedPaper
from qingbai.certificates.status import Status as PaperStatus
from qingbai.inquiries import queries, services, steps
from qingbai.inquiries.acts import Act, Status
from qingbai.inquiries.casework import Case, NoSuchApplication
from qingbai.inquiries.draft import Draft, DraftRefused
from qingbai.inquiries.models import ActRow, Application
from qingbai.inquiries.recording import record
from qingbai.law.terms import Paper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _offices(db: None) -> None:
    furnish()


def apply(draft: Draft, *, token: str = "t1", days_later: int = 0) -> Case:
    at = NOW + timedelta(days=days_later)
    return services.apply_straight_through(draft=draft, token=token, by=clerk(draft.office), at=at)


def codes(refused: pytest.ExceptionInfo[DraftRefused]) -> set[tuple[str, str]]:
    return {(fault.field, fault.code) for fault in refused.value.faults}


def test_a_citizen_without_a_record_gets_a_certificate_on_the_spot() -> None:
    case = apply(application())
    assert [done.act for done in case.acts] == [Act.SUBMIT, Act.ACCEPT, Act.SEARCH, Act.DECIDE, Act.ISSUE]
    issued = case.when(Act.ISSUE).facts
    assert certificates.status_by_hash(sha256=issued["sha256"]) is PaperStatus.CURRENT
    pdf = services.deliver(number=case.row.number, by=COUNTER, at=queries.shown_at(case.when(Act.ISSUE)))
    assert pdf.startswith(b"%PDF")


def test_the_due_date_counts_working_days_and_not_the_day_of_acceptance() -> None:
    wednesday = datetime(2026, 5, 6, 4, 30, tzinfo=UTC)
    case = services.submit(draft=application(), token="t1", by=COUNTER, at=wednesday)
    case = services.accept(number=case.row.number, by=COUNTER, at=wednesday)
    assert case.when(Act.ACCEPT).facts["due_on"] == "2026-05-09"  # Thursday, Friday, and a Saturday made a working day


def test_the_same_submission_twice_is_one_application_with_one_paper() -> None:
    first, second = apply(application()), apply(application())
    assert first.row.number == second.row.number
    assert IssuedPaper.objects.count() == 1
    assert len(second.acts) == 5


def test_everything_missing_is_told_at_once_and_the_rest_follows_when_it_comes() -> None:
    case = apply(application(residence="100102", office="100102-sq", papers=()))
    assert case.status is Status.INCOMPLETE
    assert case.when(Act.LIST_MISSING).facts["missing"] == ["identity", "application_form", "residence_permit"]
    papers = (Paper.IDENTITY, Paper.APPLICATION_FORM, Paper.RESIDENCE_PERMIT)
    services.supplement(number=case.row.number, papers=papers, by=clerk("100102-sq"), at=NOW)
    assert services.advance(number=case.row.number, at=NOW).status is Status.ISSUED


@pytest.mark.parametrize(("days", "status"), [(179, Status.DECLINED), (180, Status.ISSUED)])
def test_a_foreigner_is_served_from_the_hundred_and_eightieth_day(days: int, status: Status) -> None:
    case = apply(foreigner(stay_days=days))
    assert case.status is status
    if status is Status.DECLINED:
        assert {reason["code"] for reason in case.when(Act.DECLINE).reasons} >= {"stay_too_short"}


def test_an_office_that_is_not_competent_declines_and_says_where_to_go() -> None:
    case = apply(application(office="100102-sq"))
    assert case.status is Status.DECLINED
    assert "100101-hy" in str([reason["facts"] for reason in case.when(Act.DECLINE).reasons])


def test_the_fourth_inquiry_of_a_calendar_year_needs_a_proof_of_reasonable_use() -> None:
    for count in range(3):
        assert apply(application(), token=f"t{count}", days_later=count).status is Status.ISSUED
    fourth = apply(application(), token="t3", days_later=3)
    assert fourth.when(Act.LIST_MISSING).facts["missing"] == ["reasonable_use_proof"]


def test_an_unknown_office_and_no_place_at_all_are_both_told() -> None:
    with pytest.raises(DraftRefused) as refused:
        apply(application(office="999999-xx", household=""))
    assert codes(refused) == {("office", "no_such_office"), ("residence", "place_needed")}
    assert not Application.objects.exists()


def test_until_the_tick_the_applicant_sees_an_accepted_application_and_nothing_else() -> None:
    case = apply(application())
    applicant = Actor(ActorKind.APPLICANT, case.row.owner)
    shown = queries.shown_at(case.when(Act.ISSUE))
    before = queries.progress(number=case.row.number, viewer=applicant, at=shown - timedelta(microseconds=1))
    assert (before.status, before.paper_ready, before.paper_number) == (Status.ACCEPTED, False, "")
    assert [step.act for step in before.steps] == [Act.SUBMIT, Act.ACCEPT]
    after = queries.progress(number=case.row.number, viewer=applicant, at=shown)
    assert after.paper_ready
    with pytest.raises(NoSuchApplication):
        services.deliver(number=case.row.number, by=applicant, at=shown - timedelta(microseconds=1))


def test_a_stranger_and_another_office_find_no_such_application() -> None:
    case = apply(application())
    for stranger in (
        Actor(ActorKind.APPLICANT, "0" * 32),
        Actor(ActorKind.OFFICER, "x", "100102-sq"),
        Actor(ActorKind.VISITOR, "v"),
    ):
        with pytest.raises(NoSuchApplication):
            queries.progress(number=case.row.number, viewer=stranger, at=NOW)
        with pytest.raises(NoSuchApplication):
            services.open_file(number=case.row.number, by=stranger, at=NOW)


def test_a_clerk_of_another_office_can_do_nothing_with_an_application() -> None:
    case = services.submit(draft=application(), token="t1", by=COUNTER, at=NOW)
    for act in (services.accept, services.decline, services.withdraw):
        with pytest.raises(NoSuchApplication):
            act(number=case.row.number, by=clerk("100102-sq"), at=NOW)
    assert ActRow.objects.filter(application=case.row).count() == 1


def test_nobody_signs_for_a_paper_before_it_is_shown() -> None:
    case = apply(application())
    shown = queries.shown_at(case.when(Act.ISSUE))
    applicant = Actor(ActorKind.APPLICANT, case.row.owner)
    with pytest.raises(ActRefused):
        services.sign_for(number=case.row.number, by=applicant, at=shown - timedelta(microseconds=1))
    assert services.sign_for(number=case.row.number, by=applicant, at=shown).status is Status.SIGNED_FOR


def test_every_act_and_every_look_is_one_entry_of_the_ledger() -> None:
    before = LedgerEntry.objects.count()
    case = apply(application())
    kinds = list(LedgerEntry.objects.order_by("number")[before:].values_list("kind", flat=True))
    assert kinds == ["inquiry_submitted", "inquiry_accepted", "register_searched", "inquiry_decided", "paper_issued"]
    services.open_file(number=case.row.number, by=COUNTER, at=NOW)
    assert LedgerEntry.objects.order_by("-number")[0].kind == "inquiry_read"


def test_of_two_acts_at_once_one_wins_and_the_other_is_told() -> None:
    case = services.submit(draft=application(), token="t1", by=COUNTER, at=NOW)
    services.accept(number=case.row.number, by=COUNTER, at=NOW)
    with pytest.raises(TakenMeanwhile):
        record(case, Act.WITHDRAW, by=COUNTER, at=NOW)  # decided on what stood there a moment ago
    assert ActRow.objects.filter(application=case.row).count() == 2


def test_an_interruption_before_the_paper_leaves_nothing_half_done_and_is_taken_up_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full_disk(**_: object) -> None:
        raise issuing.NotKept

    with monkeypatch.context() as patch:
        patch.setattr(issuing, "issue_all", full_disk)
        with pytest.raises(issuing.NotKept):
            apply(application())
    (row,) = Application.objects.all()
    assert services.open_file(number=row.number, by=COUNTER, at=NOW).status is Status.DECIDED
    assert not IssuedPaper.objects.exists()
    assert services.advance(number=row.number, at=NOW).status is Status.ISSUED


def test_a_name_that_the_fonts_cannot_show_goes_to_a_person() -> None:
    case = apply(application(name="林𠮷和"))
    assert case.status is Status.WITH_A_PERSON
    assert "𠮷" in case.when(Act.REFER).facts["problem"]["zh"]
    assert not IssuedPaper.objects.exists()


def test_a_paper_that_cannot_be_printed_is_made_by_hand_and_nothing_else_may_be() -> None:
    unprintable, plain = apply(application(name="林𠮷和")), apply(application(cast.ACQUITTED), token="t2")
    file = services.open_file(number=unprintable.row.number, by=COUNTER, at=NOW)
    assert Act.MADE_BY_HAND in file.lawful
    done = services.made_by_hand(number=unprintable.row.number, by=COUNTER, at=NOW)
    assert done.status is Status.SIGNED_FOR
    with pytest.raises(ActRefused):
        services.made_by_hand(number=plain.row.number, by=COUNTER, at=NOW)


def test_a_name_written_from_right_to_left_is_on_the_paper_beside_the_latin_one() -> None:
    case = apply(foreigner(name="محمد عبد الرحمن الخالدي", latin_name="MOHAMMED ALKHALDI"))
    assert case.status is Status.ISSUED
    number = case.when(Act.ISSUE).facts["paper_number"]
    holder = certificates.content.parse(bytes(IssuedPaper.objects.get(number=number).claim)).holder
    assert (holder.native, holder.latin) == ("محمد عبد الرحمن الخالدي", "MOHAMMED ALKHALDI")


@pytest.mark.parametrize("field", ["name", "purpose_note"])
def test_what_no_paper_may_carry_is_refused_before_anything_is_done(field: str) -> None:
    with pytest.raises(DraftRefused) as refused:
        apply(application(**{field: "زيارة عائلية 2026"}))
    assert codes(refused) == {(field, "right_to_left")}
    assert not Application.objects.exists()


@pytest.mark.parametrize("acts", [0, 1, 2, 3])
def test_an_application_interrupted_between_any_two_acts_is_taken_up_again(acts: int) -> None:
    case = services.submit(draft=application(), token="t1", by=COUNTER, at=NOW)
    for _ in range(acts):
        [step] = steps.next_steps([case], at=NOW)
        assert step is not None
        [case] = step([case], by=SYSTEM, at=NOW)
    assert services.take_up(at=NOW + timedelta(seconds=5)) == ()  # it may still be at work
    assert services.take_up(at=NOW + timedelta(minutes=1)) == (case.row.number,)
    assert services.open_file(number=case.row.number, by=COUNTER, at=NOW).status is Status.ISSUED
    assert services.take_up(at=NOW + timedelta(minutes=2)) == ()


def test_nobody_decides_before_the_register_was_searched() -> None:
    case = services.submit(draft=application(), token="t1", by=COUNTER, at=NOW)
    with pytest.raises(ActRefused, match="decide"):
        steps.decide(case, by=COUNTER, at=NOW)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE inquiries_act SET kind='issue'", "DELETE FROM inquiries_application", "TRUNCATE inquiries_act"],
)
def test_the_database_refuses_to_rewrite_what_was_asked_and_done(statement: str) -> None:
    apply(application())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            cursor.execute(statement)


def test_the_period_asked_about_stands_on_the_paper() -> None:
    case = apply(application(period_from=date(2020, 1, 1), period_to=date(2025, 12, 31)))
    (paper,) = IssuedPaper.objects.filter(application=case.row.number)
    assert b"2020-01-01" in bytes(paper.claim)


def test_a_withdrawn_application_goes_no_further() -> None:
    case = services.submit(draft=application(), token="t1", by=COUNTER, at=NOW)
    services.withdraw(number=case.row.number, by=COUNTER, at=NOW)
    assert services.advance(number=case.row.number, at=NOW).status is Status.WITHDRAWN
    with pytest.raises(ActRefused, match="possible: nothing"):
        services.accept(number=case.row.number, by=COUNTER, at=NOW)


def test_accents_typed_apart_and_double_spaces_are_printed_as_one_name() -> None:
    typed = "E\u0301LISE   MORE\u0301AUVAL "
    case = apply(foreigner(cast.FOREIGNER, name=typed, latin_name=typed, purpose_note="  访友  探亲 "))
    (paper,) = IssuedPaper.objects.filter(application=case.row.number)
    said = bytes(paper.claim).decode()
    assert '"latin":"ÉLISE MORÉAUVAL"' in said
    assert '"native":""' in said
    assert "（访友 探亲）" in said


def test_the_paper_of_a_foreigner_carries_no_name_in_characters() -> None:
    case = apply(foreigner(cast.FOREIGNER))
    (paper,) = IssuedPaper.objects.filter(application=case.row.number)
    assert cast.FOREIGNER.latin.encode() in bytes(paper.claim)
