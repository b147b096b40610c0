"""Many people looked up at once: the very answers that each alone gets, in as many statements however many they are."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import cast
from applications import judged
from qingbai.audit.actors import SYSTEM
from qingbai.law.terms import DocumentKind, Sex
from qingbai.matching.persons import Document, Person
from qingbai.registers import batches, queries
from qingbai.registers.access import NoSuchRecord
from registering import AT, COURT, PURPOSE

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
ON = date(2026, 11, 20)


def asked(person: cast.Person, **changes) -> Person:
    foreign = person.nationality != "CHN"
    kind = DocumentKind.PASSPORT if foreign else DocumentKind.RESIDENT_ID
    documents = (Document(kind, person.number, person.nationality),) if person.number else ()
    whole = {
        "names": () if foreign else (person.name,),
        "latin_names": (person.latin,),
        "sex": Sex(person.sex),
        "born_on": person.born_on,
        "documents": documents,
        "nationality": person.nationality,
    }
    return Person(**{**whole, **changes})


EVERYBODY = [one for one in vars(cast).values() if isinstance(one, cast.Person)]


@pytest.fixture
def _register() -> None:
    judged("zhao-shidi", "han-yueling", "shen-xiaodu", "wu-tongyu", "tomas-rivedal")


@pytest.mark.usefixtures("_register")
def test_each_of_many_is_answered_as_if_asked_about_alone():
    people = [asked(one) for one in EVERYBODY]
    people += [
        asked(cast.ON_RECORD, names=("赵石",)),
        asked(cast.CLEAN, names=("赵石堤",)),
        asked(cast.ON_RECORD, documents=()),
    ]
    together = batches.candidates(people=people, viewer=SYSTEM, purpose=PURPOSE)
    alone = [queries.candidates(person=one, viewer=SYSTEM, purpose=PURPOSE) for one in people]
    assert together == alone
    assert {len(found) for found in together} >= {0, 1}
    subjects = sorted({one.subject for found in together for one in found})
    held = batches.convictions(subjects=subjects, viewer=SYSTEM, purpose=PURPOSE, on=ON)
    for subject in subjects:
        assert held[subject] == queries.convictions(subject=subject, viewer=SYSTEM, purpose=PURPOSE, on=ON)
    assert any(held.values())


@pytest.mark.usefixtures("_register")
def test_the_register_as_it_stood_is_asked():
    [found] = batches.candidates(
        people=[asked(cast.ON_RECORD)], viewer=SYSTEM, purpose=PURPOSE, known_at=AT.replace(year=2020)
    )
    assert found == ()


@pytest.mark.usefixtures("_register")
def test_as_many_statements_for_two_as_for_ten():
    def statements(people: list[Person]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            batches.candidates(people=people, viewer=SYSTEM, purpose=PURPOSE)
        return len(seen)

    numbered = [asked(one) for one in EVERYBODY if one.number and one.nationality == "CHN"]
    assert statements(numbered[:2]) == statements(numbered)


@pytest.mark.usefixtures("_register")
def test_a_stranger_is_told_nothing():
    with pytest.raises(NoSuchRecord):
        batches.candidates(people=[asked(cast.CLEAN)], viewer=COURT, purpose=PURPOSE)
    with pytest.raises(NoSuchRecord):
        batches.convictions(subjects=[], viewer=COURT, purpose=PURPOSE, on=ON)
