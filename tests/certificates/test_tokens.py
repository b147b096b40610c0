"""Keys in a token (SoftHSM2): made and used there, papers and lists like any others, and a clear word when the token does not serve."""

import copy
import os

import pytest
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA1, SHA256, SHA384, SHA512
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

import tokens as softhsm
from papers import AT, MADE, OFFICE, House, Logbook, a_claim, a_house, written
from qingbai.audit import log, note
from qingbai.audit.actors import SYSTEM
from qingbai.audit.models import LedgerEntry
from qingbai.certificates import custody, services, statements
from qingbai.certificates.keys import Keyring
from qingbai.certificates.models import Paper
from qingbai.certificates.statements import Carried
from qingbai.certificates.tokens import KeyUnusable, TokenKey
from qingbai.certificates.verify import verify_file


@pytest.fixture(scope="module")
def token(tmp_path_factory):
    return softhsm.a_token(tmp_path_factory.mktemp("softhsm"))


@pytest.fixture
def held(token, tmp_path):
    """An office whose chain below the root lies in the token."""
    ring = Keyring(tmp_path / "keys", token=token)
    ring.make(OFFICE, at=MADE)
    ring.make_status(at=MADE)
    ring.make_stamping(at=MADE)
    return House(ring, Logbook(note.SigningKey.make("qingbai.test/certificates")))


def test_papers_and_statements_are_signed_in_the_token_and_judged_like_any_others(held):
    paper = held.paper(form=written)
    signer = held.ring.status_signer()
    found = verify_file(paper, held.trust)
    said = statements.sign_statement(sha256=found.sha256, current=True, key=signer.key, chain=signer.chain, at=AT)
    assert verify_file(paper, held.trust, carried=Carried(said, AT)).exit_status == 0
    assert isinstance(signer.key, TokenKey)
    for name in ("issuing", "status", f"office-{OFFICE.id}"):
        kept = (held.ring.folder / f"{name}.key").read_text()
        assert kept.startswith("pkcs11:token=qingbai%20tests;id=%"), name
        assert "PRIVATE" not in kept
    assert "PRIVATE" in (held.ring.folder / "root.key").read_text()
    again = Keyring(held.ring.folder, token=held.ring.token)
    assert again.signer(OFFICE.id).key.public_key() == held.ring.signer(OFFICE.id).key.public_key()


def test_a_key_never_leaves_its_token_and_signs_digests_of_every_strong_hash(held):
    key = held.ring.signer(OFFICE.id).key
    assert copy.copy(key) is copy.deepcopy(key) is key
    assert (key.key_size, key.curve.name) == (256, "secp256r1")
    for refused in (
        key.private_numbers,
        lambda: key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        lambda: key.exchange(ec.ECDH(), key.public_key()),
        lambda: key.sign(b"", ec.ECDSA(SHA1())),
    ):
        with pytest.raises(UnsupportedAlgorithm):
            refused()
    for algorithm in (SHA256(), SHA384(), SHA512()):
        key.public_key().verify(key.sign(b"said", ec.ECDSA(algorithm)), b"said", ec.ECDSA(algorithm))


def test_a_token_that_does_not_serve_is_named_with_what_to_do(held, token, tmp_path):
    key = held.ring.signer(OFFICE.id).key
    signs = lambda: key.sign(b"", ec.ECDSA(SHA256()))  # noqa: E731
    kept = token.pin_file.read_text()
    wrong = softhsm.with_pin(tmp_path / "wrong", "999999")
    readable = softhsm.with_pin(tmp_path / "readable", softhsm.PIN)
    readable.chmod(0o644)
    for changed, words in (
        ({"label": "other"}, "未找到.*is not there: connect it"),
        ({"module": tmp_path / "none.so"}, "驱动.*QINGBAI_HSM_MODULE"),
        ({"pin_file": tmp_path / "none"}, "QINGBAI_HSM_PIN_FILE"),
        ({"pin_file": readable}, "他人可读.*chmod 600"),
        ({"pin_file": wrong}, "拒绝 PIN.*refuses the PIN"),
    ):
        named = softhsm.elsewhere(token, **changed)
        for _ in range(2):
            with pytest.raises(KeyUnusable, match=words):
                named.make("new")
    assert signs()
    for ring, words in (
        (Keyring(held.ring.folder), "QINGBAI_HSM_MODULE"),
        (Keyring(held.ring.folder, token=softhsm.elsewhere(token, label="other")), "QINGBAI_HSM_TOKEN"),
    ):
        with pytest.raises(KeyUnusable, match=words):
            ring.signer(OFFICE.id)
    key.destroy()
    with pytest.raises(KeyUnusable, match=r"没有该密钥.*keys rotate"):
        signs()
    assert token.pin_file.read_text() == kept


def test_a_process_that_was_forked_asks_the_token_by_itself(held):
    key = held.ring.signer(OFFICE.id).key
    assert key.sign(b"", ec.ECDSA(SHA256()))
    child = os.fork()
    if not child:
        os._exit(0 if key.sign(b"", ec.ECDSA(SHA256())) else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert key.sign(b"", ec.ECDSA(SHA256()))


@pytest.mark.django_db
def test_an_office_issues_with_its_key_in_a_token_and_nothing_at_all_while_it_is_away(
    office, token, settings, tmp_path
):
    settings.KEYS = tmp_path / "held"
    settings.HSM = {
        "module": str(token.module),
        "label": token.label,
        "pin_file": str(token.pin_file),
        "kinds": "issuing office status stamping",
    }
    custody.make_keys(offices=[OFFICE], by=SYSTEM, at=MADE)
    issued = services.issue(claim=a_claim(), by=SYSTEM, at=AT)
    assert verify_file(issued.pdf, services.queries.trust()).genuine
    before = (Paper.objects.count(), log.size(log.CERTIFICATES), LedgerEntry.objects.count())
    services.keyring(settings.KEYS).signer(OFFICE.id).key.destroy()
    with pytest.raises(services.NotIssued, match=r"未出具.*rotate"):
        services.issue(claim=a_claim(), by=SYSTEM, at=AT)
    assert (Paper.objects.count(), log.size(log.CERTIFICATES), LedgerEntry.objects.count()) == before


def test_keys_in_files_stay_where_a_token_is_named_later(tmp_path, token):
    house = a_house(tmp_path / "keys")
    again = Keyring(house.ring.folder, token=token)
    assert not again.make(OFFICE, at=MADE)
    assert not isinstance(again.signer(OFFICE.id).key, TokenKey)
