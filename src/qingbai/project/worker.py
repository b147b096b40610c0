"""The small work that goes on beside the site at a steady pace, whether or not anybody asks anything."""

import signal
import threading

PACE = 60.0  # seconds between two rounds


def main() -> None:
    """Work in rounds until told to stop."""
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    while not stopped.wait(PACE):
        pass


if __name__ == "__main__":
    main()
