"""What the law says to an application at acceptance (受理审查): is this the office, is anything missing, is it asked too often, and is it taken so?

Turns an application into the law's own facts, asks its questions with the region's rules and returns their findings. Decides nothing itself.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from qingbai.agencies import queries as agencies
from qingbai.agencies.profile import RegionProfile
from qingbai.agencies.queries import OfficeCard
from qingbai.inquiries.asked import applicant_of, asker_of, covered, online_of, papers_of
from qingbai.inquiries.draft import Draft, ProofMethod
from qingbai.law.admission import local_conditions, may_ask_online
from qingbai.law.coverage import Span
from qingbai.law.frequency import asks_often, asks_too_soon
from qingbai.law.jurisdiction import accepting_offices
from qingbai.law.local import IdentityLevel
from qingbai.law.materials import missing_papers
from qingbai.law.reasons import Code
from qingbai.law.terms import Answer, Finding, FrequencyAction, Paper, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """The findings at acceptance. ``online``: None where the application was made at a window; ``covers``: the time that the paper will name."""

    competence: Finding[tuple[str, ...]]
    missing: Finding[tuple[Paper, ...]]
    often: Finding[FrequencyAction]
    too_soon: Finding[date]
    conditions: Finding[None]
    online: Finding[None] | None
    covers: Finding[Span]
    office: str

    @property
    def refusals(self) -> tuple[Reason, ...]:
        """Why this may not be accepted here, or not so (不予受理), all of it; empty where it may."""
        refused: list[Reason] = []
        elsewhere = self.office not in (self.competence.value or ())
        if self.competence.answer is Answer.NO or (self.competence.answer is Answer.YES and elsewhere):
            refused.extend(self.competence.because)
        if self.often.answer is Answer.YES and (
            self.often.value is FrequencyAction.HARD_STOP
            or (self.often.value is FrequencyAction.OFFLINE_ONLY and self.online is not None)
        ):
            refused.extend(self.often.because)
        if self.too_soon.answer is Answer.YES:
            refused.extend(self.too_soon.because)
        for found in (self.conditions, self.online, self.covers):
            if found is not None and found.answer is Answer.NO:
                refused.extend(found.because)
        return tuple(refused)

    @property
    def for_a_person(self) -> tuple[Reason, ...]:
        """What the rules leave open and an officer must settle before accepting."""
        findings: tuple[Finding[Any] | None, ...] = (
            self.competence,
            self.missing,
            self.often,
            self.conditions,
            self.online,
            self.covers,
        )
        return tuple(
            reason for found in findings if found and found.answer is Answer.PERSON for reason in found.because
        )


def examine(draft: Draft, *, office: OfficeCard, earlier: tuple[date, ...], region: RegionProfile, on: date) -> Intake:
    """The findings on this application on a day; ``earlier`` are the days of the same person's accepted ones."""
    region = region.of(draft.asker_class)
    often = asks_often(earlier, on, region.frequency)
    online = draft.identity_proof.method is ProofMethod.REAL_NAME
    return Intake(
        competence=accepting_offices(asker_of(draft, region), agencies.law_offices(), on, region.competence),
        missing=missing_papers(papers_of(draft, office.division, often), on, region.papers),
        often=often,
        too_soon=asks_too_soon(earlier, on, region.papers.days_between_applications),
        conditions=local_conditions(applicant_of(draft, region), on, region.papers),
        online=may_ask_online(online_of(draft, region), region.online) if online else None,
        covers=covered(draft, division=office.division, region=region, on=on),
        office=draft.office,
    )


def proof_wanted(draft: Draft) -> IdentityLevel | None:
    """How strongly who applies online must still be proved for the chosen office's region (网上申请的核验等级); None where the proof does.

    None also where the region takes nothing online: no proof helps there.
    """
    region = agencies.region(agencies.office(draft.office).division).of(draft.asker_class)
    found = may_ask_online(online_of(draft, region), region.online)
    weak = any(reason.code in {Code.IDENTIFIED_TOO_WEAKLY, Code.IDENTIFIED_EARLIER} for reason in found.because)
    return region.online.identity_level if weak else None
