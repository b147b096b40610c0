"""Tampering with an owner's rights, behind the triggers: each is found, and the first wrong entry named."""

import secrets
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections, transaction

from qingbai.audit import jobs, keys, log, merkle, services, whole
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.entries import Raw
from qingbai.audit.events import EventKind
from qingbai.audit.models import LedgerEntry, Node
from qingbai.audit.note import Checkpoint, SigningKey, sign_checkpoint

AT = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
CLERK = Actor(ActorKind.OFFICER, "clerk-7", "100101-hy")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_steps(settings, tmp_path, monkeypatch):
    settings.LOG_KEYS = tmp_path / "keys"
    monkeypatch.setattr(whole, "STEP", 8)  # so that a short ledger is walked in several steps


def written(count, first=1):
    for i in range(first, first + count):
        services.record(
            kind=EventKind.INQUIRY_READ, by=CLERK, at=AT + timedelta(minutes=i), basis=f"QB-{i}", facts={"n": str(i)}
        )


@pytest.fixture
def ledger():
    """Twenty entries; a checkpoint after the eighth, one after the fifteenth kept outside only, none after the last."""
    written(8)
    log.checkpoint("ledger", at=AT)
    written(7, 9)
    key = keys.signing_key("ledger", "default")
    outside = sign_checkpoint(Checkpoint(key.name, 15, log.root("ledger", 15)), key)
    written(5, 16)
    return outside


def tamper(*statements):
    """What an owner of the tables can do: switch the guards off, write, switch them on again."""
    with connections["default"].cursor() as cursor:
        for table in ("ledgerentry", "node", "signedcheckpoint"):
            cursor.execute(f"ALTER TABLE audit_{table} DISABLE TRIGGER USER")
        for statement in statements:
            cursor.execute(statement)
        for table in ("ledgerentry", "node", "signedcheckpoint"):
            cursor.execute(f"ALTER TABLE audit_{table} ENABLE TRIGGER USER")


def written_anew(using="default"):
    """A thorough forger: every leaf and node computed anew from the entries as they now stand."""
    tamper("DELETE FROM audit_node WHERE log = 'ledger'")
    tree, nodes = merkle.Frontier(), []
    for row in LedgerEntry.objects.using(using).order_by("number"):
        raw = Raw(
            number=row.number,
            at=row.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            kind=row.kind,
            actor_kind=row.actor_kind,
            actor=row.actor,
            office=row.office,
            basis=row.basis,
            about=row.about,
            facts=row.facts,
        )
        nodes += tree.add(raw.leaf())
    Node.objects.bulk_create(Node(log="ledger", level=at.level, place=at.place, hash=value) for at, value in nodes)
    return tree


def found(log_="ledger", outside=()):
    report = whole.examine(log_, outside=outside)
    return report.fault and (report.fault.number, report.fault.code)


def test_a_ledger_that_nobody_touched_is_whole(ledger):
    report = whole.examine("ledger", outside=[ledger])
    assert (report.fault, report.leaves, report.checkpoints) == (None, 20, 2)
    assert report.root == log.root("ledger", 20)


def test_an_empty_ledger_is_whole_with_and_without_a_checkpoint():
    assert found() is None
    signed = log.checkpoint("ledger", at=AT)
    assert found(outside=[signed.note]) is None


def test_progress_is_told_to_the_end(ledger):
    told = []
    whole.examine("ledger", progress=lambda done, of: told.append((done, of)))
    assert told == [(8, 20), (16, 20), (20, 20)]


@pytest.mark.parametrize(
    "change",
    [
        """facts = '{"n": "8"}'""",
        """facts = '{"n": 7}'""",
        """facts = '{"n": "7", "m": ""}'""",
        "at = at - interval '1 day'",
        "at = at + interval '1 microsecond'",
        "at = 'infinity'",
        "kind = 'register_searched'",
        "kind = 'nothing of the kind'",
        "actor = 'clerk-8'",
        "actor_kind = 'system'",
        "office = ''",
        "basis = 'QB-8'",
        "about = repeat('0', 32)",
    ],
)
def test_a_changed_entry_is_named(ledger, change):
    tamper(f"UPDATE audit_ledgerentry SET {change} WHERE number = 7")
    assert found() == (7, "changed")


