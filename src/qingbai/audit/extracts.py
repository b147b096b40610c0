"""An entry of the ledger with its proof, as a file (台账条目证明) that ``audit.proved`` checks."""

import base64
import json
from dataclasses import dataclass

from qingbai.audit import keys, log
from qingbai.audit.entries import Entry
from qingbai.audit.keys import LEDGER
from qingbai.audit.models import SignedCheckpoint
from qingbai.audit.proved import FORMAT


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an entry stands: its leaf's hash, its index from nought, and the signed checkpoint (with its proof) that covers it."""

    leaf: bytes
    index: int
    size: int
    proof: tuple[bytes, ...]
    note: str


def place(entry: Entry, *, using: str = "default") -> Place:
    """An entry's place under the newest signed checkpoint; one is signed where none covers it yet. Raises ``keys.KeyMissing``."""
    newest = SignedCheckpoint.objects.using(using).filter(log=LEDGER, size__gte=entry.number).order_by("-size").first()
    if newest is None:
        signed = log.checkpoint(LEDGER, using=using)
        size, note = signed.size, signed.note
    else:
        size, note = newest.size, newest.note
    proof = log.inclusion(LEDGER, entry.number - 1, size, using=using)
    return Place(leaf=entry.raw().leaf(), index=entry.number - 1, size=size, proof=proof, note=note)


def extract(entry: Entry, *, using: str = "default") -> bytes:
    """The file. The same entry under the same checkpoint is the same file, byte for byte."""
    stands = place(entry, using=using)
    whole = {
        "format": FORMAT,
        "entry": entry.raw().canonical().decode(),
        "index": stands.index,
        "proof": [base64.b64encode(one).decode() for one in stands.proof],
        "checkpoint": stands.note,
        "key": str(keys.verifier_key(LEDGER, using)),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
