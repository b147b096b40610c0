"""The table of acts: every way through it is lawful, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingbai.audit.actors import ActorKind
from qingbai.inquiries.acts import ENDS, TABLE, Act, ActRefused, Status, following, lawful_acts, status_after

STRAIGHT = (Act.SUBMIT, Act.ACCEPT, Act.SEARCH, Act.DECIDE, Act.ISSUE, Act.SIGN_FOR)


def test_the_straight_way_ends_with_a_paper_that_was_signed_for() -> None:
    assert status_after(STRAIGHT) is Status.SIGNED_FOR


def test_every_status_can_be_reached_from_the_beginning() -> None:
    reached: set[Status | None] = {None}
    while True:
        more = {after for (before, _), (after, _) in TABLE.items() if before in reached} - reached
        if not more:
            break
        reached |= more
    assert reached - {None} == set(Status)


def test_nothing_follows_an_end_and_something_follows_everything_else() -> None:
    going_on = {before for before, _ in TABLE}
    assert going_on.isdisjoint(ENDS)
    assert {None, *set(Status) - ENDS} == going_on


@pytest.mark.parametrize("act", [act for act in Act if act is not Act.SUBMIT])
def test_nothing_but_a_submission_opens_an_application(act: Act) -> None:
    with pytest.raises(ActRefused, match=act.value):
        following(None, act, ActorKind.OFFICER)


def test_no_application_is_decided_without_a_search() -> None:
    deciding = {before for (before, act) in TABLE if act is Act.DECIDE}
    assert deciding == {Status.SEARCHED}


def test_no_paper_leaves_without_a_decision() -> None:
    assert {before for (before, act) in TABLE if act is Act.ISSUE} == {Status.DECIDED}


def test_only_an_officer_judges_who_somebody_is() -> None:
    _, who = TABLE[Status.WITH_A_PERSON, Act.JUDGE_MATCH]
    assert who == {ActorKind.OFFICER}


def test_an_applicant_is_told_what_is_possible_instead() -> None:
    with pytest.raises(ActRefused, match="possible: supplement, withdraw"):
        following(Status.INCOMPLETE, Act.ACCEPT, ActorKind.APPLICANT)


@given(st.lists(st.sampled_from(list(Act)), max_size=12), st.sampled_from(list(ActorKind)))
def test_an_act_is_refused_exactly_where_it_is_not_offered(acts: list[Act], actor: ActorKind) -> None:
    status: Status | None = None
    for act in acts:
        if act in lawful_acts(status, actor):
            status = following(status, act, actor)
        else:
            with pytest.raises(ActRefused):
                following(status, act, actor)
