"""The whole register read once: what a sealing regime would change before its day (SEAL-25), and that it is the register as it is."""

import dataclasses
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import cast
from qingbai.audit.actors import SYSTEM
from qingbai.audit.events import EventKind
from qingbai.audit.models import LedgerEntry
from qingbai.law.regimes import SEALING_REGIMES, SealingRegime, parse
from qingbai.law.simulation import Change
from qingbai.law.terms import Outcome, Penalty, PenaltyKind, Relation, Sentence, Treatment
from qingbai.registers import models, services, simulation, verdicts
from qingbai.registers.access import Business, NoSuchRecord, Purpose
from qingbai.registers.records import ExecutionStated, Period, RulingStated
from qingbai.registers.terms import ExecutionState
from registering import AT, CLERK, REGISTRAR, described, record, verdict

pytestmark = pytest.mark.django_db
ON = date(2030, 3, 4)
AUDIT = Purpose(Business.AUDIT, "invented")
COURT = "演示市清河区人民法院"
EXAMPLE = Path(__file__).parents[3] / "docs/api/examples/regimes/invented_adult_minor_offences.toml"


@pytest.fixture
def pilot() -> SealingRegime:
    regime = parse(tomllib.loads(EXAMPLE.read_text(encoding="utf-8")))
    assert isinstance(regime, SealingRegime)
    return regime


def of_months(months: int, charge: str = "盗窃罪"):
    return (Sentence(charge=charge, penalty=Penalty(kind=PenaltyKind.FIXED_TERM, months=months)),)


def done(on: date) -> ExecutionStated:
    return ExecutionStated(ExecutionState.COMPLETED, on, "演示监狱")


LIGHT = {"sentences": of_months(10), "execution": done(date(2024, 3, 1)), "division": "100101"}


def enter(*verdicts_of_one, case: str = "", judged_on: date | None = None, rulings=(), at=AT):
    one = record(*verdicts_of_one)
    heading = dataclasses.replace(
        one.document,
        case_number=case or one.document.case_number,
        case_number_as_written=case or one.document.case_number,
        pronounced_on=judged_on or one.document.pronounced_on,
    )
    whole = dataclasses.replace(one, document=heading, rulings=tuple(rulings))
    return services.enter(record=whole, by=REGISTRAR, at=at, basis="n-1")


def reference(entered) -> str:
    [one] = entered.defendants
    return str(one.conviction)


def tried(regime, *, at=AT, on=ON):
    found = simulation.simulate(regime=regime, present=SEALING_REGIMES, by=SYSTEM, at=at, on=on)
    return {record_of: (finding.value, [reason.code for reason in finding.because]) for record_of, finding in found}


def test_a_register_without_anybody_changes_in_nothing(pilot):
    assert tried(pilot) == {}


def test_who_would_be_sealed_who_needs_a_person_and_who_stays_open(pilot):
    light = reference(enter(verdict(cast.ON_RECORD, **LIGHT)))
    heavy = reference(enter(verdict(cast.EXEMPTED, **{**LIGHT, "sentences": of_months(13)})))
    serving = reference(enter(verdict(cast.NOT_YET_EFFECTIVE, sentences=of_months(10), division="100101")))
    elsewhere = reference(enter(verdict(cast.SAME_NAME_CLEAN, **{**LIGHT, "division": "110101"})))
    left_out = reference(
        enter(verdict(cast.BOTH_SIDES_OF_18, **{**LIGHT, "sentences": of_months(10, "强奸罪"), "offences": LATER}))
    )
    assert tried(pilot) == {
        light: (Change.SEALED, ["sentence_within_limit", "within_regime_place", "no_crime_left_out", "first_offence", "waiting_over"]),
        heavy: (Change.NONE, ["sentence_over_limit"]),
        serving: (Change.PERSON, ["sentence_within_limit", "within_regime_place", "no_crime_left_out", "first_offence", "execution_end_unknown"]),
        elsewhere: (Change.NONE, ["outside_regime_place"]),
        left_out: (Change.NONE, ["crime_left_out"]),
    }  # fmt: skip


EARLY = (Period("2019-09-18", "2019-09-18"),)
LATER = verdict(cast.ON_RECORD).offences


