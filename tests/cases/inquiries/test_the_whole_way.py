"""The whole way of an application: dates, receipts, investigation with its clock, doubts, legal review, delivery, fees, reminders."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import cast
from applications import COUNTER, NOW, application, clerk, furnish
from qingbai import clock
from qingbai.agencies import services as agencies
from qingbai.agencies.ways import ActRefused
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.models import LedgerEntry
from qingbai.certificates import custody
from qingbai.certificates import queries as certificates
from qingbai.certificates.models import Paper as IssuedPaper
from qingbai.certificates.status import Status as PaperStatus
from qingbai.inquiries import jobs, queries, services
from qingbai.inquiries.acts import Act, Status
from qingbai.inquiries.casework import Case
from qingbai.inquiries.delivery import Chosen, Delivery, SignedBy
from qingbai.inquiries.models import ActRow
from qingbai.law.terms import ComplexityGround, Deceit, Paper
from qingbai.notices import files
from qingbai.notices import services as notices
from qingbai.notifications.models import Told
from qingbai.payments import queries as payments
from qingbai.payments import services as paying
from qingbai.payments.terms import Status as Fee
from qingbai.project.demo import NOTICES
from rules import Change, changing

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
SHIQIAO = "100102-sq"
CLERK, REVIEWER, HEAD = (Actor(ActorKind.OFFICER, f"{role}-7", SHIQIAO, role) for role in ("clerk", "reviewer", "head"))
HERE_REVIEWER = Actor(ActorKind.OFFICER, "reviewer-1", "100101-hy", "reviewer")
WEDNESDAY = datetime(2026, 9, 30, 2, 0, tzinfo=UTC)
"""Before the National Day week: off 1 to 7 October, worked on Saturday the 10th."""
SEPTEMBER = datetime(2026, 9, 1, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("keys")


@pytest.fixture(autouse=True)
def _offices(db: None, settings, keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Offices with keys that were valid in September already, and a clock that has not come further."""
    monkeypatch.setattr(clock, "now", lambda: SEPTEMBER)
    settings.KEYS = keys
    agencies.load_reference_data(by=SYSTEM, at=SEPTEMBER)
    custody.ensure_keys(by=SYSTEM, at=SEPTEMBER)
    furnish()


