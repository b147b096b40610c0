"""What the register holds decides the paper, and where it leaves something open, a person does."""

import re
from datetime import timedelta

import pytest

import cast
from applications import COUNTER, NOW, application, clerk, foreigner, furnish, judged
from qingbai.agencies.ways import ActRefused
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.models import LedgerEntry
from qingbai.certificates.models import Paper as IssuedPaper
from qingbai.inquiries import queries, services, steps
from qingbai.inquiries.acts import Act, Status
from qingbai.inquiries.casework import Case
from qingbai.inquiries.draft import Draft

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
AT_SHIQIAO = Actor(ActorKind.OFFICER, "clerk-9", "100102-sq", "clerk")


@pytest.fixture(autouse=True)
def _offices(db: None) -> None:
    furnish()


def apply(draft: Draft) -> Case:
    return services.apply_straight_through(draft=draft, token=draft.document_number, by=clerk(draft.office), at=NOW)


def same_name() -> Draft:
    return application(cast.SAME_NAME_CLEAN, office="100102-sq")


@pytest.mark.parametrize(
    ("person", "notice", "paper"),
    [
        (cast.ON_RECORD, "zhao-shidi", "refusal"),
        (cast.EXEMPTED, "han-yueling", "refusal"),
        (cast.ACQUITTED, "meng-chuanbai", "certificate"),
        (cast.SEALED, "shen-xiaodu", "certificate"),
        (cast.BOTH_SIDES_OF_18, "tang-bozhou", "certificate"),
        (cast.NOT_YET_EFFECTIVE, "xu-wangqiao", "certificate"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.latin,
)
def test_each_of_the_cast_gets_the_paper_that_the_law_says(person: cast.Person, notice: str, paper: str) -> None:
    judged(notice)
    case = apply(application(person))
    assert case.status is Status.ISSUED
    assert case.when(Act.DECIDE).facts["paper"] == paper


def test_a_foreigner_on_record_is_refused_and_a_clean_one_is_not() -> None:
    judged("tomas-rivedal")
    refused = apply(foreigner(cast.FOREIGNER_ON_RECORD, residence="100102", office="100102-ee", stay_days=233))
    clean = apply(foreigner(cast.FOREIGNER))
    assert refused.when(Act.DECIDE).facts["paper"] == "refusal"
    assert clean.when(Act.DECIDE).facts["paper"] == "certificate"


def test_a_notice_of_refusal_says_no_word_about_the_crime() -> None:
    judged("zhao-shidi")
    case = apply(application(cast.ON_RECORD))
    (paper,) = IssuedPaper.objects.filter(application=case.row.number)
    said = bytes(paper.claim).decode()
    assert not re.search("盗窃|有期徒刑|罚金|刑初|theft|imprison", said)


def test_a_possible_match_goes_to_a_person_and_is_never_guessed() -> None:
    judged("wu-tongyu")
    case = apply(same_name())
    assert case.status is Status.WITH_A_PERSON
    assert set(IssuedPaper.objects.values_list("kind", flat=True)) == {"receipt"}
    assert services.advance(number=case.row.number, at=NOW).status is Status.WITH_A_PERSON
    with pytest.raises(ActRefused):
        steps.decide(case, by=AT_SHIQIAO, at=NOW)


@pytest.mark.parametrize(("same", "paper"), [(False, "certificate"), (True, "refusal")])
def test_the_officers_judgment_settles_who_it_is_and_the_law_decides_the_rest(same: bool, paper: str) -> None:
    judged("wu-tongyu")
    case = apply(same_name())
    file = services.open_file(number=case.row.number, by=AT_SHIQIAO, at=NOW)
    (question,) = file.questions
    assert question.for_and_against
    services.judge_match(
        number=case.row.number, subject=question.subject, same=same, reason="户籍底册照片比对", by=AT_SHIQIAO, at=NOW
    )
    done = services.advance(number=case.row.number, at=NOW + timedelta(hours=1))
    assert done.status is Status.ISSUED
    assert done.when(Act.DECIDE).facts["paper"] == paper


def test_a_judgment_without_a_reason_is_refused() -> None:
    judged("wu-tongyu")
    case = apply(same_name())
    (question,) = services.open_file(number=case.row.number, by=AT_SHIQIAO, at=NOW).questions
    with pytest.raises(services.ReasonNeeded, match="reason"):
        services.judge_match(
            number=case.row.number, subject=question.subject, same=True, reason="  ", by=AT_SHIQIAO, at=NOW
        )


def test_nobody_judges_a_candidate_that_was_not_found() -> None:
    judged("wu-tongyu")
    case = apply(same_name())
    with pytest.raises(services.NothingToJudge):
        services.judge_match(
            number=case.row.number,
            subject="00000000-0000-4000-8000-000000000000",
            same=True,
            reason="x",
            by=AT_SHIQIAO,
            at=NOW,
        )


def test_the_applicant_is_not_told_that_a_person_looks() -> None:
    judged("wu-tongyu")
    case = apply(same_name())
    seen = queries.progress(
        number=case.row.number, viewer=Actor(ActorKind.APPLICANT, case.row.owner), at=NOW + timedelta(days=1)
    )
    assert seen.status is Status.ACCEPTED
    assert [step.act for step in seen.steps] == [Act.SUBMIT, Act.ACCEPT]


def test_what_waits_for_a_person_stands_first_in_the_queue_of_its_office_only() -> None:
    judged("wu-tongyu")
    waiting = apply(same_name())
    queue = queries.queue(viewer=AT_SHIQIAO)
    assert (queue[0].number, queue[0].for_a_person) == (waiting.row.number, True)
    assert queries.queue(viewer=COUNTER) == ()


def test_a_judgment_taken_in_later_counts_for_the_next_inquiry_only() -> None:
    before = apply(application(cast.ON_RECORD))
    judged("zhao-shidi")
    after = services.apply_straight_through(
        draft=application(cast.ON_RECORD), token="next", by=COUNTER, at=NOW + timedelta(days=1)
    )
    assert before.when(Act.DECIDE).facts["paper"] == "certificate"
    assert after.when(Act.DECIDE).facts["paper"] == "refusal"


def test_a_person_stands_in_the_ledger_under_one_fingerprint_whoever_writes_the_entry() -> None:
    judged("tomas-rivedal")
    case = apply(foreigner(cast.FOREIGNER_ON_RECORD, residence="100102", office="100102-ee", stay_days=233))
    entered = LedgerEntry.objects.filter(kind="record_entered").values_list("about", flat=True)
    assert set(entered) == {case.row.owner}
