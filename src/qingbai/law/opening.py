"""May a sealed record be opened, and when does its seal fall (查询封存记录、解除封存)?

Only judicial organs for a case and units under state provisions (国家规定) may look (刑诉法 286). They ask in writing, with reason, legal basis
and scope, an official letter and identity papers; the answer comes within days, a refusal with its reasons (封存实施办法 16; 检察规则 484); whoever
is let in signs an undertaking of secrecy (保密承诺书, 实施办法 17) and sees what the case needs: judicial organs the file, units whether
somebody was punished, for what and how long. Public-order records are sealed alike for everyone from 2026 on (治安管理处罚法 136). A seal
falls only when another crime of the same youth, or a retrial, brings the sentence over the limit (实施办法 18), never for crimes of the
adult.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qingbai.law.ages import Side, side_of
from qingbai.law.citations import Citation
from qingbai.law.organs import Authority
from qingbai.law.parameters import (
    OPENING_LIMITS,
    PENALTY_SEALING,
    UNSEALING_RULES,
    OpeningLimit,
    UnsealingRule,
    in_force,
)
from qingbai.law.reasons import Code, because, no, person, yes
from qingbai.law.terms import Answer, DateRange, Finding, Offence, Penalty, PenaltyKind, Reason
from qingbai.law.time_limits import Calendar, due_on, within_days

WHO = Citation("criminal_procedure_law", "286", "SEAL-13")
REQUEST = Citation("sealing_measures", "16", "SEAL-13")
DECISION = Citation("sealing_measures", "16", "SEAL-14")
SCOPE = Citation("sealing_measures", "16", "SEAL-15")
SECRECY = Citation("sealing_measures", "17", "SEAL-16")
PENALTIES = Citation("public_security_penalties_law", "136", "SEAL-24")
UNSEALING = Citation("sealing_measures", "18", "SEAL-17")
ADULT = Citation("sealing_measures", "18(2)", "SEAL-18")
FROM_THEN = Citation("sealing_measures", "19", "SEAL-17")


class Seeker(StrEnum):
    """Who wants to see a sealed record (查询主体)."""

    JUDICIAL_ORGAN = "judicial_organ"  # 司法机关
    STATE_ORGAN = "state_organ"  # 其他国家机关
    UNIT = "unit"  # 有关单位
    DEFENDER = "defender"  # 辩护律师
    ANYBODY = "anybody"  # 其他单位和个人


class SealedKind(StrEnum):
    """What is sealed (封存对象)."""

    CRIMINAL = "criminal"  # 犯罪记录
    PENALTY = "penalty"  # 违反治安管理记录


class Look(StrEnum):
    """What may be done with what is shown (查阅方式)."""

    READ = "read"  # 查阅
    EXTRACT = "extract"  # 摘抄
    COPY = "copy"  # 复制


class Matter(StrEnum):
    """What is told (告知内容)."""

    FILE = "file"  # 案卷
    PUNISHED = "punished"  # 是否受过刑事处罚
    CHARGE = "charge"  # 罪名
    TERM = "term"  # 刑期


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningRequest:
    """An application to see a sealed record (查询申请), received on ``received_on`` by ``holder``.

    ``case``: the case a judicial or other state organ handles. ``state_provision``: whether the legal basis is a state provision, once
    somebody has looked it up. ``copies_because``: why a unit needs copies and not only the answer.
    """

    seeker: Seeker
    holder: Authority
    received_on: date
    sealed: SealedKind = SealedKind.CRIMINAL
    written: bool = False
    official_letter: bool = False
    identity_shown: bool = False
    reason: str = ""
    legal_basis: str = ""
    scope: str = ""
    case: str = ""
    state_provision: bool | None = None
    copies_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a permitted look covers (许可范围). Nothing is shown before the undertaking of secrecy is signed, and nothing after the purpose is served."""

    matters: tuple[Matter, ...]
    looks: tuple[Look, ...]
    undertaking: bool = True


