"""What an attacker has before them: genuine papers of each form, a house with the same names, and, in some attacks, a stolen key."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

import cast as people
from letters import a_letter
from papers import AT, FORMS, MADE, OFFICE, House, a_claim, a_house, document_of
from qingbai.certificates import closing, cms, lasting, signature, updating
from qingbai.certificates.keys import Office
from qingbai.certificates.letters import LetterKind
from qingbai.certificates.signed_parts import Unsigned

NUMBERS = ("演公（清）证（2026）第4072915号", "演公（清）证（2026）第8830146号")
CODES = ("K7QM-3RWT-9XAD-0C6K", "0123-4567-89AB-CDE8")
ELSEWHERE = Office(id="100102-sq", name=OFFICE.name, organ=OFFICE.organ)


@dataclass(frozen=True)
class Paper:
    """A genuine paper and what it was made of."""

    form: str
    claim: object
    document: bytes
    attachment: bytes
    data: bytes

    @cached_property
    def covered(self) -> signature.Covered:
        return signature.covered(self.data)

    @property
    def start(self) -> int:
        """Where the hole for the container begins."""
        return self.covered.start

    @property
    def end(self) -> int:
        return self.covered.end

    @cached_property
    def byte_range(self) -> tuple[int, int]:
        """Where ``/ByteRange[...]`` stands."""
        return re.search(rb"/ByteRange ?\[[^\]]*\]", self.data).span()


class Stage:
    """One run's papers and houses. ``whole``: all of every attack, not only a little of it; ``every``: every value of a byte that is changed."""

    def __init__(self, folder: Path, *, whole: bool, every: bool = False) -> None:
        self.folder, self.whole, self.every = folder, whole, every
        self.house, self.stranger = a_house(folder / "house"), a_house(folder / "stranger")

    def few(self, fast: int, whole: int) -> int:
        return whole if self.whole else fast

    def shown(self, random, *forms: str) -> list["Paper"]:
        """The papers to attack, of these forms: all of them, or one where only a little is tried."""
        known = [self.papers[form] for form in forms or self.papers]
        return known if self.whole else [random.choice(known)]

    @cached_property
    def papers(self) -> dict[str, Paper]:
        """A certificate in each form, and a letter."""
        return self._papers(0, people.CLEAN, LetterKind.RECEIPT)

    @cached_property
    def others(self) -> dict[str, Paper]:
        """The same of another person, a day later."""
        return self._papers(1, people.ON_RECORD, LetterKind.RESULT_LETTER)

    def _papers(self, place: int, person, kind: LetterKind) -> dict[str, Paper]:
        claim, letter = (
            said.numbered(number=NUMBERS[place], code=CODES[place]) for said in (a_claim(person=person), a_letter(kind))
        )
        found = {form: self.paper(self.house, claim, form) for form in FORMS}
        return found | {"letter": self.paper(self.house, letter, "letter")}

    def paper(self, house: House, said, form: str) -> Paper:
        """What this house issues."""
        document = FORMS.get(form, document_of)(said)
        attachment = house.attachment(said, document).as_bytes()
        return Paper(form, said, document, attachment, house.sign(document, attachment))

    @cached_property
    def elsewhere(self) -> House:
        """An office of the same authority, with its own key."""
        self.house.ring.make(ELSEWHERE, at=MADE)
        return self.house


# ---- what the form of a signed file makes of its parts; whoever changes that form changes only this


def container(data: bytes) -> bytes:
    """The signature container of a file."""
    return signature.covered(data).container


def opened(paper: Paper) -> cms.Sealed:
    """The certificates, the signature value and the time-stamp in a paper."""
    return cms.opened(paper.covered.container)


def contained(
    paper: Paper, *, chain: cms.Chain | None = None, value: bytes | None = None, token: bytes | None = None
) -> bytes:
    """The paper's container with another chain, another signature value or another time-stamp."""
    own = opened(paper)
    digest = paper.covered.digest
    return (chain or own.chain)._container(digest, own.value if value is None else value, token or own.token)


def unsigned(document: bytes, attachment: bytes, like: Paper, chain: cms.Chain | None = None) -> Unsigned:
    """Exactly what would be signed of these two, at the instant of another paper, with its certificates or others."""
    own = opened(like)
    certified = signature.opened(like.data, own, like.covered.container)
    kind = closing if closing.is_body(document) else updating
    picture = signature._picture_of_any(attachment, chain or own.chain)
    return kind.unsigned(
        document, attachment, chain or own.chain, certified.at, picture=picture, evidence=certified.evidence
    )


def signed_by(stage: Stage, data: bytes, start: int, end: int) -> bytes:
    """The file with a container of the office's own key in its hole, over whatever now stands around it."""
    signer = stage.house.ring.signer(OFFICE.id)
    made = cms.sign(signature.digest(data, start, end), signer.key, signer.chain, kept(stage).stamp)
    return data[: start + 1] + made.hex().encode().ljust(end - start - 2, b"0") + data[end - 1 :]


def kept(stage: Stage, at: datetime = AT) -> signature.Lasting:
    """Revocation lists and time-stamps of our own house."""
    return lasting.of(stage.house.ring, at=at)
