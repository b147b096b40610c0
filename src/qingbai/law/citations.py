"""Instruments and articles (法条): what every finding points to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Citation:
    """One place in one instrument: the instrument's short key, the article as counted there, and the row of our rule book it came from (``INQ-19``)."""

    instrument: str
    article: str
    rule: str = ""
