"""Which notice must still come, from whom, and by which day (应当收到而未收到的通报)?

Courts send the papers for execution within ten days of legal force (刑诉法 264), tell the place of community correction within five and
send its papers within ten (社区矫正法 20); prisons and detention houses send the notice of release (刑满释放人员通知书), county justice
bureaus the notice that correction ended (社区服刑人员矫正期满通知书) to the registry (2012 Opinions, part 2(2)); courts send the sealing notice
(封存实施办法 11), and the judgment on school staff to the education authority within thirty days. Terms end as the documents state; time in
custody is credited (羁押折抵) only as stated, so the printed last day wins over any reckoning. Probation runs from legal force (刑法 73).
What the end depends on and is not known goes to a person. The end of political rights' deprivation is told to nobody here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from qingbai.law.citations import Citation
from qingbai.law.organs import NoticeKind, SenderKind
from qingbai.law.parameters import HANDOVER, NOTICE_DUTIES, NoticeDuty, in_force
from qingbai.law.reasons import Code, because, no, person, yes
from qingbai.law.terms import Answer, Finding, Outcome, Penalty, PenaltyKind, Reason
from qingbai.law.time_limits import Calendar, after_months, period_ends_on, term_ends_on, working_days_counted

TERM = Citation("criminal_law", "47", "7.1")
EXECUTION = Citation("criminal_procedure_law", "264", "REG-04")
PROBATION = Citation("criminal_law", "73", "REG-19")
CONTROL = Citation("criminal_law", "41", "7.1")
PAROLE = Citation("criminal_law", "83", "REG-19")
REPRIEVE = Citation("criminal_law", "50", "REG-20")
EFFECT = Citation("criminal_procedure_law", "259", "REG-07")
HOLIDAY = Citation("criminal_procedure_law", "105", "REG-08")
CALENDAR = Citation("administrative_licensing_law", "82", "CAL-05")
REGISTRY = Citation("record_system_opinions", "2(2)", "REG-03")
PARDON = Citation("prison_law", "59", "REG-04")

LOCKED_UP = (PenaltyKind.FIXED_TERM, PenaltyKind.DETENTION, PenaltyKind.LIFE, PenaltyKind.DEATH_SUSPENDED)
INSIDE = (SenderKind.PRISON, SenderKind.DETENTION_HOUSE)
LIFE_PAROLE_MONTHS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionFacts:
    """What is known of the execution of one conviction (执行情况).

    ``penalty``: the one executed: the combined one, else the only one. ``term_from``, ``term_to`` and ``probation_to`` as the last document
    states them. ``revoked_on``: the day a ruling took effect that revoked probation, so that the term is executed.
    ``paroled_on``: the day of parole (假释); ``parole_to`` its end where stated. ``ended_on``: execution ended otherwise (赦免).
    ``school_staff``: the court had to tell the education authority. ``received``: the notices already here.
    """

    outcome: Outcome
    penalty: Penalty | None = None
    effective_on: date | None = None
    term_from: date | None = None
    term_to: date | None = None
    probation_to: date | None = None
    revoked_on: date | None = None
    paroled_on: date | None = None
    parole_to: date | None = None
    ended_on: date | None = None
    sealed: bool = False
    school_staff: bool = False
    received: frozenset[NoticeKind] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A notice that must come (应当收到的通报): which, from one of which organs, what it follows from and by when, and why."""

    notice: NoticeKind
    senders: tuple[SenderKind, ...]
    event_on: date
    due_on: date
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """How late (迟延): days in all and working days after ``due_on``; working days None where a calendar is missing."""

    due_on: date
    days: int
    working_days: int | None


@dataclass(frozen=True, slots=True)
class _Owed:
    """A notice that an event calls for; ``event_on`` None where that day is not known."""

    notice: NoticeKind
    senders: tuple[SenderKind, ...]
    event_on: date | None
    reasons: tuple[Reason, ...] = ()


def expected_notices(facts: ExecutionFacts, calendar: Calendar) -> Finding[tuple[Expected, ...]]:
    """The notices that must still come, the next one first (应当收到的通报).

    No: none must. Person: something that decides is not known; ``value`` then holds those that are certain.
    """
    if facts.effective_on is None or facts.outcome is Outcome.UNDECIDED:
        return person([because(Code.FORCE_UNKNOWN, EFFECT)], ())
    owed = [one for one in _owed(facts, facts.effective_on) if one.notice not in facts.received]
    open_ones = [reason for one in owed if one.event_on is None for reason in one.reasons]
    found = [made for one in owed if (made := _expected(one, calendar)) is not None]
    found.sort(key=lambda one: (one.due_on, one.notice))
    reasons = [*open_ones, *(reason for one in found for reason in one.because)]
    if open_ones:
        return person(reasons, tuple(found))
    if found:
        return yes(reasons, tuple(found))
    return no(_nothing(facts), ())


