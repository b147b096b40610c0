"""The page of a signed report (核验报告版面): its words in both languages, laid out by Typst in the family of the house's papers, and signed."""

from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from qingbai.certificates import cms, signature
from qingbai.certificates.attestation import TITLE, Attestation, Shown, summary
from qingbai.certificates.comparing import Agreement, Field
from qingbai.certificates.paper import wording
from qingbai.certificates.paper.typesetting import typesetter
from qingbai.certificates.questions import Question
from qingbai.certificates.trust import moment
from qingbai.certificates.verdicts import WORDING
from qingbai.certificates.verify import Holds, Verdict
from qingbai.clock import CHINA

Both = dict[str, str]
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


def sign(report: Attestation, *, key: ec.EllipticCurvePrivateKey, chain: cms.Chain, base_url: str) -> bytes:
    """The signed PDF, dated as of the check."""
    address = f"{base_url.rstrip('/')}/verify"
    page = typesetter().compose("report.typ", _values(report, address), typed=report.paper, at=report.at)
    return signature.certify(
        page, attachment=report.as_bytes(), key=key, chain=chain, at=moment(report.at), lasting=None
    )


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
