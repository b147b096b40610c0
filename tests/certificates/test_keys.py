"""Keys: made once, readable to their owner only, a chain that OpenSSL-minded readers accept, renewed before they end."""

import stat
import threading
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from papers import AT, MADE, OFFICE, a_house
from qingbai.certificates import certifying
from qingbai.certificates.cms import Chain
from qingbai.certificates.keys import OFFICE_YEARS, RENEW_BEFORE, YEAR, Keyring, NoKey, Office
from qingbai.certificates.trust import DOCUMENT_SIGNING, PURPOSES, NotTrusted, Trust, TrustUnreadable, office_id
from qingbai.certificates.verify import verify_file


def contents(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_making_the_keys_again_changes_nothing(tmp_path):
    ring = Keyring(tmp_path / "keys")
    assert ring.make(OFFICE, at=MADE)
    before = contents(ring.folder)
    assert not ring.make(OFFICE, at=MADE)
    assert not Keyring(ring.folder).make(OFFICE, at=AT)
    assert contents(ring.folder) == before


def test_keys_are_readable_to_their_owner_only(tmp_path):
    ring = Keyring(tmp_path / "keys")
    ring.make(OFFICE, at=MADE)
    assert stat.S_IMODE(ring.folder.stat().st_mode) == 0o700
    for file in ring.folder.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


def test_many_at_once_make_one_chain(tmp_path):
    rings = [Keyring(tmp_path / "keys") for _ in range(8)]
    made = []
    threads = [threading.Thread(target=lambda ring=ring: made.append(ring.make(OFFICE, at=MADE))) for ring in rings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(made) == [False] * 7 + [True]
    assert len({ring.signer(OFFICE.id).chain.office.serial_number for ring in rings}) == 1


def test_the_offices_certificate_names_organ_and_office_and_may_only_sign_documents(house):
    office = house.ring.signer(OFFICE.id).chain.office
    assert office_id(office) == OFFICE.id
    assert "O=演示市公安局清河分局" in office.subject.rfc4514_string()
    usage = office.extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical
    assert usage.value.digital_signature
    assert usage.value.content_commitment
    assert not usage.value.key_cert_sign
    assert not usage.value.crl_sign
    assert DOCUMENT_SIGNING in office.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    basic = office.extensions.get_extension_for_class(x509.BasicConstraints)
    assert basic.critical
    assert not basic.value.ca
    names = office.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert "Qinghe Sub-Bureau" in names[0].value.rfc4514_string()


def test_very_long_names_still_make_a_certificate(tmp_path):
    long = Office(
        id="x1",
        name=type(OFFICE.name)(zh="处" * 200, en="x" * 200),
        organ=type(OFFICE.name)(zh="局" * 200, en="y" * 200),
    )
    assert Keyring(tmp_path).make(long, at=MADE)


@pytest.mark.parametrize("wanted", ["unknown", "../root", "", "a/b", "a.b", "处"])
def test_an_office_without_a_key_or_with_a_crooked_name_has_no_signer(house, wanted):
    with pytest.raises(NoKey):
        house.ring.signer(wanted)


def test_a_key_is_renewed_before_it_ends_and_the_old_papers_hold(tmp_path):
    house = a_house(tmp_path / "keys")
    old = house.paper()
    before = house.ring.signer(OFFICE.id).chain.office.serial_number
    end = MADE + OFFICE_YEARS * YEAR
    assert not house.ring.make(OFFICE, at=end - RENEW_BEFORE - timedelta(days=1))
    assert house.ring.make(OFFICE, at=end - RENEW_BEFORE + timedelta(days=1))
    assert house.ring.signer(OFFICE.id).chain.office.serial_number != before
    assert verify_file(old, house.trust).genuine


def test_the_trust_file_comes_back_as_it_was_written(house, tmp_path):
    file = tmp_path / "trust.json"
    file.write_text(house.trust.as_json())
    assert Trust.load(file) == house.trust


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "null", '{"format": "qingbai/trust/1", "issuers": [], "logs": []}', "[" * 9999, '{"format": 1}'],
)
def test_a_trust_file_that_cannot_be_read_is_refused_in_both_languages(text):
    with pytest.raises(TrustUnreadable, match=r"信任文件.*trust file"):
        Trust.parse(text)


