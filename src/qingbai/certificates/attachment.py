"""What stands inside every paper for machines (``qingbai.json``): claim, salt, and the proof of its place in the public log.

Canonical JSON like the claim itself: ``parse`` accepts exactly what ``Attachment.as_bytes`` writes. Pure.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from qingbai.audit import merkle, note
from qingbai.certificates import content
from qingbai.certificates import square as squares
from qingbai.certificates.claim import Claim, ClaimRefused
from qingbai.certificates.cms import Chain
from qingbai.certificates.letters import Letter
from qingbai.certificates.signed_parts import Picture
from qingbai.certificates.square import Square
from qingbai.certificates.status_list import Entry

FORMAT = "qingbai/paper/3"
WITHOUT_SQUARE = "qingbai/paper/2"  # letters, and papers from before their codes proved anything
WITHOUT_STATUS = "qingbai/paper/1"  # papers from before there were status lists
LARGEST = 1_310_720  # a letter of the largest size with its proof
BEYOND = 1 << 53  # no place is: every reader of JSON reads smaller numbers alike


class NotLogged(ValueError):
    """The proof does not show this paper in a log that is trusted; the message is a code."""


class AttachmentRefused(ValueError):
    """Not what we attach."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """What the paper says, the salt of its commitment, and where the commitment stands: leaf ``index``, ``proof``, signed ``checkpoint``;
    ``status``: its entry in the status lists; ``square``: what its code to scan holds beside all this."""

    claim: Claim | Letter
    salt: bytes
    index: int
    proof: tuple[bytes, ...]
    checkpoint: str
    status: Entry | None = None
    square: Square | None = None

    def as_bytes(self) -> bytes:
        """The one form of this attachment."""
        more: dict[str, Any] = {}
        if self.status:
            more["status"] = {"list": self.status.list, "index": self.status.index}
        if self.square:
            vouched = {"signed": self.square.signed.hex(), "vouched": self.square.vouched.hex()}
            more["square"] = {"address": self.square.address, **vouched}
        rest = _canonical(
            {
                "format": FORMAT if self.square else WITHOUT_SQUARE if self.status else WITHOUT_STATUS,
                "salt": self.salt.hex(),
                "log": {
                    "index": self.index,
                    "proof": [each.hex() for each in self.proof],
                    "checkpoint": self.checkpoint,
                },
                **more,
            }
        )
        return b'{"claim":%b,%b' % (self.claim.canonical(), rest[1:])  # canonical itself, and first of all keys

    def picture(self, chain: Chain) -> Picture:
        """The drawing of the code to scan that this paper must show, for the document that it shows."""
        claim, square = self.claim, self.square
        if square is None or not isinstance(claim, Claim):
            return lambda _: None
        return lambda shown: squares.drawn(
            squares.Content(claim=claim, index=self.index, status=self.status, salt=self.salt, shown=shown),
            square,
            chain,
        )

    @property
    def origin(self) -> str:
        """The log that the checkpoint names; nothing is believed yet."""
        return self.checkpoint.partition("\n")[0]

    def check_logged(self, document: bytes, keys: Mapping[str, note.VerifierKey]) -> note.Checkpoint:
        """The checkpoint under which claim and typeset document stand in one of these logs.

        Raises ``NotLogged`` with a code: ``checkpoint_unreadable``, ``other_log``, ``checkpoint_forged``, ``proof_wrong``.
        """
        checkpoint = _opened(self.checkpoint, tuple(keys.values()))
        leaf = merkle.leaf_hash(content.commitment(self.claim, document=document, salt=self.salt))
        try:
            merkle.check_inclusion(
                index=self.index, size=checkpoint.size, leaf=leaf, proof=self.proof, root=checkpoint.root
            )
        except merkle.InvalidProof as error:
            raise NotLogged("proof_wrong") from error
        return checkpoint


@lru_cache(maxsize=256)
def _opened(checkpoint: str, keys: tuple[note.VerifierKey, ...]) -> note.Checkpoint:
    """The checkpoint of one of these logs: read once, for papers that were issued together carry the same. Raises ``NotLogged``."""
    try:
        origin = note.Checkpoint.parse(checkpoint.rpartition("\n\n")[0] + "\n").origin
    except note.InvalidNote as error:
        raise NotLogged("checkpoint_unreadable") from error
    key = next((key for key in keys if key.name == origin), None)
    if key is None:
        raise NotLogged("other_log")
    try:
        return note.open_checkpoint(checkpoint, key)
    except note.InvalidNote as error:
        raise NotLogged("checkpoint_forged") from error


@lru_cache(maxsize=4)
def parse(data: bytes) -> Attachment:
    """The attachment in these bytes. Raises ``AttachmentRefused`` for anything that ``as_bytes`` would not write.

    Remembered for a moment: the code to scan and the verdict ask for the same one.
    """
    if len(data) > LARGEST:
        raise AttachmentRefused("too large")
    try:
        found = _from_json(json.loads(data.decode()))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, ClaimRefused) as error:
        raise AttachmentRefused(str(error)) from error
    if found.as_bytes() != data:
        raise AttachmentRefused("not in canonical form")
    return found


def _from_json(found: Mapping[str, Any]) -> Attachment:
    log = found["log"]
    entry = found.get("status")
    positions = [log["index"], *((entry["list"], entry["index"]) if entry else ())]
    if any(
        type(each) is not int or not 0 <= each < BEYOND for each in positions
    ):  # a truth value would pass for a number
        raise TypeError("not a position")
    salt = bytes.fromhex(found["salt"])
    if len(salt) != content.SALT_SIZE:
        raise ValueError("not a salt")
    return Attachment(
        claim=content.parse(_canonical(found["claim"])),
        salt=salt,
        index=log["index"],
        proof=tuple(bytes.fromhex(each) for each in log["proof"]),
        checkpoint=str(log["checkpoint"]),
        status=Entry(entry["list"], entry["index"]) if entry else None,
        square=_square(found["square"]) if "square" in found else None,
    )


def _square(found: Mapping[str, Any]) -> Square:
    signed, vouched = bytes.fromhex(found["signed"]), bytes.fromhex(found["vouched"])
    if (len(signed), len(vouched)) not in ((0, 0), (64, 64)) or not found["address"].isascii():
        raise ValueError("not what a code holds")
    return Square(found["address"], signed, vouched)


def _canonical(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
