"""The process that goes on with applications: interrupted ones, dates that passed, fees that came. Like the site, it has no way to the vault."""

import logging
import os
import signal
import threading
from datetime import datetime

from qingbai.project import setup

logger = logging.getLogger(__name__)
PERIOD = 15.0  # seconds between two rounds
ENDINGS = (signal.SIGINT, signal.SIGTERM)


def main() -> None:
    """Work in rounds until told to stop; the round that has begun is finished."""
    stopped = threading.Event()
    for number in ENDINGS:
        signal.signal(number, lambda *_: stopped.set())
    setup.settle({"DATABASE_URL": os.environ["DATABASE_URL"]})
    while not stopped.is_set():
        go_round()
        stopped.wait(PERIOD)


def go_round() -> None:
    """One round; no failure ends the process, for the next round may do better."""
    from django.db import close_old_connections

    from qingbai import clock
    from qingbai.disclosures import jobs as requests
    from qingbai.objections import jobs as reviews
    from qingbai.ownrecord import jobs as alerts
    from qingbai.screening import jobs as lists
    from qingbai.unsent import jobs as unsent

    works = (
        ("applications", _applications),
        ("case inquiries", requests.go_round),
        ("reviews", reviews.go_round),
        ("lists", lists.go_round),
        ("yearly checks", lambda *, at: len(lists.remind(at=at))),
        ("alerts", alerts.go_round),
        ("unsent answers", unsent.go_round),
    )
    for name, work in works:
        try:
            done = work(at=clock.now())
            for number in done if isinstance(done, tuple) else ():
                logger.info("went on with %s", number)
        except Exception:
            logger.exception("a round of %s failed and will be tried again", name)
    close_old_connections()


def _applications(*, at: datetime) -> tuple[str, ...]:
    from qingbai.inquiries import jobs

    done = jobs.go_round(at=at)
    return (*done.gone_on, *done.paid, *done.expired)


if __name__ == "__main__":
    main()
