"""The code to scan: replayed, exchanged, changed, signed by others; and what is shown instead of a photo of one."""

import hashlib
import io
import struct
import zlib
from dataclasses import replace
from datetime import date

from PIL import Image

from attacks.forged import new_key
from attacks.frame import ACCEPTED, Asked, attack
from papers import OFFICE, URL
from qingbai.audit import note
from qingbai.certificates import attachment, cms, scanned, square
from qingbai.certificates.claim import Bilingual
from qingbai.certificates.verify import Holds

GROUP = "The code to scan"
FORGED = ("square_forged", "square_unreadable", "square_unknown_key", "square_not_logged")


class Code:
    """What the code of a genuine paper is made of."""

    def __init__(self, stage, paper) -> None:
        found = attachment.parse(paper.attachment)
        self.chain, self.square = stage.house.ring.signer(OFFICE.id).chain, found.square
        self.said = square.Content(
            claim=paper.claim,
            index=found.index,
            status=found.status,
            salt=found.salt,
            shown=hashlib.sha256(paper.document).digest(),
        )

    def text(self, said=None, made=None, chain=None) -> str:
        return square.text(said or self.said, made or self.square, chain or self.chain)


def codes(stage):
    one, other = (Code(stage, papers["written"]) for papers in (stage.papers, stage.others))
    for each in (one, other):
        assert answer(stage, each.text()) == ACCEPTED
    return one, other


def answer(stage, text: str, trust=None) -> str:
    chain = stage.house.ring.signer(OFFICE.id).chain
    found = scanned.check(text, trust or replace(stage.house.trust, offices=(chain,)))
    assert found.claim is None or found.signed.holds is Holds.YES
    return next((each.code for each in (found.signed, found.logged) if each.holds is not Holds.YES), ACCEPTED)


def asked(stage, text: str, what: str, *reasons: str) -> Asked:
    return Asked(lambda: answer(stage, text), what, reasons)


@attack(GROUP, "each sign of a code changed", *FORGED)
def signs(stage, random):
    for one in codes(stage):
        text = one.text()
        start = text.index("#") + 21
        for place in range(start, len(text), stage.few(29, 1)):
            for sign in random.sample(square.ALPHABET, stage.few(1, 4)):
                if sign != text[place]:
                    yield asked(stage, text[:place] + sign + text[place + 1 :], f"sign {place}")


@attack(
    GROUP,
    "a genuine code replayed on another paper: its verification code put before another claim",
    "square_forged",
    "square_unreadable",
    "square_plain",
)
def replayed(stage, random):
    one, other = codes(stage)
    for here, there in ((one, other), (other, one)):
        front, back = here.text().partition("#")[2][:19], there.text().partition("#")[2][20:]
        yield asked(stage, f"{URL}/#{front}/{back}", "another code in front", "square_forged")
        yield asked(stage, f"{URL}/#{front}", "the verification code alone", "square_plain")
        yield asked(stage, f"{URL}/#/{back}", "no code in front", "square_unreadable")
        yield asked(stage, f"{URL}/#{back}", "the claim alone", "square_unreadable")
        yield asked(stage, f"https://elsewhere.example/verify#{front}", "another site", "square_plain")
        yield asked(stage, f"{URL}/#{front}/{back}#{front}", "another code behind", "square_plain")


@attack(
    GROUP,
    "claim, signature, place, salt, page or the log's word of one genuine code in another",
    "square_forged",
    "square_not_logged",
)
def exchanged(stage, random):
    one, other = codes(stage)
    for here, there in ((one, other), (other, one)):
        for field in ("claim", "index", "salt", "shown"):
            if getattr(here.said, field) != getattr(there.said, field):
                yield asked(
                    stage, here.text(replace(here.said, **{field: getattr(there.said, field)})), field, "square_forged"
                )
        yield asked(
            stage, here.text(made=replace(here.square, signed=there.square.signed)), "signature", "square_forged"
        )
        yield asked(
            stage,
            here.text(made=replace(here.square, vouched=there.square.vouched)),
            "the log's word",
            "square_not_logged",
        )
        yield asked(stage, here.text(made=replace(here.square, vouched=bytes(64))), "no word", "square_not_logged")
        r, s = here.square.signed[:32], int.from_bytes(here.square.signed[32:])
        other_half = r + (cms._ORDER - s).to_bytes(32)
        yield asked(
            stage,
            here.text(made=replace(here.square, signed=other_half)),
            "the signature's other value",
            "square_forged",
        )
        for zero in (bytes(64), r + bytes(32), bytes(32) + here.square.signed[32:], b"\xff" * 64):
            yield asked(
                stage, here.text(made=replace(here.square, signed=zero)), "a signature that is none", "square_forged"
            )


@attack(GROUP, "another name, number, day or purpose in a genuine code", "square_forged")
def other_claims(stage, random):
    for one in codes(stage):
        claim = one.said.claim
        for what, changed in {
            "name": replace(claim, holder=replace(claim.holder, native="林清河")),
            "Latin name": replace(claim, holder=replace(claim.holder, latin="LIN QINGHE")),
            "number of the document": replace(
                claim, holder=replace(claim.holder, document_number="100101199001011234")
            ),
            "day of birth": replace(claim, holder=replace(claim.holder, born_on=date(1990, 1, 2))),
            "purpose": replace(claim, purpose=Bilingual(zh="工作", en="Work")),
            "valid until": replace(claim, valid_until=date(2030, 1, 1)),
            "number": replace(claim, number=claim.number.replace("4", "5").replace("8", "9")),
            "office": replace(claim, office_id="100102-sq"),
        }.items():
            if changed != claim:
                yield asked(stage, one.text(replace(one.said, claim=changed)), what)


