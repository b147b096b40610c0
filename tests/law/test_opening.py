"""opening: who may see a sealed record, and when a seal falls (SEAL-13 to SEAL-18, SEAL-24)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings import codes
from qingbai.law.opening import (
    Look,
    Matter,
    Opening,
    OpeningRequest,
    SealedKind,
    Seeker,
    UnsealingFacts,
    UnsealingGround,
    decision_due_on,
    may_open,
    must_be_unsealed,
)
from qingbai.law.organs import Authority
from qingbai.law.parameters import OPENING_LIMITS, UNSEALING_RULES, OpeningLimit, UnsealingRule
from qingbai.law.terms import Answer, DateRange, Offence, Penalty, PenaltyKind
from qingbai.law.time_limits import Calendar

ON = date(2026, 3, 2)
YES, NO, PERSON = Answer.YES, Answer.NO, Answer.PERSON
BORN = DateRange.parse("2005-06-01")
PLAIN = Calendar(years=frozenset({2026}))
WHOLE = Opening(matters=(Matter.FILE,), looks=(Look.READ, Look.EXTRACT, Look.COPY))
ANSWER = Opening(matters=(Matter.PUNISHED, Matter.CHARGE, Matter.TERM), looks=(Look.READ,))


def request(**given: object) -> OpeningRequest:
    known: dict[str, object] = {
        "seeker": Seeker.JUDICIAL_ORGAN,
        "holder": Authority.PUBLIC_SECURITY,
        "received_on": ON,
        "written": True,
        "official_letter": True,
        "identity_shown": True,
        "reason": "办理案件",
        "legal_basis": "刑事诉讼法第286条",
        "scope": "前科情况",
        "case": "（2026）演0101刑初9号",
    }
    return OpeningRequest(**{**known, **given})


UNIT = {"seeker": Seeker.UNIT, "case": "", "legal_basis": "未成年人保护法第62条"}


@pytest.mark.parametrize(
    ("given", "answer", "said", "shown"),
    [
        pytest.param({}, YES, ["open_for_case", "scope_of_case", "undertaking_first"], WHOLE, id="a judicial organ for its case"),
        pytest.param({"case": " "}, NO, ["no_case_named"], None, id="without a case"),
        pytest.param({**UNIT, "state_provision": True}, YES, ["open_under_provision", "scope_of_unit", "undertaking_first"], ANSWER, id="a unit under a state provision"),
        pytest.param(UNIT, PERSON, ["open_under_provision", "scope_of_unit", "undertaking_first", "provision_not_looked_up"], ANSWER, id="a unit whose basis nobody looked up"),
        pytest.param({**UNIT, "state_provision": False}, NO, ["no_state_provision"], None, id="a unit on a basis of its own"),
        pytest.param({**UNIT, "state_provision": True, "copies_because": "仲裁需要"}, PERSON, ["open_under_provision", "scope_of_unit", "undertaking_first", "copies_if_necessary"], replace(ANSWER, looks=(Look.READ, Look.COPY)), id="a unit that wants copies"),
        pytest.param({"copies_because": "附卷"}, YES, ["open_for_case", "scope_of_case", "undertaking_first"], WHOLE, id="a judicial organ copies anyway"),
        pytest.param({"seeker": Seeker.DEFENDER}, NO, ["not_among_those_who_may_look"], None, id="a defence lawyer: sealed records excepted"),
        pytest.param({"seeker": Seeker.ANYBODY}, NO, ["not_among_those_who_may_look"], None, id="anybody else"),
        pytest.param({"seeker": Seeker.STATE_ORGAN}, NO, ["not_among_those_who_may_look"], None, id="a state organ that is no judicial one"),
        pytest.param({"seeker": Seeker.STATE_ORGAN, "sealed": SealedKind.PENALTY}, YES, ["open_for_case", "scope_of_case", "undertaking_first"], WHOLE, id="which may see public-order records for its case"),
        pytest.param({"seeker": Seeker.STATE_ORGAN, "sealed": SealedKind.PENALTY, "case": ""}, NO, ["no_case_named"], None, id="but not without one"),
        pytest.param({"seeker": Seeker.JUDICIAL_ORGAN, "sealed": SealedKind.PENALTY}, YES, ["open_for_case", "scope_of_case", "undertaking_first"], WHOLE, id="a judicial organ sees them too"),
        pytest.param({**UNIT, "sealed": SealedKind.PENALTY, "state_provision": True}, YES, ["open_under_provision", "scope_of_unit", "undertaking_first"], ANSWER, id="and a unit under a state provision"),
        pytest.param({"seeker": Seeker.ANYBODY, "sealed": SealedKind.PENALTY}, NO, ["not_among_those_who_may_look"], None, id="nobody else does"),
        pytest.param({"written": False}, NO, ["not_in_writing"], None, id="not in writing"),
        pytest.param({"official_letter": False}, NO, ["no_official_letter"], None, id="without a letter"),
        pytest.param({"identity_shown": False}, NO, ["identity_not_shown"], None, id="without identity papers"),
        pytest.param({"reason": "  "}, NO, ["no_reason_stated"], None, id="without a reason"),
        pytest.param({"legal_basis": ""}, NO, ["no_legal_basis_stated"], None, id="without a legal basis"),
        pytest.param({"scope": ""}, NO, ["no_scope_stated"], None, id="without a scope"),
    ],
)  # fmt: skip
def test_who_may_open_what(given: dict[str, object], answer: Answer, said: list[str], shown: Opening | None) -> None:
    finding = may_open(request(**given), ON)
    assert (finding.answer, codes(finding), finding.value) == (answer, said, shown)


def test_a_refusal_names_everything_at_once() -> None:
    empty = OpeningRequest(seeker=Seeker.ANYBODY, holder=Authority.JUSTICE, received_on=ON)
    assert codes(may_open(empty, ON)) == [
        "not_in_writing",
        "no_official_letter",
        "identity_not_shown",
        "no_reason_stated",
        "no_legal_basis_stated",
        "no_scope_stated",
        "not_among_those_who_may_look",
    ]


def test_the_articles_of_an_opening() -> None:
    rules = [reason.citation.rule for reason in may_open(request(), ON).because]
    assert rules == ["SEAL-13", "SEAL-15", "SEAL-16"]
    penalty = may_open(request(sealed=SealedKind.PENALTY), ON)
    assert [reason.citation.rule for reason in penalty.because] == ["SEAL-24", "SEAL-15", "SEAL-16"]
    refused = may_open(request(sealed=SealedKind.PENALTY, seeker=Seeker.DEFENDER), ON)
    assert [reason.citation.rule for reason in refused.because] == ["SEAL-24"]
    assert [reason.citation.rule for reason in may_open(request(written=False), ON).because] == ["SEAL-13"]
    assert may_open(request(), ON).value == WHOLE
    assert WHOLE.undertaking is True


def test_public_order_records_are_sealed_from_2026_on() -> None:
    asked = request(sealed=SealedKind.PENALTY)
    assert may_open(asked, date(2026, 1, 1)).answer is YES
    before = may_open(asked, date(2025, 12, 31))
    assert (before.answer, codes(before)) == (PERSON, ["no_rule_in_force"])
    assert may_open(request(), date(2025, 12, 31)).answer is YES


@pytest.mark.parametrize(
    ("holder", "due", "said"),
    [
        pytest.param(Authority.PUBLIC_SECURITY, date(2026, 3, 5), ["decide_within", "start_not_counted", "due"], id="three working days"),
        pytest.param(Authority.JUSTICE, date(2026, 3, 5), ["decide_within", "start_not_counted", "due"], id="justice administration"),
        pytest.param(Authority.STATE_SECURITY, date(2026, 3, 5), ["decide_within", "start_not_counted", "due"], id="state security"),
        pytest.param(Authority.PROCURATORATE, date(2026, 3, 9), ["decide_within", "days_end"], id="a procuratorate: seven days"),
    ],
)  # fmt: skip
def test_the_decision_is_due(holder: Authority, due: date, said: list[str]) -> None:
    finding = decision_due_on(ON, holder, PLAIN)
    assert (finding.answer, finding.value, codes(finding)) == (YES, due, said)
    days = "7" if holder is Authority.PROCURATORATE else "3"
    assert finding.because[0].facts == {"days": days, "authority": holder.value}


def test_seven_days_that_end_on_a_day_off_move() -> None:
    finding = decision_due_on(date(2026, 3, 1), Authority.PROCURATORATE, PLAIN)
    assert (finding.value, codes(finding)[1:]) == (date(2026, 3, 9), ["days_end", "due_day_moved"])


def test_no_limit_is_known_before_the_measures_unless_one_is_given() -> None:
    early = decision_due_on(date(2022, 5, 29), Authority.JUSTICE, PLAIN)
    assert (early.answer, codes(early)) == (PERSON, ["no_rule_in_force"])
    assert OPENING_LIMITS[Authority.JUSTICE][0].from_on == date(2022, 5, 30)
    assert OPENING_LIMITS[Authority.PROCURATORATE][0].from_on == date(2019, 12, 30)
    own = decision_due_on(ON, Authority.PROCURATORATE, PLAIN, OpeningLimit(days=3, working=True))
    assert own.value == date(2026, 3, 5)
    unknown = decision_due_on(date(2022, 5, 29), Authority.JUSTICE, PLAIN, OpeningLimit(days=3, working=False))
    assert (unknown.value, unknown.because[0].citation.rule) == (date(2022, 6, 1), "SEAL-14")


def unsealing(**given: object) -> UnsealingFacts:
    known: dict[str, object] = {
        "ground": UnsealingGround.NEW_CRIME,
        "executed": Penalty(kind=PenaltyKind.FIXED_TERM, months=61),
        "born_on": BORN,
        "offence": Offence.at(DateRange.parse("2023-06-01")),
        "met_on": date(2025, 1, 6),
    }
    return UnsealingFacts(**{**known, **given})


def term(months: int | None, days: int = 0) -> Penalty:
    return Penalty(kind=PenaltyKind.FIXED_TERM, months=months, days=days)


LATER = Offence.at(DateRange.parse("2023-06-02"))


@pytest.mark.parametrize(
    ("given", "answer", "said"),
    [
        pytest.param({}, YES, ["other_crime_as_minor", "unsealing_limit_passed", "seal_falls"], id="a month over five years"),
        pytest.param({"executed": term(60)}, NO, ["unsealing_limit_kept"], id="five years exactly"),
        pytest.param({"executed": term(60, 1)}, YES, ["other_crime_as_minor", "unsealing_limit_passed", "seal_falls"], id="a day over"),
        pytest.param({"executed": Penalty(kind=PenaltyKind.LIFE)}, YES, ["other_crime_as_minor", "unsealing_limit_passed", "seal_falls"], id="life"),
        pytest.param({"executed": Penalty(kind=PenaltyKind.DEATH)}, YES, ["other_crime_as_minor", "unsealing_limit_passed", "seal_falls"], id="death"),
        pytest.param({"executed": Penalty(kind=PenaltyKind.DEATH_SUSPENDED)}, YES, ["other_crime_as_minor", "unsealing_limit_passed", "seal_falls"], id="reprieve"),
        pytest.param({"executed": Penalty(kind=PenaltyKind.DETENTION, months=6)}, NO, ["unsealing_limit_kept"], id="detention"),
        pytest.param({"executed": Penalty(kind=PenaltyKind.CONTROL, months=24)}, NO, ["unsealing_limit_kept"], id="control"),
        pytest.param({"executed": Penalty(kind=PenaltyKind.NONE)}, NO, ["unsealing_limit_kept"], id="a fine"),
        pytest.param({"executed": None}, PERSON, ["other_crime_as_minor", "sentence_unsettled"], id="sentence not known"),
        pytest.param({"executed": term(None)}, PERSON, ["other_crime_as_minor", "sentence_unsettled"], id="its length not known"),
        pytest.param({"offence": LATER}, NO, ["adult_reoffended"], id="a crime of the adult, the day after the birthday"),
        pytest.param({"offence": LATER, "executed": None}, NO, ["adult_reoffended"], id="whatever its sentence"),
        pytest.param({"offence": None}, PERSON, ["age_unsettled", "unsealing_limit_passed"], id="time of the crime not known"),
        pytest.param({"born_on": None}, PERSON, ["age_unsettled", "unsealing_limit_passed"], id="birth not known"),
        pytest.param({"offence": Offence.at(DateRange.parse("2023"))}, PERSON, ["age_unsettled", "unsealing_limit_passed"], id="only its year"),
        pytest.param({"offence": None, "executed": term(60)}, NO, ["unsealing_limit_kept"], id="within the limit, whenever it was"),
        pytest.param({"ground": UnsealingGround.UNDISCOVERED_CRIME}, YES, ["other_crime_as_minor", "unsealing_limit_passed", "seal_falls"], id="an undiscovered crime of the youth"),
        pytest.param({"ground": UnsealingGround.UNDISCOVERED_CRIME, "offence": LATER}, NO, ["adult_reoffended"], id="an undiscovered crime of the adult"),
        pytest.param({"ground": UnsealingGround.RETRIAL, "offence": None, "born_on": None}, YES, ["retried", "unsealing_limit_passed", "seal_falls"], id="a retrial to more than five years"),
        pytest.param({"ground": UnsealingGround.RETRIAL, "executed": term(60)}, NO, ["unsealing_limit_kept"], id="a retrial to five years exactly"),
        pytest.param({"met_on": None}, PERSON, ["other_crime_as_minor", "unsealing_limit_passed", "condition_day_unknown"], id="nobody knows since when"),
        pytest.param({"met_on": ON}, YES, ["other_crime_as_minor", "unsealing_limit_passed", "seal_falls"], id="met on the day itself"),
        pytest.param({"met_on": ON + timedelta(days=1)}, NO, ["other_crime_as_minor", "unsealing_limit_passed", "seal_falls_later"], id="met the day after"),
    ],
)  # fmt: skip
def test_when_a_seal_falls(given: dict[str, object], answer: Answer, said: list[str]) -> None:
    facts = unsealing(**given)
    finding = must_be_unsealed(facts, ON)
    assert (finding.answer, codes(finding)) == (answer, said)
    falls = "seal_falls" in said or "seal_falls_later" in said
    assert finding.value == (facts.met_on if falls else None)


def test_the_older_text_reached_five_years_itself() -> None:
    exactly = unsealing(executed=term(60), met_on=date(2021, 1, 4))
    assert must_be_unsealed(exactly, date(2022, 5, 29)).answer is YES
    assert must_be_unsealed(exactly, date(2022, 5, 30)).answer is NO
    assert must_be_unsealed(exactly, ON, UnsealingRule(inclusive=True)).answer is YES
    assert must_be_unsealed(unsealing(executed=term(59, 29)), ON, UnsealingRule(inclusive=True)).answer is NO
    none = must_be_unsealed(exactly, date(2019, 12, 29))
    assert (none.answer, codes(none)) == (PERSON, ["no_rule_in_force"])
    own = must_be_unsealed(unsealing(met_on=date(2019, 1, 2)), date(2019, 12, 29), UnsealingRule(limit_months=60))
    assert (own.answer, own.because[1].citation.article, own.because[1].facts) == (YES, "18", {"limit_months": "60"})
    assert [one.value for one in UNSEALING_RULES] == [UnsealingRule(inclusive=True), UnsealingRule()]
    older = must_be_unsealed(unsealing(met_on=date(2021, 1, 4)), date(2022, 5, 29))
    assert older.because[1].citation.article == "485"


def test_the_facts_of_an_unsealing() -> None:
    finding = must_be_unsealed(unsealing(), ON)
    assert [dict(reason.facts) for reason in finding.because] == [
        {"born_on": "2005-06-01"},
        {"limit_months": "60"},
        {"met_on": "2025-01-06"},
    ]
    assert [reason.citation.rule for reason in finding.because] == ["SEAL-17", "SEAL-17", "SEAL-17"]
    assert must_be_unsealed(unsealing(offence=LATER), ON).because[0].citation.rule == "SEAL-18"
    assert dict(must_be_unsealed(unsealing(offence=LATER), ON).because[0].facts) == {"born_on": "2005-06-01"}
    assert dict(must_be_unsealed(unsealing(born_on=None), ON).because[0].facts) == {"born_on": ""}
    later = must_be_unsealed(unsealing(met_on=date(2026, 3, 3)), ON)
    assert dict(later.because[-1].facts) == {"met_on": "2026-03-03"}


@given(st.integers(1, 300), st.integers(1, 300), st.integers(0, 3650))
def test_a_longer_sentence_never_keeps_a_seal_that_a_shorter_one_breaks(one: int, other: int, later: int) -> None:
    shorter, longer = sorted((one, other))
    offence = Offence.at(DateRange.on(date(2020, 1, 1) + timedelta(days=later)))
    strength = {NO: 0, PERSON: 1, YES: 2}
    short = must_be_unsealed(unsealing(executed=term(shorter), offence=offence), ON).answer
    long = must_be_unsealed(unsealing(executed=term(longer), offence=offence), ON).answer
    assert strength[short] <= strength[long]


@given(st.builds(
    OpeningRequest, seeker=st.sampled_from(Seeker), holder=st.sampled_from(Authority), received_on=st.just(ON),
    sealed=st.sampled_from(SealedKind), written=st.booleans(), official_letter=st.booleans(), identity_shown=st.booleans(),
    reason=st.sampled_from(["", "r"]), legal_basis=st.sampled_from(["", "b"]), scope=st.sampled_from(["", "s"]),
    case=st.sampled_from(["", "c"]), state_provision=st.sampled_from([None, True, False]), copies_because=st.sampled_from(["", "x"]),
))  # fmt: skip
def test_nothing_is_shown_where_anything_is_missing(asked: OpeningRequest) -> None:
    finding = may_open(asked, ON)
    formal = asked.written and asked.official_letter and asked.identity_shown
    stated = asked.reason and asked.legal_basis and asked.scope
    if finding.value is not None:
        assert formal
        assert stated
        assert asked.seeker not in (Seeker.DEFENDER, Seeker.ANYBODY)
        assert finding.value.undertaking
    else:
        assert finding.answer is NO


def test_a_day_without_a_rule_is_named() -> None:
    assert dict(decision_due_on(date(2022, 5, 29), Authority.JUSTICE, PLAIN).because[0].facts) == {"on": "2022-05-29"}
    assert dict(must_be_unsealed(unsealing(), date(2019, 12, 29)).because[0].facts) == {"on": "2019-12-29"}
    early = may_open(request(sealed=SealedKind.PENALTY), date(2025, 12, 31))
    assert dict(early.because[0].facts) == {"on": "2025-12-31"}


def test_a_procuratorates_seven_days_are_those_of_its_own_rules() -> None:
    citation = decision_due_on(ON, Authority.PROCURATORATE, PLAIN).because[0].citation
    assert (citation.instrument, citation.article) == ("procuratorate_rules", "484")