def test_a_changed_last_entry_is_named_although_nothing_stands_above_it(ledger):
    written(1, 21)
    tamper("UPDATE audit_ledgerentry SET basis = 'QB-0' WHERE number = 21")
    assert found() == (21, "differs")


def test_a_deleted_entry_is_named(ledger):
    tamper("DELETE FROM audit_ledgerentry WHERE number = 11")
    assert found() == (11, "missing")


def test_two_swapped_entries_are_found_at_the_first(ledger):
    tamper(
        "ALTER TABLE audit_ledgerentry DROP CONSTRAINT ledger_numbers_from_one",
        "UPDATE audit_ledgerentry SET number = -5 WHERE number = 5",
        "UPDATE audit_ledgerentry SET number = 5 WHERE number = 6",
        "UPDATE audit_ledgerentry SET number = 6 WHERE number = -5",
    )
    assert found() == (5, "changed")


def test_swapped_entries_with_their_leaves_show_in_the_tree_above(ledger):
    tamper(
        "ALTER TABLE audit_ledgerentry DROP CONSTRAINT ledger_numbers_from_one",
        "UPDATE audit_ledgerentry SET number = -5 WHERE number = 5",
        "UPDATE audit_ledgerentry SET number = 5 WHERE number = 6",
        "UPDATE audit_ledgerentry SET number = 6 WHERE number = -5",
    )
    for row in LedgerEntry.objects.filter(number__in=[5, 6]):
        entry = services.queries.entry_of(row)
        tamper(
            f"""UPDATE audit_node SET hash = '\\x{entry.raw().leaf().hex()}'
                WHERE log = 'ledger' AND level = 0 AND place = {row.number - 1}"""
        )
    assert found() == (6, "node_changed")


def test_an_entry_smuggled_in_at_the_end_is_named(ledger):
    tamper(
        """INSERT INTO audit_ledgerentry (number, at, kind, actor_kind, actor, office, basis, about, facts)
           SELECT 21, at, kind, actor_kind, actor, office, basis, about, facts FROM audit_ledgerentry WHERE number = 20"""
    )
    assert found() == (21, "no_leaf")


def test_an_entry_before_the_first_is_named(ledger):
    tamper(
        "ALTER TABLE audit_ledgerentry DROP CONSTRAINT ledger_numbers_from_one",
        """INSERT INTO audit_ledgerentry (number, at, kind, actor_kind, actor, office, basis, about, facts)
           SELECT 0, at, kind, actor_kind, actor, office, basis, about, facts FROM audit_ledgerentry WHERE number = 1""",
    )
    assert found() == (0, "no_leaf")


def test_a_tail_cut_off_without_its_leaves_is_named(ledger):
    tamper("DELETE FROM audit_ledgerentry WHERE number > 17")
    assert found() == (18, "missing")


def cut_off(after):
    tamper(f"DELETE FROM audit_ledgerentry WHERE number > {after}")
    written_anew()


def test_a_tail_cut_off_with_its_tree_shows_at_the_stored_checkpoint(ledger):
    cut_off(6)
    assert found() == (7, "cut_off")


def test_a_tail_cut_off_with_its_tree_and_checkpoints_shows_at_the_one_kept_outside(ledger):
    tamper("DELETE FROM audit_signedcheckpoint")
    cut_off(6)
    assert found() is None
    assert found(outside=[ledger]) == (7, "cut_off")
    report = whole.examine("ledger", outside=[ledger])
    assert "a checkpoint from outside proves that there were 15" in report.fault.en


def test_a_ledger_emptied_altogether_shows_at_a_checkpoint(ledger):
    tamper("DELETE FROM audit_ledgerentry", "DELETE FROM audit_node")
    assert found() == (1, "cut_off")


