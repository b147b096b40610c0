"""Evidence beside a paper (存证续期; evidence record, RFC 4998): that it existed unchanged before its own signature grew old.

A paper is never rewritten. Before hashes, keys or certificates age, a tree is built over the hashes of many papers and its root is time-stamped (``archive``);
each paper keeps its own way up the tree. Before that stamp ages in turn, the stamp itself is stamped; before the hash ages, paper and all
earlier evidence go into a new tree by a stronger hash. So a chain of evidence reaches back to a time when the paper's signature
could not be forged. The tree shows other papers' hashes only, which tell nothing. Pure: no Django, no clock.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from qingbai.certificates import archive, der
from qingbai.certificates.archive import HASHES, ON_P256, Hash, Token, TokenRefused
from qingbai.certificates.cms import Chain
from qingbai.certificates.trust import NotTrusted, Trust

TREE = 0xA2  # [2] reducedHashtree
ALGORITHM = 0xA0  # [0] digestAlgorithm
OF_PAPERS = ("SHA-256", ON_P256)
"""What the signature of a paper rests on."""
LARGEST = 2_000_000  # bytes of a record

Way = tuple[tuple[bytes, ...], ...]
"""A reduced hash tree: the hashes beside the own one, level by level from below; empty where a stamp covers one thing alone."""


class RenewalRefused(ValueError):
    """Evidence that does not prove it; the message is a code: ``renewal_unreadable``, ``renewal_other``, ``renewal_unknown``, ``renewal_late``."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What is beside a paper that is judged at the instant ``at``: its evidence ``record``, where it came with one."""

    at: datetime
    record: bytes | None = None


@dataclass(frozen=True, slots=True)
class Stamped:
    """One step of evidence: the hash it works with, the way from the own hash to the root that was stamped, and the token."""

    hashed: str
    way: Way
    token: bytes

    def as_der(self) -> bytes:
        """As an ArchiveTimeStamp."""
        algorithm = der.encode(ALGORITHM, HASHES[self.hashed].identifier)
        return der.encode(der.SEQUENCE, algorithm, way_as_der(self.way), self.token)


@dataclass(frozen=True, slots=True)
class Record:
    """All evidence of one paper, oldest first."""

    steps: tuple[Stamped, ...]

    def chains(self) -> tuple[tuple[Stamped, ...], ...]:
        """The steps by the hash they work with: a new chain begins where a new hash does."""
        found: list[list[Stamped]] = []
        for step in self.steps:
            if found and found[-1][0].hashed == step.hashed:
                found[-1].append(step)
            else:
                found.append([step])
        return tuple(map(tuple, found))

    def as_der(self) -> bytes:
        """The evidence record, to be kept and handed out beside the paper."""
        names = dict.fromkeys(step.hashed for step in self.steps)
        algorithms = der.encode(der.SEQUENCE, *(HASHES[name].named for name in names))
        return der.encode(der.SEQUENCE, der.integer(1), algorithms, _sequence(self.chains()))

    def next_leaf(self, paper: bytes, hashed: Hash) -> bytes:
        """What the next tree must hold for this paper: its hash at first, then the last stamp's, or both where a new hash begins."""
        if not self.steps:
            return hashed.of(paper)
        if self.steps[-1].hashed == hashed.name:
            return hashed.of(self.steps[-1].token)
        return hashed.of(hashed.of(paper), hashed.of(_sequence(self.chains())))


def parse(data: bytes) -> Record:
    """The record in these bytes, in the one form of ``Record.as_der``. Raises ``RenewalRefused``."""
    try:
        if len(data) > LARGEST:
            raise RenewalRefused("renewal_unreadable")
        (outer,) = der.read(data, der.SEQUENCE)
        _, _, sequence = der.read(outer.content, der.INTEGER, der.SEQUENCE, der.SEQUENCE)
        chains = (der.read(chain.content) for chain in der.read(sequence.content))
        found = Record(tuple(_step(step.content) for chain in chains for step in chain))
    except (ValueError, StopIteration, RecursionError) as error:
        raise RenewalRefused("renewal_unreadable") from error
    if not found.steps or found.as_der() != data:
        raise RenewalRefused("renewal_unreadable")
    return found


