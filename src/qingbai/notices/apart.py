"""What may be done with notices that never touch the register of convictions (封存、不起诉、处罚通报接收).

A notice to seal is carried out at once and holds for a document that comes later. Decisions not to prosecute and public-order penalties are no
convictions and are kept apart from them (2012 Opinions part 3, REG-05): both go into the vault, whoever they concern.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from qingbai import clock
from qingbai.audit.actors import Actor
from qingbai.incoming import Fault
from qingbai.law.ages import Side, side_of
from qingbai.law.dates import Offence
from qingbai.notices import checks, common, finding, non_prosecution, penalty, receipts, sealing_notice, waiting
from qingbai.notices.faults import NoticeRefused, fault
from qingbai.notices.non_prosecution import NonProsecutionNotice
from qingbai.notices.notice import StatedOffence
from qingbai.notices.penalty import PenaltyNotice
from qingbai.notices.receipts import Receipt
from qingbai.notices.sealing_notice import Decided, SealingNotice
from qingbai.registers.services import Result
from qingbai.sealing import services as sealing
from qingbai.sealing.terms import Found, SealedPaperKind

MINOR = "minors_crime_prevention_law 59: SEAL-06"
KEPT_APART = "record_system_opinions 3: REG-05"
PENALTIES_SEALED = "public_security_penalties_law 136: SEAL-24"
PENALTIES_SEALED_FROM = date(2026, 1, 1)
CONTRADICTS = fault("notice", "contradicts_earlier")


def receive_sealing(notice: SealingNotice, by: Actor, at: datetime) -> Receipt:
    """Carry out a notice to seal. What is not here yet is sealed when it comes. Raises ``NoticeRefused``.

    The notice is noted first and carried out after it, so that no two databases are held at once in the wrong order; sent again, it
    is carried out again.
    """
    _require(sealing_notice.faults(notice, on=clock.day_of(at)))
    judged = notice.decided is Decided.JUDGMENT
    number = (common.plain_case_number(notice.number) if judged else None) or common.plain_number(notice.number)
    with receipts.refusing(other_facts=CONTRADICTS):
        _note(notice, number, judged=judged, by=by, at=at)
    ordered = sealing.seal_by_notice(
        court=notice.issuer.strip(),
        case_number=number,
        defendant=common.described(notice.person),
        basis=receipts.reference_of(notice),
        by=by,
        at=at,
    )
    absent = (
        Result.WAITING if judged else Result.ENTERED
    )  # a decision not to prosecute is sealed when it comes in any case
    result = _RESULTS.get(ordered.found, absent)
    return receipts.receipt(notice, case_number=number, name=notice.person.name, result=result, at=at)


def _note(notice: SealingNotice, number: str, *, judged: bool, by: Actor, at: datetime) -> None:
    """Put the notice into the inbox; one about a judgment that is not here yet waits for it, so that its sender can ask after it."""
    incoming = receipts.incoming_of(notice, sealing_notice.FORM.facts_digest(notice))
    court, name, basis = notice.issuer.strip(), notice.person.name, receipts.reference_of(notice)
    if judged and finding.where(court=court, case_number=number, name=name, viewer=by, basis=basis) is None:
        whole = json.dumps(sealing_notice.FORM.as_json(notice), ensure_ascii=False)
        waiting.keep(notice=whole, cases=[number], incoming=incoming, by=by, at=at)
    else:
        sealing.seal_on_entry(incoming=incoming, record=None, rules=(), by=by, at=at)


def receive_non_prosecution(notice: NonProsecutionNotice, by: Actor, at: datetime) -> Receipt:
    """Keep a decision not to prosecute, apart from convictions. Raises ``NoticeRefused``."""
    _require(non_prosecution.faults(notice, on=clock.day_of(at)))
    minor = _minor(notice.offences, notice.person.born_on)
    facts = non_prosecution.FORM.facts_digest(notice)
    stated = non_prosecution.FORM.as_json(notice)
    return _keep(notice, SealedPaperKind.NON_PROSECUTION, stated, facts, MINOR if minor else KEPT_APART, by, at)


def receive_penalty(notice: PenaltyNotice, by: Actor, at: datetime) -> Receipt:
    """Keep a public-order penalty, apart from convictions and sealed. Raises ``NoticeRefused``."""
    on = clock.day_of(at)
    _require(penalty.faults(notice, on=on))
    rules = [PENALTIES_SEALED if on >= PENALTIES_SEALED_FROM else KEPT_APART]
    if _minor(notice.acts, notice.person.born_on):
        rules.insert(0, MINOR)
    facts = penalty.FORM.facts_digest(notice)
    return _keep(notice, SealedPaperKind.PENALTY, penalty.FORM.as_json(notice), facts, "; ".join(rules), by, at)


_RESULTS = {Found.SEALED: Result.ENTERED, Found.ALREADY: Result.ALREADY}


def _require(faults: Iterable[Fault]) -> None:
    found = tuple(dict.fromkeys(faults))
    if found:
        raise NoticeRefused(*found)


def _keep(
    notice: NonProsecutionNotice | PenaltyNotice,
    kind: SealedPaperKind,
    stated: Mapping[str, Any],
    facts: bytes,
    rules: str,
    by: Actor,
    at: datetime,
) -> Receipt:
    number = common.plain_number(notice.decision_number)
    with receipts.refusing(other_facts=CONTRADICTS):
        entered = sealing.seal_paper(
            kind=kind,
            issuer=notice.sender.name.strip(),
            number=number,
            issued_on=notice.decided_on,
            subject=common.described(notice.person),
            content={name: value for name, value in stated.items() if name not in ("message_id", "sender")},
            rules=rules,
            by=by,
            at=at,
            basis=receipts.reference_of(notice),
            incoming=receipts.incoming_of(notice, facts),
        )
    return receipts.receipt(notice, case_number=number, name=notice.person.name, result=entered.result, at=at)


def _minor(acts: Sequence[StatedOffence], born_on: str) -> bool:
    """Whether any act was or may have been done before 18; where neither dates nor birth say so, nobody is taken for a minor."""
    born = checks.partial_date(born_on)
    if born is None:
        return False
    sides = {
        side_of(Offence(began=checks.partial_date(one.began), ended=checks.partial_date(one.ended)), born, 18)
        for one in acts
    }
    return bool(sides & {Side.BEFORE, Side.BOTH, Side.UNKNOWN})