@attack(
    GROUP,
    "signed by a stranger, by an own key under the office's name, by another office, or without the log",
    "square_unknown_key",
    "square_forged",
    "square_not_logged",
    "other_office",
    "not_valid_then",
)
def by_others(stage, random):
    stage.elsewhere  # noqa: B018 - makes the other office's key
    own, stolen = new_key(), stage.house.ring.signer(OFFICE.id)
    other_office, stranger = stage.house.ring.signer("100102-sq"), stage.stranger.ring.signer(OFFICE.id)
    everybody = replace(stage.house.trust, offices=(stolen.chain, other_office.chain))
    for one in codes(stage):
        vouched = one.square.vouched

        def made(key, chain, said=one.said, vouched=vouched, one=one):
            return one.text(
                said, square.Square(one.square.address, square.sign(said, key=key, chain=chain), vouched), chain
            )

        yield asked(stage, made(stranger.key, stranger.chain), "another house's office", "square_unknown_key")
        yield asked(stage, made(own, stolen.chain), "an own key under the office's name", "square_forged")
        text = made(other_office.key, other_office.chain)
        yield Asked(lambda text=text: answer(stage, text, everybody), "another office", ("other_office",))
        alike = note.SigningKey.make(stage.house.log.key.name)
        word = note.sign_entry(index=one.said.index, leaf=one.said.leaf, key=alike)
        yield asked(
            stage,
            made(stolen.key, stolen.chain, vouched=word),
            "a stolen key, a log of the same name",
            "square_not_logged",
        )
        elsewhere = replace(one.said, index=one.said.index + 1)
        yield asked(
            stage, made(stolen.key, stolen.chain, elsewhere), "a stolen key, another place", "square_not_logged"
        )
        claim = one.said.claim
        late = replace(claim, issued_on=date(2040, 3, 2), valid_until=None)
        yield asked(
            stage,
            made(stolen.key, stolen.chain, replace(one.said, claim=late)),
            "a stolen key, out of its time",
            "not_valid_then",
        )


@attack(
    GROUP,
    "a text that is no code: garbled, cut, overlong, in other letters, another's address",
    "square_unreadable",
    "square_plain",
)
def garbled(stage, random):
    one, _ = codes(stage)
    text = one.text()
    front, _, back = text.partition("#")
    ends = range(len(front) + 22, len(text), stage.few(40, 1))
    for end in ends:
        yield asked(stage, text[:end], f"cut at {end}", "square_unreadable")
    for typed in (
        "",
        "#",
        "/",
        "#/",
        "GENUINE",
        "https://elsewhere.example/",
        back.lower(),
        back.replace("/", "\\", 1),
        back + "/",
        back + "A",
        back * 2,
        "#" * 9000,
        "A" * 1_000_000,
        back[:20] + "+" * 4000,
        back[:20] + ":" * 5000,
        back.replace("0", "O"),
        back[:20] + "\u0660" * 90,
        "\x00" + back,
        f"data:text/html,{back}\u202e",
        "9" * 10_000,
    ):
        yield asked(stage, typed, repr(typed[:16]), "square_unreadable", "square_plain")
    for _ in range(stage.few(30, 1000)):
        body = "".join(random.choice(square.ALPHABET) for _ in range(random.randrange(1, 700)))
        yield asked(stage, f"{back[:20]}{body}", "random signs", "square_unreadable")


def png(width: int, height: int, packed: bytes) -> bytes:
    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", packed) + part(b"IEND", b"")


def looked_at(image: bytes) -> str:
    try:
        return "a code" if scanned.text_in(image) else "no code in it"
    except scanned.NoImage as refused:
        return str(refused)


@attack(
    GROUP,
    "a photo that is none: bombs, torn files, other formats, a picture without a code",
    "not_image",
    "no code in it",
)
def photos(stage, random):
    white = io.BytesIO()
    Image.new("L", (900, 700), 255).save(white, "PNG")
    zeros = zlib.compress(bytes(20_000_000), 9)
    noise = Image.frombytes("L", (400, 300), random.randbytes(120_000))
    noisy = io.BytesIO()
    noise.save(noisy, "JPEG")
    for what, image, reason in (
        ("nothing", b"", "not_image"),
        ("a bomb", png(60_000, 60_000, zeros), "not_image"),
        ("2^62 dots", png(0x7FFFFFFF, 0x7FFFFFFF, zeros[:1000]), "not_image"),
        ("no dots", png(0, 0, b""), "not_image"),
        ("torn", white.getvalue()[:60], "not_image"),
        ("a page of the web", b"<!doctype html><img src=x>", "not_image"),
        ("a drawing", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_image"),
        ("a paper", stage.papers["written"].data, "not_image"),
        ("postscript", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9999999 9999999\n", "not_image"),
        ("an icon", b"\0\0\1\0\1\0" + bytes(100), "not_image"),
        ("a gif of 2^32 dots", b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0", "not_image"),
        ("a bitmap that lies", b"BM" + struct.pack("<IIIIiiHHIIiiII", 9, 0, 54, 40, 2**31 - 1, 2**31 - 1, 1, 24, 0, 0, 0, 0, 0, 0), "not_image"),
        ("noise", random.randbytes(50_000), "not_image"),
        ("white", white.getvalue(), "no code in it"),
        ("a picture of noise", noisy.getvalue(), "no code in it"),
        ("too large", bytes(scanned.LARGEST_IMAGE + 1), "not_image"),
    ):  # fmt: skip
        yield Asked(lambda image=image: looked_at(image), what, (reason,))
