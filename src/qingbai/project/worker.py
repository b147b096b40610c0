"""The small work that goes on beside the site at a steady pace, whether or not anybody asks anything.

It begins by bringing reference data and keys up to date, so that a key is renewed before it ends. Then one round a minute:
the public log grows to its pace and every log is signed as it stands; moves between register and vault that a crash
interrupted are finished; once a night everything sealed and open is checked, and notices that should have come are asked
for, and once a day a year whose holidays are not entered is told. What fails is told on standard error and tried again a minute later.
"""

import logging
import os
import signal
import threading
from typing import TYPE_CHECKING

from qingbai.project import processes, setup

if TYPE_CHECKING:
    from qingbai.audit import jobs

logger = logging.getLogger(__name__)
ENDINGS = (signal.SIGTERM, signal.SIGINT)


def main() -> None:
    """Work in rounds until told to stop; the round that has begun is finished."""
    stopped = threading.Event()
    for number in ENDINGS:
        signal.signal(number, lambda *_: stopped.set())
    setup.settle({name: os.environ[name] for name in processes.ADDRESSES if name in os.environ})
    from qingbai.audit import jobs

    pace: jobs.Pace | None = None
    while not stopped.is_set():
        pace = go_round(pace)
        stopped.wait(jobs.PERIOD.total_seconds())


def go_round(pace: "jobs.Pace | None") -> "jobs.Pace | None":
    """One round, with the pace that it was given or begins; no failure ends the worker, for the next round may do better."""
    from django.conf import settings
    from django.db import close_old_connections

    from qingbai import clock
    from qingbai.agencies import jobs as calendars
    from qingbai.audit import jobs
    from qingbai.notices import jobs as chasing
    from qingbai.project import reference
    from qingbai.sealing import jobs as seals

    try:
        if pace is None:
            reference.load()
            pace = jobs.begin(at=clock.now())
        calendars.go_round(at=clock.now())
        jobs.go_round(pace=pace, at=clock.now())
        if "vault" in settings.DATABASES:
            seals.go_round(at=clock.now())
            chasing.go_round(at=clock.now())
    except Exception:
        logger.exception("a round of work failed and will be tried again")
    close_old_connections()
    return pace


if __name__ == "__main__":
    main()
