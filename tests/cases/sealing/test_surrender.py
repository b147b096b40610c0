"""The one way out of the register: whole, for the intake alone, and without a word on why."""

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

import cast
from qingbai.audit.events import EventKind
from qingbai.audit.models import LedgerEntry
from qingbai.registers import models, moving, services
from qingbai.registers.moving import MayNotSurrender, NotInRegister
from qingbai.registers.records import ExecutionStated
from qingbai.registers.terms import ChangeKind, ExecutionState
from registering import AT, COURT, REGISTRAR, record, verdict

both = pytest.mark.django_db(databases=["default", "vault"])
committed = pytest.mark.django_db(databases=["default", "vault"], transaction=True)
WORD = "SELECT set_config('qingbai.surrender', pg_current_xact_id()::text, true)"


def entered(*people: cast.Person, **changes):
    whole = record(*(verdict(one) for one in people), **changes)
    return whole, services.enter(record=whole, by=REGISTRAR, at=AT, basis="n-1")


@both
def test_a_record_comes_back_whole_and_leaves_no_row():
    combined = verdict(cast.ON_RECORD).sentences[0].penalty
    whole = record(verdict(cast.ON_RECORD, combined=combined), stated={"service": []})
    one = services.enter(record=whole, by=REGISTRAR, at=AT, basis="n-1").defendants[0].conviction
    services.annul(conviction=one, on=AT.date(), ground="再审", by=COURT, at=AT, basis="n-2")
    services.record_execution(
        conviction=one,
        state=ExecutionState.COMPLETED,
        on=AT.date(),
        source="演示监狱",
        by=COURT,
        at=AT,
        basis="n-3",
    )
    left = moving.surrender(conviction=one, by=REGISTRAR, at=AT)
    assert left.record == whole
    assert [(change.kind, change.ground) for change in left.changes] == [(ChangeKind.ANNULLED, "再审")]
    assert left.executions == (ExecutionStated(ExecutionState.COMPLETED, AT.date(), "演示监狱"),)
    assert left.known_from == AT
    connection.check_constraints()
    assert rows() == {}


def rows() -> dict[str, int]:
    """Every table of the register that has a row."""
    from django.apps import apps

    counted = {model.__name__: model.objects.count() for model in apps.get_app_config("registers").get_models()}
    return {name: count for name, count in counted.items() if count}


@both
def test_where_others_stay_the_text_goes_and_the_mark_stays():
    _, done = entered(cast.ON_RECORD, cast.SEALED)
    stays, goes = (one.conviction for one in done.defendants)
    services.record_execution(
        conviction=stays, state=ExecutionState.COMPLETED, on=AT.date(), source="x", by=COURT, at=AT, basis="n"
    )
    moving.surrender(conviction=goes, by=REGISTRAR, at=AT)
    connection.check_constraints()
    judgment = models.Judgment.objects.get()
    assert (judgment.text, judgment.document_digest, judgment.stated, judgment.holds_sealed) == (None, None, None, True)
    assert models.Conviction.objects.get().id == stays
    assert set(models.Name.objects.values_list("text", flat=True)) == {cast.ON_RECORD.name, cast.ON_RECORD.latin}
    assert models.Subject.objects.count() == 1


@both
def test_what_the_court_stated_about_everybody_goes_with_the_text():
    whole = record(verdict(cast.ON_RECORD, effective_on=None), verdict(cast.SEALED))
    stays, goes = services.enter(record=whole, by=REGISTRAR, at=AT, basis="n").defendants
    services.record_effect(
        conviction=stays.conviction,
        on=AT.date(),
        ground="stated_by_court",
        by=COURT,
        at=AT,
        basis="n",
        stated={"service": [cast.SEALED.name]},
    )
    moving.surrender(conviction=goes.conviction, by=REGISTRAR, at=AT)
    change = models.Change.objects.get()
    assert change.stated is None
    assert change.ground == "stated_by_court"


@both
def test_a_person_with_another_record_keeps_it_and_loses_only_what_this_document_said():
    _, first = entered(cast.SEALED)
    _, second = entered(cast.SEALED)
    moving.surrender(conviction=first.defendants[0].conviction, by=REGISTRAR, at=AT)
    connection.check_constraints()
    assert models.Subject.objects.count() == 1
    assert models.Judgment.objects.get().id == second.judgment
    for table in (models.Name, models.Identity, models.IdentityDocument, models.SearchKey):
        assert set(table.objects.values_list("judgment_id", flat=True)) == {second.judgment}


