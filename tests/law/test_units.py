"""units: with which papers, where (INQ-12, INQ-17)."""

from qingbai.law.terms import Answer
from qingbai.law.units import Proof, UnitPaper, answers_for_domicile, missing_unit_papers, relation_shown

YES, NO, PERSON = Answer.YES, Answer.NO, Answer.PERSON


def test_somebody_is_of_the_unit_by_proof_or_own_consent() -> None:
    assert [relation_shown(proof).answer for proof in Proof] == [YES, YES, YES]
    assert relation_shown(None).answer is PERSON


def test_everything_missing_is_named_at_once() -> None:
    found = missing_unit_papers(frozenset({UnitPaper.LETTER}))
    assert (found.answer, found.value) == (YES, (UnitPaper.HANDLER_IDENTITY, UnitPaper.SEALED_FORM))
    assert [reason.facts["unit_paper"] for reason in found.because] == ["handler_identity", "sealed_form"]
    complete = missing_unit_papers(frozenset(UnitPaper))
    assert (complete.answer, complete.value) == (NO, ())
    assert missing_unit_papers(frozenset()).value == tuple(UnitPaper)


def test_the_police_station_of_the_domicile_answers() -> None:
    assert answers_for_domicile(domicile="100101", station="100101").answer is YES
    assert answers_for_domicile(domicile="100102", station="100101").answer is NO
