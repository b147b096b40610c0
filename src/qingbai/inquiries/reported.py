"""A paper of this person was reported as forged and the report passed on (举报移送): the next paper waits for an officer (存疑核查, INQ-31).

Each report holds each application once. That the person did anything is not said by it, as copies are forged of what belongs to others; so an officer
looks, and lifts the hold or goes on with it. Nothing of this depends on what is on record.
"""

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
    own = list(Application.objects.filter(owner=case.row.owner).values_list("number", flat=True))
    held_for = {number for done in case.acts if done.act is Act.HOLD for number in done.facts.get("reports", ())}
    return tuple(number for number in reports.standing(applications=own) if number not in held_for)


def hold(case: Case, *, by: Actor, at: datetime) -> Case:
    """Hold the application for them; the file says which."""
    found = standing(case)
    reason = f"本人文书被举报存疑并已移送：{'、'.join(found)}"
    facts = {"deceit": str(Deceit.FALSE_PAPERS), "reason": reason, "reports": list(found)}
    return record(case, Act.HOLD, by=by, at=at, facts=facts, ledger={"deceit": str(Deceit.FALSE_PAPERS)})
