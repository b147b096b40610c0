"""A case through the courts: each document arrives as a notice, in whatever order, and the register says the same in the end."""

import dataclasses
import itertools
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import transaction

import cast
from courtpapers import (
    AGAIN_CASE,
    APPEAL_CASE,
    FIRST_CASE,
    THREE_YEARS,
    acquitted,
    again,
    changed,
    commuted,
    corrected,
    first,
    remanded,
    renumbered,
    upheld,
)
from qingbai.audit.actors import SYSTEM
from qingbai.law.terms import Standing
from qingbai.matching.persons import Document, Person
from qingbai.notices import services, waiting
from qingbai.notices.faults import NoticeRefused
from qingbai.notices.notice import FORM, StatedOffence
from qingbai.registers import digest as register_digest
from qingbai.registers import models, queries
from qingbai.registers.access import Business, Purpose
from qingbai.registers.terms import ExecutionState
from qingbai.sealing import digest as vault_digest
from qingbai.sealing import models as vault
from registering import AT, CLERK, COURT, PURPOSE, described

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
MINOR = cast.SEALED
TODAY = date(2026, 11, 22)


def receive(notice):
    """Enter a notice, and then whatever waited for it."""
    receipt = services.receive(notice=notice, by=COURT, at=AT)
    if receipt.lines[0].result != "waiting":
        again_ = lambda text: receive(FORM.parse(text)).lines[0].result != "waiting"  # noqa: E731
        waiting.take_up(case_number=notice.case_number, receive=again_, at=AT)
    return receipt


def seen(one: cast.Person = cast.ON_RECORD):
    like = described(one)
    person = Person(
        names=(one.name,),
        sex=like.sex,
        born_on=one.born_on,
        documents=tuple(Document(number.kind, number.number, number.country) for number in like.documents),
        nationality="CHN",
    )
    ask = {"viewer": CLERK, "purpose": PURPOSE}
    return sorted(
        (
            facts.case_number,
            str(facts.case.outcome),
            str(facts.case.standing),
            facts.case.effective_on,
            facts.case.annulled_on,
            str(facts.execution),
        )
        for candidate in queries.candidates(person=person, **ask)
        for facts in queries.convictions(subject=candidate.subject, on=TODAY, **ask)
    )


def counting(one: cast.Person = cast.ON_RECORD) -> list[str]:
    return [
        row[0]
        for row in seen(one)
        if row[1] in ("convicted", "exempted") and row[2] == Standing.EFFECTIVE and (row[4] is None or row[4] > TODAY)
    ]


def results(receipt) -> list[str]:
    return [line.result for line in receipt.lines]


def digests():
    """Of the register and of the vault."""
    on = date(2026, 11, 22)
    return (
        register_digest.digest(viewer=SYSTEM, purpose=Purpose(Business.AUDIT, "test"), on=on),
        vault_digest.digest(viewer=SYSTEM, purpose="test"),
    )


@contextmanager
def taken_back():
    """What is done within is taken back, in both databases."""
    marks = {alias: transaction.savepoint(using=alias) for alias in ("default", "vault")}
    yield
    for alias, mark in marks.items():
        transaction.savepoint_rollback(mark, using=alias)


@pytest.mark.parametrize("one", [cast.ON_RECORD, cast.SEALED], ids=["open", "sealed"])
@pytest.mark.parametrize(
    "makers",
    [(first, upheld, acquitted), (first, changed, commuted), (first, remanded, again), (first, remanded, commuted)],
)
def test_every_order_of_arrival_gives_the_same_digest_of_register_and_vault(makers, one):
    found = set()
    for order in itertools.permutations([make(one) for make in makers]):
        with taken_back():
            for notice in order:
                receive(notice)
            found.add(digests())
    assert len(found) == 1
    with taken_back():
        receive(first(one))
        assert digests() not in found


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
@pytest.mark.parametrize(
    ("notices", "counted"),
    [
        pytest.param((first(), upheld(), acquitted()), [], id="upheld, then acquitted on retrial"),
        pytest.param((first(), changed(), commuted()), [APPEAL_CASE], id="changed, then commuted"),
        pytest.param((first(), remanded(), again()), [AGAIN_CASE], id="remanded and tried again"),
    ],
)
def test_in_whatever_order_the_documents_of_a_case_arrive(notices, counted, order):
    for place in order:
        receive(notices[place])
    for notice in notices:  # and again
        assert set(results(receive(notice))) == {"already"}
    assert counting() == counted
    assert waiting.waiting() == ()


def test_a_remand_that_comes_first_waits_and_its_receipt_says_so():
    receipt = receive(remanded())
    assert (results(receipt), receipt.lines[0].entry) == (["waiting"], "")
    assert "待" in receipt.lines[0].zh
    assert "waits" in receipt.lines[0].en
    assert models.Judgment.objects.count() == 0
    [kept] = waiting.waiting()
    assert kept.cases == (FIRST_CASE,)
    assert results(receive(remanded())) == ["waiting"]
    assert results(receive(first())) == ["kept"]
    assert waiting.waiting() == ()
    assert seen()[0][2] == Standing.REPLACED
    assert results(receive(remanded())) == ["already"]


