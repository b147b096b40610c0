"""Corrections travel: every paper that a corrected verdict touches is named, and the one that the register no longer bears out."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

import cast
from applications import COUNTER, NOW, application, clerk, furnish
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.models import LedgerEntry
from qingbai.inquiries import reliance, services
from qingbai.inquiries.casework import Case
from qingbai.law.terms import AnswerPaper
from qingbai.registers import moving
from qingbai.registers import services as registers
from qingbai.registers.access import NoSuchRecord
from qingbai.registers.models import Conviction, Judgment
from registering import COURT, REGISTRAR, demo, described, receive

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
HEAD = Actor(ActorKind.OFFICER, "head-1", "100101-hy", "head")
AUDITOR = Actor(ActorKind.OFFICER, "auditor-1", "100102-ee", "auditor")
LATER = NOW + timedelta(days=90)
NEXT = LATER + timedelta(days=1)


@pytest.fixture(autouse=True)
def _offices(db: None) -> None:
    furnish()


def apply(person: cast.Person = cast.ON_RECORD, token: str = "t", **changes: object) -> Case:
    office = "100101-hy" if person.household == "100101" else "100102-sq"
    draft = application(person, **{"office": office, **changes})
    return services.apply_straight_through(draft=draft, token=token, by=clerk(draft.office), at=NOW)


def on_record(name: str = "zhao-shidi") -> Conviction:
    receive(demo(name), at=NOW - timedelta(days=10))
    return Conviction.objects.get()


def annul(conviction: Conviction) -> None:
    registers.annul(conviction=conviction.id, on=date(2027, 2, 1), ground="再审无罪", by=COURT, at=LATER, basis="n-9")


def number_of(case: Case) -> str:
    issued = case.standing_issue
    assert issued is not None
    return str(issued.facts["paper_number"])


def again(by: Actor = HEAD) -> tuple[reliance.Touched, ...]:
    return reliance.to_look_at_again(by=by, at=NEXT)


def test_the_list_names_every_paper_that_a_verdict_touches_and_what_it_would_be_today() -> None:
    conviction = on_record()
    first, second, other = apply(), apply(token="second"), apply(cast.CLEAN, token="clean")
    annul(conviction)
    found = reliance.touched_by(conviction=conviction.id, by=AUDITOR, at=NEXT)
    assert {one.paper_number for one in found} == {number_of(first), number_of(second)}
    assert number_of(other) not in {one.paper_number for one in found}
    for one in found:
        assert (one.office, one.said, one.today) == ("100101-hy", AnswerPaper.REFUSAL, AnswerPaper.CERTIFICATE)
        assert one.relied_on == (str(conviction.id),)
        assert one.other_today


def test_what_was_taken_back_and_what_replaced_it_both_stay_on_the_list() -> None:
    conviction = on_record()
    refused = apply()
    annul(conviction)
    certified = services.withdraw_and_reissue(number=refused.row.number, reason="再审无罪", by=HEAD, at=LATER)
    found = reliance.touched_by(conviction=conviction.id, by=AUDITOR, at=NEXT)
    told = {one.paper_number: (one.said, one.taken_back, one.other_today) for one in found}
    assert told == {
        number_of(refused): (AnswerPaper.REFUSAL, True, False),
        number_of(certified): (AnswerPaper.CERTIFICATE, False, False),
    }


def test_an_application_that_waits_for_a_person_is_on_the_list_without_a_paper() -> None:
    conviction = on_record("wu-tongyu")
    waiting = apply(cast.SAME_NAME_CLEAN)
    (found,) = reliance.touched_by(conviction=conviction.id, by=AUDITOR, at=NEXT)
    assert (found.application, found.paper_number, found.today) == (waiting.row.number, "", None)
    assert not found.other_today


def test_a_corrected_identity_names_the_papers_of_both_persons() -> None:
    """The verdict named 赵石堤; a ruling found that it was 林清和 who used the name (REG-16)."""
    conviction = on_record()
    cleared, right = apply(), apply(cast.CLEAN, token="right")
    registers.correct_identity(
        conviction=conviction.id,
        right=described(cast.CLEAN),
        ruling=Judgment.objects.get().id,
        ground="（2027）演0101刑初1号裁定更正",
        by=COURT,
        at=LATER,
        basis="n-9",
    )
    found = reliance.touched_by(conviction=conviction.id, by=AUDITOR, at=NEXT)
    told = {one.paper_number: (one.said, one.today) for one in found}
    assert told == {
        number_of(cleared): (AnswerPaper.REFUSAL, AnswerPaper.CERTIFICATE),
        number_of(right): (AnswerPaper.CERTIFICATE, AnswerPaper.REFUSAL),
    }
    assert {one.paper_number for one in again()} == set(told)


def test_whoever_keeps_neither_register_nor_audit_finds_no_verdict_whether_or_not_there_is_one() -> None:
    conviction = on_record()
    strangers = [COUNTER, COURT, Actor(ActorKind.APPLICANT, "x"), Actor(ActorKind.VISITOR, "x")]
    strangers += [replace(HEAD, role=""), replace(HEAD, office="100102-ee"), replace(REGISTRAR, office="100102-ee")]
    strangers += [replace(REGISTRAR, office="")]
    for by in strangers:
        told = set()
        for reference in (conviction.id, uuid4()):
            with pytest.raises(NoSuchRecord) as refused:
                reliance.touched_by(conviction=reference, by=by, at=NEXT)
            told.add(str(refused.value).replace(str(reference), ""))
        assert len(told) == 1, by


def test_the_registrar_of_the_registry_that_keeps_the_verdict_finds_what_it_touches() -> None:
    conviction = on_record()
    assert (conviction.authority, conviction.division) == ("public_security", "100101")
    refused = apply()
    (found,) = reliance.touched_by(conviction=conviction.id, by=REGISTRAR, at=NEXT)
    assert found.paper_number == number_of(refused)


def test_nothing_is_to_be_looked_at_while_nothing_has_changed() -> None:
    on_record()
    apply()
    apply(cast.CLEAN, token="clean")
    assert again() == ()


def test_a_refusal_of_the_office_is_to_be_looked_at_after_the_annulment_until_it_is_answered_anew() -> None:
    conviction = on_record()
    refused = apply()
    annul(conviction)
    (found,) = again()
    assert (found.application, found.paper_number, found.name) == (
        *(refused.row.number, number_of(refused), cast.ON_RECORD.name),
    )
    services.withdraw_and_reissue(number=found.application, reason="x", by=HEAD, at=LATER)
    assert again() == ()


def test_a_record_that_left_the_register_reads_in_the_list_like_one_that_was_annulled() -> None:
    lists = []
    for way in (annul, lambda one: moving.surrender(conviction=one.id, by=SYSTEM, at=LATER)):
        conviction = on_record()
        refused = apply(token=f"t-{len(lists)}")
        way(conviction)
        (found,) = again()
        lists.append(replace(found, application="", paper_number="", relied_on=()))
        services.withdraw_and_reissue(number=refused.row.number, reason="x", by=HEAD, at=LATER)
        if Conviction.objects.exists():
            moving.surrender(conviction=conviction.id, by=SYSTEM, at=LATER)
    assert lists[0] == lists[1]


def test_a_refusal_that_rests_on_another_verdict_as_well_stays_as_it_is() -> None:
    conviction = on_record()
    number = "（2024）演0101刑初88号"
    text = demo("zhao-shidi").text.replace(demo("zhao-shidi").case_number, number)
    receive(demo("zhao-shidi", message_id="n-2", case_number=number, text=text), at=NOW - timedelta(days=9))
    apply()
    annul(conviction)
    assert again() == ()


@pytest.mark.parametrize(
    "by",
    [
        COUNTER,
        replace(HEAD, office="100102-sq"),
        replace(HEAD, role="registrar"),
        replace(HEAD, role=""),
        AUDITOR,
        COURT,
        Actor(ActorKind.APPLICANT, "x"),
    ],
    ids=lambda by: f"{by.kind}-{by.role}-{by.office}",
)
def test_the_list_is_for_those_who_withdraw_papers_of_the_office(by: Actor) -> None:
    conviction = on_record()
    apply()
    annul(conviction)
    assert again(by) == ()


def test_whose_papers_were_listed_is_on_the_ledger() -> None:
    conviction = on_record()
    refused = apply()
    annul(conviction)
    before = LedgerEntry.objects.count()
    again()
    (entry,) = LedgerEntry.objects.order_by("number")[before:]
    assert (entry.kind, entry.basis, entry.actor) == ("inquiry_read", refused.row.number, "head-1")
