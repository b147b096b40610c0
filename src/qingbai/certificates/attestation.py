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

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from qingbai.certificates import cms, signature, updating
from qingbai.certificates.comparing import Agreement, Field
from qingbai.certificates.paper import wording
from qingbai.certificates.paper.typesetting import typesetter
from qingbai.certificates.questions import Answers, Question
from qingbai.certificates.signed_parts import NotOurForm
from qingbai.certificates.trust import NotTrusted, Trust, moment
from qingbai.certificates.verdicts import WORDING
from qingbai.certificates.verify import LARGEST, Holds, Verdict
from qingbai.clock import CHINA

FORMAT = "qingbai/check/1"
Both = dict[str, str]
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


def sign(report: Attestation, *, key: ec.EllipticCurvePrivateKey, chain: cms.Chain, base_url: str) -> bytes:
    """The signed PDF, dated as of the check."""
    address = f"{base_url.rstrip('/')}/verify"
    page = typesetter().compose("report.typ", _values(report, address), typed=report.paper, at=report.at)
    return signature.certify(
        page, attachment=report.as_bytes(), key=key, chain=chain, at=moment(report.at), lasting=None
    )


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


# ---- the page

QUESTIONS: Mapping[Question, tuple[str, str]] = {
    Question.INTACT: ("未被改动", "Unchanged"),
    Question.ISSUER: ("由受信任的机关签发", "Issued by a trusted authority"),
    Question.LOGGED: ("载入公开日志", "In the public log"),
    Question.CURRENT: ("当时有效", "Current at that time"),
    Question.PERSON: ("是本人的", "This person's"),
}
WORDS: Mapping[Holds, tuple[str, str]] = {
    Holds.YES: ("是", "Yes"),
    Holds.NO: ("否", "No"),
    Holds.UNKNOWN: ("未知", "Unknown"),
}
FIELDS: Mapping[Field, tuple[str, str]] = {
    Field.NAME: ("姓名", "Name"),
    Field.NUMBER: ("证件号码", "Document number"),
    Field.BORN: ("出生日期", "Date of birth"),
}
AGREEING: Mapping[Agreement, tuple[str, str]] = {
    Agreement.MATCH: ("一致", "agrees"),
    Agreement.DIFFERS: ("不一致", "differs"),
    Agreement.NOT_COMPARED: ("未比对", "not compared"),
}
SHOWN: Mapping[Shown, tuple[str, str]] = {
    Shown.FILE: ("电子文件（PDF）", "The electronic file (PDF)"),
    Shown.SQUARE: ("纸质文书上的二维码（含签名内容）", "The code to scan on a printed paper, with its signed content"),
    Shown.CODE: ("纸质文书上的核验码", "The verification code on a printed paper"),
}
TITLE = ("文书核验报告", "Report of a Verification")
NOTES = (
    (
        "本报告说明该文书在核验时的状态，不说明此后的状态。",
        "This report says how the paper stood when it was checked, and nothing about later.",
    ),
    (
        "本报告不证明出示者就是文书所载之人，也不证明纸面内容未被改动（凭核验码核验的）；不含任何人的姓名和号码。",
        "It does not prove that whoever showed the paper is the person named, nor, where only a code was checked, that the print was not altered. It names nobody.",
    ),
)


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


def _values(report: Attestation, address: str) -> dict[str, Any]:
    """Everything that the page lays out."""
    local = report.at.astimezone(CHINA)
    day = wording.day(local.date())
    time = f"{local:%H:%M:%S}"
    head = report.checkpoint.split("\n")[:3]
    checked = [
        (("核验对象", "What was checked"), SHOWN[report.shown]),
        (("核验时间", "Checked at"), (f"{day.zh} {time}（北京时间）", f"{day.en}, {time} (China time)")),
        (("文书编号", "Number of the paper"), (report.paper or "—", "")),
        (("文件摘要", "Digest of the file (SHA-256)"), (report.sha256 or "—", "")),
    ]
    basis = [
        (("受信任的根证书", "Root certificates trusted (SHA-256)"), (" ".join(report.roots), "")),
        (("公开日志的检查点", "Checkpoint of the public log"), (" · ".join(head) if len(head) == 3 else "—", "")),
        (("核验网址", "Checked at the address"), (address, "")),
    ]
    how = (
        f"本报告的 PDF 文件有电子签名，可在 {address} 上传核验，或者用命令 qingbai verify 离线核验；打印件不能核验。",
        f"This PDF is signed. Check it by upload at {address}, or offline with the command qingbai verify; a print of it cannot be checked.",
    )
    return {
        "title": _both(TITLE),
        "number": report.number,
        "summary": _both(summary(report)),
        "checked": [_row(*each) for each in checked],
        "answers": [_answer(one, report.answers[one]) for one in Question],
        "compared": [_row(FIELDS[field], AGREEING[one]) for field, one in report.compared.items()],
        "basis": [_row(*each) for each in basis],
        "notes": [_both(each) for each in (*NOTES, how)],
    }


def _answer(question: Question, said: Verdict) -> dict[str, Any]:
    # What the paper's own words say stands in the table; a code that the table of words does not know is printed alone.
    reason = WORDING.get(said.code, (said.code, ""))
    return {
        "question": _both(QUESTIONS[question]),
        "word": _both(WORDS[said.holds]),
        "reason": _both(reason),
        "code": said.code,
    }


def _row(label: tuple[str, str], value: tuple[str, str]) -> dict[str, Both]:
    return {"label": _both(label), "value": _both(value)}


def _both(words: tuple[str, str]) -> Both:
    return {"zh": words[0], "en": words[1]}


def as_json(report: Attestation) -> dict[str, Any]:
    """A report for machines."""
    said: dict[str, Any] = json.loads(report.as_bytes())
    said["at"] = report.at.isoformat().replace("+00:00", "Z")
    return said