def _nothing(facts: ExecutionFacts) -> list[Reason]:
    if facts.received:
        return [because(Code.ALL_NOTICES_HERE, REGISTRY)]
    endless = facts.penalty is not None and facts.penalty.kind in (PenaltyKind.LIFE, PenaltyKind.DEATH_SUSPENDED)
    return [because(Code.NO_END_YET, REPRIEVE) if endless else because(Code.NO_NOTICE_DUE, REGISTRY)]


def _owed(facts: ExecutionFacts, effective_on: date) -> Iterator[_Owed]:
    if facts.sealed:
        yield _Owed(NoticeKind.SEALING, (SenderKind.COURT,), effective_on)
    if facts.outcome is not Outcome.CONVICTED:
        return
    if facts.school_staff:
        yield _Owed(NoticeKind.OCCUPATION_BAN, (SenderKind.COURT,), effective_on)
    if facts.penalty is None:
        if facts.received & {NoticeKind.RELEASE, NoticeKind.CORRECTION_END}:
            return
        yield _Owed(NoticeKind.RELEASE, (), None, (because(Code.PENALTY_UNKNOWN, TERM),))
        return
    yield from _begun(facts, facts.penalty, effective_on)
    yield from _ended(facts, facts.penalty, effective_on)


def _on_probation(facts: ExecutionFacts, penalty: Penalty) -> bool:
    return penalty.probation_months is not None and facts.revoked_on is None


def _begun(facts: ExecutionFacts, penalty: Penalty, effective_on: date) -> Iterator[_Owed]:
    """What a court owes when execution begins."""
    court = (SenderKind.COURT,)
    if penalty.kind is PenaltyKind.CONTROL or penalty.probation_months is not None:
        yield _Owed(NoticeKind.CORRECTION_START, court, effective_on)
        yield _Owed(NoticeKind.CORRECTION_PAPERS, court, effective_on)
    elif facts.paroled_on is not None:
        yield _Owed(NoticeKind.CORRECTION_START, court, facts.paroled_on)
        yield _Owed(NoticeKind.CORRECTION_PAPERS, court, facts.paroled_on)
    if penalty.kind in LOCKED_UP and not _on_probation(facts, penalty):
        yield _Owed(NoticeKind.EXECUTION_PAPERS, court, facts.revoked_on or effective_on)


def _ended(facts: ExecutionFacts, penalty: Penalty, effective_on: date) -> Iterator[_Owed]:
    """What follows when execution ends: outside by the justice bureau, inside by who held the person."""
    outside = _on_probation(facts, penalty) or facts.paroled_on is not None or penalty.kind is PenaltyKind.CONTROL
    if not outside and penalty.kind not in LOCKED_UP:
        return
    notice = NoticeKind.CORRECTION_END if outside else NoticeKind.RELEASE
    bureau = (SenderKind.JUSTICE_BUREAU,)
    if facts.ended_on is not None:
        yield _Owed(
            notice,
            bureau if outside else INSIDE,
            facts.ended_on,
            (because(Code.ENDED_OTHERWISE, PARDON, ended_on=facts.ended_on),),
        )
        return
    if not outside and facts.term_to is None and penalty.kind in (PenaltyKind.LIFE, PenaltyKind.DEATH_SUSPENDED):
        return  # no end before a commutation names one
    end, reasons = _end(facts, penalty, effective_on)
    if end is None or outside:
        yield _Owed(notice, bureau if outside else (), end, tuple(reasons))
        return
    senders, held = _holders(penalty, end, facts.revoked_on or effective_on)
    yield _Owed(notice, senders, end, (*reasons, held))


def _end(facts: ExecutionFacts, penalty: Penalty, effective_on: date) -> tuple[date | None, list[Reason]]:
    """The last day of execution, never before legal force; None where it cannot be told."""
    if facts.paroled_on is not None and (facts.parole_to or facts.term_to) is None:
        end, reasons = _life_parole_end(penalty, facts.paroled_on)
    elif facts.paroled_on is not None:
        end = facts.parole_to or facts.term_to
        reasons = [because(Code.PAROLE_ENDS, PAROLE, ends_on=end)]
    elif _on_probation(facts, penalty):
        end, reasons = _probation_end(facts, penalty.probation_months or 0, effective_on)
    else:
        end, reasons = _term_end(facts, penalty)
    if end is not None and end < effective_on:
        reasons = [*reasons, because(Code.SERVED_BEFORE_EFFECT, TERM, ends_on=end, effective_on=effective_on)]
        end = effective_on
    return end, reasons


def _life_parole_end(penalty: Penalty, paroled_on: date) -> tuple[date | None, list[Reason]]:
    if penalty.kind is not PenaltyKind.LIFE:
        return None, [because(Code.TERM_END_UNKNOWN, PAROLE)]
    found = period_ends_on(paroled_on, LIFE_PAROLE_MONTHS)
    return found.value, [because(Code.PAROLE_ENDS, PAROLE, ends_on=found.value), *found.because]


def _probation_end(facts: ExecutionFacts, months: int, effective_on: date) -> tuple[date | None, list[Reason]]:
    if facts.probation_to is not None:
        return facts.probation_to, [because(Code.PROBATION_ENDS, PROBATION, ends_on=facts.probation_to)]
    if months == 0:
        return None, [because(Code.TERM_END_UNKNOWN, PROBATION)]
    found = period_ends_on(effective_on, months)
    return found.value, [because(Code.PROBATION_ENDS, PROBATION, ends_on=found.value), *found.because]


