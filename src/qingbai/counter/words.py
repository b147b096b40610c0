"""Statuses and acts as the desk reads them, in the reader's language."""

from django.utils.translation import gettext as _

from qingbai.inquiries.acts import Act, Status
from qingbai.law.terms import AnswerPaper


def status(value: Status) -> str:
    """Where an application stands."""
    return {
        Status.SUBMITTED: _("To be examined"),
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


def tag(value: Status) -> str:
    """How the status is marked."""
    if value in {Status.WITH_A_PERSON, Status.SUBMITTED, Status.INCOMPLETE}:
        return "waits"
    return "" if value in {Status.ISSUED, Status.SIGNED_FOR} else "plain"


def done(value: Act) -> str:
    """An act in the history."""
    return {
        Act.SUBMIT: _("Handed in"),
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
