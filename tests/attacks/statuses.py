"""A status that comes with a paper - a list or a statement - forged: nothing but what the authority signed in its time makes it current."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta

from joserfc.jwk import ECKey

from attacks.forged import Above, Made, new_key
from attacks.frame import Try, attack
from attacks.pdf import replaced
from papers import AT, FORMS, OFFICE, URL
from qingbai.certificates import cms, statements, status_list
from qingbai.certificates.statements import Carried
from qingbai.certificates.status_list import Entry

GROUP = "Status that comes with a paper"
ENTRY = Entry(0, 77)
FORGED = ("statement_forged", "statement_unreadable")


class Status:
    """A genuine paper with a place in the lists, and what its authority signs about it."""

    def __init__(self, stage) -> None:
        claim = stage.papers["written"].claim
        document = FORMS["written"](claim)
        self.paper = stage.house.sign(document, stage.house.attachment(claim, document, status=ENTRY))
        stage.house.ring.make_status(at=AT)
        self.signer = stage.house.ring.status_signer()
        self.digest = hashlib.sha256(self.paper).hexdigest()

    def listed(self, entries=(), number=0, signer=None, at=AT) -> str:
        signer = signer or self.signer
        return statements.sign_list(
            number=number, encoded=status_list.encode(entries), base_url=URL, key=signer.key, chain=signer.chain, at=at
        )

    def stated(self, *, current=True, signer=None, at=AT, sha256="") -> str:
        signer = signer or self.signer
        return statements.sign_statement(
            sha256=sha256 or self.digest, current=current, key=signer.key, chain=signer.chain, at=at
        )

    def shown(self, text: str, what: str, *reasons: str, at=AT) -> Try:
        return Try(self.paper, what, reasons, carried=Carried(text, at))


def status_of(stage) -> Status:
    if not hasattr(stage, "status"):
        stage.status = Status(stage)
        for text in (stage.status.listed([78]), stage.status.stated()):
            assert stage.status.shown(text, "").answer(stage) == "accepted"
    return stage.status


def unpadded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def taken(text: str) -> list[bytes]:
    return [base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in text.split(".")]


def again(*parts: bytes) -> str:
    return ".".join(map(unpadded, parts))


class Signer:
    def __init__(self, key, chain) -> None:
        self.key, self.chain = key, chain


@attack(
    GROUP,
    "signed by another key: an office's, a stranger's, one made for it, one of the wrong purpose",
    "statement_forged",
)
def other_keys(stage, random):
    status, above = status_of(stage), Above(stage.house)
    stage.stranger.ring.make_status(at=AT)
    own = new_key()
    leaf = Made(status.signer.chain.office.subject, purposes=above_purposes(status))
    signers = {
        "an office's key": stage.house.ring.signer(OFFICE.id),
        "another house's": stage.stranger.ring.status_signer(),
        "an own certificate under the genuine authority's name": Signer(own, cms.Chain(leaf.by(own, above.issuing.subject, own), above.issuing)),
        "an own key, the genuine certificates": Signer(own, status.signer.chain),
        "a key for documents": Signer(own, cms.Chain(Made(status.signer.chain.office.subject).by(own, above.issuing.subject, above.issuing_key), above.issuing)),
        "the authority itself": Signer(above.issuing_key, cms.Chain(above.issuing, above.root)),
        "an expired key": Signer(own, cms.Chain(Made(status.signer.chain.office.subject, purposes=above_purposes(status), until=AT - timedelta(days=1)).by(own, above.issuing.subject, above.issuing_key), above.issuing)),
    }  # fmt: skip
    for what, signer in signers.items():
        yield status.shown(status.stated(signer=signer), what)
        yield status.shown(status.listed([78], signer=signer), f"{what}, a list")


def above_purposes(status):
    from cryptography import x509

    return tuple(status.signer.chain.office.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value)


@attack(GROUP, "no algorithm, another one, or the public key as a password", "statement_unreadable", "statement_forged")
def algorithms(stage, random):
    status = status_of(stage)
    for text in (status.stated(current=False), status.listed([77])):
        head, said, seal = taken(text)
        said = said.replace(b"not_current", b"current")
        header = json.loads(head)
        public = status.signer.chain.office.public_key()
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        passwords = [
            public.public_bytes(*how)
            for how in (
                (Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
                (Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
                (Encoding.X962, PublicFormat.UncompressedPoint),
            )
        ]
        for algorithm in ("none", "None", "NONE", "nOnE", "", None, 0, "ES256K", "ES384", "RS256", "EdDSA", "HS256"):
            changed = json.dumps({**header, "alg": algorithm}, separators=(",", ":")).encode()
            for sealed in (b"", seal, bytes(64)):
                yield status.shown(again(changed, said, sealed), f"{algorithm}", "statement_unreadable")
        for password in passwords:
            packed = json.dumps({**header, "alg": "HS256"}).encode()
            sealed = hmac.digest(password, f"{unpadded(packed)}.{unpadded(said)}".encode(), "sha256")
            yield status.shown(
                again(packed, said, sealed),
                "the public key as a password",
                "statement_unreadable",
            )
            yield status.shown(again(head, said, sealed), "a password's seal under the right name", *FORGED)
        for sealed in (b"", bytes(64), seal[:-1], seal + b"\0", seal[32:] + seal[:32], b"\xff" * 64):
            yield status.shown(again(head, said, sealed), "a seal that is none", *FORGED)


@attack(
    GROUP,
    "a header that says more: a key of its own, an address, critical words, one certificate or three",
    "statement_unreadable",
    "statement_forged",
)
def headers(stage, random):
    status, own = status_of(stage), new_key()
    jwk = ECKey.import_key(own).as_dict(private=False)
    for text in (status.stated(), status.listed([78])):
        head, said, seal = taken(text)
        header = json.loads(head)
        first, second = header["x5c"]
        for what, more in {
            "a key": {"jwk": jwk},
            "an address of keys": {"jku": "https://elsewhere.example/keys"},
            "an address of certificates": {"x5u": "https://elsewhere.example/c"},
            "a key's name": {"kid": "../../../../dev/null"},
            "critical words": {"crit": ["b64"], "b64": False},
            "one certificate": {"x5c": [first]},
            "three": {"x5c": [first, second, second]},
            "none": {"x5c": []},
            "a key of an unknown kind": {"x5c": [_with(first, "06072a8648ce3d0201", "06072a8648ce3d0209"), second]},
            "a certificate of version nine": {"x5c": [_with(first, "a003020102", "a003020109"), second]},
            "turned round": {"x5c": [second, first]},
            "certificates that are numbers": {"x5c": [1, 2]},
            "a text for certificates": {"x5c": first},
            "no kind": {"typ": None},
            "another kind": {"typ": "JWT"},
            "the other kind of ours": {"typ": "vc+jwt" if header["typ"] != "vc+jwt" else "qingbai-status+jwt"},
            "packed": {"zip": "DEF"},
        }.items():
            made = json.dumps({**header, **more}, separators=(",", ":")).encode()
            yield status.shown(again(made, said, seal), what)
            signed = jws_signed(own, {**header, **more}, said)
            if signed:
                yield status.shown(signed, f"{what}, signed by an own key")


def _with(certificate: str, old: str, new: str) -> str:
    data = base64.b64decode(certificate).replace(bytes.fromhex(old), bytes.fromhex(new), 1)
    return base64.b64encode(data).decode()


def jws_signed(key, header, said: bytes) -> str:
    """ES256 over whatever the header is."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
    from cryptography.hazmat.primitives.hashes import SHA256

    covered = ".".join(map(unpadded, (json.dumps(header, separators=(",", ":")).encode(), said)))
    r, s = decode_dss_signature(key.sign(covered.encode(), ec.ECDSA(SHA256())))
    return f"{covered}.{unpadded(r.to_bytes(32) + s.to_bytes(32))}"


