"""Which cosignatures are enough (C2SP tlog-policy): the logs, the witnesses, and the quorum among them, in one text file. Pure.

log <key> [<url>]
witness <name> <key> [<url>]
group <name> all|any|<k> <name>...
quorum <name>|none
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qingbai.audit.note import InvalidNote, VerifierKey
from qingbai.audit.public.cosignature import CosignerKey, cosigned

NONE = "none"
LARGEST = 1_000_000


class PolicyRefused(ValueError):
    """A policy that says nothing clear; every line that is wrong is named."""


@dataclass(frozen=True, slots=True)
class Witness:
    """One witness: its name in the policy, its key, and where it is asked (empty: it is only believed)."""

    name: str
    key: CosignerKey
    url: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """Whom to believe: ``logs``, ``witnesses``, ``groups`` (how many of which names), and the name of the ``quorum``."""

    logs: tuple[VerifierKey, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    groups: Mapping[str, tuple[int, tuple[str, ...]]] = field(default_factory=dict)
    quorum: str = NONE

    def cosigners(self, note: str) -> tuple[str, ...]:
        """The names of the witnesses that cosigned a note. Raises ``InvalidNote`` for a wrong cosignature."""
        by = cosigned(note, [witness.key for witness in self.witnesses])
        return tuple(witness.name for witness in self.witnesses if witness.key in by)

    def satisfied(self, note: str) -> bool:
        """Whether those who cosigned a note are enough. Raises ``InvalidNote`` for a wrong cosignature."""
        return self.quorum == NONE or self._witnessed(self.quorum, set(self.cosigners(note)))

    def _witnessed(self, name: str, by: set[str]) -> bool:
        if name not in self.groups:
            return name in by
        wanted, members = self.groups[name]
        return sum(self._witnessed(member, by) for member in members) >= wanted

    @classmethod
    def parse(cls, text: str) -> "Policy":
        """Read a policy. Raises ``PolicyRefused`` with all that is wrong with it."""
        reading = _Reading()
        for number, line in enumerate(text[:LARGEST].split("\n"), 1):
            words = line.replace("\t", " ").split(" ")
            words = [word for word in words if word]
            if words and not words[0].startswith("#"):
                reading.take(number, words)
        return reading.whole()


class _Reading:
    def __init__(self) -> None:
        self.logs: list[VerifierKey] = []
        self.witnesses: list[Witness] = []
        self.groups: dict[str, tuple[int, tuple[str, ...]]] = {}
        self.names: set[str] = set()
        self.members: set[str] = set()
        self.quorums: list[str] = []
        self.wrong: list[str] = []

    def take(self, number: int, words: list[str]) -> None:
        kinds = {"log": self._log, "witness": self._witness, "group": self._group, "quorum": self._quorum}
        if words[0] not in kinds:
            self.wrong.append(f"line {number}: {words[0][:40]!r} is none of {', '.join(kinds)}")
            return
        try:
            kinds[words[0]](words[1:])
        except (PolicyRefused, InvalidNote) as error:
            self.wrong.append(f"line {number}: {error}")

    def whole(self) -> Policy:
        if len(self.quorums) != 1:
            self.wrong.append(
                f"{len(self.quorums)} quorum lines instead of one: end with 'quorum NAME' or 'quorum none'"
            )
        if self.wrong:
            raise PolicyRefused("; ".join(self.wrong))
        return Policy(tuple(self.logs), tuple(self.witnesses), dict(self.groups), self.quorums[0])

    def _log(self, words: list[str]) -> None:
        if len(words) not in (1, 2):
            raise PolicyRefused("a log is written: log KEY [URL]")
        key = VerifierKey.parse(words[0])
        if key.public in {log.public for log in self.logs}:
            raise PolicyRefused("this key of a log stands above already")
        self.logs.append(key)

    def _witness(self, words: list[str]) -> None:
        if len(words) not in (2, 3):
            raise PolicyRefused("a witness is written: witness NAME KEY [URL]")
        witness = Witness(words[0], CosignerKey.parse(words[1]), words[2] if len(words) == 3 else "")
        if witness.key.public in {other.key.public for other in self.witnesses}:
            raise PolicyRefused("this key of a witness stands above already")
        if witness.url and not witness.url.startswith(("http://", "https://")):
            raise PolicyRefused("the address of a witness begins with http:// or https://")
        self._name(witness.name)
        self.witnesses.append(witness)

    def _group(self, words: list[str]) -> None:
        if len(words) < 3:
            raise PolicyRefused("a group is written: group NAME all|any|K NAME...")
        name, count, *members = words
        wanted = {"all": len(members), "any": 1}.get(count, int(count) if count.isascii() and count.isdigit() else 0)
        if not 1 <= wanted <= len(members):
            raise PolicyRefused(f"{count[:20]!r} is neither all, any nor a number from 1 to {len(members)}")
        for member in members:
            if member not in self.names:
                raise PolicyRefused(f"{member[:40]!r} stands on no line above")
            if member in self.members:
                raise PolicyRefused(f"{member[:40]!r} is a member already: each counts once")
            self.members.add(member)
        self._name(name)
        self.groups[name] = (wanted, tuple(members))

    def _quorum(self, words: list[str]) -> None:
        if len(words) != 1 or words[0] not in self.names | {NONE}:
            raise PolicyRefused("a quorum is written: quorum NAME, of a witness or group above, or quorum none")
        self.quorums.append(words[0])

    def _name(self, name: str) -> None:
        if name == NONE or name in self.names:
            raise PolicyRefused(f"the name {name[:40]!r} is taken")
        self.names.add(name)
