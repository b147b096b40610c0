"""Papers of our form, byte for byte, signed by somebody who may not: other chains, other purposes, other times, other offices."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from attacks.frame import Try, attack
from attacks.pdf import replaced
from attacks.stage import ELSEWHERE, contained, kept, opened
from papers import AT, MADE, OFFICE
from qingbai.certificates import cms, der, signature
from qingbai.certificates.trust import PURPOSES, STATUS_SIGNING, Trust

GROUP = "Whose signature"
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Made:
    """A certificate as an attacker writes it."""

    subject: x509.Name
    authority: bool = False
    path_length: int | None = None
    purposes: tuple = PURPOSES
    since: datetime = MADE
    until: datetime = MADE + 5 * YEAR
    signs: bool = True
    commits: bool = True
    hash: hashes.HashAlgorithm = field(default_factory=hashes.SHA256)
    without: tuple[str, ...] = ()
    serial: int = 0

    def by(self, key, issuer: x509.Name, issuing_key) -> x509.Certificate:
        """The certificate of this key, under this name, signed by that key."""
        usage = x509.KeyUsage(
            digital_signature=self.signs and not self.authority,
            content_commitment=self.commits and not self.authority,
            key_cert_sign=self.authority,
            crl_sign=self.authority,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            encipher_only=False,
            decipher_only=False,
        )
        builder = (
            x509.CertificateBuilder(subject_name=self.subject, issuer_name=issuer)
            .public_key(key.public_key())
            .serial_number(self.serial or x509.random_serial_number())
            .not_valid_before(self.since)
            .not_valid_after(self.until)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuing_key.public_key()), critical=False)
        )
        if "constraints" not in self.without:
            builder = builder.add_extension(
                x509.BasicConstraints(ca=self.authority, path_length=self.path_length), critical=True
            )
        if "usage" not in self.without:
            builder = builder.add_extension(usage, critical=True)
        if self.purposes and not self.authority:
            builder = builder.add_extension(x509.ExtendedKeyUsage(list(self.purposes)), critical=True)
        return builder.sign(issuing_key, None if isinstance(issuing_key, ed25519.Ed25519PrivateKey) else self.hash)


def new_key():
    return ec.generate_private_key(ec.SECP256R1())


class Above:
    """The authorities of a house whose keys an attacker has: the strongest there is."""

    def __init__(self, house) -> None:
        ring = house.ring
        self.root, self.issuing = ring.root(), ring.signer(OFFICE.id).chain.issuing
        self.office = ring.signer(OFFICE.id).chain.office
        self.root_key, self.issuing_key = (key_of(ring.folder / f"{stem}.key") for stem in ("root", "issuing"))
        self.office_key = ring.signer(OFFICE.id).key


def key_of(path):
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    return load_pem_private_key(path.read_bytes(), password=None)


def signed(stage, paper, key, chain: cms.Chain, *, at: datetime = AT) -> bytes:
    """The paper with its place in the log, signed with this key under these certificates."""
    return signature.certify(
        paper.document, attachment=paper.attachment, key=key, chain=chain, at=at, lasting=kept(stage, at)
    )


@attack(GROUP, "a chain of another house, its names the same as ours", "unknown_issuer")
def same_names(stage, random):
    for form in stage.papers:
        forged = stage.paper(stage.stranger, stage.papers[form].claim, form).data
        assert Try(forged, trust=stage.stranger.trust).answer(stage) == "accepted"
        yield Try(forged)
    above = Above(stage.house)
    for paper in stage.shown(random, "typeset", "written"):
        root, issuing, own = new_key(), new_key(), new_key()
        copy = Made(
            above.root.subject, authority=True, path_length=1, until=MADE + 30 * YEAR, serial=above.root.serial_number
        )
        middle = Made(
            above.issuing.subject,
            authority=True,
            path_length=0,
            until=MADE + 20 * YEAR,
            serial=above.issuing.serial_number,
        )
        leaf = Made(above.office.subject, serial=above.office.serial_number)
        root_certificate = copy.by(root, above.root.subject, root)
        chain = cms.Chain(
            leaf.by(own, above.issuing.subject, issuing), middle.by(issuing, root_certificate.subject, root)
        )
        yield Try(signed(stage, paper, own, chain), "same names and serial numbers")
        genuine = cms.Chain(leaf.by(own, above.issuing.subject, issuing), above.issuing)
        yield Try(signed(stage, paper, own, genuine), "the genuine authority above an own certificate")
        below = cms.Chain(above.office, middle.by(issuing, above.root.subject, root))
        yield Try(signed(stage, paper, above.office_key, below), "an own authority above the genuine certificate")


@attack(GROUP, "a certificate that signed itself, or a chain of one", "unknown_issuer", "other_signature")
def self_signed(stage, random):
    above = Above(stage.house)
    for paper in stage.shown(random, "typeset", "written"):
        own = new_key()
        alone = Made(above.office.subject).by(own, above.office.subject, own)
        again = Made(above.office.subject, serial=7).by(own, above.office.subject, own)
        yield Try(signed(stage, paper, own, cms.Chain(alone, again)), reasons=("other_signature",))
        yield Try(signed(stage, paper, own, cms.Chain(alone, above.issuing)))
        authority = Made(above.issuing.subject, authority=True, path_length=0).by(own, above.root.subject, own)
        yield Try(signed(stage, paper, own, cms.Chain(alone, authority)))
        yield Try(signed(stage, paper, own, cms.Chain(alone, above.root)))


@attack(
    GROUP,
    "a certificate that may not sign documents: no purpose, the wrong one, another use of its key",
    "not_entitled",
    "other_office",
)
def wrong_purpose(stage, random):
    above = Above(stage.house)
    leaf = Made(above.office.subject)
    ways = {
        "no purpose": replace(leaf, purposes=()),
        "servers": replace(leaf, purposes=(ExtendedKeyUsageOID.SERVER_AUTH,)),
        "mail": replace(leaf, purposes=(ExtendedKeyUsageOID.EMAIL_PROTECTION,)),
        "programs": replace(leaf, purposes=(ExtendedKeyUsageOID.CODE_SIGNING,)),
        "time-stamps": replace(leaf, purposes=(ExtendedKeyUsageOID.TIME_STAMPING,)),
        "any": replace(leaf, purposes=(ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,)),
        "status": replace(leaf, purposes=(STATUS_SIGNING,)),
        "no signatures": replace(leaf, signs=False),
        "no commitment": replace(leaf, commits=False),
        "no use": replace(leaf, without=("usage",)),
        "no constraints": replace(leaf, without=("constraints",)),
        "an authority": replace(leaf, authority=True, path_length=0),
    }
    for paper in stage.shown(random, "typeset", "written"):
        for what, made in ways.items():
            own = new_key()
            chain = cms.Chain(made.by(own, above.issuing.subject, above.issuing_key), above.issuing)
            yield Try(signed(stage, paper, own, chain), what)
    stage.house.ring.make_status(at=MADE)
    status = stage.house.ring.status_signer()
    for paper in stage.shown(random, "typeset", "written"):
        yield Try(signed(stage, paper, status.key, status.chain), "the key of status lists", ("other_office",))


@attack(
    GROUP,
    "an authority's certificate as the signer's, or an office's as the authority's",
    "other_office",
    "unknown_issuer",
    "not_entitled",
)
def authority_as_leaf(stage, random):
    above = Above(stage.house)
    for paper in stage.shown(random, "typeset", "written"):
        yield Try(
            signed(stage, paper, above.issuing_key, cms.Chain(above.issuing, above.root)),
            "the issuing authority signs",
            ("other_office",),
        )
        yield Try(
            signed(stage, paper, above.root_key, cms.Chain(above.root, above.root)),
            "the root signs",
            ("other_office",),
        )
        mole = new_key()
        under = Made(above.office.subject).by(mole, above.office.subject, above.office_key)
        yield Try(
            signed(stage, paper, mole, cms.Chain(under, above.office)),
            "an office's certificate as authority",
            ("unknown_issuer",),
        )
        below = new_key()
        second = Made(above.issuing.subject, authority=True, path_length=0).by(
            below, above.issuing.subject, above.issuing_key
        )
        leaf = Made(above.office.subject).by(mole, above.issuing.subject, below)
        yield Try(
            signed(stage, paper, mole, cms.Chain(leaf, second)), "an authority below the authority", ("unknown_issuer",)
        )
        direct = Made(above.office.subject).by(mole, above.root.subject, above.root_key)
        yield Try(
            signed(stage, paper, mole, cms.Chain(direct, above.root)),
            "a certificate of the root itself",
            ("not_entitled",),
        )


@attack(GROUP, "an authority without constraint, or with one that is too wide, whoever signed it", "not_entitled")
def wide_authority(stage, random):
    above = Above(stage.house)
    wide = Made(above.issuing.subject, authority=True, path_length=0, until=MADE + 20 * YEAR)
    for paper in stage.shown(random, "typeset", "written"):
        for what, made in {
            "no length": replace(wide, path_length=None),
            "a longer one": replace(wide, path_length=1),
            "no constraints": replace(wide, without=("constraints",)),
            "no use": replace(wide, without=("usage",)),
            "no authority": replace(wide, authority=False, path_length=None),
        }.items():
            key, own = new_key(), new_key()
            authority = made.by(key, above.root.subject, above.root_key)
            leaf = Made(above.office.subject).by(own, above.issuing.subject, key)
            yield Try(signed(stage, paper, own, cms.Chain(leaf, authority)), what)


@attack(GROUP, "expired, not yet valid, or under an authority that was", "not_valid_then")
def out_of_time(stage, random):
    above = Above(stage.house)
    day = timedelta(days=1)
    leaf = Made(above.office.subject)
    for paper in stage.shown(random, "typeset", "written"):
        for what, made in {
            "expired the day before": replace(leaf, until=AT - day),
            "expired the second before": replace(leaf, until=AT.replace(microsecond=0) - timedelta(seconds=1)),
            "valid from the day after": replace(leaf, since=AT + day),
            "valid from the second after": replace(leaf, since=AT + timedelta(seconds=1)),
        }.items():
            own = new_key()
            chain = cms.Chain(made.by(own, above.issuing.subject, above.issuing_key), above.issuing)
            yield Try(signed(stage, paper, own, chain), what)
        key, own = new_key(), new_key()
        old = Made(above.issuing.subject, authority=True, path_length=0, since=MADE, until=AT - day)
        authority = old.by(key, above.root.subject, above.root_key)
        young = replace(leaf, since=MADE)
        chain = cms.Chain(young.by(own, above.issuing.subject, key), authority)
        yield Try(signed(stage, paper, own, chain), "the authority had expired")
    old_root = Made(above.root.subject, authority=True, path_length=1, until=AT - day).by(
        above.root_key, above.root.subject, above.root_key
    )
    for paper in stage.shown(random, "typeset", "written"):
        yield Try(paper.data, "the root had expired", trust=Trust(roots=(old_root,), logs=stage.house.trust.logs))
    for late in (2031, 2040, 1999):
        for form in ("typeset", "written"):
            claim = replace(
                stage.papers[form].claim,
                issued_on=date(late, 3, 2),
                applied_on=date(late, 3, 2),
                searched_at=AT.replace(year=late),
                valid_until=None,
            )
            paper = (
                stage.paper(stage.house, claim, form)
                if late == 2026
                else _dated(stage, claim, form, AT.replace(year=late))
            )
            yield Try(paper, f"dated {late}")


def _dated(stage, claim, form: str, at: datetime) -> bytes:
    from papers import FORMS

    document = FORMS[form](claim)
    return stage.house.sign(document, stage.house.attachment(claim, document), at=at)


@attack(GROUP, "the key of another office for this office's paper, or a paper of another day", "other_office")
def other_office(stage, random):
    house = stage.elsewhere
    above = Above(house)
    for paper in stage.shown(random):
        yield Try(house.sign(paper.document, paper.attachment, office=ELSEWHERE.id), "another office's key")
        yield Try(house.sign(paper.document, paper.attachment, at=AT + timedelta(days=1)), "signed a day later")
        yield Try(house.sign(paper.document, paper.attachment, at=AT - timedelta(days=1)), "signed a day earlier")
    for what, serial in {
        "no office": "",
        "an office in other letters": OFFICE.id.upper(),
        "an office like it": OFFICE.id.replace("-", "‑"),
        "with a space": OFFICE.id + " ",
    }.items():
        parts = [part for part in above.office.subject if part.oid != NameOID.SERIAL_NUMBER]
        if serial:
            try:
                parts.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, serial, _type=x509.name._ASN1Type.UTF8String))
            except ValueError:
                continue
        for paper in stage.shown(random, "typeset", "written"):
            own = new_key()
            chain = cms.Chain(Made(x509.Name(parts)).by(own, above.issuing.subject, above.issuing_key), above.issuing)
            yield Try(signed(stage, paper, own, chain), what)
    twice = x509.Name([*above.office.subject, x509.NameAttribute(NameOID.SERIAL_NUMBER, ELSEWHERE.id)])
    for paper in stage.shown(random, "typeset", "written"):
        own = new_key()
        chain = cms.Chain(Made(twice).by(own, above.issuing.subject, above.issuing_key), above.issuing)
        yield Try(signed(stage, paper, own, chain), "two offices named")


class Alien:
    """A key of another kind, in the place where P-256 is asked for."""

    def __init__(self, key) -> None:
        self.key = key

    def sign(self, digest, _):
        if isinstance(self.key, ec.EllipticCurvePrivateKey):
            return self.key.sign(digest, ec.ECDSA(hashes.SHA256()))
        return encode_dss_signature(3, 5)


@attack(GROUP, "a key of another kind or another curve", "other_signature")
def other_kind(stage, random):
    above = Above(stage.house)
    kinds = {
        "P-384": ec.generate_private_key(ec.SECP384R1()),
        "secp256k1": ec.generate_private_key(ec.SECP256K1()),
        "RSA": rsa.generate_private_key(65537, 2048),
        "Ed25519": ed25519.Ed25519PrivateKey.generate(),
    }
    for paper in stage.shown(random, "typeset", "written"):
        for what, key in kinds.items():
            leaf = Made(above.office.subject).by(key, above.issuing.subject, above.issuing_key)
            whole = signed(stage, paper, new_key(), cms.Chain(leaf, above.issuing))
            yield Try(whole, what)


def in_hole(data: bytes, container: bytes) -> bytes:
    covered = signature.covered(data)
    room = covered.end - covered.start - 2
    return replaced(data, covered.start + 1, covered.end - 1, container.hex().encode().ljust(room, b"0")[:room])


def other_value(value: bytes) -> bytes:
    r, s = decode_dss_signature(value)
    return encode_dss_signature(r, cms._ORDER - s)


@attack(GROUP, "the signature's other value, or one that is none", "other_signature", "changed", "hole")
def values(stage, random):
    for paper in stage.shown(random):
        value = opened(paper).value
        r, s = decode_dss_signature(value)
        numbers = {
            "the other half": (r, cms._ORDER - s, ("other_signature", "hole")),
            "one and one": (1, 1, ("changed",)),
            "turned round": (s, min(r, cms._ORDER - r), ("changed",)),
            "nothing": (0, 0, ("other_signature",)),
            "s is zero": (r, 0, ("other_signature",)),
            "r is zero": (0, s, ("changed",)),
            "r is the order": (cms._ORDER, s, ("changed",)),
            "s above the order": (r, s + cms._ORDER, ("other_signature", "hole")),
            "r above the order": (r + cms._ORDER, s, ("changed", "hole")),
            "huge": (r << 64, s, ("changed", "hole")),
        }
        for what, (one, two, reasons) in numbers.items():
            yield Try(in_hole(paper.data, contained(paper, value=encode_dss_signature(one, two))), what, reasons)
        minus = value[:2] + b"\x02\x01\xff" + value[4:]
        yield Try(
            in_hole(paper.data, contained(paper, value=minus)), "a number below zero", ("other_signature", "hole")
        )
        slack = der.encode(der.SEQUENCE, b"\x02\x22\x00\x00" + r.to_bytes(32), b"\x02\x21\x00" + s.to_bytes(32))
        yield Try(
            in_hole(paper.data, contained(paper, value=slack)),
            "numbers with zeros before",
            ("other_signature", "hole"),
        )


@attack(
    GROUP,
    "certificates in the file written otherwise: another value of their own signature, another encoding, an order of their own",
    "unknown_issuer",
    "other_form",
    "stamp_refused",
    "other_signature",
    "changed",
    "hole",
)
def certificates(stage, random):
    for paper in stage.shown(random):
        chain = opened(paper).chain
        for which in ("issuing", "office"):
            was = getattr(chain, which)
            twin = x509.load_der_x509_certificate(_twin(was))
            assert twin.tbs_certificate_bytes == was.tbs_certificate_bytes
            other = replace(chain, **{which: twin})
            yield Try(in_hole(paper.data, contained(paper, chain=other)), f"{which}: the other value of its signature")
        container = paper.covered.container
        own, above = (each.public_bytes(Encoding.DER) for each in (chain.office, chain.issuing))
        first, second = sorted((own, above))
        yield Try(
            in_hole(paper.data, container.replace(first + second, second + first)),
            "the other order",
            ("other_signature",),
        )
        yield Try(in_hole(paper.data, container.replace(first + second, first + first)), "one twice")
        root = stage.house.ring.root()
        yield Try(
            in_hole(paper.data, contained(paper, chain=replace(chain, issuing=root))),
            "the root in place of the authority",
        )
        yield Try(
            in_hole(
                paper.data,
                container.replace(
                    der.integer(chain.office.serial_number), der.integer(chain.office.serial_number ^ 1), 1
                ),
            ),
            "another serial number",
        )
        named = der.identifier("1.2.840.10045.4.3.2")
        for place in range(len(container)):
            if container.startswith(named, place):
                yield Try(
                    in_hole(paper.data, replaced(container, place + len(named) - 1, place + len(named), b"\x03")),
                    f"another algorithm at {place}",
                )


def _twin(certificate: x509.Certificate) -> bytes:
    """The same certificate with the other value of its signature."""
    (outer,) = der.read(certificate.public_bytes(Encoding.DER), der.SEQUENCE)
    said, algorithm, bits = der.read(outer.content)
    return der.encode(
        der.SEQUENCE, said.whole, algorithm.whole, der.encode(bits.tag, b"\0", other_value(bits.content[1:]))
    )


@attack(
    GROUP,
    "a container that says more: a second signer, unsigned attributes, other digests, a detached content inside",
    "other_signature",
    "changed",
    "hole",
)
def containers(stage, random):
    for paper in stage.shown(random):
        container = paper.covered.container
        (outer,) = der.read(container, der.SEQUENCE)
        kind, wrapped = der.read(outer.content)
        (signed_data,) = der.read(wrapped.content, der.SEQUENCE)
        version, digests, content, certificates_in, signers = der.read(signed_data.content)
        (signer,) = der.read(signers.content)
        inner = der.read(signer.content)

        def whole(*parts, kind=kind):
            return der.encode(der.SEQUENCE, kind.whole, der.encode(der.CONTEXT_0, der.encode(der.SEQUENCE, *parts)))

        plain = (version.whole, digests.whole, content.whole, certificates_in.whole)
        more = der.encode(
            der.SEQUENCE,
            *(each.whole for each in inner),
            der.encode(0xA1, der.encode(der.SEQUENCE, der.identifier("1.2.3"), der.encode(der.SET, der.integer(1)))),
        )
        ways = {
            "a second signer": whole(*plain, der.encode(der.SET, signer.whole, signer.whole)),
            "no signer": whole(*plain, der.encode(der.SET)),
            "unsigned attributes": whole(*plain, der.encode(der.SET, more)),
            "another version": whole(der.integer(3), *plain[1:], signers.whole),
            "revocation lists": whole(*plain, der.encode(0xA1), signers.whole),
            "content inside": whole(version.whole, digests.whole, der.encode(der.SEQUENCE, der.identifier("1.2.840.113549.1.7.1"), der.encode(der.CONTEXT_0, der.encode(der.OCTET_STRING, b"x"))), certificates_in.whole, signers.whole),
            "no certificates": whole(version.whole, digests.whole, content.whole, der.encode(der.CONTEXT_0), signers.whole),
            "three certificates": whole(version.whole, digests.whole, content.whole, der.encode(der.CONTEXT_0, certificates_in.content, stage.house.ring.root().public_bytes(Encoding.DER)), signers.whole),
            "no signed attributes": whole(*plain, der.encode(der.SET, der.encode(der.SEQUENCE, *(each.whole for place, each in enumerate(inner) if place != 3)))),
            "no digests": whole(version.whole, der.encode(der.SET), *plain[2:], signers.whole),
            "a length without end": b"\x30\x80" + outer.content + b"\0\0",
            "nothing in it": der.encode(der.SEQUENCE),
            "a deep nest": b"\x30\x82\xff\xff" * 400,
            "not a container": b"\x04\x03abc",
        }  # fmt: skip
        for what, made in ways.items():
            yield Try(in_hole(paper.data, made), what)
        grown = signature.covered(paper.data)
        assert grown.container == container
