"""``make bench`` or ``python -m benchmarks [NAME ...] [--rounds N] [--json]``: measure, and print ratios with the machine's facts."""

import argparse
import importlib
import json
import pkgutil
import sys
from types import ModuleType

import benchmarks
from benchmarks import frame

NO_BENCHMARK = {"filling", "frame", "stream", "__main__"}
UNAVAILABLE = 2


def main() -> int:
    """Run the benchmarks asked for; 2 where one lacks something that this machine could have."""
    found = [
        name
        for _, name, package in pkgutil.iter_modules(benchmarks.__path__)
        if not package and name not in NO_BENCHMARK
    ]
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(found)}; all where none is given")
    parser.add_argument("--rounds", type=int, help="how often each way does its work")
    parser.add_argument("--convictions", type=int, help="how large a register to fill, where a benchmark fills one")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    asked = parser.parse_args()
    strange = [name for name in asked.names if name not in found]
    if strange:
        parser.error(f"no benchmark is called {strange[0]!r}; there are {', '.join(found)}")
    for option, number in (("--rounds", asked.rounds), ("--convictions", asked.convictions)):
        if number is not None and number < 1:
            parser.error(f"{option} must be at least 1")
    status = 0
    for name in asked.names or found:
        status = max(status, one(importlib.import_module(f"benchmarks.{name}"), name, asked))
    return status


def one(module: ModuleType, name: str, asked: argparse.Namespace) -> int:
    """Run one benchmark and print what it found."""
    before = frame.facts()
    try:
        result: frame.Result = module.run(frame.Options(rounds=asked.rounds, convictions=asked.convictions))
    except frame.Unavailable as missing:
        print(f"{name}: {missing}", file=sys.stderr)
        return UNAVAILABLE
    if asked.json:
        print(json.dumps({"benchmark": name, **result.as_json(), "machine": before}, ensure_ascii=False), flush=True)
        return 0
    print(f"\n{name}: {module.TITLE}")
    if result.rows:
        print("\n".join(f"  {line}" for line in frame.table(result.rows)))
    if result.measures:
        print("\n".join(f"  {line}" for line in frame.listing(result.measures)))
    for what, figure in result.figures.items():
        print(f"  {what}: {figure}")
    for note in result.notes:
        print(f"  - {note}")
    print("  " + "; ".join(f"{what} {fact}" for what, fact in before.items()), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
