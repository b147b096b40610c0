"""The acts that the house does itself (依规则自动办理): each takes an open request and returns it as it stands after the act.

``next_step`` names the one that follows; ``services.advance`` strings them together. An officer may do each of them by hand.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.ticks import released_at
from qingbai.audit.actors import SYSTEM, Actor
from qingbai.certificates import replacing
from qingbai.certificates import services as certificates
from qingbai.disclosures.acts import WAY, Act, Status
from qingbai.disclosures.answer import letter_of
from qingbai.disclosures.casework import Case, looked_again, record
from qingbai.disclosures.request import in_law
from qingbai.disclosures.search import as_facts, basis_of, decided_upon, look, still_holds
from qingbai.law.asking import Inquirer, Tie, may_ask, serves
from qingbai.law.bans import bar
from qingbai.law.official import OfficialAsker, OfficialPaper, may_be_served, missing_papers
from qingbai.law.terms import Answer, Finding, MatchVerdict, Reason
from qingbai.law.time_limits import inquiry_due_on
from qingbai.registers import tracing
from qingbai.registers.access import Business, Purpose

Step = Callable[..., Case]
AS_UNITS = {
    OfficialAsker.NOTARY_OFFICE: (Inquirer.NOTARY_OFFICE, Tie.NOTARY_CLIENT),
    OfficialAsker.LICENSING_ORGAN: (Inquirer.LICENSING_ORGAN, Tie.APPLICANT),
}
"""Who asks by the procedure of units, and what ties the person to them (INQ-09)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What the law says to a request at acceptance (受理审查): why it may not be accepted at all, and which papers are missing."""

    refusals: tuple[Reason, ...]
    missing: Finding[tuple[OfficialPaper, ...]]


def examine(case: Case, *, at: datetime) -> Intake:
    """Both findings on a request."""
    asked, on = case.asked, clock.day_of(at)
    served = may_be_served(in_law(asked), on)
    refusals = list(served.because) if served.answer is not Answer.YES else []
    if asked.asker in AS_UNITS:
        inquirer, tie = AS_UNITS[asked.asker]
        asking = may_ask(inquirer, bar(asked.bar) if asked.bar else None, tie, on)
        served_here = serves(case.office.kind, foreigner=asked.nationality != "CHN")
        refusals += [one for found in (asking, served_here) if found.answer is not Answer.YES for one in found.because]
    return Intake(refusals=tuple(refusals), missing=missing_papers(in_law(asked)))


def next_step(case: Case, *, at: datetime) -> Step | None:
    """The act that the house does next; None where somebody is awaited or the way has ended."""
    match case.status:
        case Status.SUBMITTED:
            intake = examine(case, at=at)
            if intake.refusals:
                return decline
            if intake.missing.answer is Answer.YES:
                return list_missing
            return None if case.online else accept  # online an officer looks at the papers first
        case Status.ACCEPTED:
            return search
        case Status.SEARCHED:
            return refer if case.when(Act.SEARCH).facts["doubtful"] else decide
        case Status.WITH_A_PERSON:
            return search if _everything_judged(case) or outdated(case, at=at) else None
        case Status.DECIDED if case.when(Act.DECIDE).facts["told"]:
            return search if outdated(case, at=at) else None
        case Status.DECIDED if case.when(Act.SEARCH).at == at:
            return issue
        case Status.DECIDED | Status.CLEARED:
            return issue_what_still_holds
        case _:
            return None


def outdated(case: Case, *, at: datetime) -> bool:
    """Whether the latest search would come upon something else now (``tracing.outdated``), so that nobody is to be asked about what it found.

    Not for what was handed back: that waits for whoever looks again, and they search anew.
    """
    searched = case.last(Act.SEARCH)
    if searched is None or case.acts[-1].act is Act.SEND_BACK:
        return False
    purpose = Purpose(Business.INQUIRY, case.row.number)
    return bool(tracing.outdated({0: basis_of(searched)}, viewer=SYSTEM, purpose=purpose, until=at))


def _everything_judged(case: Case) -> bool:
    """Whether a person has acted since the question was handed over, and nothing of the latest search is left open."""
    if case.acts[-1].act not in {Act.JUDGE_MATCH, Act.JUDGE_QUESTION}:
        return False
    facts, matches = case.when(Act.SEARCH).facts, case.matches
    open_ones = [one["subject"] for one in facts["candidates"] if one["match"] == MatchVerdict.UNCERTAIN]
    if any(subject not in matches for subject in open_ones):
        return False
    judged_now = (
        case.acts[-1].act is Act.JUDGE_MATCH
    )  # then the records are weighed anew before anybody asks about them
    return judged_now or all(reference in case.settled for reference in facts["doubtful"])


def list_missing(
    case: Case, *, by: Actor, at: datetime, missing: Finding[tuple[OfficialPaper, ...]] | None = None, note: str = ""
) -> Case:
    """Tell who asks everything that is missing, once (一次性告知, INQ-18); ``missing`` and ``note``: what an officer found who looked at the papers."""
    missing = missing or examine(case, at=at).missing
    facts = {"missing": [str(paper) for paper in missing.value or ()]} | ({"reason": note} if note else {})
    return record(case, Act.LIST_MISSING, by=by, at=at, reasons=missing.because, facts=facts)


def decline(case: Case, *, by: Actor, at: datetime, note: str = "") -> Case:
    """Not accept the request, with every reason (不予受理, INQ-18); ``note``: an officer's own."""
    facts = {"reason": note} if note else {}
    return record(case, Act.DECLINE, by=by, at=at, reasons=examine(case, at=at).refusals, facts=facts)


