"""A paper found wrong is taken back and the application taken up again (撤销、重新办理, INQ-28, REG-15).

By a reviewer or head of the office that issued it, or of an organ above that office; the new answer is the office's own again.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from qingbai import clock
from qingbai.audit.actors import Actor
from qingbai.certificates import services as certificates
from qingbai.inquiries import conditions, particulars
from qingbai.inquiries.acts import WAY, Act
from qingbai.inquiries.casework import Case, fingerprint_of, open_case, require_party, require_taking_back
from qingbai.inquiries.particulars import Particulars
from qingbai.inquiries.recording import record
from qingbai.inquiries.services.going_on import go_through
from qingbai.inquiries.services.refusals import reason_given


def revoke(*, number: str, reason: str, by: Actor, at: datetime) -> Case:
    """Take back the paper of an answered application (撤销文书, INQ-28): a certificate or a notice of refusal found wrong.

    The reason is kept in the file, never shown outside; from now on whoever checks the paper reads *not current*. Raises
    ``NoSuchApplication`` for whoever may not do so here, ``ReasonNeeded``, and ``ActRefused`` where no paper stands.
    """
    case = open_case(number)
    may = require_taking_back(case, by)
    reason_given(reason)
    issued = case.standing_issue
    if issued is None:
        raise WAY.refusal(case.acts, Act.REVOKE, by)
    conditions.require(case, Act.REVOKE, by=by, at=at)
    paper = str(issued.facts["paper_number"])
    with transaction.atomic():
        certificates.withdraw(number=paper, reason=reason, by=by, at=at)
        facts = {"paper_number": paper, "reason": reason.strip()}
        return record(case, Act.REVOKE, by=by, at=at, reasons=may.because, facts=facts, within=True)


def reopen(*, number: str, by: Actor, at: datetime, changed: Particulars | None = None) -> Case:
    """Take up again an application whose paper was taken back (重新办理): it is searched and decided anew under its own number.

    ``changed``: particulars of the person that are others now, seen in the original by the officer of the office itself; the ledger names the fields.
    Raises ``DraftRefused`` where they cannot be right, ``NoSuchApplication`` for an organ above, which sees no file.
    """
    case = open_case(number)
    may = require_taking_back(case, by)
    revoked = case.last(Act.REVOKE)
    facts: dict[str, Any] = {"instead_of": revoked.facts["paper_number"]} if revoked else {}
    told = {}
    if changed is not None:
        require_party(case, by)
        facts["particulars"] = particulars.require(changed, case.draft, on=clock.day_of(at))
        told = {"changed": ",".join(sorted(facts["particulars"]))}
        if renewed := facts["particulars"].get("document_number"):
            facts["owner"] = fingerprint_of(case.draft.document_kind, renewed, case.draft.nationality)
    return record(case, Act.REOPEN, by=by, at=at, reasons=may.because, facts=facts, about=case.row.owner, ledger=told)


def withdraw_and_reissue(
    *, number: str, reason: str, by: Actor, at: datetime, changed: Particulars | None = None
) -> Case:
    """Take a paper back and answer the application anew in one act (撤销并重新出具, REG-15, INQ-28): everything or nothing.

    Search, decision and paper are new acts of the same application, each with its entry, in one transaction; the two papers are tied
    (``certificates.replacing``). ``changed`` as for ``reopen``: a holder has a new passport, or a name stood wrongly. Where the rules leave the new answer to a person, the old paper is taken back and the application waits.
    What keeps the new paper from being made at all (``certificates.services.NotIssued``, ``NoKey``) leaves the old one standing.
    """
    with transaction.atomic():
        certificates.hold_numbers(offices=[open_case(number).row.office], at=at)
        revoke(number=number, reason=reason, by=by, at=at)
        return go_through(reopen(number=number, by=by, at=at, changed=changed), at)
