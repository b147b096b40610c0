"""complexity: on which ground an inquiry may be investigated, and until when (INQ-20, INQ-21)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingbai.law.complexity import Difficulty, ground_may_be_named, grounds_shown, investigation_due_on
from qingbai.law.terms import Answer, ComplexityGround, Finding
from qingbai.law.time_limits import Calendar

YES, NO, PERSON = Answer.YES, Answer.NO, Answer.PERSON
G = ComplexityGround
BEIJING = frozenset({G.IDENTITY_UNVERIFIED, G.OTHERS_NEEDED, G.PARTY_REFUSES, G.OTHER})
GANSU = frozenset({G.RECORD_UNCLEAR, G.OTHER_ANSWER_BEFORE, G.PAPERS_CONFLICT, G.OTHER})
EVERYWHERE = BEIJING | GANSU
SHOWN = Difficulty(identity_open=True, record_open=True, other_answer_before=True, papers_conflict=True)
NOTHING = Difficulty(identity_open=False, record_open=False, other_answer_before=False, papers_conflict=False)


def told(finding: Finding[object]) -> list[tuple[str, str, str]]:
    return [(one.code, one.citation.rule, one.facts.get("ground", "")) for one in finding.because]


@pytest.mark.parametrize("ground", [G.IDENTITY_UNVERIFIED, G.RECORD_UNCLEAR, G.OTHER_ANSWER_BEFORE, G.PAPERS_CONFLICT])
def test_what_the_file_shows_may_be_named_and_what_it_does_not_show_the_head_weighs(ground: G) -> None:
    shown = ground_may_be_named(ground, SHOWN, EVERYWHERE, "两份材料的出生日期不同")
    assert (shown.answer, shown.value, told(shown)) == (YES, ground, [("ground_shown", "INQ-21", ground.value)])
    for difficulty in (NOTHING, Difficulty()):
        hidden = ground_may_be_named(ground, difficulty, EVERYWHERE, "两份材料的出生日期不同")
        assert (hidden.answer, hidden.value) == (PERSON, ground)
        assert told(hidden) == [("ground_for_the_head", "INQ-21", ground.value)]


@pytest.mark.parametrize("ground", [G.OTHERS_NEEDED, G.PARTY_REFUSES])
def test_what_only_the_officer_sees_is_named_by_stating_it(ground: G) -> None:
    finding = ground_may_be_named(ground, NOTHING, BEIJING, "须向原办案单位核对")
    assert (finding.answer, finding.value, told(finding)) == (YES, ground, [("ground_stated", "INQ-21", ground.value)])


def test_another_circumstance_is_always_the_heads_to_weigh() -> None:
    assert ground_may_be_named(G.OTHER, SHOWN, BEIJING, "其他").answer is PERSON


@given(st.sampled_from(G), st.sampled_from(["", "  ", "\u3000\n"]))
def test_a_ground_about_which_nothing_is_stated_is_none(ground: G, stated: str) -> None:
    finding = ground_may_be_named(ground, SHOWN, EVERYWHERE, stated)
    assert (finding.answer, told(finding)) == (NO, [("ground_not_stated", "INQ-20", ground.value)])


@given(st.sampled_from(G), st.sampled_from([SHOWN, NOTHING]), st.frozensets(st.sampled_from(G)))
def test_only_what_the_region_knows_may_be_named(ground: G, difficulty: Difficulty, known: frozenset[G]) -> None:
    finding = ground_may_be_named(ground, difficulty, known, "写明的情形")
    assert (finding.answer is NO) == (ground not in known)
    if ground not in known:
        assert told(finding) == [("ground_not_known_here", "INQ-21", ground.value)]


def test_of_what_the_file_shows_each_region_is_offered_its_own() -> None:
    assert grounds_shown(SHOWN, BEIJING).value == (G.IDENTITY_UNVERIFIED,)
    gansu = grounds_shown(SHOWN, GANSU)
    assert gansu.value == (G.RECORD_UNCLEAR, G.OTHER_ANSWER_BEFORE, G.PAPERS_CONFLICT)
    assert [ground for _, _, ground in told(gansu)] == ["record_unclear", "other_answer_before", "papers_conflict"]
    nothing = grounds_shown(NOTHING, EVERYWHERE)
    assert (nothing.answer, nothing.value, told(nothing)) == (NO, None, [("no_ground_shown", "INQ-21", "")])


def test_an_investigation_ends_where_the_region_limits_it_and_an_unknown_year_is_flagged() -> None:
    calendar = Calendar(years=frozenset({2026}))
    limited = investigation_due_on(date(2026, 3, 2), 15, calendar)
    assert (limited.answer, limited.value) == (YES, date(2026, 3, 23))
    assert limited.because[0].code == "investigation_within"
    assert dict(limited.because[0].facts) == {"working_days": "15"}
    free = investigation_due_on(date(2026, 3, 2), None, calendar)
    assert (free.answer, free.value, free.because[0].code) == (NO, None, "investigation_without_limit")
    assert investigation_due_on(date(2026, 12, 30), 15, calendar).answer is PERSON
