"""Appeals, remands, retrials, commutations, corrections: whatever order documents arrive in, the register says the same (REG-07…20)."""

import dataclasses
import itertools
from datetime import date, datetime, timedelta

import pytest

import cast
from qingbai.law.terms import Answer, Disposition, Instance, Outcome, Relation, Standing, Treatment
from qingbai.matching.persons import Document, Person
from qingbai.registers import models, queries, services
from qingbai.registers.records import ExecutionStated, Record, RulingStated
from qingbai.registers.services import ChangeRefused, OtherFactsEntered, Result
from qingbai.registers.terms import ExecutionState
from registering import AT, CLERK, PURPOSE, REGISTRAR, described, record, verdict

TODAY = date(2026, 11, 21)
FIRST_CASE, APPEAL_CASE, RETRIAL_CASE = "（2023）演0101刑初17号", "（2023）演01刑终8号", "（2025）演01刑再1号"
HIGHER = "演示市中级人民法院"
pytestmark = pytest.mark.django_db


def document(case: str, on: date, *verdicts, court: str = "演示市清河区人民法院", rulings=(), **changes) -> Record:
    plain = record(*verdicts)
    heading = dataclasses.replace(
        plain.document, court_name=court, case_number=case, case_number_as_written=case, pronounced_on=on, **changes
    )
    mark = case.encode().ljust(32, b".")[:32]
    return dataclasses.replace(plain, document=heading, fingerprint=mark, rulings=tuple(rulings))


def ruling(relation, treatment, *, on=None, case=FIRST_CASE, name=cast.ON_RECORD.name, place=None) -> RulingStated:
    return RulingStated(
        name=name,
        relation=relation,
        treatment=treatment,
        earlier_court="",
        earlier_case=case,
        effective_on=on,
        effect_ground="final_on_pronouncement",
        verdict=place,
    )


FIRST = document(FIRST_CASE, date(2023, 4, 20), verdict(cast.ON_RECORD, effective_on=None))
UPHELD = document(
    APPEAL_CASE,
    date(2023, 7, 3),
    court=HIGHER,
    rulings=[ruling(Relation.APPEAL, Treatment.UPHELD, on=date(2023, 7, 3))],
    instance=Instance.APPEAL,
    disposition=Disposition.UPHOLD,
)
RESTATED = document(
    APPEAL_CASE,
    date(2023, 7, 3),
    verdict(cast.ON_RECORD, effective_on=date(2023, 7, 3)),
    court=HIGHER,
    rulings=[ruling(Relation.APPEAL, Treatment.UPHELD, on=date(2023, 7, 3), place=0)],
)
CHANGED = document(
    APPEAL_CASE,
    date(2023, 7, 3),
    verdict(cast.ON_RECORD, effective_on=date(2023, 7, 3)),
    court=HIGHER,
    rulings=[ruling(Relation.APPEAL, Treatment.CHANGED, on=date(2023, 7, 3), place=0)],
)
REMANDED = document(
    APPEAL_CASE, date(2023, 7, 3), court=HIGHER, rulings=[ruling(Relation.APPEAL, Treatment.QUASHED, on=date(2023, 7, 3))]
)  # fmt: skip
AGAIN = document(
    "（2023）演0101刑初99号",
    date(2023, 10, 9),
    verdict(cast.ON_RECORD, effective_on=date(2023, 10, 20)),
    rulings=[ruling(Relation.NEW_TRIAL, Treatment.CHANGED, on=date(2023, 10, 20), place=0)],
)
ACQUITTED = document(
    RETRIAL_CASE,
    date(2025, 5, 6),
    verdict(
        cast.ON_RECORD,
        outcome=Outcome.ACQUITTED,
        sentences=(),
        effective_on=date(2025, 5, 6),
        execution=ExecutionStated(ExecutionState.NONE, date(2025, 5, 6), HIGHER),
    ),
    court=HIGHER,
    rulings=[
        ruling(Relation.RETRIAL, Treatment.CHANGED, on=date(2025, 5, 6), case=case, place=0) for case in (APPEAL_CASE,)
    ],
)


def enter(one: Record, at: datetime = AT):
    return services.enter(record=one, by=REGISTRAR, at=at, basis="notice-1")


def person_of(one: cast.Person) -> Person:
    like = described(one)
    return Person(
        names=(one.name,),
        sex=like.sex,
        born_on=one.born_on,
        documents=tuple(Document(number.kind, number.number, number.country) for number in like.documents),
        nationality="CHN",
    )


