"""The ledger: every act one entry, in the act's own transaction, numbered without gaps, and no word about anybody."""

import dataclasses
import hashlib
import json
import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import IntegrityError, connections, transaction

import cast
from qingbai.audit import log, merkle, queries, services
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.audit.models import LedgerEntry, Node
from qingbai.audit.services import EntryRefused, OutsideTransaction

CLERK = Actor(ActorKind.OFFICER, "clerk-7", "100101-hy", "clerk")
AUDITOR = Actor(ActorKind.OFFICER, "clerk-7", "100101-hy", "auditor")
APPLICANT = Actor(ActorKind.APPLICANT, "QB20240506-ABCDEFGH")
AT = datetime(2024, 5, 6, 7, 8, 9, 10, tzinfo=UTC)


def record(**changes):
    whole = {
        "kind": EventKind.REGISTER_SEARCHED,
        "by": CLERK,
        "at": AT,
        "basis": "QB20240506-ABCDEFGH",
        "facts": {"candidates": "0"},
    }
    return services.record(**{**whole, **changes})


@pytest.mark.django_db
def test_an_entry_is_numbered_kept_and_hashed_from_its_canonical_bytes():
    about = services.fingerprint(cast.CLEAN.number)
    first = record(about=about, facts={"office": "演示市公安局清河分局河沿派出所", "candidates": "0"})
    second = record()
    assert (first.number, second.number) == (1, 2)
    canonical = (
        f'{{"about":"{about}","at":"2024-05-06T07:08:09.000010Z","basis":"QB20240506-ABCDEFGH",'
        '"by":{"id":"clerk-7","kind":"officer","office":"100101-hy"},'
        '"facts":{"candidates":"0","office":"演示市公安局清河分局河沿派出所"},'
        '"kind":"register_searched","number":1,"v":1}'
    ).encode()
    leaf = Node.objects.get(log="ledger", level=0, place=0)
    assert bytes(leaf.hash) == hashlib.sha256(b"\x00" + canonical).digest()
    assert LedgerEntry.objects.count() == 2
    assert log.size("ledger") == 2
    assert log.root("ledger", 2) == merkle.node_hash(first.raw().leaf(), second.raw().leaf())


@pytest.mark.django_db
def test_an_entry_read_back_has_the_leaf_it_was_written_with():
    cst = timezone(timedelta(hours=8))
    written = record(at=datetime(2024, 2, 29, 23, 59, 59, 999999, tzinfo=cst), facts={"text": 'a"\\/ é \u2028 😀'})
    [read] = queries.entries(viewer=AUDITOR, purpose="audit 1")
    assert read.raw().leaf() == written.raw().leaf()
    assert read.at == written.at


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_the_transaction_of_its_act_is_refused():
    with pytest.raises(OutsideTransaction, match="kept together or not at all"):
        record()
    assert LedgerEntry.objects.count() == 0


def failing_act():
    with transaction.atomic():
        record()
        record()
        raise ZeroDivisionError


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_no_entry_and_no_gap():
    with transaction.atomic():
        record()
    with pytest.raises(ZeroDivisionError):
        failing_act()
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError):
            failing_act()
        assert record().number == 2
    assert list(LedgerEntry.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert log.size("ledger") == 2


@pytest.mark.django_db(transaction=True)
def test_acts_at_the_same_moment_get_numbers_without_gaps_and_one_tree():
    failures = []

    def work(worker):
        try:
            for i in range(12):
                with transaction.atomic():
                    if i % 3 == 0:
                        log.append(log="certificates", leaves=[hashlib.sha256(f"{worker} {i}".encode()).digest()])
                    record(by=Actor(ActorKind.OFFICER, f"clerk-{worker}"), facts={"i": str(i)})
        except Exception as failure:  # noqa: BLE001
            failures.append(failure)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=work, args=[worker]) for worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    found = queries.entries(viewer=AUDITOR, purpose="audit 1", limit=1000)
    assert [entry.number for entry in found] == list(range(1, 49))
    tree = merkle.Frontier()
    for entry in found:
        tree.add(entry.raw().leaf())
    assert log.root("ledger", 48) == tree.root()
    assert log.size("certificates") == 16


