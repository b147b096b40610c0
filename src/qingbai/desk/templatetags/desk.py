"""What the desk's frame needs to know: its parts."""

from django import template
from django.urls import reverse

from qingbai.desk import parts

register = template.Library()


@register.simple_tag
def parts_of_the_desk() -> list[dict[str, str]]:
    """The parts of the desk with their addresses, in the reader's language."""
    return [{"key": part.key, "name": str(part.name), "address": reverse(part.route)} for part in parts.PARTS]
