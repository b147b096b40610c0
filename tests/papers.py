"""Papers without a database: the real typesetter, a real chain of keys, and a real log kept in a list."""

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import cast as people
from qingbai.audit import merkle, note
from qingbai.certificates import content, lasting, signature, square
from qingbai.certificates.attachment import Attachment
from qingbai.certificates.claim import STATEMENT_OF, Bilingual, Claim, Holder
from qingbai.certificates.keys import Keyring, Office
from qingbai.certificates.paper.typesetting import typesetter
from qingbai.certificates.trust import Trust
from qingbai.law.terms import AnswerPaper, DocumentKind, Sex

AT = datetime(2026, 3, 2, 2, 30, 7, tzinfo=UTC)  # 10:30 in China
MADE = datetime(2026, 1, 5, tzinfo=UTC)
ORGAN = Bilingual(zh="演示市公安局清河分局", en="Qinghe Sub-Bureau of Demo City Public Security Bureau")
STATION = Bilingual(zh="演示市公安局清河分局河沿派出所", en=f"Heyan Police Station, {ORGAN.en}")
OFFICE = Office(id="100101-hy", name=STATION, organ=ORGAN)
URL = "https://check.example"
NUMBER, CODE = "演公（清）证（2026）第4072915号", "K7QM-3RWT-9XAD-0C6H"


def a_claim(kind=AnswerPaper.CERTIFICATE, person=people.CLEAN, holder=(), **other):
    foreign = person.nationality != "CHN"
    known = {
        "native": "" if foreign else person.name,
        "latin": person.latin,
        "sex": Sex(person.sex),
        "born_on": person.born_on,
        "nationality": person.nationality,
        "document": DocumentKind.PASSPORT if foreign else DocumentKind.RESIDENT_ID,
        "document_number": person.number,
    }
    values = {
        "kind": kind,
        "statement": STATEMENT_OF[kind],
        "holder": Holder(**(known | dict(holder))),
        "purpose": Bilingual(zh="出国留学", en="Study abroad"),
        "office_id": OFFICE.id,
        "office": STATION,
        "organ": ORGAN,
        "application_number": "100101-2026-K3M7",
        "applied_on": date(2026, 3, 2),
        "searched_at": AT,
        "issued_on": date(2026, 3, 2),
        "valid_until": date(2026, 9, 1) if kind is AnswerPaper.CERTIFICATE else None,
    }
    return Claim(**(values | other))


def numbered(claim):
    return claim.numbered(number=NUMBER, code=CODE)


def document_of(claim):
    return typesetter().typeset(claim, base_url=URL, at=AT)


def written(claim):
    """The body of a page by the fast way; a document where a value needs Typst."""
    return typesetter().page(claim, base_url=URL, at=AT)


FORMS = {"typeset": document_of, "written": written}
"""Both ways from a claim to what is signed."""


@dataclass
class Logbook:
    """A log of papers in memory, with the real hashing and the real signatures."""

    key: note.SigningKey
    leaves: list[bytes] = field(default_factory=lambda: [secrets.token_bytes(32) for _ in range(11)])

    def take(self, leaf):
        """The index, proof and signed checkpoint of a leaf added to the log."""
        self.leaves.append(leaf)
        frontier, nodes = merkle.Frontier(), {}
        for each in self.leaves:
            nodes |= dict(frontier.add(merkle.leaf_hash(each)))
        index, size = len(self.leaves) - 1, len(self.leaves)
        proof = merkle.prove(merkle.inclusion_plan(index, size), nodes)
        head = note.Checkpoint(self.key.name, size, frontier.root())
        return index, proof, note.sign_checkpoint(head, self.key)


@dataclass
class House:
    """An office that issues, with everything it needs."""

    ring: Keyring
    log: Logbook

    @property
    def trust(self):
        return Trust(roots=(self.ring.root(),), logs=(self.log.key.verifier,))

    def attachment(self, claim, document, **changed):
        salt = changed.pop("salt", secrets.token_bytes(32))
        index, proof, checkpoint = self.log.take(content.commitment(claim, document=document, salt=salt))
        known = {"claim": claim, "salt": salt, "index": index, "proof": proof, "checkpoint": checkpoint}
        if isinstance(claim, Claim):
            known["square"] = self.square(claim, document, salt=salt, index=index)
        return Attachment(**(known | changed))

    def square(self, claim, document, **where):
        """What the code to scan of a paper holds."""
        said = square.Content(claim=claim, status=None, shown=hashlib.sha256(document).digest(), **where)
        signer = self.ring.signer(OFFICE.id)

        def vouch(leaf):
            return note.sign_entry(index=said.index, leaf=leaf, key=self.log.key)

        return square.made(said, base_url=URL, key=signer.key, chain=signer.chain, vouch=vouch)

    def sign(self, document, attachment, at=AT, office=OFFICE.id):
        signer = self.ring.signer(office)
        kept = lasting.of(self.ring, at=at)
        return signature.certify(
            document, attachment=attachment, key=signer.key, chain=signer.chain, at=at, lasting=kept
        )

    def paper(self, claim=None, *, form=document_of):
        claim = claim or numbered(a_claim())
        document = form(claim)
        return self.sign(document, self.attachment(claim, document))


def a_house(folder: Path, log_name="qingbai.test/certificates"):
    ring = Keyring(folder)
    ring.make(OFFICE, at=MADE)
    ring.make_stamping(at=MADE)
    return House(ring, Logbook(note.SigningKey.make(log_name)))
