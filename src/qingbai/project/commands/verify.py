"""``qingbai verify FILE|CODE``: is this paper genuine, logged and in force? With ``--offline`` from the file alone."""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from qingbai import clock
from qingbai.certificates import questions
from qingbai.certificates.codes import LENGTH, read_code
from qingbai.certificates.comparing import NOTHING, Agreement, Before, compared, faults, verdict
from qingbai.certificates.paper import wording
from qingbai.certificates.questions import Question
from qingbai.certificates.renewal import LARGEST as LARGEST_EVIDENCE
from qingbai.certificates.renewal import Beside
from qingbai.certificates.statements import LARGEST as LARGEST_STATEMENT
from qingbai.certificates.statements import Carried
from qingbai.certificates.status import Status
from qingbai.certificates.trust import Trust, TrustUnreadable
from qingbai.certificates.verdicts import WORDING
from qingbai.certificates.verify import LARGEST, Holds, Verdict, Verdicts, verify_file

if TYPE_CHECKING:
    from qingbai.certificates.attestation import Attestation
    from qingbai.certificates.claim import Bilingual, Claim
    from qingbai.certificates.letters import Letter

NOT_GENUINE, UNREADABLE = 1, 2
HOLDS = {Holds.YES: "是 yes", Holds.NO: "否 no", Holds.UNKNOWN: "未知 unknown"}
QUESTIONS = {
    Question.INTACT: "未被改动 Unchanged",
    Question.ISSUER: "由受信任的机关签发 Issued by a trusted authority",
    Question.LOGGED: "载入公开日志 In the public log",
    Question.CURRENT: "仍然有效 Still in force",
    Question.PERSON: "是本人的 This person's",
}
AGREEMENTS = {
    Agreement.MATCH: "一致 agrees",
    Agreement.DIFFERS: "不一致 differs",
    Agreement.NOT_COMPARED: "未比对 not compared",
}


@click.command
@click.argument("paper", metavar="FILE|CODE", required=False)
@click.option(
    "--code",
    "scanned_code",
    metavar="TEXT|IMAGE",
    help="With --offline: what the code to scan says, or a photo or scan of the paper, instead of its file.",
)
@click.option("--offline", is_flag=True, help="Ask nobody: judge the file alone, by the trust file.")
@click.option(
    "--trust",
    "trust_file",
    type=click.Path(path_type=Path),
    help="Whom to believe: the issuing authority's trust.json. By default that of this installation.",
)
@click.option(
    "--status",
    "status_file",
    type=click.Path(path_type=Path),
    help="With --offline: a status list or a statement that came with the paper, to know whether it is still current.",
)
@click.option(
    "--renewal",
    "renewal_file",
    type=click.Path(path_type=Path),
    help="With --offline: the evidence that came with an old paper, whose own signature proves nothing any more.",
)
@click.option("--name", default="", help="The name in the identity document before you, to be compared with the paper.")
@click.option("--number", default="", help="The number of that document, or its last four characters or more.")
@click.option("--born", default="", help="The date of birth in it, year first.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of sentences.")
def command(
    *,
    paper: str | None,
    scanned_code: str | None,
    offline: bool,
    trust_file: Path | None,
    status_file: Path | None,
    renewal_file: Path | None,
    name: str,
    number: str,
    born: str,
    as_json: bool,
) -> None:
    """Check a certificate or notice: its PDF file ("-" for standard input), the code printed on it, or offline what its code to scan says.

    A signed report of an earlier check (PDF) is checked like a paper. Nothing of --name, --number and --born is kept.

    Exit status: 0 genuine and, where that could be asked, in force; 1 not; 2 nothing that can be read as a paper. Offline only a status list or
    statement (--status) tells whether it is still current; without one the answer says so.
    """
    for given, option in ((status_file, "--status"), (renewal_file, "--renewal")):
        if given is not None and not offline:
            _refuse(
                f"{option} 只用于 --offline。 {option} goes with --offline: online the issuer's own records are asked."
            )
    if (paper is None) == (scanned_code is None) or (scanned_code is not None and not offline):
        _refuse(
            "请提供文件或核验码，或者用 --offline --code 提供二维码。"
            " Give a file or a code, or with --offline --code what the code to scan says."
        )
    told = Told(as_json, _before(name, number, born))
    if paper is None:
        carried = Carried(_statement(status_file), clock.now()) if status_file else None
        sys.exit(_say(*_scanned(scanned_code or "", _trust(trust_file), carried), told))
    data = _data(paper)
    if data is None and offline:
        _refuse("核验码须在线核验；离线核验请提供 PDF 文件。 A code is checked online; offline, give the PDF file.")
    if offline and data is not None:
        carried = Carried(_statement(status_file), clock.now()) if status_file else None
        trust = _trust(trust_file)
        beside = Beside(clock.now(), _evidence(renewal_file))
        if (report := _report(data, trust)) is not None:
            sys.exit(_say_report(paper, report, told))
        verdicts = verify_file(data, trust, on=clock.today(), carried=carried, beside=beside)
        sys.exit(_say(paper, verdicts, told))
    _refuse_without_installation()
    from qingbai.project import setup

    with setup.django():
        status = _online(paper, data, trust_file, told)
    sys.exit(status)


