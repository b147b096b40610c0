"""What may be done with a paper (出具、撤销): issue it whole or not at all, and withdraw it."""

from dataclasses import dataclass
from datetime import datetime

from qingbai.audit.actors import Actor
from qingbai.certificates.claim import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A paper that has left the house: its number, its verification code, the SHA-256 (hex) of its bytes, the bytes, and the
    numbered claim that all of it was rendered from."""

    number: str
    code: str
    sha256: str
    pdf: bytes
    claim: Claim


def issue(*, claim: Claim, by: Actor, at: datetime) -> Issued:
    """Number, log, typeset, sign and keep one paper, in one transaction, with one ledger entry; on any failure nothing is kept.

    ``claim`` comes without number and code; its ``issued_on`` must be the day of ``at`` in China. Raises ``GlyphMissing`` where
    the fonts cannot show a character (a person's task), ``ClaimRefused`` where the claim may not be printed.
    """
    raise NotImplementedError


def withdraw(*, number: str, reason: str, by: Actor, at: datetime) -> None:
    """Withdraw a paper found wrong (撤销, INQ-28). Its bytes stay; its status becomes *withdrawn*; outsiders never learn why.

    Withdrawing twice changes nothing. Raises ``NoSuchPaper``.
    """
    raise NotImplementedError
