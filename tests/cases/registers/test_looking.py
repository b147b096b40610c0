"""Looking somebody up: who is found, what is told, and that the look itself tells nothing."""

from dataclasses import fields, replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

import cast
from qingbai.audit.actors import Actor, ActorKind
from qingbai.law.clean_record import has_criminal_record
from qingbai.law.sealing import must_be_sealed
from qingbai.law.terms import Answer, DateRange, DocumentKind, MatchVerdict, Outcome, Penalty, PenaltyKind, Sex
from qingbai.matching.persons import Document, PartialDate, Person
from qingbai.registers import queries, services
from qingbai.registers.access import Business, NoSuchRecord, Purpose
from qingbai.registers.records import NamedAs
from qingbai.registers.terms import NameKind
from registering import AT, CLERK, PURPOSE, REGISTRAR, described, record, verdict

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


def asked(person: cast.Person, **changes) -> Person:
    foreign = person.nationality != "CHN"
    kind = DocumentKind.PASSPORT if foreign else DocumentKind.RESIDENT_ID
    whole = {
        "names": () if foreign else (person.name,),
        "latin_names": (person.latin,),
        "sex": Sex(person.sex),
        "born_on": person.born_on,
        "documents": (Document(kind, person.number, person.nationality),) if person.number else (),
        "nationality": person.nationality,
    }
    return Person(**{**whole, **changes})


def enter(*verdicts, at=AT):
    return services.enter(record=record(*verdicts), by=REGISTRAR, at=at, basis="n-1")


def look(person: Person, known_at=None):
    return queries.candidates(person=person, viewer=CLERK, purpose=PURPOSE, known_at=known_at)


def test_somebody_on_record_is_found_by_number_as_the_same():
    enter(verdict(cast.ON_RECORD))
    [found] = look(asked(cast.ON_RECORD))
    assert found.match.verdict is MatchVerdict.SAME
    assert found.person.names == (cast.ON_RECORD.name,)
    assert found.person.born_on == cast.ON_RECORD.born_on


def test_the_old_number_of_fifteen_digits_finds_the_holder_of_the_new_one():
    enter(verdict(cast.ON_RECORD))
    old = cast.ON_RECORD.number[:6] + cast.ON_RECORD.number[8:17]
    [found] = look(asked(cast.ON_RECORD, documents=(Document(DocumentKind.RESIDENT_ID, old),)))
    assert found.match.verdict is MatchVerdict.SAME


def test_a_namesake_on_record_without_a_number_is_only_a_possibility():
    enter(verdict(cast.SAME_NAME_ON_RECORD))
    [found] = look(asked(cast.SAME_NAME_CLEAN))
    assert found.match.verdict is MatchVerdict.UNCERTAIN


def test_a_namesake_whose_birth_year_alone_is_on_record_is_found_too():
    enter(verdict(cast.SAME_NAME_ON_RECORD, defendant=described(cast.SAME_NAME_ON_RECORD, born="1985")))
    [found] = look(asked(cast.SAME_NAME_CLEAN))
    assert found.match.verdict is MatchVerdict.UNCERTAIN
    assert found.person.born_on == PartialDate(year=1985)


def test_a_namesake_born_on_another_day_is_somebody_else():
    enter(verdict(cast.SAME_NAME_ON_RECORD))
    assert look(asked(cast.SAME_NAME_CLEAN, born_on=date(1985, 4, 19), documents=())) == ()


def test_a_foreigner_is_found_by_passport_with_name_and_birth_date():
    enter(verdict(cast.FOREIGNER_ON_RECORD))
    [found] = look(asked(cast.FOREIGNER_ON_RECORD))
    assert found.match.verdict is MatchVerdict.SAME


def test_a_renewed_passport_leaves_it_to_a_person():
    enter(verdict(cast.FOREIGNER_ON_RECORD))
    renewed = Document(DocumentKind.PASSPORT, "99QB77777", "NOR")
    [found] = look(asked(cast.FOREIGNER_ON_RECORD, documents=(renewed,)))
    assert found.match.verdict is MatchVerdict.UNCERTAIN


def test_somebody_is_found_under_a_former_name():
    names = (NamedAs(NameKind.NAME, "赵石堤"), NamedAs(NameKind.FORMER, "赵望川"))
    enter(verdict(cast.ON_RECORD, defendant=described(cast.ON_RECORD, names=names, documents=())))
    [found] = look(asked(cast.ON_RECORD, names=("赵望川",), documents=()))
    assert found.person.names == ("赵石堤", "赵望川")


def test_nobody_is_found_for_somebody_without_a_record():
    enter(verdict(cast.ON_RECORD))
    assert look(asked(cast.CLEAN)) == ()


