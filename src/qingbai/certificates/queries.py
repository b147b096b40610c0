"""What may be seen of a paper (核验、调取): its status for anyone who holds it, its content for who has number and code."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from qingbai.audit.actors import Actor
from qingbai.certificates.claim import Claim


class Status(StrEnum):
    """Where a paper stands (文书状态). Nothing ever says why."""

    CURRENT = "current"  # 有效
    WITHDRAWN = "withdrawn"  # 已撤销
    UNKNOWN = "unknown"  # 查无此件


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A paper as the verification page shows it to a bearer: what it says, its status, the hash (hex) its file must have."""

    claim: Claim
    status: Status
    sha256: str
    issued_at: datetime


def by_code(*, code: str, number: str | None = None) -> Shown | None:
    """The paper of a verification code as typed (spaces, dashes, case and O/I/L forgiven). With ``number``, both must fit."""
    raise NotImplementedError


def status_by_code(*, code: str, number: str | None = None) -> Status:
    """The status of the paper with this code; a mistyped or invented code is ``UNKNOWN``."""
    raise NotImplementedError


def status_by_hash(*, sha256: str) -> Status:
    """The status of the file with exactly these bytes (hex SHA-256)."""
    raise NotImplementedError


def pdf(*, number: str, viewer: Actor, purpose: str) -> bytes | None:
    """The bytes of an issued paper, for the holder's download or the office's print; ``None`` when there is no such paper."""
    raise NotImplementedError
