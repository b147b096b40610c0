"""``qingbai inquire``: applications at the counter, straight through, from JSON files.

A clerk has seen the person and the papers; the file says so. Each application goes as far as the rules carry it: to a paper, to
the list of everything missing, to a refusal with its reasons, or to a person of the office.
"""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qingbai.project import setup

if TYPE_CHECKING:
    from qingbai.inquiries.casework import Case

ANSWERED, NOT_ANSWERED, UNREADABLE = 0, 1, 2


@click.command
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Folder for the papers; made when missing."
)
@click.option("--officer", default="counter", show_default=True, help="Reference of the clerk at the counter.")
@click.option("--token", help="Mark of this submission; the same mark again is the same application. One file only.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(*, files: tuple[Path, ...], out: Path | None, officer: str, token: str | None, as_json: bool) -> None:
    """Take applications at the counter and go on with each as far as the rules carry it.

    Exit status: 0 every application was answered with a paper, 1 some wait for papers or a person or were refused, 2 a file could not be
    read as an application (nothing of it was kept).
    """
    if token and len(files) > 1:
        raise click.UsageError("--token marks one submission: give one file with it.")
    with setup.django():
        worst = max(_one(file, out, officer, token, as_json=as_json) for file in files)
    sys.exit(worst)


def _one(file: Path, out: Path | None, officer: str, token: str | None, *, as_json: bool) -> int:
    from qingbai import clock
    from qingbai.agencies import queries as agencies
    from qingbai.audit.actors import Actor, ActorKind
    from qingbai.inquiries import draft as drafts
    from qingbai.inquiries import services

    try:
        asked = drafts.parse(sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes())
        found = agencies.find_office(asked.office)
        by = Actor(ActorKind.OFFICER, officer, asked.office if found else "", "clerk")
        mark = token or services.new_token()
        case = services.apply_straight_through(draft=asked, token=mark, by=by, at=clock.now())
    except OSError as error:
        click.echo(f"{file}: cannot be read: {error.strerror}; check the path", err=True)
        return UNREADABLE
    except drafts.DraftRefused as refused:
        for fault in refused.faults:
            click.echo(f"{file}: {fault.field}: {fault.en} / {fault.zh}", err=True)
        return UNREADABLE
    told = _told(case)
    if told["paper"] and out is not None:
        told["file"] = str(_write(case, out))
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else _sentence(told))
    return ANSWERED if told["paper"] else NOT_ANSWERED


def _told(case: "Case") -> dict[str, Any]:
    """What the counter is told of an application."""
    from qingbai.inquiries.acts import Act

    issued, missing, last = case.last(Act.ISSUE), case.last(Act.LIST_MISSING), case.acts[-1]
    return {
        "application": case.row.number,
        "status": str(case.status),
        "paper": issued.facts["paper_number"] if issued else None,
        "kind": case.when(Act.DECIDE).facts["paper"] if issued else None,
        "missing": missing.facts["missing"] if missing and not issued else [],
        "because": [{"zh": reason["zh"], "en": reason["en"]} for reason in last.reasons],
    }


def _write(case: "Case", out: Path) -> Path:
    """Write the paper's bytes; a file of that name is replaced whole or not at all."""
    from qingbai.audit.actors import SYSTEM
    from qingbai.inquiries import services
    from qingbai.inquiries.acts import Act
    from qingbai.inquiries.queries import shown_at

    issued = case.when(Act.ISSUE)
    pdf = services.deliver(number=case.row.number, by=SYSTEM, at=shown_at(issued))
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{case.when(Act.DECIDE).facts['paper']}-{case.row.number}.pdf"
    unfinished = path.with_suffix(".part")
    unfinished.write_bytes(pdf)
    return unfinished.replace(path)


def _sentence(told: dict[str, Any]) -> str:
    line = f"{told['application']}: {told['status']}"
    if told["paper"]:
        line += f", {told['kind']} {told['paper']}"
    if told.get("file"):
        line += f" -> {told['file']}"
    if told["missing"]:
        line += ", missing: " + ", ".join(told["missing"])
    if not told["paper"]:
        line += "".join(f"\n    {reason['zh']} / {reason['en']}" for reason in told["because"])
    return line
