"""How many findings wait, for the navigation."""

from django import template

from qingbai.audit.actors import Actor
from qingbai.oversight import findings

register = template.Library()


@register.simple_tag
def findings_waiting(viewer: Actor) -> int:
    """How many findings wait for this viewer."""
    return findings.waiting(viewer=viewer)
