"""From an application to its paper, beside the usual pipeline that only prints and signs.

*Written directly* and *by Typst* do what the usual pipeline does: a page with its code to scan, signed. *Search to paper* is the whole act of
the product: the register searched, the law asked, the paper numbered, typeset, logged, signed, checked as a stranger would check it and
committed, with an entry on the ledger for every step; of applications that wait, in rounds as the house answers them, and of one alone. The *floor* is
the hash and the signature of a finished page alone; *all signatures* adds the others that a paper carries: time-stamp, code to scan, the log's word.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import frame
from benchmarks.frame import Options, Result, Row, Runner
from benchmarks.stream import Press
from benchmarks.usual.pipeline import Pipeline

TITLE = "one certificate: page, code and signature alone, and the whole act from the search to the signed paper, on one core"
ROUNDS = 12
BLOCK = 5  # papers one after another before the other's turn
OFFICE = "100101-hy"
SITE = "https://check.example"
WRITTEN, TYPST, FLOOR, SIGNATURES, ACT, ALONE = (
    "ours, written directly",
    "ours, by Typst",
    "floor: hash and signature",
    "floor: hash and all signatures",
    "ours, search to paper, in rounds",
    "ours, search to paper, one alone",
)
DOCUMENTED = "usual, as documented"
ROUND = 64  # applications that are answered together
PAPERS = 500  # that each of one or two processes writes in one turn
TURNS = 7  # of one process, and of two
MANY = 10_000  # papers of one process while its memory is watched


def run(options: Options) -> Result:
    """Ours and the peer in turns, in a new installation with the demonstration's judgments in its register."""
    rounds = options.rounds or ROUNDS
    with frame.one_core() as where, frame.home() as folder:
        documented, tuned = Pipeline(folder, tuned=False), Pipeline(folder, tuned=True)
        least = Pipeline(folder, tuned=True, archival=False)
        with installed():
            house, press, number = House(), Press(folder / "press"), count(1)
            finished = press.directly(press.laid)

            def laid(_: int) -> None:
                press.lay(next(number))

            runners = [
                Runner(WRITTEN, lambda _: press.directly(press.laid), laid),
                Runner(TYPST, lambda _: press.by_typst(press.laid), laid),
                Runner(FLOOR, lambda _: press.floor(finished)),
                Runner(SIGNATURES, lambda _: press.signatures(finished)),
                Runner(ACT, house.answer, house.accept_many, pieces=ROUND),
                Runner(ALONE, house.answer, house.accept),
                Runner("ours, with application and acceptance", house.whole),
                Runner(DOCUMENTED, lambda _: documented.paper(press.laid, base_url=SITE), laid),
                Runner("usual, tuned", lambda _: tuned.paper(press.laid, base_url=SITE), laid),
                Runner("usual, tuned, plain PDF", lambda _: least.paper(press.laid, base_url=SITE), laid),
            ]
            for n in range(100_000, 100_300):  # glyphs are asked for once a process
                press.directly(press.claim(n))
            rows = frame.in_turns(runners, rounds=rounds, block=BLOCK, others=frame.server_cpu(house.backend()))
            house.check()
            figures = house.figures() | {"bytes of a paper without its place in a log": len(finished)}
    return Result(
        rows=rows,
        figures=figures | compared(rows) | answered_together() | together(PAPERS) | memory(MANY),
        notes=(
            where + "; PostgreSQL with fsync, on the same core",
            "page, code, signature: every paper with another name, number and code; PDF/A-3a and PDF/UA-1, written directly; PDF/A-3a by Typst",
            "search to paper: search, decision, number, typesetting, log, signature, own check; each act with an entry on the ledger",
            f"in rounds: {ROUND} applications that wait are answered together, as the house does, each act in one transaction for all of them",
            "the usual pipeline prints the same fields (PDF/A-3a unless said) and signs; it searches nothing, decides nothing, keeps nothing",
            "ratios are of work, since others may use this machine: processor time of this process and of all processes of the database server",
        ),
    )


