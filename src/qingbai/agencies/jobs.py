"""What this room watches by itself: that the coming year's holidays are entered in time (CAL-05)."""

import logging
from datetime import date, datetime

from qingbai import clock
from qingbai.agencies import calendars

logger = logging.getLogger(__name__)
_told: set[date] = set()


def go_round(*, at: datetime) -> None:
    """Tell the operator once a day, from November on, of a year whose holidays are not known; nothing is guessed meanwhile."""
    today = clock.day_of(at)
    if today in _told:
        return
    _told.clear()
    _told.add(today)
    for year in calendars.unannounced(today):
        logger.warning(
            "the holidays of %s are not entered: due days in it are unknown; add the State Council's notice (docs/guide/regions.md)",
            year,
        )
