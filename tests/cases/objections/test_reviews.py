"""A review from the objection to the opinion: what each step needs, who may take it, and what follows from how it ends."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

import cast
from applications import COUNTER, NOW, furnish
from qingbai import clock
from qingbai.agencies.acts import TakenMeanwhile
from qingbai.agencies.ways import ActRefused
from qingbai.audit.actors import Actor, ActorKind
from qingbai.certificates import queries as certificates
from qingbai.certificates.models import Paper, PaperAct
from qingbai.inquiries.acts import Act as InquiryAct
from qingbai.inquiries.acts import Status as InquiryStatus
from qingbai.inquiries.casework import open_case as inquiry
from qingbai.law.objections import Ground, LinkStatus, Outcome
from qingbai.law.objectors import ObjectionPaper, Objector
from qingbai.notifications.models import Told
from qingbai.objections import answering, jobs, queries, services
from qingbai.objections.acts import Act, Status
from qingbai.objections.answering import ChangedMeanwhile, Findings
from qingbai.objections.casework import NoSuchReview, open_case, record
from qingbai.objections.models import Review
from qingbai.objections.objection import Evidence, ObjectionRefused
from qingbai.registers import services as registers
from qingbai.registers.models import Conviction, LinkAct
from registering import COURT, demo, receive
from reviews import AT, HEAD, OTHER_HEAD, REVIEWER, STOLEN, answered, filed, objection, objector, signed

LATER = AT + timedelta(hours=2)
pytestmark = pytest.mark.django_db(databases=["default", "vault"])


@pytest.fixture(autouse=True)
def _offices(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    furnish()


@pytest.fixture
def refused():
    """Somebody on record was refused."""
    receive(demo("zhao-shidi"), at=NOW - timedelta(days=10))
    return answered()


def papers(number: str) -> list[str]:
    rows = Paper.objects.filter(application=number).exclude(kind="receipt").order_by("issued_at", "id")
    return list(rows.values_list("kind", flat=True))


def test_an_objection_in_order_is_accepted_at_once_with_a_receipt_and_a_last_day(refused):
    case = filed(refused)
    assert case.status is Status.UNDER_REVIEW
    assert case.due_on == date(2026, 12, 11)  # fifteen working days after Friday 2026-11-20
    assert papers(case.row.number) == ["review_receipt"]
    assert Told.objects.filter(about=case.row.number).values_list("message", flat=True).get() == "review_accepted"
    seen = queries.progress(number=case.row.number, viewer=objector(), on=date(2026, 11, 25))
    assert (seen.clocks.due_on, seen.clocks.counted, seen.clocks.passed) == (date(2026, 12, 11), 3, 5)


def test_everything_missing_is_told_once_and_the_clock_begins_when_all_is_there(refused):
    by_agent = objection(
        refused,
        papers=(ObjectionPaper.FORM, ObjectionPaper.PAPER_NUMBER),
        objector=Objector.AGENT,
        agent_name="林清和",
        agent_capable=True,
    )
    case = services.object_to(objection=by_agent, token="a", by=COUNTER, at=AT)
    assert case.status is Status.INCOMPLETE
    told = queries.progress(number=case.row.number, viewer=objector(), on=date(2026, 11, 20))
    assert set(told.missing) == {
        ObjectionPaper.GROUND,
        ObjectionPaper.IDENTITY,
        ObjectionPaper.POWER_OF_ATTORNEY,
        ObjectionPaper.AGENT_IDENTITY,
    }
    assert case.due_on is None
    whole = services.supplement(number=case.row.number, papers=told.missing, by=COUNTER, at=AT + timedelta(days=3))
    assert whole.status is Status.UNDER_REVIEW
    assert whole.due_on == date(2026, 12, 14)


def test_what_the_rules_leave_open_waits_for_an_officer_who_must_say_why_not(refused):
    by_agent = {"objector": Objector.AGENT, "agent_name": "林清和", "papers": tuple(ObjectionPaper)}
    case = services.object_to(objection=objection(refused, **by_agent), token="u", by=COUNTER, at=AT)
    assert case.status is Status.FILED
    with pytest.raises(services.ReasonNeeded):
        services.decline(number=case.row.number, by=COUNTER, at=AT)
    declined = services.decline(number=case.row.number, reason="受托人不能说明其民事行为能力。", by=COUNTER, at=AT)
    assert declined.status is Status.DECLINED
    assert declined.acts[-1].reasons[0]["code"] == "objector_capacity_unknown"


def test_a_second_objection_to_the_same_paper_is_declined_while_the_first_runs(refused):
    filed(refused)
    second = services.object_to(objection=objection(refused), token="again", by=objector(), at=AT)
    assert second.status is Status.DECLINED
    assert second.acts[-1].reasons[0]["code"] == "review_running"


def test_the_same_submission_twice_is_one_review(refused):
    assert filed(refused).row.pk == filed(refused).row.pk
    assert Review.objects.count() == 1


def test_what_is_wrong_with_an_objection_is_named_all_at_once_and_nothing_is_kept(refused):
    wrongly = objection(refused, statement="字" * 1001, objector=Objector.AGENT, evidence=(Evidence(words=""),))
    with pytest.raises(ObjectionRefused) as wrong:
        services.object_to(objection=wrongly, token="a", by=COUNTER, at=AT)
    assert [fault.field for fault in wrong.value.faults] == ["statement", "evidence[0]", "agent_name"]
    assert not Review.objects.exists()


def test_nobody_objects_to_an_answer_of_somebody_else(refused):
    stranger = objector(cast.CLEAN)
    with pytest.raises(NoSuchReview):
        services.object_to(objection=objection(refused), token="x", by=stranger, at=AT)
    case = filed(refused)
    with pytest.raises(NoSuchReview):
        queries.progress(number=case.row.number, viewer=stranger, on=date(2026, 11, 20))
    elsewhere = Actor(ActorKind.OFFICER, "head-9", "100102-sq", "head")
    with pytest.raises(NoSuchReview):
        queries.file(number=case.row.number, viewer=elsewhere, at=AT)


def test_an_answer_that_was_right_is_upheld_in_the_organs_name(refused):
    case = signed(filed(refused).row.number)
    assert case.status is Status.ANSWERED
    assert case.when(Act.SIGN).facts["outcome"] == Outcome.UPHOLD
    number = case.when(Act.SIGN).facts["paper_number"]
    letter = certificates.by_code(code=Paper.objects.get(number=number).code).claim
    assert letter.organ.zh == case.office.organ_zh
    assert "维持" in letter.paragraphs[0].zh
    assert not PaperAct.objects.exists()
    closed = services.sign_for(number=case.row.number, by=objector(), at=AT)
    assert closed.status is Status.CLOSED
    assert services.deliver(number=case.row.number, paper_number=number, by=objector(), at=AT).startswith(b"%PDF")


def test_whoever_attacks_the_judgment_is_told_to_petition_and_nothing_else_changes(refused):
    case = signed(filed(refused, ground=Ground.JUDGMENT_WRONG).row.number)
    assert case.when(Act.SIGN).facts["outcome"] == Outcome.PETITION
    letter = certificates.by_code(code=Paper.objects.get(number=case.when(Act.SIGN).facts["paper_number"]).code).claim
    assert "申诉" in letter.paragraphs[0].zh
    assert not PaperAct.objects.exists()


def test_an_annulled_verdict_leads_to_revocation_and_a_certificate_in_the_same_act(refused):
    case = filed(refused, ground=Ground.NO_CONVICTION)
    verdict = Conviction.objects.get()
    registers.annul(conviction=verdict.id, on=date(2026, 11, 20), ground="再审", by=COURT, at=AT, basis="n-9")
    done = signed(case.row.number, at=AT + timedelta(hours=1))
    assert done.when(Act.SIGN).facts["outcome"] == Outcome.REISSUE
    assert papers(refused.row.number) == ["refusal", "certificate"]
    assert PaperAct.objects.count() == 1
    assert done.row.number in inquiry(refused.row.number).when(InquiryAct.REVOKE).facts["reason"]


def test_a_paper_that_states_something_wrongly_is_issued_anew(refused):
    done = signed(filed(refused, ground=Ground.PAPER_WRONG).row.number, Findings(paper_right=False, words="姓名有误。"))
    assert done.when(Act.SIGN).facts["outcome"] == Outcome.REISSUE
    assert papers(refused.row.number) == ["refusal", "refusal"]


def test_what_is_not_settled_cannot_be_drafted(refused):
    case = filed(refused, ground=Ground.PAPER_WRONG)
    with pytest.raises(services.NotLawful) as why:
        answering.draft_opinion(number=case.row.number, findings=Findings(paper_right=None), by=REVIEWER, at=AT)
    assert [reason.code for reason in why.value.because] == ["paper_unsettled"]


def test_a_draft_that_time_overtook_is_not_signed(refused):
    number = filed(refused).row.number
    answering.draft_opinion(number=number, findings=Findings(), by=REVIEWER, at=AT)
    verdict = Conviction.objects.get()
    registers.annul(conviction=verdict.id, on=date(2026, 11, 20), ground="再审", by=COURT, at=AT, basis="n-9")
    with pytest.raises(ChangedMeanwhile):
        answering.sign_opinion(number=number, by=HEAD, at=AT + timedelta(hours=1))
    assert open_case(number).status is Status.DRAFTED
    answering.return_draft(number=number, reason="情况已变。", by=HEAD, at=AT)
    assert open_case(number).status is Status.UNDER_REVIEW


def test_whoever_drafts_does_not_sign_and_whoever_asks_for_time_does_not_approve_it(refused):
    number = filed(refused).row.number
    answering.ask_extension(number=number, days=5, reason="须外地协查。", by=HEAD, at=AT)
    with pytest.raises(ActRefused):
        answering.approve_extension(number=number, by=HEAD, at=AT)
    answering.approve_extension(number=number, by=OTHER_HEAD, at=AT)
    answering.draft_opinion(number=number, findings=Findings(), by=HEAD, at=AT)
    for officer in (HEAD, REVIEWER, COUNTER):
        with pytest.raises(ActRefused):
            answering.sign_opinion(number=number, by=officer, at=AT)
    assert answering.sign_opinion(number=number, by=OTHER_HEAD, at=AT).status is Status.ANSWERED


def test_of_two_officers_at_once_one_wins_and_the_other_is_told(refused):
    number = filed(refused).row.number
    seen = open_case(number)
    answering.ask_extension(number=number, days=5, reason="须外地协查。", by=REVIEWER, at=AT)
    with pytest.raises(TakenMeanwhile):
        record(seen, Act.ASK_EVIDENCE, by=COUNTER, at=AT)
    assert open_case(number).status is Status.EXTENSION_ASKED


def test_an_extension_into_a_year_without_calendar_is_a_persons_and_its_day_stays_open(refused):
    number = filed(refused).row.number
    answering.ask_extension(number=number, days=30, reason="须外地协查。", by=REVIEWER, at=AT)
    case = answering.approve_extension(number=number, by=HEAD, at=AT)
    assert "calendar_year_unknown" in [reason["code"] for reason in case.acts[-1].reasons]
    assert case.due_on is None
    assert papers(number) == ["review_receipt", "review_extension"]


def test_an_extension_that_a_head_refuses_changes_nothing(refused):
    number = filed(refused).row.number
    before = open_case(number).due_on
    answering.ask_extension(number=number, days=5, reason="须外地协查。", by=REVIEWER, at=AT)
    case = answering.refuse_extension(number=number, reason="情况并不复杂。", by=HEAD, at=AT)
    assert (case.status, case.due_on) == (Status.UNDER_REVIEW, before)
    assert papers(number) == ["review_receipt"]


def test_evidence_is_asked_for_in_a_letter_and_kept_with_the_objection(refused):
    number = filed(refused).row.number
    services.ask_evidence(number=number, asked="请于五日内到窗口采集指纹。", by=COUNTER, at=AT)
    assert papers(number) == ["review_receipt", "cooperation_notice"]
    case = services.give_evidence(number=number, evidence=[Evidence(words="指纹卡")], by=objector(), at=AT)
    assert case.status is Status.UNDER_REVIEW
    assert [one.words for one in case.objection.evidence] == ["指纹卡"]
    with pytest.raises(ObjectionRefused):
        services.give_evidence(number=number, evidence=[], by=objector(), at=AT)
    services.ask_evidence(number=number, asked="请提供考勤。", by=COUNTER, at=AT)
    assert services.go_on(number=number, reason="逾期未提供。", by=REVIEWER, at=AT).status is Status.UNDER_REVIEW


def test_the_house_reminds_before_the_last_day_and_escalates_after_it_once_each(refused):
    number = filed(refused).row.number

    def round_on(*day: int) -> list[str]:
        jobs.go_round(at=datetime(*day, 2, tzinfo=UTC))
        return [done.act for done in open_case(number).acts][2:]

    assert round_on(2026, 12, 7) == []
    assert round_on(2026, 12, 8) == ["remind"]
    assert round_on(2026, 12, 11) == ["remind"]
    assert round_on(2026, 12, 14) == ["remind", "escalate"]
    assert round_on(2026, 12, 15) == ["remind", "escalate"]
    (waiting,) = queries.queue(viewer=REVIEWER, on=date(2026, 12, 15))
    assert waiting.escalated
    assert waiting.clocks.late


def test_a_stolen_identity_is_suspended_decided_and_answered_with_a_certificate(refused):
    number = filed(refused, **STOLEN).row.number
    services.weigh_evidence(number=number, accepted=True, reason="考勤与案发时间冲突。", by=REVIEWER, at=AT)
    waiting = answered(token="meanwhile", at=AT)
    assert waiting.status is InquiryStatus.WITH_A_PERSON
    seen = queries.file(number=number, viewer=REVIEWER, at=AT)
    (one,) = seen.weighing
    assert [link.status for link in seen.links] == [LinkStatus.DISPUTED]
    with pytest.raises(services.NotLawful) as open_still:
        answering.draft_opinion(number=number, findings=Findings(), by=REVIEWER, at=AT)
    assert "link_undecided" in [reason.code for reason in open_still.value.because]
    later = AT + timedelta(hours=1)
    done = signed(number, Findings(links={str(one.conviction): False}, words="经指纹比对，不是同一人。"), at=later)
    assert done.when(Act.SIGN).facts["outcome"] == Outcome.REISSUE
    assert papers(refused.row.number) == ["refusal", "certificate"]
    assert papers(waiting.row.number) == ["certificate"]
    assert papers(answered(token="after", at=LATER).row.number) == ["certificate"]
    assert Conviction.objects.count() == 1


def test_a_dispute_decided_against_the_objector_lets_refusals_go_out_again(refused):
    number = filed(refused, **STOLEN).row.number
    services.weigh_evidence(number=number, accepted=True, reason="须核实。", by=REVIEWER, at=AT)
    verdict = str(Conviction.objects.get().id)
    done = signed(number, Findings(links={verdict: True}), at=AT + timedelta(hours=1))
    assert done.when(Act.SIGN).facts["outcome"] == Outcome.UPHOLD
    assert papers(answered(token="after", at=LATER).row.number) == ["refusal"]


def test_whoever_takes_the_objection_back_stands_as_before(refused):
    number = filed(refused, **STOLEN).row.number
    services.weigh_evidence(number=number, accepted=True, reason="须核实。", by=REVIEWER, at=AT)
    waiting = answered(token="meanwhile", at=AT)
    assert services.withdraw(number=number, by=objector(), at=AT).status is Status.WITHDRAWN
    assert papers(waiting.row.number) == ["refusal"]


def test_without_evidence_or_on_another_ground_nothing_is_suspended(refused):
    number = filed(refused, **{**STOLEN, "evidence": ()}).row.number
    with pytest.raises(services.NotLawful) as why:
        services.weigh_evidence(number=number, accepted=True, reason="可信。", by=REVIEWER, at=AT)
    assert [reason.code for reason in why.value.because] == ["no_evidence_given"]
    kept = services.weigh_evidence(number=number, accepted=False, reason="没有证据。", by=REVIEWER, at=AT)
    assert kept.acts[-1].act is Act.KEEP_LINK
    with pytest.raises(ActRefused):
        services.weigh_evidence(number=number, accepted=True, reason="可信。", by=COUNTER, at=AT)
    assert not LinkAct.objects.exists()


def test_who_reads_a_file_is_on_the_ledger_and_the_objector_opens_none(refused):
    number = filed(refused).row.number
    services.open_file(number=number, by=REVIEWER, at=AT)
    with pytest.raises(NoSuchReview):
        services.open_file(number=number, by=objector(), at=AT)
    with pytest.raises(NoSuchReview):
        services.deliver(number=number, paper_number="", by=objector(), at=AT)


def test_a_crash_before_acceptance_is_made_good_by_the_next_round(refused):
    case = filed(refused)
    row = Review.objects.create(
        **{
            **{
                name: getattr(case.row, name)
                for name in ("owner", "office", "region", "application", "filed_at", "objection")
            },
            "number": "FC20261120-AAAAAAAA",
            "token": "b",
            "paper_number": "另一编号",
        }
    )
    record(replace(case, row=row, acts=()), Act.OBJECT, by=objector(), at=AT)
    assert row.number in jobs.go_round(at=AT)
    assert open_case(row.number).status is Status.UNDER_REVIEW
