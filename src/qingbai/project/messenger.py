"""The process that sends e-mails and text messages. It speaks to servers of others, so it has no way to the vault, and what is slow out there holds up nothing here.

In a demonstration, where no channel is named, e-mails become files in the home folder and text messages go to a gateway of our own that keeps them there.
"""

import contextlib
import logging
import os
import signal
import threading

from qingbai.project import setup

logger = logging.getLogger(__name__)
PERIOD = 5.0  # seconds between two rounds
ENDINGS = (signal.SIGINT, signal.SIGTERM)


def main() -> None:
    """Work in rounds until told to stop; the round that has begun is finished."""
    stopped = threading.Event()
    for number in ENDINGS:
        signal.signal(number, lambda *_: stopped.set())
    setup.settle({"DATABASE_URL": os.environ["DATABASE_URL"]})
    with channel_of_the_demonstration():
        while not stopped.is_set():
            go_round()
            stopped.wait(PERIOD)


def channel_of_the_demonstration() -> contextlib.AbstractContextManager[object]:
    """A gateway of our own where a demonstration has no other; nothing anywhere else."""
    from django.conf import settings

    from qingbai.notifications.gateway import Gateway, running

    if not settings.DEMO or settings.SMS_URL:
        return contextlib.nullcontext()
    stack = contextlib.ExitStack()
    gateway = stack.enter_context(running(Gateway(settings.SMS_SECRET, settings.MESSAGES / "sms.jsonl")))
    settings.SMS_URL = gateway.url
    return stack


def go_round() -> None:
    """One round; no failure ends the process, for the next round may do better."""
    from django.db import close_old_connections

    from qingbai import clock
    from qingbai.notifications import jobs
    from qingbai.uploads import jobs as uploads

    for work in (jobs.go_round, uploads.go_round):
        try:
            work(at=clock.now())
        except Exception:
            logger.exception("a round of work failed and will be tried again")
    close_old_connections()


if __name__ == "__main__":
    main()
