"""On which day does a judgment take effect (判决、裁定何时发生法律效力)?

A first-instance decision does when the period for appeal and protest (上诉、抗诉期限) has passed unused: ten days for a judgment,
five for a ruling, from the second day after receipt, for each who may challenge it (刑诉法 230, 259). A challenge withdrawn before
the period ends leaves the day on which it ends; withdrawn later with the court's leave, the day on which the ruling was served
(刑诉法解释 386). Final decisions (终审) take effect when pronounced (解释 413); death sentences when approved (核准, 刑诉法 259),
sentences below the statutory minimum (法定刑以下) likewise (解释 414, 417).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from qingbai.law.citations import Citation
from qingbai.law.parameters import APPEAL_PERIODS, AppealPeriods, ExpiryReading, in_force
from qingbai.law.reasons import Code, because, no, person, yes
from qingbai.law.terms import Answer, CourtLevel, DecisionForm, Disposition, Finding, Instance, PenaltyKind, Reason
from qingbai.law.time_limits import Calendar, UnknownYear

PERIOD = Citation("criminal_procedure_law", "230", "REG-08")
HOLIDAY = Citation("criminal_procedure_law", "105", "REG-08")
EFFECTIVE = Citation("criminal_procedure_law", "259", "REG-07")
FINAL = Citation("procedure_interpretation", "413", "REG-07")
WHOLE_CASE = Citation("criminal_procedure_law", "233", "REG-12")
WITHDRAWN = Citation("procedure_interpretation", "386", "REG-09")
CIVIL_PART = Citation("procedure_interpretation", "408", "REG-10")
BELOW_MINIMUM = Citation("procedure_interpretation", "414, 417", "REG-11")
LATE = Citation("criminal_procedure_law", "106", "REG-08")
RETRIAL = Citation("criminal_procedure_law", "256", "REG-14")
EXECUTION = Citation("criminal_procedure_law", "273", "REG-20")
CALENDAR = Citation("administrative_licensing_law", "82", "CAL-05")
SECOND_INSTANCE_MARKS = ("刑终", "刑二终")
"""Type characters of second-instance case numbers (案件类型代字), the second those of before 2016."""


class Party(StrEnum):
    """Who may challenge a decision (有上诉权、抗诉权的人), CPL 227, 228."""

    DEFENDANT = "defendant"  # 被告人
    LEGAL_REPRESENTATIVE = "legal_representative"  # 法定代理人
    PROSECUTION = "prosecution"  # 公诉机关、自诉人
    CIVIL_PARTY = "civil_party"  # 附带民事诉讼当事人


class ChallengeState(StrEnum):
    """What became of an appeal (上诉) or protest (抗诉)."""

    NONE = "none"  # 未上诉、未抗诉
    PENDING = "pending"  # 正在二审
    WITHDRAWN = "withdrawn"  # 撤回
    DECIDED = "decided"  # 二审已裁判
    UNKNOWN = "unknown"  # 不明


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One on whom the decision was served (受送达人): when, and whether he challenged it. ``who`` tells him from others of his kind.

    ``filed_on``: the day the challenge was handed in or posted. ``withdrawn_on``: the day withdrawal was asked for.
    ``leave_served_on``: the day the ruling that allowed a late withdrawal was served. ``civil_part_only``: only civil damages are challenged.
    """

    party: Party
    who: str = ""
    received_on: date | None = None
    challenge: ChallengeState = ChallengeState.NONE
    filed_on: date | None = None
    withdrawn_on: date | None = None
    leave_served_on: date | None = None
    civil_part_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A court's decision about one defendant (裁判), as far as its legal force depends on it.

    ``recipients``: everyone whose period must pass; without a defendant and the prosecution among them nothing is settled.
    For a ruling that allows the withdrawal of appeals: those on whom it was served.
    ``retried_as``: the procedure a retrial follows, first instance or appeal. ``approved_on``: the day of the approval that
    a death sentence or a sentence below the statutory minimum needs.
    """

    form: DecisionForm
    instance: Instance
    disposition: Disposition = Disposition.JUDGED
    court_level: CourtLevel | None = None
    recipients: tuple[Recipient, ...] = ()
    pronounced_on: date | None = None
    retried_as: Instance | None = None
    heaviest: PenaltyKind = PenaltyKind.NONE
    below_statutory_minimum: bool = False
    approved_on: date | None = None


def procedure_of_retrial(court: str, retried: Iterable[tuple[str, str]]) -> Instance | None:
    """Which procedure a retrial follows (再审适用的审级程序), 刑诉法 256: that of the decision retried; a court other than its own, which tries the case
    itself, follows the second instance.

    ``retried``: the decisions that the document cites, each by its court (empty where not named) and its case number.
    None where no decision's court is known: then a person must say.
    """
    decisions = tuple(retried)
    if any(mark in case_number for _, case_number in decisions for mark in SECOND_INSTANCE_MARKS):
        return Instance.APPEAL
    courts = {name for name, _ in decisions if name}
    if not courts:
        return None
    return Instance.FIRST if courts == {court} else Instance.APPEAL


def takes_effect_on(
    decision: Decision, on: date, calendar: Calendar, periods: AppealPeriods | None = None
) -> Finding[date]:
    """The day on which a decision takes legal force (生效日期), as known on day ``on``.

    Yes: ``value`` is that day, not later than ``on``. No: it has none yet (``value`` is the earliest possible day, where one
    can be named) or it never will of itself. Person: a fact or a calendar is missing.
    """
    if decision.disposition is Disposition.QUASH_REMAND:
        return no([because(Code.QUASHED_AND_REMANDED, EFFECTIVE)])
    if decision.instance is Instance.COMMUTATION or decision.disposition is Disposition.COMMUTE:
        return person([because(Code.EXECUTION_ONLY, EXECUTION)])
    if decision.instance is Instance.APPEAL and decision.disposition is Disposition.ALLOW_WITHDRAWAL:
        return _leave_given(decision, on)
    procedure = decision.retried_as if decision.instance is Instance.RETRIAL else decision.instance
    if decision.court_level is CourtLevel.SUPREME or procedure in (Instance.APPEAL, Instance.REVIEW):
        found = _final(decision, on)
    elif procedure is Instance.FIRST:
        found = _unchallenged(decision, on, calendar, periods)
    else:
        return person([because(Code.PROCEDURE_UNKNOWN, RETRIAL, instance=decision.instance)])
    return _approved(decision, on, found)


def days_that_may_be_stated(decision: Decision, on: date, calendar: Calendar) -> frozenset[date]:
    """The days on which a court may state that a decision took legal force (可以载明的生效日期), as known on day ``on``.

    No text settles whether an unchallenged judgment counts from the day on which the period ends or from the next: either may
    be stated. Empty where the decision has no such day, or where it cannot be told.
    """
    readings = (AppealPeriods(unchallenged=reading) for reading in ExpiryReading)
    found = (takes_effect_on(decision, on, calendar, periods) for periods in readings)
    return frozenset(one.value for one in found if one.answer is Answer.YES and one.value is not None)


def _final(decision: Decision, on: date) -> Finding[date]:
    if decision.pronounced_on is None:
        return person([because(Code.PRONOUNCEMENT_UNKNOWN, FINAL)])
    reason = because(Code.FINAL_ON_PRONOUNCEMENT, FINAL, pronounced_on=decision.pronounced_on)
    return _by_day([reason], decision.pronounced_on, on)


def _by_day(reasons: list[Reason], day: date, on: date) -> Finding[date]:
    if day <= on:
        return yes(reasons, day)
    return no([*reasons, because(Code.EFFECT_LIES_AHEAD, EFFECTIVE, on=on, effective_on=day)], day)


def _leave_given(decision: Decision, on: date) -> Finding[date]:
    """A ruling that allows the withdrawal of appeals: the first judgment takes effect when the last appellant has been served."""
    if not decision.recipients:
        return person([because(Code.APPELLANTS_MISSING, WITHDRAWN)])
    unserved = [one for one in decision.recipients if one.received_on is None]
    if unserved:
        return person([because(Code.SERVICE_UNKNOWN, WITHDRAWN, **_about(one)) for one in unserved])
    served = [(one.received_on, one) for one in decision.recipients if one.received_on is not None]
    day, last = max(served, key=lambda entry: entry[0])
    return _by_day([because(Code.CHALLENGE_WITHDRAWN_WITH_LEAVE, WITHDRAWN, **_about(last), served_on=day)], day, on)


def _about(one: Recipient) -> dict[str, str]:
    return {"party": one.party, "who": one.who}


def _unchallenged(decision: Decision, on: date, calendar: Calendar, periods: AppealPeriods | None) -> Finding[date]:
    findings = [_for_one(one, decision.form, calendar, periods) for one in decision.recipients]
    codes = {reason.code for finding in findings for reason in finding.because}
    if Code.CHALLENGE_WITHDRAWN_IN_TIME in codes:  # then article 386 names the day: the last of the periods itself
        whole = ExpiryReading.EXPIRY_DAY
        findings = [_for_one(one, decision.form, calendar, periods, whole) for one in decision.recipients]
    served = {one.party for one in decision.recipients}
    missing = [party for party in (Party.DEFENDANT, Party.PROSECUTION) if party not in served]
    findings.extend(person([because(Code.PARTY_MISSING, PERIOD, party=party)]) for party in missing)
    reasons = [reason for finding in findings for reason in finding.because]
    answers = {finding.answer for finding in findings}
    if Answer.NO in answers:
        return no(reasons)
    if Answer.PERSON in answers:
        return person(reasons)
    last = max(finding.value for finding in findings if finding.value is not None)
    if last > on:
        return no([*reasons, because(Code.PERIOD_RUNNING, EFFECTIVE, on=on, earliest=last)], last)
    return yes(reasons, last)


def _for_one(
    one: Recipient,
    form: DecisionForm,
    calendar: Calendar,
    given: AppealPeriods | None,
    reading: ExpiryReading | None = None,
) -> Finding[date]:
    """The day from which this recipient no longer stands in the way."""
    if one.challenge is ChallengeState.UNKNOWN:
        return person([because(Code.CHALLENGE_UNKNOWN, EFFECTIVE, **_about(one))])
    standing = one.challenge in (ChallengeState.PENDING, ChallengeState.DECIDED) and not one.civil_part_only
    if one.received_on is None:
        unserved = because(Code.SERVICE_UNKNOWN, PERIOD, **_about(one))
        return _standing_challenge(one) if standing else person([unserved])
    dated = in_force(APPEAL_PERIODS, one.received_on)
    periods = given or (dated.value if dated else None)
    if periods is None:
        return person([because(Code.NO_RULE_IN_FORCE, PERIOD, on=one.received_on)])
    length = periods.judgment_days if form is DecisionForm.JUDGMENT else periods.ruling_days
    try:
        reasons, expiry = _expiry(one, one.received_on + timedelta(days=length), calendar)
    except UnknownYear as unknown:
        return person([because(Code.CALENDAR_YEAR_UNKNOWN, CALENDAR, year=unknown.year)])
    if standing:
        return _standing_challenge(one, expiry)
    if one.challenge is ChallengeState.WITHDRAWN and not one.civil_part_only:
        return _withdrawn(one, reasons, expiry)
    return _passed_unused(one, reasons, expiry, reading or periods.unchallenged)


def _passed_unused(one: Recipient, reasons: list[Reason], expiry: date, reading: ExpiryReading) -> Finding[date]:
    if one.civil_part_only:
        reasons = [*reasons, because(Code.ONLY_CIVIL_PART_CHALLENGED, CIVIL_PART, **_about(one))]
    after = timedelta(days=1 if reading is ExpiryReading.DAY_AFTER else 0)
    expired = because(Code.PERIOD_EXPIRED, EFFECTIVE, **_about(one), expiry=expiry, effective_on=expiry + after)
    return yes([*reasons, expired], expiry + after)


def _expiry(one: Recipient, counted: date, calendar: Calendar) -> tuple[list[Reason], date]:
    """The last day of the period, moved past days off. That the defendant is in custody holds back custody's own end, not this period's."""
    expiry = calendar.next_working_day(counted)
    if expiry == counted:
        return [], expiry
    return [because(Code.EXPIRY_MOVED, HOLIDAY, **_about(one), counted=counted, expiry=expiry)], expiry


def _standing_challenge(one: Recipient, expiry: date | None = None) -> Finding[date]:
    """A challenge that was not withdrawn keeps the whole case open; one filed late may not be one."""
    if expiry is not None and one.filed_on is not None and one.filed_on > expiry:
        return person([because(Code.CHALLENGE_LATE, LATE, **_about(one), filed_on=one.filed_on, expiry=expiry)])
    decided = one.challenge is ChallengeState.DECIDED
    code = Code.CHALLENGE_DECIDED if decided else Code.CHALLENGE_PENDING
    return no([because(code, WHOLE_CASE, **_about(one))])


def _withdrawn(one: Recipient, reasons: list[Reason], expiry: date) -> Finding[date]:
    if one.withdrawn_on is None:
        return person([*reasons, because(Code.CHALLENGE_UNKNOWN, WITHDRAWN, **_about(one))])
    if one.withdrawn_on <= expiry:
        reason = because(Code.CHALLENGE_WITHDRAWN_IN_TIME, WITHDRAWN, **_about(one), expiry=expiry)
        return yes([*reasons, reason], expiry)
    if one.leave_served_on is None:
        return no([*reasons, because(Code.CHALLENGE_PENDING, WITHDRAWN, **_about(one))])
    facts = {**_about(one), "served_on": one.leave_served_on}
    return yes([*reasons, because(Code.CHALLENGE_WITHDRAWN_WITH_LEAVE, WITHDRAWN, **facts)], one.leave_served_on)


def _approved(decision: Decision, on: date, found: Finding[date]) -> Finding[date]:
    """Holds back what needs approval: the day is that of the approval, if it is the later one."""
    if decision.heaviest is PenaltyKind.DEATH_SUSPENDED and decision.court_level is None:
        return person([*found.because, because(Code.COURT_LEVEL_UNKNOWN, EFFECTIVE)])
    codes = _approval_needed(decision)
    if codes is None or found.answer is Answer.PERSON or found.value is None:
        return found
    granted, refused, citation = codes
    if decision.approved_on is None:
        return no([*found.because, because(refused, citation)])
    reasons = [*found.because, because(granted, citation, approved_on=decision.approved_on)]
    return _by_day(reasons, max(decision.approved_on, found.value), on)


def _approval_needed(decision: Decision) -> tuple[Code, Code, Citation] | None:
    death = decision.heaviest is PenaltyKind.DEATH and decision.court_level is not CourtLevel.SUPREME
    suspended = decision.heaviest is PenaltyKind.DEATH_SUSPENDED and decision.court_level in (
        CourtLevel.BASIC,
        CourtLevel.INTERMEDIATE,
    )
    if death or suspended:
        return Code.DEATH_PENALTY_APPROVED, Code.DEATH_PENALTY_NOT_APPROVED, EFFECTIVE
    if decision.below_statutory_minimum and decision.court_level is not CourtLevel.SUPREME:
        return Code.BELOW_MINIMUM_APPROVED, Code.BELOW_MINIMUM_NOT_APPROVED, BELOW_MINIMUM
    return None
