"""``qingbai verify FILE|CODE``: is this paper genuine, logged and in force? With ``--offline`` from the file alone."""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from qingbai import clock
from qingbai.certificates.codes import LENGTH, read_code
from qingbai.certificates.paper import wording
from qingbai.certificates.renewal import LARGEST as LARGEST_EVIDENCE
from qingbai.certificates.renewal import Beside
from qingbai.certificates.statements import LARGEST as LARGEST_STATEMENT
from qingbai.certificates.statements import Carried
from qingbai.certificates.trust import Trust, TrustUnreadable
from qingbai.certificates.verdicts import WORDING
from qingbai.certificates.verify import LARGEST, Holds, Verdict, Verdicts, verify_file

if TYPE_CHECKING:
    from qingbai.certificates.claim import Bilingual, Claim
    from qingbai.certificates.letters import Letter

NOT_GENUINE, UNREADABLE = 1, 2
HOLDS = {Holds.YES: "是 yes", Holds.NO: "否 no", Holds.UNKNOWN: "未知 unknown"}
QUESTIONS = (
    "签名有效、未被改动 Genuinely signed and unchanged",
    "载入公开日志 In the public log",
    "仍然有效 Still in force",
)


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
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of sentences.")
def command(
    *,
    paper: str | None,
    scanned_code: str | None,
    offline: bool,
    trust_file: Path | None,
    status_file: Path | None,
    renewal_file: Path | None,
    as_json: bool,
) -> None:
    """Check a certificate or notice: its PDF file ("-" for standard input), the code printed on it, or offline what its code to scan says.

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
    if paper is None:
        carried = Carried(_statement(status_file), clock.now()) if status_file else None
        sys.exit(_say(*_scanned(scanned_code or "", _trust(trust_file), carried), as_json=as_json))
    data = _data(paper)
    if data is None and offline:
        _refuse("核验码须在线核验；离线核验请提供 PDF 文件。 A code is checked online; offline, give the PDF file.")
    if offline and data is not None:
        carried = Carried(_statement(status_file), clock.now()) if status_file else None
        beside = Beside(clock.now(), _evidence(renewal_file))
        verdicts = verify_file(data, _trust(trust_file), on=clock.today(), carried=carried, beside=beside)
        sys.exit(_say(paper, verdicts, as_json=as_json))
    _refuse_without_installation()
    from qingbai.project import setup

    with setup.django():
        status = _online(paper, data, trust_file, as_json=as_json)
    sys.exit(status)


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


def _online(paper: str, data: bytes | None, trust_file: Path | None, *, as_json: bool) -> int:
    """By this installation's records, on the ledger."""
    from qingbai.audit.actors import Actor, ActorKind
    from qingbai.certificates import queries, services

    by, at = Actor(ActorKind.VISITOR, "command-line"), clock.now()
    if data is not None:
        trust = _trust(trust_file) if trust_file else None
        return _say(paper, services.check_file(data=data, by=by, at=at, trust=trust), as_json=as_json)
    shown = services.check_code(code=paper, by=by, at=at)
    kept = queries.pdf(number=shown.claim.number, viewer=by, purpose="verification") if shown else None
    if shown is None or kept is None:
        if as_json:
            click.echo(json.dumps({"code": paper, "status": "unknown", "exit": NOT_GENUINE}, ensure_ascii=False))
        else:
            click.echo(" ".join(WORDING["no_such_code"]))
        return NOT_GENUINE
    verdicts = verify_file(kept, queries.trust(), shown.status, on=clock.day_of(at))
    return _say(paper, verdicts, as_json=as_json, only_code=True)


def _say(paper: str, verdicts: Verdicts, *, as_json: bool, only_code: bool = False) -> int:
    """Print the verdicts; returns the exit status."""
    signed = Verdict(Holds.UNKNOWN, "only_code") if only_code else verdicts.signed
    if as_json:
        said = {"paper": paper, "exit": verdicts.exit_status, **verdicts.as_json()}
        if only_code:
            said["only_code"] = signed.en
        said["claim"] = None if verdicts.claim is None else json.loads(verdicts.claim.canonical())
        click.echo(json.dumps(said, ensure_ascii=False))
        return verdicts.exit_status
    click.echo(f"{paper}: {verdicts.summary_zh} {verdicts.summary_en}\n")
    for question, verdict in zip(QUESTIONS, (signed, verdicts.logged, verdicts.current), strict=True):
        click.echo(f"  {question}: {HOLDS[verdict.holds]}\n    {verdict.zh}\n    {verdict.en}")
    if verdicts.claim is not None and verdicts.genuine:
        _facts(verdicts.claim)
    return verdicts.exit_status


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
