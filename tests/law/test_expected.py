"""expected: which notice must still come, and how late one is (REG-03, REG-04, SEAL-10, MIN-09)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings import codes
from qingbai.law.expected import Delay, ExecutionFacts, Expected, expected_notices, how_late, late_by
from qingbai.law.organs import NoticeKind, SenderKind
from qingbai.law.parameters import NOTICE_DUTIES, NoticeDuty
from qingbai.law.terms import Answer, Finding, Outcome, Penalty, PenaltyKind
from qingbai.law.time_limits import Calendar

YES, NO, PERSON = Answer.YES, Answer.NO, Answer.PERSON
PLAIN = Calendar(years=frozenset(range(2010, 2100)))
NONE_KNOWN = Calendar(years=frozenset())
COURT, PRISON, HOUSE, BUREAU = (
    SenderKind.COURT,
    SenderKind.PRISON,
    SenderKind.DETENTION_HOUSE,
    SenderKind.JUSTICE_BUREAU,
)
RELEASE, END, PAPERS = NoticeKind.RELEASE, NoticeKind.CORRECTION_END, NoticeKind.EXECUTION_PAPERS
START, START_PAPERS = NoticeKind.CORRECTION_START, NoticeKind.CORRECTION_PAPERS
BEGUN = frozenset({PAPERS, START, START_PAPERS})
THURSDAY = date(2024, 5, 9)


def term(months: int | None, days: int = 0, **given: object) -> Penalty:
    return Penalty(kind=PenaltyKind.FIXED_TERM, months=months, days=days, **given)


def kind(of: PenaltyKind, months: int | None = None, **given: object) -> Penalty:
    return Penalty(kind=of, months=months, **given)


def facts(**given: object) -> ExecutionFacts:
    known: dict[str, object] = {
        "outcome": Outcome.CONVICTED,
        "penalty": term(36),
        "effective_on": THURSDAY,
        "term_to": date(2026, 11, 30),
        "received": BEGUN,
    }
    return ExecutionFacts(**{**known, **given})


def owed(finding: Finding[tuple[Expected, ...]]) -> list[tuple[NoticeKind, tuple[SenderKind, ...], date, date]]:
    assert finding.value is not None
    return [(one.notice, one.senders, one.event_on, one.due_on) for one in finding.value]


def test_a_prison_tells_of_the_release_at_the_end_that_the_judgment_states() -> None:
    finding = expected_notices(facts(), PLAIN)
    assert finding.answer is YES
    assert owed(finding) == [(RELEASE, (PRISON,), date(2026, 11, 30), date(2026, 12, 10))]
    assert codes(finding) == ["term_end_stated", "held_in_prison", "notice_due_promptly"]
    assert finding.value is not None
    assert finding.value[0].because == finding.because
    assert finding.because[2].facts == {
        "notice": "release",
        "event_on": "2026-11-30",
        "days": "10",
        "due_on": "2026-12-10",
    }


def test_the_stated_end_wins_over_any_reckoning() -> None:
    both = expected_notices(facts(term_from=date(2024, 1, 1), term_to=date(2026, 10, 1)), PLAIN)
    assert owed(both)[0][2] == date(2026, 10, 1)
    assert codes(both)[0] == "term_end_stated"


def test_without_a_stated_end_the_term_is_reckoned_from_its_stated_beginning() -> None:
    finding = expected_notices(facts(term_from=date(2024, 1, 16), term_to=None), PLAIN)
    assert owed(finding)[0][2] == date(2027, 1, 15)
    assert codes(finding) == ["term_ends", "held_in_prison", "notice_due_promptly"]
    days_only = expected_notices(facts(penalty=term(None, 20), term_from=date(2024, 5, 1), term_to=None), PLAIN)
    assert owed(days_only)[0][2] == date(2024, 5, 20)


@pytest.mark.parametrize(
    ("given", "code", "citation"),
    [
        pytest.param({"term_to": None}, "term_end_unknown", "47", id="neither beginning nor end known: custody to be credited is not known"),
        pytest.param({"term_to": None, "term_from": THURSDAY, "penalty": term(None)}, "term_end_unknown", "47", id="a beginning without a length"),
        pytest.param({"term_to": None, "penalty": kind(PenaltyKind.CONTROL, 12)}, "term_end_unknown", "41", id="control from an unknown day"),
        pytest.param({"term_to": None, "term_from": date(2023, 2, 28), "penalty": term(14)}, "term_reading_doubtful", "202(2)", id="years and months end on different days"),
        pytest.param({"term_to": None, "paroled_on": date(2025, 3, 3)}, "term_end_unknown", "83", id="parole from a term without a known end"),
        pytest.param({"penalty": term(36, probation_months=0)}, "term_end_unknown", "73", id="probation of unknown length"),
        pytest.param({"penalty": None}, "penalty_unknown", "47", id="the punishment itself not known"),
    ],
)  # fmt: skip
def test_where_the_end_is_not_known_a_person_decides(given: dict[str, object], code: str, citation: str) -> None:
    finding = expected_notices(facts(**given), PLAIN)
    assert (finding.answer, finding.value, codes(finding)) == (PERSON, (), [code])
    assert finding.because[0].citation.article == citation


def test_what_is_certain_is_named_beside_what_is_open() -> None:
    finding = expected_notices(facts(term_to=None, received=frozenset()), PLAIN)
    assert finding.answer is PERSON
    assert owed(finding) == [(PAPERS, (COURT,), THURSDAY, date(2024, 5, 20))]
    assert codes(finding) == ["term_end_unknown", "notice_due", "due_day_moved"]


@pytest.mark.parametrize("given", [{"effective_on": None}, {"outcome": Outcome.UNDECIDED}])
def test_without_legal_force_nothing_can_be_reckoned(given: dict[str, object]) -> None:
    finding = expected_notices(facts(**given), PLAIN)
    assert (finding.answer, finding.value, codes(finding)) == (PERSON, (), ["force_unknown"])


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        pytest.param({}, [(PAPERS, (COURT,), THURSDAY, date(2024, 5, 20)), (RELEASE, (PRISON,), date(2026, 11, 30), date(2026, 12, 10))], id="a term of imprisonment"),
        pytest.param({"penalty": kind(PenaltyKind.DETENTION, 5), "term_to": date(2024, 9, 30)}, [(PAPERS, (COURT,), THURSDAY, date(2024, 5, 20)), (RELEASE, (HOUSE,), date(2024, 9, 30), date(2024, 10, 10))], id="criminal detention"),
        pytest.param({"penalty": kind(PenaltyKind.LIFE), "term_to": None}, [(PAPERS, (COURT,), THURSDAY, date(2024, 5, 20))], id="life: nothing but the papers"),
        pytest.param({"penalty": kind(PenaltyKind.DEATH_SUSPENDED), "term_to": None}, [(PAPERS, (COURT,), THURSDAY, date(2024, 5, 20))], id="death with reprieve: nothing but the papers"),
        pytest.param({"penalty": kind(PenaltyKind.LIFE), "term_to": date(2040, 1, 2)}, [(PAPERS, (COURT,), THURSDAY, date(2024, 5, 20)), (RELEASE, (PRISON,), date(2040, 1, 2), date(2040, 1, 12))], id="life, once a commutation names an end"),
        pytest.param({"penalty": kind(PenaltyKind.CONTROL, 12), "term_to": date(2025, 5, 8)}, [(START, (COURT,), THURSDAY, date(2024, 5, 14)), (START_PAPERS, (COURT,), THURSDAY, date(2024, 5, 20)), (END, (BUREAU,), date(2025, 5, 8), date(2025, 5, 19))], id="control"),
        pytest.param({"penalty": term(18, probation_months=24), "term_to": None}, [(START, (COURT,), THURSDAY, date(2024, 5, 14)), (START_PAPERS, (COURT,), THURSDAY, date(2024, 5, 20)), (END, (BUREAU,), date(2026, 5, 9), date(2026, 5, 19))], id="probation runs from legal force, to the same day"),
        pytest.param({"penalty": term(18, probation_months=24), "probation_to": date(2026, 5, 8)}, [(START, (COURT,), THURSDAY, date(2024, 5, 14)), (START_PAPERS, (COURT,), THURSDAY, date(2024, 5, 20)), (END, (BUREAU,), date(2026, 5, 8), date(2026, 5, 18))], id="probation to the stated day"),
        pytest.param({"penalty": term(18, probation_months=24), "revoked_on": date(2025, 3, 3), "term_to": date(2026, 8, 31)}, [(START, (COURT,), THURSDAY, date(2024, 5, 14)), (START_PAPERS, (COURT,), THURSDAY, date(2024, 5, 20)), (PAPERS, (COURT,), date(2025, 3, 3), date(2025, 3, 13)), (RELEASE, (PRISON,), date(2026, 8, 31), date(2026, 9, 10))], id="probation revoked: the term is executed"),
        pytest.param({"paroled_on": date(2025, 10, 8)}, [(PAPERS, (COURT,), THURSDAY, date(2024, 5, 20)), (START, (COURT,), date(2025, 10, 8), date(2025, 10, 13)), (START_PAPERS, (COURT,), date(2025, 10, 8), date(2025, 10, 20)), (END, (BUREAU,), date(2026, 11, 30), date(2026, 12, 10))], id="parole ends when the term would"),
        pytest.param({"paroled_on": date(2025, 10, 8), "parole_to": date(2026, 9, 1)}, [(PAPERS, (COURT,), THURSDAY, date(2024, 5, 20)), (START, (COURT,), date(2025, 10, 8), date(2025, 10, 13)), (START_PAPERS, (COURT,), date(2025, 10, 8), date(2025, 10, 20)), (END, (BUREAU,), date(2026, 9, 1), date(2026, 9, 11))], id="parole to the stated day"),
        pytest.param({"penalty": kind(PenaltyKind.LIFE), "term_to": None, "paroled_on": date(2040, 3, 5)}, [(PAPERS, (COURT,), THURSDAY, date(2024, 5, 20)), (START, (COURT,), date(2040, 3, 5), date(2040, 3, 12)), (START_PAPERS, (COURT,), date(2040, 3, 5), date(2040, 3, 15)), (END, (BUREAU,), date(2050, 3, 5), date(2050, 3, 15))], id="parole from life: ten years"),
        pytest.param({"penalty": kind(PenaltyKind.NONE, fine_yuan=3000), "term_to": None}, [], id="only a fine"),
        pytest.param({"penalty": kind(PenaltyKind.DEATH), "term_to": None}, [], id="death"),
        pytest.param({"penalty": kind(PenaltyKind.NONE), "school_staff": True}, [(NoticeKind.OCCUPATION_BAN, (COURT,), THURSDAY, date(2024, 6, 10))], id="a teacher: thirty days to the education authority"),
        pytest.param({"outcome": Outcome.EXEMPTED, "penalty": None, "sealed": True}, [(NoticeKind.SEALING, (COURT,), THURSDAY, date(2024, 5, 20))], id="exempted and sealed"),
        pytest.param({"outcome": Outcome.EXEMPTED, "penalty": None, "school_staff": True}, [], id="exempted"),
        pytest.param({"outcome": Outcome.ACQUITTED, "penalty": None}, [], id="acquitted"),
        pytest.param({"ended_on": date(2025, 7, 1)}, [(PAPERS, (COURT,), THURSDAY, date(2024, 5, 20)), (RELEASE, (PRISON, HOUSE), date(2025, 7, 1), date(2025, 7, 11))], id="pardoned in custody"),
        pytest.param({"penalty": term(12, probation_months=12), "ended_on": date(2024, 7, 1)}, [(START, (COURT,), THURSDAY, date(2024, 5, 14)), (START_PAPERS, (COURT,), THURSDAY, date(2024, 5, 20)), (END, (BUREAU,), date(2024, 7, 1), date(2024, 7, 11))], id="pardoned on probation"),
    ],
)  # fmt: skip
def test_who_owes_what_by_when(
    given: dict[str, object], wanted: list[tuple[NoticeKind, tuple[SenderKind, ...], date, date]]
) -> None:
    finding = expected_notices(facts(**{"received": frozenset(), **given}), PLAIN)
    assert owed(finding) == wanted
    assert finding.answer is (YES if wanted else NO)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        pytest.param({"received": BEGUN | {RELEASE}}, "all_notices_here", id="all here"),
        pytest.param({"penalty": None, "received": frozenset({RELEASE})}, "all_notices_here", id="the release is here, whatever the punishment was"),
        pytest.param({"penalty": None, "received": frozenset({END})}, "all_notices_here", id="the end of correction is"),
        pytest.param({"outcome": Outcome.ACQUITTED, "penalty": None, "received": frozenset()}, "no_notice_due", id="acquitted"),
        pytest.param({"penalty": kind(PenaltyKind.NONE), "received": frozenset()}, "no_notice_due", id="nothing to execute"),
        pytest.param({"penalty": kind(PenaltyKind.LIFE), "term_to": None, "effective_on": date(2012, 12, 31), "received": frozenset()}, "no_end_yet", id="life, from before the duties"),
        pytest.param({"penalty": kind(PenaltyKind.DEATH_SUSPENDED), "term_to": None, "effective_on": date(2012, 12, 31), "received": frozenset()}, "no_end_yet", id="reprieve, from before the duties"),
    ],
)  # fmt: skip
def test_why_nothing_is_expected(given: dict[str, object], code: str) -> None:
    finding = expected_notices(facts(**given), PLAIN)
    assert (finding.answer, finding.value, codes(finding)) == (NO, (), [code])


@pytest.mark.parametrize(
    ("term_to", "holders", "code"),
    [
        pytest.param(date(2024, 8, 8), (HOUSE,), "held_in_detention_house", id="a day less than three months left at legal force"),
        pytest.param(date(2024, 8, 9), (PRISON, HOUSE), "holder_open", id="just over three months at legal force, less at a late handover"),
        pytest.param(date(2024, 9, 18), (PRISON, HOUSE), "holder_open", id="three months less a day after the latest handover"),
        pytest.param(date(2024, 9, 19), (PRISON,), "held_in_prison", id="more than three months even after the latest handover"),
    ],
)  # fmt: skip
def test_three_months_or_less_are_served_in_the_detention_house(
    term_to: date, holders: tuple[SenderKind, ...], code: str
) -> None:
    finding = expected_notices(facts(term_to=term_to), PLAIN)
    assert owed(finding)[0][1] == holders
    assert codes(finding)[1] == code


def test_a_term_served_before_legal_force_ends_with_it() -> None:
    finding = expected_notices(facts(term_to=date(2024, 4, 1)), PLAIN)
    assert owed(finding) == [(RELEASE, (HOUSE,), THURSDAY, date(2024, 5, 20))]
    assert codes(finding) == [
        "term_end_stated",
        "served_before_effect",
        "held_in_detention_house",
        "notice_due_promptly",
        "due_day_moved",
    ]
    on_the_day = expected_notices(facts(term_to=THURSDAY), PLAIN)
    assert "served_before_effect" not in codes(on_the_day)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        pytest.param({"term_to": date(2012, 5, 10), "effective_on": date(2011, 1, 3)}, [RELEASE], id="the first day of the Opinions"),
        pytest.param({"term_to": date(2012, 5, 9), "effective_on": date(2011, 1, 3)}, [], id="the day before"),
        pytest.param({"sealed": True, "received": BEGUN | {RELEASE}, "effective_on": date(2022, 5, 30)}, [NoticeKind.SEALING], id="the first day of the sealing measures"),
        pytest.param({"sealed": True, "received": BEGUN | {RELEASE}, "effective_on": date(2022, 5, 29)}, [], id="the day before it"),
        pytest.param({"penalty": term(6, probation_months=12), "received": frozenset({END}), "effective_on": date(2020, 7, 1)}, [START, START_PAPERS], id="the first day of the law on community correction"),
        pytest.param({"penalty": term(6, probation_months=12), "received": frozenset({END}), "effective_on": date(2020, 6, 30)}, [], id="the day before that"),
    ],
)  # fmt: skip
def test_a_notice_is_owed_only_under_a_duty_of_its_time(given: dict[str, object], wanted: list[NoticeKind]) -> None:
    assert [one[0] for one in owed(expected_notices(facts(**given), PLAIN))] == wanted


def test_a_year_without_a_calendar_is_counted_plainly_and_says_so() -> None:
    finding = expected_notices(facts(), NONE_KNOWN)
    assert owed(finding)[0][3] == date(2026, 12, 10)
    assert codes(finding)[-1] == "due_day_may_move"
    assert finding.because[-1].facts == {"year": "2026"}


def test_the_numbers_of_the_duties() -> None:
    numbers = {
        notice: [(one.from_on, one.value.days, one.value.promptly) for one in NOTICE_DUTIES[notice]]
        for notice in NOTICE_DUTIES
    }
    assert numbers == {
        NoticeKind.JUDGMENT: [(date(2012, 5, 10), 10, True)],
        RELEASE: [(date(2012, 5, 10), 10, True)],
        END: [(date(2012, 5, 10), 10, True)],
        PAPERS: [(date(2013, 1, 1), 10, False)],
        START: [(date(2020, 7, 1), 5, False)],
        START_PAPERS: [(date(2020, 7, 1), 10, False)],
        NoticeKind.SEALING: [(date(2022, 5, 30), 10, True)],
        NoticeKind.NON_PROSECUTION: [(date(2022, 5, 30), 3, False)],
        NoticeKind.OCCUPATION_BAN: [(date(2022, 11, 15), 30, False)],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("on", "answer", "days", "working"),
    [
        pytest.param(date(2026, 3, 6), NO, 0, 0, id="the last day"),
        pytest.param(date(2026, 3, 5), NO, 0, 0, id="before it"),
        pytest.param(date(2026, 3, 7), YES, 1, 0, id="a Saturday after a Friday: late, though nobody works"),
        pytest.param(date(2026, 3, 9), YES, 3, 1, id="the Monday"),
        pytest.param(date(2026, 3, 20), YES, 14, 10, id="two weeks"),
    ],
)
def test_how_late(on: date, answer: Answer, days: int, working: int) -> None:
    finding = how_late(date(2026, 3, 6), on, PLAIN)
    assert (finding.answer, finding.value) == (
        answer,
        Delay(due_on=date(2026, 3, 6), days=days, working_days=working),
    )
    assert codes(finding) == (["late_by"] if answer is YES else ["in_time"])
    assert finding.because[0].facts["due_on"] == "2026-03-06"
    assert finding.because[0].facts["on"] == on.isoformat()


def test_late_in_a_year_without_a_calendar() -> None:
    finding = how_late(date(2026, 3, 6), date(2026, 3, 9), NONE_KNOWN)
    assert (finding.answer, finding.value) == (YES, Delay(due_on=date(2026, 3, 6), days=3, working_days=None))
    assert codes(finding) == ["late_by", "calendar_year_unknown"]
    assert finding.because[0].facts == {"due_on": "2026-03-06", "on": "2026-03-09", "days": "3", "working_days": ""}


def test_a_notice_that_came_is_late_against_its_own_duty() -> None:
    late = late_by(RELEASE, date(2026, 3, 6), date(2026, 3, 20), PLAIN)
    assert (late.answer, late.value) == (YES, Delay(due_on=date(2026, 3, 16), days=4, working_days=4))
    assert codes(late) == ["notice_due_promptly", "late_by"]
    assert late.because[0].citation.rule == "REG-03"
    in_time = late_by(START, date(2026, 3, 2), date(2026, 3, 9), PLAIN)
    assert (in_time.answer, in_time.value) == (NO, Delay(due_on=date(2026, 3, 9), days=0, working_days=0))
    assert codes(in_time) == ["notice_due", "due_day_moved", "in_time"]
    assert in_time.because[1].facts == {"counted": "2026-03-07", "due_on": "2026-03-09"}


def test_no_duty_no_delay_unless_one_is_given() -> None:
    for notice, event in ((NoticeKind.PENALTY, date(2026, 3, 2)), (RELEASE, date(2012, 5, 9))):
        finding = late_by(notice, event, date(2026, 3, 9), PLAIN)
        assert (finding.answer, finding.value, codes(finding)) == (PERSON, None, ["no_rule_in_force"])
    own = late_by(NoticeKind.PENALTY, date(2026, 3, 2), date(2026, 3, 9), PLAIN, NoticeDuty(days=3))
    assert own.value == Delay(due_on=date(2026, 3, 5), days=4, working_days=2)
    assert own.because[0].citation.rule == "REG-03"
    stricter = late_by(RELEASE, date(2026, 3, 2), date(2026, 3, 9), PLAIN, NoticeDuty(days=3))
    assert stricter.value == own.value


DAYS = st.dates(date(2013, 1, 1), date(2040, 12, 31))
PENALTIES = st.builds(
    Penalty,
    kind=st.sampled_from(PenaltyKind),
    months=st.none() | st.integers(1, 300),
    days=st.integers(0, 29),
    probation_months=st.none() | st.integers(1, 60),
)
EXECUTIONS = st.builds(
    ExecutionFacts,
    outcome=st.sampled_from(Outcome),
    penalty=st.none() | PENALTIES,
    effective_on=st.none() | DAYS,
    term_from=st.none() | DAYS,
    term_to=st.none() | DAYS,
    probation_to=st.none() | DAYS,
    revoked_on=st.none() | DAYS,
    paroled_on=st.none() | DAYS,
    parole_to=st.none() | DAYS,
    ended_on=st.none() | DAYS,
    sealed=st.booleans(),
    school_staff=st.booleans(),
    received=st.frozensets(st.sampled_from(NoticeKind)),
)


@given(EXECUTIONS)
def test_every_expected_notice_has_a_sender_a_day_after_its_event_and_is_not_here_yet(one: ExecutionFacts) -> None:
    finding = expected_notices(one, PLAIN)
    found = finding.value or ()
    assert len({each.notice for each in found}) == len(found)
    assert not {each.notice for each in found} & one.received
    assert [each.due_on for each in found] == sorted(each.due_on for each in found)
    for each in found:
        assert each.senders
        assert each.due_on > each.event_on
        assert one.effective_on is not None
        assert each.because
    assert (finding.answer is YES) <= bool(found)


@given(EXECUTIONS)
def test_a_notice_that_arrives_leaves_the_others_as_they_were(one: ExecutionFacts) -> None:
    before = expected_notices(one, PLAIN).value or ()
    if before:
        with_first = {
            **{name: getattr(one, name) for name in one.__slots__},
            "received": one.received | {before[0].notice},
        }
        assert (expected_notices(ExecutionFacts(**with_first), PLAIN).value or ()) == before[1:]


@given(DAYS, st.integers(0, 2000), st.integers(1, 400))
def test_a_later_end_is_never_due_earlier(effective_on: date, length: int, longer: int) -> None:
    def due(days: int) -> date:
        to = effective_on + timedelta(days=days)
        return owed(expected_notices(facts(effective_on=effective_on, term_to=to), PLAIN))[0][3]

    assert due(length) <= due(length + longer)


@given(DAYS, st.integers(-30, 60))
def test_a_delay_grows_with_the_days(due_on: date, days: int) -> None:
    delay = how_late(due_on, due_on + timedelta(days=days), PLAIN).value
    assert delay is not None
    assert delay.days == max(days, 0)
    assert delay.working_days is not None
    assert 0 <= delay.working_days <= delay.days


def test_the_facts_of_an_end_are_the_days_that_were_used() -> None:
    def first(**given: object) -> tuple[str, dict[str, str]]:
        reason = expected_notices(facts(**given), PLAIN).because[0]
        return reason.code, dict(reason.facts)

    on_probation = term(18, probation_months=24)
    assert first(penalty=on_probation, probation_to=date(2026, 5, 8)) == ("probation_ends", {"ends_on": "2026-05-08"})
    assert first(penalty=on_probation) == ("probation_ends", {"ends_on": "2026-05-09"})
    life = {"penalty": kind(PenaltyKind.LIFE), "term_to": None, "paroled_on": date(2040, 3, 5)}
    assert first(**life) == ("parole_ends", {"ends_on": "2050-03-05"})
    assert first(paroled_on=date(2025, 10, 8)) == ("parole_ends", {"ends_on": "2026-11-30"})
    assert first(ended_on=date(2025, 7, 1)) == ("ended_otherwise", {"ended_on": "2025-07-01"})
    assert first() == ("term_end_stated", {"ends_on": "2026-11-30"})
    early = expected_notices(facts(term_to=date(2024, 4, 1)), PLAIN).because
    assert dict(early[1].facts) == {"ends_on": "2024-04-01", "effective_on": "2024-05-09"}
    held = {"ends_on": "2026-11-30", "begun_on": "2024-05-09", "months": "3"}
    assert dict(expected_notices(facts(), PLAIN).because[1].facts) == held


def test_the_facts_of_a_delay_are_its_days_notice_and_duty() -> None:
    late = how_late(date(2026, 3, 6), date(2026, 3, 20), PLAIN)
    assert late.because[0].facts["working_days"] == "10"
    assert late.because[0].facts["days"] == "14"
    partly_known = how_late(date(2026, 12, 30), date(2027, 1, 4), Calendar(years=frozenset({2026})))
    assert partly_known.value == Delay(due_on=date(2026, 12, 30), days=5, working_days=None)
    started = late_by(START, date(2026, 3, 2), date(2026, 3, 12), PLAIN)
    assert started.because[0].facts["notice"] == "correction_start"
    assert (started.because[0].citation.instrument, started.because[0].citation.article) == (
        "community_correction_law",
        "20",
    )
    none = late_by(RELEASE, date(2012, 5, 9), date(2026, 3, 9), PLAIN)
    assert dict(none.because[0].facts) == {"on": "2012-05-09"}
