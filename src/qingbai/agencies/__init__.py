"""机关: organs, offices and their hours, officers and roles, region profiles, working calendars, divisions.

What differs from place to place is data here (``regions/*.toml``, ``calendars/``, ``offices/``), never an ``if`` elsewhere. Start at ``queries``.
"""