def compared(rows: Sequence[Row]) -> dict[str, Any]:
    """How often ours does the work in the time of the usual pipeline, and how near it comes to the floor."""
    work = {row.name: row.cpu for row in rows}
    usual = work[DOCUMENTED]
    return {
        "usual pipeline as documented / written directly": f"{usual / work[WRITTEN]:.0f}",
        "usual pipeline as documented / by Typst": f"{usual / work[TYPST]:.1f}",
        "usual pipeline as documented / search to paper, in rounds": f"{usual / work[ACT]:.1f}",
        "usual pipeline as documented / search to paper, one alone": f"{usual / work[ALONE]:.1f}",
        "usual pipeline, tuned / written directly": f"{work['usual, tuned'] / work[WRITTEN]:.0f}",
        "floor / written directly": f"{100 * work[FLOOR] / work[WRITTEN]:.1f} %",
        "floor of all signatures / written directly": f"{100 * work[SIGNATURES] / work[WRITTEN]:.1f} %",
    }


def answered_together() -> dict[str, Any]:
    """Two processes that share the applications which wait, beside one (``answering``)."""
    command = [sys.executable, "-m", "benchmarks.answering"]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=Path(__file__).parents[1]).stdout
    figures = json.loads(said.splitlines()[-1])
    assert isinstance(figures, dict)
    return figures


def together(papers: int) -> dict[str, Any]:
    """Two processes beside one, in turns, since a machine's speed wanders: papers by the clock; and a loop that shares nothing, for what the machine allows."""
    ratios: dict[str, list[float]] = {"papers": [], "loop": []}
    speeds = []
    for _ in range(TURNS):
        for kind, more in (("papers", []), ("loop", ["--loop"])):
            (one,), two = started(1, papers, *more), started(2, papers, *more)
            alone = one["count"] / one["seconds"]
            ratios[kind].append(sum(each["count"] / each["seconds"] for each in two) / alone)
            if kind == "papers":
                speeds.append(alone)
    return {
        "papers a second, one process": f"{median(speeds):.0f}",
        "two processes, times one": f"{median(ratios['papers']):.2f} (a loop that shares nothing: {median(ratios['loop']):.2f}), {TURNS} turns, by the clock",
    }


def memory(papers: int) -> dict[str, Any]:
    """The memory of one process while it writes many papers."""
    (one,) = started(1, papers)
    watched = {int(after): size / 2**20 for after, size in one["memory"].items()}
    return {
        f"memory over {papers} papers": ", ".join(f"{size:.0f} MiB after {after}" for after, size in watched.items())
    }


def started(processes: int, papers: int, *more: str) -> list[dict[str, Any]]:
    """What processes that write at the same time tell of it."""
    return told_by("benchmarks.stream", [["--count", str(papers), "--first", "1000", *more]] * processes)


def told_by(module: str, processes: Sequence[Sequence[str]]) -> list[dict[str, Any]]:
    """What processes of a module tell, each with its arguments, that are ready, begin at the same time, and end."""
    running = [
        subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[1],
        )
        for arguments in processes
    ]
    for each in running:
        assert each.stdout is not None
        each.stdout.readline()
    told = []
    for each in running:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    for each in running:
        said, _ = each.communicate()
        told.append(json.loads(said))
    return told


@contextmanager
def installed() -> Iterator[None]:
    """An installation in the home folder, its register holding the demonstration's judgments; this process is its counter."""
    from qingbai.project import home, processes, setup

    home.begin(demonstration=True)
    with setup.installation() as addresses:
        processes.finish([*processes.python("qingbai.project.demo.courts")], addresses.intake)
        setup.settle(addresses.web)
        yield


