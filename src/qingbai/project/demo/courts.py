"""The courts' notices of the demonstration, taken in by a process that reaches the vault."""

import os
from datetime import datetime

from qingbai.project import setup
from qingbai.project.demo import NOTICES


def run() -> None:
    """Receive every notice of the demonstration and print its receipt: sealed or open, they read the same."""
    from qingbai import clock
    from qingbai.audit.actors import Actor, ActorKind
    from qingbai.notices import files, services

    for path in sorted(NOTICES.glob("*.json")):
        notice = files.load(path)
        at: datetime = clock.now()
        receipt = services.receive(notice=notice, by=Actor(ActorKind.SENDER, notice.sender.code), at=at)
        for line in receipt.lines:
            print(f"   {receipt.case_number} {line.name}: {line.zh} / {line.en}")  # noqa: T201


if __name__ == "__main__":
    setup.settle({name: os.environ[name] for name in ("DATABASE_URL", "VAULT_DATABASE_URL")})
    run()
