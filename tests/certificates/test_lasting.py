"""Signatures that last: stamped by our own authority or one elsewhere, with the evidence beside them, judged by us and by others."""

import asyncio
import hashlib
import io
import shutil
import subprocess
from dataclasses import replace
from datetime import timedelta

import pytest
from asn1crypto.crl import CertificateList
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.validation.ades import ades_with_time_validation
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.policy_decl import (
    LocalKnowledge,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager
from pyhanko_certvalidator.revinfo.archival import CRLContainer

from papers import AT, FORMS, MADE, OFFICE, a_claim, a_house, numbered
from qingbai import clock
from qingbai.audit.actors import SYSTEM
from qingbai.certificates import cms, der, lasting, revocation, services, signature, stamp, stamping
from qingbai.certificates.keys import Keyring
from qingbai.certificates.models import Paper
from qingbai.certificates.services import NotIssued
from qingbai.certificates.trust import Trust
from qingbai.certificates.verify import verify_file
from stamps import POLICY, amiss, by, elsewhere, prepare, signed

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def stranger(tmp_path_factory):
    return a_house(tmp_path_factory.mktemp("stranger"))


@pytest.fixture(scope="module")
def tsa(tmp_path_factory):
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("tsa")
    prepare(folder)
    with elsewhere(folder) as server:
        yield server


@pytest.fixture
def authority(tsa):
    tsa.mood, tsa.asked = "well", 0
    return stamping.Authority.of(tsa.url, tsa.folder / "root.pem", policy=POLICY)


def sealed_of(data):
    covered = signature.covered(data)
    return cms.check(covered.container, covered.digest)


def code_of(data, trust):
    return verify_file(data, trust).signed.code


# ---- other judges


def by_pyhanko(data, root, when):
    """ETSI EN 319 102-1, signatures with time: from what is inside alone, every certificate below the root with its revocation list."""
    reader = PdfFileReader(io.BytesIO(data), strict=True)
    (embedded,) = reader.embedded_signatures
    store = DocumentSecurityStore.read_dss(reader)
    lists = [CRLContainer(CertificateList.load(each.get_object().data)) for each in store.crls]
    policy = CertValidationPolicySpec(
        trust_manager=SimpleTrustManager.build(trust_roots=[load_cert_from_pemder(root)]),
        revinfo_policy=CertRevTrustPolicy(revocation_checking_policy=REQUIRE_REVINFO),
    )
    spec = SignatureValidationSpec(
        cert_validation_policy=policy,
        revinfo_gathering_policy=RevocationInfoGatheringSpec(RevinfoOnlineFetchingRule.LOCAL_ONLY),
        local_knowledge=LocalKnowledge(known_crls=lists, known_certs=list(store.load_certs())),
    )
    embedded.compute_integrity_info()
    assert embedded.coverage == SignatureCoverageLevel.ENTIRE_FILE
    timing = ValidationTimingInfo(validation_time=when, best_signature_time=when, point_in_time_validation=True)
    judged = ades_with_time_validation(
        embedded.signed_data, spec, timing_info=timing, raw_digest=embedded.compute_digest()
    )
    return asyncio.run(judged)


@pytest.mark.parametrize("form", FORMS)
def test_pyhanko_finds_all_that_lasts_inside_the_file_and_fetches_nothing(house, form):
    paper = signed(house, form=FORMS[form])
    found = by_pyhanko(paper, house.ring.folder / "root.pem", AT + DAY)
    assert found.ades_subindic == AdESPassed.OK
    assert found.best_signature_time == AT
    assert found.api_status.timestamp_validity.trusted
    bare = replace(lasting.of(house.ring, at=AT), evidence=signature.Evidence((), ()))
    missing = by_pyhanko(signed(house, form=FORMS[form], kept=bare), house.ring.folder / "root.pem", AT + DAY)
    assert missing.ades_subindic != AdESPassed.OK  # it is the evidence inside that makes the difference
    reader = PdfFileReader(io.BytesIO(paper))
    assert reader.total_revisions == (1 if form == "written" else 2)


def test_openssl_finds_our_time_stamp_good(house, tmp_path):
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    sealed = sealed_of(signed(house))
    (tmp_path / "token").write_bytes(sealed.token)
    (tmp_path / "value").write_bytes(sealed.value)
    command = ["openssl", "ts", "-verify", "-token_in", "-in", "token", "-data", "value", "-CAfile"]
    at = ["-attime", str(int(AT.timestamp()))]
    said = subprocess.run(
        [*command, house.ring.folder / "root.pem", *at], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "Verification: OK" in said.stdout, said.stderr
    (tmp_path / "value").write_bytes(sealed.value[:-1] + b"\0")
    said = subprocess.run(
        [*command, house.ring.folder / "root.pem", *at], cwd=tmp_path, capture_output=True, check=False
    )
    assert said.returncode != 0


# ---- what is amiss


@pytest.mark.parametrize("form", FORMS)
def test_a_stamp_or_evidence_that_is_not_as_it_must_be_is_refused_by_its_name(house, stranger, form):
    for name, paper in amiss(house, stranger, FORMS[form]).items():
        found = verify_file(paper, house.trust)
        assert found.signed.code == name.split(",")[0], name
        assert found.signed.zh
        assert not found.genuine


def test_a_certificate_revoked_after_the_signature_spoils_no_paper_and_one_revoked_before_does(house):
    paper, chain = signed(house), house.ring.signer(OFFICE.id).chain
    lists = lasting.Lists(house.ring)

    def newer(since, certificate=chain.office):
        gone = [revocation.Revoked(certificate.serial_number, since)]
        made = revocation.made(
            authority=chain.issuing,
            key=house.ring.authority_key("issuing"),
            at=AT + 9 * DAY,
            lasts=DAY,
            former=lists.current("issuing", at=AT),
            revoked=gone,
        )
        return replace(house.trust, lists=(made,))

    for certificate in (chain.office, house.ring.stamping_signer().chain.office):
        assert verify_file(paper, newer(AT + timedelta(seconds=1), certificate)).genuine
        trust = newer(AT, certificate)
        assert code_of(paper, trust) == "revoked_then"
        assert Trust.parse(trust.as_json()) == trust


def test_nobody_gives_a_paper_other_bytes_that_are_as_good(house):
    """The issuing certificate with another value of its own signature, as its root can make them: same length, same meaning, and once accepted."""
    paper, chain = signed(house), house.ring.signer(OFFICE.id).chain
    own, twin = (each.public_bytes(Encoding.DER).hex().encode() for each in (chain.issuing, twin_of(house.ring)))
    assert len(own) == len(twin)
    assert own != twin
    covered = signature.covered(paper)
    hole = paper[covered.start : covered.end]
    assert hole.count(own) == 2  # in the container, and in its time-stamp
    second = twin.join([hole[: hole.rindex(own)], hole[hole.rindex(own) + len(own) :]])
    for changed in (hole.replace(own, twin, 1), second, hole.replace(own, twin)):
        forged = paper[: covered.start] + changed + paper[covered.end :]
        assert code_of(forged, house.trust) in ("changed", "other_signature", "stamp_refused", "hole")
    unbound = replace(chain, issuing=x509.load_der_x509_certificate(bytes.fromhex(twin.decode())))
    digest = hashlib.sha256(b"a document").digest()
    first_form = cms.sign(digest, house.ring.signer(OFFICE.id).key, chain)
    value = cms.opened(first_form).value
    assert cms.check(unbound._container(digest, value, None), digest)  # what the first form could not tell apart
    stamped = cms.opened(cms.sign(digest, house.ring.signer(OFFICE.id).key, chain, by(house.ring.stamping_signer())))
    with pytest.raises(cms.Forged):
        cms.check(unbound._container(digest, stamped.value, stamped.token), digest)


def twin_of(ring):
    """The issuing certificate, signed by its root once more."""
    issuing, key = ring.authority("issuing"), ring.authority_key("root")
    while True:
        other = key.sign(issuing.tbs_certificate_bytes, ec.ECDSA(SHA256()))
        if len(other) == len(issuing.signature) and other != issuing.signature:
            whole = issuing.public_bytes(Encoding.DER).replace(issuing.signature, other)
            return x509.load_der_x509_certificate(whole)


def test_a_time_stamp_has_one_form(house):
    sealed = sealed_of(signed(house))
    found = stamp.opened(sealed.token)
    r, s = decode_dss_signature(found.value)
    authority = house.ring.stamping_signer().chain
    held = (authority.office, authority.issuing)
    plain = stamp._written(
        found.info, found.attributes, *stamp._standing(held), found.hashed, found.value, stamp._ECDSA
    )
    assert plain == sealed.token
    other_value = encode_dss_signature(r, cms._ORDER - s)
    written = {
        "the other value": stamp._written(
            found.info, found.attributes, *stamp._standing(held), found.hashed, other_value, stamp._ECDSA
        ),
        "a certificate more": stamp._written(
            found.info,
            found.attributes,
            *stamp._standing((*held, house.ring.root())),
            found.hashed,
            found.value,
            stamp._ECDSA,
        ),
        "another algorithm's name": stamp._written(
            found.info,
            found.attributes,
            *stamp._standing(held),
            found.hashed,
            found.value,
            der.encode(der.SEQUENCE, der.identifier("1.2.840.10045.4.3.3")),
        ),
        "cut": sealed.token[:-1],
        "longer": sealed.token + b"\0",
    }
    for name, token in written.items():
        with pytest.raises(stamp.StampRefused):
            stamp.opened(token)
        assert name
    assert stamp.normal(written["the other value"]).whole == sealed.token
    assert stamp.normal(written["a certificate more"]).whole == sealed.token


# ---- an authority elsewhere


def issued_now(house, authority):
    at = clock.now().replace(microsecond=0)
    claim = numbered(a_claim(issued_on=clock.day_of(at), valid_until=None))
    return signed(house, kept=lasting.of(house.ring, at=at, elsewhere=authority), at=at, claim=claim)


def test_an_authority_elsewhere_stamps_and_is_believed_where_it_is_pinned(house, authority, tsa):
    paper = issued_now(house, authority)
    assert tsa.asked == 1
    assert code_of(paper, house.trust) == "stamp_unknown"
    pinned = replace(house.trust, stampers=authority.known)
    assert verify_file(paper, pinned).genuine
    assert Trust.parse(pinned.as_json()) == pinned
    found = stamp.opened(sealed_of(paper).token)
    assert (found.policy, found.accuracy) == (der.identifier(POLICY), timedelta(seconds=1))
    changed = bytearray(paper)
    for place in range(signature.covered(paper).start + 1, signature.covered(paper).end, 97):
        changed[place : place + 1] = b"0" if paper[place : place + 1] != b"0" else b"1"
        assert not verify_file(bytes(changed), pinned).genuine, place
        changed[place] = paper[place]


@pytest.mark.parametrize(
    ("mood", "wrong"),
    [
        ("of another question", "a time-stamp of something else"),
        ("out of order", "503"),
        ("a page", "none of a time-stamp authority"),
    ],
)
def test_an_answer_that_does_not_hold_is_told_and_nothing_is_signed(house, authority, tsa, mood, wrong):
    authority.stamp(b"a first question", at=clock.now(), own=by(house.ring.stamping_signer()))
    tsa.mood = mood
    with pytest.raises(stamping.NoStamp, match=wrong):
        issued_now(house, authority)


def test_the_clock_the_policy_and_the_nonce_of_an_answer_are_looked_at(house, authority, tsa):
    own = by(house.ring.stamping_signer())
    with pytest.raises(stamping.NoStamp, match="clock"):
        authority.stamp(b"value", at=clock.now() + 3 * DAY, own=own)
    with pytest.raises(stamping.NoStamp, match="policy"):
        replace(authority, policy="1.2.3.4.9").stamp(b"value", at=clock.now(), own=own)
    with pytest.raises(stamp.StampRefused, match="another question"):
        stamp.answered(tsa.last, b"value", 7, authority.known)


def test_an_authority_that_is_away_is_not_waited_for_twice_and_our_own_may_stamp_meanwhile(house, tsa, authority):
    tsa.mood = "out of order"
    own, at = by(house.ring.stamping_signer(), clock.now().replace(microsecond=0)), clock.now()
    for _ in range(3):
        with pytest.raises(stamping.NoStamp, match="QINGBAI_TIMESTAMP_"):
            authority.stamp(b"value", at=at, own=own)
    assert tsa.asked == 1
    ours = replace(authority, own_meanwhile=True)
    assert stamp.opened(ours.stamp(b"value", at=at, own=own)).certificate == house.ring.stamping_signer().chain.office
    tsa.mood = "well"
    found = stamp.opened(ours.stamp(b"value", at=at + timedelta(seconds=31), own=own))
    assert found.certificate.issuer == authority.known[0].subject


@pytest.mark.django_db
def test_nothing_is_issued_where_the_authority_is_away(office, settings, tsa):
    tsa.mood = "out of order"
    settings.TIMESTAMP = {"url": tsa.url, "file": str(tsa.folder / "root.pem"), "policy": "", "own_meanwhile": False}
    at = clock.now()
    claim = a_claim(issued_on=clock.day_of(at), valid_until=None)
    with pytest.raises(NotIssued, match="time-stamp authority"):
        services.issue(claim=claim, by=SYSTEM, at=at)
    assert not Paper.objects.exists()
    tsa.mood = "well"
    issued = services.issue(claim=claim, by=SYSTEM, at=at + timedelta(minutes=1))
    assert stamp.opened(sealed_of(issued.pdf).token).policy == der.identifier(POLICY)


# ---- the lists


def test_lists_are_renewed_before_they_lapse_and_forget_nothing(tmp_path):
    house = a_house(tmp_path)
    ring, lists = house.ring, lasting.Lists(house.ring)
    first = lists.current("issuing", at=MADE)
    assert lists.current("issuing", at=MADE + 6 * DAY) == first
    assert lists.renew(at=MADE + DAY / 2) == 0
    assert lists.renew(at=MADE + DAY) == 1
    office = ring.signer(OFFICE.id).chain.office
    lists.revoke(office, at=MADE + 2 * DAY)
    lists.revoke(office, at=MADE + 3 * DAY)
    later = lists.current("issuing", at=MADE + 40 * DAY)
    assert revocation.since(later, office) == MADE + 2 * DAY
    assert lasting.Lists(Keyring(ring.folder)).current("issuing", at=MADE + 41 * DAY) == later
    assert lasting.published(ring.folder, "issuing") == later
    assert lasting.published(ring.folder, "../issuing") is None


def test_an_office_goes_on_without_the_list_of_a_root_that_lies_elsewhere_and_stops_without_its_own(tmp_path):
    house = a_house(tmp_path)
    (house.ring.folder / "root.key").unlink()
    assert len(lasting.of(house.ring, at=AT).evidence.lists) == 1
    assert verify_file(signed(house), house.trust).genuine
    with pytest.raises(lasting.Lapsed, match=r"root\.crl"):
        lasting.Lists(house.ring).renew(at=AT)
    (house.ring.folder / "issuing.key").unlink()
    with pytest.raises(lasting.Lapsed, match=r"issuing\.crl"):
        lasting.of(house.ring, at=AT + 30 * DAY)