@pytest.mark.django_db(databases=["default", "vault"])
def test_each_database_keeps_a_ledger_of_its_own():
    record()
    record(using="vault", kind=EventKind.RECORD_SEALED)
    [here] = queries.entries(viewer=AUDITOR, purpose="audit 1")
    [there] = queries.entries(viewer=AUDITOR, purpose="audit 1", using="vault")
    assert (here.number, here.kind) == (1, EventKind.REGISTER_SEARCHED)
    assert (there.number, there.kind) == (1, EventKind.RECORD_SEALED)
    assert services.fingerprint(cast.SEALED.number) != services.fingerprint(cast.SEALED.number, using="vault")


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [kind for kind in EventKind if kind.in_vault])
def test_an_entry_that_tells_of_a_seal_is_refused_in_the_register(kind):
    with pytest.raises(EntryRefused, match="vault's own ledger only"):
        record(kind=kind)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"about": cast.CLEAN.number}, "not a fingerprint"),
        ({"about": cast.CLEAN.name}, "not a fingerprint"),
        ({"at": AT.replace(tzinfo=None)}, "no time zone"),
        ({"basis": " "}, "'basis' is empty"),
        ({"basis": f"看看 {cast.CLEAN.number}"}, "'basis' holds what looks like a resident number"),
        ({"facts": {"who": cast.CLEAN.number.lower()}}, "'who' holds what looks like a resident number"),
        ({"facts": {"who": f"号码{cast.CLEAN.number}，"}}, "'who' holds what looks like a resident number"),
        ({"facts": {"Who": "x"}}, "'Who' is no name of a fact"),
        ({"facts": {"who": "x" * 301}}, "longer than 300"),
        ({"facts": {"who": "a\x00b"}}, "control characters"),
        ({"facts": {"who": "\ud800"}}, "control characters"),
        ({"facts": {"who": 7}}, "is not text"),
        ({"facts": {f"fact_{i}": "x" for i in range(25)}}, "25 facts are more than 24"),
    ],
)
def test_an_entry_that_may_not_stand_there_is_refused_with_the_reason(changes, why):
    with pytest.raises(EntryRefused, match=why):
        record(**changes)
    assert LedgerEntry.objects.count() == 0


@pytest.mark.django_db
def test_all_that_is_wrong_with_an_entry_is_said_at_once():
    with pytest.raises(EntryRefused) as refused:
        record(about="林清和", basis="", facts={"who": cast.CLEAN.number})
    assert len(refused.value.faults) == 3


def test_a_digest_with_many_digits_is_no_resident_number():
    assert services._text_faults("digest", "a100101199405120241b" * 3) == []


def test_a_fingerprint_tells_nothing_and_finds_the_same_person_however_the_number_was_typed(settings):
    settings.AUDIT_KEYS = {"default": "one key"}
    found = services.fingerprint("10010119940512024x")
    assert found == services.fingerprint("  １００１０１19940512024X ")
    assert found != services.fingerprint("100101199405120251")
    assert len(found) == 32
    assert "1994" not in found
    settings.AUDIT_KEYS = {"default": "another key"}
    assert services.fingerprint("10010119940512024X") != found
    with pytest.raises(ValueError, match="leave 'about' empty"):
        services.fingerprint("  ")


@pytest.mark.django_db
def test_who_reads_the_ledger_is_on_it():
    record()
    seen = services.read(by=AUDITOR, at=AT, basis="audit 2024-1")
    assert [entry.number for entry in seen] == [1]
    again = services.read(by=AUDITOR, at=AT, basis="audit 2024-1", after=1)
    assert [entry.kind for entry in again] == [EventKind.LEDGER_READ]
    assert again[0].facts == {"after": "0", "seen": "1"}


@pytest.mark.django_db
def test_a_person_s_own_part_of_the_ledger_is_found_by_the_fingerprint_alone():
    mine, other = (services.fingerprint(person.number) for person in (cast.CLEAN, cast.EXEMPTED))
    record(about=mine)
    record(about=other)
    record()
    record(about=mine, kind=EventKind.INQUIRY_DECIDED)
    found = queries.about(mine, viewer=APPLICANT, purpose="own access")
    assert [entry.number for entry in found] == [1, 4]
    assert [e.number for e in queries.entries(viewer=AUDITOR, purpose="x", kinds=[EventKind.INQUIRY_DECIDED])] == [4]
    assert [e.number for e in queries.entries(viewer=AUDITOR, purpose="x", basis="QB20240506-ABCDEFGH", limit=2)] == [
        1,
        2,
    ]


