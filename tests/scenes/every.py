"""All scenes."""

from scenes import auditing, counter, plain, portal, registry, units

PARTS = (auditing, counter, portal, registry, units, plain)
"""They bring their scenes by being named here."""
