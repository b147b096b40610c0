"""What may be done with a notice of release or of the end of correction (释放、解矫通报接收): put it with the verdict that was executed.

The verdict is in the register, or in the vault, or not here yet. In the register the notice is kept by case and name, so that it holds
for whichever verdict of the case stands; what concerns a sealed verdict is kept in the vault and nowhere else; what comes
before the judgment waits whole in the vault and is taken up with it. The receipt reads the same for sealed and open.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TypeVar

from django.db import connection, transaction

from qingbai import clock
from qingbai.audit.actors import Actor
from qingbai.incoming import Fault
from qingbai.notices import common, correction_end, finding, receipts, release, waiting
from qingbai.notices.correction_end import CorrectionEndNotice
from qingbai.notices.faults import NoticeRefused, fault
from qingbai.notices.finding import Place
from qingbai.notices.form import Form
from qingbai.notices.receipts import Receipt
from qingbai.notices.release import ReleaseNotice
from qingbai.registers import moving, outstanding
from qingbai.registers import services as registers
from qingbai.registers.records import Described
from qingbai.registers.services import Result
from qingbai.sealing import cases, keeping
from qingbai.sealing import outstanding as hidden
from qingbai.sealing import services as sealing
from qingbai.sealing.services import VAULT, Incoming

Ended = ReleaseNotice | CorrectionEndNotice
"""A notice that an execution has ended."""
E = TypeVar("E", ReleaseNotice, CorrectionEndNotice)


def receive_release(notice: ReleaseNotice, by: Actor, at: datetime) -> Receipt:
    """Receive a notice of release. Raises ``NoticeRefused``."""
    return _receive(notice, release.FORM, tuple(release.faults(notice, on=clock.day_of(at))), by, at)


def receive_correction_end(notice: CorrectionEndNotice, by: Actor, at: datetime) -> Receipt:
    """Receive a notice that community correction ended. Raises ``NoticeRefused``."""
    return _receive(notice, correction_end.FORM, tuple(correction_end.faults(notice, on=clock.day_of(at))), by, at)


def _receive(notice: E, form: Form[E], faults: Sequence[Fault], by: Actor, at: datetime) -> Receipt:
    if faults:
        raise NoticeRefused(*dict.fromkeys(faults))
    case_number = common.plain_case_number(notice.case_number) or notice.case_number
    court, name, basis = notice.court.strip(), notice.person.name, receipts.reference_of(notice)
    incoming = receipts.incoming_of(notice, form.facts_digest(notice))
    place = finding.where(court=court, case_number=case_number, name=name, viewer=by, basis=basis)
    contradictions = () if place is None else tuple(_against(notice, place, court, case_number))
    if contradictions:
        raise NoticeRefused(*contradictions)
    with receipts.refusing(other_facts=fault("notice", "contradicts_earlier")):
        if place is None:
            whole = json.dumps(form.as_json(notice), ensure_ascii=False)
            waiting.keep(notice=whole, cases=[case_number], incoming=incoming, by=by, at=at)
            result = Result.WAITING
        elif place.sealed:
            result = _in_vault(notice, case_number, incoming, by, at)
        else:
            result = _in_register(notice, court, case_number, incoming, basis, by, at)
    return receipts.receipt(notice, case_number=case_number, name=name, result=result, at=at)


def _in_register(
    notice: Ended, court: str, case_number: str, incoming: Incoming, basis: str, by: Actor, at: datetime
) -> Result:
    """The register's part is prepared, the vault's inbox committed, then the register's part."""
    state, on = notice.ended
    with transaction.atomic():
        result = registers.note_execution(
            court=court,
            case_number=case_number,
            name=notice.person.name,
            state=state,
            on=on,
            source=_source(notice),
            by=by,
            at=at,
            basis=basis,
        )
        connection.check_constraints()  # so that nothing but a crash can come between the two commits
        sealing.seal_on_entry(incoming=incoming, record=None, rules=(), by=by, at=at)
    return result


def _in_vault(notice: Ended, case_number: str, incoming: Incoming, by: Actor, at: datetime) -> Result:
    state, on = notice.ended
    with transaction.atomic(using=VAULT):
        sealing.seal_on_entry(incoming=incoming, record=None, rules=(), by=by, at=at)
        return cases.note_execution(
            case_number=case_number, name=notice.person.name, state=state, on=on, source=_source(notice), at=at
        )


def _source(notice: Ended) -> str:
    """Whose word it is: the sender and the certificate that it gave the person."""
    return f"{notice.sender.name} {notice.certificate_number}"[:200]


def _against(notice: Ended, place: Place, court: str, case_number: str) -> Iterator[Fault]:
    """In what the notice cannot be about the verdict that was found: somebody else's number or birth, an end before the judgment."""
    known, pronounced = _known(place, court, case_number)
    person = common.described(notice.person)
    if known and not any(keeping.is_same_defendant(one, person) for one in known):
        yield fault("person", "other_person")
    _, ended_on = notice.ended
    if pronounced is not None and ended_on < pronounced:
        field = "released_on" if isinstance(notice, ReleaseNotice) else "ended_on"
        yield fault(field, "before_verdict", pronounced=pronounced.isoformat())


def _known(place: Place, court: str, case_number: str) -> tuple[tuple[Described, ...], date | None]:
    """Whom the verdicts found concern, and the first day on which one of them was pronounced."""
    if place.sealed:
        sealed = hidden.known(place.convictions)
        return tuple(one for one, _ in sealed), min((day for _, day in sealed), default=None)
    here = moving.entries_in(court_name=court, case_number=case_number)
    wanted = set(place.convictions)
    return tuple(one for key, one in here if key in wanted), outstanding.pronounced(place.convictions)
