"""Notices that should have come and did not (应到未到的通报): reckoned from each verdict that counts, for whoever must ask for them.

``law.expected`` says which notice an execution calls for, from whom and by which day; here it is asked for every verdict on whose end
nothing was stated. The registry is told of releases, ends of correction and seals; what courts owe prisons and bureaus goes past it. What
concerns somebody sealed is reckoned by the intake itself and shown to nobody but the organ that owes the notice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from qingbai import clock
from qingbai.agencies import calendars
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.law.citations import Citation
from qingbai.law.expected import Delay, ExecutionFacts, Expected, expected_notices, how_late
from qingbai.law.organs import NoticeKind, SenderKind
from qingbai.law.reasons import Code
from qingbai.law.terms import Answer, Reason
from qingbai.registers import outstanding as register
from qingbai.registers.access import Purpose
from qingbai.registers.outstanding import OVER, Executed
from qingbai.registers.terms import ExecutionState
from qingbai.sealing import outstanding as vault

COME_HERE = frozenset({NoticeKind.RELEASE, NoticeKind.CORRECTION_END, NoticeKind.SEALING})
"""The notices that senders owe the registry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One notice that should have come (应到未到的通报): which, from which sort of organ, about whom, since when.

    ``due_on`` and ``delay`` None: the day on which it falls due cannot be told, and ``because`` says what is not known.
    """

    notice: NoticeKind
    senders: tuple[SenderKind, ...]
    court: str
    case_number: str
    name: str
    event_on: date | None
    due_on: date | None
    delay: Delay | None
    sealed: bool
    because: tuple[Reason, ...]

    @property
    def duty(self) -> Citation:
        """Under what it is owed; where no day can be told, what is not known."""
        owed = [reason for reason in self.because if reason.code in (Code.NOTICE_DUE, Code.NOTICE_DUE_PROMPTLY)]
        return (owed or self.because)[-1].citation


def missing(*, on: date, viewer: Actor, purpose: Purpose) -> tuple[Missing, ...]:
    """Every notice overdue on a day, the longest overdue first, then those whose day cannot be told.

    An officer sees what his or her own registry keeps; sealed verdicts are there for the intake alone. Raises ``NoSuchRecord``.
    """
    verdicts: list[Iterable[Executed]] = [register.outstanding(viewer=viewer, purpose=purpose, on=on)]
    if viewer.kind is ActorKind.SYSTEM:
        verdicts.append(vault.outstanding(viewer=viewer, purpose=purpose.case, on=on))
    found = [one for several in verdicts for executed in several for one in _missing_of(executed, on)]
    return tuple(
        sorted(found, key=lambda one: (one.due_on or date.max, one.court, one.case_number, one.name, one.notice))
    )


def list_missing(*, by: Actor, at: datetime, purpose: Purpose) -> tuple[Missing, ...]:
    """The same for somebody who reads the list, which names persons: the reading stands on the ledger. Raises ``NoSuchRecord``."""
    found = missing(on=clock.day_of(at), viewer=by, purpose=purpose)
    with transaction.atomic():
        facts = {"found": str(len(found)), "list": "missing_notices"}
        audit.record(kind=EventKind.RECORD_LOOKED_UP, by=by, at=at, basis=purpose.case, facts=facts)
    return found


def _missing_of(executed: Executed, on: date) -> Iterator[Missing]:
    answer = expected_notices(facts_of(executed), calendars.calendar())
    wanted = [one for one in answer.value or () if one.notice in COME_HERE]
    for one in wanted:
        late = how_late(one.due_on, on, calendars.calendar())
        if late.answer is Answer.YES:
            yield _missing(executed, one, late.value)
    if answer.answer is Answer.PERSON and not wanted:
        ends = NoticeKind.CORRECTION_END if _outside(executed) else NoticeKind.RELEASE
        yield Missing(
            notice=ends,
            senders=(),
            court=executed.court,
            case_number=executed.case_number,
            name=executed.name,
            event_on=None,
            due_on=None,
            delay=None,
            sealed=executed.sealed,
            because=answer.because,
        )


def _missing(executed: Executed, one: Expected, delay: Delay | None) -> Missing:
    return Missing(
        notice=one.notice,
        senders=one.senders,
        court=executed.court,
        case_number=executed.case_number,
        name=executed.name,
        event_on=one.event_on,
        due_on=one.due_on,
        delay=delay,
        sealed=executed.sealed,
        because=one.because,
    )


def facts_of(executed: Executed) -> ExecutionFacts:
    """A verdict in execution in the words of the rule. A state stated later than the verdict's own tells of parole and of revoked probation."""
    state, penalty = executed.state, executed.penalty
    since = executed.state_on if executed.state_on and executed.state_on > executed.effective_on else None
    on_probation = penalty is not None and penalty.probation_months is not None
    over = frozenset({NoticeKind.RELEASE, NoticeKind.CORRECTION_END}) if state in OVER else frozenset[NoticeKind]()
    return ExecutionFacts(
        outcome=executed.outcome,
        penalty=penalty,
        effective_on=executed.effective_on,
        term_from=executed.term_from,
        term_to=executed.term_to,
        revoked_on=since if on_probation and state is ExecutionState.SERVING else None,
        paroled_on=since if state is ExecutionState.PAROLE else None,
        sealed=executed.sealed,
        received=over | ({NoticeKind.SEALING} if executed.ordered else set()),
    )


def _outside(executed: Executed) -> bool:
    return executed.state in (ExecutionState.PROBATION, ExecutionState.PAROLE)
