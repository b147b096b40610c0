"""By when is a review answered, and how may it end (复查)?

Who may object stands in ``objectors``. The review is answered within 15 working days of acceptance; a complex one may, with a head's approval and notice to the objector, take at most 30 more, or 30 in all
where a region reads it so (12). A paper found wrong is revoked and issued anew by its office or that office's superior (13). Who holds the
judgment itself to be wrong is told to petition (申诉) court or procuratorate: the police do not judge again (14). Who says that a conviction
is somebody else's disputes the link between person and record: on evidence that an officer accepted it is suspended until it is decided.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qingbai.law.citations import Citation
from qingbai.law.parameters import ReviewExtension, ReviewRule
from qingbai.law.reasons import Code, because, no, person, yes
from qingbai.law.terms import Answer, Finding, MatchVerdict, OfficeLevel, Reason
from qingbai.law.time_limits import Calendar, Pause, due_on

LIMIT = Citation("inquiry_rules", "12", "INQ-26")
OPINION = Citation("inquiry_rules", "12", "INQ-27")
REVOKES = Citation("inquiry_rules", "13", "INQ-28")
PETITION = Citation("inquiry_rules", "14", "INQ-29")
COMPLEX = Citation("inquiry_rules", "8", "INQ-21")
CORRECTS = Citation("procedure_interpretation", "473", "REG-16")
INACCURATE = Citation("personal_information_law", "46", "REG-24")


class Ground(StrEnum):
    """What an objection rests on (异议理由), FRM-09."""

    NOT_MINE = "not_mine"  # 记录不属于本人，身份被冒用
    NO_CONVICTION = "no_conviction"  # 没有生效的有罪裁判，或者已被撤销
    MUST_BE_SEALED = "must_be_sealed"  # 依法应当封存
    PAPER_WRONG = "paper_wrong"  # 文书所载身份等内容有误
    PARTICULARS = "particulars"  # 信息库登记的身份等内容有误，或者有遗漏
    JUDGMENT_WRONG = "judgment_wrong"  # 认为裁判本身有错误
    OTHER = "other"  # 其他，须写明


ABOUT_A_PAPER = tuple(ground for ground in Ground if ground is not Ground.PARTICULARS)
ABOUT_THE_REGISTER = tuple(ground for ground in Ground if ground is not Ground.PAPER_WRONG)
"""On what an objection to a paper may rest, and on what a request to correct the register (更正申请)."""


class Outcome(StrEnum):
    """How a review may end (复查结论)."""

    UPHOLD = "uphold"  # 维持原查询结果
    REISSUE = "reissue"  # 撤销原文书，重新出具
    PETITION = "petition"  # 维持，告知向法院、检察院申诉
    CORRECT = "correct"  # 更正信息库中的信息
    KEEP = "keep"  # 无须更正


class LinkStatus(StrEnum):
    """Where the link between a person and a conviction stands (人案关联状态)."""

    DISPUTED = "disputed"  # 有异议，认定以前暂停适用
    SAME = "same"  # 认定属于本人
    DIFFERENT = "different"  # 认定不属于本人
    LIFTED = "lifted"  # 异议撤回，恢复原状


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionFacts:
    """An extension that is asked for (申请延期): ``days`` added to the ordinary ones; ``approved`` None while no head has spoken."""

    accepted_on: date
    asked_on: date
    days: int
    complex_case: bool
    approved: bool | None = None
    extended_before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFacts:
    """What a review found (复查事实). ``bears_out``: whether the register would give the same answer today, None where a person must say;
    ``paper_right``: whether identity and words of the paper are right, or what is entered; ``link``: what was decided about a conviction said to be
    another's; ``on_paper``: an answer went out, else the person asks for a correction of the register without one."""

    ground: Ground
    bears_out: bool | None
    paper_right: bool | None = True
    link: LinkStatus | None = None
    on_paper: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeFacts:
    """A link said to be wrong (人案关联异议): reasons stated, kinds of evidence handed in, and what an officer says of them (None: nothing yet)."""

    ground: Ground
    reasons_stated: bool
    evidence: int
    accepted: bool | None = None