def seen(one: cast.Person = cast.ON_RECORD, on: date = TODAY, known_at: datetime | None = None):
    """What the register says of a person: outcome, standing, since when and until when, how far executed."""
    ask = {"viewer": CLERK, "purpose": PURPOSE, "known_at": known_at}
    found = [
        facts
        for candidate in queries.candidates(person=person_of(one), **ask)
        for facts in queries.convictions(subject=candidate.subject, on=on, **ask)
    ]
    return sorted(
        (
            facts.case_number,
            str(facts.case.outcome),
            str(facts.case.standing),
            facts.case.effective_on,
            facts.case.annulled_on,
            str(facts.execution),
        )
        for facts in found
    )


def counting(one: cast.Person = cast.ON_RECORD) -> list[str]:
    """The cases that make a record today."""
    rows = seen(one)
    return [
        row[0]
        for row in rows
        if row[1] in ("convicted", "exempted") and row[2] == Standing.EFFECTIVE and (row[4] is None or row[4] > TODAY)
    ]


@pytest.mark.parametrize(
    ("documents", "counted"),
    [
        pytest.param([FIRST], [], id="not in force"),
        pytest.param([FIRST, UPHELD], [FIRST_CASE], id="upheld"),
        pytest.param([FIRST, RESTATED], [FIRST_CASE], id="upheld and restated"),
        pytest.param([RESTATED], [APPEAL_CASE], id="only the appeal came, and restates"),
        pytest.param([FIRST, CHANGED], [APPEAL_CASE], id="changed"),
        pytest.param([FIRST, REMANDED], [], id="remanded"),
        pytest.param([FIRST, REMANDED, AGAIN], ["（2023）演0101刑初99号"], id="tried again"),
        pytest.param([FIRST, AGAIN], ["（2023）演0101刑初99号"], id="tried again, the remand never sent"),
        pytest.param([FIRST, UPHELD, ACQUITTED], [], id="acquitted on retrial of the appeal that upheld"),
        pytest.param([FIRST, CHANGED, ACQUITTED], [], id="acquitted on retrial of the appeal that changed"),
    ],
)
def test_in_whatever_order_documents_arrive_the_same_counts(documents, counted, subtests_of_orders):
    answers = subtests_of_orders(documents, seen)
    assert len(answers) == 1
    for one in documents:
        enter(one)
    assert counting() == counted


@pytest.fixture
def subtests_of_orders():
    """Every order, each in a transaction that is taken back: the distinct answers."""
    from django.db import transaction

    def walk(documents, ask):
        answers = set()
        for order in itertools.permutations(documents):
            mark = transaction.savepoint()
            for one in order:
                enter(one)
            answers.add(tuple(ask()))
            transaction.savepoint_rollback(mark)
        return answers

    return walk


def test_a_verdict_upheld_on_appeal_is_in_force_from_the_appeal_and_one_acquitted_later_until_the_retrial():
    for one in (FIRST, UPHELD, ACQUITTED):
        enter(one)
    [first, retrial] = seen()
    assert first[3:5] == (date(2023, 7, 3), date(2025, 5, 6))
    assert retrial[1] == Outcome.ACQUITTED
    assert seen(on=date(2025, 5, 5))[0][3:5] == (date(2023, 7, 3), None)


def test_what_was_known_before_a_later_document_came_can_still_be_read():
    enter(FIRST)
    enter(CHANGED, AT + timedelta(days=3))
    assert [row[2] for row in seen(known_at=AT)] == [Standing.NOT_YET_EFFECTIVE]
    assert [row[2] for row in seen(known_at=AT + timedelta(days=4))] == [Standing.REPLACED, Standing.EFFECTIVE]


def test_a_ruling_names_one_defendant_and_leaves_the_others_alone():
    both = document(
        FIRST_CASE,
        date(2023, 4, 20),
        verdict(cast.ON_RECORD, effective_on=None),
        verdict(cast.CLEAN, effective_on=None),
    )
    enter(both)
    enter(UPHELD)
    assert counting() == [FIRST_CASE]
    assert [row[2] for row in seen(cast.CLEAN)] == [Standing.NOT_YET_EFFECTIVE]


def test_a_ruling_on_the_same_number_of_another_court_bears_on_nothing():
    enter(FIRST)
    other = dataclasses.replace(UPHELD.rulings[0], earlier_court="演示市石桥区人民法院")
    enter(dataclasses.replace(UPHELD, rulings=(other,)))
    assert counting() == []


def test_two_appeals_that_disagree_are_for_a_person():
    enter(FIRST)
    enter(UPHELD)
    enter(
        document(
            "（2023）演01刑终9号",
            date(2023, 7, 4),
            court=HIGHER,
            rulings=[ruling(Relation.APPEAL, Treatment.QUASHED, on=date(2023, 7, 4))],
        )
    )
    [facts] = [row for row in seen() if row[0] == FIRST_CASE]
    assert facts[2] == Standing.UNKNOWN


