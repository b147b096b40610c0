"""What a verdict counts after appeal, review, retrial, new trial, commutation and correction (REG-07, 13…16, 20)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingbai.law.standing import Later, Stands, standing
from qingbai.law.terms import Answer, Relation, Treatment
from qingbai.law.wording import wording

FIRST = date(2024, 3, 1)
APPEAL = date(2024, 6, 20)
TODAY = date(2026, 11, 22)


def later(relation, treatment, pronounced_on=APPEAL, effective_on=None, reference="（2024）演01刑终8号"):
    return Later(
        reference=reference,
        relation=relation,
        treatment=treatment,
        pronounced_on=pronounced_on,
        effective_on=effective_on,
    )


UPHELD = later(Relation.APPEAL, Treatment.UPHELD, effective_on=APPEAL)
CHANGED = later(Relation.APPEAL, Treatment.CHANGED, effective_on=APPEAL)
REMANDED = later(Relation.APPEAL, Treatment.QUASHED, effective_on=APPEAL)
WITHDRAWN_LATE = later(Relation.APPEAL, Treatment.WITHDRAWN, effective_on=APPEAL + timedelta(days=4))
WITHDRAWN_IN_TIME = later(Relation.APPEAL, Treatment.WITHDRAWN)
APPROVED = later(Relation.REVIEW, Treatment.UPHELD, date(2025, 1, 9), date(2025, 1, 9), "（2025）最高法刑核00000001号")
NOT_APPROVED = later(Relation.REVIEW, Treatment.QUASHED, date(2025, 1, 9), date(2025, 1, 9), "（2025）最高法刑核2号")
RETRIED = later(Relation.RETRIAL, Treatment.CHANGED, date(2025, 5, 6), date(2025, 5, 6), "（2025）演01刑再1号")
RETRIED_OPEN = later(Relation.RETRIAL, Treatment.CHANGED, date(2025, 5, 6), None, "（2025）演0101刑再1号")
RETRIED_UPHELD = later(Relation.RETRIAL, Treatment.UPHELD, date(2025, 5, 6), date(2025, 5, 6), "（2025）演01刑再2号")
AGAIN = later(Relation.NEW_TRIAL, Treatment.CHANGED, date(2024, 9, 1), None, "（2024）演0101刑初77号")
COMMUTED = later(
    Relation.COMMUTATION, Treatment.EXECUTION_CHANGED, date(2025, 2, 2), date(2025, 2, 2), "（2025）演01刑更3号"
)
CORRECTED = later(
    Relation.CORRECTION, Treatment.CORRECTED, date(2024, 3, 9), date(2024, 3, 9), "（2024）演0101刑初17号之一"
)
EVERY = [
    UPHELD, CHANGED, REMANDED, WITHDRAWN_LATE, WITHDRAWN_IN_TIME, APPROVED, NOT_APPROVED, RETRIED, RETRIED_OPEN, RETRIED_UPHELD,
    AGAIN, COMMUTED, CORRECTED,
]  # fmt: skip


@pytest.mark.parametrize(
    ("own", "documents", "answer", "stands"),
    [
        pytest.param(FIRST, [], Answer.YES, Stands(effective_on=FIRST), id="nobody challenged it"),
        pytest.param(None, [], Answer.NO, Stands(), id="not in force yet"),
        pytest.param(TODAY + timedelta(days=1), [], Answer.NO, Stands(effective_on=TODAY + timedelta(days=1)), id="from tomorrow"),
        pytest.param(TODAY, [], Answer.YES, Stands(effective_on=TODAY), id="from today"),
        pytest.param(None, [UPHELD], Answer.YES, Stands(effective_on=APPEAL), id="upheld on appeal"),
        pytest.param(FIRST, [UPHELD], Answer.YES, Stands(effective_on=APPEAL), id="the appeal's day goes before the verdict's own"),
        pytest.param(None, [CHANGED], Answer.NO, Stands(replaced=True), id="changed on appeal"),
        pytest.param(FIRST, [REMANDED], Answer.NO, Stands(replaced=True), id="quashed and remanded"),
        pytest.param(None, [REMANDED, AGAIN], Answer.NO, Stands(replaced=True), id="tried again after the remand"),
        pytest.param(None, [AGAIN], Answer.NO, Stands(replaced=True), id="tried again, the remand itself unknown"),
        pytest.param(None, [WITHDRAWN_LATE], Answer.YES, Stands(effective_on=APPEAL + timedelta(days=4)), id="withdrawn with leave"),
        pytest.param(FIRST, [WITHDRAWN_IN_TIME], Answer.YES, Stands(effective_on=FIRST), id="withdrawn in time"),
        pytest.param(None, [WITHDRAWN_IN_TIME], Answer.NO, Stands(), id="withdrawn, and no day known"),
        pytest.param(None, [UPHELD, APPROVED], Answer.YES, Stands(effective_on=date(2025, 1, 9)), id="approved after the appeal"),
        pytest.param(None, [UPHELD, NOT_APPROVED], Answer.NO, Stands(replaced=True), id="not approved"),
        pytest.param(None, [UPHELD, CHANGED], Answer.PERSON, None, id="two appeals that disagree"),
        pytest.param(FIRST, [RETRIED], Answer.NO, Stands(effective_on=FIRST, ended_on=date(2025, 5, 6)), id="taken back on retrial"),
        pytest.param(None, [UPHELD, RETRIED], Answer.NO, Stands(effective_on=APPEAL, ended_on=date(2025, 5, 6)), id="upheld, then retried"),
        pytest.param(None, [RETRIED], Answer.NO, Stands(replaced=True), id="retried, and nobody knows since when it had counted"),
        pytest.param(FIRST, [RETRIED_OPEN], Answer.YES, Stands(effective_on=FIRST), id="the retrial is not final"),
        pytest.param(None, [RETRIED_OPEN], Answer.PERSON, None, id="a retrial shows that it counted, not since when"),
        pytest.param(None, [RETRIED_UPHELD], Answer.PERSON, None, id="upheld on retrial, not known since when it counted"),
        pytest.param(FIRST, [RETRIED_UPHELD], Answer.YES, Stands(effective_on=FIRST), id="upheld on retrial"),
        pytest.param(FIRST, [AGAIN], Answer.NO, Stands(effective_on=FIRST, ended_on=date(2024, 9, 1)), id="tried again after it counted"),
        pytest.param(FIRST, [COMMUTED], Answer.YES, Stands(effective_on=FIRST), id="commuted"),
        pytest.param(FIRST, [CORRECTED], Answer.YES, Stands(effective_on=FIRST), id="corrected"),
    ],
)  # fmt: skip
def test_what_a_verdict_counts(own, documents, answer, stands):
    found = standing(own, documents, TODAY)
    assert (found.answer, found.value) == (answer, stands)
    assert found.because
    assert all(wording(reason).zh and wording(reason).en for reason in found.because)


@pytest.mark.parametrize(("days", "ended_on"), [(-1, None), (0, date(2025, 5, 6)), (1, date(2025, 5, 6))])
def test_an_earlier_verdict_ends_on_the_very_day_on_which_the_retrial_takes_effect(days, ended_on):
    found = standing(FIRST, [RETRIED], date(2025, 5, 6) + timedelta(days=days))
    assert found.value.ended_on == ended_on


def test_a_document_that_is_not_pronounced_yet_changes_nothing_yet():
    assert standing(FIRST, [UPHELD], APPEAL - timedelta(days=1)).value == Stands(effective_on=FIRST)


@given(st.sampled_from([None, FIRST]), st.lists(st.sampled_from(EVERY), max_size=6), st.randoms())
def test_the_order_of_arrival_and_repetition_make_no_difference(own, documents, random):
    shuffled = [*documents, *documents]
    random.shuffle(shuffled)
    one, other = standing(own, documents, TODAY), standing(own, shuffled, TODAY)
    assert (one.answer, one.value) == (other.answer, other.value)


@given(st.sampled_from([None, FIRST]), st.lists(st.sampled_from(EVERY), max_size=6))
def test_rulings_on_execution_and_corrections_change_nothing(own, documents):
    assert standing(own, [*documents, COMMUTED, CORRECTED], TODAY).value == standing(own, documents, TODAY).value


@given(st.sampled_from([None, FIRST]), st.lists(st.sampled_from(EVERY), max_size=6))
def test_a_verdict_counts_only_with_a_day_since_which_it_does_and_none_on_which_it_ended(own, documents):
    found = standing(own, documents, TODAY)
    counts = found.value is not None and found.value.effective_on is not None
    counts = counts and found.value.effective_on <= TODAY and found.value.ended_on is None and not found.value.replaced
    assert (found.answer is Answer.YES) == counts