def plant(leaves: Iterable[bytes], hashed: Hash) -> tuple[bytes, Mapping[bytes, Way]]:
    """The root of a tree over these hashes, and the way of each: in pairs, in the order of their bytes (RFC 4998, 4.2). At least one leaf."""
    levels = [sorted(set(leaves))]
    while len(levels[-1]) > 1:
        level = levels[-1]
        pairs = (level[start : start + 2] for start in range(0, len(level), 2))
        levels.append([hashed.of(*sorted(pair)) if len(pair) == 2 else pair[0] for pair in pairs])
    return levels[-1][0], {leaf: _way(place, levels) for place, leaf in enumerate(levels[0])}


def climbed(leaf: bytes, way: Way, hashed: Hash) -> bytes:
    """The root that a way leads to. Raises ``RenewalRefused`` where it does not begin at this leaf."""
    if not way:
        return leaf
    if leaf not in way[0]:
        raise RenewalRefused("renewal_other")
    here = hashed.of(*sorted(way[0]))
    for level in way[1:]:
        here = hashed.of(*sorted({here, *level}))
    return here


def proved(data: bytes, paper: bytes, trust: Trust, *, at: datetime) -> datetime:
    """The instant at which this evidence proves the paper to have existed, judged at ``at``: that of its first stamp.

    Every stamp leads from what it must hold, by a stamper below a pinned root, and was renewed before it could be forged. Raises ``RenewalRefused``.
    """
    record = parse(data)
    before = Record(())
    tokens: list[Token] = []
    for step in record.steps:
        hashed = HASHES[step.hashed]
        token = _token(step)
        if climbed(before.next_leaf(paper, hashed), step.way, hashed) != token.imprint or token.hashed != hashed:
            raise RenewalRefused("renewal_other")
        tokens.append(token)
        before = Record((*before.steps, step))
    for token, then in zip(tokens, [*(each.at for each in tokens[1:]), at], strict=True):
        try:
            end = trust.stamp_ends(token.chain, token.rests_on, token.at)
        except NotTrusted as error:
            raise RenewalRefused("renewal_unknown") from error
        if not token.at <= then < end:
            raise RenewalRefused("renewal_late")
    return tokens[0].at


def refuse_aged(paper: bytes, chain: Chain, trust: Trust, beside: Beside) -> bool:
    """Refuse (``NotTrusted``) a paper whose own signature proves nothing any more, unless evidence reaches back to when it did; whether it was needed."""
    ends = trust.ends(chain, OF_PAPERS)
    if beside.record is None:
        if beside.at >= ends:
            raise NotTrusted("aged")
        return False
    try:
        first = proved(beside.record, paper, trust, at=beside.at)
    except RenewalRefused as refused:
        raise NotTrusted(str(refused)) from refused
    if first >= ends:
        raise NotTrusted("renewal_late")
    return beside.at >= ends


def _token(step: Stamped) -> Token:
    try:
        return archive.opened(step.token)
    except TokenRefused as error:
        raise RenewalRefused("renewal_unreadable") from error


def _way(place: int, levels: Sequence[Sequence[bytes]]) -> Way:
    found: list[tuple[bytes, ...]] = []
    for level in levels[:-1]:
        if place ^ 1 < len(level):
            beside = level[place ^ 1]
            found.append((beside,) if found else tuple(sorted((level[place], beside))))
        place //= 2
    return tuple(found)


def way_as_der(way: Way) -> bytes:
    """A reduced hash tree; nothing where there is none."""
    levels = (der.encode(der.SEQUENCE, *(der.encode(der.OCTET_STRING, each) for each in level)) for level in way)
    return der.encode(TREE, *levels) if way else b""


def way_of(data: bytes) -> Way:
    """Read what ``way_as_der`` wrote. Raises ``NotDer``."""
    if not data:
        return ()
    (tree,) = der.read(data, TREE)
    levels = (der.read(level.content) for level in der.read(tree.content))
    return tuple(tuple(each.content for each in level) for level in levels)


def _sequence(chains: Sequence[Sequence[Stamped]]) -> bytes:
    return der.encode(der.SEQUENCE, *(der.encode(der.SEQUENCE, *(step.as_der() for step in chain)) for chain in chains))


def _step(data: bytes) -> Stamped:
    algorithm, *tree, token = der.read(data)
    named = next(each.name for each in HASHES.values() if each.identifier == algorithm.content)
    return Stamped(named, way_of(b"".join(each.whole for each in tree)), token.whole)
