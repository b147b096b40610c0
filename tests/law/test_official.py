"""official: what organs and lawyers may be told for a case, and on which papers (INQ-09 to INQ-11)."""

from dataclasses import replace
from datetime import date

import pytest

from qingbai.law.official import (
    NEEDED,
    OfficialAsker,
    OfficialPaper,
    OfficialRequest,
    Told,
    may_be_served,
    may_be_told,
    missing_papers,
    served_online,
)
from qingbai.law.powers import OrganKind, Power, may_rest_on, officers_needed
from qingbai.law.terms import Answer
from qingbai.law.wording import wording

ON = date(2026, 11, 30)
A, P = OfficialAsker, OfficialPaper
ORGAN = OfficialRequest(
    asker=A.STATE_ORGAN,
    papers=frozenset(NEEDED[A.STATE_ORGAN]),
    case_number="演公刑立字〔2026〕7号",
    article="刑事诉讼法第54条",
    person="林清和",
)
LAWYER = OfficialRequest(
    asker=A.DEFENCE_LAWYER,
    papers=frozenset({*NEEDED[A.DEFENCE_LAWYER], P.MANDATE}),
    case_number="（2026）演0101刑初9号",
    papers_case="(2026) 演0101刑初9号",
    person="林清和",
    papers_suspect="林 清和",
)


@pytest.mark.parametrize("asker", A)
def test_everything_missing_is_named_at_once(asker: A) -> None:
    finding = missing_papers(OfficialRequest(asker=asker))
    wanted = (*NEEDED[asker], *([P.MANDATE] if asker is A.DEFENCE_LAWYER else []))
    assert (finding.answer, finding.value) == (Answer.YES, wanted)
    assert len(finding.because) == len(wanted)
    assert all(wording(reason).zh and wording(reason).en for reason in finding.because)


def test_a_legal_aid_letter_stands_for_a_mandate() -> None:
    for paper in (P.MANDATE, P.LEGAL_AID_LETTER):
        papers = frozenset({*NEEDED[A.DEFENCE_LAWYER], paper})
        assert missing_papers(replace(LAWYER, papers=papers)).answer is Answer.NO


@pytest.mark.parametrize(
    ("request_", "codes"),
    [
        pytest.param(ORGAN, ["official_may_ask"], id="an organ"),
        pytest.param(replace(ORGAN, case_number=" "), ["official_case_missing"], id="an organ without a case"),
        pytest.param(replace(ORGAN, article=""), ["no_article_named"], id="an organ without an article"),
        pytest.param(replace(ORGAN, case_number="", article=""), ["official_case_missing", "no_article_named"], id="everything at once"),
        pytest.param(LAWYER, ["official_may_ask"], id="the lawyer of the case"),
        pytest.param(replace(LAWYER, papers_case="（2026）演0101刑初10号"), ["lawyer_of_another_case"], id="the lawyer of another case"),
        pytest.param(replace(LAWYER, papers_suspect="赵石堤"), ["not_the_lawyers_suspect"], id="about somebody else of the case"),
        pytest.param(OfficialRequest(asker=A.NOTARY_OFFICE), ["official_may_ask"], id="a notary office needs no case"),
        pytest.param(OfficialRequest(asker=A.LICENSING_ORGAN), ["official_may_ask"], id="nor does a licensing organ"),
        pytest.param(replace(ORGAN, secret_until=date(2027, 2, 28), secret_approved=True), ["official_may_ask"], id="secret for three months"),
        pytest.param(replace(ORGAN, secret_until=date(2027, 3, 1), secret_approved=True), ["secrecy_too_long"], id="a day too long"),
        pytest.param(replace(ORGAN, secret_until=date(2026, 11, 29), secret_approved=True), ["secrecy_too_long"], id="over already"),
        pytest.param(replace(ORGAN, secret_until=ON), ["secrecy_not_approved"], id="secret, not approved"),
        pytest.param(replace(LAWYER, secret_until=ON, secret_approved=True), ["secrecy_not_for_this_asker"], id="no secrecy for lawyers"),
    ],
)  # fmt: skip
def test_what_may_be_served(request_: OfficialRequest, codes: list[str]) -> None:
    finding = may_be_served(request_, ON)
    assert [reason.code for reason in finding.because] == codes
    assert finding.answer is (Answer.YES if codes == ["official_may_ask"] else Answer.NO)
    assert all(wording(reason).zh and wording(reason).en for reason in finding.because)


def test_each_is_told_exactly_its_fields() -> None:
    told = {asker: set(may_be_told(asker).value or ()) for asker in A}
    assert told[A.STATE_ORGAN] == set(Told)
    assert told[A.STATE_ORGAN] - told[A.DEFENCE_LAWYER] == {Told.PROSECUTOR}
    assert told[A.NOTARY_OFFICE] == {Told.RESULT}
    assert Told.EXECUTION not in told[A.LICENSING_ORGAN]


def test_every_answer_says_where_sealed_records_are_asked_for() -> None:
    assert {may_be_told(asker).because[-1].code for asker in A} == {"sealed_apart"}


