"""The queue of applications as the desk shows it (待办): overdue first, both clocks, filtered by step, by officer, by what is late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.counter import words
from qingbai.counter.desk import Sitting
from qingbai.inquiries import queries
from qingbai.inquiries.acts import Status
from qingbai.inquiries.queries import Waiting


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the queue is asked for: one step, only one's own or nobody's, only what is overdue."""

    step: str = ""
    whose: str = ""
    late: bool = False

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Asked":
        """From an address; what nobody could have chosen is left out."""
        step, whose = given.get("step", ""), given.get("whose", "")
        return cls(
            step=step if step in set(Status) else "",
            whose=whose if whose in {"mine", "nobody"} else "",
            late=given.get("late") == "1",
        )

    @property
    def address(self) -> str:
        """As the end of an address."""
        told = {"step": self.step, "whose": self.whose, "late": "1" if self.late else ""}
        found = urlencode({name: value for name, value in told.items() if value})
        return f"?{found}" if found else ""

    def takes(self, one: Waiting, officer: Sitting, on: date) -> bool:
        """Whether an application is among what is asked for."""
        whose = {"mine": officer.actor.id, "nobody": ""}.get(self.whose)
        return (
            self.step in {"", one.status}
            and (whose is None or one.assigned == whose)
            and (not self.late or is_late(one, on))
        )


def is_late(one: Waiting, on: date) -> bool:
    """Whether the day on which it is due is over, and the clock runs."""
    return one.due_on is not None and one.due_on < on and not one.stands


def ordered(officer: Sitting) -> list[Waiting]:
    """Everything open at the office: what is overdue first, then as the room orders it."""
    today = clock.today()
    return sorted(queries.queue(viewer=officer.actor), key=lambda one: not is_late(one, today))


def asked_for(officer: Sitting, asked: Asked) -> list[Waiting]:
    """What is asked for of it."""
    today = clock.today()
    return [one for one in ordered(officer) if asked.takes(one, officer, today)]


def names(office: str) -> dict[str, str]:
    """The officers of an office by their service numbers."""
    return {card.number: card.name for card in agencies.officers(office=office)}


def lines(found: Sequence[Waiting], known: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each as a line of the table."""
    today = clock.today()
    return [
        {
            "number": one.number,
            "name": one.name,
            "status": words.status(one.status),
            "tag": words.tag(one.status),
            "submitted_at": one.submitted_at,
            "due_on": one.due_on,
            "late": is_late(one, today),
            "stands": one.stands,
            "for_the_head": one.for_the_head,
            "escalated": one.escalated,
            "counted": one.clocks.counted.value if one.clocks else None,
            "passed": one.clocks.passed if one.clocks else None,
            "assigned": known.get(one.assigned, one.assigned),
        }
        for one in found
    ]


def steps(found: Sequence[Waiting]) -> list[tuple[str, str, int]]:
    """Every step at which something stands, in the order of the way, with how much."""
    counted = {status: sum(one.status is status for one in found) for status in Status}
    return [(status.value, words.status(status), many) for status, many in counted.items() if many]
