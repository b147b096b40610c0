"""What was tried and refused, as a table: on the screen with the figures of the run, in ``docs/attacks.md`` without what differs from run to run."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from attacks.frame import ATTACKS, Attack, Tally
from qingbai.certificates.verdicts import WORDING

DOORS = {"program": "the program", "page": "the offline page", "site": "the site"}
DOCUMENT = Path(__file__).parents[2] / "docs" / "attacks.md"
HEAD = """# Attacks on a paper, tried

Written by `make attacks`, which tries all of it anew in about five minutes, on papers made for the occasion in both forms and as letters; `make test` tries a little of each.
The command fails when one single try is accepted, and also when one is refused for another reason than belongs to it.
The program is `verify_file`, which `qingbai verify` and the API ask too; the offline page is asked in Chromium without a network; the site gets the file as an upload.

| attack | {doors} | refused | reasons |
| --- | {lines} | --- | --- |
"""
TAIL = """
What a reason says to a reader:

"""
LIMITS = """
No try took more than three seconds of processor time. What nobody can tell from a file: a genuine list or statement that is
younger than a withdrawal stays believed until it is out of date (a day, seven days); a code to scan says which claim is genuine, not on which
paper it was printed, so it has to be compared; and whoever has the keys of office and log, before anybody reports them lost, makes papers.
"""


@dataclass
class Table:
    """Tallies by attack and by who looked."""

    found: dict[str, dict[str, Tally]] = field(default_factory=dict)

    def take(self, door: str, attack: Attack, tally: Tally) -> None:
        """One tally more for the same attack and the same who looks."""
        self.found.setdefault(attack.name, {}).setdefault(door, Tally()).take(tally)

    def as_json(self) -> list:
        """What one process found, for the one that tells of all."""
        return [
            [name, door, tally.tried, dict(tally.reasons), tally.slowest]
            for name, by in self.found.items()
            for door, tally in by.items()
        ]

    def add(self, found: list) -> None:
        """What another process found."""
        for name, door, tried, reasons, slowest in found:
            self.take(door, ATTACKS[name], Tally(tried, Counter(reasons), slowest=slowest))

    def tried(self, door: str, *names: str) -> int:
        return sum(by[door].tried for name, by in self.found.items() if door in by and (not names or name in names))

    def refused(self, *names: str) -> int:
        return sum(
            tally.refused for name, by in self.found.items() for tally in by.values() if not names or name in names
        )

    def reasons(self, name: str) -> list[str]:
        """Those that were met, in the order in which the attack names them; behind them those of the page or the site alone."""
        met = sum((tally.reasons for tally in self.found[name].values()), Counter())
        return [each for each in ATTACKS[name].reasons if each in met] + sorted(met.keys() - set(ATTACKS[name].reasons))

    def lines(self):
        """For the screen."""
        yield f"{'  '.join(f'{name:>9}' for name in (*DOORS, 'refused'))}  attack and reasons"
        for name, by in self.found.items():
            reasons = sum((tally.reasons for tally in by.values()), Counter())
            counts = (*(self.tried(door, name) for door in DOORS), self.refused(name))
            said = ", ".join(f"{reason} {count:,}" for reason, count in reasons.most_common())
            yield f"{'  '.join(f'{count:9,}' for count in counts)}  {name}: {said}"
        counts = (*(self.tried(door) for door in DOORS), self.refused())
        yield f"{'  '.join(f'{count:9,}' for count in counts)}  all {len(self.found)} attacks"
        slowest = max((tally.slowest for by in self.found.values() for tally in by.values()), default=0)
        yield f"the slowest try took {slowest:.2f} s of processor time"

    def document(self) -> str:
        """For ``docs/attacks.md``."""
        parts, group = [HEAD.format(doors=" | ".join(DOORS.values()), lines=" | ".join("---:" for _ in DOORS))], ""
        for name, attack in ATTACKS.items():
            if name not in self.found:
                continue
            if attack.group != group:
                group = attack.group
                parts.append(f"| **{group}** | {' | '.join('' for _ in DOORS)} | | |\n")
            counts = " | ".join(f"{self.tried(door, name):,}" for door in DOORS)
            parts.append(
                f"| {name} | {counts} | all {self.refused(name):,} | {', '.join(_coded(reason) for reason in self.reasons(name))} |\n"
            )
        counts = " | ".join(f"**{self.tried(door):,}**" for door in DOORS)
        parts.append(f"| **all {len(self.found)}** | {counts} | **all {self.refused():,}** | |\n{TAIL}")
        named = sorted({reason for attack in ATTACKS.values() for reason in attack.reasons if reason in WORDING})
        parts.extend(f"- `{reason}`: {WORDING[reason][1]}\n" for reason in named)
        return "".join(parts) + LIMITS


def _coded(reason: str) -> str:
    return f"`{reason}`" if reason in WORDING else reason
