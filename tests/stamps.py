"""Time-stamps for tests: an authority elsewhere, served over real HTTP by OpenSSL, and papers whose stamp or evidence is not as it must be."""

import subprocess
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from papers import AT, MADE, OFFICE, a_claim, document_of, numbered
from qingbai.certificates import lasting, revocation, signature, stamp
from qingbai.certificates.signature import Evidence

POLICY = "1.2.3.4.1"
CONFIGURATION = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
certs = {folder}/root.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = {policy}
digests = sha256
accuracy = secs:1
ess_cert_id_chain = yes
ess_cert_id_alg = sha256
"""


def _certificate(folder, name, key, above, *extensions):
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Elsewhere {name}")])
    issuer, by = above or (subject, key)
    builder = x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(MADE).not_valid_after(MADE + timedelta(days=3650))
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    made = builder.sign(by, SHA256())
    (folder / f"{name}.pem").write_bytes(made.public_bytes(Encoding.PEM))
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / f"{name}.key").write_bytes(secret)
    return subject, key


def prepare(folder):
    """A root and an authority below it, with keys of RSA, and what OpenSSL must know."""
    keys = [rsa.generate_private_key(65537, 2048) for _ in range(2)]
    root = _certificate(folder, "root", keys[0], None, (x509.BasicConstraints(ca=True, path_length=0), True))
    purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    _certificate(folder, "tsa", keys[1], root, (purpose, True))
    (folder / "serial").write_text("0100\n")
    (folder / "tsa.cnf").write_text(CONFIGURATION.format(folder=folder, policy=POLICY))


class Elsewhere(BaseHTTPRequestHandler):
    """Answers as the server's ``mood`` says: well, or in one of the ways that an authority may fail."""

    def do_POST(self):
        question = self.rfile.read(int(self.headers["Content-Length"]))
        server = self.server
        server.asked += 1
        if server.mood == "out of order":
            self.send_error(503)
            return
        if server.mood == "of another question":
            answer = server.last
        else:
            (server.folder / "question").write_bytes(question)
            subprocess.run(
                ["openssl", "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "question", "-out", "answer"],
                cwd=server.folder,
                check=True,
                capture_output=True,
            )
            answer = server.last = (server.folder / "answer").read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "text/html" if server.mood == "a page" else "application/timestamp-reply")
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


@contextmanager
def elsewhere(folder):
    """The authority, served on this machine: ``url``, ``mood``, ``asked`` (how often)."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    server.folder, server.mood, server.asked, server.last = folder, "well", 0, b""
    server.url = f"http://127.0.0.1:{server.server_port}/tsa"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def signed(house, *, form=document_of, kept=..., at=AT, claim=None):
    """A paper of the house, made to last as it should or as ``kept`` says."""
    claim = claim or numbered(a_claim())
    document = form(claim)
    signer = house.ring.signer(OFFICE.id)
    return signature.certify(
        document,
        attachment=house.attachment(claim, document),
        key=signer.key,
        chain=signer.chain,
        at=at,
        lasting=lasting.of(house.ring, at=at) if kept is ... else kept,
    )


def by(signer, at=AT):
    """Who stamps with this key."""
    chain = signer.chain
    return partial(stamp.made, key=signer.key, certificate=chain.office, issuing=chain.issuing, at=at)


def amiss(house, stranger, form=document_of):
    """Papers of which something that makes them last is not as it must be, by the code of the refusal that each must meet."""
    good = lasting.of(house.ring, at=AT)
    ours, chain = house.ring.stamping_signer(), house.ring.signer(OFFICE.id).chain
    key = house.ring.authority_key("issuing")
    lapsed = revocation.made(
        authority=chain.issuing, key=key, at=AT - timedelta(days=30), lasts=timedelta(days=7), former=None
    )
    gone = [revocation.Revoked(chain.office.serial_number, AT - timedelta(days=1))]
    revoked = revocation.made(
        authority=chain.issuing, key=key, at=AT, lasts=timedelta(days=7), former=None, revoked=gone
    )
    others = tuple(lasting.lists(stranger.ring).evidence(at=AT).lists)
    kept = {
        **({"not_stamped": None} if form is document_of else {}),  # a page of today cannot be closed in the first form
        "stamp_untimely, two hours late": replace(good, stamp=by(ours, AT + timedelta(hours=2))),
        "stamp_untimely, before": replace(good, stamp=by(ours, AT - timedelta(minutes=2))),
        "stamp_unknown, a stranger's": replace(good, stamp=by(stranger.ring.stamping_signer())),
        "stamp_unknown, by the office itself": replace(good, stamp=by(house.ring.signer(OFFICE.id))),
        "stamp_refused, of something else": replace(good, stamp=lambda _: by(ours)(b"something else")),
        "stamp_refused, no token": replace(good, stamp=lambda _: b"\x30\x03\x02\x01\x01"),
        "revocation_missing, none": replace(good, evidence=Evidence(good.evidence.certificates, ())),
        "revocation_missing, lapsed": replace(good, evidence=Evidence((), (lapsed,))),
        "revocation_missing, a stranger's": replace(good, evidence=Evidence((), others)),
        "revoked_then": replace(good, evidence=Evidence((), (revoked,))),
    }
    return {name: signed(house, form=form, kept=each) for name, each in kept.items()}
