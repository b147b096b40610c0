"""admission: who may ask online, and the conditions that a region sets of its own (INQ-13, INQ-33)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings import codes
from qingbai.law.admission import Applicant, OnlineAsking, local_conditions, may_ask_online
from qingbai.law.local import AdmittedReason, IdentityLevel, OnlineRule, OnlineScope, PapersRule, ReasonClass
from qingbai.law.terms import Answer, AskerClass

YES, NO, PERSON = Answer.YES, Answer.NO, Answer.PERSON
ON = date(2026, 11, 20)
CITIZEN, FOREIGNER, HMT = AskerClass.CITIZEN, AskerClass.FOREIGNER, AskerClass.HK_MACAU_TAIWAN
FACE, TWO = IdentityLevel.FACE, IdentityLevel.TWO_FACTORS


def asking(asker: AskerClass = CITIZEN, **facts: object) -> OnlineAsking:
    return OnlineAsking(**{"asker": asker, "identified": FACE, **facts})


def rule(scope: OnlineScope, **facts: object) -> OnlineRule:
    return OnlineRule(scope=scope, **facts)


LOCAL, PERMIT, ALL = OnlineScope.LOCAL_HOUSEHOLD, OnlineScope.PERMIT_HOLDERS, OnlineScope.EVERYBODY


@pytest.mark.parametrize(
    ("one", "of", "answer", "said"),
    [
        pytest.param(asking(), rule(OnlineScope.NOBODY), NO, ["not_online_here"], id="nobody online"),
        pytest.param(asking(), rule(ALL), YES, ["online_taken"], id="everybody"),
        pytest.param(asking(local_household=True), rule(LOCAL), YES, ["online_taken"], id="a local household"),
        pytest.param(asking(local_household=False, permit_here=True), rule(LOCAL), NO, ["online_for_others"], id="a permit is no household"),
        pytest.param(asking(), rule(LOCAL), PERSON, ["online_tie_unknown"], id="a household nobody knows"),
        pytest.param(asking(permit_here=True), rule(PERMIT), YES, ["online_taken"], id="a permit"),
        pytest.param(asking(local_household=False), rule(PERMIT), NO, ["online_for_others"], id="neither"),
        pytest.param(asking(local_household=True), rule(PERMIT), YES, ["online_taken"], id="a household where permits do too"),
        pytest.param(asking(HMT), rule(PERMIT), NO, ["online_for_others"], id="from Hong Kong without a permit"),
        pytest.param(asking(HMT), rule(ALL), YES, ["online_taken"], id="from Hong Kong where everybody may"),
        pytest.param(asking(FOREIGNER), rule(ALL), NO, ["foreigners_at_a_window"], id="a foreigner"),
        pytest.param(asking(FOREIGNER), rule(PERMIT, foreigners=True), YES, ["online_taken"], id="a foreigner where they may"),
        pytest.param(asking(for_another=True), rule(ALL), NO, ["online_for_oneself"], id="an agent"),
        pytest.param(asking(for_another=True), rule(ALL, agents=True), YES, ["online_taken"], id="an agent where they may"),
        pytest.param(asking(identified=TWO), rule(ALL), NO, ["identified_too_weakly"], id="no face"),
        pytest.param(asking(identified=TWO), rule(ALL, identity_level=TWO), YES, ["online_taken"], id="two factors where they do"),
        pytest.param(asking(remembered=True), rule(ALL), NO, ["identified_earlier"], id="known from before"),
        pytest.param(asking(FOREIGNER, identified=TWO, for_another=True), rule(LOCAL), NO, ["online_for_oneself", "foreigners_at_a_window", "identified_too_weakly"], id="every reason at once"),
    ],
)  # fmt: skip
def test_who_may_ask_online(one: OnlineAsking, of: OnlineRule, answer: Answer, said: list[str]) -> None:
    finding = may_ask_online(one, of)
    assert (finding.answer, codes(finding)) == (answer, said)
    assert {reason.citation.article for reason in finding.because} == {"5(3)"}


REASONS = (AdmittedReason(kind=ReasonClass.ABROAD), AdmittedReason(kind=ReasonClass.QUALIFICATION))


def applicant(**facts: object) -> Applicant:
    return Applicant(**{"asker": CITIZEN, "born_on": date(1994, 5, 12), **facts})


@pytest.mark.parametrize(
    ("one", "of", "answer", "said"),
    [
        pytest.param(applicant(), PapersRule(), YES, ["no_local_condition"], id="no condition"),
        pytest.param(applicant(born_on=date(2012, 11, 20)), PapersRule(minimum_age=14), YES, ["old_enough_to_ask"], id="on the fourteenth birthday"),
        pytest.param(applicant(born_on=date(2012, 11, 21)), PapersRule(minimum_age=14), NO, ["too_young_to_ask"], id="a day too young"),
        pytest.param(applicant(born_on=None), PapersRule(minimum_age=14), PERSON, ["age_not_known"], id="an age nobody knows"),
        pytest.param(applicant(elsewhere=False), PapersRule(minimum_residence_days=180), YES, ["no_local_condition"], id="a local needs no residence"),
        pytest.param(applicant(elsewhere=True, residence_since=ON - timedelta(179)), PapersRule(minimum_residence_days=180), YES, ["resident_long_enough"], id="the 180th day"),
        pytest.param(applicant(elsewhere=True, residence_since=ON - timedelta(178)), PapersRule(minimum_residence_days=180), NO, ["resident_too_short"], id="the 179th day"),
        pytest.param(applicant(elsewhere=True), PapersRule(minimum_residence_days=180), PERSON, ["residence_not_known"], id="since when nobody knows"),
        pytest.param(applicant(elsewhere=None, residence_since=ON), PapersRule(minimum_residence_days=180), PERSON, ["residence_not_known"], id="whether elsewhere nobody knows"),
        pytest.param(applicant(asker=FOREIGNER, elsewhere=None), PapersRule(minimum_residence_days=180), YES, ["no_local_condition"], id="foreigners have a rule of their own"),
        pytest.param(applicant(reason=ReasonClass.ABROAD), PapersRule(reasons=REASONS), YES, ["reason_taken"], id="a reason that is taken"),
        pytest.param(applicant(reason=ReasonClass.OTHER), PapersRule(reasons=REASONS), NO, ["reason_not_taken"], id="a reason that is not"),
        pytest.param(applicant(), PapersRule(reasons=REASONS), PERSON, ["reason_not_stated"], id="a reason nobody stated"),
        pytest.param(applicant(born_on=date(2020, 1, 1), reason=ReasonClass.OTHER), PapersRule(minimum_age=14, reasons=REASONS), NO, ["too_young_to_ask", "reason_not_taken"], id="every condition at once"),
        pytest.param(applicant(born_on=date(2020, 1, 1)), PapersRule(minimum_age=14, reasons=REASONS), NO, ["too_young_to_ask"], id="a refusal goes before a doubt"),
    ],
)  # fmt: skip
def test_the_regions_own_conditions(one: Applicant, of: PapersRule, answer: Answer, said: list[str]) -> None:
    finding = local_conditions(one, ON, of)
    assert (finding.answer, codes(finding)) == (answer, said)


@given(
    st.sampled_from(AskerClass), st.booleans(), st.one_of(st.none(), st.booleans()), st.booleans(), st.sampled_from(IdentityLevel),
    st.sampled_from(OnlineScope), st.booleans(), st.booleans(),
)  # fmt: skip
def test_a_wider_scope_never_shuts_anybody_out(asker, for_another, local, permit, level, scope, agents, foreigners):  # type: ignore[no-untyped-def]
    one = OnlineAsking(
        asker=asker, identified=level, for_another=for_another, local_household=local, permit_here=permit
    )
    order = list(OnlineScope)
    for wider in order[order.index(scope) :]:
        if may_ask_online(one, OnlineRule(scope=scope, agents=agents, foreigners=foreigners)).answer is YES:
            assert may_ask_online(one, OnlineRule(scope=wider, agents=agents, foreigners=foreigners)).answer is YES


@pytest.mark.parametrize(
    ("one", "of", "said"),
    [
        (applicant(born_on=None), PapersRule(minimum_age=14), {"required": "14"}),
        (applicant(born_on=date(2012, 11, 20)), PapersRule(minimum_age=14), {"age": "14", "required": "14"}),
        (applicant(elsewhere=True), PapersRule(minimum_residence_days=180), {"required": "180"}),
        (
            applicant(elsewhere=True, residence_since=ON - timedelta(178)),
            PapersRule(minimum_residence_days=180),
            {"days": "179", "required": "180"},
        ),
    ],
)
def test_conditions_are_told_with_their_numbers(one: Applicant, of: PapersRule, said: dict[str, str]) -> None:
    [reason] = local_conditions(one, ON, of).because
    assert reason.facts == said