@dataclass(frozen=True, slots=True)
class Told:
    """How the answer is to be given, and what the verifier has before them."""

    as_json: bool = False
    before: Before = NOTHING


def _before(name: str, number: str, born: str) -> Before:
    before = Before(name=name, number=number, born=born)
    wrong = {
        "number_short": "--number: 请至少给出末 4 位。 Give at least the last 4 characters.",
        "born_unreadable": "--born: 请按年、月、日的顺序填写。 Write the year first: 1994-03-09.",
        "too_long": "文字过长。 The text is too long.",
    }
    found = faults(before)
    if found:
        _refuse("\n".join(wrong[fault] for fault in found.values()))
    return before


def _report(data: bytes, trust: Trust) -> "Attestation | None":
    """The file as a signed report of an earlier check; ``None`` where it is none."""
    from qingbai.certificates import attestation

    try:
        return attestation.read(data, trust)
    except attestation.NotAReport:
        return None


def _say_report(paper: str, report: "Attestation", told: Told) -> int:
    """What a genuine report says; it is genuine whatever it says."""
    from qingbai.certificates import attestation

    if told.as_json:
        click.echo(json.dumps({"paper": paper, "exit": 0, "report": attestation.as_json(report)}, ensure_ascii=False))
        return 0
    title_zh, title_en = attestation.TITLE
    click.echo(f"{paper}: 真实的{title_zh} GENUINE: {title_en}\n")
    for line in (report.number, f"{report.at:%Y-%m-%d %H:%M:%S}Z", report.paper, report.sha256):
        click.echo(f"  {line or '-'}")
    click.echo("  " + " ".join(attestation.summary(report)))
    for question, one in report.answers.items():
        click.echo(f"  {QUESTIONS[question]}: {HOLDS[one.holds]} ({one.code})")
    return 0


def _data(paper: str) -> bytes | None:
    """The bytes of the file, no more than can be a paper; ``None`` where a code was given."""
    path = Path(paper)
    try:
        if paper == "-":
            return sys.stdin.buffer.read(LARGEST + 1)
        if path.exists() or read_code(paper) is None:
            with path.open("rb") as file:
                return file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        if sum(symbol.isalnum() for symbol in paper) == LENGTH and not path.suffix:
            _refuse(" ".join(WORDING["mistyped"]))
        reason = error.strerror if isinstance(error, OSError) else str(error)
        _refuse(
            f"{paper}: 无法读取，请检查路径。 Cannot be read ({reason}): check the path, or enter the code as printed."
        )
    return None


def _scanned(given: str, trust: Trust, carried: Carried | None) -> tuple[str, Verdicts]:
    """The verdicts on a code: its text, or an image in which it is found."""
    from qingbai.certificates import scanned

    text = given
    try:
        if "#" not in given and Path(given).is_file():
            text = scanned.text_in(_bytes_of(Path(given)))
            if not text:
                _refuse(f"{given}: {' '.join(WORDING['no_square_found'])}")
    except scanned.NoImage:
        _refuse(f"{given}: {' '.join(WORDING['not_image'])}")
    except (OSError, ValueError) as error:
        _refuse(f"{given[:80]}: 无法读取，请检查路径。 Cannot be read ({error}): check the path.")
    shown = given if text is not given else f"{given[:60]}…"
    return shown, scanned.check(text, trust, on=clock.today(), carried=carried)


def _bytes_of(path: Path) -> bytes:
    from qingbai.certificates.scanned import LARGEST_IMAGE

    with path.open("rb") as file:
        return file.read(LARGEST_IMAGE + 1)


def _statement(path: Path) -> str:
    try:
        with path.open(encoding="ascii", errors="replace") as file:
            return file.read(LARGEST_STATEMENT + 1).strip()
    except OSError as error:
        _refuse(f"{path}: 无法读取，请检查路径。 Cannot be read ({error.strerror}): check the path.")


def _evidence(path: Path | None) -> bytes | None:
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_EVIDENCE + 1)
    except OSError as error:
        _refuse(f"{path}: 无法读取，请检查路径。 Cannot be read ({error.strerror}): check the path.")


