"""The peer: the same fields and words on one A4 page, with a QR code and a certified signature. No search, no log, no database.

Three forms. *As documented* makes a new font configuration for every paper, as WeasyPrint's manual shows, and writes the standard that
our papers keep, PDF/A-3a. *Tuned* keeps fonts and style sheet for the life of the process. *Least* does so too and writes plain PDF.
"""

import base64
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

from benchmarks.frame import Unavailable
from qingbai.certificates.claim import Claim
from qingbai.certificates.paper import wording

HERE = Path(__file__).parent
STYLE = """
@font-face { font-family: Paper; src: url(%s); }
@page { size: A4; margin: 18mm 22mm; border: 0.6pt double #16201d; padding: 6mm; }
body { font-family: Paper, serif; font-size: 10.5pt; color: #16201d; line-height: 1.25; }
h1 { text-align: center; font-size: 24pt; letter-spacing: 0.3em; margin: 0; }
h1 small { font-size: 12pt; letter-spacing: 0; }
small { font-size: 8.5pt; }
p { margin: 1mm 0; }
.number { text-align: right; }
table { width: 100%%; border-collapse: collapse; }
th, td { text-align: left; border-bottom: 0.3pt solid #999; padding: 1mm 0; }
th { width: 38mm; font-weight: normal; }
.statement { font-size: 14pt; margin: 7mm 0; }
.foot { display: flex; justify-content: space-between; }
.check, .seal { width: 72mm; font-size: 8pt; }
.check img { width: 26mm; }
.seal { text-align: center; }
.note { font-size: 8pt; color: #444; }
"""
DEBIAN = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


class Pipeline:
    """Everything that is made once: template, signer, and, where ``tuned``, fonts and style sheet; PDF/A-3a where ``archival``."""

    def __init__(self, folder: Path, *, tuned: bool, archival: bool = True) -> None:
        try:
            import jinja2
            import qrcode
            import weasyprint
            from pyhanko.sign import signers
            from weasyprint.text.fonts import FontConfiguration
        except ModuleNotFoundError as missing:
            raise Unavailable(
                f"the peer needs {missing.name}, which this environment lacks: `make bench` installs it, or `uv sync --group bench`"
            ) from missing
        except OSError as missing:
            raise Unavailable(
                f"WeasyPrint cannot load a library of the system ({str(missing).splitlines()[0]}). On Debian: {DEBIAN}"
            ) from missing
        self._template = jinja2.Environment(
            loader=jinja2.FileSystemLoader(HERE), autoescape=True, undefined=jinja2.StrictUndefined
        ).get_template("certificate.html")
        self._qrcode, self._weasyprint, self._fonts = qrcode, weasyprint, FontConfiguration
        self._style = STYLE % pylopdf_fonts_zh_cn.serif_path().as_uri()
        self._kept = self._styled() if tuned else None
        self._variant = "pdf/a-3a" if archival else None
        key, certificate = _key_pair(folder)
        self._signer = signers.SimpleSigner.load(str(key), str(certificate))

    def paper(self, claim: Claim, *, base_url: str) -> bytes:
        """The signed paper of a numbered claim."""
        fonts, style = self._kept or self._styled()
        html = self._template.render(self._content(claim, base_url))
        page = self._weasyprint.HTML(string=html).write_pdf(
            stylesheets=[style], font_config=fonts, pdf_variant=self._variant
        )
        return self._signed(page)

    def _styled(self) -> tuple[Any, Any]:
        fonts = self._fonts()
        return fonts, self._weasyprint.CSS(string=self._style, font_config=fonts)

    def _content(self, claim: Claim, base_url: str) -> dict[str, Any]:
        address = f"{base_url}/verify"
        code = io.BytesIO()
        self._qrcode.make(f"{address}#{claim.code}").save(code)
        return {
            "title": wording.TITLES[claim.kind],
            "number": claim.number,
            "facts": list(wording.facts(claim)),
            "statement": wording.statement(claim),
            "qr": base64.b64encode(code.getvalue()).decode(),
            "code": claim.code,
            "checking": wording.checking(address),
            "organ": claim.organ,
            "office": claim.office,
            "issued": wording.day(claim.issued_on),
            "notes": list(wording.notes(claim)),
        }

    def _signed(self, page: bytes) -> bytes:
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign import fields, signers

        meta = signers.PdfSignatureMetadata(
            field_name="Signature1",
            certify=True,
            docmdp_permissions=fields.MDPPerm.NO_CHANGES,
            subfilter=fields.SigSeedSubFilter.PADES,
        )
        signed = signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(page)), meta, signer=self._signer)
        return bytes(signed.getbuffer())


def _key_pair(folder: Path) -> tuple[Path, Path]:
    """An ECDSA P-256 key, the same kind as ours, and a certificate for it, in files as the signer loads them."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "peer")])
    now = datetime.now(UTC)  # noqa: TID251
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=30))
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                content_commitment=True,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=False,
                crl_sign=False,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .sign(key, SHA256())
    )
    paths = folder / "peer.key", folder / "peer.pem"
    paths[0].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    paths[1].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return paths
