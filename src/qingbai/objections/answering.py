"""How a review ends (复查答复): more time, the opinion drafted by one and signed by another, and what follows from it in the same act.

An opinion that finds the paper wrong revokes it and has the inquiry answered anew (INQ-28); one about whose a verdict is, settles that for
every later search (``registers.disputes``). Whoever attacks the judgment itself is told to petition (INQ-29).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.audit.actors import SYSTEM, Actor
from qingbai.certificates import printable
from qingbai.certificates import services as certificates
from qingbai.law import objections as law
from qingbai.law.objections import ExtensionFacts, LinkStatus, Outcome, ReviewFacts
from qingbai.law.objectors import AnsweredTo
from qingbai.law.terms import Answer, Finding
from qingbai.notifications.messages import Message
from qingbai.objections import answers, letters
from qingbai.objections.acts import WAY, Act
from qingbai.objections.casework import Case, case_for, open_case, record, searched, tell
from qingbai.objections.objection import ObjectionRefused
from qingbai.objections.services import NotLawful, name_of, reason_given, sent
from qingbai.registers import disputes, wrong
from qingbai.registers.access import Business, Purpose
from qingbai.registers.terms import FoundWrong


class ChangedMeanwhile(Exception):
    """What the register says, or whose a verdict is, changed since the opinion was drafted: it would end otherwise now. Draft it anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What a reviewer found (复查认定). ``links``: of each verdict that weighs, by reference, whether it is this person's; ``wrong``: those that are this
    person's and say something wrong; ``paper_right``: whether identity and words of the paper are right, or everything about the person is entered rightly; ``words``: for the opinion, in Chinese, naming no crime."""

    words: str = ""
    paper_right: bool | None = True
    links: Mapping[str, bool] | None = None
    wrong: frozenset[str] = frozenset()

    @property
    def entered_rightly(self) -> bool | None:
        """Whether everything about the person is entered rightly, as far as the reviewer says."""
        return False if self.wrong else self.paper_right


def _extension(case: Case, days: int, at: datetime, *, approved: bool | None) -> Finding[date]:
    assert case.accepted_on is not None
    facts = ExtensionFacts(
        accepted_on=case.accepted_on,
        asked_on=clock.day_of(case.when(Act.ASK_EXTENSION).at if approved is not None else at),
        days=days,
        complex_case=True,  # whoever asks states why; whoever approves agrees
        approved=approved,
        extended_before=case.last(Act.APPROVE_EXTENSION) is not None,
    )
    return law.may_extend(facts, agencies.calendar(), case.rule)


def ask_extension(*, number: str, days: int, reason: str, by: Actor, at: datetime) -> Case:
    """Ask for more working days (申请延期, INQ-26), saying why the matter is complex. Raises ``NotLawful`` for one day too many, or too late."""
    case = case_for(number, by)
    reason_given(reason)
    WAY.following(case.acts, Act.ASK_EXTENSION, by)
    found = _extension(case, days, at, approved=None)
    if found.answer is Answer.NO:
        raise NotLawful(found)
    facts = {"days": days, "reason": reason.strip()}
    return record(case, Act.ASK_EXTENSION, by=by, at=at, reasons=found.because, facts=facts)


def approve_extension(*, number: str, by: Actor, at: datetime) -> Case:
    """A head approves what another asked for (批准延期), and the objector is told in writing until when (INQ-26)."""
    case = case_for(number, by)
    WAY.following(case.acts, Act.APPROVE_EXTENSION, by)
    days = int(case.when(Act.ASK_EXTENSION).facts["days"])
    found = _extension(case, days, at, approved=True)
    if found.answer is Answer.NO:
        raise NotLawful(found)
    due_on = found.value  # None: the holidays of a year are not known yet; the day is reckoned once they are
    with transaction.atomic():
        letter = partial(letters.extension, case, name=name_of(case), days=days, due_on=due_on, at=at)
        told = {"due_on": due_on.isoformat()} if due_on else {}
        facts = {"days": days, "due_on": told.get("due_on"), "paper_number": sent(letter, by=by, at=at)}
        tell(case, Message.REVIEW_EXTENDED, at=at, **told)
        return record(case, Act.APPROVE_EXTENSION, by=by, at=at, reasons=found.because, facts=facts)


def refuse_extension(*, number: str, reason: str, by: Actor, at: datetime) -> Case:
    """A head does not approve it (不批准延期); the ordinary day stands."""
    reason_given(reason)
    case = open_case(number)
    return record(case, Act.REFUSE_EXTENSION, by=by, at=at, facts={"reason": reason.strip()})


def outcome(case: Case, findings: Findings, *, by: Actor, at: datetime) -> Finding[Outcome]:
    """How the law lets a review with these findings end. The register is searched for it, which is on the ledger."""
    with transaction.atomic():
        searched(case, by=by, at=at)
    links = findings.links or {}
    supposing = {reference: _status(same=same) for reference, same in links.items()}
    answer = answers.of(key=case.row.application, viewer=SYSTEM, at=at)
    stands = answers.bears_out(key=case.row.application, at=at, supposing=supposing)
    held = disputes.links(person=case.row.owner, viewer=SYSTEM, purpose=Purpose(Business.INQUIRY, answer.case))
    undecided = any(
        one.status is LinkStatus.DISPUTED and one.case == case.row.number and str(one.conviction) not in links
        for one in held
    )
    return law.outcome_of(
        ReviewFacts(
            ground=case.objection.ground,
            bears_out=stands if answer.told_by(case.row.paper_number) else False,
            paper_right=findings.entered_rightly if answer.to is AnsweredTo.NOBODY else findings.paper_right,
            link=LinkStatus.DISPUTED if undecided else None,
            on_paper=answer.to is not AnsweredTo.NOBODY,
        )
    )