@attack(GROUP, "what was signed changed, cut, doubled or torn", "statement_forged", "statement_unreadable")
def changed(stage, random):
    status = status_of(stage)
    for text in (status.stated(current=False), status.listed([77])):
        for _ in range(stage.few(10, 400)):
            place = random.randrange(len(text))
            letter = random.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n\0é")
            if letter != text[place]:
                yield status.shown(
                    text[:place] + letter + text[place + 1 :],
                    f"letter {place}",
                    *FORGED,
                    "statement_stale",
                    "statement_other",
                    "not_current",
                )
        for end in range(0, len(text), len(text) // stage.few(5, 60)):
            yield status.shown(text[:end], f"cut at {end}")
        head, said, seal = text.split(".")
        yield status.shown(f"{head}.{said}.{seal}.{seal}", "a part more")
        yield status.shown(f"{head}..{seal}", "nothing said")
        yield status.shown(f"{head}.{said}", "no seal")
        yield status.shown(json.dumps({"payload": said, "protected": head, "signature": seal}), "in another form")
        current = unpadded(taken(text)[1].replace(b"not_current", b"current"))
        if current != said:
            yield status.shown(f"{head}.{current}.{seal}", "not current made current", "statement_forged")
    for nonsense in (
        "",
        ".",
        "..",
        "....",
        "a.b.c",
        "\u65e0",
        "x" * 300_000,
        "{}",
        "." * 200_000,
        "e30.e30.e30",
        "eyJ" * 50_000,
    ):
        yield status.shown(nonsense, repr(nonsense[:10]), "statement_unreadable", "statement_forged")


@attack(GROUP, "a genuine one of another time: out of date, or from the future", "statement_stale", "statement_forged")
def replayed(stage, random):
    status = status_of(stage)
    day = timedelta(days=1)
    for made, lasts in ((status.stated, 7 * day), (lambda at=AT: status.listed([78], at=at), day)):
        text = made(at=AT)
        for late in (lasts + timedelta(seconds=1), lasts + day, 60 * day, 400 * day):
            yield status.shown(text, f"{late} later", "statement_stale", at=AT + late)
        for early in (timedelta(minutes=6), day, 30 * day):
            yield status.shown(text, f"{early} before", "statement_stale", "statement_forged", at=AT - early)


@attack(
    GROUP, "a genuine one about another paper, another list, or the paper withdrawn", "statement_other", "not_current"
)
def of_another(stage, random):
    status = status_of(stage)
    yield status.shown(status.stated(sha256="00" * 32), "another file", "statement_other")
    yield status.shown(status.stated(sha256=status.digest.upper()), "the digest in capitals", "statement_other")
    yield status.shown(status.stated(sha256=status.digest[:-1]), "a shorter digest", "statement_other")
    yield status.shown(status.listed([], number=1), "another list", "statement_other")
    yield status.shown(status.listed([77]), "withdrawn by the list", "not_current")
    yield status.shown(status.stated(current=False), "withdrawn by the statement", "not_current")
    for form in ("typeset", "letter"):  # without a place in the lists
        yield Try(
            stage.papers[form].data,
            "a paper without a place in the lists",
            ("statement_other",),
            carried=Carried(status.listed([]), AT),
        )


@attack(
    GROUP,
    "a list that is none: a bomb, too short, too long, packed twice; and odd values, all well signed",
    "statement_unreadable",
    "statement_stale",
    "statement_other",
)
def odd_lists(stage, random):
    import gzip

    status = status_of(stage)
    header = {"alg": "ES256", "typ": "vc+jwt", "x5c": json.loads(taken(status.listed())[0])["x5c"]}
    said = json.loads(taken(status.listed())[1])

    def shown(what, change, *reasons):
        changed_to = json.loads(json.dumps(said))
        change(changed_to)
        return status.shown(
            jws_signed(status.signer.key, header, json.dumps(changed_to).encode()),
            what,
            *(reasons or ("statement_unreadable",)),
        )

    for what, packed in {
        "a bomb": gzip.compress(bytes(100_000_000)),
        "too short": gzip.compress(bytes(status_list.LENGTH // 8 - 1)),
        "too long": gzip.compress(bytes(status_list.LENGTH // 8 + 1)),
        "packed twice": gzip.compress(gzip.compress(bytes(status_list.LENGTH // 8))),
        "two members": gzip.compress(bytes(status_list.LENGTH // 8)) * 2,
        "not packed": bytes(1000),
    }.items():
        yield shown(what, lambda to, p=packed: to["credentialSubject"].update(encodedList="u" + unpadded(p)))
    yield shown("no list", lambda to: to["credentialSubject"].pop("encodedList"))
    yield shown("no subject", lambda to: to.pop("credentialSubject"))
    yield shown("a subject that is a list", lambda to: to.update(credentialSubject=[]))
    yield shown("times that are none", lambda to: to.update(validUntil="tomorrow"))
    yield shown("times without a zone", lambda to: to.update(validUntil="2099-01-01T00:00:00"))
    yield shown("times that are numbers", lambda to: to.update(validFrom=0))
    yield shown("no number", lambda to: to.update(id="https://check.example/"))
    yield shown(
        "another number", lambda to: to.update(id="https://check.example/verify/status/00001"), "statement_other"
    )
    yield shown("a number of a thousand digits", lambda to: to.update(id="/" + "9" * 5000))
    for what, payload in {
        "nothing": b"",
        "a list": b"[]",
        "null": b"null",
        "a deep nest": b"[" * 60_000,
        "no letters": b"\xff",
    }.items():
        for kind in ("vc+jwt", statements.STATEMENT_TYPE):
            yield status.shown(
                jws_signed(status.signer.key, {**header, "typ": kind}, payload),
                f"{kind}: {what}",
                "statement_unreadable",
            )
    for what, change in {
        "a time beyond all": {"exp": 10**30},
        "no time": {"iat": None},
        "a time as text": {"exp": "soon"},
        "neither": {"status": "valid"},
        "true": {"status": True},
        "no file": {"sub": None},
    }.items():
        payload = {
            "sub": status.digest,
            "status": "current",
            "iat": int(AT.timestamp()),
            "exp": int(AT.timestamp()) + 9,
            **change,
        }
        reasons = ("statement_other",) if what == "no file" else ("statement_unreadable",)
        yield status.shown(
            jws_signed(status.signer.key, {**header, "typ": statements.STATEMENT_TYPE}, json.dumps(payload).encode()),
            what,
            *reasons,
        )


@attack(GROUP, "a good status beside a forged paper does not make it good", "changed", "unknown_issuer")
def beside_a_forgery(stage, random):
    status = status_of(stage)
    broken = replaced(status.paper, 5000, 5001, bytes([status.paper[5000] ^ 1]))
    for text in (status.listed([78]), status.stated(sha256=hashlib.sha256(broken).hexdigest())):
        yield Try(broken, reasons=("changed",), carried=Carried(text, AT))
    stranger = stage.paper(stage.stranger, stage.papers["written"].claim, "written").data
    yield Try(
        stranger,
        reasons=("unknown_issuer",),
        carried=Carried(status.stated(sha256=hashlib.sha256(stranger).hexdigest()), AT),
    )