def may_open(request: OpeningRequest, on: date) -> Finding[Opening]:
    """Whether a sealed record may be shown (是否许可查询). No: the reasons are those of the refusal (不许可查询决定书), all at once.

    Person: whether the basis is a state provision, or whether copies are needed, somebody must judge; ``value`` is what would be shown.
    """
    if request.sealed is SealedKind.PENALTY and in_force(PENALTY_SEALING, on) is None:
        return person([because(Code.NO_RULE_IN_FORCE, PENALTIES, on=on)])
    refused = [*_missing(request), *_not_entitled(request)]
    if refused:
        return no(refused)
    for_case = request.seeker is not Seeker.UNIT
    who = PENALTIES if request.sealed is SealedKind.PENALTY else WHO
    reasons = [because(Code.OPEN_FOR_CASE if for_case else Code.OPEN_UNDER_PROVISION, who)]
    opening = _opening(request, for_case=for_case)
    reasons.append(because(Code.SCOPE_OF_CASE if for_case else Code.SCOPE_OF_UNIT, SCOPE))
    reasons.append(because(Code.UNDERTAKING_FIRST, SECRECY))
    doubts = []
    if not for_case and request.state_provision is None:
        doubts.append(because(Code.PROVISION_NOT_LOOKED_UP, who))
    if not for_case and request.copies_because:
        doubts.append(because(Code.COPIES_IF_NECESSARY, SCOPE))
    return person([*reasons, *doubts], opening) if doubts else yes(reasons, opening)


def _missing(request: OpeningRequest) -> Iterator[Reason]:
    parts = {
        Code.NOT_IN_WRITING: request.written,
        Code.NO_OFFICIAL_LETTER: request.official_letter,
        Code.IDENTITY_NOT_SHOWN: request.identity_shown,
        Code.NO_REASON_STATED: request.reason.strip(),
        Code.NO_LEGAL_BASIS_STATED: request.legal_basis.strip(),
        Code.NO_SCOPE_STATED: request.scope.strip(),
    }
    for code, given in parts.items():
        if not given:
            yield because(code, REQUEST)


def _not_entitled(request: OpeningRequest) -> Iterator[Reason]:
    """Who may never look, for a case that is none, or on a basis that is no state provision."""
    for_case = (
        (Seeker.JUDICIAL_ORGAN, Seeker.STATE_ORGAN)
        if request.sealed is SealedKind.PENALTY
        else (Seeker.JUDICIAL_ORGAN,)
    )
    who = PENALTIES if request.sealed is SealedKind.PENALTY else WHO
    if request.seeker in for_case:
        if not request.case.strip():
            yield because(Code.NO_CASE_NAMED, who)
    elif request.seeker is not Seeker.UNIT:
        yield because(Code.NOT_AMONG_THOSE_WHO_MAY_LOOK, who)
    elif request.state_provision is False:
        yield because(Code.NO_STATE_PROVISION, who)


def _opening(request: OpeningRequest, *, for_case: bool) -> Opening:
    if for_case:
        return Opening(matters=(Matter.FILE,), looks=(Look.READ, Look.EXTRACT, Look.COPY))
    looks = (Look.READ, Look.COPY) if request.copies_because else (Look.READ,)
    return Opening(matters=(Matter.PUNISHED, Matter.CHARGE, Matter.TERM), looks=looks)


def decision_due_on(
    received_on: date, holder: Authority, calendar: Calendar, limit: OpeningLimit | None = None
) -> Finding[date]:
    """By when the holder decides on an application (查询申请答复期限): seven days at a procuratorate, three working days elsewhere."""
    dated = in_force(OPENING_LIMITS[holder], received_on)
    chosen = limit or (dated.value if dated else None)
    if chosen is None:
        return person([because(Code.NO_RULE_IN_FORCE, DECISION, on=received_on)])
    citation = dated.citation if dated else DECISION
    found = (
        due_on(received_on, chosen.days, calendar)
        if chosen.working
        else within_days(received_on, chosen.days, calendar)
    )
    reason = because(Code.DECIDE_WITHIN, citation, days=chosen.days, authority=holder)
    return Finding(found.answer, (reason, *found.because), found.value)


