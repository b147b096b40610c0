"""What the law says to an application at the counter (受理审查): is this the office, is anything missing, is it asked too often?

Turns an application into the law's own facts, asks its three questions and returns their findings. Decides nothing itself.
"""

from dataclasses import dataclass
from datetime import date

from qingbai.agencies import queries as agencies
from qingbai.agencies.queries import OfficeCard
from qingbai.agencies.regions import RegionProfile
from qingbai.inquiries.draft import Draft, ProofMethod
from qingbai.law.frequency import asks_often
from qingbai.law.jurisdiction import Asker, accepting_offices
from qingbai.law.materials import ApplicationPapers, missing_papers
from qingbai.law.terms import Answer, Finding, FrequencyAction, Paper, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """The three findings at acceptance."""

    competence: Finding[tuple[str, ...]]
    missing: Finding[tuple[Paper, ...]]
    often: Finding[FrequencyAction]
    office: str
    online: bool

    @property
    def refusals(self) -> tuple[Reason, ...]:
        """Why this may not be accepted here at all (不予受理), all of it; empty where it may."""
        refused: list[Reason] = []
        if self.competence.answer is Answer.NO or (
            self.competence.answer is Answer.YES and self.office not in (self.competence.value or ())
        ):
            refused.extend(self.competence.because)
        if self.often.answer is Answer.YES and (
            self.often.value is FrequencyAction.HARD_STOP
            or (self.often.value is FrequencyAction.OFFLINE_ONLY and self.online)
        ):
            refused.extend(self.often.because)
        return tuple(refused)

    @property
    def for_a_person(self) -> tuple[Reason, ...]:
        """What the rules leave open and an officer must settle before accepting."""
        findings: tuple[Finding[tuple[str, ...]] | Finding[tuple[Paper, ...]] | Finding[FrequencyAction], ...]
        findings = (self.competence, self.missing, self.often)
        return tuple(reason for found in findings if found.answer is Answer.PERSON for reason in found.because)


def examine(draft: Draft, *, office: OfficeCard, earlier: tuple[date, ...], region: RegionProfile, on: date) -> Intake:
    """The findings on this application on a day; ``earlier`` are the days of the same person's accepted ones."""
    often = asks_often(earlier, on, region.frequency)
    asker = Asker(
        asker=draft.asker_class,
        household=draft.household or None,
        residence=draft.residence or None,
        stay_days=draft.stay_days,
        through_agent=draft.agent is not None,
    )
    papers = ApplicationPapers(
        asker=draft.asker_class,
        present=frozenset(draft.papers),
        document=draft.document_kind,
        born_on=draft.born_on,
        at_residence=bool(draft.residence)
        and office.division == draft.residence
        and office.division != draft.household,
        through_agent=draft.agent is not None,
        agent_born_on=draft.agent.born_on if draft.agent else None,
        asks_often=often.answer is Answer.YES and often.value is not FrequencyAction.HARD_STOP,
        stay_known=Paper.STAY_PROOF in draft.papers,
    )
    return Intake(
        competence=accepting_offices(asker, agencies.law_offices(), on, region.competence),
        missing=missing_papers(papers, on),
        often=often,
        office=draft.office,
        online=draft.identity_proof.method is ProofMethod.REAL_NAME,
    )
