"""The notices of the demonstration, taken in by a process that reaches the vault: the courts' judgments, then what others tell of later."""

import os
from typing import TYPE_CHECKING

from qingbai.project import setup
from qingbai.project.demo import LATER_NOTICES, NOTICES

if TYPE_CHECKING:
    from qingbai.reading import Reading


def run() -> None:
    """Read and receive every notice of the demonstration, print what was read and the receipt: sealed or open, receipts read the same."""
    from django.conf import settings

    from qingbai import clock
    from qingbai.audit.actors import Actor, ActorKind
    from qingbai.notices import files, kinds
    from qingbai.project.demo import registry
    from qingbai.reading import read

    for path in sorted(NOTICES.glob("*.json")):
        notice = files.load(path)
        print(f"   {in_short(read(notice.text))}")  # noqa: T201
        receipt = kinds.receive(notice=notice, by=Actor(ActorKind.SENDER, notice.sender.code), at=clock.now())
        for line in receipt.lines:
            print(f"      {line.name}: {line.zh} / {line.en}")  # noqa: T201
    for path in sorted(LATER_NOTICES.glob("*.json")):
        later = kinds.parse(path.read_bytes())
        receipt = kinds.receive(notice=later, by=Actor(ActorKind.SENDER, later.sender.code), at=clock.now())
        print(f"   {later.sender.name}: {later.format}")  # noqa: T201
        for line in receipt.lines:
            print(f"      {line.name}: {line.zh} / {line.en}")  # noqa: T201
    if settings.DEMO:
        count = registry.fill_inbox()
        print(f"   in the registry's inbox, without a full notice: {count} documents wait for a registrar")  # noqa: T201


def in_short(reading: "Reading") -> str:
    """What was read of a document, in one line: court, number, and each defendant with outcome and charges."""
    found = reading.as_json()
    people = (
        f"{one['name']} {one['outcome']} {' '.join(sentence['charge'] for sentence in one['sentences'])}".strip()
        for one in found["defendants"]
    )
    return f"{found['court']} {found['case_number']} {found['pronounced_on']}: {'; '.join(people)}"


if __name__ == "__main__":
    setup.settle({name: os.environ[name] for name in ("DATABASE_URL", "VAULT_DATABASE_URL")})
    run()
