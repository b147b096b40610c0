"""The way of any case: who may do what now, four eyes, and the table line by line."""

from dataclasses import dataclass
from enum import StrEnum

import pytest

from qingbai.agencies.terms import Role
from qingbai.agencies.ways import ActRefused, By, Line, Way, capacities
from qingbai.audit.actors import SYSTEM, Actor, ActorKind


class Light(StrEnum):
    OFF = "off"
    ASKED = "asked"
    ON = "on"


class Do(StrEnum):
    BEGIN = "begin"
    ASK = "ask"
    ALLOW = "allow"
    BREAK = "break"


@dataclass(frozen=True)
class Done:
    act: Do
    by: Actor


WAY: Way[Light, Do] = Way(
    table={
        (None, Do.BEGIN): (Light.OFF, frozenset({By.MACHINE, By.ASKER})),
        (Light.OFF, Do.ASK): (Light.ASKED, frozenset({By.CLERK})),
        (Light.ASKED, Do.ALLOW): (Light.ON, frozenset({By.REVIEWER})),
        (Light.ON, Do.BREAK): (Light.OFF, frozenset({By.MACHINE})),
    },
    apart={Do.ALLOW: Do.ASK},
)
SOMEBODY = Actor(ActorKind.APPLICANT, "somebody")


def officer(name: str, role: str) -> Actor:
    return Actor(ActorKind.OFFICER, name, "office", role)


CLERK, REVIEWER, HEAD = (officer(role.value, role.value) for role in (Role.CLERK, Role.REVIEWER, Role.HEAD))
ASKED = (Done(Do.BEGIN, SOMEBODY), Done(Do.ASK, REVIEWER))


@pytest.mark.parametrize(
    ("actor", "own"),
    [
        (SYSTEM, {By.MACHINE}),
        (SOMEBODY, {By.ASKER}),
        (CLERK, {By.CLERK}),
        (REVIEWER, {By.CLERK, By.REVIEWER}),
        (HEAD, {By.CLERK, By.REVIEWER, By.HEAD}),
        (officer("x", Role.AUDITOR), {By.AUDITOR}),
        (officer("x", Role.REGISTRAR), set()),
        (officer("x", ""), set()),
        (Actor(ActorKind.VISITOR, "x"), set()),
        (Actor(ActorKind.SENDER, "x"), set()),
    ],
)
def test_a_reviewer_may_do_what_a_clerk_may_and_strangers_nothing(actor: Actor, own: set[By]) -> None:
    assert capacities(actor) == own


def test_where_a_case_stands_is_told_by_what_was_done() -> None:
    assert [WAY.status(ASKED[:count]) for count in range(3)] == [None, Light.OFF, Light.ASKED]


def test_who_asked_does_not_allow_it_and_somebody_else_does() -> None:
    assert WAY.lawful(ASKED, REVIEWER) == frozenset()
    assert WAY.lawful(ASKED, HEAD) == {Do.ALLOW}
    assert WAY.following(ASKED, Do.ALLOW, HEAD) is Light.ON


def test_the_same_account_of_another_kind_of_actor_is_somebody_else() -> None:
    asked = (Done(Do.BEGIN, SOMEBODY), Done(Do.ASK, Actor(ActorKind.SENDER, "head")))
    assert WAY.lawful(asked, HEAD) == {Do.ALLOW}


def test_only_the_latest_who_asked_is_kept_from_allowing() -> None:
    again = (*ASKED, Done(Do.ALLOW, HEAD), Done(Do.BREAK, SYSTEM), Done(Do.ASK, HEAD))
    assert WAY.lawful(again, REVIEWER) == {Do.ALLOW}


def test_a_refusal_names_act_status_and_what_may_be_done_instead() -> None:
    with pytest.raises(ActRefused, match="break: not possible for this head while the case is asked; possible: allow"):
        WAY.following(ASKED, Do.BREAK, HEAD)
    with pytest.raises(ActRefused, match="not yet begun; possible: nothing"):
        WAY.following((), Do.BEGIN, CLERK)


def test_a_service_that_says_no_where_the_table_says_yes_offers_the_rest() -> None:
    refused = WAY.refusal(ASKED, Do.ALLOW, HEAD)
    assert (refused.status, refused.act, refused.instead) == (Light.ASKED, Do.ALLOW, frozenset())


def test_who_may_ever_do_an_act_is_known_before_any_case() -> None:
    assert [WAY.ever(Do.ALLOW, who) for who in (HEAD, REVIEWER, CLERK, SYSTEM)] == [True, True, False, False]


def test_the_table_is_told_line_by_line_with_four_eyes_named() -> None:
    assert list(WAY.lines())[2] == Line(Light.ASKED, Do.ALLOW, Light.ON, frozenset({By.REVIEWER}), Do.ASK)
