"""Who is meant (人与主文的对应): the names that a stretch of text writes, joined to the accused of the head.

A verdict may write a name that the head does not have: an alias, a misprint, another mask. It is joined where only one accused can be
meant, and less surely.
"""

from difflib import SequenceMatcher

from qingbai.reading.names import Names
from qingbai.reading.parties import Party
from qingbai.reading.text import Text
from qingbai.reading.verdict import Pass, Resolve, Told


def _resolver(parties: tuple[Party, ...], mentioned: set[str]) -> Resolve:
    """Join a name that only the verdict writes to the accused it must mean: an alias, a misprint, or the same family name with nobody else left."""

    def resolve(written: str) -> str | None:
        for party in parties:
            if any(alias.value == written for alias in party.about.aliases):
                return party.name.value
        near = [party.name.value for party in parties if _alike(party.name.value, written)]
        if len(near) == 1 and (len(written) >= 6 or near[0] not in mentioned):
            return near[0]
        left = [party.name.value for party in parties if party.name.value not in mentioned]
        same = [name for name in left if name[:1] == written[:1]]
        if len(same) == 1:
            return same[0]
        return left[0] if len(left) == 1 and len(parties) == 1 else None

    return resolve


def _alike(one: str, other: str) -> bool:
    """Names that differ by one character, long names (of units) by a few."""
    if len(one) == len(other) <= 5:
        return len(one) >= 2 and sum(a != b for a, b in zip(one, other, strict=True)) == 1 and "某" not in one + other
    if min(len(one), len(other)) < 6:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.9


def decide(text: Text, parties: tuple[Party, ...], start: int, end: int, *, review: bool) -> Told:
    """What one stretch of text decides about the accused."""
    names = tuple(dict.fromkeys(party.name.value for party in parties))
    mentioned = {name for name in names if name in text.flat[start:end]}
    listed = [party.name.value for party in parties]
    doubles = frozenset(name for name in listed if listed.count(name) > 1)
    reading = Pass(text.flat, Names(names), _resolver(parties, mentioned), review=review, doubles=doubles)
    return reading.run(start, end)
