"""Statuses and acts as the desk reads them, in the reader's language."""

from django.utils.translation import gettext as _

from qingbai.audit.actors import Actor
from qingbai.certificates.letters import LetterKind
from qingbai.inquiries.acts import Act, Status
from qingbai.law.terms import AnswerPaper
from qingbai.pages import words


def who(by: Actor) -> str:
    """Who acted, in a history: officers by their account; applicants are fingerprints and say nothing."""
    return f"{words.actor(by.kind)} {by.id if by.office else ''}".strip()


def status(value: Status) -> str:
    """Where an application stands."""
    return {
        Status.SUBMITTED: _("To be examined"),
        Status.FEE_DUE: _("Fee due"),
        Status.HELD_BEFORE: _("Held, in doubt"),
        Status.EXPIRED: _("Ended: nothing came in time"),
        Status.INVESTIGATION_ASKED: _("Investigation to be approved"),
        Status.INVESTIGATING: _("Under investigation"),
        Status.COOPERATION_ASKED: _("Under investigation, waits for the applicant"),
        Status.HELD: _("Held, in doubt"),
        Status.CLEARED: _("Cleared by the legal review"),
        Status.POSTED: _("Posted"),
        Status.INCOMPLETE: _("Papers missing"),
        Status.DECLINED: _("Not accepted"),
        Status.ACCEPTED: _("Accepted"),
        Status.SEARCHED: _("Searched"),
        Status.WITH_A_PERSON: _("Needs a person"),
        Status.DECIDED: _("Decided"),
        Status.ISSUED: _("Issued"),
        Status.SIGNED_FOR: _("Signed for"),
        Status.WITHDRAWN: _("Withdrawn"),
        Status.REVOKED: _("Paper taken back"),
    }[value]


WAITS = frozenset(
    {
        *(Status.WITH_A_PERSON, Status.SUBMITTED, Status.INCOMPLETE, Status.FEE_DUE, Status.HELD_BEFORE, Status.HELD),
        *(Status.INVESTIGATION_ASKED, Status.INVESTIGATING, Status.COOPERATION_ASKED),
    }
)


def tag(value: Status) -> str:
    """How the status is marked."""
    if value in WAITS:
        return "waits"
    return "" if value in {Status.ISSUED, Status.POSTED, Status.SIGNED_FOR} else "plain"


def done(value: Act) -> str:
    """An act in the history."""
    return {
        Act.SUBMIT: _("Handed in"),
        Act.ASK_FEE: _("Fee asked for"),
        Act.PAY: _("Fee paid"),
        Act.ADD_PAPER: _("Some papers added"),
        Act.EXPIRE: _("Ended: nothing came in time"),
        Act.GIVE_RECEIPT: _("Receipt given"),
        Act.ASK_INVESTIGATION: _("Investigation asked for"),
        Act.APPROVE_INVESTIGATION: _("Investigation approved: the clock stands still"),
        Act.REFUSE_INVESTIGATION: _("Investigation not approved"),
        Act.ASK_COOPERATION: _("Applicant asked to help"),
        Act.COOPERATE: _("Applicant has helped"),
        Act.RESUME: _("Investigation ended: the clock runs again"),
        Act.HOLD: _("Held because of a doubt"),
        Act.LIFT_HOLD: _("Doubt dispelled"),
        Act.REJECT: _("Turned away for deceit"),
        Act.CLEAR: _("Cleared by the legal review"),
        Act.SEND_BACK: _("Sent back by the legal review"),
        Act.CHOOSE_DELIVERY: _("Delivery chosen"),
        Act.POST: _("Posted"),
        Act.MAIL_LOST: _("Lost in the post"),
        Act.CLAIM: _("Taken up by an officer"),
        Act.ASSIGN: _("Given to an officer"),
        Act.REMIND: _("Reminder: falls due"),
        Act.ESCALATE: _("Overdue: the head was told"),
        Act.LIST_MISSING: _("Told what is missing"),
        Act.SUPPLEMENT: _("Papers added"),
        Act.DECLINE: _("Not accepted"),
        Act.ACCEPT: _("Accepted"),
        Act.SEARCH: _("Register searched"),
        Act.REFER: _("Referred to a person"),
        Act.JUDGE_MATCH: _("Identity decided"),
        Act.JUDGE_QUESTION: _("Open question decided"),
        Act.DECIDE: _("Decided"),
        Act.ISSUE: _("Paper issued"),
        Act.SIGN_FOR: _("Paper signed for"),
        Act.MADE_BY_HAND: _("Paper made by hand"),
        Act.WITHDRAW: _("Withdrawn"),
        Act.REVOKE: _("Paper taken back"),
        Act.REOPEN: _("Taken up again"),
    }[value]