def test_secrecy_that_may_not_be_says_for_whom_and_until_when() -> None:
    [lawyer] = may_be_served(replace(LAWYER, secret_until=ON, secret_approved=True), ON).because
    assert lawyer.facts == {"official": "defence_lawyer"}
    [late] = may_be_served(replace(ORGAN, secret_until=date(2027, 3, 1), secret_approved=True), ON).because
    assert late.facts == {"until": "2027-03-01", "last": "2027-02-28"}


def test_complete_papers_say_whose() -> None:
    found = missing_papers(ORGAN)
    assert (found.answer, found.value, found.because[0].facts) == (Answer.NO, (), {"official": "state_organ"})


def test_secrecy_is_told_beside_everything_else_that_is_wrong() -> None:
    request = replace(ORGAN, case_number="", secret_until=date(2027, 3, 1), secret_approved=True)
    assert [reason.code for reason in may_be_served(request, ON).because] == [
        "official_case_missing",
        "secrecy_too_long",
    ]


@pytest.mark.parametrize(
    ("request_", "codes"),
    [
        pytest.param(replace(ORGAN, article="", power=Power.EVIDENCE), ["official_may_ask"], id="an article of the list is an article"),
        pytest.param(replace(ORGAN, power=Power.EVIDENCE, organ=OrganKind.COURT), ["official_may_ask"], id="a court's power"),
        pytest.param(replace(ORGAN, power=Power.PROSECUTORS, organ=OrganKind.COURT), ["organ_lacks_power"], id="a prosecutor's power is not a court's"),
        pytest.param(replace(ORGAN, power=Power.REVIEW), ["second_officer_missing"], id="two officers and only one named"),
        pytest.param(replace(ORGAN, power=Power.REVIEW, organ=OrganKind.COURT), ["organ_lacks_power", "second_officer_missing"], id="both at once"),
        pytest.param(replace(ORGAN, power=Power.PUBLIC_ORDER, organ=OrganKind.PUBLIC_SECURITY, second_officer=True), ["official_may_ask"], id="two officers"),
        pytest.param(replace(LAWYER, power=Power.EVIDENCE), ["power_not_for_this_asker"], id="a lawyer has no such power"),
    ],
)  # fmt: skip
def test_an_organ_asks_by_a_power_of_its_own_and_with_as_many_officers_as_that_demands(request_, codes) -> None:
    finding = may_be_served(request_, ON)
    assert [reason.code for reason in finding.because] == codes
    assert finding.answer is (Answer.YES if codes == ["official_may_ask"] else Answer.NO)
    assert all(wording(reason).zh and wording(reason).en for reason in finding.because)


@pytest.mark.parametrize("power", Power)
def test_each_power_is_somebodys_and_not_everybodys(power: Power) -> None:
    answers = {kind: may_rest_on(power, kind).answer for kind in OrganKind}
    assert set(answers.values()) == {Answer.YES, Answer.NO}
    assert answers[OrganKind.OTHER] is Answer.NO
    needed = officers_needed(power)
    assert (needed.answer is Answer.YES) is (needed.value == 2)
    assert all(wording(one).zh for one in (*needed.because, *may_rest_on(power, OrganKind.OTHER).because))


def test_who_handles_public_order_cases_and_reviews_comes_in_twos() -> None:
    two = {power for power in Power if officers_needed(power).value == 2}
    assert two == {Power.PUBLIC_ORDER, Power.REVIEW}


def test_the_articles_of_a_stage_are_those_of_the_organ_that_acts_in_it_and_the_rest_is_typed() -> None:
    def powers(kind: OrganKind) -> set[str]:
        return {power.value for power in Power if may_rest_on(power, kind).answer is Answer.YES}

    investigates = {"evidence", "investigation"}
    assert powers(OrganKind.COURT) == {"evidence", "trial", "lawyer_asks_court", "private_prosecution"}
    assert powers(OrganKind.PUBLIC_SECURITY) == {*investigates, "public_order"}
    for kind in (OrganKind.STATE_SECURITY, OrganKind.PRISON, OrganKind.COAST_GUARD):
        assert powers(kind) == investigates
    of_prosecutors = {"before_filing", "lawyer_asks_prosecutors", "prosecutors_at_trial", "supervising_proceedings"}
    assert powers(OrganKind.PROCURATORATE) == {"evidence", "prosecutors", *of_prosecutors}
    assert powers(OrganKind.REVIEW_BODY) == {"review"}
    assert powers(OrganKind.SUPERVISION) == powers(OrganKind.OTHER) == set()


@pytest.mark.parametrize("asker", [A.STATE_ORGAN, A.DEFENCE_LAWYER])
def test_organs_and_lawyers_are_served_online_where_the_region_has_opened_it(asker: A) -> None:
    assert served_online(asker, opened=True).answer is Answer.YES
    closed = served_online(asker, opened=False)
    assert closed.answer is Answer.NO
    assert closed.because[0].citation.rule == ("INQ-10" if asker is A.DEFENCE_LAWYER else "INQ-11")
