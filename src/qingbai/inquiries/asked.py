"""An application in the law's own facts (申请的事实): what each question at acceptance looks at. Pure, so that it can be asked of any region."""

from datetime import date

from qingbai.agencies.profile import RegionProfile
from qingbai.inquiries.draft import Draft, Purpose
from qingbai.law.admission import Applicant, OnlineAsking
from qingbai.law.coverage import Span, Ties, covered_time
from qingbai.law.jurisdiction import Asker
from qingbai.law.local import AskingPlace, ReasonClass
from qingbai.law.materials import ApplicationPapers
from qingbai.law.terms import Answer, Finding, FrequencyAction, Paper

REASON_OF: dict[Purpose, ReasonClass] = {
    Purpose.VISA: ReasonClass.ABROAD,
    Purpose.EMIGRATION: ReasonClass.ABROAD,
    Purpose.QUALIFICATION: ReasonClass.QUALIFICATION,
}
"""Purposes that say by themselves which class of reasons they belong to."""


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
        remembered=draft.identity_proof.remembered,
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
