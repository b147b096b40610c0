"""The Merkle logs in the database: every leaf provable, every checkpoint signed, growth that tells nothing."""

import secrets
import stat
import threading
from datetime import UTC, datetime

import pytest
from django.db import connections, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from qingbai.audit import keys, log, merkle, services
from qingbai.audit.actors import SYSTEM
from qingbai.audit.events import EventKind
from qingbai.audit.models import LedgerEntry, Node, SignedCheckpoint
from qingbai.audit.nodes import LogDamaged, OutsideTransaction
from qingbai.audit.note import InvalidNote, open_checkpoint

AT = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.LOG_KEYS = tmp_path / "keys"
    return settings.LOG_KEYS


def leaves(count):
    return [secrets.token_bytes(32) for _ in range(count)]


@pytest.mark.django_db
@hypothesis_settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.lists(st.integers(0, 9), max_size=6), st.data())
def test_whatever_was_appended_together_every_leaf_and_every_earlier_log_is_proved(batches, data):
    name = f"test-{secrets.token_hex(4)}"
    tree, held, roots = merkle.Frontier(), [], [merkle.EMPTY]
    for batch in batches:
        new = leaves(batch)
        placed = log.append(log=name, leaves=new)
        assert placed == log.Placed(len(held), len(held) + batch)
        held += new
        for leaf in new:
            tree.add(merkle.leaf_hash(leaf))
            roots.append(tree.root())
    size = len(held)
    assert log.size(name) == size
    assert [log.root(name, n) for n in range(size + 1)] == roots
    if not size:
        return
    index = data.draw(st.integers(0, size - 1))
    within = data.draw(st.integers(index + 1, size))
    merkle.check_inclusion(
        index=index,
        size=within,
        leaf=merkle.leaf_hash(held[index]),
        proof=log.inclusion(name, index, within),
        root=roots[within],
    )
    merkle.check_consistency(
        old=within,
        new=size,
        old_root=roots[within],
        new_root=roots[size],
        proof=log.consistency(name, within, size),
    )


@pytest.mark.django_db
def test_a_leaf_can_be_read_back_by_who_watches_the_log():
    new = leaves(3)
    log.append(log="certificates", leaves=new)
    rows = Node.objects.filter(log="certificates", level=0).order_by("place")
    assert [bytes(row.data) for row in rows] == new
    assert [bytes(row.hash) for row in rows] == [merkle.leaf_hash(leaf) for leaf in new]
    assert Node.objects.filter(log="certificates", level__gt=0, data__isnull=False).count() == 0


@pytest.mark.django_db
def test_a_proof_reads_few_rows_in_a_fixed_number_of_queries():
    log.append(log="certificates", leaves=leaves(1000))
    with CaptureQueriesContext(connections["default"]) as queries:
        log.inclusion("certificates", 617, 1000)
    assert len(queries) == 1
    with CaptureQueriesContext(connections["default"]) as queries:
        log.checkpoint("certificates", at=AT)
    assert len(queries) == 3  # the third only because the log signs for the first time and its key is made
    with CaptureQueriesContext(connections["default"]) as queries:
        log.append(log="certificates", leaves=leaves(1))
    assert len(queries) == 2
    with CaptureQueriesContext(connections["default"]) as queries:
        log.enter(log="certificates", leaf=leaves(1)[0], at=AT)
    assert len(queries) == 3


@pytest.mark.django_db
def test_a_leaf_that_enters_is_proved_and_signed_as_if_it_had_been_asked_for_one_by_one():
    for before in range(9):
        [leaf] = leaves(1)
        entered = log.enter(log="certificates", leaf=leaf, at=AT)
        assert entered.index == before
        assert entered.proof == log.inclusion("certificates", before, before + 1)
        assert entered.signed == log.checkpoint("certificates", at=AT)
        assert entered.signed.root == log.root("certificates", before + 1)


