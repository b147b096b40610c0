"""What stands out among acts of two, and the draw of the daily sample. Pure."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from qingbai.agencies.foureyes import Pair, Room
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.oversight.handinhand import MANY, OTHERS, QUICK, narrowed, seen
from qingbai.oversight.sampleacts import draw, seed_of

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)


def officer(name: str) -> Actor:
    return Actor(ActorKind.OFFICER, name, "100101-hy")


def pair(first: str = "a", second: str = "h", *, seconds: int = 3600, n: int = 0, **changes) -> Pair:
    plain = {
        "room": Room.REVIEW,
        "number": f"FC-{n}",
        "office": "100101-hy",
        "proposed": "draft",
        "first": officer(first),
        "first_at": AT,
        "act": "sign",
        "second": officer(second),
        "second_at": AT + timedelta(seconds=seconds),
    }
    return Pair(**{**plain, **changes})


def out(*pairs: Pair) -> list[tuple[bool, bool, bool]]:
    return [(one.quick, one.same_two, one.alone) for one in seen(pairs) if one.stands_out]


@given(st.integers(0, 10 * QUICK))
def test_an_approval_within_seconds_stands_out_and_a_later_one_does_not(seconds) -> None:
    assert bool(out(pair(seconds=seconds))) is (seconds <= QUICK)
    assert not out(pair(seconds=seconds, needed=False)), "where one was enough nothing is said"
    assert not out(replace(pair(seconds=seconds), first=SYSTEM)), "the house proposes and does not read"


def test_one_person_who_did_both_stands_out() -> None:
    assert out(pair("h", "h")) == [(False, False, True)]


@given(st.integers(0, 2 * MANY), st.integers(0, 3))
def test_always_the_same_two_stand_out_where_there_was_a_choice(count, others) -> None:
    together = [pair("a", "h", n=n) for n in range(count)]
    beside = [pair(f"o{n}", "h2", n=100 + n) for n in range(others)]
    expected = count if count >= MANY and others >= OTHERS else 0
    assert len(out(*together, *beside)) == expected


def test_who_approves_what_everybody_brings_does_not_stand_out_and_rooms_and_offices_are_apart() -> None:
    mixed = [pair(name, "h", n=n) for n, name in enumerate("abcd" * MANY)]
    assert not out(*mixed)
    elsewhere = [pair("a", "h", n=n, office="100102-sq") for n in range(MANY)]
    assert not out(*elsewhere, pair("b", "x"), pair("c", "x")), "others propose, but at another office"
    found = seen([*mixed, *elsewhere, pair(seconds=1, n=999)])
    assert len(narrowed(found, office="100102-sq")) == MANY
    assert len(narrowed(found, only=True)) == 1
    assert not narrowed(found, room=Room.LIST)


entries = st.lists(st.tuples(st.integers(1, 10**9), st.sampled_from("abc")), max_size=60, unique_by=lambda one: one[0])


@given(entries, st.binary(min_size=32, max_size=32), st.integers(1, 5), st.randoms())
def test_a_draw_is_the_same_in_whatever_order_takes_a_few_of_each_office_and_nothing_else(found, seed, each, chance):
    chosen = draw(seed, found, each)
    mixed = list(found)
    chance.shuffle(mixed)
    assert draw(seed, mixed, each) == chosen
    offices = dict(found)
    taken, there = Counter(offices[one] for one in chosen), Counter(offices.values())
    assert taken == {office: min(each, count) for office, count in there.items()}


def test_every_entry_is_drawn_about_as_often_as_any_and_another_head_draws_others() -> None:
    often = Counter(
        number
        for day in range(400)
        for number in draw(
            seed_of(date(2026, 1, 1) + timedelta(days=day), 9, bytes(32)), [(n, "a") for n in range(20)], 5
        )
    )
    assert sum(often.values()) == 2000
    assert all(60 < often[n] < 140 for n in range(20))
    seeds = {
        seed_of(day, size, root)
        for day in (AT.date(), date(2026, 1, 1))
        for size in (1, 2)
        for root in (b"a" * 32, b"b" * 32)
    }
    assert len(seeds) == 8
