"""Reading judgments: documents a second beside the usual handful of expressions, the memory of the whole command, and growth with length.

The texts are the project's own invented judgments. Where published ones lie beside the project, the command is measured on them too.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import frame
from benchmarks.frame import Options, Result, Runner

TITLE = "judgments read, on one core"
ROUNDS = 60
COPIES = 50
PROJECT = Path(__file__).parents[1]
PUBLISHED = PROJECT.parent / "shared" / "data" / "judgments" / "judgments.jsonl.gz"


def run(options: Options) -> Result:
    """One round reads every invented judgment once; the command reads them all many times over, from a file."""
    from qingbai.reading import read

    texts = list(invented())
    characters = sum(map(len, texts))

    def ours(_: int) -> None:
        for text in texts:
            read(text)

    def usual(_: int) -> None:
        for text in texts:
            for expression in USUAL:
                expression.findall(text)

    with frame.one_core() as where:
        runners = [
            Runner("usual expressions, no person told apart", usual),
            Runner(f"ours, all fields of {len(texts)}", ours),
        ]
        rows = frame.in_turns(runners, rounds=options.rounds or ROUNDS)
        figures = {
            "read": f"{len(texts) / rows[1].cpu:,.0f} documents a second, {characters / rows[1].cpu / 1e6:.2f} million characters",
            "twice the length takes": f"{growth(max(texts, key=len)):.1f} times as long",
            **commands(texts),
        }
    return Result(
        rows=rows,
        figures=figures,
        notes=(
            f"{where}; a piece is {len(texts)} documents of {characters:,} characters in all",
            "the usual expressions find case numbers, dates, charges, terms and fines anywhere and join none of them to a person",
            "the command counts its start, the input, the reading and the JSON it writes",
        ),
    )


USUAL = [
    re.compile(expression)
    for expression in (
        r"[（(]\d{4}[)）][^号]{2,15}号",
        r"\d{4}年\d{1,2}月\d{1,2}日",
        r"被告人([^，。]{2,10})[，。]",
        r"犯([^，。]{2,20}罪)",
        r"判处(有期徒刑|拘役|管制|无期徒刑|死刑)([^，。；]{0,20})",
        r"缓刑([^，。；]{2,10})",
        r"罚金(?:人民币)?([^，。；]{1,15})元",
        r"自(\d{4}年\d{1,2}月\d{1,2}日)起至(\d{4}年\d{1,2}月\d{1,2}日)止",
    )
]
"""What a script for the same job usually looks like."""


def invented() -> Iterator[str]:
    """The judgments of the demonstration and of the tests."""
    for folder in ("src/qingbai/project/demo/judgments", "tests/reading/judgments"):
        for path in sorted((PROJECT / folder).glob("*.txt")):
            yield path.read_text(encoding="utf-8")


def growth(text: str) -> float:
    """How much longer a judgment takes than one of half the length; both told at length, as long judgments are."""
    from qingbai.reading import read

    before, formula, after = text.partition("判决如下")
    short, long = (before * times + formula + after for times in (20, 41))

    def taken(one: str) -> float:
        best = float("inf")
        for _ in range(5):
            began = time.process_time()
            read(one)
            best = min(best, time.process_time() - began)
        return best

    return taken(long) / taken(short)


def commands(texts: Sequence[str]) -> dict[str, str]:
    """Speed and memory of ``qingbai read`` on a file."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "invented.jsonl"
        with path.open("w", encoding="utf-8") as lines:
            for i in range(COPIES):
                lines.writelines(json.dumps({"id": f"{i}-{j}", "text": text}) + "\n" for j, text in enumerate(texts))
        found["qingbai read, invented"] = command(path, Path(folder) / "out.jsonl")
        if PUBLISHED.exists():
            found["qingbai read, published"] = command(PUBLISHED, Path(folder) / "out.jsonl")
    return found


def command(path: Path, out: Path) -> str:
    """Run the command and tell documents, seconds of work and the most memory it held."""
    began = time.perf_counter()
    with out.open("wb") as written:
        process = subprocess.Popen([sys.executable, "-m", "qingbai.project.cli", "read", str(path)], stdout=written)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    took, work = time.perf_counter() - began, used.ru_utime + used.ru_stime
    if process.returncode > 1:
        raise RuntimeError(f"qingbai read ended with {process.returncode}")
    with out.open("rb") as lines:
        refused = [json.loads(line)["refused"] for line in lines]
    memory = used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return (
        f"{len(refused):,} documents ({sum(refused):,} refused) in {took:.1f} s, work {work:.1f} s: "
        f"{len(refused) / work:,.0f} a second; at most {memory:.0f} MiB"
    )
