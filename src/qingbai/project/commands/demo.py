"""``qingbai demo``: the main job once, from courts' judgments to verified certificates, and what happens to a changed one."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from qingbai.project import demo, home, processes, setup
from qingbai.project.home import CannotRun


@click.command
def command() -> None:
    """Walk invented judgments and applications through the whole house, and verify what comes out."""
    folder = home.folder() / demo.PAPERS
    home.begin(demonstration=True)
    with setup.installation(say=lambda step: click.echo(f"  {step} ...")) as addresses:
        say(1, "Courts' notices come in: read, checked, registered, sealed on entry where the law says so")
        processes.finish(processes.python("qingbai.project.demo.courts"), addresses.intake)
        say(
            2,
            "People apply: papers checked, register searched, the law decides, a paper goes out (without any way to the vault)",
        )
        processes.finish(processes.python("qingbai.project.demo.counter", str(folder)), addresses.web)
        say(3, "Anyone verifies, from the file alone")
        for line in verified(folder / "certificate.pdf"):
            click.echo(f"   {line}")
        say(4, "Every act and every look-up stands on the ledger")
        processes.finish(processes.python("qingbai.project.cli", "audit", "verify"), addresses.intake)
    home.main_job_is_done(now=True)
    click.echo(f"\nA certificate to try: {folder / 'certificate.pdf'}")
    click.echo(f"  qingbai verify --offline {folder / 'certificate.pdf'}")


def say(number: int, step: str) -> None:
    """Print one step of the main job as it begins."""
    click.echo(f"\n{number}. {step}")


def verified(paper: Path) -> Iterator[str]:
    """The verdicts on a paper, and on a copy of it in which one byte was changed. Raises CannotRun where either is not as it must be."""
    from qingbai.certificates.trust import Trust
    from qingbai.certificates.verify import verify_file

    trust = Trust.load(home.trust_file())
    data = paper.read_bytes()
    good = verify_file(data, trust)
    yield f"{paper.name}: {good.summary_zh} / {good.summary_en}"
    changed = bytearray(data)
    changed[len(data) // 2] ^= 1
    bad = verify_file(bytes(changed), trust)
    yield f"the same with one byte changed: {bad.summary_zh} / {bad.summary_en}"
    if not good.genuine or bad.genuine:
        raise CannotRun(
            "The verification did not tell the paper from its changed copy; nothing issued here may be trusted."
        )


if __name__ == "__main__":
    sys.exit(command())