def _status(*, same: bool) -> LinkStatus:
    return LinkStatus.SAME if same else LinkStatus.DIFFERENT


def draft_opinion(*, number: str, findings: Findings, by: Actor, at: datetime) -> Case:
    """Draft the opinion (拟写复查意见) for a head to sign. What it says follows from the findings.

    Raises ``NotLawful`` where a person must first settle something, ``ObjectionRefused`` for words that cannot be printed.
    """
    case = case_for(number, by)
    WAY.following(case.acts, Act.DRAFT, by)
    faults = printable.faults("words", findings.words)
    if faults:
        raise ObjectionRefused(*faults)
    found = outcome(case, findings, by=by, at=at)
    if found.answer is not Answer.YES or found.value is None:
        raise NotLawful(found)
    facts = {
        "outcome": found.value.value,
        "words": " ".join(findings.words.split()),
        "paper_right": findings.paper_right,
    }
    with transaction.atomic():
        same = {UUID(reference): says for reference, says in (findings.links or {}).items()}
        amiss = {UUID(reference) for reference in findings.wrong}
        disputes.propose(same=same, case=case.row.number, draft=len(case.acts), by=by, at=at, wrong=amiss)
        return record(case, Act.DRAFT, by=by, at=at, reasons=found.because, facts=facts)


def return_draft(*, number: str, reason: str, by: Actor, at: datetime) -> Case:
    """A head sends the draft back (退回重拟), saying why."""
    reason_given(reason)
    return record(open_case(number), Act.RETURN, by=by, at=at, facts={"reason": reason.strip()})


def drafted(case: Case) -> Findings:
    """The findings of the latest draft, as far as its verdicts are still on record."""
    done = case.when(Act.DRAFT)
    purpose = Purpose(Business.INQUIRY, case.row.application)
    same = disputes.proposed(case=case.row.number, draft=case.acts.index(done), viewer=SYSTEM, purpose=purpose)
    links = {str(conviction): says for conviction, says in same.items()}
    said = disputes.proposed_wrong(case=case.row.number, draft=case.acts.index(done), viewer=SYSTEM, purpose=purpose)
    return Findings(
        words=str(done.facts["words"]),
        paper_right=done.facts["paper_right"],
        links=links,
        wrong=frozenset(map(str, said)),
    )


def sign_opinion(*, number: str, by: Actor, at: datetime) -> Case:
    """A head signs (签发复查意见): the opinion leaves in the organ's name, whose a verdict is stands decided, a wrong paper is revoked and its
    inquiry answered anew: all of it or nothing. Raises ``ChangedMeanwhile`` where it would end otherwise by now.
    """
    case = case_for(number, by)
    WAY.following(case.acts, Act.SIGN, by)
    findings = drafted(case)
    ends = Outcome(case.when(Act.DRAFT).facts["outcome"])
    if outcome(case, findings, by=by, at=at).value is not ends:
        raise ChangedMeanwhile(number)
    named = law.signs_opinion(case.office.organ.level)
    if named.answer is not Answer.YES:
        raise NotLawful(named)
    with transaction.atomic():
        if ends is Outcome.REISSUE:
            answer = answers.of(key=case.row.application, viewer=SYSTEM, at=at)
            certificates.hold_numbers(offices={case.row.office, answer.office}, at=at)
        # The paper first: whoever writes both logs takes the public one before the ledger.
        letter = partial(letters.opinion, case, name=name_of(case), outcome=ends, words=findings.words, at=at)
        facts = {"outcome": ends.value, "paper_number": sent(letter, by=by, at=at)}
        _settle_links(case, findings, by, at)
        _tell_the_registry(case, findings, ends, by, at)
        tell(case, Message.REVIEW_ANSWERED, at=at, office=case.row.office)
        case = record(case, Act.SIGN, by=by, at=at, reasons=named.because, facts=facts)
        if ends is Outcome.REISSUE:
            _reissue(case, by, at)
    answers.look_again(owner=case.row.owner, at=at)
    return case


def _settle_links(case: Case, findings: Findings, by: Actor, at: datetime) -> None:
    same = {UUID(reference): says for reference, says in (findings.links or {}).items()}
    reason = case.when(Act.DRAFT).facts["words"] or f"复查{case.row.number}"
    disputes.decide(person=case.row.owner, same=same, case=case.row.number, reason=reason[:500], by=by, at=at)


def _tell_the_registry(case: Case, findings: Findings, ends: Outcome, by: Actor, at: datetime) -> None:
    """Whoever keeps an entry corrects it: every registry is told of its own, and the office's own of what points to no entry."""
    links = findings.links or {}
    found = {UUID(one): FoundWrong.NOT_THIS_PERSON for one, same in links.items() if not same}
    found |= {UUID(one): FoundWrong.PARTICULARS for one in findings.wrong}
    wrong.tell(
        case=case.row.number,
        person=case.row.owner,
        found=found,
        generally=ends is Outcome.CORRECT and findings.paper_right is False,
        reason=findings.words,
        by=by,
        at=at,
    )


def _reissue(case: Case, by: Actor, at: datetime) -> None:
    answer = answers.of(key=case.row.application, viewer=SYSTEM, at=at)
    if answer.told_by(case.row.paper_number):
        reason = f"经复查撤销（{case.row.number}）"
        answers.answer_anew(key=answer.key, reason=reason, by=by, at=at)
