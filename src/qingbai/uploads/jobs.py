"""The steady work on files handed in: ask the scanner again about those that wait for it, destroy those whose time has come, forget those never sent."""

from datetime import datetime

from qingbai.uploads import services, waiting


def go_round(*, at: datetime) -> None:
    """One round."""
    services.scan_held(at=at)
    services.destroy(at=at)
    waiting.forget_old(at=at)
