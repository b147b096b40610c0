"""The process that makes the log of papers public: once a minute on its tick, in the database for the site and as files in a folder.

It speaks to witnesses elsewhere, so it has no way to the vault, and a witness that is slow holds up nothing but the next tick.
"""

import logging
import os
import signal
import threading
from typing import TYPE_CHECKING

from qingbai.project import setup

if TYPE_CHECKING:
    from qingbai.audit.public.asking import Witnesses

logger = logging.getLogger(__name__)
PERIOD = 1.0  # seconds between two looks at the clock
AFTER_A_FAILURE = 30.0  # seconds: what is wrong is told again until somebody puts it right
ENDINGS = (signal.SIGINT, signal.SIGTERM)


def main() -> None:
    """Work in rounds until told to stop; the round that has begun is finished."""
    stopped = threading.Event()
    for number in ENDINGS:
        signal.signal(number, lambda *_: stopped.set())
    setup.settle({"DATABASE_URL": os.environ["DATABASE_URL"]})
    from qingbai.audit.public import rounds

    asked: Witnesses | None = None
    while not stopped.is_set():
        try:
            asked = asked or rounds.witnesses()
        except Exception:
            logger.exception("the witnesses of the log are not known; it is published without them")
        well = go_round(asked) and asked is not None
        stopped.wait(PERIOD if well else AFTER_A_FAILURE)


def go_round(asked: "Witnesses | None" = None) -> bool:
    """One look at the clock, and whether all went well; no failure ends the process, for the next round may do better."""
    from django.db import close_old_connections

    from qingbai import clock
    from qingbai.audit.public import rounds

    try:
        rounds.go_round(at=clock.now(), asked=asked)
    except Exception:
        logger.exception("the log could not be published and will be tried again")
        return False
    finally:
        close_old_connections()
    return True


if __name__ == "__main__":
    main()