@pytest.mark.parametrize(
    ("where", "fault"),
    [
        ("level = 0 AND place = 2", (3, "leaf_changed")),
        ("level = 1 AND place = 1", (4, "node_changed")),
        ("level = 3 AND place = 1", (16, "node_changed")),
        ("level = 4 AND place = 0", (16, "node_changed")),
        ("level = 0 AND place = 19", (20, "leaf_changed")),
    ],
)
def test_a_changed_node_is_named(ledger, where, fault):
    tamper(f"UPDATE audit_node SET hash = set_byte(hash, 0, get_byte(hash, 0) # 1) WHERE log = 'ledger' AND {where}")
    assert found() == fault


@pytest.mark.parametrize(
    ("where", "fault"),
    [("level = 0 AND place = 2", (3, "no_leaf")), ("level = 2 AND place = 1", (8, "node_missing"))],
)
def test_a_missing_node_is_named(ledger, where, fault):
    tamper(f"DELETE FROM audit_node WHERE log = 'ledger' AND {where}")
    assert found() == fault


@pytest.mark.parametrize(("level", "place", "number"), [(0, 25, 26), (3, 2, 17), (1, 10, 21), (40, 0, 1)])
def test_a_node_that_stands_above_nothing_is_named(ledger, level, place, number):
    tamper(f"INSERT INTO audit_node (log, level, place, hash) VALUES ('ledger', {level}, {place}, sha256('x'))")
    assert found() == (number, "node_extra")


def test_a_ledger_written_anew_shows_at_the_next_checkpoint(ledger):
    tamper("UPDATE audit_ledgerentry SET actor = 'clerk-8' WHERE number = 3")
    written_anew()
    assert found() == (1, "rewritten")


def test_a_ledger_written_anew_after_the_last_stored_checkpoint_shows_at_the_one_kept_outside(ledger):
    tamper("UPDATE audit_ledgerentry SET actor = 'clerk-8' WHERE number = 12")
    written_anew()
    assert found() is None
    assert found(outside=[ledger]) == (9, "rewritten")
    report = whole.examine("ledger", outside=[ledger])
    assert report.fault.en.startswith("entry 9 or one after it, up to 15, was rewritten")


def test_a_deleted_entry_with_all_after_it_renumbered_and_written_anew_is_found(ledger):
    tamper(
        "DELETE FROM audit_ledgerentry WHERE number = 4",
        "UPDATE audit_ledgerentry SET number = -number WHERE false",
        "ALTER TABLE audit_ledgerentry DROP CONSTRAINT ledger_numbers_from_one",
        "UPDATE audit_ledgerentry SET number = -number WHERE number > 4",
        "UPDATE audit_ledgerentry SET number = -number - 1 WHERE number < 0",
    )
    written_anew()
    assert found() == (1, "rewritten")


def test_a_stored_checkpoint_signed_anew_with_the_stolen_key_still_contradicts_the_one_kept_outside(ledger):
    tamper("UPDATE audit_ledgerentry SET actor = 'clerk-8' WHERE number = 3", "DELETE FROM audit_signedcheckpoint")
    written_anew()
    log.checkpoint("ledger", at=AT)
    assert found() is None
    assert found(outside=[ledger]) == (1, "rewritten")


@pytest.mark.parametrize(
    "change",
    [
        "note = replace(note, E'\\n8\\n', E'\\n9\\n')",
        "root = sha256('x')",
        "note = 'nothing'",
    ],
)
def test_a_changed_checkpoint_is_named(ledger, change):
    tamper(f"UPDATE audit_signedcheckpoint SET {change}")
    assert found() == (8, "checkpoint_changed")


def test_a_checkpoint_moved_to_another_size_is_named(ledger):
    tamper("UPDATE audit_signedcheckpoint SET size = 12")
    assert found() == (12, "checkpoint_changed")


