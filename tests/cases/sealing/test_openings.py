"""Looking at what is sealed: asked in writing, examined by one and decided by another, promised, counted, and never told by a refusal."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

import cast
from qingbai.agencies import services as agencies
from qingbai.agencies.terms import Role
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.audit.models import LedgerEntry
from qingbai.law.opening import Matter, SealedKind, Seeker
from qingbai.law.terms import Answer
from qingbai.sealing import acts, models, openings, services
from qingbai.sealing.acts import StepRefused
from qingbai.sealing.openings import Asked, NoSuchRequest, NotLawful, PermissionOver, SameOfficer
from qingbai.sealing.terms import OpeningStatus, OpeningStep, SealedPaperKind
from registering import AT, described, receive
from registering import demo as notice

pytestmark = pytest.mark.django_db(databases=["default", "vault"])


def officer(name: str, role: Role, office: str = "100101-hy") -> Actor:
    return Actor(ActorKind.OFFICER, name, office, role=role)


REGISTRAR = officer("registrar-1", Role.REGISTRAR)
HEAD = officer("head-1", Role.HEAD)
OTHER_HEAD = officer("head-2", Role.HEAD)
UNTIL = AT.date() + timedelta(days=30)


@pytest.fixture(autouse=True)
def offices(db):
    agencies.load_reference_data(by=SYSTEM, at=AT, demo=True)


def asked(**changes) -> Asked:
    whole = {
        "seeker": Seeker.JUDICIAL_ORGAN,
        "organ": "演示市清河区人民法院",
        "person": described(cast.SEALED),
        "letter": "（2026）演0101函9号",
        "bearer": "季明川",
        "bearer_id": "法官证-0101-7",
        "case": "（2026）演0101刑初90号",
        "reason": "审理被告人的另一案件",
        "legal_basis": "刑事诉讼法第二百八十六条",
        "scope": "全部案卷",
    }
    return Asked(**{**whole, **changes})


UNIT = {
    "seeker": Seeker.UNIT,
    "organ": "演示市清河区实验小学",
    "case": "",
    "legal_basis": "未成年人保护法第六十二条",
    "scope": "是否受过刑事处罚",
}


def submitted(**changes) -> str:
    return openings.submit(asked=asked(**changes), by=REGISTRAR, at=AT).number


def examined(*, permit: bool = True, state_provision: bool | None = None, **changes) -> str:
    number = submitted(**changes)
    openings.examine(number=number, permit=permit, opinion="属实", state_provision=state_provision, by=REGISTRAR, at=AT)
    return number


def opened(**changes) -> str:
    number = examined(**changes)
    openings.permit(number=number, until=UNTIL, opinion="同意", by=HEAD, at=AT)
    openings.undertake(number=number, signer="季明川", signer_id="法官证-0101-7", by=REGISTRAR, at=AT)
    return number


def look(number: str, *, at=AT):
    return openings.look(number=number, by=REGISTRAR, at=at)


def test_a_judicial_organ_reads_the_file_for_its_case():
    receive(notice("shen-xiaodu"))
    [shown] = look(opened())
    assert shown.punished
    assert shown.charges == ("抢劫罪",)
    assert shown.record is not None
    assert shown.record.text == notice("shen-xiaodu").text


def test_a_unit_is_told_whether_for_what_and_how_long_and_no_more():
    receive(notice("shen-xiaodu"))
    number = opened(state_provision=True, **UNIT)
    [shown] = look(number)
    assert (shown.punished, shown.charges, len(shown.terms)) == (True, ("抢劫罪",), 1)
    assert (shown.record, shown.paper) == (None, None)
    assert not openings.may_copy(openings.found(number=number, viewer=REGISTRAR))


def test_papers_that_are_no_conviction_are_shown_to_judicial_organs_alone():
    paper = {"issuer": "演示市清河区人民检察院", "issued_on": date(2023, 7, 1), "subject": described(cast.SEALED)}
    paper |= {"rules": "SEAL-06", "by": SYSTEM, "at": AT, "basis": "n", "content": {"charge": "盗窃罪"}}
    services.seal_paper(kind=SealedPaperKind.NON_PROSECUTION, number="1", **paper)
    services.seal_paper(kind=SealedPaperKind.PENALTY, number="2", **paper)
    assert [shown.paper["kind"] for shown in look(opened())] == ["non_prosecution"]
    assert [shown.paper["kind"] for shown in look(opened(sealed=SealedKind.PENALTY))] == ["penalty"]
    assert look(opened(state_provision=True, **UNIT)) == ()


@pytest.mark.parametrize("person", [cast.SEALED_TWIN, cast.ON_RECORD, cast.SEALED])
def test_a_request_about_somebody_who_is_not_sealed_goes_the_same_way_and_finds_nothing(person):
    receive(notice("zhao-shidi"))
    number = opened(person=described(person))
    assert look(number) == ()
    assert [done.step for done in openings.found(number=number, viewer=HEAD).done][-1] is OpeningStep.LOOK
    kinds = list(LedgerEntry.objects.using("vault").order_by("number").values_list("kind", flat=True))
    assert kinds.count(EventKind.SEALED_READ) == 1


def test_until_the_look_everything_about_a_sealed_person_is_as_about_anybody(django_assert_num_queries):
    receive(notice("shen-xiaodu"))
    states = []
    for person in (cast.SEALED, cast.SEALED_TWIN):
        number = submitted(person=described(person), case="", reason="")
        request = openings.found(number=number, viewer=HEAD)
        finding = openings.lawfulness(request, AT.date())
        openings.examine(number=number, permit=False, opinion="缺理由", state_provision=None, by=REGISTRAR, at=AT)
        refused = openings.refuse(number=number, opinion="", by=HEAD, at=AT)
        states.append((finding, openings.due_on(request), refused.status, refused.done[-1].facts))
    assert states[0] == states[1]


def test_a_refusal_names_everything_that_is_missing_at_once():
    number = submitted(letter="", bearer_id="", reason=" ", case="")
    finding = openings.lawfulness(openings.found(number=number, viewer=HEAD), AT.date())
    assert finding.answer is Answer.NO
    assert {reason.code for reason in finding.because} == {
        "no_official_letter",
        "identity_not_shown",
        "no_reason_stated",
        "no_case_named",
    }
    openings.examine(number=number, permit=False, opinion="", state_provision=None, by=REGISTRAR, at=AT)
    refused = openings.refuse(number=number, opinion="", by=HEAD, at=AT)
    assert refused.status is OpeningStatus.REFUSED
    assert len(refused.done[-1].facts["because"]) == 4


@pytest.mark.parametrize("seeker", [Seeker.DEFENDER, Seeker.ANYBODY, Seeker.STATE_ORGAN])
def test_whom_the_law_does_not_let_in_nobody_can_let_in(seeker):
    number = submitted(seeker=seeker)
    with pytest.raises(NotLawful):
        openings.examine(number=number, permit=True, opinion="", state_provision=None, by=REGISTRAR, at=AT)
    openings.examine(number=number, permit=False, opinion="", state_provision=None, by=REGISTRAR, at=AT)
    with pytest.raises(NotLawful):
        openings.permit(number=number, until=UNTIL, opinion="", by=HEAD, at=AT)


def test_a_basis_that_is_no_state_provision_opens_nothing():
    with pytest.raises(NotLawful):
        examined(state_provision=False, **UNIT)


def test_whoever_examined_does_not_decide():
    number = submitted()
    openings.examine(number=number, permit=True, opinion="", state_provision=None, by=HEAD, at=AT)
    for act in (
        lambda by: openings.permit(number=number, until=UNTIL, opinion="x", by=by, at=AT),
        lambda by: openings.refuse(number=number, opinion="x", by=by, at=AT),
    ):
        with pytest.raises(SameOfficer):
            act(HEAD)
        with pytest.raises(StepRefused):
            act(REGISTRAR)
    assert openings.permit(number=number, until=UNTIL, opinion="x", by=OTHER_HEAD, at=AT).until == UNTIL


@pytest.mark.parametrize("done", ["submitted", "examined", "permitted", "refused"])
def test_nothing_is_shown_before_permission_and_undertaking(done):
    receive(notice("shen-xiaodu"))
    number = submitted() if done == "submitted" else examined()
    if done == "permitted":
        openings.permit(number=number, until=UNTIL, opinion="", by=HEAD, at=AT)
    if done == "refused":
        openings.refuse(number=number, opinion="无必要", by=HEAD, at=AT)
    with pytest.raises(StepRefused):
        look(number)
    assert not LedgerEntry.objects.using("vault").filter(kind=EventKind.SEALED_READ).exists()


def test_a_permission_ends_on_its_day_and_is_never_long():
    receive(notice("shen-xiaodu"))
    number = opened()
    last = AT + timedelta(days=30)
    assert look(number, at=last)
    with pytest.raises(PermissionOver):
        look(number, at=last + timedelta(days=1))
    other = examined()
    for until in (AT.date() - timedelta(days=1), AT.date() + timedelta(days=91)):
        with pytest.raises(PermissionOver):
            openings.permit(number=other, until=until, opinion="", by=HEAD, at=AT)


def test_every_act_and_every_look_stands_on_the_vaults_ledger_under_the_requests_number():
    receive(notice("shen-xiaodu"))
    before = LedgerEntry.objects.count()
    number = opened()
    look(number)
    look(number)
    told = LedgerEntry.objects.using("vault").filter(basis=number).order_by("number")
    assert [entry.kind for entry in told] == [
        EventKind.OPENING_REQUESTED,
        EventKind.OPENING_EXAMINED,
        EventKind.OPENING_DECIDED,
        EventKind.UNDERTAKING_SIGNED,
        EventKind.SEALED_READ,
        EventKind.SEALED_READ,
    ]
    assert all(entry.about for entry in told if entry.kind == EventKind.SEALED_READ)
    assert LedgerEntry.objects.count() == before


@pytest.mark.parametrize(
    "stranger",
    [
        officer("registrar-9", Role.REGISTRAR, "100102-sq"),
        officer("clerk-1", Role.CLERK),
        officer("reviewer-1", Role.REVIEWER),
        Actor(ActorKind.SENDER, "演0101"),
        Actor(ActorKind.APPLICANT, "x"),
        SYSTEM,
        officer("nobody", Role.HEAD, "no-office"),
    ],
)
def test_a_stranger_finds_nothing_and_a_clerk_may_not_even_ask(stranger):
    number = submitted()
    with pytest.raises(NoSuchRequest):
        openings.found(number=number, viewer=stranger)
    if stranger.role not in (Role.REGISTRAR, Role.HEAD):
        with pytest.raises(StepRefused):
            openings.submit(asked=asked(), by=stranger, at=AT)
        with pytest.raises(NoSuchRequest):
            openings.listed(viewer=stranger)


def test_an_auditor_sees_requests_and_does_nothing():
    number = opened()
    auditor = officer("auditor-1", Role.AUDITOR)
    assert [one.number for one in openings.listed(viewer=auditor)] == [number]
    with pytest.raises(StepRefused):
        openings.look(number=number, by=auditor, at=AT)


def test_what_is_asked_stands_in_a_box():
    number = submitted()
    row = models.OpeningRequest.objects.get(number=number)
    assert cast.SEALED.name.encode() not in bytes(row.box)
    assert openings.found(number=number, viewer=REGISTRAR).asked == asked()


def test_decided_in_three_working_days():
    number = submitted()  # on Saturday 2026-11-21
    assert openings.due_on(openings.found(number=number, viewer=HEAD)).value == date(2026, 11, 25)


def test_the_table_of_acts_ends_where_it_should():
    for status in OpeningStatus:
        ways = acts.lawful(status, Role.HEAD, examined_by_oneself=False)
        assert bool(ways) == (status not in (OpeningStatus.REFUSED, OpeningStatus.WITHDRAWN))
        assert acts.lawful(status, Role.CLERK, examined_by_oneself=False) == frozenset()
    own = acts.lawful(OpeningStatus.EXAMINED, Role.HEAD, examined_by_oneself=True)
    assert own == {OpeningStep.WITHDRAW}


def test_two_acts_at_once_end_in_one(monkeypatch):
    number = submitted()
    stale = openings.found(number=number, viewer=REGISTRAR)
    openings.withdraw(number=number, by=REGISTRAR, at=AT)
    with pytest.raises(StepRefused):
        openings._record(stale, OpeningStep.EXAMINE, {}, HEAD, AT)


def test_a_matter_of_another_time_is_read_too():
    request = openings.found(number=submitted(), viewer=HEAD)
    assert replace(request.asked, copies_because="需附卷").copies_because
    assert {Matter.FILE} <= set(openings.lawfulness(request, AT.date()).value.matters)
