"""Which papers are missing (应当补正的申请材料)?

A valid identity document of the right class and the application form (查询申请表); at the place of residence also the residence permit
(居住证); through an agent a power of attorney (委托书) and the agent's identity document; for a minor the guardian (查询工作规定 6; 民法典
17–20, 23); for who asks often a proof of reasonable use. A region may want more, each off by default: a letter with the community's
stamp, a photograph, a proof of the reason, a notarised power of attorney of an agent who is no near relative (近亲属, 民法典 1045).
Whoever is refused hears everything at once (一次性告知, 规定 7).
"""

from dataclasses import dataclass
from datetime import date

from qingbai.law.ages import civil_age, full_capacity
from qingbai.law.citations import Citation
from qingbai.law.local import AskingPlace, PapersRule, ReasonClass
from qingbai.law.reasons import Code, because, no, person, yes
from qingbai.law.terms import AskerClass, DocumentKind, Finding, Paper, Reason

PAPERS = Citation("inquiry_rules", "6", "INQ-14")
DOCUMENTS = Citation("inquiry_rules", "6", "INQ-15")
OFTEN = Citation("inquiry_rules", "6(2)", "INQ-16")
STAY = Citation("inquiry_rules", "5", "INQ-12")
GUARDIAN = Citation("civil_code", "19, 20, 23", "INQ-41")
CAPACITY = Citation("civil_code", "18", "INQ-07")
LOCAL = Citation("inquiry_rules", "5(3)", "INQ-33")
COMMUNITY = Citation("inquiry_rules", "5(3)", "INQ-36")
NEAR = Citation("civil_code", "1045", "FRM-07")
NON_CHINESE_PERMIT = Citation("inquiry_rules", "6", "ID-06")
NO_ADDITIONS = PapersRule()

