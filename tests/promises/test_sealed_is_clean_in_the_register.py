"""Promise 1, the register's half: a sealed entry leaves the register's database as it was, byte for byte.

The same is done with an open entry, where everything must differ: so each comparison below is shown able to fail.
"""

import hashlib
from dataclasses import dataclass

import pytest
from django.db import connections

import cast
from dumps import dump
from qingbai.law.terms import DocumentKind, Sex
from qingbai.matching.persons import Document, Person
from qingbai.registers import queries
from registering import CLERK, NOTICES, PURPOSE, demo, notice_of_two, receive

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "vault"])
SEALED = [cast.SEALED, cast.BOTH_SIDES_OF_18]


@dataclass(frozen=True)
class Seen:
    """Everything that somebody with the whole database in hand can see of it."""

    rows: dict[str, int]
    inserted: dict[str, int]
    sequences: dict[str, object]
    content: str
    sizes: dict[str, int]


def look() -> Seen:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_user_tables")
        inserted = dict(cursor.fetchall())
        cursor.execute("SELECT relname, pg_relation_size(relid) FROM pg_stat_user_tables")
        sizes = dict(cursor.fetchall())
        rows = {table: cursor.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in inserted}
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences")
        sequences = dict(cursor.fetchall())
    return Seen(rows, inserted, sequences, dump("default"), sizes)


@pytest.mark.parametrize("name", ["shen-xiaodu", "tang-bozhou"])
def test_a_sealed_entry_leaves_the_register_as_it_was(name: str):
    receive(demo("wu-tongyu"))
    before = look()
    receive(demo(name))
    receive(demo(name))
    assert look() == before


@pytest.mark.parametrize("name", ["zhao-shidi", "meng-chuanbai"])
def test_an_open_entry_does_not(name: str):
    receive(demo("wu-tongyu"))
    before = look()
    receive(demo(name))
    after = look()
    assert after.rows != before.rows
    assert after.inserted != before.inserted
    assert after.content != before.content


def traces(person: cast.Person) -> list[str]:
    """Whatever tells of a sealed person, his document or his case."""
    notice = demo({cast.SEALED: "shen-xiaodu", cast.BOTH_SIDES_OF_18: "tang-bozhou"}[person])
    digest = notice.document_digest.hex()
    numbers = [person.number, person.number[6:], hashlib.sha256(person.number.encode()).hexdigest()]
    return [
        person.name,
        person.latin,
        *numbers,
        person.born_on.isoformat(),
        digest,
        notice.body_digest.hex(),
        notice.message_id,
        notice.case_number,
        notice.case_number.replace("（", "(").replace("）", ")"),
        *(offence.began for offence in notice.defendants[0].offences),
    ]


def test_no_trace_of_anybody_sealed_is_in_the_register_though_all_of_the_cast_was_entered():
    for path in NOTICES.glob("*.json"):
        receive(demo(path.stem))
    content = dump("default")
    assert cast.ON_RECORD.name in content
    assert cast.ON_RECORD.number in content
    assert [trace for person in SEALED for trace in traces(person) if trace in content] == []


def test_the_vault_shows_nothing_of_anybody_without_its_key():
    for path in NOTICES.glob("*.json"):
        receive(demo(path.stem))
    content = dump("vault")
    assert "record_sealed" in content
    assert [trace for person in SEALED for trace in traces(person) if trace in content] == []


def test_a_co_defendant_leaves_no_trace_of_the_sealed_one_beside_him():
    notice = notice_of_two(cast.ON_RECORD, cast.SEALED)
    receive(notice)
    content = dump("default")
    assert cast.ON_RECORD.name in content
    found = [
        trace
        for trace in (cast.SEALED.name, cast.SEALED.latin, cast.SEALED.number, notice.document_digest.hex())
        if trace in content
    ]
    assert found == []


def test_whoever_is_sealed_is_looked_up_like_his_twin_without_a_record():
    for path in NOTICES.glob("*.json"):
        receive(demo(path.stem))
    answers = []
    for person in (cast.SEALED, cast.SEALED_TWIN):
        asked = Person(
            names=(person.name,),
            latin_names=(person.latin,),
            sex=Sex(person.sex),
            born_on=person.born_on,
            documents=(Document(DocumentKind.RESIDENT_ID, person.number),),
            nationality="CHN",
        )
        answers.append(queries.candidates(person=asked, viewer=CLERK, purpose=PURPOSE))
    assert answers == [(), ()]


def test_the_log_of_the_server_and_our_own_say_nothing(capfd: pytest.CaptureFixture[str], caplog):
    with caplog.at_level("DEBUG"):
        receive(demo("shen-xiaodu"))
    written = "".join(capfd.readouterr()) + "\n".join(
        record.getMessage() for record in caplog.records if not record.name.startswith("django.db")
    )
    assert [trace for trace in traces(cast.SEALED) if trace in written] == []
