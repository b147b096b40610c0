"""effect: the day on which a judgment takes legal force (REG-07 to REG-12)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings import codes
from qingbai.law.effect import (
    ChallengeState,
    Decision,
    Party,
    Recipient,
    days_that_may_be_stated,
    procedure_of_retrial,
    takes_effect_on,
)
from qingbai.law.parameters import AppealPeriods, ExpiryReading
from qingbai.law.terms import Answer, CourtLevel, DecisionForm, Disposition, Finding, Instance, PenaltyKind
from qingbai.law.time_limits import Calendar

YES, NO, PERSON = Answer.YES, Answer.NO, Answer.PERSON
LATER = date(2026, 12, 1)
# 2026: 1–7 October off, the Sundays 20 September and the Saturday 10 October worked instead.
CALENDAR = Calendar(
    years=frozenset({2025, 2026}),
    days_off=frozenset(date(2026, 10, day) for day in range(1, 8))
    | {date(2026, 9, 25), date(2026, 9, 26), date(2026, 9, 27)},
    make_up_days=frozenset({date(2026, 9, 20), date(2026, 10, 10)}),
)
MONDAY = date(2026, 3, 2)


def defendant(received_on: date | None = MONDAY, **facts: object) -> Recipient:
    return Recipient(**{"party": Party.DEFENDANT, "who": "甲", "received_on": received_on, **facts})


def prosecution(received_on: date | None = MONDAY, **facts: object) -> Recipient:
    return Recipient(**{"party": Party.PROSECUTION, "received_on": received_on, **facts})


def first(*recipients: Recipient, **facts: object) -> Decision:
    known = {"form": DecisionForm.JUDGMENT, "instance": Instance.FIRST, "court_level": CourtLevel.BASIC}
    return Decision(**{**known, "recipients": recipients or (defendant(), prosecution()), **facts})


def final(**facts: object) -> Decision:
    known = {"form": DecisionForm.RULING, "instance": Instance.APPEAL, "disposition": Disposition.UPHOLD}
    return Decision(**{**known, "court_level": CourtLevel.INTERMEDIATE, "pronounced_on": date(2026, 5, 20), **facts})


def asked(decision: Decision, on: date = LATER, periods: AppealPeriods | None = None) -> Finding[date]:
    return takes_effect_on(decision, on, CALENDAR, periods)


@pytest.mark.parametrize(
    ("decision", "effective_on"),
    [
        pytest.param(first(), date(2026, 3, 13), id="ten days from the day after receipt, effective the day after the last"),
        pytest.param(first(form=DecisionForm.RULING), date(2026, 3, 10), id="a ruling: five days, the fifth a Saturday, moved to Monday"),
        pytest.param(first(defendant(), prosecution(date(2026, 3, 5))), date(2026, 3, 17), id="the last recipient's period counts, its end moved from a Sunday"),
        pytest.param(first(defendant(date(2026, 3, 5)), prosecution()), date(2026, 3, 17), id="whoever the last recipient is"),
        pytest.param(first(defendant(date(2026, 9, 21)), prosecution(date(2026, 9, 1))), date(2026, 10, 9), id="the end in the National Day week moves to the first working day after it"),
        pytest.param(first(defendant(date(2026, 9, 10)), prosecution(date(2026, 9, 1))), date(2026, 9, 21), id="a make-up Sunday is a working day and ends the period"),
        pytest.param(first(defendant(), defendant(date(2026, 3, 9), who="乙"), prosecution()), date(2026, 3, 20), id="several defendants: all periods must pass"),
    ],
)  # fmt: skip
def test_a_first_instance_decision_nobody_challenges(decision: Decision, effective_on: date) -> None:
    finding = asked(decision)
    assert (finding.answer, finding.value) == (YES, effective_on)


def test_the_reasons_name_each_recipient_and_each_moved_day() -> None:
    finding = asked(first(defendant(date(2026, 9, 21)), prosecution(date(2026, 9, 1))))
    assert [(reason.code, dict(reason.facts)) for reason in finding.because] == [
        ("expiry_moved", {"party": "defendant", "who": "甲", "counted": "2026-10-01", "expiry": "2026-10-08"}),
        ("period_expired", {"party": "defendant", "who": "甲", "expiry": "2026-10-08", "effective_on": "2026-10-09"}),
        ("period_expired", {"party": "prosecution", "who": "", "expiry": "2026-09-11", "effective_on": "2026-09-12"}),
    ]
    assert [reason.citation.article for reason in finding.because] == ["105", "259", "259"]


def test_whether_the_last_day_itself_counts_is_a_parameter() -> None:
    on_the_day = AppealPeriods(unchallenged=ExpiryReading.EXPIRY_DAY)
    assert asked(first(), periods=on_the_day).value == date(2026, 3, 12)
    assert asked(first(), periods=AppealPeriods(judgment_days=3, ruling_days=1)).value == date(2026, 3, 6)
    assert asked(first(form=DecisionForm.RULING), periods=AppealPeriods(judgment_days=3, ruling_days=1)).value == date(
        2026, 3, 4
    )


def test_a_court_may_state_the_last_day_of_the_period_or_the_day_after_it() -> None:
    assert days_that_may_be_stated(first(), LATER, CALENDAR) == {date(2026, 3, 12), date(2026, 3, 13)}
    assert days_that_may_be_stated(final(), LATER, CALENDAR) == {date(2026, 5, 20)}


def test_no_day_may_be_stated_for_a_decision_without_one() -> None:
    assert days_that_may_be_stated(first(), date(2026, 3, 5), CALENDAR) == frozenset()
    assert days_that_may_be_stated(final(disposition=Disposition.QUASH_REMAND), LATER, CALENDAR) == frozenset()


def test_other_periods_hold_also_where_an_appeal_was_withdrawn_in_time() -> None:
    withdrawn = defendant(challenge=ChallengeState.WITHDRAWN, withdrawn_on=MONDAY)
    assert asked(first(withdrawn, prosecution()), periods=AppealPeriods(judgment_days=3)).value == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("on", "answer", "value"),
    [
        pytest.param(date(2026, 3, 12), NO, date(2026, 3, 13), id="on the last day of the period"),
        pytest.param(date(2026, 3, 13), YES, date(2026, 3, 13), id="on the day of effect"),
    ],
)
def test_a_period_that_still_runs(on: date, answer: Answer, value: date) -> None:
    finding = asked(first(), on)
    assert (finding.answer, finding.value) == (answer, value)
    if answer is NO:
        assert dict(finding.because[-1].facts) == {"on": "2026-03-12", "earliest": "2026-03-13"}
        assert codes(finding)[-1] == "period_running"


@pytest.mark.parametrize(
    ("recipients", "answer", "value", "said"),
    [
        pytest.param([defendant(None), prosecution()], PERSON, None, "service_unknown", id="service on the defendant unknown"),
        pytest.param([defendant(), prosecution(None)], PERSON, None, "service_unknown", id="service on the prosecution unknown"),
        pytest.param([defendant()], PERSON, None, "party_missing", id="nothing known of the prosecution"),
        pytest.param([prosecution()], PERSON, None, "party_missing", id="nothing known of the defendant"),
        pytest.param([defendant(challenge=ChallengeState.UNKNOWN), prosecution()], PERSON, None, "challenge_unknown", id="whether he appealed is unknown"),
        pytest.param([defendant(challenge=ChallengeState.PENDING), prosecution()], NO, None, "challenge_pending", id="appealed"),
        pytest.param([defendant(None, challenge=ChallengeState.PENDING), prosecution()], NO, None, "challenge_pending", id="appealed, day of service unknown"),
        pytest.param([defendant(), prosecution(challenge=ChallengeState.PENDING)], NO, None, "challenge_pending", id="protested"),
        pytest.param([defendant(), defendant(who="乙", challenge=ChallengeState.PENDING), prosecution()], NO, None, "challenge_pending", id="one co-defendant's appeal holds all back"),
        pytest.param([defendant(None), prosecution(challenge=ChallengeState.PENDING)], NO, None, "challenge_pending", id="a protest settles it though service on the defendant is unknown"),
        pytest.param([defendant(challenge=ChallengeState.DECIDED), prosecution()], NO, None, "challenge_decided", id="decided at second instance"),
        pytest.param([defendant(challenge=ChallengeState.PENDING, filed_on=date(2026, 3, 12)), prosecution()], NO, None, "challenge_pending", id="appealed on the last day"),
        pytest.param([defendant(challenge=ChallengeState.PENDING, filed_on=date(2026, 3, 13)), prosecution()], PERSON, None, "challenge_late", id="appealed a day late"),
        pytest.param([defendant(challenge=ChallengeState.WITHDRAWN, withdrawn_on=date(2026, 3, 12)), prosecution(date(2026, 3, 2))], YES, date(2026, 3, 12), "challenge_withdrawn_in_time", id="withdrawn on the last day: effective on the last day itself, for all"),
        pytest.param([defendant(challenge=ChallengeState.WITHDRAWN, withdrawn_on=date(2026, 3, 12)), prosecution(date(2026, 2, 20))], YES, date(2026, 3, 12), "challenge_withdrawn_in_time", id="withdrawn in time, the prosecution's period already over"),
        pytest.param([defendant(challenge=ChallengeState.WITHDRAWN, withdrawn_on=date(2026, 3, 12)), prosecution(date(2026, 3, 9))], YES, date(2026, 3, 19), "challenge_withdrawn_in_time", id="withdrawn in time: the last of all periods counts, on its last day"),
        pytest.param([defendant(challenge=ChallengeState.WITHDRAWN, withdrawn_on=date(2026, 3, 13), leave_served_on=date(2026, 4, 1)), prosecution()], YES, date(2026, 4, 1), "challenge_withdrawn_with_leave", id="withdrawn later with leave: effective when the ruling was served"),
        pytest.param([defendant(challenge=ChallengeState.WITHDRAWN, withdrawn_on=date(2026, 3, 13)), prosecution()], NO, None, "challenge_pending", id="withdrawal asked for after the period, no leave yet"),
        pytest.param([defendant(challenge=ChallengeState.WITHDRAWN), prosecution()], PERSON, None, "challenge_unknown", id="withdrawn on an unknown day"),
        pytest.param([defendant(challenge=ChallengeState.PENDING, civil_part_only=True), prosecution()], YES, date(2026, 3, 13), "only_civil_part_challenged", id="only the civil part appealed"),
        pytest.param([defendant(challenge=ChallengeState.WITHDRAWN, civil_part_only=True), prosecution()], YES, date(2026, 3, 13), "only_civil_part_challenged", id="an appeal of the civil part withdrawn"),
        pytest.param([defendant(challenge=ChallengeState.UNKNOWN, civil_part_only=True), prosecution()], PERSON, None, "challenge_unknown", id="civil part only, the rest unknown"),
        pytest.param([defendant(), prosecution(), Recipient(party=Party.CIVIL_PARTY, challenge=ChallengeState.PENDING, civil_part_only=True)], PERSON, None, "service_unknown", id="civil party's service unknown"),
        pytest.param([defendant(date(2027, 3, 1)), prosecution()], PERSON, None, "calendar_year_unknown", id="a year without a calendar"),
        pytest.param([defendant(date(2027, 3, 1), challenge=ChallengeState.PENDING), prosecution()], PERSON, None, "calendar_year_unknown", id="appealed in a year without a calendar"),
        pytest.param([defendant(date(1996, 12, 31)), prosecution()], PERSON, None, "no_rule_in_force", id="before the periods known here"),
    ],
)  # fmt: skip
def test_challenges_and_gaps(recipients: list[Recipient], answer: Answer, value: date | None, said: str) -> None:
    finding = asked(first(*recipients), date(2027, 12, 1))
    assert (finding.answer, finding.value) == (answer, value)
    assert said in codes(finding)


def test_the_first_day_of_the_periods_known_here() -> None:
    calendar = Calendar(years=frozenset({1997}))
    old = first(defendant(date(1997, 1, 1)), prosecution(date(1997, 1, 1)))
    assert takes_effect_on(old, LATER, calendar).value == date(1997, 1, 14)


@pytest.mark.parametrize(
    ("one", "facts", "article"),
    [
        pytest.param(defendant(challenge=ChallengeState.UNKNOWN), {}, "259", id="challenge unknown"),
        pytest.param(defendant(None), {}, "230", id="service unknown"),
        pytest.param(defendant(challenge=ChallengeState.PENDING), {}, "233", id="pending"),
        pytest.param(defendant(challenge=ChallengeState.DECIDED), {}, "233", id="decided"),
        pytest.param(defendant(challenge=ChallengeState.PENDING, filed_on=date(2026, 4, 1)), {"filed_on": "2026-04-01", "expiry": "2026-03-12"}, "106", id="late"),
        pytest.param(defendant(challenge=ChallengeState.WITHDRAWN), {}, "386", id="withdrawn when"),
        pytest.param(defendant(challenge=ChallengeState.WITHDRAWN, withdrawn_on=MONDAY), {"expiry": "2026-03-12"}, "386", id="withdrawn in time"),
        pytest.param(defendant(challenge=ChallengeState.WITHDRAWN, withdrawn_on=date(2026, 3, 20)), {}, "386", id="withdrawn late without leave"),
        pytest.param(defendant(challenge=ChallengeState.WITHDRAWN, withdrawn_on=date(2026, 3, 20), leave_served_on=date(2026, 4, 1)), {"served_on": "2026-04-01"}, "386", id="withdrawn late with leave"),
        pytest.param(defendant(challenge=ChallengeState.PENDING, civil_part_only=True), {}, "408", id="civil part"),
    ],
)  # fmt: skip
def test_each_reason_has_its_party_its_article_and_its_facts(
    one: Recipient, facts: dict[str, str], article: str
) -> None:
    reason = asked(first(one, prosecution())).because[0]
    assert dict(reason.facts) == {"party": "defendant", "who": "甲", **facts}
    assert reason.citation.article == article


def test_a_moved_last_day_is_named_also_where_an_appeal_was_withdrawn() -> None:
    received = date(2026, 9, 21)
    for facts in (
        {"withdrawn_on": date(2026, 10, 8)},
        {"withdrawn_on": date(2026, 10, 9)},
        {"withdrawn_on": date(2026, 10, 9), "leave_served_on": date(2026, 11, 2)},
        {},
    ):
        one = defendant(received, challenge=ChallengeState.WITHDRAWN, **facts)
        assert codes(asked(first(one, prosecution())))[0] == "expiry_moved"
    civil = defendant(received, challenge=ChallengeState.PENDING, civil_part_only=True)
    finding = asked(first(civil, prosecution()))
    assert codes(finding)[:3] == ["expiry_moved", "only_civil_part_challenged", "period_expired"]


def test_missing_parties_are_named() -> None:
    finding = asked(Decision(form=DecisionForm.JUDGMENT, instance=Instance.FIRST))
    assert [dict(reason.facts) for reason in finding.because] == [{"party": "defendant"}, {"party": "prosecution"}]
    assert finding.answer is PERSON
    assert {reason.citation.article for reason in finding.because} == {"230"}


def test_a_missing_calendar_year_is_named() -> None:
    reason = asked(first(defendant(date(2027, 3, 1)), prosecution())).because[0]
    assert (reason.code, dict(reason.facts), reason.citation.article) == (
        "calendar_year_unknown",
        {"year": "2027"},
        "82",
    )
    early = asked(first(defendant(date(1996, 12, 31)), prosecution())).because[0]
    assert (early.code, dict(early.facts), early.citation.article) == ("no_rule_in_force", {"on": "1996-12-31"}, "230")


@pytest.mark.parametrize(
    ("decision", "answer", "value", "said"),
    [
        pytest.param(final(), YES, date(2026, 5, 20), ["final_on_pronouncement"], id="second instance upholds: on pronouncement"),
        pytest.param(final(disposition=Disposition.CHANGE), YES, date(2026, 5, 20), ["final_on_pronouncement"], id="second instance changes: on pronouncement"),
        pytest.param(final(pronounced_on=LATER), YES, LATER, ["final_on_pronouncement"], id="pronounced today"),
        pytest.param(final(pronounced_on=date(2026, 12, 2)), NO, date(2026, 12, 2), ["final_on_pronouncement", "effect_lies_ahead"], id="to be pronounced tomorrow"),
        pytest.param(final(pronounced_on=None), PERSON, None, ["pronouncement_unknown"], id="day of pronouncement unknown"),
        pytest.param(final(disposition=Disposition.QUASH_REMAND), NO, None, ["quashed_and_remanded"], id="quashed and sent back"),
        pytest.param(final(instance=Instance.REVIEW), YES, date(2026, 5, 20), ["final_on_pronouncement"], id="a review is final"),
        pytest.param(first(court_level=CourtLevel.SUPREME, pronounced_on=date(2026, 5, 20)), YES, date(2026, 5, 20), ["final_on_pronouncement"], id="the Supreme Court's first instance is final"),
        pytest.param(final(instance=Instance.RETRIAL, retried_as=Instance.APPEAL), YES, date(2026, 5, 20), ["final_on_pronouncement"], id="a retrial as second instance is final"),
        pytest.param(final(instance=Instance.RETRIAL), PERSON, None, ["procedure_unknown"], id="a retrial of unknown procedure"),
        pytest.param(final(instance=Instance.OTHER), PERSON, None, ["procedure_unknown"], id="another kind of case"),
        pytest.param(final(instance=Instance.COMMUTATION), PERSON, None, ["execution_only"], id="a commutation"),
        pytest.param(final(disposition=Disposition.COMMUTE), PERSON, None, ["execution_only"], id="a ruling on execution"),
    ],
)  # fmt: skip
def test_final_and_other_decisions(decision: Decision, answer: Answer, value: date | None, said: list[str]) -> None:
    finding = asked(decision)
    assert (finding.answer, finding.value, codes(finding)) == (answer, value, said)


def test_the_articles_and_facts_of_final_decisions() -> None:
    def first_reason(decision: Decision) -> tuple[str, dict[str, str]]:
        reason = asked(decision).because[0]
        return reason.citation.article, dict(reason.facts)

    assert first_reason(final()) == ("413", {"pronounced_on": "2026-05-20"})
    assert first_reason(final(pronounced_on=None)) == ("413", {})
    assert first_reason(final(disposition=Disposition.QUASH_REMAND)) == ("259", {})
    assert first_reason(final(instance=Instance.COMMUTATION)) == ("273", {})
    assert first_reason(final(instance=Instance.RETRIAL)) == ("256", {"instance": "retrial"})
    ahead = asked(final(pronounced_on=date(2026, 12, 2))).because[1]
    assert (ahead.citation.article, dict(ahead.facts)) == ("259", {"on": "2026-12-01", "effective_on": "2026-12-02"})


def test_a_retrial_as_first_instance_may_be_appealed() -> None:
    retried = first(instance=Instance.RETRIAL, retried_as=Instance.FIRST)
    assert asked(retried).value == date(2026, 3, 13)


def withdrawal(*recipients: Recipient) -> Decision:
    return final(disposition=Disposition.ALLOW_WITHDRAWAL, recipients=recipients)


def test_a_ruling_that_allows_withdrawal_takes_effect_when_the_last_appellant_is_served() -> None:
    served = withdrawal(prosecution(date(2026, 6, 3)), defendant(date(2026, 6, 1)))
    finding = asked(served)
    assert (finding.answer, finding.value, codes(finding)) == (
        YES,
        date(2026, 6, 3),
        ["challenge_withdrawn_with_leave"],
    )
    assert dict(finding.because[0].facts) == {"party": "prosecution", "who": "", "served_on": "2026-06-03"}
    assert finding.because[0].citation.article == "386"
    assert asked(served, date(2026, 6, 2)).answer is NO


def test_two_served_on_the_same_last_day_are_one_answer() -> None:
    both = asked(withdrawal(defendant(date(2026, 6, 1)), prosecution(date(2026, 6, 1))))
    assert (both.value, dict(both.because[0].facts)["party"]) == (date(2026, 6, 1), "defendant")


def test_such_a_ruling_without_service_goes_to_a_person() -> None:
    finding = asked(withdrawal(defendant(None), prosecution(date(2026, 6, 1)), defendant(None, who="乙")))
    assert (finding.answer, codes(finding)) == (PERSON, ["service_unknown", "service_unknown"])
    assert [dict(reason.facts) for reason in finding.because] == [
        {"party": "defendant", "who": name} for name in "甲乙"
    ]
    nobody = asked(withdrawal())
    assert (nobody.answer, codes(nobody), nobody.because[0].citation.article) == (PERSON, ["appellants_missing"], "386")
    assert finding.because[0].citation.article == "386"


def test_a_first_instance_ruling_on_withdrawn_prosecution_runs_its_period() -> None:
    withdrawn = first(disposition=Disposition.ALLOW_WITHDRAWAL, form=DecisionForm.RULING)
    assert asked(withdrawn).value == date(2026, 3, 10)


HELD = {"death": "death_penalty_not_approved", "death_suspended": "death_penalty_not_approved"}
APPROVED = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("kind", "level", "needs"),
    [
        pytest.param(PenaltyKind.DEATH, CourtLevel.INTERMEDIATE, True, id="death by an intermediate court"),
        pytest.param(PenaltyKind.DEATH, CourtLevel.HIGH, True, id="death by a high court"),
        pytest.param(PenaltyKind.DEATH, None, True, id="death by a court of unknown level"),
        pytest.param(PenaltyKind.DEATH, CourtLevel.SUPREME, False, id="death by the Supreme Court"),
        pytest.param(
            PenaltyKind.DEATH_SUSPENDED, CourtLevel.INTERMEDIATE, True, id="reprieve by an intermediate court"
        ),
        pytest.param(
            PenaltyKind.DEATH_SUSPENDED, CourtLevel.BASIC, True, id="reprieve by a basic court, whatever that is"
        ),
        pytest.param(PenaltyKind.DEATH_SUSPENDED, CourtLevel.HIGH, False, id="reprieve by a high court"),
        pytest.param(PenaltyKind.DEATH_SUSPENDED, CourtLevel.SUPREME, False, id="reprieve by the Supreme Court"),
        pytest.param(PenaltyKind.LIFE, CourtLevel.INTERMEDIATE, False, id="life needs none"),
        pytest.param(PenaltyKind.FIXED_TERM, None, False, id="a fixed term needs none"),
    ],
)
def test_death_sentences_wait_for_approval(kind: PenaltyKind, level: CourtLevel | None, needs: bool) -> None:
    sentence = final(heaviest=kind, court_level=level)
    without = asked(sentence)
    assert without.answer is (NO if needs else YES)
    assert without.value == (None if needs else date(2026, 5, 20))
    approved = asked(replace(sentence, approved_on=APPROVED))
    assert (approved.answer, approved.value) == (YES, APPROVED if needs else date(2026, 5, 20))
    if needs:
        assert codes(without) == ["final_on_pronouncement", "death_penalty_not_approved"]
        assert codes(approved) == ["final_on_pronouncement", "death_penalty_approved"]
        assert dict(approved.because[1].facts) == {"approved_on": "2026-06-30"}
        assert {without.because[1].citation.article, approved.because[1].citation.article} == {"259"}


def test_a_reprieve_by_a_court_of_unknown_level_goes_to_a_person() -> None:
    finding = asked(final(heaviest=PenaltyKind.DEATH_SUSPENDED, court_level=None))
    assert (finding.answer, codes(finding)) == (PERSON, ["final_on_pronouncement", "court_level_unknown"])
    assert finding.because[1].citation.article == "259"


@pytest.mark.parametrize(("level", "needs"), [(CourtLevel.BASIC, True), (None, True), (CourtLevel.SUPREME, False)])
def test_sentences_below_the_statutory_minimum_wait_for_approval(level: CourtLevel | None, needs: bool) -> None:
    mild = final(below_statutory_minimum=True, court_level=level)
    assert asked(mild).answer is (NO if needs else YES)
    approved = asked(replace(mild, approved_on=APPROVED))
    assert approved.value == (APPROVED if needs else date(2026, 5, 20))
    if needs:
        assert codes(asked(mild))[-1] == "below_minimum_not_approved"
        assert (codes(approved)[-1], dict(approved.because[-1].facts)) == (
            "below_minimum_approved",
            {"approved_on": "2026-06-30"},
        )
        assert approved.because[-1].citation.article == "414, 417"


def test_approval_neither_hastens_nor_heals() -> None:
    early = asked(final(heaviest=PenaltyKind.DEATH, approved_on=date(2026, 5, 1)))
    assert early.value == date(2026, 5, 20)
    ahead = asked(final(heaviest=PenaltyKind.DEATH, approved_on=date(2026, 12, 24)))
    assert (ahead.answer, ahead.value) == (NO, date(2026, 12, 24))
    pending = first(
        defendant(challenge=ChallengeState.PENDING), prosecution(), heaviest=PenaltyKind.DEATH, approved_on=APPROVED
    )
    assert (asked(pending).answer, codes(asked(pending))[0]) == (NO, "challenge_pending")
    unknown = final(heaviest=PenaltyKind.DEATH, pronounced_on=None, approved_on=APPROVED)
    assert asked(unknown).answer is PERSON


challenges = st.builds(
    Recipient,
    party=st.sampled_from(Party),
    received_on=st.none() | st.dates(date(2025, 1, 1), date(2027, 2, 1)),
    challenge=st.sampled_from(ChallengeState),
    filed_on=st.none() | st.dates(date(2025, 1, 1), date(2027, 2, 1)),
    withdrawn_on=st.none() | st.dates(date(2025, 1, 1), date(2027, 2, 1)),
    leave_served_on=st.none() | st.dates(date(2025, 1, 1), date(2027, 2, 1)),
    civil_part_only=st.booleans(),
)
decisions = st.builds(
    Decision,
    form=st.sampled_from(DecisionForm),
    instance=st.sampled_from(Instance),
    disposition=st.sampled_from(Disposition),
    court_level=st.none() | st.sampled_from(CourtLevel),
    recipients=st.lists(challenges, max_size=4).map(tuple),
    pronounced_on=st.none() | st.dates(date(2025, 1, 1), date(2027, 2, 1)),
    retried_as=st.none() | st.sampled_from(Instance),
    heaviest=st.sampled_from(PenaltyKind),
    below_statutory_minimum=st.booleans(),
    approved_on=st.none() | st.dates(date(2025, 1, 1), date(2027, 2, 1)),
)
days = st.dates(date(2025, 1, 1), date(2027, 2, 1))


@given(decisions, days)
def test_what_is_effective_has_a_day_that_has_come(decision: Decision, on: date) -> None:
    finding = takes_effect_on(decision, on, CALENDAR)
    if finding.answer is YES:
        assert finding.value is not None
        assert finding.value <= on
    elif finding.answer is NO:
        assert finding.value is None or finding.value > on
    else:
        assert finding.value is None


@given(decisions, days, st.integers(0, 400))
def test_what_is_effective_stays_so_on_the_same_day(decision: Decision, on: date, later: int) -> None:
    finding = takes_effect_on(decision, on, CALENDAR)
    if finding.answer is YES:
        assert takes_effect_on(decision, on + timedelta(days=later), CALENDAR).value == finding.value


@given(st.dates(date(2025, 1, 1), date(2026, 11, 1)), st.integers(0, 30), st.sampled_from(DecisionForm))
def test_later_service_never_means_earlier_effect(received: date, delay: int, form: DecisionForm) -> None:
    def effective(day: date) -> date:
        found = takes_effect_on(first(defendant(day), prosecution(day), form=form), date.max, CALENDAR).value
        assert found is not None
        return found

    one, other = effective(received), effective(received + timedelta(days=delay))
    assert received < one <= other
    assert CALENDAR.is_working_day(one - timedelta(days=1))


@given(decisions, days)
def test_one_pending_challenge_leaves_no_first_instance_judgment_effective(decision: Decision, on: date) -> None:
    challenged = replace(
        decision, instance=Instance.FIRST, disposition=Disposition.JUDGED, court_level=CourtLevel.BASIC
    )
    pending = replace(challenged, recipients=(*challenged.recipients, prosecution(challenge=ChallengeState.PENDING)))
    assert takes_effect_on(pending, on, CALENDAR).answer is not YES


@pytest.mark.parametrize(
    ("retried", "procedure"),
    [
        pytest.param([("", "（2020）演0101刑终4号")], Instance.APPEAL, id="a decision of second instance"),
        pytest.param([("", "（2009）演刑二终字第3号")], Instance.APPEAL, id="one numbered in the old way"),
        pytest.param([("演示市清河区人民法院", "（2020）演0101刑初4号")], Instance.FIRST, id="its own decision of first instance"),
        pytest.param([("演示市云岭区人民法院", "（2020）演0102刑初4号")], Instance.APPEAL, id="another court's, which it tries itself"),
        pytest.param([("", "（2020）演0101刑初4号")], None, id="a court that is not named"),
        pytest.param([], None, id="no decision at all"),
    ],
)  # fmt: skip
def test_a_retrial_follows_the_procedure_of_the_decision_retried(
    retried: list[tuple[str, str]], procedure: Instance | None
) -> None:
    assert procedure_of_retrial("演示市清河区人民法院", retried) is procedure
