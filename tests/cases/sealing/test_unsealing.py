"""A seal falls on the law's conditions alone, by two officers, from the day on which they were met; and the record goes back."""

from dataclasses import replace
from datetime import date

import pytest

import cast
from qingbai.agencies import services as agencies
from qingbai.agencies.terms import Role
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.audit.models import LedgerEntry
from qingbai.law.opening import UnsealingGround
from qingbai.law.terms import Penalty, PenaltyKind
from qingbai.registers import models as register
from qingbai.registers import moving
from qingbai.sealing import models, second_check, services, unsealing
from qingbai.sealing.openings import NotLawful, SameOfficer
from qingbai.sealing.unsealing import DecidedAlready, NoSuchProposal, NothingSealed, Stated
from registering import AT, demo, receive

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
REGISTRAR = Actor(ActorKind.OFFICER, "registrar-1", "100101-hy", role=Role.REGISTRAR)
HEAD = Actor(ActorKind.OFFICER, "head-1", "100101-hy", role=Role.HEAD)
SIX_YEARS = Penalty(kind=PenaltyKind.FIXED_TERM, months=72)
STATED = Stated(
    ground=UnsealingGround.NEW_CRIME,
    decided_by="演示市清河区人民法院（2026）演0101刑初77号",
    executed=SIX_YEARS,
    met_on=date(2026, 10, 8),
    reason="未满十八周岁时又犯新罪，数罪并罚六年",
    offence_from="2023-03-01",
    offence_to="2023-03-01",
)


@pytest.fixture(autouse=True)
def sealed(db):
    agencies.load_reference_data(by=SYSTEM, at=AT, demo=True)
    receive(demo("shen-xiaodu"))


def propose(stated: Stated = STATED, by: Actor = REGISTRAR, name: str = cast.SEALED.name):
    notice = demo("shen-xiaodu")
    return unsealing.propose(
        court="演示市清河区人民法院", case_number=notice.case_number, name=name, stated=stated, by=by, at=AT
    )


def decide(number: str, *, agreed: bool = True, opinion: str = "", by: Actor = HEAD):
    return unsealing.decide(number=number, agreed=agreed, opinion=opinion, by=by, at=AT)


def test_two_officers_lift_a_seal_and_the_record_is_open_again():
    done = decide(propose().number)
    assert done.agreed
    [conviction] = register.Conviction.objects.all()
    assert done.entered == conviction.id
    assert register.Name.objects.filter(text=cast.SEALED.name).exists()
    assert register.Judgment.objects.get().text == demo("shen-xiaodu").text
    told = list(
        LedgerEntry.objects.using("vault").filter(basis=done.number).order_by("number").values_list("kind", flat=True)
    )
    assert told == [EventKind.UNSEALING_PROPOSED, EventKind.UNSEALING_DECIDED, EventKind.UNSEALED]
    assert not LedgerEntry.objects.filter(kind=EventKind.UNSEALED).exists()


def test_an_open_record_stays_open_whatever_comes_again_and_no_check_finds_fault():
    done = decide(propose().number)
    [line] = receive(demo("shen-xiaodu")).lines
    assert (line.result, line.entry) == ("already", str(done.entered))
    assert register.Conviction.objects.count() == 1
    assert not models.SealedConviction.objects.filter(lifted=None).exists()
    [conviction] = register.Conviction.objects.all()
    assert conviction.unsealed_by == HEAD.id
    assert done.number in conviction.unsealed_reason
    assert second_check.check(by=SYSTEM, at=AT).all_is_well


def test_the_register_knows_the_document_again_by_its_own_key():
    decide(propose().number)
    sealed = moving.fingerprint_of(demo("shen-xiaodu").document_digest)
    assert bytes(register.Judgment.objects.get().fingerprint) == sealed
    register_only = demo("zhao-shidi")
    receive(register_only)
    prints = {bytes(row) for row in register.Judgment.objects.values_list("fingerprint", flat=True)}
    assert prints == {sealed, moving.fingerprint_of(register_only.document_digest)}


@pytest.mark.parametrize(
    "stated",
    [
        replace(STATED, executed=Penalty(kind=PenaltyKind.FIXED_TERM, months=60)),  # five years exactly stay sealed
        replace(STATED, offence_from="2024-01-01", offence_to="2024-01-01"),  # what the adult did changes nothing
        replace(STATED, met_on=None),
        replace(STATED, offence_from="", offence_to=""),
        replace(STATED, met_on=date(2027, 1, 1)),
    ],
)
def test_short_of_the_conditions_no_seal_falls(stated):
    with pytest.raises(NotLawful) as refused:
        propose(stated)
    assert refused.value.because
    assert not models.UnsealingProposal.objects.exists()


def test_a_retrial_over_the_limit_lifts_it_too():
    retried = replace(STATED, ground=UnsealingGround.RETRIAL, offence_from="", offence_to="")
    assert decide(propose(retried).number).agreed


def test_whoever_proposed_does_not_decide_and_a_registrar_decides_nothing():
    number = propose(by=HEAD).number
    with pytest.raises(SameOfficer):
        decide(number)
    with pytest.raises(NoSuchProposal):
        decide(number, by=REGISTRAR)
    assert not register.Conviction.objects.exists()


def test_a_refused_proposal_leaves_it_sealed_for_good():
    number = propose().number
    with pytest.raises(ValueError, match="Say why"):
        decide(number, agreed=False)
    assert decide(number, agreed=False, opinion="尚未生效").agreed is False
    with pytest.raises(DecidedAlready):
        decide(number)
    assert not register.Conviction.objects.exists()


def test_a_decision_whose_lifting_was_interrupted_is_done_by_doing_it_again(monkeypatch):
    number = propose().number
    with monkeypatch.context() as patch:
        patch.setattr(services, "unseal", lambda **_: None)
        decide(number)
    assert not register.Conviction.objects.exists()
    assert decide(number).entered is not None
    assert decide(number).entered is not None
    assert register.Conviction.objects.count() == 1


def test_nothing_of_another_name_is_found_and_nobody_else_may_ask():
    with pytest.raises(NothingSealed):
        propose(name=cast.SEALED_TWIN.name)
    for stranger in (SYSTEM, Actor(ActorKind.OFFICER, "c", "100101-hy", role=Role.CLERK)):
        with pytest.raises(NoSuchProposal):
            propose(by=stranger)
    number = propose().number
    with pytest.raises(NoSuchProposal):
        unsealing.found(number=number, viewer=Actor(ActorKind.OFFICER, "r", "100102-sq", role=Role.REGISTRAR))
    assert [one.number for one in unsealing.listed(viewer=HEAD)] == [number]
