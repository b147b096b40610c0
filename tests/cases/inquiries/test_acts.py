"""The table of acts: every way through it is lawful, and nothing else is."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingbai.agencies.terms import Role
from qingbai.agencies.ways import ActRefused, By
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.inquiries.acts import ENDS, WAY, Act, Status

TABLE = WAY.table
APPLICANT = Actor(ActorKind.APPLICANT, "a")
CLERK, REVIEWER, HEAD = (Actor(ActorKind.OFFICER, role.value, "o", role.value) for role in list(Role)[:3])
EVERYBODY = (
    SYSTEM,
    APPLICANT,
    CLERK,
    REVIEWER,
    HEAD,
    Actor(ActorKind.VISITOR, "v"),
    Actor(ActorKind.OFFICER, "x", "o"),
)


@dataclass(frozen=True)
class Done:
    act: Act
    by: Actor = SYSTEM


def status_after(*acts: Act) -> Status | None:
    return WAY.status([Done(act) for act in acts])


def test_the_straight_way_ends_with_a_paper_that_was_signed_for() -> None:
    straight = (Act.SUBMIT, Act.ACCEPT, Act.SEARCH, Act.DECIDE, Act.ISSUE, Act.SIGN_FOR)
    assert status_after(*straight) is Status.SIGNED_FOR


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


def test_every_act_stands_in_the_table() -> None:
    assert {act for _, act in TABLE} == set(Act)


@pytest.mark.parametrize("act", [act for act in Act if act is not Act.SUBMIT])
def test_nothing_but_a_submission_opens_an_application(act: Act) -> None:
    with pytest.raises(ActRefused, match=act.value):
        WAY.following((), act, HEAD)


def test_no_application_is_decided_without_a_search() -> None:
    deciding = {before for (before, act) in TABLE if act is Act.DECIDE}
    assert deciding == {Status.SEARCHED}


def test_no_paper_leaves_without_a_decision() -> None:
    assert {before for (before, act) in TABLE if act is Act.ISSUE} == {Status.DECIDED, Status.CLEARED}


def test_only_an_officer_judges_who_somebody_is() -> None:
    _, who = TABLE[Status.WITH_A_PERSON, Act.JUDGE_MATCH]
    assert who == {By.CLERK}


def test_only_a_reviewer_or_a_head_takes_a_paper_back() -> None:
    assert [WAY.ever(Act.REVOKE, who) for who in EVERYBODY] == [False, False, False, True, True, False, False]


def test_an_applicant_is_told_what_is_possible_instead() -> None:
    with pytest.raises(ActRefused, match="possible: add_paper, choose_delivery, supplement, withdraw"):
        WAY.following([Done(Act.SUBMIT), Done(Act.LIST_MISSING)], Act.ACCEPT, APPLICANT)


@given(st.lists(st.tuples(st.sampled_from(list(Act)), st.sampled_from(EVERYBODY)), max_size=14))
def test_an_act_is_refused_exactly_where_it_is_not_offered(tries: Sequence[tuple[Act, Actor]]) -> None:
    done: list[Done] = []
    for act, by in tries:
        if act in WAY.lawful(done, by):
            after = WAY.following(done, act, by)
            done.append(Done(act, by))
            assert WAY.status(done) is after
        else:
            with pytest.raises(ActRefused):
                WAY.following(done, act, by)
