"""The mark with which the page of a verdict offers to tell its reader when it changes."""

from django import template

from qingbai.certificates import queries
from qingbai.sharing.asks import About
from qingbai.verification import telling

register = template.Library()


@register.simple_tag
def tell_mark(number: str) -> str:
    """The mark of the paper of this number, as it was typed or found; empty where there is none."""
    known = queries.number_as_typed(number) if number else ""
    return telling.mark(About(paper=known)) if known else ""
