"""clean_record: what makes a criminal record, and what never does (INQ-01 to INQ-05)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingbai.law.clean_record import CaseOutcome, has_criminal_record
from qingbai.law.terms import Answer, CaseEnd, Outcome, Standing

ON = date(2026, 3, 2)
BEFORE = date(2020, 5, 18)
YES, NO, PERSON = Answer.YES, Answer.NO, Answer.PERSON


def case(outcome: Outcome | CaseEnd | None, reference: str = "（2020）演0101刑初8号", **facts: object) -> CaseOutcome:
    known = {"standing": Standing.EFFECTIVE, "effective_on": BEFORE}
    return CaseOutcome(reference=reference, outcome=outcome, **{**known, **facts})


@pytest.mark.parametrize(
    ("one", "answer", "code", "instrument", "article"),
    [
        pytest.param(case(Outcome.CONVICTED), YES, "conviction_counts", "inquiry_rules", "2", id="effective conviction"),
        pytest.param(case(Outcome.EXEMPTED), YES, "exemption_counts", "criminal_law", "37", id="guilty but exempted"),
        pytest.param(case(Outcome.EXEMPTED, sealed=True), NO, "record_sealed", "criminal_procedure_law", "286", id="exempted and sealed"),
        pytest.param(case(Outcome.CONVICTED, sealed=True), NO, "record_sealed", "criminal_procedure_law", "286", id="convicted and sealed"),
        pytest.param(case(Outcome.ACQUITTED), NO, "no_guilt_found", "procedure_interpretation", "295", id="acquitted"),
        pytest.param(case(Outcome.NOT_RESPONSIBLE), NO, "no_guilt_found", "procedure_interpretation", "295", id="not responsible"),
        pytest.param(case(Outcome.TERMINATED), NO, "no_guilt_found", "procedure_interpretation", "295", id="trial terminated"),
        pytest.param(case(CaseEnd.NOT_PROSECUTED), NO, "ended_without_court", "inquiry_rules", "2", id="not prosecuted"),
        pytest.param(case(CaseEnd.PROSECUTION_WITHDRAWN), NO, "ended_without_court", "inquiry_rules", "2", id="prosecution withdrawn"),
        pytest.param(case(CaseEnd.CASE_CANCELLED), NO, "ended_without_court", "inquiry_rules", "2", id="case cancelled"),
        pytest.param(case(CaseEnd.INVESTIGATION_TERMINATED), NO, "ended_without_court", "inquiry_rules", "2", id="investigation ended"),
        pytest.param(case(Outcome.CONVICTED, standing=Standing.NOT_YET_EFFECTIVE, effective_on=None), NO, "not_yet_effective", "inquiry_rules", "2", id="not yet effective"),
        pytest.param(case(Outcome.CONVICTED, standing=Standing.NOT_YET_EFFECTIVE), NO, "not_yet_effective", "inquiry_rules", "2", id="said not to be effective, whatever date stands there"),
        pytest.param(case(Outcome.CONVICTED, effective_on=date(2026, 3, 3)), NO, "not_yet_effective", "inquiry_rules", "2", id="effective only tomorrow"),
        pytest.param(case(Outcome.CONVICTED, effective_on=ON), YES, "conviction_counts", "inquiry_rules", "2", id="effective today"),
        pytest.param(case(Outcome.CONVICTED, standing=Standing.UNKNOWN), PERSON, "effect_unknown", "inquiry_rules", "2", id="whether effective is unknown"),
        pytest.param(case(Outcome.CONVICTED, standing=Standing.UNKNOWN, effective_on=date(2027, 1, 1)), PERSON, "effect_unknown", "inquiry_rules", "2", id="standing unknown and a date ahead"),
        pytest.param(case(Outcome.CONVICTED, effective_on=None), PERSON, "effect_unknown", "inquiry_rules", "2", id="effective on an unknown day"),
        pytest.param(case(Outcome.CONVICTED, annulled_on=date(2025, 1, 9)), NO, "annulled", "procedure_interpretation", "472", id="annulled by retrial"),
        pytest.param(case(Outcome.CONVICTED, annulled_on=ON), NO, "annulled", "procedure_interpretation", "472", id="annulled today"),
        pytest.param(case(Outcome.CONVICTED, annulled_on=date(2026, 3, 3)), YES, "conviction_counts", "inquiry_rules", "2", id="annulled only tomorrow"),
        pytest.param(case(Outcome.CONVICTED, elsewhere=True), NO, "decided_elsewhere", "criminal_law", "10", id="a court outside the mainland"),
        pytest.param(case(Outcome.UNDECIDED), PERSON, "outcome_undecided", "inquiry_rules", "2", id="undecided"),
        pytest.param(case(None), PERSON, "outcome_undecided", "inquiry_rules", "2", id="outcome unknown"),
    ],
)  # fmt: skip
def test_one_case(one: CaseOutcome, answer: Answer, code: str, instrument: str, article: str) -> None:
    finding = has_criminal_record((one,), ON)
    (reason,) = finding.because
    assert (finding.answer, reason.code) == (answer, code)
    assert (reason.citation.instrument, reason.citation.article) == (instrument, article)
    assert finding.value == ((one.reference,) if answer is YES else ())
    assert reason.facts["reference"] == one.reference


def test_the_facts_behind_a_reason_are_kept() -> None:
    def facts(one: CaseOutcome) -> dict[str, str]:
        return dict(has_criminal_record((one,), ON).because[0].facts)

    reference = {"reference": "（2020）演0101刑初8号"}
    assert facts(case(Outcome.CONVICTED)) == reference | {"effective_on": "2020-05-18"}
    assert facts(case(Outcome.ACQUITTED)) == reference | {"outcome": "acquitted"}
    assert facts(case(CaseEnd.NOT_PROSECUTED)) == reference | {"end": "not_prosecuted"}
    assert facts(case(Outcome.CONVICTED, annulled_on=ON)) == reference | {"annulled_on": "2026-03-02"}
    assert facts(case(Outcome.CONVICTED, effective_on=date(2026, 3, 3))) == reference | {"on": "2026-03-02"}


def test_nothing_entered_is_no_record() -> None:
    finding = has_criminal_record((), ON)
    assert (finding.answer, finding.value, finding.because[0].code) == (NO, (), "nothing_entered")


def test_one_record_counts_whatever_else_is_unclear() -> None:
    finding = has_criminal_record((case(None, "A"), case(Outcome.CONVICTED, "B"), case(Outcome.ACQUITTED, "C")), ON)
    assert (finding.answer, finding.value) == (YES, ("B",))
    assert [reason.facts["reference"] for reason in finding.because] == ["A", "B", "C"]


def test_an_unclear_case_beside_harmless_ones_goes_to_a_person() -> None:
    finding = has_criminal_record((case(Outcome.ACQUITTED, "A"), case(None, "B")), ON)
    assert (finding.answer, finding.value) == (PERSON, ())


cases = st.builds(
    CaseOutcome,
    reference=st.sampled_from(["A", "B", "C"]),
    outcome=st.sampled_from([*Outcome, *CaseEnd, None]),
    standing=st.sampled_from(Standing),
    effective_on=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    annulled_on=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    sealed=st.booleans(),
    elsewhere=st.booleans(),
)


@given(st.lists(cases, max_size=4), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_sealing_a_case_is_the_same_as_its_never_having_been(found: list[CaseOutcome], on: date) -> None:
    sealed = [
        CaseOutcome(reference=one.reference, outcome=Outcome.CONVICTED, sealed=True, standing=one.standing)
        for one in found
    ]
    with_sealed, without = has_criminal_record((*found, *sealed), on), has_criminal_record(tuple(found), on)
    assert (with_sealed.answer, with_sealed.value) == (without.answer, without.value)


@given(st.lists(cases, max_size=4).map(tuple), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_the_order_of_the_cases_does_not_matter(found: tuple[CaseOutcome, ...], on: date) -> None:
    assert has_criminal_record(found, on).answer is has_criminal_record(tuple(reversed(found)), on).answer


@pytest.mark.parametrize(
    ("given", "answer", "code", "facts"),
    [
        pytest.param({"sent_back": True}, Answer.NO, "sent_back", {"reference": "A"}, id="sent back for a new trial"),
        pytest.param({"case_end": CaseEnd.PROSECUTION_WITHDRAWN}, Answer.NO, "ended_without_court", {"reference": "A", "end": "prosecution_withdrawn"}, id="prosecution withdrawn"),
        pytest.param({"case_end": CaseEnd.PROSECUTION_WITHDRAWN, "sent_back": True}, Answer.NO, "ended_without_court", {"reference": "A", "end": "prosecution_withdrawn"}, id="withdrawn after it was sent back"),
        pytest.param({}, Answer.PERSON, "outcome_undecided", {"reference": "A"}, id="undecided, and nobody knows why"),
    ],
)  # fmt: skip
def test_an_undecided_outcome_is_no_record_where_it_is_known_why(
    given: dict[str, object], answer: Answer, code: str, facts: dict[str, str]
) -> None:
    case = CaseOutcome(**{"reference": "A", "outcome": Outcome.UNDECIDED, **given})
    finding = has_criminal_record((case,), date(2026, 3, 2))
    (reason,) = finding.because
    assert (finding.answer, reason.code, dict(reason.facts)) == (answer, code, facts)


def test_a_verdict_is_no_remand_whatever_else_is_said_of_the_case() -> None:
    guilty = CaseOutcome(
        reference="A",
        outcome=Outcome.CONVICTED,
        standing=Standing.EFFECTIVE,
        effective_on=date(2024, 5, 20),
        sent_back=True,
        case_end=CaseEnd.NOT_PROSECUTED,
    )
    assert has_criminal_record((guilty,), date(2026, 3, 2)).answer is Answer.YES