def test_a_first_judgment_says_when_it_became_final_or_when_it_was_served():
    with pytest.raises(NoticeRefused, match="neither when it became final"):
        receive(first(service=()))


def test_a_waiting_notice_with_the_number_of_another_is_refused():
    receive(remanded())
    other = dataclasses.replace(remanded(), confirmed_by="qh-registrar-04")
    with pytest.raises(NoticeRefused, match="message_id"):
        receive(other)


def test_an_appeal_that_restates_the_sentence_makes_the_record_by_itself():
    assert results(receive(upheld())) == ["entered"]
    assert counting() == [APPEAL_CASE]
    receive(first())
    assert counting() == [FIRST_CASE]
    assert seen()[0][3] == date(2023, 7, 3)


def test_a_commutation_changes_the_execution_and_nothing_else():
    receive(first(final_on=date(2023, 5, 5)))
    receive(commuted())
    [row] = seen()
    assert (row[2], row[3], row[5]) == (Standing.EFFECTIVE, date(2023, 5, 5), ExecutionState.SERVING)
    assert models.ExecutionNotice.objects.get().term_to == date(2025, 6, 11)


def test_a_name_taken_from_another_is_cleared_by_the_correcting_ruling_in_either_order():
    for order in itertools.permutations([first(final_on=date(2023, 5, 5)), corrected(cast.ON_RECORD, cast.CLEAN)]):
        with taken_back():
            for notice in order:
                receive(notice)
            assert (counting(), counting(cast.CLEAN)) == ([], [FIRST_CASE])


def minor(notice):
    """The case of a boy of seventeen."""
    one = dataclasses.replace(notice.defendants[0], offences=(StatedOffence(began="2022-09-18", ended="2022-12-11"),))
    return dataclasses.replace(notice, defendants=(one,))


def of_minor(make, **changes):
    return minor(make(MINOR, **changes))


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_every_document_about_somebody_sealed_goes_to_the_vault_in_whatever_order(order):
    notices = (of_minor(first), of_minor(remanded), of_minor(again))
    for place in order:
        receive(notices[place])
    assert [model.objects.count() for model in (models.Judgment, models.Ruling, models.Subject)] == [0, 0, 0]
    assert vault.SealedConviction.objects.count() == 2
    assert vault.SealedStatement.objects.count() >= 1
    assert seen(MINOR) == []


def test_a_receipt_reads_the_same_for_sealed_and_open_later_documents():
    told = []
    for one in (cast.ON_RECORD, MINOR):
        steps = [first(one), remanded(one), renumbered(remanded(one), "again-1"), commuted(one)]
        with taken_back():
            lines = [line for step in steps for line in receive(step).lines]
            told.append([(line.result, line.zh, line.en, len(line.entry)) for line in lines])
    assert told[0] == told[1]


def test_an_appeal_that_brings_a_minor_under_the_limit_seals_the_whole_case():
    seven = "被告人{name}犯盗窃罪，判处有期徒刑七年，并处罚金人民币一万元"
    receive(of_minor(first, sentence=seven))
    assert seen(MINOR) != []
    receive(of_minor(changed))
    assert seen(MINOR) == []
    assert models.Subject.objects.count() == 0
    assert vault.SealedConviction.objects.count() == 2


def test_an_appeal_that_takes_a_minor_over_the_limit_opens_the_new_verdict_only():
    text = of_minor(changed)
    longer = text.text.replace("有期徒刑二年", "有期徒刑六年").replace("2024年12月11日", "2028年12月11日")
    receive(of_minor(first))
    receive(dataclasses.replace(text, text=longer))
    assert counting(MINOR) == [APPEAL_CASE]
    assert vault.SealedConviction.objects.count() == 1


def test_a_document_that_says_neither_which_case_nor_what_became_of_it_is_for_a_person():
    from qingbai.notices.faults import NoticeHeld

    notice = upheld()
    nameless = notice.text.replace(f"于2023年4月20日作出{FIRST_CASE}刑事判决", "作出刑事判决")
    with pytest.raises(NoticeHeld, match="changes an earlier record"):
        receive(dataclasses.replace(notice, text=nameless))


def test_what_was_kept_later_than_it_was_decided_is_still_there_for_who_asks_as_of_then():
    services.receive(notice=first(final_on=date(2023, 5, 5)), by=COURT, at=AT)
    services.receive(notice=acquitted(), by=COURT, at=AT + timedelta(days=2))
    assert counting() == []
    assert THREE_YEARS.format(name="赵石堤") in models.Judgment.objects.get(case_number=FIRST_CASE).text