@both
def test_what_is_not_there_cannot_be_surrendered_and_nothing_is_surrendered_twice():
    _, done = entered(cast.SEALED)
    one = done.defendants[0].conviction
    moving.surrender(conviction=one, by=REGISTRAR, at=AT)
    with pytest.raises(NotInRegister):
        moving.surrender(conviction=one, by=REGISTRAR, at=AT)
    assert moving.still_here([one]) == ()


@both
def test_the_registers_ledger_says_that_an_entry_moved_and_neither_whose_nor_why():
    _, done = entered(cast.SEALED)
    before = LedgerEntry.objects.count()
    moving.surrender(conviction=done.defendants[0].conviction, by=REGISTRAR, at=AT)
    entry = LedgerEntry.objects.order_by("-number")[0]
    assert LedgerEntry.objects.count() == before + 1
    assert entry.kind == EventKind.RECORD_CORRECTED
    assert entry.about == ""
    assert entry.facts == {"conviction": str(done.defendants[0].conviction), "change": "moved"}


@committed
@pytest.mark.parametrize("conviction", ["there", "nowhere"])
def test_the_role_of_the_sites_is_refused_whatever_it_asks_for(app_connection: psycopg.Connection, conviction: str):
    _, done = entered(cast.ON_RECORD)
    asked = done.defendants[0].conviction if conviction == "there" else done.judgment
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="permission denied for function"):
        app_connection.execute("SELECT registers_surrender(ARRAY[%s], '{}')", [asked])
    assert models.Conviction.objects.count() == 1


@committed
def test_the_word_that_opens_the_way_opens_nothing_for_whom_does_not_own_the_tables(
    app_connection: psycopg.Connection, intake_connection: psycopg.Connection
):
    entered(cast.ON_RECORD)
    by_guard = (psycopg.errors.RestrictViolation, "append-only")
    by_right = (psycopg.errors.InsufficientPrivilege, "permission denied")
    for one, (refusal, words) in ((app_connection, by_right), (intake_connection, by_guard)):
        for statement in (
            "DELETE FROM registers_execution",
            "UPDATE registers_judgment SET text = NULL, document_digest = NULL, stated = NULL, holds_sealed = true",
        ):
            with pytest.raises(refusal, match=words), one.transaction():
                one.execute(f"{WORD}; {statement}")


@committed
def test_the_intake_may_take_a_record_out_and_is_still_refused_everything_else(intake_connection: psycopg.Connection):
    _, done = entered(cast.ON_RECORD, cast.SEALED)
    with intake_connection.transaction():
        intake_connection.execute("SELECT registers_surrender(ARRAY[%s], '{}')", [done.defendants[1].conviction])
        with pytest.raises(psycopg.errors.RestrictViolation), intake_connection.transaction():
            intake_connection.execute("DELETE FROM registers_execution")  # in the same transaction, too
    assert models.Conviction.objects.get().id == done.defendants[0].conviction
    for statement in ("UPDATE registers_judgment SET text = NULL", "DELETE FROM registers_conviction"):
        with pytest.raises(psycopg.errors.RestrictViolation):
            intake_connection.execute(statement)
    for statement in ("TRUNCATE registers_conviction CASCADE", "ALTER TABLE registers_conviction DISABLE TRIGGER ALL"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            intake_connection.execute(statement)


@both
def test_even_the_owner_who_knows_the_word_can_only_blank_a_text_not_write_another():
    entered(cast.ON_RECORD)
    for statement in (
        "UPDATE registers_judgment SET court_name = 'x'",
        "UPDATE registers_judgment SET text = 'x', document_digest = NULL",
        "UPDATE registers_conviction SET effective_on = NULL",
        "UPDATE registers_sentence SET months = 1",
    ):
        with (
            pytest.raises(IntegrityError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"{WORD}; {statement}")


@both
def test_the_word_does_not_open_the_ledger():
    entered(cast.ON_RECORD)
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"{WORD}; DELETE FROM audit_ledgerentry")


@committed
def test_a_process_with_the_role_of_the_sites_is_told_what_it_lacks(prepared_server, monkeypatch):
    from django.db import connections

    from conftest import REGISTER

    _, done = entered(cast.ON_RECORD)
    settings = connections["default"].settings_dict
    connections["default"].close()
    monkeypatch.setitem(settings, "USER", REGISTER.daily.name)
    try:
        with pytest.raises(MayNotSurrender, match="own database user"):
            moving.surrender(conviction=done.defendants[0].conviction, by=REGISTRAR, at=AT)
        connections["default"].close()
        monkeypatch.setitem(settings, "USER", REGISTER.intake.name)
        assert moving.surrender(conviction=done.defendants[0].conviction, by=REGISTRAR, at=AT)
    finally:
        connections["default"].close()
