"""The vault: sealed on entry, once, readable with the key alone, and out of reach for everybody else."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta

import psycopg
import pytest
from django.apps import apps
from django.db import IntegrityError, connections, transaction

import cast
from desks import AUDITOR
from qingbai.audit.events import EventKind
from qingbai.audit.models import LedgerEntry
from qingbai.law.effect import ChallengeState
from qingbai.notices.notice import JudgmentNotice
from qingbai.registers import models as registers
from qingbai.registers.services import Result
from qingbai.registers.terms import ExecutionState
from qingbai.sealing import boxes, cases, models, queries
from registering import AT, CLERK, demo, notice_of_two, receive

both = pytest.mark.django_db(databases=["default", "vault"])
committed = pytest.mark.django_db(databases=["default", "vault"], transaction=True)
TABLES = sorted(model._meta.db_table for model in apps.get_app_config("sealing").get_models())


@both
def test_a_sealed_conviction_keeps_everything_in_boxes():
    receive(demo("shen-xiaodu"))
    conviction = models.SealedConviction.objects.get()
    content = boxes.open_box("conviction", conviction.id, bytes(conviction.box))
    assert content["sentences"][0]["charge"] == "抢劫罪"
    assert content["outcome"] == "convicted"
    subject = boxes.open_box("subject", conviction.subject_id, bytes(conviction.subject.box))
    assert subject["names"][0]["text"] == cast.SEALED.name
    judgment = boxes.open_box("judgment", conviction.judgment_id, bytes(conviction.judgment.box))
    assert judgment["text"] == demo("shen-xiaodu").text
    assert conviction.rules == "measures_2022: SEAL-01"


@both
def test_sealing_stands_in_the_ledger_of_the_vault_alone():
    receive(demo("shen-xiaodu"))
    kinds = set(LedgerEntry.objects.using("vault").values_list("kind", flat=True))
    assert kinds == {EventKind.NOTICE_RECEIVED.value, EventKind.RECORD_SEALED.value}
    assert LedgerEntry.objects.count() == 0


@both
def test_the_same_person_sealed_again_is_one_subject():
    receive(demo("shen-xiaodu"))
    receive(notice_of_two(cast.ON_RECORD, cast.SEALED))
    assert models.SealedSubject.objects.count() == 1
    assert models.SealedConviction.objects.count() == 2


@both
def test_a_sealed_judgment_takes_effect_later_without_a_row_being_changed():
    receive(not_yet_effective())
    receipt = receive(demo("shen-xiaodu", message_id="effective-1"), at=AT + timedelta(days=1))
    assert receipt.lines[0].result == Result.TOOK_EFFECT
    assert models.SealedChange.objects.count() == 1
    assert receive(demo("shen-xiaodu", message_id="effective-1")).lines[0].result == Result.ALREADY


def not_yet_effective() -> JudgmentNotice:
    """The notice of the sealed judgment while an appeal was pending."""
    defendant, *others = demo("shen-xiaodu").service
    appealed = replace(defendant, challenge=ChallengeState.PENDING, filed_on=date(2022, 3, 1))
    return demo("shen-xiaodu", service=(appealed, *others), message_id="kept-1")


@both
def test_counts_are_all_that_may_be_asked_of_the_vault():
    receive(demo("shen-xiaodu"))
    receive(demo("tang-bozhou"))
    counted = queries.counts(viewer=AUDITOR.actor, purpose="audit-2026-11")
    assert (counted.judgments, counted.convictions, counted.subjects) == (2, 2, 2)
    for viewer, purpose in ((CLERK, "audit-2026-11"), (AUDITOR.actor, " ")):
        with pytest.raises(queries.NotEntitled):
            queries.counts(viewer=viewer, purpose=purpose)
    public = {name for name in dir(queries) if callable(getattr(queries, name)) and not name.startswith("_")}
    assert "subjects" not in public


def fill_the_rest() -> None:
    """A row for every table of the vault that a sealed judgment alone leaves empty."""
    by = {"known_from": AT, "box": b"x"}
    conviction = models.SealedConviction.objects.all()[0]
    subject = conviction.subject
    move = models.Move.objects.create(into_vault=True, **by)
    models.MoveDone.objects.create(move=move, known_from=AT)
    models.SealingOrder.objects.create(fingerprint=b"f", case=b"c", **by)
    models.SealedPaper.objects.create(fingerprint=b"f", subject=subject, kind="penalty", rules="x", **by)
    models.SealLifted.objects.create(conviction=conviction, **by)
    request = models.OpeningRequest.objects.create(number="1", office="x", **by)
    models.OpeningAct.objects.create(request=request, position=0, kind="submit", by_kind="officer", by_id="x", **by)
    proposal = models.UnsealingProposal.objects.create(conviction=conviction, number="1", by_id="x", office="x", **by)
    models.UnsealingDecision.objects.create(proposal=proposal, agreed=False, by_id="y", **by)
    assert [model.__name__ for model in apps.get_app_config("sealing").get_models() if not model.objects.exists()] == []


@committed
@pytest.mark.parametrize("table", TABLES)
def test_no_row_of_the_vault_can_be_rewritten(vault_connection: psycopg.Connection, table: str):
    receive(not_yet_effective())
    receive(demo("shen-xiaodu"))
    cases.note_execution(
        case_number="（2022）演0101刑初17号",
        name="沈小渡",
        state=ExecutionState.COMPLETED,
        on=date(2024, 2, 24),
        source="演示市未成年犯管教所",
        at=AT,
    )
    fill_the_rest()
    for statement in ("UPDATE {} SET known_from = now()", "DELETE FROM {}", "TRUNCATE {} CASCADE"):
        with (
            pytest.raises(IntegrityError, match="append-only"),
            transaction.atomic(using="vault"),
            connections["vault"].cursor() as cursor,
        ):
            cursor.execute(statement.format(f'"{table}"'))
        with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.RestrictViolation)):
            vault_connection.execute(statement.format(f'"{table}"'))


@committed
def test_the_daily_role_of_the_register_cannot_enter_the_vault(
    app_connection: psycopg.Connection, vault_connection: psycopg.Connection
):
    vault = vault_connection.info
    app = app_connection.info
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(host=app.host, port=app.port, user=app.user, password=app.password, dbname=vault.dbname).close()
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(
            host=app.host, port=app.port, user=vault.user, password=vault.password, dbname=app.dbname
        ).close()


@committed
def test_nothing_in_one_database_leads_to_the_other(
    app_connection: psycopg.Connection, vault_connection: psycopg.Connection
):
    receive(demo("shen-xiaodu"))
    for connection in (app_connection, vault_connection):
        [foreign] = connection.execute(
            "SELECT (SELECT count(*) FROM pg_foreign_server) + (SELECT count(*) FROM pg_extension WHERE extname IN ('dblink', 'postgres_fdw'))"
        ).fetchone()
        assert foreign == 0
    random = {
        str(row)
        for model in apps.get_app_config("sealing").get_models()
        for row in model.objects.values_list("id", flat=True)
    }
    for model in apps.get_app_config("registers").get_models():
        assert random.isdisjoint(str(row) for row in model.objects.values_list("id", flat=True))


def test_a_process_without_the_address_of_the_vault_has_neither_the_connection_nor_the_keys(tmp_path):
    environment = {
        **{name: value for name, value in os.environ.items() if name != "VAULT_DATABASE_URL"},
        "QINGBAI_HOME": str(tmp_path),
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none",
        "DJANGO_SETTINGS_MODULE": "qingbai.project.settings",
    }
    asked = (
        "import django; django.setup()\n"
        "from django.conf import settings\n"
        "print(sorted(settings.DATABASES), hasattr(settings, 'VAULT_KEY'), hasattr(settings, 'INTAKE_KEY'))"
    )
    done = subprocess.run([sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['default'] False False"
    assert not (tmp_path / "secrets" / "vault-key").exists()


@both
def test_what_is_sealed_is_recognised_under_keys_that_the_register_does_not_hold():
    receive(notice_of_two(cast.ON_RECORD, cast.SEALED))
    [judgment] = registers.Judgment.objects.all()
    [sealed] = models.SealedJudgment.objects.all()
    digest = notice_of_two(cast.ON_RECORD, cast.SEALED).document_digest
    assert bytes(judgment.fingerprint) != bytes(sealed.fingerprint)
    assert digest not in (bytes(judgment.fingerprint), bytes(sealed.fingerprint))
    assert judgment.text is None
    assert judgment.document_digest is None
    assert judgment.holds_sealed
