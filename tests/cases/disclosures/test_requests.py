"""Case inquiries from the request to the letter: who is told what, by whose hands, and what the ledger keeps."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

import cast
from applications import NOW, furnish, judged
from officials import CLERK, OFFICE, REVIEWER, request
from qingbai import clock
from qingbai.agencies.ways import ActRefused
from qingbai.audit import queries as ledger
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.models import LedgerEntry
from qingbai.certificates import content, replacing
from qingbai.certificates.letters import Letter, LetterKind
from qingbai.certificates.models import Paper
from qingbai.disclosures import queries, services
from qingbai.disclosures.acts import Act, Status
from qingbai.disclosures.models import ActRow, RequestRow
from qingbai.law.official import OfficialAsker, OfficialPaper, Told, may_be_told
from qingbai.notices import services as notices
from registering import forbidding

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
A = OfficialAsker
LATER = NOW + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def offices(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    furnish()


def ask(asker: OfficialAsker, person: cast.Person = cast.CLEAN, **changes: Any):
    return services.ask_straight_through(
        asked=request(asker, person, **changes), office=OFFICE, token=services.new_token(), by=CLERK, at=NOW
    )


def letter(case) -> Letter:
    paper = Paper.objects.get(number=case.when(Act.ISSUE).facts["paper_number"])
    found = content.parse(bytes(paper.claim))
    assert isinstance(found, Letter)
    return found


def cleared(case, by: Actor = REVIEWER):
    services.clear(number=case.row.number, by=by, at=NOW)
    return services.advance(number=case.row.number, at=NOW)


@pytest.mark.parametrize(
    ("asker", "kind"),
    [
        (A.STATE_ORGAN, LetterKind.ORGAN_LETTER),
        (A.DEFENCE_LAWYER, LetterKind.LAWYER_LETTER),
        (A.NOTARY_OFFICE, LetterKind.RESULT_LETTER),
        (A.LICENSING_ORGAN, LetterKind.RESULT_LETTER),
    ],
)
def test_about_somebody_clean_the_letter_goes_out_at_once(asker, kind):
    case = ask(asker)
    assert case.status is Status.ISSUED
    said = letter(case)
    assert (said.kind, said.table) == (kind, None)
    assert "未发现" in said.paragraphs[0].zh
    assert "封存" in said.paragraphs[-1].zh


@pytest.mark.parametrize("asker", A)
def test_a_record_is_told_only_after_somebody_else_agreed(asker):
    judged("zhao-shidi")
    case = ask(asker, cast.ON_RECORD)
    assert case.status is Status.DECIDED
    with pytest.raises(ActRefused):
        services.clear(number=case.row.number, by=CLERK, at=NOW)
    done = cleared(case)
    assert done.status is Status.ISSUED
    columns = may_be_told(asker).value[1:]
    table = letter(done).table
    if asker is A.NOTARY_OFFICE:
        assert table is None
        assert "有犯罪记录" in letter(done).paragraphs[0].zh
    else:
        assert len(table.columns) == len(columns)
        assert ("检察机关或者自诉人" in {one.zh for one in table.columns}) is (Told.PROSECUTOR in columns)


def test_who_handled_a_request_does_not_clear_it_even_as_a_reviewer():
    judged("zhao-shidi")
    case = services.ask_straight_through(
        asked=request(A.STATE_ORGAN, cast.ON_RECORD), office=OFFICE, token="one", by=REVIEWER, at=NOW
    )
    with pytest.raises(ActRefused):
        services.clear(number=case.row.number, by=REVIEWER, at=NOW)


def test_a_sealed_record_is_answered_word_for_word_as_none():
    judged("shen-xiaodu")
    for asker in A:
        letters = []
        for person in (cast.SEALED, cast.SEALED_TWIN):
            case = ask(asker, person)
            said = letter(case)
            letters.append((said.kind, said.paragraphs, said.table, said.notes, [done.act for done in case.acts]))
        assert letters[0] == letters[1]


def test_an_organ_is_told_what_the_court_forbade():
    forbidden = forbidding()
    notices.receive(notice=forbidden, by=Actor(ActorKind.SENDER, forbidden.sender.code), at=NOW)
    said = letter(cleared(ask(A.STATE_ORGAN, cast.ON_RECORD)))
    cells = [cell.zh for row in said.table.rows for cell in row]
    assert any("从业禁止：电动工具销售及相关活动，3年" in cell for cell in cells)


def test_a_licensing_organ_is_told_only_what_falls_under_its_bar():
    judged("zhao-shidi")
    case = ask(A.LICENSING_ORGAN, cast.ON_RECORD, bar="BAN-33")
    assert case.status is Status.ISSUED
    assert "未发现" in letter(case).paragraphs[0].zh


def test_the_lawyer_of_another_case_is_refused_with_the_reason():
    case = ask(A.DEFENCE_LAWYER, papers_case="（2026）演0101刑初10号", papers_suspect="别人")
    assert case.status is Status.DECLINED
    assert [reason["code"] for reason in case.when(Act.DECLINE).reasons] == [
        "lawyer_of_another_case",
        "not_the_lawyers_suspect",
    ]
    assert case.last(Act.SEARCH) is None


def test_without_a_basis_a_licensing_organ_is_refused():
    assert ask(A.LICENSING_ORGAN, bar="").status is Status.DECLINED
    declined = ask(A.LICENSING_ORGAN, bar="BAN-53")
    assert [reason["code"] for reason in declined.when(Act.DECLINE).reasons] == ["tie_suffices", "rank_too_low"]


def test_a_foreigner_is_asked_about_at_the_exit_entry_department():
    case = ask(A.NOTARY_OFFICE, cast.FOREIGNER)
    assert case.status is Status.DECLINED
    assert [reason["code"] for reason in case.when(Act.DECLINE).reasons] == ["foreigner_to_exit_entry"]
    officer = Actor(ActorKind.OFFICER, "clerk-2", "100101-ee", "clerk")
    there = services.ask_straight_through(
        asked=request(A.NOTARY_OFFICE, cast.FOREIGNER), office="100101-ee", token="two", by=officer, at=NOW
    )
    assert there.status is Status.ISSUED
    citizen = services.ask_straight_through(
        asked=request(A.NOTARY_OFFICE), office="100101-ee", token="three", by=officer, at=NOW
    )
    assert [reason["code"] for reason in citizen.when(Act.DECLINE).reasons] == ["citizen_to_police_station"]


def test_everything_missing_is_told_once_and_then_it_goes_on():
    case = ask(A.DEFENCE_LAWYER, papers=())
    assert case.status is Status.INCOMPLETE
    missing = case.when(Act.LIST_MISSING).facts["missing"]
    assert missing == ["practice_certificate", "firm_letter", "mandate"]
    papers = tuple(OfficialPaper(one) for one in missing)
    services.supplement(number=case.row.number, papers=papers, by=CLERK, at=NOW)
    assert services.advance(number=case.row.number, at=NOW).status is Status.ISSUED


def test_a_person_judges_who_may_be_somebody_else():
    judged("wu-tongyu")
    case = ask(A.STATE_ORGAN, cast.SAME_NAME_CLEAN)
    assert case.status is Status.WITH_A_PERSON
    number = case.row.number
    [question] = queries.file(number=number, viewer=CLERK).questions
    with pytest.raises(services.ReasonNeeded):
        services.judge_match(number=number, subject=question.subject, same=False, reason=" ", by=CLERK, at=NOW)
    with pytest.raises(services.NothingToJudge):
        services.judge_match(number=number, subject="somebody", same=False, reason="x", by=CLERK, at=NOW)
    services.judge_match(number=number, subject=question.subject, same=False, reason="照片不同", by=CLERK, at=NOW)
    assert services.advance(number=number, at=NOW).status is Status.ISSUED


def test_the_same_candidate_judged_the_same_is_told_after_clearing():
    judged("wu-tongyu")
    case = ask(A.STATE_ORGAN, cast.SAME_NAME_CLEAN)
    number = case.row.number
    [question] = queries.file(number=number, viewer=CLERK).questions
    services.judge_match(number=number, subject=question.subject, same=True, reason="指纹一致", by=CLERK, at=NOW)
    decided = services.advance(number=number, at=NOW)
    assert decided.status is Status.DECIDED
    services.send_back(number=number, reason="请再核对", by=REVIEWER, at=NOW)
    assert services.search_again(number=number, by=CLERK, at=NOW).status is Status.SEARCHED
    services.advance(number=number, at=NOW)
    assert cleared(case).status is Status.ISSUED


def test_what_the_rules_leave_open_of_a_bar_a_person_settles():
    judged("zhao-shidi")
    case = ask(A.LICENSING_ORGAN, cast.ON_RECORD, bar="BAN-37")
    assert case.status is Status.WITH_A_PERSON
    number = case.row.number
    opened = queries.file(number=number, viewer=CLERK)
    [reference] = opened.open_records
    with pytest.raises(services.NothingToJudge):
        services.judge_question(number=number, reference="none", told=True, reason="x", by=CLERK, at=NOW)
    services.judge_question(number=number, reference=reference, told=True, reason="岗位接触资金", by=CLERK, at=NOW)
    assert services.advance(number=number, at=NOW).status is Status.DECIDED
    assert cleared(case).status is Status.ISSUED


def test_the_same_submission_twice_is_one_request():
    asked = request(A.STATE_ORGAN)
    numbers = {services.submit(asked=asked, office=OFFICE, token="t", by=CLERK, at=NOW).row.number for _ in range(2)}
    assert len(numbers) == RequestRow.objects.count() == 1


def test_a_request_with_faults_names_them_all_and_keeps_nothing():
    asked = request(A.STATE_ORGAN, born_on=date(1994, 5, 13), asker_name="", bar="BAN-99")
    with pytest.raises(services.RequestRefused) as refused:
        services.submit(asked=asked, office=OFFICE, token="t", by=CLERK, at=NOW)
    assert {one.field for one in refused.value.faults} == {"asker_name", "bar", "born_on"}
    assert not RequestRow.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"born_on": date(2030, 1, 1)}, "born_on"),
        ({"born_on": date(1860, 1, 1)}, "born_on"),
        ({"nationality": "China"}, "nationality"),
        ({"document_number": "123"}, "document_number"),
        ({"sex": "M"}, "sex"),
    ],
)
def test_each_fault_is_named_at_its_field(changes, field):
    from qingbai.disclosures import request as requests
    from qingbai.law.terms import Sex

    if "sex" in changes:
        changes = {"sex": Sex.MALE}
    asked = request(A.STATE_ORGAN, **changes)
    assert field in {one.field for one in requests.faults(asked, on=clock.day_of(NOW))}


def test_strangers_and_other_offices_find_nothing():
    number = ask(A.STATE_ORGAN).row.number
    other = Actor(ActorKind.OFFICER, "clerk-9", "100102-sq", "clerk")
    applicant = Actor(ActorKind.APPLICANT, "somebody")
    for stranger in (other, applicant):
        assert not queries.exists(number=number, viewer=stranger)
        assert queries.queue(viewer=stranger) == ()
        for act in (services.withdraw, services.deliver, services.open_file, services.search_again):
            with pytest.raises(services.NoSuchRequest):
                act(number=number, by=stranger, at=LATER)
    with pytest.raises(services.NoSuchRequest):
        services.submit(asked=request(A.STATE_ORGAN), office=OFFICE, token="x", by=other, at=NOW)
    with pytest.raises(services.NoSuchRequest):
        services.open_file(number="BA20260101-AAAAAAAA", by=CLERK, at=NOW)
    auditor = Actor(ActorKind.OFFICER, "auditor-1", "100102-sq", "auditor")
    assert services.open_file(number=number, by=auditor, at=NOW).lawful == frozenset()


def test_the_letter_is_there_from_its_tick_on_and_signed_for():
    case = ask(A.DEFENCE_LAWYER)
    number = case.row.number
    with pytest.raises(services.NoSuchRequest):
        services.deliver(number=number, by=CLERK, at=NOW)
    with pytest.raises(ActRefused):
        services.sign_for(number=number, by=CLERK, at=NOW)
    assert services.deliver(number=number, by=CLERK, at=LATER).startswith(b"%PDF")
    assert services.sign_for(number=number, by=CLERK, at=LATER).status is Status.SIGNED_FOR
    assert queries.queue(viewer=CLERK) == ()


def test_the_queue_shows_what_waits_for_a_person_first():
    judged("zhao-shidi")
    plain = ask(A.STATE_ORGAN)
    waits = ask(A.STATE_ORGAN, cast.ON_RECORD)
    assert [one.number for one in queries.queue(viewer=CLERK)] == [waits.row.number, plain.row.number]


def test_two_officers_at_once_one_wins():
    judged("zhao-shidi")
    case = ask(A.STATE_ORGAN, cast.ON_RECORD)
    stale = case
    services.withdraw(number=case.row.number, by=CLERK, at=NOW)
    from qingbai.disclosures.casework import record

    with pytest.raises(services.TakenMeanwhile):
        record(stale, Act.WITHDRAW, by=REVIEWER, at=NOW)


def person_sees(number: str) -> set[str]:
    about = RequestRow.objects.get(number=number).about
    person = Actor(ActorKind.APPLICANT, about)
    return {one.kind.value for one in ledger.about(about, viewer=person, purpose="own")}


def test_the_person_finds_the_look_up_on_the_ledger():
    number = ask(A.STATE_ORGAN).row.number
    assert {"disclosure_asked", "register_searched"} <= person_sees(number)


def test_a_covert_look_up_appears_only_when_its_time_is_over(monkeypatch):
    until = date(2026, 12, 31)
    case = ask(A.STATE_ORGAN, secret_until=until, secret_by="演示市公安局局长")
    assert case.status is Status.ISSUED
    assert person_sees(case.row.number) == set()
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=41))
    assert person_sees(case.row.number) == set(), "the last day itself"
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=42))
    assert "register_searched" in person_sees(case.row.number)
    auditor = Actor(ActorKind.OFFICER, "auditor-1", OFFICE, "auditor")
    monkeypatch.setattr(clock, "now", lambda: NOW)
    assert ledger.about(case.row.about, viewer=auditor, purpose="audit")


def test_no_name_and_no_number_of_a_person_stands_on_the_ledger():
    ask(A.DEFENCE_LAWYER)
    written = str(list(LedgerEntry.objects.values_list("basis", "about", "facts", "actor")))
    assert cast.CLEAN.name not in written
    assert cast.CLEAN.number not in written


@pytest.mark.parametrize("model", [RequestRow, ActRow])
def test_the_database_refuses_to_rewrite(model):
    ask(A.STATE_ORGAN)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.all().delete()


def test_a_letter_taken_back_and_its_successor_are_made_in_one_act_and_tied() -> None:
    case = ask(A.STATE_ORGAN)
    old = case.when(Act.ISSUE).facts["paper_number"]
    again = services.withdraw_and_reissue(number=case.row.number, reason="情况已变。", by=REVIEWER, at=LATER)
    assert again.status is Status.ISSUED
    new = again.when(Act.ISSUE).facts["paper_number"]
    assert replacing.history(old) == replacing.history(new) == (old, new)
