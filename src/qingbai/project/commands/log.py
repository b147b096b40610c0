"""``qingbai log``: the public log of papers. Examine it, prove a paper's place in it, publish it, reconcile it, witness it."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from qingbai import clock
from qingbai.audit import merkle
from qingbai.audit.note import Checkpoint, InvalidNote, VerifierKey, open_checkpoint, taken_apart
from qingbai.audit.public import examine as examining
from qingbai.audit.public import proof as proofs
from qingbai.audit.public import sources, tiles
from qingbai.audit.public.cosignature import cosigned
from qingbai.audit.public.examine import Held, Report
from qingbai.audit.public.policy import Policy, PolicyRefused
from qingbai.certificates import verify
from qingbai.certificates.attachment import Attachment
from qingbai.certificates.trust import Trust, TrustUnreadable
from qingbai.project import home
from qingbai.project.commands.witness import command as witness

if TYPE_CHECKING:
    from qingbai.certificates.reconciliation import Reckoning

WELL, WRONG, UNREADABLE = 0, 1, 2
SHORTLY = timedelta(minutes=5)
"""For so long a witness may have seen more than is public without anything being wrong."""

key_option = click.option("--key", "keys", multiple=True, metavar="KEY", help="The log's public key (name+id+key).")
trust_option = click.option(
    "--trust",
    "trust_file",
    type=click.Path(path_type=Path),
    help="The issuing authority's trust.json, with the log's key in it. By default that of this installation.",
)
policy_option = click.option(
    "--policy",
    "policy_file",
    type=click.Path(path_type=Path),
    help="Whose cosignatures are demanded (C2SP tlog-policy); its logs count as --key.",
)


@click.group
def command() -> None:
    """The public log of papers, from either side."""


command.add_command(witness, "witness")


@command.command
@click.argument("place", metavar="FOLDER|URL")
@key_option
@trust_option
@policy_option
@click.option(
    "--keep",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The checkpoint of my last examination: held against the log, and replaced by the new one if all is well.",
)
@click.option(
    "--checkpoint",
    "checkpoints",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A checkpoint of this log from anywhere else; may be repeated.",
)
@click.option(
    "--paper",
    "papers",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="PDF",
    help="A paper, whose own checkpoint is held against the log; may be repeated.",
)
@click.option(
    "--witness",
    "witnesses",
    multiple=True,
    metavar="URL",
    help="Ask a witness what it has seen; the policy names its key.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of sentences.")
def audit(
    *,
    place: str,
    keys: Sequence[str],
    trust_file: Path | None,
    policy_file: Path | None,
    keep: Path | None,
    checkpoints: Sequence[Path],
    papers: Sequence[Path],
    witnesses: Sequence[str],
    as_json: bool,
) -> None:
    """Examine a log from its public files alone: every entry and hash, the signatures, and every checkpoint that others hold.

    Keep a checkpoint (--keep) and examine again later: without one from before, nobody can see that a log was rewritten.

    Exit status: 0 whole, 1 not (each fault is named), 2 could not be read.
    """
    policy = None if policy_file is None else _policy(policy_file)
    held = [Held(_text(path), str(path)) for path in checkpoints]
    if keep is not None and keep.exists():
        held.append(Held(_text(keep), str(keep)))
    held += [Held(_paper(path)[0].checkpoint, str(path), may_be_ahead=True) for path in papers]
    trusted = _trusted(keys, trust_file, policy)
    try:
        source = sources.named(place)
        held += [one for url in witnesses for one in _seen_by(url, trusted, policy)]
        report = _examined(source, trusted, held, policy)
    except (sources.SourceUnreadable, examining.Unreadable, examining.HeldUnusable) as error:
        _unreadable(f"{error}.")
    click.echo(json.dumps(_as_json(report), ensure_ascii=False) if as_json else _sentences(report))
    if keep is not None and not report.faults:
        home.replace(keep, report.note)
    sys.exit(WRONG if report.faults else WELL)


@command.command
@click.argument("paper", type=click.Path(path_type=Path), metavar="PDF")
@click.argument("place", metavar="FOLDER|URL")
@key_option
@trust_option
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), help="Where the proof goes; by default to standard output."
)
def prove(*, paper: Path, place: str, keys: Sequence[str], trust_file: Path | None, out: Path | None) -> None:
    """Prove a paper's place in the log as it is public now, with the cosignatures of its witnesses (C2SP tlog-proof).

    The files are read without telling anybody for which paper.

    Exit status: 0 proved, 1 not in this log or not public yet, 2 could not be read.
    """
    found, commitment = _paper(paper)
    try:
        source = sources.named(place)
        note = _newest(source, _trusted(keys, trust_file, None))
        size = Checkpoint.parse(taken_apart(note)[0]).size
        if found.index >= size:
            _not(f"its place, {found.index}, is not public yet: the log shows {size} leaves; try again in some minutes")
        hashes = proofs.inclusion(found.index, size, lambda tile: sources.hashes_of(source, tile))
        made = proofs.LogProof(found.index, hashes, note)
        made.check(commitment)
    except (sources.SourceUnreadable, tiles.NotATile) as error:
        _unreadable(f"{error}.")
    except (InvalidNote, merkle.InvalidProof) as error:
        _not(f"{error}")
    if out is None:
        click.echo(made.text(), nl=False)
    else:
        home.replace(out, made.text())


@command.command
@click.argument("paper", type=click.Path(path_type=Path), metavar="PDF")
@click.argument("proof", type=click.Path(path_type=Path), metavar="PROOF")
@key_option
@trust_option
@policy_option
def check(*, paper: Path, proof: Path, keys: Sequence[str], trust_file: Path | None, policy_file: Path | None) -> None:
    """Check a proof that ``prove`` made, offline: the paper's place, the log's signature, and the witnesses of a policy.

    Exit status: 0 it holds, 1 it does not, 2 could not be read.
    """
    policy = None if policy_file is None else _policy(policy_file)
    trusted = _trusted(keys, trust_file, policy)
    _, commitment = _paper(paper)
    try:
        made = proofs.LogProof.parse(_text(proof))
        head = made.check(commitment)
        _signed_by(made.checkpoint, trusted)
        by = () if policy is None else policy.cosigners(made.checkpoint)
        if policy is not None and not policy.satisfied(made.checkpoint):
            _not(f"too few witnesses cosigned it: {', '.join(by) or 'none'} of the quorum {policy.quorum}")
    except (InvalidNote, merkle.InvalidProof) as error:
        _not(f"{error}")
    click.echo(f"Leaf {made.index} of {head.origin}, proved among {head.size}; cosigned by: {', '.join(by) or '-'}")
    click.echo(f"该文书位于{head.origin}第{made.index}条（共{head.size}条）；联署见证人：{'、'.join(by) or '无'}")


@command.command
@click.option("--to", "folder", type=click.Path(path_type=Path), help="Write the public files into this folder too.")
def publish(*, folder: Path | None) -> None:
    """Publish the log where a tick is due, as the service does each minute by itself; say what is public.

    Exit status: 0 done, 1 the folder holds another log, 2 the database could not be reached.
    """
    with _installation():
        from qingbai.audit.keys import CERTIFICATES
        from qingbai.audit.public import folder as folders
        from qingbai.audit.public import publishing, rounds

        try:
            rounds.go_round(at=clock.now(), asked=rounds.witnesses())
            public = publishing.latest(CERTIFICATES)
            if folder is not None and public is not None:
                folders.write(folder, public)
        except (folders.Contradicted, PolicyRefused) as error:
            _not(str(error))
        except OSError as error:
            _unreadable(f"{error}. Check the folder, and the policy.")
        click.echo("" if public is None else public.note, nl=False)


@command.command
@click.option("--all", "whole", is_flag=True, help="From the first leaf on, not only what came since the last time.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of sentences.")
def reconcile(*, whole: bool, as_json: bool) -> None:
    """Hold papers and log against each other: every paper and withdrawal has its leaf, every other leaf is a dummy of ours.

    The service does this each day by itself; the result stands on the ledger.

    Exit status: 0 they agree, 1 they do not (each fault is named), 2 the database could not be reached.
    """
    with _installation():
        from qingbai.audit.actors import SYSTEM
        from qingbai.certificates import reconciliation

        found = reconciliation.reconcile(by=SYSTEM, at=clock.now(), whole=whole)
    click.echo(json.dumps(found.as_json(), ensure_ascii=False) if as_json else _reckoned(found))
    sys.exit(WRONG if found.faults else WELL)


@contextmanager
def _installation() -> Iterator[None]:
    """Django on this installation's register; what keeps it from running ends with the status of what cannot be read."""
    from qingbai.project import setup

    try:
        with setup.django():
            from django.db import Error

            from qingbai.audit.keys import KeyMissing

            try:
                yield
            except KeyMissing as error:
                _unreadable(f"{error}.")
            except Error as error:
                said = str(error).splitlines()[0]
                _unreadable(f"The database could not be read: {said}. Check that it runs, and its address.")
    except home.CannotRun as error:
        _unreadable(error.message)