@pytest.mark.django_db
def test_leaves_that_enter_together_are_proved_against_one_checkpoint_that_holds_all_of_them():
    for before, many in ((0, 3), (3, 1), (4, 7), (11, 64)):
        together = log.enter_all(log="certificates", leaves=leaves(many), at=AT)
        [signed] = {one.signed for one in together}
        assert signed == log.checkpoint("certificates", at=AT)
        assert signed.size == before + many
        for index, one in enumerate(together, before):
            assert (one.index, one.proof) == (index, log.inclusion("certificates", index, before + many))
    assert log.enter_all(log="certificates", leaves=[], at=AT) == ()


@pytest.mark.django_db
def test_a_leaf_that_would_tell_itself_apart_does_not_enter():
    with pytest.raises(ValueError, match="32 bytes"):
        log.enter(log="certificates", leaf=b"short", at=AT)
    with pytest.raises(ValueError, match="ledger"):
        log.enter(log="ledger", leaf=leaves(1)[0], at=AT)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_appended_outside_a_transaction():
    with pytest.raises(OutsideTransaction, match="outside a transaction"):
        log.append(log="certificates", leaves=leaves(1))
    assert Node.objects.count() == 0


@pytest.mark.django_db
def test_leaves_that_would_tell_themselves_apart_are_refused():
    with pytest.raises(ValueError, match="32 bytes, not 31"):
        log.append(log="certificates", leaves=[*leaves(1), b"x" * 31])
    with pytest.raises(ValueError, match=r"use audit\.services\.record"):
        log.append(log="ledger", leaves=leaves(1))
    assert Node.objects.count() == 0


@pytest.mark.django_db
def test_a_proof_about_leaves_that_are_not_there_is_refused():
    log.append(log="certificates", leaves=leaves(3))
    for wrong in (
        lambda: log.inclusion("certificates", 3, 3),
        lambda: log.inclusion("certificates", 0, 4),
        lambda: log.inclusion("certificates", 3, 4),
        lambda: log.consistency("certificates", 4, 4),
        lambda: log.consistency("certificates", 2, 4),
        lambda: log.consistency("certificates", 0, 3),
        lambda: log.root("certificates", 4),
    ):
        with pytest.raises(ValueError, match=r"log|proof"):
            wrong()


@pytest.mark.django_db
def test_a_log_whose_nodes_are_gone_is_not_continued():
    log.append(log="certificates", leaves=leaves(6))
    with connections["default"].cursor() as cursor:
        cursor.execute("ALTER TABLE audit_node DISABLE TRIGGER ALL")
        cursor.execute("DELETE FROM audit_node WHERE (level, place) = (1, 0)")
        with pytest.raises(LogDamaged, match="1 nodes of the log 'certificates' are missing"):
            log.inclusion("certificates", 2, 6)
        cursor.execute("DELETE FROM audit_node WHERE level = 2")
        with pytest.raises(LogDamaged, match="right edge"):
            log.append(log="certificates", leaves=leaves(1))


@pytest.mark.django_db
def test_a_checkpoint_is_signed_kept_and_never_signed_twice():
    log.append(log="certificates", leaves=leaves(3))
    signed = log.checkpoint("certificates", at=AT)
    head = open_checkpoint(signed.note, keys.verifier_key("certificates", "default"))
    assert (head.origin, head.size, head.root) == ("qingbai.local/certificates", 3, log.root("certificates", 3))
    assert (signed.size, signed.root, str(signed)) == (3, head.root, signed.note)
    assert log.checkpoint("certificates", at=AT) == signed
    log.append(log="certificates", leaves=leaves(1))
    assert log.checkpoint("certificates", at=AT).size == 4
    assert list(SignedCheckpoint.objects.order_by("size").values_list("size", "at")) == [(3, AT), (4, AT)]


@pytest.mark.django_db
def test_a_log_that_was_rewritten_does_not_sign_against_its_own_word():
    log.append(log="certificates", leaves=leaves(2))
    log.checkpoint("certificates", at=AT)
    with connections["default"].cursor() as cursor:
        cursor.execute("ALTER TABLE audit_node DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_node SET hash = sha256('x') WHERE level = 1")
    with pytest.raises(LogDamaged, match="another root than when its size 2 was signed"):
        log.checkpoint("certificates", at=AT)


