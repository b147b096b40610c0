"""The process that goes on with applications: interrupted ones, dates that passed, fees that came. Like the site, it has no way to the vault."""

import logging
import os
import signal
import threading

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
    from qingbai.inquiries import jobs
    from qingbai.objections import jobs as reviews
    from qingbai.screening import jobs as lists
    from qingbai.unsent import jobs as unsent

    try:
        done = jobs.go_round(at=clock.now())
        for number in (*done.gone_on, *done.paid, *done.expired):
            logger.info("went on with %s", number)
    except Exception:
        logger.exception("a round of work failed and will be tried again")
    try:
        for number in requests.go_round(at=clock.now()):
            logger.info("went on with %s", number)
    except Exception:
        logger.exception("a round of case inquiries failed and will be tried again")
    try:
        for number in reviews.go_round(at=clock.now()):
            logger.info("went on with %s", number)
    except Exception:
        logger.exception("a round of reviews failed and will be tried again")
    try:
        for number in lists.go_round(at=clock.now()):
            logger.info("went on with %s", number)
        lists.remind(at=clock.now())
    except Exception:
        logger.exception("a round of lists failed and will be tried again")
    try:
        unsent.go_round(at=clock.now())
    except Exception:
        logger.exception("sweeping unsent answers failed and will be tried again")
    close_old_connections()


if __name__ == "__main__":
    main()