def _reckoned(found: "Reckoning") -> str:
    lines = [f"Leaves {found.first} to {found.upto}: {found.papers} papers, {found.acts} acts, {found.dummies} dummies"]
    lines += [f"第{found.first}至{found.upto}条：文书{found.papers}份，处理{found.acts}项，填充{found.dummies}条"]
    if found.unknown:
        lines.append(f"{found.unknown} leaves are older than the secret of the dummies / {found.unknown}条早于填充密钥")
    for each in found.faults:
        lines += [f"  WRONG: {each.en}", f"  不符：{each.zh}"]
    return "\n".join(lines)


def _examined(
    source: sources.Source, trusted: Sequence[VerifierKey], held: Sequence[Held], policy: Policy | None
) -> Report:
    with click.progressbar(length=1, label="leaves", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def progress(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        return examining.examine(source, trusted=trusted, held=held, policy=policy, progress=progress)


def _trusted(keys: Sequence[str], trust_file: Path | None, policy: Policy | None) -> list[VerifierKey]:
    """The keys of logs that are believed: those named, else those of the policy, else those of a trust file."""
    try:
        found = [VerifierKey.parse(key) for key in keys] + list(() if policy is None else policy.logs)
        if found and trust_file is None:
            return found
        return [*found, *Trust.load(trust_file or home.trust_file()).logs]
    except (InvalidNote, TrustUnreadable) as error:
        _unreadable(f"{error}")


def _newest(source: sources.Source, trusted: Sequence[VerifierKey]) -> str:
    data = source.read(tiles.CHECKPOINT)
    if data is None:
        _unreadable("There is no checkpoint there: name the folder or address that holds the file 'checkpoint'.")
    note = data.decode(errors="replace")
    _signed_by(note, trusted)
    return note


def _signed_by(note: str, trusted: Sequence[VerifierKey]) -> None:
    """Refuse (``InvalidNote``) a checkpoint that its own log, one of these, did not sign."""
    origin = Checkpoint.parse(taken_apart(note)[0]).origin
    key = next((key for key in trusted if key.name == origin), None)
    if key is None:
        raise InvalidNote(f"the log {origin[:100]} is not one that is trusted here")
    open_checkpoint(note, key)


def _seen_by(url: str, trusted: Sequence[VerifierKey], policy: Policy | None) -> list[Held]:
    """What a witness has seen of the logs that are trusted, if it is one of the policy's and signed it."""
    data = sources.named(url).read("seen")
    try:
        seen = json.loads(data or b"")
        notes = {key.name: str(seen[key.name]) for key in trusted if key.name in seen}
    except (ValueError, TypeError) as error:
        raise sources.SourceUnreadable(f"{url} does not tell what it has seen") from error
    found = []
    for name, note in notes.items():
        try:
            times = cosigned(note, [] if policy is None else [witness.key for witness in policy.witnesses])
        except InvalidNote as error:
            raise sources.SourceUnreadable(f"{url} shows a wrong cosignature of {name}: {error}") from error
        if not times:
            raise sources.SourceUnreadable(
                f"{url} is no witness of the policy: name one that holds its key with --policy"
            )
        fresh = clock.now() - max(times.values()) < SHORTLY
        found.append(Held(note, f"what the witness at {url} has seen", may_be_ahead=fresh))
    return found


def _paper(path: Path) -> tuple[Attachment, bytes]:
    """What stands in a paper for machines, and the leaf that it must have."""
    try:
        return verify.logged_as(path.read_bytes())
    except OSError as error:
        _unreadable(f"{path} cannot be read: {error.strerror}.")
    except verify.NoPaper as error:
        _unreadable(f"{path} is no paper that could have a place in the log ({error}).")


def _policy(path: Path) -> Policy:
    try:
        return Policy.parse(_text(path))
    except PolicyRefused as error:
        _unreadable(f"The policy {path} cannot be used: {error}.")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        _unreadable(f"{path} cannot be read: {error.strerror}. Check the path.")
    except UnicodeError:
        _unreadable(f"{path} is not UTF-8 text.")


def _sentences(report: Report) -> str:
    lines = [f"{fault.en}\n{fault.zh}" for fault in report.faults]
    if report.faults:
        return "\n".join([f"NOT whole: {report.origin or '?'} 日志不完整", *lines])
    by = ", ".join(report.cosigners)
    lines = [
        f"whole: {report.origin}, {report.size} leaves; {report.agreed} checkpoints from elsewhere agree; cosigned by: {by or '-'}",
        f"完整：{report.origin}，{report.size}条；与{report.agreed}个外部检查点一致；联署见证人：{by or '无'}",
    ]
    lines += [f"not public yet: {told} / 尚未公开：{told}" for told in report.waiting]
    return "\n".join(lines)


def _as_json(report: Report) -> dict[str, Any]:
    return {
        "log": report.origin,
        "whole": not report.faults,
        "leaves": report.size,
        "root": report.root.hex(),
        "checkpoints": report.agreed,
        "cosigners": list(report.cosigners),
        "waiting": list(report.waiting),
        "faults": [{"code": fault.code, "en": fault.en, "zh": fault.zh} for fault in report.faults],
    }


def _not(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(WRONG)


def _unreadable(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(UNREADABLE)
