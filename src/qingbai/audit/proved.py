"""Checking an entry of the ledger from its file alone (台账条目核验), years later, without us and without a network. Pure.

The file is JSON: the entry's canonical text as it was hashed, its place, the inclusion proof and a signed checkpoint that the proof leads to
(``audit.extracts`` writes it). Whoever checks brings the ledger's public key, kept from before: a file that brought its own would vouch for itself.
"""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any

from qingbai.audit.merkle import InvalidProof, check_inclusion, leaf_hash
from qingbai.audit.note import InvalidNote, VerifierKey, open_checkpoint

FORMAT = "qingbai-ledger-entry/1"
MOST_BYTES = 1_000_000


class NoProof(ValueError):
    """The file proves nothing; the message says why, in Chinese and English."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} {en}")
        self.zh, self.en = zh, en


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """What a file proves: the entry as it was written, and that it stood in the ledger when it had ``size`` entries."""

    entry: dict[str, Any]
    size: int
    origin: str


def check(file: bytes, key: VerifierKey) -> Proved:
    """What a file proves under this key of the ledger. Raises ``NoProof``. Asks nobody."""
    whole = _read(file)
    try:
        head = open_checkpoint(whole["checkpoint"], key)
    except InvalidNote as error:
        raise NoProof(
            "检查点不是用这把公钥签署的，或已被改动。", f"The checkpoint is not signed by this key: {error}."
        ) from None
    text = whole["entry"].encode()
    try:
        proof = [base64.b64decode(one, validate=True) for one in whole["proof"]]
        check_inclusion(index=whole["index"], size=head.size, leaf=leaf_hash(text), proof=proof, root=head.root)
        entry = json.loads(text)
    except (InvalidProof, binascii.Error, ValueError) as error:
        raise NoProof("条目或其证明已被改动。", f"The entry or its proof was changed: {error}.") from None
    if not isinstance(entry, dict) or entry.get("number") != whole["index"] + 1:
        raise NoProof("条目编号与其位置不符。", "The entry's number is not that of its place.")
    return Proved(entry=entry, size=head.size, origin=head.origin)


def _read(file: bytes) -> dict[str, Any]:
    wrong = NoProof("这不是台账条目证明文件。", f"This is no file of the format {FORMAT}.")
    if len(file) > MOST_BYTES:
        raise wrong
    try:
        whole = json.loads(file)
    except (ValueError, RecursionError):
        raise wrong from None
    shapes = {"entry": str, "index": int, "proof": list, "checkpoint": str}
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise wrong
    if any(type(whole.get(name)) is not shape for name, shape in shapes.items()):
        raise wrong
    if not all(isinstance(one, str) for one in whole["proof"]):
        raise wrong
    return whole
