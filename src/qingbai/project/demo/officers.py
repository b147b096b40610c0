"""The invented officers of the demonstration's counters and registry, with one password made on the first start."""

import json


def appoint() -> list[str]:
    """Appoint them all; the accounts' names. Doing it again changes nothing."""
    from django.conf import settings

    from qingbai import clock
    from qingbai.agencies import services
    from qingbai.agencies.terms import Role
    from qingbai.audit.actors import SYSTEM

    clerks = json.loads(settings.DEMO_OFFICERS.read_text(encoding="utf-8"))
    for clerk in clerks:
        services.appoint(
            **{**clerk, "role": Role(clerk["role"])},
            by=SYSTEM,
            at=clock.now(),
            basis="demonstration",
            password=settings.DEMO_PASSWORD,
        )
    return [str(clerk["username"]) for clerk in clerks]
