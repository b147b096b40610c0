"""What an application costs (收费): nothing, unless its region says otherwise (INQ-35).

The fee for the certificate is asked for before acceptance. Postage is a line of its own, where the paper goes by post and the region asks for it: in
one order with the fee where that is still to be paid, else in an order of its own, which keeps nothing waiting but the post. What was
paid goes back where no answer is given.
"""

from datetime import datetime

from qingbai.audit.actors import SYSTEM
from qingbai.inquiries.acts import CLOSED, Status
from qingbai.inquiries.casework import Case
from qingbai.inquiries.delivery import Delivery
from qingbai.payments import queries as payments
from qingbai.payments import services as paying
from qingbai.payments.terms import FeeKind, FeeLine

NO_ANSWER = "查询申请未获答复，依规退费。 The application was not answered; what was paid goes back."


def lines(case: Case) -> tuple[FeeLine, ...]:
    """What the region charges for this application: for the certificate, and for sending it where it goes by post."""
    fees = case.region.fees
    postage = fees.posting_fen if case.chosen.delivery is Delivery.POST else 0
    every = (FeeLine(FeeKind.CERTIFICATE, fees.certificate_fen), FeeLine(FeeKind.POSTAGE, postage))
    return tuple(line for line in every if line.fen)


def fen(case: Case) -> int:
    """The sum of ``lines``."""
    return sum(line.fen for line in lines(case))


def owing(case: Case) -> bool:
    """Whether the fee is still to be paid before the application is accepted. Postage keeps nobody from being accepted."""
    return _unpaid(case, FeeKind.CERTIFICATE)


def postage_owing(case: Case) -> bool:
    """Whether postage is still to be paid before the paper is posted."""
    return _unpaid(case, FeeKind.POSTAGE)


def postage_paid(case: Case) -> bool:
    """Whether postage was paid for a paper that has not been posted yet: then it goes by post."""
    return FeeKind.POSTAGE in payments.paid(case.row.number) and not case.was_posted


def _unpaid(case: Case, kind: FeeKind) -> bool:
    charged = any(line.what is kind for line in lines(case))
    return charged and kind not in payments.paid(case.row.number)


def bill(case: Case, *, at: datetime) -> None:
    """Ask for what is owed as the application stands now, and for nothing else; within the caller's transaction.

    The house does it by the rule, whoever acted. Raises ``TakenMeanwhile`` where somebody is paying at this very moment.
    """
    paying.owe(about=case.row.number, office=case.row.office, lines=_due(case), by=SYSTEM, at=at)


def _due(case: Case) -> tuple[FeeLine, ...]:
    """The lines to be paid now: all of them while the fee is awaited, after acceptance the postage alone."""
    if case.status in CLOSED or not (case.status is Status.FEE_DUE or case.begun):
        return ()
    paid = payments.paid(case.row.number)
    every = case.status is Status.FEE_DUE
    return tuple(line for line in lines(case) if line.what not in paid and (every or line.what is FeeKind.POSTAGE))


def give_back(case: Case, *, at: datetime) -> None:
    """Nothing is owed any more for an application that ends without an answer, and what was paid goes back; within the caller's transaction.

    The house does it by the rule, whoever ended the application.
    """
    paying.close(about=case.row.number, by=SYSTEM, at=at)
    while payments.paid(case.row.number):
        paying.refund(about=case.row.number, reason=NO_ANSWER, by=SYSTEM, at=at)