def test_a_second_conviction_is_no_first_offence_and_the_first_one_stays_one(pilot):
    second = reference(enter(verdict(cast.ON_RECORD, **LIGHT), judged_on=date(2023, 4, 20)))
    first = reference(
        enter(
            verdict(
                cast.ON_RECORD,
                **{**LIGHT, "effective_on": date(2020, 6, 1), "execution": done(date(2021, 3, 1)), "offences": EARLY},
            ),
            judged_on=date(2020, 5, 20),
        )
    )
    changes = {one: change for one, (change, _) in tried(dataclasses.replace(pilot, excluded_charges=())).items()}
    assert changes == {first: Change.SEALED, second: Change.NONE}


def test_an_earlier_acquittal_makes_no_second_offence(pilot):
    enter(
        verdict(
            cast.ON_RECORD,
            outcome=Outcome.ACQUITTED,
            sentences=(),
            execution=ExecutionStated(ExecutionState.NONE, date(2020, 6, 1), COURT),
            effective_on=date(2020, 6, 1),
        ),
        judged_on=date(2020, 5, 20),
    )
    light = reference(enter(verdict(cast.ON_RECORD, **LIGHT)))
    assert tried(pilot)[light][0] is Change.SEALED


def test_where_there_is_nothing_to_execute_the_wait_runs_from_legal_force(pilot):
    exempted = reference(
        enter(
            verdict(
                cast.EXEMPTED,
                outcome=Outcome.EXEMPTED,
                sentences=(Sentence(charge="盗窃罪", penalty=Penalty(kind=PenaltyKind.NONE)),),
                division="100101",
                execution=ExecutionStated(ExecutionState.NONE, date(2023, 5, 5), COURT),
            )
        )
    )
    without_charges = dataclasses.replace(pilot, excluded_charges=(), excluded_chapters=())
    assert tried(without_charges, on=date(2027, 7, 1))[exempted][0] is Change.SEALED
    long = dataclasses.replace(without_charges, waiting_months=60)
    assert tried(long, on=date(2027, 7, 1))[exempted] == (Change.NONE, ["waiting_runs"])


def test_a_prisons_later_notice_tells_when_the_wait_began(pilot):
    case = "（2023）演0101刑初701号"
    entered = enter(verdict(cast.ON_RECORD, sentences=of_months(10), division="100101"), case=case)
    told = {"court": COURT, "case_number": case, "source": "演示监狱", "by": REGISTRAR, "at": AT, "basis": "n-2"}
    services.note_execution(name=cast.EXEMPTED.name, state=ExecutionState.COMPLETED, on=date(2020, 1, 2), **told)
    assert tried(pilot)[reference(entered)][0] is Change.PERSON  # somebody else's release
    services.note_execution(name=cast.ON_RECORD.name, state=ExecutionState.COMPLETED, on=date(2024, 3, 4), **told)
    assert tried(pilot)[reference(entered)][0] is Change.SEALED
    assert tried(dataclasses.replace(pilot, waiting_months=73))[reference(entered)][0] is Change.NONE


def test_what_the_present_law_seals_already_is_counted_apart(pilot):
    young = reference(enter(verdict(cast.SEALED, **LIGHT)))
    assert tried(pilot)[young][0] is Change.SEALED_NOW


def test_the_register_is_read_as_it_stood_when_the_reading_began(pilot):
    before = reference(enter(verdict(cast.ON_RECORD, **LIGHT)))
    enter(verdict(cast.EXEMPTED, **LIGHT), at=AT + timedelta(hours=1))
    assert set(tried(pilot, at=AT + timedelta(minutes=1))) == {before}


def test_the_look_is_on_the_ledger_before_the_first_record_is_told(pilot):
    enter(verdict(cast.ON_RECORD, **LIGHT))
    reading = simulation.simulate(regime=pilot, present=SEALING_REGIMES, by=SYSTEM, at=AT, on=ON)
    next(reading)
    entry = LedgerEntry.objects.get(kind=EventKind.REGIME_SIMULATED)
    assert entry.basis == pilot.key
    assert cast.ON_RECORD.name not in str(entry.__dict__)


@pytest.mark.parametrize("who", [CLERK, REGISTRAR])
def test_nobody_reads_the_whole_register_without_a_supervisors_business(pilot, who):
    with pytest.raises(NoSuchRecord):
        next(simulation.every_conviction(viewer=who, purpose=AUDIT, on=ON))
    with pytest.raises(NoSuchRecord):
        next(simulation.simulate(regime=pilot, present=(), by=who, at=AT, on=ON))
    assert not LedgerEntry.objects.filter(kind=EventKind.REGIME_SIMULATED).exists()