def most_days(rule: ReviewRule) -> int:
    """The most working days a review may take with its extension (复查最长期限): 15 + 30, or 30 in all."""
    if rule.extension is ReviewExtension.ADDED:
        return rule.days + rule.extension_days
    return max(rule.days, rule.extension_days)


def review_due_on(
    accepted_on: date, calendar: Calendar, rule: ReviewRule, extension: int = 0, pauses: tuple[Pause, ...] = ()
) -> Finding[date]:
    """By when a review must be answered (复查答复期限), with so many days of approved extension. As ``due_on``; No: more than there may be."""
    if not 0 <= extension <= most_days(rule) - rule.days:
        return no([_too_long(rule, rule.days + extension)])
    found = due_on(accepted_on, rule.days + extension, calendar, pauses)
    within = because(Code.REVIEW_WITHIN, LIMIT, working_days=rule.days + extension)
    return Finding(found.answer, (within, *found.because), found.value)


def _too_long(rule: ReviewRule, asked: int) -> Reason:
    return because(Code.EXTENSION_TOO_LONG, LIMIT, asked=asked, most=most_days(rule))


def may_extend(facts: ExtensionFacts, calendar: Calendar, rule: ReviewRule) -> Finding[date]:
    """May a review be extended (复查延期)? Yes: ``value`` is its new last day. No: every reason. Person: no head has spoken yet (the day is given), or a calendar is missing."""
    ordinary = review_due_on(facts.accepted_on, calendar, rule)
    refused = list(_against_extension(facts, rule, ordinary))
    if refused:
        return no(refused)
    extended = review_due_on(facts.accepted_on, calendar, rule, facts.days)
    if extended.answer is Answer.PERSON or ordinary.answer is Answer.PERSON:
        return person([*ordinary.because, *extended.because])
    if facts.approved is None:
        return person([because(Code.HEAD_MUST_APPROVE, LIMIT), *extended.because], extended.value)
    return yes([because(Code.EXTENSION_APPROVED, LIMIT, days=facts.days), *extended.because], extended.value)


def _against_extension(facts: ExtensionFacts, rule: ReviewRule, ordinary: Finding[date]) -> Iterator[Reason]:
    if facts.days < 1 or rule.days + facts.days > most_days(rule):
        yield _too_long(rule, rule.days + facts.days)
    if not facts.complex_case:
        yield because(Code.NOT_COMPLEX, LIMIT)
    if facts.extended_before:
        yield because(Code.EXTENDED_BEFORE, LIMIT)
    if ordinary.value is not None and facts.asked_on > ordinary.value:
        yield because(Code.REVIEW_OVERDUE, LIMIT, due_on=ordinary.value)
    if facts.approved is False:
        yield because(Code.EXTENSION_NOT_APPROVED, LIMIT)


def outcome_of(facts: ReviewFacts) -> Finding[Outcome]:
    """How the review must end (复查结论). Person: whose conviction it is, or what the register says, is not settled; what has no rule never ends by itself."""
    open_ones = list(_unsettled(facts))
    if open_ones:
        return person(open_ones)
    if not facts.on_paper:
        return _of_the_register(facts)
    if not facts.bears_out or not facts.paper_right:
        code = Code.ANSWER_WRONG if not facts.bears_out else Code.PAPER_FOUND_WRONG
        return yes([because(code, REVOKES), because(Code.REVOKE_AND_REISSUE, REVOKES)], Outcome.REISSUE)
    stands = because(Code.ANSWER_STANDS, OPINION)
    if facts.ground is Ground.JUDGMENT_WRONG:
        return yes([stands, because(Code.PETITION_INSTEAD, PETITION)], Outcome.PETITION)
    return yes([stands], Outcome.UPHOLD)


def _of_the_register(facts: ReviewFacts) -> Finding[Outcome]:
    """How a request to correct the register ends (更正申请的结论): whoever handles the data verifies it and corrects what is inaccurate or incomplete (个人信息保护法 46)."""
    if not facts.bears_out or not facts.paper_right:
        return yes([because(Code.REGISTER_CORRECTED, INACCURATE)], Outcome.CORRECT)
    stands = because(Code.REGISTER_STANDS, INACCURATE)
    if facts.ground is Ground.JUDGMENT_WRONG:
        return yes([stands, because(Code.PETITION_INSTEAD, PETITION)], Outcome.PETITION)
    return yes([stands], Outcome.KEEP)


