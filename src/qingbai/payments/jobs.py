"""The steady work of this room (定时任务): asking after what was begun and not ended, and sending back what must go back.

Whoever was killed between two steps left a recorded intention. Each round asks the provider what became of it, under the same
number, and records the end. What a provider does not answer is asked again in the next round.
"""

import logging
from datetime import datetime, timedelta

from qingbai.payments import queries, services
from qingbai.payments.accounts import Account, open_account
from qingbai.payments.providers import Declined, NotBelieved, Silent
from qingbai.payments.terms import Status

logger = logging.getLogger(__name__)

LOOKED_BACK = timedelta(days=60)
NOT_NOW = (Silent, Declined, NotBelieved, services.TakenMeanwhile)


def go_round(*, at: datetime) -> tuple[str, ...]:
    """One round; the numbers of the cases whose order turned out to be paid. No failure keeps another order from its turn."""
    settled = []
    for number in queries.unfinished(since=at - LOOKED_BACK):
        try:
            before = open_account(number)
            account = _go_on(before, at)
        except Exception as error:
            if isinstance(error, NOT_NOW):
                logger.warning("%s could not be asked after and will be again: %s", number, type(error).__name__)
            else:
                logger.exception("%s could not be asked after and will be again", number)
            continue
        if before.status is not Status.PAID and account.status is Status.PAID:
            settled.append(account.about)
    return tuple(settled)


def _go_on(account: Account, at: datetime) -> Account:
    if account.unended:
        account = services.ask_after(number=account.number, at=at)
    if account.unreturned or account.status is Status.REFUND_ASKED:
        account = services.go_on_refunding(number=account.number, at=at)
    return account
