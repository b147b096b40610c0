"""The small work that goes on beside the site at a steady pace, whether or not anybody asks anything.

It begins by bringing reference data and keys up to date, so that a key is renewed before it ends. Then one round a minute:
every ledger is signed as it stands, and after a working day the sample is drawn from it; status lists are brought up to date, and whoever asked is told what they say now; moves between register and vault that a crash
interrupted are finished; what reviews found wrong is brought to the desks that keep it; once a night everything sealed and open is checked, papers are held against the public log, and notices that should
have come are asked for, and once a day a year whose holidays are not entered is told. What fails is told on standard error and tried again a minute later.
"""

import logging
import os
import signal
import threading

from qingbai.project import processes, setup

logger = logging.getLogger(__name__)
PERIOD = 60.0  # seconds between two rounds
ENDINGS = (signal.SIGTERM, signal.SIGINT)


def main() -> None:
    """Work in rounds until told to stop; the round that has begun is finished."""
    stopped = threading.Event()
    for number in ENDINGS:
        signal.signal(number, lambda *_: stopped.set())
    setup.settle({name: os.environ[name] for name in processes.ADDRESSES if name in os.environ})
    begun = False
    while not stopped.is_set():
        begun = go_round(begun=begun)
        stopped.wait(PERIOD)


def go_round(*, begun: bool = True) -> bool:
    """One round, which begins with reference data and keys unless an earlier one did; whether that is done.

    No failure ends the worker, for the next round may do better.
    """
    from django.conf import settings
    from django.db import close_old_connections

    from qingbai import clock
    from qingbai.agencies import jobs as calendars
    from qingbai.audit import jobs
    from qingbai.certificates import jobs as papers
    from qingbai.certificates import publishing
    from qingbai.inbox import taking_over as telling
    from qingbai.notices import jobs as chasing
    from qingbai.oversight import samples, watching
    from qingbai.project import reference
    from qingbai.sealing import jobs as seals
    from qingbai.sharing import jobs as askers

    try:
        if not begun:
            reference.load()
            begun = True
        calendars.go_round(at=clock.now())
        jobs.go_round(at=clock.now())
        publishing.go_round(at=clock.now())
        askers.go_round(at=clock.now())  # after what is public: nobody is told sooner
        if "vault" in settings.DATABASES:
            seals.go_round(at=clock.now())
            chasing.go_round(at=clock.now())
            telling.go_round(at=clock.now())
            watching.go_round(at=clock.now())
            samples.go_round(at=clock.now())  # after every ledger was signed: the draw rests on its head
        papers.go_round(at=clock.now())
    except Exception:
        logger.exception("a round of work failed and will be tried again")
    close_old_connections()
    return begun


if __name__ == "__main__":
    main()
