"""What a file shows of its acts: the search that stands, and everything that a person did."""

from hypothesis import given
from hypothesis import strategies as st

from qingbai.agencies import histories

BY_HAND, ASIDE = ["JUDGE", "SEND_BACK", "search"], ["receipt"]  # small letters: by an officer, or beside the way
HOUSE = ["ACCEPT", "SEARCH", "REFER", "DECIDE", "ISSUE"]
acts = st.lists(st.sampled_from([*BY_HAND, *ASIDE, *HOUSE]), max_size=12)


def standing(*done: str) -> list[str]:
    shown = histories.standing(
        done,
        anew=lambda one: one == "SEARCH",
        superseded=lambda one: one in {"SEARCH", "REFER", "DECIDE"},
        aside=lambda one: one in ASIDE,
    )
    return list(shown)


def test_a_search_made_again_stands_in_place_of_the_earlier_one_and_what_followed_from_it():
    shown = standing("ACCEPT", "SEARCH", "REFER", "receipt", "SEARCH", "DECIDE")
    assert shown == ["ACCEPT", "receipt", "SEARCH", "DECIDE"]


def test_what_a_person_did_stays_with_what_led_to_it():
    done = ["ACCEPT", "SEARCH", "REFER", "JUDGE", "SEARCH", "DECIDE", "ISSUE"]
    assert standing(*done) == done
    sent_back = ["ACCEPT", "SEARCH", "DECIDE", "SEND_BACK", "search", "DECIDE"]
    assert standing(*sent_back) == sent_back


@given(acts)
def test_nothing_but_the_work_of_the_house_on_a_search_is_ever_left_out(done):
    plain = [one for one in done if one not in {"SEARCH", "REFER", "DECIDE"}]
    assert [one for one in standing(*done) if one not in {"SEARCH", "REFER", "DECIDE"}] == plain


@given(acts)
def test_the_latest_search_and_what_followed_it_always_stand(done):
    if "SEARCH" in done:
        last = len(done) - 1 - done[::-1].index("SEARCH")
        assert standing(*done)[-len(done[last:]) :] == done[last:]


@given(acts)
def test_shown_twice_it_is_shown_the_same(done):
    once = standing(*done)
    assert standing(*once) == once


def test_a_reason_about_what_is_gone_is_left_out_and_one_about_nothing_is_not():
    told = (
        {"code": "a", "facts": {"reference": "1"}},
        {"code": "b", "facts": {"reference": "2"}},
        {"code": "c", "facts": {}},
    )
    assert [one["code"] for one in histories.without(told, {"1"})] == ["b", "c"]
