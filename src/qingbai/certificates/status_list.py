"""The status list (状态清单): one bit a paper, current or not, fetched whole, so that asking does not tell about which paper.

As the W3C Bitstring Status List v1.0 writes it: a string of ``LENGTH`` bits, the first the highest of the first byte, compressed (GZIP), base64url,
``u`` in front. A list belongs to ``LENGTH`` places of the public log; a paper's entry in it is a secret permutation of its
place (``entry``), so that neighbours in time are no neighbours in the list. Places that hold no paper turn *not current*
in their time too (``turns``), one in four: the few papers that are taken back do not show among them.
Pure: no Django, no clock, no randomness.
"""

import base64
import binascii
import gzip
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

HALF = 9  # bits of each half in the permutation
LENGTH = 1 << 2 * HALF  # entries in a list: twice the least that the recommendation asks for
ROUNDS = 8
SECRET_SIZE = 32
LONGEST_LIFE = 1 << 22  # leaves by which the log grows before every dummy that turns has turned
_MASK = (1 << HALF) - 1


class NotAList(ValueError):
    """Not the encoded form of a list of this length."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a paper's bit stands: the number of its list, and its place in it (状态清单中的位置)."""

    list: int
    index: int


def entry(leaf: int, secret: bytes) -> Entry:
    """The entry of the paper at this place of the log. One place, one entry; nobody without the secret finds one from the other."""
    number, place = divmod(leaf, LENGTH)
    left, right = place >> HALF, place & _MASK
    for turn in range(ROUNDS):
        left, right = right, left ^ (_drawn(secret, b"entry", number << 32 | turn << 16 | right) & _MASK)
    return Entry(number, left << HALF | right)


def turns(number: int, secret: bytes) -> list[tuple[int, int]]:
    """When places of a list that hold no paper turn *not current*: the size that the public log has then, and the place; in that order.

    One place in four ever turns, each in its own time. Places that hold papers are among them: the caller leaves those out.
    """
    found = []
    for leaf in range(number * LENGTH, (number + 1) * LENGTH):
        drawn = _drawn(secret, b"dummy", leaf)
        if drawn & 3 == 0:
            found.append((leaf + 1 + (drawn >> 2) % LONGEST_LIFE, leaf))
    return sorted(found)


def encode(entries: Iterable[int]) -> str:
    """The list in which these entries are not current."""
    bits = bytearray(LENGTH // 8)
    for index in entries:
        bits[index >> 3] |= 0x80 >> (index & 7)
    return "u" + base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).decode().rstrip("=")


def decode(text: str) -> bytes:
    """The bits of an encoded list. Raises ``NotAList`` for anything that is none of ``LENGTH`` entries, however large it would unpack."""
    try:
        packed = base64.b64decode(text[1:] + "=" * (-len(text[1:]) % 4), altchars=b"-_", validate=True)
        unpacking = zlib.decompressobj(wbits=31)
        bits = unpacking.decompress(packed, LENGTH // 8 + 1)
    except (binascii.Error, zlib.error, ValueError) as error:
        raise NotAList("not a compressed list in base64url") from error
    if text[:1] != "u" or len(bits) != LENGTH // 8 or not unpacking.eof or unpacking.unused_data:
        raise NotAList(f"not a list of {LENGTH} entries")
    return bits


def is_set(bits: bytes, index: int) -> bool:
    """Whether the entry is not current."""
    return bool(bits[index >> 3] & (0x80 >> (index & 7)))


def _drawn(secret: bytes, purpose: bytes, number: int) -> int:
    return int.from_bytes(
        blake2b(number.to_bytes(12, "big"), digest_size=8, key=secret, person=purpose).digest(), "big"
    )