class House:
    """Ours: a stream of invented applicants at one counter."""

    def __init__(self) -> None:
        from qingbai.audit.actors import Actor, ActorKind

        self.clerk = Actor(ActorKind.OFFICER, "bench", OFFICE, "clerk")
        self.applied = 0
        self.accepted: list[str] = []
        self.claim: Any = None

    def accept(self, _: int) -> str:
        """The next applicant's application, handed in and accepted; its number."""
        from qingbai import clock
        from qingbai.audit.actors import SYSTEM
        from qingbai.inquiries import services

        case = services.submit(draft=self._next(), token=services.new_token(), by=self.clerk, at=clock.now())
        number = services.accept(number=case.row.number, by=SYSTEM, at=clock.now()).row.number
        self.accepted = [number]
        return number

    def accept_many(self, _: int) -> None:
        """As many as one round answers."""
        self.accepted = [self.accept(0) for _ in range(ROUND)]

    def answer(self, _: int) -> None:
        """The accepted applications answered."""
        from qingbai import clock
        from qingbai.inquiries import services

        at = clock.now()
        if len(services.answer(numbers=self.accepted, at=at)) != len(self.accepted):
            raise RuntimeError("an application was not gone on with")

    def check(self) -> None:
        """See that the last application was answered with a paper."""
        from qingbai import clock
        from qingbai.inquiries import services

        self._issued(services.open_case(self.accepted[-1]), clock.now())

    def whole(self, _: int) -> None:
        """The next applicant comes, and leaves with a certificate."""
        from qingbai import clock
        from qingbai.inquiries import services

        at = clock.now()
        draft = self._next()
        self._issued(services.apply_straight_through(draft=draft, token=services.new_token(), by=self.clerk, at=at), at)

    def _next(self) -> Any:
        self.applied += 1
        return applicant(self.applied)

    def _issued(self, case: Any, at: Any) -> None:
        """See that a paper was issued; its claim is what the peer prints next."""
        from qingbai.inquiries.acts import Act, Status
        from qingbai.inquiries.answer import claim_of

        if case.status is not Status.ISSUED:
            raise RuntimeError(f"no paper was issued: the application is {case.status}")
        number = case.when(Act.ISSUE).facts["paper_number"]
        self.claim = claim_of(case, at=at).numbered(number=number, code="K7QM-3RWT-9XAD-0C6H")

    def backend(self) -> int:
        """The server's process behind our connection."""
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            return int(cursor.fetchone()[0])

    def figures(self) -> dict[str, Any]:
        """How large a paper is, and how many stand in the log."""
        from qingbai.audit import log
        from qingbai.certificates import queries

        pdf = queries.pdf(number=self.claim.number, viewer=self.clerk, purpose="benchmark") or b""
        return {"bytes of a paper": len(pdf), "leaves in the public log": log.size(log.CERTIFICATES)}


def applicant(n: int) -> Any:
    """The n-th invented applicant: area code 100101, which no place ever had, so that nobody can be meant."""
    from qingbai.inquiries.draft import Draft, IdentityProof, ProofMethod, Purpose
    from qingbai.law.terms import AskerClass, DocumentKind, Paper, Sex
    from qingbai.matching.identity import check_character

    born_on = date(1970, 1, 1) + timedelta(days=n % 9000)
    first17 = f"100101{born_on:%Y%m%d}{2 * (n // 9000) + 500:03d}"
    return Draft(
        asker_class=AskerClass.CITIZEN,
        name="林" + "清和河沿石渡桥舟柏屿"[n % 10] + "川望越岭溪"[n % 5],
        latin_name="LIN BENCH",
        sex=Sex.FEMALE,
        born_on=born_on,
        document_kind=DocumentKind.RESIDENT_ID,
        document_number=first17 + check_character(first17),
        household="100101",
        papers=(Paper.IDENTITY, Paper.APPLICATION_FORM),
        office=OFFICE,
        purpose=Purpose.STUDY,
        identity_proof=IdentityProof(method=ProofMethod.COUNTER, reference="bench"),
    )
