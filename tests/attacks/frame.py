"""What an attack is, and how it is tried. Each try must be refused, and for a reason that the attack names."""

import itertools
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random  # noqa: TID251 - the same attacks in every run

from qingbai.certificates.statements import Carried
from qingbai.certificates.trust import Trust
from qingbai.certificates.verify import Holds, verify_file

ACCEPTED = "accepted"
LONGEST = 3.0  # seconds of processor time that any one try may take


@dataclass(frozen=True, slots=True)
class Try:
    """A file that an attacker shows: ``reasons`` where they are not those of the whole attack; ``carried`` is a status that comes with it.

    ``everywhere``: the offline page and the site are shown it too.
    """

    data: bytes
    what: str = ""
    reasons: tuple[str, ...] = ()
    trust: Trust | None = None
    carried: Carried | None = None
    everywhere: bool = True

    def answer(self, stage) -> str:
        """The program's reason against it."""
        found = verify_file(self.data, self.trust or stage.house.trust, carried=self.carried)
        assert found.genuine or found.exit_status in (1, 2)
        assert found.claim is None or found.signed.holds is Holds.YES
        if found.signed.holds is not Holds.YES:
            return found.signed.code
        if found.logged.holds is not Holds.YES:
            return found.logged.code
        if self.carried is not None and found.current.holds is not Holds.YES:
            return found.current.code
        return ACCEPTED


@dataclass(frozen=True, slots=True)
class Asked:
    """Something else than a file: ``ask`` gives the reason against it, or ``ACCEPTED``."""

    ask: Callable[[], str]
    what: str = ""
    reasons: tuple[str, ...] = ()
    everywhere: bool = False

    def answer(self, stage) -> str:
        return self.ask()


@dataclass(frozen=True)
class Attack:
    """What somebody does, and why it is refused."""

    group: str
    name: str
    reasons: tuple[str, ...]
    tries: Callable[..., Iterator]

    def all(self, stage) -> Iterator:
        return self.tries(stage, Random(self.name))

    def some(self, stage, count: int) -> list[Try]:
        """As many of its files as asked for, for those who take longer to look: from all of them, or where only a little is tried the first."""
        files = (one for one in self.all(stage) if one.everywhere and one.trust is None)
        if not stage.whole:
            return list(itertools.islice(files, count))
        random, kept = Random(self.name), []
        for number, one in enumerate(files):
            if number < count:
                kept.append(one)
            elif (place := random.randrange(number + 1)) < count:
                kept[place] = one
        return kept


ATTACKS: dict[str, Attack] = {}


def attack(group: str, name: str, *reasons: str):
    """Enter the attack that a function makes the tries of."""

    def entered(tries):
        assert name not in ATTACKS, name
        ATTACKS[name] = Attack(group, name, reasons, tries)
        return tries

    return entered


@dataclass
class Tally:
    """How often an attack was tried and refused by one of those who look at papers, and for which reasons."""

    tried: int = 0
    reasons: Counter = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    slowest: float = 0.0

    def add(self, reason: str, allowed, what: str) -> None:
        self.tried += 1
        self.reasons[reason] += 1
        if reason not in allowed and len(self.wrong) < 20:
            self.wrong.append(f"{what}: {reason} instead of {' or '.join(allowed)}")

    def take(self, other: "Tally") -> None:
        self.tried += other.tried
        self.reasons += other.reasons
        self.wrong += other.wrong
        self.slowest = max(self.slowest, other.slowest)

    @property
    def refused(self) -> int:
        return self.tried - self.reasons[ACCEPTED]


def by_the_program(attack: Attack, stage) -> Tally:
    """Every try shown to ``verify_file``, or to what else it is meant for."""
    tally = Tally()
    for number, one in enumerate(attack.all(stage)):
        if isinstance(one, Many):
            tally.take(one.run(stage))
            continue
        before = time.process_time()
        reason = one.answer(stage)
        tally.slowest = max(tally.slowest, time.process_time() - before)
        tally.add(reason, one.reasons or attack.reasons, one.what or f"try {number}")
    if tally.slowest > LONGEST:
        tally.wrong.append(f"one took {tally.slowest:.1f} s")
    return tally


class Many:
    """Very many tries that are alike, made where they are tried."""

    everywhere = False

    def run(self, stage) -> Tally:
        raise NotImplementedError


def flat(*many) -> list:
    return list(itertools.chain(*many))
