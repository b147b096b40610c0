"""All scenes."""

from scenes import auditing, counter, plain, portal, reading, registry, units

PARTS = (auditing, counter, portal, reading, registry, units, plain)
"""They bring their scenes by being named here."""
