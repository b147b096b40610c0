"""What waits for a head or an auditor, as counts: for the navigation, and for a line on every page of their desks.

Officers have no address that messages could go to, and a message would lie on the public side, which does not know that somebody is looked into. So the line
stands on each page for as long as something waits, in words that say nothing of it.
"""

from typing import Any

from django import template
from django.urls import reverse

from qingbai.agencies.ways import audits
from qingbai.audit.actors import Actor
from qingbai.oversight import findings, samples

register = template.Library()


@register.simple_tag
def findings_waiting(viewer: Actor) -> int:
    """How many findings wait for this viewer."""
    return findings.waiting(viewer=viewer)


@register.simple_tag
def samples_waiting(viewer: Actor) -> int:
    """How many of the daily sample wait for this viewer."""
    return samples.waiting(viewer=viewer)


@register.inclusion_tag("auditdesk/waiting.html")
def what_waits(viewer: Actor) -> dict[str, Any]:
    """A line with links where something waits; nothing otherwise, and for everybody else."""
    auditor = audits(viewer)
    asked = reverse("audit-desk-asked")
    return {
        "findings": findings.waiting(viewer=viewer),
        "samples": samples.waiting(viewer=viewer),
        "findings_at": reverse("audit-desk-findings") if auditor else asked,
        "samples_at": reverse("audit-desk-samples") if auditor else asked,
    }
