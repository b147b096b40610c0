"""Why an act was not done: what the doors turn into sentences."""

from qingbai.incoming import Refused


class ReasonNeeded(ValueError):
    """A person who judges must say why; the reason was empty."""


class NothingToJudge(ValueError):
    """There is no such open question on this application."""


class DecidedOtherwise(Exception):
    """The opposite was decided about the same two people in another application; nothing was recorded. Look at it, then say so again."""


class NotAGround(Exception):
    """The law does not let an investigation be asked for, or an application be turned away, on this ground. ``reasons`` says why."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


class ChoiceRefused(Refused):
    """What was chosen or typed cannot be right. ``faults`` names everything at once."""


def reason_given(reason: str) -> None:
    """Raises ``ReasonNeeded`` where a reason is empty."""
    if not reason.strip():
        raise ReasonNeeded("reason: is empty; say why, in a sentence that the file can keep")
