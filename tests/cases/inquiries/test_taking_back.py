"""A paper found wrong is taken back and the application answered anew (INQ-28, REG-15); and nobody judges one pair twice unawares."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

import cast
from applications import COUNTER, NOW, application, clerk, foreigner, furnish, judged, office_above
from numbering import locks_in_order
from qingbai.agencies.terms import Role
from qingbai.agencies.ways import ActRefused
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.models import LedgerEntry
from qingbai.certificates import queries as certificates
from qingbai.certificates import replacing
from qingbai.certificates.models import Paper, PaperAct
from qingbai.certificates.status import Status as PaperStatus
from qingbai.inquiries import queries, revocable, services
from qingbai.inquiries.acts import Act, Status
from qingbai.inquiries.casework import Case
from qingbai.inquiries.particulars import Particulars
from qingbai.inquiries.services import taking_back
from qingbai.registers import services as registers
from qingbai.registers.models import Conviction
from registering import COURT

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
HEAD = Actor(ActorKind.OFFICER, "head-1", "100101-hy", "head")
LATER = NOW + timedelta(days=90)


@pytest.fixture(autouse=True)
def _offices(db: None) -> None:
    furnish()


def apply(person: cast.Person = cast.ON_RECORD, token: str = "t", at=NOW) -> Case:
    draft = application(person, office="100101-hy" if person.household == "100101" else "100102-sq")
    return services.apply_straight_through(draft=draft, token=token, by=clerk(draft.office), at=at)


def annul() -> None:
    conviction = Conviction.objects.get()
    ground = "（2026）演01刑再3号：宣告无罪"
    registers.annul(conviction=conviction.id, on=date(2027, 2, 1), ground=ground, by=COURT, at=LATER, basis="n-9")


def number_of(case: Case) -> str:
    issued = case.standing_issue
    assert issued is not None
    return str(issued.facts["paper_number"])


def test_a_refusal_becomes_a_certificate_after_the_acquittal_and_the_trail_is_on_the_ledger() -> None:
    judged("zhao-shidi")
    refused = apply()
    assert refused.when(Act.DECIDE).facts["paper"] == "refusal"
    annul()
    with locks_in_order():
        again = services.withdraw_and_reissue(number=refused.row.number, reason="再审宣告无罪", by=HEAD, at=LATER)
    assert again.status is Status.ISSUED
    assert again.when(Act.DECIDE).facts["paper"] == "certificate"
    assert [done.act for done in again.acts[len(refused.acts) :]] == [
        *(Act.REVOKE, Act.REOPEN, Act.SEARCH, Act.DECIDE, Act.ISSUE)
    ]
    assert again.when(Act.REOPEN).facts["instead_of"] == number_of(refused)
    kinds = LedgerEntry.objects.filter(basis=refused.row.number, at=LATER).order_by("number")
    assert list(kinds.values_list("kind", "actor_kind")) == [
        ("paper_withdrawn", "officer"),
        ("inquiry_reopened", "officer"),
        ("register_searched", "system"),
        ("inquiry_decided", "system"),
        ("paper_issued", "system"),
        ("paper_replaced", "system"),
    ]
    old, new = number_of(refused), number_of(again)
    assert (replacing.replaced_by(old), replacing.instead_of(new), replacing.history(new)) == (new, old, (old, new))
    assert old not in str(Paper.objects.get(number=new).claim)


def test_where_the_new_paper_cannot_be_made_the_old_one_is_not_taken_back_either(settings, tmp_path) -> None:
    judged("zhao-shidi")
    refused = apply()
    annul()
    entries = LedgerEntry.objects.count()
    settings.KEYS = tmp_path / "no keys of any office"
    with pytest.raises(LookupError):
        services.withdraw_and_reissue(number=refused.row.number, reason="再审宣告无罪", by=HEAD, at=LATER)
    assert services.open_case(refused.row.number).acts == refused.acts
    assert not PaperAct.objects.exists()
    assert LedgerEntry.objects.count() == entries


def test_the_old_paper_reads_as_withdrawn_and_the_new_one_as_current() -> None:
    judged("zhao-shidi")
    refused = apply()
    annul()
    again = services.withdraw_and_reissue(number=refused.row.number, reason="再审宣告无罪", by=HEAD, at=LATER)
    old, new = (Paper.objects.get(number=number_of(case)) for case in (refused, again))
    assert certificates.status_by_code(code=old.code) is PaperStatus.NOT_CURRENT
    assert certificates.status_by_code(code=new.code) is PaperStatus.CURRENT
    assert PaperAct.objects.get().reason == "再审宣告无罪"


def test_the_applicant_sees_both_answers_and_downloads_the_one_that_stands() -> None:
    judged("zhao-shidi")
    refused = apply()
    me = Actor(ActorKind.APPLICANT, refused.row.owner)
    annul()
    again = services.withdraw_and_reissue(number=refused.row.number, reason="再审宣告无罪", by=HEAD, at=LATER)
    shown = queries.shown_at(again.when(Act.ISSUE))
    before = queries.progress(number=refused.row.number, viewer=me, at=LATER)
    after = queries.progress(number=refused.row.number, viewer=me, at=shown)
    assert (before.status, before.paper_ready) == (Status.ACCEPTED, False)
    assert (after.status, after.paper_number) == (Status.ISSUED, number_of(again))
    assert [step.act for step in after.steps] == [Act.SUBMIT, Act.ACCEPT, Act.ISSUE, Act.REVOKE, Act.ISSUE]
    assert "再审" not in repr(after)
    new = Paper.objects.get(number=number_of(again))
    assert services.deliver(number=refused.row.number, by=me, at=shown) == bytes(new.pdf)


def test_a_paper_taken_back_is_handed_out_no_more() -> None:
    case = apply(cast.CLEAN)
    shown = queries.shown_at(case.when(Act.ISSUE))
    services.revoke(number=case.row.number, reason="冒名申请", by=HEAD, at=shown)
    with pytest.raises(services.NoSuchApplication):
        services.deliver(number=case.row.number, by=COUNTER, at=shown)
    assert queries.queue(viewer=COUNTER) == ()
    assert services.take_up(at=shown + timedelta(hours=1)) == ()


@pytest.mark.parametrize(
    "by",
    [
        COUNTER,
        replace(HEAD, role=Role.AUDITOR.value),
        replace(HEAD, role=Role.REGISTRAR.value),
        replace(HEAD, office="100102-sq"),
        Actor(ActorKind.OFFICER, "head-1", "100101-hy"),
        SYSTEM,
        Actor(ActorKind.VISITOR, "x"),
    ],
    ids=lambda by: f"{by.kind}-{by.role}-{by.office}",
)
def test_whoever_may_not_take_a_paper_back_finds_no_application(by: Actor) -> None:
    case = apply(cast.CLEAN)
    for act in (services.revoke, services.withdraw_and_reissue):
        with pytest.raises(services.NoSuchApplication):
            act(number=case.row.number, reason="x", by=by, at=LATER)
    assert not PaperAct.objects.exists()


def test_an_organ_above_takes_a_paper_back_and_the_office_itself_answers_anew() -> None:
    judged("zhao-shidi")
    refused = apply()
    annul()
    above = replace(HEAD, id="head-9", office=office_above())
    seen = revocable.find(paper_number=number_of(refused), by=above, at=LATER)
    assert (seen.name, seen.office, seen.stands) == (cast.ON_RECORD.name, "100101-hy", True)
    again = services.withdraw_and_reissue(number=refused.row.number, reason="再审宣告无罪", by=above, at=LATER)
    revoked = again.when(Act.REVOKE)
    assert (revoked.by.office, [reason["code"] for reason in revoked.reasons]) == (
        above.office,
        ["revoked_by_superior"],
    )
    assert again.when(Act.DECIDE).facts["paper"] == "certificate"
    new = Paper.objects.get(number=number_of(again))
    assert new.office == "100101-hy"
    for read in (queries.file, queries.progress):
        with pytest.raises(services.NoSuchApplication):
            read(number=refused.row.number, viewer=above, at=LATER)
    kinds = LedgerEntry.objects.filter(basis=refused.row.number, actor="head-9").values_list("kind", flat=True)
    assert set(kinds) == {"inquiry_read", "paper_withdrawn", "inquiry_reopened"}


@pytest.mark.parametrize("office", ["100102-sq", "100101-ee", "100201-gd"])
def test_neither_a_neighbour_nor_another_office_of_the_organ_nor_another_city_takes_it_back(office: str) -> None:
    case = apply(cast.CLEAN)
    by = replace(HEAD, office=office)
    with pytest.raises(services.NoSuchApplication):
        revocable.find(paper_number=number_of(case), by=by, at=LATER)
    with pytest.raises(services.NoSuchApplication):
        services.revoke(number=case.row.number, reason="x", by=by, at=LATER)
    with pytest.raises(services.NoSuchApplication):
        revocable.find(paper_number="清公（清）证（2026）第0000000号", by=HEAD, at=LATER)


def test_a_paper_is_taken_back_for_a_reason_and_once() -> None:
    case = apply(cast.CLEAN)
    with pytest.raises(services.ReasonNeeded):
        services.revoke(number=case.row.number, reason=" ", by=HEAD, at=LATER)
    services.revoke(number=case.row.number, reason="冒名申请", by=HEAD, at=LATER)
    with pytest.raises(ActRefused):
        services.revoke(number=case.row.number, reason="冒名申请", by=HEAD, at=LATER)
    assert PaperAct.objects.count() == 1


def test_nothing_is_half_done_where_the_application_moves_on_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    case = apply(cast.CLEAN)

    def refuse(**_: object) -> Case:
        raise services.TakenMeanwhile

    monkeypatch.setattr(taking_back, "reopen", refuse)
    with pytest.raises(services.TakenMeanwhile):
        services.withdraw_and_reissue(number=case.row.number, reason="x", by=HEAD, at=LATER)
    assert not PaperAct.objects.exists()
    assert services.open_case(case.row.number).status is Status.ISSUED


def test_an_application_interrupted_after_it_was_taken_up_again_is_gone_on_with_years_later() -> None:
    case = apply(cast.CLEAN)
    years_later = NOW + timedelta(days=900)
    services.revoke(number=case.row.number, reason="x", by=HEAD, at=years_later)
    services.reopen(number=case.row.number, by=HEAD, at=years_later)
    assert services.take_up(at=years_later + timedelta(minutes=1)) == (case.row.number,)
    assert services.open_case(case.row.number).status is Status.ISSUED


def judged_before(same: bool) -> tuple[Case, str]:
    """The same person applies twice; in the first application a candidate was judged."""
    judged("wu-tongyu")
    officer = clerk("100102-sq")
    first = apply(cast.SAME_NAME_CLEAN)
    (question,) = services.open_file(number=first.row.number, by=officer, at=NOW).questions
    services.judge_match(
        number=first.row.number, subject=question.subject, same=same, reason="照片比对", by=officer, at=NOW
    )
    second = apply(cast.SAME_NAME_CLEAN, token="second", at=NOW + timedelta(days=1))
    return second, question.subject


def test_the_officer_sees_what_was_decided_about_the_same_two_before() -> None:
    second, subject = judged_before(same=False)
    (question,) = services.open_file(number=second.row.number, by=clerk("100102-sq"), at=LATER).questions
    assert question.subject == subject
    (earlier,) = question.earlier
    assert (earlier.same, earlier.reason, earlier.by.id) == (False, "照片比对", "clerk-1")
    assert earlier.number != second.row.number


@pytest.mark.parametrize("before", [True, False])
def test_the_opposite_of_an_earlier_decision_needs_to_be_said_knowingly(before: bool) -> None:
    second, subject = judged_before(same=before)
    given = {"number": second.row.number, "subject": subject, "reason": "指纹比对", "by": clerk("100102-sq")}
    with pytest.raises(services.DecidedOtherwise):
        services.judge_match(**given, same=not before, at=LATER)
    case = services.judge_match(**given, same=not before, at=LATER, knowing=True)
    assert case.acts[-1].facts["against"].startswith("QB")


def test_the_same_decision_again_needs_no_more_than_the_first() -> None:
    second, subject = judged_before(same=True)
    case = services.judge_match(
        number=second.row.number, subject=subject, same=True, reason="指纹", by=clerk("100102-sq"), at=LATER
    )
    assert "against" not in case.acts[-1].facts


def test_a_new_name_comes_with_the_new_paper_and_the_old_name_is_still_searched() -> None:
    judged("zhao-shidi")
    clean = apply(cast.CLEAN)
    certificate = number_of(clean)
    renamed = Particulars(name="林青禾")
    again = services.withdraw_and_reissue(
        number=clean.row.number, reason="户籍姓名变更", by=HEAD, at=LATER, changed=renamed
    )
    said = str(bytes(Paper.objects.get(number=number_of(again)).claim), "utf-8")
    assert "林青禾" in said
    assert cast.CLEAN.name not in said
    assert certificates.status_by_code(code=Paper.objects.get(number=certificate).code) is PaperStatus.NOT_CURRENT
    assert services.open_case(clean.row.number).draft.former_names == (cast.CLEAN.name,)
    entry = LedgerEntry.objects.get(kind="inquiry_reopened")
    assert entry.facts["changed"] == "name"
    assert "林青禾" not in str(entry.facts)
    refused = apply(token="other")
    other = services.withdraw_and_reissue(
        number=refused.row.number, reason="户籍姓名变更", by=HEAD, at=LATER, changed=Particulars(name="赵新名")
    )
    assert other.when(Act.SEARCH).facts["candidates"]
    assert other.last(Act.DECIDE) is None or other.when(Act.DECIDE).facts["paper"] == "refusal"


def test_a_new_passport_is_searched_beside_the_old_one_and_a_number_for_life_does_not_change() -> None:
    draft = foreigner()
    holder = services.apply_straight_through(draft=draft, token="f", by=clerk(draft.office), at=NOW)
    head = Actor(ActorKind.OFFICER, "head-2", draft.office, "head")
    again = services.withdraw_and_reissue(
        number=holder.row.number, reason="换发护照", by=head, at=LATER, changed=Particulars(document_number="ZX9000001")
    )
    assert again.former_documents[0].number == draft.document_number
    assert again.draft.document_number == "ZX9000001"
    assert "ZX9000001" in str(bytes(Paper.objects.get(number=number_of(again)).claim), "utf-8")
    renewed = replace(draft, document_number="ZX9000001")
    me = Actor(ActorKind.APPLICANT, services.owner_of(renewed))
    assert queries.of_owner(viewer=me) == (again.row.number,)
    assert queries.progress(number=again.row.number, viewer=me, at=LATER + timedelta(minutes=1)).paper_ready
    citizen = apply(cast.CLEAN)
    for changed in (Particulars(document_number=cast.ON_RECORD.number), Particulars(), Particulars(name="林\u202e")):
        with pytest.raises(services.DraftRefused):
            services.withdraw_and_reissue(number=citizen.row.number, reason="x", by=HEAD, at=LATER, changed=changed)
    assert services.open_case(citizen.row.number).acts == citizen.acts
    above = Actor(ActorKind.OFFICER, "head-9", office_above(), "head")
    with pytest.raises(services.NoSuchApplication):
        services.withdraw_and_reissue(
            number=citizen.row.number, reason="x", by=above, at=LATER, changed=Particulars(name="林青禾")
        )
