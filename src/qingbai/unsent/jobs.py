"""Sweeping: answers that nobody went on with are removed when their time has come."""

from datetime import datetime

from qingbai.unsent import services


def go_round(*, at: datetime) -> int:
    """One round; how many were removed."""
    return services.forget(at=at)
