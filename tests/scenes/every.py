"""All scenes."""

from scenes import auditing, counter, organs, plain, portal, reading, registry, units

PARTS = (auditing, counter, organs, portal, reading, registry, units, plain)
"""They bring their scenes by being named here."""