@pytest.fixture
def region(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Change:
    return changing(monkeypatch, tmp_path)


def judged(*names: str) -> None:
    """The demo courts' notices of these names, taken in before anybody asks."""
    for name in names:
        notice = files.load(NOTICES / f"{name}.json")
        notices.receive(notice=notice, by=Actor(ActorKind.SENDER, notice.sender.code), at=SEPTEMBER)


def apply(at: datetime = NOW, *, token: str = "t", **changes: object) -> Case:
    draft = application(**changes)
    return services.apply_straight_through(draft=draft, token=token, by=clerk(draft.office), at=at)


def doubtful(at: datetime = WEDNESDAY, token: str = "d") -> Case:
    """Somebody who may or may not be a man on record: it goes to a person."""
    judged("wu-tongyu")
    draft = application(cast.SAME_NAME_CLEAN, office=SHIQIAO, phone="13800000000", sms=True)
    return services.apply_straight_through(draft=draft, token=token, by=CLERK, at=at)


def me(case: Case) -> Actor:
    return Actor(ActorKind.APPLICANT, case.row.owner)


def investigated(at: datetime = WEDNESDAY) -> Case:
    """An investigation was asked for and approved on the day of acceptance."""
    number = doubtful(at).row.number
    services.ask_investigation(
        number=number, ground=ComplexityGround.IDENTITY_UNVERIFIED, reason="须比对照片", by=CLERK, at=at
    )
    return services.approve_investigation(number=number, reason="同意", by=HEAD, at=at)


def decide_not_the_same(case: Case, at: datetime) -> Case:
    (question,) = services.open_file(number=case.row.number, by=CLERK, at=at).questions
    services.judge_match(
        number=case.row.number, subject=question.subject, same=False, reason="照片不符", by=CLERK, at=at
    )
    return services.advance(number=case.row.number, at=at)


# Missing papers


def test_missing_papers_may_come_one_by_one_until_the_day_that_was_told() -> None:
    case = apply(residence="100102", office=SHIQIAO, papers=())
    assert case.until_on == date(2026, 12, 4)  # ten working days after Friday 20 November
    number = case.row.number
    services.supplement(number=number, papers=(Paper.IDENTITY,), by=me(case), at=NOW + DAY)
    assert services.advance(number=number, at=NOW + DAY).status is Status.INCOMPLETE
    rest = (Paper.APPLICATION_FORM, Paper.RESIDENCE_PERMIT)
    services.supplement(number=number, papers=rest, by=me(case), at=datetime(2026, 12, 4, 15, 59, tzinfo=UTC))
    late = datetime(2026, 12, 4, 15, 59, 30, tzinfo=UTC)
    assert services.advance(number=number, at=late).status is Status.SUBMITTED  # an officer looks at what came
    services.accept(number=number, by=CLERK, at=late)
    assert services.advance(number=number, at=late).status is Status.ISSUED


def test_what_is_missing_is_told_once_in_a_signed_notice_that_names_the_day() -> None:
    case = apply(residence="100102", office=SHIQIAO, papers=())
    (letter,) = case.letters
    paper = IssuedPaper.objects.get(number=letter.number)
    assert paper.kind == "supplement_notice"
    assert "2026年12月4日" in bytes(paper.claim).decode()
    for wanting in ("查询申请表", "居住证", "有效身份证件"):
        assert wanting in bytes(paper.claim).decode()
    partly = services.supplement(
        number=case.row.number, papers=(Paper.IDENTITY, Paper.APPLICATION_FORM), by=CLERK, at=NOW
    )
    assert partly.status is Status.INCOMPLETE
    with pytest.raises(ActRefused, match="list_missing"):
        services.list_missing(number=case.row.number, by=CLERK, at=NOW)


def test_what_did_not_come_in_time_ends_the_application_once_and_no_more_can_be_added() -> None:
    case = apply(residence="100102", office=SHIQIAO, papers=())
    last, after = (
        datetime(2026, 12, 4, 15, 59, tzinfo=UTC),
        datetime(2026, 12, 4, 16, 0, tzinfo=UTC),
    )  # Chinese midnight
    assert jobs.go_round(at=last).expired == ()
    with pytest.raises(ActRefused, match="supplement"):
        services.supplement(number=case.row.number, papers=(*Paper,), by=me(case), at=after)
    assert jobs.go_round(at=after).expired == (case.row.number,)
    assert jobs.go_round(at=after).expired == ()
    assert services.open_case(case.row.number).status is Status.EXPIRED
    assert queries.queue(viewer=CLERK) == ()


def test_at_the_end_of_the_last_known_year_no_day_is_guessed_and_nothing_expires_by_itself() -> None:
    december = datetime(2026, 12, 28, 2, 0, tzinfo=UTC)
    case = apply(december, residence="100102", office=SHIQIAO, papers=())
    assert case.until_on is None
    assert jobs.go_round(at=december + timedelta(days=90)).expired == ()
    clean = apply(december + 3 * DAY, token="clean")
    assert clean.when(Act.ACCEPT).facts["due_on"] is None
    assert {"calendar_year_unknown"} <= {reason["code"] for reason in clean.when(Act.ACCEPT).reasons}


def test_from_november_the_operator_is_told_of_a_year_without_a_calendar(caplog: pytest.LogCaptureFixture) -> None:
    assert not jobs.warn_of_the_unknown_year(on=date(2026, 10, 31))
    assert jobs.warn_of_the_unknown_year(on=date(2026, 11, 1))
    assert "2027" in caplog.text


# The clock


def test_three_working_days_run_across_the_national_day_week() -> None:
    case = doubtful()
    clocks = case.clocks(date(2026, 10, 9))
    assert clocks is not None
    assert (clocks.due.value, clocks.counted.value, clocks.passed) == (date(2026, 10, 10), 2, 9)
    assert not clocks.overdue


def test_three_working_days_run_across_a_sunday_that_is_worked() -> None:
    clocks = doubtful(datetime(2026, 9, 17, 2, 0, tzinfo=UTC)).clocks(date(2026, 9, 22))
    assert clocks is not None
    assert (clocks.due.value, clocks.overdue) == (date(2026, 9, 21), True)


def test_in_an_approved_investigation_the_legal_clock_stands_still_and_the_real_one_goes_on() -> None:
    case = investigated()
    number = case.row.number
    seen = queries.progress(number=number, viewer=me(case), at=WEDNESDAY + 12 * DAY)
    assert seen.status is Status.INVESTIGATING
    assert seen.clocks is not None
    assert (seen.due_on, seen.clocks.standing, seen.clocks.passed, seen.clocks.paused) == (None, True, 12, 12)
    services.resume(number=number, findings="照片经比对不符", by=CLERK, at=WEDNESDAY + 12 * DAY)
    clocks = services.open_case(number).clocks(date(2026, 10, 12))
    assert clocks is not None
    # Monday 12 October counts again: 12, 13, 14.
    assert (clocks.due.value, clocks.paused, clocks.standing) == (date(2026, 10, 14), 11, False)


def test_a_region_s_days_for_checking_hold_for_the_office_once_something_is_checked(region: Change) -> None:
    region("limits", inquiry_days="1", checking_days="3")
    case = doubtful()
    clocks = case.clocks(date(2026, 10, 9))
    assert clocks is not None
    assert (clocks.due.value, clocks.overdue) == (date(2026, 10, 10), False)
    (waits,) = queries.queue(viewer=CLERK, at=WEDNESDAY)
    assert waits.due_on == date(2026, 10, 10)
    assert jobs.go_round(at=WEDNESDAY + 8 * DAY).escalated == ()


def test_who_asks_is_told_both_days_alike_whether_or_not_something_is_checked(region: Change) -> None:
    region("limits", inquiry_days="1", checking_days="3")
    region("handling", legal_review="true")
    checked = doubtful()
    plain = apply(WEDNESDAY, token="plain")
    assert (checked.status, plain.status) == (Status.WITH_A_PERSON, Status.DECIDED)
    for at in (WEDNESDAY, WEDNESDAY + 8 * DAY, WEDNESDAY + 9 * DAY):
        seen = [queries.progress(number=one.row.number, viewer=me(one), at=at) for one in (checked, plain)]
        assert seen[0].clocks == seen[1].clocks
        assert {(one.due_on, one.checked_due_on) for one in seen} == {(date(2026, 10, 8), date(2026, 10, 10))}
    says = [bytes(IssuedPaper.objects.get(number=one.letters[0].number).claim).decode() for one in (checked, plain)]
    assert all("2026年10月8日" in said and "2026年10月10日" in said for said in says)
    settled = decide_not_the_same(checked, WEDNESDAY)
    services.clear(number=settled.row.number, by=HEAD, at=WEDNESDAY + 9 * DAY)
    services.advance(number=settled.row.number, at=WEDNESDAY + 9 * DAY)
    shown = queries.progress(number=settled.row.number, viewer=me(settled), at=WEDNESDAY + 10 * DAY)
    assert (shown.paper_ready, shown.due_on, shown.checked_due_on) == (True, date(2026, 10, 10), None)


def test_a_paper_that_cannot_be_printed_is_no_check_and_a_doubt_is_one(region: Change) -> None:
    region("limits", inquiry_days="1", checking_days="3")
    region("handling", legal_review="true")
    case = apply(WEDNESDAY)
    assert not case.checked
    held = services.hold(
        number=case.row.number, deceit=Deceit.FALSE_PAPERS, reason="印章模糊", by=COUNTER, at=WEDNESDAY
    )
    assert held.checked
    region("handling", legal_review="false")
    by_hand = apply(WEDNESDAY, token="unprintable", name="林𠮷和")
    assert by_hand.unprintable
    assert not by_hand.checked


def test_a_refused_investigation_never_stopped_the_clock() -> None:
    number = doubtful().row.number
    given = {"ground": ComplexityGround.OTHERS_NEEDED, "reason": "须向外地核对"}
    services.ask_investigation(number=number, **given, by=CLERK, at=WEDNESDAY)
    case = services.refuse_investigation(number=number, reason="材料已足", by=HEAD, at=WEDNESDAY + 9 * DAY)
    clocks = case.clocks(date(2026, 10, 11))
    assert clocks is not None
    assert (case.status, clocks.due.value, clocks.overdue) == (Status.WITH_A_PERSON, date(2026, 10, 10), True)


# Investigation


def test_the_one_who_asks_for_an_investigation_does_not_approve_it() -> None:
    number = doubtful().row.number
    given = {"ground": ComplexityGround.OTHERS_NEEDED, "reason": "须向外地核对"}
    services.ask_investigation(number=number, **given, by=HEAD, at=WEDNESDAY)
    for who in (HEAD, REVIEWER, CLERK):
        with pytest.raises(ActRefused, match="approve_investigation"):
            services.approve_investigation(number=number, reason="同意", by=who, at=WEDNESDAY)
    other = Actor(ActorKind.OFFICER, "head-8", SHIQIAO, "head")
    case = services.approve_investigation(number=number, reason="同意", by=other, at=WEDNESDAY)
    assert case.pauses[0].approved_by == "head-8"
    assert case.investigation_ends_by == date(2026, 10, 27)  # fifteen working days in Demo Province


def test_a_ground_that_the_region_does_not_know_or_that_is_not_stated_is_refused(region: Change) -> None:
    region("investigation", grounds='["others_needed"]')
    number = doubtful().row.number
    for ground, reason in ((ComplexityGround.IDENTITY_UNVERIFIED, "写明"), (ComplexityGround.OTHERS_NEEDED, " ")):
        with pytest.raises(services.NotAGround):
            services.ask_investigation(number=number, ground=ground, reason=reason, by=CLERK, at=WEDNESDAY)
    assert services.open_case(number).status is Status.WITH_A_PERSON


def test_the_party_is_asked_in_a_signed_notice_and_says_that_it_has_helped() -> None:
    case = investigated()
    number = case.row.number
    services.ask_cooperation(number=number, what="请携带户口簿到窗口", by=CLERK, at=WEDNESDAY)
    seen = queries.progress(number=number, viewer=me(case), at=WEDNESDAY)
    assert seen.status is Status.COOPERATION_ASKED
    assert Act.COOPERATE in seen.can
    notice = services.open_case(number).letters[-1]
    assert "请携带户口簿到窗口" in bytes(IssuedPaper.objects.get(number=notice.number).claim).decode()
    helped = services.cooperate(number=number, note="已带户口簿", by=me(case), at=WEDNESDAY + DAY)
    assert helped.status is Status.INVESTIGATING
    services.resume(number=number, findings="户口簿与申请一致", by=CLERK, at=WEDNESDAY + DAY)
    assert decide_not_the_same(case, WEDNESDAY + DAY).status is Status.ISSUED


def test_the_applicant_reads_the_pause_and_its_ground_and_nothing_that_officers_wrote() -> None:
    case = investigated()
    services.resume(number=case.row.number, findings="照片经比对不符", by=CLERK, at=WEDNESDAY + DAY)
    seen = queries.progress(number=case.row.number, viewer=me(case), at=WEDNESDAY + DAY)
    assert [step.act for step in seen.steps] == [Act.SUBMIT, Act.ACCEPT, Act.APPROVE_INVESTIGATION, Act.RESUME]
    assert seen.steps[2].facts["ground"] == "identity_unverified"
    for word in ("须比对照片", "照片经比对不符", "同意", "clerk-7", "head-7"):
        assert word not in repr(seen)


# Receipt


def test_what_is_not_answered_on_the_spot_gets_one_signed_receipt_that_says_nothing_about_the_result() -> None:
    case = doubtful()
    (receipt,) = case.letters
    said = bytes(IssuedPaper.objects.get(number=receipt.number).claim).decode()
    assert "2026年10月10日" in said
    assert not re.search("有犯罪记录|未发现|在册|同一人|人工|查实", said)
    again = services.give_receipt(number=case.row.number, by=me(case), at=WEDNESDAY)
    assert [one.number for one in again.letters] == [receipt.number]
    sha256 = case.when(Act.GIVE_RECEIPT).facts["letter"]["sha256"]
    assert certificates.status_by_hash(sha256=sha256) is PaperStatus.CURRENT


def test_an_application_that_is_answered_on_the_spot_may_have_its_receipt_until_the_tick() -> None:
    case = apply()
    receipt = services.give_receipt(number=case.row.number, by=me(case), at=NOW)
    assert receipt.status is Status.ISSUED
    other = apply(token="other")
    with pytest.raises(ActRefused, match="give_receipt"):
        services.give_receipt(number=other.row.number, by=me(other), at=queries.shown_at(other.when(Act.ISSUE)))


def test_a_letter_is_handed_out_to_the_parties_alone() -> None:
    case = doubtful()
    paper = case.letters[0].number
    assert services.letter(number=case.row.number, paper=paper, by=me(case), at=NOW).startswith(b"%PDF")
    for who, number in ((Actor(ActorKind.APPLICANT, "0" * 32), paper), (COUNTER, paper), (me(case), "no such paper")):
        with pytest.raises(services.NoSuchApplication):
            services.letter(number=case.row.number, paper=number, by=who, at=NOW)


# Doubts


def test_a_held_application_looks_to_the_applicant_as_before_and_is_turned_away_by_another_hand() -> None:
    case = doubtful()
    number = case.row.number
    before = queries.progress(number=number, viewer=me(case), at=WEDNESDAY)
    services.hold(number=number, deceit=Deceit.ANOTHERS_IDENTITY, reason="照片不是本人", by=HEAD, at=WEDNESDAY)
    assert queries.progress(number=number, viewer=me(case), at=WEDNESDAY) == before
    with pytest.raises(ActRefused, match="reject"):
        services.reject(number=number, deceit=Deceit.ANOTHERS_IDENTITY, reason="查实", by=HEAD, at=WEDNESDAY)
    other = Actor(ActorKind.OFFICER, "head-8", SHIQIAO, "head")
    case = services.reject(number=number, deceit=Deceit.ANOTHERS_IDENTITY, reason="本人已到场", by=other, at=WEDNESDAY)
    assert case.status is Status.DECLINED
    told = bytes(IssuedPaper.objects.get(number=case.letters[-1].number).claim).decode()
    assert "冒用他人身份" in told
    assert "本人已到场" not in told


def test_where_the_doubt_is_dispelled_the_application_goes_on_where_it_can() -> None:
    case = doubtful()
    number = case.row.number
    services.hold(number=number, deceit=Deceit.FALSE_PAPERS, reason="居住证存疑", by=CLERK, at=WEDNESDAY)
    services.lift_hold(number=number, reason="已向签发机关核实", by=CLERK, at=WEDNESDAY + DAY)
    assert services.advance(number=number, at=WEDNESDAY + DAY).status is Status.WITH_A_PERSON
    assert decide_not_the_same(case, WEDNESDAY + DAY).status is Status.ISSUED


# Legal review


def test_where_a_region_reviews_every_answer_everybodys_waits_for_a_reviewer_with_a_receipt(region: Change) -> None:
    region("handling", legal_review="true")
    judged("zhao-shidi", "shen-xiaodu")
    people = (cast.CLEAN, cast.SEALED, cast.SEALED_TWIN, cast.ON_RECORD)
    cases = [apply(token=one.name, person=one) for one in people]
    assert {case.status for case in cases} == {Status.DECIDED}
    assert len({tuple(done.act for done in case.acts) for case in cases}) == 1
    for case in cases:
        assert len(case.letters) == 1
        services.clear(number=case.row.number, by=HERE_REVIEWER, at=NOW + DAY)
        answered = services.advance(number=case.row.number, at=NOW + DAY)
        assert answered.status is Status.ISSUED
        assert queries.shown_at(answered.when(Act.ISSUE)) > NOW + DAY


def test_an_answer_is_not_cleared_by_who_decided_it_by_hand_and_may_be_sent_back(region: Change) -> None:
    region("handling", legal_review="true")
    case = doubtful()
    (question,) = services.open_file(number=case.row.number, by=CLERK, at=WEDNESDAY).questions
    number = case.row.number
    services.judge_match(number=number, subject=question.subject, same=False, reason="不符", by=REVIEWER, at=WEDNESDAY)
    assert services.advance(number=number, at=WEDNESDAY).status is Status.DECIDED
    for who in (REVIEWER, CLERK):
        with pytest.raises(ActRefused, match="clear"):
            services.clear(number=number, by=who, at=WEDNESDAY)
    sent_back = services.send_back(number=number, reason="理由不足", by=HEAD, at=WEDNESDAY)
    assert sent_back.status is Status.WITH_A_PERSON
    assert services.search(number=number, by=CLERK, at=WEDNESDAY).status is Status.SEARCHED
    assert services.advance(number=number, at=WEDNESDAY).status is Status.DECIDED
    services.clear(number=number, by=HEAD, at=WEDNESDAY)
    assert services.advance(number=number, at=WEDNESDAY).status is Status.ISSUED


def test_a_record_entered_during_the_legal_review_is_answered_anew_and_reviewed_anew(region: Change) -> None:
    region("handling", legal_review="true")
    case = apply(person=cast.ON_RECORD)
    number = case.row.number
    assert case.when(Act.DECIDE).facts["paper"] == "certificate"
    judged("zhao-shidi")
    services.clear(number=number, by=HERE_REVIEWER, at=NOW + DAY)
    again = services.advance(number=number, at=NOW + DAY)
    assert (again.status, again.when(Act.DECIDE).facts["paper"]) == (Status.DECIDED, "refusal")
    assert IssuedPaper.objects.filter(application=number, kind="certificate").count() == 0


def test_where_no_review_is_the_rule_nobody_clears_anything() -> None:
    assert Act.CLEAR not in services.open_file(number=doubtful().row.number, by=HEAD, at=WEDNESDAY).lawful


# Delivery


def test_a_lost_item_is_posted_again_without_a_new_application() -> None:
    case = apply()
    number, later = case.row.number, NOW + DAY
    chosen = Chosen(delivery=Delivery.POST, address="演示市清河区 林清和")
    services.choose_delivery(number=number, chosen=chosen, by=me(case), at=NOW)
    services.post(number=number, waybill="EA 1234 5678", by=COUNTER, at=later)
    services.mail_lost(number=number, by=COUNTER, at=later)
    services.post(number=number, waybill="EA12345679", by=COUNTER, at=later)
    case = services.sign_for(number=number, by=me(case), at=later)
    assert [done.facts["waybill"] for done in case.acts if done.act is Act.POST] == ["EA12345678", "EA12345679"]
    assert case.status is Status.SIGNED_FOR
    assert IssuedPaper.objects.filter(application=number).count() == 1
    assert "清河区" not in str(list(LedgerEntry.objects.filter(basis=number).values_list("facts", flat=True)))


def test_who_signed_for_the_paper_is_kept() -> None:
    case = apply()
    signed = services.sign_for(number=case.row.number, by=COUNTER, at=NOW + DAY, signed_by=SignedBy.AGENT)
    assert signed.acts[-1].facts == {"signed_by": "agent"}


@pytest.mark.parametrize(
    ("chosen", "wrong"),
    [
        (Chosen(delivery=Delivery.POST), {"address_needed"}),
        (Chosen(delivery=Delivery.POST, address="x" * 201), {"too_long"}),
    ],
)
def test_a_choice_that_cannot_be_right_is_refused_whole(chosen: Chosen, wrong: set[str]) -> None:
    case = apply()
    with pytest.raises(services.ChoiceRefused) as refused:
        services.choose_delivery(number=case.row.number, chosen=chosen, by=me(case), at=NOW)
    assert {fault.code for fault in refused.value.faults} == wrong
    with pytest.raises(services.ChoiceRefused):
        services.post(number=case.row.number, waybill="短", by=COUNTER, at=NOW + DAY)


def test_a_region_offers_only_what_it_has(region: Change) -> None:
    region("certificate", electronic="false")
    case = apply()
    seen = queries.progress(number=case.row.number, viewer=me(case), at=NOW + DAY)
    assert (seen.offered, seen.electronic) == ((Delivery.PICK_UP, Delivery.POST), False)
    with pytest.raises(services.NoSuchApplication):
        services.deliver(number=case.row.number, by=me(case), at=NOW + DAY)
    assert services.deliver(number=case.row.number, by=COUNTER, at=NOW + DAY).startswith(b"%PDF")
    with pytest.raises(services.ChoiceRefused):
        services.choose_delivery(number=case.row.number, chosen=Chosen(delivery=Delivery.DOWNLOAD), by=me(case), at=NOW)


def test_a_region_without_paper_posts_nothing(region: Change) -> None:
    region("certificate", paper="false")
    case = apply()
    chosen = Chosen(delivery=Delivery.POST, address="演示市清河区 林清和")
    with pytest.raises(services.ChoiceRefused):
        services.choose_delivery(number=case.row.number, chosen=chosen, by=me(case), at=NOW)
    with pytest.raises(ActRefused, match="post"):
        services.post(number=case.row.number, waybill="EA12345678", by=COUNTER, at=NOW + DAY)


# Fees


def test_a_fee_is_paid_before_acceptance_and_only_the_books_say_so(region: Change) -> None:
    region("fees", certificate_fen="2000")
    case = apply()
    number = case.row.number
    assert (case.status, case.when(Act.ASK_FEE).facts["fen"]) == (Status.FEE_DUE, 2000)
    with pytest.raises(ActRefused, match="pay"):
        services.pay(number=number, by=COUNTER, at=NOW)
    assert jobs.go_round(at=NOW).paid == ()
    paying.take_cash(about=number, by=COUNTER, at=NOW)
    assert jobs.go_round(at=NOW).paid == (number,)
    assert services.open_case(number).status is Status.ISSUED


def test_a_fee_that_did_not_come_ends_the_application_and_owes_nothing_any_more(region: Change) -> None:
    region("fees", certificate_fen="2000")
    case = apply()
    assert jobs.go_round(at=NOW + timedelta(days=15)).expired == (case.row.number,)
    (fee,) = payments.of(about=case.row.number, viewer=SYSTEM, purpose=case.row.number)
    assert fee.status is Fee.CLOSED


def test_a_fee_goes_back_where_the_application_is_withdrawn_before_the_answer(region: Change) -> None:
    region("fees", certificate_fen="2000")
    region("handling", legal_review="true")
    case = apply()
    paying.take_cash(about=case.row.number, by=COUNTER, at=NOW)
    jobs.go_round(at=NOW)
    services.withdraw(number=case.row.number, by=me(case), at=NOW)
    (fee,) = payments.of(about=case.row.number, viewer=SYSTEM, purpose=case.row.number)
    assert fee.status is Fee.REFUND_ASKED


def bills(case: Case) -> list[tuple[Fee, list[tuple[str, int]]]]:
    """The orders of a case, the latest first."""
    found = payments.of(about=case.row.number, viewer=SYSTEM, purpose=case.row.number)
    return [(one.status, [(str(line.what), line.fen) for line in one.lines]) for one in found]


BY_POST = {"delivery": Delivery.POST, "address": "演示市清河区桥头街1号 林清和"}
POSTAGE, BOTH = [("postage", 1200)], [("certificate", 500), ("postage", 1200)]


def test_the_answer_does_not_wait_for_postage_and_the_post_does(region: Change) -> None:
    region("fees", postage="true", postage_fen="1200")
    case = apply(**BY_POST)
    number, later = case.row.number, NOW + DAY
    assert (case.status, bills(case)) == (Status.ISSUED, [(Fee.OPEN, POSTAGE)])
    with pytest.raises(ActRefused, match="post"):
        services.post(number=number, waybill="EA12345678", by=COUNTER, at=later)
    paying.take_cash(about=number, by=COUNTER, at=later)
    with pytest.raises(ActRefused, match="sign_for"):  # what was paid for is posted first
        services.sign_for(number=number, by=me(case), at=later)
    with pytest.raises(services.ChoiceRefused) as bound:
        services.choose_delivery(number=number, chosen=Chosen(delivery=Delivery.PICK_UP), by=me(case), at=later)
    assert [fault.code for fault in bound.value.faults] == ["postage_paid"]
    services.post(number=number, waybill="EA12345678", by=COUNTER, at=later)
    services.mail_lost(number=number, by=COUNTER, at=later)
    services.post(number=number, waybill="EA12345679", by=COUNTER, at=later)
    assert services.sign_for(number=number, by=me(case), at=later).status is Status.SIGNED_FOR
    assert bills(case) == [(Fee.PAID, POSTAGE)]


def test_fee_and_postage_are_two_lines_of_one_order_and_both_go_back(region: Change) -> None:
    region("fees", certificate_fen="500", postage="true", postage_fen="1200")
    region("handling", legal_review="true")
    case = apply(**BY_POST)
    number = case.row.number
    assert (case.status, case.when(Act.ASK_FEE).facts["fen"], bills(case)) == (
        Status.FEE_DUE,
        1700,
        [(Fee.OPEN, BOTH)],
    )
    paying.take_cash(about=number, by=COUNTER, at=NOW)
    assert services.go_on_after_payment(number=number, at=NOW).status is Status.DECIDED
    services.withdraw(number=number, by=me(case), at=NOW)
    assert bills(case) == [(Fee.REFUND_ASKED, BOTH)]


def test_who_changes_the_way_before_paying_owes_what_that_way_costs(region: Change) -> None:
    region("fees", certificate_fen="500", postage="true", postage_fen="1200")
    region("handling", legal_review="true")
    case = apply()
    number = case.row.number
    for chosen, owed in (
        (Chosen(**BY_POST), BOTH),
        (Chosen(delivery=Delivery.PICK_UP), BOTH[:1]),
        (Chosen(delivery=Delivery.DOWNLOAD), BOTH[:1]),
    ):
        services.choose_delivery(number=number, chosen=chosen, by=me(case), at=NOW)
        assert bills(case)[0] == (Fee.OPEN, owed)
    assert [status for status, _ in bills(case)] == [Fee.OPEN, Fee.CLOSED, Fee.CLOSED]
    paying.take_cash(about=number, by=COUNTER, at=NOW)
    services.go_on_after_payment(number=number, at=NOW)
    services.choose_delivery(number=number, chosen=Chosen(**BY_POST), by=me(case), at=NOW)
    assert bills(case)[:2] == [(Fee.OPEN, POSTAGE), (Fee.PAID, BOTH[:1])]
    paying.take_cash(about=number, by=COUNTER, at=NOW)
    services.withdraw(number=number, by=me(case), at=NOW)
    assert bills(case)[:2] == [(Fee.REFUND_ASKED, POSTAGE), (Fee.REFUND_ASKED, BOTH[:1])]


def test_postage_that_was_not_paid_is_owed_no_more_once_the_paper_was_taken_otherwise(region: Change) -> None:
    region("fees", postage="true", postage_fen="1200")
    case = apply(**BY_POST)
    services.sign_for(number=case.row.number, by=COUNTER, at=NOW + DAY)
    assert bills(case) == [(Fee.CLOSED, POSTAGE)]


def test_an_application_for_the_post_says_where_to(region: Change) -> None:
    with pytest.raises(services.DraftRefused) as refused:
        apply(delivery=Delivery.POST)
    assert [fault.code for fault in refused.value.faults] == ["address_needed"]
    region("certificate", paper="false")
    with pytest.raises(services.DraftRefused) as refused:
        apply(**BY_POST)
    assert [fault.code for fault in refused.value.faults] == ["not_offered"]


# Reminders


def test_the_office_is_reminded_and_its_head_told_once_each_and_not_while_the_clock_stands() -> None:
    case = doubtful()
    number = case.row.number

    def after(day: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        done = jobs.go_round(at=datetime(2026, 10, day, 2, 0, tzinfo=UTC))
        return done.reminded, done.escalated

    assert after(7) == ((), ())
    assert after(9) == ((number,), ())
    assert after(10) == ((), ())
    assert after(11) == ((), (number,))
    assert after(12) == ((), ())
    (waiting,) = queries.queue(viewer=HEAD, at=datetime(2026, 10, 11, 2, 0, tzinfo=UTC))
    assert waiting.escalated
    assert [done.act for done in services.open_case(number).acts[-2:]] == [Act.REMIND, Act.ESCALATE]


def test_an_investigation_beyond_its_days_is_told_to_the_head() -> None:
    number = investigated().row.number
    assert jobs.go_round(at=datetime(2026, 10, 20, 2, 0, tzinfo=UTC)).escalated == ()
    assert jobs.go_round(at=datetime(2026, 10, 28, 2, 0, tzinfo=UTC)).escalated == (number,)
    assert jobs.go_round(at=datetime(2026, 10, 29, 2, 0, tzinfo=UTC)).escalated == ()


def test_an_answered_application_is_not_chased() -> None:
    apply(WEDNESDAY)
    done = jobs.go_round(at=WEDNESDAY + 60 * DAY)
    assert (done.reminded, done.escalated, done.expired, done.gone_on) == ((), (), (), ())


# Telling


def test_who_asks_is_told_of_each_step_in_its_transaction_and_of_no_name() -> None:
    case = investigated()
    number = case.row.number
    services.resume(number=number, findings="照片不符", by=CLERK, at=WEDNESDAY + DAY)
    answered = decide_not_the_same(case, WEDNESDAY + DAY)
    told = Told.objects.filter(about=number).order_by("at")
    assert [one.message for one in told] == [
        *("submitted", "accepted", "investigation_begun", "investigation_ended", "answer_ready"),
    ]
    assert cast.SAME_NAME_CLEAN.name not in str([one.facts for one in told])
    delivery = told.get(message="answer_ready").deliveries.get()
    assert delivery.next_at == queries.shown_at(answered.when(Act.ISSUE))


def test_whoever_left_no_way_to_be_reached_is_told_nothing() -> None:
    apply()
    assert not Told.objects.exists()


def test_every_act_of_the_case_stands_on_the_ledger_or_with_its_paper() -> None:
    number = investigated().row.number
    kinds = list(LedgerEntry.objects.filter(basis=number).order_by("number").values_list("kind", flat=True))
    assert kinds == [
        *("inquiry_submitted", "inquiry_accepted", "register_searched", "inquiry_referred", "paper_issued"),
        *("investigation_asked", "inquiry_paused"),
    ]
    assert ActRow.objects.filter(application__number=number).count() == len(kinds)