class UnsealingGround(StrEnum):
    """What might end a seal (解除封存事由)."""

    NEW_CRIME = "new_crime"  # 实施新的犯罪
    UNDISCOVERED_CRIME = "undiscovered_crime"  # 发现漏罪
    RETRIAL = "retrial"  # 再审改判


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsealingFacts:
    """What the fall of a seal depends on (解除封存所依据的事实).

    ``executed``: the sentence for all crimes together, or the one after retrial. ``offence``: the time of the other crime.
    ``met_on``: the day on which the decision with that sentence took effect.
    """

    ground: UnsealingGround
    executed: Penalty | None
    born_on: DateRange | None = None
    offence: Offence | None = None
    met_on: date | None = None


def must_be_unsealed(facts: UnsealingFacts, on: date, rule: UnsealingRule | None = None) -> Finding[date]:
    """Whether a seal falls (是否解除封存), and from which day: that on which the condition was met. No: it stays, whatever the adult did."""
    dated = in_force(UNSEALING_RULES, on)
    chosen = rule or (dated.value if dated else None)
    if chosen is None:
        return person([because(Code.NO_RULE_IN_FORCE, UNSEALING, on=on)])
    citation = dated.citation if dated else UNSEALING
    over, measured = _over(facts.executed, chosen, citation)
    young, aged = _as_minor(facts)
    for answer, reason in ((young, aged), (over, measured)):
        if answer is Answer.NO:
            return no([reason])
    if Answer.PERSON in (over, young) or facts.met_on is None:
        unknown = [] if facts.met_on else [because(Code.CONDITION_DAY_UNKNOWN, FROM_THEN)]
        return person([aged, measured, *unknown])
    if facts.met_on > on:
        return no([aged, measured, because(Code.SEAL_FALLS_LATER, FROM_THEN, met_on=facts.met_on)], facts.met_on)
    return yes([aged, measured, because(Code.SEAL_FALLS, FROM_THEN, met_on=facts.met_on)], facts.met_on)


def _over(executed: Penalty | None, rule: UnsealingRule, citation: Citation) -> tuple[Answer, Reason]:
    """Whether the sentence lies over the limit, or reaches it where that is enough."""
    facts = {"limit_months": rule.limit_months}
    if executed is None or (executed.kind is PenaltyKind.FIXED_TERM and executed.months is None):
        return Answer.PERSON, because(Code.SENTENCE_UNSETTLED, citation, **facts)
    if executed.kind is PenaltyKind.FIXED_TERM:
        length, limit = (executed.months or 0, executed.days), (rule.limit_months, 0)
        over = length > limit or (rule.inclusive and length == limit)
    else:
        over = executed.kind in (PenaltyKind.LIFE, PenaltyKind.DEATH, PenaltyKind.DEATH_SUSPENDED)
    if over:
        return Answer.YES, because(Code.UNSEALING_LIMIT_PASSED, citation, **facts)
    return Answer.NO, because(Code.UNSEALING_LIMIT_KEPT, citation, **facts)


def _as_minor(facts: UnsealingFacts) -> tuple[Answer, Reason]:
    """Whether the other crime, too, was one of the youth; a retrial has no other crime."""
    if facts.ground is UnsealingGround.RETRIAL:
        return Answer.YES, because(Code.RETRIED, UNSEALING)
    born = facts.born_on
    side = side_of(facts.offence, born, 18) if facts.offence is not None and born is not None else Side.UNKNOWN
    if side is Side.BEFORE:
        return Answer.YES, because(Code.OTHER_CRIME_AS_MINOR, UNSEALING, born_on=born)
    if side is Side.AFTER:
        return Answer.NO, because(Code.ADULT_REOFFENDED, ADULT, born_on=born)
    return Answer.PERSON, because(Code.AGE_UNSETTLED, UNSEALING, born_on=born)