@pytest.mark.django_db
def test_strangers_see_nothing_of_the_ledger_and_applicants_nothing_about_others():
    for kind in (ActorKind.VISITOR, ActorKind.SENDER, ActorKind.APPLICANT):
        with pytest.raises(queries.NotForYou):
            queries.entries(viewer=Actor(kind, "someone"), purpose="curious")
    with pytest.raises(queries.NotForYou):
        queries.about("0" * 32, viewer=Actor(ActorKind.VISITOR, "someone"), purpose="curious")
    with pytest.raises(ValueError, match="a purpose is needed"):
        queries.entries(viewer=AUDITOR, purpose=" ")
    with pytest.raises(ValueError, match="whom about"):
        queries.about("", viewer=APPLICANT, purpose="own access")


def test_every_kind_says_what_it_records_and_what_becomes_of_the_person_in_it():
    for kind in EventKind:
        assert kind.term, kind
        assert kind.records, kind
        assert kind.personal, kind
    assert len({kind.term for kind in EventKind}) == len(EventKind)


def test_an_entry_is_frozen_to_the_last_fact():
    entry = queries.entry_of(
        LedgerEntry(number=1, at=AT, kind="inquiry_read", actor_kind="system", actor="x", basis="y", facts={"a": "b"})
    )
    with pytest.raises(TypeError):
        entry.facts["a"] = "c"
    with pytest.raises(dataclasses.FrozenInstanceError):
        entry.number = 2


def test_nobody_s_act_cannot_be_recorded():
    with pytest.raises(ValueError, match="an actor needs an id"):
        Actor(ActorKind.OFFICER, "")


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["audit_ledgerentry", "audit_node", "audit_signedcheckpoint"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET log = log", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_database_refuses_to_rewrite_evidence(table, statement):
    record()
    log.checkpoint("ledger", at=AT)
    if table == "audit_ledgerentry":
        statement = statement.replace("log = log", "kind = kind")
    with (
        connections["default"].cursor() as cursor,
        pytest.raises(IntegrityError, match=f"refused: {table} is evidence and append-only"),
    ):
        cursor.execute(statement.format(table))


@pytest.mark.django_db
def test_the_refusal_is_not_silenced_by_the_setting_that_silences_ordinary_triggers():
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT tgenabled FROM pg_trigger WHERE tgname LIKE 'evidence_is_append_only%%'", [])
        modes = [mode for (mode,) in cursor.fetchall()]
    assert len(modes) >= 6
    assert set(modes) == {"A"}


@pytest.mark.django_db
def test_facts_are_kept_as_they_were_given():
    record(by=SYSTEM, facts={"b": "2", "a": ""})
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT facts::text FROM audit_ledgerentry")
        assert json.loads(cursor.fetchone()[0]) == {"a": "", "b": "2"}


def each(*about: str) -> int:
    return services.record_each(
        kind=EventKind.REGISTER_SEARCHED, by=CLERK, at=AT, basis="DW20240506-ABCDEFGH", about=about, facts={"rows": "3"}
    )


@pytest.mark.django_db
def test_an_act_about_many_people_stands_under_the_fingerprint_of_each_as_if_recorded_for_each_alone():
    record()
    people = [services.fingerprint(one.number) for one in (cast.CLEAN, cast.ON_RECORD, cast.EXEMPTED)]
    assert each(*people) == 3
    assert each() == 0
    last = record(about=people[0])
    assert last.number == 5
    leaves = [entry.raw().leaf() for entry in queries.entries(viewer=AUDITOR, purpose="audit 1")]
    assert log.size("ledger") == 5
    edge = merkle.Frontier()
    for leaf in leaves:
        edge.add(leaf)
    assert log.root("ledger", 5) == edge.root()
    found = queries.entries(viewer=AUDITOR, purpose="audit 1", about=people[1])
    assert [(one.basis, one.facts["rows"]) for one in found] == [("DW20240506-ABCDEFGH", "3")]


@pytest.mark.django_db
@pytest.mark.parametrize("about", [[""], [cast.CLEAN.number]])
def test_an_act_about_many_people_names_none_of_them_otherwise(about):
    with pytest.raises(EntryRefused):
        each(*about)
    assert LedgerEntry.objects.count() == 0
