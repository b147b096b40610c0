"""``qingbai keys``: the signing keys and the authorities above them, from the ceremony of the root to the loss of an office's key."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from cryptography.hazmat.primitives.serialization import Encoding

from qingbai import clock
from qingbai.certificates import ceremony
from qingbai.certificates.ceremony import CeremonyRefused, Record
from qingbai.project import home

if TYPE_CHECKING:
    from qingbai.certificates.custody import Card

DONE, REFUSED, CANNOT = 0, 1, 2


def _in_a_folder(_: click.Context, __: click.Parameter, given: Path | None) -> Path | None:
    """A file to be written has a folder, before a key is made or anybody types a passphrase for nothing."""
    if given is not None and not given.absolute().parent.is_dir():
        raise click.BadParameter(f"the folder {given.absolute().parent} does not exist: make it first.")
    return given


parts_option = click.option(
    "--passphrase-file",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A file with one officer's part of the passphrase, once for each; without any, the parts are asked for.",
)
officers_option = click.option(
    "--present", "officers", multiple=True, metavar="NAME", help="Who is there, for the record; once for each."
)
record_option = click.option(
    "--record",
    "record_file",
    type=click.Path(path_type=Path),
    callback=_in_a_folder,
    help="Where the record goes, beside standard output.",
)


@click.group("keys")
def command() -> None:
    """Signing keys: the ceremony of the root, what is due, renewal, and the loss of a key."""


@command.command("root")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--number", default=1, show_default=True, help="2 for a root that takes the place of the first, and so on."
)
@parts_option
@officers_option
@record_option
def make_root(
    *, folder: Path, number: int, files: Sequence[Path], officers: Sequence[str], record_file: Path | None
) -> None:
    """Make a root in FOLDER, on a machine without network. No installation is needed; its key is closed with every part of the passphrase.

    Exit status: 0 made, 1 refused.
    """
    with _ceremony():
        record = ceremony.make_root(
            folder, _parts(files, officers, anew=True), number=number, officers=officers, at=clock.now()
        )
    _tell(record, record_file)


@command.command("sign")
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("request", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "-o",
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    callback=_in_a_folder,
    help="Where the certificate goes.",
)
@parts_option
@officers_option
@record_option
def sign_request(
    *,
    folder: Path,
    request: Path,
    out: Path,
    files: Sequence[Path],
    officers: Sequence[str],
    record_file: Path | None,
) -> None:
    """Sign an issuing authority's REQUEST with the root in FOLDER, on the root's machine.

    Exit status: 0 signed, 1 refused.
    """
    with _ceremony():
        parts = _parts(files, officers, anew=False)
        made, record = ceremony.sign_request(folder, parts, request.read_bytes(), officers=officers, at=clock.now())
    home.replace(out, made.public_bytes(Encoding.PEM).decode())
    _tell(record, record_file)


@command.command("revoke")
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("certificates", nargs=-1, type=click.Path(path_type=Path), metavar="[CERTIFICATE]...")
@click.option(
    "--former", type=click.Path(path_type=Path, exists=True), help="The root's last list; all of it is in the next."
)
@click.option(
    "--since", default="", help="Since when the certificates do not count: 2026-11-20T18:00+08:00; by default, now."
)
@click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path), callback=_in_a_folder, help="Where the list goes."
)
@parts_option
@officers_option
@record_option
def revoke(
    *,
    folder: Path,
    certificates: Sequence[Path],
    former: Path | None,
    since: str,
    out: Path,
    files: Sequence[Path],
    officers: Sequence[str],
    record_file: Path | None,
) -> None:
    """Sign the root's next list of revoked authorities with the root in FOLDER, on the root's machine; it counts for a year.

    Put it into keys/signing of the installation's home folder under the name that the record tells (root.crl, root-2.crl).

    Exit status: 0 signed, 1 refused.
    """
    now = clock.now()
    with _ceremony():
        parts = _parts(files, officers, anew=False)
        made, record = ceremony.next_list(
            folder,
            parts,
            former=former.read_bytes() if former else None,
            revoked=[ceremony.certificate_in(path) for path in certificates],
            since=_moment(since) if since else now,
            officers=officers,
            at=now,
        )
        out.write_bytes(made)
    _tell(record, record_file)


@command.command()
@click.argument("out", type=click.Path(path_type=Path), metavar="FILE", callback=_in_a_folder)
@record_option
def request(*, out: Path, record_file: Path | None) -> None:
    """Make a new key for the issuing authority, and the request to be taken to the root, into FILE. Nothing changes until its certificate is there.

    Exit status: 0 made, 1 refused, 2 the database or the token cannot be reached.
    """
    with _installation():
        from qingbai.audit.actors import SYSTEM
        from qingbai.certificates import custody

        asked, record = custody.request(by=SYSTEM, at=clock.now())
    home.replace(out, asked.decode())
    _tell(record, record_file)


@command.command()
@click.argument("issuing", type=click.Path(path_type=Path), metavar="CERTIFICATE")
@click.option(
    "--root", "root_file", type=click.Path(path_type=Path), help="The root that signed it, where it is a new one."
)
@click.option(
    "--record",
    "record_file",
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The record of the ceremony; its digest goes on the ledger.",
)
def install(*, issuing: Path, root_file: Path | None, record_file: Path) -> None:
    """Take in the issuing authority's CERTIFICATE; from now on every key is below it. What was signed before stays good.

    Exit status: 0 done, 1 refused, 2 the database or the token cannot be reached.
    """
    with _ceremony():
        made, root = ceremony.certificate_in(issuing), ceremony.certificate_in(root_file) if root_file else None
    with _installation():
        from qingbai.audit.actors import SYSTEM
        from qingbai.certificates import custody
        from qingbai.project import reference

        record = record_file.read_bytes()
        cards = custody.bring_in(issuing=made, root=root, record=record, by=SYSTEM, at=clock.now())
        reference.publish_trust()
    for card in cards[:2]:
        click.echo(_line(card))
    click.echo(
        f"{len(cards)} keys are below it now; hand out trust.json anew. / 现有密钥{len(cards)}把；请重新分发 trust.json。"
    )


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a key and line.")
def list_keys(*, as_json: bool) -> None:
    """Every key: its use, until when it signs, where it lies, and what is due.

    Exit status: 0 nothing is due that people must do, 1 something is, 2 the database cannot be reached.
    """
    with _installation():
        from qingbai.certificates import custody

        now = clock.now()
        cards, due = custody.cards(at=now), custody.warnings(at=now)
    for card in cards:
        click.echo(json.dumps(_as_json(card), ensure_ascii=False) if as_json else _line(card))
    for sentence in due:
        click.echo(sentence, err=True)
    sys.exit(REFUSED if due else DONE)


@command.command()
@click.argument("name", metavar="OFFICE|issuing|status|stamping")
def rotate(*, name: str) -> None:
    """Replace a key by a new one: an office's by its code. Nothing stops, and what the old key signed stays good.

    Exit status: 0 replaced, 1 refused, 2 the database or the token cannot be reached.
    """
    with _installation():
        from qingbai.audit.actors import SYSTEM
        from qingbai.certificates import custody
        from qingbai.project import reference

        cards = custody.turn(name=name, by=SYSTEM, at=clock.now())
        reference.publish_trust()
    for card in cards:
        click.echo(_line(card))


@command.command()
@click.argument("name", metavar="OFFICE|issuing|status|stamping|SHA-256")
@click.option(
    "--since",
    required=True,
    help="The last moment at which the key was surely ours: 2026-11-20T18:00+08:00; without a zone, in China.",
)
@click.option("--reason", required=True, help="What happened, for the record; not for the ledger.")
@click.option(
    "--officer",
    "numbers",
    multiple=True,
    required=True,
    metavar="NUMBER",
    help="Who reports it, by service number: two different officers.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def compromised(*, name: str, since: str, reason: str, numbers: Sequence[str], as_json: bool) -> None:
    """Report a key as no longer ours alone: it is revoked, replaced, and believed only where the public log shows a place from before.

    What it signed since then is withdrawn; those papers are to be issued anew.

    Exit status: 0 done, 1 refused, 2 the database or the token cannot be reached.
    """
    with _installation():
        from qingbai.agencies import queries as agencies
        from qingbai.audit.actors import SYSTEM
        from qingbai.certificates import losses
        from qingbai.project import reference

        found = [agencies.officer(number) for number in numbers]
        by, second, *_ = [each.actor if each else SYSTEM for each in (*found, None, None)]
        try:
            done = losses.report(name=name, since=_moment(since), reason=reason, by=by, second=second, at=clock.now())
        except losses.LossRefused as refused:
            _refuse(str(refused))
        reference.publish_trust()
    if as_json:
        told = {name: getattr(done, name) for name in ("size", "withdrawn", "replaced", "revoked", "statement")}
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.echo(f"Not believed from place {done.size} of the public log on. / 公开日志第{done.size}条起不再采信。")
    for number in done.withdrawn:
        click.echo(f"Withdrawn, to be issued anew 已撤销，须重新出具: {number}")
    if not done.revoked:
        click.echo(
            "Not in the root's list yet: run qingbai keys revoke where the root is, and bring its list. /"
            " 尚未列入根证书的吊销列表：请在根密钥所在处运行 qingbai keys revoke 并装入吊销列表。",
            err=True,
        )
    if not done.replaced:
        click.echo(
            "No new key: run qingbai keys request, and bring its certificate in; until then nothing is issued. /"
            " 尚无新密钥：请运行 qingbai keys request 并装入证书；此前不出具文书。",
            err=True,
        )
    click.echo("Hand out trust.json and the offline page anew. / 请重新分发 trust.json 与离线核验页。", err=True)


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        _refuse(
            f"--since: {text} 不是时间，例如 2026-11-20T18:00+08:00。 {text} is no time: write 2026-11-20T18:00+08:00."
        )
    return found if found.tzinfo else found.replace(tzinfo=clock.CHINA)


@contextmanager
def _ceremony() -> Iterator[None]:
    try:
        yield
    except CeremonyRefused as refused:
        _refuse(str(refused))
    except OSError as error:
        _refuse(f"{error.filename}: {error.strerror}.")


@contextmanager
def _installation() -> Iterator[None]:
    """Django on this installation; what is refused and what cannot be reached end with their sentence and status."""
    from qingbai.project import setup

    try:
        with setup.django():
            from django.db import Error

            from qingbai.certificates.custody import NotHere, NotKnown
            from qingbai.certificates.tokens import KeyUnusable

            try:
                yield
            except (CeremonyRefused, NotHere, NotKnown) as refused:
                _refuse(str(refused))
            except KeyUnusable as error:
                _cannot(str(error))
            except Error as error:
                said = str(error).splitlines()[0]
                _cannot(f"The database could not be reached: {said}. Check that it runs, and its address.")
    except home.CannotRun as error:
        _cannot(error.message)


def _parts(files: Sequence[Path], officers: Sequence[str], *, anew: bool) -> list[str]:
    """Each officer's part of the passphrase, from files or asked for without showing it."""
    if files:
        return [path.read_text(encoding="utf-8").strip() for path in files]
    return [
        click.prompt(f"口令 Passphrase ({officer})", hide_input=True, confirmation_prompt=anew, err=True)
        for officer in officers or ("1",)
    ]


def _tell(record: Record, file: Path | None) -> None:
    if file is not None:
        home.replace(file, record.text())
    click.echo(record.text(), nl=False)
    click.echo(f"SHA-256: {record.digest}", err=True)


def _line(card: "Card") -> str:
    due = "" if card.by_itself else f" (due 应换 {card.due:%Y-%m-%d})"
    return f"{card.name}  {card.use}  {card.where}  until 至 {card.until:%Y-%m-%d}{due}  {card.fingerprint}"


def _as_json(card: "Card") -> dict[str, object]:
    return {
        "name": card.name,
        "use": card.use,
        "subject": card.subject,
        "certificate": card.fingerprint,
        "where": card.where,
        "until": card.until.isoformat(),
        "due": card.due.isoformat(),
        "by_itself": card.by_itself,
    }


def _refuse(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(REFUSED)


def _cannot(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(CANNOT)