def test_a_checkpoint_forged_with_another_key_is_named(ledger):
    forger = SigningKey.make("qingbai.local/ledger")
    note = sign_checkpoint(Checkpoint(forger.name, 8, log.root("ledger", 8)), forger)
    tamper(f"UPDATE audit_signedcheckpoint SET note = '{note}'")
    assert found() == (8, "checkpoint_changed")


def test_a_checkpoint_from_outside_that_this_log_did_not_sign_is_no_proof(ledger):
    forger = SigningKey.make("qingbai.local/ledger")
    forged = sign_checkpoint(Checkpoint(forger.name, 15, log.root("ledger", 15)), forger)
    for unusable in (forged, "nothing", ledger.replace("15", "16")):
        with pytest.raises(whole.CheckpointUnusable, match="cannot be used"):
            whole.examine("ledger", outside=[unusable])


def test_checkpoints_from_outside_find_their_log(ledger):
    papers = log.checkpoint("certificates", at=AT).note
    assert whole.by_log([papers, ledger], "default") == {"ledger": [ledger], "certificates": [papers]}
    with pytest.raises(whole.CheckpointUnusable, match="'elsewhere' is about none of the logs here"):
        whole.by_log(["elsewhere\n1\n"], "default")


def test_without_the_public_key_the_checkpoints_are_not_passed_over(ledger):
    keys.public_file("ledger", "default").unlink()
    with pytest.raises(keys.KeyMissing, match="there is no key at"):
        whole.examine("ledger")


def test_a_fault_says_what_is_wrong_and_what_to_do_in_both_languages(ledger):
    tamper("DELETE FROM audit_ledgerentry WHERE number = 11")
    fault = whole.examine("ledger").fault
    assert (fault.en, fault.zh) == ("entry 11 is missing", "第11条缺失")
    assert "Change nothing" in whole.REMEDY[0]
    assert "请勿改动" in whole.REMEDY[1]


@pytest.fixture
def papers():
    log.append(log="certificates", leaves=[secrets.token_bytes(32) for _ in range(20)])
    return log.checkpoint("certificates", at=AT).note


def test_the_log_of_papers_is_walked_the_same_way(papers):
    assert found("certificates", [papers]) is None
    tamper("UPDATE audit_node SET data = set_byte(data, 5, get_byte(data, 5) # 1) WHERE level = 0 AND place = 9")
    assert found("certificates") == (10, "changed")


def test_a_paper_s_leaf_taken_out_of_the_log_is_named(papers):
    tamper("DELETE FROM audit_node WHERE level = 0 AND place = 9")
    assert found("certificates") == (10, "missing")


def test_a_paper_s_leaf_without_content_is_named(papers):
    tamper("UPDATE audit_node SET data = NULL WHERE level = 0 AND place = 9")
    assert found("certificates") == (10, "changed")


@pytest.mark.django_db(databases=["default", "vault"])
def test_a_round_signs_the_ledgers_of_both_databases():
    written(2)
    jobs.go_round(at=AT + timedelta(minutes=2))
    jobs.go_round(at=AT + timedelta(minutes=2))
    for using in ("default", "vault"):
        report = whole.examine("ledger", using=using)
        assert (report.fault, report.checkpoints) == (None, 1)


@pytest.mark.django_db(transaction=True)
def test_acts_go_on_while_a_walk_is_under_way_and_raise_no_alarm():
    with transaction.atomic():
        written(10)
    log.checkpoint("ledger", at=AT)

    def act():
        with transaction.atomic():
            written(3, 11)
        log.checkpoint("ledger", at=AT)
        connections["default"].close()

    def meanwhile(done, of):
        if done == 8:
            thread = threading.Thread(target=act)
            thread.start()
            thread.join()

    report = whole.examine("ledger", progress=meanwhile)
    assert (report.fault, report.leaves, report.checkpoints) == (None, 10, 1)
    report = whole.examine("ledger")
    assert (report.fault, report.leaves, report.checkpoints) == (None, 13, 2)
