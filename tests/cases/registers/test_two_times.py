"""The register's two times (decision 8): asked as of any past instant it answers what it answered then.

Documents of several cases come in random order at random instants: first verdicts, decisions on appeal, retrials, notices of
execution, annulments, corrected identities, records that are entered again with a day of effect. After each, the register is
asked everything, live. Later the same is asked with ``known_at``: every answer must be the one that was given.
"""

import dataclasses
import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import cast
from qingbai.law.terms import Disposition, DocumentKind, Instance, Outcome, Relation, Treatment
from qingbai.matching.persons import Document, Person
from qingbai.registers import models, queries, services
from qingbai.registers.records import NamedAs, Record, RulingStated
from qingbai.registers.terms import ExecutionState, NameKind
from registering import CLERK, COURT, PURPOSE, described, record, verdict

FROM = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = (date(2023, 4, 19), date(2023, 6, 1), date(2026, 11, 21))
FIRST, APPEAL, RETRIAL = "（2023）演0101刑初17号", "（2023）演01刑终8号", "（2025）演01刑再1号"
PEOPLE = (cast.ON_RECORD, cast.SAME_NAME_ON_RECORD, cast.SAME_NAME_CLEAN, cast.CLEAN)


def document(case: str, on: date, *verdicts, rulings: tuple[RulingStated, ...] = ()) -> Record:
    plain = record(*verdicts)
    heading = dataclasses.replace(
        plain.document,
        case_number=case,
        case_number_as_written=case,
        pronounced_on=on,
        instance=Instance.FIRST if case == FIRST else Instance.APPEAL,
        disposition=Disposition.JUDGED if verdicts else Disposition.UPHOLD,
    )
    return dataclasses.replace(plain, document=heading, fingerprint=case.encode().ljust(32, b".")[:32], rulings=rulings)


def ruling(relation: Relation, treatment: Treatment, earlier: str, on: date, place: int | None) -> RulingStated:
    return RulingStated(
        name=cast.ON_RECORD.name,
        relation=relation,
        treatment=treatment,
        earlier_court="",
        earlier_case=earlier,
        effective_on=on,
        effect_ground="final_on_pronouncement",
        verdict=place,
    )


OTHER_NAMES = (NamedAs(NameKind.NAME, cast.ON_RECORD.name), NamedAs(NameKind.FORMER, "赵望川"))
RECORDS = {
    "first": document(FIRST, date(2023, 4, 20), verdict(cast.ON_RECORD, effective_on=None)),
    "effective": document(FIRST, date(2023, 4, 20), verdict(cast.ON_RECORD, effective_on=date(2023, 5, 1))),
    "upheld": document(
        *(APPEAL, date(2023, 7, 3)),
        rulings=(ruling(Relation.APPEAL, Treatment.UPHELD, FIRST, date(2023, 7, 3), None),),
    ),
    "retried": document(
        *(RETRIAL, date(2025, 5, 6)),
        verdict(cast.ON_RECORD, outcome=Outcome.ACQUITTED, sentences=(), effective_on=date(2025, 5, 6)),
        rulings=(ruling(Relation.RETRIAL, Treatment.CHANGED, FIRST, date(2025, 5, 6), 0),),
    ),
    "namesake": document("（2022）演0101刑初5号", date(2022, 3, 3), verdict(cast.SAME_NAME_ON_RECORD)),
    "again": document(
        *("（2024）演0101刑初9号", date(2024, 2, 2)),
        verdict(cast.ON_RECORD, defendant=described(cast.ON_RECORD, names=OTHER_NAMES)),
    ),
}
LATER = ("annul", "execution", "notice", "identity")


def first_conviction() -> models.Conviction | None:
    return models.Conviction.objects.filter(judgment__case_number=FIRST).first()


def do(what: str, at: datetime) -> None:
    """One document or turn; whatever does not fit what is entered is refused and changes nothing."""
    act = {"by": COURT, "at": at, "basis": f"n-{what}"}
    target = first_conviction()
    try:
        with transaction.atomic():
            if what in RECORDS:
                services.enter(record=RECORDS[what], **act)
            elif what == "notice":
                services.note_execution(
                    court="", case_number=FIRST, name=cast.ON_RECORD.name, state=ExecutionState.COMPLETED,
                    on=date(2025, 4, 1), source="演示监狱", **act,
                )  # fmt: skip
            elif target is None:
                return
            elif what == "annul":
                services.annul(conviction=target.id, on=date(2026, 5, 5), ground="再审", **act)
            elif what == "execution":
                services.record_execution(
                    conviction=target.id, state=ExecutionState.PAROLE, on=date(2024, 4, 1), source="演示监狱", **act
                )
            else:
                services.correct_identity(
                    conviction=target.id, right=described(cast.CLEAN), ruling=target.judgment_id, ground="更正", **act
                )
    except (services.ChangeRefused, services.OtherFactsEntered, services.OtherTextEntered):
        return


def asked(person: cast.Person) -> Person:
    numbers = (Document(DocumentKind.RESIDENT_ID, person.number),) if person.number else ()
    return Person(names=(person.name,), born_on=person.born_on, documents=numbers, nationality="CHN")


def everything(known_at: datetime | None = None) -> dict[object, object]:
    """Every answer of the register that an inquiry can get."""
    ask = {"viewer": CLERK, "purpose": PURPOSE, "known_at": known_at}
    answers: dict[object, object] = {}
    for person in PEOPLE:
        found = queries.candidates(person=asked(person), **ask)
        answers[person.name, person.number] = found
        for one in found:
            for on in DAYS:
                answers[one.subject, on] = queries.convictions(subject=one.subject, on=on, **ask)
    return answers


STEPS = st.lists(
    st.tuples(st.sampled_from([*RECORDS, *LATER]), st.integers(min_value=1, max_value=10_000_000)), max_size=9
)


@pytest.mark.django_db
@given(steps=STEPS)
@example(steps=[("first", 1), ("identity", 1), ("upheld", 1), ("annul", 1)])
@example(steps=[("retried", 5), ("upheld", 5), ("first", 5), ("effective", 5), ("again", 5), ("notice", 5)])
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_as_of_any_past_instant_the_register_answers_as_it_did_then(steps: list[tuple[str, int]]) -> None:
    with transaction.atomic():
        at, told = FROM, [(FROM, everything())]
        for what, seconds in steps:
            at += timedelta(seconds=seconds)
            do(what, at)
            told.append((at, everything()))
        for place, (instant, answers) in enumerate(told):
            assert everything(known_at=instant) == answers
            until = told[place + 1][0] if place + 1 < len(told) else instant + timedelta(days=1)
            assert everything(known_at=instant + (until - instant) / 2) == answers
            assert everything(known_at=until - timedelta(microseconds=1)) == answers
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_the_answers_compared_above_do_differ_from_one_turn_to_the_next() -> None:
    answers = [everything()]
    for place, what in enumerate(
        ["first", "namesake", "upheld", "again", "execution", "notice", "retried", "identity"]
    ):
        do(what, FROM + timedelta(days=place + 1))
        answers.append(everything())
    assert all(one != other for one, other in itertools.pairwise(answers))


@pytest.mark.django_db
def test_every_table_of_the_register_says_since_when_a_row_is_known() -> None:
    """A row without that instant could not be left out of an answer as of an earlier one."""
    every = apps.get_app_config("registers").get_models()
    assert [model.__name__ for model in every if not issubclass(model, models.Evidence)] == []
