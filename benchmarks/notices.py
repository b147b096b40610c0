"""Courts' notices accepted, beside an inbox that only keeps what it is sent.

Ours is the whole act: the JSON read against its schema, the judgment's text read and compared with what the court states, the
law asked for effect and seal, persons matched, record and ledger written in both databases, two durable commits. The peers store the
same JSON durably, one row a notice, and answer nothing.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks import frame
from benchmarks.frame import Options, Result, Runner

TITLE = "one court's notice, from its JSON to both commits, on one core"
ROUNDS = 10
BLOCK = 8
SEALED_EVERY = 8  # one notice of a block is about a minor
A_DAY = 10_000
"""Criminal judgments that the courts of the whole country publish on a working day, about."""
WORKING_DAY = 8 * 3600


def run(options: Options) -> Result:
    """Ours and the peers in turns, in a new installation with two databases of its own."""
    rounds = options.rounds or ROUNDS
    with frame.one_core() as where, frame.home(), installed() as owner:
        court = Court(owner)
        runners = [
            Runner("ours, received", court.receive),
            Runner("ours, through the senders' door", court.send),
            Runner("plain insert by Django's connection", court.keep_by_django),
            Runner("plain insert, one statement", court.keep),
        ]
        rows = frame.in_turns(runners, rounds=rounds, block=BLOCK, others=frame.server_cpu(court.backend()))
        figures = court.figures()
    ours = rows[0]
    needed = A_DAY / WORKING_DAY
    figures["a second, by the clock"] = round(1 / ours.median, 1)
    figures["a second, by work done"] = round(1 / ours.cpu, 1)
    figures["times the whole country's"] = round(1 / ours.median / needed)
    return Result(
        rows=rows,
        figures=figures,
        notes=(
            where + "; PostgreSQL with fsync, on the same core",
            f"one notice of {SEALED_EVERY} is about a minor and goes to the vault; every notice has two commits and two ledgers",
            f"the whole country: about {A_DAY:,} judgments on a working day of eight hours, {needed:.2f} a second",
            "the peers keep the same JSON as one row: they read nothing, check nothing, match nobody and keep no ledger",
        ),
    )


@contextmanager
def installed() -> Iterator[str]:
    """An installation in the home folder; this process is its intake. The address of the register's owner."""
    from qingbai.project import home, setup

    home.begin(demonstration=True)
    with setup.installation() as addresses:
        setup.settle(addresses.intake)
        yield addresses.register_owner


class Court:
    """A stream of invented judgments, each of another case and another person; nobody can hold their numbers (area code 100101)."""

    def __init__(self, owner: str) -> None:
        import psycopg

        from qingbai.audit.actors import Actor, ActorKind
        from qingbai.project import demo

        folder = Path(demo.__file__).parent / "notices"
        self.models = [template(folder / f"{name}.json") for name in ("zhao-shidi", "shen-xiaodu")]
        self.by = Actor(ActorKind.SENDER, "演0101")
        self.sent = 0
        self.plain = psycopg.connect(owner, autocommit=True)
        self.plain.execute(
            "CREATE TABLE kept (id bigserial PRIMARY KEY, at timestamptz DEFAULT now(), body jsonb NOT NULL)"
        )
        self.plain.execute("GRANT ALL ON kept TO PUBLIC; GRANT ALL ON kept_id_seq TO PUBLIC")
        self.client, self.token = self._program()

    def _program(self) -> tuple[Any, str]:
        """A program of the court with a token."""
        from django.test import Client

        from qingbai import clock
        from qingbai.agencies import clients
        from qingbai.agencies.terms import SenderKind
        from qingbai.audit.actors import SYSTEM

        card, _ = clients.add(
            sender_kind=SenderKind.COURT,
            sender_code="演0101",
            sender_name="演示市清河区人民法院",
            scopes=["send:judgment-notice"],
            by=SYSTEM,
            at=clock.now(),
            basis="bench",
        )
        token = clients.issue_token(client=card.id, scopes=card.scopes, by=card.actor, at=clock.now())
        return Client(headers={"Host": "127.0.0.1", "Authorization": f"Bearer {token}"}), token

    def next(self) -> str:
        """The next notice as its JSON."""
        self.sent += 1
        return notice(self.models[self.sent % SEALED_EVERY == 0], self.sent)

    def receive(self, _: int) -> None:
        """Read and receive the next notice."""
        from qingbai import clock
        from qingbai.notices import kinds

        receipt = kinds.receive(notice=kinds.parse(self.next()), by=self.by, at=clock.now())
        if [line.result for line in receipt.lines] != ["entered"]:
            raise RuntimeError(f"the notice was not entered: {receipt}")

    def send(self, _: int) -> None:
        """The next notice over HTTP, without the network."""
        answer = self.client.post("/api/v1/notices", self.next(), content_type="application/json")
        if answer.status_code != 201:
            raise RuntimeError(f"the notice was not entered: {answer.content.decode()}")

    def keep(self, _: int) -> None:
        """The peer: the same JSON as one row, durably."""
        self.plain.execute("INSERT INTO kept (body) VALUES (%s::jsonb)", [self.next()])

    def keep_by_django(self, _: int) -> None:
        """The peer in the framework that ours uses, parsing the JSON first as any program would."""
        from django.db import connection, transaction

        stated = json.loads(self.next())
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO kept (body) VALUES (%s::jsonb)", [json.dumps(stated)])

    def backend(self) -> int:
        """The server's process behind our connection."""
        return self.plain.info.backend_pid

    def figures(self) -> dict[str, Any]:
        """What stands in the two databases, and how large a notice is."""
        from qingbai.registers import models as registers
        from qingbai.sealing import models as vault

        return {
            "bytes of a notice": len(self.next().encode()),
            "convictions in the register": registers.Conviction.objects.count(),
            "convictions in the vault": vault.SealedConviction.objects.count(),
        }


def template(path: Path) -> dict[str, Any]:
    """A notice of the demonstration with its text."""
    stated: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    stated["text"] = (path.parent / stated.pop("text_file")).read_text(encoding="utf-8")
    return stated


def notice(model: dict[str, Any], n: int) -> str:
    """The n-th notice after the model: another case number, another person of nearly the same age."""
    from qingbai.matching.identity import check_character

    [one] = model["defendants"]
    born = date.fromisoformat(one["born_on"])
    other = born + timedelta(days=n % 60)
    first17 = f"100101{other:%Y%m%d}{2 * (n // 60 % 400) + 101:03d}"
    name = one["name"][0] + "清和河沿石渡桥舟柏屿"[n % 10] + "川望越岭溪林原野泉峰"[n // 10 % 10]
    changes = {
        one["documents"][0]["number"]: first17 + check_character(first17),
        one["name"]: name,
        one["born_on"]: other.isoformat(),
        f"{born.year}年{born.month}月{born.day}日出生": f"{other.year}年{other.month}月{other.day}日出生",
        model["case_number"]: model["case_number"].replace("刑初", f"刑初{n}9"),
        model["message_id"]: f"bench-{n}",
        one["latin_name"]: "BENCH",
    }
    written = json.dumps(model, ensure_ascii=False)
    for old, new in changes.items():
        written = written.replace(old, new)
    return written