ACCEPTED = {
    AskerClass.CITIZEN: (DocumentKind.RESIDENT_ID, DocumentKind.HOUSEHOLD_BOOK),
    AskerClass.HK_MACAU_TAIWAN: (
        DocumentKind.HMT_RESIDENCE_PERMIT,
        DocumentKind.HK_MACAU_TRAVEL_PERMIT,
        DocumentKind.TAIWAN_TRAVEL_PERMIT,
    ),
    AskerClass.OVERSEAS_CHINESE: (DocumentKind.PASSPORT,),
    AskerClass.FOREIGNER: (DocumentKind.PASSPORT, DocumentKind.FOREIGN_RESIDENT_CARD),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationPapers:
    """An application as it lies on the counter (申请及其材料).

    ``document``: the identity document shown, ``document_valid_until`` its last day (None: long-term).
    ``at``: at which place it is asked. ``stay_known``: the office has the stay from its own data. ``reason``: the class of the reason.
    ``agent_born_on`` and, at 16 and 17, ``agent_lives_on_own_work`` tell whether the agent has full capacity (完全民事行为能力),
    ``agent_near_relative`` whether the agent is one of the near relatives (近亲属). ``at_residence`` says the same as ``at`` in older files.
    """

    asker: AskerClass
    present: frozenset[Paper]
    document: DocumentKind | None = None
    document_valid_until: date | None = None
    born_on: date | None = None
    at_residence: bool = False
    at: AskingPlace | None = None
    through_agent: bool = False
    agent_born_on: date | None = None
    agent_lives_on_own_work: bool | None = None
    agent_near_relative: bool | None = None
    reason: ReasonClass | None = None
    asks_often: bool = False
    stay_known: bool = False


def missing_papers(
    application: ApplicationPapers, on: date, rule: PapersRule | None = None
) -> Finding[tuple[Paper, ...]]:
    """Everything that is missing on a day, in one list (``value``), in the order of the form; ``rule``: what the region wants besides.

    Yes: something is. No: the papers are complete. Person: complete as far as can be told, but a fact is missing that could ask for more.
    """
    rule = rule or NO_ADDITIONS
    needed = _needed(application, on, rule) | _needed_here(application, rule)
    missing = {paper: reason for paper, reason in needed.items() if paper not in application.present}
    for paper, fault in (
        (Paper.IDENTITY, _identity_fault(application, on)),
        (Paper.AGENT_IDENTITY, _agent_fault(application, on)),
    ):
        if fault is not None:
            missing.setdefault(paper, fault)
    doubts = _doubts(application, on, rule)
    papers = tuple(paper for paper in Paper if paper in missing)
    reasons = [missing[paper] for paper in papers]
    if papers:
        return yes([*reasons, *doubts], papers)
    if doubts:
        return person(doubts, ())
    return no([because(Code.PAPERS_COMPLETE, PAPERS)], ())


def _needed(application: ApplicationPapers, on: date, rule: PapersRule) -> dict[Paper, Reason]:
    """What the nation asks for."""
    wanted = {Paper.IDENTITY: DOCUMENTS, Paper.APPLICATION_FORM: PAPERS}
    if application.asker is AskerClass.CITIZEN and _asked_at(application) is AskingPlace.RESIDENCE:
        registered = rule.residence_registration and Paper.RESIDENCE_REGISTRATION in application.present
        wanted |= {} if registered else {Paper.RESIDENCE_PERMIT: PAPERS}
    if application.through_agent:
        wanted |= {Paper.POWER_OF_ATTORNEY: PAPERS, Paper.AGENT_IDENTITY: PAPERS}
    if application.born_on is not None and civil_age(application.born_on, on) < 18:
        wanted |= {Paper.GUARDIAN_IDENTITY: GUARDIAN, Paper.GUARDIANSHIP_PROOF: GUARDIAN}
    if application.asks_often:
        wanted[Paper.REASONABLE_USE_PROOF] = OFTEN
    if application.asker is AskerClass.FOREIGNER and not application.stay_known:
        wanted[Paper.STAY_PROOF] = STAY
    return {paper: because(Code.PAPER_MISSING, citation, paper=paper) for paper, citation in wanted.items()}


def _asked_at(application: ApplicationPapers) -> AskingPlace | None:
    return application.at or (AskingPlace.RESIDENCE if application.at_residence else None)


def _needed_here(application: ApplicationPapers, rule: PapersRule) -> dict[Paper, Reason]:
    """What the region asks for besides."""
    at = _asked_at(application)
    wanted = {
        Paper.COMMUNITY_LETTER: (rule.community_stamp and application.asker is AskerClass.CITIZEN, COMMUNITY),
        Paper.PHOTO: (rule.photo, LOCAL),
        Paper.ENROLMENT_PROOF: (at is AskingPlace.SCHOOL, LOCAL),
        Paper.FORMER_HOUSEHOLD_PROOF: (at is AskingPlace.FORMER_HOUSEHOLD, LOCAL),
        Paper.NOTARISED_POWER_OF_ATTORNEY: (
            application.through_agent and rule.notarised_power_of_attorney and application.agent_near_relative is False,
            NEAR,
        ),
    }
    found = {
        paper: because(Code.PAPER_WANTED_HERE, citation, paper=paper)
        for paper, (needed, citation) in wanted.items()
        if needed
    }
    return found | _reason_proof(application, rule)


def _reason_proof(application: ApplicationPapers, rule: PapersRule) -> dict[Paper, Reason]:
    """The proof of the reason, in the region's own words where it has them."""
    stated = next((reason for reason in rule.reasons if reason.kind is application.reason), None)
    if stated is not None and stated.proof_zh:
        facts = {"reason_class": stated.kind, "proof_zh": stated.proof_zh, "proof_en": stated.proof_en}
        return {Paper.REASON_PROOF: because(Code.REASON_TO_BE_PROVED, LOCAL, **facts)}
    if rule.reason_proof and not rule.reasons:
        return {Paper.REASON_PROOF: because(Code.PAPER_WANTED_HERE, LOCAL, paper=Paper.REASON_PROOF)}
    return {}


def _identity_fault(application: ApplicationPapers, on: date) -> Reason | None:
    accepted = application.document is not None and application.document in ACCEPTED[application.asker]
    if not accepted and not _permit_of_a_foreigner(application):
        facts = {"asker": application.asker, "document": application.document}
        return because(Code.IDENTITY_DOCUMENT_NOT_ACCEPTED, DOCUMENTS, **facts)
    until = application.document_valid_until
    if until is not None and until < on:
        return because(Code.IDENTITY_DOCUMENT_EXPIRED, DOCUMENTS, document=application.document, valid_until=until)
    return None


def _permit_of_a_foreigner(application: ApplicationPapers) -> bool:
    """The permit for residents of Hong Kong and Macau who are not Chinese came in 2024: the list of documents does not know it."""
    return application.asker is AskerClass.FOREIGNER and application.document is DocumentKind.HK_MACAU_TRAVEL_PERMIT


def _agent_fault(application: ApplicationPapers, on: date) -> Reason | None:
    """An agent without full capacity: another one must come."""
    if not application.through_agent or application.agent_born_on is None:
        return None
    if full_capacity(application.agent_born_on, on, lives_on_own_work=application.agent_lives_on_own_work) is not False:
        return None
    return because(Code.AGENT_NOT_CAPABLE, CAPACITY, age=civil_age(application.agent_born_on, on))


def _doubts(application: ApplicationPapers, on: date, rule: PapersRule) -> list[Reason]:
    doubts = [] if application.born_on is not None else [because(Code.APPLICANT_AGE_UNKNOWN, GUARDIAN)]
    if application.through_agent and _capacity_open(application, on):
        doubts.append(because(Code.AGENT_CAPACITY_UNKNOWN, CAPACITY))
    if application.through_agent and rule.notarised_power_of_attorney and application.agent_near_relative is None:
        doubts.append(because(Code.AGENT_RELATION_UNKNOWN, NEAR))
    if _permit_of_a_foreigner(application):
        doubts.append(because(Code.PERMIT_OF_A_FOREIGNER, NON_CHINESE_PERMIT))
    return doubts


def _capacity_open(application: ApplicationPapers, on: date) -> bool:
    if application.agent_born_on is None:
        return True
    return full_capacity(application.agent_born_on, on, lives_on_own_work=application.agent_lives_on_own_work) is None