@pytest.mark.django_db(databases=["default", "vault"])
def test_every_log_of_every_database_has_a_key_of_its_own(folder):
    notes = {log.checkpoint("ledger", using="default").note, log.checkpoint("ledger", using="vault").note}
    assert {note.split("\n")[0] for note in notes} == {"qingbai.local/ledger", "qingbai.local/vault/ledger"}
    services.ensure_keys(by=SYSTEM, at=AT)
    services.ensure_keys(by=SYSTEM, at=AT, using="vault")
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.key"))
    assert names == ["certificates.key", "ledger.key", "vault/ledger.key"]
    public = [path.read_text() for path in folder.rglob("*.pub")]
    assert len(set(public)) == 3
    with pytest.raises(InvalidNote):
        open_checkpoint(log.checkpoint("ledger", using="vault").note, keys.verifier_key("ledger", "default"))


@pytest.mark.django_db
def test_private_keys_are_readable_to_their_owner_only(folder):
    services.ensure_keys(by=SYSTEM, at=AT)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for path in folder.rglob("*.key"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for path in folder.rglob("*.pub"):
        assert "PRIVATE" not in path.read_text()
    assert sorted(path.name for path in folder.iterdir()) == [
        "certificates.key",
        "certificates.pub",
        "ledger.key",
        "ledger.pub",
    ]


@pytest.mark.django_db
def test_keys_are_made_once_and_the_making_is_on_the_ledger():
    first = services.ensure_keys(by=SYSTEM, at=AT)
    assert services.ensure_keys(by=SYSTEM, at=AT) == first
    made = LedgerEntry.objects.filter(kind=EventKind.KEYS_MADE).order_by("number")
    assert [row.facts["key"] for row in made] == list(first)


@pytest.mark.django_db
def test_a_lost_key_is_reported_and_not_replaced(folder):
    log.append(log="certificates", leaves=leaves(1))
    log.checkpoint("certificates", at=AT)
    (folder / "certificates.key").unlink()
    log.append(log="certificates", leaves=leaves(1))
    with pytest.raises(keys.KeyMissing, match="put it back from the backup"):
        log.checkpoint("certificates", at=AT)
    with pytest.raises(keys.KeyMissing, match="put it back from the backup"):
        services.ensure_keys(by=SYSTEM, at=AT)


@pytest.mark.django_db
def test_an_altered_key_is_reported(folder):
    services.ensure_keys(by=SYSTEM, at=AT)
    path = folder / "ledger.key"
    path.write_text(path.read_text().replace("qingbai.local", "elsewhere"))
    with pytest.raises(keys.KeyMissing, match="cannot be used: the private key and its id do not belong together"):
        log.checkpoint("ledger", at=AT)
    with pytest.raises(keys.KeyMissing, match="there is no key at"):
        keys.verifier_key("another", "default")


def test_two_processes_that_make_the_same_key_at_once_end_with_one(folder):
    folder.mkdir(parents=True)
    start = threading.Barrier(8)

    def work():
        start.wait()
        keys._write_new(folder / "x.key", f"{threading.get_ident()}\n", 0o600)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [path.name for path in folder.iterdir()] == ["x.key"]
    assert len((folder / "x.key").read_text().splitlines()) == 1


@pytest.mark.django_db
def test_dummies_fill_the_log_up_and_no_further():
    log.append(log="certificates", leaves=leaves(3))
    assert log.pad(log="certificates", upto=8) == log.Placed(3, 8)
    assert log.pad(log="certificates", upto=8) == log.Placed(8, 8)
    assert log.pad(log="certificates", upto=5) == log.Placed(8, 8)
    data = [bytes(row.data) for row in Node.objects.filter(log="certificates", level=0)]
    assert {len(leaf) for leaf in data} == {32}
    assert len(set(data)) == 8


@pytest.mark.django_db(transaction=True)
def test_padding_waits_for_an_issue_under_way_and_counts_its_leaf():
    holds, done = threading.Event(), []

    def pad():
        holds.wait()
        done.append(log.pad(log="certificates", upto=4))
        connections["default"].close()

    thread = threading.Thread(target=pad)
    thread.start()
    with transaction.atomic():
        log.append(log="certificates", leaves=leaves(1))
        holds.set()
        thread.join(0.3)
        assert done == []
    thread.join()
    assert done == [log.Placed(1, 4)]
