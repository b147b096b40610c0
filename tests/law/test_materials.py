"""materials: which papers are missing (INQ-07, INQ-14 to INQ-16, INQ-41)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings import codes
from qingbai.law.local import AdmittedReason, AskingPlace, PapersRule, ReasonClass
from qingbai.law.materials import ACCEPTED, ApplicationPapers, missing_papers
from qingbai.law.terms import Answer, AskerClass, DocumentKind, Paper

YES, NO, PERSON = Answer.YES, Answer.NO, Answer.PERSON
ON = date(2026, 3, 2)
ADULT = date(1994, 5, 12)
BASIC = frozenset({Paper.IDENTITY, Paper.APPLICATION_FORM})
ALL = frozenset(Paper)


def papers(present: frozenset[Paper] = BASIC, **facts: object) -> ApplicationPapers:
    known = {"asker": AskerClass.CITIZEN, "document": DocumentKind.RESIDENT_ID, "born_on": ADULT}
    return ApplicationPapers(**{**known, "present": present, **facts})


@pytest.mark.parametrize(
    ("application", "missing"),
    [
        pytest.param(papers(), (), id="a citizen with card and form"),
        pytest.param(papers(frozenset()), (Paper.IDENTITY, Paper.APPLICATION_FORM), id="nothing brought: both at once"),
        pytest.param(papers(at_residence=True), (Paper.RESIDENCE_PERMIT,), id="at the residence: the permit"),
        pytest.param(papers(BASIC | {Paper.RESIDENCE_PERMIT}, at_residence=True), (), id="at the residence with the permit"),
        pytest.param(papers(through_agent=True, agent_born_on=ADULT), (Paper.POWER_OF_ATTORNEY, Paper.AGENT_IDENTITY), id="through an agent"),
        pytest.param(papers(asks_often=True), (Paper.REASONABLE_USE_PROOF,), id="who asks often"),
        pytest.param(papers(born_on=date(2008, 3, 3)), (Paper.GUARDIAN_IDENTITY, Paper.GUARDIANSHIP_PROOF), id="a day before turning 18: the guardian"),
        pytest.param(papers(born_on=date(2008, 3, 2)), (), id="on the eighteenth birthday: of age in civil law"),
        pytest.param(papers(born_on=date(2019, 1, 1)), (Paper.GUARDIAN_IDENTITY, Paper.GUARDIANSHIP_PROOF), id="a child"),
        pytest.param(papers(asker=AskerClass.FOREIGNER, document=DocumentKind.PASSPORT), (Paper.STAY_PROOF,), id="a foreigner: proof of the stay"),
        pytest.param(papers(asker=AskerClass.FOREIGNER, document=DocumentKind.PASSPORT, stay_known=True), (), id="a foreigner whose stay the office knows"),
        pytest.param(papers(stay_known=False), (), id="a citizen proves no stay"),
        pytest.param(papers(asker=AskerClass.FOREIGNER, document=DocumentKind.PASSPORT, stay_known=True, at_residence=True), (), id="a foreigner needs no residence permit for citizens"),
        pytest.param(
            papers(frozenset(), at_residence=True, through_agent=True, asks_often=True, born_on=date(2010, 1, 1), document=None),
            (Paper.IDENTITY, Paper.APPLICATION_FORM, Paper.RESIDENCE_PERMIT, Paper.POWER_OF_ATTORNEY, Paper.AGENT_IDENTITY, Paper.GUARDIAN_IDENTITY, Paper.GUARDIANSHIP_PROOF, Paper.REASONABLE_USE_PROOF),
            id="everything at once, in the order of the form",
        ),
        pytest.param(papers(document=DocumentKind.PASSPORT), (Paper.IDENTITY,), id="a citizen's passport does not do"),
        pytest.param(papers(document=None), (Paper.IDENTITY,), id="no document known"),
        pytest.param(papers(document_valid_until=date(2026, 3, 1)), (Paper.IDENTITY,), id="the card expired yesterday"),
        pytest.param(papers(document_valid_until=date(2026, 3, 2)), (), id="the card's last day is today"),
        pytest.param(papers(BASIC | {Paper.POWER_OF_ATTORNEY, Paper.AGENT_IDENTITY}, through_agent=True, agent_born_on=date(2008, 3, 3), agent_lives_on_own_work=False), (Paper.AGENT_IDENTITY,), id="an agent of 17 not living on own work"),
        pytest.param(papers(BASIC | {Paper.POWER_OF_ATTORNEY, Paper.AGENT_IDENTITY}, through_agent=True, agent_born_on=date(2010, 3, 3), agent_lives_on_own_work=True), (Paper.AGENT_IDENTITY,), id="an agent of 15, whatever he lives on"),
        pytest.param(papers(BASIC | {Paper.POWER_OF_ATTORNEY, Paper.AGENT_IDENTITY}, through_agent=True, agent_born_on=date(2010, 3, 2), agent_lives_on_own_work=True), (), id="an agent of 16 living on own work"),
        pytest.param(papers(BASIC | {Paper.POWER_OF_ATTORNEY, Paper.AGENT_IDENTITY}, through_agent=True, agent_born_on=date(2008, 3, 2), agent_lives_on_own_work=False), (), id="an agent of 18, whatever he lives on"),
        pytest.param(papers(BASIC | {Paper.POWER_OF_ATTORNEY, Paper.AGENT_IDENTITY}, through_agent=True, agent_born_on=date(2008, 3, 2)), (), id="an agent of 18"),
        pytest.param(papers(agent_born_on=date(2020, 1, 1)), (), id="without an agent an agent's age means nothing"),
    ],
)  # fmt: skip
def test_what_is_missing(application: ApplicationPapers, missing: tuple[Paper, ...]) -> None:
    finding = missing_papers(application, ON)
    assert (finding.answer, finding.value) == (YES if missing else NO, missing)
    if not missing:
        assert (codes(finding), finding.because[0].citation.rule) == (["papers_complete"], "INQ-14")


@pytest.mark.parametrize("asker", AskerClass)
@pytest.mark.parametrize("document", DocumentKind)
def test_identity_documents_by_class(asker: AskerClass, document: DocumentKind) -> None:
    finding = missing_papers(papers(ALL, asker=asker, document=document), ON)
    accepted = {
        AskerClass.CITIZEN: {"resident_id", "household_book"},
        AskerClass.HK_MACAU_TAIWAN: {"hmt_residence_permit", "hk_macau_travel_permit", "taiwan_travel_permit"},
        AskerClass.OVERSEAS_CHINESE: {"passport"},
        AskerClass.FOREIGNER: {"passport", "foreign_resident_card"},
    }
    if document.value in accepted[asker]:
        assert finding.answer is NO
    elif (asker, document) == (AskerClass.FOREIGNER, DocumentKind.HK_MACAU_TRAVEL_PERMIT):
        assert (finding.answer, codes(finding)) == (PERSON, ["permit_of_a_foreigner"])  # ID-06: no list knows it yet
    else:
        (reason,) = finding.because
        assert (finding.value, reason.code) == ((Paper.IDENTITY,), "identity_document_not_accepted")
        assert (dict(reason.facts), reason.citation.rule) == (
            {"asker": asker.value, "document": document.value},
            "INQ-15",
        )


def test_each_missing_paper_has_its_article() -> None:
    everything = papers(
        frozenset(),
        asker=AskerClass.CITIZEN,
        at_residence=True,
        through_agent=True,
        agent_born_on=ADULT,
        asks_often=True,
        born_on=date(2010, 1, 1),
    )
    found = {reason.facts["paper"]: reason.citation.rule for reason in missing_papers(everything, ON).because}
    guest = papers(frozenset(), asker=AskerClass.FOREIGNER, document=DocumentKind.PASSPORT)
    found |= {reason.facts["paper"]: reason.citation.rule for reason in missing_papers(guest, ON).because}
    assert found == {
        "identity": "INQ-15",
        "application_form": "INQ-14",
        "residence_permit": "INQ-14",
        "power_of_attorney": "INQ-14",
        "agent_identity": "INQ-14",
        "guardian_identity": "INQ-41",
        "guardianship_proof": "INQ-41",
        "reasonable_use_proof": "INQ-16",
        "stay_proof": "INQ-12",
    }
    assert set(codes(missing_papers(everything, ON))) == {"paper_missing"}


def test_an_expired_document_says_so_with_its_day() -> None:
    (reason,) = missing_papers(papers(document_valid_until=date(2026, 3, 1)), ON).because
    assert (reason.code, reason.citation.rule) == ("identity_document_expired", "INQ-15")
    assert dict(reason.facts) == {"document": "resident_id", "valid_until": "2026-03-01"}


def test_a_missing_identity_document_is_named_once() -> None:
    finding = missing_papers(papers(frozenset({Paper.APPLICATION_FORM}), document=None), ON)
    assert (finding.value, codes(finding)) == ((Paper.IDENTITY,), ["paper_missing"])


AGENT = BASIC | {Paper.POWER_OF_ATTORNEY, Paper.AGENT_IDENTITY}


@pytest.mark.parametrize(
    ("application", "said"),
    [
        pytest.param(papers(born_on=None), ["applicant_age_unknown"], id="the applicant's age unknown"),
        pytest.param(papers(AGENT, through_agent=True), ["agent_capacity_unknown"], id="the agent's age unknown"),
        pytest.param(
            papers(AGENT, through_agent=True, agent_born_on=date(2008, 3, 3)),
            ["agent_capacity_unknown"],
            id="an agent of 17, living unknown",
        ),
        pytest.param(
            papers(AGENT, through_agent=True, agent_born_on=date(2010, 3, 2)),
            ["agent_capacity_unknown"],
            id="an agent of 16, living unknown",
        ),
        pytest.param(
            papers(AGENT, through_agent=True, born_on=None),
            ["applicant_age_unknown", "agent_capacity_unknown"],
            id="both unknown",
        ),
    ],
)
def test_what_cannot_be_told_goes_to_a_person(application: ApplicationPapers, said: list[str]) -> None:
    finding = missing_papers(application, ON)
    assert (finding.answer, finding.value, codes(finding)) == (PERSON, (), said)
    more = missing_papers(replace(application, asks_often=True), ON)
    assert (more.answer, more.value, codes(more)) == (YES, (Paper.REASONABLE_USE_PROOF,), ["paper_missing", *said])
    assert {reason.citation.article for reason in finding.because} <= {"19, 20, 23", "18"}


@pytest.mark.parametrize("age", [15, 17])
def test_an_agent_without_capacity_is_told_with_his_age(age: int) -> None:
    young = papers(AGENT, through_agent=True, agent_born_on=date(2026 - age, 1, 1), agent_lives_on_own_work=False)
    (reason,) = missing_papers(young, ON).because
    assert (reason.code, dict(reason.facts), reason.citation.rule) == ("agent_not_capable", {"age": str(age)}, "INQ-07")


def test_a_young_agent_of_unknown_age_of_work_is_no_fault_yet() -> None:
    assert missing_papers(papers(AGENT, through_agent=True, agent_born_on=date(2010, 3, 3)), ON).value == (
        Paper.AGENT_IDENTITY,
    )


applications = st.builds(
    ApplicationPapers,
    asker=st.sampled_from(AskerClass),
    present=st.frozensets(st.sampled_from(Paper)),
    document=st.none() | st.sampled_from(DocumentKind),
    document_valid_until=st.none() | st.dates(date(2025, 1, 1), date(2027, 1, 1)),
    born_on=st.none() | st.dates(date(1950, 1, 1), date(2020, 1, 1)),
    at_residence=st.booleans(),
    through_agent=st.booleans(),
    agent_born_on=st.none() | st.dates(date(1990, 1, 1), date(2015, 1, 1)),
    agent_lives_on_own_work=st.sampled_from([None, True, False]),
    asks_often=st.booleans(),
    stay_known=st.booleans(),
)


@given(applications)
def test_whoever_brings_what_was_named_is_not_told_of_more(application: ApplicationPapers) -> None:
    named = missing_papers(application, ON).value or ()
    brought = replace(
        application,
        present=application.present | set(named),
        document=application.document
        if application.document in ACCEPTED[application.asker]
        else ACCEPTED[application.asker][0],
        document_valid_until=None,
        agent_born_on=ADULT,
    )
    assert missing_papers(brought, ON).value == ()


@given(applications, st.sampled_from(Paper))
def test_one_more_paper_never_lengthens_the_list(application: ApplicationPapers, more: Paper) -> None:
    before, after = (
        missing_papers(application, ON),
        missing_papers(replace(application, present=application.present | {more}), ON),
    )
    assert set(after.value or ()) <= set(before.value or ()) | {more}
    assert len(after.value or ()) <= len(before.value or ())


@given(applications)
def test_the_list_has_one_reason_a_paper(application: ApplicationPapers) -> None:
    finding = missing_papers(application, ON)
    assert len(finding.because) >= len(finding.value or ())
    assert list(finding.value or ()) == [paper for paper in Paper if paper in (finding.value or ())]


AGENT = BASIC | {Paper.POWER_OF_ATTORNEY, Paper.AGENT_IDENTITY}
ABROAD = AdmittedReason(kind=ReasonClass.ABROAD, proof_zh="证明材料", proof_en="papers")


@pytest.mark.parametrize(
    ("application", "rule", "missing"),
    [
        pytest.param(papers(), PapersRule(community_stamp=True), (Paper.COMMUNITY_LETTER,), id="the community's letter"),
        pytest.param(papers(asker=AskerClass.FOREIGNER, document=DocumentKind.PASSPORT, stay_known=True), PapersRule(community_stamp=True), (), id="no community of a foreigner"),
        pytest.param(papers(), PapersRule(photo=True), (Paper.PHOTO,), id="a photograph"),
        pytest.param(papers(), PapersRule(reason_proof=True), (Paper.REASON_PROOF,), id="a proof of any reason"),
        pytest.param(papers(reason=ReasonClass.ABROAD), PapersRule(reasons=(ABROAD,)), (Paper.REASON_PROOF,), id="the proof of this reason"),
        pytest.param(papers(reason=ReasonClass.ABROAD), PapersRule(reasons=(AdmittedReason(kind=ReasonClass.ABROAD),), reason_proof=True), (), id="a reason that needs none"),
        pytest.param(papers(AGENT, through_agent=True, agent_born_on=ADULT, agent_near_relative=False), PapersRule(notarised_power_of_attorney=True), (Paper.NOTARISED_POWER_OF_ATTORNEY,), id="a stranger's authority notarised"),
        pytest.param(papers(AGENT, through_agent=True, agent_born_on=ADULT, agent_near_relative=True), PapersRule(notarised_power_of_attorney=True), (), id="a relative's not"),
        pytest.param(papers(at=AskingPlace.RESIDENCE), PapersRule(residence_registration=True), (Paper.RESIDENCE_PERMIT,), id="permit or registration, and neither came"),
        pytest.param(papers(BASIC | {Paper.RESIDENCE_REGISTRATION}, at=AskingPlace.RESIDENCE), PapersRule(residence_registration=True), (), id="the registration does"),
        pytest.param(papers(BASIC | {Paper.RESIDENCE_REGISTRATION}, at=AskingPlace.RESIDENCE), PapersRule(), (Paper.RESIDENCE_PERMIT,), id="elsewhere it does not"),
        pytest.param(papers(at=AskingPlace.SCHOOL), PapersRule(), (Paper.ENROLMENT_PROOF,), id="at the school"),
        pytest.param(papers(at=AskingPlace.FORMER_HOUSEHOLD), PapersRule(), (Paper.FORMER_HOUSEHOLD_PROOF,), id="at the household that was left"),
    ],
)  # fmt: skip
def test_what_a_region_wants_besides(
    application: ApplicationPapers, rule: PapersRule, missing: tuple[Paper, ...]
) -> None:
    finding = missing_papers(application, ON, rule)
    assert (finding.answer, finding.value) == (YES if missing else NO, missing)


def test_whether_the_agent_is_a_relative_matters_only_where_it_does() -> None:
    stranger = papers(AGENT, through_agent=True, agent_born_on=ADULT)
    assert missing_papers(stranger, ON).answer is NO
    finding = missing_papers(stranger, ON, PapersRule(notarised_power_of_attorney=True))
    assert (finding.answer, codes(finding)) == (PERSON, ["agent_relation_unknown"])
