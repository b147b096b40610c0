"""The parts of the counter, as every page names them; reviewers and heads have more of them."""

import re
from dataclasses import dataclass

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from qingbai.counter.desk import Sitting

register = template.Library()


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the counter."""

    name: str
    address: str
    here: bool


LONG_REFERENCE = re.compile(r"(?<![0-9a-f-])([0-9a-f]{8})(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f-])")
"""Bounded by signs, not by words: in Chinese a reference stands within a word."""


@register.filter
def brief(sentence: str) -> str:
    """A sentence with the references of records by their first eight signs: whoever works on a file tells few records apart."""
    return LONG_REFERENCE.sub(r"\1", sentence)


@register.simple_tag(takes_context=True)
def parts_of_the_counter(context: template.Context) -> list[Part]:
    """The parts that this officer may enter; ``here`` for the one that the page belongs to."""
    officer: Sitting = context["officer"]
    request = context.get("request")
    path = request.path if request is not None else ""
    parts = [
        (_("Applications"), "counter"),
        (_("Lists of units"), "counter-lists"),
        (_("Requests of organs"), "counter-cases"),
        (_("Reviews"), "counter-reviews"),
        (_("Units"), "counter-units"),
        (_("Appointments"), "counter-appointments"),
    ]
    if officer.reviews:
        parts += [
            (_("The office"), "counter-office"),
            (_("Look at again"), "counter-again"),
            (_("Doubtful papers"), "counter-reports"),
            (_("Ratings"), "counter-ratings"),
        ]
    return [Part(name, address := reverse(key), _here(path, address, key)) for name, key in parts]


def _here(path: str, address: str, key: str) -> bool:
    if key == "counter":
        return path == address or path.startswith((f"{address}files/", f"{address}new/"))
    if key == "counter-cases":
        return path.startswith((address, reverse("counter-bodies")))
    return path.startswith(address)