def registry_answers_by(told_on: date, calendar: Calendar, days: int) -> Finding[date]:
    """By when does a registry correct an entry that a review found wrong, or say why not (更正期限)? As ``due_on``.

    The law says *without delay* (及时, 个人信息保护法 46) and no number. ``days``: the working days that an inquiry may take there (INQ-18), since
    until then somebody is answered by the wrong entry.
    """
    found = due_on(told_on, days, calendar)
    within = because(Code.REGISTRY_WITHIN, INACCURATE, working_days=days)
    return Finding(found.answer, (within, *found.because), found.value)


def _unsettled(facts: ReviewFacts) -> Iterator[Reason]:
    if facts.ground is Ground.NOT_MINE and facts.link is LinkStatus.DISPUTED:
        yield because(Code.LINK_UNDECIDED, COMPLEX)
    if facts.bears_out is None:
        yield because(Code.REGISTER_UNSETTLED, REVOKES)
    if facts.paper_right is None:
        yield because(Code.PAPER_UNSETTLED, REVOKES)


def may_revoke(actor_office: str, issuing_office: str, *, superior: bool) -> Finding[str]:
    """Who may revoke a wrong paper and issue it anew (撤销主体): its office, or that office's superior (``superior``: the actor sits there)."""
    if actor_office == issuing_office:
        return yes([because(Code.REVOKED_BY_ITS_OFFICE, REVOKES)], issuing_office)
    if superior:
        return yes([because(Code.REVOKED_BY_SUPERIOR, REVOKES)], issuing_office)
    return no([because(Code.NOT_ITS_OFFICE, REVOKES)])


def signs_opinion(level: OfficeLevel) -> Finding[OfficeLevel]:
    """In whose name is the opinion given (复查意见署名)? A public security organ of county level or above; never a station in its own name."""
    if level is OfficeLevel.STATION:
        return no([because(Code.STATION_CANNOT_SIGN, OPINION)])
    return yes([because(Code.SIGNED_BY_ORGAN, OPINION)], level)


def must_suspend(facts: DisputeFacts) -> Finding[LinkStatus]:
    """Must the link between person and conviction be suspended until it is decided (暂停适用)? Person: an officer has not yet looked at the evidence.

    No text says so in these words. Whose conviction it is, is then not certain, which is a complex case (INQ-21), and what a
    court corrects by ruling (REG-16) must not be held against anybody until then.
    """
    if facts.ground is not Ground.NOT_MINE:
        return no([because(Code.LINK_NOT_DISPUTED, COMPLEX)])
    lacks = [Code.NO_REASON_GIVEN] * (not facts.reasons_stated) + [Code.NO_EVIDENCE_GIVEN] * (facts.evidence < 1)
    if lacks:
        return no([because(code, COMPLEX) for code in lacks])
    if facts.accepted is None:
        return person([because(Code.EVIDENCE_NOT_LOOKED_AT, COMPLEX)])
    if not facts.accepted:
        return no([because(Code.EVIDENCE_NOT_GOOD, COMPLEX)])
    return yes([because(Code.LINK_SUSPENDED, CORRECTS)], LinkStatus.DISPUTED)


def whose(comparison: MatchVerdict, link: LinkStatus | None) -> Finding[MatchVerdict]:
    """Whose conviction is it for an answer, after what was said about the link (人案关联的效力)? What was decided holds in every channel; what is disputed is uncertain."""
    if link is LinkStatus.DIFFERENT:
        return yes([because(Code.LINK_DECIDED_DIFFERENT, CORRECTS)], MatchVerdict.DIFFERENT)
    if comparison is MatchVerdict.DIFFERENT:
        return yes([because(Code.COMPARISON_HOLDS, COMPLEX)], comparison)
    if link is LinkStatus.DISPUTED:
        return person([because(Code.LINK_DISPUTED, COMPLEX)], MatchVerdict.UNCERTAIN)
    if link is LinkStatus.SAME:
        return yes([because(Code.LINK_DECIDED_SAME, COMPLEX)], MatchVerdict.SAME)
    return yes([because(Code.COMPARISON_HOLDS, COMPLEX)], comparison)