def test_the_surest_candidate_comes_first():
    enter(verdict(cast.SAME_NAME_ON_RECORD))
    enter(verdict(cast.SAME_NAME_CLEAN))
    verdicts = [found.match.verdict for found in look(asked(cast.SAME_NAME_CLEAN))]
    assert verdicts == [MatchVerdict.SAME, MatchVerdict.UNCERTAIN]


@pytest.mark.parametrize("person", [cast.ON_RECORD, cast.CLEAN, cast.SAME_NAME_CLEAN, cast.FOREIGNER])
def test_the_same_statements_run_whoever_is_looked_for(person: cast.Person):
    enter(verdict(cast.ON_RECORD), verdict(cast.SAME_NAME_ON_RECORD))
    with CaptureQueriesContext(
        connection,
    ) as asked_of:
        look(asked(person))
    assert len(asked_of) == 4


@pytest.mark.parametrize("entered", [0, 1, 3])
def test_the_same_statements_run_however_many_convictions_there_are(entered: int):
    subject = uuid4()
    for _ in range(entered):
        enter(verdict(cast.ON_RECORD))
        [found] = look(asked(cast.ON_RECORD))
        subject = found.subject
    with CaptureQueriesContext(connection) as asked_of:
        facts = queries.convictions(subject=subject, viewer=CLERK, purpose=PURPOSE, on=TODAY)
    assert len(facts) == entered
    assert len(asked_of) == 12


def by_passport(person: cast.Person) -> Person:
    return asked(person, documents=(Document(DocumentKind.PASSPORT, "E99912345", "CHN"),))


BORN = cast.SAME_NAME_CLEAN.born_on.isoformat()


@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize(
    "stated",
    [
        (BORN,),
        ("1990-01-02",),
        (BORN[:4],),
        ("",),
        ("1990-01-02", BORN),
        ("1970-01-02", "1991-03-04"),
        ("1990-01-02", ""),
    ],
)
def test_passing_over_namesakes_born_on_another_day_changes_no_answer(stated, numbered, monkeypatch):
    namesake = cast.SAME_NAME_CLEAN
    numbers = described(replace(namesake, number=cast.resident_number("100101", date(1990, 1, 2), 101))).documents
    for born in stated:
        enter(verdict(namesake, defendant=described(namesake, born=born, documents=numbers if numbered else ())))
    found = look(by_passport(namesake))
    monkeypatch.setattr(queries, "_not_born_otherwise", lambda *_: Q())
    assert look(by_passport(namesake)) == found


def test_namesakes_whom_every_document_gives_another_birthday_are_passed_over_before_anybody_is_compared(monkeypatch):
    for year in range(1960, 1980):
        enter(
            verdict(cast.SAME_NAME_CLEAN, defendant=described(cast.SAME_NAME_CLEAN, born=f"{year}-05-06", documents=()))
        )
    enter(verdict(cast.SAME_NAME_CLEAN, defendant=described(cast.SAME_NAME_CLEAN, documents=())))
    compared = []
    compare = queries.persons.compare
    monkeypatch.setattr(queries.persons, "compare", lambda *two: compared.append(two) or compare(*two))
    [found] = look(by_passport(cast.SAME_NAME_CLEAN))
    assert found.match.verdict is MatchVerdict.UNCERTAIN
    assert len(compared) == 1


def test_namesakes_with_numbers_of_their_own_are_passed_over_before_anybody_is_compared(monkeypatch):
    for sequence in range(100, 120):
        namesake = replace(cast.SAME_NAME_CLEAN, number=cast.resident_number("100101", date(1985, 4, 18), sequence))
        enter(verdict(namesake))
    enter(verdict(cast.SAME_NAME_ON_RECORD))
    compared = []
    compare = queries.persons.compare
    monkeypatch.setattr(queries.persons, "compare", lambda *two: compared.append(two) or compare(*two))
    [found] = look(asked(cast.SAME_NAME_CLEAN))
    assert found.match.verdict is MatchVerdict.UNCERTAIN
    assert len(compared) == 1


def test_a_namesake_is_looked_at_where_the_asker_has_no_number_for_life():
    enter(verdict(cast.SAME_NAME_CLEAN))
    [found] = look(asked(cast.SAME_NAME_CLEAN, documents=()))
    assert found.match.verdict is MatchVerdict.UNCERTAIN


def test_only_who_is_certainly_the_same_is_joined_to_on_entry():
    enter(verdict(cast.SAME_NAME_ON_RECORD))
    enter(verdict(cast.ON_RECORD))
    known = look(asked(cast.ON_RECORD))[0].subject
    ask = {"viewer": REGISTRAR, "purpose": Purpose(Business.REGISTRATION, "n-1")}
    assert queries.same_person(person=asked(cast.ON_RECORD), **ask) == known
    assert queries.same_person(person=asked(cast.SAME_NAME_CLEAN), **ask) is None
    assert queries.same_person(person=asked(cast.ON_RECORD, sex=Sex.FEMALE), **ask) is None


