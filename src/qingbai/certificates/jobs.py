"""The papers' steady work, once a day: hold them against the public log, the whole of it once a week; renew keys before they end, and papers beside their
originals before their signatures age.

The operator is told what is wrong, and which keys only people can renew.
"""

import logging
from datetime import datetime, timedelta

from qingbai import clock
from qingbai.audit.actors import SYSTEM
from qingbai.certificates import custody, reconciliation, renewing
from qingbai.certificates.reconciliation import Reckoning

logger = logging.getLogger(__name__)
FROM_HOUR = 3
"""It begins in the first round after this hour in China, when offices sleep."""
WHOLE_AFTER = timedelta(days=7)


def go_round(*, at: datetime) -> Reckoning | None:
    """One round: the reckoning of the day where there was none yet. What is wrong stands in the operator's log each day until it is right."""
    last = reconciliation.last()
    if at.astimezone(clock.CHINA).hour < FROM_HOUR or (last is not None and clock.day_of(last.at) == clock.day_of(at)):
        return None
    thorough = reconciliation.last(whole=True)
    whole = thorough is None or at - thorough.at >= WHOLE_AFTER
    found = reconciliation.reconcile(by=SYSTEM, at=at, whole=whole)
    for fault in found.faults:
        logger.error("papers and public log disagree: %s / %s", fault.en, fault.zh)
    if found.faults:
        logger.error("%s / %s", *reconciliation.REMEDY)
    custody.ensure_keys(by=SYSTEM, at=at)
    while renewing.renew(by=SYSTEM, at=at) == renewing.AT_ONCE:
        pass
    for sentence in custody.warnings(at=at):
        logger.warning("%s", sentence)
    return found