def _online(paper: str, data: bytes | None, trust_file: Path | None, told: Told) -> int:
    """By this installation's records, on the ledger."""
    from qingbai.audit.actors import Actor, ActorKind
    from qingbai.certificates import queries, services

    by, at = Actor(ActorKind.VISITOR, "command-line"), clock.now()
    if data is not None:
        trust = _trust(trust_file) if trust_file else None
        if (report := _report(data, trust or queries.trust())) is not None:
            return _say_report(paper, report, told)
        return _say(paper, services.check_file(data=data, by=by, at=at, trust=trust), told)
    shown = services.check_code(code=paper, by=by, at=at)
    kept = queries.pdf(number=shown.claim.number, viewer=by, purpose="verification") if shown else None
    if shown is None or kept is None:
        if told.as_json:
            answers = questions.as_json(questions.of_code(Status.UNKNOWN))
            said = {"code": paper, "status": "unknown", "exit": NOT_GENUINE, "verdicts": answers}
            click.echo(json.dumps(said, ensure_ascii=False))
        else:
            click.echo(" ".join(WORDING["no_such_code"]))
        return NOT_GENUINE
    verdicts = verify_file(kept, queries.trust(), shown.status, on=clock.day_of(at))
    return _say(paper, verdicts, told, code=shown.status)


def _say(paper: str, verdicts: Verdicts, told: Told, *, code: Status | None = None) -> int:
    """Print the verdicts; returns the exit status. ``code``: the status of the paper where only its code was given."""
    found = compared(verdicts.claim if verdicts.genuine else None, told.before)
    answers = _five(verdicts, verdict(found), code)
    exit_status = verdicts.exit_status
    if answers[Question.PERSON].holds is Holds.NO:
        exit_status = exit_status or NOT_GENUINE
    if told.as_json:
        said = {"paper": paper, "exit": exit_status, **verdicts.as_json()}
        if code is not None:
            said["only_code"] = answers[Question.INTACT].en
        said["verdicts"] = {**verdicts.as_json()["verdicts"], **questions.as_json(answers)}  # type: ignore[dict-item]
        said["compared"] = {field.value: one.value for field, one in found.items()}
        said["claim"] = None if verdicts.claim is None else json.loads(verdicts.claim.canonical())
        click.echo(json.dumps(said, ensure_ascii=False))
        return exit_status
    click.echo(f"{paper}: {verdicts.summary_zh} {verdicts.summary_en}\n")
    for question, one in answers.items():
        click.echo(f"  {QUESTIONS[question]}: {HOLDS[one.holds]}\n    {one.zh}\n    {one.en}")
    if not told.before.is_empty:
        click.echo("    " + "; ".join(f"{field.value}: {AGREEMENTS[one]}" for field, one in found.items()))
    if verdicts.claim is not None and verdicts.genuine:
        _facts(verdicts.claim)
    return exit_status


def _five(verdicts: Verdicts, person: Verdict, code: Status | None) -> questions.Answers:
    if code is not None:
        return questions.of_code(code, person)
    if verdicts.signed.code.startswith("square_"):
        return questions.of_square(verdicts, person)
    return questions.of_file(verdicts, person)


def _facts(claim: "Claim | Letter") -> None:
    """What the paper says, to be compared with the one in hand."""
    click.echo("\n  文书内容 What the paper says")
    both = [wording.TITLES[claim.kind], *wording.said(claim)]
    lines = [f"编号 No.: {claim.number}"]
    lines += [f"{fact.label.zh} {fact.label.en}: {fact.value.zh} {fact.value.en}" for fact in wording.facts(claim)]
    lines += [f"{words.zh} {words.en}" for words in (both[0], *both[1:])]
    lines += [f"{claim.office.zh} {claim.office.en}", " ".join(_pair(wording.day(claim.issued_on)))]
    lines += [" ".join(("不证明 Does not prove:", *_pair(words))) for words in wording.not_proven(claim)]
    for line in lines:
        click.echo(f"    {line.strip()}")


def _pair(words: "Bilingual") -> tuple[str, str]:
    return words.zh, words.en


def _trust(file: Path | None) -> Trust:
    try:
        return Trust.load(file or _home() / "trust.json")
    except TrustUnreadable as error:
        _refuse(str(error))


def _home() -> Path:
    """Where this installation would be; unlike ``home.folder`` it is not made."""
    return Path(os.environ.get("QINGBAI_HOME", "var"))


def _refuse_without_installation() -> None:
    """A stranger who only wants to check a file should not be given a register of criminal records by it."""
    if not (_home() / "trust.json").exists() and "DATABASE_URL" not in os.environ:
        _refuse(
            "本机没有清白系统，请加 --offline --trust trust.json 离线核验。"
            " There is no installation here to ask: check the file with --offline --trust trust.json."
        )


def _refuse(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(UNREADABLE)
