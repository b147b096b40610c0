"""Which papers are missing (应当补正的申请材料)?

A valid identity document of the right class and the application form (查询申请表); at the place of residence also the residence permit
(居住证); through an agent a power of attorney (委托书) and the agent's identity document; for a minor the guardian (查询工作规定 6; 民法典
17–20, 23); for who asks often a proof of reasonable use. Whoever is refused hears everything at once (一次性告知, 规定 7).
"""

from dataclasses import dataclass
from datetime import date

from qingbai.law.ages import civil_age
from qingbai.law.citations import Citation
from qingbai.law.reasons import Code, because, no, person, yes
from qingbai.law.terms import AskerClass, DocumentKind, Finding, Paper, Reason

PAPERS = Citation("inquiry_rules", "6", "INQ-14")
DOCUMENTS = Citation("inquiry_rules", "6", "INQ-15")
OFTEN = Citation("inquiry_rules", "6(2)", "INQ-16")
STAY = Citation("inquiry_rules", "5", "INQ-12")
GUARDIAN = Citation("civil_code", "19, 20, 23", "INQ-41")
CAPACITY = Citation("civil_code", "18", "INQ-07")

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
    ``at_residence``: asked at the place of residence, not of the household. ``stay_known``: the office has the stay from its own data.
    ``agent_born_on`` and, at 16 and 17, ``agent_lives_on_own_work`` tell whether the agent has full capacity (完全民事行为能力).
    """

    asker: AskerClass
    present: frozenset[Paper]
    document: DocumentKind | None = None
    document_valid_until: date | None = None
    born_on: date | None = None
    at_residence: bool = False
    through_agent: bool = False
    agent_born_on: date | None = None
    agent_lives_on_own_work: bool | None = None
    asks_often: bool = False
    stay_known: bool = False


def missing_papers(application: ApplicationPapers, on: date) -> Finding[tuple[Paper, ...]]:
    """Everything that is missing on a day, in one list (``value``), in the order of the form.

    Yes: something is. No: the papers are complete. Person: complete as far as can be told, but a fact is missing that could ask for more.
    """
    needed = _needed(application, on)
    missing = {paper: reason for paper, reason in needed.items() if paper not in application.present}
    for paper, fault in (
        (Paper.IDENTITY, _identity_fault(application, on)),
        (Paper.AGENT_IDENTITY, _agent_fault(application, on)),
    ):
        if fault is not None:
            missing.setdefault(paper, fault)
    doubts = _doubts(application, on)
    papers = tuple(paper for paper in Paper if paper in missing)
    reasons = [missing[paper] for paper in papers]
    if papers:
        return yes([*reasons, *doubts], papers)
    if doubts:
        return person(doubts, ())
    return no([because(Code.PAPERS_COMPLETE, PAPERS)], ())


def _needed(application: ApplicationPapers, on: date) -> dict[Paper, Reason]:
    wanted = {Paper.IDENTITY: DOCUMENTS, Paper.APPLICATION_FORM: PAPERS}
    if application.at_residence and application.asker is AskerClass.CITIZEN:
        wanted[Paper.RESIDENCE_PERMIT] = PAPERS
    if application.through_agent:
        wanted |= {Paper.POWER_OF_ATTORNEY: PAPERS, Paper.AGENT_IDENTITY: PAPERS}
    if application.born_on is not None and civil_age(application.born_on, on) < 18:
        wanted |= {Paper.GUARDIAN_IDENTITY: GUARDIAN, Paper.GUARDIANSHIP_PROOF: GUARDIAN}
    if application.asks_often:
        wanted[Paper.REASONABLE_USE_PROOF] = OFTEN
    if application.asker is AskerClass.FOREIGNER and not application.stay_known:
        wanted[Paper.STAY_PROOF] = STAY
    return {paper: because(Code.PAPER_MISSING, citation, paper=paper) for paper, citation in wanted.items()}


def _identity_fault(application: ApplicationPapers, on: date) -> Reason | None:
    if application.document is None or application.document not in ACCEPTED[application.asker]:
        facts = {"asker": application.asker, "document": application.document}
        return because(Code.IDENTITY_DOCUMENT_NOT_ACCEPTED, DOCUMENTS, **facts)
    until = application.document_valid_until
    if until is not None and until < on:
        return because(Code.IDENTITY_DOCUMENT_EXPIRED, DOCUMENTS, document=application.document, valid_until=until)
    return None


def _agent_fault(application: ApplicationPapers, on: date) -> Reason | None:
    """An agent without full capacity: another one must come."""
    if not application.through_agent or application.agent_born_on is None:
        return None
    age = civil_age(application.agent_born_on, on)
    if age >= 18 or (age >= 16 and application.agent_lives_on_own_work is not False):
        return None
    return because(Code.AGENT_NOT_CAPABLE, CAPACITY, age=age)


def _doubts(application: ApplicationPapers, on: date) -> list[Reason]:
    doubts = [] if application.born_on is not None else [because(Code.APPLICANT_AGE_UNKNOWN, GUARDIAN)]
    if application.through_agent and _capacity_open(application, on):
        doubts.append(because(Code.AGENT_CAPACITY_UNKNOWN, CAPACITY))
    return doubts


def _capacity_open(application: ApplicationPapers, on: date) -> bool:
    if application.agent_born_on is None:
        return True
    return civil_age(application.agent_born_on, on) in (16, 17) and application.agent_lives_on_own_work is None
