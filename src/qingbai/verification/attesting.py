"""The signed report of a check (核验报告): offered beside every verdict, made when it is asked for, of what a mark in the page says was found.

Nothing of a check is kept here: what the report will say goes out with the page, signed, and comes back within the hour.
"""

from django.core import signing

from qingbai import clock
from qingbai.audit.actors import Actor, ActorKind
from qingbai.certificates import attestation, attesting, limits
from qingbai.certificates.attestation import Attestation, Shown
from qingbai.certificates.limits import Use
from qingbai.verification.checking import Check
from qingbai.verification.results import Result

ANYONE = Actor(ActorKind.VISITOR, "verification-page")
SALT = "qingbai.verification.attestation"
KEPT_FOR = 3600
"""Seconds for which a mark may be handed in."""


def mark(check: Check, result: Result) -> str:
    """What a report of this check would say, signed. Empty for the report of another check, and for a code of another site."""
    if check.report is not None or check.elsewhere:
        return ""
    shown = Shown.FILE if check.verdicts is not None else Shown.SQUARE if check.square is not None else Shown.CODE
    report = attesting.drawn_up(
        Attestation(
            number="",
            at=check.at,
            shown=shown,
            sha256=check.sha256,
            paper=result.number,
            answers=result.answers,
            compared=result.agreements,
            checkpoint="",
            roots=(),
        ),
        at=check.at,
    )
    return signing.dumps(report.as_bytes().decode(), salt=SALT)  # not compressed: as long for one paper as for another


def read(given: str) -> Attestation | None:
    """The report of a mark; ``None`` of one that is not ours or too old."""
    try:
        return attestation.parse(signing.loads(given, salt=SALT, max_age=KEPT_FOR).encode())
    except (signing.BadSignature, ValueError, TypeError, KeyError, AttributeError):
        return None


def made(report: Attestation, *, source: str) -> bytes:
    """The signed report. Raises ``TooMany``."""
    at = clock.now()
    limits.spend(source=source, use=Use.REPORT, at=at)
    return attesting.attest(report=report, by=ANYONE, at=at)