def test_a_missing_trust_file_is_named(tmp_path):
    with pytest.raises(TrustUnreadable, match="--trust"):
        Trust.load(tmp_path / "none.json")


def test_the_chain_is_vouched_for_only_within_its_time(house):
    chain = house.ring.signer(OFFICE.id).chain
    house.trust.vouch_for(chain, MADE)
    house.trust.vouch_for(chain, MADE + OFFICE_YEARS * YEAR)
    for at in (MADE - timedelta(seconds=1), MADE + OFFICE_YEARS * YEAR + timedelta(seconds=1)):
        with pytest.raises(NotTrusted, match="not_valid_then"):
            house.trust.vouch_for(chain, at)


def made(ring, above, *, authority, path_length=None, purposes=PURPOSES, usage=None):
    """A certificate and key under one of the ring's authorities, entitled as told."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"made under {above}")])
    builder = (
        certifying.certificate(name, ring._certificate(above).subject, key.public_key(), 5, MADE)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=path_length), critical=True)
        .add_extension(certifying.usage(authority=authority if usage is None else usage), critical=True)
    )
    if purposes:
        builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
    return key, ring._signed(builder, above, key)


@pytest.mark.parametrize(
    "entitled",
    [
        {"authority": False},
        {"authority": True, "path_length": 3},
        {"authority": True, "path_length": None},
        {"authority": True, "path_length": 0, "usage": False},
    ],
)
def test_a_certificate_that_the_root_signed_but_that_may_not_issue_vouches_for_nobody(house, tmp_path, entitled):
    key, between = made(house.ring, "root", **entitled)
    office = house.ring.signer(OFFICE.id).chain.office
    builder = certifying.certificate(office.subject, between.subject, key.public_key(), 5, MADE)
    for extension in (x509.BasicConstraints, x509.KeyUsage, x509.ExtendedKeyUsage):
        found = office.extensions.get_extension_for_class(extension)
        builder = builder.add_extension(found.value, critical=found.critical)
    forged = builder.sign(key, SHA256())
    with pytest.raises(NotTrusted, match="not_entitled"):
        house.trust.vouch_for(Chain(forged, between), AT)


@pytest.mark.parametrize(
    "entitled",
    [
        {"authority": False, "purposes": ()},
        {"authority": False, "purposes": (ExtendedKeyUsageOID.SERVER_AUTH,)},
        {"authority": True, "path_length": 0},
        {"authority": False, "usage": True},
    ],
)
def test_a_certificate_that_may_do_other_things_may_not_sign_papers(house, entitled):
    _, office = made(house.ring, "issuing", **entitled)
    chain = Chain(office, house.ring.signer(OFFICE.id).chain.issuing)
    with pytest.raises(NotTrusted, match="not_entitled"):
        house.trust.vouch_for(chain, AT)


def test_an_issuing_certificate_is_no_office(house):
    signer = house.ring.signer(OFFICE.id)
    turned = type(signer.chain)(signer.chain.issuing, house.ring.root())
    with pytest.raises(NotTrusted):
        house.trust.vouch_for(turned, AT)


def test_the_key_of_time_stamps_may_do_nothing_else_and_is_made_anew_when_half_of_its_time_is_over(tmp_path):
    ring = Keyring(tmp_path, "https://check.example")
    ring.make(OFFICE, at=MADE)
    assert ring.make_stamping(at=MADE)
    assert not ring.make_stamping(at=AT)
    chain = ring.stamping_signer().chain
    purposes = chain.office.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    assert (purposes.critical, list(purposes.value)) == (True, [ExtendedKeyUsageOID.TIME_STAMPING])
    with pytest.raises(NotTrusted, match="not_entitled"):
        Trust(roots=(ring.root(),), logs=()).vouch_for(chain, AT)
    places = chain.office.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    assert places[0].full_name[0].value == "https://check.example/verify/revoked/issuing.crl"
    assert ring.make_stamping(at=MADE + certifying.STAMPING_YEARS * YEAR / 2)
    assert ring.stamping_signer().chain.office != chain.office
