"""The form of a question that can be put to the law alone (问题的格式)."""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from qingbai.law.terms import Finding
from qingbai.law.time_limits import Calendar

NO_CALENDAR = Calendar(years=frozenset())
"""Where the facts bring no calendar: no year is known."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question (问题): its Chinese and English title, the form of its facts, the rule's module, and how it is asked."""

    zh: str
    en: str
    facts: type
    rule: ModuleType
    ask: Callable[[Any], Finding[Any]]
