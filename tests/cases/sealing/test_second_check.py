"""The second check: written apart from the rules that seal on entry, it finds what they would have sealed, and names it by reference."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cast
from qingbai.audit.actors import SYSTEM
from qingbai.audit.events import EventKind
from qingbai.audit.models import LedgerEntry
from qingbai.law.sealing import must_be_sealed
from qingbai.law.terms import Answer, Outcome, Penalty, PenaltyKind, Relation, Sentence, Treatment
from qingbai.registers import models as register
from qingbai.registers import queries as registers_queries
from qingbai.registers import services as registers
from qingbai.registers.records import Period, RulingStated, Unsealed
from qingbai.sealing import jobs, second_check, services
from registering import AT, CLERK, PURPOSE, REGISTRAR, demo, described, receive, record, verdict

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
ACT = {"by": REGISTRAR, "at": AT, "basis": "n-9"}
YOUNG = cast.SEALED  # born 2005-06-01; the verdict below is about acts of 2022-09 to 2022-12


def enter(**changes):
    return registers.enter(record=record(verdict(YOUNG, **changes)), **ACT).defendants[0].conviction


def check() -> second_check.Findings:
    return second_check.check(by=SYSTEM, at=AT)


def term(months: int, days: int = 0, kind: PenaltyKind = PenaltyKind.FIXED_TERM) -> Penalty:
    return Penalty(kind=kind, months=None if kind is PenaltyKind.LIFE else months, days=days)


def sentence(*penalties: Penalty) -> dict:
    return {"sentences": tuple(Sentence(charge=f"罪{place}", penalty=one) for place, one in enumerate(penalties))}


def test_an_empty_register_is_well():
    found = check()
    assert found.all_is_well
    assert (found.entries, found.sealed) == (0, 0)


@pytest.mark.parametrize(
    ("facts", "where"),
    [
        ({}, "open"),
        (sentence(term(60)), "open"),
        (sentence(term(60, 1)), ""),
        (sentence(term(61)), ""),
        (sentence(term(0, kind=PenaltyKind.LIFE)), ""),
        (sentence(term(40), term(20)), "open"),
        (sentence(term(40), term(30)), "unsettled"),
        ({**sentence(term(40), term(30)), "combined": term(60)}, "open"),
        ({**sentence(term(40), term(30)), "combined": term(66)}, ""),
        ({"outcome": Outcome.EXEMPTED, **sentence(term(0, kind=PenaltyKind.NONE))}, "open"),
        ({"outcome": Outcome.ACQUITTED, "sentences": ()}, "open"),
        ({"offences": (Period("2023-06-01", "2023-06-01"),)}, "open"),  # on the eighteenth birthday still under
        ({"offences": (Period("2023-06-02", "2023-06-02"),)}, ""),
        ({"offences": (Period("2023-06-02", ""),)}, ""),
        ({"offences": (Period("2023-05-01", "2023-07-01"),)}, "unsettled"),
        ({"offences": (Period("2023-05-01", "2023-07-01"),), "main_acts_before_18": True}, "open"),
        ({"offences": (Period("2023-05-01", "2023-07-01"),), "main_acts_before_18": False}, ""),
        ({"offences": (Period("2023", "2023"),)}, "unsettled"),
        ({"offences": (Period("2022", "2022"),)}, "open"),
        ({"offences": (Period("2022-02-01", "2022-02-31"),)}, "open"),  # a day that does not exist stops nothing
        ({"offences": (Period("", ""),)}, "unsettled"),
        ({"offences": ()}, "unsettled"),
        ({"offences": (Period("2023", "2023"),), "unsealed": Unsealed("qh-07", "实施时已满十八周岁")}, ""),
        ({"defendant": described(YOUNG, born="")}, "open"),  # by the resident number
        ({"defendant": described(YOUNG, born="", documents=())}, "unsettled"),
        ({"defendant": described(YOUNG, born="2005", documents=())}, "open"),
        ({"defendant": described(cast.ON_RECORD)}, ""),
    ],
)
def test_each_reading_of_the_law(facts: dict, where: str):
    facts = {"offences": (Period("2022-09-18", "2022-12-11"),), **facts}
    judged = replace(record().document, pronounced_on=date(2024, 4, 20))
    whole = record(verdict(YOUNG, **facts), document=judged)
    conviction = registers.enter(record=whole, **ACT).defendants[0].conviction
    found = check()
    assert {"open": found.open, "unsettled": found.unsettled} == {
        name: (conviction,) if name == where else () for name in ("open", "unsettled")
    }


def test_a_minor_on_the_day_of_the_judgment_was_one_at_the_crime_whenever_that_was():
    assert check().all_is_well
    conviction = enter(offences=())  # judged on 2023-04-20
    assert check().open == (conviction,)


def test_what_an_appeal_took_off_is_not_counted():
    whole = record(verdict(YOUNG))
    registers.enter(record=whole, **ACT)
    ruling = RulingStated(
        name=YOUNG.name,
        relation=Relation.APPEAL,
        treatment=Treatment.CHANGED,
        earlier_court=whole.document.court_name,
        earlier_case=whole.document.case_number,
        effective_on=date(2023, 6, 1),
        effect_ground="appeal_decided",
        verdict=0,
    )
    registers.enter(record=record(verdict(YOUNG, **sentence(term(72))), rulings=(ruling,)), **ACT)
    assert check().all_is_well


def test_what_was_received_by_the_rules_leaves_nothing_to_find():
    for name in ("shen-xiaodu", "tang-bozhou", "zhao-shidi", "wu-tongyu", "han-yueling", "meng-chuanbai"):
        receive(demo(name))
    found = check()
    assert found.all_is_well, found
    assert found.sealed == 2


@pytest.mark.parametrize("why", [sentence(term(72)), {"offences": (Period("2023-07-01", "2023-07-02"),)}])
@pytest.mark.parametrize("rules", ["measures_2022: SEAL-01", "sealing_notice: SEAL-10", "decided by qh-07: SEAL-03"])
def test_what_is_sealed_by_reckoning_and_should_not_be_is_found_and_a_courts_word_is_not_reckoned(why, rules):
    sealed = services.seal_entered(conviction=enter(**why), rules=rules, **ACT)
    assert check().closed == ((sealed.conviction,) if rules.startswith("measures") else ())


def test_a_heavier_verdict_that_left_with_its_milder_appeal_is_rightly_sealed():
    whole = record(verdict(YOUNG, **sentence(term(72))))
    conviction = registers.enter(record=whole, **ACT).defendants[0].conviction
    ruling = RulingStated(
        name=YOUNG.name,
        relation=Relation.APPEAL,
        treatment=Treatment.CHANGED,
        earlier_court=whole.document.court_name,
        earlier_case=whole.document.case_number,
        effective_on=date(2023, 6, 1),
        effect_ground="appeal_decided",
        verdict=0,
    )
    registers.enter(record=record(verdict(YOUNG, **sentence(term(48))), rulings=(ruling,)), **ACT)
    services.seal_entered(conviction=conviction, rules="measures_2022: SEAL-01", **ACT)
    found = check()
    assert found.sealed == 2
    assert found.all_is_well


def test_findings_stand_on_the_vaults_ledger_by_reference_alone():
    conviction = enter()
    before = LedgerEntry.objects.count()
    check()
    told = LedgerEntry.objects.using("vault").filter(kind=EventKind.SEAL_DOUBTED).get()
    assert told.facts == {"doubt": "open", "entry": str(conviction)}
    summary = LedgerEntry.objects.using("vault").filter(kind=EventKind.SEALS_CHECKED).get()
    assert summary.facts["open"] == "1"
    assert LedgerEntry.objects.count() == before


def test_the_nightly_round_checks_once_a_day_and_after_two():
    night = AT.replace(hour=18, minute=0, second=0)  # two in the morning in China
    jobs.go_round(at=night - timedelta(minutes=1))
    assert checks() == 0
    for later in (0, 1, 300):
        jobs.go_round(at=night + timedelta(minutes=later))
    assert checks() == 1
    jobs.go_round(at=night + timedelta(days=1))
    assert checks() == 2


def checks() -> int:
    return LedgerEntry.objects.using("vault").filter(kind=EventKind.SEALS_CHECKED).count()


DAYS = st.dates(date(2023, 5, 25), date(2023, 6, 8))
PENALTIES = st.builds(
    term,
    st.integers(58, 62),
    st.integers(0, 1),
    st.sampled_from([PenaltyKind.FIXED_TERM, PenaltyKind.DETENTION, PenaltyKind.LIFE]),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    began=DAYS,
    lasted=st.integers(0, 5),
    penalty=PENALTIES,
    combined=st.none() | PENALTIES,
    main=st.none() | st.booleans(),
    outcome=st.sampled_from([Outcome.CONVICTED, Outcome.EXEMPTED]),
)
def test_rules_and_check_agree_though_neither_knows_the_other(began, lasted, penalty, combined, main, outcome):
    ended = began + timedelta(days=lasted)
    facts = {
        "outcome": outcome,
        "offences": (Period(began.isoformat(), ended.isoformat()),),
        "main_acts_before_18": main,
        "combined": combined,
        **sentence(penalty),
    }
    whole = record(verdict(YOUNG, **facts), document=replace(record().document, pronounced_on=date(2024, 4, 20)))
    conviction = registers.enter(record=whole, **ACT).defendants[0].conviction
    subject = register.Conviction.objects.get(id=conviction).subject_id
    read = registers_queries.convictions(subject=subject, viewer=CLERK, purpose=PURPOSE, on=AT.date())
    [known] = [one for one in read if one.case.reference == str(conviction)]
    asked = must_be_sealed(known.sealing, AT.date())
    found = check()
    contradictory = asked.answer is Answer.PERSON
    assert (conviction in found.open) == (asked.answer is Answer.YES) or contradictory
    assert conviction in (*found.open, *found.unsettled) or asked.answer is Answer.NO or contradictory