def accept(case: Case, *, by: Actor, at: datetime) -> Case:
    """Accept the request (受理) and say by when it is answered: as an inquiry, three working days."""
    due = inquiry_due_on(clock.day_of(at), agencies.calendar())
    facts = {"due_on": due.value.isoformat() if due.value else None}
    return record(case, Act.ACCEPT, by=by, at=at, reasons=due.because, facts=facts)


def search(case: Case, *, by: Actor, at: datetime) -> Case:
    """Search the register (检索). What was found is kept with the act as references and comparisons."""
    WAY.following(case.acts, Act.SEARCH, by)
    with transaction.atomic():
        found = look(case, by=by, on=clock.day_of(at), known_at=at)
        # The ledger says that was searched, not what was found: its entries are the same for everybody.
        return record(case, Act.SEARCH, by=by, at=at, facts=as_facts(found), within=True)


def refer(case: Case, *, by: Actor, at: datetime) -> Case:
    """Hand to a person what no rule settles (转人工核实)."""
    return record(case, Act.REFER, by=by, at=at)


def decide(case: Case, *, by: Actor, at: datetime) -> Case:
    """Decide what is told (作出决定). The ledger names no record."""
    facts = {"told": case.when(Act.SEARCH).facts["told"]}
    return record(case, Act.DECIDE, by=by, at=at, facts=facts)


def issue_what_still_holds(case: Case, *, by: Actor, at: datetime) -> Case:
    """Write the letter if it says what the register says now; search anew where a record was entered, corrected or sealed meanwhile."""
    with transaction.atomic():
        holds = still_holds(case, by=by, at=at)
        looked_again(case, by=by, at=at)
    return issue(case, by=by, at=at) if holds else search(case, by=by, at=at)


def issue(case: Case, *, by: Actor, at: datetime) -> Case:
    """Write, number, log and sign the letter (复函), from the register as it stands. Raises ``ActRefused`` where a record would be told that
    nobody else has cleared."""
    WAY.following(case.acts, Act.ISSUE, by)
    wanted = set(case.when(Act.DECIDE).facts["told"])
    if wanted and case.status is not Status.CLEARED:
        raise WAY.refusal(case.acts, Act.ISSUE, by)
    with transaction.atomic():
        issued = certificates.issue(
            claim=letter_of(case, decided_upon(case, by=by, at=at), at=at), by=by, at=at, within=True
        )
        if case.taken_back:
            replacing.tie(old=case.taken_back, new=issued.number, by=by, at=at)
        facts = {
            "paper_number": issued.number,
            "sha256": issued.sha256,
            "released_at": released_at(case.acts[-1].at, at).isoformat(),
        }
        return record(case, Act.ISSUE, by=by, at=at, facts=facts, within=True)
