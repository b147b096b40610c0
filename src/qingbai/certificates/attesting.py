"""Making a signed report of a check (出具核验报告), for anybody who has just checked something; on the ledger by its own number."""

from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db import transaction

from qingbai.agencies.acts import new_number
from qingbai.audit import keys as log_keys
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.audit.public import publishing, tiles
from qingbai.certificates import attestation, attestation_page, queries
from qingbai.certificates.attestation import Attestation
from qingbai.certificates.questions import Question
from qingbai.certificates.services import keyring
from qingbai.certificates.trust import moment


def drawn_up(report: Attestation, *, at: datetime) -> Attestation:
    """The report with its number, and with what it was judged by, as of the check."""
    newest = publishing.file(log_keys.CERTIFICATES, tiles.CHECKPOINT)
    return replace(
        report,
        number=new_number("HY", at),
        at=moment(at),
        checkpoint=newest.decode() if newest else "",
        roots=attestation.digests(queries.trust()),
    )


def attest(*, report: Attestation, by: Actor, at: datetime) -> bytes:
    """The report, typeset and signed with the status key. Raises ``NoKey``."""
    signer = keyring(settings.KEYS).status_signer()
    facts = {"by": "report", "current": report.answers[Question.CURRENT].code}
    with transaction.atomic():
        audit.record(kind=EventKind.PAPER_VERIFIED, by=by, at=at, basis=report.number, facts=facts)
    return attestation_page.sign(report, key=signer.key, chain=signer.chain, base_url=settings.PUBLIC_URL)
