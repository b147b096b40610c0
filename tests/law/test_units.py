"""units: with which papers, where (INQ-12, INQ-17)."""

from datetime import date, timedelta

from qingbai.law.terms import Answer, OfficeKind
from qingbai.law.units import (
    Consent,
    Proof,
    UnitPaper,
    answers_for_domicile,
    consent_stands,
    missing_unit_papers,
    relation_shown,
    served_online,
    takes_list,
)

YES, NO, PERSON = Answer.YES, Answer.NO, Answer.PERSON


def test_somebody_is_of_the_unit_by_proof_or_own_consent() -> None:
    assert [relation_shown(proof, consented=True).answer for proof in Proof] == [YES, YES, YES, YES]
    assert relation_shown(Proof.CONSENT_ONLINE).answer is NO
    assert relation_shown(None).answer is PERSON
    facts = [relation_shown(proof, consented=True).because[0].facts for proof in Proof]
    assert facts == [{"proof": proof.value} for proof in Proof]


def test_everything_missing_is_named_at_once() -> None:
    found = missing_unit_papers(frozenset({UnitPaper.LETTER}))
    assert (found.answer, found.value) == (YES, (UnitPaper.HANDLER_IDENTITY, UnitPaper.SEALED_FORM))
    assert [reason.facts["unit_paper"] for reason in found.because] == ["handler_identity", "sealed_form"]
    complete = missing_unit_papers(frozenset(UnitPaper))
    assert (complete.answer, complete.value) == (NO, ())
    assert missing_unit_papers(frozenset()).value == tuple(UnitPaper)


def test_the_police_station_of_the_domicile_answers() -> None:
    own, other = (answers_for_domicile(domicile=place, station="100101") for place in ("100101", "100102"))
    assert (own.answer, own.because[0].facts) == (YES, {"place": "100101"})
    assert (other.answer, other.because[0].facts) == (NO, {"place": "100102"})


def test_a_region_s_department_takes_lists_and_the_station_those_of_fewer() -> None:
    station, order = OfficeKind.POLICE_STATION, OfficeKind.PUBLIC_ORDER
    assert takes_list(station, people=100_000).answer is YES
    assert takes_list(order, people=2).answer is NO
    for office, people, answer in ((station, 4, YES), (station, 5, NO), (order, 5, YES), (order, 1, YES)):
        assert takes_list(office, people=people, lists_at=order, from_people=5).answer is answer
    assert takes_list(station, people=5, lists_at=order, from_people=5).value is order


def test_units_are_served_online_where_the_region_has_opened_it() -> None:
    assert [served_online(opened=word).answer for word in (True, False)] == [YES, NO]
    assert served_online(opened=False).because[0].citation.rule == "INQ-13"


def test_a_consent_stands_from_its_day_to_its_last_and_why_it_does_not_is_the_person_s_affair() -> None:
    first, last = date(2026, 11, 20), date(2027, 2, 18)
    given = Consent(granted_on=first, until_on=last)
    assert [consent_stands(given, day).answer for day in (first, last)] == [YES, YES]
    none = [
        consent_stands(given, first - timedelta(days=1)),
        consent_stands(given, last + timedelta(days=1)),
        consent_stands(Consent(granted_on=first, until_on=last, ended=True), first),
        consent_stands(Consent(until_on=last), first),
        consent_stands(Consent(granted_on=first), first),
    ]
    assert {one.answer for one in none} == {NO}
    assert all(one.because == none[0].because for one in none)
