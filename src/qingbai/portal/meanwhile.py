"""What another tab or device did since a page was shown, told on the page so that nobody loses an answer unseen."""

from collections.abc import Callable
from dataclasses import dataclass

from qingbai.unsent.services import AnsweredElsewhere, HandedInElsewhere


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """``gone``: what the answer belonged to was handed in or deleted; otherwise ``value`` is what stands now."""

    gone: bool
    value: str = ""


GONE = Meanwhile(gone=True)


def of_meanwhile(error: AnsweredElsewhere | HandedInElsewhere, stands: Callable[[], str]) -> Meanwhile:
    """What to tell; ``stands`` gives the other answer in words."""
    return GONE if isinstance(error, HandedInElsewhere) else Meanwhile(gone=False, value=stands())