def test_a_ruling_that_comes_again_with_its_day_is_completed_and_with_another_day_refused():
    enter(FIRST)
    pending = dataclasses.replace(UPHELD, rulings=(ruling(Relation.APPEAL, Treatment.WITHDRAWN),))
    assert enter(pending).rulings[0].result is Result.KEPT
    assert counting() == []
    told = dataclasses.replace(pending, rulings=(ruling(Relation.APPEAL, Treatment.WITHDRAWN, on=date(2023, 7, 9)),))
    assert enter(told).rulings[0].result is Result.TOOK_EFFECT
    assert enter(told).rulings[0].result is Result.ALREADY
    assert enter(pending).rulings[0].result is Result.ALREADY
    assert counting() == [FIRST_CASE]
    with pytest.raises(OtherFactsEntered):
        enter(dataclasses.replace(told, rulings=(ruling(Relation.APPEAL, Treatment.WITHDRAWN, on=date(2023, 7, 10)),)))
    with pytest.raises(OtherFactsEntered):
        enter(dataclasses.replace(told, rulings=(ruling(Relation.APPEAL, Treatment.UPHELD, on=date(2023, 7, 9)),)))


def executed(state=ExecutionState.COMPLETED, on=date(2025, 4, 19), case=FIRST_CASE):
    return services.note_execution(
        court="", case_number=case, name=cast.ON_RECORD.name, state=state, on=on, source="演示市监狱",
        by=REGISTRAR, at=AT, basis="notice-9",
    )  # fmt: skip


@pytest.mark.parametrize("case", [FIRST_CASE, APPEAL_CASE])
@pytest.mark.parametrize("appeal", [UPHELD, RESTATED, CHANGED])
def test_a_release_holds_for_whichever_verdict_of_the_case_stands_and_whenever_it_comes(
    case, appeal, subtests_of_orders
):
    def steps(order):
        for step in order:
            enter(step) if isinstance(step, Record) else executed(case=case)

    from django.db import transaction

    answers = set()
    for order in itertools.permutations([FIRST, appeal, "release"]):
        mark = transaction.savepoint()
        steps(order)
        answers.add(tuple(row[5] for row in seen() if row[2] == Standing.EFFECTIVE))
        transaction.savepoint_rollback(mark)
    assert answers == {(ExecutionState.COMPLETED,)}


def test_a_release_stated_twice_is_kept_once():
    assert executed() is Result.ENTERED
    assert executed() is Result.ALREADY
    assert models.ExecutionNotice.objects.count() == 1


def test_a_verdict_under_anothers_name_moves_to_the_right_person_and_clears_the_wrong_one():
    conviction = enter(document(FIRST_CASE, date(2023, 4, 20), verdict(cast.ON_RECORD))).defendants[0].conviction
    correcting = enter(
        document(f"{FIRST_CASE}之一", date(2024, 2, 1), rulings=[ruling(Relation.CORRECTION, Treatment.CORRECTED)])
    )
    assert (counting(), seen(cast.CLEAN)) == ([FIRST_CASE], [])

    def correct():
        return services.correct_identity(
            conviction=conviction, right=described(cast.CLEAN), ruling=correcting.judgment, ground="裁定更正",
            by=REGISTRAR, at=AT + timedelta(days=1), basis="notice-2",
        )  # fmt: skip

    assert correct() == correct()
    assert (seen(), counting(cast.CLEAN)) == ([], [FIRST_CASE])
    assert [row[0] for row in seen(known_at=AT)] == [FIRST_CASE]


def test_an_identity_is_corrected_only_by_a_ruling_that_is_on_record():
    conviction = enter(document(FIRST_CASE, date(2023, 4, 20), verdict(cast.ON_RECORD))).defendants[0].conviction
    with pytest.raises(ChangeRefused, match="no ruling"):
        services.correct_identity(
            conviction=conviction, right=described(cast.CLEAN), ruling=conviction, ground="裁定更正",
            by=REGISTRAR, at=AT, basis="notice-2",
        )  # fmt: skip


def test_the_reasons_of_a_standing_are_told():
    enter(FIRST)
    enter(UPHELD)
    ask = {"viewer": CLERK, "purpose": PURPOSE}
    [candidate] = queries.candidates(person=person_of(cast.ON_RECORD), **ask)
    [facts] = queries.convictions(subject=candidate.subject, on=TODAY, **ask)
    assert facts.standing.answer is Answer.YES
    assert [reason.code for reason in facts.standing.because] == ["upheld_on_appeal", "in_force"]
