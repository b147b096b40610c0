"""What is read from a text: a value, the place it was read from, and how sure the reading is (读得之值)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Sureness(StrEnum):
    """How sure a value is (可信度)."""

    SURE = "sure"  # stands in the words that the layout of judgments prescribes for it
    LIKELY = "likely"  # stands in other words, or was joined to its person by elimination
    DOUBTFUL = "doubtful"  # read across a gap or a misprint: a person must look


@dataclass(frozen=True, slots=True)
class Found(Generic[T_co]):
    """A value with the half-open span of the even text that says it."""

    value: T_co
    start: int
    end: int
    sure: Sureness = Sureness.SURE


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read or does not hold together: a stable code, the path it concerns, and the facts."""

    code: str
    path: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


T = TypeVar("T")


def shift(found: Found[T] | None, by: int) -> Found[T] | None:
    """The same value, its span counted from elsewhere."""
    return replace(found, start=found.start + by, end=found.end + by) if found else None