def test_what_is_known_later_was_not_known_before():
    enter(verdict(cast.ON_RECORD), at=AT)
    assert look(asked(cast.ON_RECORD), known_at=AT - timedelta(microseconds=1)) == ()
    assert len(look(asked(cast.ON_RECORD), known_at=AT)) == 1


def test_a_judgment_given_later_is_not_told_for_an_earlier_day():
    enter(verdict(cast.ON_RECORD))
    [found] = look(asked(cast.ON_RECORD))
    ask = {"subject": found.subject, "viewer": CLERK, "purpose": PURPOSE}
    assert queries.convictions(**ask, on=date(2023, 4, 19)) == ()
    assert len(queries.convictions(**ask, on=date(2023, 4, 20))) == 1


def test_the_facts_answer_the_questions_of_the_law():
    heavy = Penalty(kind=PenaltyKind.FIXED_TERM, months=38, days=15, probation_months=None, fine_yuan=1234.5)
    both = Penalty(
        kind=PenaltyKind.FIXED_TERM,
        months=60,
        fine_yuan=3000,
        confiscation="part",
        political_rights=12,
        deportation=True,
    )
    sentences = tuple(type(one)(charge=one.charge, penalty=heavy) for one in verdict(cast.ON_RECORD).sentences * 2)
    enter(
        verdict(
            cast.ON_RECORD, sentences=sentences, combined=both, main_acts_before_18=False, combined_with_earlier=True
        )
    )
    [found] = look(asked(cast.ON_RECORD))
    [facts] = queries.convictions(subject=found.subject, viewer=CLERK, purpose=PURPOSE, on=TODAY)
    assert has_criminal_record((facts.case,), TODAY).answer is Answer.YES
    assert must_be_sealed(facts.sealing, TODAY).answer is Answer.NO
    assert facts.sealing.born_on == DateRange.on(cast.ON_RECORD.born_on)
    assert facts.sealing.sentences == (heavy, heavy)
    assert facts.sealing.combined == both
    assert facts.sealing.offences[0].ended == DateRange.on(date(2022, 12, 11))
    assert facts.sealing.judged_on == DateRange.on(date(2023, 4, 20))
    assert facts.sealing.main_acts_before_18 is False
    assert facts.sealing.combined_with_earlier is True


@pytest.mark.parametrize("outcome", [Outcome.ACQUITTED, Outcome.NOT_RESPONSIBLE, Outcome.TERMINATED])
def test_an_acquittal_on_file_is_no_record(outcome: Outcome):
    enter(verdict(cast.ACQUITTED, outcome=outcome, sentences=()))
    [found] = look(asked(cast.ACQUITTED))
    [facts] = queries.convictions(subject=found.subject, viewer=CLERK, purpose=PURPOSE, on=TODAY)
    assert has_criminal_record((facts.case,), TODAY).answer is Answer.NO


@pytest.mark.parametrize("kind", [ActorKind.APPLICANT, ActorKind.VISITOR, ActorKind.SENDER])
def test_nobody_but_an_officer_looks_for_an_inquiry(kind: ActorKind):
    with pytest.raises(NoSuchRecord):
        queries.candidates(person=asked(cast.CLEAN), viewer=Actor(kind, "someone"), purpose=PURPOSE)
    with pytest.raises(NoSuchRecord):
        queries.convictions(subject=uuid4(), viewer=Actor(kind, "someone"), purpose=PURPOSE, on=TODAY)


def test_a_purpose_belongs_to_a_case():
    with pytest.raises(ValueError, match="case"):
        Purpose(Business.INQUIRY, "")


def test_what_is_returned_cannot_be_changed():
    enter(verdict(cast.ON_RECORD))
    [found] = look(asked(cast.ON_RECORD))
    with pytest.raises(AttributeError):
        found.subject = uuid4()
    assert {field.name for field in fields(found)} == {"subject", "person", "match"}


@pytest.mark.parametrize(
    ("stated", "left"),
    [
        ([], None),
        (["", ""], None),
        (["1985", "1985-04"], DateRange(date(1985, 4, 1), date(1985, 4, 30))),
        (["1985-04-18", "1986"], DateRange(date(1985, 4, 18), date(1986, 12, 31))),
    ],
)
def test_several_statements_of_one_date_leave_what_all_allow_or_all_that_any_allows(stated, left):
    assert queries.range_of(stated) == left