def _term_end(facts: ExecutionFacts, penalty: Penalty) -> tuple[date | None, list[Reason]]:
    citation = CONTROL if penalty.kind is PenaltyKind.CONTROL else TERM
    if facts.term_to is not None:
        return facts.term_to, [because(Code.TERM_END_STATED, citation, ends_on=facts.term_to)]
    if facts.term_from is None or not (penalty.months or penalty.days):
        return None, [because(Code.TERM_END_UNKNOWN, citation)]
    found = term_ends_on(facts.term_from, penalty.months or 0, penalty.days)
    if found.answer is not Answer.YES:
        return None, list(found.because)
    return found.value, list(found.because)


def _holders(penalty: Penalty, end: date, begun_on: date) -> tuple[tuple[SenderKind, ...], Reason]:
    """Who holds the person to the end (刑诉法 264): three months or less left at the handover are served in the detention house.

    The handover lies between legal force and the last day for papers and transport.
    """
    dated = in_force(HANDOVER, begun_on) or HANDOVER[0]
    latest = after_months(begun_on + timedelta(days=dated.value.papers_days), dated.value.transport_months)
    facts = {"ends_on": end, "begun_on": begun_on, "months": dated.value.rest_months}
    if penalty.kind is PenaltyKind.DETENTION or end < after_months(begun_on, dated.value.rest_months):
        return (SenderKind.DETENTION_HOUSE,), because(Code.HELD_IN_DETENTION_HOUSE, EXECUTION, **facts)
    if end >= after_months(latest, dated.value.rest_months):
        return (SenderKind.PRISON,), because(Code.HELD_IN_PRISON, EXECUTION, **facts)
    return INSIDE, because(Code.HOLDER_OPEN, EXECUTION, **facts)


def _expected(one: _Owed, calendar: Calendar) -> Expected | None:
    """The notice with its last day; None where the day of the event is not known, or nobody owed it then."""
    duty = None if one.event_on is None else in_force(NOTICE_DUTIES[one.notice], one.event_on)
    if one.event_on is None or duty is None:
        return None
    due, reasons = _due(one.event_on, duty.value, duty.citation, one.notice, calendar)
    return Expected(
        notice=one.notice,
        senders=one.senders,
        event_on=one.event_on,
        due_on=due,
        because=(*one.reasons, *reasons),
    )


def _due(
    event_on: date, duty: NoticeDuty, citation: Citation, notice: NoticeKind, calendar: Calendar
) -> tuple[date, list[Reason]]:
    """The last day for a notice: counted from the day after the event, moved past days off where their calendar is known."""
    counted = event_on + timedelta(days=duty.days)
    known = counted.year in calendar.years
    due = calendar.next_working_day(counted) if known else counted
    code = Code.NOTICE_DUE_PROMPTLY if duty.promptly else Code.NOTICE_DUE
    reasons = [because(code, citation, notice=notice, event_on=event_on, days=duty.days, due_on=due)]
    if due != counted:
        reasons.append(because(Code.DUE_DAY_MOVED, HOLIDAY, counted=counted, due_on=due))
    if not known:
        reasons.append(because(Code.DUE_DAY_MAY_MOVE, CALENDAR, year=counted.year))
    return due, reasons


def how_late(due_on: date, on: date, calendar: Calendar) -> Finding[Delay]:
    """Whether something due on a day is late on another (是否迟延), and by how much: yes late, no in time (the last day included)."""
    facts = {"due_on": due_on, "on": on}
    if on <= due_on:
        return no([because(Code.IN_TIME, HOLIDAY, **facts)], Delay(due_on=due_on, days=0, working_days=0))
    counted = working_days_counted(due_on, on, calendar)
    days = (on - due_on).days
    working = counted.value if counted.answer is Answer.YES else None
    reasons = [because(Code.LATE_BY, HOLIDAY, **facts, days=days, working_days=working)]
    unknown = list(counted.because) if working is None else []
    return yes([*reasons, *unknown], Delay(due_on=due_on, days=days, working_days=working))


def late_by(
    notice: NoticeKind, event_on: date, received_on: date, calendar: Calendar, duty: NoticeDuty | None = None
) -> Finding[Delay]:
    """How late a notice came against its duty (迟报多久): yes late, no in time.

    ``event_on``: what the notice follows from: legal force, the end of a term. Person: no duty was in force then.
    """
    dated = in_force(NOTICE_DUTIES.get(notice, ()), event_on)
    chosen = duty or (dated.value if dated else None)
    if chosen is None:
        return person([because(Code.NO_RULE_IN_FORCE, REGISTRY, on=event_on)])
    due, reasons = _due(event_on, chosen, dated.citation if dated else REGISTRY, notice, calendar)
    found = how_late(due, received_on, calendar)
    return Finding(found.answer, (*reasons, *found.because), found.value)