def ruling(relation, treatment, case, *, name, on, place=None) -> RulingStated:
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


def a_register_with_a_history() -> None:
    """Plain records, one changed on appeal, one upheld and restated, one annulled on retrial, a joint case, a release, a moved verdict."""
    plain = enter(verdict(cast.EXEMPTED, **LIGHT))
    one, two, three = (f"（2023）演0101刑初{number}号" for number in (801, 802, 803))
    enter(verdict(cast.ON_RECORD, effective_on=None), verdict(cast.SAME_NAME_CLEAN, **LIGHT), case=one)
    changed = ruling(Relation.APPEAL, Treatment.CHANGED, one, name=cast.ON_RECORD.name, on=date(2023, 7, 3), place=0)
    enter(
        verdict(cast.ON_RECORD, sentences=of_months(6)),
        case="（2023）演01刑终8号",
        judged_on=date(2023, 7, 3),
        rulings=[changed],
    )
    enter(verdict(cast.NOT_YET_EFFECTIVE, effective_on=None), case=two)
    upheld = ruling(
        Relation.APPEAL, Treatment.UPHELD, two, name=cast.NOT_YET_EFFECTIVE.name, on=date(2023, 8, 1), place=0
    )
    enter(verdict(cast.NOT_YET_EFFECTIVE), case="（2023）演01刑终9号", judged_on=date(2023, 8, 1), rulings=[upheld])
    enter(verdict(cast.BOTH_SIDES_OF_18), case=three)
    acquitted = verdict(
        cast.BOTH_SIDES_OF_18,
        outcome=Outcome.ACQUITTED,
        sentences=(),
        execution=ExecutionStated(ExecutionState.NONE, date(2025, 5, 6), COURT),
    )
    retried = ruling(
        Relation.RETRIAL, Treatment.CHANGED, three, name=cast.BOTH_SIDES_OF_18.name, on=date(2025, 5, 6), place=0
    )
    correction = enter(acquitted, case="（2025）演01刑再1号", judged_on=date(2025, 5, 6), rulings=[retried])
    told = {"court": COURT, "source": "演示监狱", "by": REGISTRAR, "at": AT, "basis": "n-2"}
    services.note_execution(
        case_number=one, name=cast.SAME_NAME_CLEAN.name, state=ExecutionState.COMPLETED, on=date(2025, 1, 2), **told
    )
    services.correct_identity(
        conviction=plain.defendants[0].conviction,
        right=described(cast.FOREIGNER_ON_RECORD),
        ruling=models.Conviction.objects.get(id=correction.defendants[0].conviction).judgment_id,
        ground="裁定更正",
        by=REGISTRAR,
        at=AT,
        basis="n-3",
    )  # fmt: skip


@pytest.mark.parametrize("batch", [1, 2, 400])
def test_batches_tell_what_one_by_one_is_told(pilot, batch, monkeypatch):
    monkeypatch.setattr(simulation, "BATCH", batch)
    a_register_with_a_history()
    subjects = list(models.Subject.objects.values_list("id", flat=True))
    assert len(subjects) == 6
    together = verdicts.many(subjects, ON, None)
    assert together == {subject: verdicts.verdicts(subject, ON, None) for subject in subjects}
    yielded = [
        facts.case.reference
        for one in simulation.every_conviction(viewer=SYSTEM, purpose=AUDIT, on=ON)
        for facts in one
    ]
    assert sorted(yielded) == sorted(facts.case.reference for one in together.values() for facts in one)
    assert len(tried(pilot)) == len(yielded)


def test_plain_records_take_a_fixed_number_of_statements_however_many_they_are(pilot):
    people = [cast.ON_RECORD, cast.EXEMPTED, cast.SAME_NAME_CLEAN, cast.NOT_YET_EFFECTIVE, cast.BOTH_SIDES_OF_18]

    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            list(simulation.every_conviction(viewer=SYSTEM, purpose=AUDIT, on=ON))
        return len(asked)

    enter(verdict(people[0], **LIGHT))
    for_one = statements()
    for person in people[1:]:
        enter(verdict(person, **LIGHT))
    assert statements() == for_one
