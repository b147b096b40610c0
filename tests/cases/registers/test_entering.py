"""Entering a judgment: whole or not at all, once, with two times, and never rewritten."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

import cast
from qingbai.audit.events import EventKind
from qingbai.audit.models import LedgerEntry
from qingbai.audit.services import fingerprint
from qingbai.law.terms import Outcome, Penalty, PenaltyKind, SubjectKind
from qingbai.registers import models, queries, services
from qingbai.registers.records import ExecutionStated, NamedAs, Unsealed
from qingbai.registers.services import ChangeRefused, OtherFactsEntered, OtherTextEntered, Result
from qingbai.registers.terms import ExecutionState, NameKind
from registering import AT, CLERK, COURT, PURPOSE, REGISTRAR, described, record, verdict

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


def enter(*verdicts, at=AT, **changes):
    return services.enter(record=record(*verdicts, **changes), by=REGISTRAR, at=at, basis="n-1")


def facts_of(person, *, on=TODAY, known_at=None):
    [subject] = models.Subject.objects.filter(documents__number=person.number).distinct()
    return queries.convictions(subject=subject.id, viewer=CLERK, purpose=PURPOSE, on=on, known_at=known_at)


def rows() -> dict[str, int]:
    tables = [table for table in connection.introspection.table_names() if table.startswith("registers_")]
    with connection.cursor() as cursor:
        return {table: cursor.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables}


def test_a_judgment_becomes_a_subject_its_identity_a_conviction_and_its_sentences():
    [one] = enter(verdict(cast.ON_RECORD)).defendants
    connection.check_constraints()
    conviction = models.Conviction.objects.get(id=one.conviction)
    assert one.result is Result.ENTERED
    assert conviction.subject.names.get(kind="name").text == cast.ON_RECORD.name
    assert conviction.subject.documents.get().number == cast.ON_RECORD.number
    assert conviction.sentences.get().charge == "盗窃罪"
    assert conviction.executions.get().state == "serving"
    assert conviction.judgment.prosecutor == "演示市清河区人民检察院"


def test_one_entry_of_the_ledger_tells_of_each_person_by_fingerprint_alone():
    enter(verdict(cast.ON_RECORD), verdict(cast.EXEMPTED))
    entries = LedgerEntry.objects.filter(kind=EventKind.RECORD_ENTERED.value)
    assert {entry.about for entry in entries} == {
        fingerprint(cast.ON_RECORD.number),
        fingerprint(cast.EXEMPTED.number),
    }
    assert cast.ON_RECORD.name not in str([entry.facts for entry in entries])


def test_the_same_document_again_changes_nothing_and_says_so():
    entry = record(verdict(cast.ON_RECORD))
    first = services.enter(record=entry, by=REGISTRAR, at=AT, basis="n-1")
    before = rows()
    again = services.enter(record=entry, by=REGISTRAR, at=AT + timedelta(days=1), basis="n-2")
    assert [one.result for one in again.defendants] == [Result.ALREADY]
    assert [one.conviction for one in again.defendants] == [one.conviction for one in first.defendants]
    assert rows() == before


def test_a_kept_judgment_that_comes_again_with_its_day_takes_effect_then():
    entry = record(verdict(cast.NOT_YET_EFFECTIVE, effective_on=None))
    [kept] = services.enter(record=entry, by=REGISTRAR, at=AT, basis="n-1").defendants
    assert kept.result is Result.KEPT
    assert facts_of(cast.NOT_YET_EFFECTIVE)[0].case.standing == "not_yet_effective"

    later = replace(entry, verdicts=(verdict(cast.NOT_YET_EFFECTIVE, effective_on=date(2026, 12, 2)),))
    [now] = services.enter(record=later, by=REGISTRAR, at=AT + timedelta(days=12), basis="n-2").defendants
    assert (now.result, now.conviction) == (Result.TOOK_EFFECT, kept.conviction)
    assert facts_of(cast.NOT_YET_EFFECTIVE)[0].case.effective_on == date(2026, 12, 2)
    known_before = facts_of(cast.NOT_YET_EFFECTIVE, known_at=AT + timedelta(days=1))
    assert known_before[0].case.effective_on is None

    [again] = services.enter(record=later, by=REGISTRAR, at=AT + timedelta(days=13), basis="n-3").defendants
    assert again.result is Result.ALREADY


def test_the_same_document_with_another_day_of_effect_is_refused():
    entry = record(verdict(cast.ON_RECORD))
    services.enter(record=entry, by=REGISTRAR, at=AT, basis="n-1")
    other = replace(entry, verdicts=(verdict(cast.ON_RECORD, effective_on=date(2023, 5, 6)),))
    with pytest.raises(OtherFactsEntered):
        services.enter(record=other, by=REGISTRAR, at=AT, basis="n-2")


def test_the_same_document_with_other_defendants_is_refused():
    entry = record(verdict(cast.ON_RECORD))
    services.enter(record=entry, by=REGISTRAR, at=AT, basis="n-1")
    with pytest.raises(OtherFactsEntered):
        services.enter(record=replace(entry, verdicts=(verdict(cast.EXEMPTED),)), by=REGISTRAR, at=AT, basis="n-2")


def test_another_text_under_the_same_case_number_is_refused():
    entry = record(verdict(cast.ON_RECORD))
    services.enter(record=entry, by=REGISTRAR, at=AT, basis="n-1")
    with pytest.raises(OtherTextEntered):
        services.enter(record=replace(entry, fingerprint=b"x" * 32), by=REGISTRAR, at=AT, basis="n-2")


def test_somebody_known_by_number_is_not_entered_twice_as_a_subject():
    enter(verdict(cast.ON_RECORD))
    enter(verdict(cast.ON_RECORD, defendant=described(cast.ON_RECORD, names=(NamedAs(NameKind.NAME, "赵石堤"),))))
    assert models.Subject.objects.count() == 1
    assert len(facts_of(cast.ON_RECORD)) == 2


def test_somebody_who_only_may_be_the_same_stays_apart():
    enter(verdict(cast.SAME_NAME_ON_RECORD))
    enter(verdict(cast.SAME_NAME_CLEAN))
    assert models.Subject.objects.count() == 2


def test_a_unit_is_entered_under_its_name():
    unit = described(
        cast.ON_RECORD,
        kind=SubjectKind.UNIT,
        names=(NamedAs(NameKind.NAME, "演示市青禾商贸有限公司"),),
        documents=(),
        sex=None,
        born="",
        household="",
    )
    fine = Penalty(kind=PenaltyKind.NONE, fine_yuan=50000)
    enter(verdict(cast.ON_RECORD, defendant=unit, combined=fine))
    connection.check_constraints()
    [subject] = models.Subject.objects.all()
    assert subject.kind == "unit"
    [facts] = queries.convictions(subject=subject.id, viewer=CLERK, purpose=PURPOSE, on=TODAY)
    assert facts.sealing.combined == fine


def test_an_annulled_conviction_stays_and_says_so_from_that_day():
    [one] = enter(verdict(cast.ON_RECORD)).defendants
    later = AT + timedelta(days=30)
    services.annul(conviction=one.conviction, on=date(2026, 12, 20), ground="再审判决", by=COURT, at=later, basis="n-9")
    assert facts_of(cast.ON_RECORD)[0].case.annulled_on == date(2026, 12, 20)
    assert facts_of(cast.ON_RECORD, known_at=AT)[0].case.annulled_on is None
    with pytest.raises(ChangeRefused):
        services.annul(
            conviction=one.conviction, on=date(2026, 12, 21), ground="again", by=COURT, at=later, basis="n-9"
        )


def test_execution_is_told_as_of_the_day_asked_for():
    [one] = enter(verdict(cast.ON_RECORD)).defendants
    released = {"state": ExecutionState.COMPLETED, "on": date(2025, 5, 4), "source": "刑满释放人员通知书"}
    services.record_execution(conviction=one.conviction, by=COURT, at=AT, basis="n-7", **released)
    assert facts_of(cast.ON_RECORD, on=date(2025, 5, 3))[0].execution is ExecutionState.SERVING
    assert facts_of(cast.ON_RECORD, on=date(2025, 5, 4))[0].execution is ExecutionState.COMPLETED


def test_nothing_is_changed_that_is_not_there():
    missing = models.Conviction().id
    with pytest.raises(ChangeRefused):
        services.record_effect(conviction=missing, on=TODAY, ground="unappealed", by=COURT, at=AT, basis="n-1")


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ({"sentences": ()}, "charge and punishment"),
        ({"sentences": (), "outcome": Outcome.EXEMPTED}, "charge and punishment"),
    ],
)
def test_a_conviction_without_its_mandatory_content_does_not_survive_the_transaction(left_out, said):
    enter(verdict(cast.ON_RECORD, **left_out))
    with pytest.raises(IntegrityError, match=said):
        connection.check_constraints()


@pytest.mark.parametrize("table", [models.Identity, models.Name, models.Execution])
def test_no_conviction_stands_without_identity_name_and_execution(table: type[Model], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(table.objects, "create", lambda **_: None)
    monkeypatch.setattr(table.objects, "bulk_create", lambda rows: list(rows))
    enter(verdict(cast.ON_RECORD))
    with pytest.raises(IntegrityError, match="lacks mandatory content"):
        connection.check_constraints()


@pytest.mark.parametrize(
    "wrong",
    [
        {"court_name": ""},
        {"case_number": ""},
        {"prosecutor": ""},
        {"prosecution": "church"},
        {"instance": "third"},
    ],
)
def test_a_judgment_without_a_mandatory_field_is_refused_by_the_database(wrong: dict[str, str]):
    entry = record(verdict(cast.ON_RECORD))
    with pytest.raises(IntegrityError), transaction.atomic():
        services.enter(
            record=replace(entry, document=replace(entry.document, **wrong)), by=REGISTRAR, at=AT, basis="n-1"
        )


def test_a_judgment_that_holds_somebody_sealed_cannot_keep_its_text():
    with pytest.raises(IntegrityError, match="nobody_is_sealed"), transaction.atomic():
        enter(verdict(cast.ON_RECORD), holds_sealed=True)


def test_a_failure_in_the_middle_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch):
    before = rows()
    monkeypatch.setattr(services.audit, "record", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        enter(verdict(cast.ON_RECORD), verdict(cast.EXEMPTED))
    assert rows() == before


def test_a_conviction_without_a_number_can_be_entered_and_says_nothing_in_the_ledger_about_whom():
    enter(verdict(cast.SAME_NAME_ON_RECORD, execution=ExecutionStated(ExecutionState.COMPLETED, TODAY, "court")))
    assert LedgerEntry.objects.get(kind="record_entered").about == ""


def test_an_approval_and_a_persons_decision_stand_with_the_conviction():
    enter(verdict(cast.ON_RECORD, prosecution_approval="高检核准〔2023〕1号", unsealed=Unsealed("judge-2", "why")))
    conviction = models.Conviction.objects.get()
    assert conviction.prosecution_approval == "高检核准〔2023〕1号"
    assert (conviction.unsealed_by, conviction.unsealed_reason) == ("judge-2", "why")
    assert facts_of(cast.ON_RECORD)[0].settled_unsealed


def test_a_decision_without_a_reason_is_refused_by_the_database():
    with pytest.raises(IntegrityError, match="unsealed_with_a_reason"), transaction.atomic():
        enter(verdict(cast.ON_RECORD, unsealed=Unsealed("judge-2", "")))
