"""What the law says to an application at acceptance (受理审查): is this the office, is anything missing, is it asked too often, and is it taken so?

Turns an application into the law's own facts, asks its questions with the region's rules and returns their findings. Decides nothing itself.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from qingbai.agencies import queries as agencies
from qingbai.agencies.profile import RegionProfile
from qingbai.agencies.queries import OfficeCard
from qingbai.inquiries.draft import Draft, ProofMethod, Purpose
from qingbai.law.admission import Applicant, OnlineAsking, local_conditions, may_ask_online
from qingbai.law.coverage import Span, Ties, covered_time
from qingbai.law.frequency import asks_often, asks_too_soon
from qingbai.law.jurisdiction import Asker, accepting_offices
from qingbai.law.local import AskingPlace, ReasonClass
from qingbai.law.materials import ApplicationPapers, missing_papers
from qingbai.law.terms import Answer, Finding, FrequencyAction, Paper, Reason

REASON_OF: dict[Purpose, ReasonClass] = {
    Purpose.VISA: ReasonClass.ABROAD,
    Purpose.EMIGRATION: ReasonClass.ABROAD,
    Purpose.QUALIFICATION: ReasonClass.QUALIFICATION,
}
"""Purposes that say by themselves which class of reasons they belong to."""


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


def place_of(draft: Draft, division: str) -> AskingPlace | None:
    """By which place it is asked at an office of this division; None where the office serves none of the person's places."""
    places = {
        AskingPlace.HOUSEHOLD: draft.household,
        AskingPlace.RESIDENCE: draft.residence,
        AskingPlace.FORMER_HOUSEHOLD: draft.former_household,
        AskingPlace.SCHOOL: draft.school,
    }
    return next((kind for kind, place in places.items() if place == division), None)


def asker_of(draft: Draft, region: RegionProfile) -> Asker:
    """The person as the question of competence takes him or her."""
    return Asker(
        asker=draft.asker_class,
        household=draft.household or None,
        residence=draft.residence or None,
        former_household=draft.former_household or None,
        school=draft.school or None,
        local_household=region.holds_for(draft.household),
        stay_days=draft.stay_days,
        through_agent=draft.agent is not None,
    )


def reason_of(draft: Draft) -> ReasonClass | None:
    """The class of the reason: as stated, or as the purpose says by itself; None where an officer must class it."""
    return draft.reason or REASON_OF.get(draft.purpose)


def papers_of(draft: Draft, division: str, often: Finding[FrequencyAction]) -> ApplicationPapers:
    """The application as it lies at an office of this division, for the question of what is missing."""
    agent = draft.agent
    return ApplicationPapers(
        asker=draft.asker_class,
        present=frozenset(draft.papers),
        document=draft.document_kind,
        document_valid_until=draft.document_valid_until,
        born_on=draft.born_on,
        at=place_of(draft, division),
        through_agent=agent is not None,
        agent_born_on=agent.born_on if agent else None,
        agent_lives_on_own_work=agent.lives_on_own_work if agent else None,
        agent_near_relative=agent.near_relative if agent else None,
        reason=reason_of(draft),
        asks_often=often.answer is Answer.YES and often.value is not FrequencyAction.HARD_STOP,
        stay_known=Paper.STAY_PROOF in draft.papers,
    )


def applicant_of(draft: Draft, region: RegionProfile) -> Applicant:
    """The person as the region's own conditions look at him or her."""
    local = region.holds_for(draft.household)
    return Applicant(
        asker=draft.asker_class,
        born_on=draft.born_on,
        elsewhere=None if local is None else not local,
        residence_since=draft.residence_since,
        reason=reason_of(draft),
    )


def online_of(draft: Draft, region: RegionProfile) -> OnlineAsking:
    """An application that came online, as the region's online way looks at it."""
    return OnlineAsking(
        asker=draft.asker_class,
        identified=draft.identity_proof.level,
        for_another=draft.agent is not None or draft.guardian is not None,
        local_household=region.holds_for(draft.household),
        permit_here=Paper.RESIDENCE_PERMIT in draft.papers and bool(region.holds_for(draft.residence)),
    )


def covered(draft: Draft, *, division: str, region: RegionProfile, on: date) -> Finding[Span]:
    """The time that a paper of this application covers, asked on a day at an office of this division."""
    region = region.of(draft.asker_class)
    shown = Span(from_on=draft.document_valid_from, to_on=draft.document_valid_until)
    ties = Ties(
        at=place_of(draft, division) or AskingPlace.RESIDENCE,
        born_on=draft.born_on,
        times=tuple(Span(from_on=time.from_on, to_on=time.to_on) for time in draft.tied),
        document=shown if draft.document_valid_until else None,
    )
    return covered_time(Span(from_on=draft.period_from, to_on=draft.period_to), ties, region.period, on)
