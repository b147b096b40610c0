"""Who may object to which answer, where, and with which papers."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings import codes
from qingbai.law import objectors as law
from qingbai.law.objectors import AnsweredTo, ObjectionFacts, ObjectionPaper, Objector
from qingbai.law.terms import Answer
from qingbai.law.wording import wording

YES, NO, PERSON = Answer.YES, Answer.NO, Answer.PERSON
PLAIN = ObjectionFacts(
    objector=Objector.HIMSELF,
    answered=True,
    original_office="100101-hy",
    office="100101-hy",
    present=frozenset(law.NEEDED),
)


@pytest.mark.parametrize(
    ("changes", "answer", "code"),
    [
        pytest.param({}, YES, "may_object", id="the person concerned at the office that answered"),
        pytest.param({"objector": Objector.GUARDIAN}, YES, "may_object", id="a guardian"),
        pytest.param({"objector": Objector.AGENT, "agent_capable": True}, YES, "may_object", id="a capable agent"),
        pytest.param(
            {"objector": Objector.AGENT}, PERSON, "objector_capacity_unknown", id="an agent of unknown capacity"
        ),
        pytest.param(
            {"objector": Objector.AGENT, "agent_capable": False}, NO, "objector_not_capable", id="an incapable agent"
        ),
        pytest.param({"objector": Objector.ASKING_UNIT}, NO, "not_concerned", id="a unit that asked nothing"),
        pytest.param(
            {"objector": Objector.GUARDIAN, "ward_of_age": True}, PERSON, "ward_of_age", id="a guardian of an adult"
        ),
        pytest.param(
            {"objector": Objector.GUARDIAN, "ward_of_age": None}, PERSON, "ward_of_age", id="a ward of unknown age"
        ),
        pytest.param({"unseen": True}, PERSON, "papers_to_be_looked_at", id="papers nobody has looked at"),
        pytest.param({"objector": Objector.OTHER}, NO, "not_concerned", id="anybody else"),
        pytest.param({"office": "100102-sq"}, NO, "object_at_original_office", id="another office"),
        pytest.param({"answered": False}, NO, "nothing_answered", id="before an answer"),
        pytest.param({"under_review": True}, NO, "review_running", id="while a review runs"),
    ],
)
def test_who_may_object_and_where(changes: dict, answer: Answer, code: str) -> None:
    found = law.may_object(replace(PLAIN, **changes))
    assert found.answer is answer
    assert codes(found) == [code]
    assert found.value == ("100101-hy" if answer is YES else None)


def test_every_reason_against_an_objection_is_given_at_once() -> None:
    wrong = replace(PLAIN, objector=Objector.OTHER, office="100102-sq", answered=False, under_review=True)
    assert codes(law.may_object(wrong)) == [
        "nothing_answered",
        "not_concerned",
        "object_at_original_office",
        "review_running",
    ]


MAY: dict[Objector, dict[AnsweredTo, tuple[Answer, str]]] = {
    **{
        who: {
            **dict.fromkeys(AnsweredTo, (YES, "may_object")),
            AnsweredTo.MINORS_UNIT: (PERSON, "object_through_the_unit"),
            AnsweredTo.NOBODY: (YES, "may_ask_correction"),
        }
        for who in (Objector.HIMSELF, Objector.AGENT, Objector.GUARDIAN)
    },
    Objector.ASKING_UNIT: {
        AnsweredTo.PERSON: (NO, "not_concerned"),
        AnsweredTo.UNIT: (YES, "may_object"),
        AnsweredTo.MINORS_UNIT: (YES, "may_object"),
        AnsweredTo.STATE_ORGAN: (PERSON, "organ_objects"),
        AnsweredTo.LAWYER: (PERSON, "organ_objects"),
        AnsweredTo.NOBODY: (NO, "not_concerned"),
    },
    Objector.OTHER: dict.fromkeys(AnsweredTo, (NO, "not_concerned")),
}


@pytest.mark.parametrize("to", list(AnsweredTo))
@pytest.mark.parametrize("objector", list(Objector))
def test_who_may_object_to_which_answer(objector: Objector, to: AnsweredTo) -> None:
    found = law.may_object(replace(PLAIN, objector=objector, answered_to=to, agent_capable=True))
    assert (found.answer, codes(found)[0]) == MAY[objector][to]


def test_what_a_person_must_settle_is_named_all_at_once() -> None:
    facts = replace(PLAIN, objector=Objector.AGENT, answered_to=AnsweredTo.MINORS_UNIT, unseen=True)
    assert codes(law.may_object(facts)) == [
        "object_through_the_unit",
        "objector_capacity_unknown",
        "papers_to_be_looked_at",
    ]


FACTS = st.builds(
    ObjectionFacts,
    objector=st.sampled_from(Objector),
    answered=st.booleans(),
    original_office=st.just("a"),
    office=st.sampled_from(["a", "b"]),
    answered_to=st.sampled_from(AnsweredTo),
    present=st.frozensets(st.sampled_from(ObjectionPaper)),
    agent_capable=st.sampled_from([True, False, None]),
    ward_of_age=st.sampled_from([True, False, None]),
    unseen=st.booleans(),
    under_review=st.booleans(),
)


@given(FACTS)
def test_nobody_objects_at_another_office_nor_without_an_answer_and_what_was_not_looked_at_is_never_accepted(
    facts: ObjectionFacts,
) -> None:
    found = law.may_object(facts)
    if facts.office != "a" or not facts.answered:
        assert found.answer is NO
    if found.answer is YES:
        assert not facts.unseen
        assert not facts.under_review


@pytest.mark.parametrize("objector", list(Objector))
def test_everything_missing_is_named_at_once(objector: Objector) -> None:
    found = law.missing_in_objection(replace(PLAIN, objector=objector, present=frozenset()))
    needed = set(law.NEEDED_BY.get(objector, law.NEEDED))
    assert found.answer is YES
    assert set(found.value) == needed
    assert len(found.because) == len(needed)
    whole = law.missing_in_objection(replace(PLAIN, objector=objector, present=frozenset(needed)))
    assert (whole.answer, whole.value) == (NO, ())


def test_a_correction_needs_no_paper_that_was_answered_with() -> None:
    asked = replace(PLAIN, answered_to=AnsweredTo.NOBODY, present=frozenset())
    assert law.missing_in_objection(asked).value == law.IN_A_CORRECTION
    assert ObjectionPaper.PAPER_NUMBER not in law.IN_A_CORRECTION
    guardians = law.missing_in_objection(replace(asked, objector=Objector.GUARDIAN)).value
    assert set(guardians) == {*law.IN_A_CORRECTION, ObjectionPaper.GUARDIANSHIP_PROOF, ObjectionPaper.GUARDIAN_IDENTITY}


def test_a_missing_form_is_named_in_both_languages() -> None:
    found = law.missing_in_objection(replace(PLAIN, present=frozenset(law.NEEDED) - {ObjectionPaper.FORM}))
    said = wording(found.because[0])
    assert said.zh == "缺少复查申请表，请补充。"
    assert "the review form" in said.en


def test_papers_nobody_has_looked_at_rest_on_who_brought_them() -> None:
    for objector, instrument in ((Objector.GUARDIAN, law.GUARDIAN), (Objector.AGENT, law.AGENT)):
        found = law.may_object(replace(PLAIN, objector=objector, agent_capable=True, unseen=True))
        assert [(reason.code, reason.citation) for reason in found.because] == [("papers_to_be_looked_at", instrument)]


def test_the_office_that_takes_it_up_is_named() -> None:
    [reason] = law.may_object(PLAIN).because
    assert reason.facts == {"office": PLAIN.original_office}