def answer(value: AnswerPaper | None) -> str:
    """A paper that answers; what none of them does needs a person."""
    return {
        AnswerPaper.CERTIFICATE: _("Certificate of no criminal record"),
        AnswerPaper.REFUSAL: _("Notice that no certificate is issued"),
        None: _("A person must decide"),
    }[value]


def button(value: Act) -> str:
    """An act as a button."""
    return {
        Act.LIST_MISSING: _("Tell what is missing"),
        Act.ASK_FEE: _("Ask for the fee"),
        Act.GIVE_RECEIPT: _("Give a receipt"),
        Act.CLAIM: _("I work on this"),
        Act.ASSIGN: _("Give it to an officer"),
        Act.ASK_INVESTIGATION: _("Ask for an investigation"),
        Act.APPROVE_INVESTIGATION: _("Approve the investigation"),
        Act.REFUSE_INVESTIGATION: _("Do not approve the investigation"),
        Act.ASK_COOPERATION: _("Ask the applicant to help"),
        Act.COOPERATE: _("The applicant has helped"),
        Act.RESUME: _("End the investigation"),
        Act.HOLD: _("Hold because of a doubt"),
        Act.LIFT_HOLD: _("The doubt is dispelled"),
        Act.REJECT: _("Turn away for deceit"),
        Act.CLEAR: _("Clear the answer"),
        Act.SEND_BACK: _("Send the answer back"),
        Act.CHOOSE_DELIVERY: _("Choose the delivery"),
        Act.POST: _("Record the posting"),
        Act.MAIL_LOST: _("The item was lost in the post"),
        Act.DECLINE: _("Do not accept"),
        Act.ACCEPT: _("Accept"),
        Act.SEARCH: _("Search the register again"),
        Act.REFER: _("Refer to a person"),
        Act.DECIDE: _("Decide"),
        Act.ISSUE: _("Issue the paper"),
        Act.SIGN_FOR: _("The applicant has signed for the paper"),
        Act.MADE_BY_HAND: _("I have made the paper by hand and handed it over"),
        Act.WITHDRAW: _("The applicant withdraws"),
    }[value]


def explains(value: Act) -> str:
    """What follows from an act, where the officer should read it first."""
    return {
        Act.ASK_INVESTIGATION: _("A head who is not you decides. Until it is approved the clock goes on."),
        Act.APPROVE_INVESTIGATION: _(
            "From today the legal clock stands still until the investigation has ended. The applicant is told that, and who approved it is kept."
        ),
        Act.REFUSE_INVESTIGATION: _("The application goes back to the officer; its clock never stood still."),
        Act.RESUME: _("From today the legal clock runs again."),
        Act.HOLD: _(
            "The applicant sees no change, and the clock goes on. A head who is not you may turn the application away."
        ),
        Act.REJECT: _("The application ends. The applicant gets a signed notice with the ground."),
        Act.SEND_BACK: _("An officer looks at the application again before it is answered."),
    }.get(value, "")


def letter(value: LetterKind) -> str:
    """A letter of an application."""
    return {
        LetterKind.RECEIPT: _("Receipt of acceptance"),
        LetterKind.SUPPLEMENT_NOTICE: _("Notice of what is missing"),
        LetterKind.NOT_ACCEPTED: _("Notice of non-acceptance"),
        LetterKind.COOPERATION_NOTICE: _("Notice asking for help"),
    }[value]
