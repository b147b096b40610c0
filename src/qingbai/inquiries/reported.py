"""A paper of this person was reported as forged and the report passed on (举报移送): the next paper waits for an officer (存疑核查, INQ-31).

Each report holds each application once. That the person did anything is not said by it, as copies are forged of what belongs to others; so an officer
looks, and lifts the hold or goes on with it. Nothing of this depends on what is on record.
"""

from collections.abc import Sequence
from datetime import datetime

from qingbai.audit.actors import Actor
from qingbai.certificates import reports
from qingbai.inquiries.acts import Act
from qingbai.inquiries.casework import Case
from qingbai.inquiries.models import Application
from qingbai.inquiries.recording import record
from qingbai.law.terms import Deceit


def standing(case: Case) -> tuple[str, ...]:
    """The reports, by number, for which this application is still to be held."""
    return standing_each([case])[0]


def standing_each(cases: Sequence[Case]) -> list[tuple[str, ...]]:
    """The same for each of several applications."""
    owners = {case.row.owner for case in cases}
    own = dict(Application.objects.filter(owner__in=owners).values_list("number", "owner"))
    found: dict[str, list[str]] = {}
    for report, application in reports.standing_about(applications=own):
        found.setdefault(own[application], []).append(report)
    return [
        tuple(number for number in found.get(case.row.owner, ()) if number not in _held_for(case)) for case in cases
    ]


def _held_for(case: Case) -> frozenset[str]:
    return frozenset(number for done in case.acts if done.act is Act.HOLD for number in done.facts.get("reports", ()))


def hold(case: Case, *, by: Actor, at: datetime) -> Case:
    """Hold the application for them; the file says which."""
    found = standing(case)
    reason = f"本人文书被举报存疑并已移送：{'、'.join(found)}"
    facts = {"deceit": str(Deceit.FALSE_PAPERS), "reason": reason, "reports": list(found)}
    return record(case, Act.HOLD, by=by, at=at, facts=facts, ledger={"deceit": str(Deceit.FALSE_PAPERS)})
