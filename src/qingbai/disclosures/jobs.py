"""What goes on with case inquiries whether or not anybody asks (定时办理): interruptions, and a register that changed while one waits."""

from datetime import datetime

from qingbai.disclosures import services


def go_round(*, at: datetime) -> tuple[str, ...]:
    """One round; the numbers of the requests that moved. Repeating it changes nothing that it has done."""
    return services.take_up(at=at)
