"""The process that asks payment providers what became of what was begun. It speaks to servers of others, so it has no way to the vault, and
what is slow out there holds up nothing here.
"""

import logging
import os
import signal
import threading
from datetime import datetime, timedelta

from qingbai.project import setup

logger = logging.getLogger(__name__)
PERIOD = 10.0  # seconds between two rounds
AGAIN = timedelta(minutes=10)
"""How far each later round looks back for cases that were paid."""
ENDINGS = (signal.SIGINT, signal.SIGTERM)


def main() -> None:
    """Work in rounds until told to stop; the round that has begun is finished."""
    stopped = threading.Event()
    for number in ENDINGS:
        signal.signal(number, lambda *_: stopped.set())
    setup.settle({"DATABASE_URL": os.environ["DATABASE_URL"]})
    first = True
    while not stopped.is_set():
        go_round(since=jobs_look_back() if first else AGAIN)
        first = False
        stopped.wait(PERIOD)


def jobs_look_back() -> timedelta:
    """How far the first round looks back: whoever was stopped may have been stopped for long."""
    from qingbai.payments import jobs

    return jobs.LOOKED_BACK


def go_round(*, since: timedelta = AGAIN) -> None:
    """One round: orders are asked after, and applications whose fee came go on, also those that were paid just before a crash."""
    from django.db import close_old_connections

    from qingbai import clock
    from qingbai.payments import jobs, queries

    try:
        now = clock.now()
        jobs.go_round(at=now)
        for case in queries.settled_since(now - since):
            _go_on(case, now)
    except Exception:
        logger.exception("a round of work failed and will be tried again")
    close_old_connections()


def _go_on(case: str, at: datetime) -> None:
    from qingbai.inquiries import services

    try:
        services.go_on_after_payment(number=case, at=at)
    except services.NoSuchApplication:
        return  # a case of another kind, which looks for its fee itself
    except Exception:
        logger.exception("a case could not go on after its payment and will be tried again: %s", case)


if __name__ == "__main__":
    main()
