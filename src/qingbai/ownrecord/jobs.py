"""Telling people that somebody asked about them (查询提醒): once a day, from one hour on, for everybody alike.

The hour is one for all, so that when a message comes tells nothing of how long an answer took, nor of the moment at which a covert look-up became known.
"""

import logging
from datetime import datetime

from qingbai import clock
from qingbai.ownrecord import services
from qingbai.ownrecord.models import Alert

logger = logging.getLogger(__name__)
FROM_HOUR = 9
"""In China; nobody is told in the night."""
A_ROUND = 200


def go_round(*, at: datetime) -> tuple[str, ...]:
    """One round over those who were not looked at today; the numbers of those who were told. No failure of one keeps the others."""
    if at.astimezone(clock.CHINA).hour < FROM_HOUR:
        return ()
    told = []
    due = Alert.objects.filter(ended_at__isnull=True, checked_on__lt=clock.day_of(at)).order_by("checked_on", "number")
    for number in due.values_list("number", flat=True)[:A_ROUND]:
        try:
            if services.check(number=number, at=at):
                told.append(number)
        except Exception:
            logger.exception("an alert failed and will be tried again")
    return tuple(told)
