"""A signed report of one check (核验报告): what was checked, when, each answer with its reason, and by what it was judged.

A page typeset like every paper of the house, with the same as canonical JSON inside, signed over every byte by the status key, which can sign
no paper. It names nobody: of a comparison it says which fields agreed, never what they hold. It tells how a paper stood at one instant, not how
it stands. It has no place in the log, for anybody may ask for as many as they like. Pure: no Django, no clock.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256

from qingbai.certificates import cms, signature, updating
from qingbai.certificates.comparing import Agreement, Field
from qingbai.certificates.questions import Answers, Question
from qingbai.certificates.signed_parts import NotOurForm
from qingbai.certificates.trust import NotTrusted, Trust
from qingbai.certificates.verdicts import WORDING
from qingbai.certificates.verify import LARGEST, Holds, Verdict

FORMAT = "qingbai/check/1"
TITLE = ("文书核验报告", "Report of a Verification")
_NUMBER = re.compile(r"HY\d{8}-[0-9A-Z]{8}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Shown(StrEnum):
    """What the verifier had (核验对象)."""

    FILE = "file"  # 电子文件
    SQUARE = "square"  # 带签名内容的二维码
    CODE = "code"  # 核验码


class NotAReport(ValueError):
    """No report of ours, or one that was changed or that somebody else signed; the message is a code of ``verdicts.WORDING``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """What one check found. ``sha256`` (hex) is a file's, empty where there was none; ``paper`` the number of the paper, empty where none is proven.

    ``checkpoint`` is the newest signed one of the public log at the time, ``roots`` the digests (hex) of the authorities that were trusted.
    """

    number: str
    at: datetime
    shown: Shown
    sha256: str
    paper: str
    answers: Answers
    compared: Mapping[Field, Agreement]
    checkpoint: str
    roots: tuple[str, ...]

    def as_bytes(self) -> bytes:
        """The one form of its content."""
        return _canonical(
            {
                "format": FORMAT,
                "number": self.number,
                "at": int(self.at.timestamp()),
                "shown": self.shown.value,
                "sha256": self.sha256,
                "paper": self.paper,
                "answers": {one.value: [said.holds.value, said.code] for one, said in self.answers.items()},
                "compared": {field.value: one.value for field, one in self.compared.items()},
                "checkpoint": self.checkpoint,
                "roots": list(self.roots),
            }
        )


def digests(trust: Trust) -> tuple[str, ...]:
    """What names the pinned authorities in a report."""
    return tuple(root.fingerprint(SHA256()).hex() for root in trust.roots)


def read(data: bytes, trust: Trust) -> Attestation:
    """What an unchanged report says, if a status key of an authority that is trusted signed it. Raises ``NotAReport``."""
    if len(data) > LARGEST or updating.FIRST_MARK not in data:
        raise NotAReport("other_form")
    try:
        covered = signature.covered(data)
        sealed = cms.check(covered.container, covered.digest)
        certified = updating.opened(data, sealed, covered.container, lambda *_: _no_picture)
        report = parse(certified.attachment)
        trust.vouch_for_status(sealed.chain, certified.at)
    except (NotOurForm, NotTrusted) as error:
        code = str(error)
        raise NotAReport(code if code in WORDING else "other_form") from error
    except cms.Forged as error:
        raise NotAReport("changed") from error
    except Exception as error:
        raise NotAReport("doubt") from error
    if report.at != certified.at or report.as_bytes() != certified.attachment:
        raise NotAReport("attachment")
    return report


def _no_picture(_: bytes) -> None:
    """A report has no code to scan."""


def parse(data: bytes) -> Attestation:
    """The content of a report, whoever says so. Raises ``ValueError`` and what Python raises on values of the wrong kind."""
    said: Any = json.loads(data)
    if said["format"] != FORMAT or not _NUMBER.fullmatch(said["number"]):
        raise ValueError("no report")
    if said["sha256"] and not _DIGEST.fullmatch(said["sha256"]):
        raise ValueError("no digest")
    answers = {Question(one): Verdict(Holds(holds), str(code)) for one, (holds, code) in said["answers"].items()}
    return Attestation(
        number=said["number"],
        at=datetime.fromtimestamp(said["at"], UTC),
        shown=Shown(said["shown"]),
        sha256=said["sha256"],
        paper=str(said["paper"]),
        answers={one: answers[one] for one in Question},
        compared={field: Agreement(said["compared"][field.value]) for field in Field},
        checkpoint=str(said["checkpoint"]),
        roots=tuple(str(one) for one in said["roots"]),
    )


def _canonical(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def summary(report: Attestation) -> tuple[str, str]:
    """Its result in one sentence, Chinese and English."""
    answers = report.answers
    genuine = all(answers[one].holds is Holds.YES for one in (Question.ISSUER, Question.LOGGED))
    if not genuine or answers[Question.INTACT].holds is Holds.NO:
        return WORDING["summary_not_genuine"]
    if answers[Question.CURRENT].holds is Holds.NO:
        return WORDING["summary_not_current"]
    if answers[Question.PERSON].holds is Holds.NO:
        return WORDING["person_differs"]
    if answers[Question.INTACT].holds is Holds.UNKNOWN:
        return WORDING["only_code"]
    return WORDING.get(f"summary_{answers[Question.CURRENT].code}", WORDING["summary_not_genuine"])


def as_json(report: Attestation) -> dict[str, Any]:
    """A report for machines."""
    said: dict[str, Any] = json.loads(report.as_bytes())
    said["at"] = report.at.isoformat().replace("+00:00", "Z")
    return said
