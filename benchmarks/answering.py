"""Processes that share the applications which wait, beside one: ``python -m benchmarks.answering``, in a new installation on every core of the machine.

With numbers of applications behind it, it is one of these processes. It answers the first round of them for itself, says that it is ready, waits for a
line, answers what of the others no other process has in hand, and tells what that took.
"""

import json
import sys
import time
from typing import Any

from benchmarks import frame
from benchmarks.issue import ROUND, House, installed, told_by

ROUNDS = 10  # that each process answers, on average


def together() -> dict[str, Any]:
    """Applications a second, of one process and of two."""
    with frame.home(), installed():
        house = House()
        first = [[house.accept(0) for _ in range(ROUND)] for _ in range(3)]
        one, two = ([house.accept(0) for _ in range(ROUND * ROUNDS * many)] for many in (1, 2))
        [alone] = told_by("benchmarks.answering", [[*first[0], *one]])
        both = told_by("benchmarks.answering", [[*first[1], *two], [*first[2], *two]])
    if sum(each["count"] for each in both) != len(two):
        raise RuntimeError("an application was answered twice, or not at all")
    clock = len(two) / max(each["seconds"] for each in both) / (len(one) / alone["seconds"])
    work = alone["work"] / len(one) / (sum(each["work"] for each in both) / len(two))
    return {
        "search to paper, a second, one process": f"{len(one) / alone['seconds']:.0f}",
        "search to paper, two processes, times one": f"{clock:.2f} by the clock, {2 * work:.2f} by processor time of the processes",
    }


def work(numbers: list[str]) -> dict[str, Any]:
    """One process: ready, go, done."""
    import django

    django.setup()
    from qingbai import clock
    from qingbai.inquiries import services

    services.answer(numbers=numbers[:ROUND], at=clock.now())  # layouts are compiled, glyphs asked for, once a process
    print("ready", flush=True)
    sys.stdin.readline()
    began, cpu = time.perf_counter(), time.process_time()
    count = len(services.answer(numbers=numbers[ROUND:], at=clock.now()))
    return {"count": count, "seconds": time.perf_counter() - began, "work": time.process_time() - cpu}


if __name__ == "__main__":
    print(json.dumps(work(sys.argv[1:]) if sys.argv[1:] else together()), flush=True)
