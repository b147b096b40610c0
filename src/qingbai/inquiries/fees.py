"""What an application costs (收费): nothing, unless its region says otherwise (INQ-35). Asked before acceptance, given back where no answer is given."""

from datetime import datetime

from qingbai.audit.actors import SYSTEM, Actor
from qingbai.inquiries.casework import Case
from qingbai.payments import queries as payments
from qingbai.payments import services as paying
from qingbai.payments.terms import FeeKind, FeeLine

NO_ANSWER = "查询申请未获答复，依规退费。 The application was not answered; what was paid goes back."


def fen(case: Case) -> int:
    """What the region charges for the certificate."""
    return case.region.fees.certificate_fen


def owing(case: Case) -> bool:
    """Whether something is still to be paid before the application is accepted."""
    return fen(case) > 0 and not payments.settled(case.row.number)


def ask(case: Case, *, by: Actor, at: datetime) -> None:
    """Say what is owed; within the caller's transaction."""
    paying.ask(about=case.row.number, lines=(FeeLine(FeeKind.CERTIFICATE, fen(case)),), by=by, at=at)


def give_back(case: Case, *, at: datetime) -> None:
    """Nothing is owed any more for an application that ends without an answer, and what was paid goes back; within the caller's transaction.

    The house does it by the rule, whoever ended the application.
    """
    if not fen(case):
        return
    paying.close(about=case.row.number, by=SYSTEM, at=at)
    if payments.settled(case.row.number):
        paying.refund(about=case.row.number, reason=NO_ANSWER, by=SYSTEM, at=at)
